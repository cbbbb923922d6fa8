"""The format of a machine file: TOML, every field checked, an error names the field."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from deepseek_gui.catalog.machine_facts import known_facts
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Cpu, Gpu, Machine, Memory, Network, Storage
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.toml import toml_table, toml_value
from deepseek_gui.domain.units import GIB

FROM_FILE = "machine file"
MAX_FILE_BYTES = 1_000_000
MAX_GPUS = 1024

Word = Annotated[str, Meta(min_length=1, max_length=200)]
Gib = Annotated[float, Meta(gt=0, le=65_536)]
DiskGib = Annotated[float, Meta(gt=0, le=100_000_000)]
FreeGib = Annotated[float, Meta(ge=0, le=100_000_000)]
BandwidthGbs = Annotated[float, Meta(gt=0, le=100_000)]


class _CpuTable(msgspec.Struct, forbid_unknown_fields=True):
    name: Word | None = None
    cores: Annotated[int, Meta(ge=1, le=65_536)] | None = None
    threads: Annotated[int, Meta(ge=1, le=262_144)] | None = None
    base_ghz: Annotated[float, Meta(gt=0, le=20)] | None = None


class _MemoryTable(msgspec.Struct, forbid_unknown_fields=True):
    total_gib: Gib | None = None
    available_gib: FreeGib | None = None
    type: Word | None = None
    channels: Annotated[int, Meta(ge=1, le=256)] | None = None
    speed_mts: Annotated[int, Meta(ge=1, le=100_000)] | None = None
    ecc: bool | None = None
    bandwidth_gbs: BandwidthGbs | None = None


class _GpuTable(msgspec.Struct, forbid_unknown_fields=True):
    name: Word
    count: Annotated[int, Meta(ge=1, le=MAX_GPUS)] = 1
    vram_gib: Gib | None = None
    free_gib: FreeGib | None = None
    bandwidth_gbs: BandwidthGbs | None = None
    fp16_tflops: Annotated[float, Meta(gt=0, le=1_000_000)] | None = None
    cuda_cores: Annotated[int, Meta(ge=1, le=10_000_000)] | None = None
    pcie_gbs: BandwidthGbs | None = None
    tdp_w: Annotated[float, Meta(gt=0, le=100_000)] | None = None
    unified_memory: bool | None = None
    interconnect: Word | None = None


class _StorageTable(msgspec.Struct, forbid_unknown_fields=True):
    total_gib: DiskGib | None = None
    free_gib: FreeGib | None = None
    read_mbs: Annotated[float, Meta(gt=0, le=10_000_000)] | None = None
    kind: Word | None = None
    raid: Word | None = None


class _NetworkTable(msgspec.Struct, forbid_unknown_fields=True):
    gbps: Annotated[float, Meta(gt=0, le=1_000_000)] | None = None
    kind: Word | None = None


class _MachineFile(msgspec.Struct, forbid_unknown_fields=True):
    name: Word
    os: Word | None = None
    cpu: _CpuTable = msgspec.field(default_factory=_CpuTable)
    memory: _MemoryTable = msgspec.field(default_factory=_MemoryTable)
    gpus: Annotated[list[_GpuTable], Meta(max_length=MAX_GPUS)] = msgspec.field(default_factory=list)
    storage: _StorageTable = msgspec.field(default_factory=_StorageTable)
    network: _NetworkTable = msgspec.field(default_factory=_NetworkTable)
    # What `machine_document` writes beside the facts; a saved document is a machine file too.
    sources: dict[str, str] = msgspec.field(default_factory=dict)
    notices: list[str] = msgspec.field(default_factory=list)
    simulated: bool = True


def read_machine(path: Path) -> Machine:
    """Return the machine that a file describes, as written: its gaps are not filled.

    Raises:
        FileNotFoundError: there is no such file.
        ActionableError: it cannot be read, is not TOML, or a field of it is wrong (it is named).
    """
    return parse_machine(_read(path), path)


def parse_machine(text: str, path: Path) -> Machine:
    """Return the machine that a file's text describes; `path` names it in an error.

    Raises:
        ActionableError: it is not TOML, or a field of it is wrong (it is named).
    """
    return _machine(_checked(_parse(text, path), path))


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
        if len(content) <= MAX_FILE_BYTES:
            return content.decode("utf-8-sig")
        details = f"more than {MAX_FILE_BYTES} bytes"
    except FileNotFoundError:
        raise
    except (OSError, UnicodeDecodeError, ValueError) as error:
        details = str(error)
    raise ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "The machine file {path} cannot be read."), {"path": str(path)}),
        Text(QT_TRANSLATE_NOOP("core", "It must be a small text file in TOML.")),
        details,
    )


def _parse(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "The machine file {path} is not TOML: {error}."),
                {"path": str(path), "error": str(error).rstrip(".")},
            ),
            Text(
                QT_TRANSLATE_NOOP(
                    "core", "Compare it with an example: [cpu], [memory], [[gpus]], [storage], [network]."
                )
            ),
        ) from error


def _checked(document: dict[str, Any], path: Path) -> _MachineFile:
    try:
        file = msgspec.convert(document, _MachineFile)
    except msgspec.ValidationError as error:
        raise _wrong_field(path, str(error)) from error
    problem = next(filter(None, _contradictions(file)), None) or _not_finite(document)
    if problem:
        raise _wrong_field(path, problem)
    return file


def check_facts(document: dict[str, Any]) -> None:
    """Check facts in the keys of the file, as a person edits them.

    Raises:
        ActionableError: a field is out of bounds or contradicts another one; it is named.
    """
    try:
        file = msgspec.convert(document, _MachineFile)
    except msgspec.ValidationError as error:
        problem: str | None = str(error)
    else:
        problem = next(filter(None, _contradictions(file)), None) or _not_finite(document)
    if problem:
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "That value cannot be: {problem}."), {"problem": _plain(problem)}),
            Text(QT_TRANSLATE_NOOP("core", "Correct it, or leave it empty: what is not known stays unknown.")),
        )


def machine_text(document: dict[str, Any]) -> str:
    """Return a machine's document as the text of a machine file; unknown facts and all sources are left out."""
    lines = [f"{key} = {toml_value(document[key])}" for key in ("name", "os") if document.get(key)]
    for part in ("cpu", "memory", "storage", "network"):
        lines += toml_table(f"[{part}]", document[part])
    for gpu in document["gpus"]:
        lines += toml_table("[[gpus]]", gpu)
    return "\n".join(lines) + "\n"


