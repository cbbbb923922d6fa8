"""Measured speeds shift estimates and narrow their ranges."""

from __future__ import annotations

import json
from dataclasses import replace
from math import exp, log
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepseek_gui.domain.measurement import SpeedMeasurement
from deepseek_gui.domain.plan import Plan, Range, RunSettings, Source, Speed
from deepseek_gui.domain.text import Text
from deepseek_gui.sizing.calibration import SCATTER, Compared, Situation, calibrated
from tests.bench.sizing_speed import rows, with_one_measured

PLAN = Plan("r1-distill-qwen-7b", "Q4_K_M", "llama-server", RunSettings(context=4096, parallel=4))
HERE = Situation(PLAN, ("RTX 3060", ""), "K", 4.4e9, experts=False)


def spread(expected: float, half: float) -> Range:
    return Range(expected * exp(-half), expected, expected * exp(half))


ESTIMATED = Speed(
    spread(60, 0.2),
    spread(50, 0.25),
    spread(1500, 0.3),
    spread(0.34, 0.3),
    basis=Text("computed"),
    streams=4,
    throughput_tps=spread(200, 0.3),
    throughput_tps_at_context=spread(150, 0.35),
)


def measured(situation: Situation = HERE, **facts: object) -> Compared:
    plan = situation.plan
    found = SpeedMeasurement(
        plan.model,
        plan.quantisation or "",
        plan.engine,
        plan.settings,
        ("RTX 3060",),
        measured_at="2026-11-26T09:30:00",
    )
    return Compared(situation, ESTIMATED, replace(found, **facts))  # type: ignore[arg-type]


def other_model(kind: str = "K", read_bytes: float = 4.4e9) -> Situation:
    return replace(HERE, plan=replace(PLAN, model="r1-distill-llama-8b"), kind=kind, read_bytes=read_bytes)


def half(found: Range | None) -> float:
    assert found is not None
    return log(found.high / found.expected)


def test_the_same_plan_takes_the_measured_figure_with_a_narrow_range():
    found = calibrated(ESTIMATED, HERE, [measured(decode_tps=45.0, prefill_tps=1200.0)])
    assert found.source is Source.MEASURED
    assert "2026-11-26" in str(found.basis)
    assert found.decode_tps
    assert found.decode_tps.expected == pytest.approx(45)
    assert half(found.decode_tps) == pytest.approx(SCATTER)
    assert found.prefill_tps
    assert found.prefill_tps.expected == pytest.approx(1200)
    assert found.time_to_first_token_s
    assert found.time_to_first_token_s.expected == pytest.approx(512 / 1200)
    assert found.decode_tps_at_context
    assert found.decode_tps_at_context.expected == pytest.approx(50 * 45 / 60)
    assert SCATTER < half(found.decode_tps_at_context) < 0.25  # it was not measured itself


def test_repeated_runs_that_scatter_keep_the_range_wide():
    found = calibrated(ESTIMATED, HERE, [measured(decode_tps=60.0, scatter=0.15)])
    assert half(found.decode_tps) == pytest.approx(0.15)
    apart = calibrated(ESTIMATED, HERE, [measured(decode_tps=54.0), measured(decode_tps=66.0)])
    assert half(apart.decode_tps) == pytest.approx(0.1, rel=0.02)


def test_a_measured_batch_counts_for_as_many_streams_only():
    found = calibrated(ESTIMATED, HERE, [measured(throughput_tps=150.0)])
    assert found.throughput_tps
    assert found.throughput_tps.expected == pytest.approx(150)
    assert found.decode_tps == ESTIMATED.decode_tps
    assert found.source is Source.MEASURED
    eight = replace(PLAN, settings=replace(PLAN.settings, parallel=8))
    assert calibrated(ESTIMATED, replace(HERE, plan=eight), [measured(throughput_tps=150.0)]) == ESTIMATED


def test_a_like_model_shifts_by_the_ratio():
    found = calibrated(ESTIMATED, HERE, [measured(other_model(), decode_tps=48.0)])
    assert found.source is Source.CALIBRATED
    assert found.decode_tps
    assert found.decode_tps.expected == pytest.approx(48)
    assert half(found.decode_tps) == pytest.approx(0.35 * 0.2)
    assert found.prefill_tps == ESTIMATED.prefill_tps  # no prompt was measured


