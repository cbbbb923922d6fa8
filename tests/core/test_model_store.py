from __future__ import annotations

import shutil
import sys
from collections import namedtuple
from dataclasses import replace
from pathlib import Path

import pytest

from deepseek_gui.catalog.models import find_model
from deepseek_gui.core import model_store
from deepseek_gui.core.model_store import MakingCancelledError, checkpoint, file_bytes, model_file, synthetic_path
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.events import Loading
from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import Plan
from deepseek_gui.modelfiles.checkpoint_files import write_checkpoint
from deepseek_gui.modelfiles.header import read_header
from deepseek_gui.settings.paths import Paths, profile_paths

SMALL = "r1-distill-qwen-1.5b"
PLAN = Plan(SMALL, "Q4_0", synthetic=True)


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return profile_paths(tmp_path / "profile")


@pytest.fixture
def small_disk_use(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write the real shapes as a hole: a test of the bookkeeping needs no gigabyte."""
    from deepseek_gui.modelfiles import writer

    def write(path: Path, architecture: object, quantisation: str, *, name: str, **tell: object) -> None:
        on_progress = tell["on_progress"]
        assert callable(on_progress)
        on_progress(0.5)
        writer.write_sparse(path, architecture, quantisation, name=name)  # type: ignore[arg-type]
        on_progress(1.0)

    monkeypatch.setattr(writer, "write_synthetic", write)


def test_a_person_s_own_file_is_taken_as_it_is(paths: Paths, tiny_model: Path) -> None:
    assert model_file(Plan("tiny", None, file=tiny_model), paths, print) == tiny_model


def test_a_folder_of_safetensors_is_taken_as_it_is_made_or_named(paths: Paths, tmp_path: Path) -> None:
    write_checkpoint(tmp_path / "mine", Architecture("qwen2", 2, 64, 128, 4, 2, 16, 512, 4096), "F16")
    assert checkpoint(Plan("mine", None, "transformers", file=tmp_path / "mine"), paths, print) == tmp_path / "mine"
    assert (
        checkpoint(Plan(SMALL, "F16", "vllm"), paths, print).as_posix() == "deepseek-ai/DeepSeek-R1-Distill-Qwen-1.5B"
    )
    with pytest.raises(ActionableError, match="safetensors"):
        checkpoint(Plan("gone", None, "transformers", file=tmp_path / "gone"), paths, print)
    with pytest.raises(ActionableError, match="random weights"):
        checkpoint(Plan("deepseek-v3", "BF16", "transformers", synthetic=True), paths, print)


@pytest.mark.parametrize(("quantisation", "form"), [("BF16", "BF16"), ("NF4", "F16")])
def test_a_folder_of_random_weights_is_made_once(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, quantisation: str, form: str
) -> None:
    from deepseek_gui.modelfiles import checkpoint_files

    made: list[str] = []

    def write(folder: Path, _architecture: object, form: str, **tell: object) -> None:
        made.append(form)
        folder.mkdir()
        on_progress = tell["on_progress"]
        assert callable(on_progress)
        on_progress(1.0)

    monkeypatch.setattr(checkpoint_files, "write_checkpoint", write)
    told: list[Loading] = []
    plan = Plan(SMALL, quantisation, "transformers", synthetic=True)
    assert checkpoint(plan, paths, told.append) == checkpoint(plan, paths, told.append)
    assert made == [form]
    assert [event.progress for event in told] == [0.0, 1.0]
    monkeypatch.setattr(
        checkpoint_files, "write_checkpoint", lambda *_, **__: (_ for _ in ()).throw(OSError(28, "full"))
    )
    with pytest.raises(ActionableError, match="full"):
        checkpoint(replace(plan, quantisation="F32"), paths, told.append)


def test_any_part_of_a_split_model_starts_its_first(paths: Paths, split_model: tuple[Path, Path]) -> None:
    first, second = split_model
    assert model_file(Plan("m", None, file=second), paths, print) == first


def test_a_damaged_file_is_told_before_an_engine_starts(paths: Paths, tmp_path: Path) -> None:
    file = tmp_path / "broken.gguf"
    file.write_bytes(b"GGUF\x03\x00\x00\x00")
    with pytest.raises(ActionableError):
        model_file(Plan("broken", None, file=file), paths, print)


@pytest.mark.usefixtures("small_disk_use")
def test_a_synthetic_file_is_made_once_with_the_real_shapes(paths: Paths) -> None:
    told: list[Loading] = []
    file = model_file(PLAN, paths, told.append)
    assert file == synthetic_path(SMALL, "Q4_0", paths)
    assert read_header(file).architecture == find_model(SMALL).architecture
    assert [event.progress for event in told] == [0.0, 0.5, 1.0]
    assert all("random weights" in str(event.step) for event in told)
    stamp = file.stat().st_mtime_ns
    told.clear()
    assert model_file(PLAN, paths, told.append) == file
    assert file.stat().st_mtime_ns == stamp
    assert not told


@pytest.mark.usefixtures("small_disk_use")
def test_a_made_file_that_was_damaged_is_made_again(paths: Paths) -> None:
    file = model_file(PLAN, paths, lambda _: None)
    whole = file.stat().st_size
    with file.open("r+b") as stream:
        stream.truncate(whole // 2)
    assert model_file(PLAN, paths, lambda _: None).stat().st_size == whole


@pytest.mark.usefixtures("small_disk_use")
def test_the_size_is_known_before(paths: Paths) -> None:
    architecture = find_model(SMALL).architecture
    assert architecture is not None
    real = model_file(PLAN, paths, lambda _: None).stat().st_size
    assert real <= file_bytes(architecture, "Q4_0") <= real + 16 * 1024**2


def test_making_can_be_stopped_and_leaves_nothing(paths: Paths) -> None:
    told: list[float | None] = []
    with pytest.raises(MakingCancelledError):
        model_file(PLAN, paths, lambda event: told.append(event.progress), cancelled=lambda: len(told) > 2)
    assert not list(paths.cache_dir.rglob("*.*"))


def test_a_full_disk_is_told_in_sizes(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")  # noqa: PYI024  what shutil returns
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(10, 10, 100 * 1024**2))
    with pytest.raises(ActionableError, match=r"needs 1\.0 GiB.* has 0\.10 GiB left") as caught:
        model_file(PLAN, paths, lambda _: None)
    assert "Free some space" in str(caught.value.hint)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a-file"
    file.touch()
    with pytest.raises(ActionableError, match="cannot be written") as caught:
        model_file(PLAN, profile_paths(file), lambda _: None)
    assert caught.value.hint is not None


def test_a_plan_without_a_file_is_told_what_to_do(paths: Paths) -> None:
    with pytest.raises(ActionableError, match=r"no file of r1-distill-qwen-1\.5b") as caught:
        model_file(Plan(SMALL, "Q4_0"), paths, lambda _: None)
    assert "random weights" in str(caught.value.hint)


def test_an_unknown_model_is_told(paths: Paths) -> None:
    with pytest.raises(ActionableError):
        model_file(Plan("gpt-9", "Q4_0", synthetic=True), paths, lambda _: None)


def test_the_bundled_demo_is_found(
    paths: Paths, tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_store, "resource_path", tmp_path.joinpath)
    with pytest.raises(ActionableError, match="no demo model"):
        model_file(Plan("demo", None), paths, lambda _: None)
    (tmp_path / "models").mkdir()
    shutil.copy(tiny_model, tmp_path / "models" / "demo.gguf")
    assert model_file(Plan("demo", None), paths, lambda _: None) == tmp_path / "models" / "demo.gguf"


def test_reading_the_store_does_not_bring_numpy() -> None:
    import subprocess

    code = "import sys, deepseek_gui.core.session; print([m for m in ('numpy', 'httpx', 'gguf') if m in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"
