"""Quantisation: bytes of every ggml block type, and which type each tensor gets in a named mix.

The rules are those of `llama-quantize` (llama.cpp, src/llama-quant.cpp, autumn 2026). IQ mixes assume an importance
matrix, the others none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import prod
from types import MappingProxyType

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text

BLOCKS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "F32": (1, 4),
        "F16": (1, 2),
        "BF16": (1, 2),
        "I32": (1, 4),
        "Q1_0": (128, 18),
        "Q2_0": (64, 18),
        "Q4_0": (32, 18),
        "Q4_1": (32, 20),
        "Q5_0": (32, 22),
        "Q5_1": (32, 24),
        "Q8_0": (32, 34),
        "Q2_K": (256, 84),
        "Q3_K": (256, 110),
        "Q4_K": (256, 144),
        "Q5_K": (256, 176),
        "Q6_K": (256, 210),
        "IQ1_S": (256, 50),
        "IQ1_M": (256, 56),
        "IQ2_XXS": (256, 66),
        "IQ2_XS": (256, 74),
        "IQ2_S": (256, 82),
        "IQ3_XXS": (256, 98),
        "IQ3_S": (256, 110),
        "IQ4_XS": (256, 136),
        "IQ4_NL": (32, 18),
        "TQ1_0": (256, 54),
        "TQ2_0": (256, 66),
        "MXFP4": (32, 17),
        "NVFP4": (64, 36),
    }
)
"""ggml type -> (elements, bytes) of one block (ggml/src/ggml-common.h)."""

BASE_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "F32": "F32",
        "BF16": "BF16",
        "F16": "F16",
        "Q8_0": "Q8_0",
        "Q6_K": "Q6_K",
        "Q5_K_M": "Q5_K",
        "Q5_K_S": "Q5_K",
        "Q5_1": "Q5_1",
        "Q5_0": "Q5_0",
        "Q4_K_M": "Q4_K",
        "Q4_K_S": "Q4_K",
        "Q4_1": "Q4_1",
        "Q4_0": "Q4_0",
        "IQ4_NL": "IQ4_NL",
        "IQ4_XS": "IQ4_XS",
        "MXFP4_MOE": "MXFP4",
        "Q3_K_L": "Q3_K",
        "Q3_K_M": "Q3_K",
        "Q3_K_S": "Q3_K",
        "IQ3_M": "IQ3_S",
        "IQ3_S": "IQ3_S",
        "IQ3_XS": "IQ3_S",
        "IQ3_XXS": "IQ3_XXS",
        "Q2_K": "Q2_K",
        "Q2_K_S": "Q2_K",
        "IQ2_M": "IQ2_S",
        "IQ2_S": "IQ2_XS",
        "IQ2_XS": "IQ2_XS",
        "IQ2_XXS": "IQ2_XXS",
        "IQ1_M": "IQ1_M",
        "IQ1_S": "IQ1_S",
        "TQ2_0": "TQ2_0",
        "TQ1_0": "TQ1_0",
    }
)
"""Mix -> the type of most of its tensors."""

MIXES: tuple[str, ...] = tuple(BASE_TYPES)
"""Every mix, best quality first."""

_FALLBACKS = {
    **dict.fromkeys(
        ("IQ1_S", "IQ1_M", "IQ2_XXS", "IQ2_XS", "IQ2_S", "IQ3_XXS", "IQ3_S", "IQ4_XS"),
        "IQ4_NL",
    ),
    **dict.fromkeys(("Q2_0", "Q2_K", "Q3_K", "TQ1_0", "TQ2_0"), "Q4_0"),
    "Q4_K": "Q5_0",
    "Q5_K": "Q5_1",
    "Q6_K": "Q8_0",
}
"""What replaces a type whose block does not divide a tensor's rows."""

