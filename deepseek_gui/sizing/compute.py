"""The engine's compute buffer: the largest set of results that one step of the graph keeps alive.

Derived from dry runs of llama.cpp (autumn 2026) over micro-batch, context, heads, vocabulary and flash attention.
"""

from __future__ import annotations

from functools import lru_cache

from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import FlashAttention, RunSettings
from deepseek_gui.sizing.memory import cells_per_sequence

WHOLE_BATCH_ENGINES = frozenset({"llama.cpp"})
"""Engines that reserve logits for a whole micro-batch: the command-line tools (FACTS 2)."""


def n_outputs(settings: RunSettings, engine: str) -> int:
    """Return for how many tokens the engine reserves logits."""
    return settings.ubatch if engine in WHOLE_BATCH_ENGINES else settings.parallel


@lru_cache(maxsize=4096)
def compute_bytes(architecture: Architecture, settings: RunSettings, outputs: int) -> int:
    """Return the compute buffer of a device that runs layers.

    Args:
        architecture: of the model.
        settings: of the run.
        outputs: tokens whose logits are wanted, see `n_outputs`.
    """
    own, fused = cells_per_sequence(settings), uses_flash_attention(settings)
    tokens = min(settings.ubatch, settings.context)
    mask = (2 if fused else 4) * own * tokens
    feed_forward = 4 * tokens * (3 * _widest(architecture) + 5 * architecture.n_embd)
    attention = 4 * tokens * _attention_width(architecture, own, flash_attention=fused)
    logits = 4 * outputs * (architecture.n_vocab + architecture.n_embd)
    return mask + max(feed_forward, attention, logits)


def uses_flash_attention(settings: RunSettings) -> bool:
    """Return whether attention is fused; "auto" takes it wherever these models run."""
    return settings.flash_attention is not FlashAttention.OFF


def host_compute_bytes(architecture: Architecture, settings: RunSettings) -> int:
    """Return the host's compute buffer when every layer runs on GPUs: the inputs and the embedded tokens."""
    tokens = min(settings.ubatch, settings.context)
    mask = (2 if uses_flash_attention(settings) else 4) * cells_per_sequence(settings) * tokens
    return mask + 4 * tokens * architecture.n_embd


def _widest(architecture: Architecture) -> int:
    """Return the widest feed-forward row of a token: a dense layer, or all experts that it visits."""
    moe = architecture.moe
    if moe is None:
        return architecture.n_ff
    visited = moe.n_experts_used * moe.n_ff_expert
    return max(architecture.n_ff if moe.dense_layers else 0, visited)


def _attention_width(architecture: Architecture, own: int, *, flash_attention: bool) -> int:
    """Return the elements a token that attention keeps alive."""
    heads, mla = architecture.n_heads, architecture.mla
    scores = 0 if flash_attention else heads * own
    if mla is None:
        width = 6 * architecture.n_embd + 2 * architecture.n_kv_heads * architecture.head_dim + scores
    else:
        latent = mla.kv_lora_rank
        rope = mla.qk_rope_head_dim
        width = heads * (mla.qk_nope_head_dim + rope + rope + latent + latent + rope) + 5 * architecture.n_embd + scores
    if architecture.hybrid:
        return 131072 + own * 7 // 10 + scores // 4
    if architecture.indexer:
        width += 116736 + own * 5 // 2
    return width
