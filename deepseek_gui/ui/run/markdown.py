"""An answer's Markdown as HTML that can neither load nor open anything."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


def render(text: str, *, code_background: str, rule: str) -> str:
    """Return HTML in the subset that QTextDocument knows.

    Raw HTML is shown as it was written; images become their description, links their text and address, so nothing in
    an answer can make the window fetch or open something.

    Args:
        text: Markdown as the model wrote it.
        code_background: colour name for code.
        rule: colour name for the lines of tables.
    """
    environment = {"code_background": code_background, "rule": rule}
    return str(_parser().render(text.lstrip(), environment))


@functools.cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415  13 ms that the window's start need not pay

    parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])
    for name, rule in _RULES.items():
        parser.add_render_rule(name, rule)
    return parser


def _code(renderer: Any, tokens: Sequence[Token], index: int, options: Any, environment: dict[str, str]) -> str:
    del renderer, options
    ground = environment["code_background"]
    code = escape(tokens[index].content.rstrip("\n"))
    return (
        f'<table width="100%" cellpadding="8" cellspacing="0" border="0" bgcolor="{ground}"><tr><td>'
        f'<pre style="margin: 0">{code}</pre></td></tr></table>'
    )


def _code_inline(renderer: Any, tokens: Sequence[Token], index: int, options: Any, environment: dict[str, str]) -> str:
    del renderer, options
    ground = environment["code_background"]
    return f'<code style="background-color: {ground}">{escape(tokens[index].content)}</code>'


def _image(renderer: Any, tokens: Sequence[Token], index: int, options: Any, environment: dict[str, str]) -> str:
    description = renderer.renderInlineAsText(tokens[index].children or [], options, environment)
    return escape(f"[{description}: {tokens[index].attrGet('src')}]")


def _link_open(renderer: Any, tokens: Sequence[Token], index: int, options: Any, environment: dict[str, str]) -> str:
    del renderer, tokens, index, options, environment
    return "<u>"


def _link_close(renderer: Any, tokens: Sequence[Token], index: int, options: Any, environment: dict[str, str]) -> str:
    del renderer, options, environment
    opening = _opening_link(tokens, index)
    address = str(opening.attrGet("href") or "")
    shown = "".join(token.content for token in tokens[tokens.index(opening) + 1 : index])
    return "</u>" if shown == address else f"</u> ({escape(address)})"


def _opening_link(tokens: Sequence[Token], index: int) -> Token:
    """Return the link that ends at `index`; links don't nest."""
    return next(token for token in reversed(tokens[:index]) if token.type == "link_open")


def _table_open(renderer: Any, tokens: Sequence[Token], index: int, options: Any, environment: dict[str, str]) -> str:
    del renderer, tokens, index, options
    return (
        '<table cellpadding="5" cellspacing="0" border="1" '
        f'style="border-collapse: collapse; border-style: solid; border-color: {environment["rule"]}">'
    )


def _softbreak(renderer: Any, tokens: Sequence[Token], index: int, options: Any, environment: dict[str, str]) -> str:
    """Keep a line break: models write short lines that mean to stay short."""
    del renderer, tokens, index, options, environment
    return "<br />"


_RULES = {
    "fence": _code,
    "code_block": _code,
    "code_inline": _code_inline,
    "image": _image,
    "link_open": _link_open,
    "link_close": _link_close,
    "table_open": _table_open,
    "softbreak": _softbreak,
}
