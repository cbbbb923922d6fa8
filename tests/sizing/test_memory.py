"""KV cache and fixed costs, with numbers that engines logged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deepseek_gui.catalog.models import find_model
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Gpu
from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.plan import RunSettings
from deepseek_gui.domain.units import MIB
from deepseek_gui.sizing.memory import (
    driver_context_bytes,
    kv_cache_layers,
    merges_bytes,
    output_buffer_bytes,
    process_bytes,
    row_bytes,
)
from deepseek_gui.sizing.tensors import fused


def architecture(name: str) -> Architecture:
    found = find_model(name).architecture
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "settings", "mib"),
    [
        # ik_llama.cpp discussion 223: c^KV f16 10980.00 MiB.
        ("deepseek-r1", RunSettings(context=163840), 10980.0),
        ("deepseek-v3", RunSettings(context=8192), 549.0),
        # llama.cpp on CUDA, 1.5B shape, as its fit pass printed: 112 at 4096, 896 at 32,768, 476 with a q8_0 cache.
        ("r1-distill-qwen-1.5b", RunSettings(context=4096), 112.0),
        ("r1-distill-qwen-1.5b", RunSettings(context=32768), 896.0),
        ("r1-distill-qwen-1.5b", RunSettings(context=32768, kv_type_k="q8_0", kv_type_v="q8_0"), 476.0),
        # xllamacpp 2026.10 dry runs: latent plus indexer keys; V4's window, compressed rows, indexer, state.
        ("deepseek-v3.2", RunSettings(context=4096), 274.5 + 61.0),
        ("deepseek-v4-flash", RunSettings(context=4096), 32.25 + 21.0 + 5.0 + 5.25 + 11.640625),
        # A cache is allocated in blocks of 256 cells for each sequence.
        ("r1-distill-qwen-1.5b", RunSettings(context=300), 14.0),
        ("r1-distill-qwen-1.5b", RunSettings(context=4000, parallel=4), 112.0),
    ],
)
def test_cache_agrees_with_engines(name: str, settings: RunSettings, mib: float) -> None:
    assert sum(kv_cache_layers(architecture(name), settings)) == round(mib * MIB)


def test_an_old_mla_file_keeps_keys_and_values_of_every_head() -> None:
    # ollama issue 5136: deepseek-v2:16b, 32k context, 8640 MiB on an RTX 3090.
    legacy = fused(architecture("deepseek-v2-lite"))
    assert sum(kv_cache_layers(legacy, RunSettings(context=32768))) == 8640 * MIB


def test_the_v_type_has_no_effect_on_mla() -> None:
    shape = architecture("deepseek-v3")
    assert kv_cache_layers(shape, RunSettings(kv_type_v="q4_0")) == kv_cache_layers(shape, RunSettings())


def test_rows_that_blocks_do_not_divide_are_refused() -> None:
    with pytest.raises(ActionableError, match="100"):
        row_bytes(100, "q8_0")


def test_driver_context_is_between_the_logged_cards() -> None:
    # llama.cpp PR 23604: 107 MiB on an RTX 4060 Ti, 555 MiB on an RTX PRO 6000; 520 MiB measured on an H100.
    small = Gpu("RTX 4060 Ti", vendor="nvidia", multiprocessors=34)
    assert driver_context_bytes(small) == pytest.approx(107 * MIB, rel=0.01)
    large = replace(small, name="RTX PRO 6000 Blackwell", multiprocessors=188)
    assert driver_context_bytes(large) == pytest.approx(555 * MIB, rel=0.01)
    h100 = replace(small, name="NVIDIA H100 80GB HBM3", multiprocessors=132)
    assert driver_context_bytes(h100) == pytest.approx(520 * MIB, rel=0.01)
    assert driver_context_bytes(replace(small, vendor="apple")) == 0
    assert driver_context_bytes(replace(small, multiprocessors=None)) > 0


def test_the_output_buffer_holds_one_row_of_logits_a_sequence() -> None:
    # xllamacpp 2026.10: 0.58 MiB, 2.32 MiB with four sequences.
    shape = architecture("r1-distill-qwen-1.5b")
    assert output_buffer_bytes(shape, RunSettings()) / MIB == pytest.approx(0.58, abs=0.005)
    assert output_buffer_bytes(shape, RunSettings(parallel=4)) / MIB == pytest.approx(2.32, abs=0.005)


def test_the_process_takes_more_with_a_larger_vocabulary() -> None:
    """Embedded engine, resident less buffers: 42 MiB with 32,256 tokens, 67 MiB with 151,936, 95 MiB with merges."""
    made = [process_bytes(tokens) - merges_bytes(tokens) for tokens in (32_256, 151_936)]
    assert made == pytest.approx([42 * MIB, 67 * MIB], rel=0.03)
    assert process_bytes(151_936) == pytest.approx(95 * MIB, rel=0.03)
