"""The JSON shapes of the command line. Fields may be added; those that are there stay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from deepseek_gui.catalog.machines import machine_document
from deepseek_gui.catalog.models import find_model
from deepseek_gui.core.cost_article import ArticleRow, article_rows
from deepseek_gui.core.cost_words import headline, remarks
from deepseek_gui.core.matching import MatchResult
from deepseek_gui.core.quality import Quality
from deepseek_gui.core.ranking import ability, reaches
from deepseek_gui.domain.comparison import Comparison, CostLine, Sensitivity
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.events import (
    Done,
    EngineEvent,
    Failed,
    Loading,
    LogLine,
    Notice,
    PromptProgress,
    Ready,
    Token,
    Unloaded,
)
from deepseek_gui.domain.plan import DeviceMemory, Estimate, Range, RunSettings, Speed
from deepseek_gui.domain.sample import Sample
from deepseek_gui.domain.text import Text
from deepseek_gui.domain.verdict import ComponentVerdict, TierVerdict
from deepseek_gui.sizing.cost import sensitivity

__all__ = [
    "cost_document",
    "estimate_document",
    "event_document",
    "failure_event",
    "machine_document",
    "match_document",
    "sample_document",
]

Document = dict[str, Any]


def _words(text: Text | None) -> str | None:
    return None if text is None else str(text)


def estimate_document(found: Estimate) -> Document:
    """Return an estimate; numbers that are not known are null."""
    return {
        "model": found.plan.model,
        "quantisation": found.plan.quantisation,
        "engine": found.plan.engine,
        "context": found.plan.settings.context,
        "source": str(found.source),
        "fits": found.fits,
        "reason": _words(found.reason),
        "remedy": _words(found.remedy),
        "note": _words(found.note),
        "file_bytes": found.file_bytes,
        "cache_tokens": found.cache_tokens,
        "settings": _settings(found.settings),
        "devices": [_device(device) for device in found.devices],
        "speed": _speed(found.speed),
    }


def _settings(settings: RunSettings) -> Document:
    return asdict(settings) | {
        "flash_attention": str(settings.flash_attention),
        "load_mode": str(settings.load_mode),
    }


def _device(device: DeviceMemory) -> Document:
    return asdict(device) | {"total_bytes": device.total_bytes}


def _range(values: Range | None) -> Document | None:
    return None if values is None else asdict(values)


def _speed(speed: Speed) -> Document:
    return {
        "decode_tps": _range(speed.decode_tps),
        "decode_tps_at_context": _range(speed.decode_tps_at_context),
        "prefill_tps": _range(speed.prefill_tps),
        "time_to_first_token_s": _range(speed.time_to_first_token_s),
        "streams": speed.streams,
        "throughput_tps": _range(speed.throughput_tps),
        "throughput_tps_at_context": _range(speed.throughput_tps_at_context),
        "stream_tps": _range(speed.stream_tps),
        "source": str(speed.source),
        "basis": _words(speed.basis),
    }


def match_document(result: MatchResult) -> Document:
    """Return a match: machine, need, tiers and plans, best first."""
    need = result.need
    return {
        "machine": machine_document(result.machine),
        "need": asdict(need),
        "tiers": [_tier(verdict) for verdict in result.tiers],
        "plans": [
            estimate_document(found)
            | {
                "reaches_min_tps": reaches(found, need.min_tps),
                "ability": _ability(ability(find_model(found.plan.model), need.use_case)),
            }
            for found in result.plans
        ],
        "not_estimated": [
            {"model": model.id, "name": model.name, "note": model.note} for model in result.not_estimated
        ],
    }


def _ability(quality: Quality) -> Document:
    """Return how able a model is and the published score that says so; null where it is estimated."""
    score = quality.score
    published = score and {
        "benchmark": score.benchmark.name,
        "percent": score.percent,
        "setting": score.setting,
        "source": score.source.title,
        "url": score.source.url,
        "date": score.source.date,
    }
    return {"doublings": quality.doublings, "published": published}


def _tier(verdict: TierVerdict) -> Document:
    return {
        "tier": str(verdict.tier),
        "verdict": str(verdict.verdict),
        "runs": verdict.runs,
        "components": [_component(component) for component in verdict.components],
    }


def _component(component: ComponentVerdict) -> Document:
    return {
        "component": component.component,
        "title": str(component.title),
        "need": str(component.need),
        "have": str(component.have),
        "verdict": str(component.verdict),
        "decides": component.decides,
    }


def cost_document(found: Comparison) -> Document:
    """Return a comparison; what is not compared has the total null."""
    article = {row.key: _article(row) for row in article_rows(found.plan.currency, found.plan)}
    recomputed = article["recomputed"] | {key: article[key] for key in ("two_gpus", "eight_gpus")}
    return {
        "years": found.plan.years,
        "currency": str(found.plan.currency),
        "preset": found.plan.preset,
        "answer": str(headline(found)),
        "remarks": [str(remark) for remark in remarks(found)],
        "cloud": _cost_line(found.cloud),
        "api": _cost_line(found.api),
        "local": _cost_line(found.local) | {"parts": asdict(found.parts)},
        "cheapest": found.cheapest,
        "saving": found.saving,
        "break_even_month": found.break_even_month,
        "break_even_million_tokens_per_month": found.break_even_tokens,
        "pays_off": found.pays_off,
        "capacity": asdict(found.capacity) | {"enough": found.capacity.enough},
        "sensitivity": [_sensitivity(row) for row in sensitivity(found)],
        "inputs": {part: asdict(getattr(found.plan, part)) for part in ("use", "cloud", "api", "local")},
        "rates": {"cny_per_usd": found.plan.cny_per_usd, "eur_per_usd": found.plan.eur_per_usd},
        "article": {"claimed": article["claimed"], "recomputed": recomputed},
    }


def _cost_line(line: CostLine | None) -> Document:
    if line is None:
        return {"total": None}
    return {
        "total": line.total,
        "per_month": line.per_month,
        "per_million_tokens": line.per_million,
        "break_even_month": line.break_even_month,
        "cumulative": list(line.cumulative),
    }


def _sensitivity(row: Sensitivity) -> Document:
    low, high = ("-1", "+1") if row.by_one else ("-25%", "+25%")
    return {
        "input": row.field.key,
        "saving_change": {low: row.saving_low, high: row.saving_high},
        "break_even_month": {low: row.month_low, high: row.month_high},
    }


def _article(row: ArticleRow) -> Document:
    return {
        "cloud": row.cloud,
        "local": row.local,
        "break_even_month": row.break_even_month,
        "title": str(row.title),
        "remark": str(row.remark),
    }


def sample_document(sample: Sample) -> Document:
    """Return one line of `watch`."""
    document = asdict(sample)
    document["stale"] = {source: str(reason) for source, reason in sample.stale.items()}
    for gpu, state in zip(document["gpus"], sample.gpus, strict=True):
        gpu["stale"] = _words(state.stale)
    return {"time": document.pop("time_s"), **document}


def event_document(event: EngineEvent) -> Document | None:
    """Return one line of `run`; None for what is not part of it (log lines, a prompt being read, the end)."""
    makers: dict[type, Callable[[Any], Document | None]] = {
        Loading: lambda found: {"event": "loading", "progress": found.progress, "step": _words(found.step)},
        Ready: lambda found: {"event": "ready", "load_s": found.load_s},
        Token: _token,
        Done: _done,
        Failed: failure_event,
        Notice: lambda found: {"event": "notice", "message": str(found.message), "hint": _words(found.hint)},
        PromptProgress: lambda _: None,
        LogLine: lambda _: None,
        Unloaded: lambda _: None,
    }
    return makers[type(event)](event)


def _token(event: Token) -> Document:
    return {
        "event": "token",
        "text": event.text,
        "time_s": event.time_s,
        "count": event.count,
        "thinking": event.thinking,
    }


def _done(event: Done) -> Document:
    return {"event": "done", **asdict(event)}


def failure_event(error: ActionableError | Failed) -> Document:
    """Return the `error` event: of an engine that failed, or of a run that could not start.

    `cause` is the kind of failure, null when it is none that we know; `evidence` the line of the log that tells it.
    """
    failed = error if isinstance(error, Failed) else Failed(error.message, error.hint, error.details, error.cause)
    return {
        "event": "error",
        "message": str(failed.message),
        "hint": _words(failed.hint),
        "cause": failed.cause,
        "evidence": failed.evidence or None,
        "details": failed.details or None,
        "remedies": [str(remedy.text) for remedy in failed.remedies],
    }