def test_a_distant_model_shifts_less_and_narrows_less():
    near, far, strange = (
        calibrated(ESTIMATED, HERE, [measured(situation, decode_tps=30.0)])
        for situation in (other_model(), other_model(read_bytes=8.8e9), other_model(kind="float"))
    )
    shifts = [found.decode_tps.expected for found in (near, far, strange) if found.decode_tps]
    assert shifts == sorted(shifts)
    assert 30 <= shifts[0] < shifts[-1] < 60
    assert half(near.decode_tps) < half(far.decode_tps) < half(strange.decode_tps) < 0.2


def test_closer_plans_weigh_more():
    near, far = measured(other_model(), decode_tps=45.0), measured(other_model(read_bytes=35e9), decode_tps=80.0)
    found = calibrated(ESTIMATED, HERE, [near, far]).decode_tps
    assert found
    assert found.expected < 60


@pytest.mark.parametrize(
    "situation",
    [
        replace(HERE, placement=("RTX 3060", "layers")),
        replace(HERE, placement=("RTX 4090", "")),
        replace(HERE, experts=True),
        replace(HERE, plan=replace(PLAN, engine="vllm")),
    ],
    ids=["layers in RAM", "another GPU", "experts", "another engine"],
)
def test_what_runs_otherwise_says_nothing(situation: Situation):
    assert calibrated(ESTIMATED, HERE, [measured(situation, decode_tps=10.0)]) == ESTIMATED
    assert calibrated(ESTIMATED, HERE, []) == ESTIMATED


def test_ollama_and_llama_server_are_both_llama_cpp():
    ollama = replace(HERE, plan=replace(PLAN, engine="ollama"))
    assert calibrated(ESTIMATED, HERE, [measured(ollama, decode_tps=45.0)]).source is Source.CALIBRATED


figure = st.floats(1, 1e5)


@given(
    halves=st.tuples(*[st.floats(0.001, 1.5)] * 4),
    found=st.lists(
        st.tuples(figure, figure, st.floats(1e8, 1e12), st.sampled_from(["K", "Q8_0"]), st.floats(0, 2)), max_size=5
    ),
    same=st.booleans(),
)
def test_a_measurement_never_widens_a_range_nor_makes_it_narrower_than_it_scatters(
    halves: tuple[float, ...], found: list[tuple[float, float, float, str, float]], same: bool
):
    speed = replace(
        ESTIMATED,
        decode_tps=spread(60, halves[0]),
        decode_tps_at_context=spread(50, halves[1]),
        prefill_tps=spread(1500, halves[2]),
        throughput_tps=spread(200, halves[3]),
    )
    compared = [
        measured(
            HERE if same else other_model(kind, read_bytes),
            decode_tps=decode,
            prefill_tps=prefill,
            scatter=scatter or None,
        )
        for decode, prefill, read_bytes, kind, scatter in found
    ]
    shifted = calibrated(speed, HERE, compared)
    names = ("decode_tps", "decode_tps_at_context", "prefill_tps", "throughput_tps", "throughput_tps_at_context")
    for name in names:
        before, after = half(getattr(speed, name)), half(getattr(shifted, name))
        assert after <= before * (1 + 1e-6) + 1e-9
        if compared:
            scatters = [one.measurement.scatter or SCATTER for one in compared]
            assert after >= min(before, *scatters) - 1e-6


def test_on_an_unseen_gpu_a_row_of_the_same_kind_of_weights_helps():
    pairs = [one for one in with_one_measured(rows()) if one.row.kind == one.measured.kind]
    assert len(pairs) >= 16
    before, after = (
        sorted(abs(log(getattr(one, side).expected / one.row.decode_tps)) for one in pairs)
        for side in ("before", "after")
    )
    assert after[len(after) // 2] < 0.8 * before[len(before) // 2]


def test_the_data_says_which_rows_may_be_fitted_on():
    data = json.loads((Path(__file__).parents[1] / "bench" / "data" / "serving_speed.json").read_text())
    assert {row["use"] for row in data["rows"]} == {"fit", "test", "other"}
    assert all(row["source"] for row in data["rows"])
