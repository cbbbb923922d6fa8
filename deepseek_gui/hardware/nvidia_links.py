"""How NVIDIA cards reach each other: NVLink by pair, a switch, or what lies between them on PCI Express."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from deepseek_gui.domain.machine import GpuLink
from deepseek_gui.hardware.nvidia_card import as_text, attempt

MAX_LINKS = 36
"""NVML_NVLINK_MAX_LINKS of the newest nvml.h; a card refuses those that it does not have."""
SWITCH = 2
"""NVML_NVLINK_DEVICE_TYPE_SWITCH."""
PATHS = {
    0: "same board",
    10: "PCIe switch",
    20: "PCIe switches",
    30: "host bridge",
    40: "NUMA node",
    50: "between processors",
}
"""nvmlGpuTopologyLevel_t."""


@dataclass(frozen=True, slots=True)
class NvLinks:
    """The NVLinks of one card that are up.

    Attributes:
        count: None where the card does not tell; cards without NVLink do not.
        to_switch: how many lead to an NVSwitch.
        to_cards: how many lead to another card, by its PCI address.
    """

    count: int | None
    to_switch: int
    to_cards: Counter[str]

    @property
    def kind(self) -> str | None:
        """Return "NVSwitch" or "NVLink", None when no link is up."""
        return None if not self.count else "NVSwitch" if self.to_switch else "NVLink"


def nvlinks_of(nvml: Any, handle: Any) -> NvLinks:
    """Ask a card for its links, one after the other until it refuses."""
    to_cards: Counter[str] = Counter()
    count: int | None = None
    to_switch = 0
    for link in range(MAX_LINKS):
        state = attempt(nvml.nvmlDeviceGetNvLinkState, handle, link)
        if state is None:
            break
        count = (count or 0) + (1 if state else 0)
        if not state:
            continue
        if attempt(nvml.nvmlDeviceGetNvLinkRemoteDeviceType, handle, link) == SWITCH:
            to_switch += 1
        else:
            to_cards[pci_address(attempt(nvml.nvmlDeviceGetNvLinkRemotePciInfo, handle, link)) or "?"] += 1
    return NvLinks(count, to_switch, to_cards)


def pair_links(nvml: Any, handles: Sequence[Any], links: Sequence[NvLinks]) -> tuple[GpuLink, ...]:
    """Return how each pair of cards is connected; a pair of which nothing is told is left out.

    Args:
        nvml: the binding.
        handles: of the cards.
        links: of the same cards.
    """
    addresses = [pci_address(attempt(nvml.nvmlDeviceGetPciInfo, handle)) for handle in handles]
    found = []
    for one, other in combinations(range(len(handles)), 2):
        direct = links[one].to_cards[addresses[other] or ""]
        if links[one].to_switch and links[other].to_switch:
            switched = min(links[one].to_switch, links[other].to_switch)
            found.append(GpuLink((one, other), "NVSwitch", switched))
        elif direct:
            found.append(GpuLink((one, other), "NVLink", direct))
        else:
            level = attempt(nvml.nvmlDeviceGetTopologyCommonAncestor, handles[one], handles[other])
            if level in PATHS:
                found.append(GpuLink((one, other), "PCIe", path=PATHS[level]))
    return tuple(found)


def pci_address(info: Any) -> str | None:
    """Return "00000000:0F:00.0" of NVML's PCI structure, in capitals; None where there is none."""
    address = as_text(getattr(info, "busId", None))
    return address.upper() if address else None
