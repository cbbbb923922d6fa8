"""Lines as llama.cpp 0.5.0-dev wrote them (xllamacpp 2026.10.11549, October 2026)."""

from __future__ import annotations

import pytest

from deepseek_gui.domain.events import Loading
from deepseek_gui.engines import llama_log

STATE = (
    'cmd_child_to_router:state:{"state":"loading","payload":{"stages":["text_model"],"current":"text_model",'
    '"value":0.24}}'
)
FAILURES = {
    "0.00.004.038 E llama_model_load: error loading model: tensor 'blk.0.attn_k.weight' data is not within the file "
    "bounds, model is corrupted or incomplete": (
        "The model file is incomplete: the data of blk.0.attn_k.weight is missing."
    ),
    "0.00.004.547 E llama_model_load: error loading model: unknown model architecture: 'llamz'": (
        "This engine does not know models of the architecture “llamz”."
    ),
    "0.00.005.251 E llama_model_load: error loading model: check_tensor_dims: tensor 'blk.1.attn_q.weight' not found": (
        "The model file lacks the tensor blk.1.attn_q.weight."
    ),
    "0.00.004 E llama_model_load: error loading model: missing tensor 'output_norm.weight'": (
        "The model file lacks the tensor output_norm.weight."
    ),
    "0.00.006.029 E llama_init_from_model: quantized V cache requires flash_attn to be enabled": (
        "A compressed V cache needs flash attention."
    ),
    "0.00.006.031 E llama_init_from_model: K cache type q8_0 with block size 32 does not divide n_embd_head_k=16": (
        "This model's heads are too small for a cache of the type q8_0."
    ),
    "srv  start: couldn't bind HTTP server socket, hostname: 127.0.0.1, port: 8080": (
        "Port 8080 of this computer is taken by another program."
    ),
    "ggml_backend_cpu_buffer_type_alloc_buffer: failed to allocate buffer of size 70368744177664": (
        "There is not enough memory for this model with these settings."
    ),
    "ggml_backend_cuda_buffer_type_alloc_buffer: allocating 9 MiB on device 0: cudaMalloc failed: out of memory": (
        "There is not enough memory for this model with these settings."
    ),
    "E llama_model_load: error loading model: llama_model_loader: failed to load model from notgguf.gguf": (
        "The engine cannot read the model file."
    ),
}


@pytest.mark.parametrize(("line", "words"), FAILURES.items())
def test_a_cause_is_told_in_words_with_something_to_do(line: str, words: str) -> None:
    found = llama_log.cause(line)
    assert found is not None
    assert str(found.message) == words
    assert found.hint is not None
    assert str(found.hint)
    assert found.details == line


def test_an_ordinary_line_is_no_cause() -> None:
    assert llama_log.cause("0.00.048.754 I resolve_fused_ops: Flash Attention enabled") is None
    assert llama_log.progress("0.00.048.754 I resolve_fused_ops: Flash Attention enabled") is None


def test_the_exact_cause_outranks_the_vague_one() -> None:
    exact, vague = llama_log.cause(next(iter(FAILURES))), llama_log.cause([*FAILURES][-1])
    assert exact is not None
    assert vague is not None
    assert llama_log.rank(exact) < llama_log.rank(vague)


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
