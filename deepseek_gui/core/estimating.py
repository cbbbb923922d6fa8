"""A plan on a machine -> what it takes and how fast it runs, for catalogued models and for files on disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from deepseek_gui.catalog.models import find_model
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.measurement import MeasurementStore, SpeedMeasurement
from deepseek_gui.domain.model import Architecture, Recipe
from deepseek_gui.domain.plan import DEMO, Estimate, Plan, Source, Speed
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import GIB, MIB, format_gib
from deepseek_gui.sizing.calibration import Compared, Situation, calibrated, situation_of
from deepseek_gui.sizing.checkpoint import SAFETENSORS_ENGINES, check_format, native_format
from deepseek_gui.sizing.estimate import estimate_checkpoint, estimate_plan
from deepseek_gui.sizing.memory import merges_bytes
from deepseek_gui.sizing.processors import weights_kind
from deepseek_gui.sizing.recipes import published_tensors
from deepseek_gui.sizing.weights import Weights, summarise, summarise_sample, weights_of

HEADER_BYTES = 8 * MIB
"""About what a file holds beside its tensors (measured: 5.96 MB with a Qwen vocabulary, below 10 MB for DeepSeek)."""

ANY_HOST_BYTES = 2 * GIB
"""Main memory that any computer is taken to have to spare."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is estimated: a model's shapes and weights, wherever they come from.

    Attributes:
        file_bytes: length of the model file.
        quantisation: None when the file does not say.
        made: it is a file that this program has made.
    """

    name: str
    architecture: Architecture
    weights: Weights
    file_bytes: int
    quantisation: str | None
    made: bool = False


def estimate(
    plan: Plan, machine: Machine, source: Source = Source.COMPUTED, store: MeasurementStore | None = None
) -> Estimate:
    """Return what a plan takes on every device of a machine, and how fast it runs there.

    A plan that does not fit is no error: its estimate says why, every device is shown as if it fitted, and its speed
    is not known.

    Args:
        plan: what to run.
        machine: where.
        source: of the memory's sizes.
        store: speeds that were measured here; they shift the estimated ones.

    Raises:
        ActionableError: the model is not known or not estimated, its file cannot be read, the settings are not
            possible for it, or the source is not offered.
    """
    if source not in (Source.COMPUTED, Source.ENGINE):
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "Source: estimates cannot be “{source}”."), {"source": source}),
            Text(QT_TRANSLATE_NOOP("core", "Use the computed ones, or the engine's.")),
        )
    found = _estimated(plan, machine, source)
    if not found.fits:
        return without_speed(found, found.reason, found.remedy)
    measured = store.measurements_for(machine) if store else ()
    return _shifted(found, machine, measured) if measured else found


def with_load_mode(plan: Plan, machine: Machine) -> Plan:
    """Return a plan for llama-server with the load mode that its estimate takes on a machine.

    A plan of which nothing can be estimated stays as it is, and so does one for another engine: the embedded one computes
    on the processor, Ollama chooses by itself.
    """
    if plan.engine != "llama-server" or not machine.gpus or machine.simulated:
        return plan
    try:
        found = estimate(plan, machine).settings.load_mode
    except ActionableError:
        return plan
    return replace(plan, settings=replace(plan.settings, load_mode=found))


def without_speed(found: Estimate, reason: Text | None, remedy: Text | None) -> Estimate:
    """Return the estimate of a plan that does not fit: nobody will see the speed it would have if it did."""
    speed = Speed(basis=_NO_SPEED, streams=found.speed.streams)
    return replace(found, fits=False, reason=reason, remedy=remedy, speed=speed)


_NO_SPEED = Text(QT_TRANSLATE_NOOP("core", "Unknown: a plan that does not fit has no speed."))


def _estimated(plan: Plan, machine: Machine, source: Source) -> Estimate:
    if plan.engine in SAFETENSORS_ENGINES:
        return _of_checkpoint(plan, machine, source)
    found = subject(plan)
    check_context(plan, found)
    if plan.quantisation != found.quantisation:
        plan = replace(plan, quantisation=found.quantisation)
    computed = confirmed(estimate_plan(plan, found.architecture, found.weights, machine, found.file_bytes))
    recipe = recipe_of(plan)
    if source is Source.COMPUTED:
        computed = _without_merges(computed, found.architecture) if plan.synthetic or found.made else computed
        return _with_unknown_gpus(_of_published_size(computed, recipe), machine)
    if recipe is not None:
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "Source: the engine cannot be asked about {name} before it is downloaded."),
                {"name": recipe.name},
            ),
            Text(QT_TRANSLATE_NOOP("core", "Use the computed estimate; it goes by the published size.")),
        )
    from deepseek_gui.core.engine_source import asked  # noqa: PLC0415  starts processes, writes files

    return confirmed(asked(computed, found.architecture, plan.file or _demo_path(plan), machine))


def recipe_of(plan: Plan) -> Recipe | None:
    """Return the published file that a plan names instead of a mix."""
    if plan.file is not None or plan.model == DEMO or plan.engine in SAFETENSORS_ENGINES:
        return None
    return find_model(plan.model).recipe(plan.quantisation)


def _of_published_size(found: Estimate, recipe: Recipe | None) -> Estimate:
    """Return the estimate with a word on where a file's size comes from when it is not computed."""
    if recipe is None:
        return found
    note = Text(
        QT_TRANSLATE_NOOP("core", "The size is the published one ({source}); how layers share it is an estimate."),
        {"source": recipe.source},
    )
    return replace(found, note=note)


