"""The upgrade path: changes of a machine, what each costs, what it unlocks, and how fast today's plan is then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from deepseek_gui.catalog.gpus import GpuSpec, find_gpu, gpu_specs
from deepseek_gui.catalog.machines import complete
from deepseek_gui.catalog.prices import CloudPrice, prices
from deepseek_gui.catalog.upgrades import BoxPrice, upgrade_prices
from deepseek_gui.core.machine_edits import with_gpus
from deepseek_gui.core.machines import machine_named
from deepseek_gui.core.matching import MatchResult, match
from deepseek_gui.core.ranking import Need, expected_tps
from deepseek_gui.domain.cost import Currency
from deepseek_gui.domain.machine import Cpu, Gpu, Machine, Memory, Storage
from deepseek_gui.domain.plan import ENGINE_NAMES, Estimate
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import GIB
from deepseek_gui.domain.verdict import Tier
from deepseek_gui.sizing.upgrade import gain_per_money, unlocked_tiers

MOST_CARDS = 4
"""So many bigger cards are offered."""

RENTED_MEMORY = 1.5
"""Main memory that is taken to go with a rented machine, as a share of its GPUs' own; its title says so."""

LEAST_CARD_GIB = 8
"""Smaller cards hold no model worth buying one for."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change that money can make.

    Attributes:
        machine: after it.
        price_usd: in all, or for an hour; None when nobody states one.
        hourly: it is rented.
        source: who says so, or "estimate".
        date: day on which the price held; empty for a launch price without a day.
    """

    key: str
    title: Text
    machine: Machine
    price_usd: float | None
    source: Text
    date: str = ""
    hourly: bool = False


@dataclass(frozen=True, slots=True)
class Upgrade:
    """A change with what it brings.

    Attributes:
        tiers: that pass only then.
        models: ids of models that fit only then.
        best: the best plan then; None when nothing fits.
        before_tps: of today's best plan; None when nothing fits or it is not known.
        after_tps: of the same plan then; None when it does not fit, or its speed is not known.
        still_fits: today's best plan fits then.
    """

    change: Change
    tiers: tuple[Tier, ...]
    models: tuple[str, ...]
    best: Estimate | None
    before_tps: float | None
    after_tps: float | None
    still_fits: bool

    def gain(self, price_usd: float | None) -> float | None:
        """Return tokens per second gained for each 1000 dollars, or each dollar an hour, at a price."""
        per_thousand = gain_per_money(self.before_tps, self.after_tps, price_usd)
        return per_thousand / 1000 if per_thousand is not None and self.change.hourly else per_thousand


def upgrades(result: MatchResult) -> tuple[Upgrade, ...]:
    """Return what changes of the matched machine bring. Takes a second: call it off the GUI thread."""
    return tuple(evaluated(result, change) for change in changes(result.machine))


def dollars_in(currency: Currency) -> float:
    """Return how much of a currency a dollar is, by the shipped rates."""
    if currency is Currency.USD:
        return 1.0
    return next(rate.per_usd for rate in prices().rates if rate.id == currency.lower())


def article_path(need: Need) -> tuple[Upgrade, ...]:
    """Return the article's short and medium term, from its professional machine; its long term is not for sale."""
    start = match(machine_named("professional"), need)
    return tuple(evaluated(start, change) for change in _article_changes(start.machine))


def evaluated(before: MatchResult, change: Change) -> Upgrade:
    """Return what one change brings."""
    after = match(change.machine, before.need)
    today = next((found for found in before.plans if found.fits), None)
    then = next((found for found in after.plans if found.fits), None)
    same = None if today is None else _same_plan(after, today)
    fitting = _models(before)
    return Upgrade(
        change,
        unlocked_tiers(before.tiers, after.tiers),
        tuple(model for model in _models(after) if model not in fitting),
        then,
        None if today is None else expected_tps(today),
        expected_tps(same) if same is not None and same.fits else None,
        same is not None and same.fits,
    )


def _same_plan(result: MatchResult, wanted: Estimate) -> Estimate | None:
    return next((found for found in result.plans if _subject(found) == _subject(wanted)), None)


def _subject(found: Estimate) -> tuple[str, str | None, str]:
    plan = found.plan
    return plan.model, plan.quantisation, ENGINE_NAMES[plan.engine]


def _models(result: MatchResult) -> tuple[str, ...]:
    """Return the models that fit, best first."""
    return tuple(dict.fromkeys(found.plan.model for found in result.plans if found.fits))


