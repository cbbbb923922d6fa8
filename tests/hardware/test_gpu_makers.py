"""AMD, Intel and Apple cards from recorded trees and tools' outputs."""

from __future__ import annotations

import plistlib
from collections.abc import Callable
from pathlib import Path

import pytest

from deepseek_gui.domain.machine import Gpu
from deepseek_gui.hardware import apple
from deepseek_gui.hardware.amd import AmdSource, probe_amd
from deepseek_gui.hardware.apple import AppleSource, accelerator_statistics, usable_bytes
from deepseek_gui.hardware.gpus import GpuFacts
from deepseek_gui.hardware.intel import IntelSource, probe_intel

GIB = 1024**3
LayTree = Callable[[dict[str, str]], Path]
XTX = "sys/bus/pci/devices/0000:03:00.0"
APU = "sys/bus/pci/devices/0000:0c:00.0"
ARC = "sys/bus/pci/devices/0000:04:00.0"


def amd_card(path: str, device: str, vram_bytes: int) -> dict[str, str]:
    return {
        f"{path}/class": "0x030000\n",
        f"{path}/vendor": "0x1002\n",
        f"{path}/device": f"{device}\n",
        f"{path}/revision": "0xc8\n",
        f"{path}/mem_info_vram_total": f"{vram_bytes}\n",
        f"{path}/mem_info_vram_used": f"{vram_bytes // 4}\n",
        f"{path}/gpu_busy_percent": "37\n",
        f"{path}/hwmon/hwmon3/power1_average": "212000000\n",
        f"{path}/hwmon/hwmon3/power1_cap_default": "339000000\n",
        f"{path}/hwmon/hwmon3/temp1_input": "61000\n",
        "sys/bus/pci/drivers/amdgpu/module": "",
        "usr/share/libdrm/amdgpu.ids": "# ids\n744C,\tC8,\tAMD Radeon RX 7900 XTX\n744C,\tCC,\tAMD Radeon RX 7900 XT\n",
    }


def bind(root: Path, path: str, driver: str) -> None:
    (root / path / "driver").symlink_to(root / "sys/bus/pci/drivers" / driver)


