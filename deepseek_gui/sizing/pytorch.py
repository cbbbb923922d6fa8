"""Memory of `transformers`: PyTorch weights, a DynamicCache and the largest set of activations alive at one time.

Derived from the order in which a decoder layer makes and drops its results, and held against
`torch.cuda.max_memory_allocated()` on an H100 (torch 2.11, transformers 5.17, sdpa): `tests/sizing`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Gpu, Machine
from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import DeviceMemory, Plan, RunSettings
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import GIB, MIB, format_gib_up
from deepseek_gui.sizing import memory
from deepseek_gui.sizing.checkpoint import check_format, checkpoint
from deepseek_gui.sizing.fitting import Verdict, judge_devices
from deepseek_gui.sizing.holdings import HOST, gpu_room, host_room, short_bytes, usable_gpus

HOST_PROCESS_BYTES = 2 * GIB
"""About what Python with torch and its CUDA libraries takes of the host's memory."""

LIBRARY_BYTES = 320 * MIB
"""Kernels that torch and cuBLAS load beside the driver's context: 836 MiB seen on an H100 whose context takes 520."""

_WORKSPACE_BYTES = 33 * MIB
_SMALL_WORKSPACE_BYTES = 9 * MIB
_LARGE_WORKSPACE = ("9.", "10.")
_SEGMENT_FROM = 10 * MIB
_SEGMENT_STEP = 2 * MIB
_UNSPLIT = MIB
_POOL_SHARE = 0.15
_HIDDEN_ROWS = 4
_TOKEN_BYTES = 24


@dataclass(frozen=True, slots=True)
class PyTorchMemory:
    """What one process allocates on its device, as `torch.cuda.max_memory_allocated()` counts.

    Attributes:
        cache_bytes: the cache at the end of the answer.
        working_bytes: what the peak holds beside weights and the complete cache.
    """

    weights_bytes: int
    cache_bytes: int
    working_bytes: int

    @property
    def peak_bytes(self) -> int:
        """The largest sum of blocks alive at one time."""
        return self.weights_bytes + self.cache_bytes + self.working_bytes


