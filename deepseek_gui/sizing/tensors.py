"""The tensor inventory: every tensor of an architecture in a quantisation, with name, shape, type and bytes.

Names and shapes are llama.cpp's (src/llama-arch.cpp, src/models/*.cpp, autumn 2026). Memory, file size, bytes read
per token, placement, synthetic files and the header reader all speak this list; nothing else computes a model's size.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.model import Architecture, HybridAttention, Indexer, Mla, Moe, TensorInfo
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.sizing.quantisation import (
    MixFacts,
    check_mix,
    fixed_type,
    layer_of,
    layer_rules,
    padded,
    quantised_type,
    tensor_bytes,
)

ARCHITECTURES: tuple[str, ...] = ("llama", "qwen2", "qwen3", "deepseek", "deepseek2", "deepseek32", "deepseek4")
"""Values of `Architecture.gguf_name` that have an inventory."""

_LLAMA3_VOCABULARY = 128256
_LLAMA3_0_CONTEXT = 8192

_Shape = tuple[int, ...]
_Named = Iterator[tuple[str, _Shape]]
_Part = TensorInfo | tuple[str, _Shape]


@lru_cache(maxsize=256)
def inventory(architecture: Architecture, quantisation: str) -> tuple[TensorInfo, ...]:
    """Return every tensor of a model, in the order of the file's layers.

    Args:
        architecture: one of `ARCHITECTURES`.
        quantisation: one of `quantisation.MIXES`.

    Raises:
        ActionableError: the architecture or the quantisation is not known here, or they do not go together.
    """
    return _quantised(architecture, quantisation, _parts(architecture, every_layer=True))


@lru_cache(maxsize=1024)
def sample(architecture: Architecture, quantisation: str) -> tuple[tuple[TensorInfo, int], ...]:
    """Return the tensors outside layers and those of the first layer of each kind, each with how many there are alike.

    A tenth of the inventory, and it tells the same sums.

    Raises:
        ActionableError: as `inventory`.
    """
    parts = _parts(architecture, every_layer=False)
    return tuple(zip(_quantised(architecture, quantisation, parts), sample_counts(architecture), strict=True))


def sample_types(architecture: Architecture, quantisation: str) -> Iterator[tuple[str, int]]:
    """Yield type and bytes of each tensor of a `sample`, without making the tensors: sums need no more.

    Raises:
        ActionableError: as `inventory`.
    """
    _check(architecture, quantisation)
    facts = mix_facts(architecture)
    for part in _parts(architecture, every_layer=False):
        if isinstance(part, TensorInfo):
            yield part.type, part.bytes
        else:
            name, shape = part
            ggml_type = quantised_type(name, shape, quantisation, facts)
            yield ggml_type, tensor_bytes(shape, ggml_type)


@lru_cache(maxsize=64)
def sample_shapes(architecture: Architecture) -> tuple[tuple[str, _Shape], ...]:
    """Return name and shape of each tensor of a `sample`: the same in every quantisation."""
    parts = _parts(architecture, every_layer=False)
    return tuple((part.name, part.shape) if isinstance(part, TensorInfo) else part for part in parts)


@lru_cache(maxsize=64)
def sample_counts(architecture: Architecture) -> tuple[int, ...]:
    """Return for each tensor of a `sample` how many layers have it; 1 outside layers."""
    alike = Counter(layer_kinds(architecture))
    return tuple(alike[layer_of(name)] or 1 for name, _ in sample_shapes(architecture))


@lru_cache(maxsize=64)
def layer_kinds(architecture: Architecture) -> tuple[int, ...]:
    """Return for each layer the first one that has the same tensors, of the same types in every mix."""
    facts, firsts = mix_facts(architecture), dict[object, int]()
    return tuple(
        firsts.setdefault((tuple(_layer(architecture, layer)), layer_rules(layer, facts)), layer)
        for layer in range(architecture.n_layers)
    )


def data_bytes(tensors: tuple[TensorInfo, ...]) -> int:
    """Return the length of a file's data section: every tensor padded to the file's alignment."""
    return sum(padded(tensor.bytes) for tensor in tensors)


def mix_facts(architecture: Architecture) -> MixFacts:
    """Return what the mix rules need to know of an architecture."""
    moe = architecture.moe
    return MixFacts(
        n_layers=architecture.n_layers,
        gqa=architecture.n_heads // stored_kv_heads(architecture),
        n_experts=moe.n_experts if moe else 0,
        dense_layers=moe.dense_layers if moe else 0,
        tied=architecture.tied_embeddings,
        is_70b=architecture.gguf_name in ("llama", "qwen2")
        and architecture.n_layers == 80
        and (architecture.gguf_name == "qwen2" or architecture.n_heads != architecture.n_kv_heads),
    )


def fused(architecture: Architecture) -> Architecture:
    """Return an MLA architecture as files from before April 2025 store it: with one `attn_kv_b` a layer."""
    if architecture.mla is None:
        return architecture
    return replace(architecture, mla=replace(architecture.mla, fused_kv_b=True))


def stored_kv_heads(architecture: Architecture) -> int:
    """Return the KV heads that the file's header states: one for split MLA, all for the fused form of old files."""
    if architecture.mla is None:
        return architecture.n_kv_heads
    return architecture.n_heads if architecture.mla.fused_kv_b else 1


