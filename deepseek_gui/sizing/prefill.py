"""How fast a prompt is read: arithmetic over the matrix rate that each device reaches, one device after the other."""

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

EXPERT_PREFILL_SPREAD = 0.25
"""Added to a prompt's spread with routed experts."""


def prefill_rate(
    architecture: Architecture, weights: Weights, workers: Sequence[Worker], placement: Placement
) -> Range | None:
    """Return prompt tokens per second; None where a rate that it needs is not known."""
    flops = 2.0 * weights.active_params / max(1, architecture.n_layers)
    prompt = min(placement.settings.ubatch, PROMPT_TOKENS)
    seconds = spread = 0.0
    for worker in workers:
        own = _worker_seconds(worker, flops, placement, prompt)
        if own is None:
            return None
        seconds, spread = seconds + own, spread + own * worker.prompt_spread
    if not seconds:
        return None
    return rate(seconds, spread / seconds + (EXPERT_PREFILL_SPREAD if architecture.moe else 0.0))


def first_token_s(prefill: Range | None) -> Range | None:
    """Return seconds from a prompt of `PROMPT_TOKENS` to the first token."""
    if prefill is None:
        return None
    return Range(PROMPT_TOKENS / prefill.high, PROMPT_TOKENS / prefill.expected, PROMPT_TOKENS / prefill.low)


def _worker_seconds(worker: Worker, layer_flops: float, placement: Placement, prompt: int) -> float | None:
    """Return the seconds of one prompt token on one device."""
    share = worker.share
    if share.gpu is None and share.expert_bytes and not share.layers and len(placement.shares) > 1:
        return _stream_seconds(share, placement, prompt)
    if worker.prompt_flops_per_s is None:
        return None
    return share.layers * (layer_flops / worker.prompt_flops_per_s + worker.prompt_layer_s / prompt)


def _stream_seconds(share: Share, placement: Placement, prompt: int) -> float:
    """Return seconds a token that experts in host memory cost in a prompt: each micro-batch carries them all over."""
    links = [other.gpu.pcie_gbs for other in placement.shares if other.gpu and other.gpu.pcie_gbs]
    return share.expert_bytes / (min(links, default=DEFAULT_PCIE_GBS) * 1e9) / prompt
