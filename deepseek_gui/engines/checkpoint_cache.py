"""What the cache of a checkpoint on this computer takes, by the shapes in its config.json."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from deepseek_gui.domain.decoding import decode
from deepseek_gui.domain.plan import RunSettings

_MOST_BYTES = 4 << 20
_BLOCK_TOKENS = 256
"""The largest block of vLLM's CPU builds (128 is usual); one more of each user may be begun."""
_ONE_BYTE = ("q8_0", "fp8")
_WIDTHS = {"float32": 4, "float": 4}


class _Config(msgspec.Struct):
    """What config.json says, in the names of Hugging Face."""

    num_hidden_layers: int
    hidden_size: int
    num_attention_heads: int
    num_key_value_heads: int | None = None
    head_dim: int | None = None
    kv_lora_rank: int | None = None
    qk_rope_head_dim: int = 0
    dtype: str | None = None
    torch_dtype: str | None = None
    layer_types: list[Literal["full_attention"]] | None = None
    compress_ratios: None = None


def cache_bytes(folder: Path, settings: RunSettings) -> int | None:
    """Return what a plan's cache takes, all users together, in whole blocks.

    None for a folder without a readable config.json, and for models whose layers do not all keep every token.
    """
    try:
        with (folder / "config.json").open("rb") as file:
            config = decode(file.read(_MOST_BYTES), _Config)
    except (OSError, msgspec.MsgspecError):
        return None
    width = 1 if settings.kv_type_k in _ONE_BYTE else _WIDTHS.get(config.dtype or config.torch_dtype or "", 2)
    blocks = -(-settings.context // settings.parallel // _BLOCK_TOKENS) + 1
    return config.num_hidden_layers * _row(config) * width * blocks * _BLOCK_TOKENS * settings.parallel


def _row(config: _Config) -> int:
    """Return the numbers that a layer keeps of a token: MLA's latent row, or the keys and values of its heads."""
    if config.kv_lora_rank is not None:
        return config.kv_lora_rank + config.qk_rope_head_dim
    width = config.head_dim or config.hidden_size // config.num_attention_heads
    return 2 * (config.num_key_value_heads or config.num_attention_heads) * width
