"""What limits the machine now: the most important finding, all of them, and the rules behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from deepseek_gui.domain.finding import Finding, Severity
from deepseek_gui.domain.text import Text
from deepseek_gui.ui.texts import translate
from deepseek_gui.ui.theme import bad_colour, good_colour, warn_colour
from deepseek_gui.ui.widgets.card import Card, em_of
from deepseek_gui.ui.widgets.plain import plain_label

if TYPE_CHECKING:
    from deepseek_gui.domain.verdict import Claim


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why the findings are what they are.

    Attributes:
        rules: ours, one line each.
        article: what the article says, what is done here, and why the two differ.
    """

    rules: tuple[Text, ...]
    article: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """One thing that was seen, perhaps on several GPUs.

    Attributes:
        finding: the first of them, for words and numbers.
        gpu_indices: where it was seen; empty for the host.
    """

    finding: Finding
    gpu_indices: tuple[int, ...]

    @property
    def places(self) -> str:
        """Return the GPUs: "0", "0–7", "1, 4, 5"."""
        places = self.gpu_indices
        if len(places) > 2 and places[-1] - places[0] == len(places) - 1:
            return f"{places[0]}–{places[-1]}"
        return ", ".join(map(str, places))


def grouped(findings: Sequence[Finding]) -> tuple[FindingGroup, ...]:
    """Return findings in their order, those that say the same of several GPUs together."""
    groups: dict[tuple[str, Severity, str], list[Finding]] = {}
    for finding in findings:
        same = (finding.key, finding.severity, finding.message.source)
        groups.setdefault(same, []).append(finding)
    return tuple(FindingGroup(same[0], _places(same)) for same in groups.values())


def _places(findings: Sequence[Finding]) -> tuple[int, ...]:
    return tuple(sorted({finding.gpu_index for finding in findings if finding.gpu_index is not None}))


