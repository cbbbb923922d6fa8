"""The ways to lay a model out on a machine, best first, and how layers are dealt out over GPUs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate, pairwise
from operator import le

from deepseek_gui.sizing.holdings import Job, Layout, gpu_compute, overflows


def layouts(job: Job) -> Iterator[Layout]:
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
    yield Layout((), n_layers)


def _whole_layouts(job: Job) -> Iterator[Layout]:
    """Yield everything on a single GPU, the fastest first and one of each kind, then on all."""
    if job.settings.cpu_experts and job.architecture.moe:
        return
    if not job.settings.tensor_split and len(job.gpus) > 1:
        for chosen in job.kinds:
            yield Layout(_one_gpu_bounds(job, chosen), 0)
    for members in _groups(job):
        yield _split(job, 0, 0, members)


def _expert_layouts(job: Job) -> Iterator[Layout]:
    """Yield all layers on GPUs with as few layers' experts as possible in host memory."""
    if job.architecture.moe is None:
        return
    if job.settings.cpu_experts is not None:
        yield _split(job, 0, job.settings.cpu_experts)
        return
    for members in _groups(job):
        splits = partial(_split, job, 0, members=members)
        yield splits(_least(job, job.architecture.moe.dense_layers, splits))


def _layer_layouts(job: Job) -> Iterator[Layout]:
    """Yield as many layers as possible on GPUs, experts in host memory, of as many layers as is asked for."""
    forced = job.settings.cpu_experts
    experts = 0 if job.architecture.moe is None else job.n_layers if forced is None else min(forced, job.n_layers)
    for members in _groups(job):
        splits = partial(_split, job, cpu_experts=experts, members=members)
        first = _least(job, 0, splits)
        if first < job.n_layers:
            yield splits(first)


def _least(job: Job, low: int, split: Callable[[int], Layout]) -> int:
    """Return the least number of layers from `low` up whose split overflows no GPU; all layers when each does."""
    return low + bisect_left(range(low, job.n_layers), True, key=lambda count: not overflows(job, split(count)))


def _groups(job: Job) -> Iterator[tuple[int, ...]]:
    """Yield sets of GPUs that may share a model: the fastest kinds alone, all, then all but the smallest kinds.

    A slow card holds up every token, and a card with little more room than its buffers takes more than it gives.
    """
    everyone = tuple(range(len(job.gpus)))
    if job.settings.tensor_split or len(everyone) < 2:
        yield everyone
        return
    by_speed = [job.gpus[d].bandwidth_gbs or 0 for d in everyone]
    by_room = [job.frees[d] - job.driver[d] for d in everyone]
    faster, larger = (_above(values) for values in (by_speed, by_room))
    yield from dict.fromkeys((*(group for group in faster if len(group) > 1), everyone, *reversed(larger)))


def _above(values: Sequence[float]) -> list[tuple[int, ...]]:
    """Return the places of the largest value, of the two largest, and so on, without the set of all."""
    steps = sorted(set(values), reverse=True)[:-1]
    return [tuple(d for d, value in enumerate(values) if value >= step) for step in steps]


def _one_gpu_bounds(job: Job, chosen: int) -> tuple[int, ...]:
    return (*(0 if d <= chosen else job.n_layers for d in range(len(job.gpus))), job.n_layers)


def _split(job: Job, first: int, cpu_experts: int, members: tuple[int, ...] = ()) -> Layout:
    """Return layers `first` and up dealt out over some GPUs (all when none is named), by what each can take."""
    if len(job.gpus) == 1:
        return Layout((first, job.n_layers), cpu_experts)
    if job.settings.tensor_split:
        return Layout(_forced_bounds(job, first), cpu_experts)
    members = members or tuple(range(len(job.gpus)))
    if len(members) == 1:
        return Layout(_spread(job, members, (first, job.n_layers)), cpu_experts)
    return Layout(_spread(job, members, _even_bounds(job, first, cpu_experts, members)), cpu_experts)


def _spread(job: Job, members: tuple[int, ...], bounds: tuple[int, ...]) -> tuple[int, ...]:
    """Return the bounds of all GPUs for those of some; the others hold nothing."""
    starts = (bounds[sum(member < d for member in members)] for d in range(len(job.gpus)))
    return (*starts, job.n_layers)


def _forced_bounds(job: Job, first: int) -> tuple[int, ...]:
    """Return the bounds as llama.cpp deals layers out for a given `--tensor-split`; the output counts as a layer."""
    shares = (*job.settings.tensor_split, *([0.0] * len(job.gpus)))[: len(job.gpus)]
    total = sum(shares) or 1.0
    places = job.n_layers + 1 - first
    ends = [first + min(places, -int(-places * part // total)) for part in accumulate(shares)]
    return (first, *(min(end, job.n_layers) for end in ends[:-1]), job.n_layers)


def _even_bounds(job: Job, first: int, cpu_experts: int, members: tuple[int, ...]) -> tuple[int, ...]:
    """Return bounds that fill all GPUs to about the same share of what each can take; if tight, one after the other."""
    sizes, count = _layer_sums(job, cpu_experts), len(members)
    head, inner, tail = gpu_compute(
        job, Layout((first, *((job.n_layers - 1,) * (count - 1)), job.n_layers), cpu_experts)
    )
    working = (head, *((inner,) * (count - 2)), tail)
    rooms = [max(0, job.frees[d] - job.driver[d] - own) for d, own in zip(members, working, strict=True)]
    output = job.weights.output.data_bytes
    even = _proportional(sizes, rooms, first, output)
    if _fits(sizes, rooms, even, output):
        return even
    full = _filled(sizes, rooms, first)
    return full if _fits(sizes, rooms, full, output) else even


def _layer_sums(job: Job, cpu_experts: int) -> Sequence[int]:
    """Return the bytes that GPUs hold of all layers before each: cache, dense parts, experts from `cpu_experts` on."""
    if not job.weights.largest_expert_bytes:
        return job.base
    cut = min(cpu_experts, job.n_layers)
    kept = job.experts[cut]
    rest = zip(job.base[cut:], job.experts[cut:], strict=True)
    return (*job.base[:cut], *(base + experts - kept for base, experts in rest))


def _fits(sizes: Sequence[int], rooms: Sequence[int], bounds: tuple[int, ...], output: int) -> bool:
    """Tell whether each GPU has room for its layers; the last one also holds the output."""
    held = [sizes[end] - sizes[start] for start, end in pairwise(bounds)]
    held[-1] += output
    return all(map(le, held, rooms))


def _filled(sizes: Sequence[int], rooms: Sequence[int], first: int) -> tuple[int, ...]:
    """Return bounds with each GPU filled before the next; if any bounds fit, these do."""
    bounds, last = [first], len(sizes) - 1
    for room in rooms[:-1]:
        bounds.append(min(last, bisect_right(sizes, sizes[bounds[-1]] + room) - 1))
    return (*bounds, last)


def _proportional(sizes: Sequence[int], rooms: Sequence[int], first: int, output: int) -> tuple[int, ...]:
    """Return bounds with layers dealt out in proportion to the rooms; the output counts as the last one's."""
    last, total = len(sizes) - 1, sum(rooms) or 1
    span = sizes[last] - sizes[first] + output
    ends = [sizes[first] + span * part // total for part in accumulate(rooms)]
    inner = [min(last, max(first, bisect_right(sizes, end) - 1)) for end in ends[:-1]]
    return (first, *inner, last)
