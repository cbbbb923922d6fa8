"""The GPUs that exist: `resources/catalog/gpus.json`, and how a driver's or a person's name finds one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any

from deepseek_gui.domain.decoding import decode
from deepseek_gui.domain.units import GIB
from deepseek_gui.resources import resource_path

NOMINAL_TOLERANCE = 0.12
"""A driver reports up to this much less (ECC, reserved memory) or more than the size on the box."""


@dataclass(frozen=True, slots=True)
class GpuSpec:
    """A catalogue entry. None is "not known".

    Attributes:
        id: ours ("rtx3060"); "" for what several cards of one name have in common.
        names: how drivers, the vendor and people write it, without the vendor's brand.
        usual: the card that people mean when they leave the memory size away.
        vram_gib: memory of its own; None for one that shares the host's.
        fp16_tflops: dense half-precision matrix rate, with 16-bit accumulation where the card has it.
        pcie_gbs: its own link to the host, one direction.
        links: links to other GPUs that its form factor can have; empty when not known.
        launch_price_usd: price at launch; not checked where `launch_date` is None.
        launch_date: day on which the maker asked that price, "2021-02-25", from Wikipedia's list of its cards.
        sources: where the figures come from.
    """

    id: str
    name: str
    names: tuple[str, ...]
    vendor: str
    architecture: str | None = None
    compute_capability: str | None = None
    vram_gib: float | None = None
    bandwidth_gbs: float | None = None
    fp16_tflops: float | None = None
    cuda_cores: int | None = None
    pcie_gbs: float | None = None
    tdp_w: float | None = None
    launch_price_usd: float | None = None
    launch_date: str | None = None
    unified_memory: bool = False
    usual: bool = False
    links: tuple[str, ...] = ()
    note: str | None = None
    sources: tuple[str, ...] = ()

    @property
    def vram_bytes(self) -> int | None:
        """Memory of its own, in bytes."""
        return None if self.vram_gib is None else round(self.vram_gib * GIB)


@dataclass(frozen=True, slots=True)
class _Catalogue:
    gpus: tuple[GpuSpec, ...]


@cache
def gpu_specs() -> tuple[GpuSpec, ...]:
    """Return every catalogued GPU."""
    content = resource_path("catalog", "gpus.json").read_bytes()
    return decode(content, _Catalogue).gpus


def words(name: str) -> tuple[str, ...]:
    """Split a GPU's name into comparable words: "NVIDIA A100-SXM4-40GB" -> ("a100", "sxm4", "40gb").

    Brands and fillers that some writers leave out are dropped, sizes are joined to their unit and letters to their
    number ("RTX3060" is "rtx 3060"), so that only what tells cards apart is left.
    """
    text = re.sub(r"\((?:tm|r|c)\)|[™®]", " ", name.lower())
    text = re.sub(r"(\d)\s*gi?b\b", r"\1gb", text)
    text = re.sub(r"\b(rtx|gtx|rx|arc)(?=[\da-z]*\d)", r"\1 ", text)
    text = re.sub(r"(?<=\d)\s*(ti|super)\b", r" \1", text)
    found = re.findall(r"[a-z0-9.+]+", text)
    return tuple(word for word in found if word not in _FILLERS)


_FILLERS = set("nvidia geforce amd ati radeon intel apple graphics gpu tesla quadro instinct corporation".split())  # noqa: SIM905  a list of words reads better


@cache
def _index() -> tuple[tuple[tuple[str, ...], GpuSpec], ...]:
    pairs = {(words(name), spec.id): spec for spec in gpu_specs() for name in (*spec.names, spec.name)}
    return tuple((key, spec) for (key, _), spec in pairs.items() if key)


_TELLING = {
    "ti",
    "super",
    "laptop",
    "mobile",
    "max",
    "maxq",
    "q",
    "d",
    "xt",
    "xtx",
    "gre",
    "ultra",
    "pro",
    "nvl",
    "pcie",
    "sff",
    "sxm",
}
"""Words that make another card of a name: one that the catalogue's name lacks rules the entry out."""


def _score(wanted: tuple[str, ...], have: tuple[str, ...]) -> int:
    """Return how many characters of the name are explained, 0 when the entry is another card."""
    if not set(have) <= set(wanted):
        return 0
    left = set(wanted) - set(have)
    if left & _TELLING or any(re.fullmatch(r"\d+gb", word) for word in left):
        return 0
    return sum(map(len, have))


def find_gpu(name: str, vram_bytes: int | None = None, link: str | None = None) -> GpuSpec | None:
    """Return the catalogue entry of a name as a driver, the vendor or a person writes it; the longest match wins.

    Several cards can share a name (an A100 has 40 or 80 GB). Then the memory size and the link to its neighbours
    decide, then which card is the usual one; failing that, the result holds only what all of them have in common.

    Args:
        name: "NVIDIA GeForce RTX 4060 Laptop GPU", "rtx 3060 12gb", ….
        vram_bytes: what the driver or the machine file says, to choose among cards of one name.
        link: "NVLink", "NVSwitch" or "PCIe", where it is known.

    Returns:
        None when the catalogue has no such card: a laptop GPU is not its desktop namesake.
    """
    candidates = _named(name)
    candidates = [spec for spec in candidates if _size_agrees(spec, vram_bytes)]
    if len(candidates) > 1 and link:
        candidates = [spec for spec in candidates if link in spec.links] or candidates
    if len(candidates) > 1:
        candidates = [spec for spec in candidates if spec.usual] or candidates
    return _common(name, candidates) if candidates else None


def _named(name: str) -> list[GpuSpec]:
    """Return the entries whose name explains most of `name`."""
    wanted = words(name)
    scored = [(_score(wanted, key), spec) for key, spec in _index()]
    best = max((score for score, _ in scored), default=0)
    found = {spec.id: spec for score, spec in scored if best and score == best}
    return list(found.values())


def same_name(name: str) -> tuple[GpuSpec, ...]:
    """Return every card that `name` can mean, so that a notice can list them."""
    return tuple(_named(name))


def _size_agrees(spec: GpuSpec, vram_bytes: int | None) -> bool:
    if vram_bytes is None or spec.vram_bytes is None:
        return True
    return abs(vram_bytes - spec.vram_bytes) <= NOMINAL_TOLERANCE * spec.vram_bytes


def _common(name: str, candidates: Iterable[GpuSpec]) -> GpuSpec:
    """Return what the candidates agree on, the rest unknown."""
    first, *others = candidates
    if not others:
        return first
    changed: dict[str, Any] = {
        field.name: field.default
        for field in fields(GpuSpec)
        if any(getattr(other, field.name) != getattr(first, field.name) for other in others)
    }
    return replace(first, **(changed | {"id": "", "name": name, "names": (name,)}))
