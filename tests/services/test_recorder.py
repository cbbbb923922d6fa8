from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QThread, Slot
from pytestqt.qtbot import QtBot

from deepseek_gui.core.machines import machine_named
from deepseek_gui.core.recording import RecordingWriter, read_recording
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.sample import Sample
from deepseek_gui.domain.text import Text
from deepseek_gui.services import recorder
from deepseek_gui.services.recorder import RecorderService

WAIT_MS = 10_000


def sample(number: int) -> Sample:
    return Sample(time_s=1e9 + number, monotonic_s=float(number))


class Listener(QObject):
    """Keeps what arrives and whether on the GUI thread."""

    def __init__(self, service: RecorderService) -> None:
        super().__init__()
        self.heard: list[tuple[str, object]] = []
        self.on_gui_thread: set[bool] = set()
        service.started.connect(self._on_started)
        service.stopped.connect(self._on_stopped)
        service.failed.connect(self._on_failed)

    def _hear(self, what: str, value: object) -> None:
        self.heard.append((what, value))
        self.on_gui_thread.add(QThread.currentThread() is self.thread())

    @Slot(object)
    def _on_started(self, path: Path) -> None:
        self._hear("started", path)

    @Slot(object, int)
    def _on_stopped(self, path: Path, samples: int) -> None:
        self._hear("stopped", (path, samples))

    @Slot(object)
    def _on_failed(self, error: ActionableError) -> None:
        self._hear("failed", str(error))


@pytest.fixture
def service(qtbot: QtBot) -> Iterator[RecorderService]:
    made = RecorderService()
    with qtbot.captureExceptions():
        yield made
    made.close()


@pytest.fixture
def listener(service: RecorderService) -> Listener:
    return Listener(service)


def test_every_sample_is_recorded_and_the_gui_thread_is_told(
    qtbot: QtBot, service: RecorderService, listener: Listener, tmp_path: Path
):
    path = tmp_path / "x.dgrec"
    service.on_sample(sample(0))  # nothing runs yet: not recorded
    service.start(path, machine_named("basic"))
    assert service.recording
    threads = [
        threading.Thread(target=service.on_sample, args=(sample(number),), daemon=True) for number in range(1, 101)
    ]
    for thread in threads:  # one after another, each from another thread
        thread.start()
        thread.join()
    with qtbot.waitSignal(service.stopped, timeout=WAIT_MS):
        service.stop()
    service.on_sample(sample(101))  # too late
    assert not service.recording
    assert listener.heard == [("started", path), ("stopped", (path, 100))]
    assert listener.on_gui_thread == {True}
    recording = read_recording(path)
    assert recording.samples == tuple(sample(number) for number in range(1, 101))
    assert not recording.truncated
    assert recording.machine is not None


def test_a_file_that_is_there_is_a_failure_and_another_start_works(
    qtbot: QtBot, service: RecorderService, listener: Listener, tmp_path: Path
):
    path = tmp_path / "x.dgrec"
    path.write_text("precious")
    with qtbot.waitSignal(service.failed, timeout=WAIT_MS):
        service.start(path, None)
    assert not service.recording
    assert [what for what, _ in listener.heard] == ["failed"]
    assert path.read_text() == "precious"
    with qtbot.waitSignal(service.started, timeout=WAIT_MS):
        service.start(path, None, overwrite=True)
    with qtbot.waitSignal(service.stopped, timeout=WAIT_MS):
        service.stop()


def test_a_new_recording_ends_the_one_before(
    qtbot: QtBot, service: RecorderService, listener: Listener, tmp_path: Path
):
    first, second = tmp_path / "1", tmp_path / "2"
    service.start(first, None)
    service.on_sample(sample(1))
    with qtbot.waitSignal(service.stopped, timeout=WAIT_MS):
        service.start(second, None)
    service.on_sample(sample(2))
    with qtbot.waitSignal(service.stopped, timeout=WAIT_MS):
        service.stop()
    assert read_recording(first).samples == (sample(1),)
    assert read_recording(second).samples == (sample(2),)
    assert {value for what, value in listener.heard if what == "stopped"} == {(first, 1), (second, 1)}


def test_a_full_disk_ends_the_recording_with_an_error_and_no_more(
    qtbot: QtBot, service: RecorderService, listener: Listener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(writer: RecordingWriter, _: Sample) -> None:
        writer.close()
        raise ActionableError(Text("The disk is full."))

    path = tmp_path / "x"
    monkeypatch.setattr(RecordingWriter, "write", full)
    service.start(path, None)
    with qtbot.waitSignal(service.stopped, timeout=WAIT_MS):
        service.on_sample(sample(1))
    service.on_sample(sample(2))
    assert listener.heard == [("started", path), ("failed", "The disk is full."), ("stopped", (path, 0))]
    assert not service.recording


def test_a_disk_that_hangs_ends_it_and_closing_does_not_wait_for_it(
    qtbot: QtBot, service: RecorderService, listener: Listener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    answers = threading.Event()
    monkeypatch.setattr(recorder, "WAITING_SAMPLES", 10)
    monkeypatch.setattr(RecordingWriter, "write", lambda *_: answers.wait())
    service.start(tmp_path / "x", None)
    with qtbot.waitSignal(service.failed, timeout=WAIT_MS):
        for number in range(12):
            service.on_sample(sample(number))
    assert "does not keep up" in str(listener.heard[-1][1])
    assert not service.recording
    heard = list(listener.heard)
    service.close(timeout_s=0.01)
    answers.set()
    with qtbot.assertNotEmitted(service.stopped, wait=20):
        pass
    assert listener.heard == heard


def test_closing_writes_what_waits_and_tells_nothing(service: RecorderService, listener: Listener, tmp_path: Path):
    path = tmp_path / "x"
    service.start(path, None)
    for number in range(500):
        service.on_sample(sample(number))
    service.close()
    assert len(read_recording(path).samples) == 500
    assert not listener.heard
