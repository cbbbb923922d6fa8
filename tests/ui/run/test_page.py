from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QTranslator, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from deepseek_gui.core.session import SessionState
from deepseek_gui.domain.events import Done, Failed, Loading, LogLine, Ready, Token
from deepseek_gui.domain.plan import Plan
from deepseek_gui.domain.text import Text
from deepseek_gui.ui.run.choices import Origin
from deepseek_gui.ui.run.model_bar import Start
from deepseek_gui.ui.run.phases import Phase
from deepseek_gui.ui.widgets.memory_paint import Part

from .conftest import DONE, Rig, a_sample

GONE = Failed(Text("The engine was ended."), Text("Start it again."), "exit -9")


def test_the_demo_model_is_the_first_choice(rig: Rig, qtbot: QtBot):
    rig.wait_described(qtbot)
    choice = rig.page.bar.current()
    assert choice is not None
    assert choice.origin is Origin.DEMO
    assert "not DeepSeek" in rig.page.chat.notice.text()
    assert "18–31 tok/s" in rig.page.bar.expected_text()
    assert "1.9 GiB" in rig.page.bar.expected_text()
    assert "1.8 B" in rig.page.bar.summary_text()


def test_without_a_demo_model_random_weights_are_named_as_such(make_rig: Callable[..., Rig], qtbot: QtBot):
    rig = make_rig(demo=False)
    rig.wait_described(qtbot)
    assert "random weights" in rig.page.bar.combo.currentText()
    assert "words are not" in rig.page.chat.notice.text()


def test_a_whole_conversation(rig: Rig, qtbot: QtBot):
    rig.wait_described(qtbot)
    rig.page.bar.start_button.click()
    assert rig.engine.loaded == [Plan("demo", None, file=Path("demo.gguf"))]
    assert rig.action() is Start.CANCEL
    rig.say(Loading(0.5))
    assert rig.page.bar.progress.value() == 500
    rig.engine.become_ready(pid=77)
    assert rig.monitor.watched == [77]
    assert rig.action() is Start.UNLOAD
    rig.ask("hello")
    assert rig.page.chat.send_button.text().replace("&", "") == "Stop"
    rig.engine.answer("one ", "two", thinking=["hm"])
    rig.engine.finish()
    assert "one two" in rig.page.chat.view.toPlainText()
    assert [(m.role, m.content) for m in rig.engine.sent[0][0]] == [("user", "hello")]
    rig.ask("more")
    assert [m.content for m in rig.engine.sent[1][0]] == ["hello", "one two", "more"]
    rig.page.chat.send_button.click()
    assert rig.engine.cancelled == 1
    rig.engine.finish(Done(30, 0, None, None, None, None, cancelled=True))
    rig.page.bar.start_button.click()
    assert rig.engine.unloaded == 1
    rig.engine.finish_unload()
    assert rig.monitor.watched == [77, None]
    assert rig.action() is Start.START


def test_totals_stand_beside_the_estimate(rig: Rig, qtbot: QtBot):
    rig.start(qtbot)
    rig.monitor.sample_taken.emit(a_sample(0))
    rig.ask("hello")
    rig.engine.answer("x", "y")
    rig.engine.finish()
    text = rig.page.chat.figures.text()
    for part in ("0.41 s", "24.8 tok/s", "25.1 tok/s", "18–31 tok/s", "RAM peak: 1.8 GiB (−4.6 %)", "120"):
        assert part in text
    assert not rig.page.chat.figures.isHidden()


def test_the_memory_seen_is_shown_while_the_engine_runs_and_its_reason_after_an_answer(rig: Rig, qtbot: QtBot):
    """The estimate is 1.7 GiB + 1/8 + 1/16; the process has 1.8 GiB and 5 GiB of the GPU's."""
    rig.start(qtbot)
    figures = rig.page.chat.figures
    assert figures.isHidden()
    rig.monitor.sample_taken.emit(a_sample(0, gpu=True))
    assert figures.text() == "RAM peak: 1.8 GiB (−4.6 %), GPU peak: 5.0 GiB"
    assert figures.reason == ""
    rig.ask("hello")
    rig.engine.answer("x", "y")
    rig.engine.finish()
    assert "first token" in figures.text()
    assert figures.reason.startswith("Less than expected so far")
    rig.page.chat.clear()
    assert figures.text() == "RAM peak: 1.8 GiB (−4.6 %), GPU peak: 5.0 GiB"
    rig.page.bar.start_button.click()
    rig.engine.finish_unload()


