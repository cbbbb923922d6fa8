"""The engine's compute buffers: the largest set of results that one step of the graph keeps alive.

No closed form follows from first principles, because the engine's allocator reuses holes; the ones here were read off
7,600 dry runs of llama.cpp (autumn 2026; CPU and CUDA; micro-batch 64 to 2048, context 300 to 131,072). All widths are
elements of 4 bytes for each token of a micro-batch.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from deepseek_gui.domain.model import Architecture, Mla
from deepseek_gui.domain.plan import FlashAttention, RunSettings
from deepseek_gui.sizing.memory import cells_per_sequence

WHOLE_BATCH_ENGINES = frozenset({"llama.cpp"})
"""Engines that reserve logits for a whole micro-batch: the command-line tools."""

_HOLES_FROM = 16384
"""Context in cells above which the allocator no longer reuses the mask's place in some graphs."""

PIPELINE_COPIES = 4
"""How often the scheduler keeps a graph's inputs when GPUs work in a pipeline (GGML_SCHED_MAX_COPIES)."""

_INDEXER_WIDTH = {"cpu": 124_969, "gpu": 119_333}
"""What V3.2's indexer (64 heads of 128) adds."""


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
    """Return the compute buffer of a device that runs the whole model with weights that it holds.

    Args:
        architecture: of the model.
        settings: of the run.
        outputs: tokens whose logits are wanted, see `n_outputs`.
        device: "cpu" or "gpu".
    """
    logits = _logits_width(architecture, device, outputs / micro_batch(settings))
    return _bytes_of(
        settings, max(_mask(architecture, settings, device) + _layers(architecture, settings, device), logits)
    )


Triple = tuple[int, int, int]
"""Bytes on the first GPU that holds something, on those between, and on the last, which makes the logits."""


@dataclass(frozen=True, slots=True)
class GpuBuffers:
    """Compute buffers of GPUs, by what stays in host memory.

    Attributes:
        own_experts: routed experts of the first GPU's own layers.
        all_experts: those of every layer, or at least of other GPUs' layers too.
        layers: whole layers.
    """

    own_experts: Triple
    all_experts: Triple
    layers: Triple


@dataclass(frozen=True, slots=True)
class Streamed:
    """Sizes of tensors that may stay in host memory, bytes; 0 when there are none.

    Attributes:
        expert: the largest tensor of routed experts.
        other_expert: the one that is multiplied before it.
        dense: the largest other tensor of a layer.
    """

    expert: int
    other_expert: int
    dense: int


@lru_cache(maxsize=8192)
def whole_buffers(architecture: Architecture, settings: RunSettings, outputs: int, *, several: bool) -> Triple:
    """Return the buffers of GPUs that hold the whole model: several then work on several micro-batches at a time."""
    if not several:
        return (compute_bytes(architecture, settings, outputs, "gpu"),) * 3
    layers, mask = _layers(architecture, settings, "gpu"), _mask(architecture, settings, "gpu")
    share = outputs / micro_batch(settings)
    return _pipelined(architecture, settings, mask, layers, _logits_width(architecture, "gpu", share))


@lru_cache(maxsize=8192)
def gpu_buffers(
    architecture: Architecture, settings: RunSettings, outputs: int, tensors: Streamed, *, several: bool
) -> GpuBuffers:
    """Return the buffers that GPUs need where a part of the model stays in host memory, by what that is.

    llama.cpp copies tensors that stay in host memory over for every micro-batch of 32 tokens and more, always to the
    first GPU: the largest one needs room there, two where the graph goes back and forth between GPUs.
    """
    alone = compute_bytes(architecture, settings, outputs, "gpu")
    by_expert = _streamed_expert(architecture, settings, tensors)
    by_layer = by_expert or _streamed_layer(architecture, settings, tensors)
    layers, mask = _layers(architecture, settings, "gpu"), _mask(architecture, settings, "gpu")
    share, inner = outputs / micro_batch(settings), _bytes_of(settings, mask + layers)

    def last(copies: int) -> int:
        return max(inner, _bytes_of(settings, _logits_width(architecture, "gpu", share, copies)))

    if not several:
        one = max(alone, by_expert), max(last(1), by_expert) if by_expert else alone, max(alone, by_layer)
        return GpuBuffers(*((size,) * 3 for size in one))
    far = tensors.expert + tensors.other_expert + _bytes_of(settings, architecture.n_embd) if tensors.expert else 0
    return GpuBuffers(
        (max(inner, by_expert), inner, last(2)),
        (max(inner, far), inner, last(0)),
        (max(inner, by_layer), inner, last(2)),
    )


