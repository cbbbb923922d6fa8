"""Where a model's parts go on a machine: one GPU, several, GPU and host memory, host only, or nowhere."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from operator import add

from deepseek_gui.domain.machine import Gpu, Machine
from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import DeviceMemory, RunSettings
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import GIB, MIB, format_gib
from deepseek_gui.sizing import compute, memory
from deepseek_gui.sizing.weights import Weights

HOST_MARGIN_BYTES = 512 * MIB
"""What stays free of the host's memory."""

SYSTEM_BYTES = 2 * GIB
"""What the operating system keeps on a machine that is only described."""

HOST = "Host"

_FILL_STEPS = 5
"""Halvings that even out how full several GPUs are: to 3 %."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one device holds, as the speed model needs it.

    Attributes:
        gpu: None is the host.
        layers: layers that run here.
        expert_layers: of those, or of others' layers, how many have their routed experts here.
        dense_bytes: weights that every token reads here.
        expert_bytes: all routed experts held here; a token reads `Weights.active_share` of them.
        kv_bytes: KV cache held here.
    """

    gpu: Gpu | None
    layers: int
    expert_layers: int
    dense_bytes: int
    expert_bytes: int
    kv_bytes: int


@dataclass(frozen=True, slots=True)
class Placement:
    """The best placement of a plan on a machine.

    Attributes:
        devices: GPUs that hold something, then the host; as if it fitted when it does not.
        settings: with layers, experts and split filled in.
        shares: one a device, same order.
        reason: why it does not fit; when it fits, what to mind (context beyond training), or None.
    """

    devices: tuple[DeviceMemory, ...]
    settings: RunSettings
    shares: tuple[Share, ...]
    fits: bool
    reason: Text | None = None
    remedy: Text | None = None


