"""Settings: language, colours, pace, where things are kept, and the Python of an engine."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from deepseek_gui.services.preferences import Preferences
from deepseek_gui.settings.store import MAX_INTERVAL_S, MIN_INTERVAL_S, Settings, Theme, models_dir
from deepseek_gui.ui.language import NAMES, SYSTEM
from deepseek_gui.ui.theme import muted_colour, scaled_font
from deepseek_gui.ui.widgets.card import Card, em_of
from deepseek_gui.ui.widgets.menu_button import MenuButton


class SettingsPage(QWidget):
    """Every change holds at once; there is nothing to confirm."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._titles = [QLabel() for _ in range(4)]
        self._language, self._theme = QComboBox(), QComboBox()
        self._interval = QDoubleSpinBox()
        self._interval.setRange(MIN_INTERVAL_S, MAX_INTERVAL_S)
        self._interval.setSingleStep(0.5)
        self._interval.setDecimals(1)
        self._interval.setKeyboardTracking(False)
        self._models, self._profile, self._logs, self._python = (_path_label() for _ in range(4))
        self._choose, self._reset = QPushButton(), QPushButton()
        self._choose_python, self._reset_python = MenuButton(), QPushButton()
        self._python_program, self._python_folder = (self._choose_python.entries.addAction("") for _ in range(2))
        self._open_profile, self._open_logs = QPushButton(), QPushButton()
        names = ("language", "theme", "interval", "models", "profile", "logs", "python")
        self._labels = {name: QLabel() for name in names}
        self._lay_out()
        self._retranslate()
        self._connect()

    @property
    def language_box(self) -> QComboBox:
        """Return the choice of languages."""
        return self._language

    @property
    def theme_box(self) -> QComboBox:
        """Return the choice of colours."""
        return self._theme

    @property
    def interval_box(self) -> QDoubleSpinBox:
        """Return the pace."""
        return self._interval

    @property
    def python_text(self) -> str:
        """Return which Python the page says that holds torch."""
        return self._python.text()

    @property
    def python_button(self) -> MenuButton:
        """Return the button that asks for it: a program, or a folder."""
        return self._choose_python

    @property
    def python_reset_button(self) -> QPushButton:
        """Return the button that has it looked for again."""
        return self._reset_python

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language and the colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self._fade_paths()

    def _connect(self) -> None:
        self._language.activated.connect(self._on_language)
        self._theme.activated.connect(self._on_theme)
        self._interval.valueChanged.connect(self._on_interval)
        self._choose.clicked.connect(self._on_choose)
        self._reset.clicked.connect(self._on_reset)
        self._python_program.triggered.connect(self._on_python_program)
        self._python_folder.triggered.connect(self._on_python_folder)
        self._reset_python.clicked.connect(self._on_python_reset)
        self._open_profile.clicked.connect(self._on_open_profile)
        self._open_logs.clicked.connect(self._on_open_logs)
        self._preferences.changed.connect(self._show)

    def _lay_out(self) -> None:
        em = em_of(self)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(round(em), round(0.7 * em), round(em), round(em))
        column.setSpacing(round(0.6 * em))
        rows: tuple[list[tuple[str, list[QWidget]]], ...] = (
            [("language", [self._language]), ("theme", [self._theme])],
            [("interval", [self._interval])],
            [
                ("models", [self._models, self._choose, self._reset]),
                ("profile", [self._profile, self._open_profile]),
                ("logs", [self._logs, self._open_logs]),
            ],
            [("python", [self._python, self._choose_python, self._reset_python])],
        )
        for title, group in zip(self._titles, rows, strict=True):
            title.setFont(scaled_font(self.font(), 1.15, bold=True))
            column.addWidget(title)
            column.addWidget(self._card(group, em))
            column.addSpacing(round(0.4 * em))
        column.addStretch(1)
        content.setMaximumWidth(round(62 * em))
        area = QScrollArea()
        area.setWidget(content)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _card(self, rows: list[tuple[str, list[QWidget]]], em: float) -> Card:
        card = Card()
        form = QFormLayout(card)
        form.setContentsMargins(round(em), round(0.8 * em), round(em), round(0.8 * em))
        form.setHorizontalSpacing(round(1.5 * em))
        form.setVerticalSpacing(round(0.7 * em))
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, widgets in rows:
            label = self._labels[name]
            label.setMinimumWidth(round(13 * em))
            buddy = next(w for w in (*widgets[1:], widgets[0]) if w.focusPolicy() != Qt.FocusPolicy.NoFocus)
            label.setBuddy(buddy)
            form.addRow(label, _row(widgets, em))
        return card

    def _retranslate(self) -> None:
        words = (self.tr("Appearance"), self.tr("Monitor"), self.tr("Folders"), self.tr("Engines"))
        for title, word in zip(self._titles, words, strict=True):
            title.setText(word)
        self._labels["language"].setText(self.tr("&Language"))
        self._labels["theme"].setText(self.tr("C&olours"))
        self._labels["interval"].setText(self.tr("&Interval between samples"))
        self._labels["models"].setText(self.tr("Model &files"))
        self._labels["profile"].setText(self.tr("&Profile"))
        self._labels["logs"].setText(self.tr("Lo&gs"))
        self._labels["python"].setText(self.tr("P&ython with torch"))
        self._labels["python"].setToolTip(self.tr("The Transformers engine runs in it."))
        self._interval.setSuffix(self.tr(" s"))
        for choose in (self._choose, self._choose_python):
            choose.setText(self.tr("Choose…"))
        for reset in (self._reset, self._reset_python):
            reset.setText(self.tr("Default"))
        self._python_program.setText(self.tr("A Python program…"))
        self._python_folder.setText(self.tr("The folder of a virtual environment…"))
        self._choose_python.setAccessibleName(self.tr("Choose the Python that holds torch"))
        self._reset_python.setAccessibleName(self.tr("Look for a Python with torch"))
        for button in (self._open_profile, self._open_logs):
            button.setText(self.tr("Open"))
        self._open_profile.setAccessibleName(self.tr("Open the profile folder"))
        self._open_logs.setAccessibleName(self.tr("Open the log folder"))
        self._choose.setAccessibleName(self.tr("Choose the folder of model files"))
        self._reset.setAccessibleName(self.tr("Use the default folder of model files"))
        _fill(self._language, [(SYSTEM, self.tr("As the system")), *NAMES.items()])
        themes = {
            Theme.SYSTEM: self.tr("As the system"),
            Theme.LIGHT: self.tr("Light"),
            Theme.DARK: self.tr("Dark"),
        }
        _fill(self._theme, [(theme.value, words) for theme, words in themes.items()])
        self._show(self._preferences.settings)

    @Slot(object)
    def _show(self, settings: Settings) -> None:
        """Show settings without changing them."""
        self._language.setCurrentIndex(self._language.findData(settings.language))
        self._theme.setCurrentIndex(self._theme.findData(settings.theme.value))
        self._interval.blockSignals(True)
        self._interval.setValue(settings.interval_s)
        self._interval.blockSignals(False)
        paths = self._preferences.paths
        self._models.setText(str(models_dir(settings, paths)))
        self._profile.setText(str(paths.config_dir))
        self._logs.setText(str(paths.log_dir))
        self._reset.setEnabled(bool(settings.models_dir))
        self._python.setText(settings.torch_python or self.tr("looked for where programs are found"))
        self._reset_python.setEnabled(bool(settings.torch_python))
        self._fade_paths()

    def _fade_paths(self) -> None:
        for label in (self._models, self._profile, self._logs, self._python):
            palette = label.palette()
            colour = muted_colour(self.palette())
            if palette.color(label.foregroundRole()) != colour:
                palette.setColor(label.foregroundRole(), colour)
                label.setPalette(palette)

    @Slot(int)
    def _on_language(self, index: int) -> None:
        self._preferences.update(language=self._language.itemData(index))

    @Slot(int)
    def _on_theme(self, index: int) -> None:
        self._preferences.update(theme=Theme(self._theme.itemData(index)))

    @Slot(float)
    def _on_interval(self, value: float) -> None:
        self._preferences.update(interval_s=value)

    @Slot()
    def _on_choose(self) -> None:
        dialog = _folder_dialog(self, self.tr("Folder of model files"), self._models.text())
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    @Slot(str)
    def _on_chosen(self, folder: str) -> None:
        self._preferences.update(models_dir=folder)

    @Slot()
    def _on_reset(self) -> None:
        self._preferences.update(models_dir="")

    @Slot()
    def _on_python_program(self) -> None:
        dialog = QFileDialog(self, self.tr("Python that holds torch"), self._preferences.settings.torch_python)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setOption(QFileDialog.Option.DontResolveSymlinks)  # a virtual environment's Python is one
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_python_chosen)
        dialog.open()

    @Slot()
    def _on_python_folder(self) -> None:
        title = self.tr("Virtual environment that holds torch")
        dialog = _folder_dialog(self, title, self._preferences.settings.torch_python)
        dialog.fileSelected.connect(self._on_python_chosen)
        dialog.open()

    @Slot(str)
    def _on_python_chosen(self, path: str) -> None:
        self._preferences.update(torch_python=path)

    @Slot()
    def _on_python_reset(self) -> None:
        self._preferences.update(torch_python="")

    @Slot()
    def _on_open_profile(self) -> None:
        _open(self._preferences.paths.config_dir)

    @Slot()
    def _on_open_logs(self) -> None:
        _open(self._preferences.paths.log_dir)


def _open(folder: Path) -> None:
    """Show a folder in the system's file manager, or the nearest one that exists."""
    existing = next(path for path in (folder, *folder.parents) if path.is_dir())
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(existing)))


def _folder_dialog(parent: QWidget, title: str, folder: str) -> QFileDialog:
    dialog = QFileDialog(parent, title, folder)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def _row(widgets: list[QWidget], em: float) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(round(0.5 * em))
    for widget in widgets:
        row.addWidget(widget, 1 if isinstance(widget, QLabel) else 0)
    if not isinstance(widgets[0], QLabel):
        widgets[0].setMinimumWidth(round(12 * em))
        row.addStretch(1)
    return holder


def _fill(box: QComboBox, entries: list[tuple[str, str]]) -> None:
    box.clear()
    for data, words in entries:
        box.addItem(words, data)


def _path_label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label
