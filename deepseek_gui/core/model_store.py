"""The file of a plan: its own, the bundled demo, or one that is made."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from deepseek_gui.catalog.models import find_model
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.events import Loading
from deepseek_gui.domain.failure import Cause
from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import DEMO, Plan
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import MIB, format_gib
from deepseek_gui.resources import resource_path
from deepseek_gui.settings.paths import Paths
from deepseek_gui.sizing.checkpoint import checkpoint as checkpoint_of

_DEFAULT_QUANTISATION = "Q4_0"
_SPARE_BYTES = 256 * MIB
"""Left free on the disk beside a made file."""
_HUB_NAME = re.compile(r"\w[\w.-]*/\w[\w.-]*")
_WRITTEN_FORMATS = ("BF16", "F16", "F32")
_PROGRESS_STEP = 0.005
"""The writer tells more often than anybody can see."""


class MakingCancelledError(Exception):
    """The person stopped the making of a model file."""


def demo_file() -> Path | None:
    """Return the bundled demo model, or None in a build without it."""
    file = resource_path("models", "demo.gguf")
    return file if file.is_file() else None


def checkpoint(
    plan: Plan, paths: Paths, on_progress: Callable[[Loading], None], *, cancelled: Callable[[], bool] = lambda: False
) -> Path:
    """Return a plan's folder of safetensors, made where it asks for random weights, or its makers' name of it.

    Raises:
        ActionableError: there is neither, or the folder holds pickled weights only, which can run code when read.
        MakingCancelledError: `cancelled` said so.
    """
    from deepseek_gui.modelfiles.checkpoint_files import read_checkpoint  # noqa: PLC0415  brings numpy

    if plan.file is not None:
        return read_checkpoint(plan.file).path
    if plan.synthetic:
        return _synthetic_checkpoint(plan, paths, on_progress, cancelled)
    repository = _repository(plan.model)
    if repository is None:
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "{model} is not on Hugging Face."), {"model": find_model(plan.model).name}),
            Text(QT_TRANSLATE_NOOP("core", "Choose a folder of its safetensors, or another engine.")),
        )
    return Path(repository)


def is_cached(plan: Plan) -> bool:
    """Return whether Hugging Face's own cache holds a model's folder (huggingface_hub's layout and variables)."""
    repository = find_model(plan.model).hf_repo
    if repository is None:
        return False
    home = Path(os.environ.get("HF_HOME") or Path.home() / ".cache" / "huggingface")
    cache = Path(os.environ.get("HF_HUB_CACHE") or home / "hub")
    folder = cache / f"models--{repository.replace('/', '--')}" / "snapshots"
    return any((snapshot / "config.json").is_file() for snapshot in folder.glob("*"))


def is_hub_name(text: str) -> bool:
    """Return whether a text reads like a model's name on Hugging Face ("owner/name")."""
    return _HUB_NAME.fullmatch(text) is not None


def _repository(model: str) -> str | None:
    try:
        return find_model(model).hf_repo
    except ActionableError:
        if is_hub_name(model):
            return model
        raise


def library_tag(plan: Plan) -> Path:
    """Return a plan's GGUF file, or its tag in Ollama's library.

    Raises:
        ActionableError: there is neither.
    """
    if plan.file is not None:
        return _checked(plan.file)
    tag = find_model(plan.model).ollama
    if tag is None:
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "Ollama's library has no {model}."), {"model": plan.model}),
            Text(QT_TRANSLATE_NOOP("core", "Choose a GGUF file of it, or another engine.")),
        )
    return Path(tag)


def model_file(
    plan: Plan, paths: Paths, on_progress: Callable[[Loading], None], *, cancelled: Callable[[], bool] = lambda: False
) -> Path:
    """Return a complete, readable model file for a plan; makes a synthetic one where the plan asks for it.

    `on_progress` is told how far the making is, `cancelled` is asked during it.

    Raises:
        ActionableError: there is no such file, it is damaged, or it cannot be made.
        MakingCancelledError: `cancelled` said so.
    """
    if plan.file is not None:
        return _checked(plan.file)
    if plan.model == DEMO:
        return _checked(_bundled_demo())
    if plan.synthetic:
        return _synthetic(plan, paths, on_progress, cancelled)
    raise ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "There is no file of {model} on this computer."), {"model": plan.model}),
        Text(
            QT_TRANSLATE_NOOP(
                "core", "Choose a GGUF file, or run it with random weights: speed and memory are real, words are not."
            )
        ),
    )


def _checked(file: Path) -> Path:
    """Return the file that engines are given, of a split model the first part, when it is whole."""
    from deepseek_gui.modelfiles.header import read_header  # noqa: PLC0415  brings numpy

    try:
        return read_header(file).path
    except ActionableError as error:
        error.cause = error.cause or Cause.FILE
        raise


def _bundled_demo() -> Path:
    file = demo_file()
    if file is None:
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "This build has no demo model.")),
            Text(QT_TRANSLATE_NOOP("core", "Choose a GGUF file, or another model with random weights.")),
        )
    return file


