"""The dialog of the load test with a scripted service."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from pytestqt.qtbot import QtBot

from deepseek_gui.core.load_steps import LoadOutcome, LoadProgress, LoadSettings, LoadStep, with_slots
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.plan import Estimate, Plan, Range, RunSettings, Source, Speed
from deepseek_gui.domain.text import Text
from deepseek_gui.ui.run.load_dialog import LoadDialog

PLAN = Plan("m", None, settings=RunSettings(context=4096, parallel=2))


class FakeService(QObject):
    progressed = Signal(object)
    step_taken = Signal(object)
    ended = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.running = False
        self.started: list[LoadSettings] = []
        self.cancelled = 0

    def start(self, settings: LoadSettings) -> None:
        self.running = True
        self.started.append(settings)

    def cancel(self) -> None:
        self.cancelled += self.running

    def finish(self, *steps: LoadStep, cancelled: bool = False, error: ActionableError | None = None) -> None:
        self.running = False
        self.ended.emit(LoadOutcome(steps, cancelled, error))


def a_step(users: int, *, cut: bool = False) -> LoadStep:
    return LoadStep(users, 2.0, 100 * users, 50.0, 0.21, 0.42, cut=cut)


def an_estimate(users: int, low: float, expected: float, high: float) -> Estimate:
    speed = Speed(throughput_tps=Range(low, expected, high), streams=users)
    plan = with_slots(PLAN, users)
    return Estimate(plan, plan.settings, Source.COMPUTED, fits=True, file_bytes=1, devices=(), speed=speed)


@pytest.fixture
def service() -> FakeService:
    return FakeService()


@pytest.fixture
def dialog(service: FakeService, qtbot: QtBot) -> LoadDialog:
    made = LoadDialog(service)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.set_engine(PLAN, ready=True)
    made.users.setCurrentIndex(made.users.findData(4))
    made.show()
    return made


def cells(dialog: LoadDialog, row: int) -> list[object]:
    model = dialog.model
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_a_test_from_start_to_end(dialog: LoadDialog, service: FakeService):
    dialog.set_estimates({1: an_estimate(1, 40, 50, 60), 4: an_estimate(4, 90, 120, 150)})
    dialog.tokens.setValue(32)
    dialog.start.click()
    assert service.started == [LoadSettings(4, 32, 60.0)]
    assert not dialog.users.isEnabled()
    assert not dialog.save.isEnabled()
    service.progressed.emit(LoadProgress(1, 12, 0.5))
    assert "12 tokens" in dialog.status.text()
    service.step_taken.emit(a_step(1))
    assert cells(dialog, 0) == ["1", "50.0 tok/s", "40–60 tok/s", "50.0 tok/s", "0.21 s", "0.42 s", "0"]
    assert cells(dialog, 2)[:4] == ["4", "—", "90–150 tok/s", "—"]
    service.step_taken.emit(a_step(2, cut=True))
    assert "(cut)" in str(cells(dialog, 1)[1])
    service.finish(a_step(1), a_step(2))
    assert dialog.users.isEnabled()
    assert dialog.save.isEnabled()
    assert "1: 50.0" in dialog.chart.accessibleDescription()
    assert dialog.grab().width() > 0


def test_too_few_slots_are_told_with_what_more_would_take(dialog: LoadDialog, qtbot: QtBot):
    assert "answers 2 at once" in dialog.notice.text()
    assert "4 × 2,048 = 8,192 tokens" in dialog.notice.text()
    with qtbot.waitSignal(dialog.restart_requested) as told:
        dialog.restart.click()
    assert told.args == [with_slots(PLAN, 4)]
    dialog.set_engine(with_slots(PLAN, 4), ready=True)  # the old one answers until it is ended
    assert not dialog.start.isEnabled()
    dialog.set_engine(with_slots(PLAN, 4), ready=False)
    assert not dialog.start.isEnabled()
    assert "does not answer" in dialog.status.text()
    dialog.set_engine(with_slots(PLAN, 4), ready=True)
    assert dialog.start.isEnabled()
    assert not dialog.notice.isVisible()
    assert not dialog.restart.isVisible()


def test_a_context_too_small_for_the_answer_is_told(dialog: LoadDialog):
    dialog.set_engine(Plan("m", None, settings=RunSettings(context=512, parallel=4)), ready=True)
    dialog.tokens.setValue(128)
    assert "128 tokens per user is too small" in dialog.notice.text()


def test_of_somebody_else_s_server_nothing_is_claimed(dialog: LoadDialog):
    dialog.set_engine(Plan("m", None, "attach"), ready=True)
    assert "not known" in dialog.notice.text()
    assert not dialog.restart.isVisible()
    assert dialog.start.isEnabled()


def test_stop_and_closing_end_the_test(dialog: LoadDialog, service: FakeService):
    dialog.start.click()
    dialog.start.click()
    assert service.cancelled == 1
    service.finish(cancelled=True)
    assert dialog.status.text() == "Stopped."
    dialog.start.click()
    dialog.reject()
    assert service.cancelled == 2


def test_a_failure_is_shown(dialog: LoadDialog, service: FakeService):
    dialog.start.click()
    service.finish(error=ActionableError(Text("The connection broke."), Text("Start again.")))
    assert dialog.banner.message == "The connection broke."


def test_the_steps_are_saved_and_no_file_is_replaced_without_a_word(
    dialog: LoadDialog, service: FakeService, tmp_path: Path
):
    dialog.start.click()
    service.step_taken.emit(a_step(1))
    service.finish(a_step(1))
    path = tmp_path / "users.csv"
    dialog.save_table(path, False)
    assert path.read_text().startswith("users,throughput_tokens_per_s")
    dialog.save_table(path, False)
    assert "already" in dialog.banner.message


def test_another_plan_begins_anew(dialog: LoadDialog, service: FakeService):
    dialog.start.click()
    service.step_taken.emit(a_step(1))
    service.finish(a_step(1))
    dialog.set_engine(with_slots(PLAN, 8), ready=True)
    assert cells(dialog, 0)[1] == "—"


def test_the_keyboard_reaches_every_field(dialog: LoadDialog):
    for widget in (dialog.users, dialog.tokens, dialog.limit, dialog.start, dialog.restart, dialog.table):
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert dialog.table.accessibleName()
