"""Numbers of a plan as a person reads them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from deepseek_gui.core.insight import CONFIDENCE_WORDS, Confidence, download_s
from deepseek_gui.domain.licence import WORDS as LICENCE_WORDS
from deepseek_gui.domain.licence import Commercial
from deepseek_gui.domain.plan import Estimate, Range, Source, Speed
from deepseek_gui.domain.units import format_gib
from deepseek_gui.ui.texts import UNKNOWN, translate


def count_text(number: int) -> str:
    """Return a whole number with the separators of the language: "8,192"."""
    locale = QLocale()
    return f"{number:,}" if locale.language() == QLocale.Language.C else locale.toString(number)


def rate_digits(value: float) -> int:
    """Return how many decimals a rate deserves: 4.7 but 21."""
    return 1 if value < 10 else 0


def rate_text(value: float) -> str:
    """Return a rate with the digits that it deserves: 4.7, 21, 12,200."""
    if value >= 1000:
        return count_text(int(float(f"{value:.3g}")))
    return f"{value:.{rate_digits(value)}f}"


def span_text(rate: Range | None) -> str:
    """Return "18–24", or "21" when both edges round alike."""
    if rate is None:
        return UNKNOWN
    low, high = rate_text(rate.low), rate_text(rate.high)
    return low if low == high else f"{low}–{high}"


def speed_text(rate: Range | None) -> str:
    """Return "18–24 tok/s (expected 21)"."""
    if rate is None:
        return UNKNOWN
    template = QCoreApplication.translate("MatchWords", "{span} tok/s (expected {expected})")
    return template.format(span=span_text(rate), expected=rate_text(rate.expected))


def seconds_text(time_s: Range | None) -> str:
    """Return "0.4–0.7 s (expected 0.5)"."""
    if time_s is None:
        return UNKNOWN
    digits = 0 if time_s.expected >= 10 else 1 if time_s.expected >= 1 else 2
    low, expected, high = (f"{value:.{digits}f}" for value in (time_s.low, time_s.expected, time_s.high))
    span = low if low == high else f"{low}–{high}"
    return QCoreApplication.translate("MatchWords", "{span} s (expected {expected})").format(
        span=span, expected=expected
    )


def source_text(source: Source) -> str:
    """Return where a number comes from, in words."""
    words = {
        Source.ENGINE: QCoreApplication.translate("MatchWords", "reported by the engine"),
        Source.MEASURED: QCoreApplication.translate("MatchWords", "measured on this machine"),
        Source.CALIBRATED: QCoreApplication.translate("MatchWords", "computed, corrected by measurements here"),
        Source.COMPUTED: QCoreApplication.translate("MatchWords", "computed"),
    }
    return words[source]


def basis_text(speed: Speed) -> str:
    """Return how a speed was made: the basis of a computed one says so itself."""
    source = source_text(speed.source)
    if speed.basis is None:
        return source
    basis = translate(speed.basis)
    if speed.source == Source.COMPUTED:
        return basis
    return QCoreApplication.translate("MatchWords", "{source}. {basis}").format(source=source, basis=basis)


def quantisation_text(estimate: Estimate) -> str:
    """Return the plan's quantisation; a file tells it only in its header."""
    return estimate.plan.quantisation or UNKNOWN


_LOSS_STEPS = (0.02, 0.15, 0.35, 0.75, 1.7)


def loss_text(loss: float | None) -> str:
    """Return what a quantisation costs, in words; the steps are those between the usual mixes."""
    if loss is None:
        return UNKNOWN
    words = (
        QCoreApplication.translate("MatchWords", "none"),
        QCoreApplication.translate("MatchWords", "tiny"),
        QCoreApplication.translate("MatchWords", "small"),
        QCoreApplication.translate("MatchWords", "felt"),
        QCoreApplication.translate("MatchWords", "large"),
        QCoreApplication.translate("MatchWords", "very large"),
    )
    return words[sum(loss > step for step in _LOSS_STEPS)]


def loss_detail(loss: float | None) -> str:
    """Return what a quantisation costs, with the figure that the ranking counts."""
    if not loss:
        return loss_text(loss)
    template = QCoreApplication.translate("MatchWords", "{words}: as much as {percent} % of the model's size")
    return template.format(words=loss_text(loss), percent=round(100 * (1 - 0.5**loss)))


def confidence_text(confidence: Confidence) -> str:
    """Return how far a speed can be trusted."""
    return translate(CONFIDENCE_WORDS[confidence])


def licence_text(licence: Commercial) -> str:
    """Return what a licence allows."""
    return translate(LICENCE_WORDS[licence])


def duration_text(seconds: float) -> str:
    """Return "45 s", "6 min" or "3.5 h"."""
    if seconds < 90:
        return QCoreApplication.translate("MatchWords", "{count} s").format(count=f"{seconds:.0f}")
    if seconds < 5400:
        return QCoreApplication.translate("MatchWords", "{count} min").format(count=f"{seconds / 60:.0f}")
    return QCoreApplication.translate("MatchWords", "{count} h").format(count=f"{seconds / 3600:.1f}")


def download_text(file_bytes: int, link_mbps: float) -> str:
    """Return a download's size and time: "4.4 GiB, 6 min"."""
    template = QCoreApplication.translate("MatchWords", "{size}, {time}")
    return template.format(size=format_gib(file_bytes), time=duration_text(download_s(file_bytes, link_mbps)))
