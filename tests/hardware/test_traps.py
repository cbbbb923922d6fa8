"""The ten known traps of hardware detection, each with recorded data (sources: data/README.md)."""

from __future__ import annotations

import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from deepseek_gui.domain.machine import Gpu
from deepseek_gui.hardware.amd import AmdSource
from deepseek_gui.hardware.amd_probe import probe_amd
from deepseek_gui.hardware.intel_probe import probe_intel
from deepseek_gui.hardware.nvidia_probe import probe_nvidia
from deepseek_gui.hardware.pci import probe_displays
from deepseek_gui.hardware.probe import probe
from deepseek_gui.hardware.system import container_of, system_notices, wsl_of
from deepseek_gui.hardware.windows_gpus import probe_windows
from deepseek_gui.hardware.windows_report import read_report

GIB = 1024**3
MIB = 1024**2
LayTree = Callable[[dict[str, str]], Path]
Recorded = Callable[[str], Any]
linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc and /sys")


def device(slot: str, ids: tuple[str, str], **files: str) -> dict[str, str]:
    """Return a display device of /sys; `ids` are vendor and chip, "__" in a file's name stands for a folder."""
    path = f"sys/bus/pci/devices/{slot}"
    told = {f"{path}/{name.replace('__', '/')}": text for name, text in files.items()}
    return {f"{path}/class": "0x030000\n", f"{path}/vendor": f"{ids[0]}\n", f"{path}/device": f"{ids[1]}\n", **told}


def bind(root: Path, slot: str, driver: str) -> None:
    (root / "sys/bus/pci/drivers" / driver).mkdir(parents=True, exist_ok=True)
    (root / "sys/bus/pci/devices" / slot / "driver").symlink_to(root / "sys/bus/pci/drivers" / driver)


def words(notices: tuple[Any, ...]) -> str:
    return " ".join(map(str, notices))


def test_32_bit_adapter_ram_on_windows(recorded_windows: Recorded):
    """WMI's AdapterRAM ends at 4 GiB: 4293918720 for a card of 24 GB; the registry has the size in 64 bits."""
    report = read_report(recorded_windows("desktop"))
    facts = probe_windows(report, 32 * GIB)
    (gpu,) = facts.gpus
    assert gpu == Gpu(
        name="AMD Radeon RX 7900 XTX",
        vendor="amd",
        vram_bytes=25753026560,
        integrated=False,
        driver_version="32.0.11037.4004",
    )
    assert facts.other_sources == {(0, "vram_bytes"): "registry"}
    without_registry = read_report(recorded_windows("desktop").replace(b"qwMemorySize", b"x"))
    assert probe_windows(without_registry, 32 * GIB).gpus[0].vram_bytes is None


def test_an_igpu_counted_as_vram(tree: LayTree):
    """A Ryzen's graphics to which the firmware has given 8 GiB of the host's memory is no card of 8 GB."""
    slot = "0000:0c:00.0"
    metrics = f"sys/bus/pci/devices/{slot}/gpu_metrics"
    files = device(slot, ("0x1002", "0x15bf"), revision="0xc4", mem_info_vram_total=str(8 * GIB))
    files |= device("0000:00:02.0", ("0x8086", "0xa780"))
    root = tree(files)
    bind(root, slot, "amdgpu")
    bind(root, "0000:00:02.0", "i915")
    (root / metrics).write_bytes(struct.pack("<HBB", 264, 2, 4))
    for facts in (probe_amd(root), probe_intel(root)):
        assert facts.gpus == ()
        assert "shares the host's memory" in words(facts.notices)
    assert AmdSource(root).read().states == ()
    (root / metrics).write_bytes(struct.pack("<HBB", 120, 1, 3))  # the same memory on a card of its own
    assert probe_amd(root).gpus[0].vram_bytes == 8 * GIB


def test_an_igpu_counted_as_vram_on_windows(recorded_windows: Recorded):
    facts = probe_windows(read_report(recorded_windows("desktop")), 32 * GIB)
    assert "AMD Radeon Graphics shares the host's memory" in words(facts.notices)


def test_a_phantom_gpu(recorded_windows: Recorded, tree: LayTree):
    """Adapters of remote desktops, servers' consoles and virtual machines show a picture and compute nothing."""
    facts = probe_windows(read_report(recorded_windows("desktop")), 32 * GIB)
    assert [gpu.name for gpu in facts.gpus] == ["AMD Radeon RX 7900 XTX"]
    assert "Parsec Virtual Display Adapter only shows a picture" in words(facts.notices)
    root = tree(device("0000:02:00.0", ("0x1a03", "0x2000")) | device("0000:00:01.0", ("0x1af4", "0x1050")))
    for probed in (probe_amd(root), probe_intel(root), probe_displays(root)):
        assert probed.gpus == ()
    assert [str(notice).split()[0] for notice in probe_displays(root).notices] == ["virtio", "ASPEED"]


