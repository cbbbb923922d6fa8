"""What to try next when an engine failed: a ladder for each cause, which remembers what was tried in vain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from deepseek_gui.catalog.models import find_model
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.events import Failed, Notice
from deepseek_gui.domain.failure import Cause, Remedy, Step
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.model import Model
from deepseek_gui.domain.plan import FlashAttention, LoadMode, Plan, RunSettings
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.engines.base import EngineBuild
from deepseek_gui.sizing.checkpoint import SAFETENSORS_ENGINES

_LEAST_CONTEXT = 1024
_LEAST_UBATCH = 64
_FULL_TYPES = ("f16", "bf16", "f32")
_COMPRESSED = "q8_0"

_ROOM = (Step.COMPRESSED_CACHE, Step.SMALLER_CONTEXT, Step.ONE_USER, Step.SMALLER_UBATCH)
_WEIGHTS = (Step.EXPERTS_IN_RAM, Step.FEWER_GPU_LAYERS, Step.SMALLER_QUANTISATION)

LADDERS: Mapping[Cause, tuple[Step, ...]] = {
    Cause.MEMORY_LOADING: (*_WEIGHTS, *_ROOM, Step.CPU_ONLY, Step.CLOSE_PROGRAMS, Step.SMALLER_MODEL),
    Cause.MEMORY_CONTEXT: (*_ROOM, *_WEIGHTS, Step.CPU_ONLY, Step.CLOSE_PROGRAMS, Step.SMALLER_MODEL),
    Cause.MEMORY_PROMPT: (Step.SMALLER_UBATCH, Step.COMPRESSED_CACHE, Step.SMALLER_CONTEXT, *_WEIGHTS, Step.CPU_ONLY),
    Cause.SPILLED: (Step.COMPRESSED_CACHE, Step.SMALLER_CONTEXT, *_WEIGHTS, Step.CLOSE_PROGRAMS),
    Cause.KILLED: (
        Step.AGAIN,
        Step.SMALLER_CONTEXT,
        Step.SMALLER_QUANTISATION,
        Step.CLOSE_PROGRAMS,
        Step.SMALLER_MODEL,
    ),
    Cause.ARCHITECTURE: (Step.OTHER_ENGINE, Step.UPDATE_ENGINE),
    Cause.QUANTISATION: (Step.OTHER_ENGINE, Step.SMALLER_QUANTISATION, Step.UPDATE_ENGINE),
    Cause.CACHE_TYPE: (Step.PLAIN_CACHE,),
    Cause.DRIVER: (Step.UPDATE_DRIVER, Step.GPU_BUILD, Step.OTHER_ENGINE, Step.CPU_ONLY),
    Cause.LIBRARY: (Step.INSTALL_LIBRARY, Step.GPU_BUILD, Step.OTHER_ENGINE),
    Cause.INSTRUCTION: (Step.OTHER_ENGINE, Step.UPDATE_ENGINE),
    Cause.NO_GPU_BUILD: (Step.GPU_BUILD,),
    Cause.NO_ENGINE: (Step.OTHER_ENGINE, Step.INSTALL_ENGINE),
    Cause.PORT: (Step.OTHER_PORT,),
    Cause.FILE: (Step.NEW_FILE,),
    Cause.DISK: (Step.READ_WHOLE, Step.NEW_FILE),
    Cause.SLOW_DISK: (Step.READ_WHOLE, Step.SMALLER_QUANTISATION),
    Cause.PEER_ACCESS: (Step.ONE_GPU, Step.OTHER_ENGINE),
    Cause.TEMPLATE: (Step.OTHER_ENGINE, Step.UPDATE_ENGINE, Step.NEW_FILE),
    Cause.CONTEXT_FULL: (Step.NEW_CONVERSATION, Step.LARGER_CONTEXT),
    Cause.CONTEXT_TOO_LARGE: (Step.SMALLER_CONTEXT,),
    Cause.HUNG: (Step.AGAIN, Step.SMALLER_CONTEXT, Step.OTHER_ENGINE),
    Cause.OPTION: (Step.OTHER_ENGINE, Step.UPDATE_ENGINE),
    Cause.REMOTE_CODE: (Step.TRUST_CODE,),
    Cause.CRASHED: (Step.AGAIN, Step.OTHER_ENGINE, Step.UPDATE_ENGINE),
}
"""Cause -> what to try, the smallest loss first."""

_WORDS: Mapping[Step, str] = {
    Step.SMALLER_CONTEXT: QT_TRANSLATE_NOOP("core", "Halve the context to {context} tokens"),
    Step.LARGER_CONTEXT: QT_TRANSLATE_NOOP("core", "Double the context to {context} tokens"),
    Step.COMPRESSED_CACHE: QT_TRANSLATE_NOOP("core", "Compress the KV cache (q8_0)"),
    Step.PLAIN_CACHE: QT_TRANSLATE_NOOP("core", "Use an uncompressed KV cache (f16)"),
    Step.ONE_USER: QT_TRANSLATE_NOOP("core", "Answer one user at a time"),
    Step.SMALLER_UBATCH: QT_TRANSLATE_NOOP("core", "Halve the micro-batch to {ubatch} tokens"),
    Step.EXPERTS_IN_RAM: QT_TRANSLATE_NOOP("core", "Keep the experts in main memory"),
    Step.FEWER_GPU_LAYERS: QT_TRANSLATE_NOOP("core", "Put only {layers} layers on the GPU"),
    Step.CPU_ONLY: QT_TRANSLATE_NOOP("core", "Run on the CPU"),
    Step.ONE_GPU: QT_TRANSLATE_NOOP("core", "Use one GPU"),
    Step.READ_WHOLE: QT_TRANSLATE_NOOP("core", "Read the file whole instead of mapping it"),
    Step.SMALLER_QUANTISATION: QT_TRANSLATE_NOOP("core", "Take the quantisation {quantisation}"),
    Step.OTHER_ENGINE: QT_TRANSLATE_NOOP("core", "Use the engine {engine}"),
    Step.TRUST_CODE: QT_TRANSLATE_NOOP("core", "Run the model's own program files, this time"),
    Step.AGAIN: QT_TRANSLATE_NOOP("core", "Start it again"),
    Step.INSTALL_ENGINE: QT_TRANSLATE_NOOP("core", "Install the engine"),
    Step.UPDATE_ENGINE: QT_TRANSLATE_NOOP("core", "Install a newer version of the engine"),
    Step.GPU_BUILD: QT_TRANSLATE_NOOP("core", "Get a build of the engine for this GPU"),
    Step.UPDATE_DRIVER: QT_TRANSLATE_NOOP("core", "Update the graphics driver"),
    Step.INSTALL_LIBRARY: QT_TRANSLATE_NOOP("core", "Install the missing library"),
    Step.OTHER_PORT: QT_TRANSLATE_NOOP("core", "Use another port"),
    Step.NEW_FILE: QT_TRANSLATE_NOOP("core", "Copy or download the model file again"),
    Step.NEW_CONVERSATION: QT_TRANSLATE_NOOP("core", "Begin a new conversation"),
    Step.SMALLER_MODEL: QT_TRANSLATE_NOOP("core", "Choose a smaller model"),
    Step.CLOSE_PROGRAMS: QT_TRANSLATE_NOOP("core", "Close other programs"),
}


_QUESTIONS: Mapping[Step, str] = {
    Step.TRUST_CODE: QT_TRANSLATE_NOOP(
        "core",
        "They can do whatever you can do on this computer: read your files, change them, send them away. Read the "
        "*.py files in the model's folder, and agree only if you trust their makers.",
    ),
}
"""Steps that nobody takes without having read this."""

_GGUF_ONLY = (Step.SMALLER_UBATCH, Step.EXPERTS_IN_RAM, Step.FEWER_GPU_LAYERS, Step.READ_WHOLE, Step.OTHER_ENGINE)
"""Steps that engines of safetensors cannot take: they have no such setting, and no other engine reads their folders."""


class Ladder:
    """Remembers, for one session, which plans failed and which proposals were tried."""

    def __init__(self) -> None:
        self._failed: dict[tuple[str, Path | None], set[Plan]] = {}
        self._proposed: dict[Plan, Text] = {}
        self._tried: dict[tuple[str, Path | None], list[Text]] = {}

    def remember(self, plan: Plan) -> None:
        """Note that a plan failed, so that it is not proposed again for its model."""
        self._failed.setdefault(_subject(plan), set()).add(plan)

    def forget(self, plan: Plan) -> None:
        """Note that a plan's model runs now; what was tried before stays known for the session."""
        self._failed.pop(_subject(plan), None)

    def tried(self, plan: Plan) -> tuple[Text, ...]:
        """Return the proposals for a plan's model that were taken and failed too, oldest first."""
        return tuple(self._tried.get(_subject(plan), ()))

    def propose(self, cause: Cause, plan: Plan, machine: Machine) -> tuple[Remedy, ...]:
        """Return what to try next, best first; changes that lead to a plan that failed before are left out."""
        failed = self._failed.get(_subject(plan), set())
        steps = (remedy(step, plan, machine) for step in LADDERS[cause])
        remedies = tuple(found for found in steps if found is not None and found.plan not in failed)
        self._proposed |= {found.plan: found.text for found in remedies if found.plan is not None}
        return remedies

    def failed(self, failure: Failed, plan: Plan, machine: Machine) -> Failed:
        """Return a failure with what to try next, and remember its plan."""
        if failure.cause is None:
            return failure
        self._note_tried(plan)
        remedies = self.propose(failure.cause, plan, machine)  # before it is remembered: a crash may be tried once more
        self.remember(plan)
        return replace(failure, remedies=remedies, tried=self.tried(plan))

    def _note_tried(self, plan: Plan) -> None:
        words = self._proposed.pop(plan, None)
        tried = self._tried.setdefault(_subject(plan), [])
        if words is not None and words not in tried:
            tried.append(words)


