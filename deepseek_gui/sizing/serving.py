"""Memory of vLLM and SGLang: weights in tensor parallel, a budget of each GPU, and the cache in what is left of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Gpu, Machine
from deepseek_gui.domain.model import Architecture, HybridAttention
from deepseek_gui.domain.plan import ENGINE_NAMES, DeviceMemory, Plan, RunSettings
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import GIB, MIB, format_gib, format_gib_up
from deepseek_gui.sizing import memory
from deepseek_gui.sizing.checkpoint import check_format, checkpoint
from deepseek_gui.sizing.fitting import FITS, Verdict, short_of_gpu_memory
from deepseek_gui.sizing.holdings import HOST, host_room, usable_gpus
from deepseek_gui.sizing.pytorch import HOST_PROCESS_BYTES
from deepseek_gui.sizing.support import drives, runs_on

VLLM_UTILISATION = 0.92
"""`--gpu-memory-utilization` when it is not given."""

CACHE_TYPES = ("f16", "bf16", "fp8")
"""Cache types of both engines."""

_GRAPH_BYTES = round(0.7 * GIB)
_COLLECTIVE_BYTES = 300 * MIB
_LARGE_GPU_BYTES = 70 * GIB
_LATENT_FP8_ROW, _INDEXER_ROW, _HYBRID_ROW = 656, 132, 584
_LEAST_CONTEXT = 2048


@dataclass(frozen=True, slots=True)
class Serving:
    """A model on the GPUs of a server engine.

    Attributes:
        devices: the GPUs that share the model, then the host; the cache is what the engine allocates, at least what is
            asked for.
        cache_tokens: what the cache holds, all users together; None when the engine cannot use this machine's GPUs.
        gpus: which they are, all of one kind.
    """

    devices: tuple[DeviceMemory, ...]
    verdict: Verdict
    cache_tokens: int | None
    gpus: tuple[Gpu, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """One GPU's part, bytes.

    Attributes:
        budget: weights, cache and, for vLLM, everything else must stay below it.
        others: of the budget, what is neither weights nor cache.
    """

    weights: int
    budget: int
    others: int
    compute: int
    overhead: int


def place_serving(architecture: Architecture, machine: Machine, plan: Plan) -> Serving:
    """Return the devices of a plan, dealt out over the machine's largest group of equal GPUs.

    `settings.context` is the whole cache, `settings.parallel` the users that share it.

    Raises:
        ActionableError: a format or cache type that these engines do not have.
    """
    form = check_format(plan.engine, plan.quantisation or "")
    check_cache_type(plan.settings, plan.engine)
    gpus = gpu_group(machine, plan.engine, architecture.n_heads) if runs_on(plan.engine, machine) else ()
    if not gpus:
        return _without_gpu(architecture, machine, plan, form)
    part = _part_of(architecture, plan, gpus)
    weights = part.weights
    wanted = cache_bytes(architecture, plan.settings, len(gpus))
    room = part.budget - part.others - part.weights
    limit = part.budget - part.others + part.compute + part.overhead
    frees = [min(limit, _free(gpu)) for gpu in gpus]
    kinds = {
        free: DeviceMemory(gpus[0].name, "gpu", weights, max(room, wanted), part.compute, part.overhead, free)
        for free in set(frees)
    }
    devices = [kinds[free] for free in frees]
    host = DeviceMemory(HOST, "host", 0, 0, 0, HOST_PROCESS_BYTES * len(gpus), host_room(machine))
    tokens = _tokens_in(architecture, plan.settings, len(gpus), room)
    verdict = _judge(architecture, plan, gpus, part, tokens)
    return Serving((*devices, host), verdict, tokens, gpus)


def gpu_group(machine: Machine, engine: str, n_heads: int) -> tuple[Gpu, ...]:
    """Return the equal GPUs with most memory together, as many of them as deal the heads out evenly."""
    groups: dict[tuple[str, int | None], list[Gpu]] = {}
    for gpu in usable_gpus(machine, engine):
        if drives(engine, gpu):
            groups.setdefault((gpu.name, gpu.vram_bytes), []).append(gpu)
    best = max(groups.values(), key=lambda group: len(group) * _total(group[0]), default=[])
    count = max((count for count in range(1, len(best) + 1) if n_heads % count == 0), default=0)
    return tuple(best[:count])


def check_cache_type(settings: RunSettings, engine: str) -> None:
    """Refuse cache types that these engines lack.

    Raises:
        ActionableError: names the field.
    """
    for kv_type in (settings.kv_type_k, settings.kv_type_v):
        if kv_type not in CACHE_TYPES:
            raise ActionableError(
                Text(
                    QT_TRANSLATE_NOOP("core", "KV cache type: {engine} does not have {type}."),
                    {"engine": engine, "type": kv_type},
                ),
                Text(QT_TRANSLATE_NOOP("core", "Use one of: {types}."), {"types": ", ".join(CACHE_TYPES)}),
            )


def cache_bytes(architecture: Architecture, settings: RunSettings, gpus: int) -> int:
    """Return what each of some GPUs holds of the cache that is asked for."""
    return _fixed_bytes(architecture) * settings.parallel + ceil(
        token_bytes(architecture, settings, gpus) * settings.context
    )


def token_bytes(architecture: Architecture, settings: RunSettings, gpus: int) -> float:
    """Return what each of some GPUs holds of one token.

    Heads are dealt out, one at the finest; MLA's latent row stands on every GPU. V3.2 in 8 bit and V4 have rows of
    their own (656 bytes, 584 bytes, 132 of the indexer).
    """
    width = 1 if settings.kv_type_k == "fp8" else 2
    if architecture.hybrid:
        return _hybrid_token_bytes(architecture.hybrid)
    mla = architecture.mla
    if mla:
        latent = width * (mla.kv_lora_rank + mla.qk_rope_head_dim)
        if architecture.indexer:
            latent = (_LATENT_FP8_ROW if width == 1 else latent) + _INDEXER_ROW
        return float(architecture.n_layers * latent)
    heads = -(-architecture.n_kv_heads // gpus)
    return float(architecture.n_layers * 2 * heads * architecture.head_dim * width)


def _hybrid_token_bytes(hybrid: HybridAttention) -> float:
    rows = sum(1 / ratio for ratio in hybrid.compress_ratios if ratio)
    keys = sum(1 / ratio for ratio in hybrid.compress_ratios if ratio == 4)
    return rows * _HYBRID_ROW + keys * _INDEXER_ROW


def _fixed_bytes(architecture: Architecture) -> int:
    """Return what one user's cache takes whatever its length: V4's sliding windows."""
    hybrid = architecture.hybrid
    return len(hybrid.compress_ratios) * hybrid.sliding_window * _HYBRID_ROW if hybrid else 0


def _kv_heads(architecture: Architecture) -> int:
    return max(1, architecture.n_kv_heads)


def _part_of(architecture: Architecture, plan: Plan, gpus: tuple[Gpu, ...]) -> _Part:
    weights = checkpoint(architecture, plan.quantisation or "").on_each_gpu(len(gpus), _kv_heads(architecture))
    return (_vllm_part if plan.engine == "vllm" else _sglang_part)(architecture, gpus, weights)


def _vllm_part(architecture: Architecture, gpus: tuple[Gpu, ...], weights: int) -> _Part:
    """Return vLLM's part: the budget holds everything, what the profile run and CUDA graphs take too."""
    total = min(_total(gpu) for gpu in gpus)
    large = total >= _LARGE_GPU_BYTES and "A100" not in gpus[0].name
    compute = _activations(architecture, len(gpus), tokens=8192 if large else 2048, users=1024 if large else 256)
    overhead = _process_bytes(gpus) + _GRAPH_BYTES
    return _Part(weights, ceil(total * VLLM_UTILISATION), compute + overhead, compute, overhead)


