from __future__ import annotations

import re

import pytest

from deepseek_gui.ui.run.markdown import render


def html(text: str) -> str:
    return render(text, code_background="#eee", rule="#ccc")


@pytest.mark.parametrize(
    "text",
    [
        "<img src='//host/share/x.png'>",
        "<script>alert(1)</script>",
        "<b onclick=x>bold</b>",
        "<!-- hidden -->",
        "| a |\n|---|\n| <img src=x> |",
        "```\n<img src=x>\n```",
        "`<img src=x>`",
        "[<img src=x>](http://a.b)",
        '![x"><img src=y>](//host/share)',
        '[t](http://a.b/"><img src=x>)',
    ],
)
def test_raw_html_stays_text(text: str):
    result = html(text)
    assert not re.search(r"<(img|script|b|a|!--)\b", result), result


@pytest.mark.parametrize(
    "text",
    [
        "![](//host/share)",
        "![a](file:///etc/passwd)",
        "[x]: //host/s\n\n![x]",
        "[a](file:///etc)",
        "<http://a.b>",
        "http://a.b",
    ],
)
def test_nothing_points_anywhere(text: str):
    result = html(text)
    assert "<img" not in result
    assert "<a " not in result
    assert "src=" not in result
    assert "href=" not in result


def test_a_link_shows_where_it_leads():
    assert "<u>docs</u> (http://a.b/c)" in html("[docs](http://a.b/c)")
    assert "javascript" in html("[x](javascript:alert(1))")  # refused by the parser: stays as it was written


def test_an_image_becomes_its_description():
    assert "[a cat: //host/cat.png]" in html("![a cat](//host/cat.png)")


def test_the_usual_marks_are_formatted():
    result = html("# T\n\n**b** *i* ~~s~~ `c`\n\n- x\n\n```py\nif a < b:\n```\n\n| h |\n|--:|\n| 1 |")
    for part in ("<h1>", "<strong>", "<em>", "<s>", "<code", "<li>", "<pre", "a &lt; b", 'style="text-align:right"'):
        assert part in result


def test_a_line_break_stays_one():
    assert "<br />" in html("one\ntwo")
