"""The table behind the charts: what a row holds, and what is not known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deepseek_gui.domain.events import PromptProgress
from deepseek_gui.domain.sample import CpuState, GpuProcess, GpuState, ProcessState, Sample
from deepseek_gui.domain.text import Text
from deepseek_gui.domain.units import GIB
from deepseek_gui.ui.run.course import Answer, RunCourse
from deepseek_gui.ui.run.rate import RateMeter


def a_sample(gpus: int, *, engine: bool = True, watched: bool = True, watts: float | None = 100.0) -> Sample:
    states = tuple(GpuState(i, "a GPU", 40.0 + i, (5 + i) * GIB, 80 * GIB, watts) for i in range(gpus))
    mine = [GpuProcess(7, i, memory_bytes=4 * GIB, watched=watched) for i in range(gpus) if i != 1 and engine]
    others = [GpuProcess(1, i, memory_bytes=GIB) for i in range(gpus)]
    process = ProcessState(7, 2 * GIB) if engine else None
    return Sample(0.0, 0.0, CpuState(30.0), gpus=states, process=process, gpu_processes=(*mine, *others) or None)


def row(course: RunCourse) -> dict[str, float | None]:
    return dict(zip(course.names, course.history.last, strict=True))


def after(sample: Sample, *, engine_runs: bool = True) -> dict[str, float | None]:
    course = RunCourse()
    course.engine_runs = engine_runs
    course.take_sample(sample, 1.0)
    course.append(1.0)
    return row(course)


def test_memory_by_device_and_by_who_holds_it():
    found = after(a_sample(3))
    assert [found[f"gpu{i}_engine_gib"] for i in range(3)] == [4, 0, 4]  # it is named on others, so none on GPU 1
    assert [found[f"gpu{i}_others_gib"] for i in range(3)] == [1, 6, 3]
    assert [found[f"gpu{i}_used_gib"] for i in range(3)] == [5, 6, 7]
    assert (found["gpus_engine_gib"], found["gpus_others_gib"], found["gpus_used_gib"]) == (8, 10, 18)
    assert (found["gpus_percent"], found["gpus_w"], found["gpu2_percent"]) == (41.0, 300.0, 42.0)
    assert (found["engine_ram_gib"], found["cpu_percent"]) == (2.0, 30.0)


def test_a_driver_that_names_no_process_leaves_the_engine_unknown():
    found = after(replace(a_sample(2), gpu_processes=None))
    assert found["gpu0_engine_gib"] is None
    assert found["gpu0_others_gib"] is None
    assert found["gpus_engine_gib"] is None
    assert found["gpus_used_gib"] == 11.0


def test_with_one_gpu_the_kernel_s_word_on_the_process_is_enough():
    sample = replace(a_sample(1, watched=False), process=ProcessState(7, GIB, 3 * GIB))
    found = after(sample)
    assert (found["gpu0_engine_gib"], found["gpu0_others_gib"], found["gpus_engine_gib"]) == (3.0, 2.0, 3.0)


def test_without_an_engine_everything_is_others_and_while_it_loads_nobody_knows():
    idle, loading = a_sample(1, engine=False), a_sample(1, engine=False)
    assert after(idle, engine_runs=False)["gpu0_others_gib"] == 5.0
    assert after(idle, engine_runs=False)["gpu0_engine_gib"] is None
    assert after(loading, engine_runs=True)["gpu0_others_gib"] is None


def test_a_silent_card_is_a_gap():
    sample = a_sample(2)
    silent = replace(sample, gpus=(replace(sample.gpus[0], stale=Text("silent")), sample.gpus[1]))
    found = after(silent)
    assert found["gpu0_percent"] is None
    assert found["gpus_w"] is None
    assert found["gpus_percent"] == 41.0


def test_an_answer_s_figures():
    course = RunCourse()
    meter = RateMeter()
    course.answer = answer = Answer(meter, sent_s=10.0)
    answer.read = PromptProgress(50, 200, 0, 0.5)
    course.append(10.5)
    assert row(course)["prompt_read_percent"] == 25.0
    assert row(course)["first_token_s"] is None
    for number in range(21):
        meter.add(1.0 + number / 10, 1)
    answer.first_s, answer.tokens = 1.0, 1
    course.energy.begin(11.0)
    course.append(11.05)
    assert row(course)["prompt_read_percent"] == 100.0
    answer.tokens = 21
    course.take_sample(a_sample(1), 13.0)
    course.append(13.0)
    found = row(course)
    assert found["prompt_read_percent"] is None
    assert found["mean_tokens_per_s"] == pytest.approx(10.0)
    assert found["mean_energy_per_token_j"] == pytest.approx(200 / 21)  # 100 W for 2 s
    assert found["energy_per_token_j"] == pytest.approx(100 / 10, rel=0.1)


def test_a_simulated_machine_s_power_is_not_our_engine_s():
    course = RunCourse()
    course.has_true_power = False
    course.answer = Answer(RateMeter(), 0.0, tokens=5, first_s=0.1)
    course.energy.begin(0.1)
    course.take_sample(a_sample(1), 1.0)
    course.append(1.0)
    assert row(course)["mean_energy_per_token_j"] is None
    assert row(course)["gpus_w"] == 100.0


def test_a_restart_forgets_the_rows_and_other_gpus_another_table():
    course = RunCourse()
    course.take_sample(a_sample(1), 1.0)
    course.append(1.0)
    assert course.knows("gpus_w")
    course.restart()
    assert len(course.history) == 0
    assert course.knows("gpus_w")
    course.take_sample(a_sample(2), 2.0)
    assert "gpu1_w" in course.names


def test_ten_minutes_of_tokens_keep_every_row_and_hours_do_not():
    course = RunCourse()
    course.take_sample(a_sample(8), 0.0)
    for tick in range(4 * 7200):
        course.append(tick / 4)
    assert len(course.history.rows().times) <= 4 * 3600 + 1
    assert course.history.rows().times[0] >= 3599
