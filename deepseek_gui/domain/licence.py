"""What a model's licence lets a business do: the one place where licence texts are sorted."""

from __future__ import annotations

from enum import StrEnum

from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text


class Commercial(StrEnum):
    """Whether a model may earn money, freest first."""

    FREE = "free"
    RESTRICTED = "restricted"
    CONDITIONS = "conditions"
    UNKNOWN = "unknown"


WORDS = {
    Commercial.FREE: Text(QT_TRANSLATE_NOOP("core", "commercial use allowed")),
    Commercial.RESTRICTED: Text(QT_TRANSLATE_NOOP("core", "commercial use allowed, some uses are forbidden")),
    Commercial.CONDITIONS: Text(
        QT_TRANSLATE_NOOP("core", "commercial use allowed on conditions (up to 700 million users, its name shown)")
    ),
    Commercial.UNKNOWN: Text(QT_TRANSLATE_NOOP("core", "not known whether commercial use is allowed")),
}
"""For a person. Sources: the DeepSeek Model License, attachment A; Llama 3.1 and 3.3 licences, sections 1b and 2."""


def commercial_use(licence: str | None) -> Commercial:
    """Return what a catalogued licence text allows; a model made from a Llama keeps that licence's conditions."""
    words = (licence or "").casefold()
    if "from memory" in words:
        return Commercial.UNKNOWN
    if "llama" in words:
        return Commercial.CONDITIONS
    if "deepseek model license" in words:
        return Commercial.RESTRICTED
    return Commercial.FREE if words.startswith(("mit", "apache-2.0")) else Commercial.UNKNOWN
