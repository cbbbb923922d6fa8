"""SELECT of the command line: which model or file, in which quantisation, with which settings -> a `Plan`."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from deepseek_gui.catalog.models import find_model
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.model import Model
from deepseek_gui.domain.plan import DEMO, ENGINE_NAMES, FlashAttention, Plan, RunSettings
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import GIB
from deepseek_gui.sizing import memory
from deepseek_gui.sizing.checkpoint import FORMATS, SAFETENSORS_ENGINES, check_format, native_format
from deepseek_gui.sizing.estimate import ENGINES, GGUF_ENGINES
from deepseek_gui.sizing.quantisation import MIXES, check_mix

KV_TYPES = (*memory.KV_TYPES, "fp8")
"""llama.cpp's `-ctk` and `-ctv`; fp8 is vLLM's and SGLang's."""

DEFAULT_QUANTISATION = "Q4_K_M"
MAX_TOKENS = 1 << 31
_SAME_MIX = {"FP16": "F16", "FP32": "F32", "INT8": "Q8_0"}
_SAME_FORMATS = {
    "FP16": ("F16",),
    "FP32": ("F32",),
    "BFLOAT16": ("BF16",),
    "INT4": ("AWQ", "NF4"),
    "NVFP4": ("FP4",),
    "MXFP4": ("FP4",),
}
_MOST_SHARES, _LARGEST_SHARE = 1024, 1e9
_OLLAMA_CONTEXTS = ((24, 4096), (48, 32768))
_OLLAMA_MOST = 262144
_16_BIT = {"f32", "f16", "bf16"}


def add_select(parser: argparse.ArgumentParser, *, engine: str = "embedded", required: bool = True) -> None:
    """Add the options of SELECT to a command.

    Args:
        parser: of the command.
        engine: the one that is taken when none is named.
        required: False when the command works without a model (it takes the demo model then).
    """
    what = parser.add_argument_group("what to run")
    choice = what.add_mutually_exclusive_group(required=required)
    choice.add_argument("--model", metavar="ID", help="catalogue id, Hugging Face id, Ollama tag or a size such as 7B")
    choice.add_argument("--file", type=Path, metavar="X.gguf", help="a model file, or a folder of safetensors, here")
    what.add_argument("--quant", metavar="Q", help=f"quantisation of --model (default: {DEFAULT_QUANTISATION})")
    what.add_argument("--synthetic", action="store_true", help="random weights: real speed and memory, no meaning")
    _add_settings(parser.add_argument_group("settings"), engine)


def _add_settings(group: argparse._ArgumentGroup, engine: str) -> None:
    count = whole(1)
    group.add_argument("--engine", metavar="ID", default=engine, help=f"{', '.join(ENGINES)} (default: {engine})")
    group.add_argument("--context", type=count, metavar="N", help="tokens of the whole cache (default: 4096)")
    group.add_argument("--parallel", type=whole(1, 4096), default=1, metavar="N", help="sequences that share the cache")
    group.add_argument(
        "--kv-type", choices=KV_TYPES, default="f16", metavar="T", help="type of the KV cache (default: f16)"
    )
    group.add_argument("--kv-type-v", choices=KV_TYPES, metavar="T", help="type of its V part (default: as --kv-type)")
    group.add_argument(
        "--flash-attn", choices=[str(mode) for mode in FlashAttention], default="auto", help="default: auto"
    )
    group.add_argument("--batch", type=count, default=2048, metavar="N", help="logical batch (default: 2048)")
    group.add_argument("--ubatch", type=count, default=512, metavar="N", help="physical batch (default: 512)")
    group.add_argument("--gpu-layers", type=whole(0), metavar="N", help="layers on the GPUs (default: as many as fit)")
    group.add_argument("--cpu-experts", type=whole(0), metavar="N", help="layers whose experts stay in memory")
    group.add_argument("--tensor-split", type=shares, default=(), metavar="A,B", help="share of each GPU")
    group.add_argument("--threads", type=whole(1, 4096), metavar="N", help="CPU threads (default: the engine's choice)")


def whole(low: int, high: int = MAX_TOKENS) -> Callable[[str], int]:
    """Return an argparse type: a whole number from `low` to `high`."""

    def number(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from None
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"{value} is not between {low} and {high}")
        return value

    return number


