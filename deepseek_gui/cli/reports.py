"""Estimates and machines in words, for people who read them in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from deepseek_gui.cli.output import table
from deepseek_gui.domain.machine import Gpu, Machine
from deepseek_gui.domain.plan import DeviceMemory, Estimate, Range
from deepseek_gui.domain.units import format_gib

UNKNOWN = "unknown"
MARKS = {"pass": "ok", "short": "SHORT", "unknown": "?"}


def size(size_bytes: int | None) -> str:
    """Return "12.3 GiB" or "unknown"."""
    return UNKNOWN if size_bytes is None else format_gib(size_bytes)


def span(values: Range | None, unit: str = "") -> str:
    """Return "about 62 (50 to 75) tokens/s" or "unknown"."""
    if values is None:
        return UNKNOWN
    low, expected, high = (figure(value) for value in (values.low, values.expected, values.high))
    return f"about {expected} ({low} to {high}){unit and ' ' + unit}"


def figure(value: float) -> str:
    """Return a number with two or three digits that mean something: 0.42, 6.3, 62, 1240."""
    return f"{value:.0f}" if value >= 20 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def machine_lines(machine: Machine) -> list[str]:
    """Return a machine in a few lines."""
    cpu, memory, storage = machine.cpu, machine.memory, machine.storage
    simulated = " (simulated)" if machine.simulated else ""
    rows = [
        ("CPU", _joined(cpu.name, _counted(cpu.cores, "cores"), _counted(cpu.threads, "threads"))),
        ("Memory", _joined(size(memory.total_bytes), memory.type, _rate(memory.bandwidth_gbs))),
        *((("GPU" if not index else ""), line) for index, line in enumerate(_gpu_lines(machine.gpus))),
        (
            "Disk",
            _joined(size(storage.total_bytes), storage.free_bytes and f"{size(storage.free_bytes)} free", storage.kind),
        ),
    ]
    notices = [f"  Note: {notice}" for notice in machine.notices]
    return [f"{machine.name}{simulated}", *table(rows), *notices]


def _gpu_lines(gpus: Sequence[Gpu]) -> list[str]:
    kinds: dict[tuple[object, ...], list[Gpu]] = {}
    for gpu in gpus:
        kinds.setdefault((gpu.name, gpu.vram_bytes, gpu.interconnect), []).append(gpu)
    lines = []
    for same in kinds.values():
        gpu = same[0]
        count = f"{len(same)}x " if len(same) > 1 else ""
        memory = f"{size(gpu.vram_bytes)}{' of the main memory' if gpu.unified_memory else ''}"
        lines.append(_joined(f"{count}{gpu.name}", memory, _rate(gpu.bandwidth_gbs), gpu.interconnect))
    return lines or ["none found"]


def _counted(count: int | None, word: str) -> str | None:
    return None if count is None else f"{count} {word}"


def _rate(gbs: float | None) -> str | None:
    return None if gbs is None else f"{gbs:.0f} GB/s"


def _joined(*parts: str | int | None) -> str:
    return ", ".join(str(part) for part in parts if part) or UNKNOWN


def estimate_lines(found: Estimate, name: str, n_layers: int) -> list[str]:
    """Return one estimate: does it fit, what it takes on each device, how fast it runs.

    Args:
        found: the estimate.
        name: of the model, for a person.
        n_layers: of the model, to say how much of it is on the GPU.
    """
    quantisation = f" {found.plan.quantisation}" if found.plan.quantisation else ""
    settings = found.settings
    shared = f" shared by {settings.parallel} sequences" if settings.parallel > 1 else ""
    lines = [
        f"{name}{quantisation}, {format_gib(found.file_bytes)} on disk",
        f"Engine {found.plan.engine}, context {settings.context} tokens{shared}",
        "",
        _verdict(found, n_layers),
    ]
    if not found.fits and found.remedy:
        lines.append(f"What helps: {found.remedy}")
    if found.cache_tokens is not None:
        users = found.cache_tokens // max(1, settings.context // settings.parallel)
        lines.append(f"Its cache holds {found.cache_tokens} tokens: {users} users of this context.")
    if found.note is not None:
        lines.append(str(found.note))
    return [*lines, "", *device_table(found.devices), "", *speed_lines(found), *placement_lines(found)]


def _verdict(found: Estimate, n_layers: int) -> str:
    """Say whether it fits, and where, when the GPU cannot hold all of it."""
    if not found.fits:
        return f"It does not fit. {found.reason or ''}".rstrip()
    on_gpu, experts = found.settings.gpu_layers, found.settings.cpu_experts
    if on_gpu is not None and 0 < on_gpu <= n_layers:
        return f"It fits, but not into the GPU's memory: {n_layers + 1 - on_gpu} of {n_layers + 1} layers stay in RAM."
    if experts:
        return f"It fits, with the experts of {experts} of {n_layers} layers in RAM."
    return "It fits."


def device_table(devices: Sequence[DeviceMemory]) -> list[str]:
    """Return the memory of each device by part."""
    heading = ("Device", "Weights", "KV cache", "Compute", "Overhead", "Total", "Free")
    names = [device.name for device in devices]
    rows = [
        (
            device.name if names.count(device.name) == 1 else f"{index}: {device.name}",
            *(format_gib(part) for part in (device.weights_bytes, device.kv_cache_bytes, device.compute_bytes)),
            format_gib(device.overhead_bytes),
            format_gib(device.total_bytes),
            size(device.free_bytes),
        )
        for index, device in enumerate(devices)
    ]
    return table([heading, *rows], right=range(1, 7))


def speed_lines(found: Estimate) -> list[str]:
    """Return the speeds with their source and basis."""
    speed = found.speed
    rows = [
        ("Writing, empty context", span(speed.decode_tps, "tokens/s")),
        ("Writing, full context", span(speed.decode_tps_at_context, "tokens/s")),
        ("Reading the prompt", span(speed.prefill_tps, "tokens/s")),
        ("First token after 512", span(speed.time_to_first_token_s, "s")),
    ]
    if speed.streams > 1:
        rows += [
            (f"All {speed.streams} at once", span(speed.throughput_tps, "tokens/s")),
            ("  each of them", span(speed.stream_tps, "tokens/s")),
            ("  with full contexts", span(speed.throughput_tps_at_context, "tokens/s")),
        ]
    return [*table(rows), f"  ({speed.basis or speed.source})"]


def placement_lines(found: Estimate) -> list[str]:
    """Return how the layers are dealt out over several GPUs."""
    shares = ", ".join(f"{share:g}" for share in found.settings.tensor_split)
    return [f"  Layers on each GPU: {shares}"] if shares else []