_LOW_MIXES = frozenset({"IQ1_S", "IQ1_M", "IQ2_XXS", "IQ2_XS", "IQ2_S", "IQ2_M"})
_NEVER_QUANTISED = ("_norm.weight", "ffn_gate_inp.weight", "ffn_gate_tid2eid.weight")
_ALIGNMENT = 32


@dataclass(frozen=True, slots=True)
class MixFacts:
    """What the mix rules look at besides the tensor itself.

    Attributes:
        gqa: query heads per key-value head as the file's header states them (MLA with split matrices has one KV head).
        n_experts: 0 for a dense model.
        dense_layers: leading layers without experts.
        tied: the embedding doubles as the output matrix.
        is_70b: 80 layers with grouped queries, which `llama-quantize` treats apart.
    """

    n_layers: int
    gqa: int
    n_experts: int = 0
    dense_layers: int = 0
    tied: bool = False
    is_70b: bool = False


@lru_cache(maxsize=4096)
def tensor_bytes(shape: tuple[int, ...], ggml_type: str) -> int:
    """Return the data bytes of a tensor, without the padding to the next one.

    Args:
        shape: elements a dimension, fastest first.
        ggml_type: a key of `BLOCKS`.

    Raises:
        ActionableError: the type is unknown or its block does not divide the rows.
    """
    try:
        elements, block_bytes = BLOCKS[ggml_type]
    except KeyError:
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "The tensor type {type} is not known."), {"type": ggml_type}),
            Text(QT_TRANSLATE_NOOP("core", "Update the program, or use a file with another quantisation.")),
        ) from None
    if shape[0] % elements:
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "Rows of {count} elements cannot be stored as {type}."),
                {"count": shape[0], "type": ggml_type},
            ),
        )
    return prod(shape) // elements * block_bytes


def padded(size_bytes: int) -> int:
    """Return a size rounded up to the alignment of tensors in a GGUF file."""
    return -(-size_bytes // _ALIGNMENT) * _ALIGNMENT


def check_mix(mix: str) -> str:
    """Return `mix` when `llama-quantize` writes it.

    Raises:
        ActionableError: it does not; names the field.
    """
    if mix not in BASE_TYPES:
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "Quantisation: {mix} is not a mix that is known here."), {"mix": mix}),
            Text(QT_TRANSLATE_NOOP("core", "Use one of: {mixes}."), {"mixes": ", ".join(MIXES)}),
        )
    return mix


def fixed_type(name: str, shape: tuple[int, ...]) -> str | None:
    """Return the ggml type of a tensor that every mix stores alike; None for one that is quantised."""
    if "tid2eid" in name:
        return "I32"
    if len(shape) < 2 or not name.endswith("weight") or name.endswith(_NEVER_QUANTISED):
        return "F32"
    return None


def quantised_type(name: str, shape: tuple[int, ...], mix: str, facts: MixFacts) -> str:
    """Return the ggml type that `llama-quantize` gives a tensor that has no `fixed_type`.

    Args:
        name: GGUF name.
        shape: elements a dimension, fastest first.
        mix: one of `MIXES`.
        facts: of the whole model.
    """
    base = BASE_TYPES[mix]
    if base in ("F32", "F16", "BF16"):
        return base
    return _fitting(_wanted(name, shape, mix, facts, base), shape[0])


def _fitting(ggml_type: str, row: int) -> str:
    """Return the type, or its fallback for rows that its block does not divide."""
    if row % BLOCKS[ggml_type][0] == 0:
        return ggml_type
    fallback = _FALLBACKS.get(ggml_type, "F16")
    return fallback if row % BLOCKS[fallback][0] == 0 else "F16"


def _wanted(name: str, shape: tuple[int, ...], mix: str, facts: MixFacts, base: str) -> str:
    if name == "output.weight" or (facts.tied and name == "token_embd.weight"):
        return _output_type(shape[0], mix, base)
    if mix == "MXFP4_MOE":
        return "MXFP4" if len(shape) > 2 and shape[2] > 1 else "Q8_0"
    if name == "token_embd.weight":
        return _embedding_type(mix, base)
    layer, part = _split(name)
    if mix in _LOW_MIXES:
        return _low_mix_type(part, layer, mix, facts, base)
    return _layer_type(part, layer, mix, facts, base)