def test_what_the_engine_does_not_tell_is_unknown_not_zero(rig: Rig, qtbot: QtBot):
    rig.start(qtbot)
    rig.ask("hello")
    rig.engine.finish(Done(None, 0, None, None, None, None, cancelled=True))
    assert "first token: —" in rig.page.chat.figures.text()
    assert "0 tok/s" not in rig.page.chat.figures.text()


def test_asking_starts_the_model_and_sends_when_it_is_ready(rig: Rig, qtbot: QtBot):
    rig.wait_described(qtbot)
    rig.ask("are you there?")
    assert len(rig.engine.loaded) == 1
    assert not rig.engine.sent
    rig.engine.become_ready()
    assert rig.engine.sent[0][0][0].content == "are you there?"


def test_a_prompt_sent_the_moment_the_state_says_ready_keeps_its_charts(rig: Rig, qtbot: QtBot):
    rig.wait_described(qtbot)
    rig.page.bar.start_button.click()
    rig.engine.state_changed.emit(SessionState.READY)
    rig.ask("hi")
    rig.say(Ready(0.8, 4242))  # it may come a batch later than the state
    rig.engine.answer("a", "b", "c")
    assert rig.page.charts.track.current is Phase.GENERATION
    rig.engine.finish()
    assert any(rig.page.charts.stack.chart("speed").history.column(1)), "the mean speed"


def test_a_prompt_that_never_went_out_comes_back(rig: Rig, qtbot: QtBot):
    rig.wait_described(qtbot)
    rig.ask("are you there?")
    rig.engine.fail(GONE)
    assert rig.page.chat.prompt_box.toPlainText() == "are you there?"
    assert rig.page.failure_panel.message == "The engine was ended."


def test_charts_get_points_on_one_time_axis(rig: Rig, qtbot: QtBot):
    rig.start(qtbot)
    rig.ask("hello")
    rig.engine.answer(*["x "] * 50, rate=25)
    rig.monitor.sample_taken.emit(a_sample(1))
    rig.engine.finish()
    rig.monitor.sample_taken.emit(a_sample(2))
    speed, memory, load = (rig.page.charts.stack.chart(key) for key in ("speed", "ram", "load"))
    assert speed.history.ages() == memory.history.ages() == load.history.ages()
    assert any(v == pytest.approx(25, rel=0.1) for v in speed.history.column(1) if v is not None)
    assert any(v is not None for v in speed.history.column(0))
    assert memory.history.column(0)[-1] == pytest.approx(1.8)
    assert load.history.column(0)[-1] == 72.0
    phases = [span.phase for span in rig.page.charts.track.spans]
    assert phases == [Phase.LOADING, Phase.PROMPT, Phase.GENERATION]
    assert all(span.end_s is not None for span in rig.page.charts.track.spans)


def test_random_weights_get_a_longest_answer(make_rig: Callable[..., Rig], qtbot: QtBot):
    rig = make_rig(demo=False)
    rig.start(qtbot)
    rig.ask("hello")
    assert rig.engine.sent[0][1] == 512


def test_an_engine_that_dies_mid_answer(rig: Rig, qtbot: QtBot):
    rig.start(qtbot)
    rig.say(LogLine("llama: last words"))
    rig.ask("hello")
    rig.engine.answer("half an ")
    rig.engine.fail(GONE)
    panel = rig.page.failure_panel
    assert not panel.isHidden()
    assert panel.hint == "Start it again."
    assert "exit -9" in panel.details
    assert "last words" in panel.details
    assert not rig.page.chat.answering
    assert rig.action() is Start.START
    assert rig.monitor.watched[-1] is None
    panel.retry_requested.emit()
    assert panel.isHidden()
    rig.engine.become_ready()
    assert [m.content for m in rig.engine.sent[-1][0]] == ["hello"]
    assert len(rig.engine.loaded) == 2


def test_try_again_of_a_bad_file_reads_it_again_and_sends_nothing(rig: Rig, qtbot: QtBot, tmp_path: Path):
    rig.start(qtbot)
    rig.ask("hello")
    rig.engine.fail(GONE)
    rig.page.open_file(tmp_path / "bad.gguf")
    qtbot.waitUntil(lambda: rig.page.failure_panel.message == "This is not a GGUF file.")
    before = len(rig.library.described)
    rig.page.failure_panel.retry_requested.emit()
    qtbot.waitUntil(lambda: not rig.page.failure_panel.isHidden())
    assert len(rig.library.described) == before + 1
    assert len(rig.engine.loaded) == 1


