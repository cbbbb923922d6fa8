"""The packages' energy counters, as Linux lists them."""

from __future__ import annotations

from pathlib import Path

import pytest

from deepseek_gui.hardware.cpu_power import PackagePower


def zone(root: Path, number: str, name: str, microjoules: int) -> Path:
    folder = root / "sys/class/powercap" / f"intel-rapl:{number}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "name").write_text(f"{name}\n")
    (folder / "energy_uj").write_text(f"{microjoules}\n")
    return folder / "energy_uj"


def test_the_packages_are_summed_and_their_parts_are_not(tmp_path: Path):
    now_s = [0.0]
    first, second = zone(tmp_path, "0", "package-0", 1_000_000), zone(tmp_path, "1", "package-1", 5_000_000)
    zone(tmp_path, "0:0", "core", 400_000)
    zone(tmp_path, "2", "psys", 9_000_000)
    power = PackagePower(tmp_path, lambda: now_s[0])
    assert power.read_w() is None
    now_s[0] = 2.0
    first.write_text("101000000\n")  # 100 J in 2 s
    second.write_text("65000000\n")
    assert power.read_w() == pytest.approx(50.0 + 30.0)
    now_s[0] = 3.0
    first.write_text("7\n")  # it began anew
    second.write_text("95000000\n")
    assert power.read_w() is None


def test_a_counter_that_may_not_be_read_is_not_zero(tmp_path: Path):
    now_s = [0.0]
    zone(tmp_path, "0", "package-0", 1_000_000).unlink()
    power = PackagePower(tmp_path, lambda: now_s[0])
    power.read_w()
    now_s[0] = 1.0
    assert power.read_w() is None
    assert PackagePower(tmp_path / "nothing").read_w() is None
