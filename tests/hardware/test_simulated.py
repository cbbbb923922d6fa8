from __future__ import annotations

import itertools
import os

import pytest

from deepseek_gui.domain.machine import Cpu, Gpu, Machine, Memory
from deepseek_gui.domain.sample import Throttle
from deepseek_gui.domain.units import GIB
from deepseek_gui.hardware.simulated import SimulatedReader

H100 = Gpu(name="NVIDIA H100 80GB HBM3", vendor="nvidia", architecture="Hopper", vram_bytes=80 * GIB, tdp_w=700.0)
SERVER = Machine(name="8x H100", cpu=Cpu(threads=224), memory=Memory(total_bytes=2048 * GIB), gpus=(H100,) * 8)
LAPTOP = Machine(
    name="laptop",
    cpu=Cpu(cores=8),
    memory=Memory(total_bytes=16 * GIB),
    gpus=(Gpu(name="RTX 4060 Laptop", vendor="nvidia", architecture="Ada", vram_bytes=8 * GIB, tdp_w=115.0),),
)
MAC = Machine(
    name="Mac",
    cpu=Cpu(threads=16),
    memory=Memory(total_bytes=64 * GIB),
    gpus=(Gpu(name="Apple M4 Max", vendor="apple", vram_bytes=48 * GIB, unified_memory=True),),
)
NO_GPU = Machine(name="office PC", cpu=Cpu(threads=8), memory=Memory(total_bytes=32 * GIB))
UNKNOWN = Machine(name="?", gpus=(Gpu(name="some card"),))
SHARES = (
    "memory_controller_percent",
    "sm_occupancy_percent",
    "tensor_activity_percent",
    "dram_activity_percent",
    "fan_percent",
)
MACHINES = [SERVER, LAPTOP, MAC, NO_GPU, UNKNOWN]


def reader_at(machine: Machine, time_s: float, seed: int = 0) -> SimulatedReader:
    return SimulatedReader(machine, seed, clock=lambda: time_s, wall=lambda: 1e9 + time_s)


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_every_value_stays_within_the_machine(machine: Machine):
    for step in range(600):
        sample = reader_at(machine, step * 1.7).read()
        assert 0 <= (sample.cpu.utilisation_percent or 0) <= 100
        assert all(0 <= share <= 100 for share in sample.cpu.per_core_percent)
        assert sample.memory.total_bytes is not None
        assert sample.memory.used_bytes is not None
        assert 0 < sample.memory.used_bytes < sample.memory.total_bytes
        for gpu, state in zip(machine.gpus, sample.gpus, strict=True):
            assert 0 <= (state.utilisation_percent or 0) <= 100
            assert (state.memory_used_bytes or 0) <= (state.memory_total_bytes or 0)
            assert 0 < (state.power_w or 0) <= (gpu.tdp_w or 200)
            assert 20 < (state.temperature_c or 0) < 95
            for share in SHARES:
                assert 0 <= (getattr(state, share) or 0) <= 100, share
            parts = (state.memory_used_bytes, state.memory_free_bytes, state.memory_reserved_bytes)
            assert sum(part or 0 for part in parts) <= (state.memory_total_bytes or 0)
            assert (state.power_w or 0) <= (state.power_limit_w or 4000)
        assert [process.gpu_index for process in sample.gpu_processes or ()] == list(range(len(machine.gpus)))


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_the_same_seed_and_time_give_the_same_sample_and_another_seed_another(machine: Machine):
    assert reader_at(machine, 123.4).read() == reader_at(machine, 123.4).read()
    assert reader_at(machine, 123.4).read() != reader_at(machine, 123.4, seed=1).read()


def test_the_load_breathes_and_power_goes_with_it():
    states = [reader_at(LAPTOP, step * 2.0).read().gpus[0] for step in range(600)]
    loads = [state.utilisation_percent or 0.0 for state in states]
    assert min(loads) < 10
    assert max(loads) > 70
    busiest = max(states, key=lambda state: state.utilisation_percent or 0)
    idlest = min(states, key=lambda state: state.utilisation_percent or 0)
    assert (busiest.power_w or 0) > 3 * (idlest.power_w or 0)


def test_the_course_is_smooth_from_second_to_second():
    loads = [reader_at(LAPTOP, step * 1.0).read().gpus[0].utilisation_percent or 0.0 for step in range(300)]
    assert max(abs(later - earlier) for earlier, later in itertools.pairwise(loads)) < 45


def test_eight_gpus_are_listed_in_order_and_differ():
    sample = next(
        s for s in (reader_at(SERVER, t * 5.0).read() for t in range(100)) if (s.gpus[0].utilisation_percent or 0) > 50
    )
    assert [state.index for state in sample.gpus] == list(range(8))
    assert len({state.utilisation_percent for state in sample.gpus}) > 1


def test_sm_activity_only_where_a_real_card_has_it():
    assert reader_at(SERVER, 5.0).read().gpus[0].sm_activity_percent is not None
    assert reader_at(LAPTOP, 5.0).read().gpus[0].sm_activity_percent is None
    assert reader_at(MAC, 5.0).read().gpus[0].sm_activity_percent is None


def test_counters_and_sensors_as_the_real_card_has_them():
    server, laptop, mac = (reader_at(machine, 5.0).read().gpus[0] for machine in (SERVER, LAPTOP, MAC))
    assert (server.has_counters, laptop.has_counters, mac.has_counters) == (True, False, None)
    assert server.dram_activity_percent is not None
    assert laptop.dram_activity_percent is None
    assert laptop.memory_controller_percent is not None
    assert laptop.fan_percent is not None
    assert mac.memory_controller_percent is None
    assert server.power_limit_w == 700.0


def test_an_idle_and_a_full_gpu_say_why_their_clock_is_low():
    told = {
        throttle for step in range(600) for throttle in reader_at(LAPTOP, step * 2.0).read().gpus[0].throttles or ()
    }
    assert told == {Throttle.IDLE, Throttle.POWER_CAP}


def test_unknown_memory_stays_unknown():
    state = reader_at(UNKNOWN, 5.0).read().gpus[0]
    assert state.memory_used_bytes is None
    assert state.memory_total_bytes is None


def test_a_unified_machine_never_shows_more_gpu_memory_than_host_memory_in_use():
    for step in range(300):
        sample = reader_at(MAC, step * 2.3).read()
        assert (sample.gpus[0].memory_used_bytes or 0) <= (sample.memory.used_bytes or 0)


def test_the_process_of_a_simulated_machine_is_real():
    reader = reader_at(NO_GPU, 5.0)
    assert reader.read().process is None
    reader.watch_process(os.getpid())
    process = reader.read().process
    assert process is not None
    assert (process.rss_bytes or 0) > 1_000_000
