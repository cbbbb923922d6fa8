"""A machine's facts as a person reads them: value with unit, and where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from PySide6.QtCore import QCoreApplication

from deepseek_gui.domain.machine import Gpu, GpuLink, Machine
from deepseek_gui.domain.units import format_gib
from deepseek_gui.ui.match.words import count_text
from deepseek_gui.ui.texts import UNKNOWN

_SYSTEM_SOURCES = ("os", "sysctl", "registry", "system_profiler", "cim", "diskutil")
_KERNEL_SOURCES = ("sysfs", "proc", "udev")


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the machine table.

    Attributes:
        key: the fact's place in `Machine` ("cpu.cores"): what an edit would change.
        section: the part of the machine ("Processor").
        source: where the value comes from, in words; a dash when it is not known.
    """

    key: str
    section: str
    title: str
    value: str
    source: str


def machine_facts(machine: Machine) -> tuple[Fact, ...]:
    """Return every fact of a machine in the window's language; what is not known says so."""
    return (
        *_cpu_facts(machine),
        *_memory_facts(machine),
        *_all_gpu_facts(machine),
        *_storage_facts(machine),
        *_network_facts(machine),
        *_system_facts(machine),
    )


def machine_summary(machine: Machine) -> str:
    """Return the machine in one line: processor, memory, GPUs."""
    parts = [machine.cpu.name or "", _size(machine.memory.total_bytes), *_gpu_names(machine.gpus)]
    if not machine.gpus:
        parts.append(QCoreApplication.translate("MachineFacts", "no GPU"))
    return " · ".join(part for part in parts if part and part != _not_known())


def _system_facts(machine: Machine) -> Iterable[Fact]:
    """Yield what a described machine seldom tells, as far as it is known."""
    section = QCoreApplication.translate("MachineFacts", "System")
    values = (
        ("os", QCoreApplication.translate("MachineFacts", "Operating system"), machine.os),
        ("container", QCoreApplication.translate("MachineFacts", "Container"), _none_word(machine.container)),
        ("wsl", QCoreApplication.translate("MachineFacts", "Linux inside Windows (WSL)"), _none_word(machine.wsl)),
        ("vulkan_version", QCoreApplication.translate("MachineFacts", "Vulkan loader"), machine.vulkan_version),
    )
    return (
        Fact(key, section, title, value, source_name(machine.sources.get(key)))
        for key, title, value in values
        if value is not None
    )


def _cpu_facts(machine: Machine) -> Iterable[Fact]:
    cpu = machine.cpu
    section = QCoreApplication.translate("MachineFacts", "Processor")
    fact = _maker(machine, "cpu", section)
    yield fact("name", QCoreApplication.translate("MachineFacts", "Name"), cpu.name)
    yield fact("cores", QCoreApplication.translate("MachineFacts", "Cores"), _count(cpu.cores))
    yield fact("threads", QCoreApplication.translate("MachineFacts", "Threads"), _count(cpu.threads))
    yield fact("base_ghz", QCoreApplication.translate("MachineFacts", "Base clock"), _unit(cpu.base_ghz, "GHz"))
    boost = QCoreApplication.translate("MachineFacts", "Highest clock")
    isa = QCoreApplication.translate("MachineFacts", "Instruction sets")
    yield from _known(
        (
            fact("boost_ghz", boost, _unit(cpu.boost_ghz, "GHz")),
            fact("sockets", QCoreApplication.translate("MachineFacts", "Sockets"), _count(cpu.sockets)),
            fact("numa_nodes", QCoreApplication.translate("MachineFacts", "NUMA nodes"), _count(cpu.numa_nodes)),
            fact("isa", isa, None if cpu.isa is None else " · ".join(cpu.isa) or UNKNOWN),
        )
    )


def _memory_facts(machine: Machine) -> Iterable[Fact]:
    memory = machine.memory
    fact = _maker(machine, "memory", QCoreApplication.translate("MachineFacts", "Memory"))
    yield fact("total_bytes", QCoreApplication.translate("MachineFacts", "Installed"), _size(memory.total_bytes))
    if not machine.simulated:
        available = QCoreApplication.translate("MachineFacts", "Available now")
        yield fact("available_bytes", available, _size(memory.available_bytes))
    yield fact("type", QCoreApplication.translate("MachineFacts", "Type"), memory.type)
    yield fact("channels", QCoreApplication.translate("MachineFacts", "Channels"), _count(memory.channels))
    yield fact("speed_mts", QCoreApplication.translate("MachineFacts", "Speed"), _unit(memory.speed_mts, "MT/s"))
    yield fact("ecc", QCoreApplication.translate("MachineFacts", "Error correction (ECC)"), _yes_no(memory.ecc))
    bandwidth = QCoreApplication.translate("MachineFacts", "Bandwidth")
    yield fact("bandwidth_gbs", bandwidth, _unit(memory.bandwidth_gbs, "GB/s"))