def remedy(step: Step, plan: Plan, machine: Machine) -> Remedy | None:
    """Return a step as something to press, with the changed plan; None when it would change nothing.

    A step that only a person can take has no plan.
    """
    change = _CHANGES.get(step)
    if change is None:
        return Remedy(step, Text(_WORDS[step]))
    if step in _GGUF_ONLY and plan.engine in SAFETENSORS_ENGINES:
        return None
    changed = change(plan, machine)
    if changed is None:
        return None
    question = Text(_QUESTIONS[step]) if step in _QUESTIONS else None
    return Remedy(step, Text(_WORDS[step], _arguments(changed)), changed, question)


def without_gpu(build: EngineBuild, machine: Machine) -> Notice | None:
    """Return a notice when a build that computes on the CPU alone runs on a machine with a GPU, else None."""
    if machine.simulated or not machine.gpus or build.backends != ("CPU",):
        return None
    return Notice(
        Text(
            QT_TRANSLATE_NOOP("core", "The engine runs on the CPU although this computer has a GPU ({gpu})."),
            {"gpu": machine.gpus[0].name},
        ),
        Text(QT_TRANSLATE_NOOP("core", "Get a build of the engine for this GPU.")),
        Cause.NO_GPU_BUILD,
        remedies=(Remedy(Step.GPU_BUILD, Text(_WORDS[Step.GPU_BUILD])),),
    )