def _sglang_part(architecture: Architecture, gpus: tuple[Gpu, ...], weights: int) -> _Part:
    """Return SGLang's part: `mem_fraction_static` of what is free before loading is for weights and cache."""
    del architecture
    total = min(_total(gpu) for gpu in gpus)
    reserved = sglang_reserved_bytes(total, len(gpus))
    overhead = _process_bytes(gpus)
    share = round(max(0, total - reserved) / max(1, total), 3)
    budget = round(share * max(0, min(map(_free, gpus)) - overhead))
    return _Part(weights, budget, 0, max(0, reserved - overhead), overhead)


def sglang_reserved_bytes(total: int, gpus: int) -> int:
    """Return what SGLang keeps beside weights and cache (server_args.py: steps by the GPU's size, in MiB)."""
    steps = ((20, 2048, 8), (35, 2048, 24), (60, 4096, 32), (90, 8192, 256), (160, 8192, 256))
    few = gpus < 4
    _, chunk, users = next((step for step in steps if total < step[0] * 1024 * MIB), (0, 16384, 512))
    users = users if few else {24: 80, 32: 160, 256: 512}.get(users, users)
    reserved = 512 + 1.5 * chunk + 2 * users + gpus / 8 * 1024
    return round((max(reserved, 10 * 1024) if total > 60 * GIB else reserved) * MIB)