def allocated_bytes(size: int) -> int:
    """Return what the caching allocator takes for a tensor: from 10 MiB it rounds to 2 MiB and keeps rests up to 1."""
    if size < _SEGMENT_FROM:
        return size
    rounded = -(-size // _SEGMENT_STEP) * _SEGMENT_STEP
    return rounded if rounded - size <= _UNSPLIT else size


@lru_cache(maxsize=256)
def weights_bytes(architecture: Architecture, form: str) -> int:
    """Return the weights as PyTorch allocates them."""
    return sum(count * allocated_bytes(size) for size, count in checkpoint(architecture, form).sizes.items())


def peak(architecture: Architecture, form: str, batch: int, prompt: int, output: int) -> PyTorchMemory:
    """Return the peak of a `generate()` call, cuBLAS's workspace not counted.

    Args:
        architecture: of the model.
        form: "BF16", "F16" or "F32".
        batch: sequences, all of one length.
        prompt: tokens of each.
        output: new tokens of each; the last one never enters the cache.
    """
    width = 4 if form == "F32" else 2
    row = width * cache_width(architecture)
    cache = batch * (prompt + output - 1) * row
    tokens = batch * prompt
    prefill = tokens * row + _prefill_bytes(architecture, batch, prompt, width)
    decode = cache + _decode_bytes(architecture, batch, cache, width)
    return PyTorchMemory(weights_bytes(architecture, form), cache, max(prefill, decode) - cache)


def _prefill_bytes(architecture: Architecture, batch: int, prompt: int, width: int) -> int:
    """Return the largest set of activations of a prompt.

    Four rows of the hidden state live through a layer (the embedded tokens, the layer's input, the residual, the
    normalised input); beside them gate, up and product of the feed-forward part, or queries, keys, values and result.
    The causal mask has a byte for each pair of tokens; rotary tables, positions and ids follow the tokens. Logits are
    made of the last token alone, long after.
    """
    elements = _HIDDEN_ROWS * architecture.n_embd + max(_feed_forward(architecture), _attention(architecture))
    rotary = 2 * _rotary_dim(architecture)
    return batch * prompt * ((elements + rotary) * width + prompt + _TOKEN_BYTES)


def _decode_bytes(architecture: Architecture, batch: int, cache: int, width: int) -> int:
    """Return what a step adds at the end: a longer copy of one layer's cache, or the logits in 16 and in 32 bit.

    Each step makes every cache tensor anew; the allocator leaves up to 1 MiB of a block unused.
    """
    tensors = 2 * architecture.n_layers
    unused = tensors * min(_UNSPLIT, cache // tensors // 2)
    return unused + max(cache // architecture.n_layers, batch * architecture.n_vocab * (width + 4))


def cache_width(architecture: Architecture) -> int:
    """Return elements kept of one token: MLA models cache the keys and values of every head here."""
    mla, heads = architecture.mla, architecture.n_heads
    if mla:
        row = heads * (mla.qk_nope_head_dim + mla.qk_rope_head_dim + mla.v_head_dim)
    elif architecture.hybrid:
        row = architecture.head_dim
    else:
        row = 2 * architecture.n_kv_heads * architecture.head_dim
    return architecture.n_layers * row


def _rotary_dim(architecture: Architecture) -> int:
    return architecture.mla.qk_rope_head_dim if architecture.mla else architecture.head_dim


def _feed_forward(architecture: Architecture) -> int:
    moe = architecture.moe
    if moe is None:
        return 3 * architecture.n_ff
    routed = moe.n_experts_used * (3 * moe.n_ff_expert + 2 * architecture.n_embd)
    return max(routed, 3 * architecture.n_ff if moe.dense_layers else 0)


def _attention(architecture: Architecture) -> int:
    mla, heads = architecture.mla, architecture.n_heads
    if mla:
        return heads * (2 * (mla.qk_nope_head_dim + mla.qk_rope_head_dim) + 2 * mla.v_head_dim)
    return heads * architecture.head_dim * 4 + 2 * architecture.n_kv_heads * architecture.head_dim


@dataclass(frozen=True, slots=True)
class PyTorchPlacement:
    """Where `transformers` puts a model; `verdict` says whether it fits there, the cache grows as it is needed."""

    devices: tuple[DeviceMemory, ...]
    verdict: Verdict
    cache_tokens: int | None = None
    gpus: tuple[Gpu, ...] = ()
    note: Text | None = None


def place_pytorch(architecture: Architecture, machine: Machine, plan: Plan) -> PyTorchPlacement:
    """Return the devices of a plan: as few GPUs as hold it (`device_map="auto"` splits layers), else the host.

    `settings.parallel` is the batch and `settings.context` the whole cache; a sequence's share of it is taken as half
    prompt, half answer, as in the article's 128+128 and 512+512.

    Raises:
        ActionableError: a format or cache type that this engine does not have.
    """
    form = check_format(plan.engine, plan.quantisation or "")
    _check_cache_type(plan.settings)
    found = _placed(architecture, form, machine, plan)
    if found.verdict.fits:
        return found
    note = _OFFLOADS if _host_takes_the_rest(found.devices) else None
    remedy = _remedy(architecture, form, machine, plan, found)
    return replace(found, verdict=replace(found.verdict, remedy=remedy), note=note)


def _placed(architecture: Architecture, form: str, machine: Machine, plan: Plan) -> PyTorchPlacement:
    found = _plan_peak(architecture, form, plan.settings)
    usable = () if plan.settings.gpu_layers == 0 else usable_gpus(machine, plan.engine)
    gpus = sorted(usable, key=gpu_room, reverse=True)
    if not gpus:
        return _on_host(found, machine)
    placements = (_on_gpus(found, gpus[:count], machine) for count in range(1, len(gpus)))
    return next((one for one in placements if one.verdict.fits), None) or _on_gpus(found, gpus, machine)


def _remedy(architecture: Architecture, form: str, machine: Machine, plan: Plan, found: PyTorchPlacement) -> Text:
    """Return the smallest change that makes a plan fit; a context that is named was tried."""
    step = 1024 * plan.settings.parallel
    for share in _CONTEXTS:
        context = int(plan.settings.context * share) // step * step
        tried = replace(plan, settings=replace(plan.settings, context=context))
        if context >= 2 * step and _placed(architecture, form, machine, tried).verdict.fits:
            return Text(
                QT_TRANSLATE_NOOP("core", "Reduce the context to {context} tokens or less."), {"context": context}
            )
    short = {kind: sum(short_bytes(d) for d in found.devices if d.kind == kind) for kind in ("gpu", "host")}
    gpu, host = (format_gib_up(short[kind]) for kind in ("gpu", "host"))
    if short["gpu"] and short["host"]:
        return Text(
            QT_TRANSLATE_NOOP(
                "core", "Choose a GGUF quantisation or a smaller model, or add {gpu} of GPU memory and {host} of RAM."
            ),
            {"gpu": gpu, "host": host},
        )
    if short["gpu"]:
        return Text(
            QT_TRANSLATE_NOOP("core", "Choose a GGUF quantisation or a smaller model, or add {missing} of GPU memory."),
            {"missing": gpu},
        )
    return Text(
        QT_TRANSLATE_NOOP("core", "Choose a GGUF quantisation or a smaller model, or add {missing} of RAM."),
        {"missing": host},
    )


_CONTEXTS = (0.75, 0.5, 0.25)
"""Shares of the context that are tried."""


def _check_cache_type(settings: RunSettings) -> None:
    for kv_type in (settings.kv_type_k, settings.kv_type_v):
        if kv_type not in ("f16", "bf16", "f32"):
            raise ActionableError(
                Text(
                    QT_TRANSLATE_NOOP("core", "KV cache type: {engine} does not have {type}."),
                    {"engine": "transformers", "type": kv_type},
                ),
                Text(QT_TRANSLATE_NOOP("core", "Leave it at f16: the cache has the type of the weights.")),
            )


def _plan_peak(architecture: Architecture, form: str, settings: RunSettings) -> PyTorchMemory:
    own = max(2, settings.context // settings.parallel)
    return peak(architecture, form, settings.parallel, own // 2, own - own // 2)


def _on_gpus(found: PyTorchMemory, gpus: list[Gpu], machine: Machine) -> PyTorchPlacement:
    devices = tuple(_gpu_device(found, gpu, len(gpus)) for gpu in gpus)
    pool = sum(device.total_bytes for device, gpu in zip(devices, gpus, strict=True) if gpu.unified_memory)
    host = DeviceMemory(HOST, "host", 0, 0, 0, HOST_PROCESS_BYTES, host_room(machine, pool))
    return replace(_judged((*devices, host)), gpus=tuple(gpus))


def _gpu_device(found: PyTorchMemory, gpu: Gpu, count: int) -> DeviceMemory:
    workspace = _WORKSPACE_BYTES if _has_large_workspace(gpu) else _SMALL_WORKSPACE_BYTES
    cache, working = -(-found.cache_bytes // count), found.working_bytes
    pool = round(_POOL_SHARE * (cache + working))
    return DeviceMemory(
        gpu.name,
        "gpu",
        -(-found.weights_bytes // count),
        cache,
        working + workspace,
        memory.driver_context_bytes(gpu) + LIBRARY_BYTES + pool,
        gpu_room(gpu),
    )


def _has_large_workspace(gpu: Gpu) -> bool:
    """Return whether cuBLAS gets the 32 MiB of data centre cards from Hopper on."""
    return bool(gpu.compute_capability and gpu.compute_capability.startswith(_LARGE_WORKSPACE))


def _on_host(found: PyTorchMemory, machine: Machine) -> PyTorchPlacement:
    device = DeviceMemory(HOST, "host", found.weights_bytes, found.cache_bytes, found.working_bytes, HOST_PROCESS_BYTES)
    return _judged((replace(device, free_bytes=host_room(machine)),))


def _judged(devices: tuple[DeviceMemory, ...]) -> PyTorchPlacement:
    return PyTorchPlacement(devices, judge_devices(devices))


_OFFLOADS = Text(
    QT_TRANSLATE_NOOP(
        "core",
        "It starts all the same, with the rest in main memory that is copied over for every token: about a token a "
        "second.",
    )
)


def _host_takes_the_rest(devices: tuple[DeviceMemory, ...]) -> bool:
    """Return whether the weights that GPUs lack room for fit into main memory, where accelerate puts them.

    Not counted as fitting: 7B in 16 bit with 8.5 of 14.2 GiB on an H200 gave 0.9 tokens/s instead of 50.
    """
    gpus, host = devices[:-1], devices[-1]
    rest = sum(map(short_bytes, gpus))
    fixed = sum(device.total_bytes - device.weights_bytes - (device.free_bytes or 0) for device in gpus)
    return bool(rest) and fixed < 0 and host.free_bytes is not None and host.total_bytes + rest <= host.free_bytes
