"""Brings the load test to the page: the dialog, what runs, and what is predicted for each number of users."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from deepseek_gui.core.load_steps import STEPS, with_slots
from deepseek_gui.core.session import SessionState
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Estimate, Plan
from deepseek_gui.services.engine import EngineService
from deepseek_gui.services.load_test import LoadTestService
from deepseek_gui.services.tasks import Task, TaskRunner
from deepseek_gui.ui.run.chooser import Library
from deepseek_gui.ui.run.load_dialog import ATTACHED, LoadDialog


class LoadTesting(QObject):
    """Opens one dialog at a time."""

    restart_requested = Signal(object)
    """The `Plan` to load instead of the one that runs."""

    def __init__(self, engine: EngineService, tasks: TaskRunner, library: Library, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._tasks = tasks
        self._library = library
        self._service = LoadTestService(engine.open_connection, self)
        self._machine: Machine | None = None
        self._plan: Plan | None = None
        self._ready = False
        self._estimating: Task | None = None
        self._dialog: LoadDialog | None = None

    @property
    def dialog(self) -> LoadDialog | None:
        """Return the dialog that is open."""
        return self._dialog

    def set_machine(self, machine: Machine) -> None:
        """Predict for this machine from now on."""
        self._machine = machine
        if self._dialog is not None:
            self._predict()

    def show_engine(self, plan: Plan | None, state: SessionState) -> None:
        """Take note of what runs."""
        changed = plan != self._plan
        self._plan, self._ready = plan, state is SessionState.READY
        if self._dialog is not None:
            self._dialog.set_engine(plan, ready=self._ready)
            if changed:
                self._predict()

    @Slot()
    def open(self) -> None:
        """Show the dialog."""
        self._dialog = dialog = LoadDialog(self._service, self._parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.restart_requested.connect(self.restart_requested)
        dialog.finished.connect(self._on_closed)
        dialog.set_engine(self._plan, ready=self._ready)
        self._predict()
        dialog.open()

    @Slot()
    def _on_closed(self) -> None:
        self._dialog = None

    def _predict(self) -> None:
        """Estimate the plan with a slot for each user, for each step."""
        plan, machine, library = self._plan, self._machine, self._library
        if self._estimating is not None:
            self._estimating.cancel()
        if plan is None or machine is None or plan.engine == ATTACHED:
            return

        def work() -> dict[int, Estimate]:
            found = {users: _estimate(library, with_slots(plan, users), machine) for users in STEPS}
            return {users: estimate for users, estimate in found.items() if estimate is not None}

        self._estimating = self._tasks.run(work, self._on_predicted)

    def _on_predicted(self, estimates: dict[int, Estimate]) -> None:
        if self._dialog is not None:
            self._dialog.set_estimates(estimates)


def _estimate(library: Library, plan: Plan, machine: Machine) -> Estimate | None:
    try:
        return library.describe(plan, machine).estimate
    except ActionableError:  # what can't be read is not predicted; the engine that runs says the rest
        return None
