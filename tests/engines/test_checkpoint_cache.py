from __future__ import annotations

import json
from pathlib import Path

import pytest

from deepseek_gui.domain.plan import RunSettings
from deepseek_gui.engines.checkpoint_cache import cache_bytes

QWEN = {"num_hidden_layers": 28, "hidden_size": 1536, "num_attention_heads": 12, "num_key_value_heads": 2}
"""DeepSeek-R1-Distill-Qwen-1.5B, config.json."""

LITE = {
    "num_hidden_layers": 27,
    "hidden_size": 2048,
    "num_attention_heads": 16,
    "kv_lora_rank": 512,
    "qk_rope_head_dim": 64,
}
"""DeepSeek-V2-Lite, config.json."""


def written(folder: Path, **config: object) -> Path:
    (folder / "config.json").write_text(json.dumps(config))
    return folder


def test_heads_keep_keys_and_values_and_mla_one_row(tmp_path: Path) -> None:
    settings = RunSettings(context=1024)
    tokens = 1024 + 256  # one more block may be begun
    assert cache_bytes(written(tmp_path, **QWEN), settings) == tokens * 28 * 2 * 2 * 128 * 2
    assert cache_bytes(written(tmp_path, **QWEN, dtype="float32"), settings) == tokens * 28 * 2 * 2 * 128 * 4
    assert cache_bytes(written(tmp_path, **LITE), settings) == tokens * 27 * 576 * 2
    assert cache_bytes(tmp_path, RunSettings(context=1024, kv_type_k="fp8", kv_type_v="fp8")) == tokens * 27 * 576


def test_each_user_gets_whole_blocks(tmp_path: Path) -> None:
    one = cache_bytes(written(tmp_path, **QWEN), RunSettings(context=512))
    four = cache_bytes(tmp_path, RunSettings(context=4 * 300, parallel=4))
    assert one is not None
    assert four == 4 * one  # 300 tokens take two blocks of 256, and one more


@pytest.mark.parametrize(
    "text",
    [
        "no json",
        "[]",
        "{}",
        json.dumps(QWEN | {"layer_types": ["full_attention", "sliding_attention"]}),
        json.dumps(QWEN | {"compress_ratios": [0, 4]}),
    ],
)
def test_what_cannot_be_known_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "config.json").write_text(text)
    assert cache_bytes(tmp_path, RunSettings()) is None


def test_a_name_has_no_folder() -> None:
    assert cache_bytes(Path("deepseek-ai/DeepSeek-V3"), RunSettings()) is None
