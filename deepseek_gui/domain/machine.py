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
    """

    name: str | None = None
    cores: int | None = None
    threads: int | None = None
    base_ghz: float | None = None


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
        pcie_generation_max: of the link, as card and slot allow.
        pcie_width_max: lanes of the link, as card and slot allow.
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
    pcie_generation_max: int | None = None
    pcie_width_max: int | None = None


@dataclass(frozen=True, slots=True)
class Storage:
    """The disk that holds the models.

    Attributes:
        kind: "NVMe SSD", "SATA SSD", "HDD", "network", ….
        raid: "RAID 0", …, "none" when it is known that there is none.
    """

    total_bytes: int | None = None
    free_bytes: int | None = None
    read_mbs: float | None = None
    kind: str | None = None
    raid: str | None = None


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
