"""Attach to a server that runs already: its address, its key, what it serves."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from deepseek_gui.core.attaching import Server, exposure, parse_address
from deepseek_gui.core.engine_shelf import ShelfBackend
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.text import Text
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.ui.match.latest import LatestTask
from deepseek_gui.ui.theme import warn_colour
from deepseek_gui.ui.widgets.banner import ErrorBanner
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.notice import Notice
from deepseek_gui.ui.widgets.plain import plain_label


class AttachDialog(QDialog):
    """Accepted with `server` set; nothing is attached or stored by the dialog itself.

    Args:
        backend: asks servers and the keyring.
        tasks: does so off the GUI thread.
        address: what stands in the field at first.
        can_remember: there are settings to remember it with.
        key_kept: the system's keyring holds a key for this address.
    """

    def __init__(
        self,
        backend: ShelfBackend,
        tasks: TaskRunner,
        address: str = "",
        *,
        can_remember: bool = True,
        key_kept: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._backend = backend
        self._address = address
        self._keeps_keys: bool | None = None if can_remember else False
        self._key_kept = key_kept and can_remember
        self._tested: tuple[str, str] | None = None
        self._asked: tuple[str, str] = ("", "")
        self._questions = LatestTask(tasks, self)
        self._keyring = LatestTask(tasks, self)
        self._keys = LatestTask(tasks, self)
        self._lead = plain_label(muted=True)
        self._captions = {name: QLabel() for name in ("address", "key", "model")}
        self.address_edit, self.key_edit = QLineEdit(address), QLineEdit()
        self.key_edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.keep_box = QCheckBox()
        self.keep_box.setEnabled(False)
        self.warning = Notice(warn_colour)
        self.test_button = QPushButton()
        self.model_box = QComboBox()
        self._state = plain_label(muted=True)
        self.banner = ErrorBanner()
        self._buttons = QDialogButtonBox()
        self.attach_button = self._buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self._cancel = self._buttons.addButton("", QDialogButtonBox.ButtonRole.RejectRole)
        self._lay_out()
        self._connect()
        self._retranslate()
        self._on_edited()
        if can_remember:
            self._keyring.submit(backend.keeps_keys)

    @property
    def server(self) -> Server | None:
        """Return what was tested and chosen; None before that."""
        if self._tested is None or not self.model_box.currentText():
            return None
        address, key = self._tested
        return Server(address, key, self.model_box.currentText())

    @property
    def state(self) -> str:
        """Return the sentence beside the test button."""
        return self._state.text()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _lay_out(self) -> None:
        em = round(em_of(self))
        form = QFormLayout()
        form.setHorizontalSpacing(em)
        form.setVerticalSpacing(round(0.6 * em))
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        test = QHBoxLayout()
        test.setSpacing(em // 2)
        test.addWidget(self.test_button)
        test.addWidget(self._state, 1)
        form.addRow(self._captions["address"], self.address_edit)
        form.addRow(self._captions["key"], self.key_edit)
        form.addRow("", self.keep_box)
        form.addRow("", test)
        form.addRow(self._captions["model"], self.model_box)
        for name, field in (("address", self.address_edit), ("key", self.key_edit), ("model", self.model_box)):
            self._captions[name].setBuddy(field)
        column = QVBoxLayout(self)
        column.setContentsMargins(em, em, em, em)
        column.setSpacing(round(0.7 * em))
        column.addWidget(self._lead)
        column.addLayout(form)
        column.addWidget(self.warning)
        column.addWidget(self.banner)
        column.addStretch(1)
        column.addWidget(self._buttons)
        self.setMinimumWidth(36 * em)

    def _connect(self) -> None:
        self.address_edit.textEdited.connect(self._on_edited)
        self.key_edit.textEdited.connect(self._on_edited)
        self.test_button.clicked.connect(self.test)
        self._questions.done.connect(self._on_models)
        self._questions.failed.connect(self._on_failed)
        self._keyring.done.connect(self._on_keyring)
        self._keys.done.connect(self._on_key)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Attach to a running server"))
        self._lead.setText(
            self.tr("Any server with an OpenAI-compatible interface: llama-server, Ollama, vLLM, SGLang, LM Studio.")
        )
        self._captions["address"].setText(self.tr("&Address"))
        self._captions["key"].setText(self.tr("&Key"))
        self._captions["model"].setText(self.tr("&Model"))
        self.address_edit.setPlaceholderText("http://127.0.0.1:8080")
        self.key_edit.setPlaceholderText(self.tr("Empty when the server wants none"))
        self.keep_box.setText(self.tr("&Remember the key in this system's keyring"))
        if self._keeps_keys is False:
            self.keep_box.setText(self.tr("No keyring here: the key is forgotten when the program ends"))
        self.test_button.setText(self.tr("&Test the connection"))
        self.attach_button.setText(self.tr("Attach"))
        self._cancel.setText(self.tr("Cancel"))

    @Slot()
    def _on_edited(self) -> None:
        """What was tested holds no longer."""
        self._tested = None
        self.model_box.clear()
        self._state.clear()
        self.banner.dismiss()
        self.warning.show_texts(self._exposure())
        self._show_possible()

    def _exposure(self) -> list[Text]:
        try:
            found = exposure(parse_address(self.address_edit.text()))
        except ActionableError:  # not written to its end yet
            return []
        return [found] if found is not None else []

    def _show_possible(self) -> None:
        self.test_button.setEnabled(bool(self.address_edit.text().strip()) and not self._questions.busy)
        self.model_box.setEnabled(self.model_box.count() > 0)
        self.attach_button.setEnabled(self.server is not None)
        (self.attach_button if self.server is not None else self.test_button).setDefault(True)

    @Slot()
    def test(self) -> None:
        """Ask the server for its models; the state line or the banner says how it went."""
        self._on_edited()
        try:
            address = parse_address(self.address_edit.text())
        except ActionableError as error:
            self.banner.show_error(error)
            return
        self._asked = (address, self.key_edit.text().strip())
        self._state.setText(self.tr("Asking…"))
        self._questions.submit(partial(self._backend.models, *self._asked))
        self._show_possible()

    @Slot(object)
    def _on_models(self, names: tuple[str, ...]) -> None:
        self._tested = self._asked
        self.model_box.addItems(list(names))
        self._state.setText(self.tr("It answers. Models served: {count}").format(count=len(names)))
        self._show_possible()
        self.model_box.setFocus()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._state.clear()
        self.banner.show_error(error)
        self._show_possible()

    @Slot(object)
    def _on_keyring(self, keeps_keys: bool) -> None:
        self._keeps_keys = keeps_keys
        self.keep_box.setEnabled(keeps_keys)
        self.keep_box.setChecked(keeps_keys and self._key_kept)
        self._retranslate()
        if keeps_keys and self._key_kept:
            self._keys.submit(partial(self._backend.kept_key, self._address))

    @Slot(object)
    def _on_key(self, key: str) -> None:
        if key and not self.key_edit.text():
            self.key_edit.setText(key)
