"""What the wizard asks of the rooms below, as plain functions: a test gives its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from deepseek_gui.core.insight import Insight
from deepseek_gui.domain.cost import Currency
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.model import Model
from deepseek_gui.domain.plan import Estimate
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.verdict import Claim, Principle, Sufficiency, TierNeed

if TYPE_CHECKING:
    from deepseek_gui.core.matching import MatchResult, Need
    from deepseek_gui.core.upgrades import Upgrade


Progress = Callable[[float], None]
Measure = Callable[[Machine, threading.Event, Progress], tuple[Machine | None, Text | None]]


def _measure_nothing(
    machine: Machine, _cancelled: threading.Event, _progress: Progress
) -> tuple[Machine | None, Text | None]:
    return machine, None


@dataclass(frozen=True, slots=True)
class MatchBackend:
    """Every function may take its time: the page calls them off the GUI thread.

    Attributes:
        current_machine: this computer, detected now.
        machine_named: an example machine or a machine file; raises `ActionableError`.
        examples: example machines by the name that `machine_named` takes.
        match: tiers and ranked plans.
        models: catalogue entries by id.
        tiers: the tiers' own words.
        measured_memory: this computer with its memory's bandwidth measured now, or why it could not be; no machine
            when the event was set. Tells the share that is done on its own thread.
        measured_disk: the same for the disk of the models' folder; takes seconds.
        disk_folder: where that measurement reads and writes.
        principles: need and have of a plan's three principles; takes microseconds.
        edited: a machine with one fact changed; raises `ActionableError`.
        with_gpus: a machine with other GPUs by name and count; raises `ActionableError`.
        gpu_names: what the catalogue has.
        save_machine: writes a machine file; raises `ActionableError`.
        upgrades: what changes of the matched machine bring, and the article's own path; takes a second.
        per_usd: how much of a currency a dollar is.
        insight: what else is known of a plan; takes about a millisecond.
        sufficiencies: whether what the article asks for is enough.
        claims: what the article says at some places, and what is true.
    """

    current_machine: Callable[[], Machine]
    machine_named: Callable[[str], Machine]
    examples: Callable[[], Mapping[str, Machine]]
    match: Callable[[Machine, Need], MatchResult]
    models: Callable[[], Mapping[str, Model]]
    tiers: Callable[[], tuple[TierNeed, ...]]
    measured_memory: Measure = _measure_nothing
    measured_disk: Measure = _measure_nothing
    disk_folder: Callable[[], Path] = Path
    principles: Callable[[Estimate, Machine, Need], tuple[Principle, ...]] = lambda _found, _machine, _need: ()
    upgrades: Callable[[MatchResult], tuple[tuple[Upgrade, ...], tuple[Upgrade, ...]]] = lambda _result: ((), ())
    per_usd: Callable[[Currency], float] = lambda _currency: 1.0
    edited: Callable[[Machine, str, str], Machine] = lambda machine, _key, _words: machine
    with_gpus: Callable[[Machine, str, int], Machine] = lambda machine, _name, _count: machine
    gpu_names: Callable[[], tuple[str, ...]] = tuple
    save_machine: Callable[[Machine, Path], None] = lambda _machine, _path: None
    insight: Callable[[Estimate, Machine], Insight] = lambda _found, _machine: Insight()
    sufficiencies: Callable[[], tuple[Sufficiency, ...]] = tuple
    claims: Callable[..., tuple[Claim, ...]] = lambda *_places: ()


def core_backend(models_dir: Path | None = None, cache_dir: Path | None = None) -> MatchBackend:
    """Return the real one. Imports the use cases: call it where the page is built, not where it is named.

    Args:
        models_dir: the folder whose disk counts for this computer; None is the program's own.
        cache_dir: where the measured bandwidth is kept; None is the program's own.
    """
    from deepseek_gui.core.catalogue import claims_at, example_machines, models_by_id, tier_needs  # noqa: PLC0415
    from deepseek_gui.core.insight import insight  # noqa: PLC0415
    from deepseek_gui.core.machine_edits import edit_fact, gpu_names, save_machine, with_gpus  # noqa: PLC0415
    from deepseek_gui.core.machines import (  # noqa: PLC0415
        current_machine,
        disk_test_folder,
        machine_named,
        machine_with_disk_speed,
        measured_machine,
    )
    from deepseek_gui.core.matching import match  # noqa: PLC0415
    from deepseek_gui.core.principles import principles  # noqa: PLC0415
    from deepseek_gui.core.sufficiency import sufficiencies  # noqa: PLC0415
    from deepseek_gui.core.upgrades import article_path, dollars_in, upgrades  # noqa: PLC0415

    def both(result: MatchResult) -> tuple[tuple[Upgrade, ...], tuple[Upgrade, ...]]:
        return upgrades(result), article_path(result.need)

    def memory(machine: Machine, stop: threading.Event, tell: Progress) -> tuple[Machine | None, Text | None]:
        found = measured_machine(machine, cache_dir=cache_dir, cancelled=stop, progress=tell)
        return (None, _TOO_FULL) if found is machine else (found, None)

    def disk(machine: Machine, stop: threading.Event, tell: Progress) -> tuple[Machine | None, Text | None]:
        found, reason = machine_with_disk_speed(machine, models_dir, cache_dir=cache_dir, cancelled=stop, progress=tell)
        return (None, reason) if found is machine else (found, None)

    current = partial(current_machine, models_dir, cache_dir=cache_dir)
    return MatchBackend(
        current_machine=current,
        machine_named=machine_named,
        examples=example_machines,
        match=match,
        models=models_by_id,
        tiers=tier_needs,
        measured_memory=memory,
        measured_disk=disk,
        disk_folder=partial(disk_test_folder, models_dir),
        edited=edit_fact,
        with_gpus=with_gpus,
        gpu_names=gpu_names,
        save_machine=save_machine,
        principles=principles,
        upgrades=both,
        per_usd=dollars_in,
        insight=insight,
        sufficiencies=sufficiencies,
        claims=claims_at,
    )


_TOO_FULL = Text(QT_TRANSLATE_NOOP("core", "Too little memory is free to measure its bandwidth."))
