"""Which plans Match weighs: every model in every form, with every engine that can run it on the machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, partial

from deepseek_gui.core.ranking import Need
from deepseek_gui.domain.machine import Gpu, Machine
from deepseek_gui.domain.model import Architecture, Model
from deepseek_gui.domain.plan import Plan, RunSettings
from deepseek_gui.sizing.checkpoint import SAFETENSORS_ENGINES
from deepseek_gui.sizing.holdings import usable_gpus
from deepseek_gui.sizing.serving import gpu_group
from deepseek_gui.sizing.support import SERVERS, knows, loadable, runs_on


def engine_for(machine: Machine) -> str:
    """Return the engine of llama.cpp's family that plans are made for.

    The embedded engine computes on the CPU, on a Mac also on its GPU; a real machine with another GPU needs an
    installed llama-server to use it. A simulated machine is taken to have the build for its GPU.
    """
    other_gpu = any(gpu.vendor != "apple" for gpu in machine.gpus)
    return "llama-server" if other_gpu and not machine.simulated else "embedded"


def candidates(machine: Machine, need: Need, known: Iterable[Model]) -> Iterator[Plan]:
    """Yield a plan for each model, form and engine that go together; whether it fits is another question.

    Args:
        machine: where.
        need: context and users.
        known: models whose shapes are known.
    """
    gguf_engine = engine_for(machine)
    others = [engine for engine in SAFETENSORS_ENGINES if runs_on(engine, machine)]
    gpu_of = cache(partial(_gpu_of, machine))
    for model in known:
        if model.architecture is None:
            continue
        settings = _settings(model.architecture, need)
        for name in model.files:
            yield Plan(model.id, name, gguf_engine, settings)
        for engine in others:
            for form in _forms(model, model.architecture, engine, gpu_of(engine, model.architecture.n_heads)):
                yield Plan(model.id, form, engine, settings)


def _settings(architecture: Architecture, need: Need) -> RunSettings:
    own = min(need.context, architecture.context_trained)
    return RunSettings(context=own * need.users, parallel=need.users)


def _gpu_of(machine: Machine, engine: str, n_heads: int) -> Gpu | None:
    """Return a GPU of those that an engine deals so many heads out over."""
    served = gpu_group(machine, engine, n_heads) if engine in SERVERS else usable_gpus(machine, engine)
    return next(iter(served), None)


def _forms(model: Model, architecture: Architecture, engine: str, gpu: Gpu | None) -> Iterator[str]:
    """Yield the formats in which an engine runs a model on a GPU; servers need one."""
    if (gpu is not None or engine not in SERVERS) and knows(engine, architecture, gpu):
        published = tuple(conversion.format for conversion in model.conversions) if engine in SERVERS else ()
        yield from loadable(engine, architecture, published, gpu)
