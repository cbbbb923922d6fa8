"""What this machine is: every source asked once, none of them able to stop the others."""

from __future__ import annotations

import logging
import platform
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from deepseek_gui.domain.machine import Cpu, Gpu, Machine, Memory, Network, Storage
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.hardware.background import BackgroundSource
from deepseek_gui.hardware.cpu import probe_cpu
from deepseek_gui.hardware.facts import Part
from deepseek_gui.hardware.gpus import GpuFacts
from deepseek_gui.hardware.memory import probe_memory
from deepseek_gui.hardware.network import probe_network
from deepseek_gui.hardware.storage import probe_storage
from deepseek_gui.hardware.vendors import gpu_probes

log = logging.getLogger(__name__)

T = TypeVar("T")

NAME = "this machine"
PATIENCE_S = 10.0
"""Waking eight cards without a persistence daemon takes a few seconds."""
GPU_FACTS = (
    "name",
    "vram_bytes",
    "free_bytes",
    "architecture",
    "compute_capability",
    "cuda_cores",
    "multiprocessors",
    "interconnect",
    "pcie_gbs",
    "tdp_w",
)


def probe(
    models_dir: Path | None = None,
    probes: Mapping[str, Callable[[], GpuFacts]] | None = None,
    patience_s: float = PATIENCE_S,
) -> Machine:
    """Return this machine as the system describes it; what no source tells is None, and notices say why.

    Never raises for a missing source. Takes some 0.1 s, more when GPU drivers wake up; at most about `patience_s`.

    Args:
        models_dir: the folder whose disk counts; None is the home folder.
        probes: GPU makers' probes by name; None: all that this system may have.
        patience_s: how long GPU drivers may take altogether.
    """
    gpu_facts = _ask_drivers(gpu_probes() if probes is None else probes, patience_s)
    cpu = _guard("cpu", probe_cpu, Part(Cpu()))
    memory = _guard("memory", probe_memory, Part(Memory()))
    storage = _guard("storage", lambda: probe_storage(models_dir or Path.home()), Part(Storage()))
    network = _guard("network", probe_network, Part(Network()))
    parts = {"cpu": cpu.sources, "memory": memory.sources, "storage": storage.sources, "network": network.sources}
    sources = {f"{part}.{fact}": source for part, facts in parts.items() for fact, source in facts.items()}
    gpus = [(gpu, facts.source) for facts in gpu_facts for gpu in facts.gpus]
    for index, (gpu, source) in enumerate(gpus):
        sources.update(_gpu_sources(index, gpu, source))
    return Machine(
        name=NAME,
        cpu=cpu.value,
        memory=memory.value,
        gpus=tuple(gpu for gpu, _ in gpus),
        storage=storage.value,
        network=network.value,
        os=_guard("os", system_name, None),
        sources=sources,
        notices=tuple(notice for facts in gpu_facts for notice in facts.notices),
    )


def system_name() -> str | None:
    """Return the operating system's name and version: "Debian GNU/Linux 12 (bookworm)", "Windows 11", "macOS 15.1"."""
    if sys.platform == "darwin":
        return f"macOS {platform.mac_ver()[0]}"
    if sys.platform.startswith("linux"):
        try:
            return platform.freedesktop_os_release().get("PRETTY_NAME")
        except OSError:
            return f"Linux {platform.release()}"
    return f"{platform.system()} {platform.release()}".strip() or None


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


def _gpu_sources(index: int, gpu: Gpu, source: str) -> dict[str, str]:
    return {f"gpus.{index}.{fact}": source for fact in GPU_FACTS if getattr(gpu, fact) is not None}


def _guard(name: str, ask: Callable[[], T], unknown: T) -> T:
    """Return the answer; what raises is a bug of ours or a system we have not met: logged, and unknown."""
    try:
        return ask()
    except Exception:
        log.exception("%s could not be probed", name)
        return unknown