def _without_merges(found: Estimate, architecture: Architecture) -> Estimate:
    """Return the estimate for a file that is made: its vocabulary has the model's tokens but none of its merges."""
    *gpus, host = found.devices
    host = replace(host, overhead_bytes=host.overhead_bytes - merges_bytes(architecture.n_vocab))
    return replace(found, devices=(*gpus, host))


def _shifted(found: Estimate, machine: Machine, measured: Sequence[SpeedMeasurement]) -> Estimate:
    """Return the estimate with its speed shifted by what was measured on the machine."""
    compared = [one for measurement in measured if (one := _compared(measurement, machine)) is not None]
    return replace(found, speed=calibrated(found.speed, _situation(found), compared))


def _compared(measurement: SpeedMeasurement, machine: Machine) -> Compared | None:
    """Return a measurement beside its own estimate; None for a plan that is not estimated today."""
    plan = Plan(measurement.model, measurement.quantisation, measurement.engine, measurement.settings)
    try:
        found = _estimated(plan, machine, Source.COMPUTED)
    except ActionableError:
        return None
    return Compared(_situation(found), found.speed, measurement)


def _situation(found: Estimate) -> Situation:
    weights, plan = subject(found.plan).weights, found.plan
    kind = plan.quantisation or "" if plan.engine in SAFETENSORS_ENGINES else weights_kind(weights.main_type)
    return situation_of(found, kind, weights.active_bytes, experts=weights.active_share > 0)


def _of_checkpoint(plan: Plan, machine: Machine, source: Source) -> Estimate:
    if source is not Source.COMPUTED:
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "Source: the engine {engine} cannot be asked what a model takes."),
                {"engine": plan.engine},
            ),
            Text(QT_TRANSLATE_NOOP("core", "Use the computed estimate.")),
        )
    found = subject(plan)
    check_context(plan, found)
    if plan.quantisation != found.quantisation:
        plan = replace(plan, quantisation=found.quantisation)
    return _with_unknown_gpus(confirmed(estimate_checkpoint(plan, found.architecture, machine)), machine)


def confirmed(found: Estimate) -> Estimate:
    """Return the estimate, not fitting where a device's size is not known and more than any computer has is asked for.

    Unknown memory is no memory: a plan of hundreds of gigabytes must not "fit" because nobody said how much there is.
    """
    for device in found.devices:
        spare = ANY_HOST_BYTES if device.kind == "host" else 0
        if found.fits and device.free_bytes is None and device.total_bytes > spare:
            needed, where = format_gib(device.total_bytes), device.name
            reason = Text(
                QT_TRANSLATE_NOOP("core", "It needs {needed} on {device}, and how much that has is not known."),
                {"needed": needed, "device": where},
            )
            remedy = Text(QT_TRANSLATE_NOOP("core", "State the size of {device}'s memory."), {"device": where})
            return replace(found, fits=False, reason=reason, remedy=remedy)
    return found


def _with_unknown_gpus(found: Estimate, machine: Machine) -> Estimate:
    """Return the estimate; when it does not fit and a described GPU has no size, its field is what to state."""
    if found.fits or not machine.simulated:
        return found
    unknown = [index for index, gpu in enumerate(machine.gpus) if not (gpu.vram_bytes or gpu.free_bytes)]
    if not unknown:
        return found
    remedy = Text(
        QT_TRANSLATE_NOOP("core", "State gpus[{index}].vram_gib: {gpu} is not in the catalogue."),
        {"index": unknown[0], "gpu": machine.gpus[unknown[0]].name},
    )
    return replace(found, remedy=remedy)


