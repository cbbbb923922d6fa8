"""One page on a plan, as HTML, for whoever pays: what runs where, how fast, what it needs, and what is not certain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from deepseek_gui.core.insight import CONFIDENCE_WORDS, confidence, download_s
from deepseek_gui.core.matching import Need, UseCase
from deepseek_gui.domain.licence import WORDS, commercial_use
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.model import Model
from deepseek_gui.domain.plan import DeviceMemory, Estimate, Range
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import format_gib
from deepseek_gui.domain.verdict import Principle, TierNeed, TierVerdict, Verdict

Translate = Callable[[Text], str]
Row = tuple[Text, Text]

USES = {
    UseCase.CHAT: Text(QT_TRANSLATE_NOOP("core", "chat")),
    UseCase.CODING: Text(QT_TRANSLATE_NOOP("core", "coding")),
    UseCase.DOCUMENTS: Text(QT_TRANSLATE_NOOP("core", "long documents")),
    UseCase.TEAM: Text(QT_TRANSLATE_NOOP("core", "a team")),
    UseCase.BATCH: Text(QT_TRANSLATE_NOOP("core", "batch work")),
}
VERDICTS = {
    Verdict.PASS: Text(QT_TRANSLATE_NOOP("core", "pass")),
    Verdict.SHORT: Text(QT_TRANSLATE_NOOP("core", "short")),
    Verdict.UNKNOWN: Text(QT_TRANSLATE_NOOP("core", "unknown")),
}
UNKNOWN = Text("—")

STYLE = (
    "body{font-family:sans-serif;font-size:9pt;color:#1a1d23;background:#ffffff}"
    "h1{font-size:15pt;margin:0 0 4pt 0}h2{font-size:11pt;margin:7pt 0 2pt 0}"
    "td,th{padding:1pt 8pt 1pt 0;text-align:left;vertical-align:top}th{color:#5a6070;font-weight:normal}"
    "p{margin:2pt 0}.muted{color:#5a6070}"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is about.

    Attributes:
        model: None for a file of its own.
        tiers: verdicts with the tiers' own words.
        day: of the report.
        link_mbps: assumed for the download, 10**6 bits per second.
    """

    estimate: Estimate
    model: Model | None
    machine: Machine
    need: Need
    tiers: Sequence[tuple[TierNeed, TierVerdict]]
    principles: Sequence[Principle]
    day: date
    link_mbps: float


def report_html(subject: Subject, translate: Translate) -> str:
    """Return the page: plain HTML that a browser and Qt's text documents show alike; every value is escaped."""
    page = _Page(translate)
    found, model = subject.estimate, subject.model
    name = model.name if model else found.plan.model
    page.heading(Text("{name} · {quantisation}", {"name": name, "quantisation": found.plan.quantisation or "—"}))
    page.line(_verdict(found), strong=True)
    page.line(Text("{machine} · {day}", {"machine": subject.machine.name, "day": subject.day.isoformat()}), muted=True)
    page.table(Text(QT_TRANSLATE_NOOP("core", "What is asked for")), _need_rows(subject.need))
    page.table(Text(QT_TRANSLATE_NOOP("core", "The machine")), _machine_rows(subject.machine))
    page.table(Text(QT_TRANSLATE_NOOP("core", "The plan")), _plan_rows(subject))
    page.grid(
        Text(QT_TRANSLATE_NOOP("core", "Memory")),
        (_DEVICE, Text(QT_TRANSLATE_NOOP("core", "taken")), Text(QT_TRANSLATE_NOOP("core", "usable"))),
        [_device_row(device) for device in found.devices],
    )
    page.table(Text(QT_TRANSLATE_NOOP("core", "Speed")), _speed_rows(found))
    page.grid(
        Text(QT_TRANSLATE_NOOP("core", "The three principles")),
        (UNKNOWN, Text(QT_TRANSLATE_NOOP("core", "need")), Text(QT_TRANSLATE_NOOP("core", "have"))),
        [(line.title, line.need, line.have) for line in subject.principles],
    )
    page.table(
        Text(QT_TRANSLATE_NOOP("core", "The article's tiers")),
        [(need.name, VERDICTS[verdict.verdict]) for need, verdict in subject.tiers],
    )
    page.line(_ORIGIN, muted=True)
    return page.text(name)


_DEVICE = Text(QT_TRANSLATE_NOOP("core", "device"))
_ORIGIN = Text(
    QT_TRANSLATE_NOOP(
        "core",
        "Speeds are ranges: about four of five machines like this one lie inside. "
        "Numbers are computed unless they say that they were measured. Made with DeepSeek GUI.",
    )
)


def _verdict(found: Estimate) -> Text:
    if found.fits:
        return Text(QT_TRANSLATE_NOOP("core", "It fits."))
    return Text(
        QT_TRANSLATE_NOOP("core", "It does not fit. {reason} {remedy}"),
        {"reason": found.reason or UNKNOWN, "remedy": found.remedy or ""},
    )


def _need_rows(need: Need) -> list[Row]:
    rows = [
        (Text(QT_TRANSLATE_NOOP("core", "Used for")), USES[need.use_case]),
        (Text(QT_TRANSLATE_NOOP("core", "Context for each user")), _tokens(need.context)),
        (Text(QT_TRANSLATE_NOOP("core", "Users at once")), Text("{count}", {"count": need.users})),
    ]
    if need.min_tps:
        rows.append((Text(QT_TRANSLATE_NOOP("core", "Least speed")), _rate(Range(*(need.min_tps,) * 3))))
    return rows


