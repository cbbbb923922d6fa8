"""Asks the engine itself what a model file takes: its memory-fit pass, in a child that never reads the weights.

llama.cpp loads the header with `no_alloc` and prints one row a device ("common_memory_breakdown_print"); the child is
ended at the last row. A sparse file (`modelfiles.writer.write_sparse`) will do: nothing was downloaded.
`python -m deepseek_gui.engines.dry_run '{"file": …}'` is the child for the embedded engine.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.plan import DeviceMemory, LaunchSpec, Plan, RunSettings
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import GIB, MIB
from deepseek_gui.engines.launch import child_command, child_environment, clean_environment
from deepseek_gui.engines.llama_server import settings_flags

TIMEOUT_S = 20.0
"""Far above what the largest model takes (0.5 s), for a busy machine."""

MEMORY_LIMIT_BYTES = 2 * GIB
"""What the child may allocate; the pass itself needs a few hundred MiB."""

PROGRAMS: Mapping[str, str] = {"llama-server": "llama-server", "llama.cpp": "llama-fit-params"}
"""Engine -> the installed program that can be asked; the tools reserve logits for a whole micro-batch."""

_ROW = re.compile(r"common_memory_breakdown_print: \|\s+- (?P<name>.+?)\s*\|(?P<cells>[^|]*)\|")
_TITLE = "common_memory_breakdown_print: | memory breakdown"
_REPACKED = "CPU_REPACK"
_HOST = "Host"
_TAIL_LINES = 40
_PR_SET_PDEATHSIG = 1
_SIGKILL = 9


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the engine's breakdown, bytes (the engine prints whole MiB).

    Attributes:
        free_bytes: None for buffers in host memory.
    """

    name: str
    model_bytes: int
    context_bytes: int
    compute_bytes: int
    free_bytes: int | None = None


def dry_run(
    file: Path,
    settings: RunSettings,
    engine: str = "embedded",
    *,
    timeout_s: float = TIMEOUT_S,
) -> tuple[DeviceMemory, ...]:
    """Return what a run takes on each device that this engine build sees, GPUs first, host last; in whole MiB.

    The host's weights hold repacked matrices twice, as in a real run with a mapped file.

    Args:
        file: a model file, complete or sparse.
        settings: of the run.
        engine: "embedded", or one of `PROGRAMS` when its program is on PATH.
        timeout_s: the child is ended after it.

    Raises:
        ActionableError: no such engine here, the file cannot be read by it, or it took too long.
    """
    return device_memory(measure(file, settings, engine, timeout_s=timeout_s))


def measure(file: Path, settings: RunSettings, engine: str, *, timeout_s: float = TIMEOUT_S) -> tuple[Row, ...]:
    """Return the engine's own breakdown; arguments and errors as `dry_run`."""
    if not file.is_file():
        raise ActionableError(Text(QT_TRANSLATE_NOOP("core", "There is no file {file}."), {"file": str(file)}))
    tail: list[str] = []
    rows = breakdown(_remembering(_lines(_spec(file, settings, engine), timeout_s), tail))
    if not rows:
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "The engine did not say what {file} takes."), {"file": file.name}),
            Text(QT_TRANSLATE_NOOP("core", "Use the computed estimate, or another engine build.")),
            "\n".join(tail),
        )
    return rows


def breakdown(lines: Iterable[str]) -> tuple[Row, ...]:
    """Return the rows of the first breakdown in an engine's log; reads no further than its end."""
    rows: list[Row] = []
    for line in lines:
        row = _row(line)
        if row:
            rows.append(row)
        elif rows and _TITLE not in line:
            break
    return tuple(rows)


def device_memory(rows: Iterable[Row], *, copies: bool = True) -> tuple[DeviceMemory, ...]:
    """Return the devices of a breakdown: each GPU, then everything in host memory together, without the process itself.

    Args:
        rows: of one breakdown.
        copies: count the mapped originals of rearranged weights, which the system drops when memory is short.
    """
    rows = tuple(rows)
    gpus = [row for row in rows if row.free_bytes is not None]
    host = [row for row in rows if row.free_bytes is None]
    originals = sum(row.model_bytes for row in host if row.name == _REPACKED) if copies else 0
    devices = [
        DeviceMemory(row.name, "gpu", row.model_bytes, row.context_bytes, row.compute_bytes, 0, row.free_bytes)
        for row in gpus
    ]
    return (
        *devices,
        DeviceMemory(
            _HOST,
            "host",
            sum(row.model_bytes for row in host) + originals,
            sum(row.context_bytes for row in host),
            sum(row.compute_bytes for row in host),
            0,
        ),
    )


