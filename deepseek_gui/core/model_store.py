"""The file of a plan: its own, the bundled demo, or one that is made."""

from __future__ import annotations

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

_DEFAULT_QUANTISATION = "Q4_0"
_SPARE_BYTES = 256 * MIB
"""Left free on the disk beside a made file."""
_HUB_NAME = re.compile(r"\w[\w.-]*/\w[\w.-]*")
_PROGRESS_STEP = 0.005
"""The writer tells more often than anybody can see."""


class MakingCancelledError(Exception):
    """The person stopped the making of a model file."""


def demo_file() -> Path | None:
    """Return the bundled demo model, or None in a build without it."""
    file = resource_path("models", "demo.gguf")
    return file if file.is_file() else None


def checkpoint(plan: Plan) -> Path:
    """Return a plan's folder of safetensors, or the name of its makers' own on Hugging Face.

    Raises:
        ActionableError: there is neither, or the folder holds pickled weights only, which can run code when read.
    """
    if plan.file is None:
        repository = _repository(plan.model)
        if repository is not None:
            return Path(repository)
    elif plan.file.is_dir() and any(plan.file.glob("*.safetensors")):
        return plan.file
    raise ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "{path} is no folder of safetensors."), {"path": str(plan.file or plan.model)}),
        Text(
            QT_TRANSLATE_NOOP(
                "core", "Weights in other formats can run code when they are read; choose another folder."
            )
        ),
    )


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
    _write(file, model.architecture, quantisation, name=model.name, on_progress=on_progress, cancelled=cancelled)
    return file


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


def _write(
    file: Path,
    architecture: Architecture,
    quantisation: str,
    *,
    name: str,
    on_progress: Callable[[Loading], None],
    cancelled: Callable[[], bool],
) -> None:
    from deepseek_gui.modelfiles.writer import WritingCancelled, write_synthetic  # noqa: PLC0415  brings numpy

    step = Text(QT_TRANSLATE_NOOP("core", "Making a model file with random weights"))
    told = [-1.0]

    def tell(progress: float) -> None:
        if progress - told[0] >= _PROGRESS_STEP or progress >= 1.0:
            told[0] = progress
            on_progress(Loading(progress, step))

    tell(0.0)
    try:
        write_synthetic(file, architecture, quantisation, name=name, on_progress=tell, cancelled=cancelled)
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
