"""Why a plan does not fit, and the smallest change that would make it fit."""

from __future__ import annotations

from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import format_gib
from deepseek_gui.sizing.holdings import Candidate, Job


def why_not(job: Job, best: Candidate) -> tuple[Text, Text]:
    """Return what is short, and the smallest change that would make it fit."""
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
    return reason, _remedy(job, best, missing)


def _remedy(job: Job, best: Candidate, missing: int) -> Text:
    kv_total = sum(device.kv_cache_bytes for device in best.devices)
    if job.settings.kv_type_k == "f16" and missing < kv_total * 0.45:
        return Text(QT_TRANSLATE_NOOP("core", "Set the KV cache to q8_0."))
    smaller = _smaller_context(job, missing, kv_total)
    if smaller:
        return Text(QT_TRANSLATE_NOOP("core", "Reduce the context to {context} tokens or less."), {"context": smaller})
    total = job.weights.total_bytes
    if missing < total * 0.75:
        return Text(
            QT_TRANSLATE_NOOP("core", "Choose a smaller quantisation: about {size} of weights or less would fit."),
            {"size": format_gib(total - missing)},
        )
    return Text(
        QT_TRANSLATE_NOOP("core", "Choose a smaller model, or add {missing} of memory."),
        {"missing": format_gib(missing)},
    )


def _smaller_context(job: Job, missing: int, kv_total: int) -> int | None:
    """Return a context that would fit, at least 2048 tokens a sequence, or None."""
    if not kv_total or missing >= kv_total:
        return None
    step = 1024 * job.settings.parallel
    context = int(job.settings.context * (1 - missing / kv_total)) // step * step
    return context if context >= 2 * step else None
