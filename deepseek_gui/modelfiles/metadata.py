"""What a file's header says of the architecture: `Architecture` -> GGUF keys, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.failure import Cause
from deepseek_gui.domain.model import Architecture, HybridAttention, Indexer, Mla, Moe, TensorInfo
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.modelfiles.ggml import FILE_TYPES
from deepseek_gui.modelfiles.vocabulary import Tokenizer
from deepseek_gui.sizing.tensors import ARCHITECTURES

Value = bool | int | float | str | Sequence[bool] | Sequence[int] | Sequence[float] | Sequence[str]
"""A metadata value; int is written as uint32 and float as float32 (lists as int32 and float32)."""

SYNTHETIC = "deepseek_gui.synthetic"
"""Our own key: the weights are random, only the shapes are real."""

_SOFTMAX, _SIGMOID, _SQRT_SOFTPLUS = 1, 2, 4  # enum llama_expert_gating_func_type
_ROPE_BASES = {"qwen2": 1e6, "qwen3": 1e6, "llama": 5e5}


@dataclass(frozen=True, slots=True)
class Header:
    """Everything that stands before a file's data.

    Attributes:
        quantisation: the mix that the file calls itself.
        tensors: in the order of the file.
        metadata: keys beside those of architecture and tokenizer; they win over keys made here.
    """

    architecture: Architecture
    quantisation: str
    tensors: tuple[TensorInfo, ...]
    tokenizer: Tokenizer | None
    metadata: Mapping[str, Value]

    def all_metadata(self) -> dict[str, Value]:
        """Return every key except `general.architecture` and `tokenizer.ggml.*`."""
        own: dict[str, Value] = {"general.quantization_version": 2, **architecture_metadata(self.architecture)}
        if self.quantisation in FILE_TYPES:
            own["general.file_type"] = FILE_TYPES[self.quantisation]
        return own | dict(self.metadata)


def architecture_metadata(architecture: Architecture) -> dict[str, Value]:
    """Return the keys that an engine needs to build the graph, `<architecture>.` in front.

    What `Architecture` does not hold (rotary base, epsilon, routing function) has the family's usual value: it decides
    no shape and no speed.
    """
    keys: dict[str, Value] = {
        "context_length": architecture.context_trained,
        "embedding_length": architecture.n_embd,
        "block_count": architecture.n_layers,
        "feed_forward_length": architecture.n_ff,
        "vocab_size": architecture.n_vocab,
        "attention.head_count": architecture.n_heads,
        "attention.layer_norm_rms_epsilon": 1e-6,
        "rope.freq_base": _ROPE_BASES.get(architecture.gguf_name, 1e4),
        **_attention_keys(architecture),
    }
    if architecture.moe:
        keys |= _expert_keys(architecture, architecture.moe)
    if architecture.indexer:
        keys |= _indexer_keys(architecture.indexer)
    if architecture.hybrid:
        keys |= _hybrid_keys(architecture, architecture.hybrid)
    return {f"{architecture.gguf_name}.{key}": value for key, value in keys.items()}


def _attention_keys(architecture: Architecture) -> dict[str, Value]:
    mla = architecture.mla
    if mla is None:
        rope = architecture.hybrid.rope_head_dim if architecture.hybrid else architecture.head_dim
        return {
            "attention.head_count_kv": architecture.n_kv_heads,
            "attention.key_length": architecture.head_dim,
            "attention.value_length": architecture.head_dim,
            "rope.dimension_count": rope,
        }
    head = mla.qk_nope_head_dim + mla.qk_rope_head_dim
    keys: dict[str, Value] = {
        "attention.kv_lora_rank": mla.kv_lora_rank,
        # 0 says "no compression of the queries" for any number of layers; without the key only V2-Lite's 27 are taken.
        "attention.q_lora_rank": mla.q_lora_rank or 0,
        "rope.dimension_count": mla.qk_rope_head_dim,
    }
    if mla.fused_kv_b:
        return keys | {
            "attention.head_count_kv": architecture.n_heads,
            "attention.key_length": head,
            "attention.value_length": mla.v_head_dim,
        }
    return keys | {
        # The absorbed form is one latent key-value head for all query heads.
        "attention.head_count_kv": 1,
        "attention.key_length": mla.kv_lora_rank + mla.qk_rope_head_dim,
        "attention.value_length": mla.kv_lora_rank,
        "attention.key_length_mla": head,
        "attention.value_length_mla": mla.v_head_dim,
    }


def _expert_keys(architecture: Architecture, moe: Moe) -> dict[str, Value]:
    routed_by_sigmoid = architecture.mla is not None and moe.n_experts >= 256
    gating = _SQRT_SOFTPLUS if architecture.hybrid else _SIGMOID if routed_by_sigmoid else _SOFTMAX
    return {
        "leading_dense_block_count": moe.dense_layers,
        "expert_count": moe.n_experts,
        "expert_used_count": moe.n_experts_used,
        "expert_shared_count": moe.n_shared_experts,
        "expert_feed_forward_length": moe.n_ff_expert,
        "expert_weights_scale": 1.0,
        "expert_weights_norm": gating != _SOFTMAX,
        "expert_gating_func": gating,
    }


def _indexer_keys(indexer: Indexer) -> dict[str, Value]:
    return {
        "attention.indexer.head_count": indexer.n_heads,
        "attention.indexer.key_length": indexer.head_dim,
        "attention.indexer.top_k": indexer.top_k,
    }


def _hybrid_keys(architecture: Architecture, hybrid: HybridAttention) -> dict[str, Value]:
    return {
        "attention.q_lora_rank": hybrid.q_lora_rank,
        "attention.sliding_window": hybrid.sliding_window,
        "attention.output_group_count": hybrid.o_groups,
        "attention.output_lora_rank": hybrid.o_lora_rank,
        "attention.compress_ratios": hybrid.compress_ratios,
        "attention.compress_rope_freq_base": 160000.0,
        "hyper_connection.count": hybrid.hyper_connections,
        "hyper_connection.sinkhorn_iterations": 20,
        "hyper_connection.epsilon": 1e-6,
        "hash_layer_count": hybrid.n_hash_layers,
        "swiglu_clamp_exp": (10.0,) * architecture.n_layers,
    }


def read_architecture(metadata: Mapping[str, object], tensors: Sequence[TensorInfo]) -> Architecture:
    """Return the architecture that a header describes.

    Raises:
        ActionableError: the architecture is not one that is known here, or a key that it needs is missing or is no
            sensible number; names it.
    """
    name = metadata.get("general.architecture")
    if not isinstance(name, str) or name not in ARCHITECTURES:
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "This file's architecture, {name}, is not known here."), {"name": str(name)}
            ),
            Text(QT_TRANSLATE_NOOP("core", "Known are: {names}."), {"names": ", ".join(ARCHITECTURES)}),
            cause=Cause.ARCHITECTURE,
        )
    return _Reader(name, metadata, tensors).architecture()


class _Reader:
    """Reads the keys of one architecture, with errors that name the key."""

    def __init__(self, name: str, metadata: Mapping[str, object], tensors: Sequence[TensorInfo]) -> None:
        self._name = name
        self._metadata = metadata
        self._shapes = {tensor.name: tensor.shape for tensor in tensors}

    def architecture(self) -> Architecture:
        n_heads, n_embd = self._number("attention.head_count"), self._number("embedding_length")
        mla, n_layers = self._mla(), self._layers()
        head_dim = self._head_dim(mla, n_embd // n_heads)
        return Architecture(
            gguf_name=self._name,
            n_layers=n_layers,
            n_embd=n_embd,
            n_ff=self._optional("feed_forward_length") or 0,
            n_heads=n_heads,
            n_kv_heads=self._optional("attention.head_count_kv") or n_heads,
            head_dim=head_dim,
            n_vocab=self._vocabulary(),
            context_trained=self._number("context_length"),
            tied_embeddings="output.weight" not in self._shapes,
            mla=mla,
            moe=self._moe(),
            indexer=self._indexer(),
            hybrid=self._hybrid(n_layers),
        )

    def _layers(self) -> int:
        """Return the layers without those that only predict further tokens; each must have tensors in the file."""
        claimed = self._number("block_count")
        found = len({name.split(".", 2)[1] for name in self._shapes if name.startswith("blk.")})
        if claimed > found:
            raise self._senseless("block_count", claimed)
        return self._positive("block_count", claimed - (self._optional("nextn_predict_layers") or 0))

    def _vocabulary(self) -> int:
        embedding = self._shapes.get("token_embd.weight", ())
        return embedding[1] if len(embedding) == 2 else self._number("vocab_size")

    def _head_dim(self, mla: Mla | None, usual: int) -> int:
        if mla:
            return mla.qk_nope_head_dim + mla.qk_rope_head_dim
        return self._optional("attention.key_length") or usual

    def _mla(self) -> Mla | None:
        rank = self._optional("attention.kv_lora_rank")
        if rank is None or "blk.0.attn_kv_a_mqa.weight" not in self._shapes:
            return None
        rope = self._number("rope.dimension_count")
        # A file from before April 2025 has no *_mla keys and one fused attn_kv_b.
        fused = self._optional("attention.key_length_mla") is None or "blk.0.attn_k_b.weight" not in self._shapes
        suffix = "" if self._optional("attention.key_length_mla") is None else "_mla"
        return Mla(
            kv_lora_rank=rank,
            qk_nope_head_dim=self._positive(
                "attention.key_length" + suffix, self._number("attention.key_length" + suffix) - rope
            ),
            qk_rope_head_dim=rope,
            v_head_dim=self._number("attention.value_length" + suffix),
            q_lora_rank=self._optional("attention.q_lora_rank") or None,
            fused_kv_b=fused,
        )

    def _moe(self) -> Moe | None:
        experts = self._optional("expert_count")
        if not experts:
            return None
        return Moe(
            n_experts=experts,
            n_experts_used=self._number("expert_used_count"),
            n_shared_experts=self._optional("expert_shared_count") or 0,
            n_ff_expert=self._optional("expert_feed_forward_length") or self._number("feed_forward_length"),
            dense_layers=self._optional("leading_dense_block_count") or 0,
        )

    def _indexer(self) -> Indexer | None:
        heads = self._optional("attention.indexer.head_count")
        if not heads:
            return None
        return Indexer(heads, self._number("attention.indexer.key_length"), self._number("attention.indexer.top_k"))

    def _hybrid(self, n_layers: int) -> HybridAttention | None:
        key = "attention.compress_ratios"
        ratios = self._metadata.get(f"{self._name}.{key}")
        if ratios is None:
            return None
        whole = isinstance(ratios, tuple) and all(isinstance(ratio, int) and 0 <= ratio < 2**31 for ratio in ratios)
        if not isinstance(ratios, tuple) or not whole or len(ratios) < n_layers:
            raise self._senseless(key, ratios)
        return HybridAttention(
            compress_ratios=tuple(int(ratio) for ratio in ratios),
            sliding_window=self._number("attention.sliding_window"),
            q_lora_rank=self._number("attention.q_lora_rank"),
            o_lora_rank=self._number("attention.output_lora_rank"),
            o_groups=self._number("attention.output_group_count"),
            rope_head_dim=self._number("rope.dimension_count"),
            hyper_connections=self._number("hyper_connection.count"),
            n_hash_layers=self._optional("hash_layer_count") or 0,
        )

    def _optional(self, key: str) -> int | None:
        """Return a whole number or None; of a list with one number a layer the largest."""
        value = self._metadata.get(f"{self._name}.{key}")
        if isinstance(value, tuple) and value and all(isinstance(item, int) for item in value):
            value = max(value)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
            raise self._senseless(key, value)
        return value

    def _number(self, key: str) -> int:
        value = self._optional(key)
        if value is None:
            raise ActionableError(
                Text(
                    QT_TRANSLATE_NOOP("core", "The file's header lacks {key}, which this architecture needs."),
                    {"key": f"{self._name}.{key}"},
                ),
                Text(QT_TRANSLATE_NOOP("core", "Download the file again, or use another conversion of the model.")),
            )
        return self._positive(key, value)

    def _positive(self, key: str, value: int) -> int:
        if value <= 0:
            raise self._senseless(key, value)
        return value

    def _senseless(self, key: str, value: object) -> ActionableError:
        return ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "The file's header says {key} = {value}, which cannot be."),
                {"key": f"{self._name}.{key}", "value": str(value)[:40]},
            ),
            Text(QT_TRANSLATE_NOOP("core", "Download the file again, or use another conversion of the model.")),
        )
