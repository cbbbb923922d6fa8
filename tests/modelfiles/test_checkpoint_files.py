from __future__ import annotations

import json
import struct
from dataclasses import replace
from pathlib import Path

import pytest

from deepseek_gui.catalog.models import find_model
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.model import Architecture
from deepseek_gui.modelfiles.checkpoint_files import can_be_made, read_checkpoint, write_checkpoint
from deepseek_gui.modelfiles.writer import WritingCancelled
from deepseek_gui.sizing.checkpoint import checkpoint

TINY = Architecture("qwen2", 2, 64, 128, 4, 2, 16, 512, 4096)


def header(file: Path) -> dict[str, dict[str, list[int]]]:
    data = file.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    found: dict[str, dict[str, list[int]]] = json.loads(data[8 : 8 + length])
    assert len(data) == 8 + length + max(entry["data_offsets"][1] for name, entry in found.items() if name[0] != "_")
    return found


@pytest.mark.parametrize("form", ["BF16", "F16", "F32"])
@pytest.mark.parametrize("name", ["llama", "qwen2", "qwen3"])
def test_what_is_written_is_read_again(tmp_path: Path, name: str, form: str) -> None:
    architecture = replace(TINY, gguf_name=name, tied_embeddings=name == "qwen3")
    told: list[float] = []
    write_checkpoint(tmp_path / "m", architecture, form, on_progress=told.append, shard_bytes=100_000)
    assert told[-1] == 1.0
    found = read_checkpoint(tmp_path / "m")
    assert (found.architecture, found.form) == (architecture, form)
    shards = sorted((tmp_path / "m").glob("*.safetensors"))
    assert len(shards) > 1
    data = sum(file.stat().st_size - 8 - struct.unpack("<Q", file.read_bytes()[:8])[0] for file in shards)
    assert data == checkpoint(architecture, form).total_bytes
    places = json.loads((tmp_path / "m" / "model.safetensors.index.json").read_text())["weight_map"]
    assert all(tensor in header(tmp_path / "m" / file) for tensor, file in places.items())
    assert header(shards[0])["model.embed_tokens.weight"]["shape"] == [512, 64]
    assert ("model.layers.1.self_attn.q_proj.bias" in places) == (name == "qwen2")
    assert ("lm_head.weight" in places) == (name != "qwen3")


def test_norms_are_near_one_in_every_format(tmp_path: Path) -> None:
    import numpy as np

    write_checkpoint(tmp_path / "m", TINY, "F16")
    file = tmp_path / "m" / "model.safetensors"
    start, end = header(file)["model.norm.weight"]["data_offsets"]
    data = file.read_bytes()
    at = 8 + struct.unpack("<Q", data[:8])[0]
    assert np.frombuffer(data[at + start : at + end], np.float16).mean() == pytest.approx(1.0, abs=0.02)


def test_stopped_halfway_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(WritingCancelled):
        write_checkpoint(tmp_path / "m", TINY, "F16", cancelled=lambda: True)
    assert not list(tmp_path.iterdir())


def test_only_kinds_whose_names_are_known_are_made() -> None:
    found = {name: find_model(name).architecture for name in ("r1-distill-llama-8b", "deepseek-v3")}
    assert [shape is not None and can_be_made(shape) for shape in found.values()] == [True, False]


def test_deepseek_s_own_shapes_are_read(tmp_path: Path) -> None:
    """deepseek-ai/DeepSeek-V3's config.json."""
    write_checkpoint(tmp_path / "m", TINY, "F16")
    config = {
        "model_type": "deepseek_v3",
        "num_hidden_layers": 61,
        "hidden_size": 7168,
        "intermediate_size": 18432,
        "num_attention_heads": 128,
        "num_key_value_heads": 128,
        "vocab_size": 129280,
        "max_position_embeddings": 163840,
        "kv_lora_rank": 512,
        "q_lora_rank": 1536,
        "qk_nope_head_dim": 128,
        "qk_rope_head_dim": 64,
        "v_head_dim": 128,
        "n_routed_experts": 256,
        "n_shared_experts": 1,
        "num_experts_per_tok": 8,
        "moe_intermediate_size": 2048,
        "first_k_dense_replace": 3,
        "torch_dtype": "bfloat16",
    }
    (tmp_path / "m" / "config.json").write_text(json.dumps(config))
    assert read_checkpoint(tmp_path / "m").architecture == find_model("deepseek-v3").architecture


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "model.safetensors"])
def test_what_is_missing_is_named(tmp_path: Path, name: str) -> None:
    write_checkpoint(tmp_path / "m", TINY, "F16")
    (tmp_path / "m" / name).unlink()
    with pytest.raises(ActionableError, match="safetensors" if name == "model.safetensors" else name):
        read_checkpoint(tmp_path / "m")


def test_other_kinds_have_no_shapes_and_damaged_words_are_told(tmp_path: Path) -> None:
    write_checkpoint(tmp_path / "m", TINY, "F16")
    (tmp_path / "m" / "config.json").write_text('{"model_type": "mamba"}')
    assert read_checkpoint(tmp_path / "m").architecture is None
    for damaged in ("{", '{"model_type": 3}', '{"model_type": "llama", "hidden_size": "wide"}'):
        (tmp_path / "m" / "config.json").write_text(damaged)
        with pytest.raises(ActionableError, match=r"config\.json"):
            read_checkpoint(tmp_path / "m")


@pytest.mark.parametrize(
    "config",
    [
        '{"model_type": "llama", "x": ' + "[" * 200_000 + "]" * 200_000 + "}",
        '{"model_type": "llama", "num_hidden_layers": 1000000000}',
        '{"model_type": "llama", "num_hidden_layers": -3}',
        '{"model_type": "llama", "hidden_size": 1000000000000000000000000000000}',
        '{"model_type": "llama", "num_key_value_heads": -4}',
        '{"model_type": "deepseek_v3", "n_routed_experts": 99999999999}',
    ],
    ids=["deep", "layers", "negative", "huge", "heads", "experts"],
)
def test_a_config_that_means_harm_is_damaged(tmp_path: Path, config: str) -> None:
    (tmp_path / "model.safetensors").write_bytes(struct.pack("<Q", 2) + b"{}")
    (tmp_path / "tokenizer.json").write_text("{}")
    (tmp_path / "config.json").write_text(config)
    with pytest.raises(ActionableError, match=r"no config\.json that can be read"):
        read_checkpoint(tmp_path)