def has_rope_factors(architecture: Architecture) -> bool:
    """Return whether the file carries `rope_freqs`: Llama 3.1 and later, known by vocabulary and context."""
    return (
        architecture.gguf_name == "llama"
        and architecture.n_vocab == _LLAMA3_VOCABULARY
        and architecture.context_trained > _LLAMA3_0_CONTEXT
    )


def _quantised(architecture: Architecture, quantisation: str, parts: tuple[_Part, ...]) -> tuple[TensorInfo, ...]:
    _check(architecture, quantisation)
    facts = mix_facts(architecture)
    return tuple(part if isinstance(part, TensorInfo) else _tensor(*part, quantisation, facts) for part in parts)


def _tensor(name: str, shape: _Shape, quantisation: str, facts: MixFacts) -> TensorInfo:
    ggml_type = quantised_type(name, shape, quantisation, facts)
    return TensorInfo(name, shape, ggml_type, tensor_bytes(shape, ggml_type))


def _check(architecture: Architecture, quantisation: str) -> None:
    if architecture.gguf_name not in ARCHITECTURES:
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "Models of the architecture “{name}” cannot be sized here."),
                {"name": architecture.gguf_name},
            ),
            Text(QT_TRANSLATE_NOOP("core", "Known are: {names}."), {"names": ", ".join(ARCHITECTURES)}),
        )
    check_mix(quantisation)
    if quantisation == "MXFP4_MOE" and architecture.moe is None:
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "Quantisation: MXFP4_MOE exists for models with experts only.")),
            Text(QT_TRANSLATE_NOOP("core", "Choose Q4_K_M for a dense model.")),
        )
    _check_parts(architecture)


def _check_parts(architecture: Architecture) -> None:
    needed: dict[str, tuple[object, ...]] = {
        "deepseek": (architecture.moe,),
        "deepseek2": (architecture.mla,),
        "deepseek32": (architecture.mla, architecture.indexer),
        "deepseek4": (architecture.hybrid, architecture.indexer, architecture.moe),
    }
    if any(part is None for part in needed.get(architecture.gguf_name, ())):
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "The description of this {name} model lacks its attention or expert facts."),
                {"name": architecture.gguf_name},
            ),
        )


@lru_cache(maxsize=64)
def _parts(architecture: Architecture, *, every_layer: bool) -> tuple[_Part, ...]:
    """Return what is the same in every quantisation: tensors that are never quantised, of the others name and shape."""
    layers = range(architecture.n_layers) if every_layer else sorted(set(layer_kinds(architecture)))
    return tuple(_part(name, shape) for name, shape in _shapes(architecture, layers))


def _part(name: str, shape: _Shape) -> _Part:
    ggml_type = fixed_type(name, shape)
    return (name, shape) if ggml_type is None else TensorInfo(name, shape, ggml_type, tensor_bytes(shape, ggml_type))