def positive(text: str) -> float:
    """An argparse type: a finite number above 0."""
    try:
        value = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None
    if not (math.isfinite(value) and value > 0):
        raise argparse.ArgumentTypeError(f"{text} is not above 0")
    return value


def are_shares(values: Sequence[float]) -> bool:
    """Return whether numbers can be shares of GPUs: none below 0 or beyond all measure, one above 0."""
    return 0 < len(values) <= _MOST_SHARES and all(0 <= value <= _LARGEST_SHARE for value in values) and any(values)


def shares(text: str) -> tuple[float, ...]:
    """An argparse type: "3,1" -> (3.0, 1.0), none negative, not all zero."""
    try:
        values = tuple(float(part) for part in text.replace("/", ",").split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a list of shares such as 3,1") from None
    if not are_shares(values):
        raise argparse.ArgumentTypeError(f"{text!r} needs shares of 0 or more, one of them above 0")
    return values


def plan_from(args: argparse.Namespace) -> Plan:
    """Return the plan that the options of SELECT describe.

    Raises:
        ActionableError: no such model, quantisation or engine, or settings that contradict each other.
    """
    settings = _settings(args)
    check_cache_type(settings, check_engine(args.engine))
    check_options(settings, args.engine)
    folder = args.file is not None and args.engine in SAFETENSORS_ENGINES
    if args.quant is not None and not folder and (args.file is not None or _is_demo(args)):
        raise _has_its_own(args.quant)
    if args.file is not None:
        form = _known_format(args.quant, args.engine) if folder and args.quant else None
        return Plan(
            args.file.name or args.file.resolve().name, form, args.engine, settings, args.file, bool(args.synthetic)
        )
    if _is_demo(args):
        return Plan(DEMO, None, args.engine, settings)
    model = find_model(args.model)
    return Plan(
        model.id, quantisation_of(model, args.quant, args.engine), args.engine, settings, synthetic=bool(args.synthetic)
    )


def _is_demo(args: argparse.Namespace) -> bool:
    return args.model is None or args.model.strip().lower() == DEMO


def _has_its_own(quantisation: str) -> ActionableError:
    return ActionableError(
        Text(
            QT_TRANSLATE_NOOP("core", "Quantisation: {name} cannot be chosen for a file that exists; it has its own."),
            {"name": quantisation},
        ),
        Text(QT_TRANSLATE_NOOP("core", "Leave --quant away, or name a model of the catalogue with --model.")),
    )


def _settings(args: argparse.Namespace) -> RunSettings:
    settings = RunSettings(
        context=args.context or RunSettings().context,
        parallel=args.parallel,
        kv_type_k=args.kv_type,
        kv_type_v=args.kv_type_v or args.kv_type,
        flash_attention=FlashAttention(args.flash_attn),
        batch=args.batch,
        ubatch=min(args.ubatch, args.batch),
        gpu_layers=args.gpu_layers,
        cpu_experts=args.cpu_experts,
        tensor_split=args.tensor_split,
        threads=args.threads,
    )
    check_settings(settings)
    return settings


def check_settings(settings: RunSettings) -> None:
    """Raise when settings contradict each other.

    Raises:
        ActionableError: a quantised V cache without flash attention, or less than one token of context a sequence.
    """
    if settings.kv_type_v not in _16_BIT and settings.flash_attention is FlashAttention.OFF:
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "A V cache of type {type} needs flash attention."),
                {"type": settings.kv_type_v},
            ),
            Text(QT_TRANSLATE_NOOP("core", "Leave flash attention on auto, or take f16 for the V cache.")),
        )
    if settings.parallel > settings.context:
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "{parallel} sequences cannot share a context of {context} tokens."),
                {"parallel": settings.parallel, "context": settings.context},
            ),
            Text(QT_TRANSLATE_NOOP("core", "The context is the whole cache: take a larger one, or fewer sequences.")),
        )


