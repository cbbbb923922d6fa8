"""Measures how throughput grows with users: choices, a chart beside the prediction, a table."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from deepseek_gui.core.load_steps import (
    QUESTION_TOKENS,
    STEPS,
    LoadOutcome,
    LoadProgress,
    LoadSettings,
    LoadStep,
    load_csv,
    steps_up_to,
    with_slots,
)
from deepseek_gui.core.script_file import save_text
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.plan import Estimate, Plan, Range
from deepseek_gui.domain.units import format_gib
from deepseek_gui.services.load_test import LoadTestService
from deepseek_gui.ui.files import FileQuestion, ask_for_file, check_free, dated_name
from deepseek_gui.ui.run.load_chart import LoadChart
from deepseek_gui.ui.run.load_model import LoadModel
from deepseek_gui.ui.run.notice import Notice
from deepseek_gui.ui.texts import join_sentences, translate
from deepseek_gui.ui.widgets.banner import ErrorBanner
from deepseek_gui.ui.widgets.card import em_of
from deepseek_gui.ui.widgets.plain import plain_label
from deepseek_gui.ui.widgets.tables import FactTable

ATTACHED = "attach"
"""The engine id of a server that is not ours."""


class LoadDialog(QDialog):
    """Shows and steers a test; closing it ends one that runs.

    Args:
        service: runs the test; the owner closes it.
        parent: owner.
    """

    restart_requested = Signal(object)
    """The `Plan` with a slot for each user, to be loaded instead of the one that runs."""

    def __init__(self, service: LoadTestService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._service = service
        self._plan: Plan | None = None
        self._ready = False
        self._restarting = False
        self._steps: list[LoadStep] = []
        self._outcome: LoadOutcome | None = None
        self._estimates: dict[int, Estimate] = {}
        self.users = QComboBox()
        self.tokens = _box(16, 1024, 64, 16)
        self.limit = _box(5, 600, 60, 5)
        self.notice = Notice(self)
        self.restart = QPushButton()
        self.banner = ErrorBanner(self)
        self.chart = LoadChart()
        self.model = LoadModel(self)
        self.table = FactTable()
        self.status = plain_label(muted=True)
        self.start = QPushButton()
        self.save = QPushButton()
        self._close = QPushButton()
        self._labels = [QLabel() for _ in range(3)]
        self._fill()
        self._lay_out()
        self._connect()
        self._say_words()
        self._show_steps()

    @property
    def settings(self) -> LoadSettings:
        """Return what is chosen."""
        return LoadSettings(int(self.users.currentData()), self.tokens.value(), float(self.limit.value()))

    @property
    def expected(self) -> dict[int, Range]:
        """Return the predicted throughput by number of users, where there is one."""
        found = {users: _throughput(estimate) for users, estimate in self._estimates.items()}
        return {users: guess for users, guess in found.items() if guess is not None}

    def set_engine(self, plan: Plan | None, *, ready: bool) -> None:
        """Say what runs: its plan, None without one, and whether it answers."""
        if plan != self._plan:
            self._steps.clear()
            self._outcome = None
        self._restarting = self._restarting and ready  # until it has gone down, it is the old one that answers
        self._plan, self._ready = plan, ready and not self._restarting
        self._show_state()

    def set_estimates(self, estimates: Mapping[int, Estimate]) -> None:
        """Show what is predicted with a slot for each user, by number of users."""
        self._estimates = dict(estimates)
        self._show_state()

    def done(self, result: int) -> None:
        """End the test with the dialog."""
        self._service.cancel()
        super().done(result)

    def _fill(self) -> None:
        for users in STEPS:
            self.users.addItem(str(users), users)
        self.users.setCurrentIndex(self.users.findData(LoadSettings().most_users))
        self.table.setModel(self.model)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for narrow in (0, self.model.columnCount() - 1):  # users and errors: the others keep their width as they fill
            head.setSectionResizeMode(narrow, QHeaderView.ResizeMode.ResizeToContents)
        self.start.setDefault(True)
        for button in (self.restart, self.save, self._close):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        em = round(em_of(self))
        choices = QHBoxLayout()
        for label, field in zip(self._labels, (self.users, self.tokens, self.limit), strict=True):
            label.setBuddy(field)
            choices.addWidget(label)
            choices.addWidget(field)
            choices.addSpacing(em)
        choices.addStretch()
        offer = QHBoxLayout()
        offer.addWidget(self.notice, 1)
        offer.addWidget(self.restart)
        buttons = QHBoxLayout()
        buttons.addWidget(self.status, 1)
        for button in (self.start, self.save, self._close):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setSpacing(round(0.6 * em))
        column.addLayout(choices)
        column.addLayout(offer)
        column.addWidget(self.banner)
        column.addWidget(self.chart, 3)
        column.addWidget(self.table, 2)
        column.addLayout(buttons)
        self.resize(54 * em, 38 * em)

    def _connect(self) -> None:
        self.users.currentIndexChanged.connect(self._show_state)
        self.tokens.valueChanged.connect(self._show_state)
        self.restart.clicked.connect(self._on_restart)
        self.start.clicked.connect(self._on_start)
        self.save.clicked.connect(self._on_save)
        self._close.clicked.connect(self.reject)
        self._service.progressed.connect(self._on_progress)
        self._service.step_taken.connect(self._on_step)
        self._service.ended.connect(self._on_ended)

    def _say_words(self) -> None:
        self.setWindowTitle(self.tr("Several users at once"))
        names = (self.tr("&Users, up to"), self.tr("Tokens per &answer"), self.tr("Seconds per step, at &most"))
        for label, words in zip(self._labels, names, strict=True):
            label.setText(words)
        self.limit.setSuffix(" s")
        self.save.setText(self.tr("Sa&ve as CSV…"))
        self._close.setText(self.tr("C&lose"))
        self.chart.set_words(
            self.tr("Throughput, tok/s"),
            self.tr("users at once"),
            self.tr("measured"),
            self.tr("predicted, a slot for each user"),
        )
        self.table.setAccessibleName(self.tr("Throughput by number of users"))

    @Slot()
    def _show_state(self) -> None:
        """Bring every part in line with the engine and the choices."""
        running = self._service.running
        for field in (self.users, self.tokens, self.limit):
            field.setEnabled(not running)
        self.start.setText(self.tr("Sto&p") if running else self.tr("&Start"))
        self.start.setEnabled(running or (self._ready and self._plan is not None))
        self.save.setEnabled(bool(self._steps) and not running)
        self.notice.show_words(join_sentences(*self._remarks()))
        most = self.settings.most_users
        self.restart.setVisible(self._lacks_slots())
        self.restart.setEnabled(self._ready and not running)
        self.restart.setText(self.tr("&Restart with {count} slots").format(count=most))
        if not running:
            self.status.setText(self._status())
        self._show_steps()

    def _status(self) -> str:
        if not self._ready:
            return self.tr("The engine does not answer at the moment.")
        if self._outcome is None:
            return self.tr("Every user asks a different question at the same moment.")
        whole = not self._outcome.cancelled and self._outcome.error is None
        return self.tr("Done.") if whole else self.tr("Stopped.")

    def _lacks_slots(self) -> bool:
        plan = self._plan
        return plan is not None and plan.engine != ATTACHED and plan.settings.parallel < self.settings.most_users

    def _remarks(self) -> list[str]:
        plan, most = self._plan, self.settings.most_users
        if plan is None:
            return []
        if plan.engine == ATTACHED:
            return [self.tr("This server was started by somebody else: how many it answers at once is not known.")]
        slots, each = plan.settings.parallel, plan.settings.context // plan.settings.parallel
        remarks = []
        if slots < most:
            words = self.tr("The engine answers {slots} at once; the others wait in line.")
            remarks += [words.format(slots=slots), self._price(plan, most)]
        if each < QUESTION_TOKENS + self.tokens.value():
            words = self.tr("A context of {each} tokens per user is too small for such an answer.")
            remarks.append(words.format(each=f"{each:,}"))
        return remarks

    def _price(self, plan: Plan, users: int) -> str:
        """Return what a slot for each user takes."""
        settings = with_slots(plan, users).settings
        words = self.tr("With {users} slots the context is {users} × {each} = {context} tokens").format(
            users=users, each=f"{settings.context // users:,}", context=f"{settings.context:,}"
        )
        found = self._estimates.get(users)
        if found is None:
            return self.tr("{words}.").format(words=words)
        size = format_gib(sum(device.total_bytes for device in found.devices))
        taken = self.tr("{words}, {size} in all.").format(words=words, size=size)
        reason = "" if found.fits or found.reason is None else translate(found.reason)
        return join_sentences(taken, reason)

    def _show_steps(self) -> None:
        users = steps_up_to(self.settings.most_users)
        expected = {number: guess for number, guess in self.expected.items() if number in users}
        self.chart.show_steps(users, self._steps, expected)
        self.model.show_steps(users, self._steps, expected)

    @Slot()
    def _on_restart(self) -> None:
        if self._plan is not None:
            self.banner.dismiss()
            self._restarting, self._ready = True, False
            self._show_state()
            self.restart_requested.emit(with_slots(self._plan, self.settings.most_users))

    @Slot()
    def _on_start(self) -> None:
        if self._service.running:
            self.start.setEnabled(False)
            self._service.cancel()
            return
        self.banner.dismiss()
        self._steps.clear()
        self._service.start(self.settings)
        self.status.setText(self.tr("Warming up…"))
        self._show_state()

    @Slot(object)
    def _on_progress(self, progress: LoadProgress) -> None:
        words = self.tr("{users} users: {tokens} tokens in {seconds} s")
        self.status.setText(
            words.format(users=progress.users, tokens=f"{progress.tokens:,}", seconds=round(progress.seconds))
        )

    @Slot(object)
    def _on_step(self, step: LoadStep) -> None:
        self._steps.append(step)
        self._show_steps()

    @Slot(object)
    def _on_ended(self, outcome: LoadOutcome) -> None:
        self._outcome = outcome
        if outcome.error is not None:
            self.banner.show_error(outcome.error)
        self._show_state()

    @Slot()
    def _on_save(self) -> None:
        question = FileQuestion(
            self.tr("Save the steps as a table"), self.tr("Tables (*.csv)"), ".csv", dated_name("users", ".csv")
        )
        ask_for_file(question, self.save_table, self)

    def save_table(self, path: Path, agreed: bool) -> None:
        """Write the steps."""
        try:
            check_free(path, replace=agreed)
            save_text(path, load_csv(self._steps, self.expected))
        except ActionableError as error:
            self.banner.show_error(error)


def _box(low: int, high: int, value: int, step: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(low, high)
    box.setSingleStep(step)
    box.setValue(value)
    return box


def _throughput(estimate: Estimate) -> Range | None:
    speed = estimate.speed
    return speed.throughput_tps or (speed.decode_tps if speed.streams == 1 else None)