@pytest.fixture
def desktop(tree: LayTree) -> Path:
    """Return a root with a discrete card and an integrated one that got 512 MiB of the host's memory."""
    root = tree(amd_card(XTX, "0x744c", 24 * GIB) | amd_card(APU, "0x164e", GIB // 2))
    bind(root, XTX, "amdgpu")
    bind(root, APU, "amdgpu")
    return root


def test_an_amd_card_and_an_integrated_one_that_is_not_counted(desktop: Path):
    facts = probe_amd(desktop)
    assert facts.gpus == (
        Gpu(name="AMD Radeon RX 7900 XTX", vendor="amd", vram_bytes=24 * GIB, free_bytes=18 * GIB, tdp_w=339.0),
    )
    assert "shares the host's memory" in str(facts.notices[0])


def test_an_amd_card_live(desktop: Path):
    (state,) = AmdSource(desktop).read().states
    assert state.name == "AMD Radeon RX 7900 XTX"
    assert (state.utilisation_percent, state.memory_used_bytes, state.memory_total_bytes) == (37.0, 6 * GIB, 24 * GIB)
    assert (state.power_w, state.temperature_c, state.stale) == (212.0, 61.0, None)


def test_an_amd_card_in_full(desktop: Path):
    sensors = {
        "temp1_label": "edge", "temp2_label": "junction", "temp2_input": "74000", "temp3_label": "mem",
        "temp3_input": "82000", "freq1_label": "sclk", "freq1_input": "2371000000", "freq2_label": "mclk",
        "freq2_input": "1249000000", "pwm1": "102", "power1_cap": "327000000",
    }  # fmt: skip
    for name, text in sensors.items():
        (desktop / XTX / "hwmon/hwmon3" / name).write_text(f"{text}\n")
    (desktop / XTX / "ras").mkdir()
    files = {
        "mem_busy_percent": "21", "current_link_speed": "16.0 GT/s PCIe", "current_link_width": "16",
        "unique_id": "abcd", "ras/umc_err_count": "ue: 1\nce: 7",
    }  # fmt: skip
    for name, text in files.items():
        (desktop / XTX / name).write_text(f"{text}\n")
    (state,) = AmdSource(desktop).read().states
    assert (state.temperature_c, state.memory_temperature_c, state.fan_percent) == (61.0, 82.0, 40.0)
    assert (state.sm_clock_mhz, state.memory_clock_mhz, state.power_limit_w) == (2371.0, 1249.0, 327.0)
    assert (state.memory_controller_percent, state.memory_free_bytes, state.uuid) == (21.0, 18 * GIB, "abcd")
    assert (state.pcie_generation, state.pcie_width) == (4, 16)
    assert (state.ecc_corrected, state.ecc_uncorrected) == (7, 1)


def test_an_accelerator_without_an_edge_sensor_tells_its_junction(desktop: Path):
    folder = desktop / XTX / "hwmon/hwmon3"
    (folder / "temp1_input").unlink()
    (folder / "temp2_label").write_text("junction\n")
    (folder / "temp2_input").write_text("74000\n")
    assert AmdSource(desktop).read().states[0].temperature_c == 74.0


def test_an_amd_card_that_is_pulled_out_stays_and_comes_back(desktop: Path):
    source = AmdSource(desktop)
    source.read()
    (desktop / XTX).rename(desktop / "elsewhere")
    (state,) = source.read().states
    assert "lost" in str(state.stale)
    assert state.utilisation_percent == 37.0
    (desktop / "elsewhere").rename(desktop / XTX)
    assert source.read().states[0].stale is None


def test_an_amd_card_that_is_plugged_in_later_is_found(tree: LayTree):
    root = tree({})
    times = iter([0.0, 0.0, 5.0, 10.0, 10.0])
    source = AmdSource(root, lambda: next(times))
    assert source.read().states == ()
    tree(amd_card(XTX, "0x744c", 24 * GIB))
    bind(root, XTX, "amdgpu")
    assert source.read().states == ()
    assert len(source.read().states) == 1


def test_a_sleeping_amd_card_is_not_woken(desktop: Path):
    (desktop / XTX / "power").mkdir()
    (desktop / XTX / "power/runtime_status").write_text("suspended\n")
    (state,) = AmdSource(desktop).read().states
    assert "sleeps" in str(state.stale)
    assert state.utilisation_percent is None


def test_garbage_of_an_amd_card_is_unknown(desktop: Path):
    (desktop / XTX / "gpu_busy_percent").write_text("1000\n")
    (desktop / XTX / "mem_info_vram_used").write_text(f"{99 * GIB}\n")
    (state,) = AmdSource(desktop).read().states
    assert state.utilisation_percent is None
    assert state.memory_used_bytes is None


def test_without_sys_there_are_no_cards(tree: LayTree):
    root = tree({})
    assert AmdSource(root).read().states == ()
    assert IntelSource(root).read().states == ()
    assert probe_amd(root).gpus == probe_intel(root).gpus == ()


@pytest.fixture
def arc(tree: LayTree) -> Path:
    """Return a root with an Arc B580 (resizable BAR on) beside the processor's own graphics."""
    integrated = "sys/bus/pci/devices/0000:00:02.0"
    window = 0x400000000
    root = tree(
        {
            f"{ARC}/class": "0x030000",
            f"{ARC}/vendor": "0x8086",
            f"{ARC}/device": "0xe20b",
            f"{ARC}/resource": "0x80000000 0x80ffffff 0x00140204\n0x0 0x0 0x0\n"
            f"0x4000000000 {hex(0x4000000000 + window - 1)} 0x0014220c\n",
            f"{integrated}/class": "0x030000",
            f"{integrated}/vendor": "0x8086",
            f"{integrated}/device": "0x4680",
            "sys/bus/pci/drivers/xe/module": "",
            "sys/bus/pci/drivers/i915/module": "",
        }
    )
    bind(root, ARC, "xe")
    bind(root, integrated, "i915")
    return root


def test_an_intel_card_and_not_the_processors_own_graphics(arc: Path):
    (gpu,) = probe_intel(arc).gpus
    assert (gpu.name, gpu.vram_bytes) == ("Intel Arc B580", 16 * GIB)
    (state,) = IntelSource(arc).read().states
    assert state.utilisation_percent is None
    assert state.memory_total_bytes == 16 * GIB


def test_an_intel_card_live(arc: Path):
    folder = arc / ARC / "hwmon/hwmon4"
    folder.mkdir(parents=True)
    sensors = {
        "energy1_input": "5000000", "power1_max": "190000000", "temp2_label": "pkg", "temp2_input": "55000",
        "temp3_label": "vram", "temp3_input": "60000",
    }  # fmt: skip
    for name, text in sensors.items():
        (folder / name).write_text(f"{text}\n")
    clock = arc / ARC / "tile0/gt0/freq0"
    clock.mkdir(parents=True)
    (clock / "act_freq").write_text("2400\n")
    now_s = 100.0
    source = IntelSource(arc, lambda: now_s)
    assert source.read().states[0].power_w is None
    (folder / "energy1_input").write_text("95000000\n")
    now_s = 102.0
    (state,) = source.read().states
    assert (state.power_w, state.power_limit_w, state.energy_j) == (45.0, 190.0, 95.0)
    assert (state.temperature_c, state.memory_temperature_c, state.sm_clock_mhz) == (55.0, 60.0, 2400.0)
    (arc / ARC / "power").mkdir()
    (arc / ARC / "power/runtime_status").write_text("suspended\n")
    (asleep,) = source.read().states
    assert "sleeps" in str(asleep.stale)
    assert asleep.temperature_c is None


def test_a_small_window_does_not_tell_an_intel_cards_memory(arc: Path):
    (arc / ARC / "resource").write_text("0x4000000000 0x400fffffff 0x0014220c\n")
    assert probe_intel(arc).gpus[0].vram_bytes is None


# Keys as `ioreg -r -d 1 -w 0 -c IOAccelerator -a` prints them on Apple chips.
IOREG = plistlib.dumps(
    [
        {
            "IOClass": "AGXAcceleratorG14X",
            "PerformanceStatistics": {"Device Utilization %": 73, "In use system memory": 5 * GIB},
        }
    ]
)


def test_apples_gpu_live(monkeypatch: pytest.MonkeyPatch):
    gpu = Gpu(name="Apple M2 Max", vendor="apple", vram_bytes=48 * GIB, unified_memory=True)
    monkeypatch.setattr(apple, "probe_apple", lambda: GpuFacts((gpu,), "sysctl"))
    (state,) = AppleSource(lambda: IOREG).read().states
    assert (state.name, state.utilisation_percent) == ("Apple M2 Max", 73.0)
    assert (state.memory_used_bytes, state.memory_total_bytes) == (5 * GIB, 48 * GIB)


@pytest.mark.parametrize("document", [None, b"", b"<plist", plistlib.dumps([]), plistlib.dumps([{"IOClass": "x"}])])
def test_an_io_registry_that_says_nothing(document: bytes | None):
    assert accelerator_statistics(document) == {}


@pytest.mark.parametrize(
    ("host_gib", "limit_mib", "usable_gib"), [(24, 0, 16), (36, 0, 24), (64, 0, 48), (64, 57344, 56), (16, 99999, 16)]
)
def test_what_apples_gpu_may_take(host_gib: int, limit_mib: int, usable_gib: int):
    assert usable_bytes(host_gib * GIB, limit_mib) == usable_gib * GIB