def changes(machine: Machine) -> tuple[Change, ...]:
    """Return what can be bought or rented for a machine, the smallest steps first."""
    own = _more_gpus(machine), _more_memory(machine), _faster_disk(machine)
    boxes = (_box(box) for box in upgrade_prices().boxes)
    rented = (_rented(price) for price in prices().cloud if price.currency is Currency.USD)
    found: Iterable[Change | None] = (*own, *_bigger_gpus(machine), *boxes, *rented)
    return tuple(change for change in found if change is not None)


def _more_gpus(machine: Machine, more: int = 1) -> Change | None:
    own = [gpu for gpu in machine.gpus if not gpu.unified_memory]
    if not own:
        return None
    spec = find_gpu(own[0].name, own[0].vram_bytes)
    price = spec.launch_price_usd if spec else None
    gpus = with_gpus(machine, own[0].name, len(own) + more).gpus
    linked = tuple(replace(gpu, interconnect=own[0].interconnect or gpu.interconnect) for gpu in gpus)
    change = Change(
        f"gpus+{more}",
        Text(QT_TRANSLATE_NOOP("core", "{count} more {gpu}"), {"count": more, "gpu": own[0].name}),
        replace(machine, gpus=linked, simulated=True),
        None if price is None else more * price,
        LAUNCH,
    )
    return _priced(change, spec)


LAUNCH = Text(QT_TRANSLATE_NOOP("core", "price at launch, Wikipedia"))
UNCHECKED = Text(QT_TRANSLATE_NOOP("core", "price at launch, not checked"))
UNPRICED = Text(QT_TRANSLATE_NOOP("core", "no price is known"))


def _priced(change: Change, spec: GpuSpec | None) -> Change:
    """Return a change that buys these cards, with what is known of where their price is from."""
    if change.price_usd is None:
        return replace(change, source=UNPRICED)
    day = spec.launch_date if spec else None
    return replace(change, source=LAUNCH if day else UNCHECKED, date=day or "")


def _bigger_gpus(machine: Machine) -> Iterator[Change]:
    if _is_closed(machine):
        return
    own = [gpu for gpu in machine.gpus if not gpu.unified_memory]
    modules = any(_is_module(spec) for gpu in own if (spec := find_gpu(gpu.name, gpu.vram_bytes, gpu.interconnect)))
    largest = max((gpu.vram_bytes or 0 for gpu in own), default=0)
    vendor = own[0].vendor if own and own[0].vendor else "nvidia"
    count = max(1, len(own))
    bigger = (spec for spec in gpu_specs() if spec.vendor == vendor and (spec.vram_bytes or 0) > largest)
    for spec in _worth_it(spec for spec in bigger if modules or not _is_module(spec)):
        tried = with_gpus(machine, spec.name, count)
        gpus = tuple(replace(gpu, interconnect=_link(spec, count)) for gpu in tried.gpus)
        change = Change(
            f"gpu:{spec.id}",
            Text(QT_TRANSLATE_NOOP("core", "{count} × {gpu} instead"), {"count": count, "gpu": spec.name}),
            replace(tried, gpus=gpus),
            count * (spec.launch_price_usd or 0),
            LAUNCH,
        )
        yield _priced(change, spec)


def _is_closed(machine: Machine) -> bool:
    """Tell a computer that takes no other parts: a Mac, or a box around one chip."""
    return any(gpu.unified_memory and gpu.vendor in {"apple", "nvidia"} for gpu in machine.gpus)


def _is_module(spec: GpuSpec) -> bool:
    """Tell a GPU that only a server's own board takes."""
    return "SXM" in spec.name.split() or "NVSwitch" in spec.links


def _link(spec: GpuSpec, count: int) -> str | None:
    return None if count == 1 else "NVSwitch" if "NVSwitch" in spec.links else (spec.links or ("PCIe",))[0]


