"""Machines by name or file; fills their gaps from the catalogue, and writes them in the keys of the file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from deepseek_gui.catalog.gpus import GpuSpec, find_gpu, same_name
from deepseek_gui.catalog.machine_facts import GPU_FACTS, MACHINE_FACTS, PART_FACTS, file_key, file_value, known_facts
from deepseek_gui.catalog.machine_file import read_machine
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Gpu, Machine, Memory
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import GIB
from deepseek_gui.resources import resource_path

FROM_CATALOGUE = "catalogue"
COMPUTED = "computed"

BYTES_PER_TRANSFER = 8
"""A memory channel is 64 bits wide (two half channels in DDR5)."""


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
    try:
        return read_machine(path)
    except FileNotFoundError:
        raise _unknown_machine(path) from None


def _unknown_machine(path: Path) -> ActionableError:
    return ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "There is no machine “{name}”."), {"name": str(path)}),
        Text(
            QT_TRANSLATE_NOOP("core", "Name a machine file (TOML) or one of: {names}."),
            {"names": ", ".join(example_names())},
        ),
    )


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
        if gpu.free_bytes is not None and vram_bytes is not None and gpu.free_bytes > vram_bytes:
            vram_bytes = None  # another card than the catalogue's: more of it is free than that one has
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

    GPUs of a kind that stand together are one entry with a `count`; the keys of `sources` follow that order, while
    `gpu_links` number every single GPU.
    """
    groups = _groups(machine.gpus)
    document: dict[str, Any] = {"name": machine.name, **{fact: getattr(machine, fact) for fact in MACHINE_FACTS}}
    for part, facts in PART_FACTS.items():
        document[part] = {file_key(fact): file_value(fact, getattr(getattr(machine, part), fact)) for fact in facts}
    document["gpus"] = [_gpu_document(machine.gpus[first], count) for first, count in groups]
    document["gpu_links"] = [
        {"gpus": list(link.gpus), "kind": link.kind, "nvlinks": link.nvlinks, "path": link.path}
        for link in machine.gpu_links
    ]
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
    facts = {file_key(fact): file_value(fact, getattr(gpu, fact)) for fact in GPU_FACTS}
    return {"name": facts.pop("name"), "count": count, **facts, "unified_memory": gpu.unified_memory}


def _source_document(machine: Machine, firsts: list[int]) -> dict[str, str]:
    places = {f"gpus.{first}.": f"gpus.{index}." for index, first in enumerate(firsts)}
    known = set(known_facts(machine))
    document = {}
    for fact, source in machine.sources.items():
        prefix = fact[: fact.rfind(".") + 1]
        if fact in known and (not prefix.startswith("gpus.") or prefix in places):
            document[places.get(prefix, prefix) + file_key(fact.rpartition(".")[2])] = source
    return document
