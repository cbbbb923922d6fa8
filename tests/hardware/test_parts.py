"""What CPU, memory, disks and network are, from recorded trees and tools' outputs."""

from __future__ import annotations

import mmap
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from deepseek_gui.hardware.commands import output_of, text_of
from deepseek_gui.hardware.cpu import CpuMeter, clean_name, probe_cpu, rated_ghz
from deepseek_gui.hardware.facts import Facts
from deepseek_gui.hardware.files import read_int
from deepseek_gui.hardware.memory import MemoryMeter, Swap, add_macos_modules, add_udev_modules, probe_memory, read_swap
from deepseek_gui.hardware.network import is_loopback, probe_network, real_links
from deepseek_gui.hardware.rates import RateMeter, TransferMeter
from deepseek_gui.hardware.storage import add_block_device, is_physical_disk, probe_storage, raid_level

LayTree = Callable[[dict[str, str]], Path]
linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc and /sys")

XEON = """processor\t: 0
vendor_id\t: GenuineIntel
model name\t: Intel(R) Xeon(R) Platinum 8380 CPU @ 2.30GHz
physical id\t: 0
processor\t: 1
model name\t: Intel(R) Xeon(R) Platinum 8380 CPU @ 2.30GHz
physical id\t: 1
"""


@linux_only
def test_two_sockets_are_named_with_their_count_and_the_clock_in_the_name(tree: LayTree):
    cpu = probe_cpu(tree({"proc/cpuinfo": XEON}))
    assert cpu.value.name == "2x Intel Xeon Platinum 8380"
    assert cpu.value.base_ghz == 2.3
    assert cpu.sources["base_ghz"] == "proc"


@linux_only
def test_the_kernels_base_clock_comes_first(tree: LayTree):
    files = {
        "proc/cpuinfo": "model name\t: 12th Gen Intel(R) Core(TM) i7-12700K\n",
        "sys/devices/system/cpu/cpu0/cpufreq/base_frequency": "3600000\n",
    }
    cpu = probe_cpu(tree(files))
    assert (cpu.value.name, cpu.value.base_ghz) == ("12th Gen Intel Core i7-12700K", 3.6)
    assert cpu.sources["base_ghz"] == "sysfs"


@linux_only
def test_amds_nominal_clock(tree: LayTree):
    files = {
        "proc/cpuinfo": "model name\t: AMD Ryzen 9 7950X 16-Core Processor\n",
        "sys/devices/system/cpu/cpu0/acpi_cppc/nominal_freq": "4501",
    }
    assert probe_cpu(tree(files)).value.base_ghz == 4.5


@linux_only
def test_an_arm_board_is_named_by_its_device_tree(tree: LayTree):
    files = {"proc/cpuinfo": "processor\t: 0\nBogoMIPS\t: 108.00\n", "proc/device-tree/model": "Raspberry Pi 5\0"}
    assert probe_cpu(tree(files)).value.name == "Raspberry Pi 5"


def test_this_machines_threads_are_psutils():
    assert probe_cpu().value.threads == psutil.cpu_count()


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz", "Intel Core i5-8250U"),
        ("AMD EPYC 7543 32-Core Processor", "AMD EPYC 7543 32-Core Processor"),
    ],
)
def test_names_lose_their_marks(raw: str, clean: str):
    assert clean_name(raw) == clean


def test_a_name_without_a_clock_has_none():
    assert rated_ghz("AMD Ryzen 7 5800X") is None


