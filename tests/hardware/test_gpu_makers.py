"""AMD, Intel and Apple cards from recorded trees and tools' outputs."""

from __future__ import annotations

import plistlib
from collections.abc import Callable
from pathlib import Path

import pytest

from deepseek_gui.domain.machine import Gpu
from deepseek_gui.hardware import apple
from deepseek_gui.hardware.amd import AmdSource
from deepseek_gui.hardware.amd_probe import probe_amd
from deepseek_gui.hardware.apple import AppleSource, accelerator_statistics, usable_bytes
from deepseek_gui.hardware.gpus import GpuFacts
from deepseek_gui.hardware.intel import IntelSource
from deepseek_gui.hardware.intel_probe import probe_intel

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
        Gpu(
            name="AMD Radeon RX 7900 XTX",
            vendor="amd",
            vram_bytes=24 * GIB,
            free_bytes=18 * GIB,
            tdp_w=339.0,
            integrated=False,
        ),
    )
    assert "shares the host's memory" in str(facts.notices[0])


def test_an_amd_card_live(desktop: Path):
    (state,) = AmdSource(desktop).read().states
    assert state.name == "AMD Radeon RX 7900 XTX"
    assert (state.utilisation_percent, state.memory_used_bytes, state.memory_total_bytes) == (37.0, 6 * GIB, 24 * GIB)
    assert (state.power_w, state.temperature_c, state.stale) == (212.0, 61.0, None)


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