def test_two_unequal_gpus(recorded_nvml: Recorded):
    """Each card has its own memory, link and limits; what one has is not taken for the other."""
    nvml = recorded_nvml("two-unequal")
    machine = probe(probes={"nvidia": lambda: probe_nvidia(lambda: nvml)})
    big, small = machine.gpus
    assert (big.name, big.vram_bytes) == ("NVIDIA GeForce RTX 3060", 12 * GIB)
    assert (small.name, small.vram_bytes) == ("NVIDIA GeForce GTX 1060 6GB", 6 * GIB)
    assert (big.compute_capability, small.compute_capability) == ("8.6", "6.1")
    assert (big.pcie_gbs, small.pcie_gbs) == (31.5, 3.9)  # 4.0 x16 and 3.0 x4, after line coding
    assert (small.pcie_generation, small.pcie_generation_max) == (1, 3)
    assert [(link.gpus, link.kind, link.path) for link in machine.gpu_links] == [((0, 1), "PCIe", "host bridge")]
    assert machine.sources["gpus.1.power_limit_w"] == "nvml"


def test_uma_with_a_small_carve_out(tree: LayTree, recorded_windows: Recorded):
    """Strix Halo: 512 MiB set aside by the firmware; through its page table the GPU may use 64 GiB more."""
    slot = "0000:c5:00.0"
    pools = {
        "mem_info_vram_total": str(512 * MIB),
        "mem_info_vram_used": str(200 * MIB),
        "mem_info_gtt_total": str(64 * GIB),
        "mem_info_gtt_used": str(GIB),
    }
    root = tree(
        device(slot, ("0x1002", "0x1586"), revision="0xc1", **pools)
        | {"usr/share/libdrm/amdgpu.ids": "1586,\tC1,\tAMD Radeon 8060S Graphics\n"}
    )
    bind(root, slot, "amdgpu")
    (gpu,) = probe_amd(root).gpus
    assert (gpu.name, gpu.integrated, gpu.unified_memory) == ("AMD Radeon 8060S Graphics", True, True)
    assert gpu.vram_bytes == 64 * GIB + 512 * MIB
    assert gpu.free_bytes == 63 * GIB + 312 * MIB
    assert AmdSource(root).read().states[0].memory_total_bytes == gpu.vram_bytes
    facts = probe_windows(read_report(recorded_windows("strix-halo")), 128 * GIB)
    assert (facts.gpus[0].vram_bytes, facts.gpus[0].unified_memory) == (64 * GIB + 512 * MIB, True)
    assert facts.other_sources[0, "vram_bytes"] == "computed"


@linux_only
def test_wsl(recorded_nvml: Recorded, tree: LayTree):
    """Inside Windows' Linux there is no PCI tree, and NVML tells only part; the card is there all the same."""
    root = tree({"proc/sys/kernel/osrelease": "5.15.153.1-microsoft-standard-WSL2\n", "proc/1/comm": "systemd\n"})
    nvml = recorded_nvml("wsl")
    machine = probe(probes={"nvidia": lambda: probe_nvidia(lambda: nvml, root)}, root=root)
    assert (machine.wsl, machine.container) == ("WSL 2", "none")
    (gpu,) = machine.gpus
    assert (gpu.name, gpu.vram_bytes, gpu.runtime) == ("NVIDIA GeForce RTX 4070", 12282 * MIB, "CUDA 12.9")
    assert (gpu.power_limit_w, gpu.tdp_w, gpu.nvlinks, gpu.mig) == (None, None, None, None)
    assert "inside Windows (WSL 2)" in words(machine.notices)


@pytest.mark.parametrize(
    ("release", "wsl"),
    [
        ("5.15.153.1-microsoft-standard-WSL2", "WSL 2"),
        ("4.4.0-19041-Microsoft", "WSL 1"),
        ("6.8.0-45-generic", "none"),
        (None, None),
    ],
)
def test_wsl_by_its_kernel(release: str | None, wsl: str | None):
    assert wsl_of(release) == wsl


def test_mig(recorded_nvml: Recorded):
    """A divided card cannot be used whole: its instances stand in its place, each with its own memory."""
    facts = probe_nvidia(lambda: recorded_nvml("mig"))
    assert [(gpu.mig, gpu.vram_bytes, gpu.multiprocessors) for gpu in facts.gpus] == [
        ("3g.20gb", 19968 * MIB, 42),
        ("2g.10gb", 9856 * MIB, 28),
    ]
    assert [gpu.name for gpu in facts.gpus] == [
        "NVIDIA A100-SXM4-40GB MIG 3g.20gb",
        "NVIDIA A100-SXM4-40GB MIG 2g.10gb",
    ]
    assert {gpu.uuid for gpu in facts.gpus} == {"MIG-1", "MIG-2"}
    assert all(gpu.compute_capability == "8.0" and gpu.tdp_w is None and gpu.cuda_cores is None for gpu in facts.gpus)
    assert facts.links == ()
    assert "one at a time" in words(facts.notices)