def _layer_type(part: str, layer: int, mix: str, facts: MixFacts, base: str) -> str:
    """Return the type of a tensor inside a layer in every mix but IQ1 and IQ2."""
    if part in ("attn_v", "attn_kv_b"):
        return _attention_v_type(layer, mix, facts, base)
    if part in ("attn_k", "attn_q"):
        return _attention_qk_type(part, mix, facts, base)
    if part.startswith("ffn_down"):
        return _ffn_down_type(layer, mix, facts, base)
    if part == "attn_output":
        return _attention_output_type(mix, facts, base)
    if part.startswith(("ffn_gate", "ffn_up")) and mix == "IQ3_XS" and _middle(layer, facts.n_layers):
        return "IQ3_XXS"
    return base


@lru_cache(maxsize=32768)
def _split(name: str) -> tuple[int, str]:
    """Return the layer and the part of "blk.7.ffn_up.weight": (7, "ffn_up"); (-1, name) outside layers."""
    pieces = name.split(".")
    if pieces[0] != "blk":
        return -1, name
    # llama-quantize searches for substrings: "indexer.attn_k" follows the rule of "attn_k".
    return int(pieces[1]), pieces[-2]


def _more_bits(layer: int, n_layers: int) -> bool:
    """Return whether the layer is among those that the _M mixes store with more bits."""
    eighth = n_layers // 8
    # C's remainder keeps the sign, but a layer below the first eighth is already in.
    return layer < eighth or layer >= 7 * n_layers // 8 or (layer - eighth) % 3 == 2


def _middle(layer: int, n_layers: int) -> bool:
    return n_layers // 8 <= layer < 7 * n_layers // 8


def layer_of(name: str) -> int:
    """Return the layer of a tensor, -1 outside layers."""
    return _split(name)[0]


