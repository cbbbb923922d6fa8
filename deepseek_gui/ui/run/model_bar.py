"""The top of Run: which model, what it will take, Start."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from deepseek_gui.core.attaching import ATTACHED
from deepseek_gui.core.runnable import PlanFacts
from deepseek_gui.domain.plan import Estimate
from deepseek_gui.domain.units import format_gib
from deepseek_gui.ui import theme
from deepseek_gui.ui.run.choices import Choice, ChoiceModel, PlanRole
from deepseek_gui.ui.run.engine_bar import EngineBar
from deepseek_gui.ui.run.figures import range_text
from deepseek_gui.ui.texts import translate
from deepseek_gui.ui.widgets.card import Card, em_of
from deepseek_gui.ui.widgets.menu_button import MenuButton


class Start(Enum):
    """What the big button does now."""

    START = auto()
    CANCEL = auto()
    UNLOAD = auto()
    SWITCH = auto()
    WAIT = auto()


class ModelBar(Card):
    """Model choice, summary, estimate, the Start button and the progress of loading."""

    choice_changed = Signal()
    open_requested = Signal()
    """A file of the person's."""
    folder_requested = Signal()
    """A folder of safetensors."""
    hub_requested = Signal()
    """A model by its name on Hugging Face."""
    server_requested = Signal()
    """A server that runs already."""
    start_clicked = Signal()
    export_clicked = Signal()

    def __init__(self, choices: ChoiceModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: PlanFacts | None = None
        self._describing = False
        self._action = Start.START
        self._attached = False
        self._stage: tuple[str, float | None] | None = None
        self._label = QLabel(self)
        self._combo = QComboBox(self)
        self._combo.setModel(choices)
        self._combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._combo.currentIndexChanged.connect(self.choice_changed)
        self._label.setBuddy(self._combo)
        self._engines = EngineBar(self)
        self._open = MenuButton(self)
        self._open_file, self._open_folder, self._open_hub, self._open_server = (
            self._open.entries.addAction("") for _ in range(4)
        )
        self._open_file.triggered.connect(self.open_requested)
        self._open_folder.triggered.connect(self.folder_requested)
        self._open_hub.triggered.connect(self.hub_requested)
        self._open_server.triggered.connect(self.server_requested)
        self._export = QPushButton(self)
        self._export.clicked.connect(self.export_clicked)
        self._start = QPushButton(self)
        self._start.clicked.connect(self.start_clicked)
        self._start.setDefault(True)
        self._summary = _words(self)
        self._expected = _words(self)
        self._expected.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._progress = QProgressBar(self, textVisible=False)
        self._progress.setMaximumHeight(round(em_of(self) / 2))
        self._lay_out()
        self._retranslate()
        self._show_stage()

    @property
    def combo(self) -> QComboBox:
        """Return the box of choices."""
        return self._combo

    @property
    def engines(self) -> EngineBar:
        """Return the engine's line."""
        return self._engines

    @property
    def open_menu(self) -> QMenu:
        """Return what can be opened: a file, a folder, a name on Hugging Face, a running server."""
        return self._open.entries

    @property
    def start_button(self) -> QPushButton:
        """Return the button that starts, cancels, unloads or switches."""
        return self._start

    @property
    def progress(self) -> QProgressBar:
        """Return the bar that is visible while something loads."""
        return self._progress

    @property
    def action(self) -> Start:
        """Return what the button does now."""
        return self._action

    def current(self) -> Choice | None:
        """Return the choice that is selected."""
        choice = self._combo.currentData(PlanRole)
        return choice if isinstance(choice, Choice) else None

    def select(self, row: int) -> None:
        """Select a row."""
        self._combo.setCurrentIndex(row)

    def show_facts(self, facts: PlanFacts | None, *, describing: bool = False) -> None:
        """Show what is known of the selected plan; None while it is being read or when it can't be."""
        self._facts, self._describing = facts, describing
        self._show_words()
        self._update_buttons()

    def set_action(self, action: Start, *, attached: bool = False) -> None:
        """Change what the button does.

        Args:
            action: the one of now.
            attached: what runs is a server that is not ours: it is let go, not ended.
        """
        self._action, self._attached = action, attached
        self._update_buttons()

    def set_stage(self, words: str, progress: float | None = None) -> None:
        """Show what is going on before the model answers; no words hide the bar.

        Args:
            words: "Reading the model…".
            progress: 0 to 1; None when nobody knows.
        """
        self._stage = (words, progress) if words else None
        self._show_stage()

    def summary_text(self) -> str:
        """Return the line about the model."""
        return self._summary.text()

    def expected_text(self) -> str:
        """Return the line about memory and speed."""
        return self._expected.text()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language and the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self._show_words()

    def _lay_out(self) -> None:
        em = round(em_of(self))
        first = QHBoxLayout()
        first.setSpacing(em // 2)
        first.addWidget(self._label)
        first.addWidget(self._combo, 1)
        for button in (self._open, self._export, self._start):
            first.addWidget(button)
        second = QHBoxLayout()
        second.setSpacing(em)
        for label in (self._summary, self._progress, self._expected):
            second.addWidget(label, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(em, round(0.7 * em), em, round(0.7 * em))
        layout.setSpacing(em // 3)
        layout.addLayout(first)
        layout.addWidget(self._engines)
        layout.addLayout(second)

    def _show_stage(self) -> None:
        _, progress = self._stage or ("", None)
        self._progress.setVisible(self._stage is not None)
        self._summary.setText(self._summary_words())
        self._progress.setRange(0, 0 if progress is None else 1000)
        self._progress.setValue(0 if progress is None else round(1000 * progress))

    def _show_words(self) -> None:
        palette = self._summary.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.muted_colour(self.palette()))
        self._summary.setPalette(palette)
        self._summary.setText(self._summary_words())
        self._expected.setText(self._expected_words())
        misfit = self._facts is not None and self._facts.estimate is not None and not self._facts.estimate.fits
        palette = self._expected.palette()
        colour = theme.bad_colour(self.palette()) if misfit else self.palette().color(QPalette.ColorRole.WindowText)
        palette.setColor(QPalette.ColorRole.WindowText, colour)
        self._expected.setPalette(palette)
        self._expected.setToolTip(self._basis())

    def _summary_words(self) -> str:
        facts = self._facts
        if self._stage is not None:
            return self._stage[0]
        if facts is None:
            return self.tr("Reading the file's header…") if self._describing else ""
        choice = self.current()
        if choice is not None and choice.server is not None:
            return self.tr("Served at {address}").format(address=choice.server.address)
        parts = [facts.family, facts.quantisation or ""]
        if facts.parameters:
            parts.append(self.tr("{count} parameters").format(count=short_count(facts.parameters)))
        parts.append(self.tr("context {tokens}").format(tokens=f"{facts.plan.settings.context:,}"))
        return " · ".join(part for part in parts if part)

    def _expected_words(self) -> str:
        facts = self._facts
        if facts is None:
            return ""
        if facts.plan.engine == ATTACHED:
            return self.tr("Not ours: what it takes is not known")
        if facts.estimate is None:
            return translate(facts.estimate_error.message) if facts.estimate_error else ""
        return self._estimate_words(facts.estimate)

    def _estimate_words(self, estimate: Estimate) -> str:
        memory = format_gib(sum(device.total_bytes for device in estimate.devices))
        if not estimate.fits:
            reason = translate(estimate.reason) if estimate.reason else ""
            return self.tr("Does not fit: {reason}").format(reason=reason or memory)
        speed = estimate.speed.decode_tps
        if speed is None:
            return self.tr("Expected: {memory}, speed unknown").format(memory=memory)
        return self.tr("Expected: {memory}, {speed} tok/s").format(memory=memory, speed=range_text(speed))

    def _basis(self) -> str:
        estimate = self._facts.estimate if self._facts else None
        if estimate is None:
            return ""
        parts = [f"{device.name}: {format_gib(device.total_bytes)}" for device in estimate.devices]
        parts += [translate(text) for text in (estimate.speed.basis, estimate.remedy) if text]
        return "\n".join(parts)

    def _update_buttons(self) -> None:
        choice = self.current()
        served = choice is not None and choice.server is not None
        names = {
            Start.START: self.tr("Connect") if served else self.tr("S&tart"),
            Start.CANCEL: self.tr("Cance&l"),
            Start.UNLOAD: self.tr("Detach") if self._attached else self.tr("&Unload"),
            Start.SWITCH: self.tr("S&witch"),
            Start.WAIT: self.tr("Ending…"),
        }
        self._start.setText(names[self._action])
        needs_facts = self._action in (Start.START, Start.SWITCH)
        startable = self._facts is not None and self._engines.refusal is None
        self._start.setEnabled(self._action is not Start.WAIT and (startable or not needs_facts))
        self._export.setEnabled(self._facts is not None and not served)

    def _retranslate(self) -> None:
        self._label.setText(self.tr("M&odel"))
        self._open.setText(self.tr("Open &from"))
        self._open_file.setText(self.tr("A model file (GGUF)…"))
        self._open_folder.setText(self.tr("A folder of safetensors…"))
        self._open_hub.setText(self.tr("A name on Hugging Face…"))
        self._open_server.setText(self.tr("A server that runs already…"))
        self._export.setText(self.tr("&Export…"))
        self._export.setToolTip(self.tr("A script that starts this model without this program"))
        self._combo.setAccessibleName(self.tr("Model to run"))
        self._progress.setAccessibleName(self.tr("Loading progress"))
        self._start.setMinimumWidth(round(7 * em_of(self)))
        self._update_buttons()


def short_count(count: int) -> str:
    """Return "1.8 B" or "7.6 M" of a number of parameters."""
    return f"{count / 1e9:.1f} B" if count >= 1e9 else f"{count / 1e6:.1f} M"


def _words(parent: QWidget) -> QLabel:
    label = QLabel(parent, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
