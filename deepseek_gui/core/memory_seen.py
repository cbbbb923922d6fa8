"""The most memory that a running engine was seen to take, beside what was predicted for it."""

from __future__ import annotations

from dataclasses import dataclass

from deepseek_gui.domain.plan import Estimate
from deepseek_gui.domain.sample import Sample
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text

CLOSE = 0.03
"""Of the prediction: further off, a reason is looked for."""


@dataclass(frozen=True, slots=True)
class MemorySeen:
    """One kind of memory.

    Attributes:
        kind: "host" or "gpu", all GPUs together, as `DeviceMemory.kind`.
        peak_bytes: the most that was seen since the engine was ready.
        expected_bytes: None when nothing was predicted.
        reason: why the two are far apart, most likely; None when they are not, or when it cannot be told yet.
    """

    kind: str
    peak_bytes: int
    expected_bytes: int | None
    reason: Text | None = None

    @property
    def difference(self) -> float | None:
        """Seen over predicted, less one; None without a prediction."""
        return self.peak_bytes / self.expected_bytes - 1 if self.expected_bytes else None


class MemoryWatch:
    """Compares a prediction with the process while it answers.

    "Seen" in main memory is the resident size of the engine's processes, mapped pages of the model file included: the
    prediction counts them too, since an engine that computes on the CPU reads every one of them for each token. Pages
    count once they were touched: the weights are at the warm-up before `Ready`, the KV cache when it is cleared, the
    work space by the first prompt of a whole micro-batch. Samples of the loading do not count: an engine with a GPU
    then maps pages of the file that it copies and drops, which no plan needs at once. Afterwards the size of a healthy
    engine only grows, so the largest sample is the peak. Not in it: the supervisor (8 MiB), and what the system keeps
    of the file beyond the mapping. On GPUs it is what the driver says of the process, its context included.
    """

    def __init__(self, estimate: Estimate | None) -> None:
        """Prepare; `estimate` is that of the plan that runs, None when there is none."""
        self._estimate = estimate
        self._peaks: dict[str, int] = {}
        self._longest_prompt: int | None = None
        self._pid: int | None = None

    def begin(self, pid: int | None) -> None:
        """Note that the engine is ready: what its process takes counts from here on; None is not ours to watch."""
        self._pid = pid
        self._peaks.clear()

    def look(self, sample: Sample) -> None:
        """Take what the process has now."""
        process = sample.process
        if process is None or process.pid != self._pid:
            return
        for kind, value in (("host", process.rss_bytes), ("gpu", process.vram_bytes)):
            if value is not None:
                self._peaks[kind] = max(value, self._peaks.get(kind, 0))

    def answered(self, prompt_tokens: int | None) -> None:
        """Note that an answer ended; its prompt touched as much of the work space as it had tokens."""
        self._longest_prompt = max(prompt_tokens or 0, self._longest_prompt or 0)

    @property
    def seen(self) -> tuple[MemorySeen, ...]:
        """What was seen so far: main memory, then that of GPUs where the driver tells it."""
        return tuple(self._compared(kind, peak) for kind, peak in sorted(self._peaks.items(), reverse=True))

    def _compared(self, kind: str, peak: int) -> MemorySeen:
        expected = self._expected(kind)
        seen = MemorySeen(kind, peak, expected)
        off = seen.difference
        if off is None or abs(off) <= CLOSE or self._longest_prompt is None:
            return seen
        return MemorySeen(kind, peak, expected, self._reason(kind, off))

    def _expected(self, kind: str) -> int | None:
        devices = self._estimate.devices if self._estimate else ()
        return sum(device.total_bytes for device in devices if device.kind == kind) or None

    def _reason(self, kind: str, off: float) -> Text:
        if kind == "gpu":
            return _GPU_LESS if off < 0 else _GPU_MORE
        if off > 0:
            return _MAPPED_TOO if self._expected("gpu") and self._is_mapped() else _HOST_MORE
        ubatch = self._estimate.settings.ubatch if self._estimate else 0
        if (self._longest_prompt or 0) < ubatch:
            return Text(_SHORT_PROMPT, {"tokens": self._longest_prompt or 0, "ubatch": ubatch})
        return _NOT_TOUCHED if self._is_mapped() else _HOST_LESS

    def _is_mapped(self) -> bool:
        return self._estimate is None or self._estimate.settings.load_mode.maps


_SHORT_PROMPT = QT_TRANSLATE_NOOP(
    "core",
    "Less than expected so far: the work space counts once a prompt fills a micro-batch ({ubatch} tokens; the longest "
    "had {tokens}).",
)
_NOT_TOUCHED = Text(
    QT_TRANSLATE_NOOP(
        "core",
        "Less than expected: the system has dropped pages of the mapped model file, or they were never read.",
    )
)
_HOST_LESS = Text(QT_TRANSLATE_NOOP("core", "Less than expected: a part of the engine may be swapped out."))
_HOST_MORE = Text(
    QT_TRANSLATE_NOOP(
        "core", "More than expected: the engine keeps something that was not counted; its log names its buffers."
    )
)
_MAPPED_TOO = Text(
    QT_TRANSLATE_NOOP(
        "core",
        "More than expected: pages of the model file that were copied to the GPU count until the system drops them.",
    )
)
_GPU_LESS = Text(
    QT_TRANSLATE_NOOP("core", "Less than expected: the driver may keep a part of the model in main memory.")
)
_GPU_MORE = Text(
    QT_TRANSLATE_NOOP("core", "More than expected: the driver's libraries keep work space of their own on the GPU.")
)