def layer_rules(layer: int, facts: MixFacts) -> tuple[bool, ...]:
    """Return all that the rules of every mix ask of a layer's place: layers with equal answers are stored alike."""
    n_layers = facts.n_layers
    places = {_down_position(part, layer, facts) < n_layers // 8 for part in ("ffn_down_exps", "ffn_down_shexp")}
    return (
        _more_bits(layer, n_layers),
        _middle(layer, n_layers),
        layer < 2,
        layer < 4,
        layer < n_layers // 8,
        layer < n_layers // 16,
        True in places,
        False in places,
    )


def _output_type(row: int, mix: str, base: str) -> str:
    if mix == "MXFP4_MOE" or base == "Q8_0" or row % BLOCKS[base][0]:
        return "Q8_0"
    return "Q5_K" if mix in _LOW_MIXES or mix == "IQ3_XXS" else "Q6_K"


def _embedding_type(mix: str, base: str) -> str:
    if mix in ("IQ1_S", "IQ1_M", "IQ2_XXS", "IQ2_XS"):
        return "Q2_K"
    if mix in ("IQ2_S", "IQ2_M", "IQ3_XXS"):
        return "IQ3_S"
    return "Q4_K" if mix in ("TQ1_0", "TQ2_0") else base


def _low_mix_type(part: str, layer: int, mix: str, facts: MixFacts, base: str) -> str:
    """Return the type of a tensor in the IQ1 and IQ2 mixes."""
    better = "IQ3_S" if mix in ("IQ2_S", "IQ2_M") else "Q2_K"
    if part in ("attn_v", "attn_kv_b"):
        return "Q4_K" if facts.gqa >= 4 or facts.n_experts >= 4 else better
    if part == "attn_k" and facts.n_experts == 8:
        return "Q4_K"
    if part.startswith("ffn_down"):
        return better if _down_position(part, layer, facts) < facts.n_layers // 8 else base
    if part == "attn_output":
        if facts.n_experts == 8:
            return "Q5_K"
        return {"IQ1_S": "IQ2_XXS", "IQ1_M": "IQ2_XXS", "IQ2_S": "IQ3_S", "IQ2_M": "IQ3_S"}.get(mix, base)
    return base


def _down_position(part: str, layer: int, facts: MixFacts) -> int:
    """Return how many ffn_down tensors come before this one: the low mixes count tensors, not layers."""
    if layer < facts.dense_layers or not facts.n_experts:
        return layer
    return facts.dense_layers + 2 * (layer - facts.dense_layers) + (part == "ffn_down_shexp")


_V_ALONE = {"Q2_K": "Q3_K", "IQ3_M": "Q4_K", "Q3_K_M": "Q4_K", "Q3_K_L": "Q5_K"}
_V_WITH_GROUPS = {
    **_V_ALONE,
    **dict.fromkeys(("Q2_K", "Q2_K_S", "IQ3_XXS", "IQ3_XS", "IQ3_S"), "Q4_K"),
    **dict.fromkeys(("IQ4_NL", "IQ4_XS"), "Q5_K"),
}
_DOWN_EARLY = {"Q2_K_S": "Q4_K", "IQ3_M": "Q4_K", "Q4_K_S": "Q5_K"}


def _attention_v_type(layer: int, mix: str, facts: MixFacts, base: str) -> str:
    if facts.n_experts == 8:
        return "Q8_0"
    wanted = _attention_v_base(layer, mix, facts, base)
    return "Q5_K" if facts.is_70b and wanted in ("Q3_K", "Q4_K") else wanted


def _attention_v_base(layer: int, mix: str, facts: MixFacts, base: str) -> str:
    if mix == "Q3_K_M" and layer < 2:
        return "Q5_K"
    if mix == "Q4_K_S":
        return "Q5_K" if layer < 4 else base
    if mix in ("Q4_K_M", "Q5_K_M"):
        return "Q6_K" if _more_bits(layer, facts.n_layers) else base
    return (_V_WITH_GROUPS if facts.gqa >= 4 else _V_ALONE).get(mix, base)


def _attention_qk_type(part: str, mix: str, facts: MixFacts, base: str) -> str:
    if part == "attn_k" and facts.n_experts == 8:
        return "Q8_0"
    return {"IQ3_XS": "IQ3_XXS", "IQ3_XXS": "IQ2_S"}.get(mix, base)


def _ffn_down_type(layer: int, mix: str, facts: MixFacts, base: str) -> str:
    if mix in ("Q4_K_M", "Q5_K_M"):
        return "Q6_K" if _more_bits(layer, facts.n_layers) else base
    if mix == "Q3_K_M":
        return "Q5_K" if layer < facts.n_layers // 16 else "Q4_K"
    if mix == "IQ3_M" and facts.n_experts == 8 and _more_bits(layer, facts.n_layers):
        return "Q4_K"
    if layer < facts.n_layers // 8 and mix in _DOWN_EARLY:
        return _DOWN_EARLY[mix]
    return {"Q2_K": "Q3_K", "Q3_K_L": "Q5_K"}.get(mix, base)


_EIGHT_EXPERT_OUTPUT = frozenset(
    ("Q2_K", "IQ3_XS", "IQ3_XXS", "Q3_K_S", "Q3_K_M", "IQ4_NL", "Q4_K_S", "Q4_K_M", "IQ3_S", "IQ3_M", "IQ4_XS"),
)


def _attention_output_type(mix: str, facts: MixFacts, base: str) -> str:
    if facts.n_experts == 8:
        return "Q5_K" if mix in _EIGHT_EXPERT_OUTPUT else base
    higher = {"Q2_K": "Q3_K", "IQ3_XXS": "IQ3_S", "Q3_K_M": "Q4_K", "Q3_K_L": "Q5_K", "IQ3_M": "Q4_K"}
    return higher.get(mix, base)
