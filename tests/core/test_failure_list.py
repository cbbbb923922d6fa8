"""Every failure that a person must be told of: what an engine or the system says, its kind, and the next setting.

Fails when a kind of failure has no recorded evidence here, when the evidence is not understood any more, or when there
is nothing to try. The lines are as engines print them (sources: tests/engines/test_failures.py).
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from deepseek_gui.core import engine_run, watching
from deepseek_gui.core.engine_run import exit_cause, exit_words
from deepseek_gui.core.remedies import LADDERS, Ladder, without_gpu
from deepseek_gui.domain.events import Failed, Notice
from deepseek_gui.domain.failure import Cause, Step
from deepseek_gui.domain.machine import Gpu, Machine
from deepseek_gui.domain.plan import Plan, Range, RunSettings
from deepseek_gui.domain.units import GIB
from deepseek_gui.engines import failures
from deepseek_gui.engines.base import EngineBuild

GPUS = Machine("two GPUs", gpus=(Gpu("RTX 3060"), Gpu("RTX 3060")))
PLAN = Plan("r1-distill-qwen-7b", "Q4_K_M", "llama-server", RunSettings(context=8192))
COMPRESSED = replace(PLAN, settings=replace(PLAN.settings, kv_type_k="q8_0", kv_type_v="q8_0"))
CPU_BUILD = EngineBuild("embedded", "1", ("CPU",))


def line(text: str) -> Callable[[], Failed | Notice | None]:
    return lambda: failures.read(text)


def at_a_prompt(text: str) -> Callable[[], Failed | Notice | None]:
    """Return what is made of a line once the engine has answered (`EngineRun._placed`)."""

    def read() -> Failed | Notice | None:
        found = failures.read(text)
        return replace(found, cause=Cause.MEMORY_PROMPT) if isinstance(found, Failed) else found

    return read


def status(code: int) -> Callable[[], Failed | Notice | None]:
    return lambda: Failed(*exit_words(code), cause=exit_cause(code), evidence=f"exit status {code}")


def not_installed() -> Failed:
    error = engine_run._not_installed("llama-server")
    return Failed(error.message, error.hint, cause=error.cause, evidence="llama-server")


@dataclass(frozen=True)
class Known:
    """What the requirement calls it, where it shows, what it is, and the step that must be among the first two."""

    name: str
    evidence: Callable[[], Failed | Notice | None]
    cause: Cause
    step: Step


LIST = (
    Known(
        "out of memory while loading",
        line("alloc_buffer: allocating 9 MiB on device 0: cudaMalloc failed: out of memory"),
        Cause.MEMORY_LOADING,
        Step.FEWER_GPU_LAYERS,
    ),
    Known(
        "out of memory at context growth",
        line("E llama_init_from_model: failed to initialize the context: failed to allocate buffer for kv cache"),
        Cause.MEMORY_CONTEXT,
        Step.COMPRESSED_CACHE,
    ),
    Known(
        "out of memory at first prompt",
        at_a_prompt("ggml_backend_cuda_buffer_type_alloc_buffer: cudaMalloc failed: out of memory"),
        Cause.MEMORY_PROMPT,
        Step.SMALLER_UBATCH,
    ),
    Known(
        "silent spill into shared memory",
        lambda: watching.spilled(int(11.9 * GIB), 12 * GIB, 2.0, Range(20.0, 25.0, 30.0)),
        Cause.SPILLED,
        Step.COMPRESSED_CACHE,
    ),
    Known(
        "unsupported architecture",
        line("E llama_model_load: error loading model: unknown model architecture: 'llamz'"),
        Cause.ARCHITECTURE,
        Step.OTHER_ENGINE,
    ),
    Known(
        "unsupported quantisation",
        line("gguf_init_from_reader: tensor 'output.weight' has invalid ggml type 142. should be in [0, 43)"),
        Cause.QUANTISATION,
        Step.OTHER_ENGINE,
    ),
    Known(
        "unsupported cache type",
        line("E llama_init_from_model: K cache type q8_0 with block size 32 does not divide n_embd_head_k=16"),
        Cause.CACHE_TYPE,
        Step.PLAIN_CACHE,
    ),
    Known(
        "CUDA/driver mismatch",
        line("ggml_cuda_init: failed to initialize CUDA: CUDA driver version is insufficient for CUDA runtime version"),
        Cause.DRIVER,
        Step.UPDATE_DRIVER,
    ),
    Known(
        "missing library",
        line("llama-server: error while loading shared libraries: libcudart.so.12: cannot open shared object file"),
        Cause.LIBRARY,
        Step.INSTALL_LIBRARY,
    ),
    Known("missing library, said by the status alone", status(127), Cause.LIBRARY, Step.INSTALL_LIBRARY),
    Known("illegal instruction", line("Illegal instruction (core dumped)"), Cause.INSTRUCTION, Step.OTHER_ENGINE),
    Known(
        "illegal instruction, said by the signal alone", status(-signal.SIGILL), Cause.INSTRUCTION, Step.OTHER_ENGINE
    ),
    Known("no GPU build on a GPU machine", lambda: without_gpu(CPU_BUILD, GPUS), Cause.NO_GPU_BUILD, Step.GPU_BUILD),
    Known(
        "no GPU build, said by the engine",
        line("warning: no usable GPU found, --gpu-layers option will be ignored"),
        Cause.NO_GPU_BUILD,
        Step.GPU_BUILD,
    ),
    Known(
        "port in use",
        line("srv  start: couldn't bind HTTP server socket, hostname: 127.0.0.1, port: 8080"),
        Cause.PORT,
        Step.OTHER_PORT,
    ),
    Known(
        "model file damaged",
        line("llama_model_load: tensor 'blk.0.attn_k.weight' data is not within the file bounds"),
        Cause.FILE,
        Step.NEW_FILE,
    ),
    Known("model file changed meanwhile", status(-getattr(signal, "SIGBUS", 7)), Cause.FILE, Step.NEW_FILE),
    Known("disk broken", line("OSError: [Errno 5] Input/output error"), Cause.DISK, Step.READ_WHOLE),
    Known("slow disk", lambda: watching.slow_loading(10 * 10**9, 100.0), Cause.SLOW_DISK, Step.READ_WHOLE),
    Known(
        "multi-GPU peer access",
        line("RuntimeError: CUDA error: peer access is not supported between these two devices"),
        Cause.PEER_ACCESS,
        Step.ONE_GPU,
    ),
    Known(
        "template missing",
        line("default chat template is no longer allowed, so you must provide a chat template"),
        Cause.TEMPLATE,
        Step.OTHER_ENGINE,
    ),
    Known(
        "context full",
        line("request (5000 tokens) exceeds the available context size (4096 tokens), try increasing it"),
        Cause.CONTEXT_FULL,
        Step.NEW_CONVERSATION,
    ),
    Known(
        "context larger than the model's",
        line(
            "Value error, User-specified max_model_len (8192) is greater than the derived max_model_len "
            "(max_position_embeddings=4096.0 or model_max_length=None in model's config.json)."
        ),
        Cause.CONTEXT_TOO_LARGE,
        Step.SMALLER_CONTEXT,
    ),
    Known("engine hung", lambda: watching.silence(120.0), Cause.HUNG, Step.AGAIN),
    Known(
        "the model's own code",
        line("ValueError: The repository /models/mine contains custom code which must be executed to load the model."),
        Cause.REMOTE_CODE,
        Step.TRUST_CODE,
    ),
    Known("engine not installed", not_installed, Cause.NO_ENGINE, Step.OTHER_ENGINE),
    Known("option unknown", line("error: invalid argument: --no-mmap"), Cause.OPTION, Step.OTHER_ENGINE),
    Known("ended from outside", status(-9), Cause.KILLED, Step.AGAIN),
    Known("crashed", status(-signal.SIGSEGV), Cause.CRASHED, Step.AGAIN),
)


@pytest.mark.parametrize("known", LIST, ids=lambda known: known.name)
def test_it_is_told_with_its_cause_and_the_next_setting(known: Known) -> None:
    found = known.evidence()
    assert found is not None
    assert found.cause is known.cause
    assert str(found.message)
    assert found.hint is not None
    assert str(found.hint)
    if not (isinstance(found, Notice) and found.cause is Cause.NO_GPU_BUILD):  # its message names the GPU
        assert found.evidence
    plan = COMPRESSED if known.cause is Cause.CACHE_TYPE else PLAN
    remedies = Ladder().propose(known.cause, plan, GPUS)
    assert known.step in [remedy.step for remedy in remedies[:2]]
    assert all(str(remedy.text) and "{" not in str(remedy.text) for remedy in remedies)


def test_no_kind_of_failure_is_without_evidence_here() -> None:
    assert {known.cause for known in LIST} == set(Cause) == set(LADDERS)


@pytest.mark.parametrize("cause", list(Cause))
def test_the_ladder_remembers_what_was_tried(cause: Cause) -> None:
    """Going down by the first step that a button can take never comes back to a plan, and names what was taken."""
    ladder, plan, seen = Ladder(), PLAN, [PLAN]
    for _ in range(60):
        failed = ladder.failed(Failed(replace(watching.silence(1.0).message), cause=cause), plan, GPUS)
        following = next((remedy for remedy in failed.remedies if remedy.plan not in (None, plan)), None)
        if following is None or following.plan is None:
            break
        assert following.plan not in seen
        plan = following.plan
        seen.append(plan)
        assert following.text in ladder.failed(Failed(failed.message, cause=cause), plan, GPUS).tried
    else:
        pytest.fail("the ladder has no end")
