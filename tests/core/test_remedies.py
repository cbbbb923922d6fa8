from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from deepseek_gui.core.remedies import LADDERS, Ladder, remedy, without_gpu
from deepseek_gui.domain.events import Failed
from deepseek_gui.domain.failure import Cause, Remedy, Step
from deepseek_gui.domain.machine import Gpu, Machine
from deepseek_gui.domain.plan import FlashAttention, LoadMode, Plan, RunSettings
from deepseek_gui.domain.text import Text
from deepseek_gui.engines.base import EngineBuild

HERE = Machine("here", gpus=(Gpu("RTX 3060"), Gpu("RTX 3060")))
NO_GPU = Machine("plain")
SETTINGS = RunSettings(context=8192, parallel=2)
PLAN = Plan("deepseek-v2-lite", "Q4_K_M", "llama-server", SETTINGS)


def changed(step: Step, plan: Plan = PLAN, machine: Machine = HERE) -> Plan:
    found = remedy(step, plan, machine)
    assert found is not None
    assert found.plan is not None
    assert "{" not in str(found.text)
    return found.plan


@pytest.mark.parametrize(
    ("step", "settings"),
    [
        (Step.SMALLER_CONTEXT, {"context": 4096}),
        (Step.LARGER_CONTEXT, {"context": 16384}),
        (Step.COMPRESSED_CACHE, {"kv_type_k": "q8_0", "kv_type_v": "q8_0", "flash_attention": FlashAttention.ON}),
        (Step.ONE_USER, {"parallel": 1, "context": 4096}),
        (Step.SMALLER_UBATCH, {"ubatch": 256}),
        (Step.EXPERTS_IN_RAM, {"cpu_experts": 27}),
        (Step.FEWER_GPU_LAYERS, {"gpu_layers": 20}),
        (Step.CPU_ONLY, {"gpu_layers": 0}),
        (Step.ONE_GPU, {"tensor_split": (1.0, 0.0)}),
        (Step.READ_WHOLE, {"load_mode": LoadMode.READ}),
    ],
)
def test_a_step_changes_one_setting(step: Step, settings: dict[str, object]) -> None:
    """V2-Lite has 27 layers (its config.json) and experts."""
    assert changed(step) == replace(PLAN, settings=replace(SETTINGS, **settings))  # type: ignore[arg-type]


def test_three_quarters_of_all_layers_however_all_was_written() -> None:
    everything = replace(PLAN, settings=replace(SETTINGS, gpu_layers=99))
    assert changed(Step.FEWER_GPU_LAYERS, everything).settings.gpu_layers == 20


def test_code_of_a_model_is_trusted_only_after_a_question() -> None:
    found = remedy(Step.TRUST_CODE, replace(PLAN, engine="transformers"), HERE)
    assert found is not None
    assert found.plan is not None
    assert found.plan.trusts_code
    assert "agree only if you trust" in str(found.question)
    other = remedy(Step.ONE_USER, PLAN, HERE)
    assert other is not None
    assert other.question is None


def test_other_steps_change_the_plan() -> None:
    assert changed(Step.SMALLER_QUANTISATION).quantisation == "Q4_K_S"
    assert changed(Step.OTHER_ENGINE).engine == "embedded"
    assert changed(Step.AGAIN) == PLAN
    assert changed(Step.TRUST_CODE) == replace(PLAN, trusts_code=True)
    compressed = changed(Step.COMPRESSED_CACHE)
    assert changed(Step.PLAIN_CACHE, compressed).settings.kv_type_v == "f16"


@pytest.mark.parametrize(
    ("step", "plan", "machine"),
    [
        (Step.SMALLER_CONTEXT, replace(PLAN, settings=RunSettings(context=1024)), HERE),
        (Step.LARGER_CONTEXT, replace(PLAN, settings=RunSettings(context=163840)), HERE),
        (Step.SMALLER_UBATCH, replace(PLAN, settings=RunSettings(ubatch=64)), HERE),
        (Step.ONE_USER, replace(PLAN, settings=RunSettings()), HERE),
        (Step.COMPRESSED_CACHE, replace(PLAN, settings=RunSettings(kv_type_k="q8_0")), HERE),
        (Step.COMPRESSED_CACHE, replace(PLAN, settings=RunSettings(flash_attention=FlashAttention.OFF)), HERE),
        (Step.PLAIN_CACHE, PLAN, HERE),
        (Step.FEWER_GPU_LAYERS, PLAN, NO_GPU),
        (Step.FEWER_GPU_LAYERS, replace(PLAN, settings=RunSettings(gpu_layers=0)), HERE),
        (Step.EXPERTS_IN_RAM, PLAN, NO_GPU),
        (Step.EXPERTS_IN_RAM, replace(PLAN, model="r1-distill-qwen-7b"), HERE),
        (Step.CPU_ONLY, PLAN, NO_GPU),
        (Step.ONE_GPU, PLAN, NO_GPU),
        (Step.SMALLER_QUANTISATION, replace(PLAN, file=Path("x.gguf")), HERE),
        (Step.SMALLER_QUANTISATION, replace(PLAN, model="mine"), HERE),
        (Step.OTHER_ENGINE, replace(PLAN, engine="embedded"), HERE),
        (Step.OTHER_ENGINE, replace(PLAN, engine="transformers"), HERE),
        (Step.FEWER_GPU_LAYERS, replace(PLAN, engine="transformers"), HERE),
        (Step.TRUST_CODE, replace(PLAN, engine="transformers", trusts_code=True), HERE),
    ],
)
def test_a_step_that_would_change_nothing_is_not_offered(step: Step, plan: Plan, machine: Machine) -> None:
    assert remedy(step, plan, machine) is None


