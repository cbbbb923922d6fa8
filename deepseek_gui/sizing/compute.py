"""The engine's compute buffers: the largest set of results that one step of the graph keeps alive.

No closed form follows from first principles, because the engine's allocator reuses holes; the ones here were read off
7,600 dry runs of llama.cpp (autumn 2026; CPU and CUDA; micro-batch 64 to 2048, context 300 to 131,072). All widths are
elements of 4 bytes for each token of a micro-batch.
"""

from __future__ import annotations

from functools import lru_cache

from deepseek_gui.domain.model import Architecture, Mla
from deepseek_gui.domain.plan import FlashAttention, RunSettings
from deepseek_gui.sizing.memory import cells_per_sequence

WHOLE_BATCH_ENGINES = frozenset({"llama.cpp"})
"""Engines that reserve logits for a whole micro-batch: the command-line tools (FACTS 2)."""

_HOLES_FROM = 16384
"""Context in cells above which the allocator no longer reuses the mask's place in some graphs."""

_INDEXER_WIDTH = {"cpu": 124_969, "gpu": 119_333}
"""What V3.2's indexer (64 heads of 128) adds."""
_INDEXER_STREAMED_WIDTH = 109_568


def n_outputs(settings: RunSettings, engine: str) -> int:
    """Return for how many tokens the engine reserves logits."""
    return micro_batch(settings) if engine in WHOLE_BATCH_ENGINES else settings.parallel


def micro_batch(settings: RunSettings) -> int:
    """Return the tokens of the largest micro-batch."""
    return min(settings.ubatch, settings.batch, settings.context)


def uses_flash_attention(architecture: Architecture, settings: RunSettings, device: str) -> bool:
    """Return whether attention is fused.

    "auto" takes it wherever these models run, but no GPU fuses the unequal keys and values of an old MLA file.
    """
    if settings.flash_attention is FlashAttention.AUTO and device == "gpu" and architecture.mla:
        return not architecture.mla.fused_kv_b
    return settings.flash_attention is not FlashAttention.OFF


@lru_cache(maxsize=8192)
def compute_bytes(architecture: Architecture, settings: RunSettings, outputs: int, device: str) -> int:
    """Return the compute buffer of a device that runs layers whose weights it holds.

    Args:
        architecture: of the model.
        settings: of the run.
        outputs: tokens whose logits are wanted, see `n_outputs`.
        device: "cpu" or "gpu".
    """
    own, fused = cells_per_sequence(settings), uses_flash_attention(architecture, settings, device)
    tokens = micro_batch(settings)
    attention = _attention_width(architecture, own, device, fused=fused)
    if device == "gpu" and fused and settings.kv_type_k not in ("f16", "bf16", "f32") and _has_all_heads(architecture):
        # CUDA unpacks a quantised cache to F16 when every query head has its own keys.
        attention += _kv_width(architecture) * own / tokens
    layers = max(_feed_forward_width(architecture, device), attention)
    mask = own / 2 if fused else own
    return round(4 * tokens * max(mask + layers, _logits_width(architecture, device, outputs / tokens)))


def streaming_bytes(
    architecture: Architecture,
    settings: RunSettings,
    largest_expert_bytes: int,
    largest_dense_bytes: int,
) -> int:
    """Return a GPU's compute buffer when it computes prompts with weights that stay in host memory.

    llama.cpp copies such a tensor over for every micro-batch of 32 tokens and more, so the largest one needs room.

    Args:
        architecture: of the model.
        settings: of the run.
        largest_expert_bytes: the largest expert tensor in host memory, 0 when none is.
        largest_dense_bytes: the largest other layer tensor in host memory, 0 when none is.
    """
    tokens = micro_batch(settings)
    mask = cells_per_sequence(settings) / 2
    if largest_expert_bytes:
        width = (21 if architecture.hybrid else 14) * architecture.n_embd
        if architecture.indexer and architecture.mla:
            width += _INDEXER_STREAMED_WIDTH
        return largest_expert_bytes + round(4 * tokens * (mask + width))
    if largest_dense_bytes:
        width = architecture.n_ff * 2 + architecture.n_embd * 3
        keys = 2 * cells_per_sequence(settings) * _kv_width(architecture)
        whole = compute_bytes(architecture, settings, settings.parallel, "gpu")
        return max(largest_dense_bytes + round(4 * tokens * (mask + width)), whole + keys)
    return 0


