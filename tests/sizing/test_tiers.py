"""The tier rule on the example machines (reviewed by hand) and at its edges."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deepseek_gui.catalog.machines import complete, example_names, load_machine
from deepseek_gui.catalog.tiers import tiers
from deepseek_gui.domain.machine import Cpu, Gpu, Machine, Memory, Network, Storage
from deepseek_gui.domain.units import GIB
from deepseek_gui.domain.verdict import TierNeed, TierVerdict, Verdict
from deepseek_gui.sizing.tiers import judge, judge_tiers

BASIC, PROFESSIONAL, ENTERPRISE = tiers()

# Machine -> verdict of each tier with the deciding components that are short, each read against the article's text.
GOLDEN = {
    "office": (
        ("short", "gpu_memory gpu_bandwidth cpu_threads memory_size storage_speed"),
        ("short", "gpu_memory gpu_bandwidth cpu_threads memory_size storage_size storage_speed interconnect"),
        ("short", "gpu_memory gpu_bandwidth cpu_threads memory_size storage_size interconnect network"),
    ),
    "laptop": (
        ("short", "gpu_memory gpu_bandwidth memory_size"),
        ("short", "gpu_memory gpu_bandwidth cpu_threads memory_size storage_size storage_speed"),
        ("short", "gpu_memory gpu_bandwidth cpu_threads memory_size storage_size network"),
    ),
    "basic": (
        ("pass", ""),
        ("short", "gpu_memory gpu_bandwidth cpu_threads memory_size storage_size storage_speed"),
        ("short", "gpu_memory gpu_bandwidth cpu_threads memory_size storage_size network"),
    ),
    "mac": (
        ("pass", ""),
        ("short", "gpu_memory gpu_bandwidth cpu_threads memory_size storage_size storage_speed"),
        ("short", "gpu_memory gpu_bandwidth cpu_threads memory_size storage_size network"),
    ),
    "professional": (
        ("pass", ""),
        ("pass", ""),
        ("short", "gpu_memory gpu_bandwidth cpu_threads memory_size storage_size interconnect network"),
    ),
    "enterprise": (("pass", ""), ("pass", ""), ("pass", "")),
}


DECIDING = (
    "gpu_memory gpu_bandwidth cpu_threads memory_size storage_size storage_speed",
    "gpu_memory gpu_bandwidth cpu_threads memory_size storage_size storage_speed interconnect",
    "gpu_memory gpu_bandwidth cpu_threads memory_size storage_size interconnect network",
)
"""What decides in each tier: all that the rule names, as far as the article asks for it there."""


def example(name: str) -> Machine:
    return complete(load_machine(name))


def short_parts(verdict: TierVerdict) -> str:
    parts = [part for part in verdict.components if part.decides and part.verdict is Verdict.SHORT]
    return " ".join(part.component for part in parts)


def component(machine: Machine, need: TierNeed, key: str) -> Verdict:
    return next(part.verdict for part in judge(machine, need).components if part.component == key)


@pytest.mark.parametrize("name", GOLDEN)
def test_examples(name: str):
    verdicts = judge_tiers(example(name), tiers())
    assert tuple((str(verdict.verdict), short_parts(verdict)) for verdict in verdicts) == GOLDEN[name]


def test_every_example_machine_is_in_the_table():
    assert set(GOLDEN) == set(example_names())


@pytest.mark.parametrize("name", GOLDEN)
def test_every_deciding_component_of_the_examples(name: str):
    """Each cell of the table: short where it stands there, met everywhere else; nothing of an example is unknown."""
    for need, (_, short), deciding in zip(tiers(), GOLDEN[name], DECIDING, strict=True):
        found = {part.component: part.verdict for part in judge(example(name), need).components if part.decides}
        assert set(found) == set(deciding.split())
        shown = {key: Verdict.SHORT if key in short.split() else Verdict.PASS for key in found}
        assert found == shown, need.tier


def test_a_nominal_size_is_met_from_92_percent():
    basic = example("basic")
    sizes = {"exact": (0.92, Verdict.PASS), "below": (0.9199, Verdict.SHORT)}
    for share, expected in sizes.values():
        memory = replace(basic, memory=replace(basic.memory, total_bytes=round(share * 32 * GIB) + 1))
        storage = replace(basic, storage=replace(basic.storage, total_bytes=round(share * 512 * GIB) + 1))
        card = replace(basic, gpus=(replace(basic.gpus[0], vram_bytes=round(share * 12 * GIB) + 1),))
        assert component(memory, BASIC, "memory_size") is expected
        assert component(storage, BASIC, "storage_size") is expected
        assert component(card, BASIC, "gpu_memory") is expected


def test_real_disks_meet_their_nominal_size():
    # 512 GB, 2 TB and 8 TB in GiB.
    for size_gib, need in ((476.9, BASIC), (1862.6, PROFESSIONAL), (7450.6, ENTERPRISE)):
        machine = Machine("disk", storage=Storage(total_bytes=round(size_gib * GIB)))
        assert component(machine, need, "storage_size") is Verdict.PASS


def test_a_rate_must_be_met_in_full():
    card = Gpu("card", vram_bytes=12 * GIB, bandwidth_gbs=359.9)
    assert component(Machine("m", gpus=(card,)), BASIC, "gpu_bandwidth") is Verdict.SHORT


def test_unknown_only_when_nothing_is_short():
    basic = example("basic")
    speed_unknown = replace(basic, storage=replace(basic.storage, read_mbs=None))
    assert judge(speed_unknown, BASIC).verdict is Verdict.UNKNOWN
    also_short = replace(speed_unknown, cpu=Cpu(threads=8))
    assert judge(also_short, BASIC).verdict is Verdict.SHORT


@pytest.mark.parametrize("cpu", [Cpu(threads=16, cores=1), Cpu(threads=16, base_ghz=1)])
def test_what_does_not_decide_is_shown_only(cpu: Cpu):
    weak = replace(example("basic"), cpu=cpu)
    verdict = judge(weak, BASIC)
    assert verdict.verdict is Verdict.PASS
    assert Verdict.SHORT in {part.verdict for part in verdict.components}


def test_nothing_known_is_unknown_where_it_can_be():
    verdict = judge(Machine("bare", gpus=(Gpu("unheard of"),)), PROFESSIONAL)
    assert verdict.verdict is Verdict.UNKNOWN
    assert {str(part.have) for part in verdict.components if part.verdict is Verdict.UNKNOWN} == {"not known"}


def test_no_gpu_is_short():
    assert judge(replace(example("basic"), gpus=()), BASIC).verdict is Verdict.SHORT


def test_a_higher_tier_lifts_the_lower_ones():
    # The enterprise tier asks for no disk speed, the lower ones do; a cluster's storage has none to tell.
    enterprise = example("enterprise")
    machine = replace(enterprise, storage=replace(enterprise.storage, read_mbs=None))
    assert judge(machine, PROFESSIONAL).verdict is Verdict.UNKNOWN
    assert [verdict.verdict for verdict in judge_tiers(machine, tiers())] == [Verdict.PASS] * 3


def test_links():
    professional = example("professional")
    for link, expected in {"nvlink 4.0": "pass", "NVSwitch": "pass", "PCIe": "short", None: "unknown"}.items():
        gpus = tuple(replace(gpu, interconnect=link) for gpu in professional.gpus)
        assert component(replace(professional, gpus=gpus), PROFESSIONAL, "interconnect") == expected
    one = (Gpu("one large card", vram_bytes=141 * GIB, bandwidth_gbs=4800),)
    assert component(replace(professional, gpus=one), PROFESSIONAL, "interconnect") is Verdict.PASS


def test_a_small_card_beside_a_large_one_does_not_hold_it_back():
    large = Gpu("large", vram_bytes=24 * GIB, bandwidth_gbs=936)
    small = Gpu("small", vram_bytes=2 * GIB, bandwidth_gbs=40)
    machine = Machine("two", gpus=(small, large))
    assert component(machine, BASIC, "gpu_bandwidth") is Verdict.PASS
    both_needed = Machine("two", gpus=(small, replace(large, vram_bytes=10 * GIB)))
    assert component(both_needed, BASIC, "gpu_bandwidth") is Verdict.SHORT


def test_an_integrated_gpu_counts_only_alone():
    shared = Gpu("integrated", vram_bytes=48 * GIB, bandwidth_gbs=90, unified_memory=True)
    card = Gpu("card", vram_bytes=8 * GIB, bandwidth_gbs=448)
    assert component(Machine("m", gpus=(shared, card)), BASIC, "gpu_memory") is Verdict.SHORT
    assert component(Machine("m", gpus=(shared,)), BASIC, "gpu_memory") is Verdict.PASS


def test_memory_generations():
    for have, expected in {"DDR4": "short", "DDR5 ECC": "pass", "LPDDR5X": "pass", "HBM2e": "pass"}.items():
        assert component(Machine("m", memory=Memory(type=have)), ENTERPRISE, "memory_type") == expected


def test_network_decides_for_the_enterprise_tier_only():
    slow = replace(example("enterprise"), network=Network(gbps=100))
    assert judge(slow, ENTERPRISE).verdict is Verdict.SHORT
    assert judge(slow, PROFESSIONAL).verdict is Verdict.PASS
