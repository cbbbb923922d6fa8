"""Machines and a small match whose numbers a reader can check by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from deepseek_gui.core.catalogue import models_by_id, tier_needs
from deepseek_gui.core.machines import machine_named
from deepseek_gui.core.matching import MatchResult, Need, UseCase
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import DeviceMemory, Estimate, Plan, Range, RunSettings, Source, Speed
from deepseek_gui.domain.text import Text
from deepseek_gui.domain.units import GIB
from deepseek_gui.services.tasks import TaskRunner
from deepseek_gui.sizing.tiers import judge_tiers
from deepseek_gui.ui.match.backend import MatchBackend


def make_estimate(
    model: str = "r1-distill-qwen-7b",
    quantisation: str = "Q4_K_M",
    *,
    gpu_gib: tuple[float, ...] = (5.0,),
    free_gib: float = 11.0,
    tps: float | None = 50.0,
    context: int = 8192,
    users: int = 1,
) -> Estimate:
    """Return an estimate with weights of `gpu_gib` on GPUs that have `free_gib` to give."""
    gpus = tuple(
        DeviceMemory(
            "NVIDIA GeForce RTX 3060", "gpu", int(size * GIB), GIB // 2, GIB // 4, GIB // 3, int(free_gib * GIB)
        )
        for size in gpu_gib
    )
    host = DeviceMemory("CPU", "host", GIB // 3, 0, GIB // 100, 0, 28 * GIB)
    fits = all(device.total_bytes <= (device.free_bytes or 0) for device in gpus)
    speed = None if tps is None else Range(tps * 0.85, tps, tps * 1.15)
    return Estimate(
        plan=Plan(model, quantisation, settings=RunSettings(context=context * users, parallel=users)),
        settings=RunSettings(context=context * users, parallel=users, gpu_layers=99),
        source=Source.COMPUTED,
        fits=fits,
        file_bytes=int(sum(gpu_gib) * GIB) + GIB // 3,
        devices=(*gpus, host),
        speed=Speed(speed, speed, None, Range(0.4, 0.5, 0.7), basis=Text("Bandwidth 360 GB/s at 83 %, 35 µs a layer.")),
        reason=None if fits else Text("Short by {size} GiB of GPU memory.", {"size": f"{sum(gpu_gib) - 10:.1f}"}),
        remedy=None if fits else Text("Take {name}.", {"name": "Q3_K_M"}),
    )


PLANS = (
    make_estimate("r1-distill-qwen-14b", "Q4_K_M", gpu_gib=(8.4,), tps=29.4),
    make_estimate("r1-distill-qwen-7b", "Q8_0", gpu_gib=(7.5,), tps=33.0),
    make_estimate("r1-distill-qwen-7b", "Q4_K_M", gpu_gib=(4.4,), tps=54.0),
    make_estimate("r1-distill-qwen-1.5b", "Q8_0", gpu_gib=(1.5,), tps=120.0),
    make_estimate("deepseek-v2-lite", "Q4_0", gpu_gib=(8.5,), tps=None),
    make_estimate("r1-distill-qwen-14b", "Q8_0", gpu_gib=(14.6,), tps=18.0),
    make_estimate("deepseek-r1", "Q4_K_M", gpu_gib=(376.0,), tps=0.4),
)


def small_match(machine: Machine, need: Need) -> MatchResult:
    """Return the real tier verdicts and seven made plans with the need's context."""
    plans = tuple(
        make_estimate(
            plan.plan.model,
            plan.plan.quantisation or "",
            gpu_gib=(plan.devices[0].weights_bytes / GIB,),
            tps=plan.speed.decode_tps.expected if plan.speed.decode_tps else None,
            context=need.context,
            users=need.users,
        )
        for plan in PLANS
    )
    return MatchResult(machine, need, judge_tiers(machine, tier_needs()), plans)


@pytest.fixture
def tasks(qapp: object) -> Iterator[TaskRunner]:
    """Return a task runner that is shut down at the end."""
    del qapp
    runner = TaskRunner()
    yield runner
    runner.shut_down()


@pytest.fixture
def basic() -> Machine:
    """Return the article's basic machine."""
    return machine_named("basic")


@pytest.fixture
def chat() -> Need:
    """Return a plain need."""
    return Need(UseCase.CHAT, 8192, 1, None)


@pytest.fixture
def backend() -> MatchBackend:
    """Return real machines, catalogue and tier verdicts with the seven plans of `small_match`."""
    names = ("basic", "office", "enterprise")
    return MatchBackend(
        current_machine=lambda: machine_named("office"),
        machine_named=machine_named,
        examples=lambda: {name: machine_named(name) for name in names},
        match=small_match,
        models=models_by_id,
        tiers=tier_needs,
    )


@pytest.fixture
def result(basic: Machine, chat: Need) -> MatchResult:
    """Return the small match of the basic machine."""
    return small_match(basic, chat)


@pytest.fixture
def plan_of() -> Callable[..., Estimate]:
    """Return `make_estimate`."""
    return make_estimate
