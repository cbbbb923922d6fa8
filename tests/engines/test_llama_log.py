"""Lines as llama.cpp 0.5.0-dev wrote them (xllamacpp 2026.10.11549, October 2026)."""

from __future__ import annotations

import pytest

from deepseek_gui.domain.events import Loading
from deepseek_gui.engines import llama_log

STATE = (
    'cmd_child_to_router:state:{"state":"loading","payload":{"stages":["text_model"],"current":"text_model",'
    '"value":0.24}}'
)


def test_an_ordinary_line_is_no_progress() -> None:
    assert llama_log.progress("0.00.048.754 I resolve_fused_ops: Flash Attention enabled") is None


def test_progress_is_found_also_behind_half_a_log_line() -> None:
    assert llama_log.progress(STATE) == Loading(0.24)
    assert llama_log.progress(f"0.00.016.446 I {STATE}") == Loading(0.24)


@pytest.mark.parametrize(
    "line",
    [
        'cmd_child_to_router:state:{"state":"ready","payload":{"id":"x"}}',
        'cmd_child_to_router:state:{"state":"loading","payload":{"stages":["te',
        'cmd_child_to_router:state:{"state":"loading","payload":{"stages":["text_model"]}}',
    ],
)
def test_other_states_are_no_progress(line: str) -> None:
    assert llama_log.progress(line) is None