def test_a_refused_request_leaves_the_engine_running(rig: Rig, qtbot: QtBot):
    rig.start(qtbot)
    rig.ask("too long")
    rig.engine.fail(Failed(Text("The context is full.")), SessionState.READY)
    assert rig.action() is Start.UNLOAD
    rig.ask("shorter")
    assert [m.content for m in rig.engine.sent[-1][0]] == ["shorter"]
    assert rig.page.failure_panel.isHidden()


def test_a_file_that_is_no_model_says_so_and_can_not_be_started(rig: Rig, qtbot: QtBot, tmp_path: Path):
    rig.wait_described(qtbot)
    rig.page.open_file(tmp_path / "bad.gguf")
    qtbot.waitUntil(lambda: not rig.page.failure_panel.isHidden())
    assert rig.page.failure_panel.message == "This is not a GGUF file."
    assert not rig.page.bar.start_button.isEnabled()
    rig.page.bar.select(1)
    rig.wait_described(qtbot)
    assert rig.page.failure_panel.isHidden()


def test_a_good_choice_takes_back_what_was_said_of_a_bad_one_while_a_model_runs(rig: Rig, qtbot: QtBot, tmp_path: Path):
    rig.start(qtbot)
    rig.page.open_file(tmp_path / "bad.gguf")
    qtbot.waitUntil(lambda: not rig.page.failure_panel.isHidden())
    rig.page.open_file(tmp_path / "good.gguf")
    qtbot.waitUntil(lambda: rig.action() is Start.SWITCH)
    assert rig.page.failure_panel.isHidden()


def test_a_plan_from_match_is_selected_and_can_replace_what_runs(rig: Rig, qtbot: QtBot):
    rig.start(qtbot)
    plan = Plan("r1-distill-qwen-7b", "Q4_K_M")
    rig.page.set_plan(plan)
    qtbot.waitUntil(lambda: rig.action() is Start.SWITCH)
    assert rig.page.bar.combo.currentText().startswith("From Match: R1-distill-qwen-7b Q4_K_M")
    assert "not DeepSeek" in rig.page.chat.notice.text()  # still about the model that runs
    rig.page.bar.start_button.click()
    assert rig.engine.loaded[-1].model == "r1-distill-qwen-7b"
    assert rig.engine.loaded[-1].synthetic
    rig.page.set_plan(plan)
    assert [c.origin for c in rig.page.bar.combo.model().choices].count(Origin.MATCH) == 1  # type: ignore[attr-defined]


def test_unloading_while_answering_ends_the_answer(rig: Rig, qtbot: QtBot):
    rig.start(qtbot)
    rig.ask("hello")
    rig.engine.answer("half")
    rig.page.bar.start_button.click()
    rig.engine.finish_unload()
    assert not rig.page.chat.answering
    assert "half" in rig.page.chat.view.toPlainText()
    assert rig.page.failure_panel.isHidden()


def test_a_late_token_is_no_error(rig: Rig, qtbot: QtBot):
    rig.start(qtbot)
    rig.say(Token("late", 1.0))
    assert "late" not in rig.page.chat.view.toPlainText()


def test_a_dropped_model_file_or_folder_is_chosen_and_other_files_are_not(rig: Rig, qtbot: QtBot, tmp_path: Path):
    rig.wait_described(qtbot)
    folder = tmp_path / "safetensors"
    folder.mkdir()
    for path, taken in ((Path("/models/other.txt"), False), (Path("/models/mine.gguf"), True), (folder, True)):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        rig.page.dropEvent(
            QDropEvent(
                QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
            )
        )
        choice = rig.page.bar.current()
        assert choice is not None
        assert (choice.plan.file == path) is taken


def test_export_hands_over_the_plan(rig: Rig, qtbot: QtBot):
    rig.wait_described(qtbot)
    with qtbot.waitSignal(rig.page.export_requested) as caught:
        rig.page.bar.export_clicked.emit()
    assert caught.args == [Plan("demo", None, file=Path("demo.gguf"))]


def test_enter_sends_and_shift_enter_does_not(rig: Rig, qtbot: QtBot):
    rig.start(qtbot)
    box = rig.page.chat.prompt_box
    QTest.keyClicks(box, "one")
    QTest.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(box, "two")
    assert not rig.engine.sent
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert rig.engine.sent[0][0][0].content == "one\ntwo"
    assert box.toPlainText() == ""
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert len(rig.engine.sent) == 1


def test_escape_stops_an_answer_and_nothing_else(rig: Rig, qtbot: QtBot):
    rig.start(qtbot)
    QTest.keyClick(rig.page.chat.prompt_box, Qt.Key.Key_Escape)
    assert rig.engine.cancelled == 0
    rig.ask("hello")
    QTest.keyClick(rig.page.chat.prompt_box, Qt.Key.Key_Escape)
    assert rig.engine.cancelled == 1