def _activations(architecture: Architecture, gpus: int, *, tokens: int, users: int) -> int:
    """Return the activations of the largest batch of prompt tokens, and the logits of all users (16 and twice 32 bit).

    With experts, a token's copies go through them together: the workspaces of the fused kernel.
    """
    moe, n_embd = architecture.moe, architecture.n_embd
    width = 3 * architecture.n_ff // gpus if moe is None or moe.dense_layers else 0
    if moe:
        routed = moe.n_experts_used * (max(2 * moe.n_ff_expert // gpus, n_embd) + moe.n_ff_expert // gpus)
        width = max(width, routed)
    return 2 * tokens * (width + 4 * n_embd) + 10 * users * architecture.n_vocab


def _process_bytes(gpus: tuple[Gpu, ...]) -> int:
    return memory.driver_context_bytes(gpus[0]) + (_COLLECTIVE_BYTES if len(gpus) > 1 else 0)


def _free(gpu: Gpu) -> int:
    return (gpu.free_bytes if gpu.free_bytes is not None else gpu.vram_bytes) or 0


def _total(gpu: Gpu) -> int:
    return gpu.vram_bytes or gpu.free_bytes or 0


def _tokens_in(architecture: Architecture, settings: RunSettings, gpus: int, room: int) -> int:
    rest = room - _fixed_bytes(architecture) * settings.parallel
    return max(0, int(rest / token_bytes(architecture, settings, gpus)))


def _judge(architecture: Architecture, plan: Plan, gpus: tuple[Gpu, ...], part: _Part, tokens: int) -> Verdict:
    missing = _missing(architecture, plan, gpus, part)
    free = min(map(_free, gpus))
    if missing <= 0:
        return _taken(part, free, gpus[0], missing) if plan.engine == "vllm" and free < part.budget else FITS
    reason = short_of_gpu_memory(missing * len(gpus))
    return Verdict(fits=False, reason=reason, remedy=_remedy(architecture, plan, gpus, tokens))


def _missing(architecture: Architecture, plan: Plan, gpus: tuple[Gpu, ...], part: _Part | None = None) -> int:
    """Return what each GPU lacks of what a plan wants; nothing and less is room that is left."""
    part = part or _part_of(architecture, plan, gpus)
    return part.weights + part.others + cache_bytes(architecture, plan.settings, len(gpus)) - part.budget


def _remedy(architecture: Architecture, plan: Plan, gpus: tuple[Gpu, ...], tokens: int) -> Text:
    """Return the smallest change that makes a plan fit; it was tried."""
    own = tokens // plan.settings.parallel // 1024 * 1024
    if own >= _LEAST_CONTEXT:
        return Text(
            QT_TRANSLATE_NOOP("core", "Reduce the context to {context} tokens or less."),
            {"context": own * plan.settings.parallel},
        )
    small = replace(plan, settings=replace(plan.settings, kv_type_k="fp8", kv_type_v="fp8"))
    if _missing(architecture, small, gpus) <= 0:
        return Text(QT_TRANSLATE_NOOP("core", "Set the KV cache to fp8."))
    return Text(
        QT_TRANSLATE_NOOP("core", "Choose a smaller format, a smaller model, or add {missing} of GPU memory."),
        {"missing": format_gib_up(_enough(architecture, plan, gpus) * len(gpus))},
    )


def _enough(architecture: Architecture, plan: Plan, gpus: tuple[Gpu, ...]) -> int:
    """Return how much larger each GPU must be: more than it lacks, for the engine leaves a share of it alone."""
    more, missing = 0, _missing(architecture, plan, gpus)
    while missing > 0:
        more += ceil(missing / VLLM_UTILISATION) + MIB
        missing = _missing(architecture, plan, tuple(_enlarged(gpu, more) for gpu in gpus))
    return more


def _enlarged(gpu: Gpu, more: int) -> Gpu:
    return replace(gpu, vram_bytes=_total(gpu) + more, free_bytes=_free(gpu) + more)


def _taken(part: _Part, free: int, gpu: Gpu, missing: int) -> Verdict:
    """Return the verdict on a GPU whose memory others use: vLLM does not start then.

    Args:
        part: what it would take.
        free: bytes of the GPU.
        gpu: the fullest one.
        missing: what the plan lacks of its budget, less than 0: room that is left.
    """
    share = int(100 * free / max(1, _total(gpu))) / 100
    smaller = part.budget - ceil(share * _total(gpu)) <= -missing
    remedy = (
        Text(
            QT_TRANSLATE_NOOP("core", "End what uses the GPU, or give --gpu-memory-utilization {share}."),
            {"share": f"{share:.2f}"},
        )
        if smaller
        else Text(QT_TRANSLATE_NOOP("core", "End what uses the GPU."))
    )
    reason = Text(
        QT_TRANSLATE_NOOP("core", "vLLM wants {budget} of {gpu} at its start, and {free} are free."),
        {"budget": format_gib(part.budget), "gpu": gpu.name, "free": format_gib(free)},
    )
    return Verdict(fits=False, reason=reason, remedy=remedy)


def _without_gpu(architecture: Architecture, machine: Machine, plan: Plan, form: str) -> Serving:
    """Return a plan on a machine that the engine cannot use, as if the host computed it."""
    weights = checkpoint(architecture, form).total_bytes
    cache = cache_bytes(architecture, plan.settings, 1)
    host = DeviceMemory(HOST, "host", weights, cache, 0, HOST_PROCESS_BYTES, host_room(machine))
    return Serving((host,), _unusable(machine, plan.engine), None)


def _unusable(machine: Machine, engine: str) -> Verdict:
    name = ENGINE_NAMES[engine]
    if not runs_on(engine, machine):
        return Verdict(
            fits=False,
            reason=Text(QT_TRANSLATE_NOOP("core", "{engine} runs on Linux."), {"engine": name}),
            remedy=Text(QT_TRANSLATE_NOOP("core", "Run it on Linux or in WSL 2, or choose a GGUF quantisation.")),
        )
    return Verdict(
        fits=False,
        reason=Text(
            QT_TRANSLATE_NOOP(
                "core", "{engine} needs an NVIDIA GPU of compute capability 7.5 or higher, or one of AMD's newer ones."
            ),
            {"engine": name},
        ),
        remedy=Text(QT_TRANSLATE_NOOP("core", "Choose a GGUF quantisation with the embedded engine.")),
    )
