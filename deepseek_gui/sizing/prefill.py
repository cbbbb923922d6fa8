"""How fast a prompt is read: arithmetic over the matrix rate that each device reaches, one device after the other.

Weights that stay in host memory beside a GPU of its own memory are not computed by the processor: llama.cpp carries
them over for each micro-batch of 32 tokens and more, and the GPU computes. That was measured with llama-bench b11434
on an H100 (PCIe 5.0 x16), 7B Q8_0 with 14 of 28 layers in RAM: 4,043 tokens per second when the file was read,
972 when it was mapped, 78 when the processor computes. With experts in RAM it was up to twice as fast as stated here:
the routers of random weights choose half of the experts, and only chosen ones are carried.
"""

from __future__ import annotations

from collections.abc import Sequence

from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import Range, RunSettings
from deepseek_gui.sizing.decode import rate
from deepseek_gui.sizing.holdings import Share
from deepseek_gui.sizing.placement import Placement
from deepseek_gui.sizing.weights import Weights
from deepseek_gui.sizing.workers import Worker

PROMPT_TOKENS = 512
"""Length of the prompt that prefill and time to first token are stated for (llama-bench pp512)."""

DEFAULT_PCIE_GBS = 12.0
"""Link to the host when it is not known: PCIe 3.0 x16 or 4.0 x8."""

PINNED_SHARE = 0.65
"""What weights reach of the link whose memory is locked for the GPU: those of a file that was read."""

MAPPED_GBS = 8.0
"""What weights of a mapped file reach at most: the driver copies them once more."""

STREAMED_TOKENS = 32
"""From so many tokens of a micro-batch on weights are carried over (ggml's `min_batch_size`)."""

STREAMED_SPREAD = 0.30
"""Half-width of the range of what is carried over, on a logarithmic scale: one kind of link was measured."""

EXPERT_PREFILL_SPREAD = 0.25
"""Added to a prompt's spread with routed experts."""


def prefill_rate(
    architecture: Architecture, weights: Weights, workers: Sequence[Worker], placement: Placement
) -> Range | None:
    """Return prompt tokens per second; None where a rate that it needs is not known."""
    flops = 2.0 * weights.active_params / max(1, architecture.n_layers)
    prompt = min(placement.settings.ubatch, PROMPT_TOKENS)
    seconds = spread = 0.0
    helper = _helper(workers) if prompt >= STREAMED_TOKENS else None
    for worker in workers:
        carried = _carried_s(worker.share, helper, placement.settings) / prompt if helper else 0.0
        own = _computed_s(helper if carried and helper else worker, worker.share.layers, flops, prompt)
        if own is None:
            return None
        seconds += own + carried
        spread += own * worker.prompt_spread + carried * STREAMED_SPREAD
    if not seconds:
        return None
    return rate(seconds, spread / seconds + (EXPERT_PREFILL_SPREAD if architecture.moe else 0.0))


def first_token_s(prefill: Range | None) -> Range | None:
    """Return seconds from a prompt of `PROMPT_TOKENS` to the first token."""
    if prefill is None:
        return None
    return Range(PROMPT_TOKENS / prefill.high, PROMPT_TOKENS / prefill.expected, PROMPT_TOKENS / prefill.low)


def _helper(workers: Sequence[Worker]) -> Worker | None:
    """Return the GPU that computes a prompt's share of the host's weights; None without one of its own memory."""
    return next((worker for worker in workers if worker.share.gpu and not worker.share.gpu.unified_memory), None)


def _carried_s(share: Share, helper: Worker, settings: RunSettings) -> float:
    """Return the seconds in which a micro-batch's weights are carried from host memory to a GPU."""
    if share.gpu is not None:
        return 0.0
    link = (helper.share.gpu.pcie_gbs if helper.share.gpu else None) or DEFAULT_PCIE_GBS
    reached = min(MAPPED_GBS, PINNED_SHARE * link) if settings.load_mode.maps else PINNED_SHARE * link
    return (share.dense_bytes + share.expert_bytes) / (reached * 1e9)


def _computed_s(worker: Worker, layers: int, layer_flops: float, prompt: int) -> float | None:
    """Return the seconds of one prompt token in layers that a device computes; None when its rate is not known."""
    if not layers:
        return 0.0
    if worker.prompt_flops_per_s is None:
        return None
    return layers * (layer_flops / worker.prompt_flops_per_s + worker.prompt_layer_s / prompt)
