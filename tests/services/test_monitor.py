from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from deepseek_gui.domain.sample import Sample
from deepseek_gui.services.monitor import MonitorService, _Inbox

WAIT_MS = 10_000


class CountingReader:
    def __init__(self) -> None:
        self.reads = 0
        self.watched: list[int | None] = []
        self.closed = False
        self.reached = threading.Condition()
        self.hang: threading.Event | None = None

    def read(self) -> Sample:
        with self.reached:
            self.reads += 1
            self.reached.notify_all()
        if self.hang is not None:
            self.hang.wait()
        return Sample(time_s=float(self.reads), monotonic_s=float(self.reads))

    def wait_reads(self, count: int) -> None:
        with self.reached:
            assert self.reached.wait_for(lambda: self.reads >= count, WAIT_MS / 1000)

    def watch_process(self, pid: int | None) -> None:
        self.watched.append(pid)

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def reader() -> CountingReader:
    return CountingReader()


@pytest.fixture
def service(qtbot: QtBot, reader: CountingReader) -> Iterator[MonitorService]:
    made = MonitorService(lambda: reader)
    made.set_interval(0.05)
    with qtbot.captureExceptions():
        yield made
    made.stop()


def test_samples_arrive_on_the_gui_thread(qtbot: QtBot, service: MonitorService):
    arrived: list[tuple[Sample, bool]] = []

    def receive(sample: object) -> None:
        assert isinstance(sample, Sample)
        arrived.append((sample, QThread.currentThread() is service.thread()))

    service.sample_taken.connect(receive)
    with qtbot.waitSignals([service.sample_taken] * 2, timeout=WAIT_MS):
        service.start()
    assert all(on_gui_thread for _, on_gui_thread in arrived)


def test_a_busy_gui_gets_the_newest_sample_once(qtbot: QtBot, service: MonitorService, reader: CountingReader):
    arrived: list[float] = []
    service.sample_taken.connect(lambda sample: arrived.append(sample.time_s))
    service.start()
    reader.wait_reads(5)  # the event loop does not run here: the GUI is "busy"
    with qtbot.waitSignal(service.sample_taken, timeout=WAIT_MS):
        pass
    assert arrived[0] >= 4
    assert len(arrived) <= 2  # one more may have come while we looked, never the four before


@pytest.mark.usefixtures("qapp")
def test_a_tap_gets_every_sample_although_the_gui_is_busy(reader: CountingReader):
    taken: list[float] = []
    service = MonitorService(lambda: reader)
    service.tap(lambda sample: taken.append(sample.time_s))
    service.set_interval(0.05)
    service.start()
    reader.wait_reads(6)  # the event loop does not run here
    service.stop()
    assert len(taken) >= 5
    assert taken == [float(number) for number in range(1, len(taken) + 1)]


def test_no_sample_after_stop_although_one_was_on_its_way(
    qtbot: QtBot, service: MonitorService, reader: CountingReader
):
    service.start()
    reader.wait_reads(2)
    service.stop()
    with qtbot.assertNotEmitted(service.sample_taken, wait=20):
        pass
    assert reader.closed


def test_stop_in_a_hanging_read_comes_back(service: MonitorService, reader: CountingReader):
    reader.hang = threading.Event()
    service.start()
    reader.wait_reads(1)
    service.stop()
    reader.hang.set()


def test_it_can_be_started_again_and_remembers_what_it_watches(
    qtbot: QtBot, service: MonitorService, reader: CountingReader
):
    service.watch_process(7)
    service.start()
    service.start()
    service.stop()
    with qtbot.waitSignal(service.sample_taken, timeout=WAIT_MS):
        service.start()
    assert reader.watched == [7, 7]


def test_an_abandoned_thread_wakes_nobody_after_closing():
    woken: list[bool] = []
    inbox = _Inbox(lambda: woken.append(True))
    inbox.put(Sample(time_s=1.0, monotonic_s=1.0))
    inbox.close()
    inbox.put(Sample(time_s=2.0, monotonic_s=2.0))
    assert woken == [True]
    assert inbox.take() is None