def synthetic_path(model: str, quantisation: str, paths: Paths) -> Path:
    """Return where the random-weight file of a model is kept."""
    return paths.cache_dir / "synthetic" / f"{model}-{quantisation}.gguf"


def synthetic_folder(model: str, quantisation: str, paths: Paths) -> Path:
    """Return where the random-weight folder of safetensors of a model is kept."""
    return paths.cache_dir / "synthetic" / f"{model}-{_written_form(quantisation)}"


def _written_form(quantisation: str) -> str:
    """Return the format on the disk: what an engine quantises while it loads is in 16 bit there."""
    return quantisation if quantisation in _WRITTEN_FORMATS else "F16"


def _synthetic(plan: Plan, paths: Paths, on_progress: Callable[[Loading], None], cancelled: Callable[[], bool]) -> Path:
    model = find_model(plan.model)
    quantisation = plan.quantisation or _DEFAULT_QUANTISATION
    file = synthetic_path(model.id, quantisation, paths)
    if _is_whole(file):
        return file
    if model.architecture is None:
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "The shapes of {model} are not known."), {"model": model.name}),
            Text(QT_TRANSLATE_NOOP("core", "Choose a model whose makers published them.")),
        )
    _make_room(file.parent, file_bytes(model.architecture, quantisation))
    from deepseek_gui.modelfiles.writer import write_synthetic  # noqa: PLC0415  brings numpy

    architecture = model.architecture
    _make(
        lambda tell: write_synthetic(
            file, architecture, quantisation, name=model.name, on_progress=tell, cancelled=cancelled
        ),
        on_progress,
    )
    return file


def _synthetic_checkpoint(
    plan: Plan, paths: Paths, on_progress: Callable[[Loading], None], cancelled: Callable[[], bool]
) -> Path:
    from deepseek_gui.modelfiles.checkpoint_files import can_be_made, write_checkpoint  # noqa: PLC0415  brings numpy

    model = find_model(plan.model)
    folder = synthetic_folder(model.id, plan.quantisation or "", paths)
    architecture, form = model.architecture, _written_form(plan.quantisation or "")
    if architecture is None or not can_be_made(architecture):
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "A folder of random weights cannot be made for {model}."),
                {"model": model.name},
            ),
            Text(
                QT_TRANSLATE_NOOP("core", "Choose a dense model (Llama or Qwen), or an engine that reads GGUF files.")
            ),
        )
    if folder.is_dir():  # it appears under its name only when it is complete
        return folder
    _make_room(folder.parent, checkpoint_of(architecture, form).total_bytes + 16 * MIB)
    try:
        _make(
            lambda tell: write_checkpoint(folder, architecture, form, on_progress=tell, cancelled=cancelled),
            on_progress,
        )
    except OSError as error:
        raise _cannot_write(folder.parent, error) from error
    return folder


def file_bytes(architecture: Architecture, quantisation: str) -> int:
    """Return about how long a model's file is: its tensors and 16 MiB for header and vocabulary."""
    from deepseek_gui.sizing.tensors import inventory  # noqa: PLC0415  only when a file is made

    return sum(tensor.bytes for tensor in inventory(architecture, quantisation)) + 16 * MIB


def _is_whole(file: Path) -> bool:
    """A made file appears under its name only when it is complete; what was damaged since is made anew."""
    if not file.is_file():
        return False
    try:
        _checked(file)
    except ActionableError:
        return False
    return True


def _make_room(folder: Path, needed_bytes: int) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free_bytes = shutil.disk_usage(folder).free
    except OSError as error:
        raise _cannot_write(folder, error) from error
    if free_bytes < needed_bytes + _SPARE_BYTES:
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "The model file needs {needed}, the disk of {folder} has {free} left."),
                {"needed": format_gib(needed_bytes), "folder": str(folder), "free": format_gib(free_bytes)},
            ),
            Text(QT_TRANSLATE_NOOP("core", "Free some space, or choose a smaller model or quantisation.")),
        )


def _make(write: Callable[[Callable[[float], None]], None], on_progress: Callable[[Loading], None]) -> None:
    """Have something written and tell how far it is, in steps that can be seen."""
    from deepseek_gui.modelfiles.writer import WritingCancelled  # noqa: PLC0415  not before a file is made

    step = Text(QT_TRANSLATE_NOOP("core", "Making a model file with random weights"))
    told = [-1.0]

    def tell(progress: float) -> None:
        if progress - told[0] >= _PROGRESS_STEP or progress >= 1.0:
            told[0] = progress
            on_progress(Loading(progress, step))

    tell(0.0)
    try:
        write(tell)
    except WritingCancelled as stopped:
        raise MakingCancelledError from stopped


def _cannot_write(folder: Path, error: OSError) -> ActionableError:
    return ActionableError(
        Text(
            QT_TRANSLATE_NOOP("core", "The model file cannot be written to {folder}: {reason}."),
            {"folder": str(folder), "reason": error.strerror or str(error)},
        ),
        Text(QT_TRANSLATE_NOOP("core", "Make the folder writable, or free some space on its disk.")),
        str(error),
    )