def test_a_load_outside_0_to_100_is_unknown(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(psutil, "cpu_percent", lambda percpu: [10.0, -5.0] if percpu else 0.0)
    state = CpuMeter().read()
    assert state.utilisation_percent == 10.0
    assert state.per_core_percent == ()


# The form of /run/udev/data/+dmi:id, systemd's dmi_memory_id: a desktop with two of four slots filled.
DESKTOP = """E:MEMORY_ARRAY_EC_TYPE=None
E:MEMORY_DEVICE_0_PRESENT=0
E:MEMORY_DEVICE_0_TYPE=Unknown
E:MEMORY_DEVICE_0_BANK_LOCATOR=P0 CHANNEL A
E:MEMORY_DEVICE_0_SPEED_MTS=3000
E:MEMORY_DEVICE_1_SIZE=17179869184
E:MEMORY_DEVICE_1_DATA_WIDTH=64
E:MEMORY_DEVICE_1_TYPE=DDR4
E:MEMORY_DEVICE_1_BANK_LOCATOR=P0 CHANNEL A
E:MEMORY_DEVICE_1_SPEED_MTS=3600
E:MEMORY_DEVICE_1_CONFIGURED_SPEED_MTS=3000
E:MEMORY_DEVICE_3_SIZE=17179869184
E:MEMORY_DEVICE_3_DATA_WIDTH=64
E:MEMORY_DEVICE_3_TYPE=DDR4
E:MEMORY_DEVICE_3_BANK_LOCATOR=P0 CHANNEL B
E:MEMORY_DEVICE_3_CONFIGURED_SPEED_MTS=3000
"""


def test_modules_as_udev_lists_them(tree: LayTree):
    memory = probe_memory(tree({"run/udev/data/+dmi:id": DESKTOP}))
    assert memory.value.total_bytes == psutil.virtual_memory().total
    assert (memory.value.type, memory.value.speed_mts, memory.value.channels) == ("DDR4", 3000, 2)
    assert memory.value.ecc is False
    assert memory.sources["speed_mts"] == "udev"


def test_memory_with_error_correction_says_so():
    facts = Facts()
    add_udev_modules(facts, DESKTOP.replace("EC_TYPE=None", "EC_TYPE=Multi-bit ECC"))
    assert facts.values["type"] == "DDR4 ECC"
    assert facts.values["ecc"] is True


def test_narrow_channels_are_counted_in_64_bits():
    lines = [
        f"E:MEMORY_DEVICE_{i}_SIZE=4294967296\nE:MEMORY_DEVICE_{i}_DATA_WIDTH=16\nE:MEMORY_DEVICE_{i}_TYPE=LPDDR5\n"
        f"E:MEMORY_DEVICE_{i}_LOCATOR=Controller{i // 4}-Channel{'ABCD'[i % 4]}-DIMM0\n"
        for i in range(8)
    ]
    facts = Facts()
    add_udev_modules(facts, "".join(lines))
    assert facts.values["channels"] == 2


def test_slots_whose_names_tell_no_channel_leave_it_unknown():
    facts = Facts()
    add_udev_modules(facts, DESKTOP.replace("BANK_LOCATOR=P0 CHANNEL A", "BANK_LOCATOR=BANK 0"))
    assert "channels" not in facts.values


def test_without_the_tables_the_kind_is_unknown(tree: LayTree):
    memory = probe_memory(tree({})).value
    assert (memory.type, memory.speed_mts, memory.channels, memory.ecc) == (None, None, None, None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [('{"SPMemoryDataType": [{"dimm_type": "LPDDR5"}]}', "LPDDR5"), ("no json", None), (None, None), ("{}", None)],
)
def test_memory_as_macos_lists_it(text: str | None, kind: str | None):
    facts = Facts()
    add_macos_modules(facts, text)
    assert facts.values.get("type") == kind


def test_the_disk_of_a_folder_that_does_not_exist_yet(tmp_path: Path):
    storage = probe_storage(tmp_path / "not" / "yet").value
    assert storage.total_bytes == psutil.disk_usage(str(tmp_path)).total
    assert storage.free_bytes is not None
    assert storage.free_bytes <= storage.total_bytes


def test_a_network_drive_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    mounts = [SimpleNamespace(mountpoint="/", fstype="ext4", device="/dev/sda1")]
    mounts.append(SimpleNamespace(mountpoint=str(tmp_path.resolve()), fstype="nfs4", device="server:/models"))
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: mounts)
    assert probe_storage(tmp_path).value.kind == "network"


