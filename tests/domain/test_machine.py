"""Facts that follow from a card's other facts."""

from __future__ import annotations

import pytest

from deepseek_gui.domain.machine import multiprocessors


# Multiprocessors by the vendor's data sheets: V100 80, T4 40, A100 108, RTX 3060 28, RTX 4090 128, H100 SXM 132.
@pytest.mark.parametrize(
    ("cores", "capability", "expected"),
    [
        (5120, "7.0", 80),
        (2560, "7.5", 40),
        (6912, "8.0", 108),
        (3584, "8.6", 28),
        (16384, "8.9", 128),
        (16896, "9.0", 132),
        (None, "9.0", None),
        (3584, None, None),
    ],
)
def test_multiprocessors(cores: int | None, capability: str | None, expected: int | None):
    assert multiprocessors(cores, capability) == expected
