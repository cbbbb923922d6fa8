"""What the Match page remembers between two starts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchState:
    """What was asked, in words that any version can read; one it does not know counts as not asked.

    Attributes:
        min_tps: tokens per second; 0 asks for none.
        link_mbps: how fast downloads are, 10**6 bits per second.
        choice: an example machine's name or the path of a machine file; empty is this computer.
        machine: the text of a machine file, when facts of the chosen machine were edited; else empty.
    """

    use_case: str = ""
    context: int = 0
    users: int = 1
    min_tps: float = 0.0
    licence: str = ""
    priority: str = ""
    link_mbps: float = 100.0
    choice: str = ""
    machine: str = ""
