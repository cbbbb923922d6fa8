"""`deepseek-gui probe`: what this machine is."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import replace

from deepseek_gui.cli.output import print_json, printable, table
from deepseek_gui.core.machines import current_machine, detected_machine, machine_with_disk_speed, measured_machine
from deepseek_gui.domain.machine import Gpu, GpuLink, Machine, Memory
from deepseek_gui.domain.units import format_gib

UNKNOWN = "unknown"
MEASURE_HELP = (
    "measure anew: the memory's bandwidth on all cores, and how fast the models' disk reads "
    "(some seconds; writes up to 1 GiB and removes it)"
)


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's parser."""
    parser = subparsers.add_parser("probe", help="say what this machine is")
    parser.add_argument("--json", action="store_true", help="print one JSON document, in the keys of a machine file")
    parser.add_argument("--measure", action="store_true", help=MEASURE_HELP)


def run(args: argparse.Namespace) -> int:
    """Print this machine; what the system does not tell is unknown."""
    machine = _measured_now() if args.measure else current_machine()
    if args.json:
        from deepseek_gui.core.documents import machine_document  # noqa: PLC0415  the report needs none of it

        print_json(machine_document(machine))
        return 0
    print(printable("\n".join(report(machine))))
    return 0


def _measured_now() -> Machine:
    machine = detected_machine()
    print("Measuring the memory and the disk …", file=sys.stderr)
    machine, reason = machine_with_disk_speed(measured_machine(machine) or machine)
    return machine if reason is None else replace(machine, notices=(*machine.notices, reason))


def report(machine: Machine) -> list[str]:
    """Return the machine in lines for a person, each fact with its source."""
    rows = [
        ("System", _system(machine), _sources_of(machine, ("os", "container", "wsl", "vulkan_version"))),
        ("CPU", _cpu(machine), _sources(machine, "cpu")),
        ("Memory", _memory(machine), _sources(machine, "memory")),
        *(row for index, gpu in enumerate(machine.gpus) for row in _gpu_rows(machine, index, gpu)),
        *(("GPU link", _link(link), _sources_of(machine, ("gpu_links",))) for link in machine.gpu_links),
        ("Storage", _storage(machine), _sources(machine, "storage")),
        ("Network", _network(machine), _sources(machine, "network")),
    ]
    return [machine.name, *table(rows), *(f"  {notice}" for notice in machine.notices)]


def _system(machine: Machine) -> str:
    container, wsl = (None if fact in (None, "none") else fact for fact in (machine.container, machine.wsl))
    vulkan = None if machine.vulkan_version is None else f"Vulkan {machine.vulkan_version}"
    return _join(machine.os, wsl, None if container is None else f"in a container ({container})", vulkan)


def _cpu(machine: Machine) -> str:
    cpu = machine.cpu
    counts = (_count(cpu.sockets, "socket"), _count(cpu.cores, "core"), _count(cpu.threads, "thread"))
    clock = None if cpu.base_ghz is None else f"{cpu.base_ghz:g} GHz"
    boost = None if cpu.boost_ghz is None else f"up to {cpu.boost_ghz:g} GHz"
    return _join(cpu.name, *counts, clock, boost, _count(cpu.numa_nodes, "NUMA node"), " ".join(cpu.isa or ()))


def _memory(machine: Machine) -> str:
    memory = machine.memory
    free = None if memory.available_bytes is None else f"{format_gib(memory.available_bytes)} available"
    speed = None if memory.speed_mts is None else f"{memory.speed_mts} MT/s"
    channels = _count(memory.channels, "channel")
    return _join(_size(memory.total_bytes), free, memory.type, speed, channels, _bandwidth(memory))


def _bandwidth(memory: Memory) -> str | None:
    if memory.bandwidth_gbs is None:
        return None
    return f"{memory.bandwidth_gbs:g} GB/s {'reached' if memory.bandwidth_measured else 'at most'}"