def _plain(problem: str) -> str:
    return problem.replace("`$.", "`").replace("Object ", "The file ")


def _wrong_field(path: Path, problem: str) -> ActionableError:
    return ActionableError(
        Text(
            QT_TRANSLATE_NOOP("core", "The machine file {path} has a wrong value: {problem}."),
            {"path": str(path), "problem": _plain(problem)},
        ),
        Text(QT_TRANSLATE_NOOP("core", "Correct that field, or leave it out: what is not known stays unknown.")),
    )


def _contradictions(file: _MachineFile) -> tuple[str | None, ...]:
    cpu, memory, storage = file.cpu, file.memory, file.storage
    return (
        _above("gpus.count", sum(gpu.count for gpu in file.gpus), "1024", MAX_GPUS),
        _above("cpu.cores", cpu.cores, "cpu.threads", cpu.threads),
        _above("memory.available_gib", memory.available_gib, "memory.total_gib", memory.total_gib),
        _above("storage.free_gib", storage.free_gib, "storage.total_gib", storage.total_gib),
        *(
            _above(f"gpus[{index}].free_gib", gpu.free_gib, f"gpus[{index}].vram_gib", gpu.vram_gib)
            for index, gpu in enumerate(file.gpus)
        ),
    )


def _above(small_name: str, small: float | None, large_name: str, large: float | None) -> str | None:
    if small is None or large is None or small <= large:
        return None
    return f"`{small_name}` ({small:g}) is above `{large_name}` ({large:g})"


def _not_finite(value: object, name: str = "") -> str | None:
    """Name the first field that is TOML's `nan`: no bound catches it."""
    if isinstance(value, dict):
        return next(
            filter(None, (_not_finite(item, f"{name}.{key}" if name else key) for key, item in value.items())), None
        )
    if isinstance(value, list):
        return next(filter(None, (_not_finite(item, f"{name}[{index}]") for index, item in enumerate(value))), None)
    return f"`{name}` is not a number" if isinstance(value, float) and value != value else None  # noqa: PLR0124  NaN


def _machine(file: _MachineFile) -> Machine:
    cpu, memory, storage = file.cpu, file.memory, file.storage
    machine = Machine(
        name=file.name,
        os=file.os,
        cpu=Cpu(name=cpu.name, cores=cpu.cores, threads=cpu.threads, base_ghz=cpu.base_ghz),
        memory=Memory(
            total_bytes=_bytes(memory.total_gib),
            available_bytes=_bytes(memory.available_gib),
            type=memory.type,
            channels=memory.channels,
            speed_mts=memory.speed_mts,
            ecc=memory.ecc,
            bandwidth_gbs=memory.bandwidth_gbs,
        ),
        gpus=tuple(_gpu(gpu) for gpu in file.gpus for _ in range(gpu.count)),
        storage=Storage(
            total_bytes=_bytes(storage.total_gib),
            free_bytes=_bytes(storage.free_gib),
            read_mbs=storage.read_mbs,
            kind=storage.kind,
            raid=storage.raid,
        ),
        network=Network(gbps=file.network.gbps, kind=file.network.kind),
        simulated=True,
    )
    return replace(machine, sources=dict.fromkeys(known_facts(machine), FROM_FILE))


def _gpu(table: _GpuTable) -> Gpu:
    return Gpu(
        name=table.name,
        vram_bytes=_bytes(table.vram_gib),
        free_bytes=_bytes(table.free_gib),
        bandwidth_gbs=table.bandwidth_gbs,
        fp16_tflops=table.fp16_tflops,
        cuda_cores=table.cuda_cores,
        pcie_gbs=table.pcie_gbs,
        tdp_w=table.tdp_w,
        unified_memory=bool(table.unified_memory),
        interconnect=table.interconnect,
    )


def _bytes(size_gib: float | None) -> int | None:
    return None if size_gib is None else round(size_gib * GIB)
