"""What a run did, row by row: the one table behind the charts and the files that are made of them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from deepseek_gui.core.energy import EnergyMeter, power_of
from deepseek_gui.domain.events import PromptProgress
from deepseek_gui.domain.sample import GpuState, Sample
from deepseek_gui.domain.units import gib
from deepseek_gui.ui.run.rate import RateMeter
from deepseek_gui.ui.widgets.history import DAY_BINS, HOUR_S, Columns, History

RUN_COLUMNS = (
    "tokens_per_s",
    "mean_tokens_per_s",
    "tokens",
    "prompt_read_percent",
    "first_token_s",
    "engine_ram_gib",
    "cpu_percent",
    "cpu_w",
    "energy_per_token_j",
    "mean_energy_per_token_j",
)
GPU_COLUMNS = ("percent", "engine_gib", "others_gib", "used_gib", "w")
"""Of each GPU, and of all together: their mean load, their sums."""

_WHOLE_S = 0.2
"""A row of "all is read", then the line ends."""

Values = list[float | None]


@dataclass(slots=True)
class Answer:
    """The answer under way.

    Attributes:
        sent_s: when the prompt was sent, seconds of the charts' clock.
        tokens: that have come.
        first_s: from the prompt to the first token; None before it.
        read: how far the prompt is read, where the engine tells.
    """

    meter: RateMeter
    sent_s: float
    tokens: int = 0
    first_s: float | None = None
    read: PromptProgress | None = None

    def read_percent(self, now_s: float) -> float | None:
        """Return how much of the prompt is read; all with the first token, later there is nothing to show."""
        if self.first_s is not None:
            return 100.0 if now_s - self.sent_s - self.first_s < _WHOLE_S else None
        return 100 * self.read.processed / self.read.total if self.read is not None else None


def gpu_column(index: int | None, name: str) -> str:
    """Return a column of a GPU, or of all of them (None): "gpu0_w", "gpus_w"."""
    return f"gpus_{name}" if index is None else f"gpu{index}_{name}"


class RunCourse:
    """Takes in samples and tokens, writes rows. An hour is kept in full, a day in bins.

    Attributes:
        answer: the one under way.
        has_true_power: False on a simulated machine: the engine that answers is this computer's.
        engine_runs: an engine loads or answers.
        clock_offset_s: wall clock minus the clock of the rows.
    """

    def __init__(self) -> None:
        self.energy = EnergyMeter()
        self.answer: Answer | None = None
        self.has_true_power = True
        self.engine_runs = False
        self.clock_offset_s = 0.0
        self._sample: Sample | None = None
        self._gpus = 0
        self._known: set[str] = set()
        self._start()

    @property
    def history(self) -> History:
        """Return the table."""
        return self._history

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of its columns, units included."""
        return self._names

    @property
    def gpus(self) -> int:
        """Return how many GPUs the samples list."""
        return self._gpus

    @property
    def sample(self) -> Sample | None:
        """Return the newest sample."""
        return self._sample

    def columns(self, *names: str) -> Columns:
        """Return some of the columns, for a chart."""
        return Columns(self._history, [self._places[name] for name in names])

    def knows(self, name: str) -> bool:
        """Return whether a column ever held a value."""
        return name in self._known

    def restart(self) -> None:
        """Forget the rows: another engine starts."""
        self._start()

    def take_sample(self, sample: Sample, now_s: float) -> None:
        """Use what the machine does now, from the next row on."""
        self._sample = sample
        if self.has_true_power:
            self.energy.take(power_of(sample), now_s)
        if len(sample.gpus) != self._gpus:
            self._gpus = len(sample.gpus)
            self._start()

    def append(self, now_s: float) -> None:
        """Write a row."""
        self.clock_offset_s = time.time() - time.monotonic()
        row = [*self._run_values(now_s), *self._gpu_values()]
        self._history.append(now_s, row)
        if len(self._known) < len(self._names):
            self._known.update(name for name, value in zip(self._names, row, strict=True) if value is not None)

    def _start(self) -> None:
        devices = [None, *range(self._gpus)]
        self._names = (*RUN_COLUMNS, *(gpu_column(index, name) for index in devices for name in GPU_COLUMNS))
        self._places = {name: place for place, name in enumerate(self._names)}
        self._history = History(len(self._names), HOUR_S, DAY_BINS)

    def _run_values(self, now_s: float) -> Values:
        sample, answer = self._sample, self.answer
        process = sample.process if sample is not None else None
        cpu = sample.cpu if sample is not None and "cpu" not in sample.stale else None
        rate = answer.meter.momentary(now_s - answer.sent_s) if answer is not None else None
        return [
            rate,
            answer.meter.mean() if answer is not None else None,
            answer.tokens if answer is not None else None,
            answer.read_percent(now_s) if answer is not None else None,
            answer.first_s if answer is not None else None,
            _gib(process.rss_bytes if process is not None else None),
            cpu.utilisation_percent if cpu is not None else None,
            cpu.power_w if cpu is not None else None,
            self._momentary_j(rate),
            self.energy.per_token_j(answer.tokens, now_s) if answer is not None else None,
        ]

    def _momentary_j(self, rate_tps: float | None) -> float | None:
        if self._sample is None or not rate_tps or not self.has_true_power:
            return None
        power = power_of(self._sample)
        counted = power.total_w if power.counted is self.energy.counted else None
        return None if counted is None else counted / rate_tps

    def _gpu_values(self) -> Values:
        sample = self._sample
        if sample is None:
            return [None] * (len(self._names) - len(RUN_COLUMNS))
        each = [_gpu_row(sample, gpu, engine_runs=self.engine_runs) for gpu in sample.gpus]
        percent, *sums = zip(*each, strict=True) if each else [()] * len(GPU_COLUMNS)
        known = [value for value in percent if value is not None]
        whole: Values = [sum(known) / len(known) if known else None, *map(_sum, sums)]
        process = sample.process
        if whole[1] is None and process is not None:  # the kernel may tell a process's memory without the card
            whole[1] = _gib(process.vram_bytes)
        return whole + [value for row in each for value in row]


def _gpu_row(sample: Sample, gpu: GpuState, *, engine_runs: bool) -> Values:
    """Return load, memory of the engine, of others and of all, and power; of a card that is silent nothing."""
    if gpu.stale is not None:
        return [None] * len(GPU_COLUMNS)
    mine = _engine_bytes(sample, gpu.index) if engine_runs else 0
    if mine is None and len(sample.gpus) == 1 and sample.process is not None:
        mine = sample.process.vram_bytes
    used = gpu.memory_used_bytes
    others = None if used is None or mine is None else max(0, used - mine)
    return [gpu.utilisation_percent, _gib(mine if engine_runs else None), _gib(others), _gib(used), gpu.power_w]


def _engine_bytes(sample: Sample, gpu_index: int) -> int | None:
    """Return what the engine holds on a card; None when the driver does not tell.

    A driver that names the engine on another card means that it holds nothing here.
    """
    watched = [process for process in sample.gpu_processes or () if process.watched]
    sizes = [process.memory_bytes for process in watched if process.gpu_index == gpu_index]
    known = [size for size in sizes if size is not None]
    return sum(known) if watched and len(known) == len(sizes) else None


def _sum(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None


def _gib(size_bytes: int | None) -> float | None:
    return None if size_bytes is None else gib(size_bytes)
