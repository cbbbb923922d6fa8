"""Contrast in both themes is measured, not hoped for (WCAG 2.1: 4.5:1 for text, 3:1 for graphics)."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QFont, QPalette

from deepseek_gui.ui.theme import (
    SERIES_COUNT,
    accent_colour,
    bad_colour,
    card_colour,
    dark_palette,
    good_colour,
    is_dark,
    light_palette,
    muted_colour,
    scaled_font,
    series_colour,
    series_style,
    warn_colour,
)

PALETTES = pytest.mark.parametrize("palette", [light_palette(), dark_palette()], ids=["light", "dark"])

pytestmark = pytest.mark.usefixtures("qapp")


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_themes_are_told_apart():
    assert is_dark(dark_palette())
    assert not is_dark(light_palette())


@PALETTES
def test_lines_stand_out(palette: QPalette):
    for index in range(SERIES_COUNT):
        assert contrast(series_colour(palette, index), card_colour(palette)) >= 3, index
    assert contrast(accent_colour(palette), card_colour(palette)) >= 3


@PALETTES
def test_words_can_be_read(palette: QPalette):
    grounds = (card_colour(palette), palette.color(QPalette.ColorRole.Window))
    for ground in grounds:
        for colour in (muted_colour(palette), good_colour(palette), warn_colour(palette), bad_colour(palette)):
            assert contrast(colour, ground) >= 4.5, (colour.name(), ground.name())
        assert contrast(palette.color(QPalette.ColorRole.Text), ground) >= 7
        assert contrast(palette.color(QPalette.ColorRole.Link), ground) >= 4.5
    assert (
        contrast(palette.color(QPalette.ColorRole.HighlightedText), palette.color(QPalette.ColorRole.Highlight)) >= 4.0
    )
    assert contrast(palette.color(QPalette.ColorRole.ButtonText), palette.color(QPalette.ColorRole.Button)) >= 7


@PALETTES
def test_lines_differ(palette: QPalette):
    assert len({series_colour(palette, index).name() for index in range(SERIES_COUNT)}) == SERIES_COUNT
    assert series_colour(palette, SERIES_COUNT) == series_colour(palette, 0)
    assert series_style(SERIES_COUNT) != series_style(0)


def test_fonts_scale_in_points_and_pixels():
    font = QFont()
    font.setPixelSize(10)
    assert scaled_font(font, 1.5).pixelSize() == 15
    font.setPointSizeF(8)
    assert scaled_font(font, 1.5, bold=True).pointSizeF() == 12
