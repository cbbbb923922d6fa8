"""What this machine is: every source asked once, none of them able to stop the others."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TypeVar

from deepseek_gui.domain.machine import Cpu, Gpu, GpuLink, Machine, Memory, Network, Storage
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.hardware.background import BackgroundSource
from deepseek_gui.hardware.cpu import probe_cpu
from deepseek_gui.hardware.facts import Facts, Part
from deepseek_gui.hardware.gpus import GpuFacts
from deepseek_gui.hardware.memory import probe_memory
from deepseek_gui.hardware.network import probe_network
from deepseek_gui.hardware.storage import probe_storage
from deepseek_gui.hardware.system import probe_system, system_notices
from deepseek_gui.hardware.vendors import gpu_probes
from deepseek_gui.hardware.windows_report import WindowsQuery

log = logging.getLogger(__name__)

T = TypeVar("T")

NAME = "this machine"
PATIENCE_S = 10.0
"""Waking eight cards without a persistence daemon takes a few seconds."""
NOT_FROM_A_SOURCE = frozenset({"spec_id", "vendor", "uuid", "unified_memory"})
"""Fields of `Gpu` that say which card it is rather than what it can do."""
GPU_FACTS = tuple(field.name for field in fields(Gpu) if field.name not in NOT_FROM_A_SOURCE)


def probe(
    models_dir: Path | None = None,
    probes: Mapping[str, Callable[[], GpuFacts]] | None = None,
    patience_s: float = PATIENCE_S,
    root: Path = Path("/"),
) -> Machine:
    """Return this machine as the system describes it; what no source tells is None, and notices say why.

    Never raises for a missing source. Takes some 0.1 s, more when GPU drivers wake up; at most about `patience_s`. On
    Windows PowerShell takes some seconds.

    Args:
        models_dir: the folder whose disk counts; None is the home folder.
        probes: GPU makers' probes by name; None: all that this system may have.
        patience_s: how long GPU drivers may take altogether.
        root: where /sys and /proc are (recorded trees in tests).
    """
    query = WindowsQuery() if sys.platform == "win32" else None
    gpus = _all_gpus(_ask_drivers(gpu_probes(root, query) if probes is None else probes, patience_s))
    windows = None if query is None else query.report()
    folder = models_dir or Path.home()
    cpu = _guard("cpu", lambda: probe_cpu(root, windows), Part(Cpu()))
    memory = _guard("memory", lambda: probe_memory(root, windows), Part(Memory()))
    storage = _guard("storage", lambda: probe_storage(folder, root, windows), Part(Storage()))
    network = _guard("network", lambda: probe_network(root), Part(Network()))
    system = _guard("system", lambda: probe_system(root), Facts())
    parts = {"cpu": cpu.sources, "memory": memory.sources, "storage": storage.sources, "network": network.sources}
    sources = {f"{part}.{fact}": source for part, facts in parts.items() for fact, source in facts.items()}
    around = system_notices(system.values.get("container"), system.values.get("wsl"), root)
    return Machine(
        name=NAME,
        cpu=cpu.value,
        memory=memory.value,
        gpus=gpus.gpus,
        storage=storage.value,
        network=network.value,
        sources={**system.sources, **sources, **gpus.sources},
        notices=(*gpus.notices, *around),
        gpu_links=gpus.links,
        **system.values,
    )


@dataclass(frozen=True, slots=True)
class _AllGpus:
    """The cards of all makers in one list."""

    gpus: tuple[Gpu, ...]
    links: tuple[GpuLink, ...]
    sources: Mapping[str, str]
    notices: tuple[Text, ...]


def _all_gpus(found: list[GpuFacts]) -> _AllGpus:
    gpus: list[Gpu] = []
    links: list[GpuLink] = []
    sources: dict[str, str] = {}
    for facts in found:
        first = len(gpus)
        for index, gpu in enumerate(facts.gpus):
            sources.update(
                {
                    f"gpus.{first + index}.{fact}": facts.other_sources.get((index, fact), facts.source)
                    for fact in GPU_FACTS
                    if getattr(gpu, fact) is not None
                }
            )
        links += [replace(link, gpus=(first + link.gpus[0], first + link.gpus[1])) for link in facts.links]
        gpus += facts.gpus
    if links:
        sources["gpu_links"] = "nvml"
    notices = (notice for facts in found for notice in facts.notices)
    return _AllGpus(tuple(gpus), tuple(links), sources, tuple(notices))


def _ask_drivers(probes: Mapping[str, Callable[[], GpuFacts]], patience_s: float) -> list[GpuFacts]:
    """Ask all drivers at once, each on a thread of its own: one that hangs is left behind with a notice."""
    asked = [(name, BackgroundSource(f"probe {name}", ask, _nothing)) for name, ask in probes.items()]
    for _, source in asked:
        source.begin()
    found = []
    until_s = time.monotonic() + patience_s
    for name, source in asked:
        answer = source.collect(max(0.0, until_s - time.monotonic()))
        source.close()
        if answer.value is not None:
            found.append(answer.value)
            continue
        reason = Text(QT_TRANSLATE_NOOP("core", "The {vendor} graphics driver does not answer."), {"vendor": name})
        found.append(GpuFacts(notices=(reason,)))
    return found


def _nothing() -> None:
    """A probe leaves nothing open."""


def _guard(name: str, ask: Callable[[], T], unknown: T) -> T:
    """Return the answer; what raises is a bug of ours or a system we have not met: logged, and unknown."""
    try:
        return ask()
    except Exception:
        log.exception("%s could not be probed", name)
        return unknown