class FindingPanel(Card):
    """Hidden while there is nothing to say.

    Args:
        explain: returns the rules when a person asks why; without it they can't ask.
    """

    def __init__(self, explain: Callable[[], Explanation] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._explain = explain
        self._findings: tuple[Finding, ...] = ()
        self._groups: tuple[FindingGroup, ...] = ()
        self._first = FindingLine()
        self._rest = QVBoxLayout()
        self._lines: list[FindingLine] = []
        self._all, self._why = _disclosure(), _disclosure()
        self._all.toggled.connect(self._on_all)
        self._why.toggled.connect(self._on_why)
        self._rules = plain_label()
        self._rules.hide()
        self._lay_out()
        self._retranslate()
        self.hide()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what is shown."""
        return self._findings

    @property
    def text(self) -> str:
        """Return the most important finding in words."""
        return self._first.text

    @property
    def lines(self) -> tuple[str, ...]:
        """Return every finding that is shown, in words."""
        return (self._first.text, *(line.text for line in self._lines))

    @property
    def rules_text(self) -> str:
        """Return the rules as they are shown."""
        return "" if self._rules.isHidden() else self._rules.text()

    @property
    def all_button(self) -> QToolButton:
        """Return what opens the other findings."""
        return self._all

    @property
    def why_button(self) -> QToolButton:
        """Return what opens the rules."""
        return self._why

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these, the most important first; nothing changes while they say the same."""
        if tuple(findings) == self._findings:
            return
        self._findings = tuple(findings)
        self._groups = grouped(findings)
        self._say()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _lay_out(self) -> None:
        em = em_of(self)
        head = QHBoxLayout()
        head.setSpacing(round(0.4 * em))
        head.addWidget(self._first, 1)
        head.addWidget(self._all, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._why, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(round(0.8 * em), round(0.5 * em), round(0.6 * em), round(0.5 * em))
        column.setSpacing(round(0.35 * em))
        column.addLayout(head)
        self._rest.setSpacing(round(0.35 * em))
        column.addLayout(self._rest)
        column.addWidget(self._rules)

    def _retranslate(self) -> None:
        self._why.setText(self.tr("Why?"))
        self._why.setAccessibleName(self.tr("How this is told, and what the article says"))
        self._say()
        self._on_why(self._why.isChecked())

    def _say(self) -> None:
        self.setVisible(bool(self._groups))
        if not self._groups:
            return
        self._first.show_group(self._groups[0])
        others = len(self._groups) - 1
        self._all.setVisible(others > 0)
        self._all.setText(self.tr("%n more", "", others))
        self._on_all(self._all.isChecked())
        self._why.setVisible(self._explain is not None)

    @Slot(bool)
    def _on_all(self, opened: bool) -> None:
        """Have a line for each other finding while they are wanted."""
        _point(self._all, opened=opened)
        wanted = self._groups[1:] if opened else ()
        while len(self._lines) < len(wanted):
            self._lines.append(FindingLine())
            self._rest.addWidget(self._lines[-1])
        while len(self._lines) > len(wanted):
            line = self._lines.pop()
            self._rest.removeWidget(line)
            line.deleteLater()
        for line, group in zip(self._lines, wanted, strict=True):
            line.show_group(group)

    @Slot(bool)
    def _on_why(self, opened: bool) -> None:
        _point(self._why, opened=opened)
        if opened and self._explain is not None:
            self._rules.setText(self._rule_words(self._explain()))
        self._rules.setVisible(opened)

    def _rule_words(self, explanation: Explanation) -> str:
        lines = [self.tr("A limit is named when 3 of the newest 5 samples show it:")]
        lines += [f"  • {translate(rule)}" for rule in explanation.rules]
        for rule in explanation.article:
            lines += [
                "",
                self.tr("The article: {claim}").format(claim=translate(rule.claim)),
                self.tr("Here: {truth}").format(truth=translate(rule.truth)),
                *([self.tr("Because: {reason}").format(reason=translate(rule.reason))] if rule.reason else []),
            ]
        return "\n".join(lines)


class FindingLine(QWidget):
    """A mark, what it is, the numbers it was read from, and what to try."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._severity = Severity.NORMAL
        self._message = plain_label(bold=True)
        self._more = plain_label(muted=True)
        em = em_of(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(round(1.5 * em), 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._message)
        column.addWidget(self._more)

    @property
    def text(self) -> str:
        """Return all that it says."""
        return "\n".join(part for part in (self._message.text(), self._more.text()) if part)

    def show_group(self, group: FindingGroup) -> None:
        """Show what was seen in the words of now."""
        finding = group.finding
        self._severity = finding.severity
        subject = self.tr("GPU {index}: ").format(index=group.places) if group.gpu_indices else ""
        _say(self._message, subject + translate(finding.message))
        more = [translate(finding.evidence), *([translate(finding.remedy)] if finding.remedy else [])]
        _say(self._more, " — ".join(part for part in more if part))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the mark: a shape of its own for each severity, never colour alone."""
        del event
        em = em_of(self)
        side = 0.75 * em
        rect = QRectF(0.15 * em, (1.25 * em - side) / 2, side, side)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_mark_colour(self._severity, self.palette()))
        if self._severity is Severity.WARNING:
            painter.drawPolygon([rect.bottomLeft(), rect.bottomRight(), (rect.topLeft() + rect.topRight()) / 2])
        elif self._severity is Severity.NOTICE:
            painter.drawRect(rect)
        else:
            painter.drawEllipse(rect)
        painter.end()


def _mark_colour(severity: Severity, palette: QPalette) -> QColor:
    if severity is Severity.WARNING:
        return bad_colour(palette)
    return warn_colour(palette) if severity is Severity.NOTICE else good_colour(palette)


def _say(label: QLabel, words: str) -> None:
    if label.text() != words:
        label.setText(words)
    label.setVisible(bool(words))


def _disclosure() -> QToolButton:
    button = QToolButton()
    button.setCheckable(True)
    button.setAutoRaise(True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    _point(button, opened=False)
    return button


def _point(button: QToolButton, *, opened: bool) -> None:
    button.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