def _all_gpu_facts(machine: Machine) -> Iterable[Fact]:
    if not machine.gpus:
        section = QCoreApplication.translate("MachineFacts", "GPU")
        none = QCoreApplication.translate("MachineFacts", "none found: models run on the processor")
        yield Fact("gpus", section, QCoreApplication.translate("MachineFacts", "Name"), none, UNKNOWN)
    for first, gpus in _same_gpus(machine.gpus):
        yield from _gpu_facts(machine, first, gpus)
    if machine.gpu_links:
        section = QCoreApplication.translate("MachineFacts", "GPU")
        title = QCoreApplication.translate("MachineFacts", "Paths between GPUs")
        source = source_name(machine.sources.get("gpu_links"))
        yield Fact("gpu_links", section, title, _paths(machine.gpu_links), source)


def _gpu_facts(machine: Machine, first: int, gpus: tuple[Gpu, ...]) -> Iterable[Fact]:
    gpu = gpus[0]
    section = QCoreApplication.translate("MachineFacts", "GPU")
    fact = _maker(machine, f"gpus.{first}", section)
    yield fact("name", QCoreApplication.translate("MachineFacts", "Name"), _gpu_name(gpus))
    yield fact("vram_bytes", QCoreApplication.translate("MachineFacts", "GPU memory"), _vram(gpus))
    if not machine.simulated:
        free = QCoreApplication.translate("MachineFacts", "Free memory now")
        yield fact("free_bytes", free, _size(gpu.free_bytes))
    bandwidth = QCoreApplication.translate("MachineFacts", "Memory bandwidth")
    yield fact("bandwidth_gbs", bandwidth, _unit(gpu.bandwidth_gbs, "GB/s"))
    rate = QCoreApplication.translate("MachineFacts", "Half-precision rate")
    yield fact("fp16_tflops", rate, _unit(gpu.fp16_tflops, "TFLOPS"))
    yield fact("cuda_cores", QCoreApplication.translate("MachineFacts", "Shader cores"), _count(gpu.cuda_cores))
    if len(machine.gpus) > 1:
        link = QCoreApplication.translate("MachineFacts", "Link between GPUs")
        yield fact("interconnect", link, gpu.interconnect)
    host = QCoreApplication.translate("MachineFacts", "Link to the processor")
    yield fact("pcie_gbs", host, _unit(gpu.pcie_gbs, "GB/s"))
    yield fact("tdp_w", QCoreApplication.translate("MachineFacts", "Rated power"), _unit(gpu.tdp_w, "W"))
    yield from _known(_gpu_details(fact, gpu))


def _gpu_details(fact: Callable[[str, str, str | None], Fact], gpu: Gpu) -> Iterable[Fact]:
    """Yield what a driver tells of a real card."""
    limit = QCoreApplication.translate("MachineFacts", "Power limit now")
    yield fact("power_limit_w", limit, _unit(gpu.power_limit_w, "W"))
    most = QCoreApplication.translate("MachineFacts", "Highest power limit")
    yield fact("power_limit_max_w", most, _unit(gpu.power_limit_max_w, "W"))
    now = QCoreApplication.translate("MachineFacts", "PCIe link now")
    yield fact("pcie_generation", now, _pcie(gpu.pcie_generation, gpu.pcie_width))
    best = QCoreApplication.translate("MachineFacts", "PCIe link at most")
    yield fact("pcie_generation_max", best, _pcie(gpu.pcie_generation_max, gpu.pcie_width_max))
    yield fact("nvlinks", QCoreApplication.translate("MachineFacts", "NVLinks"), _count(gpu.nvlinks))
    mig = QCoreApplication.translate("MachineFacts", "MIG instance")
    yield fact("mig", mig, None if gpu.mig == "off" else gpu.mig)
    yield fact(
        "integrated", QCoreApplication.translate("MachineFacts", "Part of the processor"), _yes_no(gpu.integrated)
    )
    capability = QCoreApplication.translate("MachineFacts", "Compute capability")
    yield fact("compute_capability", capability, gpu.compute_capability)
    yield fact("driver_version", QCoreApplication.translate("MachineFacts", "Driver"), gpu.driver_version)
    yield fact("runtime", QCoreApplication.translate("MachineFacts", "Interface of the driver"), gpu.runtime)


def _storage_facts(machine: Machine) -> Iterable[Fact]:
    storage = machine.storage
    fact = _maker(machine, "storage", QCoreApplication.translate("MachineFacts", "Storage"))
    yield fact("total_bytes", QCoreApplication.translate("MachineFacts", "Size"), _size(storage.total_bytes))
    yield fact("free_bytes", QCoreApplication.translate("MachineFacts", "Free"), _size(storage.free_bytes))
    yield fact("read_mbs", QCoreApplication.translate("MachineFacts", "Read speed"), _unit(storage.read_mbs, "MB/s"))
    yield fact("kind", QCoreApplication.translate("MachineFacts", "Kind"), storage.kind)
    yield fact("raid", QCoreApplication.translate("MachineFacts", "RAID"), _none_word(storage.raid))
    yield from _known(
        (
            fact("model", QCoreApplication.translate("MachineFacts", "Model"), storage.model),
            fact("bus", QCoreApplication.translate("MachineFacts", "Connection"), storage.bus),
        )
    )


