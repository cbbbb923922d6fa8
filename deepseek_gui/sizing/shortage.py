"""Why a plan does not fit, and the smallest change that would make it fit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from deepseek_gui.domain.plan import RunSettings
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import format_gib, format_gib_up
from deepseek_gui.sizing.holdings import Candidate, Job

Fits = Callable[[RunSettings], bool]
"""Whether the plan would fit with other settings."""


def why_not(job: Job, best: Candidate, ram_missing: int | None, fits: Fits) -> tuple[Text, Text]:
    """Return what is short, and the smallest change that would make it fit; a change of settings was tried.

    Args:
        job: the plan.
        best: the layout that lacks least.
        ram_missing: bytes of main memory that alone would be enough; None when no amount is.
        fits: tries other settings.
    """
    gpu_short = sum(best.shortages[:-1])
    host_short = best.shortages[-1]
    scarce = (
        Text(QT_TRANSLATE_NOOP("core", "GPU memory"))
        if gpu_short > host_short
        else Text(QT_TRANSLATE_NOOP("core", "RAM"))
    )
    missing = max(gpu_short, host_short)
    reason = Text(
        QT_TRANSLATE_NOOP("core", "Short by {missing} of {scarce}."),
        {"missing": format_gib(missing), "scarce": scarce},
    )
    return reason, _remedy(job, best, ram_missing, fits)


def _remedy(job: Job, best: Candidate, ram_missing: int | None, fits: Fits) -> Text:
    missing = best.missing
    kv_total = sum(device.kv_cache_bytes for device in best.devices)
    if job.settings.kv_type_k == "f16" and missing < kv_total * 0.45 and fits(_with_small_cache(job.settings)):
        return Text(QT_TRANSLATE_NOOP("core", "Set the KV cache to q8_0."))
    smaller = _smaller_context(job, missing, kv_total, fits)
    if smaller:
        return Text(QT_TRANSLATE_NOOP("core", "Reduce the context to {context} tokens or less."), {"context": smaller})
    total = job.weights.total_bytes
    if missing < total * 0.75:
        return Text(
            QT_TRANSLATE_NOOP("core", "Choose a smaller quantisation: about {size} of weights or less would fit."),
            {"size": format_gib(total - missing - total // job.n_layers)},  # layers go as a whole
        )
    if ram_missing is None:
        return Text(QT_TRANSLATE_NOOP("core", "Choose a smaller model, or put fewer layers on the GPU."))
    return Text(
        QT_TRANSLATE_NOOP("core", "Choose a smaller model, or add {missing} of RAM."),
        {"missing": format_gib_up(ram_missing)},
    )


def _with_small_cache(settings: RunSettings) -> RunSettings:
    return replace(settings, kv_type_k="q8_0", kv_type_v="q8_0")


def _smaller_context(job: Job, missing: int, kv_total: int, fits: Fits) -> int | None:
    """Return a context that fits, at least 2048 tokens a sequence, or None.

    What a cache of that share would leave is tried first: weights move when there is room, so it may take less still.
    """
    if not kv_total or missing >= kv_total:
        return None
    step = 1024 * job.settings.parallel
    wanted = job.settings.context * (1 - missing / kv_total)
    tried = dict.fromkeys(int(wanted * share) // step * step for share in _SHARES)
    return next((c for c in tried if c >= 2 * step and fits(replace(job.settings, context=c))), None)


_SHARES = (1.0, 0.75, 0.5, 0.25)
