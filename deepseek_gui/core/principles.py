"""The article's three principles as figures: compute for the prompt, bandwidth for the answer, disk for the load."""

from __future__ import annotations

from collections.abc import Mapping

from deepseek_gui.core.estimating import Subject, subject
from deepseek_gui.core.ranking import COMFORTABLE_TPS, Need, UseCase, expected_tps
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Estimate
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import GB
from deepseek_gui.domain.verdict import Principle, Verdict
from deepseek_gui.sizing.decode import attention_share

PATIENCE_S: Mapping[UseCase, float] = {
    UseCase.CHAT: 10,
    UseCase.CODING: 15,
    UseCase.DOCUMENTS: 60,
    UseCase.TEAM: 10,
    UseCase.BATCH: 60,
}
"""How long a prompt of half the context may take before the first word of the answer."""

LOAD_S = 60.0
"""A start that takes longer feels broken."""

UNKNOWN = Text(QT_TRANSLATE_NOOP("core", "not known"))


def principles(found: Estimate, machine: Machine, need: Need) -> tuple[Principle, ...]:
    """Return need and have of a plan's three principles.

    Raises:
        ActionableError: as `estimating.subject`.
    """
    about = subject(found.plan)
    return _compute(found, about, need), _bandwidth(found, about, machine, need), _disk(found, machine)


def _compute(found: Estimate, about: Subject, need: Need) -> Principle:
    prompt, patience_s = need.context // 2, PATIENCE_S[need.use_case]
    wished = prompt / patience_s
    flops = 2.0 * about.weights.active_params
    have = found.speed.prefill_tps
    return Principle(
        "compute",
        Text(QT_TRANSLATE_NOOP("core", "Compute, to read the prompt")),
        _rated(flops * wished / 1e12, "TFLOPS", wished),
        UNKNOWN if have is None else _rated(flops * have.expected / 1e12, "TFLOPS", have.expected),
        _verdict(None if have is None else have.expected >= wished),
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "A prompt of {tokens} tokens is to be read in {seconds} s; each takes {gflop} GFLOP. "
                "What is there is what the engine reaches, not the peak of the data sheet.",
            ),
            {"tokens": prompt, "seconds": _figure(patience_s), "gflop": _figure(flops / 1e9)},
        ),
    )


def _bandwidth(found: Estimate, about: Subject, machine: Machine, need: Need) -> Principle:
    wished = need.min_tps or COMFORTABLE_TPS[need.use_case]
    cache = sum(device.kv_cache_bytes for device in found.devices)
    share = attention_share(about.architecture, found.settings) / found.settings.parallel
    per_token = about.weights.active_bytes + cache * share / 2
    have = expected_tps(found)
    return Principle(
        "bandwidth",
        Text(QT_TRANSLATE_NOOP("core", "Memory bandwidth, to write the answer")),
        _rated(per_token * wished / GB, "GB/s", wished),
        UNKNOWN if have is None else _rated(per_token * have / GB, "GB/s", have),
        _verdict(None if have is None else have >= wished),
        Text(
            QT_TRANSLATE_NOOP("core", "Each token reads {size} GB of weights and cache. {paths}"),
            {"size": _figure(per_token / GB), "paths": _paths(found, machine)},
        ),
    )


def _paths(found: Estimate, machine: Machine) -> Text:
    """Say over which memories a token reads, and over which link what is offloaded goes."""
    ram = _or_unknown(machine.memory.bandwidth_gbs)
    held = [device for device in found.devices if device.kind == "gpu" and device.weights_bytes]
    if not held:
        return Text(QT_TRANSLATE_NOOP("core", "All of it comes from RAM at {ram} GB/s."), {"ram": ram})
    rates = [gpu.bandwidth_gbs for gpu in machine.gpus if gpu.bandwidth_gbs is not None]
    links = [gpu.pcie_gbs for gpu in machine.gpus if gpu.pcie_gbs is not None]
    arguments = {
        "gpu": _or_unknown(min(rates, default=None)),
        "ram": ram,
        "link": _or_unknown(min(links, default=None)),
        "size": _figure(sum(device.weights_bytes for device in found.devices if device.kind == "host") / GB),
    }
    if not _offloaded(found):
        return Text(QT_TRANSLATE_NOOP("core", "All of it comes from GPU memory at {gpu} GB/s."), arguments)
    return Text(
        QT_TRANSLATE_NOOP(
            "core",
            "GPU memory gives {gpu} GB/s; the {size} GB of weights in RAM come at {ram} GB/s, and over PCIe at "
            "{link} GB/s when a prompt is read.",
        ),
        arguments,
    )


def _offloaded(found: Estimate) -> bool:
    """Tell whether layers or experts stay in main memory; the embedding always does."""
    layers, architecture = found.settings.gpu_layers, subject(found.plan).architecture
    return bool(found.settings.cpu_experts) or (layers is not None and layers <= architecture.n_layers)


def _disk(found: Estimate, machine: Machine) -> Principle:
    rate = machine.storage.read_mbs
    seconds = None if not rate else found.file_bytes / (rate * 1e6)
    wished_mbs = found.file_bytes / LOAD_S / 1e6
    template = QT_TRANSLATE_NOOP("core", "{rate} MB/s: loads in {seconds} s")
    return Principle(
        "disk",
        Text(QT_TRANSLATE_NOOP("core", "Disk, to load the model")),
        Text(template, {"rate": _figure(wished_mbs), "seconds": _figure(LOAD_S)}),
        UNKNOWN if seconds is None else Text(template, {"rate": _figure(rate or 0), "seconds": _figure(seconds)}),
        _verdict(None if seconds is None else seconds <= LOAD_S),
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "The file of {size} GB is read from one end to the other, once a start; "
                "the disk's random rate does not matter.",
            ),
            {"size": _figure(found.file_bytes / GB)},
        ),
    )


def _rated(amount: float, unit: str, tokens_per_s: float) -> Text:
    return Text(
        QT_TRANSLATE_NOOP("core", "{amount} {unit}: {rate} tokens per second"),
        {"amount": _figure(amount), "unit": unit, "rate": _figure(tokens_per_s)},
    )


def _verdict(met: bool | None) -> Verdict:
    return Verdict.UNKNOWN if met is None else Verdict.PASS if met else Verdict.SHORT


def _or_unknown(value: float | None) -> str | Text:
    return UNKNOWN if value is None else _figure(value)


def _figure(value: float) -> str:
    """Return a number with two or three digits that mean something: 0.42, 6.3, 62."""
    digits = 0 if value >= 20 else 1 if value >= 1 else 2
    return f"{value:.{digits}f}".removesuffix(".0")