def _gpu_rows(machine: Machine, index: int, gpu: Gpu) -> list[tuple[str, str, str]]:
    rows = [(f"GPU {index}", _gpu(gpu), _sources(machine, f"gpus.{index}"))]
    more = _join(
        _gpu_kind(gpu), gpu.driver_version and f"driver {gpu.driver_version}", gpu.runtime, _power(gpu), _pcie(gpu)
    )
    return rows if more == UNKNOWN else [*rows, ("", more, "")]


def _gpu(gpu: Gpu) -> str:
    bandwidth = None if gpu.bandwidth_gbs is None else f"{gpu.bandwidth_gbs:g} GB/s"
    free = None if gpu.free_bytes is None else f"{format_gib(gpu.free_bytes)} free"
    size = _size(gpu.vram_bytes)
    shared = f"{size} of the main memory" if size and gpu.unified_memory else size
    capability = None if gpu.compute_capability is None else f"compute capability {gpu.compute_capability}"
    links = None if not gpu.nvlinks else _count(gpu.nvlinks, "NVLink")
    return _join(gpu.name, shared, free, bandwidth, capability, gpu.interconnect, links)


def _gpu_kind(gpu: Gpu) -> str | None:
    if gpu.mig not in (None, "off"):
        return f"MIG instance {gpu.mig}"
    if gpu.integrated is None:
        return None
    return "integrated" if gpu.integrated else "discrete"


def _power(gpu: Gpu) -> str | None:
    if gpu.power_limit_w is None:
        return None if gpu.tdp_w is None else f"{gpu.tdp_w:g} W rated"
    others = (
        None if gpu.tdp_w is None else f"rated {gpu.tdp_w:g} W",
        None if gpu.power_limit_max_w is None else f"at most {gpu.power_limit_max_w:g} W",
    )
    known = ", ".join(other for other in others if other)
    return f"limited to {gpu.power_limit_w:g} W" + (f" ({known})" if known else "")


def _pcie(gpu: Gpu) -> str | None:
    now = _lanes(gpu.pcie_generation, gpu.pcie_width)
    best = _lanes(gpu.pcie_generation_max, gpu.pcie_width_max)
    if now is None or best is None:
        return f"PCIe {now or best}" if now or best else None
    return f"PCIe {now} now, {best} at most"


def _lanes(generation: int | None, width: int | None) -> str | None:
    return _join(generation and f"{generation}.0", width and f"x{width}", by=" ") if generation or width else None


def _link(link: GpuLink) -> str:
    first, second = link.gpus
    return f"{first} - {second}: " + _join(link.kind, _count(link.nvlinks, "link"), link.path)


def _storage(machine: Machine) -> str:
    storage = machine.storage
    free = None if storage.free_bytes is None else f"{format_gib(storage.free_bytes)} free"
    raid = None if storage.raid in (None, "none") else storage.raid
    speed = None if storage.read_mbs is None else f"reads {storage.read_mbs:.0f} MB/s"
    return _join(storage.model, storage.kind, storage.bus, raid, _size(storage.total_bytes), free, speed)


def _network(machine: Machine) -> str:
    network = machine.network
    return _join(network.kind, None if network.gbps is None else f"{network.gbps:g} Gbit/s")


def _size(size_bytes: int | None) -> str | None:
    return None if size_bytes is None else format_gib(size_bytes)


def _count(count: int | None, of: str) -> str | None:
    return None if count is None else f"{count} {of}{'' if count == 1 else 's'}"


def _join(*parts: str | int | None, by: str = ", ") -> str:
    return by.join(str(part) for part in parts if part) or UNKNOWN


def _sources(machine: Machine, part: str) -> str:
    return _sources_of(machine, (fact for fact in machine.sources if fact.startswith(f"{part}.")))


def _sources_of(machine: Machine, facts: Iterable[str]) -> str:
    found = sorted({machine.sources[fact] for fact in facts if fact in machine.sources})
    return f"({', '.join(found)})" if found else ""
