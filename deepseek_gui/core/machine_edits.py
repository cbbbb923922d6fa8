"""What-if: a machine with one fact changed, with other GPUs, or saved as a machine file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from deepseek_gui.catalog.gpus import gpu_specs
from deepseek_gui.catalog.machine_facts import GPU_FACTS, PART_FACTS, file_value, known_facts
from deepseek_gui.catalog.machine_file import MAX_GPUS, check_facts, machine_text, parse_machine
from deepseek_gui.catalog.machines import COMPUTED, FROM_CATALOGUE, complete, machine_document
from deepseek_gui.core.script_file import save_text
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Gpu, Machine
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import GIB

EDITED = "edited"

UNITS: Mapping[str, str] = {
    "total_bytes": "GiB",
    "available_bytes": "GiB",
    "free_bytes": "GiB",
    "vram_bytes": "GiB",
    "base_ghz": "GHz",
    "speed_mts": "MT/s",
    "bandwidth_gbs": "GB/s",
    "pcie_gbs": "GB/s",
    "fp16_tflops": "TFLOPS",
    "tdp_w": "W",
    "read_mbs": "MB/s",
    "gbps": "Gbit/s",
}
"""What a number may carry behind it."""

WHOLE = {"cores", "threads", "channels", "speed_mts", "cuda_cores"}
WORDS = {"name", "type", "kind", "raid", "interconnect"}
YES, NO = ("yes", "true", "1", "是"), ("no", "false", "0", "否")

FOLLOWS: Mapping[str, str] = {"total_bytes": "available_bytes", "vram_bytes": "free_bytes"}
"""What was true of the old size only."""


def editable(key: str) -> bool:
    """Tell whether a fact ("cpu.cores", "gpus.0.name") can be changed."""
    part, _, fact = key.rpartition(".")
    return fact in (GPU_FACTS if part.startswith("gpus.") else PART_FACTS.get(part, ()))


def fact_words(machine: Machine, key: str) -> str:
    """Return a fact as a person edits it: "31.2 GiB"; empty when it is not known."""
    part, _, fact = key.rpartition(".")
    value = file_value(fact, getattr(_owner(machine, part), fact))
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES[0] if value else NO[0]
    number = f"{value:.10g}" if isinstance(value, int | float) else str(value)
    return f"{number} {UNITS[fact]}" if fact in UNITS else number


def edit_fact(machine: Machine, key: str, words: str) -> Machine:
    """Return the machine with a fact changed, as a machine to try; equal GPUs beside each other change together.

    What the catalogue and arithmetic had filled in is filled in anew.

    Args:
        machine: as it was.
        key: "cpu.cores", "gpus.0.bandwidth_gbs", …, one for which `editable` holds.
        words: the new value, with or without its unit; empty is "not known".

    Raises:
        ActionableError: the words are no such value, or it contradicts another fact.
    """
    part, _, fact = key.rpartition(".")
    value = _parse(fact, words)
    owners = _alike(machine, int(part.split(".")[1])) if part.startswith("gpus.") else [part]
    sources = dict(machine.sources)
    changed = machine
    for owner in owners:
        kept = _without_derived(_owner(changed, owner), owner, fact, sources)
        changed = _with_owner(changed, owner, replace(kept, **{fact: value}))
        sources[f"{owner}.{fact}"] = EDITED
    return _tried(changed, sources)


def with_gpus(machine: Machine, name: str, count: int) -> Machine:
    """Return the machine with other GPUs, as a machine to try; 0 takes them away.

    Args:
        machine: as it was.
        name: as the catalogue or people write it; one that the catalogue lacks has unknown facts.
        count: how many of a kind, at most `MAX_GPUS`.
    """
    link = "NVLink" if count > 1 and _has_nvlink(name) else "PCIe" if count > 1 else None
    gpus = (Gpu(name.strip(), interconnect=link),) * min(count, MAX_GPUS)
    kept = {key: source for key, source in machine.sources.items() if not key.startswith("gpus.")}
    kept |= {f"gpus.{index}.name": EDITED for index in range(len(gpus))}
    return _tried(replace(machine, gpus=gpus, notices=()), kept)


def gpu_names() -> tuple[str, ...]:
    """Return the names of all catalogued GPUs, for a list."""
    return tuple(sorted({spec.name for spec in gpu_specs()}))


def save_machine(machine: Machine, path: Path) -> None:
    """Write a machine as a machine file, whole or not at all.

    Raises:
        ActionableError: the file cannot be written.
    """
    save_text(path, machine_words(machine))


def machine_words(machine: Machine) -> str:
    """Return a machine as the text of a machine file."""
    return machine_text(machine_document(machine))


def machine_of_words(text: str) -> Machine:
    """Return the machine to try that `machine_words` told.

    Raises:
        ActionableError: the text is no machine file.
    """
    return complete(parse_machine(text, Path("settings.json")))


def _has_nvlink(name: str) -> bool:
    from deepseek_gui.catalog.gpus import find_gpu  # noqa: PLC0415  beside gpu_specs it would hide what is listed

    spec = find_gpu(name)
    return spec is not None and "NVLink" in spec.links


def _tried(machine: Machine, sources: dict[str, str]) -> Machine:
    tried = complete(replace(machine, sources=sources, simulated=True))
    check_facts(machine_document(tried))
    known = set(known_facts(tried))
    return replace(tried, sources={key: source for key, source in tried.sources.items() if key in known})


def _owner(machine: Machine, part: str) -> Any:
    return machine.gpus[int(part.split(".")[1])] if part.startswith("gpus.") else getattr(machine, part)


def _with_owner(machine: Machine, part: str, owner: Any) -> Machine:
    if not part.startswith("gpus."):
        return replace(machine, **{part: owner})
    index = int(part.split(".")[1])
    return replace(machine, gpus=(*machine.gpus[:index], owner, *machine.gpus[index + 1 :]))


def _alike(machine: Machine, first: int) -> list[str]:
    """Return the GPUs from `first` on that differ in nothing but identity and free memory."""
    plain = [replace(gpu, uuid=None, free_bytes=None) for gpu in machine.gpus]
    end = first
    while end < len(plain) and plain[end] == plain[first]:
        end += 1
    return [f"gpus.{index}" for index in range(first, end)]


def _without_derived(owner: Any, part: str, fact: str, sources: Mapping[str, str]) -> Any:
    """Return a part without what was looked up or computed from the fact; of a renamed GPU only edits stay."""
    if isinstance(owner, Gpu) and fact == "name":
        stays = {name: getattr(owner, name) for name in GPU_FACTS if sources.get(f"{part}.{name}") == EDITED}
        return Gpu(**(stays | {"name": owner.name, "interconnect": owner.interconnect}))
    derived = [
        name
        for name in (GPU_FACTS if isinstance(owner, Gpu) else PART_FACTS[part])
        if sources.get(f"{part}.{name}") in (COMPUTED, FROM_CATALOGUE)
    ]
    if fact in FOLLOWS and hasattr(owner, FOLLOWS[fact]):
        derived.append(FOLLOWS[fact])
    changes: dict[str, Any] = dict.fromkeys(derived)
    if isinstance(owner, Gpu):
        changes |= {"spec_id": None}
    elif part == "memory" and "bandwidth_gbs" in derived:
        changes |= {"bandwidth_measured": False}
    return replace(owner, **changes)


def _parse(fact: str, words: str) -> str | int | float | bool | None:
    words = words.strip()
    if not words:
        if fact == "name":
            raise _unreadable(words)
        return None
    if fact in WORDS:
        return words
    if fact == "ecc":
        if words.casefold() in YES + NO:
            return words.casefold() in YES
        raise _unreadable(words)
    found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)\s*([A-Za-z/]*)", re.sub(r",(?=\d{3})", "", words))
    if found is None or found[2].casefold() not in ("", UNITS.get(fact, "").casefold()):
        raise _unreadable(words, UNITS.get(fact))
    number = float(found[1])
    if fact.endswith("_bytes"):
        return round(number * GIB)
    return round(number) if fact in WHOLE else number


def _unreadable(words: str, unit: str | None = None) -> ActionableError:
    hint = (
        Text(QT_TRANSLATE_NOOP("core", "Write a number, with {unit} behind it or alone."), {"unit": unit})
        if unit
        else Text(QT_TRANSLATE_NOOP("core", "Write a value of the same kind as before."))
    )
    return ActionableError(Text(QT_TRANSLATE_NOOP("core", "“{words}” is not understood."), {"words": words}), hint)
