from __future__ import annotations

import pytest

from deepseek_gui.core.memory_seen import MemorySeen, MemoryWatch
from deepseek_gui.domain.plan import DeviceMemory, Estimate, LoadMode, Plan, RunSettings, Source, Speed
from deepseek_gui.domain.sample import ProcessState, Sample
from deepseek_gui.domain.text import Text
from deepseek_gui.domain.units import GIB, MIB

PID = 77


def estimated(*, gpu_bytes: int = 0, load_mode: LoadMode = LoadMode.AUTO) -> Estimate:
    settings = RunSettings(load_mode=load_mode)
    host = DeviceMemory("Host", "host", 900 * MIB, 60 * MIB, 30 * MIB, 34 * MIB)  # 1 GiB together
    gpus = tuple(DeviceMemory("a GPU", "gpu", gpu_bytes // 2, 0, 0, 0) for _ in range(2 if gpu_bytes else 0))
    return Estimate(
        Plan("x", "Q4_0", settings=settings),
        settings,
        Source.COMPUTED,
        fits=True,
        file_bytes=GIB,
        devices=(*gpus, host),
        speed=Speed(basis=Text("x")),
    )


def sample(rss: float, vram: float | None = None, pid: int = PID) -> Sample:
    return Sample(0.0, 0.0, process=ProcessState(pid, int(rss * GIB), None if vram is None else int(vram * GIB)))


def watched(estimate: Estimate | None, *samples: Sample, prompt: int | None = 512) -> tuple[MemorySeen, ...]:
    watch = MemoryWatch(estimate)
    watch.begin(PID)
    for one in samples:
        watch.look(one)
    if prompt is not None:
        watch.answered(prompt)
    return watch.seen


def test_the_most_of_each_kind_stands_beside_its_prediction() -> None:
    host, gpu = watched(estimated(gpu_bytes=4 * GIB), sample(0.9, 4.0), sample(1.01, 3.0), sample(0.5))
    assert (host.kind, gpu.kind) == ("host", "gpu")
    assert host.difference == pytest.approx(0.01)
    assert gpu.difference == pytest.approx(0.0)
    assert gpu.expected_bytes == 4 * GIB  # of both GPUs
    assert host.reason is gpu.reason is None


def test_only_the_engine_s_own_process_from_its_readiness_on_counts() -> None:
    watch = MemoryWatch(estimated())
    watch.look(sample(5.0))
    assert not watch.seen
    watch.begin(PID)
    watch.look(Sample(0.0, 0.0))
    watch.look(sample(5.0, pid=PID + 1))
    assert not watch.seen
    watch.look(sample(1.0))
    assert [found.peak_bytes for found in watch.seen] == [GIB]
    watch.begin(None)  # a server that is not ours
    watch.look(sample(1.0))
    assert not watch.seen


def test_without_a_prediction_there_is_no_difference() -> None:
    (host,) = watched(None, sample(1.0))
    assert (host.expected_bytes, host.difference, host.reason) == (None, None, None)


@pytest.mark.parametrize(
    ("estimate", "seen", "prompt", "words"),
    [
        (estimated(), sample(0.9), 100, "micro-batch (512 tokens; the longest had 100)"),
        (estimated(), sample(0.9), 512, "dropped pages of the mapped model file"),
        (estimated(load_mode=LoadMode.READ), sample(0.9), 512, "swapped out"),
        (estimated(), sample(1.1), 100, "its log names its buffers"),
        (estimated(gpu_bytes=GIB), sample(1.1, 1.0), 100, "copied to the GPU"),
        (estimated(gpu_bytes=GIB), sample(1.0, 0.9), 100, "driver may keep a part of the model in main memory"),
        (estimated(gpu_bytes=GIB), sample(1.0, 1.1), 100, "libraries keep work space"),
    ],
)
def test_a_prediction_that_is_off_gets_its_likely_reason(
    estimate: Estimate, seen: Sample, prompt: int, words: str
) -> None:
    reasons = [str(found.reason) for found in watched(estimate, seen, prompt=prompt) if found.reason is not None]
    assert len(reasons) == 1
    assert words in reasons[0]
    assert not any(found.reason for found in watched(estimate, seen, prompt=None)), "before the first answer"
