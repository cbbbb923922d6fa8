"""Behind the model bar: what was found on this machine, and the dialogs to open, attach and get what was not."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from deepseek_gui.core.attaching import Server
from deepseek_gui.core.engine_shelf import Shelf
from deepseek_gui.core.model_store import is_hub_name
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.failure import Remedy, Step
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.services.engine_shelf import EngineShelf
from deepseek_gui.services.preferences import Preferences
from deepseek_gui.settings.store import Settings
from deepseek_gui.ui.run.choices import Origin, server_choice
from deepseek_gui.ui.run.chooser import Chooser
from deepseek_gui.ui.run.engine_bar import LLAMA_SERVER
from deepseek_gui.ui.run.model_bar import ModelBar

if TYPE_CHECKING:
    from deepseek_gui.ui.run.attach_dialog import AttachDialog
    from deepseek_gui.ui.run.engines_dialog import EnginesDialog
    from deepseek_gui.ui.run.question_dialog import QuestionDialog


class EngineDesk(QObject):
    """Connects bar, chooser, shelf and settings.

    Args:
        shelf: finds, fetches and removes engines.
        preferences: where the choice of an engine and a server is remembered; None remembers nothing.
        chooser: holds the selected plan.
        bar: where things are asked for.
        page: owner of the dialogs.
    """

    failed = Signal(object)
    """The exception of something that no dialog shows."""
    agreed = Signal(object)
    """The `Remedy` whose question was answered with Yes."""

    def __init__(
        self,
        shelf: EngineShelf,
        preferences: Preferences | None,
        chooser: Chooser,
        bar: ModelBar,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._shelf = shelf
        self._preferences = preferences
        self._chooser = chooser
        self._bar = bar
        self._page = page
        self._machine: Machine | None = None
        self._torch_python = preferences.settings.torch_python if preferences is not None else ""
        self._server_restored = False
        self._engines_dialog: EnginesDialog | None = None
        self._attach_dialog: AttachDialog | None = None
        self._question: QuestionDialog | None = None
        if preferences is not None:
            preferences.changed.connect(self._on_preferences)
        shelf.refreshed.connect(self._on_refreshed)
        shelf.failed.connect(self._on_shelf_failed)
        chooser.engine_picked.connect(self._on_engine_picked)
        bar.open_requested.connect(self.open_file)
        bar.folder_requested.connect(self.open_folder)
        bar.hub_requested.connect(self.open_hub)
        bar.server_requested.connect(self.open_attach)
        bar.engines.engines_requested.connect(self.open_engines)
        bar.engines.get_requested.connect(self.get_engine)

    def set_machine(self, machine: Machine) -> None:
        """Look once what is on this machine, off the window's thread; facts that are measured later change nothing."""
        self._machine = machine
        if self._shelf.shelf is None and not self._shelf.looking:
            self._shelf.refresh()

    @Slot()
    def open_engines(self, selected: str = "") -> EnginesDialog | None:
        """Show the Engines dialog at an engine, the selected one when none is named."""
        from deepseek_gui.ui.run.engines_dialog import EnginesDialog  # noqa: PLC0415  built when first asked for

        if self._machine is None:
            return None
        facts = self._chooser.facts
        engine = selected or (facts.plan.engine if facts is not None else "")
        dialog = EnginesDialog(self._shelf, self._machine, engine, self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.build_chosen.connect(self._on_build_chosen)
        dialog.finished.connect(self._on_engines_closed)
        self._engines_dialog = dialog
        dialog.open()
        return dialog

    @Slot(str)
    def get_engine(self, engine: str) -> None:
        """Show how to get an engine; which llama.cpp build is right is asked at once."""
        dialog = self.open_engines(engine)
        if dialog is not None and engine == LLAMA_SERVER:
            dialog.look_up()

    def take_by_hand(self, remedy: Remedy, engine: str) -> None:
        """Lead to where a person gets what a remedy names: a build for the GPU, or the engine of a plan."""
        self.get_engine(LLAMA_SERVER if remedy.step is Step.GPU_BUILD or engine == "embedded" else engine)

    def ask(self, remedy: Remedy) -> None:
        """Ask a remedy's question; `agreed` follows a Yes, nothing a No."""
        from deepseek_gui.ui.run.question_dialog import QuestionDialog  # noqa: PLC0415  built when first asked for

        self._question = dialog = QuestionDialog(remedy, self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._on_answered)
        dialog.open()

    @Slot()
    def open_file(self) -> None:
        """Ask for a model file."""
        dialog = QFileDialog(self._page, self.tr("Open a model file"))
        dialog.setNameFilters([self.tr("Model files (*.gguf)"), self.tr("All files (*)")])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._open_path(dialog)

    @Slot()
    def open_folder(self) -> None:
        """Ask for a folder of safetensors."""
        dialog = QFileDialog(self._page, self.tr("Open a folder of safetensors"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._open_path(dialog)

    @Slot()
    def open_hub(self) -> None:
        """Ask for a name on Hugging Face."""
        dialog = QInputDialog(self._page)
        dialog.setWindowTitle(self.tr("A name on Hugging Face"))
        words = self.tr("Owner and name of the model. vLLM and SGLang fetch it; Transformers takes it from the cache:")
        dialog.setLabelText(words)
        dialog.setTextValue("deepseek-ai/")
        dialog.setOkButtonText(self.tr("Open"))
        dialog.setCancelButtonText(self.tr("Cancel"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.textValueSelected.connect(self._on_hub_name)
        dialog.open()

    @Slot()
    def open_attach(self) -> AttachDialog:
        """Ask for a running server."""
        from deepseek_gui.ui.run.attach_dialog import AttachDialog  # noqa: PLC0415  built when first asked for

        settings = self._preferences.settings if self._preferences is not None else None
        dialog = AttachDialog(
            self._shelf.backend,
            self._shelf.tasks,
            settings.server if settings is not None else "",
            can_remember=settings is not None,
            key_kept=settings is not None and settings.server_key_kept,
            parent=self._page,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._on_attach_accepted)
        self._attach_dialog = dialog
        dialog.open()
        return dialog

    def _open_path(self, dialog: QFileDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_path_selected)
        dialog.open()

    def _remember(self, **fields: str | bool) -> None:
        if self._preferences is not None:
            self._preferences.update(**fields)

    def _restore_server(self) -> None:
        """Put the server of last time among the choices; nothing is asked of it before a person does."""
        settings = self._preferences.settings if self._preferences is not None else None
        if self._server_restored or settings is None or not settings.server:
            return
        self._server_restored = True
        if settings.server_key_kept:
            self._shelf.tasks.run(partial(self._shelf.backend.kept_key, settings.server), self._on_kept_key)
        else:
            self._on_kept_key("")

    def _on_kept_key(self, key: str) -> None:
        if self._preferences is not None:
            settings = self._preferences.settings
            self._chooser.list_attached(Server(settings.server, key, settings.server_model))

    @Slot(object)
    def _on_preferences(self, settings: Settings) -> None:
        """Look anew when another Python is to hold an engine."""
        if settings.torch_python != self._torch_python:
            self._torch_python = settings.torch_python
            self._shelf.refresh()

    @Slot(object)
    def _on_refreshed(self, shelf: Shelf) -> None:
        wanted = self._preferences.settings.engine if self._preferences is not None else ""
        self._chooser.list_served([server_choice(server, Origin.OLLAMA) for server in shelf.served])
        self._restore_server()
        self._chooser.set_engines(shelf.engines, wanted)

    @Slot(object)
    def _on_shelf_failed(self, error: Exception) -> None:
        """A dialog that is open shows it itself."""
        if self._engines_dialog is None:
            self.failed.emit(error)

    @Slot()
    def _on_engines_closed(self) -> None:
        self._engines_dialog = None

    @Slot(str)
    def _on_engine_picked(self, engine: str) -> None:
        self._remember(engine=engine)

    @Slot(str)
    def _on_build_chosen(self, name: str) -> None:
        self._remember(llama_build=name)
        self._shelf.refresh()

    @Slot(str)
    def _on_path_selected(self, name: str) -> None:
        self._chooser.choose_file(Path(name))

    @Slot(str)
    def _on_hub_name(self, text: str) -> None:
        name = text.strip()
        if is_hub_name(name):
            self._chooser.choose_hub(name)
            return
        message = QT_TRANSLATE_NOOP("core", "“{text}” is no name on Hugging Face.")
        hint = QT_TRANSLATE_NOOP("core", "Write owner and name, like deepseek-ai/DeepSeek-V2-Lite-Chat.")
        self.failed.emit(ActionableError(Text(message, {"text": name}), Text(hint)))

    @Slot()
    def _on_attach_accepted(self) -> None:
        dialog, self._attach_dialog = self._attach_dialog, None
        server = dialog.server if dialog is not None else None
        if dialog is None or server is None:
            return
        keep = dialog.keep_box.isChecked() and bool(server.api_key)
        forget = self._preferences is not None and self._preferences.settings.server_key_kept and not keep
        self._remember(server=server.address, server_model=server.model, server_key_kept=keep)
        if keep or forget:
            work = partial(self._shelf.backend.keep_key, server.address, server.api_key if keep else "")
            self._shelf.tasks.run(work, self._on_key_kept, self._on_key_not_kept)
        self._chooser.choose_server(server)

    def _on_key_kept(self, result: None) -> None:
        """Nothing is to be said."""

    def _on_key_not_kept(self, error: Exception) -> None:
        self._remember(server_key_kept=False)
        self.failed.emit(error)

    @Slot(int)
    def _on_answered(self, _result: int) -> None:
        dialog, self._question = self._question, None
        if dialog is not None and dialog.agreed:
            self.agreed.emit(dialog.remedy)
