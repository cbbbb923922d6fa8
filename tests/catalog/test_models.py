"""The model catalogue: complete, consistent with published counts, and findable by the words people use."""

from __future__ import annotations

import pytest

from deepseek_gui.catalog.models import find_model, models, near_names, sizes
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.model import Architecture

NOT_ESTIMATED = {
    "deepseek-v4.1-flash",
    "deepseek-v4.1-flash-1017",
    "deepseek-ocr",
    "deepseek-ocr-2",
    "deepseek-vl2-tiny",
    "deepseek-vl2-small",
    "deepseek-vl2",
}


def parameter_count(shape: Architecture) -> int:
    """Count the parameters of a dense or MLA model from its shapes alone, written down apart from `sizing`."""
    if shape.mla:
        mla = shape.mla
        q_dim = shape.n_heads * (mla.qk_nope_head_dim + mla.qk_rope_head_dim)
        rank = mla.q_lora_rank
        query = shape.n_embd * rank + rank + rank * q_dim if rank else shape.n_embd * q_dim
        key_value = shape.n_embd * (mla.kv_lora_rank + mla.qk_rope_head_dim) + mla.kv_lora_rank
        key_value += mla.kv_lora_rank * shape.n_heads * (mla.qk_nope_head_dim + mla.v_head_dim)
        attention = query + key_value + shape.n_heads * mla.v_head_dim * shape.n_embd
    else:
        heads = shape.n_heads * 2 + shape.n_kv_heads * 2
        attention = shape.n_embd * shape.head_dim * heads
        if shape.gguf_name == "qwen2":
            attention += shape.head_dim * (shape.n_heads + 2 * shape.n_kv_heads)
        if shape.gguf_name == "qwen3":
            attention += 2 * shape.head_dim
    dense = 3 * shape.n_embd * shape.n_ff
    total = shape.n_vocab * shape.n_embd * (1 if shape.tied_embeddings else 2) + shape.n_embd
    moe = shape.moe
    for layer in range(shape.n_layers):
        total += attention + 2 * shape.n_embd
        if moe and layer >= moe.dense_layers:
            total += 3 * shape.n_embd * moe.n_ff_expert * (moe.n_experts + moe.n_shared_experts)
            total += shape.n_embd * moe.n_experts
        else:
            total += dense
    return total


def test_catalogue_is_complete():
    found = models()
    assert len(found) == 44
    assert len({model.id for model in found}) == len(found)
    assert {model.id for model in found if model.architecture is None} == NOT_ESTIMATED


@pytest.mark.parametrize(
    "model_id",
    [
        model.id
        for model in models()
        if model.architecture and model.architecture.gguf_name in {"llama", "qwen2", "qwen3", "deepseek", "deepseek2"}
    ],
)
def test_shapes_give_the_published_parameter_count(model_id: str):
    model = find_model(model_id)
    assert model.architecture
    assert model.total_params
    # The router's bias of V3 (one number an expert and layer) is in the shapes' count of some tables and not of others.
    assert parameter_count(model.architecture) == pytest.approx(model.total_params, rel=2e-5)


def test_every_estimated_model_says_what_can_be_made():
    for model in models():
        assert bool(model.quantisations) == (model.architecture is not None), model.id
        if model.architecture:
            assert model.active_params
            assert model.active_params <= (model.total_params or 0)


def test_no_working_notes_are_left():
    for model in models():
        assert "file id" not in repr(model)
        assert "memory" not in model.sampling.source


def test_names():
    qwen7 = find_model("r1-distill-qwen-7b")
    for word in (
        "7B",
        " 7b ",
        "deepseek-ai/DeepSeek-R1-Distill-Qwen-7B",
        "DeepSeek-R1-Distill-Qwen-7B",
        "deepseek-r1:7b",
    ):
        assert find_model(word) is qwen7
    assert find_model("671B").id == "deepseek-r1-0528"


def test_every_id_finds_itself():
    for model in models():
        assert find_model(model.id) is model


def test_every_size_names_a_model():
    for size, model_id in sizes().items():
        assert find_model(size.upper()).id == model_id


def test_gguf_names_are_llama_cpps():
    kinds = {model.architecture.gguf_name for model in models() if model.architecture}
    assert kinds == {"llama", "qwen2", "qwen3", "deepseek", "deepseek2", "deepseek32", "deepseek4"}


def test_unknown_name_says_what_is_near():
    with pytest.raises(ActionableError) as caught:
        find_model("r1-distill-qwen-7")
    assert "r1-distill-qwen-7b" in str(caught.value.hint)
    assert near_names("")  # even nonsense gets somewhere to start from
