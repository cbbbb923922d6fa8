"""What can be run here, and what a plan means before it is started."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from deepseek_gui.catalog.models import find_model, is_catalogued, models
from deepseek_gui.core.model_store import demo_file, is_cached, is_hub_name
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.model import Architecture, Model
from deepseek_gui.domain.plan import DEMO, Estimate, Plan
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.sizing.checkpoint import SAFETENSORS_ENGINES

if TYPE_CHECKING:
    from deepseek_gui.modelfiles.header import ModelFile

SYNTHETIC_QUANTISATION = "Q4_K_M"
_RUNNABLE_FAMILIES = ("llama", "qwen2", "qwen3", "deepseek2")

_FETCHING = ("vllm", "sglang")


class Weights(StrEnum):
    """What stands behind a model's words."""

    REAL = "real"
    DEMO = "demo"
    RANDOM = "random"


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What is known of a plan before its start.

    Attributes:
        plan: the plan with its context cut to what the model was made for; this one is to be loaded.
        name: for a person.
        family: `general.architecture`.
        parameters: exact count; None when the header lists none.
        context_trained: tokens; None when the file does not say.
        estimate: None when it can't be estimated; `estimate_error` says why.
    """

    plan: Plan
    name: str
    family: str
    quantisation: str | None
    parameters: int | None
    context_trained: int | None
    weights: Weights
    estimate: Estimate | None = None
    estimate_error: ActionableError | None = None


def demo_plan() -> Plan | None:
    """Return the plan of the bundled demo model, None when this build carries none."""
    file = demo_file()
    return Plan(model=DEMO, quantisation=None, file=file) if file else None


def synthetic_plans(machine: Machine) -> tuple[Plan, ...]:
    """Return a plan of random weights for each catalogued shape that this machine could hold, smallest first."""
    room = _memory_bytes(machine)
    shapes: dict[Architecture, Model] = {
        model.architecture: model for model in models() if model.architecture and _is_runnable(model, room)
    }
    by_size = sorted(shapes.values(), key=lambda model: model.total_params or 0)
    return tuple(Plan(model=model.id, quantisation=SYNTHETIC_QUANTISATION, synthetic=True) for model in by_size)


def plan_to_run(plan: Plan) -> Plan:
    """Return the plan as it can be run here and now: without a file, random weights of its shapes stand in.

    vLLM and SGLang fetch what they are named; transformers takes what lies in Hugging Face's cache.
    """
    if plan.file is not None or plan.engine in _FETCHING or (plan.engine == "transformers" and is_cached(plan)):
        return plan
    return replace(plan, synthetic=True)


def describe(plan: Plan, machine: Machine) -> PlanFacts:
    """Return what is known of a plan; reads its file's header.

    Raises:
        ActionableError: the file is missing, truncated, damaged or no GGUF, or the model is not in the catalogue.
    """
    from deepseek_gui.core.estimating import estimate  # noqa: PLC0415  not before a plan is looked at

    if plan.file is None and not is_catalogued(plan.model) and is_hub_name(plan.model):
        return _hub_facts(plan)
    facts = _catalogue_facts(plan) if plan.file is None else _local_facts(plan, plan.file)
    try:
        return replace(facts, estimate=estimate(facts.plan, machine))
    except ActionableError as error:
        return replace(facts, estimate_error=error)


def model_name(plan: Plan) -> str:
    """Return a plan's model for a person, without reading anything."""
    if plan.file is not None and plan.model != DEMO:
        return plan.file.name
    try:
        return find_model(plan.model).name
    except ActionableError:
        return plan.model


def _local_facts(plan: Plan, path: Path) -> PlanFacts:
    return _folder_facts(plan, path) if path.is_dir() else _file_facts(plan)


def _folder_facts(plan: Plan, path: Path) -> PlanFacts:
    from deepseek_gui.modelfiles.checkpoint_files import read_checkpoint  # noqa: PLC0415  brings numpy

    folder = read_checkpoint(path)
    shapes = folder.architecture
    trained = shapes.context_trained if shapes else None
    return PlanFacts(
        plan=_within_context(plan, trained),
        name=path.name,
        family=shapes.gguf_name if shapes else "",
        quantisation=plan.quantisation or folder.form,
        parameters=None,
        context_trained=trained,
        weights=Weights.REAL,
    )


def _file_facts(plan: Plan) -> PlanFacts:
    file = _header(plan)
    weights = Weights.DEMO if plan.model == DEMO else Weights.RANDOM if file.synthetic else Weights.REAL
    return PlanFacts(
        plan=_within_context(plan, file.context_trained),
        name=file.path.stem if file.synthetic else file.name,  # its own name says "synthetic" as we do beside it
        family=file.architecture.gguf_name,
        quantisation=file.quantisation,
        parameters=sum(math.prod(tensor.shape) for tensor in file.tensors) or None,
        context_trained=file.context_trained,
        weights=weights,
    )


def _header(plan: Plan) -> ModelFile:
    from deepseek_gui.modelfiles.header import read_header  # noqa: PLC0415  brings numpy

    if plan.file is None:
        raise ValueError(plan)
    return read_header(plan.file)


def _catalogue_facts(plan: Plan) -> PlanFacts:
    model = find_model(plan.model)
    architecture = model.architecture
    context = architecture.context_trained if architecture else None
    return PlanFacts(
        plan=_within_context(plan, context),
        name=model.name,
        family=architecture.gguf_name if architecture else "",
        quantisation=plan.quantisation,
        parameters=model.total_params,
        context_trained=context,
        weights=Weights.RANDOM if plan.synthetic or plan.engine not in SAFETENSORS_ENGINES else Weights.REAL,
    )


def _hub_facts(plan: Plan) -> PlanFacts:
    """Return what is known of a model that only has a name on Hugging Face: nothing until its engine has it."""
    fetched = QT_TRANSLATE_NOOP("core", "The engine fetches it from Hugging Face; it is not estimated.")
    cached = QT_TRANSLATE_NOOP("core", "It must be in Hugging Face's cache on this computer; it is not estimated.")
    why = ActionableError(
        Text(fetched if plan.engine in _FETCHING else cached),
        Text(QT_TRANSLATE_NOOP("core", "Look at its size there first.")),
    )
    return PlanFacts(plan, plan.model, "", plan.quantisation, None, None, Weights.REAL, estimate_error=why)


def _within_context(plan: Plan, trained: int | None) -> Plan:
    most = None if trained is None else trained * plan.settings.parallel
    if not most or plan.settings.context <= most:
        return plan
    return replace(plan, settings=replace(plan.settings, context=most))


def _is_runnable(model: Model, room_bytes: int) -> bool:
    if model.architecture is None or model.architecture.gguf_name not in _RUNNABLE_FAMILIES:
        return False
    # 4.9 bits a weight is what Q4_K_M comes to; the exact size is the estimate's business
    return SYNTHETIC_QUANTISATION in model.quantisations and (model.total_params or 0) * 4.9 / 8 < room_bytes


def _memory_bytes(machine: Machine) -> int:
    gpus = sum(gpu.vram_bytes or 0 for gpu in machine.gpus if not gpu.unified_memory)
    return gpus + (machine.memory.total_bytes or 0)