def _machine_rows(machine: Machine) -> list[Row]:
    names = [gpu.name for gpu in machine.gpus]
    gpus = ", ".join(f"{names.count(name)} × {name}" for name in dict.fromkeys(names))
    memory, disk = machine.memory, machine.storage
    return [
        (Text(QT_TRANSLATE_NOOP("core", "Processor")), Text("{name}", {"name": machine.cpu.name or "—"})),
        (Text(QT_TRANSLATE_NOOP("core", "Memory")), _size(memory.total_bytes)),
        (Text(QT_TRANSLATE_NOOP("core", "GPUs")), Text("{names}", {"names": gpus or "—"})),
        (Text(QT_TRANSLATE_NOOP("core", "Storage")), _size(disk.total_bytes)),
    ]


def _plan_rows(subject: Subject) -> list[Row]:
    found, model = subject.estimate, subject.model
    settings = found.settings
    minutes = max(1, round(download_s(found.file_bytes, subject.link_mbps) / 60))
    download = Text(
        QT_TRANSLATE_NOOP("core", "{size}, about {minutes} min at {mbps} Mbit/s"),
        {"size": format_gib(found.file_bytes), "minutes": minutes, "mbps": f"{subject.link_mbps:g}"},
    )
    rows = [
        (Text(QT_TRANSLATE_NOOP("core", "Engine")), Text("{name}", {"name": found.plan.engine})),
        (Text(QT_TRANSLATE_NOOP("core", "Context in all")), _tokens(settings.context)),
        (Text(QT_TRANSLATE_NOOP("core", "Download")), download),
    ]
    if settings.gpu_layers is not None:
        layers = Text("{count}", {"count": settings.gpu_layers})
        rows.append((Text(QT_TRANSLATE_NOOP("core", "Layers on GPUs (the output counts as one)")), layers))
    if model is not None:
        licence = Text("{name}: {words}", {"name": model.license or "—", "words": WORDS[commercial_use(model.license)]})
        rows.append((Text(QT_TRANSLATE_NOOP("core", "Licence")), licence))
    return rows


def _speed_rows(found: Estimate) -> list[Row]:
    speed = found.speed
    rows = [
        (Text(QT_TRANSLATE_NOOP("core", "Writing")), _rate(speed.decode_tps)),
        (Text(QT_TRANSLATE_NOOP("core", "Writing, context full")), _rate(speed.decode_tps_at_context)),
        (Text(QT_TRANSLATE_NOOP("core", "Reading the prompt")), _rate(speed.prefill_tps)),
        (Text(QT_TRANSLATE_NOOP("core", "Confidence")), CONFIDENCE_WORDS[confidence(found)]),
    ]
    return [*rows, *([(Text(QT_TRANSLATE_NOOP("core", "Basis")), speed.basis)] if speed.basis else [])]


def _device_row(device: DeviceMemory) -> tuple[Text, Text, Text]:
    host = Text(QT_TRANSLATE_NOOP("core", "main memory"))
    name = host if device.kind == "host" else Text("{name}", {"name": device.name})
    return name, _size(device.total_bytes), _size(device.free_bytes)


def _tokens(count: int) -> Text:
    return Text(QT_TRANSLATE_NOOP("core", "{count} tokens"), {"count": count})


def _rate(rate: Range | None) -> Text:
    if rate is None:
        return Text(QT_TRANSLATE_NOOP("core", "not known"))
    low, expected, high = (f"{value:.{0 if value >= 10 else 1}f}" for value in (rate.low, rate.expected, rate.high))
    if low == high:
        return Text(QT_TRANSLATE_NOOP("core", "{rate} tokens per second"), {"rate": expected})
    return Text(
        QT_TRANSLATE_NOOP("core", "{low} to {high} tokens per second, expected {expected}"),
        {"low": low, "high": high, "expected": expected},
    )


def _size(size_bytes: int | None) -> Text:
    if size_bytes is None:
        return Text(QT_TRANSLATE_NOOP("core", "not known"))
    return Text("{size}", {"size": format_gib(size_bytes)})


class _Page:
    """Collects escaped lines."""

    def __init__(self, translate: Translate) -> None:
        self._translate = translate
        self._lines: list[str] = []

    def heading(self, words: Text) -> None:
        self._lines.append(f"<h1>{self._words(words)}</h1>")

    def line(self, words: Text, *, strong: bool = False, muted: bool = False) -> None:
        inner = f"<b>{self._words(words)}</b>" if strong else self._words(words)
        self._lines.append(f'<p class="muted">{inner}</p>' if muted else f"<p>{inner}</p>")

    def table(self, title: Text, rows: Iterable[Row]) -> None:
        self._grid(title, [f"<th>{self._words(name)}</th><td>{self._words(value)}</td>" for name, value in rows])

    def grid(self, title: Text, head: Sequence[Text], rows: Iterable[Sequence[Text]]) -> None:
        lines = ["".join(f"<th>{'' if cell is UNKNOWN else self._words(cell)}</th>" for cell in head)]
        self._grid(title, lines + ["".join(f"<td>{self._words(cell)}</td>" for cell in row) for row in rows])

    def _grid(self, title: Text, rows: Iterable[str]) -> None:
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        self._lines.append(f'<h2>{self._words(title)}</h2><table cellpadding="3">{body}</table>')

    def text(self, title: str) -> str:
        head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{STYLE}</style>'
        return f"<!DOCTYPE html><html><head>{head}</head><body>{''.join(self._lines)}</body></html>\n"

    def _words(self, words: Text) -> str:
        return escape(self._translate(words))
