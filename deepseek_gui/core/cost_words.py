"""The answer of a cost comparison in words."""

from __future__ import annotations

from deepseek_gui.domain.comparison import Comparison
from deepseek_gui.domain.cost import format_money
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text


def headline(found: Comparison) -> Text:
    """Return the answer in one sentence."""
    if found.saving is None or found.cheapest is None:
        return Text(QT_TRANSLATE_NOOP("core", "There is nothing to compare with: choose the cloud, the API or both."))
    words: dict[str, str | int | float | Text] = {
        "other": _OTHERS[found.cheapest],
        "money": format_money(abs(found.saving), found.plan.currency),
        "years": f"{found.plan.years:g}",
        "month": found.break_even_month or found.months,
    }
    if found.pays_off:
        return Text(
            QT_TRANSLATE_NOOP("core", "Local pays off in month {month}: {money} less than {other} in {years} years."),
            words,
        )
    if found.saving < 0:
        return Text(
            QT_TRANSLATE_NOOP("core", "It does not pay off in {years} years: local costs {money} more than {other}."),
            words,
        )
    if found.local.total == 0:
        return Text(QT_TRANSLATE_NOOP("core", "Nothing costs anything yet: enter the use and the prices."))
    return Text(QT_TRANSLATE_NOOP("core", "Local comes out even with {other} in {years} years."), words)


_OTHERS = {
    "cloud": Text(QT_TRANSLATE_NOOP("core", "the cloud")),
    "api": Text(QT_TRANSLATE_NOOP("core", "the API")),
}


def remarks(found: Comparison) -> tuple[Text, ...]:
    """Return what else there is to say: the other comparison, the volume, the capacity."""
    return tuple(text for text in (_second(found), _volume(found), _free(found), *warnings(found)) if text is not None)


def _second(found: Comparison) -> Text | None:
    """Return how local does against the dearer of the two others."""
    others = {"cloud": found.cloud, "api": found.api}
    dearer = next((name for name, line in others.items() if line is not None and name != found.cheapest), None)
    line = others[dearer] if dearer else None
    if dearer is None or line is None:
        return None
    words: dict[str, str | int | float | Text] = {"other": _OTHERS[dearer]}
    if line.total == found.local.total:
        return None
    if line.break_even_month is None:
        return Text(QT_TRANSLATE_NOOP("core", "Against {other} it does not pay off either."), words)
    words["month"] = line.break_even_month
    return Text(QT_TRANSLATE_NOOP("core", "Against {other} it pays off in month {month}."), words)


def _volume(found: Comparison) -> Text | None:
    if found.api is None or not found.capacity.wanted:
        return None
    if found.break_even_tokens is None:
        return Text(QT_TRANSLATE_NOOP("core", "No volume makes local cheaper than the API at these prices."))
    return Text(
        QT_TRANSLATE_NOOP(
            "core", "Local is cheaper than the API from {tokens} million tokens a month; {wanted} are used."
        ),
        {"tokens": _number(found.break_even_tokens), "wanted": _number(found.capacity.wanted)},
    )


def _free(found: Comparison) -> Text | None:
    if found.parts.purchase or not found.local.total:
        return None
    return Text(QT_TRANSLATE_NOOP("core", "The purchase counts nothing: the machine is taken to be there already."))


def warnings(found: Comparison) -> tuple[Text, ...]:
    """Return what makes the numbers doubtful."""
    room = found.capacity
    if room.most is None and room.wanted and not found.plan.local.speed_tps:
        return (_UNCHECKED,)
    if room.enough or room.most is None:
        return ()
    words: dict[str, str | int | float | Text] = {
        "most": _number(room.most),
        "wanted": _number(room.wanted),
        "machines": room.machines,
    }
    if not room.most:
        return (
            Text(
                QT_TRANSLATE_NOOP("core", "The machine is never on: it makes none of the {wanted} million tokens."),
                words,
            ),
        )
    scaled = Text(
        QT_TRANSLATE_NOOP(
            "core",
            "One machine makes at most {most} million tokens a month; {wanted} million take {machines} machines, "
            "and that many are counted.",
        ),
        words,
    )
    cloud = found.plan.cloud
    if not cloud.compared or cloud.instances >= room.machines:
        return (scaled,)
    return (
        scaled,
        Text(
            QT_TRANSLATE_NOOP("core", "Cloud instances counted: {instances}; see whether they are enough for that."),
            {"instances": f"{cloud.instances:g}"},
        ),
    )


_UNCHECKED = Text(
    QT_TRANSLATE_NOOP("core", "The machine's speed is not known, so nothing says that it makes that many tokens.")
)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:,.3g}"
