"""The composition root: services, window, pages, and what connects them."""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from deepseek_gui.app.monitoring import Monitoring
from deepseek_gui.core.machines import detected_machine, measured_machine, reader_for
from deepseek_gui.core.sampler import Reader
from deepseek_gui.services.monitor import MonitorService
from deepseek_gui.services.preferences import Preferences
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.settings.paths import Paths
from deepseek_gui.settings.store import Settings, Theme, models_dir
from deepseek_gui.ui import language
from deepseek_gui.ui.icons import app_icon
from deepseek_gui.ui.main_window import MainWindow, PageEntry
from deepseek_gui.ui.monitor.page import MonitorPage
from deepseek_gui.ui.theme import apply_scheme
from deepseek_gui.ui.widgets.chart_library import chart_library

if TYPE_CHECKING:
    from deepseek_gui.domain.cost import CostPlan
    from deepseek_gui.domain.machine import Machine
    from deepseek_gui.domain.match_state import MatchState
    from deepseek_gui.domain.plan import Estimate, Plan
    from deepseek_gui.services.engine import EngineService
    from deepseek_gui.services.engine_shelf import EngineShelf
    from deepseek_gui.ui.match.page import MatchPage

_log = logging.getLogger(__name__)

_ENGINE_GRACE_S = 0.8
"""The window is gone already; the supervisor ends an engine that takes longer."""

_MEASURE_AFTER_MS = 2000
"""By then the charts are loaded and drawn: the measurement wants all cores, and so does the window before."""

_SCHEMES = {
    Theme.SYSTEM: Qt.ColorScheme.Unknown,
    Theme.LIGHT: Qt.ColorScheme.Light,
    Theme.DARK: Qt.ColorScheme.Dark,
}