@pytest.mark.parametrize(
    ("disk", "files", "kind"),
    [
        ("devices/pci0000:00/0000:01:00.0/nvme/nvme0/nvme0n1", {"queue/rotational": "0"}, "NVMe SSD"),
        ("devices/pci0000:00/0000:00:17.0/ata1/host0/block/sda", {"queue/rotational": "0"}, "SATA SSD"),
        ("devices/pci0000:00/0000:00:17.0/ata1/host0/block/sda", {"queue/rotational": "1"}, "HDD"),
        ("devices/pci0000:00/0000:00:14.0/usb2/host6/block/sdb", {"queue/rotational": "1"}, "USB"),
        ("devices/pci0000:00/0000:00:02.0/virtio1/block/vda", {"queue/rotational": "1"}, None),
        ("devices/platform/emmc/block/mmcblk0", {"queue/rotational": "0"}, "SD card"),
    ],
)
def test_the_kind_of_a_disk_seen_through_its_partition(
    tree: LayTree, disk: str, files: dict[str, str], kind: str | None
):
    root = tree({f"{disk}/{name}": text for name, text in files.items()} | {f"{disk}/part1/partition": "1"})
    facts = Facts()
    add_block_device(facts, root / disk / "part1")
    assert facts.values.get("kind") == kind


def test_a_raid_of_two_nvme_disks(tree: LayTree):
    disk = "devices/pci0000:00/0000:01:00.0/nvme/nvme0/nvme0n1"
    root = tree({"devices/virtual/block/md0/md/level": "raid0\n", f"{disk}/queue/rotational": "0"})
    slaves = root / "devices/virtual/block/md0/slaves"
    slaves.mkdir()
    (slaves / "nvme0n1").symlink_to(root / disk)
    facts = Facts()
    add_block_device(facts, root / "devices/virtual/block/md0")
    assert facts.values == {"raid": "RAID 0", "kind": "NVMe SSD"}


@pytest.mark.parametrize(("level", "name"), [("raid10", "RAID 10"), ("linear", None), (None, None)])
def test_raid_levels(level: str | None, name: str | None):
    assert raid_level(level) == name


@linux_only
def test_only_whole_disks_are_counted(tree: LayTree):
    root = tree({"sys/block/nvme0n1/device/model": "x", "sys/block/dm-0/dm/name": "root"})
    assert is_physical_disk("nvme0n1", root)
    assert not is_physical_disk("nvme0n1p1", root)
    assert not is_physical_disk("dm-0", root)


def fake_links(monkeypatch: pytest.MonkeyPatch, **speeds: int) -> None:
    links = {name: SimpleNamespace(isup=True, speed=speed) for name, speed in speeds.items()}
    monkeypatch.setattr(psutil, "net_if_stats", lambda: links)


@linux_only
def test_the_fastest_real_link(monkeypatch: pytest.MonkeyPatch, tree: LayTree):
    fake_links(monkeypatch, lo=0, eth0=2500, wlan0=866, docker0=10000)
    root = tree(
        {
            "sys/class/net/eth0/device/vendor": "0x8086",
            "sys/class/net/eth0/type": "1",
            "sys/class/net/wlan0/device/vendor": "0x8086",
            "sys/class/net/docker0/type": "1",
        }
    )
    network = probe_network(root).value
    assert (network.gbps, network.kind) == (2.5, "Ethernet")


@linux_only
def test_wireless_is_told(monkeypatch: pytest.MonkeyPatch, tree: LayTree):
    fake_links(monkeypatch, wlan0=866)
    root = tree({"sys/class/net/wlan0/device/vendor": "0x8086", "sys/class/net/wlan0/wireless/x": ""})
    assert probe_network(root).value.kind == "Wi-Fi"


@linux_only
@pytest.mark.parametrize("speed", [0, 65535, 4294967295, -1])
def test_a_link_that_does_not_know_its_speed(monkeypatch: pytest.MonkeyPatch, tree: LayTree, speed: int):
    fake_links(monkeypatch, eth0=speed)
    assert probe_network(tree({})).value.gbps is None


