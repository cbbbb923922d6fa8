"""Memory that a run takes besides its weights: KV cache, buffers, the driver's and the process's own share.

llama.cpp as of autumn 2026 (src/llama-kv-cache*.cpp, src/llama-context.cpp); checked against its own dry runs.
"""

from __future__ import annotations

import re
from functools import lru_cache

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Gpu, multiprocessors
from deepseek_gui.domain.model import Architecture, HybridAttention
from deepseek_gui.domain.plan import FlashAttention, RunSettings
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import MIB
from deepseek_gui.sizing.quantisation import BLOCKS

KV_TYPES: tuple[str, ...] = ("f16", "bf16", "q8_0", "q5_1", "q5_0", "q4_1", "q4_0", "iq4_nl", "f32")
"""Cache types that llama.cpp takes for `-ctk` and `-ctv`."""

MARGIN_BYTES = 1024 * MIB
"""What stays free on each GPU: llama.cpp's own default (`--fit-target 1024`)."""

PROCESS_BYTES = 35 * MIB
"""The engine process itself: its code and the HTTP server (measured on the embedded engine, as the next two)."""

_TOKEN_BYTES = 216
"""What the engine keeps of each token of the vocabulary."""

_MERGE_BYTES = 205
"""What it keeps of each merge of a byte-pair vocabulary."""

CUDA_PROCESS_BYTES = 340 * MIB
"""What CUDA's libraries add to it in main memory (eight plans on an H100)."""

_CELL_PADDING = 256
_CONTEXT_BYTES_FIXED = 8 * MIB
_CONTEXT_BYTES_PER_SM = round(2.91 * MIB)
_CONTEXT_BYTES_PER_SM_HBM = round(3.88 * MIB)
_CONTEXT_BYTES_UNKNOWN = 300 * MIB
_DATA_CENTRE = re.compile(r"\b(V100|A30|A100|A800|[HB][1-8]00|H20|G[HB]200)\b")


def padded_cells(cells: int) -> int:
    """Return cache cells as allocated: in blocks of 256."""
    return -(-cells // _CELL_PADDING) * _CELL_PADDING


def cells_per_sequence(settings: RunSettings) -> int:
    """Return the cache cells that each parallel sequence owns."""
    return padded_cells(settings.context // settings.parallel)


def cells(settings: RunSettings) -> int:
    """Return all cache cells."""
    return cells_per_sequence(settings) * settings.parallel


def row_bytes(elements: int, kv_type: str) -> int:
    """Return the bytes of one cache row.

    Raises:
        ActionableError: the type's blocks do not divide the row, or it is no cache type.
    """
    if kv_type not in KV_TYPES:
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "KV cache type: {type} is not one that the engine knows."), {"type": kv_type}
            ),
            Text(QT_TRANSLATE_NOOP("core", "Use one of: {types}."), {"types": ", ".join(KV_TYPES)}),
        )
    block, size = BLOCKS[kv_type.upper()]
    if elements % block:
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "KV cache type: rows of {count} elements cannot be stored as {type}."),
                {"count": elements, "type": kv_type},
            ),
            Text(QT_TRANSLATE_NOOP("core", "Use f16 for the KV cache.")),
        )
    return elements // block * size


def check_settings(settings: RunSettings) -> None:
    """Refuse settings that the engine refuses.

    Raises:
        ActionableError: names the field that is wrong.
    """
    for name, value in (
        ("context", settings.context),
        ("parallel", settings.parallel),
        ("batch", settings.batch),
        ("ubatch", settings.ubatch),
    ):
        if value < 1:
            raise ActionableError(
                Text(
                    QT_TRANSLATE_NOOP("core", "{field}: {value} is not possible, it must be at least 1."),
                    {"field": name, "value": value},
                ),
            )
    if settings.flash_attention is FlashAttention.OFF and _is_quantised(settings.kv_type_v):
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "KV cache type for V: {type} needs flash attention, which is switched off."),
                {"type": settings.kv_type_v},
            ),
            Text(QT_TRANSLATE_NOOP("core", "Set flash attention to auto, or the V cache to f16.")),
        )


def _is_quantised(kv_type: str) -> bool:
    return kv_type not in ("f16", "bf16", "f32")


