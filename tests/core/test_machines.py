from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from deepseek_gui.catalog.machines import example_names
from deepseek_gui.core.machines import current_machine, machine_named, reader_for
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Gpu, Machine
from deepseek_gui.hardware import probe as probe_module
from deepseek_gui.hardware.gpus import GpuFacts
from deepseek_gui.hardware.reader import SystemReader
from deepseek_gui.hardware.simulated import SimulatedReader

GIB = 1024**3


def test_this_machine_is_real(tmp_path: Path):
    machine = current_machine(tmp_path, cache_dir=tmp_path)
    assert not machine.simulated
    assert machine.cpu.threads
    assert machine.sources["cpu.threads"] == "os"


def test_what_the_driver_does_not_tell_comes_from_the_catalogue(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    gpu = Gpu(name="NVIDIA H100 80GB HBM3", vendor="nvidia", vram_bytes=80 * GIB)
    monkeypatch.setattr(probe_module, "gpu_probes", lambda *_: {"nvidia": lambda: GpuFacts((gpu,), "nvml")})
    machine = current_machine(tmp_path, cache_dir=tmp_path)
    assert machine.gpus[0].bandwidth_gbs == pytest.approx(3350, rel=0.01)  # NVIDIA's H100 SXM data sheet: 3.35 TB/s
    assert machine.sources["gpus.0.vram_bytes"] == "nvml"
    assert machine.sources["gpus.0.bandwidth_gbs"] == "catalogue"


@pytest.mark.parametrize("name", example_names())
def test_every_example_machine_can_be_watched(name: str):
    machine = machine_named(name)
    assert machine.simulated
    sample = reader_for(machine).read()
    assert [state.name for state in sample.gpus] == [gpu.name for gpu in machine.gpus]
    for state, gpu in zip(sample.gpus, machine.gpus, strict=True):
        assert state.memory_total_bytes == gpu.vram_bytes
        assert 0 < (state.memory_used_bytes or 0) < (gpu.vram_bytes or 0)


def test_an_unknown_machine_is_an_error_with_a_hint():
    with pytest.raises(ActionableError) as caught:
        machine_named("nowhere")
    assert caught.value.hint is not None


def test_the_reader_fits_the_machine():
    assert isinstance(reader_for(Machine(name="m", simulated=True)), SimulatedReader)
    assert isinstance(reader_for(Machine(name="m")), SystemReader)
    assert isinstance(reader_for(), SystemReader)


def test_importing_it_costs_the_window_nothing():
    code = (
        "import sys; import deepseek_gui.core.machines, deepseek_gui.core.sampler; "
        "assert not {'psutil', 'pynvml', 'msgspec', 'platformdirs'} & set(sys.modules), sorted(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