def _pipelined(architecture: Architecture, settings: RunSettings, mask: float, layers: float, logits: float) -> Triple:
    """Return the buffers of a pipeline: masks and the hidden state are kept four times, from the second GPU on twice.

    Read off dry runs on two GPUs (7B, 1.5B, 70B: exact).
    """
    n_embd = architecture.n_embd
    if architecture.moe and architecture.moe.dense_layers:
        layers -= n_embd
    first = PIPELINE_COPIES * (mask + n_embd) + layers
    inner = first + PIPELINE_COPIES * n_embd
    last = PIPELINE_COPIES * (mask + 2 * n_embd) + logits
    return _bytes_of(settings, first), _bytes_of(settings, inner), _bytes_of(settings, max(inner, last))


def _streamed_expert(architecture: Architecture, settings: RunSettings, tensors: Streamed) -> int:
    """Return the room for the largest tensor of routed experts and what is computed with it; 0 without any."""
    if not tensors.expert:
        return 0
    own = cells_per_sequence(settings)
    width = 14.5 * architecture.n_embd
    if architecture.hybrid:
        if own > _HOLES_FROM:
            return 2 * tensors.expert + _bytes_of(settings, own / 2 + 9 * architecture.n_embd)
        width = 20.5 * architecture.n_embd
    elif architecture.indexer and architecture.mla:
        width = 29 * architecture.n_embd + own / 2
    elif _is_small(architecture):
        width = 12.2 * architecture.n_embd
    return tensors.expert + _bytes_of(settings, own / 2 + width)


def _streamed_layer(architecture: Architecture, settings: RunSettings, tensors: Streamed) -> int:
    """Return the room for the largest tensor of a layer and what is computed with it, or for its keys."""
    own = cells_per_sequence(settings)
    width = architecture.n_ff * 2 + architecture.n_embd * 3
    keys = 2 * own * _kv_width(architecture)
    whole = compute_bytes(architecture, settings, settings.parallel, "gpu")
    return max(tensors.dense + _bytes_of(settings, own / 2 + width), whole + keys)


def _bytes_of(settings: RunSettings, width: float) -> int:
    return round(4 * micro_batch(settings) * width)


def _mask(architecture: Architecture, settings: RunSettings, device: str) -> float:
    own = cells_per_sequence(settings)
    return own / 2 if uses_flash_attention(architecture, settings, device) else own


def _layers(architecture: Architecture, settings: RunSettings, device: str) -> float:
    """Return the width of a layer, the mask left out."""
    own, fused = cells_per_sequence(settings), uses_flash_attention(architecture, settings, device)
    attention = _attention_width(architecture, own, device, fused=fused)
    if device == "gpu" and fused and settings.kv_type_k not in ("f16", "bf16", "f32") and _has_all_heads(architecture):
        # CUDA unpacks a quantised cache to F16 when every query head has its own keys.
        attention += _kv_width(architecture) * own / micro_batch(settings)
    return max(_feed_forward_width(architecture, device), attention)


@lru_cache(maxsize=8192)
def host_compute_bytes(architecture: Architecture, settings: RunSettings, *, pipelined: bool = False) -> int:
    """Return the host's compute buffer when GPUs run the layers: the masks and the embedded tokens, twice.

    A pipeline's inputs are there four times.
    """
    own, fused = cells_per_sequence(settings), uses_flash_attention(architecture, settings, "gpu")
    mask = own / 2 if fused else own
    width = 2 * architecture.n_embd
    if architecture.hybrid:
        mask, width = own / 4, 2 * architecture.n_embd + 1_500
    elif architecture.indexer:
        mask += own / 2
    elif not fused:
        width += 2 * _kv_width(architecture)
    if pipelined:
        mask, width = PIPELINE_COPIES * mask, width + (PIPELINE_COPIES - 1) * architecture.n_embd
    return _bytes_of(settings, mask + width)


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


def _logits_width(architecture: Architecture, device: str, share: float, copies: int = 2) -> float:
    """Return the width at the end of the graph: the logits of the wanted tokens.

    Args:
        architecture: of the model.
        device: "cpu" or "gpu".
        share: of the micro-batch's tokens whose logits are wanted.
        copies: of what the last layer's routed experts give that are alive then: 2 where they are held, 1 where they
            are copied over from host memory, 0 where another GPU computes them.
    """
    moe = architecture.moe
    if device == "gpu" and moe and _is_small(architecture):
        return share * (
            architecture.n_vocab + (copies * moe.n_experts_used + 3) * architecture.n_embd + 3 * moe.n_experts
        )
    rows = 2 if device == "cpu" else 1
    return share * (architecture.n_vocab + rows * architecture.n_embd)


def _is_small(architecture: Architecture) -> bool:
    """Tell V2-Lite, MoE-16B and plain models from those whose latent queries make the widest results."""
    return architecture.mla is None or architecture.mla.q_lora_rank is None