def test_random_words_do_not_fill_the_context(make_rig: Callable[..., Rig], qtbot: QtBot):
    rig = make_rig(demo=False)
    rig.start(qtbot)
    for prompt in ("one", "two"):
        rig.ask(prompt)
        rig.engine.answer("nopiba mafiba")
        rig.engine.finish()
    assert [m.content for m in rig.engine.sent[1][0]] == ["two"]


def test_the_predicted_parts_stand_behind_what_is_seen(rig: Rig, qtbot: QtBot):
    rig.start(qtbot)
    rig.monitor.sample_taken.emit(a_sample(1))
    memory = rig.page.charts.stack.chart("ram")
    assert memory.history.last[0] == pytest.approx(1.8)
    bands = memory.bands
    assert bands is not None
    assert bands.parts[Part.WEIGHTS] == pytest.approx(1.7)
    assert bands.top == pytest.approx(1.7 + 1 / 8 + 1 / 16)
    assert bands.end_s is None
    rig.engine.finish_unload()
    assert memory.bands is not None
    assert memory.bands.end_s is not None


def test_a_plan_is_described_once(rig: Rig, qtbot: QtBot):
    rig.wait_described(qtbot)
    assert len(rig.library.described) == 1


def test_copy_gives_the_answer_without_its_thinking(rig: Rig, qtbot: QtBot):
    rig.start(qtbot)
    rig.ask("hello")
    rig.engine.answer("**yes**", thinking=["hm"])
    rig.engine.finish(DONE)
    rig.page.chat.copy_answer()
    assert QApplication.clipboard().text() == "**yes**"


def test_a_new_conversation_sends_nothing_old(rig: Rig, qtbot: QtBot):
    rig.start(qtbot)
    rig.ask("old")
    rig.page.chat.clear()  # not while an answer runs
    assert rig.page.chat.transcript.turns
    rig.engine.answer("x")
    rig.engine.finish()
    rig.page.chat.clear()
    rig.ask("new")
    assert [m.content for m in rig.engine.sent[-1][0]] == ["new"]


def test_words_from_outside_are_plain_text(rig: Rig):
    assert all(
        label.textFormat() is Qt.TextFormat.PlainText for label in rig.page.findChildren(QLabel) if not label.buddy()
    )


def test_the_log_is_bounded(rig: Rig):
    for number in range(5000):
        rig.say(LogLine(f"line {number}"))
    lines = rig.page.log_pane.text().splitlines()
    assert len(lines) == 2000
    assert lines[-1] == "line 4999"


class Shouting(QTranslator):
    """Translates everything to upper case."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        del context, disambiguation, n
        return source.replace("S&tart", "开始").replace("Random", "随机").replace("Speed", "速度")


def test_it_follows_the_language(make_rig: Callable[..., Rig], qtbot: QtBot):
    rig = make_rig(demo=False)
    rig.wait_described(qtbot)
    translator = Shouting()
    app = QApplication.instance()
    assert app is not None
    app.installTranslator(translator)
    try:
        QApplication.sendEvent(rig.page, QEvent(QEvent.Type.LanguageChange))
        assert "开始" in rig.page.bar.start_button.text()
        assert "随机" in rig.page.chat.notice.text()
        assert rig.page.charts.charts[0].accessibleName() == "速度"
    finally:
        app.removeTranslator(translator)


def test_everything_without_text_has_an_accessible_name(rig: Rig):
    page = rig.page
    for widget in (page.bar.combo, page.bar.progress, page.chat.prompt_box, page.chat.view, *page.charts.charts):
        assert widget.accessibleName()


def test_the_page_fits_the_smallest_window_whatever_it_says(rig: Rig, qtbot: QtBot):
    rig.page.resize(951, 650)
    rig.page.show()
    rig.start(qtbot)
    inviting = rig.page.chat.minimumSizeHint().height()
    rig.ask("hello")
    assert rig.page.chat.minimumSizeHint().height() < inviting, "what is hidden asks for no room"
    rig.say(Token("hi", 0.5))
    rig.say(Done(1840, 1008, 2.0, 1036.3, 968.0, 1036.3))
    for number in range(3):
        rig.monitor.sample_taken.emit(a_sample(number, gpu=True))
    rig.page.failure_panel.show_failure(Failed(Text("The weights are in, the KV cache is not."), evidence="a line"))
    QApplication.sendPostedEvents()
    least = rig.page.minimumSizeHint()
    assert least.width() <= 951
    assert least.height() <= 650
