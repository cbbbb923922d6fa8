"""What a machine is: facts that do not change while the program runs. None is "not known"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from deepseek_gui.domain.text import Text


@dataclass(frozen=True, slots=True)
class Cpu:
    """The processors of a machine, all sockets together.

    Attributes:
        cores: physical cores.
        threads: hardware threads.
        boost_ghz: the highest clock that any core may take.
        isa: instruction sets that speed up a model ("AVX2", "AMX", "NEON"); empty when it is known that there is none.
        numa_nodes: groups of cores with memory of their own.
    """

    name: str | None = None
    cores: int | None = None
    threads: int | None = None
    base_ghz: float | None = None
    sockets: int | None = None
    boost_ghz: float | None = None
    isa: tuple[str, ...] | None = None
    numa_nodes: int | None = None


@dataclass(frozen=True, slots=True)
class Memory:
    """Host memory.

    Attributes:
        total_bytes: what the system reports as installed and usable.
        available_bytes: what a new program can take now; None on a machine that is only described.
        type: "DDR4", "DDR5 ECC", "LPDDR5X", ….
        speed_mts: transfers per second in millions.
        bandwidth_gbs: peak, 10**9 bytes per second.
        bandwidth_measured: `bandwidth_gbs` is what this processor reaches, not what the modules could give.
    """

    total_bytes: int | None = None
    available_bytes: int | None = None
    type: str | None = None
    channels: int | None = None
    speed_mts: int | None = None
    ecc: bool | None = None
    bandwidth_gbs: float | None = None
    bandwidth_measured: bool = False


@dataclass(frozen=True, slots=True)
class Gpu:
    """One accelerator. A machine with eight of a kind holds eight of these.

    Attributes:
        name: as the driver reports it or as the machine file writes it.
        spec_id: id of the catalogue entry that `catalog.complete` found for the name.
        vendor: "nvidia", "amd", "intel" or "apple".
        architecture: "Ampere", "RDNA3", ….
        vram_bytes: device memory; on a unified machine what the GPU may take of the host's memory.
        free_bytes: free device memory now; None on a machine that is only described.
        bandwidth_gbs: memory bandwidth, 10**9 bytes per second.
        fp16_tflops: dense half-precision matrix rate, with 16-bit accumulation where the card has it (GeForce).
        cuda_cores: shader lanes as the vendor counts them.
        multiprocessors: streaming multiprocessors, when the driver tells.
        interconnect: "NVLink", "NVSwitch", "PCIe" or another name of the link to the other GPUs.
        pcie_gbs: link to the host, one direction, 10**9 bytes per second.
        unified_memory: the GPU has no memory of its own but shares the host's.
        tdp_w: rated power.
        uuid: the driver's identifier of this very card.
        integrated: part of the processor; False for a card or module of its own.
        driver_version: of the driver that serves it.
        runtime: "CUDA 13.0" (the newest that the driver serves), "ROCm 6.4", "Metal 3".
        power_limit_w: what it may draw now; a laptop's maker or its owner may have set it lower than `tdp_w`.
        power_limit_max_w: the highest limit that can be set.
        pcie_generation: of the link to the host now; an idle card lowers it.
        pcie_width: lanes of that link now.
        pcie_generation_max: the best that card and slot can do together.
        pcie_width_max: lanes of the card.
        nvlinks: NVLinks that are up.
        mig: "3g.40gb" for a part of a card that NVIDIA's MIG divides, "off" for a card that could be divided.
    """

    name: str
    spec_id: str | None = None
    vendor: str | None = None
    architecture: str | None = None
    compute_capability: str | None = None
    vram_bytes: int | None = None
    free_bytes: int | None = None
    bandwidth_gbs: float | None = None
    fp16_tflops: float | None = None
    cuda_cores: int | None = None
    multiprocessors: int | None = None
    interconnect: str | None = None
    pcie_gbs: float | None = None
    unified_memory: bool = False
    tdp_w: float | None = None
    uuid: str | None = None
    integrated: bool | None = None
    driver_version: str | None = None
    runtime: str | None = None
    power_limit_w: float | None = None
    power_limit_max_w: float | None = None
    pcie_generation: int | None = None
    pcie_width: int | None = None
    pcie_generation_max: int | None = None
    pcie_width_max: int | None = None
    nvlinks: int | None = None
    mig: str | None = None

    def __hash__(self) -> int:
        """Hash what mostly tells cards apart: what is derived from a card is looked up by it, often."""
        return hash((self.name, self.vram_bytes, self.free_bytes, self.uuid))


_CORES_PER_MULTIPROCESSOR = {"6.0": 64, "7.0": 64, "7.2": 64, "7.5": 64, "8.0": 64}
_OTHER_CORES_PER_MULTIPROCESSOR = 128
"""FP32 lanes a multiprocessor by compute capability: CUDA C++ Programming Guide, "Arithmetic Instructions"."""


def multiprocessors(cores: int | None, compute_capability: str | None) -> int | None:
    """Return the streaming multiprocessors of an NVIDIA card with so many cores."""
    if not cores or compute_capability is None:
        return None
    return cores // _CORES_PER_MULTIPROCESSOR.get(compute_capability, _OTHER_CORES_PER_MULTIPROCESSOR)


@dataclass(frozen=True, slots=True)
class GpuLink:
    """How two GPUs of one machine reach each other.

    Attributes:
        gpus: their places in `Machine.gpus`, the smaller one first.
        kind: "NVLink", "NVSwitch" or "PCIe".
        nvlinks: NVLinks between the two; through a switch those that either has at most. None for PCIe.
        path: what a transfer over PCIe passes: "same board", "PCIe switch", "PCIe switches", "host bridge",
            "NUMA node" or "between processors".
    """

    gpus: tuple[int, int]
    kind: str
    nvlinks: int | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Storage:
    """The disk that holds the models.

    Attributes:
        kind: "NVMe SSD", "SATA SSD", "HDD", "network", ….
        raid: "RAID 0", …, "none" when it is known that there is none.
        read_mbs: sequential reading, 10**6 bytes per second.
        model: as its maker calls it.
        bus: "NVMe", "SATA", "USB", "virtio", …; with the PCIe link where it is told ("NVMe, PCIe 4.0 x4").
    """

    total_bytes: int | None = None
    free_bytes: int | None = None
    read_mbs: float | None = None
    kind: str | None = None
    raid: str | None = None
    model: str | None = None
    bus: str | None = None


@dataclass(frozen=True, slots=True)
class Network:
    """The fastest network link.

    Attributes:
        kind: "Ethernet", "InfiniBand", "Wi-Fi", ….
    """

    gbps: float | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Machine:
    """A computer, as detected, as read from a machine file, or as edited for a what-if.

    Attributes:
        gpus: one entry a device, in the driver's order.
        sources: fact ("cpu.cores", "gpus.0.bandwidth_gbs") -> where it comes from
            ("os", "nvml", "sysfs", "measured", "machine file", "catalogue", "edited").
        simulated: True when this is not the computer the program runs on.
        notices: sentences on what could not be read, for a person ("no NVIDIA driver found").
        container: "Docker", "Podman", "Kubernetes", "LXC", …, "none" when it is known that there is none.
        wsl: "WSL 2" or "WSL 1" for a Linux inside Windows, "none" when it is known that it is not.
        vulkan_version: of the loader; which card it serves is the driver's business.
        gpu_links: how each pair of GPUs is connected, as far as the driver tells.
    """

    name: str
    cpu: Cpu = Cpu()
    memory: Memory = Memory()
    gpus: tuple[Gpu, ...] = ()
    storage: Storage = Storage()
    network: Network = Network()
    os: str | None = None
    sources: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Text, ...] = ()
    simulated: bool = False
    container: str | None = None
    wsl: str | None = None
    vulkan_version: str | None = None
    gpu_links: tuple[GpuLink, ...] = ()
