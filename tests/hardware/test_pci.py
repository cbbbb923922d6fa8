"""Links of PCI Express and other facts of cards in /sys, also with nonsense in the files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deepseek_gui.hardware.amd_probe import probe_amd
from deepseek_gui.hardware.cpu import probe_cpu
from deepseek_gui.hardware.facts import Facts
from deepseek_gui.hardware.files import read_int
from deepseek_gui.hardware.intel_probe import probe_intel
from deepseek_gui.hardware.memory import probe_memory
from deepseek_gui.hardware.network import probe_network
from deepseek_gui.hardware.pci import PciLink, driver_version, link_of, probe_displays
from deepseek_gui.hardware.storage import add_block_device, disk_bus, disk_kind
from deepseek_gui.hardware.system import probe_system

GIB = 1024**3
LayTree = Callable[[dict[str, str]], Path]
ROOT_PORT = "sys/devices/pci0000:00/0000:00:01.0"
AMD_CARD = f"{ROOT_PORT}/0000:01:00.0/0000:02:00.0/0000:03:00.0"
ARC = f"{ROOT_PORT}/0000:01:00.0/0000:02:01.0/0000:03:00.0"


def link(path: str, vendor: str, now: str, best: str) -> dict[str, str]:
    """Return a PCI device with its link: speeds and lanes as "16.0 x8"."""
    files = {f"{path}/vendor": vendor}
    for name, text in (("current", now), ("max", best)):
        speed, width = text.split(" x")
        files |= {f"{path}/{name}_link_speed": f"{speed} GT/s PCIe\n", f"{path}/{name}_link_width": f"{width}\n"}
    return files


def test_a_card_without_a_switch_of_its_own(tree: LayTree):
    card = f"{ROOT_PORT}/0000:01:00.0"
    root = tree(link(ROOT_PORT, "0x8086", "2.5 x16", "16.0 x16") | link(card, "0x10de", "2.5 x8", "16.0 x16"))
    found = link_of(root / card)
    assert found == PciLink(1, 8, 4, 16)
    assert found.best_gbs == 15.8  # PCI Express 4.0 x8


def test_amds_cards_have_a_switch_inside(tree: LayTree):
    """Between a Radeon's chip and its slot lies a switch of AMD's; only its outer port knows the slot's lanes."""
    files = link(ROOT_PORT, "0x8086", "8.0 x4", "16.0 x16")
    files |= link(f"{ROOT_PORT}/0000:01:00.0", "0x1002", "8.0 x4", "16.0 x16")
    files |= link(f"{ROOT_PORT}/0000:01:00.0/0000:02:00.0", "0x1002", "16.0 x16", "16.0 x16")
    files |= link(AMD_CARD, "0x1002", "16.0 x16", "16.0 x16")
    assert link_of(tree(files) / AMD_CARD) == PciLink(3, 4, 4, 16)


def test_intels_cards_tell_a_link_that_is_not_true(tree: LayTree):
    """An Arc's chip says 2.5 GT/s and one lane, whatever the slot gives; the root port is Intel's too and stays out."""
    files = link(ROOT_PORT, "0x8086", "16.0 x16", "32.0 x16")
    files |= link(f"{ROOT_PORT}/0000:01:00.0", "0x8086", "16.0 x8", "16.0 x16")
    files |= link(f"{ROOT_PORT}/0000:01:00.0/0000:02:01.0", "0x8086", "2.5 x1", "2.5 x1")
    files |= link(ARC, "0x8086", "2.5 x1", "2.5 x1")
    assert link_of(tree(files) / ARC) == PciLink(4, 8, 4, 16)


@pytest.mark.parametrize("text", ["Unknown", "", "255", "16.0", "inf GT/s", "-5 GT/s", "9" * 5000])
def test_a_link_that_is_down_is_unknown(tree: LayTree, text: str):
    names = ("current_link_speed", "current_link_width", "max_link_speed", "max_link_width")
    root = tree({f"card/{name}": text for name in names} | {"card/vendor": "0x1002"})
    found = link_of(root / "card")
    if text != "16.0":
        assert found == PciLink()
    assert found.width is None


def test_an_arcs_memory_and_limits_by_the_xe_driver(tree: LayTree):
    slot = "sys/bus/pci/devices/0000:03:00.0"
    root = tree(
        {
            f"{slot}/class": "0x030000",
            f"{slot}/vendor": "0x8086",
            f"{slot}/device": "0xe20b",
            f"{slot}/tile0/physical_vram_size_bytes": str(12 * GIB),
            f"{slot}/hwmon/hwmon2/power1_max": "150000000",
            f"{slot}/hwmon/hwmon2/power1_rated_max": "190000000",
            "sys/bus/pci/drivers/xe/module": "",
            "proc/sys/kernel/osrelease": "6.12.0",
        }
    )
    (root / slot / "driver").symlink_to(root / "sys/bus/pci/drivers/xe")
    (gpu,) = probe_intel(root).gpus
    assert (gpu.vram_bytes, gpu.power_limit_w, gpu.tdp_w) == (12 * GIB, 150.0, 190.0)
    assert (gpu.integrated, gpu.driver_version) == (False, "Linux 6.12.0")


