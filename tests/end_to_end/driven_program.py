"""The whole program, brought to a phase and left there: `driven_program.py PROFILE PHASE FILE`.

Prints one JSON line with the ids of every process below it as soon as the engine is in that phase; an ending that
comes from inside ("quit", "mistake") is then done with the first line of standard input.
"""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path
from typing import Any

import psutil
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from deepseek_gui.app import start
from deepseek_gui.app.desktop import Desktop
from deepseek_gui.app.options import Options
from deepseek_gui.core.session import SessionState
from deepseek_gui.domain.events import Failed, Loading, Ready, Token
from deepseek_gui.domain.plan import Plan
from deepseek_gui.domain.text import Text
from deepseek_gui.ui.run import RunPage

PROFILE, PHASE, FILE = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
MADE = Plan("r1-distill-qwen-1.5b", "Q4_0", synthetic=True)


class Driver(QObject):
    """Plays the person."""

    ordered = Signal(str)

    def __init__(self, desktop: Desktop) -> None:
        super().__init__(desktop)
        self._told = False
        desktop.window.show_page("run")
        page = desktop.window.page("run")
        assert isinstance(page, RunPage)
        self._page = page
        page.engine_service.event_received.connect(self._on_event)
        page.engine_service.state_changed.connect(self._on_state)
        self.ordered.connect(self._on_order, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=lambda: self.ordered.emit(sys.stdin.readline().strip()), daemon=True).start()
        desktop.machine_known.connect(self._on_machine)

    @Slot(object)
    def _on_machine(self, _machine: object) -> None:
        self._start_when_possible()

    @Slot()
    def _start_when_possible(self) -> None:
        choice = self._page.bar.current()  # None until the page has listed what can be run
        wanted = MADE.model if PHASE == "making" else FILE
        if choice is not None and wanted not in (choice.plan.model, choice.plan.file):
            self._choose()
        elif choice is not None and self._page.bar.start_button.isEnabled():
            self._page.bar.start_button.click()
            return
        QTimer.singleShot(20, self._start_when_possible)

    def _choose(self) -> None:
        if PHASE == "making":
            self._page.set_plan(MADE)
        else:
            self._page.open_file(FILE)

    @Slot(object)
    def _on_event(self, event: Any) -> None:
        match event:
            case Failed():
                print(event, flush=True)
            case Ready():
                self._on_ready()
            case Loading(progress=float(), step=None) if PHASE == "loading":
                self._tell()
            case Loading(progress=float(progress), step=Text()) if PHASE == "making" and progress > 0:
                self._tell()
            case Token() if PHASE == "generation":
                self._tell()

    def _on_ready(self) -> None:
        if PHASE == "unloading":
            QTimer.singleShot(0, self._page.bar.start_button.click)
        elif PHASE in ("prompt", "generation"):
            self._page.chat.prompt_box.setPlainText("word " * (600 if PHASE == "prompt" else 1))
            self._page.chat.send_button.click()

    @Slot(object)
    def _on_state(self, state: SessionState) -> None:
        phases = {SessionState.GENERATING: "prompt", SessionState.UNLOADING: "unloading"}
        if phases.get(state) == PHASE:
            self._tell()

    def _tell(self) -> None:
        if not self._told:
            self._told = True
            print(json.dumps([child.pid for child in psutil.Process().children(recursive=True)]), flush=True)

    @Slot(str)
    def _on_order(self, order: str) -> None:
        app = QApplication.instance()
        if order == "quit" and app is not None:
            app.quit()
        elif order == "mistake":
            QTimer.singleShot(0, self._say_alive)
            raise SystemError("a mistake of ours")

    @Slot()
    def _say_alive(self) -> None:
        print("alive", flush=True)


class DrivenDesktop(Desktop):
    """The window, with somebody in front of it."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._driver: Driver | None = None
        self.window.first_painted.connect(self._on_painted)

    @Slot()
    def _on_painted(self) -> None:
        self._driver = Driver(self)


vars(start)["Desktop"] = DrivenDesktop
raise SystemExit(start.start(Options(profile_dir=PROFILE)))
