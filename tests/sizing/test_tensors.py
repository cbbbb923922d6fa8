"""The tensor inventory against sizes that others computed or published."""

import json
from dataclasses import replace
from math import prod
from pathlib import Path

import pytest

from deepseek_gui.catalog.models import find_model, models
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.model import Architecture
from deepseek_gui.sizing.quantisation import MIXES, tensor_bytes
from deepseek_gui.sizing.tensors import data_bytes, inventory

GOLDEN = json.loads((Path(__file__).parent / "file_sizes.json").read_text())
ROWS = [(name, mix, sizes[0]) for name, entry in GOLDEN["models"].items() for mix, sizes in entry["sizes"].items()]


def architecture(name: str) -> Architecture:
    found = find_model(name).architecture
    assert found is not None
    return found


@pytest.mark.parametrize(("name", "mix", "size"), ROWS)
def test_size_of_every_model_and_mix_agrees_to_the_byte(name: str, mix: str, size: int):
    assert data_bytes(inventory(architecture(name), mix)) == size


@pytest.mark.parametrize("name", GOLDEN["models"])
def test_parameter_count_agrees(name: str):
    count = sum(prod(tensor.shape) for tensor in inventory(architecture(name), "BF16"))
    assert count == GOLDEN["models"][name]["params"]


@pytest.mark.parametrize(("mix", "sizes"), GOLDEN["legacy_v3_0324"].items())
def test_legacy_v3_agrees_with_the_published_files(mix: str, sizes: list[int]):
    # bartowski's card.
    modern = architecture("deepseek-v3-0324")
    assert modern.mla is not None
    legacy = replace(modern, mla=replace(modern.mla, fused_kv_b=True))
    size = data_bytes(inventory(legacy, mix))
    assert size == sizes[0]
    assert size == pytest.approx(sizes[1], rel=0.0005)


def test_ollama_blobs_differ_by_their_metadata_only():
    # /api/tags of deepseek-r1:14b and :7b; FACTS: 5.96 MB of metadata for the Qwen vocabulary.
    for name, blob in (("r1-distill-qwen-14b", 8_988_112_040), ("r1-distill-qwen-7b", 4_683_075_271)):
        assert 5_900_000 < blob - data_bytes(inventory(architecture(name), "Q4_K_M")) < 6_000_000


def test_every_catalogued_model_has_an_inventory_in_every_mix_it_names():
    for model in models():
        if model.architecture:
            for mix in model.quantisations:
                assert inventory(model.architecture, mix)


@pytest.mark.parametrize("mix", MIXES)
def test_every_mix_sizes_a_dense_and_an_expert_model(mix: str):
    assert data_bytes(inventory(architecture("deepseek-v2-lite"), mix)) > 0
    if mix != "MXFP4_MOE":
        assert data_bytes(inventory(architecture("r1-distill-llama-8b"), mix)) > 0


def test_mixes_go_from_large_to_small():
    sizes = [
        data_bytes(inventory(architecture("r1-distill-llama-8b"), mix)) for mix in ("F16", "Q8_0", "Q4_K_M", "Q2_K")
    ]
    assert sizes == sorted(sizes, reverse=True)


def test_names_are_unique_and_shapes_are_gguf_order():
    tensors = {tensor.name: tensor for tensor in inventory(architecture("deepseek-v3"), "Q4_K_M")}
    assert len(tensors) == len(inventory(architecture("deepseek-v3"), "Q4_K_M"))
    assert tensors["blk.60.ffn_down_exps.weight"].shape == (2048, 7168, 256)
    assert tensors["blk.0.attn_k_b.weight"].shape == (128, 512, 128)
    assert tensors["blk.0.attn_k_b.weight"].type == "Q5_0"


def test_tied_embeddings_have_no_output_matrix():
    tied = replace(architecture("r1-distill-qwen-1.5b"), tied_embeddings=True)
    types = {tensor.name: tensor.type for tensor in inventory(tied, "Q4_K_M")}
    assert "output.weight" not in types
    assert types["token_embd.weight"] == "Q6_K"


@pytest.mark.parametrize(
    ("name", "mix", "word"),
    [
        ("r1-distill-qwen-7b", "Q4_K_X", "Quantisation"),
        ("r1-distill-qwen-7b", "MXFP4_MOE", "Quantisation"),
    ],
)
def test_a_mix_that_does_not_exist_is_named(name: str, mix: str, word: str):
    with pytest.raises(ActionableError, match=word):
        inventory(architecture(name), mix)


def test_an_unknown_architecture_is_named():
    with pytest.raises(ActionableError, match="falcon"):
        inventory(replace(architecture("r1-distill-qwen-7b"), gguf_name="falcon"), "Q4_0")


def test_an_incomplete_description_is_refused():
    with pytest.raises(ActionableError, match="deepseek2"):
        inventory(replace(architecture("r1-distill-qwen-7b"), gguf_name="deepseek2"), "Q4_0")


def test_rows_that_a_block_does_not_divide_are_refused():
    with pytest.raises(ActionableError, match="100"):
        tensor_bytes((100, 4), "Q4_0")
    with pytest.raises(ActionableError, match="Q9_Z"):
        tensor_bytes((256, 4), "Q9_Z")
