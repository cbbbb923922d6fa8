"""Published files: the size is theirs to the byte, the dense parts stay what the mix makes them."""

from __future__ import annotations

import pytest

from deepseek_gui.catalog.models import find_model, models
from deepseek_gui.sizing.recipes import published_tensors
from deepseek_gui.sizing.tensors import inventory
from deepseek_gui.sizing.weights import summarise, summarise_sample

RECIPES = [(model.id, recipe.name) for model in models() for recipe in model.recipes]


def test_there_are_recipes():
    assert len(RECIPES) >= 10


@pytest.mark.parametrize(("model_id", "name"), RECIPES)
def test_sizes_add_up_and_only_experts_change(model_id: str, name: str):
    model = find_model(model_id)
    recipe = model.recipe(name)
    assert recipe is not None
    assert model.architecture is not None
    found = summarise_sample(model.architecture, published_tensors(model.architecture, recipe.mix, recipe.file_bytes))
    every_tensor = inventory(model.architecture, recipe.mix)
    assert found.file_bytes == pytest.approx(recipe.file_bytes, abs=64 * len(every_tensor))
    mix = summarise(model.architecture, every_tensor)
    assert found.dense_sums == mix.dense_sums
    # A recipe's name promises about its mix's size; far from it, the nearest mix is chosen wrongly.
    assert found.expert_sums[-1] == pytest.approx(mix.expert_sums[-1], rel=0.25)


def test_a_model_without_experts_shares_over_its_matrices():
    shape = find_model("r1-distill-qwen-7b").architecture
    assert shape is not None
    found = summarise_sample(shape, published_tensors(shape, "Q2_K", 3_000_000_000))
    assert found.file_bytes == pytest.approx(3_000_000_000, rel=1e-4)
