"""What each device holds when a model is laid out in a given way: memory by part, and what is short."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import add

from deepseek_gui.domain.machine import Gpu, Machine
from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import DeviceMemory, RunSettings
from deepseek_gui.domain.units import GIB, MIB
from deepseek_gui.sizing import compute, memory
from deepseek_gui.sizing.weights import Weights

HOST_MARGIN_BYTES = 512 * MIB
"""What stays free of the host's memory."""

SYSTEM_BYTES = 2 * GIB
"""What the operating system keeps on a machine that is only described."""

HOST = "Host"


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
class Job:
    """What every layout of a plan is computed from; sums are cumulative, one entry more than layers.

    Attributes:
        outputs: tokens whose logits the engine reserves.
        base: cache and dense parts together.
        driver: what the driver keeps on each GPU.
        frees: what a plan may use of each GPU, margin taken off, driver not.
    """

    architecture: Architecture
    weights: Weights
    settings: RunSettings
    engine: str
    gpus: tuple[Gpu, ...]
    dense: tuple[int, ...]
    experts: tuple[int, ...]
    kv: tuple[int, ...]
    outputs: int
    base: tuple[int, ...]
    driver: tuple[int, ...]
    frees: tuple[int, ...]
    machine: Machine

    @property
    def n_layers(self) -> int:
        """Layers of the model."""
        return self.architecture.n_layers


@dataclass(frozen=True, slots=True)
class Layout:
    """Which layers go where.

    Attributes:
        bounds: first layer of each GPU and the end; empty without GPUs. Layers below bounds[0] stay on the host.
        cpu_experts: layers, counted from the first, whose experts stay in host memory.
    """

    bounds: tuple[int, ...]
    cpu_experts: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A layout with all that it takes; shortages are bytes, one a device."""

    layout: Layout
    devices: tuple[DeviceMemory, ...]
    shares: tuple[Share, ...]
    shortages: tuple[int, ...]

    @property
    def missing(self) -> int:
        """Bytes that are short on all devices together."""
        return sum(self.shortages)


def usable_gpus(machine: Machine, engine: str) -> tuple[Gpu, ...]:
    """Return the GPUs that an engine can use: the embedded one is built for the CPU, except on Apple machines.

    A simulated machine is taken to have the build for its GPUs.
    """
    gpus = tuple(gpu for gpu in machine.gpus if gpu.vram_bytes or gpu.free_bytes)
    if engine == "embedded" and not machine.simulated:
        return tuple(gpu for gpu in gpus if gpu.vendor == "apple")
    return gpus


def job_of(architecture: Architecture, weights: Weights, machine: Machine, settings: RunSettings, engine: str) -> Job:
    """Return the job of a plan on a machine."""
    gpus = usable_gpus(machine, engine)
    kv = _cache_sums(architecture, settings)
    driver, frees = _rooms(gpus)
    return Job(
        architecture,
        weights,
        settings,
        engine,
        gpus,
        weights.dense_sums,
        weights.expert_sums,
        kv,
        compute.n_outputs(settings, engine),
        tuple(map(add, kv, weights.dense_sums)),
        driver,
        frees,
        machine,
    )


@lru_cache(maxsize=64)
def _rooms(gpus: tuple[Gpu, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return what the driver keeps on each GPU, and what a plan may use of each."""
    return tuple(map(memory.driver_context_bytes, gpus)), tuple(map(gpu_room, gpus))


@lru_cache(maxsize=512)
def _cache_sums(architecture: Architecture, settings: RunSettings) -> tuple[int, ...]:
    """Return the cache of all layers before each: the same in every quantisation."""
    return (0, *accumulate(memory.kv_cache_layers(architecture, settings)))


def gpu_room(gpu: Gpu) -> int:
    """Return what a plan may use of a GPU: what is free, less the margin."""
    free = gpu.free_bytes if gpu.free_bytes is not None else gpu.vram_bytes
    return max(0, (free or 0) - memory.MARGIN_BYTES)