@linux_only
def test_infiniband_goes_before_ethernet(monkeypatch: pytest.MonkeyPatch, tree: LayTree):
    fake_links(monkeypatch, eth0=1000)
    port = "sys/class/infiniband/mlx5_0/ports/1"
    files = {
        f"{port}/rate": "400 Gb/sec (4X NDR)\n",
        f"{port}/state": "4: ACTIVE\n",
        f"{port}/link_layer": "InfiniBand",
    }
    network = probe_network(tree(files)).value
    assert (network.gbps, network.kind) == (400.0, "InfiniBand")


@linux_only
def test_in_a_container_without_devices_all_but_the_loopback_count(tree: LayTree):
    assert real_links(("lo", "eth0"), tree({})) == ("eth0",)


@pytest.mark.parametrize("name", ["lo", "lo0", "Loopback Pseudo-Interface 1"])
def test_loopbacks(name: str):
    assert is_loopback(name)


def test_rates_are_differences_over_time():
    counters = iter([(1000, 10), (3000, 10), (2000, 20), None, (5000, 30)])
    times = iter([0.0, 2.0, 3.0, 4.0, 5.0])
    meter = TransferMeter(lambda: next(counters), lambda: next(times))
    read = [(rates.read_bytes_per_s, rates.write_bytes_per_s) for rates in (meter.read() for _ in range(5))]
    assert read == [(None, None), (1000.0, 0.0), (None, 10.0), (None, None), (None, None)]


def test_rates_after_a_long_sleep_a_leap_and_a_span_too_short_to_tell():
    times = iter([0.0, 1.0, 1.001, 3601.0, 3602.0, 3603.0])
    meter = RateMeter(lambda: next(times))
    rates = [meter.rates((counter,)) for counter in (0, 500, 900, 3_600_500, 2**63, 2**63)]
    assert rates == [(None,), (500.0,), (500.0,), (1000.0,), (None,), (0.0,)]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc is Linux's")
def test_swap_and_page_faults_as_linux_counts_them(tree: LayTree):
    root = tree(
        {
            "proc/meminfo": "MemTotal:  8000000 kB\nSwapTotal:       1000 kB\nSwapFree:         400 kB\n",
            "proc/vmstat": "pswpin 9\npswpout 10\npgfault 77\npgmajfault 30\n",
        }
    )
    times = iter([0.0, 2.0])
    meter = MemoryMeter(root, lambda: next(times))
    meter.read()
    (root / "proc/vmstat").write_text("pswpin 9\npswpout 30\npgfault 99\npgmajfault 40\n")
    state = meter.read()
    assert (state.swap_total_bytes, state.swap_used_bytes) == (1000 * 1024, 600 * 1024)
    assert (state.swap_out_bytes_per_s, state.major_faults_per_s) == (10.0 * mmap.PAGESIZE, 5.0)
    assert state.cached_bytes is not None


def test_without_proc_swap_is_unknown(tree: LayTree):
    if sys.platform.startswith("linux"):
        assert read_swap(tree({})) == Swap()


def test_the_clock_is_read_rarely_and_a_system_that_does_not_tell_it_is_no_error(monkeypatch: pytest.MonkeyPatch):
    asked: list[int] = []

    def freq() -> SimpleNamespace:
        asked.append(1)
        if len(asked) == 2:
            raise NotImplementedError
        return SimpleNamespace(current=3400.06)

    monkeypatch.setattr(psutil, "cpu_freq", freq)
    times = iter([0.0, 4.9, 5.0, 10.0])
    meter = CpuMeter(lambda: next(times))
    assert [meter.read().frequency_mhz for _ in range(4)] == [3400.1, 3400.1, None, 3400.1]


@pytest.mark.parametrize(("text", "value"), [("12\n", 12), ("0x10de\n", 0x10DE), ("", None), ("many", None)])
def test_whole_numbers_in_files(tmp_path: Path, text: str, value: int | None):
    (tmp_path / "file").write_text(text)
    assert read_int(tmp_path / "file") == value


def test_tools_that_are_missing_fail_or_hang_say_nothing():
    assert output_of(("no-such-tool-here",)) is None
    assert output_of((sys.executable, "-c", "raise SystemExit(3)")) is None
    assert output_of((sys.executable, "-c", "input()"), timeout_s=0.01) is None
    assert text_of((sys.executable, "-c", "print(' word ')")) == "word"