@dataclass(frozen=True, slots=True)
class _Job:
    """Everything a candidate is computed from; sums are cumulative, one entry more than layers.

    Attributes:
        base: cache and dense parts together.
        driver: what the driver keeps on each GPU.
        budgets: what each GPU can take besides that and the margin.
    """

    architecture: Architecture
    weights: Weights
    settings: RunSettings
    engine: str
    gpus: tuple[Gpu, ...]
    machine: Machine
    dense: tuple[int, ...]
    experts: tuple[int, ...]
    kv: tuple[int, ...]
    compute_bytes: int
    base: tuple[int, ...]
    driver: tuple[int, ...]
    budgets: tuple[int, ...]
    expert_streaming_bytes: int
    layer_streaming_bytes: int

    @property
    def n_layers(self) -> int:
        return self.architecture.n_layers


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which layers go where.

    Attributes:
        bounds: first layer of each GPU and the end; empty without GPUs. Layers below bounds[0] stay on the host.
        cpu_experts: layers, counted from the first, whose experts stay in host memory.
    """

    bounds: tuple[int, ...]
    cpu_experts: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    layout: _Layout
    devices: tuple[DeviceMemory, ...]
    shares: tuple[Share, ...]
    shortages: tuple[int, ...]

    @property
    def missing(self) -> int:
        return sum(self.shortages)


def place(
    architecture: Architecture,
    weights: Weights,
    machine: Machine,
    settings: RunSettings,
    engine: str = "embedded",
) -> Placement:
    """Return the best placement.

    Prefers one GPU, then all GPUs, then experts in host memory, then layers in host memory, then the host alone.
    Settings that force layers, experts or the split are obeyed. Each GPU keeps `memory.MARGIN_BYTES` free.

    Raises:
        ActionableError: settings that no engine takes (a quantised V cache without flash attention, …).
    """
    memory.check_settings(settings)
    job = _job(architecture, weights, machine, settings, engine)
    best: _Candidate | None = None
    for layout in _layouts(job):
        candidate = _candidate(job, layout)
        if best is None or candidate.missing < best.missing:
            best = candidate
        if candidate.missing == 0:
            break
    if best is None:  # the last layout is always the host alone
        raise AssertionError
    return _placement(job, best)


def usable_gpus(machine: Machine, engine: str) -> tuple[Gpu, ...]:
    """Return the GPUs that an engine can use: the embedded one is built for the CPU, except on Apple machines.

    A simulated machine is taken to have the build for its GPUs.
    """
    gpus = tuple(gpu for gpu in machine.gpus if gpu.vram_bytes or gpu.free_bytes)
    if engine == "embedded" and not machine.simulated:
        return tuple(gpu for gpu in gpus if gpu.vendor == "apple")
    return gpus


def _job(architecture: Architecture, weights: Weights, machine: Machine, settings: RunSettings, engine: str) -> _Job:
    outputs = compute.n_outputs(settings, engine)
    gpus = usable_gpus(machine, engine)
    kv = (0, *accumulate(memory.kv_cache_layers(architecture, settings)))
    driver = tuple(memory.driver_context_bytes(gpu) for gpu in gpus)
    return _Job(
        architecture,
        weights,
        settings,
        engine,
        gpus,
        machine,
        weights.dense_sums,
        weights.expert_sums,
        kv,
        compute.compute_bytes(architecture, settings, outputs, "gpu") if gpus else 0,
        tuple(map(add, kv, weights.dense_sums)),
        driver,
        tuple(_gpu_budget(gpu) - taken for gpu, taken in zip(gpus, driver, strict=True)),
        compute.streaming_bytes(architecture, settings, weights.largest_expert_bytes, 0),
        compute.streaming_bytes(architecture, settings, weights.largest_expert_bytes, weights.largest_dense_bytes),
    )


def _layouts(job: _Job) -> Iterator[_Layout]:
    """Yield layouts, best first; the last is the host alone unless the settings force layers onto GPUs."""
    settings, n_layers = job.settings, job.n_layers
    if job.gpus and settings.gpu_layers != 0:
        if settings.gpu_layers is None:
            yield from _whole_layouts(job)
            yield from _expert_layouts(job)
            yield from _layer_layouts(job)
        else:
            experts = settings.cpu_experts if settings.cpu_experts is not None else 0
            yield _split(job, max(0, n_layers + 1 - settings.gpu_layers), experts)
            return
    yield _Layout((), n_layers)


def _whole_layouts(job: _Job) -> Iterator[_Layout]:
    """Yield everything on the fastest single GPU, then on all."""
    if job.settings.cpu_experts:
        return
    if not job.settings.tensor_split and len(job.gpus) > 1:
        by_speed = sorted(range(len(job.gpus)), key=lambda d: (-(job.gpus[d].bandwidth_gbs or 0), d))
        for chosen in by_speed:
            yield _Layout(_one_gpu_bounds(job, chosen), 0)
    yield _split(job, 0, 0)


def _expert_layouts(job: _Job) -> Iterator[_Layout]:
    """Yield all layers on GPUs with as few layers' experts as possible in host memory."""
    if job.architecture.moe is None:
        return
    if job.settings.cpu_experts is not None:
        yield _split(job, 0, job.settings.cpu_experts)
        return
    low, high = job.architecture.moe.dense_layers, job.n_layers
    while low < high:
        middle = (low + high) // 2
        layout = _split(job, 0, middle)
        if any(_candidate(job, layout).shortages[:-1]):
            low = middle + 1
        else:
            high = middle
    yield _split(job, 0, low)


def _layer_layouts(job: _Job) -> Iterator[_Layout]:
    """Yield as many layers as possible on GPUs, experts in host memory."""
    experts = job.n_layers if job.architecture.moe else 0
    low, high = 0, job.n_layers
    while low < high:
        middle = (low + high) // 2
        if any(_candidate(job, _split(job, middle, experts)).shortages[:-1]):
            low = middle + 1
        else:
            high = middle
    if low < job.n_layers:
        yield _split(job, low, experts)


def _one_gpu_bounds(job: _Job, chosen: int) -> tuple[int, ...]:
    return (*(0 if d <= chosen else job.n_layers for d in range(len(job.gpus))), job.n_layers)