@lru_cache(maxsize=4096)
def kv_cache_layers(architecture: Architecture, settings: RunSettings) -> tuple[int, ...]:
    """Return the cache bytes of each layer.

    Grouped-query attention keeps keys and values; MLA keeps one latent row and no values, but keys and values of
    every head when the file has the old fused matrix; V3.2 adds the indexer's keys; V4 keeps a window of rows,
    compressed rows and the F32 state of its compressors.

    Raises:
        ActionableError: a cache type that does not exist or does not fit the rows.
    """
    if architecture.hybrid:
        return tuple(
            _hybrid_layer(architecture, architecture.hybrid, ratio, settings)
            for ratio in architecture.hybrid.compress_ratios[: architecture.n_layers]
        )
    row = _row(architecture, settings.kv_type_k, settings.kv_type_v)
    return (row * cells(settings),) * architecture.n_layers


def _row(architecture: Architecture, kv_type_k: str, kv_type_v: str) -> int:
    """Return the bytes that one layer keeps of one token."""
    mla = architecture.mla
    if mla is None:
        width = architecture.n_kv_heads * architecture.head_dim
        return row_bytes(width, kv_type_k) + row_bytes(width, kv_type_v)
    if mla.fused_kv_b:
        keys = architecture.n_heads * (mla.qk_nope_head_dim + mla.qk_rope_head_dim)
        return row_bytes(keys, kv_type_k) + row_bytes(architecture.n_heads * mla.v_head_dim, kv_type_v)
    latent = row_bytes(mla.kv_lora_rank + mla.qk_rope_head_dim, kv_type_k)
    indexer = row_bytes(architecture.indexer.head_dim, kv_type_k) if architecture.indexer else 0
    return latent + indexer


def _hybrid_layer(architecture: Architecture, hybrid: HybridAttention, ratio: int, settings: RunSettings) -> int:
    own = cells_per_sequence(settings)
    row = row_bytes(architecture.head_dim, settings.kv_type_k)
    size = padded_cells(min(own, hybrid.sliding_window + settings.ubatch)) * row
    if ratio:
        indexer = architecture.indexer.head_dim if architecture.indexer and ratio == 4 else 0
        indexer_row = row_bytes(indexer, settings.kv_type_k) if indexer else 0
        size += padded_cells(-(-own // ratio)) * (row + indexer_row)
        size += _compressor_state(architecture.head_dim, ratio) + (_compressor_state(indexer, ratio) if indexer else 0)
    return size * settings.parallel


def _compressor_state(head_dim: int, ratio: int) -> int:
    """Return the F32 state of one compressor: values and scores, twice as wide and long where windows overlap."""
    overlap = 2 if ratio == 4 else 1
    return 2 * 4 * (overlap * head_dim) * (overlap * ratio)


def output_buffer_bytes(architecture: Architecture, settings: RunSettings) -> int:
    """Return the host buffer that receives the logits of one token of each sequence."""
    return 4 * architecture.n_vocab * settings.parallel


def process_bytes(n_vocab: int) -> int:
    """Return what the engine's process takes with a vocabulary: 90 to 97 MiB were measured with one of 151,936 tokens.

    A byte-pair vocabulary has about as many merges as tokens.
    """
    return PROCESS_BYTES + n_vocab * _TOKEN_BYTES + merges_bytes(n_vocab)


def merges_bytes(n_vocab: int) -> int:
    """Return what the merges take of it; a made file has none."""
    return n_vocab * _MERGE_BYTES


@lru_cache(maxsize=256)
def driver_context_bytes(gpu: Gpu) -> int:
    """Return what the driver keeps on a GPU for one process.

    CUDA: 107 MiB on an RTX 4060 Ti (34 multiprocessors), 555 MiB on an RTX PRO 6000 (188), llama.cpp PR 23604;
    520 MiB measured on an H100 (132); llama-server b11434 of CUDA 13 takes 76 more there when it is ready.
    """
    if gpu.vendor == "apple":
        return 0
    processors = gpu.multiprocessors or multiprocessors(gpu.cuda_cores, gpu.compute_capability)
    if gpu.vendor != "nvidia" or not processors:
        return _CONTEXT_BYTES_UNKNOWN
    one = _CONTEXT_BYTES_PER_SM_HBM if _DATA_CENTRE.search(gpu.name) else _CONTEXT_BYTES_PER_SM
    return _CONTEXT_BYTES_FIXED + processors * one
