"""Settings: language, colours, pace, and where things are kept."""

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


class SettingsPage(QWidget):
    """Every change holds at once; there is nothing to confirm."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._titles = [QLabel() for _ in range(3)]
        self._language, self._theme = QComboBox(), QComboBox()
        self._interval = QDoubleSpinBox()
        self._interval.setRange(MIN_INTERVAL_S, MAX_INTERVAL_S)
        self._interval.setSingleStep(0.5)
        self._interval.setDecimals(1)
        self._interval.setKeyboardTracking(False)
        self._models, self._profile, self._logs = (_path_label() for _ in range(3))
        self._choose, self._reset = QPushButton(), QPushButton()
        self._open_profile, self._open_logs = QPushButton(), QPushButton()
        self._labels = {name: QLabel() for name in ("language", "theme", "interval", "models", "profile", "logs")}
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
        words = (self.tr("Appearance"), self.tr("Monitor"), self.tr("Folders"))
        for title, word in zip(self._titles, words, strict=True):
            title.setText(word)
        self._labels["language"].setText(self.tr("&Language"))
        self._labels["theme"].setText(self.tr("C&olours"))
        self._labels["interval"].setText(self.tr("&Interval between samples"))
        self._labels["models"].setText(self.tr("Model &files"))
        self._labels["profile"].setText(self.tr("&Profile"))
        self._labels["logs"].setText(self.tr("Lo&gs"))
        self._interval.setSuffix(self.tr(" s"))
        self._choose.setText(self.tr("Choose…"))
        self._reset.setText(self.tr("Default"))
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
        self._fade_paths()

    def _fade_paths(self) -> None:
        for label in (self._models, self._profile, self._logs):
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
        dialog = QFileDialog(self, self.tr("Folder of model files"), self._models.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _on_chosen(self, folder: str) -> None:
        self._preferences.update(models_dir=folder)

    @Slot()
    def _on_reset(self) -> None:
        self._preferences.update(models_dir="")

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
