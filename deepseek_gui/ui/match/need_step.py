"""Step 2: what the model is for."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QButtonGroup,
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from deepseek_gui.core.matching import Licence, Need, Priority, UseCase, default_need
from deepseek_gui.ui.match.card_button import CardButton, one_tab_stop
from deepseek_gui.ui.match.pace_sample import PaceSample
from deepseek_gui.ui.match.words import count_text
from deepseek_gui.ui.widgets.card import Card, em_of
from deepseek_gui.ui.widgets.edits import HistoryKeys
from deepseek_gui.ui.widgets.plain import plain_label

CONTEXTS = (2048, 4096, 8192, 16_384, 32_768, 65_536, 131_072, 262_144, 524_288, 1_048_576)
"""Context lengths on offer, tokens a user."""
MOST_USERS = 512
FASTEST_TPS = 1000
TOKENS_PER_PAGE = 500
"""A page of English prose, roughly: 375 words at 4 tokens for 3 words."""
READING_TPS = 5
"""About 250 words a minute, the pace of silent reading: 5.5 tokens a second."""


_FIELDS = ("context", "users", "speed", "licence", "priority")


class NeedStep(QScrollArea):
    """Asks for the use, the context, the users, the least speed, the licence and what counts more."""

    need_changed = Signal(object, str)
    """The new `Need`, and which of its fields was moved; empty for a use, which brings several."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = plain_label(scale=1.35, bold=True)
        self._cards = {use: _UseCard() for use in UseCase}
        self._group = QButtonGroup(self)
        self._context = QSlider(Qt.Orientation.Horizontal)
        self._users = QSpinBox()
        self._speed = QDoubleSpinBox()
        self._licence, self._priority = QComboBox(), QComboBox()
        self._captions = {name: QLabel() for name in _FIELDS}
        self._hints = {name: plain_label(muted=True) for name in _FIELDS}
        self.pace = PaceSample()
        self._context_value = plain_label(bold=True)
        self._set_up()
        self._lay_out()
        self.set_need(default_need(UseCase.CHAT))
        self._retranslate()

    @property
    def need(self) -> Need:
        """Return what is asked for now; the context is of one user."""
        use = list(UseCase)[self._group.checkedId()]
        return Need(
            use,
            CONTEXTS[self._context.value()],
            self._users.value(),
            self._speed.value() or None,
            list(Licence)[self._licence.currentIndex()],
            list(Priority)[self._priority.currentIndex()],
        )

    def set_need(self, need: Need) -> None:
        """Show a need without a signal; a context between two steps takes the larger one."""
        widgets = (self._group, self._context, self._users, self._speed, self._licence, self._priority)
        for widget in widgets:
            widget.blockSignals(True)
        self._cards[need.use_case].setChecked(True)
        one_tab_stop(self._group)
        self._context.setValue(next((i for i, tokens in enumerate(CONTEXTS) if tokens >= need.context), 0))
        self._users.setValue(need.users)
        self._speed.setValue(need.min_tps or 0.0)
        self._licence.setCurrentIndex(list(Licence).index(need.licence))
        self._priority.setCurrentIndex(list(Priority).index(need.priority))
        for widget in widgets:
            widget.blockSignals(False)
        self._show_words()

    def card(self, use: UseCase) -> CardButton:
        """Return the card of a use."""
        return self._cards[use]

    @property
    def context_slider(self) -> QSlider:
        """Return the slider of the context length; its value is an index into `CONTEXTS`."""
        return self._context

    @property
    def users_box(self) -> QSpinBox:
        """Return the box of the users at once."""
        return self._users

    @property
    def speed_box(self) -> QDoubleSpinBox:
        """Return the box of the least speed, tokens a second; 0 asks for none."""
        return self._speed

    @property
    def licence_box(self) -> QComboBox:
        """Return the choice of licences, in the order of `Licence`."""
        return self._licence

    @property
    def priority_box(self) -> QComboBox:
        """Return the choice of what counts more, in the order of `Priority`."""
        return self._priority

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _set_up(self) -> None:
        for number, card in enumerate(self._cards.values()):
            self._group.addButton(card, number)
        self._group.idClicked.connect(self._on_use)
        self._context.setRange(0, len(CONTEXTS) - 1)
        self._context.setPageStep(1)
        self._context.setTickPosition(QSlider.TickPosition.TicksBelow)
        self._context.setTickInterval(1)
        self._context.valueChanged.connect(self._on_changed)
        self._users.setRange(1, MOST_USERS)
        self._users.valueChanged.connect(self._on_changed)
        self._speed.setRange(0, FASTEST_TPS)
        self._speed.setDecimals(0)
        self._speed.setSingleStep(5)
        self._speed.valueChanged.connect(self._on_changed)
        for box, count in ((self._licence, len(Licence)), (self._priority, len(Priority))):
            box.addItems([""] * count)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.currentIndexChanged.connect(self._on_changed)
        history = HistoryKeys(self)
        for number_box in (self._users, self._speed):
            history.watch(number_box)
        for name, widget in self._boxes().items():
            self._captions[name].setBuddy(widget)

    def _boxes(self) -> dict[str, QWidget]:
        boxes = (self._context, self._users, self._speed, self._licence, self._priority)
        return dict(zip(_FIELDS, boxes, strict=True))

    def _lay_out(self) -> None:
        em = round(em_of(self))
        cards = QGridLayout()
        cards.setSpacing(round(0.6 * em))
        for number, card in enumerate(self._cards.values()):
            cards.addWidget(card, number // 3, number % 3)
        for place in range(3):
            cards.setColumnStretch(place, 1)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(0.6 * em))
        column.addWidget(self._title)
        column.addLayout(cards)
        column.addWidget(self._form(em))
        column.addWidget(self.pace)
        column.addStretch(1)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def _form(self, em: int) -> QWidget:
        form = Card()
        grid = QGridLayout(form)
        grid.setContentsMargins(em, em, em, em)
        grid.setHorizontalSpacing(em)
        grid.setVerticalSpacing(round(0.5 * em))
        context = QHBoxLayout()
        context.setSpacing(em)
        context.addWidget(self._context, 1)
        context.addWidget(self._context_value)
        grid.addWidget(self._captions["context"], 0, 0)
        grid.addLayout(context, 0, 1, 1, 2)
        grid.addWidget(self._hints["context"], 1, 1, 1, 2)
        for row, name in enumerate(_FIELDS[1:], start=2):
            box = self._boxes()[name]
            grid.addWidget(self._captions[name], row, 0)
            grid.addWidget(box, row, 1)
            grid.addWidget(self._hints[name], row, 2)
        grid.setColumnStretch(2, 1)
        return form

    def _retranslate(self) -> None:
        self._title.setText(self.tr("What is it for?"))
        self.setAccessibleName(self._title.text())
        for use, (name, line) in self._use_words().items():
            self._cards[use].set_words(name, line)
        self._captions["context"].setText(self.tr("Conte&xt per user:"))
        self._captions["users"].setText(self.tr("&Users at once:"))
        self._captions["speed"].setText(self.tr("&Least speed wanted:"))
        self._captions["licence"].setText(self.tr("L&icence:"))
        self._captions["priority"].setText(self.tr("Counts m&ore:"))
        for number, words in enumerate(self._licence_words()):
            self._licence.setItemText(number, words)
        for number, words in enumerate(self._priority_words()):
            self._priority.setItemText(number, words)
        self._context.setAccessibleName(self.tr("Context length per user"))
        self._speed.setSuffix(self.tr(" tok/s"))
        self._speed.setSpecialValueText(self.tr("any"))
        self._show_words()

    def _use_words(self) -> dict[UseCase, tuple[str, str]]:
        return {
            UseCase.CHAT: (self.tr("Chat"), self.tr("Questions and answers for one person, with short texts.")),
            UseCase.CODING: (
                self.tr("Coding"),
                self.tr("Write and explain code; files and errors go along as context."),
            ),
            UseCase.DOCUMENTS: (self.tr("Long documents"), self.tr("Read reports or books and answer from them.")),
            UseCase.TEAM: (self.tr("Team"), self.tr("One server for several people who ask at the same time.")),
            UseCase.BATCH: (self.tr("Batch"), self.tr("Many texts in one go; only the total throughput counts.")),
        }

    def _licence_words(self) -> tuple[str, ...]:
        return self.tr("any"), self.tr("commercial use allowed"), self.tr("commercial use, no conditions")

    def _priority_words(self) -> tuple[str, ...]:
        return self.tr("balanced"), self.tr("quality first"), self.tr("speed first")

    def _licence_hint(self, licence: Licence) -> str:
        hints = {
            Licence.ANY: self.tr("for private use and research every licence will do"),
            Licence.COMMERCIAL: self.tr("MIT, Apache, the DeepSeek Model License and the Llama licences"),
            Licence.FREE: self.tr("MIT and Apache only"),
        }
        return hints[licence]

    def _priority_hint(self, priority: Priority) -> str:
        hints = {
            Priority.BALANCED: self.tr("half the comfortable speed weighs as much as half the size"),
            Priority.QUALITY: self.tr("the most able model that fits, even if it is slow"),
            Priority.SPEED: self.tr("the fastest model that is still able"),
        }
        return hints[priority]

    def _show_words(self) -> None:
        need = self.need
        self._context_value.setText(self.tr("{tokens} tokens").format(tokens=count_text(need.context)))
        self._hints["context"].setText(
            self.tr("about {pages} pages of text, question and answer together").format(
                pages=count_text(round(need.context / TOKENS_PER_PAGE))
            )
        )
        self._hints["users"].setText(
            self.tr("{total} tokens of cache in all").format(total=count_text(need.context * need.users))
        )
        self._hints["speed"].setText(self._speed_hint(need.min_tps))
        self._hints["licence"].setText(self._licence_hint(need.licence))
        self._hints["priority"].setText(self._priority_hint(need.priority))
        self.pace.set_wished(need.min_tps)

    def _speed_hint(self, tps: float | None) -> str:
        if tps is None:
            return self.tr("slower plans are shown too")
        return self.tr("for each user; about {times} times the pace of silent reading").format(
            times=f"{tps / READING_TPS:.1f}".rstrip("0").rstrip(".")
        )

    @Slot(int)
    def _on_use(self, number: int) -> None:
        """A use brings its own context and users; what else was asked stays."""
        start = default_need(list(UseCase)[number])
        self.set_need(replace(self.need, use_case=start.use_case, context=start.context, users=start.users))
        self.need_changed.emit(self.need, "")

    @Slot()
    def _on_changed(self) -> None:
        self._show_words()
        box = self.sender()
        if isinstance(box, QAbstractSpinBox):
            box.lineEdit().setModified(False)  # taken: from here on undo is the page's
        self.need_changed.emit(self.need, next((name for name, field in self._boxes().items() if field is box), ""))


class _UseCard(CardButton):
    """A use case: its name and one line."""

    def __init__(self) -> None:
        super().__init__()
        self._name = self.add_label(bold=True)
        self._line = self.add_label(muted=True)
        self._column.addStretch(1)

    def set_words(self, name: str, line: str) -> None:
        self._name.setText(name)
        self._line.setText(line)
        self.setText(name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(line)
