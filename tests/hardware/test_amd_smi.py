"""AMD's library, by a stand-in that answers as the documentation of its Python interface says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deepseek_gui.hardware.amd_probe import probe_amd
from deepseek_gui.hardware.amd_smi import smi_facts

GIB = 1024**3
LayTree = Callable[[dict[str, str]], Path]
ADDRESS = "0000:03:00.0"
ANSWERS: dict[str, Any] = {
    "amdsmi_get_gpu_device_bdf": ADDRESS,
    "amdsmi_get_gpu_asic_info": {"market_name": "AMD Instinct MI300X", "vendor_id": "0x1002"},
    "amdsmi_get_gpu_driver_info": {"driver_name": "amdgpu", "driver_version": "6.12.12", "driver_date": "N/A"},
    "amdsmi_get_gpu_vram_info": {"vram_type": "HBM", "vram_size": 196592, "vram_max_bandwidth": 5300},
    "amdsmi_get_gpu_vram_usage": {"vram_total": 196592, "vram_used": 283},
    "amdsmi_get_power_cap_info": {
        "power_cap": 650_000_000,
        "default_power_cap": 750_000_000,
        "max_power_cap": 750_000_000,
        "min_power_cap": 0,
    },
    "amdsmi_get_pcie_info": {
        "pcie_static": {"max_pcie_width": 16, "pcie_interface_version": 5},
        "pcie_metric": {"pcie_width": 16, "pcie_speed": 32000},
    },
}


class FakeSmi:
    """Takes the place of the module `amdsmi`; an answer that is an exception is raised."""

    def __init__(self, **answers: Any) -> None:
        self.answers = {**ANSWERS, **answers}
        self.opened = 0

    def amdsmi_init(self) -> None:
        self.opened += 1
        self._answer("amdsmi_init")

    def amdsmi_shut_down(self) -> None:
        self.opened -= 1

    def amdsmi_get_processor_handles(self) -> list[int]:
        return [1]

    def __getattr__(self, name: str) -> Callable[[int], Any]:
        if name not in self.answers:
            raise AttributeError(name)
        return lambda _handle: self._answer(name)

    def _answer(self, name: str) -> Any:
        answer = self.answers.get(name)
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def root(tree: LayTree) -> Path:
    card = f"sys/bus/pci/devices/{ADDRESS}"
    found = tree(
        {
            f"{card}/class": "0x038000",
            f"{card}/vendor": "0x1002",
            f"{card}/device": "0x74a1",
            f"{card}/mem_info_vram_total": str(191 * GIB),
            f"{card}/mem_info_vram_used": "0",
            f"{card}/hwmon/hwmon1/power1_cap": "750000000",
            "opt/rocm/.info/version": "6.4.1-83\n",
            "proc/sys/kernel/osrelease": "6.8.0-45-generic\n",
            "sys/bus/pci/drivers/amdgpu/module": "",
        }
    )
    (found / card / "driver").symlink_to(found / "sys/bus/pci/drivers/amdgpu")
    return found


def test_the_library_knows_more_than_sys(root: Path):
    smi = FakeSmi()
    facts = probe_amd(root, lambda: smi)
    (gpu,) = facts.gpus
    assert (gpu.name, gpu.driver_version, gpu.runtime) == ("AMD Instinct MI300X", "6.12.12", "ROCm 6.4.1")
    assert (gpu.vram_bytes, gpu.bandwidth_gbs) == (196592 * 1024**2, 5300)
    assert (gpu.tdp_w, gpu.power_limit_w, gpu.power_limit_max_w) == (750.0, 650.0, 750.0)
    assert (gpu.pcie_generation_max, gpu.pcie_width_max, gpu.pcie_width, gpu.pcie_gbs) == (5, 16, 16, 63.0)
    assert facts.other_sources[0, "bandwidth_gbs"] == "amdsmi"
    assert (0, "runtime") not in facts.other_sources
    assert smi.opened == 0


def test_without_the_library_sys_speaks(root: Path):
    (gpu,) = probe_amd(root, lambda: None).gpus
    assert (gpu.name, gpu.vram_bytes, gpu.power_limit_w) == ("AMD GPU 74a1", 191 * GIB, 750.0)
    assert gpu.driver_version == "Linux 6.8.0-45-generic"


@pytest.mark.parametrize("failure", [OSError("no ROCm"), RuntimeError("AMDSMI_STATUS_INIT_ERROR")])
def test_a_library_that_does_not_open_changes_nothing(root: Path, failure: Exception):
    assert probe_amd(root, lambda: FakeSmi(amdsmi_init=failure)) == probe_amd(root, lambda: None)


@pytest.mark.parametrize("nonsense", ["N/A", None, [], {}, 2**64 - 1, 0xFFFFFFFF, -1, True, 10**400, float("nan")])
def test_what_it_does_not_know_is_unknown(nonsense: Any):
    named = [name for answer in ANSWERS.values() if isinstance(answer, dict) for name in answer]
    table = dict.fromkeys(named, nonsense)
    answers = dict.fromkeys(ANSWERS, table) | {"amdsmi_get_gpu_device_bdf": ADDRESS}
    assert smi_facts(lambda: FakeSmi(**answers), (ADDRESS,)) == {ADDRESS: {}}
    static = {"pcie_static": dict.fromkeys(("max_pcie_width", "pcie_interface_version"), nonsense)}
    answers["amdsmi_get_pcie_info"] = static
    assert smi_facts(lambda: FakeSmi(**answers), (ADDRESS,)) == {ADDRESS: {}}


def test_a_release_that_gives_watts(root: Path):
    caps = {"power_cap": 650, "default_power_cap": 750, "max_power_cap": 750}
    (gpu,) = probe_amd(root, lambda: FakeSmi(amdsmi_get_power_cap_info=caps)).gpus
    assert (gpu.power_limit_w, gpu.tdp_w) == (650.0, 750.0)


def test_a_release_that_lacks_a_function(root: Path):
    smi = FakeSmi()
    del smi.answers["amdsmi_get_pcie_info"]
    (gpu,) = probe_amd(root, lambda: smi).gpus
    assert (gpu.pcie_width, gpu.bandwidth_gbs) == (None, 5300)
