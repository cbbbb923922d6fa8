"""Published benchmark scores: `resources/catalog/benchmarks.json`, each with the document that it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from deepseek_gui.domain.benchmark import Benchmark, Reference, Score
from deepseek_gui.domain.decoding import decode
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP
from deepseek_gui.resources import resource_path


@dataclass(frozen=True, slots=True)
class _Source:
    """A document that several scores stand in."""

    id: str
    title: str
    url: str
    date: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A score as the file has it: benchmark and source by their ids."""

    model: str
    benchmark: str
    percent: float
    source: str
    setting: str | None = None


@dataclass(frozen=True, slots=True)
class _File:
    """The file."""

    benchmarks: tuple[Benchmark, ...]
    sources: tuple[_Source, ...]
    scores: tuple[_Row, ...]


@cache
def _file() -> _File:
    return decode(resource_path("catalog", "benchmarks.json").read_bytes(), _File)


@cache
def scores() -> tuple[Score, ...]:
    """Return every published score, in the order of the benchmarks."""
    file = _file()
    sources = {source.id: Reference(source.title, source.url, source.date) for source in file.sources}
    return tuple(
        Score(row.model, benchmark, row.percent, sources[row.source], row.setting)
        for benchmark in file.benchmarks
        for row in file.scores
        if row.benchmark == benchmark.id
    )


def benchmark_names(ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of benchmarks, in the order asked for."""
    names = {benchmark.id: benchmark.name for benchmark in _file().benchmarks}
    return tuple(names[id] for id in ids)  # noqa: A001  called id everywhere


def scores_of(model_id: str) -> tuple[Score, ...]:
    """Return what a model's makers published, none for a model without published scores."""
    return tuple(score for score in scores() if score.model == model_id)


def scores_on(benchmark_id: str) -> tuple[Score, ...]:
    """Return every model's score on a benchmark."""
    return tuple(score for score in scores() if score.benchmark.id == benchmark_id)


WORDS = (
    QT_TRANSLATE_NOOP("core", "science questions for doctoral students"),
    QT_TRANSLATE_NOOP("core", "knowledge and reasoning, ten choices"),
    QT_TRANSLATE_NOOP("core", "expert questions from every field"),
    QT_TRANSLATE_NOOP("core", "school and university knowledge, four choices"),
    QT_TRANSLATE_NOOP("core", "programming tasks newer than the training data"),
    QT_TRANSLATE_NOOP("core", "programming tasks of 2023 and 2024"),
    QT_TRANSLATE_NOOP("core", "short Python functions"),
    QT_TRANSLATE_NOOP("core", "short functions in eight languages"),
    QT_TRANSLATE_NOOP("core", "jobs done in a terminal"),
    QT_TRANSLATE_NOOP("core", "real bugs mended in real projects"),
    QT_TRANSLATE_NOOP("core", "competition mathematics"),
    QT_TRANSLATE_NOOP("core", "school mathematics"),
    QT_TRANSLATE_NOOP("core", "mathematical proofs in Lean"),
    QT_TRANSLATE_NOOP("core", "questions on scanned documents"),
    QT_TRANSLATE_NOOP("core", "questions on charts"),
    QT_TRANSLATE_NOOP("core", "DeepSeek-LLM, README"),
    QT_TRANSLATE_NOOP("core", "DeepSeek-Coder, README"),
    QT_TRANSLATE_NOOP("core", "DeepSeek-Coder, paper, table 10"),
    QT_TRANSLATE_NOOP("core", "DeepSeekMath, README"),
    QT_TRANSLATE_NOOP("core", "DeepSeek-V2, README"),
    QT_TRANSLATE_NOOP("core", "DeepSeek-Coder-V2, README"),
    QT_TRANSLATE_NOOP("core", "DeepSeek-V2.5, model card"),
    QT_TRANSLATE_NOOP("core", "DeepSeek-VL2, paper"),
    QT_TRANSLATE_NOOP("core", "DeepSeek-V3, README"),
    QT_TRANSLATE_NOOP("core", "DeepSeek-R1, README"),
    QT_TRANSLATE_NOOP("core", "DeepSeek-V3-0324, model card"),
    QT_TRANSLATE_NOOP("core", "DeepSeek-Prover-V2, paper, table 1"),
    QT_TRANSLATE_NOOP("core", "DeepSeek-R1-0528, model card"),
    QT_TRANSLATE_NOOP("core", "DeepSeek-V3.1, model card"),
    QT_TRANSLATE_NOOP("core", "DeepSeek-V3.2-Exp, README"),
    QT_TRANSLATE_NOOP("core", "DeepSeek-V3.2, paper, tables 2 and 3"),
    QT_TRANSLATE_NOOP("core", "DeepSeek-V4, model card"),
    QT_TRANSLATE_NOOP("core", "DeepSeek-V4-Flash-0731, model card"),
    QT_TRANSLATE_NOOP("core", "DeepSeek-V4-Pro-0813, model card"),
    QT_TRANSLATE_NOOP("core", "DeepSeek-V4-Flash-Vision-Exp, model card"),
    QT_TRANSLATE_NOOP("core", "DeepSeek-V4.1-Flash, model card"),
    QT_TRANSLATE_NOOP("core", "0-shot"),
    QT_TRANSLATE_NOOP("core", "Python"),
    QT_TRANSLATE_NOOP("core", "chain of thought"),
    QT_TRANSLATE_NOOP("core", "pass@1"),
    QT_TRANSLATE_NOOP("core", "pass@1, CoT"),
    QT_TRANSLATE_NOOP("core", "text only"),
    QT_TRANSLATE_NOOP("core", "agent mode"),
    QT_TRANSLATE_NOOP("core", "CoT, 32 samples"),
    QT_TRANSLATE_NOOP("core", "thinking"),
    QT_TRANSLATE_NOOP("core", "thinking, text only"),
    QT_TRANSLATE_NOOP("core", "thinking, 2024-08 – 2025-05"),
    QT_TRANSLATE_NOOP("core", "max effort"),
    QT_TRANSLATE_NOOP("core", "max effort, without tools"),
    QT_TRANSLATE_NOOP("core", "effort 100"),
    QT_TRANSLATE_NOOP("core", "effort 100, full set"),
)
"""Every phrase in the file, so that each language has it; a test holds them against it."""