def _worth_it(specs: Iterable[GpuSpec]) -> list[GpuSpec]:
    """Return the cards that no other beats in memory and bandwidth for less money, smallest first, a few of them."""
    priced = [
        spec
        for spec in specs
        if spec.launch_price_usd and spec.bandwidth_gbs and (spec.vram_gib or 0) >= LEAST_CARD_GIB
    ]
    best = [spec for spec in priced if not any(_beats(other, spec) for other in priced)]
    best.sort(key=lambda spec: (spec.vram_gib or 0, spec.launch_price_usd or 0))
    by_size = {spec.vram_gib: spec for spec in reversed(best)}  # the cheapest of a size stands
    sizes = sorted(by_size, key=lambda size: size or 0)
    step = max(1, (len(sizes) + MOST_CARDS - 1) // MOST_CARDS)
    return [by_size[size] for size in sizes[::step]]


def _beats(other: GpuSpec, spec: GpuSpec) -> bool:
    better = (
        (other.vram_gib or 0) >= (spec.vram_gib or 0)
        and (other.bandwidth_gbs or 0) >= (spec.bandwidth_gbs or 0)
        and (other.launch_price_usd or 0) <= (spec.launch_price_usd or 0)
    )
    return better and other is not spec


def _more_memory(machine: Machine) -> Change | None:
    total = machine.memory.total_bytes
    if total is None or any(gpu.unified_memory for gpu in machine.gpus):
        return None
    price = upgrade_prices().ram
    gib = 2 ** max(5, round(total / GIB).bit_length())
    memory = replace(machine.memory, total_bytes=gib * GIB, available_bytes=None)
    return Change(
        "memory",
        Text(QT_TRANSLATE_NOOP("core", "{size} GiB of main memory"), {"size": gib}),
        replace(machine, memory=memory, simulated=True),
        gib * price.usd_per_gib,
        Text(price.source),
        price.date,
    )


def _faster_disk(machine: Machine) -> Change | None:
    price, disk = upgrade_prices().disk, machine.storage
    if _is_closed(machine) or (disk.read_mbs is not None and disk.read_mbs >= price.read_mbs):
        return None
    total = max(disk.total_bytes or 0, round(price.total_gib * GIB))
    storage = Storage(total_bytes=total, free_bytes=total, read_mbs=price.read_mbs, kind="NVMe SSD", raid=disk.raid)
    return Change(
        "disk",
        Text(
            QT_TRANSLATE_NOOP("core", "A disk of {size} GiB that reads {rate} MB/s"),
            {"size": round(total / GIB), "rate": f"{price.read_mbs:g}"},
        ),
        replace(machine, storage=storage, simulated=True),
        price.usd,
        Text(price.source),
        price.date,
    )


def _box(box: BoxPrice) -> Change:
    machine = Machine(
        box.name,
        cpu=Cpu(cores=box.cores, threads=box.cores),
        memory=Memory(total_bytes=box.memory_gib * GIB),
        gpus=(Gpu(box.gpu),),
        simulated=True,
    )
    title = Text(QT_TRANSLATE_NOOP("core", "{name} instead"), {"name": box.name})
    return Change(f"box:{box.id}", title, complete(machine), box.usd, Text(box.source), box.date)


def _rented(price: CloudPrice) -> Change | None:
    spec = next((spec for spec in gpu_specs() if spec.id in (price.id, _CLOUD_GPUS.get(price.id))), None)
    if spec is None:
        return None
    memory_gib = round(RENTED_MEMORY * (spec.vram_gib or 0) * price.gpus)
    machine = Machine(
        price.name,
        memory=Memory(total_bytes=memory_gib * GIB),
        gpus=(Gpu(spec.name, interconnect=_link(spec, price.gpus)),) * price.gpus,
        simulated=True,
    )
    title = Text(
        QT_TRANSLATE_NOOP("core", "Rent: {name}, with {size} GiB of RAM assumed"),
        {"name": Text(price.name), "size": memory_gib},
    )
    source = Text(price.source)
    return Change(f"rent:{price.id}", title, complete(machine), price.price_per_hour, source, price.date, hourly=True)


_CLOUD_GPUS = {"a100-80gb": "a100-80gb-sxm", "h100": "h100-sxm", "p4d.24xlarge": "a100-40gb", "p5.48xlarge": "h100-sxm"}
"""The cards of rented machines whose price has another name."""


def _article_changes(machine: Machine) -> Iterator[Change]:
    short = _more_gpus(machine, 2)
    if short is not None:
        title = Text(
            QT_TRANSLATE_NOOP("core", "Short term, within a year: {change}, linked by NVLink"), {"change": short.title}
        )
        yield replace(short, key="article:short", title=title)
    spec = next(spec for spec in gpu_specs() if spec.id == "h100-sxm")
    gpus = (Gpu(spec.name, interconnect="NVSwitch"),) * 8
    enterprise = machine_named("enterprise")
    yield Change(
        "article:medium",
        Text(
            QT_TRANSLATE_NOOP("core", "Medium term, 2 to 3 years: 8 × {gpu}, which compute in FP8 too"),
            {"gpu": spec.name},
        ),
        complete(replace(enterprise, gpus=gpus)),
        8 * (spec.launch_price_usd or 0),
        UNCHECKED,
    )