@linux_only
def test_a_container_without_sys(recorded_nvml: Recorded, tree: LayTree):
    """A container may hide /sys: NVML still speaks, the rest is unknown rather than absent or an error."""
    root = tree({".dockerenv": "", "proc/1/comm": "python\n"})
    nvml = recorded_nvml("two-h200")
    machine = probe(
        probes={
            "nvidia": lambda: probe_nvidia(lambda: nvml, root),
            "amd": lambda: probe_amd(root),
            "intel": lambda: probe_intel(root),
        },
        root=root,
    )
    assert machine.container == "Docker"
    assert len(machine.gpus) == 2
    assert machine.cpu.threads == psutil.cpu_count()
    assert (machine.cpu.sockets, machine.cpu.boost_ghz, machine.cpu.numa_nodes, machine.cpu.isa) == (None,) * 4
    assert (machine.storage.kind, machine.storage.model, machine.network.kind) == (None, None, None)
    assert "Docker" in words(machine.notices)
    assert "no /sys" in words(machine.notices)


@pytest.mark.parametrize(
    ("files", "environment", "container"),
    [
        ({"run/.containerenv": ""}, {}, "Podman"),
        ({"proc/1/cgroup": "12:memory:/docker/0123abcd"}, {}, "Docker"),
        ({"proc/1/cgroup": "0::/kubepods.slice/kubepods-pod1.slice"}, {}, "Kubernetes"),
        ({".dockerenv": ""}, {"KUBERNETES_SERVICE_HOST": "10.0.0.1"}, "Kubernetes"),
        ({"run/systemd/container": "systemd-nspawn"}, {}, "systemd-nspawn"),
        ({"proc/1/comm": "init"}, {"container": "lxc"}, "LXC"),
        ({"proc/1/comm": "systemd", "proc/1/cgroup": "0::/init.scope"}, {}, "none"),
        ({"proc/1/comm": "bash", "proc/1/cgroup": "0::/"}, {}, None),
        ({}, {}, None),
    ],
)
def test_a_container_by_its_traces(
    tree: LayTree, files: dict[str, str], environment: dict[str, str], container: str | None
):
    assert container_of(tree(files), environment) == container


def test_no_container_no_notice(tree: LayTree):
    assert system_notices("none", "none", tree({})) == system_notices(None, None, tree({})) == ()


def test_a_gpu_that_has_fallen_off_the_bus(recorded_nvml: Recorded):
    """NVML still gives a handle of the lost card, but every question answers 15: it is told, and not counted."""
    facts = probe_nvidia(lambda: recorded_nvml("fallen"))
    assert [gpu.name for gpu in facts.gpus] == ["NVIDIA GeForce RTX 4090"]
    assert "do not answer: 1" in words(facts.notices)


@pytest.mark.parametrize(
    ("vendor", "driver", "told"),
    [
        ("0x1002", None, "no driver serves it"),
        ("0x1002", "vfio-pci", "the driver vfio-pci serves it"),
        ("0x8086", None, "no driver serves it"),
        ("0x8086", "vfio-pci", "the driver vfio-pci serves it"),
    ],
)
def test_no_driver_at_all(tree: LayTree, vendor: str, driver: str | None, told: str):
    """A card is built in, but nothing drives it, or it is lent to a virtual machine."""
    root = tree(device("0000:03:00.0", (vendor, "0x744c")))
    if driver:
        bind(root, "0000:03:00.0", driver)
    facts = probe_amd(root) if vendor == "0x1002" else probe_intel(root)
    assert facts.gpus == ()
    assert told in words(facts.notices)


def test_no_driver_at_all_on_nvidia(tree: LayTree):
    def load() -> Any:
        raise OSError("libnvidia-ml.so.1: cannot open shared object file")

    assert "No NVIDIA driver found" in words(probe_nvidia(load, tree({})).notices)
    root = tree(device("0000:01:00.0", ("0x10de", "0x2684")))
    facts = probe_nvidia(load, root)
    assert facts.gpus == ()
    assert "built in, but its driver does not answer" in words(facts.notices)


def test_no_driver_at_all_on_windows(recorded_windows: Recorded):
    facts = probe_windows(read_report(recorded_windows("desktop")), 32 * GIB)
    assert "NVIDIA GPU is built in, but no driver serves it" in words(facts.notices)
