"""Where the data files are: in a checkout, in a wheel and in a frozen app."""

from __future__ import annotations

import sys
from pathlib import Path


def resource_path(*parts: str) -> Path:
    """Return the path of a shipped data file or folder ("catalog", "models.json")."""
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    candidates = (Path(frozen) / "resources",) if frozen else (package / "_resources", package.parent / "resources")
    root = next((path for path in candidates if path.is_dir()), candidates[-1])
    return root.joinpath(*parts)
