"""What is known of a model, in words: names and values for the plan and for the model's own dialog."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from deepseek_gui.core.quality import Quality
from deepseek_gui.domain.benchmark import Reference, Score
from deepseek_gui.domain.licence import commercial_use
from deepseek_gui.domain.model import Architecture, Model, Sampling
from deepseek_gui.domain.support import Support
from deepseek_gui.domain.text import Text
from deepseek_gui.ui.match.words import count_text, licence_text
from deepseek_gui.ui.texts import UNKNOWN, translate


def fact_rows(model: Model, family: str | None = None) -> Iterable[tuple[str, str]]:
    """Yield the name and the words of each fact.

    Args:
        model: whose facts.
        family: the engines' word for models of its kind.
    """
    if model.total_params is not None:
        yield QCoreApplication.translate("ModelWords", "Parameters"), _parameter_words(model)
    if model.architecture is not None:
        yield QCoreApplication.translate("ModelWords", "Architecture"), _architecture_words(model.architecture, family)
        trained = count_text(model.architecture.context_trained)
        yield (
            QCoreApplication.translate("ModelWords", "Made for"),
            QCoreApplication.translate("ModelWords", "{tokens} tokens of context").format(tokens=trained),
        )
    licence = licence_text(commercial_use(model.license))
    yield (
        QCoreApplication.translate("ModelWords", "Licence"),
        QCoreApplication.translate("ModelWords", "{name}: {words}").format(
            name=model.license or UNKNOWN, words=licence
        ),
    )
    if model.release_date:
        yield QCoreApplication.translate("ModelWords", "Released"), model.release_date
    yield QCoreApplication.translate("ModelWords", "Recommended sampling"), _sampling_words(model.sampling)


def quality_text(quality: Quality) -> str:
    """Return the published score that places a model, with its source, or that it is estimated."""
    if quality.score is None:
        return QCoreApplication.translate("ModelWords", "none that counts here; estimated from size and age")
    template = QCoreApplication.translate("ModelWords", "{score} ({source})")
    return template.format(score=score_text(quality.score), source=reference_text(quality.score.source))


def score_text(score: Score) -> str:
    """Return "GPQA Diamond 71.5 %"."""
    return f"{score.benchmark.name} {percent_text(score)}"


def percent_text(score: Score) -> str:
    """Return "71.5 %": scores are published with one decimal."""
    return f"{score.percent:.1f} %"


def setting_text(score: Score) -> str:
    """Return how a score was taken, empty when nothing about it is special."""
    return translate(Text(score.setting)) if score.setting else ""


def reference_text(source: Reference) -> str:
    """Return "DeepSeek-R1, README, 2025-01-20"."""
    return QCoreApplication.translate("ModelWords", "{title}, {date}").format(
        title=translate(Text(source.title)), date=source.date
    )


def since_text(support: Support) -> str:
    """Return since which version an engine knows a model's family."""
    if support.or_earlier:
        return QCoreApplication.translate("ModelWords", "{version} or earlier").format(version=support.since)
    return support.since


def support_text(rows: Iterable[Support]) -> str:
    """Return the engines that are known to run a model, in one line."""
    known = [f"{row.engine} {since_text(row)}" for row in rows]
    return QCoreApplication.translate("ModelWords", ", ").join(known) or UNKNOWN


def _parameter_words(model: Model) -> str:
    total = f"{(model.total_params or 0) / 1e9:.1f}"
    if model.active_params is None or model.active_params == model.total_params:
        return QCoreApplication.translate("ModelWords", "{total} billion, all of them active").format(total=total)
    active = f"{model.active_params / 1e9:.1f}"
    return QCoreApplication.translate("ModelWords", "{total} billion, {active} of them active for a token").format(
        total=total, active=active
    )


def _architecture_words(shape: Architecture, family: str | None) -> str:
    name = f"{family} ({shape.gguf_name})" if family else shape.gguf_name
    if shape.moe is None:
        return QCoreApplication.translate("ModelWords", "{name}, {layers} layers").format(
            name=name, layers=shape.n_layers
        )
    return QCoreApplication.translate(
        "ModelWords", "{name}, {layers} layers, {used} of {experts} experts a token"
    ).format(name=name, layers=shape.n_layers, used=shape.moe.n_experts_used, experts=shape.moe.n_experts)


def _sampling_words(sampling: Sampling) -> str:
    parts = []
    if sampling.temperature is not None:
        parts.append(
            QCoreApplication.translate("ModelWords", "temperature {value}").format(value=f"{sampling.temperature:g}")
        )
    if sampling.top_p is not None:
        parts.append(QCoreApplication.translate("ModelWords", "top-p {value}").format(value=f"{sampling.top_p:g}"))
    if not parts:
        return QCoreApplication.translate("ModelWords", "none published that is known")
    words = QCoreApplication.translate("ModelWords", ", ").join(parts)
    return f"{words} ({sampling.source})" if sampling.source else words