def _streamed(weights: Weights) -> compute.Streamed:
    largest = weights.largest_expert_bytes
    layer = max((part.data_bytes for part in weights.experts), default=0)
    return compute.Streamed(largest, max(0, layer - largest) // 2, weights.largest_dense_bytes)


def gpu_compute(job: Job, layout: Layout) -> compute.Triple:
    """Return the compute buffers of the first GPU that holds something, of those between, and of the last."""
    bounds = layout.bounds
    if not bounds:
        return 0, 0, 0
    several = _is_shared(bounds)
    if not bounds[0] and layout.cpu_experts <= _dense_layers(job):
        return compute.whole_buffers(job.architecture, job.settings, job.outputs, several=several)
    streamed = _streamed(job.weights)
    buffers = compute.gpu_buffers(job.architecture, job.settings, job.outputs, streamed, several=several)
    if bounds[0]:
        return buffers.layers
    own = next((end for start, end in pairwise(bounds) if end > start), job.n_layers)
    return (
        buffers.own_experts if layout.cpu_experts < job.n_layers and layout.cpu_experts <= own else buffers.all_experts
    )


def is_pipelined(job: Job, layout: Layout) -> bool:
    """Tell whether several GPUs hold the whole model: llama.cpp then has them work on several micro-batches."""
    return _is_shared(layout.bounds) and not layout.bounds[0] and layout.cpu_experts <= _dense_layers(job)


def _is_shared(bounds: tuple[int, ...]) -> bool:
    """Tell whether more than one GPU holds layers; bounds never go down."""
    return len(bounds) > 2 and bounds[0] < bounds[-1] and bounds[bisect_right(bounds, bounds[0])] < bounds[-1]


def overflows(job: Job, layout: Layout) -> bool:
    """Tell whether a layout needs more of some GPU than a plan may use: the search's question, without its answer."""
    buffers, base, experts = gpu_compute(job, layout), job.base, job.experts
    for d, start, end, holds_output in _parts(layout):
        cut = min(end, max(start, layout.cpu_experts))
        working = _buffer_of(buffers, layout, start, holds_output=holds_output)
        held = base[end] - base[start] + experts[end] - experts[cut] + working + job.driver[d]
        if held + (job.weights.output.data_bytes if holds_output else 0) > job.frees[d]:
            return True
    return False


def candidate(job: Job, layout: Layout) -> Candidate:
    """Return what a layout takes on every device.

    A device is short of what its total exceeds its `free_bytes` by: one rule, and what the bars show.
    """
    buffers = gpu_compute(job, layout)
    parts = [_on_gpu(job, layout, buffers, *part) for part in _parts(layout)]
    pool = sum(device.total_bytes for device, share in parts if share.gpu and share.gpu.unified_memory)
    parts.append(_on_host(job, layout, pool))
    devices, shares = zip(*parts, strict=True)
    return Candidate(layout, devices, shares, tuple(map(short_bytes, devices)))


def short_bytes(device: DeviceMemory) -> int:
    """Return what a device lacks; one of unknown size lacks nothing."""
    return 0 if device.free_bytes is None else max(0, device.total_bytes - device.free_bytes)


def _buffer_of(buffers: compute.Triple, layout: Layout, start: int, *, holds_output: bool) -> int:
    """Return the compute buffer of the GPU whose layers begin with `start`."""
    first, inner, last = buffers
    if start == layout.bounds[0]:
        return first
    return last if holds_output else inner


def _parts(layout: Layout) -> Iterator[tuple[int, int, int, bool]]:
    """Yield the GPUs that hold something: index, first layer, end, whether the output is there."""
    bounds = layout.bounds
    last = len(bounds) - 2
    output_on = bisect_left(bounds, bounds[-1]) - 1 if last >= 0 and bounds[0] < bounds[-1] else last
    for d in range(last + 1):
        if bounds[d + 1] > bounds[d] or d == output_on:
            yield d, bounds[d], bounds[d + 1], d == output_on


def _on_gpu(  # noqa: PLR0917  one tuple of `_parts`, spread out
    job: Job,
    layout: Layout,
    buffers: compute.Triple,
    d: int,
    start: int,
    end: int,
    holds_output: bool,
) -> tuple[DeviceMemory, Share]:
    gpu = job.gpus[d]
    dense = job.dense[end] - job.dense[start] + (job.weights.output.data_bytes if holds_output else 0)
    expert_start = min(end, max(start, layout.cpu_experts))
    experts = job.experts[end] - job.experts[expert_start]
    kv_bytes = job.kv[end] - job.kv[start]
    device = DeviceMemory(
        gpu.name,
        "gpu",
        dense + experts,
        kv_bytes,
        _buffer_of(buffers, layout, start, holds_output=holds_output),
        job.driver[d],
        job.frees[d],
    )
    expert_layers = end - max(expert_start, _dense_layers(job)) if experts else 0
    return device, Share(gpu, end - start, expert_layers, dense, experts, kv_bytes)


def _dense_layers(job: Job) -> int:
    return job.architecture.moe.dense_layers if job.architecture.moe else job.n_layers


def _on_host(job: Job, layout: Layout, pool: int) -> tuple[DeviceMemory, Share]:
    """Return the host's part; GPUs that share its memory take their pool first.

    Alone, the host also keeps the mapped originals of rearranged weights while there is room: the system drops them
    when memory is short.
    """
    alone = not layout.bounds
    first = job.n_layers if alone else layout.bounds[0]
    expert_end = max(first, min(layout.cpu_experts, job.n_layers))
    experts = job.experts[expert_end]
    dense = job.dense[first] + (job.weights.output.data_bytes if alone else 0)
    embedding = 0 if alone and job.weights.tied else job.weights.embedding.data_bytes
    host = DeviceMemory(
        HOST,
        "host",
        dense + experts + embedding,
        job.kv[first],
        _host_compute(job, layout),
        memory.output_buffer_bytes(job.architecture, job.settings) + _process_bytes(job, alone=alone),
        host_room(job.machine, pool),
    )
    if alone and job.weights.repacked_bytes and job.settings.load_mode.maps:
        with_copies = replace(host, weights_bytes=host.weights_bytes + job.weights.repacked_bytes)
        host = host if short_bytes(with_copies) else with_copies
    expert_layers = max(0, expert_end - _dense_layers(job)) if experts else 0
    return host, Share(None, first, expert_layers, dense, experts, job.kv[first])


def _process_bytes(job: Job, *, alone: bool) -> int:
    own = memory.process_bytes(job.architecture.n_vocab)
    return own if alone or job.gpus[0].vendor != "nvidia" else own + memory.CUDA_PROCESS_BYTES


def _host_compute(job: Job, layout: Layout) -> int:
    if layout.bounds:
        return compute.host_compute_bytes(job.architecture, job.settings, pipelined=is_pipelined(job, layout))
    return compute.compute_bytes(job.architecture, job.settings, job.outputs, "cpu")


def host_room(machine: Machine, pool: int = 0) -> int | None:
    """Return what a plan may use of the host's memory beside the `pool` that GPUs take of it; None when not known."""
    free, total = machine.memory.available_bytes, machine.memory.total_bytes
    if free is None and total is not None:
        free = total - SYSTEM_BYTES
    return None if free is None else max(0, free - HOST_MARGIN_BYTES - pool)
