"""Recordings: samples in a file that a crash does not take along.

A recording (`.dgrec`) is gzip (RFC 1952), so `zcat` reads it; inside is UTF-8 text, one JSON document a line.

- The first line is `{"format": "deepseek-gui recording", "version": 1, "machine": …, "started": …}`: the machine in the
  keys of the machine file (`deepseek-gui probe --json`) or null, and the time in ISO 8601 with its zone.
- Every other line is a `Sample` in the keys of `domain.sample`: `time_s` (seconds since the epoch), `monotonic_s`
  (seconds of a clock that never jumps, not decreasing), `cpu`, `memory`, `gpus`, …. null or an absent key is unknown.
  Words (`stale`) are `{"source", "arguments"}`.

The compressor is flushed after each sample (Z_SYNC_FLUSH), so that a killed program loses none that was written, and
the file is brought to the disk (fsync) once a second, so that a crash of the computer costs at most about one second.
A recording without the gzip trailer is one whose program was killed. A later version that old programs cannot read gets
another number; keys that are only added do not change it.
"""

from __future__ import annotations

import os
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from deepseek_gui.catalog.machine_file import machine_of, without_news
from deepseek_gui.catalog.machines import complete, machine_document
from deepseek_gui.core.compressed_lines import GZIP, CompressedLines
from deepseek_gui.core.sample_lines import decode_sample, encode_sample
from deepseek_gui.core.thinned import Thinned
from deepseek_gui.domain.decoding import decode
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.sample import Sample
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import MIB
from deepseek_gui.modelfiles.regular_file import open_regular

SUFFIX = ".dgrec"
FORMAT = "deepseek-gui recording"
VERSION = 1
SYNC_S = 1.0
KEPT_BYTES = 256 * MIB
"""How much of a recording's text is kept as samples (they take about twice that); see `Recording.step`."""

TAIL_BYTES = 8 * MIB
"""More than an hour of a workstation at one sample a second."""

_SAMPLE_COST_BYTES = 500
"""Beside its text, so that a file of very small samples is bounded too."""


class _Header(msgspec.Struct):
    format: str
    version: int
    machine: dict[str, Any] | None = None
    started: str | None = None


@dataclass(frozen=True, slots=True)
class Recording:
    """What a recording holds.

    Attributes:
        machine: the recorded one, marked as simulated: it is not asked anything; None when the file does not tell.
        samples: oldest first.
        truncated: the end is missing: the program was killed, or the file is damaged or larger than the limits.
        step: every how many samples one was kept; above 1 only for recordings of more than `KEPT_BYTES` of text.
    """

    machine: Machine | None
    samples: tuple[Sample, ...]
    truncated: bool
    step: int = 1


class RecordingWriter:
    """Writes a recording; for one thread at a time.

    Attributes:
        path: of the file.
        samples: how many are written.
    """

    def __init__(self, path: Path, machine: Machine | None, *, overwrite: bool = False) -> None:
        """Make the file and write its head.

        Args:
            path: a new file.
            machine: the one that is recorded, when it is known.
            overwrite: replace a file that is there.

        Raises:
            ActionableError: there is a file already, or it cannot be written.
        """
        self.path = path
        self.samples = 0
        self._compressor = zlib.compressobj(wbits=GZIP)
        self._synced_s = -SYNC_S
        try:
            self._file = path.open("wb" if overwrite else "xb", buffering=0)
        except FileExistsError:
            raise _exists(path) from None
        except OSError as error:
            raise _not_written(path, error) from error
        document = None if machine is None else machine_document(machine)
        header = _Header(FORMAT, VERSION, document, datetime.now(UTC).isoformat(timespec="seconds"))
        try:
            self._put(msgspec.json.encode(header) + b"\n")
        except ActionableError:
            if not overwrite:
                path.unlink(missing_ok=True)  # we made it and it holds nothing: the name is free for another try
            raise

    def write(self, sample: Sample) -> None:
        """Add a sample; afterwards it survives the end of this program.

        Raises:
            ActionableError: the disk is full or gone; the file is closed and readable up to the sample before.
        """
        self._put(encode_sample(sample))
        self.samples += 1

    def close(self) -> None:
        """Write the end and close the file; again is harmless.

        Raises:
            ActionableError: the end cannot be written; the samples are there.
        """
        if not self._file.closed:
            self._guarded(lambda: self._append(self._compressor.flush()))
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _put(self, line: bytes) -> None:
        if self._file.closed:
            raise _not_written(self.path, OSError("the recording is closed"))
        self._guarded(lambda: self._append(self._compressor.compress(line) + self._compressor.flush(zlib.Z_SYNC_FLUSH)))

    def _append(self, data: bytes) -> None:
        while data:
            data = data[self._file.write(data) :]
        now_s = time.monotonic()
        if now_s >= self._synced_s + SYNC_S:
            os.fsync(self._file.fileno())
            self._synced_s = now_s

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except OSError as error:
            self._file.close()
            raise _not_written(self.path, error) from error


