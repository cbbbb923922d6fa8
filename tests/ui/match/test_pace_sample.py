from __future__ import annotations

import pytest
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QWidget
from pytestqt.qtbot import QtBot

from deepseek_gui.ui.match.pace_sample import RATES, PaceSample


@pytest.fixture
def sample(qtbot: QtBot) -> PaceSample:
    sample = PaceSample()
    qtbot.addWidget(sample)
    sample.resize(700, 120)
    return sample


def test_it_writes_only_while_it_is_seen(qtbot: QtBot, sample: PaceSample):
    assert not sample.writing
    sample.show()
    assert sample.writing
    qtbot.waitUntil(lambda: len(sample.text) > 3)
    sample.hide()
    assert not sample.writing


def test_the_speed_that_is_asked_for_is_offered_and_shown(sample: PaceSample):
    assert sample.tokens_per_s == RATES[1]
    sample.set_wished(33)
    assert sample.tokens_per_s == 33
    sample.set_wished(None)
    assert sample.tokens_per_s == RATES[1]


class _Still(QProxyStyle):
    def styleHint(  # noqa: N802  Qt's name
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_Widget_Animation_Duration:
            return 0
        return super().styleHint(hint, option, widget, returned)


def test_without_animations_the_whole_text_stands_still(sample: PaceSample):
    style = _Still()
    style.setParent(sample)
    sample.setStyle(style)
    sample.show()
    assert not sample.writing
    assert len(sample.text) > 100
