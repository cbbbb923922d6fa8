"""The tier verdict: what the article asks of a machine, component by component, against what the machine has.

The rule. A tier is short if a deciding component is short; unknown only if none is short and one of them is unknown;
else it passes. GPU memory, GPU bandwidth, CPU threads, RAM size, storage size, storage speed, the link between the
GPUs and the network decide, where the tier asks for them; everything else is shown with its own verdict. A nominal
size is met from 92 % of its number. A machine that passes a tier passes the ones below it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from deepseek_gui.domain.machine import Gpu, Machine
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import GIB
from deepseek_gui.domain.verdict import ComponentVerdict, TierNeed, TierVerdict, Verdict

_Part = Callable[[Machine, TierNeed], ComponentVerdict | None]
"""Judges one component; None when the tier does not ask for it."""

NOMINAL = 0.92
"""A 32 GB computer reports 31 GiB, a 512 GB disk 476 GiB, an 80 GB card 79.6 GiB."""

PCIE_GBS = {3: 15.75, 4: 31.5, 5: 63.0}
"""Sixteen lanes, one direction, by generation (PCI-SIG: 8, 16, 32 GT/s with 128b/130b)."""

UNKNOWN = Text(QT_TRANSLATE_NOOP("core", "not known"))
NONE = Text(QT_TRANSLATE_NOOP("core", "none"))


def judge_tiers(machine: Machine, needs: Sequence[TierNeed]) -> tuple[TierVerdict, ...]:
    """Return the verdict for each tier, in the order given (lowest first); a passed tier lifts the ones below it."""
    verdicts = [judge(machine, need) for need in needs]
    for index in range(len(verdicts) - 2, -1, -1):
        if verdicts[index + 1].verdict is Verdict.PASS:
            verdicts[index] = replace(verdicts[index], verdict=Verdict.PASS)
    return tuple(verdicts)


def judge(machine: Machine, need: TierNeed) -> TierVerdict:
    """Return one tier's own verdict, without looking at higher tiers; its deciding components stand first."""
    components = tuple(found for part in _PARTS if (found := part(machine, need)) is not None)
    return TierVerdict(need.tier, overall(components), components)


def overall(components: Iterable[ComponentVerdict]) -> Verdict:
    """Return short if a deciding component is short, else unknown if one is unknown, else pass."""
    verdicts = {component.verdict for component in components if component.decides}
    return next((verdict for verdict in (Verdict.SHORT, Verdict.UNKNOWN) if verdict in verdicts), Verdict.PASS)


def _line(
    key: str, title: Text, need: Text, have: Text | None, met: bool | None, *, decides: bool = True
) -> ComponentVerdict:
    verdict = Verdict.UNKNOWN if met is None else Verdict.PASS if met else Verdict.SHORT
    return ComponentVerdict(key, title, need, have or UNKNOWN, verdict, decides)


def _number(
    key: str,
    title: Text,
    pair: Callable[[Machine, TierNeed], tuple[float | None, float | None]],
    words: Callable[[float], Text],
    *,
    from_share: float = 1.0,
    decides: bool = True,
) -> _Part:
    """Return the judge of a number that must be reached.

    Args:
        key: of the component.
        title: for a person.
        pair: what is needed and what is there; a need of None is not asked for.
        words: a number with its unit.
        from_share: share of the need that is enough.
        decides: it counts for the tier's verdict.
    """

    def part(machine: Machine, need: TierNeed) -> ComponentVerdict | None:
        wanted, have = pair(machine, need)
        if wanted is None:
            return None
        met = None if have is None else have >= from_share * wanted
        return _line(key, title, words(wanted), None if have is None else words(have), met, decides=decides)

    return part


def _gpu_memory(machine: Machine, need: TierNeed) -> ComponentVerdict:
    gpus = _counted(machine.gpus)
    known = sum(gpu.vram_bytes or 0 for gpu in gpus)
    enough = known >= NOMINAL * need.gpu_memory_bytes
    met = None if not enough and any(gpu.vram_bytes is None for gpu in gpus) else enough
    title = Text(QT_TRANSLATE_NOOP("core", "GPU memory"))
    asked = _cards(need.gpu_count, need.gpu_memory_bytes)
    have = NONE if not gpus else _cards(len(gpus), known) if known else None
    return _line("gpu_memory", title, asked, have, met)


