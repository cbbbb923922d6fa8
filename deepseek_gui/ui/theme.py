"""Colours that follow the palette, and the two palettes for where the system has none to follow."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette

# Eight hues that differ in lightness too, so that neighbours stay apart for colour-blind readers;
# contrast against the card is at least 3:1 in each theme (tests/ui/test_theme.py).
_SERIES_LIGHT = ("#3b5bdb", "#d9480f", "#0b7a53", "#a61e8c", "#0b7285", "#7a5b00", "#6741d9", "#b3261e")
_SERIES_DARK = ("#7ea6ff", "#ffa94d", "#5fd6a0", "#f08cd8", "#5ad1e6", "#e8c547", "#b197fc", "#ff8f85")
_STATE_LIGHT = {"good": "#0b7a53", "warn": "#9a5b00", "bad": "#b3261e"}
_STATE_DARK = {"good": "#5fd6a0", "warn": "#f2b84b", "bad": "#ff8f85"}

SERIES_COUNT = len(_SERIES_LIGHT)

_LIGHT = {
    QPalette.ColorRole.Window: "#f4f5f8",
    QPalette.ColorRole.WindowText: "#1c2028",
    QPalette.ColorRole.Base: "#ffffff",
    QPalette.ColorRole.AlternateBase: "#f7f8fa",
    QPalette.ColorRole.Text: "#1c2028",
    QPalette.ColorRole.Button: "#eceef2",
    QPalette.ColorRole.ButtonText: "#1c2028",
    QPalette.ColorRole.BrightText: "#ffffff",
    QPalette.ColorRole.Highlight: "#3b5bdb",
    QPalette.ColorRole.HighlightedText: "#ffffff",
    QPalette.ColorRole.Accent: "#3b5bdb",
    QPalette.ColorRole.Link: "#2f4fc7",
    QPalette.ColorRole.LinkVisited: "#6741d9",
    QPalette.ColorRole.ToolTipBase: "#1c2028",
    QPalette.ColorRole.ToolTipText: "#f4f5f8",
    QPalette.ColorRole.PlaceholderText: "#5f6672",
    QPalette.ColorRole.Light: "#ffffff",
    QPalette.ColorRole.Midlight: "#e6e8ed",
    QPalette.ColorRole.Mid: "#c3c8d1",
    QPalette.ColorRole.Dark: "#9aa1ad",
    QPalette.ColorRole.Shadow: "#6b7280",
}
_DARK = {
    QPalette.ColorRole.Window: "#16181d",
    QPalette.ColorRole.WindowText: "#e7e9ee",
    QPalette.ColorRole.Base: "#1e2128",
    QPalette.ColorRole.AlternateBase: "#232730",
    QPalette.ColorRole.Text: "#e7e9ee",
    QPalette.ColorRole.Button: "#2a2e37",
    QPalette.ColorRole.ButtonText: "#e7e9ee",
    QPalette.ColorRole.BrightText: "#ffffff",
    QPalette.ColorRole.Highlight: "#4c6ef5",
    QPalette.ColorRole.HighlightedText: "#ffffff",
    QPalette.ColorRole.Accent: "#7ea6ff",
    QPalette.ColorRole.Link: "#8fb0ff",
    QPalette.ColorRole.LinkVisited: "#b197fc",
    QPalette.ColorRole.ToolTipBase: "#e7e9ee",
    QPalette.ColorRole.ToolTipText: "#16181d",
    QPalette.ColorRole.PlaceholderText: "#9aa2b1",
    QPalette.ColorRole.Light: "#3a3f4b",
    QPalette.ColorRole.Midlight: "#323743",
    QPalette.ColorRole.Mid: "#3a3f4a",
    QPalette.ColorRole.Dark: "#0f1115",
    QPalette.ColorRole.Shadow: "#08090b",
}


def is_dark(palette: QPalette) -> bool:
    """Return whether text is lighter than the window behind it."""
    return (
        palette.color(QPalette.ColorRole.WindowText).lightness() > palette.color(QPalette.ColorRole.Window).lightness()
    )


def series_colour(palette: QPalette, index: int) -> QColor:
    """Return the colour of the index-th line of a chart; they repeat after `SERIES_COUNT`."""
    colours = _SERIES_DARK if is_dark(palette) else _SERIES_LIGHT
    return QColor(colours[index % SERIES_COUNT])


def series_style(index: int) -> Qt.PenStyle:
    """Return the line style of the index-th series: dashes tell the second eight from the first."""
    return (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)[(index // SERIES_COUNT) % 3]


def good_colour(palette: QPalette) -> QColor:
    """Return the colour of "all is well"; a word or mark stands beside it."""
    return _state(palette, "good")


def warn_colour(palette: QPalette) -> QColor:
    """Return the colour of "look at this"."""
    return _state(palette, "warn")


def bad_colour(palette: QPalette) -> QColor:
    """Return the colour of "this fails"."""
    return _state(palette, "bad")


def muted_colour(palette: QPalette) -> QColor:
    """Return the colour of secondary text, at least 4.5:1 on the card."""
    return blend(palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base), 0.68)


def card_colour(palette: QPalette) -> QColor:
    """Return the ground of a card."""
    return palette.color(QPalette.ColorRole.Base)


def line_colour(palette: QPalette) -> QColor:
    """Return the colour of hairlines: card edges, axes, rules."""
    return blend(palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base), 0.14)


def track_colour(palette: QPalette) -> QColor:
    """Return the colour of the empty part of a gauge."""
    return blend(palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base), 0.10)


def accent_colour(palette: QPalette) -> QColor:
    """Return the accent of the system, or of our palettes."""
    return palette.color(QPalette.ColorRole.Accent)


def blend(front: QColor, back: QColor, share: float) -> QColor:
    """Return `share` of `front` over the rest of `back`, opaque."""
    rest = 1 - share
    return QColor(
        round(front.red() * share + back.red() * rest),
        round(front.green() * share + back.green() * rest),
        round(front.blue() * share + back.blue() * rest),
    )


def with_alpha(colour: QColor, alpha: float) -> QColor:
    """Return a colour that lets the ground through; alpha 0 to 1."""
    result = QColor(colour)
    result.setAlphaF(alpha)
    return result


def scaled_font(font: QFont, factor: float, *, bold: bool = False) -> QFont:
    """Return a font of `factor` times the size, whether sized in points or pixels."""
    result = QFont(font)
    if font.pointSizeF() > 0:
        result.setPointSizeF(font.pointSizeF() * factor)
    else:
        result.setPixelSize(round(font.pixelSize() * factor))
    if bold:
        result.setWeight(QFont.Weight.DemiBold)
    return result


def light_palette() -> QPalette:
    """Return our light palette."""
    return _palette(_LIGHT)


def dark_palette() -> QPalette:
    """Return our dark palette."""
    return _palette(_DARK)


def apply_scheme(app: QGuiApplication, scheme: Qt.ColorScheme) -> None:
    """Make the program light or dark, or (Unknown) as the system is.

    The platform is asked first; where it does not listen (offscreen, bare X11) our own palette is set.
    """
    hints = app.styleHints()
    app.setPalette(QPalette())
    if scheme == Qt.ColorScheme.Unknown:
        hints.unsetColorScheme()
        return
    hints.setColorScheme(scheme)
    if is_dark(app.palette()) != (scheme == Qt.ColorScheme.Dark):
        app.setPalette(dark_palette() if scheme == Qt.ColorScheme.Dark else light_palette())


def _state(palette: QPalette, name: str) -> QColor:
    return QColor((_STATE_DARK if is_dark(palette) else _STATE_LIGHT)[name])


def _palette(colours: dict[QPalette.ColorRole, str]) -> QPalette:
    palette = QPalette()
    for role, name in colours.items():
        palette.setColor(role, QColor(name))
    faded = blend(QColor(colours[QPalette.ColorRole.Text]), QColor(colours[QPalette.ColorRole.Window]), 0.45)
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, faded)
    return palette
