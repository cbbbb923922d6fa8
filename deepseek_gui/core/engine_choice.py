"""Which engine of this computer runs a plan: what speaks against each, which is taken, what it sees of the machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from deepseek_gui.catalog.models import find_model, is_catalogued
from deepseek_gui.core.engine_facts import EngineBuild, EngineFacts, ModelKind
from deepseek_gui.domain.machine import Gpu, Machine
from deepseek_gui.domain.plan import DEMO, Plan
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text

BUILT_IN = "embedded"

_MAKERS = {"CUDA": "nvidia", "ROCm": "amd", "Metal": "apple", "SYCL": "intel"}
"""What a build computes on -> whose GPUs; Vulkan is for all of them."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One engine for one plan.

    Attributes:
        refusal: why it cannot run the plan; None when it can.
    """

    facts: EngineFacts
    refusal: Text | None = None

    @property
    def id(self) -> str:
        """The engine's id."""
        return self.facts.id


def offers(engines: Sequence[EngineFacts], plan: Plan, family: str = "") -> tuple[Offer, ...]:
    """Return every engine with what speaks against it for a plan; `family` as in `refusal`."""
    return tuple(Offer(facts, refusal(facts, plan, family)) for facts in engines)


def refusal(facts: EngineFacts, plan: Plan, family: str = "") -> Text | None:
    """Return why an engine cannot run a plan, None when it can as far as is known before the start.

    Args:
        facts: of the engine.
        plan: to run.
        family: the model's `general.architecture`; empty while it is not known.
    """
    if facts.build is None:
        return Text(QT_TRANSLATE_NOOP("core", "not installed"))
    wants_folder = facts.model_kind is ModelKind.CHECKPOINT
    if family and family in (facts.unknown_families or ()):
        return Text(QT_TRANSLATE_NOOP("core", "too old for models of the family {family}"), {"family": family})
    if plan.synthetic and wants_folder:
        return (
            None
            if _can_be_made(plan)
            else Text(QT_TRANSLATE_NOOP("core", "random weights of its format cannot be made"))
        )
    if _is_checkpoint(plan) == wants_folder:
        return None
    if wants_folder:
        return Text(QT_TRANSLATE_NOOP("core", "reads folders of safetensors, no GGUF files"))
    return Text(QT_TRANSLATE_NOOP("core", "reads GGUF files, no folders of safetensors"))


def pick(found: Sequence[Offer], machine: Machine, wanted: str = "") -> str:
    """Return the engine to take.

    The wanted one where it can run the plan; else one that uses this machine's GPU, the built-in one, or any other.
    Where none can, the one that could if it were installed, so that the window can offer it.

    Args:
        found: of `offers`.
        machine: of the run.
        wanted: an id that the person chose before; empty for none.
    """
    able = [offer for offer in found if offer.refusal is None]
    ids = [offer.id for offer in able]
    if wanted in ids:
        return wanted
    on_gpu = [offer.id for offer in able if _uses_a_gpu(offer.facts, machine)]
    if on_gpu:
        return BUILT_IN if BUILT_IN in on_gpu else on_gpu[0]
    if BUILT_IN in ids or not found:
        return BUILT_IN
    missing = [offer.id for offer in found if offer.facts.build is None]
    return (ids or missing or [BUILT_IN])[0]


def for_engine(plan: Plan, engine: str, engines: Sequence[EngineFacts]) -> Plan:
    """Return a plan for another engine; one that reads safetensors has formats of its own instead of quantisations."""
    kind = next((facts.model_kind for facts in engines if facts.id == engine), None)
    if kind is ModelKind.CHECKPOINT and plan.file is None:
        return replace(plan, engine=engine, quantisation=None)
    return replace(plan, engine=engine)


def seen_by(build: EngineBuild | None, machine: Machine) -> Machine:
    """Return the machine as a build can use it: without the GPUs that it cannot compute on.

    A simulated machine is taken to have the build for its GPU.
    """
    if build is None or machine.simulated or not machine.gpus:
        return machine
    return replace(machine, gpus=tuple(gpu for gpu in machine.gpus if _computes_on(build, gpu)))


def cpu_instead_of_gpu(build: EngineBuild | None, machine: Machine) -> Text | None:
    """Return a sentence when a build leaves every GPU of a machine idle, else None."""
    if build is None or not machine.gpus or seen_by(build, machine).gpus:
        return None
    return Text(
        QT_TRANSLATE_NOOP("core", "Running on the CPU although this machine has a GPU ({gpu})"),
        {"gpu": machine.gpus[0].name},
    )


def _can_be_made(plan: Plan) -> bool:
    """Return whether a folder of random weights can be made for a catalogued model."""
    from deepseek_gui.modelfiles.checkpoint_files import can_be_made  # noqa: PLC0415  brings numpy

    model = find_model(plan.model) if is_catalogued(plan.model) else None
    return model is not None and model.architecture is not None and can_be_made(model.architecture)


def _is_checkpoint(plan: Plan) -> bool:
    """Return whether a plan's weights are safetensors: a folder, or a name on Hugging Face."""
    if plan.file is not None:
        return plan.file.is_dir()
    return not plan.synthetic and plan.model != DEMO


def _uses_a_gpu(facts: EngineFacts, machine: Machine) -> bool:
    """Return whether a build is known to use a GPU here; Ollama copies each model first, so it is nobody's default."""
    if facts.build is None or facts.model_kind is ModelKind.TAG:
        return False
    return bool(facts.build.backends) and bool(seen_by(facts.build, machine).gpus)


def _computes_on(build: EngineBuild, gpu: Gpu) -> bool:
    if not build.backends or "Vulkan" in build.backends or gpu.vendor is None:
        return build.backends != ("CPU",)
    return any(_MAKERS.get(backend) == gpu.vendor for backend in build.backends)
