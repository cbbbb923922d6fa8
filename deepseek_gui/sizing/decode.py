"""How long a step of decoding takes: one token for each stream.

t = weights read / bandwidth reached + latency of every layer + arithmetic of the further streams + cache read, summed
over devices. The first stream's arithmetic hides behind the reading; that of more streams adds up (RTX 4090 with an 8B
model in 4 bits: 16, 32, 64 and 128 rows at once within 12 % of this sum, `tests/bench/serving_speed.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log2

from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import Range, RunSettings
from deepseek_gui.sizing.weights import Weights
from deepseek_gui.sizing.workers import Worker

CONTEXT_SPREAD = 0.05
"""Added to a range for a full context."""

_FULL_BATCH = 4
_STREAMS_SPREAD = 0.05
_STREAMS_SPREAD_LIMIT = 0.25


@dataclass(frozen=True, slots=True)
class Step:
    """Seconds of one step, and the half-width of its range on a logarithmic scale.

    Attributes:
        empty_s: with nothing in the context.
        full_s: with the cache full.
        streams: tokens that come out of it.
    """

    empty_s: float
    full_s: float
    spread: float
    streams: int = 1

    @property
    def empty_tps(self) -> Range:
        """All streams together, at an empty context."""
        return rate(self.empty_s / self.streams, self.spread)

    @property
    def full_tps(self) -> Range:
        """All streams together, with the cache full."""
        return rate(self.full_s / self.streams, self.spread + CONTEXT_SPREAD)


def rate(seconds: float, spread: float) -> Range:
    """Return tokens per second with edges `spread` away on a logarithmic scale."""
    expected = 1.0 / seconds
    return Range(expected * exp(-spread), expected, expected * exp(spread))


SAMPLING_S = 5e-9
"""Seconds for each token of the vocabulary that a processor takes to choose a stream's next token.

With 2 to 32 users of a 7B on an H100, llama-server took 0.5 to 1.0 ms a token longer than llama-batched-bench, with
152,064 tokens to choose from.
"""


def streams_spread(streams: int) -> float:
    """Return what is added to a range for several streams: their kernels are others, and scheduling takes its time."""
    return min(_STREAMS_SPREAD_LIMIT, _STREAMS_SPREAD * log2(streams))


def expert_share(architecture: Architecture, streams: int) -> float:
    """Return the share of the routed experts that some streams read in one step: each chooses its own few."""
    moe = architecture.moe
    return 1.0 - (1.0 - moe.n_experts_used / moe.n_experts) ** streams if moe else 0.0


def attention_share(architecture: Architecture, settings: RunSettings) -> float:
    """Return the share of its own cache that one stream's token reads: all of it, but sparse attention picks rows.

    V3.2 reads every indexer key and the chosen rows; V4 the window, the chosen compressed rows and the indexer keys.
    """
    own = max(1, settings.context // settings.parallel)
    if architecture.indexer and architecture.mla:
        row = architecture.mla.kv_lora_rank + architecture.mla.qk_rope_head_dim
        key = architecture.indexer.head_dim
        return (key + row * min(1.0, architecture.indexer.top_k / own)) / (key + row)
    if architecture.indexer and architecture.hybrid:
        key, row = architecture.indexer.head_dim, architecture.head_dim
        return (key + row * min(1.0, architecture.indexer.top_k / (own / 4))) / (key + row)
    return 1.0


def decode_step(
    architecture: Architecture,
    weights: Weights,
    workers: Sequence[Worker],
    settings: RunSettings,
    streams: int = 1,
    *,
    samples: bool = False,
) -> Step | None:
    """Return a step of some of the `settings.parallel` streams; None where a rate that it needs is not known.

    Args:
        architecture: of the model.
        weights: of the model.
        workers: who computes, in the order of the layers.
        settings: of the plan.
        streams: how many get a token in this step.
        samples: an engine's processor chooses each stream's token, one after the other; benchmarks do not.
    """
    cache_share = attention_share(architecture, settings) * streams / settings.parallel
    experts = weights.active_share if streams == 1 else expert_share(architecture, streams)
    empty = full = spread = 0.0
    for worker in workers:
        if worker.bytes_per_s is None:
            return None
        share = worker.share
        read = share.dense_bytes + share.expert_bytes * experts
        seconds = read / worker.bytes_per_s
        if streams > 1:
            arithmetic = _further_streams_s(worker, weights, streams)
            if arithmetic is None:
                return None
            seconds = seconds * worker.batch_reread + arithmetic + share.layers * _batch_layer_s(worker, streams)
        seconds += share.layers * worker.layer_s + share.expert_layers * worker.expert_layer_s
        empty, full = empty + seconds, full + seconds + share.kv_bytes * cache_share / worker.bytes_per_s
        spread += seconds * worker.spread
    logits_per_s = workers[-1].logits_per_s if workers else None
    if streams > 1 and logits_per_s:
        logits_s = (streams - 1) * architecture.n_vocab / logits_per_s
        empty, full = empty + logits_s, full + logits_s
    if streams > 1 and samples:
        sampling_s = streams * architecture.n_vocab * SAMPLING_S
        empty, full = empty + sampling_s, full + sampling_s
    return Step(empty, full, spread / empty + streams_spread(streams), streams) if empty else None


def _batch_layer_s(worker: Worker, streams: int) -> float:
    """Return what a layer takes longer with several streams: in full from five on (one H200, four models)."""
    return worker.batch_layer_s * min(1.0, (streams - 1) / _FULL_BATCH)


def _further_streams_s(worker: Worker, weights: Weights, streams: int) -> float | None:
    """Return the arithmetic of all streams but the first, in proportion to the bytes that one token reads here."""
    if worker.flops_per_s is None:
        return None
    read = worker.share.dense_bytes + worker.share.expert_bytes * weights.active_share
    flops = 2.0 * weights.active_params * read / max(1, weights.active_bytes)
    return (streams - 1) * flops / worker.flops_per_s
