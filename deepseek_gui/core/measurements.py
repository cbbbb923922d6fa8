"""What was measured on this machine, kept in the cache folder so that it is measured once."""

from __future__ import annotations

import contextlib
import json
import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_log = logging.getLogger(__name__)

MEASURED = "measured"
"""The source of a fact that was measured."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of measurement in one file: numbers by what was measured.

    Attributes:
        file: its name in the cache folder.
        plausible: the smallest and the largest number that is believed; a damaged file's True is no measurement.
    """

    file: str
    plausible: tuple[float, float]

    def load(self, cache_dir: Path) -> Mapping[str, float]:
        """Return what was measured; nothing from a file that is missing or damaged."""
        try:
            document = json.loads((cache_dir / self.file).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(document, dict):
            return {}
        numbers = {key: float(value) for key, value in document.items() if isinstance(value, int | float)}
        return {key: value for key, value in numbers.items() if self.plausible[0] <= value <= self.plausible[1]}

    def save(self, cache_dir: Path, key: str, value: float) -> None:
        """Add a measurement: written beside the file, then renamed over it. A folder that refuses keeps nothing."""
        path = cache_dir / self.file
        part = path.with_suffix(f".{threading.get_native_id()}.part")
        measured = {**self.load(cache_dir), key: value}
        try:
            cache_dir.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(measured, indent=1), encoding="utf-8")
            part.replace(path)
        except OSError as error:
            _log.info("the measurement is not kept: %s", error)
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