class SampleTail:
    """The samples since some moment, as the lines of a recording: at most `TAIL_BYTES`, thinned when it gets long."""

    def __init__(self, limit_bytes: int = TAIL_BYTES) -> None:
        self._lines: Thinned[bytes] = Thinned(limit_bytes)

    def __len__(self) -> int:
        return len(self._lines.items)

    def add(self, sample: Sample) -> None:
        """Take a sample in."""
        if self._lines.wants_next():
            line = encode_sample(sample)
            self._lines.keep(line, len(line))

    def samples(self) -> tuple[Sample, ...]:
        """Return what is kept, oldest first."""
        return tuple(sample for line in self._lines.items if (sample := decode_sample(line)) is not None)


def write_recording(path: Path, machine: Machine | None, samples: Sequence[Sample], *, overwrite: bool = False) -> None:
    """Write samples that are there already, oldest first. Call it off the GUI thread.

    Raises:
        ActionableError: as `RecordingWriter`.
    """
    with RecordingWriter(path, machine, overwrite=overwrite) as writer:
        for sample in samples:
            writer.write(sample)


def read_recording(path: Path, *, kept_bytes: int = KEPT_BYTES) -> Recording:
    """Return a recording, or what of it can be read.

    Call it off the GUI thread: a day of eight GPUs and 128 threads at one sample a second takes some 10 s and, thinned
    to every fourth sample, 0.5 GB.

    Raises:
        ActionableError: the file cannot be read, is no recording, or a newer version wrote it.
    """
    try:
        with open_regular(path) as file:
            return _read(CompressedLines(file), path, kept_bytes)
    except FileNotFoundError as error:
        raise _not_read(path, "there is no such file") from error
    except (OSError, ValueError) as error:
        raise _not_read(path, getattr(error, "strerror", None) or str(error)) from error


def _read(lines: CompressedLines, path: Path, kept_bytes: int) -> Recording:
    rows = iter(lines)
    header = _header(next(rows, b""), path)
    kept: Thinned[Sample] = Thinned(kept_bytes)
    whole = all(_keep(kept, row) for row in rows)
    return Recording(_machine(header, path), tuple(kept.items), not (whole and lines.complete), kept.step)


def _keep(kept: Thinned[Sample], line: bytes) -> bool:
    """Take the next line; return False when it is no sample, or one from before the last."""
    if not kept.wants_next():
        return True
    sample = decode_sample(line)
    if sample is None or (kept.items and sample.monotonic_s < kept.items[-1].monotonic_s):
        return False
    kept.keep(sample, len(line) + _SAMPLE_COST_BYTES)
    return True


def _header(line: bytes, path: Path) -> _Header:
    try:
        header = decode(line, _Header)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _no_recording(path) from error
    if header.format != FORMAT or header.version < 1:
        raise _no_recording(path)
    if header.version > VERSION:
        raise _too_new(path)
    return header


def _machine(header: _Header, path: Path) -> Machine | None:
    """Return the recorded machine; None when it is not told, or not in words that this version knows."""
    if header.machine is None:
        return None
    try:
        return complete(machine_of(without_news(header.machine), path))
    except ActionableError:
        return None


def _exists(path: Path) -> ActionableError:
    return ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "There is a file {path} already."), {"path": str(path)}),
        Text(QT_TRANSLATE_NOOP("core", "Choose another name for the recording.")),
    )


def _not_written(path: Path, error: OSError) -> ActionableError:
    return ActionableError(
        Text(
            QT_TRANSLATE_NOOP("core", "The recording {path} can't be written: {cause}."),
            {"path": str(path), "cause": error.strerror or str(error)},
        ),
        Text(
            QT_TRANSLATE_NOOP(
                "core", "Make room on the disk, or choose another folder. What was recorded stays readable."
            )
        ),
        details=str(error),
    )


def _not_read(path: Path, cause: str) -> ActionableError:
    return ActionableError(
        Text(
            QT_TRANSLATE_NOOP("core", "The recording {path} cannot be read: {cause}."),
            {"path": str(path), "cause": cause},
        ),
        Text(QT_TRANSLATE_NOOP("core", "Choose a file that was recorded by this program (.dgrec).")),
    )


def _no_recording(path: Path) -> ActionableError:
    return ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "{path} is not a recording, or its beginning is damaged."), {"path": str(path)}),
        Text(QT_TRANSLATE_NOOP("core", "Choose a file that was recorded by this program (.dgrec).")),
    )


def _too_new(path: Path) -> ActionableError:
    return ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "A newer version of this program recorded {path}."), {"path": str(path)}),
        Text(QT_TRANSLATE_NOOP("core", "Update the program to open it.")),
    )
