"""The facts of a machine by name: which are known, and what a machine file calls them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.units import GIB

PART_FACTS: Mapping[str, tuple[str, ...]] = {
    "cpu": ("name", "cores", "threads", "base_ghz", "sockets", "boost_ghz", "isa", "numa_nodes"),
    "memory": ("total_bytes", "available_bytes", "type", "channels", "speed_mts", "ecc", "bandwidth_gbs"),
    "storage": ("total_bytes", "free_bytes", "read_mbs", "kind", "raid", "model", "bus"),
    "network": ("gbps", "kind"),
}
GPU_FACTS = (
    "name",
    "vram_bytes",
    "free_bytes",
    "bandwidth_gbs",
    "fp16_tflops",
    "cuda_cores",
    "pcie_gbs",
    "tdp_w",
    "interconnect",
    "integrated",
    "driver_version",
    "runtime",
    "compute_capability",
    "architecture",
    "multiprocessors",
    "power_limit_w",
    "power_limit_max_w",
    "pcie_generation",
    "pcie_width",
    "pcie_generation_max",
    "pcie_width_max",
    "nvlinks",
    "mig",
)
MACHINE_FACTS = ("os", "container", "wsl", "vulkan_version")
"""Facts of the machine as a whole."""


def known_facts(machine: Machine) -> tuple[str, ...]:
    """Return the names of the facts that are known: "cpu.cores", "gpus.0.bandwidth_gbs", …."""
    parts = [(part, getattr(machine, part), facts) for part, facts in PART_FACTS.items()]
    parts += [(f"gpus.{index}", gpu, GPU_FACTS) for index, gpu in enumerate(machine.gpus)]
    whole = tuple(fact for fact in MACHINE_FACTS if getattr(machine, fact) is not None)
    links = ("gpu_links",) if machine.gpu_links else ()
    return (
        *whole,
        *links,
        *(f"{part}.{fact}" for part, owner, facts in parts for fact in facts if getattr(owner, fact) is not None),
    )


def file_key(fact: str) -> str:
    """Return what a machine file calls a fact: "total_bytes" -> "total_gib"."""
    return fact.replace("_bytes", "_gib")


def file_value(fact: str, value: Any) -> Any:
    """Return a fact's value as a machine file writes it: bytes as GiB, several words as a list."""
    if isinstance(value, tuple):
        return list(value)
    return round(value / GIB, 3) if fact.endswith("_bytes") and value is not None else value