def _row(line: str) -> Row | None:
    """Return a device's row: "total = free + (self = model + context + compute) + unaccounted"; hosts lack the ends."""
    match = _ROW.search(line)
    if not match:
        return None
    cells = [int(cell) * MIB for cell in re.findall(r"\d+", match["cells"])]
    if len(cells) not in (4, 6, 7):
        return None
    first, free_bytes = (1, None) if len(cells) == 4 else (3, cells[1])
    model, context, compute = cells[first : first + 3]
    return Row(match["name"], model, context, compute, free_bytes)


def _remembering(lines: Iterable[str], tail: list[str]) -> Iterator[str]:
    """Yield the lines and keep the last of them for an error's details."""
    for line in lines:
        tail.append(line.rstrip())
        del tail[:-_TAIL_LINES]
        yield line


def _lines(spec: LaunchSpec, timeout_s: float) -> Iterator[str]:
    """Yield what a child writes; it is ended when the caller stops listening or the time is up."""
    process = subprocess.Popen(
        spec.argv,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=clean_environment(spec),
    )
    overdue = threading.Timer(timeout_s, process.kill)
    overdue.start()
    try:
        yield from process.stdout or ()
    finally:
        overdue.cancel()
        process.kill()
        if process.stdout:
            process.stdout.close()
        process.wait()
        overdue.join()


def _spec(file: Path, settings: RunSettings, engine: str) -> LaunchSpec:
    if engine == "embedded":
        return _embedded_spec(file, settings)
    program = shutil.which(PROGRAMS[engine]) if engine in PROGRAMS else None
    if program is None:
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "The engine {engine} cannot be asked: it is not installed."),
                {"engine": engine},
            ),
            Text(QT_TRANSLATE_NOOP("core", "Use the computed estimate, or install the engine.")),
        )
    return LaunchSpec(engine, (program, *_program_options(file, settings, engine)))


def _embedded_spec(file: Path, settings: RunSettings) -> LaunchSpec:
    from deepseek_gui.engines.embedded import EmbeddedEngine  # noqa: PLC0415  it imports this package's children

    options = EmbeddedEngine().launch(Plan(file.stem, None), settings, file, 0, "").argv[-1]
    argv = (*child_command("deepseek_gui.engines.dry_run"), options)
    return LaunchSpec("embedded", argv, {"PYTHONUNBUFFERED": "1", **child_environment()})


def _program_options(file: Path, settings: RunSettings, engine: str) -> tuple[str, ...]:
    """Return a program's options for its fit pass; the log level names the breakdown."""
    address = ("--host", "127.0.0.1", "--port", "0") if engine == "llama-server" else ()
    return (*settings_flags(settings, file), "-fit", "on", "-lm", "none", "-lv", "4", *address)


def main(options_json: str) -> None:
    """Run the fit pass of the embedded engine; never returns the model, its parent ends it."""
    _bind_to_parent()
    _limit_memory()
    from deepseek_gui.engines.embedded_child import ChildOptions, parameters  # noqa: PLC0415  this is the child

    params = parameters(ChildOptions.from_json(options_json), "")
    _only_measure(params)
    import xllamacpp  # noqa: PLC0415  a hundred megabytes of engine

    xllamacpp.Server(params)


def _only_measure(params: Any) -> None:
    import xllamacpp  # noqa: PLC0415

    params.no_alloc = True
    params.fit_params = True
    params.warmup = False
    params.load_mode = xllamacpp.llama_load_mode.LLAMA_LOAD_MODE_NONE


def _limit_memory() -> None:
    """Keep a damaged or huge file from taking the machine's memory; systems without limits go on without."""
    try:
        import resource  # noqa: PLC0415  not on Windows
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError):  # a stricter limit is already set
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))


def _bind_to_parent() -> None:
    """Let Linux end this child with its parent."""
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, _SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1])
