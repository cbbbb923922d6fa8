"""Upgrades in numbers: what a change unlocks, how much faster it is, and what that is for the money."""

from __future__ import annotations

from collections.abc import Sequence

from deepseek_gui.domain.verdict import Tier, TierVerdict, Verdict

PER_USD = 1000.0
"""A purchase is judged by what a thousand dollars buy."""


def unlocked_tiers(before: Sequence[TierVerdict], after: Sequence[TierVerdict]) -> tuple[Tier, ...]:
    """Return the tiers that pass only after a change."""
    passed = {verdict.tier for verdict in before if verdict.verdict is Verdict.PASS}
    return tuple(verdict.tier for verdict in after if verdict.verdict is Verdict.PASS and verdict.tier not in passed)


def gain_per_money(before_tps: float | None, after_tps: float | None, price_usd: float | None) -> float | None:
    """Return tokens per second gained for each `PER_USD` dollars; None where something is not known.

    A change that slows a plan down has a negative gain.
    """
    if before_tps is None or after_tps is None or not price_usd:
        return None
    return (after_tps - before_tps) / price_usd * PER_USD