def _gpu_bandwidth(machine: Machine, need: TierNeed) -> ComponentVerdict:
    title = Text(QT_TRANSLATE_NOOP("core", "GPU memory bandwidth"))
    asked = _gbs(need.gpu_bandwidth_gbs)
    if not machine.gpus:
        return _line("gpu_bandwidth", title, asked, NONE, met=False)
    slowest = _slowest_needed(_counted(machine.gpus), need.gpu_memory_bytes)
    met = None if slowest is None else slowest >= need.gpu_bandwidth_gbs
    return _line("gpu_bandwidth", title, asked, None if slowest is None else _gbs(slowest), met)


def _counted(gpus: tuple[Gpu, ...]) -> tuple[Gpu, ...]:
    """Leave an integrated GPU out when there is a real one beside it."""
    return tuple(gpu for gpu in gpus if not gpu.unified_memory) or gpus


def _slowest_needed(gpus: tuple[Gpu, ...], memory_bytes: int) -> float | None:
    """Return the bandwidth of the slowest GPU that the memory asked for needs, the fastest counted first.

    A small old card beside a large new one does not hold the new one back; None when a bandwidth is not known.
    """
    if any(gpu.bandwidth_gbs is None for gpu in gpus):
        return None
    ranked = sorted(gpus, key=lambda gpu: gpu.bandwidth_gbs or 0, reverse=True)
    total = 0
    for gpu in ranked:
        total += gpu.vram_bytes or 0
        if total >= NOMINAL * memory_bytes:
            return gpu.bandwidth_gbs
    return ranked[-1].bandwidth_gbs


def _interconnect(machine: Machine, need: TierNeed) -> ComponentVerdict | None:
    if not need.interconnects:
        return None
    gpus = _counted(machine.gpus)
    links = {gpu.interconnect for gpu in gpus}
    title = Text(QT_TRANSLATE_NOOP("core", "Link between the GPUs"))
    asked = Text("{names}", {"names": " / ".join(need.interconnects)})
    if len(gpus) < 2:
        # Nothing to link: a single card that is too small is short of memory, not of a link.
        have = Text(QT_TRANSLATE_NOOP("core", "one GPU, none needed")) if gpus else NONE
        return _line("interconnect", title, asked, have, met=bool(gpus))
    met = None if None in links else all(_is_one_of(link or "", need.interconnects) for link in links)
    have_names = " / ".join(sorted(link for link in links if link))
    return _line("interconnect", title, asked, Text("{names}", {"names": have_names}) if have_names else None, met)


def _is_one_of(link: str, names: tuple[str, ...]) -> bool:
    """Tell whether a link is one of those asked for; "NVLink 4.0" and "nvlink" are NVLink, an NVSwitch is more."""
    plain = link.casefold().replace(" ", "")
    return any(name.casefold().replace(" ", "") in plain for name in names)


def _cuda_cores(machine: Machine, need: TierNeed) -> ComponentVerdict | None:
    if need.cuda_cores is None:
        return None
    title = Text(QT_TRANSLATE_NOOP("core", "CUDA cores"))
    counts = [gpu.cuda_cores or 0 for gpu in _counted(machine.gpus) if gpu.vendor == "nvidia" or gpu.cuda_cores]
    others = [gpu for gpu in machine.gpus if gpu.vendor not in {"nvidia", None}]
    best = max(counts, default=0) or (0 if not machine.gpus or others else None)
    met = None if best is None else best >= need.cuda_cores
    return _line(
        "cuda_cores", title, _plain(need.cuda_cores), None if best is None else _plain(best), met, decides=False
    )


def _memory_type(machine: Machine, need: TierNeed) -> ComponentVerdict:
    title = Text(QT_TRANSLATE_NOOP("core", "Memory type"))
    have = machine.memory.type
    met = None if have is None else _generation(have) >= _generation(need.memory_type)
    words = None if have is None else Text("{type}", {"type": have})
    return _line("memory_type", title, Text("{type}", {"type": need.memory_type}), words, met, decides=False)


def _generation(memory_type: str) -> int:
    """Return 5 for "DDR5 ECC" and "LPDDR5X"; high-bandwidth memory counts as the newest."""
    if "hbm" in memory_type.lower():
        return 9
    return next((int(character) for character in memory_type if character.isdigit()), 0)


def _ecc(machine: Machine, need: TierNeed) -> ComponentVerdict | None:
    if not need.ecc:
        return None
    title = Text(QT_TRANSLATE_NOOP("core", "ECC memory"))
    yes = Text(QT_TRANSLATE_NOOP("core", "yes"))
    have = machine.memory.ecc
    words = None if have is None else yes if have else Text(QT_TRANSLATE_NOOP("core", "no"))
    return _line("ecc", title, yes, words, have, decides=False)


