"""One engine: where it is, what its build is and lacks, and the commands that install it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from deepseek_gui.core.engine_choice import BUILT_IN
from deepseek_gui.core.engine_facts import EngineFacts, Instructions, ModelKind, engine_name, flavour
from deepseek_gui.ui.run.engine_words import engine_title
from deepseek_gui.ui.texts import translate
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.plain import plain_label


class EnginePane(QWidget):
    """Shows one engine's facts at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: EngineFacts | None = None
        self._title = plain_label(scale=1.2, bold=True)
        self._state = plain_label()
        self._grid = QGridLayout()
        self._names = [plain_label(muted=True) for _ in range(5)]
        self._values = [plain_label() for _ in range(5)]
        self._how = plain_label(bold=True)
        self._note = plain_label()
        self.commands = QPlainTextEdit()
        self.commands.setReadOnly(True)
        self.commands.setTabChangesFocus(True)
        self.commands.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.commands.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.copy_button = QPushButton()
        self.copy_button.clicked.connect(self._on_copy)
        self._copied = plain_label()
        self._source = plain_label(muted=True)
        self._lay_out()
        self._retranslate()

    @property
    def facts_text(self) -> str:
        """Return the table of facts, a line each."""
        shown = zip(self._names, self._values, strict=True)
        return "\n".join(f"{name.text()}: {value.text()}" for name, value in shown if not value.isHidden())

    @property
    def state(self) -> str:
        """Return whether and where the engine is installed."""
        return self._state.text()

    @property
    def note(self) -> str:
        """Return what is said of installing it."""
        return self._note.text()

    def show_facts(self, facts: EngineFacts | None) -> None:
        """Show an engine; None while they are being looked for."""
        self._facts = facts
        self._copied.clear()
        self._say()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _lay_out(self) -> None:
        em = round(em_of(self))
        self._grid.setHorizontalSpacing(em)
        self._grid.setVerticalSpacing(em // 3)
        self._grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            name.setWordWrap(False)
            self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)
        copy = QHBoxLayout()
        copy.addWidget(self.copy_button)
        copy.addWidget(self._copied, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(0.6 * em))
        column.addWidget(self._title)
        column.addWidget(self._state)
        column.addLayout(self._grid)
        for widget in (self._how, self._note, self.commands):
            column.addWidget(widget)
        column.addLayout(copy)
        column.addWidget(self._source)

    def _retranslate(self) -> None:
        self.copy_button.setText(self.tr("Cop&y"))
        self.commands.setAccessibleName(self.tr("Commands that install the engine"))
        self._say()

    def _say(self) -> None:
        facts = self._facts
        self._title.setText(engine_title(facts.id) if facts is not None else "")
        self._state.setText(self._state_words(facts))
        rows = self._rows(facts) if facts is not None else []
        for index, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            shown = index < len(rows)
            name.setVisible(shown)
            value.setVisible(shown)
            name.setText(rows[index][0] if shown else "")
            value.setText(rows[index][1] if shown else "")
        self._show_instructions(facts.instructions if facts is not None else None)

    def _state_words(self, facts: EngineFacts | None) -> str:
        if facts is None:
            return self.tr("Looking for engines…")
        if facts.id == BUILT_IN:
            there = self.tr("Part of this program: llama.cpp in the wheel xllamacpp.")
            return there if facts.build is not None else self.tr("Missing from this installation.")
        if facts.build is None:
            return self.tr("Not installed.")
        return self.tr("Installed: {path}").format(path=facts.build.executable)

    def _rows(self, facts: EngineFacts) -> list[tuple[str, str]]:
        kinds = {
            ModelKind.GGUF: self.tr("GGUF files"),
            ModelKind.CHECKPOINT: self.tr("folders of safetensors, or names on Hugging Face"),
            ModelKind.TAG: self.tr("names in its own library, or GGUF files, which it copies there"),
        }
        rows = [(self.tr("Reads"), kinds[facts.model_kind])]
        build = facts.build
        if build is not None:
            unknown = self.tr("not known")
            rows.insert(0, (self.tr("Version"), build.version or unknown))
            rows.insert(1, (self.tr("Computes on"), flavour(build) or unknown))
        lacks = self._lacks(facts)
        if lacks:
            rows.append((self.tr("Lacks"), lacks))
        if not facts.run_here:
            words = self.tr("its options were taken from its makers' sources; this program was not run with it")
            rows.append((self.tr("Basis"), words))
        return rows

    def _lacks(self, facts: EngineFacts) -> str:
        parts = [translate(text) for text in facts.lacks]
        if facts.unknown_families:
            names = ", ".join(facts.unknown_families)
            parts.append(self.tr("models of the families {names}").format(names=names))
        elif facts.unknown_families is not None and not parts:
            return self.tr("nothing that plans of this program ask for")
        return "\n".join(parts)

    def _show_instructions(self, found: Instructions | None) -> None:
        facts = self._facts
        commands = found.commands if found is not None else ()
        name = engine_name(facts.id) if facts is not None else ""
        self._how.setText(self.tr("How {engine} is installed").format(engine=name))
        self._note.setText(translate(found.note) if found is not None and found.note is not None else "")
        self.commands.setPlainText("\n".join(commands))
        self.commands.setFixedHeight(round((len(commands) + 1.2) * self.commands.fontMetrics().lineSpacing()))
        self._source.setText(self.tr("By its makers: {page}").format(page=found.source) if found is not None else "")
        self._how.setVisible(found is not None)
        self._note.setVisible(bool(self._note.text()))
        for widget in (self.commands, self.copy_button, self._copied):
            widget.setVisible(bool(commands))
        self._source.setVisible(found is not None)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.commands.toPlainText())
        self._copied.setText(self.tr("Copied."))