def test_a_drivers_own_version_goes_before_the_kernels(tree: LayTree):
    root = tree({"sys/module/amdgpu/version": "6.12.12\n", "proc/sys/kernel/osrelease": "6.8.0\n"})
    assert driver_version("amdgpu", root) == "6.12.12"
    assert driver_version("xe", root) == "Linux 6.8.0"


def test_an_nvme_disk_tells_its_link(tree: LayTree):
    disk = "sys/devices/pci0000:00/0000:01:00.0/nvme/nvme0/nvme0n1"
    files = {f"{disk}/queue/rotational": "0", "sys/devices/pci0000:00/0000:01:00.0/vendor": "0x144d"}
    files |= link("sys/devices/pci0000:00/0000:01:00.0", "0x144d", "16.0 x4", "16.0 x4")
    root = tree(files | {"sys/devices/pci0000:00/0000:01:00.0/nvme/nvme0/model": "Samsung SSD 990 PRO 2TB      \n"})
    (root / disk / "device").symlink_to(root / disk / "..")
    (root / disk / "../device").symlink_to(root / disk / "../../..")
    facts = Facts()
    add_block_device(facts, root / disk)
    assert facts.values["model"] == "Samsung SSD 990 PRO 2TB"
    assert facts.values["bus"] == "NVMe, PCIe 4.0 x4"
    assert facts.sources["bus"] == "sysfs"


@pytest.mark.parametrize(
    ("path", "bus"),
    [
        ("/sys/devices/pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0/block/sda", "SATA"),
        ("/sys/devices/pci0000:00/0000:00:14.0/usb2/2-1/2-1:1.0/host6/block/sdb", "USB"),
        ("/sys/devices/pci0000:00/0000:00:02.0/virtio1/block/vda", "virtio"),
        ("/sys/devices/virtual/block/vdb", "virtio"),
        ("/sys/devices/virtual/block/zram0", None),
    ],
)
def test_the_bus_of_a_disk(path: str, bus: str | None):
    assert disk_bus(Path(path)) == bus


NONSENSE = (
    b"",
    b"\xff\xfe\x00\x80",
    b"9" * 6000,
    b"-1",
    b"0x" + b"f" * 40,
    b"nan",
    b"\x00",
    b"1e999",
    b"a\nb\nc : \n" * 50,
)
FILES = [
    *(
        f"sys/bus/pci/devices/0000:03:00.0/{name}"
        for name in (
            "revision", "mem_info_vram_total", "mem_info_vram_used", "mem_info_gtt_total", "mem_info_gtt_used",
            "gpu_metrics", "product_name", "unique_id", "resource", "current_link_speed", "current_link_width",
            "max_link_speed", "max_link_width", "tile0/physical_vram_size_bytes", "hwmon/hwmon0/power1_cap",
            "hwmon/hwmon0/power1_max", "hwmon/hwmon0/in1_label", "power/runtime_status",
        )
    ),
    "proc/cpuinfo", "proc/sys/kernel/osrelease", "proc/1/cgroup", "proc/1/comm", "run/udev/data/+dmi:id",
    "run/systemd/container", "opt/rocm/.info/version", "usr/share/libdrm/amdgpu.ids",
    "sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq", "sys/devices/system/cpu/cpu0/cpufreq/base_frequency",
    "sys/devices/system/cpu/cpu0/acpi_cppc/nominal_freq", "sys/devices/system/cpu/cpu0/topology/physical_package_id",
    "sys/class/infiniband/mlx5_0/ports/1/rate", "sys/class/infiniband/mlx5_0/ports/1/state",
    "disk/nvme0n1/device/model", "disk/nvme0n1/queue/rotational", "disk/nvme0n1/md/level",
]  # fmt: skip


@pytest.mark.parametrize("nonsense", NONSENSE)
@pytest.mark.parametrize(("chip", "driver"), [("0x744c", "amdgpu"), ("0x1586", "amdgpu"), ("0xe20b", "xe")])
def test_nonsense_in_the_kernels_files_raises_nothing(tmp_path: Path, nonsense: bytes, chip: str, driver: str):
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(nonsense)
    slot = tmp_path / "sys/bus/pci/devices/0000:03:00.0"
    for name, text in (("class", "0x030000"), ("vendor", "0x8086" if driver == "xe" else "0x1002"), ("device", chip)):
        (slot / name).write_text(text)
    (tmp_path / "sys/bus/pci/drivers" / driver).mkdir(parents=True)
    (slot / "driver").symlink_to(tmp_path / "sys/bus/pci/drivers" / driver)
    for facts in (probe_amd(tmp_path, lambda: None), probe_intel(tmp_path), probe_displays(tmp_path)):
        for gpu in facts.gpus:
            assert (gpu.vram_bytes, gpu.pcie_gbs, gpu.power_limit_w) == (None, None, None)
    assert probe_cpu(tmp_path).value.boost_ghz is None
    assert probe_memory(tmp_path).value.speed_mts is None
    probe_network(tmp_path)
    probe_system(tmp_path, {})
    add_block_device(Facts(), tmp_path / "disk/nvme0n1")
    assert disk_kind(tmp_path / "disk/nvme0n1") == "NVMe SSD"


@pytest.mark.parametrize("text", ["9" * 400, "-" + "9" * 30, "0x1" + "0" * 16])
def test_numbers_of_more_than_64_bits_are_none(tmp_path: Path, text: str):
    (tmp_path / "file").write_text(text)
    assert read_int(tmp_path / "file") is None
