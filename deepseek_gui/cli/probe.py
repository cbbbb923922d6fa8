"""`deepseek-gui probe`: what this machine is."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from deepseek_gui.cli.output import print_json, printable, table
from deepseek_gui.core.machines import current_machine, detected_machine, measured_machine
from deepseek_gui.domain.machine import Gpu, Machine, Memory
from deepseek_gui.domain.units import format_gib

UNKNOWN = "unknown"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's parser."""
    parser = subparsers.add_parser("probe", help="say what this machine is")
    parser.add_argument("--json", action="store_true", help="print one JSON document, in the keys of a machine file")
    parser.add_argument("--measure", action="store_true", help="measure the memory's bandwidth anew, on all cores")


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
    return measured_machine(machine) or machine


def report(machine: Machine) -> list[str]:
    """Return the machine in lines for a person, each fact with its source."""
    rows = [
        ("System", machine.os or UNKNOWN, ""),
        ("CPU", _cpu(machine), _sources(machine, "cpu")),
        ("Memory", _memory(machine), _sources(machine, "memory")),
        *((f"GPU {index}", _gpu(gpu), _sources(machine, f"gpus.{index}")) for index, gpu in enumerate(machine.gpus)),
        ("Storage", _storage(machine), _sources(machine, "storage")),
        ("Network", _network(machine), _sources(machine, "network")),
    ]
    return [machine.name, *table(rows), *(f"  {notice}" for notice in machine.notices)]


def _cpu(machine: Machine) -> str:
    cpu = machine.cpu
    counts = (_count(cpu.cores, "cores"), _count(cpu.threads, "threads"))
    return _join(cpu.name, *counts, None if cpu.base_ghz is None else f"{cpu.base_ghz:g} GHz")


def _memory(machine: Machine) -> str:
    memory = machine.memory
    free = None if memory.available_bytes is None else f"{format_gib(memory.available_bytes)} available"
    speed = None if memory.speed_mts is None else f"{memory.speed_mts} MT/s"
    channels = _count(memory.channels, "channels")
    return _join(_size(memory.total_bytes), free, memory.type, speed, channels, _bandwidth(memory))


def _bandwidth(memory: Memory) -> str | None:
    if memory.bandwidth_gbs is None:
        return None
    return f"{memory.bandwidth_gbs:g} GB/s {'reached' if memory.bandwidth_measured else 'at most'}"


def _gpu(gpu: Gpu) -> str:
    bandwidth = None if gpu.bandwidth_gbs is None else f"{gpu.bandwidth_gbs:g} GB/s"
    free = None if gpu.free_bytes is None else f"{format_gib(gpu.free_bytes)} free"
    return _join(gpu.name, _size(gpu.vram_bytes), free, bandwidth, gpu.interconnect)


def _storage(machine: Machine) -> str:
    storage = machine.storage
    free = None if storage.free_bytes is None else f"{format_gib(storage.free_bytes)} free"
    return _join(storage.kind, _size(storage.total_bytes), free)


def _network(machine: Machine) -> str:
    network = machine.network
    return _join(network.kind, None if network.gbps is None else f"{network.gbps:g} Gbit/s")


def _size(size_bytes: int | None) -> str | None:
    return None if size_bytes is None else format_gib(size_bytes)


def _count(count: int | None, of: str) -> str | None:
    return None if count is None else f"{count} {of}"


def _join(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part) or UNKNOWN


def _sources(machine: Machine, part: str) -> str:
    names: Iterable[str] = (source for fact, source in machine.sources.items() if fact.startswith(f"{part}."))
    found = sorted(set(names))
    return f"({', '.join(found)})" if found else ""
