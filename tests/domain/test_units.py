"""Sizes as a person reads them."""

from __future__ import annotations

import pytest

from deepseek_gui.domain.units import GIB, format_gib, format_gib_up


@pytest.mark.parametrize(
    ("gibibytes", "near", "up"),
    [
        (0.061, "0.06 GiB", "0.07 GiB"),
        (1.23, "1.2 GiB", "1.3 GiB"),
        (100.2, "100 GiB", "101 GiB"),
        (7, "7.0 GiB", "7.0 GiB"),
    ],
)
def test_what_must_be_enough_is_rounded_up(gibibytes: float, near: str, up: str):
    assert format_gib(gibibytes * GIB) == near
    assert format_gib_up(gibibytes * GIB) == up
