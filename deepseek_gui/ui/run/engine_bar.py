"""The engine's line in the model bar: which one runs the model, and what to know of that."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from deepseek_gui.core.engine_choice import Offer
from deepseek_gui.domain.text import Text
from deepseek_gui.ui.run.engine_model import EngineModel, IdRole
from deepseek_gui.ui.run.engine_words import engine_title
from deepseek_gui.ui.texts import translate
from deepseek_gui.ui.theme import warn_colour
from deepseek_gui.ui.widgets.card import em_of

LLAMA_SERVER = "llama-server"


class EngineBar(QWidget):
    """A combo of engines, a button for all about them, and a sentence with what helps."""

    picked = Signal(str)
    """The id of the engine that a person chose."""
    engines_requested = Signal()
    """Show all engines."""
    get_requested = Signal(str)
    """Show how to get the engine of this id, for llama-server a build for this machine."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = EngineModel(self)
        self._known = False
        self._server = ""
        self._selected = ""
        self._remark: Text | None = None
        self._label = QLabel(self)
        self._combo = QComboBox(self)
        self._combo.setModel(self._model)
        self._combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._combo.setMinimumContentsLength(25)
        self._combo.activated.connect(self._on_activated)
        self._label.setBuddy(self._combo)
        self._all = QPushButton(self)
        self._all.clicked.connect(self.engines_requested)
        self._note = QLabel(self, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._note.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._get = QPushButton(self)
        self._get.clicked.connect(self._on_get_clicked)
        self._lay_out()
        self._retranslate()
        self._colour()

    @property
    def combo(self) -> QComboBox:
        """Return the box of engines."""
        return self._combo

    @property
    def all_button(self) -> QPushButton:
        """Return the button that shows all engines."""
        return self._all

    @property
    def get_button(self) -> QPushButton:
        """Return the button that leads to a better engine; hidden when there is none to get."""
        return self._get

    @property
    def note(self) -> str:
        """Return what is said of the engine."""
        return self._note.text()

    @property
    def refusal(self) -> Text | None:
        """Return why the selected engine cannot run the model, None when it can."""
        if self._server:
            return None
        return next((offer.refusal for offer in self._model.offers if offer.id == self._selected), None)

    def show_offers(self, offers: Sequence[Offer], selected: str, remark: Text | None = None) -> None:
        """Show the engines for the selected model.

        Args:
            offers: every engine; none while they are being looked for.
            selected: id of the one that is taken.
            remark: what to know of it, with a build for this GPU as what helps.
        """
        self._server, self._known, self._selected, self._remark = "", bool(offers), selected, remark
        self._model.set_offers(offers)
        self._combo.setCurrentIndex(self._model.row_of(selected))
        self._say()

    def show_server(self, address: str) -> None:
        """Show that a running server answers, which no engine of ours does."""
        self._server, self._remark = address, None
        self._model.set_offers(())
        self._say()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language and the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._model.set_offers(self._model.offers)
            self._combo.setCurrentIndex(self._model.row_of(self._selected))
        elif event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _lay_out(self) -> None:
        em = round(em_of(self))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(em // 2)
        for widget in (self._label, self._combo, self._all):
            row.addWidget(widget)
        row.addSpacing(em // 2)
        row.addWidget(self._note, 1)
        row.addWidget(self._get)

    def _say(self) -> None:
        refusal = self.refusal
        self._combo.setEnabled(self._known and not self._server)
        if self._server:
            words = ""
        elif not self._known:
            words = self.tr("Looking for engines…")
        elif refusal is not None:
            words = self.tr("{engine}: {reason}").format(engine=engine_title(self._selected), reason=translate(refusal))
        else:
            words = translate(self._remark) if self._remark is not None else ""
        self._note.setText(words)
        self._combo.setPlaceholderText(self.tr("A running server") if self._server else "")
        self._get.setVisible(refusal is not None or self._remark is not None)
        gpu = self._remark is not None and refusal is None
        self._get.setText(self.tr("Get a GPU build…") if gpu else self.tr("Get it…"))
        self._colour()

    def _colour(self) -> None:
        palette = self._note.palette()
        troubled = self._remark is not None or self.refusal is not None
        plain = self.palette().color(QPalette.ColorRole.PlaceholderText)
        palette.setColor(QPalette.ColorRole.WindowText, warn_colour(self.palette()) if troubled else plain)
        self._note.setPalette(palette)

    def _retranslate(self) -> None:
        self._label.setText(self.tr("Engine"))
        self._combo.setAccessibleName(self.tr("Engine that runs the model"))
        self._all.setText(self.tr("Engines…"))
        self._all.setToolTip(self.tr("Which engines are here, what they can do, and how to get others"))
        self._say()

    @Slot(int)
    def _on_activated(self, row: int) -> None:
        self.picked.emit(self._combo.itemData(row, IdRole))

    @Slot()
    def _on_get_clicked(self) -> None:
        self.get_requested.emit(self._selected if self.refusal is not None else LLAMA_SERVER)