def _split(job: _Job, first: int, cpu_experts: int) -> _Layout:
    """Return layers `first` and up dealt out over the GPUs, in proportion to what each can take."""
    if len(job.gpus) == 1:
        return _Layout((first, job.n_layers), cpu_experts)
    if job.settings.tensor_split:
        return _Layout(_forced_bounds(job, first), cpu_experts)
    return _Layout(_even_bounds(job, first, cpu_experts), cpu_experts)


def _forced_bounds(job: _Job, first: int) -> tuple[int, ...]:
    """Return the bounds as llama.cpp deals layers out for a given `--tensor-split`; the output counts as a layer."""
    shares = (*job.settings.tensor_split, *([0.0] * len(job.gpus)))[: len(job.gpus)]
    total = sum(shares) or 1.0
    places = job.n_layers + 1 - first
    ends = [first + min(places, -int(-places * part // total)) for part in accumulate(shares)]
    return (first, *(min(end, job.n_layers) for end in ends[:-1]), job.n_layers)


def _even_bounds(job: _Job, first: int, cpu_experts: int) -> tuple[int, ...]:
    """Return bounds that fill every GPU to about the same share of what it can take."""
    sizes = _layer_sums(job, cpu_experts)
    working = _gpu_compute(job, first, cpu_experts)
    rooms = [max(0, budget - working) for budget in job.budgets]
    output = job.weights.output.data_bytes
    best = _filled(sizes, rooms, first, output)
    if best is None:
        return _proportional(sizes, rooms, first)
    low, high = min(1.0, (sizes[-1] - sizes[first] + output) / max(1, sum(rooms))), 1.0
    for _ in range(_FILL_STEPS):
        fill = (low + high) / 2
        bounds = _filled(sizes, [fill * room for room in rooms], first, output)
        low, high, best = (low, fill, bounds) if bounds else (fill, high, best)
    return best


def _layer_sums(job: _Job, cpu_experts: int) -> Sequence[int]:
    """Return the bytes that GPUs hold of all layers before each: cache, dense parts, experts from `cpu_experts` on."""
    if not job.weights.largest_expert_bytes:
        return job.base
    cut = min(cpu_experts, job.n_layers)
    kept = job.experts[cut]
    rest = zip(job.base[cut:], job.experts[cut:], strict=True)
    return (*job.base[:cut], *(base + experts - kept for base, experts in rest))


def _filled(sizes: Sequence[int], rooms: Sequence[float], first: int, output: int) -> tuple[int, ...] | None:
    """Return bounds when layers fit one GPU after the other into the rooms, else None."""
    bounds, last = [first], len(sizes) - 1
    for room in rooms[:-1]:
        bounds.append(min(last, bisect_right(sizes, sizes[bounds[-1]] + room) - 1))
    rest = sizes[last] - sizes[bounds[-1]] + output
    return (*bounds, last) if rest <= rooms[-1] else None


def _proportional(sizes: Sequence[int], rooms: Sequence[int], first: int) -> tuple[int, ...]:
    last, total = len(sizes) - 1, sum(rooms) or 1
    span = sizes[last] - sizes[first]
    ends = [sizes[first] + span * part // total for part in accumulate(rooms)]
    inner = [min(last, max(first, bisect_right(sizes, end) - 1)) for end in ends[:-1]]
    return (first, *inner, last)


def _gpu_budget(gpu: Gpu) -> int:
    free = gpu.free_bytes if gpu.free_bytes is not None else gpu.vram_bytes
    return (free or 0) - memory.MARGIN_BYTES


def _gpu_compute(job: _Job, first: int, cpu_experts: int) -> int:
    """Return a GPU's compute buffer; weights that stay in host memory are copied over for prompts."""
    if first:
        return max(job.compute_bytes, job.layer_streaming_bytes)
    if cpu_experts > _dense_layers(job):
        return max(job.compute_bytes, job.expert_streaming_bytes)
    return job.compute_bytes


def _candidate(job: _Job, layout: _Layout) -> _Candidate:
    """Return what a layout takes on every device."""
    devices: list[DeviceMemory] = []
    shares: list[Share] = []
    shortages: list[int] = []
    shared_pool = 0
    pairs = list(zip(layout.bounds, layout.bounds[1:], strict=False))
    output_on = max((d for d, (start, end) in enumerate(pairs) if end > start), default=len(pairs) - 1)
    for d, (start, end) in enumerate(pairs):
        if start == end and d != output_on:
            continue
        device, share = _on_gpu(job, d, (start, end), layout, holds_output=d == output_on)
        devices.append(device)
        shares.append(share)
        shortages.append(max(0, device.total_bytes - job.driver[d] - job.budgets[d]))
        if job.gpus[d].unified_memory:
            shared_pool += device.total_bytes
    host, share = _on_host(job, layout)
    short = _host_short(host, shared_pool)
    copies = 0 if layout.bounds else job.weights.repacked_bytes
    if copies and _host_short(with_copies := _with_copies(host, copies), shared_pool) == 0:
        host = with_copies
    return _Candidate(layout, (*devices, host), (*shares, share), (*shortages, short))


def _host_short(host: DeviceMemory, shared_pool: int) -> int:
    """Return what the host lacks; GPUs that share its memory take theirs first."""
    if host.free_bytes is None:
        return 0
    return max(0, host.total_bytes + shared_pool - (host.free_bytes - HOST_MARGIN_BYTES))


def _with_copies(host: DeviceMemory, copies: int) -> DeviceMemory:
    """Return the host with the mapped originals of rearranged weights; the system drops them when memory is short."""
    return replace(host, weights_bytes=host.weights_bytes + copies)


def _on_gpu(
    job: _Job, d: int, layers: tuple[int, int], layout: _Layout, *, holds_output: bool
) -> tuple[DeviceMemory, Share]:
    gpu, (start, end) = job.gpus[d], layers
    dense = job.dense[end] - job.dense[start] + (job.weights.output.data_bytes if holds_output else 0)
    expert_start = min(end, max(start, layout.cpu_experts))
    experts = job.experts[end] - job.experts[expert_start]
    kv_bytes = job.kv[end] - job.kv[start]
    device = DeviceMemory(
        gpu.name,
        "gpu",
        dense + experts,
        kv_bytes,
        _gpu_compute(job, layout.bounds[0], layout.cpu_experts),
        job.driver[d],
        gpu.free_bytes if gpu.free_bytes is not None else gpu.vram_bytes,
    )
    expert_layers = end - max(expert_start, _dense_layers(job)) if experts else 0
    return device, Share(gpu, end - start, expert_layers, dense, experts, kv_bytes)


def _dense_layers(job: _Job) -> int:
    return job.architecture.moe.dense_layers if job.architecture.moe else job.n_layers


def _on_host(job: _Job, layout: _Layout) -> tuple[DeviceMemory, Share]:
    """Return the host's part."""
    first = layout.bounds[0] if layout.bounds else job.n_layers
    alone = not layout.bounds
    experts = job.experts[max(first, min(layout.cpu_experts, job.n_layers))]
    dense = job.dense[first] + (job.weights.output.data_bytes if alone else 0)
    embedding = 0 if alone and job.weights.tied else job.weights.embedding.data_bytes
    host = DeviceMemory(
        HOST,
        "host",
        dense + experts + embedding,
        job.kv[first],
        _host_compute(job, alone=alone),
        memory.output_buffer_bytes(job.architecture, job.settings) + memory.PROCESS_BYTES,
        _host_free(job.machine),
    )
    expert_layers = max(0, max(first, min(layout.cpu_experts, job.n_layers)) - _dense_layers(job)) if experts else 0
    return host, Share(None, first, expert_layers, dense, experts, job.kv[first])


def _host_compute(job: _Job, *, alone: bool) -> int:
    if not alone:
        return compute.host_compute_bytes(job.architecture, job.settings)
    outputs = compute.n_outputs(job.settings, job.engine)
    return compute.compute_bytes(job.architecture, job.settings, outputs, "cpu")


def _host_free(machine: Machine) -> int | None:
    if machine.memory.available_bytes is not None:
        return machine.memory.available_bytes
    if machine.memory.total_bytes is None:
        return None
    return max(0, machine.memory.total_bytes - SYSTEM_BYTES)


def _placement(job: _Job, best: _Candidate) -> Placement:
    settings = _filled_in(job, best.layout)
    if best.missing == 0:
        return Placement(best.devices, settings, best.shares, fits=True, reason=_context_notice(job))
    reason, remedy = _why_not(job, best)
    return Placement(best.devices, settings, best.shares, fits=False, reason=reason, remedy=remedy)


def _filled_in(job: _Job, layout: _Layout) -> RunSettings:
    """Return the settings with the placement as llama.cpp's options say it; the output counts as one layer."""
    if not layout.bounds:
        return replace(job.settings, gpu_layers=0, cpu_experts=None, tensor_split=())
    first = layout.bounds[0]
    counts = [end - start for start, end in zip(layout.bounds, layout.bounds[1:], strict=False)]
    used = [d for d, count in enumerate(counts) if count]
    counts[used[-1] if used else -1] += 1
    return replace(
        job.settings,
        gpu_layers=job.n_layers + 1 - first,
        cpu_experts=layout.cpu_experts or None,
        tensor_split=tuple(float(count) for count in counts) if len(counts) > 1 else (),
    )


def _context_notice(job: _Job) -> Text | None:
    own = job.settings.context // job.settings.parallel
    if own <= job.architecture.context_trained:
        return None
    return Text(
        QT_TRANSLATE_NOOP(
            "core", "It fits, but context: {context} tokens are more than the {trained} that the model was trained for."
        ),
        {"context": own, "trained": job.architecture.context_trained},
    )


def _why_not(job: _Job, best: _Candidate) -> tuple[Text, Text]:
    """Return what is short, and the smallest change that would make it fit."""
    gpu_short = sum(best.shortages[:-1])
    host_short = best.shortages[-1]
    scarce = (
        Text(QT_TRANSLATE_NOOP("core", "GPU memory"))
        if gpu_short > host_short
        else Text(QT_TRANSLATE_NOOP("core", "RAM"))
    )
    missing = max(gpu_short, host_short)
    reason = Text(
        QT_TRANSLATE_NOOP("core", "Short by {missing} of {scarce}."),
        {"missing": format_gib(missing), "scarce": scarce},
    )
    return reason, _remedy(job, best, missing)


def _remedy(job: _Job, best: _Candidate, missing: int) -> Text:
    kv_total = sum(device.kv_cache_bytes for device in best.devices)
    if job.settings.kv_type_k == "f16" and missing < kv_total * 0.45:
        return Text(QT_TRANSLATE_NOOP("core", "Set the KV cache to q8_0."))
    smaller = _smaller_context(job, missing, kv_total)
    if smaller:
        return Text(QT_TRANSLATE_NOOP("core", "Reduce the context to {context} tokens or less."), {"context": smaller})
    total = job.weights.total_bytes
    if missing < total * 0.75:
        return Text(
            QT_TRANSLATE_NOOP("core", "Choose a smaller quantisation: about {size} of weights or less would fit."),
            {"size": format_gib(total - missing)},
        )
    return Text(
        QT_TRANSLATE_NOOP("core", "Choose a smaller model, or add {missing} of memory."),
        {"missing": format_gib(missing)},
    )


def _smaller_context(job: _Job, missing: int, kv_total: int) -> int | None:
    """Return a context that would fit, at least 2048 tokens a sequence, or None."""
    if not kv_total or missing >= kv_total:
        return None
    step = 1024 * job.settings.parallel
    context = int(job.settings.context * (1 - missing / kv_total)) // step * step
    return context if context >= 2 * step else None
