"""The format of a machine file: TOML or a probe's JSON, every field checked, an error names the field."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from deepseek_gui.catalog.machine_facts import MACHINE_FACTS, known_facts
from deepseek_gui.domain.decoding import convert, decode
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Cpu, Gpu, GpuLink, Machine, Memory, Network, Storage
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.toml import toml_table, toml_value
from deepseek_gui.domain.units import GIB
from deepseek_gui.modelfiles.regular_file import open_regular

FROM_FILE = "machine file"
MAX_FILE_BYTES = 1_000_000
MAX_GPUS = 1024

Word = Annotated[str, Meta(min_length=1, max_length=200)]
Gib = Annotated[float, Meta(gt=0, le=65_536)]
DiskGib = Annotated[float, Meta(gt=0, le=100_000_000)]
FreeGib = Annotated[float, Meta(ge=0, le=100_000_000)]
BandwidthGbs = Annotated[float, Meta(gt=0, le=100_000)]
Ghz = Annotated[float, Meta(gt=0, le=20)]
Watts = Annotated[float, Meta(gt=0, le=100_000)]
PcieGeneration = Annotated[int, Meta(ge=1, le=10)]
PcieWidth = Annotated[int, Meta(ge=1, le=32)]
NvlinkCount = Annotated[int, Meta(ge=0, le=1000)]
GpuPlace = Annotated[int, Meta(ge=0, lt=MAX_GPUS)]


class _CpuTable(msgspec.Struct, forbid_unknown_fields=True):
    name: Word | None = None
    cores: Annotated[int, Meta(ge=1, le=65_536)] | None = None
    threads: Annotated[int, Meta(ge=1, le=262_144)] | None = None
    base_ghz: Ghz | None = None
    sockets: Annotated[int, Meta(ge=1, le=1024)] | None = None
    boost_ghz: Ghz | None = None
    isa: Annotated[list[Word], Meta(max_length=100)] | None = None
    numa_nodes: Annotated[int, Meta(ge=1, le=4096)] | None = None


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
    tdp_w: Watts | None = None
    unified_memory: bool | None = None
    interconnect: Word | None = None
    integrated: bool | None = None
    driver_version: Word | None = None
    runtime: Word | None = None
    compute_capability: Word | None = None
    architecture: Word | None = None
    multiprocessors: Annotated[int, Meta(ge=1, le=100_000)] | None = None
    power_limit_w: Watts | None = None
    power_limit_max_w: Watts | None = None
    pcie_generation: PcieGeneration | None = None
    pcie_width: PcieWidth | None = None
    pcie_generation_max: PcieGeneration | None = None
    pcie_width_max: PcieWidth | None = None
    nvlinks: NvlinkCount | None = None
    mig: Word | None = None


class _LinkTable(msgspec.Struct, forbid_unknown_fields=True):
    gpus: tuple[GpuPlace, GpuPlace]
    kind: Word
    nvlinks: NvlinkCount | None = None
    path: Word | None = None


class _StorageTable(msgspec.Struct, forbid_unknown_fields=True):
    total_gib: DiskGib | None = None
    free_gib: FreeGib | None = None
    read_mbs: Annotated[float, Meta(gt=0, le=10_000_000)] | None = None
    kind: Word | None = None
    raid: Word | None = None
    model: Word | None = None
    bus: Word | None = None


class _NetworkTable(msgspec.Struct, forbid_unknown_fields=True):
    gbps: Annotated[float, Meta(gt=0, le=1_000_000)] | None = None
    kind: Word | None = None


class _MachineFile(msgspec.Struct, forbid_unknown_fields=True):
    name: Word
    os: Word | None = None
    container: Word | None = None
    wsl: Word | None = None
    vulkan_version: Word | None = None
    cpu: _CpuTable = msgspec.field(default_factory=_CpuTable)
    memory: _MemoryTable = msgspec.field(default_factory=_MemoryTable)
    gpus: Annotated[list[_GpuTable], Meta(max_length=MAX_GPUS)] = msgspec.field(default_factory=list)
    storage: _StorageTable = msgspec.field(default_factory=_StorageTable)
    network: _NetworkTable = msgspec.field(default_factory=_NetworkTable)
    gpu_links: Annotated[list[_LinkTable], Meta(max_length=MAX_GPUS * 16)] = msgspec.field(default_factory=list)
    # What `machine_document` writes beside the facts; a saved document is a machine file too.
    sources: dict[str, str] = msgspec.field(default_factory=dict)
    notices: list[str] = msgspec.field(default_factory=list)
    simulated: bool = True


def read_machine(path: Path) -> Machine:
    """Return the machine that a file describes, as written: its gaps are not filled.

    Raises:
        FileNotFoundError: there is no such file.
        ActionableError: it cannot be read, is neither TOML nor JSON, or a field of it is wrong (it is named).
    """
    return parse_machine(_read(path), path)


def machine_of(document: dict[str, Any], path: Path) -> Machine:
    """Return the machine that a document in the keys of the machine file describes, as written.

    Args:
        document: as `machine_document` makes it, or as read from TOML.
        path: the file it comes from, for the error.

    Raises:
        ActionableError: a field of it is wrong (it is named).
    """
    return _machine(_checked(document, path))


def parse_machine(text: str, path: Path) -> Machine:
    """Return the machine that a file's text describes; `path` names it in an error.

    Raises:
        ActionableError: it is neither TOML nor JSON, or a field of it is wrong (it is named).
    """
    return machine_of(_parse(text, path), path)


def _read(path: Path) -> str:
    try:
        with open_regular(path) as file:
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
    if text.lstrip().startswith("{"):  # what `probe --json` prints; no TOML file begins like this
        return _parse_json(text, path)
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a ValueError: of the syntax, or a number of thousands of digits
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


def _parse_json(text: str, path: Path) -> dict[str, Any]:
    try:
        document = decode(text, dict[str, Any])
    except (msgspec.DecodeError, RecursionError) as error:
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "The machine file {path} is not JSON: {error}."),
                {"path": str(path), "error": str(error).rstrip(".")},
            ),
            Text(QT_TRANSLATE_NOOP("core", "Save what “deepseek-gui probe --json” prints, whole.")),
        ) from error
    return without_news(document)


def without_news(document: dict[str, Any]) -> dict[str, Any]:
    """Drop the keys that a newer probe has added; in a file that a person wrote they would be slips of the pen."""
    tables: dict[str, type[msgspec.Struct]] = {
        "cpu": _CpuTable,
        "memory": _MemoryTable,
        "storage": _StorageTable,
        "network": _NetworkTable,
    }
    lists: dict[str, type[msgspec.Struct]] = {"gpus": _GpuTable, "gpu_links": _LinkTable}
    known: dict[str, Any] = _only(document, _MachineFile)
    for key, value in known.items():
        if key in tables:
            known[key] = _only(value, tables[key])
        elif key in lists and isinstance(value, list):
            known[key] = [_only(row, lists[key]) for row in value]
    return known


def _only(table: Any, struct: type[msgspec.Struct]) -> Any:
    fields = struct.__struct_fields__
    return {key: value for key, value in table.items() if key in fields} if isinstance(table, dict) else table


class _WrongFactError(ValueError):
    """A fact is out of bounds or contradicts another one; the message names it."""


def _checked(document: dict[str, Any], path: Path) -> _MachineFile:
    try:
        return _facts_of(document)
    except _WrongFactError as error:
        raise _wrong_field(path, str(error)) from error


def _facts_of(document: dict[str, Any]) -> _MachineFile:
    try:
        file = convert(document, _MachineFile)
    except msgspec.ValidationError as error:
        raise _WrongFactError(error) from error
    problem = next(filter(None, _contradictions(file)), None) or _not_finite(document)
    if problem:
        raise _WrongFactError(problem)
    return file


def check_facts(document: dict[str, Any]) -> None:
    """Check facts in the keys of the file, as a person edits them.

    Raises:
        ActionableError: a field is out of bounds or contradicts another one; it is named.
    """
    try:
        _facts_of(document)
    except _WrongFactError as error:
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "That value cannot be: {problem}."), {"problem": _plain(str(error))}),
            Text(QT_TRANSLATE_NOOP("core", "Correct it, or leave it empty: what is not known stays unknown.")),
        ) from error


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
    gpus = sum(gpu.count for gpu in file.gpus)
    return (
        _above("gpus.count", gpus, "1024", MAX_GPUS),
        _above("cpu.cores", cpu.cores, "cpu.threads", cpu.threads),
        _above("memory.available_gib", memory.available_gib, "memory.total_gib", memory.total_gib),
        _above("storage.free_gib", storage.free_gib, "storage.total_gib", storage.total_gib),
        *(
            _above(f"gpus[{index}].free_gib", gpu.free_gib, f"gpus[{index}].vram_gib", gpu.vram_gib)
            for index, gpu in enumerate(file.gpus)
        ),
        *(
            f"`gpu_links[{index}].gpus` names a GPU that is not there"
            for index, link in enumerate(file.gpu_links)
            if any(not 0 <= gpu < gpus for gpu in link.gpus)
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
    machine = Machine(
        name=file.name,
        cpu=Cpu(**_facts(file.cpu)),
        memory=Memory(**_facts(file.memory)),
        gpus=tuple(_gpu(gpu) for gpu in file.gpus for _ in range(gpu.count)),
        storage=Storage(**_facts(file.storage)),
        network=Network(**_facts(file.network)),
        gpu_links=tuple(GpuLink(link.gpus, link.kind, link.nvlinks, link.path) for link in file.gpu_links),
        simulated=True,
        **{fact: getattr(file, fact) for fact in MACHINE_FACTS},
    )
    return replace(machine, sources=dict.fromkeys(known_facts(machine), FROM_FILE))


def _gpu(table: _GpuTable) -> Gpu:
    facts = _facts(table)
    del facts["count"]
    return Gpu(**{**facts, "unified_memory": bool(table.unified_memory)})


def _facts(table: msgspec.Struct) -> dict[str, Any]:
    """Return a table's facts by the names and in the units of `Machine`."""
    return {_fact(key): _value(key, value) for key, value in msgspec.structs.asdict(table).items()}


def _fact(key: str) -> str:
    return key.replace("_gib", "_bytes")


def _value(key: str, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    return _bytes(value) if key.endswith("_gib") else value


def _bytes(size_gib: float | None) -> int | None:
    return None if size_gib is None else round(size_gib * GIB)
