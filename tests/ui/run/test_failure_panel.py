"""A failure with what to try, and notices about an engine that goes on, on the page with scripted services."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from deepseek_gui.core.remedies import Ladder, remedy
from deepseek_gui.core.session import SessionState
from deepseek_gui.domain.events import Failed, Notice, Token
from deepseek_gui.domain.failure import Cause, Remedy, Step
from deepseek_gui.domain.plan import DeviceMemory, Plan
from deepseek_gui.domain.sample import GpuState
from deepseek_gui.domain.text import Text
from deepseek_gui.domain.units import GIB
from deepseek_gui.ui.run.choices import Origin
from deepseek_gui.ui.run.failure_panel import FailurePanel

from .conftest import MACHINE, Rig, a_sample

DEMO = Plan("demo", None, file=Path("demo.gguf"))
LINE = "cudaMalloc failed: <b>out of memory</b>"
FULL = Failed(
    Text("There is no room for the context."), Text("Take less."), "log", cause=Cause.MEMORY_CONTEXT, evidence=LINE
)


def with_remedies(plan: Plan = DEMO, ladder: Ladder | None = None) -> Failed:
    return (ladder or Ladder()).failed(FULL, plan, MACHINE)


def a_remedy(step: Step) -> Remedy:
    found = remedy(step, DEMO, MACHINE)
    assert found is not None
    return found


def words(panel: FailurePanel) -> list[str]:
    return [action.text() for action in panel.others_button.menu().actions()]


def test_it_says_the_cause_the_evidence_and_what_to_try(rig: Rig, qtbot: QtBot):
    rig.start(qtbot)
    rig.engine.fail(with_remedies())
    panel = rig.page.failure_panel
    assert panel.message == "There is no room for the context."
    assert panel.evidence == LINE
    assert panel.try_button.text() == "Try: Compress the KV cache (q8_0)"
    assert words(panel)[0] == "Halve the context to 2,048 tokens"
    assert words(panel)[-1] == "Try again without a change"
    assert panel.by_hand_text == "By hand: Close other programs · Choose a smaller model"
    assert panel.tried_text == ""
    assert panel.retry_button.isHidden()
    assert LINE in panel.details


def test_a_press_loads_the_changed_plan_in_the_place_of_the_one_that_failed(rig: Rig, qtbot: QtBot):
    rig.start(qtbot)
    rows = rig.page.bar.combo.count()
    rig.engine.fail(with_remedies())
    panel = rig.page.failure_panel
    panel.try_button.setFocus()
    QTest.keyClick(panel.try_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(rig.engine.loaded) == 2)
    assert rig.engine.loaded[1] == a_remedy(Step.COMPRESSED_CACHE).plan
    assert panel.isHidden()
    assert rig.page.bar.combo.count() == rows
    choice = rig.page.bar.current()
    assert choice is not None
    assert choice.origin is Origin.DEMO
    assert choice.plan == rig.engine.loaded[1]


def test_the_menu_takes_another_setting_and_the_same_again(rig: Rig, qtbot: QtBot):
    rig.start(qtbot)
    menu = rig.page.failure_panel.others_button.menu()
    rig.engine.fail(with_remedies())
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: len(rig.engine.loaded) == 2)
    assert rig.engine.loaded[1].settings.context == 2048
    rig.engine.fail(with_remedies(rig.engine.loaded[1]))
    menu.actions()[-1].trigger()
    assert rig.engine.loaded[2] == rig.engine.loaded[1]


def test_what_was_tried_in_vain_is_named(rig: Rig, qtbot: QtBot):
    ladder = Ladder()
    rig.start(qtbot)
    panel = rig.page.failure_panel
    rig.engine.fail(with_remedies(DEMO, ladder))
    panel.try_button.click()
    qtbot.waitUntil(lambda: len(rig.engine.loaded) == 2)
    rig.engine.fail(with_remedies(rig.engine.loaded[1], ladder))
    assert panel.tried_text == "Already tried: Compress the KV cache (q8_0)"
    assert panel.try_button.text() == "Try: Halve the context to 2,048 tokens"


def test_the_prompt_that_failed_is_asked_again_with_the_changed_plan(rig: Rig, qtbot: QtBot):
    rig.start(qtbot)
    rig.ask("hello")
    rig.engine.answer("half")
    rig.engine.fail(with_remedies())
    rig.page.failure_panel.try_button.click()
    qtbot.waitUntil(lambda: len(rig.engine.loaded) == 2)
    rig.engine.become_ready()
    assert [message.content for message in rig.engine.sent[-1][0]] == ["hello"]
    assert len(rig.engine.sent) == 2


def test_another_choice_meanwhile_gives_the_prompt_back_and_loads_nothing(rig: Rig, qtbot: QtBot):
    rig.start(qtbot)
    rig.ask("hello")
    rig.engine.fail(with_remedies())
    rig.page.failure_panel.try_button.click()
    rig.page.bar.select(1)
    rig.wait_described(qtbot)
    assert len(rig.engine.loaded) == 1
    assert rig.page.chat.prompt_box.toPlainText() == "hello"


def test_without_a_remedy_the_same_can_be_tried_again(rig: Rig, qtbot: QtBot):
    rig.start(qtbot)
    panel = rig.page.failure_panel
    rig.engine.fail(with_remedies())
    rig.engine.fail(Failed(Text("The engine was ended.")))
    assert panel.try_button.isHidden()
    assert panel.others_button.isHidden()
    assert not panel.retry_button.isHidden()
    assert panel.evidence == panel.by_hand_text == panel.tried_text == ""
    assert LINE not in panel.details


def test_a_start_anew_stands_once(rig: Rig, qtbot: QtBot):
    rig.start(qtbot)
    rig.engine.fail(Ladder().failed(replace(FULL, cause=Cause.CRASHED), DEMO, MACHINE))
    panel = rig.page.failure_panel
    assert panel.try_button.text() == "Try: Start it again"
    menu = panel.others_button.menu()
    assert [action.text() for action in menu.actions()] == ["Install a newer version of the engine…"]
    assert panel.retry_button.isHidden()


@pytest.mark.parametrize("cause", [Cause.NO_GPU_BUILD, Cause.SLOW_DISK])
def test_a_notice_is_a_strip_until_the_next_load(rig: Rig, qtbot: QtBot, cause: Cause):
    rig.start(qtbot)
    steps = (a_remedy(Step.READ_WHOLE),) if cause is Cause.SLOW_DISK else (a_remedy(Step.GPU_BUILD),)
    rig.say(Notice(Text("Note this."), Text("Do that."), cause, "why", steps))
    (strip,) = rig.page.notices.strips
    assert strip.text == "Note this.\nDo that."
    assert not strip.try_button.isHidden()
    assert strip.try_button.text().endswith("…") == (steps[0].plan is None)
    assert rig.page.failure_panel.isHidden()
    rig.page.bar.start_button.click()
    rig.engine.finish_unload()
    rig.page.bar.start_button.click()
    assert not rig.page.notices.strips
    assert rig.page.notices.isHidden()


def test_a_notice_s_remedy_is_loaded(rig: Rig, qtbot: QtBot):
    rig.start(qtbot)
    rig.say(Notice(Text("x"), None, Cause.SLOW_DISK, "", (a_remedy(Step.READ_WHOLE),)))
    rig.page.notices.strips[0].try_button.click()
    qtbot.waitUntil(lambda: len(rig.engine.loaded) == 2)
    assert rig.engine.loaded[1] == a_remedy(Step.READ_WHOLE).plan
    assert not rig.page.notices.strips


def test_notices_of_two_causes_stand_together_and_one_of_each(rig: Rig, qtbot: QtBot):
    rig.start(qtbot)
    for number, cause in enumerate((Cause.SLOW_DISK, Cause.NO_GPU_BUILD, Cause.SLOW_DISK)):
        rig.say(Notice(Text(f"notice {number}"), cause=cause))
    assert [strip.text for strip in rig.page.notices.strips] == ["notice 1", "notice 2"]
    rig.page.notices.strips[0].dismiss_button.click()
    assert [strip.text for strip in rig.page.notices.strips] == ["notice 2"]


def test_the_silence_is_over_with_the_next_token(rig: Rig, qtbot: QtBot):
    rig.start(qtbot)
    rig.ask("hello")
    rig.say(Notice(Text("silent"), cause=Cause.HUNG))
    rig.say(Token("at last", 130.0))
    assert not rig.page.notices.strips


def test_a_full_gpu_far_under_the_estimate_is_told_once(
    rig: Rig, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    """The estimate is 18 to 31 tokens/s; 0.5 of 18 is the limit."""
    describe = rig.library.describe
    device = DeviceMemory("a GPU", "gpu", GIB, 0, 0, 0)

    def on_gpu(plan: Plan, machine: object) -> object:
        facts = describe(plan, machine)  # type: ignore[arg-type]
        assert facts.estimate is not None
        return replace(facts, estimate=replace(facts.estimate, devices=(device,)))

    monkeypatch.setattr(rig.library, "describe", on_gpu)
    rig.page.open_file(tmp_path / "good.gguf")
    qtbot.waitUntil(lambda: rig.page.bar.start_button.isEnabled() and len(rig.library.described) == 2)
    rig.start(qtbot)
    rig.ask("hello")
    gpu = GpuState(0, "a GPU", memory_used_bytes=int(11.9 * GIB), memory_total_bytes=12 * GIB)
    full = replace(a_sample(1), gpus=(gpu,))
    rig.engine.answer(*["x"] * 8, rate=5)
    rig.monitor.sample_taken.emit(full)
    assert not rig.page.notices.strips, "too few tokens to judge"
    for number in range(20):
        rig.say(Token("x", 3 + number / 5))
    rig.monitor.sample_taken.emit(a_sample(1, gpu=True))
    assert not rig.page.notices.strips, "there is room"
    rig.monitor.sample_taken.emit(full)
    assert "driver keeps a part of the model in main memory" in rig.page.notices.strips[0].text
    rig.page.notices.strips[0].dismiss_button.click()
    rig.monitor.sample_taken.emit(full)
    assert not rig.page.notices.strips
    rig.engine.fail(FULL, SessionState.IDLE)


def test_a_failure_asks_for_no_more_height_than_it_takes(rig: Rig, qtbot: QtBot):
    """Labels that wrap would ask for the height of their narrowest form, and the window would grow past the screen."""
    rig.page.resize(930, 650)
    rig.page.show()
    qtbot.waitExposed(rig.page)
    rig.start(qtbot)
    rig.engine.fail(with_remedies())
    panel = rig.page.failure_panel
    qtbot.waitUntil(lambda: panel.width() > 800 and panel.minimumSizeHint().height() <= panel.height())
    assert panel.minimumSizeHint().height() < 0.3 * rig.page.height()
