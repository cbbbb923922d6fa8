"""Machine files: reads them, fills their gaps from the catalogue, and writes a machine in their keys."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from deepseek_gui.catalog.gpus import GpuSpec, find_gpu, same_name
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Cpu, Gpu, Machine, Memory, Network, Storage
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import GIB
from deepseek_gui.resources import resource_path

FROM_FILE = "machine file"
FROM_CATALOGUE = "catalogue"
COMPUTED = "computed"

MAX_FILE_BYTES = 1_000_000
MAX_GPUS = 1024
BYTES_PER_TRANSFER = 8
"""A memory channel is 64 bits wide (two half channels in DDR5)."""

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


def example_names() -> tuple[str, ...]:
    """Return the names of the shipped example machines, weakest first."""
    order = ("office", "laptop", "basic", "mac", "professional", "enterprise")
    found = {path.stem for path in resource_path("machines").glob("*.toml")}
    return tuple(sorted(found, key=lambda name: (order.index(name) if name in order else len(order), name)))


def load_machine(name_or_path: str | Path) -> Machine:
    """Return an example machine or the one that a TOML file describes, as written: its gaps are not filled.

    Raises:
        ActionableError: there is no such machine, or the file is not TOML, or a field of it is wrong (it is named).
    """
    name = str(name_or_path)
    path = resource_path("machines", f"{name}.toml") if name in example_names() else Path(name)
    return _machine(_checked(_parse(_read(path), path), path))


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
        if len(content) <= MAX_FILE_BYTES:
            return content.decode("utf-8-sig")
        details = f"more than {MAX_FILE_BYTES} bytes"
    except FileNotFoundError:
        raise _unknown_machine(path) from None
    except (OSError, UnicodeDecodeError, ValueError) as error:
        details = str(error)
    raise ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "The machine file {path} cannot be read."), {"path": str(path)}),
        Text(QT_TRANSLATE_NOOP("core", "It must be a small text file in TOML.")),
        details,
    )


def _unknown_machine(path: Path) -> ActionableError:
    return ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "There is no machine “{name}”."), {"name": str(path)}),
        Text(
            QT_TRANSLATE_NOOP("core", "Name a machine file (TOML) or one of: {names}."),
            {"names": ", ".join(example_names())},
        ),
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


def _wrong_field(path: Path, problem: str) -> ActionableError:
    return ActionableError(
        Text(
            QT_TRANSLATE_NOOP("core", "The machine file {path} has a wrong value: {problem}."),
            {"path": str(path), "problem": problem.replace("`$.", "`").replace("Object ", "The file ")},
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


_FACTS: Mapping[str, tuple[str, ...]] = {
    "cpu": ("name", "cores", "threads", "base_ghz"),
    "memory": ("total_bytes", "available_bytes", "type", "channels", "speed_mts", "ecc", "bandwidth_gbs"),
    "storage": ("total_bytes", "free_bytes", "read_mbs", "kind", "raid"),
    "network": ("gbps", "kind"),
}
_GPU_FACTS = (
    "name",
    "vram_bytes",
    "free_bytes",
    "bandwidth_gbs",
    "fp16_tflops",
    "cuda_cores",
    "pcie_gbs",
    "tdp_w",
    "interconnect",
)


def known_facts(machine: Machine) -> tuple[str, ...]:
    """Return the names of the facts that are known: "cpu.cores", "gpus.0.bandwidth_gbs", …."""
    parts = [(part, getattr(machine, part), facts) for part, facts in _FACTS.items()]
    parts += [(f"gpus.{index}", gpu, _GPU_FACTS) for index, gpu in enumerate(machine.gpus)]
    return tuple(f"{part}.{fact}" for part, owner, facts in parts for fact in facts if getattr(owner, fact) is not None)


def complete(machine: Machine) -> Machine:
    """Return the machine with its gaps filled from the catalogue and from arithmetic; what it says itself stays.

    A GPU that shares the host's memory gets the share that the system lets it take. Doing it twice changes nothing.
    """
    gpus = tuple(_complete_gpu(gpu, machine.memory.total_bytes) for gpu in machine.gpus)
    memory = _complete_memory(machine.memory, gpus)
    filled = replace(machine, gpus=gpus, memory=memory)
    new = [fact for fact in known_facts(filled) if fact not in known_facts(machine)]
    sources = {fact: COMPUTED if fact.startswith("memory.") else FROM_CATALOGUE for fact in new}
    notices = list(machine.notices)
    for notice in filter(None, map(_notice, machine.gpus)):
        notices += [notice] if notice not in notices else []
    return replace(filled, sources={**machine.sources, **sources}, notices=tuple(notices))


def _complete_memory(memory: Memory, gpus: tuple[Gpu, ...]) -> Memory:
    ecc, bandwidth = memory.ecc, memory.bandwidth_gbs
    if ecc is None and memory.type is not None and "ecc" in memory.type.lower():
        ecc = True
    if bandwidth is None and memory.channels and memory.speed_mts:
        bandwidth = memory.channels * memory.speed_mts * BYTES_PER_TRANSFER / 1000
    if bandwidth is None:
        bandwidth = next((gpu.bandwidth_gbs for gpu in gpus if gpu.unified_memory), None)
    return replace(memory, ecc=ecc, bandwidth_gbs=bandwidth)


def _complete_gpu(gpu: Gpu, host_bytes: int | None) -> Gpu:
    spec = find_gpu(gpu.name, gpu.vram_bytes, gpu.interconnect)
    if spec is None:
        return replace(gpu, vendor=gpu.vendor or _vendor(gpu.name))
    vram_bytes = gpu.vram_bytes
    if vram_bytes is None:
        vram_bytes = _shared_bytes(spec, host_bytes) if spec.unified_memory else spec.vram_bytes
    filled: dict[str, Any] = {
        fact: getattr(spec, fact)
        for fact in (
            "vendor",
            "architecture",
            "compute_capability",
            "bandwidth_gbs",
            "fp16_tflops",
            "cuda_cores",
            "pcie_gbs",
            "tdp_w",
        )
        if getattr(gpu, fact) is None
    }
    unified = gpu.unified_memory or spec.unified_memory
    return replace(gpu, spec_id=gpu.spec_id or spec.id or None, vram_bytes=vram_bytes, unified_memory=unified, **filled)


def _shared_bytes(spec: GpuSpec, host_bytes: int | None) -> int | None:
    """Return what a GPU may take of the memory it shares, by default.

    Apple: two thirds up to 36 GB, three quarters above (Metal's recommended working set). A GB10 addresses all of it;
    other integrated GPUs get three quarters (96 of 128 GB on Strix Halo).
    """
    if host_bytes is None:
        return None
    if spec.vendor == "nvidia":
        return host_bytes
    if spec.vendor == "apple" and host_bytes <= 36 * GIB:
        return host_bytes * 2 // 3
    return host_bytes * 3 // 4


def _vendor(name: str) -> str | None:
    lowered = name.lower()
    marks = {
        "nvidia": ("nvidia", "geforce", "quadro", "tesla", "rtx", "gtx"),
        "amd": ("amd", "radeon", "instinct"),
        "intel": ("intel", "arc"),
        "apple": ("apple",),
    }
    return next((vendor for vendor, words in marks.items() if any(word in lowered.split() for word in words)), None)


def _notice(gpu: Gpu) -> Text | None:
    """Say what to add when a name means several cards and that leaves a gap."""
    cards = same_name(gpu.name)
    spec = find_gpu(gpu.name, gpu.vram_bytes, gpu.interconnect)
    gap = gpu.vram_bytes is None or gpu.bandwidth_gbs is None
    if spec is None or spec.id or not gap:
        return None
    return Text(
        QT_TRANSLATE_NOOP("core", "“{name}” can be {cards}; what they do not share stays unknown."),
        {"name": gpu.name, "cards": ", ".join(card.name for card in cards)},
    )


def machine_document(machine: Machine) -> dict[str, Any]:
    """Return the machine in the keys of the machine file, plus `sources`; what is not known is null.

    GPUs of a kind that stand together are one entry with a `count`; the keys of `sources` follow that order.
    """
    groups = _groups(machine.gpus)
    document: dict[str, Any] = {"name": machine.name, "os": machine.os}
    for part, facts in _FACTS.items():
        document[part] = {_file_key(fact): _file_value(fact, getattr(getattr(machine, part), fact)) for fact in facts}
    document["gpus"] = [_gpu_document(machine.gpus[first], count) for first, count in groups]
    document["sources"] = _source_document(machine, [first for first, _ in groups])
    document["notices"] = [str(notice) for notice in machine.notices]
    document["simulated"] = machine.simulated
    return document


def _groups(gpus: tuple[Gpu, ...]) -> list[tuple[int, int]]:
    """Return (index of the first, count) of each run of equal GPUs."""
    groups: list[tuple[int, int]] = []
    for index, gpu in enumerate(gpus):
        if groups and replace(gpus[groups[-1][0]], uuid=None) == replace(gpu, uuid=None):
            groups[-1] = (groups[-1][0], groups[-1][1] + 1)
        else:
            groups.append((index, 1))
    return groups


def _gpu_document(gpu: Gpu, count: int) -> dict[str, Any]:
    facts = {_file_key(fact): _file_value(fact, getattr(gpu, fact)) for fact in _GPU_FACTS}
    return {"name": facts.pop("name"), "count": count, **facts, "unified_memory": gpu.unified_memory}


def _source_document(machine: Machine, firsts: list[int]) -> dict[str, str]:
    places = {f"gpus.{first}.": f"gpus.{index}." for index, first in enumerate(firsts)}
    known = set(known_facts(machine))
    document = {}
    for fact, source in machine.sources.items():
        prefix = fact[: fact.rfind(".") + 1]
        if fact in known and (not prefix.startswith("gpus.") or prefix in places):
            document[places.get(prefix, prefix) + _file_key(fact.rpartition(".")[2])] = source
    return document


def _file_key(fact: str) -> str:
    return fact.replace("_bytes", "_gib")


def _file_value(fact: str, value: Any) -> Any:
    return round(value / GIB, 3) if fact.endswith("_bytes") and value is not None else value