def _subject(plan: Plan) -> tuple[str, Path | None]:
    return plan.model, plan.file


def _arguments(plan: Plan) -> dict[str, str | int | float | Text]:
    settings = plan.settings
    return {
        "context": f"{settings.context:,}",
        "ubatch": settings.ubatch,
        "layers": settings.gpu_layers or 0,
        "quantisation": plan.quantisation or "",
        "engine": plan.engine,
    }


def _with(plan: Plan, settings: RunSettings) -> Plan | None:
    return None if settings == plan.settings else replace(plan, settings=settings)


def _smaller_context(plan: Plan, _: Machine) -> Plan | None:
    settings = plan.settings
    least = _LEAST_CONTEXT * settings.parallel
    return _with(plan, replace(settings, context=min(settings.context, max(least, settings.context // 2))))


def _larger_context(plan: Plan, _: Machine) -> Plan | None:
    model = _model(plan)
    trained = model.architecture.context_trained if model and model.architecture else None
    doubled = plan.settings.context * 2
    context = doubled if trained is None else max(plan.settings.context, min(doubled, trained))
    return _with(plan, replace(plan.settings, context=context))


def _compressed_cache(plan: Plan, _: Machine) -> Plan | None:
    settings = plan.settings
    if settings.kv_type_k not in _FULL_TYPES or settings.flash_attention is FlashAttention.OFF:
        return None
    flash = FlashAttention.ON
    return _with(plan, replace(settings, kv_type_k=_COMPRESSED, kv_type_v=_COMPRESSED, flash_attention=flash))


def _plain_cache(plan: Plan, _: Machine) -> Plan | None:
    return _with(plan, replace(plan.settings, kv_type_k="f16", kv_type_v="f16"))


def _one_user(plan: Plan, _: Machine) -> Plan | None:
    settings = plan.settings
    return _with(plan, replace(settings, parallel=1, context=settings.context // settings.parallel))


def _smaller_ubatch(plan: Plan, _: Machine) -> Plan | None:
    settings = plan.settings
    return _with(plan, replace(settings, ubatch=min(settings.ubatch, max(_LEAST_UBATCH, settings.ubatch // 2))))


def _experts_in_ram(plan: Plan, machine: Machine) -> Plan | None:
    model = _model(plan)
    architecture = model.architecture if model else None
    if not machine.gpus or architecture is None or architecture.moe is None:
        return None
    return _with(plan, replace(plan.settings, cpu_experts=architecture.n_layers))


def _fewer_gpu_layers(plan: Plan, machine: Machine) -> Plan | None:
    if not machine.gpus:
        return None
    model = _model(plan)
    known = [plan.settings.gpu_layers, model.architecture.n_layers if model and model.architecture else None]
    layers = min((count for count in known if count is not None), default=0)  # 99 on the command line means all
    fewer = layers * 3 // 4
    return _with(plan, replace(plan.settings, gpu_layers=fewer)) if fewer else None  # none at all is another step


def _cpu_only(plan: Plan, machine: Machine) -> Plan | None:
    return (
        _with(plan, replace(plan.settings, gpu_layers=0, cpu_experts=None, tensor_split=())) if machine.gpus else None
    )


def _one_gpu(plan: Plan, machine: Machine) -> Plan | None:
    if len(machine.gpus) < 2:
        return None
    return _with(plan, replace(plan.settings, tensor_split=(1.0, *[0.0] * (len(machine.gpus) - 1))))


def _read_whole(plan: Plan, _: Machine) -> Plan | None:
    return _with(plan, replace(plan.settings, load_mode=LoadMode.READ))


def _smaller_quantisation(plan: Plan, _: Machine) -> Plan | None:
    """The next smaller one of the catalogue; a file on disk has one quantisation only."""
    model = _model(plan)
    if plan.file is not None or model is None or plan.quantisation not in model.quantisations:
        return None
    smaller = model.quantisations[model.quantisations.index(plan.quantisation) + 1 :]
    return replace(plan, quantisation=smaller[0]) if smaller else None


def _other_engine(plan: Plan, _: Machine) -> Plan | None:
    """The built-in one, which reads GGUF files only."""
    folder = plan.file is not None and plan.file.is_dir()
    if folder or plan.engine == "embedded" or plan.engine in SAFETENSORS_ENGINES:
        return None
    return replace(plan, engine="embedded")


def _trust_code(plan: Plan, _: Machine) -> Plan | None:
    return None if plan.trusts_code else replace(plan, trusts_code=True)


def _same(plan: Plan, _: Machine) -> Plan | None:
    return plan


def _model(plan: Plan) -> Model | None:
    try:
        return find_model(plan.model)
    except ActionableError:
        return None


_CHANGES: Mapping[Step, Callable[[Plan, Machine], Plan | None]] = {
    Step.SMALLER_CONTEXT: _smaller_context,
    Step.LARGER_CONTEXT: _larger_context,
    Step.COMPRESSED_CACHE: _compressed_cache,
    Step.PLAIN_CACHE: _plain_cache,
    Step.ONE_USER: _one_user,
    Step.SMALLER_UBATCH: _smaller_ubatch,
    Step.EXPERTS_IN_RAM: _experts_in_ram,
    Step.FEWER_GPU_LAYERS: _fewer_gpu_layers,
    Step.CPU_ONLY: _cpu_only,
    Step.ONE_GPU: _one_gpu,
    Step.READ_WHOLE: _read_whole,
    Step.SMALLER_QUANTISATION: _smaller_quantisation,
    Step.OTHER_ENGINE: _other_engine,
    Step.TRUST_CODE: _trust_code,
    Step.AGAIN: _same,
}
"""Steps that a button can take; all others are a person's."""