def _raid(machine: Machine, need: TierNeed) -> ComponentVerdict | None:
    if need.raid is None:
        return None
    title = Text(QT_TRANSLATE_NOOP("core", "RAID"))
    have = machine.storage.raid
    met = None if have is None else need.raid.casefold().replace(" ", "") in have.casefold().replace(" ", "")
    words = None if have is None else NONE if have == "none" else Text("{raid}", {"raid": have})
    return _line("raid", title, Text("{raid}", {"raid": need.raid}), words, met, decides=False)


def _pcie(machine: Machine, need: TierNeed) -> ComponentVerdict | None:
    if need.pcie_generation is None:
        return None
    title = Text(QT_TRANSLATE_NOOP("core", "PCIe"))
    asked = Text("PCIe {generation}.0", {"generation": need.pcie_generation})
    rates = [gpu.pcie_gbs for gpu in _counted(machine.gpus)]
    slowest = min((rate for rate in rates if rate is not None), default=None)
    if slowest is None or None in rates:
        return _line("pcie", title, asked, None, met=None, decides=False)
    met = slowest >= NOMINAL * PCIE_GBS[need.pcie_generation]
    return _line("pcie", title, asked, _gbs(slowest), met, decides=False)


def _cards(count: int, total_bytes: int) -> Text:
    size = _figure(total_bytes / GIB)
    if count == 1:
        return Text("{size} GiB", {"size": size})
    return Text(QT_TRANSLATE_NOOP("core", "{size} GiB on {count} GPUs"), {"size": size, "count": count})


def _plain(value: float) -> Text:
    return Text("{value}", {"value": f"{value:g}"})


def _gib(value: float) -> Text:
    return Text("{value} GiB", {"value": _figure(value / GIB)})


def _gbs(value: float) -> Text:
    return Text("{value} GB/s", {"value": _figure(value)})


def _mbs(value: float) -> Text:
    return Text("{value} MB/s", {"value": _figure(value)})


def _gbps(value: float) -> Text:
    return Text("{value} Gbit/s", {"value": _figure(value)})


def _ghz(value: float) -> Text:
    return Text("{value} GHz", {"value": f"{value:.1f}"})


def _mts(value: float) -> Text:
    return Text("{value} MT/s", {"value": _figure(value)})


def _figure(value: float) -> str:
    """Return a number with the digits that help: 1907, 31.2."""
    return f"{value:.0f}" if value >= 100 or value == round(value) else f"{value:.1f}"


_PARTS: tuple[_Part, ...] = (
    _gpu_memory,
    _gpu_bandwidth,
    _number(
        "cpu_threads",
        Text(QT_TRANSLATE_NOOP("core", "CPU threads")),
        lambda machine, need: (need.cpu_threads, machine.cpu.threads),
        _plain,
    ),
    _number(
        "memory_size",
        Text(QT_TRANSLATE_NOOP("core", "Memory size")),
        lambda machine, need: (need.memory_bytes, machine.memory.total_bytes),
        _gib,
        from_share=NOMINAL,
    ),
    _number(
        "storage_size",
        Text(QT_TRANSLATE_NOOP("core", "Storage size")),
        lambda machine, need: (need.storage_bytes, machine.storage.total_bytes),
        _gib,
        from_share=NOMINAL,
    ),
    _number(
        "storage_speed",
        Text(QT_TRANSLATE_NOOP("core", "Storage speed")),
        lambda machine, need: (need.storage_read_mbs, machine.storage.read_mbs),
        _mbs,
    ),
    _interconnect,
    _number(
        "network",
        Text(QT_TRANSLATE_NOOP("core", "Network")),
        lambda machine, need: (need.network_gbps, machine.network.gbps),
        _gbps,
    ),
    _number(
        "cpu_cores",
        Text(QT_TRANSLATE_NOOP("core", "CPU cores")),
        lambda machine, need: (need.cpu_cores, machine.cpu.cores),
        _plain,
        decides=False,
    ),
    _number(
        "base_clock",
        Text(QT_TRANSLATE_NOOP("core", "CPU base clock")),
        lambda machine, need: (need.base_ghz, machine.cpu.base_ghz),
        _ghz,
        decides=False,
    ),
    _cuda_cores,
    _memory_type,
    _number(
        "memory_speed",
        Text(QT_TRANSLATE_NOOP("core", "Memory speed")),
        lambda machine, need: (need.memory_speed_mts, machine.memory.speed_mts),
        _mts,
        decides=False,
    ),
    _number(
        "memory_channels",
        Text(QT_TRANSLATE_NOOP("core", "Memory channels")),
        lambda machine, need: (need.memory_channels, machine.memory.channels),
        _plain,
        decides=False,
    ),
    _ecc,
    _raid,
    _pcie,
)
"""Every component, those that decide first."""