def _network_facts(machine: Machine) -> Iterable[Fact]:
    network = machine.network
    fact = _maker(machine, "network", QCoreApplication.translate("MachineFacts", "Network"))
    yield fact("gbps", QCoreApplication.translate("MachineFacts", "Rate"), _unit(network.gbps, "Gbit/s"))
    yield fact("kind", QCoreApplication.translate("MachineFacts", "Kind"), network.kind)


def _maker(machine: Machine, part: str, section: str) -> Callable[[str, str, str | None], Fact]:
    def fact(name: str, title: str, value: str | None) -> Fact:
        key = f"{part}.{name}"
        known = value is not None and value != _not_known()
        source = source_name(machine.sources.get(key)) if known else UNKNOWN
        return Fact(key, section, title, value or _not_known(), source)

    return fact


def _known(facts: Iterable[Fact]) -> Iterable[Fact]:
    """Leave out what is not known: details that few machines tell."""
    return (fact for fact in facts if fact.value != _not_known())


def source_name(source: str | None) -> str:
    """Return a fact's source in words; a source that has no words yet stands as it is."""
    if source is None:
        return UNKNOWN
    words = {
        **dict.fromkeys(_SYSTEM_SOURCES, QCoreApplication.translate("MachineFacts", "operating system")),
        "amdsmi": QCoreApplication.translate("MachineFacts", "AMD driver"),
        "vulkan": QCoreApplication.translate("MachineFacts", "Vulkan loader"),
        "nvml": QCoreApplication.translate("MachineFacts", "NVIDIA driver"),
        **dict.fromkeys(_KERNEL_SOURCES, QCoreApplication.translate("MachineFacts", "kernel")),
        "measured": QCoreApplication.translate("MachineFacts", "measured on this machine"),
        "machine file": QCoreApplication.translate("MachineFacts", "machine file"),
        "catalogue": QCoreApplication.translate("MachineFacts", "catalogue"),
        "computed": QCoreApplication.translate("MachineFacts", "computed"),
        "edited": QCoreApplication.translate("MachineFacts", "edited by you"),
    }
    return words.get(source, source)


def _same_gpus(gpus: tuple[Gpu, ...]) -> Iterable[tuple[int, tuple[Gpu, ...]]]:
    """Yield neighbours that differ in nothing but identity and free memory, with the first one's index."""
    first = 0
    for _, members in groupby(gpus, key=lambda gpu: replace(gpu, uuid=None, free_bytes=None, pcie_generation=None)):
        same = tuple(members)
        yield first, same
        first += len(same)


def _gpu_names(gpus: tuple[Gpu, ...]) -> list[str]:
    return [_gpu_name(same) for _, same in _same_gpus(gpus)]


def _gpu_name(gpus: tuple[Gpu, ...]) -> str:
    return gpus[0].name if len(gpus) == 1 else f"{len(gpus)} × {gpus[0].name}"


def _vram(gpus: tuple[Gpu, ...]) -> str:
    size = gpus[0].vram_bytes
    if gpus[0].unified_memory and size is not None:
        template = QCoreApplication.translate("MachineFacts", "{size}, shared with the processor")
        return template.format(size=format_gib(size))
    if len(gpus) == 1 or size is None:
        return _size(size)
    template = QCoreApplication.translate("MachineFacts", "{size} each, {total} together")
    return template.format(size=format_gib(size), total=format_gib(size * len(gpus)))


def _size(size_bytes: int | None) -> str:
    return _not_known() if size_bytes is None else format_gib(size_bytes)


def _count(number: int | None) -> str:
    return _not_known() if number is None else count_text(number)


def _unit(value: float | None, unit: str) -> str:
    if value is None:
        return _not_known()
    number = count_text(round(value)) if value >= 100 or value == round(value) else f"{value:.1f}"
    return f"{number} {unit}"


def _paths(links: tuple[GpuLink, ...]) -> str:
    """Return pairs by what connects them: "NVLink × 4: 0–1, 2–3; PCIe: 0–2, …"."""
    kinds: dict[str, list[str]] = {}
    for link in links:
        kind = f"{link.kind} × {link.nvlinks}" if link.nvlinks else link.kind
        kinds.setdefault(kind, []).append(f"{link.gpus[0]}–{link.gpus[1]}")
    if len(kinds) == 1:
        return next(iter(kinds))
    return "; ".join(f"{kind}: {', '.join(pairs)}" for kind, pairs in kinds.items())


def _pcie(generation: int | None, width: int | None) -> str | None:
    if generation is None or width is None:
        return None
    template = QCoreApplication.translate("MachineFacts", "generation {generation}, {width} lanes")
    return template.format(generation=generation, width=width)


def _none_word(value: str | None) -> str | None:
    return QCoreApplication.translate("MachineFacts", "none") if value == "none" else value


def _yes_no(value: bool | None) -> str:
    if value is None:
        return _not_known()
    if value:
        return QCoreApplication.translate("MachineFacts", "yes")
    return QCoreApplication.translate("MachineFacts", "no")


def _not_known() -> str:
    return QCoreApplication.translate("MachineFacts", "not known")