def subject(plan: Plan) -> Subject:
    """Return what a plan is about: its file's header, or the catalogue's shapes in the plan's quantisation.

    Raises:
        ActionableError: neither is to be had.
    """
    path = plan.file or _demo_path(plan)
    if path is not None and plan.engine in SAFETENSORS_ENGINES:
        if path.is_dir():
            return _folder_subject(path, plan)
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "Engine: {engine} does not read GGUF files."), {"engine": plan.engine}),
            Text(QT_TRANSLATE_NOOP("core", "Name a model with --model, or use the embedded engine.")),
        )
    if path is not None:
        return _file_subject(path)
    model = find_model(plan.model)
    if model.architecture is None:
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "{model} is not estimated: no engine here knows its shapes."),
                {"model": model.name},
            ),
            Text("{note}", {"note": model.note}) if model.note else None,
        )
    if plan.engine in SAFETENSORS_ENGINES:
        form = check_format(plan.engine, plan.quantisation or native_format(model.architecture))
        return replace(_catalogue_subject(model.id, "BF16"), quantisation=form)
    return _catalogue_subject(model.id, plan.quantisation or model.quantisations[0])


def _demo_path(plan: Plan) -> Path | None:
    if plan.model != DEMO:
        return None
    from deepseek_gui.core.model_store import demo_file  # noqa: PLC0415  it brings the file writer along

    path = demo_file()
    if path is None:
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "This build has no demo model.")),
            Text(QT_TRANSLATE_NOOP("core", "Name a model or a GGUF file.")),
        )
    return path


@lru_cache(maxsize=2048)
def _catalogue_subject(model_id: str, quantisation: str) -> Subject:
    """Cached, so that thousands of plans walk each model's tensors once."""
    model = find_model(model_id)
    if model.architecture is None:  # pragma: no cover  subject() has asked
        raise ValueError(model_id)
    recipe = model.recipe(quantisation)
    if recipe is not None:
        tensors = published_tensors(model.architecture, recipe.mix, recipe.file_bytes - HEADER_BYTES)
        weights = summarise_sample(model.architecture, tensors)
        return Subject(model.name, model.architecture, weights, recipe.file_bytes, recipe.name)
    weights, file_bytes = _weights(model.architecture, quantisation)
    return Subject(model.name, model.architecture, weights, file_bytes, quantisation)


@lru_cache(maxsize=1024)
def _weights(architecture: Architecture, quantisation: str) -> tuple[Weights, int]:
    """Models of one shape share it (V3, R1 and their kin)."""
    weights = weights_of(architecture, quantisation)
    return weights, weights.file_bytes + HEADER_BYTES


def _folder_subject(path: Path, plan: Plan) -> Subject:
    """Return what a folder of safetensors says of its model; a plan may load it in another format than its own."""
    from deepseek_gui.modelfiles.checkpoint_files import read_checkpoint  # noqa: PLC0415  numpy comes with it

    folder = read_checkpoint(path)
    if folder.architecture is None:
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "{model} is not estimated: no engine here knows its shapes."),
                {"model": path.name},
            ),
            Text(QT_TRANSLATE_NOOP("core", "It can be run all the same, where there is room.")),
        )
    form = check_format(plan.engine, plan.quantisation or folder.form or "BF16")
    weights = weights_of(folder.architecture, "BF16")
    return Subject(path.name, folder.architecture, weights, folder.file_bytes, form)


def _file_subject(path: Path) -> Subject:
    try:
        stamp = path.stat()
    except OSError:
        stamp = None  # the reader says what is wrong
    return _read_subject(path, (stamp.st_mtime_ns, stamp.st_size) if stamp else None)


@lru_cache(maxsize=64)
def _read_subject(path: Path, stamp: tuple[int, int] | None) -> Subject:
    """Cached until the file changes: reading a header takes tens of milliseconds."""
    del stamp
    from deepseek_gui.modelfiles.header import read_header  # noqa: PLC0415  numpy comes with it

    file = read_header(path)
    weights = summarise(file.architecture, file.tensors)
    return Subject(
        file.name or path.name, file.architecture, weights, file.file_bytes, file.quantisation, file.synthetic
    )


def check_length(plan: Plan) -> None:
    """Raise when a plan's context is longer than its model was made for; a folder of unknown shapes is let through.

    Raises:
        ActionableError: as `check_context`, or the model's file cannot be read.
    """
    if plan.file is not None and plan.file.is_dir() and plan.engine in SAFETENSORS_ENGINES:
        from deepseek_gui.modelfiles.checkpoint_files import read_checkpoint  # noqa: PLC0415  numpy comes with it

        if read_checkpoint(plan.file).architecture is None:
            return
    check_context(plan, subject(plan))


def check_context(plan: Plan, found: Subject) -> None:
    """Raise when one sequence gets more context than the model was made for.

    Raises:
        ActionableError: it does; names the field and the largest value.
    """
    trained, settings = found.architecture.context_trained, plan.settings
    if not trained or settings.context <= trained * settings.parallel:
        return
    raise ActionableError(
        Text(
            QT_TRANSLATE_NOOP("core", "Context: {context} tokens are more than {model} was made for."),
            {"context": settings.context, "model": found.name},
        ),
        Text(QT_TRANSLATE_NOOP("core", "Use at most {most}."), {"most": trained * settings.parallel}),
    )
