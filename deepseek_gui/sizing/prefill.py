"""How fast a prompt is read: arithmetic over the matrix rate that each device reaches, one device after the other.

Weights that stay in host memory beside a GPU of its own memory are not computed by the processor: llama.cpp carries
them over for each micro-batch of 32 tokens and more, and the GPU computes. What that costs was measured with
llama-server on an H100 and an H200 (PCIe 5.0 x16): 7B Q8_0 with 14 layers in RAM 1,066 tokens per second, V2-Lite
Q4_K_M with the experts of 13 layers in RAM 2,039, with those of all layers 1,350.
"""

from __future__ import annotations

from collections.abc import Sequence

from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import Range
from deepseek_gui.sizing.decode import rate
from deepseek_gui.sizing.holdings import Share
from deepseek_gui.sizing.placement import Placement
from deepseek_gui.sizing.weights import Weights
from deepseek_gui.sizing.workers import Worker

PROMPT_TOKENS = 512
"""Length of the prompt that prefill and time to first token are stated for (llama-bench pp512)."""

DEFAULT_PCIE_GBS = 12.0
"""Link to the host when it is not known: PCIe 3.0 x16 or 4.0 x8."""

PINNED_SHARE = 0.42
"""What experts in host memory reach of the link: their memory is locked for the GPU."""

MAPPED_GBS = 9.0
"""What layers of a mapped file reach at most: the driver copies them once more."""

STREAMED_TOKENS = 32
"""From so many tokens of a micro-batch on weights are carried over (ggml's `min_batch_size`)."""

STREAMED_SPREAD = 0.30
"""Half-width of the range of what is carried over, on a logarithmic scale: three measurements, one kind of link."""

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
        carried = _carried_s(worker.share, helper) / prompt if helper else 0.0
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


def _carried_s(share: Share, helper: Worker) -> float:
    """Return the seconds in which a micro-batch's weights are carried from host memory to a GPU."""
    if share.gpu is not None:
        return 0.0
    link = (helper.share.gpu.pcie_gbs if helper.share.gpu else None) or DEFAULT_PCIE_GBS
    reached = min(MAPPED_GBS, PINNED_SHARE * link) if share.layers else PINNED_SHARE * link
    return (share.dense_bytes + share.expert_bytes) / (reached * 1e9)


def _computed_s(worker: Worker, layers: int, layer_flops: float, prompt: int) -> float | None:
    """Return the seconds of one prompt token in layers that a device computes; None when its rate is not known."""
    if not layers:
        return 0.0
    if worker.prompt_flops_per_s is None:
        return None
    return layers * (layer_flops / worker.prompt_flops_per_s + worker.prompt_layer_s / prompt)
