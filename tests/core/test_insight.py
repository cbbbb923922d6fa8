"""Context that still fits, quality cost, confidence and download time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deepseek_gui.catalog.machines import example_names
from deepseek_gui.catalog.models import find_model
from deepseek_gui.core.estimating import estimate
from deepseek_gui.core.insight import STEP, Confidence, confidence, download_s, insight, largest_context
from deepseek_gui.core.machines import machine_named
from deepseek_gui.core.matching import Need, UseCase, match
from deepseek_gui.domain.licence import Commercial
from deepseek_gui.domain.plan import Range, Source, Speed


@pytest.mark.parametrize("name", example_names())
@pytest.mark.parametrize("need", [Need(), Need(UseCase.TEAM, 4096, 4)])
def test_the_largest_context_fits_and_the_next_step_does_not(name: str, need: Need):
    machine = machine_named(name)
    for found in match(machine, need).plans[::17]:
        most = largest_context(found, machine)
        if not found.fits:
            assert most is None
            continue
        assert most is not None
        assert most >= need.context or most >= found.settings.context // found.settings.parallel
        shape = find_model(found.plan.model).architecture
        assert shape is not None
        for context, fits in ((most, True), (most + STEP, False)):
            if context > shape.context_trained or (not fits and context + STEP > shape.context_trained):
                continue
            settings = replace(found.settings, context=context * need.users)
            assert estimate(replace(found.plan, settings=settings), machine).fits is fits, (found.plan, context)


def test_an_insight_tells_loss_and_licence():
    machine = machine_named("basic")
    by_key = {(found.plan.model, found.plan.quantisation): found for found in match(machine, Need()).plans}
    found = insight(by_key["r1-distill-llama-8b", "Q4_K_M"], machine)
    assert (found.loss, found.licence) == (0.25, Commercial.CONDITIONS)


@pytest.mark.parametrize(
    ("high", "source", "expected"),
    [
        (11.0, Source.COMPUTED, Confidence.GOOD),
        (14.0, Source.COMPUTED, Confidence.FAIR),
        (20.0, Source.COMPUTED, Confidence.ROUGH),
        (20.0, Source.MEASURED, Confidence.MEASURED),
    ],
)
def test_a_wide_range_is_little_confidence(high: float, source: Source, expected: Confidence):
    machine = machine_named("basic")
    found = match(machine, Need()).plans[0]
    assert confidence(replace(found, speed=Speed(Range(8, 10, high), source=source))) is expected
    assert confidence(replace(found, speed=Speed())) is Confidence.UNKNOWN


def test_a_download_takes_its_bits_over_the_link():
    assert download_s(10**9, 100) == pytest.approx(85)  # 8.5 bits a byte on the line