@lru_cache(maxsize=8192)
def host_compute_bytes(architecture: Architecture, settings: RunSettings) -> int:
    """Return the host's compute buffer when GPUs run the layers: the masks and the embedded tokens, twice."""
    own, fused = cells_per_sequence(settings), uses_flash_attention(architecture, settings, "gpu")
    mask = own / 2 if fused else own
    width = 2 * architecture.n_embd
    if architecture.hybrid:
        mask, width = own / 4, 2 * architecture.n_embd + 1_500
    elif architecture.indexer:
        mask += own / 2
    elif not fused:
        width += 2 * _kv_width(architecture)
    return round(4 * micro_batch(settings) * (mask + width))


def _has_all_heads(architecture: Architecture) -> bool:
    return architecture.mla is None and architecture.n_heads == architecture.n_kv_heads


def _kv_width(architecture: Architecture) -> int:
    return 0 if architecture.mla else architecture.n_kv_heads * architecture.head_dim


def _feed_forward_width(architecture: Architecture, device: str) -> int:
    """Return gate, up and their product, and the rows of the hidden state around them."""
    moe = architecture.moe
    rows = (5 if device == "cpu" else 3) * architecture.n_embd
    if moe is None or moe.dense_layers:
        return 3 * architecture.n_ff + rows
    return 3 * moe.n_experts_used * moe.n_ff_expert + rows


def _attention_width(architecture: Architecture, own: int, device: str, *, fused: bool) -> float:
    if architecture.hybrid:
        return _hybrid_width(architecture, own, device, fused=fused)
    scores = 0 if fused else architecture.n_heads * own
    if architecture.mla and not architecture.mla.fused_kv_b:
        return scores + _latent_width(architecture, architecture.mla, own, device, fused=fused)
    if architecture.mla:
        heads = architecture.mla.qk_nope_head_dim + architecture.mla.qk_rope_head_dim + architecture.mla.v_head_dim
        return scores + 5 * architecture.n_embd + 2 * architecture.n_heads * heads
    rows = 6 if device == "cpu" else 4
    if architecture.moe and device == "gpu" and not fused:
        rows = 2 * architecture.moe.n_experts_used + 5
        return scores + rows * architecture.n_embd
    return scores + rows * architecture.n_embd + 2 * _kv_width(architecture)


def _latent_width(architecture: Architecture, mla: Mla, own: int, device: str, *, fused: bool) -> float:
    """Return queries, their rotated part, their latent form and both joined; V3.2 adds the indexer."""
    latent, rope = mla.kv_lora_rank, mla.qk_rope_head_dim
    small = mla.q_lora_rank is None
    a_head = mla.qk_nope_head_dim + 2 * rope + 2 * latent + (0 if small else rope)
    width: float = architecture.n_heads * a_head + (5 if device == "cpu" or small else 3) * architecture.n_embd
    if architecture.indexer:
        long = own > 1.5 * _HOLES_FROM and fused
        return width + _INDEXER_WIDTH[device] + own * (1.5 if long else 0.5)
    if small and not fused and own > _HOLES_FROM:
        width += own / 2
    return width


def _hybrid_width(architecture: Architecture, own: int, device: str, *, fused: bool) -> float:
    """Return V4's width, without the mask that `compute_bytes` adds: fitted on Flash (64 heads) and Pro (128)."""
    heads, mask = architecture.n_heads, own / 2 if fused else own
    rows = 0 if device == "cpu" else -2 * architecture.n_embd
    if not fused:
        return 1126 * heads + 27.3 * architecture.n_embd + own * heads / 4 + own / 2 + rows - mask
    short = 892 * heads + 18.5 * architecture.n_embd + own / 4
    long = short - 13_000 + own * 0.4 if own > 1.5 * _HOLES_FROM and heads <= 64 else short
    return max(short, long) + rows - mask


def _logits_width(architecture: Architecture, device: str, share: float) -> float:
    """Return the width at the end of the graph: the logits of the wanted tokens.

    Args:
        architecture: of the model.
        device: "cpu" or "gpu".
        share: of the micro-batch's tokens whose logits are wanted.
    """
    moe, small = architecture.moe, architecture.mla is None or architecture.mla.q_lora_rank is None
    if device == "gpu" and moe and small:
        return share * (architecture.n_vocab + (2 * moe.n_experts_used + 3) * architecture.n_embd + 3 * moe.n_experts)
    rows = 2 if device == "cpu" else 1
    return share * (architecture.n_vocab + rows * architecture.n_embd)