def check_cache_type(settings: RunSettings, engine: str) -> None:
    """Raise when llama.cpp is given a cache type of the other engines; those check their own.

    Raises:
        ActionableError: it is; names the field.
    """
    if engine in GGUF_ENGINES and "fp8" in (settings.kv_type_k, settings.kv_type_v):
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "KV cache type: {engine} does not have {type}."),
                {"engine": engine, "type": "fp8"},
            ),
            Text(QT_TRANSLATE_NOOP("core", "Use q8_0: it has 8 bits too.")),
        )


_LLAMA_CPP_ONLY = ("gpu_layers", "cpu_experts", "tensor_split", "flash_attention", "batch", "ubatch", "threads")
"""Settings of llama.cpp alone: engines that load safetensors place the model and choose their batches themselves."""


def check_options(settings: RunSettings, engine: str) -> None:
    """Raise when settings are given that an engine does not have: dropped, they would make a wrong estimate look right.

    Raises:
        ActionableError: they are; names the first one as the command line's option.
    """
    if engine in GGUF_ENGINES:
        return
    usual = RunSettings()
    given = [name for name in _LLAMA_CPP_ONLY if getattr(settings, name) != getattr(usual, name)]
    if not given:
        return
    option = "--" + given[0].replace("flash_attention", "flash_attn").replace("_", "-")
    raise ActionableError(
        Text(
            QT_TRANSLATE_NOOP("core", "{engine} does not have the option {option}."),
            {"engine": ENGINE_NAMES[engine], "option": option},
        ),
        Text(
            QT_TRANSLATE_NOOP("core", "Leave it away, or use an engine of llama.cpp: {engines}."),
            {"engines": ", ".join(GGUF_ENGINES)},
        ),
    )


def check_engine(engine: str) -> str:
    """Return the engine's id when plans can be made for it.

    Raises:
        ActionableError: they cannot.
    """
    if engine in ENGINES:
        return engine
    raise ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "Plans cannot be made for the engine “{engine}”."), {"engine": engine}),
        Text(QT_TRANSLATE_NOOP("core", "Use one of: {names}."), {"names": ", ".join(ENGINES)}),
    )


def quantisation_of(model: Model, wanted: str | None, engine: str = "embedded") -> str:
    """Return the mix, or the format of an engine that loads safetensors, that a person's word means for a model.

    Without a word it is the model's usual one.

    Raises:
        ActionableError: there is no such mix, or the engine does not load it.
    """
    if engine in SAFETENSORS_ENGINES:
        return _format_of(model, wanted, engine)
    if wanted is None:
        usual = [mix for mix in model.quantisations if mix.startswith(("Q4", "MXFP4"))]
        return DEFAULT_QUANTISATION if DEFAULT_QUANTISATION in usual or not usual else usual[0]
    recipe = model.recipe(wanted.strip())
    if recipe is not None:
        return recipe.name
    upper = wanted.strip().upper().replace("-", "_")
    by_upper = {mix.upper(): mix for mix in MIXES}
    return check_mix(by_upper.get(_SAME_MIX.get(upper, upper), wanted))


def _format_of(model: Model, wanted: str | None, engine: str) -> str:
    if wanted is None:
        native = native_format(model.architecture) if model.architecture else ""
        return native if native in FORMATS[engine] else FORMATS[engine][0]
    return _known_format(wanted, engine)


def _known_format(wanted: str, engine: str) -> str:
    upper = wanted.strip().upper()
    meant = (form for form in _SAME_FORMATS.get(upper, ()) if form in FORMATS[engine])
    return check_format(engine, next(meant, upper))


def with_default_context(plan: Plan, machine: Machine) -> Plan:
    """Return a plan whose context nobody named with the one that its engine takes: Ollama's depends on the GPUs.

    Ollama takes 4,096 tokens below 24 GiB of GPU memory, 32,768 below 48 GiB and 262,144 from there, and no
    more than the model was made for.
    """
    architecture = find_model(plan.model).architecture if plan.file is None and plan.model != DEMO else None
    if plan.engine != "ollama" or architecture is None:
        return plan
    vram = sum(gpu.vram_bytes or 0 for gpu in machine.gpus)
    context = next((context for limit, context in _OLLAMA_CONTEXTS if vram < limit * GIB), _OLLAMA_MOST)
    most = min(context, architecture.context_trained) * plan.settings.parallel
    return replace(plan, settings=replace(plan.settings, context=most))
