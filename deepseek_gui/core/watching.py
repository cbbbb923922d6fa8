"""Judgements on an engine that runs but not as it should: silent, spilled, or slow to load."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Self

from deepseek_gui.domain.events import Notice
from deepseek_gui.domain.failure import Cause
from deepseek_gui.domain.plan import Estimate, Range
from deepseek_gui.domain.sample import Sample
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text

SILENCE_S = 120.0
"""Without a token; a prompt of many thousand tokens on a slow CPU takes that long."""

_FULL = 0.95
"""Of a GPU's memory in use: above it drivers on Windows begin to move buffers into shared memory."""
_FAR_BELOW = 0.5
"""Of the slowest speed expected."""
_SLOW_READ_BYTES_S = 250e6
"""Below any SSD's sequential rate; a hard disk reads 100 to 200 MB/s."""
_LONG_LOADING_S = 20.0


class SilenceWatch:
    """Tells once when nothing was heard for a while; a context manager around an answer."""

    def __init__(self, on_silence: Callable[[], None], silence_s: float = SILENCE_S) -> None:
        """Prepare; `on_silence` is called on a thread of the watch."""
        self._on_silence = on_silence
        self._silence_s = silence_s
        self._heard = threading.Event()
        self._ended = False
        self._thread = threading.Thread(target=self._watch, name="engine-silence", daemon=True)

    def __enter__(self) -> Self:
        """Begin to listen."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop listening."""
        self._ended = True
        self._heard.set()
        self._thread.join()

    def heard(self) -> None:
        """Begin to wait anew."""
        self._heard.set()

    def _watch(self) -> None:
        while self._heard.wait(self._silence_s):
            if self._ended:
                return
            self._heard.clear()
        self._on_silence()


def silence(silence_s: float) -> Notice:
    """Return the notice of an engine that has not written a token for `silence_s` seconds."""
    return Notice(
        Text(
            QT_TRANSLATE_NOOP("core", "The engine has written nothing for {seconds} s."), {"seconds": round(silence_s)}
        ),
        Text(
            QT_TRANSLATE_NOOP(
                "core", "A long prompt takes its time; otherwise stop it, unload the model and start it anew."
            )
        ),
        Cause.HUNG,
        f"no token for {silence_s:g} s",
    )


def spilled(
    used_bytes: int | None, total_bytes: int | None, decode_tps: float | None, expected: Range | None
) -> Notice | None:
    """Return a notice when a GPU is full and the speed far under the estimate, else None.

    Args:
        used_bytes: of the GPU's memory, by all programs; None when not known.
        total_bytes: of that GPU.
        decode_tps: measured, tokens per second.
        expected: the estimate of the same.
    """
    if not used_bytes or not total_bytes or not decode_tps or expected is None:
        return None
    if used_bytes < _FULL * total_bytes or decode_tps >= _FAR_BELOW * expected.low:
        return None
    return Notice(
        Text(
            QT_TRANSLATE_NOOP(
                "core",
                "The GPU's memory is full and the speed ({measured} tokens/s) is far under the estimate "
                "({expected} tokens/s): the driver keeps a part of the model in main memory.",
            ),
            {"measured": f"{decode_tps:.1f}", "expected": f"{expected.expected:.1f}"},
        ),
        Text(QT_TRANSLATE_NOOP("core", "Choose a smaller context or fewer layers on the GPU.")),
        Cause.SPILLED,
        f"{used_bytes} of {total_bytes} bytes, {decode_tps:.2f} tokens/s",
    )


class SpillWatch:
    """Tells once for each start of an engine when a GPU has silently spilled into main memory."""

    def __init__(self, estimate: Estimate | None) -> None:
        """Prepare; `estimate` is that of the plan that runs, None when there is none."""
        on_gpu = estimate is not None and any(device.kind == "gpu" for device in estimate.devices)
        self._expected = estimate.speed.decode_tps if estimate and estimate.speed and on_gpu else None

    def look(self, sample: Sample, decode_tps: float | None) -> Notice | None:
        """Return a notice the first time that a sample and the speed of an answer tell it, else None."""
        for gpu in sample.gpus:
            notice = spilled(gpu.memory_used_bytes, gpu.memory_total_bytes, decode_tps, self._expected)
            if notice is not None and gpu.stale is None:
                self._expected = None
                return notice
        return None


def slow_loading(file_bytes: int | None, load_s: float) -> Notice | None:
    """Return a notice when a file was read so slowly that its disk must be the reason, else None.

    Args:
        file_bytes: None when it is not known how much was read.
        load_s: the whole start of the engine.
    """
    if file_bytes is None or load_s < _LONG_LOADING_S or file_bytes / load_s >= _SLOW_READ_BYTES_S:
        return None
    rate = file_bytes / load_s / 1e6
    return Notice(
        Text(QT_TRANSLATE_NOOP("core", "The model was read at {rate} MB/s: the disk is slow."), {"rate": round(rate)}),
        Text(QT_TRANSLATE_NOOP("core", "Keep model files on an SSD.")),
        Cause.SLOW_DISK,
        f"{file_bytes} bytes in {load_s:.1f} s",
    )