class Desktop(QObject):
    """Owns the services and the window.

    Args:
        paths: where the profile is.
        simulated: the machine to show instead of this one.
        live: begin to sample after the first paint; without it the owner feeds the pages (pictures, tests).
    """

    machine_known = Signal(object)
    """The `Machine`, once it was looked at."""

    def __init__(
        self,
        paths: Paths,
        simulated: Machine | None = None,
        *,
        live: bool = True,
    ) -> None:
        super().__init__()
        self._live = live
        self._simulated = simulated
        self._machine: Machine | None = None
        self._closing = threading.Event()
        self._engine: EngineService | None = None
        self._shelf: EngineShelf | None = None
        self._match: MatchPage | None = None
        self._monitoring: Monitoring | None = None
        self.tasks = TaskRunner(self)
        self.preferences = Preferences(paths, self.tasks, self)
        self.monitor = MonitorService(self._make_reader, self)
        self._wear(self.preferences.settings)
        self._settings = self.preferences.settings
        self.preferences.changed.connect(self._on_preferences)
        self.window = MainWindow(self._entries(), QSettings(str(paths.window_file), QSettings.Format.IniFormat))
        self.preferences.failed.connect(self.window.show_error)
        self.window.first_painted.connect(self._on_first_painted)
        self.window.closing.connect(self.shut_down)

    @property
    def machine(self) -> Machine | None:
        """Return the machine that is shown, or None while it is being looked at."""
        return self._machine

    @property
    def monitor_page(self) -> MonitorPage:
        """Return the first page."""
        page = self.window.page("monitor")
        if not isinstance(page, MonitorPage):
            raise TypeError(page)
        return page

    @Slot(object)
    def show_machine(self, machine: Machine) -> None:
        """Name the machine in the status bar and on every page."""
        self._machine = machine
        self.window.set_machine(machine)
        self.machine_known.emit(machine)

    def open_file(self, path: Path) -> None:
        """Show a plan or machine file in Match."""
        from deepseek_gui.ui.match.page import MatchPage  # noqa: PLC0415  built when first shown

        self.window.show_page("match")
        page = self.window.page("match")
        if isinstance(page, MatchPage):
            page.open_file(path)

    @Slot()
    def shut_down(self) -> None:
        """End everything that runs; no thread of ours is left after it."""
        self._closing.set()
        self.window.hide()
        self.preferences.flush()
        if self._engine is not None:
            self._engine.close(_ENGINE_GRACE_S)
        if self._shelf is not None:
            self._shelf.close()
        if self._match is not None:
            self._match.stop()
        self.monitor.stop()
        if self._monitoring is not None:
            self._monitoring.close()
        self.tasks.shut_down()
        chart_library().join(1.0)

    @Slot()
    def keep_settings(self) -> None:
        """Write what is not yet written: the person logs out, and the system may end us without another word."""
        self.preferences.flush()

    def _entries(self) -> tuple[PageEntry, ...]:
        return (
            PageEntry("monitor", self._make_monitor),
            PageEntry("match", self._make_match),
            PageEntry("run", self._make_run),
            PageEntry("cost", self._make_cost),
            PageEntry("settings", self._make_settings, below=True),
        )

    def _make_monitor(self) -> QWidget:
        self._monitoring = made = Monitoring(self.monitor, self.tasks, self.preferences, self)
        made.failed.connect(self._on_monitoring_failed)
        self.machine_known.connect(made.set_machine)
        if self._machine is not None:
            made.set_machine(self._machine)
        return made.page

    def _make_match(self) -> QWidget:
        from deepseek_gui.ui.match.backend import core_backend  # noqa: PLC0415  built when first shown
        from deepseek_gui.ui.match.page import MatchPage  # noqa: PLC0415  built when first shown

        backend = core_backend(self._models_dir(), self.preferences.paths.cache_dir)
        self._match = page = MatchPage(self.tasks, self._machine, backend)
        page.plan_chosen.connect(self._on_plan_chosen)
        page.export_requested.connect(self._on_export_requested)
        page.cost_requested.connect(self._on_cost_requested)
        page.machine_measured.connect(self.show_machine)
        if self.preferences.settings.match is not None and self._simulated is None:
            page.restore(self.preferences.settings.match)
        page.state_changed.connect(self._on_match_state)
        self.machine_known.connect(page.refresh_machine)
        return page

    def _make_run(self) -> QWidget:
        from deepseek_gui.core.engine_shelf import shelf_backend  # noqa: PLC0415  built when first shown
        from deepseek_gui.services.engine import EngineService  # noqa: PLC0415  built when first shown
        from deepseek_gui.services.engine_shelf import EngineShelf  # noqa: PLC0415  built when first shown
        from deepseek_gui.ui.run.page import RunPage  # noqa: PLC0415  built when first shown

        paths = self.preferences.paths
        self._engine = EngineService(paths, self, settings=self._settings_now)
        self._shelf = EngineShelf(self.tasks, shelf_backend(paths, self._settings_now), self)
        page = RunPage(
            self._engine, self.monitor, self.tasks, self._machine, shelf=self._shelf, preferences=self.preferences
        )
        page.engine_changed.connect(self.window.set_engine)
        page.export_requested.connect(self._on_export_requested)
        page.charts.set_hidden(self.preferences.settings.hidden_charts)
        page.charts.hidden_changed.connect(self._on_hidden_charts)
        self.machine_known.connect(page.set_machine)
        return page

    def _make_cost(self) -> QWidget:
        from deepseek_gui.ui.cost.page import CostPage  # noqa: PLC0415  built when first shown

        page = CostPage(self.preferences.settings.cost)
        page.plan_changed.connect(self._on_cost_plan)
        return page

    def _make_settings(self) -> QWidget:
        from deepseek_gui.ui.settings_page import SettingsPage  # noqa: PLC0415  built when first shown

        return SettingsPage(self.preferences)

    def _make_reader(self) -> Reader:
        return reader_for(self._machine)

    @Slot()
    def _on_first_painted(self) -> None:
        """Begin with what costs time, now that the window is on the screen."""
        if self.preferences.first_error is not None:
            self.window.show_error(self.preferences.first_error)
        if not self._live:
            return
        self.preferences.check_folder()
        self.window.setWindowIcon(app_icon())
        chart_library().start()
        if self._simulated is not None:
            self._on_machine(self._simulated)
            return
        folder, cache = self._models_dir(), self.preferences.paths.cache_dir
        self.tasks.run(lambda: detected_machine(folder, cache_dir=cache), self._on_detected, self._on_no_machine)

    def _on_detected(self, machine: Machine) -> None:
        """Show this computer; measure what nothing tells, once it has drawn."""
        self._on_machine(machine)
        if machine.memory.bandwidth_gbs is None:
            QTimer.singleShot(_MEASURE_AFTER_MS, self._measure_memory)

    @Slot()
    def _measure_memory(self) -> None:
        machine, cache, closing = self._machine, self.preferences.paths.cache_dir, self._closing
        if machine is None or closing.is_set() or machine.memory.bandwidth_gbs is not None:
            return
        self.tasks.run(lambda: measured_machine(machine, cache_dir=cache, cancelled=closing), self._on_measured)

    def _on_measured(self, machine: Machine | None) -> None:
        if machine is not None:
            self.show_machine(machine)

    def _on_machine(self, machine: Machine) -> None:
        self.show_machine(machine)
        self.monitor.set_interval(self.preferences.settings.interval_s)
        self.monitor.start()

    def _on_no_machine(self, error: Exception) -> None:
        """A probe never raises; when it does, tell it as the bug it is and go on with what can be sampled."""
        from deepseek_gui.domain.machine import Machine  # noqa: PLC0415  a dozen dataclasses, wanted after the first paint

        sys.excepthook(type(error), error, error.__traceback__)
        self._on_machine(Machine(name=""))

    def _settings_now(self) -> Settings:
        """Return the settings in force, saved or not; called on other threads too."""
        return self.preferences.settings

    def _models_dir(self) -> Path:
        return models_dir(self.preferences.settings, self.preferences.paths)

    @Slot(object)
    def _on_plan_chosen(self, plan: Plan) -> None:
        """Bring a plan of Match to Run."""
        from deepseek_gui.ui.run.page import RunPage  # noqa: PLC0415  built when first shown

        page = self.window.page("run")
        if isinstance(page, RunPage):
            page.set_plan(plan)
        self.window.show_page("run")

    @Slot(object)
    def _on_export_requested(self, subject: Plan | Estimate) -> None:
        """Show the script of a plan, for the machine it was matched for."""
        from deepseek_gui.ui.export_dialog import ExportDialog  # noqa: PLC0415  built when first asked for

        page = self.sender()
        machine = getattr(page, "machine", None) or self._machine
        if machine is None:
            return
        dialog = ExportDialog(subject, machine, self.tasks, self.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    @Slot(object)
    def _on_monitoring_failed(self, error: Exception) -> None:
        self.window.show_error(error)

    @Slot(object)
    def _on_cost_requested(self, found: Estimate) -> None:
        """Bring a plan of Match to Cost, with the machine that it was matched for."""
        from deepseek_gui.ui.cost.page import CostPage  # noqa: PLC0415  built when first shown

        machine = getattr(self.sender(), "machine", None) or self._machine
        page = self.window.page("cost")
        if isinstance(page, CostPage) and machine is not None:
            page.set_plan(found, machine)
        self.window.show_page("cost")

    @Slot(object)
    def _on_match_state(self, state: MatchState) -> None:
        if self._simulated is None:
            self.preferences.update(match=state)

    @Slot(object)
    def _on_cost_plan(self, plan: CostPlan) -> None:
        self.preferences.update(cost=plan)

    @Slot(object)
    def _on_hidden_charts(self, keys: frozenset[str]) -> None:
        self.preferences.update(hidden_charts=tuple(sorted(keys)))

    @Slot(object)
    def _on_preferences(self, settings: Settings) -> None:
        """Apply what differs from before."""
        before, self._settings = self._settings, settings
        if settings.interval_s != before.interval_s:
            self.monitor.set_interval(settings.interval_s)
        if settings.language != before.language:
            language.install(_application(), settings.language)
        if settings.theme != before.theme:
            apply_scheme(_application(), _SCHEMES[settings.theme])

    def _wear(self, settings: Settings) -> None:
        """Put on language and colours before the first widget is made."""
        language.install(_application(), settings.language)
        if settings.theme != Theme.SYSTEM:
            apply_scheme(_application(), _SCHEMES[settings.theme])


def _application() -> QGuiApplication:
    app = QGuiApplication.instance()
    if not isinstance(app, QGuiApplication):
        raise TypeError(app)
    return app