def test_every_cause_has_something_to_try() -> None:
    assert set(LADDERS) == set(Cause)
    compressed = replace(PLAN, settings=replace(SETTINGS, kv_type_k="q8_0", kv_type_v="q8_0"))
    for cause in Cause:
        assert Ladder().propose(cause, compressed, HERE), cause


def failed(cause: Cause | None) -> Failed:
    return Failed(Text("x"), cause=cause)


def test_the_ladder_goes_down_and_never_offers_a_plan_that_failed() -> None:
    ladder, plan, seen = Ladder(), PLAN, []
    for _ in range(60):
        remedies = ladder.failed(failed(Cause.MEMORY_CONTEXT), plan, HERE).remedies
        seen.append(plan)
        following = next((found.plan for found in remedies if found.plan), None)
        if following is None:
            break
        assert following not in seen
        plan = following
    else:
        pytest.fail("the ladder has no end")
    assert [found.step for found in remedies] == [Step.CLOSE_PROGRAMS, Step.SMALLER_MODEL]
    assert len(seen) > 10


def test_a_crash_may_be_tried_again_once() -> None:
    ladder = Ladder()
    steps = [[found.step for found in ladder.failed(failed(Cause.CRASHED), PLAN, HERE).remedies] for _ in range(2)]
    assert steps[0][0] is Step.AGAIN
    assert Step.AGAIN not in steps[1]


def test_what_was_taken_in_vain_is_named_and_stays_named_when_the_model_runs() -> None:
    ladder = Ladder()
    first = ladder.failed(failed(Cause.MEMORY_CONTEXT), PLAN, HERE)
    assert first.tried == ()
    taken = next(found for found in first.remedies if found.plan is not None)
    assert taken.plan is not None
    second = ladder.failed(failed(Cause.MEMORY_CONTEXT), taken.plan, HERE)
    assert second.tried == (taken.text,)
    ladder.forget(PLAN)
    assert ladder.tried(PLAN) == (taken.text,)
    assert ladder.tried(replace(PLAN, model="deepseek-v2")) == ()


def test_a_second_start_is_named_as_tried_only_after_it_failed_too() -> None:
    ladder = Ladder()
    tried = [ladder.failed(failed(Cause.CRASHED), PLAN, HERE).tried for _ in range(2)]
    assert [[str(text) for text in texts] for texts in tried] == [[], ["Start it again"]]


def test_what_failed_is_forgotten_when_the_model_runs_and_kept_apart_from_other_models() -> None:
    ladder = Ladder()
    smaller = changed(Step.SMALLER_CONTEXT)

    def offered(plan: Plan = PLAN) -> list[Plan | None]:
        return [found.plan for found in ladder.propose(Cause.MEMORY_CONTEXT, plan, HERE)]

    ladder.remember(smaller)
    assert smaller not in offered()
    other = replace(PLAN, model="deepseek-v2")
    assert replace(smaller, model="deepseek-v2") in offered(other)
    ladder.forget(PLAN)
    assert smaller in offered()


def test_a_failure_of_unknown_cause_is_left_as_it_is() -> None:
    assert Ladder().failed(failed(None), PLAN, HERE).remedies == ()


def test_a_cpu_build_on_a_machine_with_a_gpu_is_remarked() -> None:
    build = EngineBuild("embedded", "1", ("CPU",))
    notice = without_gpu(build, HERE)
    assert notice is not None
    assert str(notice.message) == "The engine runs on the CPU although this computer has a GPU (RTX 3060)."
    assert notice.remedies == (Remedy(Step.GPU_BUILD, Text("Get a build of the engine for this GPU")),)
    assert without_gpu(build, NO_GPU) is None
    assert without_gpu(build, replace(HERE, simulated=True)) is None
    assert without_gpu(replace(build, backends=("CUDA", "CPU")), HERE) is None
    assert without_gpu(replace(build, backends=()), HERE) is None  # not known
