"""Choosing an engine on the page: found ones, grey ones, the remembered one, switching, attaching, getting."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QInputDialog
from pytestqt.qtbot import QtBot

from deepseek_gui.core.attaching import Server
from deepseek_gui.core.engine_facts import EngineBuild, EngineFacts, ModelKind
from deepseek_gui.core.engine_shelf import BARE, Choice, Shelf, ShelfBackend
from deepseek_gui.core.remedies import Ladder, without_gpu
from deepseek_gui.core.session import SessionState
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.events import Failed
from deepseek_gui.domain.failure import Cause, Remedy, Step
from deepseek_gui.domain.machine import Gpu, Machine
from deepseek_gui.domain.plan import Plan
from deepseek_gui.domain.text import Text
from deepseek_gui.services.preferences import Preferences
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.settings.paths import profile_paths
from deepseek_gui.settings.store import Theme, load
from deepseek_gui.ui import language
from deepseek_gui.ui.run.attach_dialog import AttachDialog
from deepseek_gui.ui.run.build_fetch import Stage
from deepseek_gui.ui.run.choices import Origin
from deepseek_gui.ui.run.engines_dialog import EnginesDialog
from deepseek_gui.ui.run.model_bar import Start
from deepseek_gui.ui.run.question_dialog import QuestionDialog

from .conftest import MACHINE, Rig

GPU = replace(MACHINE, gpus=(Gpu("RTX 3060", vendor="nvidia"),))
SERVER = Server("http://127.0.0.1:8000", "secret", "deepseek-r1")
Make = Callable[..., Rig]


def engine(id: str, kind: ModelKind, *backends: str, here: bool = True) -> EngineFacts:  # noqa: A002
    build = EngineBuild(id, "1", backends, Path(f"/bin/{id}")) if here else None
    return EngineFacts(id, build, None, run_here=True, model_kind=kind)


EMBEDDED = engine("embedded", ModelKind.GGUF, "CPU")
CUDA = engine("llama-server", ModelKind.GGUF, "CUDA", "CPU")
NO_SERVER = engine("llama-server", ModelKind.GGUF, here=False)
VLLM = engine("vllm", ModelKind.CHECKPOINT, "CUDA")
NO_VLLM = engine("vllm", ModelKind.CHECKPOINT, here=False)


def has(*engines: EngineFacts, served: tuple[Server, ...] = (), **more: object) -> ShelfBackend:
    return replace(BARE, look=lambda: Shelf(engines, served=served), **more)  # type: ignore[arg-type]


def looked(rig: Rig, qtbot: QtBot) -> Rig:
    """Wait until the engines are known and the choice is described."""
    qtbot.waitUntil(lambda: rig.page.bar.engines.combo.count() > 0 and not rig.tasks.busy)
    return rig


def select(rig: Rig, id: str) -> None:  # noqa: A002
    combo = rig.page.bar.engines.combo
    row = next(row for row in range(combo.count()) if combo.itemData(row) == id)
    combo.setCurrentIndex(row)
    combo.activated.emit(row)


def dialog_of(rig: Rig, qtbot: QtBot, kind: type[EnginesDialog | AttachDialog | QuestionDialog]) -> object:
    qtbot.waitUntil(lambda: bool(rig.page.findChildren(kind)))
    return rig.page.findChildren(kind)[-1]


def test_without_a_gpu_the_built_in_engine_is_taken(make_rig: Make, qtbot: QtBot):
    rig = looked(make_rig(backend=has(EMBEDDED, CUDA)), qtbot)
    assert rig.page.bar.engines.combo.currentText() == "Built in 1, CPU"
    assert rig.page.bar.engines.note == ""
    assert rig.page.bar.engines.get_button.isHidden()
    assert len(rig.library.described) == 1, "what was guessed was right"


def test_where_a_gpu_and_a_build_for_it_are_that_one_is_taken(make_rig: Make, qtbot: QtBot):
    rig = looked(make_rig(machine=GPU, backend=has(EMBEDDED, CUDA)), qtbot)
    assert rig.page.bar.engines.combo.currentText() == "llama-server 1, CUDA"
    assert rig.library.described[-1].engine == "llama-server"
    assert rig.library.machines[-1].gpus == GPU.gpus
    rig.page.bar.start_button.click()
    assert rig.engine.loaded[-1].engine == "llama-server"


def test_a_gpu_that_stays_idle_is_said_with_a_way_out(make_rig: Make, qtbot: QtBot):
    asked: list[Machine] = []

    def find(machine: Machine) -> Choice:
        asked.append(machine)
        raise ActionableError(Text("{host} cannot be reached.", {"host": "x"}))

    rig = looked(make_rig(machine=GPU, backend=has(EMBEDDED, NO_SERVER, find=find)), qtbot)
    bar = rig.page.bar.engines
    assert bar.note == "Running on the CPU although this machine has a GPU (RTX 3060)"
    assert rig.library.machines[-1].gpus == (), "the estimate follows the engine"
    assert bar.get_button.text() == "Get a GPU build…"
    bar.get_button.click()
    dialog = dialog_of(rig, qtbot, EnginesDialog)
    assert isinstance(dialog, EnginesDialog)
    assert dialog.shown == "llama-server"
    qtbot.waitUntil(dialog.fetch.banner.isVisible)
    assert asked == [GPU]
    assert dialog.fetch.stage is Stage.UNASKED
    assert rig.page.failure_panel.isHidden(), "the dialog says it"
    dialog.reject()


def test_the_estimate_follows_the_engine(make_rig: Make, qtbot: QtBot):
    rig = looked(make_rig(machine=GPU, backend=has(EMBEDDED, CUDA)), qtbot)
    select(rig, "embedded")
    qtbot.waitUntil(lambda: rig.library.described[-1].engine == "embedded")
    assert rig.library.machines[-1].gpus == ()
    rig.wait_described(qtbot)


def test_looking_for_engines_delays_nothing(make_rig: Make, qtbot: QtBot):
    gate = threading.Event()

    def look() -> Shelf:
        gate.wait(20)
        return Shelf((EMBEDDED, CUDA))

    rig = make_rig(backend=replace(BARE, look=look))
    rig.wait_described(qtbot)
    assert rig.page.bar.engines.note == "Looking for engines…"
    rig.page.bar.start_button.click()
    assert rig.engine.loaded[-1].engine == "embedded"
    gate.set()
    looked(rig, qtbot)


def test_what_cannot_run_the_model_is_grey_and_says_why(make_rig: Make, qtbot: QtBot):
    rig = looked(make_rig(backend=has(EMBEDDED, NO_SERVER, VLLM)), qtbot)
    model = rig.page.bar.engines.combo.model()
    rows = [model.index(row, 0) for row in range(3)]
    assert [bool(model.flags(index) & Qt.ItemFlag.ItemIsEnabled) for index in rows] == [True, False, False]
    assert rows[1].data() == "llama-server (not installed)"
    assert rows[2].data() == "vLLM 1, CUDA (reads folders of safetensors, no GGUF files)"


def test_a_build_that_does_not_know_the_family_is_passed_over_and_grey(make_rig: Make, qtbot: QtBot):
    old = replace(CUDA, unknown_families=("qwen2",))
    rig = looked(make_rig(machine=GPU, backend=has(EMBEDDED, old)), qtbot)
    qtbot.waitUntil(lambda: rig.library.described[-1].engine == "embedded" and not rig.tasks.busy)
    rig.wait_described(qtbot)
    combo = rig.page.bar.engines.combo
    assert combo.currentText() == "Built in 1, CPU"
    assert combo.itemText(1) == "llama-server 1, CUDA (too old for models of the family qwen2)"


def test_a_folder_is_run_by_what_reads_folders(make_rig: Make, qtbot: QtBot, tmp_path: Path):
    rig = looked(make_rig(backend=has(EMBEDDED, VLLM)), qtbot)
    rig.page.open_file(tmp_path)
    qtbot.waitUntil(lambda: rig.library.described[-1].file == tmp_path)
    rig.wait_described(qtbot)
    assert rig.library.described[-1].engine == "vllm"
    rig.page.bar.select(rig.page.bar.combo.count() - 1)
    rig.wait_described(qtbot)
    assert rig.library.described[-1].engine == "embedded", "a GGUF file goes back to the usual one"


def test_a_folder_that_no_engine_here_reads_leads_to_one(make_rig: Make, qtbot: QtBot, tmp_path: Path):
    rig = looked(make_rig(backend=has(EMBEDDED, NO_VLLM)), qtbot)
    rig.page.open_file(tmp_path)
    qtbot.waitUntil(lambda: rig.library.described[-1].file == tmp_path and not rig.tasks.busy)
    assert rig.page.bar.engines.note == "vLLM: not installed"
    assert not rig.page.bar.start_button.isEnabled()
    rig.page.bar.engines.get_button.click()
    dialog = dialog_of(rig, qtbot, EnginesDialog)
    assert isinstance(dialog, EnginesDialog)
    assert dialog.shown == "vllm"
    dialog.reject()


def test_a_name_on_hugging_face_is_run_by_what_fetches_it(make_rig: Make, qtbot: QtBot):
    rig = looked(make_rig(backend=has(EMBEDDED, VLLM)), qtbot)
    rig.page.bar.open_menu.actions()[2].trigger()
    asking = rig.page.findChildren(QInputDialog)[0]
    asking.setTextValue("deepseek-ai/DeepSeek-V2-Lite-Chat")
    asking.accept()
    qtbot.waitUntil(lambda: rig.library.described[-1].model == "deepseek-ai/DeepSeek-V2-Lite-Chat")
    assert (rig.library.described[-1].engine, rig.library.described[-1].synthetic) == ("vllm", False)


@pytest.mark.parametrize("name", ["", "DeepSeek-R1", "https://huggingface.co/a/b", "a/../b", "a/b c"])
def test_what_is_no_name_on_hugging_face_is_told(make_rig: Make, qtbot: QtBot, name: str):
    rig = looked(make_rig(backend=has(EMBEDDED, VLLM)), qtbot)
    rig.page.desk.open_hub()
    asking = rig.page.findChildren(QInputDialog)[0]
    asking.setTextValue(name)
    asking.accept()
    assert "is no name on Hugging Face" in rig.page.failure_panel.message


def test_match_s_engine_is_respected(make_rig: Make, qtbot: QtBot):
    rig = looked(make_rig(machine=GPU, backend=has(EMBEDDED, NO_SERVER)), qtbot)
    rig.page.set_plan(Plan("r1-distill-qwen-7b", "Q4_K_M", "llama-server"))
    qtbot.waitUntil(lambda: rig.library.described[-1].engine == "llama-server" and not rig.tasks.busy)
    assert rig.page.bar.engines.note == "llama-server: not installed"
    assert not rig.page.bar.start_button.isEnabled()
    assert not rig.page.chat.send_button.isEnabled()
    select(rig, "embedded")
    rig.wait_described(qtbot)
    assert rig.library.described[-1].engine == "embedded"
    assert rig.page.bar.combo.currentText().startswith("From Match")
    assert [choice.origin for choice in rig.page.bar.combo.model().choices].count(Origin.MATCH) == 1  # type: ignore[attr-defined]


def test_a_plan_of_match_takes_the_makers_weights_where_an_engine_reads_those(make_rig: Make, qtbot: QtBot):
    rig = looked(make_rig(machine=GPU, backend=has(EMBEDDED, VLLM)), qtbot)
    rig.page.set_plan(Plan("r1-distill-qwen-7b", "Q4_K_M", "embedded"))
    qtbot.waitUntil(lambda: rig.library.described[-1].model == "r1-distill-qwen-7b" and not rig.tasks.busy)
    select(rig, "vllm")
    qtbot.waitUntil(lambda: rig.library.described[-1].engine == "vllm")
    last = rig.library.described[-1]
    assert (last.quantisation, last.synthetic) == (None, False)
    rig.wait_described(qtbot)


def test_another_engine_while_one_runs_is_a_switch(make_rig: Make, qtbot: QtBot):
    rig = looked(make_rig(machine=GPU, backend=has(EMBEDDED, CUDA)), qtbot)
    rig.start(qtbot)
    assert rig.action() is Start.UNLOAD
    select(rig, "embedded")
    qtbot.waitUntil(lambda: rig.action() is Start.SWITCH)
    rig.page.bar.start_button.click()
    assert [plan.engine for plan in rig.engine.loaded] == ["llama-server", "embedded"]


def test_the_engine_is_remembered(make_rig: Make, qtbot: QtBot, tmp_path: Path):
    paths, tasks = profile_paths(tmp_path), TaskRunner()
    rig = looked(make_rig(machine=GPU, backend=has(EMBEDDED, CUDA), preferences=Preferences(paths, tasks)), qtbot)
    select(rig, "embedded")
    qtbot.waitUntil(lambda: load(paths).engine == "embedded" and not tasks.busy)
    again = looked(make_rig(machine=GPU, backend=has(EMBEDDED, CUDA), preferences=Preferences(paths, tasks)), qtbot)
    assert again.library.described[-1].engine == "embedded"
    gone = looked(make_rig(machine=GPU, backend=has(CUDA), preferences=Preferences(paths, tasks)), qtbot)
    assert gone.library.described[-1].engine == "llama-server"
    tasks.shut_down()


def test_another_python_for_torch_is_looked_into(make_rig: Make, qtbot: QtBot, tmp_path: Path):
    tasks, looks = TaskRunner(), list[Shelf]()

    def look() -> Shelf:
        looks.append(Shelf((EMBEDDED,)))
        return looks[-1]

    preferences = Preferences(profile_paths(tmp_path), tasks)
    looked(make_rig(backend=replace(BARE, look=look), preferences=preferences), qtbot)
    preferences.update(theme=Theme.DARK)
    assert len(looks) == 1
    preferences.update(torch_python="/opt/torch/bin/python")
    qtbot.waitUntil(lambda: len(looks) == 2 and not tasks.busy)
    tasks.shut_down()


def test_the_person_s_ollama_is_listed_while_it_runs(make_rig: Make, qtbot: QtBot):
    mine = Server("http://127.0.0.1:11434", "", "deepseek-r1:7b")
    served = [mine]
    backend = replace(BARE, look=lambda: Shelf((EMBEDDED,), served=tuple(served)))
    rig = looked(make_rig(backend=backend), qtbot)
    titles = [rig.page.bar.combo.itemText(row) for row in range(rig.page.bar.combo.count())]
    assert titles[1] == "deepseek-r1:7b, in your Ollama"
    assert "random weights" in titles[2]
    rig.page.bar.select(1)
    rig.page.bar.start_button.click()
    assert rig.engine.attached == [mine]
    served.clear()
    rig.page.desk._shelf.refresh()
    qtbot.waitUntil(lambda: not rig.tasks.busy)
    assert rig.page.bar.combo.currentText() == "deepseek-r1:7b, in your Ollama", "the selected one stays"
    rig.page.bar.select(0)
    rig.page.desk._shelf.refresh()
    qtbot.waitUntil(lambda: not rig.tasks.busy)
    assert all("Ollama" not in rig.page.bar.combo.itemText(row) for row in range(rig.page.bar.combo.count()))


def attach(rig: Rig, qtbot: QtBot, *, keep: bool = False) -> None:
    rig.page.bar.open_menu.actions()[3].trigger()
    dialog = dialog_of(rig, qtbot, AttachDialog)
    assert isinstance(dialog, AttachDialog)
    dialog.address_edit.setText(SERVER.address)
    qtbot.waitUntil(lambda: not rig.tasks.busy)
    dialog.key_edit.setText(SERVER.api_key)
    dialog.keep_box.setChecked(keep)
    dialog.test()
    qtbot.waitUntil(dialog.attach_button.isEnabled)
    dialog.attach_button.click()


def test_a_server_is_attached_spoken_to_and_let_go(make_rig: Make, qtbot: QtBot):
    backend = has(EMBEDDED, models=lambda *_: (SERVER.model,))
    rig = looked(make_rig(backend=backend), qtbot)
    states: list[str] = []
    rig.page.engine_changed.connect(lambda state, _model: states.append(str(state)))
    attach(rig, qtbot)
    bar = rig.page.bar
    assert bar.combo.currentText() == "deepseek-r1 at http://127.0.0.1:8000"
    assert bar.summary_text() == "Served at http://127.0.0.1:8000"
    assert not bar.engines.combo.isEnabled()
    assert bar.start_button.text() == "Connect"
    bar.start_button.click()
    assert rig.engine.attached == [SERVER]
    assert not rig.engine.loaded
    rig.engine.become_ready(pid=None)
    assert states[-1] == "running server, ready"
    assert bar.start_button.text() == "Detach"
    rig.ask("hello")
    rig.engine.answer("hi")
    rig.engine.finish()
    assert "full" not in rig.page.chat.figures.accessibleDescription(), "its context is not known"
    bar.start_button.click()
    assert rig.engine.unloaded == 1
    rig.engine.finish_unload()
    bar.select(1)
    rig.wait_described(qtbot)
    assert bar.engines.combo.isEnabled()
    assert bar.start_button.text().replace("&", "") == "Start"


def test_two_servers_with_one_model_s_name_are_two(make_rig: Make, qtbot: QtBot):
    rig = looked(make_rig(backend=has(EMBEDDED, models=lambda *_: (SERVER.model,))), qtbot)
    attach(rig, qtbot)
    rig.page.bar.start_button.click()
    rig.engine.become_ready(pid=None)
    rig.page._chooser.choose_server(replace(SERVER, address="http://127.0.0.1:9000"))
    assert rig.action() is Start.SWITCH


def test_a_server_is_remembered_and_its_key_only_when_asked(make_rig: Make, qtbot: QtBot, tmp_path: Path):
    ring: dict[str, str] = {}

    backend = replace(
        BARE,
        look=lambda: Shelf((EMBEDDED,)),
        models=lambda *_: (SERVER.model,),
        keeps_keys=lambda: True,
        keep_key=ring.__setitem__,
        kept_key=lambda at: ring.get(at, ""),
    )
    paths, tasks = profile_paths(tmp_path), TaskRunner()
    for keep, kept in ((False, {}), (True, {SERVER.address: "secret"}), (False, {SERVER.address: ""})):
        rig = looked(make_rig(backend=backend, preferences=Preferences(paths, tasks)), qtbot)
        attach(rig, qtbot, keep=keep)
        qtbot.waitUntil(lambda rig=rig: not tasks.busy and not rig.tasks.busy)  # type: ignore[misc]
        assert ring == kept
        assert "secret" not in paths.settings_file.read_text(encoding="utf-8")
        again = looked(make_rig(backend=backend, preferences=Preferences(paths, tasks)), qtbot)
        model = again.page.bar.combo.model()
        (choice,) = [one for one in model.choices if one.server is not None]  # type: ignore[attr-defined]
        assert choice.server == replace(SERVER, api_key="secret" if keep else "")
        assert again.page.bar.current() != choice, "nothing is asked of it before a person does"
    tasks.shut_down()


def test_a_key_that_is_not_kept_is_told(make_rig: Make, qtbot: QtBot, tmp_path: Path):
    def refuse(address: str, key: str) -> None:
        del address, key
        raise ActionableError(Text("The key is not kept."))

    backend = replace(
        BARE,
        look=lambda: Shelf((EMBEDDED,)),
        models=lambda *_: (SERVER.model,),
        keeps_keys=lambda: True,
        keep_key=refuse,
    )
    tasks = TaskRunner()
    preferences = Preferences(profile_paths(tmp_path), tasks)
    rig = looked(make_rig(backend=backend, preferences=preferences), qtbot)
    attach(rig, qtbot, keep=True)
    qtbot.waitUntil(lambda: rig.page.failure_panel.message == "The key is not kept.")
    assert not preferences.settings.server_key_kept
    qtbot.waitUntil(lambda: not tasks.busy)
    tasks.shut_down()


def test_a_remedy_that_was_only_words_leads_to_the_right_place(make_rig: Make, qtbot: QtBot):
    rig = looked(make_rig(machine=GPU, backend=has(EMBEDDED, NO_SERVER)), qtbot)
    rig.start(qtbot)
    assert EMBEDDED.build is not None
    notice = without_gpu(EMBEDDED.build, GPU)
    assert notice is not None
    rig.say(notice)
    (strip,) = rig.page.notices.strips
    assert strip.try_button.text() == "Get a build of the engine for this GPU…"
    strip.try_button.click()
    dialog = dialog_of(rig, qtbot, EnginesDialog)
    assert isinstance(dialog, EnginesDialog)
    assert dialog.shown == "llama-server"
    assert dialog.fetch.stage is not Stage.UNASKED, "it is asked at once"
    qtbot.waitUntil(lambda: not rig.tasks.busy)
    dialog.reject()


def test_an_engine_that_is_gone_is_told_with_another_one(make_rig: Make, qtbot: QtBot):
    rig = looked(make_rig(machine=GPU, backend=has(EMBEDDED, CUDA)), qtbot)
    rig.start(qtbot)
    plan = rig.engine.loaded[-1]
    failed = Failed(Text("The engine llama-server is not installed on this computer."), cause=Cause.NO_ENGINE)
    rig.engine.fail(Ladder().failed(failed, plan, GPU))
    panel = rig.page.failure_panel
    assert panel.try_button.text() == "Try: Use the engine embedded"
    assert next(action.text() for action in panel.others_button.menu().actions()) == "Install the engine…"
    panel.try_button.click()
    qtbot.waitUntil(lambda: len(rig.engine.loaded) == 2)
    assert rig.engine.loaded[-1].engine == "embedded"


QUESTION = Remedy(
    Step.AGAIN, Text("Run the model's own code"), Plan("demo", None, file=Path("demo.gguf")), Text("It can do harm.")
)


@pytest.mark.parametrize("yes", [False, True])
def test_a_remedy_with_a_question_asks_first(make_rig: Make, qtbot: QtBot, yes: bool):
    rig = looked(make_rig(), qtbot)
    rig.start(qtbot)
    rig.engine.fail(Failed(Text("It needs its own code."), cause=Cause.CRASHED, remedies=(QUESTION,)))
    assert rig.page.failure_panel.try_button.text() == "Run the model's own code…"
    rig.page.failure_panel.try_button.click()
    dialog = dialog_of(rig, qtbot, QuestionDialog)
    assert isinstance(dialog, QuestionDialog)
    assert dialog.informativeText() == "It can do harm."
    assert dialog.defaultButton() is dialog.no_button
    assert dialog.escapeButton() is dialog.no_button
    assert len(rig.engine.loaded) == 1
    (dialog.yes_button if yes else dialog.no_button).click()
    qtbot.waitUntil(lambda: not rig.tasks.busy)
    assert len(rig.engine.loaded) == 1 + yes
    assert rig.page.failure_panel.isHidden() == yes


def test_closing_the_question_is_a_no(make_rig: Make, qtbot: QtBot):
    rig = looked(make_rig(), qtbot)
    rig.start(qtbot)
    rig.engine.fail(Failed(Text("x"), remedies=(QUESTION,)), SessionState.IDLE)
    rig.page.failure_panel.try_button.click()
    dialog = dialog_of(rig, qtbot, QuestionDialog)
    assert isinstance(dialog, QuestionDialog)
    dialog.close()
    qtbot.waitUntil(lambda: not rig.tasks.busy)
    assert len(rig.engine.loaded) == 1


def test_a_download_that_fails_behind_a_closed_dialog_is_told_on_the_page(make_rig: Make, qtbot: QtBot):
    def look() -> Shelf:
        raise ActionableError(Text("It went wrong."))

    rig = make_rig(backend=replace(BARE, look=look))
    qtbot.waitUntil(lambda: rig.page.failure_panel.message == "It went wrong.")


def test_the_line_follows_the_language(qapp: QApplication, make_rig: Make, qtbot: QtBot):
    rig = looked(make_rig(machine=GPU, backend=has(EMBEDDED, NO_SERVER)), qtbot)
    try:
        language.install(qapp, "zh_CN")
        QApplication.sendPostedEvents()
        bar = rig.page.bar.engines
        assert bar.combo.currentText() == "内置 1, CPU"
        assert bar.combo.itemText(1) == "llama-server（未安装）"
        assert "RTX 3060" in bar.note
        assert "CPU 上运行" in bar.note
        assert rig.page.bar.open_menu.actions()[1].text() == "safetensors 文件夹…"
    finally:
        language.install(qapp, "en")


def test_names_for_who_does_not_see(make_rig: Make, qtbot: QtBot):
    rig = looked(make_rig(), qtbot)
    bar = rig.page.bar.engines
    assert bar.combo.accessibleName() == "Engine that runs the model"
    assert bar.all_button.text() == "Engines…"
