"""The summary of an inventory."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from deepseek_gui.catalog.models import find_model, models
from deepseek_gui.domain.model import Architecture, TensorInfo
from deepseek_gui.domain.units import MIB
from deepseek_gui.sizing.quantisation import MIXES
from deepseek_gui.sizing.tensors import fused, inventory, layer_kinds
from deepseek_gui.sizing.weights import summarise, weights_of

GOLDEN = json.loads((Path(__file__).parent / "file_sizes.json").read_text())
SHAPES = list(dict.fromkeys(shape for model in models() if (shape := model.architecture)))
ROWS = [(name, mix, *sizes) for name, entry in GOLDEN["models"].items() for mix, sizes in entry["sizes"].items()]


def architecture(name: str) -> Architecture:
    found = find_model(name).architecture
    assert found is not None
    return found


@pytest.mark.parametrize(("name", "mix", "size", "active"), ROWS)
def test_file_and_active_bytes_agree(name: str, mix: str, size: int, active: int) -> None:
    weights = weights_of(architecture(name), mix)
    assert weights.file_bytes == size
    # Ours counts V4's routing tables (9 MB) as read, though a token reads one row of them.
    assert weights.active_bytes == pytest.approx(active, rel=0.005)


@pytest.mark.parametrize(
    ("name", "mix", "mib"),
    [
        # CPU_REPACK model MiB of xllamacpp 2026.10 dry runs on AVX2.
        ("r1-distill-qwen-1.5b", "Q4_0", 702.8),
        ("r1-distill-llama-8b", "Q4_K_M", 3204),
        ("r1-distill-llama-8b", "Q2_K", 72),
        ("r1-distill-llama-8b", "Q8_0", 0),
        ("deepseek-v2-lite", "IQ4_XS", 2586),
        ("deepseek-v3", "Q4_0", 358365.8),
        ("deepseek-v3", "MXFP4_MOE", 331296),
        ("deepseek-v4-flash", "Q4_K_M", 126874.5),
    ],
)
def test_repacked_copies_agree_with_the_engine(name: str, mix: str, mib: float) -> None:
    assert weights_of(architecture(name), mix).repacked_bytes / MIB == pytest.approx(mib, abs=1)


def test_parts_add_up() -> None:
    weights = weights_of(architecture("deepseek-v3"), "Q4_K_M")
    parts = (weights.embedding, weights.output, *weights.dense, *weights.experts)
    assert sum(part.data_bytes for part in parts) == weights.total_bytes
    assert weights.dense_sums[-1] + weights.expert_sums[-1] + weights.embedding.data_bytes < weights.total_bytes
    assert weights.main_type == "Q4_K"
    assert weights.experts[0].data_bytes == 0
    assert weights.experts[3].data_bytes > 0


def test_a_tied_model_needs_its_embedding_as_output_too() -> None:
    tied = replace(architecture("r1-distill-qwen-1.5b"), tied_embeddings=True)
    weights = summarise(tied, inventory(tied, "Q8_0"))
    assert weights.output.data_bytes > weights.embedding.data_bytes  # and the norm
    assert weights.tied


def test_active_parameters_are_the_published_ones() -> None:
    # DeepSeek-V3: 37 B activated of 671 B with the embedding, 0.9 B of it; V2-Lite 2.4 B.
    assert weights_of(architecture("deepseek-v3"), "Q8_0").active_params == pytest.approx(36.7e9, rel=0.02)
    assert weights_of(architecture("deepseek-v2-lite"), "Q8_0").active_params == pytest.approx(2.4e9, rel=0.05)


def test_names_from_a_strange_file_are_counted_outside_the_layers() -> None:
    shape = architecture("r1-distill-qwen-1.5b")
    strange = tuple(
        TensorInfo(name, (32,), "F32", 128) for name in ("blk", "blk.x.weight", "blk.0", "blk.999.a.weight")
    )
    assert summarise(shape, strange).total_bytes == 512


def test_the_old_mla_form_is_summarised_too() -> None:
    legacy = fused(architecture("deepseek-v3"))
    assert weights_of(legacy, "Q8_0").file_bytes == 713_281_210_368


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: f"{shape.gguf_name}-{shape.n_layers}")
def test_a_layer_of_each_kind_tells_the_sums_of_all(shape: Architecture):
    for mix in MIXES:
        if mix != "MXFP4_MOE" or shape.moe:
            assert weights_of(shape, mix) == summarise(shape, inventory(shape, mix)), mix
    assert len(layer_kinds(shape)) == shape.n_layers
    assert len(set(layer_kinds(shape))) <= 12