def _shapes(architecture: Architecture, layers: Iterable[int]) -> _Named:
    n_embd, n_vocab = architecture.n_embd, architecture.n_vocab
    yield "token_embd.weight", (n_embd, n_vocab)
    if has_rope_factors(architecture):
        yield "rope_freqs.weight", (architecture.head_dim // 2,)
    for layer in layers:
        yield from ((f"blk.{layer}.{part}", shape) for part, shape in _layer(architecture, layer))
    yield "output_norm.weight", (n_embd,)
    if not architecture.tied_embeddings:
        yield "output.weight", (n_embd, n_vocab)
    if architecture.hybrid:
        ways = architecture.hybrid.hyper_connections
        yield "output_hc_fn.weight", (ways * n_embd, ways)
        yield "output_hc_base.weight", (ways,)
        yield "output_hc_scale.weight", (1,)


def _layer(architecture: Architecture, layer: int) -> _Named:
    yield "attn_norm.weight", (architecture.n_embd,)
    yield from _attention(architecture, layer)
    yield "ffn_norm.weight", (architecture.n_embd,)
    if architecture.moe and layer >= architecture.moe.dense_layers:
        yield from _experts(architecture, architecture.moe, layer)
    else:
        yield from _feed_forward(architecture.n_embd, architecture.n_ff, "")


def _attention(architecture: Architecture, layer: int) -> _Named:
    if architecture.hybrid and architecture.indexer:
        yield from _hybrid_attention(architecture, architecture.hybrid, layer)
        if architecture.hybrid.compress_ratios[layer]:
            yield from _compressor(architecture, architecture.hybrid, architecture.indexer, layer)
    elif architecture.mla:
        yield from _latent_attention(architecture, architecture.mla)
        if architecture.indexer:
            yield from _indexer(architecture, architecture.mla, architecture.indexer)
    else:
        yield from _grouped_attention(architecture)


def _grouped_attention(architecture: Architecture) -> _Named:
    n_embd, head_dim = architecture.n_embd, architecture.head_dim
    q_size, kv_size = architecture.n_heads * head_dim, architecture.n_kv_heads * head_dim
    biased = architecture.gguf_name == "qwen2"
    for part, size in (("attn_q", q_size), ("attn_k", kv_size), ("attn_v", kv_size)):
        yield f"{part}.weight", (n_embd, size)
        if biased:
            yield f"{part}.bias", (size,)
    if architecture.gguf_name == "qwen3":
        yield "attn_q_norm.weight", (head_dim,)
        yield "attn_k_norm.weight", (head_dim,)
    yield "attn_output.weight", (q_size, n_embd)


def _latent_attention(architecture: Architecture, mla: Mla) -> _Named:
    n_embd, n_heads = architecture.n_embd, architecture.n_heads
    q_size = n_heads * (mla.qk_nope_head_dim + mla.qk_rope_head_dim)
    if mla.q_lora_rank:
        yield "attn_q_a.weight", (n_embd, mla.q_lora_rank)
        yield "attn_q_a_norm.weight", (mla.q_lora_rank,)
        yield "attn_q_b.weight", (mla.q_lora_rank, q_size)
    else:
        yield "attn_q.weight", (n_embd, q_size)
    yield "attn_kv_a_mqa.weight", (n_embd, mla.kv_lora_rank + mla.qk_rope_head_dim)
    yield "attn_kv_a_norm.weight", (mla.kv_lora_rank,)
    if mla.fused_kv_b:
        yield "attn_kv_b.weight", (mla.kv_lora_rank, n_heads * (mla.qk_nope_head_dim + mla.v_head_dim))
    else:
        yield "attn_k_b.weight", (mla.qk_nope_head_dim, mla.kv_lora_rank, n_heads)
        yield "attn_v_b.weight", (mla.kv_lora_rank, mla.v_head_dim, n_heads)
    yield "attn_output.weight", (n_heads * mla.v_head_dim, n_embd)


def _indexer(architecture: Architecture, mla: Mla, indexer: Indexer) -> _Named:
    yield "indexer.k_norm.weight", (indexer.head_dim,)
    yield "indexer.k_norm.bias", (indexer.head_dim,)
    yield "indexer.proj.weight", (architecture.n_embd, indexer.n_heads)
    yield "indexer.attn_k.weight", (architecture.n_embd, indexer.head_dim)
    yield "indexer.attn_q_b.weight", (mla.q_lora_rank or architecture.n_embd, indexer.n_heads * indexer.head_dim)


def _hybrid_attention(architecture: Architecture, hybrid: HybridAttention, layer: int) -> _Named:
    n_embd, head_dim = architecture.n_embd, architecture.head_dim
    q_size = architecture.n_heads * head_dim
    ways = hybrid.hyper_connections
    yield "attn_sinks.weight", (architecture.n_heads,)
    yield "attn_q_a.weight", (n_embd, hybrid.q_lora_rank)
    yield "attn_q_a_norm.weight", (hybrid.q_lora_rank,)
    yield "attn_q_b.weight", (hybrid.q_lora_rank, q_size)
    yield "attn_kv.weight", (n_embd, head_dim)
    yield "attn_kv_a_norm.weight", (head_dim,)
    yield "attn_output_a.weight", (q_size // hybrid.o_groups, hybrid.o_lora_rank * hybrid.o_groups)
    yield "attn_output_b.weight", (hybrid.o_groups * hybrid.o_lora_rank, n_embd)
    for part in ("hc_attn", "hc_ffn"):
        yield f"{part}_fn.weight", (ways * n_embd, (2 + ways) * ways)
        yield f"{part}_base.weight", ((2 + ways) * ways,)
        yield f"{part}_scale.weight", (3,)
    if layer < hybrid.n_hash_layers and architecture.moe:
        yield "ffn_gate_tid2eid.weight", (architecture.moe.n_experts_used, architecture.n_vocab)


def _compressor(architecture: Architecture, hybrid: HybridAttention, indexer: Indexer, layer: int) -> _Named:
    n_embd, head_dim, ratio = architecture.n_embd, architecture.head_dim, hybrid.compress_ratios[layer]
    overlapping = ratio == 4
    width = (2 if overlapping else 1) * head_dim
    yield from _compressor_parts("attn", n_embd, width, head_dim, ratio)
    if overlapping:
        yield "indexer.proj.weight", (n_embd, indexer.n_heads)
        yield "indexer.attn_q_b.weight", (hybrid.q_lora_rank, indexer.n_heads * indexer.head_dim)
        yield from _compressor_parts("indexer", n_embd, 2 * indexer.head_dim, indexer.head_dim, ratio)


def _compressor_parts(prefix: str, n_embd: int, width: int, head_dim: int, ratio: int) -> _Named:
    yield f"{prefix}_compressor_kv.weight", (n_embd, width)
    yield f"{prefix}_compressor_gate.weight", (n_embd, width)
    yield f"{prefix}_compressor_ape.weight", (width, ratio)
    yield f"{prefix}_compressor_norm.weight", (head_dim,)


def _feed_forward(n_embd: int, n_ff: int, suffix: str) -> _Named:
    yield f"ffn_gate{suffix}.weight", (n_embd, n_ff)
    yield f"ffn_down{suffix}.weight", (n_ff, n_embd)
    yield f"ffn_up{suffix}.weight", (n_embd, n_ff)


def _experts(architecture: Architecture, moe: Moe, layer: int) -> _Named:
    n_embd, n_ff = architecture.n_embd, moe.n_ff_expert
    yield "ffn_gate_inp.weight", (n_embd, moe.n_experts)
    if _has_router_bias(architecture, layer):
        yield "exp_probs_b.bias", (moe.n_experts,)
    yield "ffn_gate_exps.weight", (n_embd, n_ff, moe.n_experts)
    yield "ffn_down_exps.weight", (n_ff, n_embd, moe.n_experts)
    yield "ffn_up_exps.weight", (n_embd, n_ff, moe.n_experts)
    if moe.n_shared_experts:
        yield from _feed_forward(n_embd, n_ff * moe.n_shared_experts, "_shexp")


def _has_router_bias(architecture: Architecture, layer: int) -> bool:
    """Return whether the router has a bias: V3 and later (256 experts and more), but not V4's hash-routed layers."""
    if architecture.hybrid:
        return layer >= architecture.hybrid.n_hash_layers
    return architecture.mla is not None and architecture.moe is not None and architecture.moe.n_experts >= 256
