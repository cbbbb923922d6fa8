from __future__ import annotations

from deepseek_gui.core.catalogue import example_machines, models_by_id, tier_needs
from deepseek_gui.domain.verdict import Tier


def test_models_are_found_by_their_id():
    models = models_by_id()
    assert models["r1-distill-qwen-7b"].name == "DeepSeek-R1-Distill-Qwen-7B"
    assert all(key == model.id for key, model in models.items())


def test_tiers_come_lowest_first():
    assert [need.tier for need in tier_needs()] == list(Tier)


def test_every_example_machine_loads_and_is_simulated():
    examples = example_machines()
    assert {"basic", "professional", "enterprise"} <= set(examples)
    assert all(machine.simulated and machine.name for machine in examples.values())
