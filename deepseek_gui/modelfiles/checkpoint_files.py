"""Folders of safetensors: what one says of its model, and synthetic ones with real shapes and random weights."""

from __future__ import annotations

import json
import shutil
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any
from uuid import uuid4

import msgspec
from msgspec import Meta

from deepseek_gui.domain.decoding import decode
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.failure import Cause
from deepseek_gui.domain.model import Architecture, Mla, Moe, TensorInfo
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import GIB
from deepseek_gui.modelfiles.regular_file import open_regular
from deepseek_gui.modelfiles.vocabulary import CHAT_TEMPLATE, synthetic_tokenizer
from deepseek_gui.modelfiles.writer import WritingCancelled
from deepseek_gui.sizing.tensors import inventory

_MOST_BYTES = 4 << 20
_SHARD_BYTES = 2 * GIB
_NAMES = {"llama": "llama", "qwen2": "qwen2", "qwen3": "qwen3", "deepseek_v2": "deepseek2", "deepseek_v3": "deepseek2"}
"""`model_type` -> ours."""

_CLASSES = {"llama": "LlamaForCausalLM", "qwen2": "Qwen2ForCausalLM", "qwen3": "Qwen3ForCausalLM"}
_FORMATS = {"float16": "F16", "bfloat16": "BF16", "float32": "F32"}
_DTYPES = {form: dtype for dtype, form in _FORMATS.items()}
_TOKENIZERS = ("tokenizer.json", "tokenizer.model", "vocab.json")
_PARTS = {
    "attn_norm": "input_layernorm",
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_q_norm": "self_attn.q_norm",
    "attn_k_norm": "self_attn.k_norm",
    "attn_output": "self_attn.o_proj",
    "ffn_norm": "post_attention_layernorm",
    "ffn_gate": "mlp.gate_proj",
    "ffn_down": "mlp.down_proj",
    "ffn_up": "mlp.up_proj",
}
_WHOLE = {"token_embd": "model.embed_tokens", "output_norm": "model.norm", "output": "lm_head"}
"""llama.cpp's names -> those of transformers (convert_hf_to_gguf.py goes the other way)."""


_Size = Annotated[int, Meta(ge=0, lt=2**31)]
_Layers = Annotated[int, Meta(ge=0, le=10_000)]
"""A tensor list is made of every layer: more than this is no model."""


class _Config(msgspec.Struct):
    """The fields of a config.json that decide shapes."""

    model_type: str
    num_hidden_layers: _Layers = 0
    hidden_size: _Size = 0
    intermediate_size: _Size = 0
    num_attention_heads: _Size = 0
    num_key_value_heads: _Size | None = None
    head_dim: _Size | None = None
    vocab_size: _Size = 0
    max_position_embeddings: _Size = 0
    tie_word_embeddings: bool = False
    dtype: str | None = None
    torch_dtype: str | None = None
    kv_lora_rank: _Size | None = None
    qk_nope_head_dim: _Size = 0
    qk_rope_head_dim: _Size = 0
    v_head_dim: _Size = 0
    q_lora_rank: _Size | None = None
    n_routed_experts: _Size | None = None
    num_experts_per_tok: _Size = 0
    n_shared_experts: _Size | None = None
    moe_intermediate_size: _Size = 0
    first_k_dense_replace: _Size = 0


@dataclass(frozen=True, slots=True)
class CheckpointFolder:
    """What a folder says of its model.

    Attributes:
        architecture: None for a kind of model whose memory is not computed here; engines may know it.
        form: "BF16", "F16" or "F32"; None when it does not say.
        file_bytes: of all its safetensors files.
    """

    path: Path
    architecture: Architecture | None
    form: str | None
    file_bytes: int


def read_checkpoint(folder: Path) -> CheckpointFolder:
    """Return what a folder says of its model; only its config.json is read.

    Raises:
        ActionableError: it is no folder of safetensors with a tokenizer, or its config.json cannot be read.
    """
    files = [file for file in folder.glob("*.safetensors") if file.is_file()] if folder.is_dir() else []
    if not files:
        raise _not_a_checkpoint(folder)
    if not any((folder / name).is_file() for name in _TOKENIZERS):
        raise _damaged(folder, _TOKENIZERS[0])
    try:
        with open_regular(folder / "config.json") as file:
            config = decode(file.read(_MOST_BYTES), _Config)
    except (OSError, msgspec.MsgspecError, RecursionError) as error:
        raise _damaged(folder, "config.json", str(error)) from error
    form = _FORMATS.get(config.dtype or config.torch_dtype or "")
    return CheckpointFolder(folder, _architecture(config), form, sum(file.stat().st_size for file in files))


def _architecture(config: _Config) -> Architecture | None:
    name, heads = _NAMES.get(config.model_type), config.num_attention_heads
    if name is None or not (heads and config.num_hidden_layers and config.hidden_size and config.vocab_size):
        return None
    found = Architecture(
        gguf_name=name,
        n_layers=config.num_hidden_layers,
        n_embd=config.hidden_size,
        n_ff=config.intermediate_size,
        n_heads=heads,
        n_kv_heads=config.num_key_value_heads or heads,
        head_dim=config.head_dim or config.hidden_size // heads,
        n_vocab=config.vocab_size,
        context_trained=config.max_position_embeddings,
        tied_embeddings=config.tie_word_embeddings,
    )
    return _with_parts(found, config)


def _with_parts(found: Architecture, config: _Config) -> Architecture:
    """Return a DeepSeek architecture with its latent attention and its experts."""
    if config.kv_lora_rank:
        nope, rope = config.qk_nope_head_dim, config.qk_rope_head_dim
        mla = Mla(config.kv_lora_rank, nope, rope, config.v_head_dim, config.q_lora_rank)
        found = replace(found, mla=mla, head_dim=nope + rope, n_kv_heads=1)
    if config.n_routed_experts:
        moe = Moe(
            config.n_routed_experts,
            config.num_experts_per_tok,
            config.n_shared_experts or 0,
            config.moe_intermediate_size,
            config.first_k_dense_replace,
        )
        found = replace(found, moe=moe)
    return found


def can_be_made(architecture: Architecture) -> bool:
    """Return whether a synthetic folder can be written: the dense kinds, whose names are known here."""
    return architecture.gguf_name in _CLASSES


def write_checkpoint(
    folder: Path,
    architecture: Architecture,
    form: str,
    *,
    seed: int = 0,
    on_progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    shard_bytes: int = _SHARD_BYTES,
) -> None:
    """Write a folder that transformers loads: real shapes, random weights, invented words.

    The folder appears under its name only when it is complete.

    Args:
        folder: does not exist yet, the one it is in does.
        architecture: one that `can_be_made`.
        form: "BF16", "F16" or "F32".
        seed: of the random weights.
        on_progress: is told the written share, 0 to 1, every few MiB.
        cancelled: is asked every few MiB.
        shard_bytes: longest data of one file; a tensor is never cut.

    Raises:
        OSError: the disk is full or not writable.
        WritingCancelled: `cancelled` returned True; nothing is left on the disk.
    """
    partial = folder.with_name(f".{folder.name}.{uuid4().hex[:8]}.part")
    partial.mkdir()
    try:
        _write_json(partial / "config.json", _config(architecture, form))
        _write_tokenizer(partial, architecture.n_vocab)
        shards = list(_shards(_tensors(architecture, form), shard_bytes))
        _write_shards(partial, shards, seed, on_progress, cancelled)
        partial.replace(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _config(architecture: Architecture, form: str) -> dict[str, Any]:
    tokenizer = synthetic_tokenizer(architecture.n_vocab)
    return {
        "architectures": [_CLASSES[architecture.gguf_name]],
        "model_type": architecture.gguf_name,
        "num_hidden_layers": architecture.n_layers,
        "hidden_size": architecture.n_embd,
        "intermediate_size": architecture.n_ff,
        "num_attention_heads": architecture.n_heads,
        "num_key_value_heads": architecture.n_kv_heads,
        "head_dim": architecture.head_dim,
        "vocab_size": architecture.n_vocab,
        "max_position_embeddings": architecture.context_trained,
        "tie_word_embeddings": architecture.tied_embeddings,
        "torch_dtype": _DTYPES[form],
        "transformers_version": "5.0.0",  # older ones had a tokenizer bug that newer ones warn of
        "bos_token_id": tokenizer.bos,
        "eos_token_id": tokenizer.eos,
    }


def _write_tokenizer(folder: Path, n_vocab: int) -> None:
    found = synthetic_tokenizer(n_vocab)
    bytewise = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    plain = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    document = {
        "version": "1.0",
        "added_tokens": [{"id": id_, "content": found.tokens[id_], **plain} for id_ in (found.bos, found.eos)],
        "pre_tokenizer": bytewise,
        "decoder": bytewise,
        "model": {
            "type": "BPE",
            "vocab": {word: id_ for id_, word in enumerate(found.tokens)},
            "merges": [merge.split(" ") for merge in found.merges],
        },
    }
    _write_json(folder / "tokenizer.json", document)
    words = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": found.tokens[found.bos],
        "eos_token": found.tokens[found.eos],
        "pad_token": found.tokens[found.eos],
        "chat_template": CHAT_TEMPLATE,
    }
    _write_json(folder / "tokenizer_config.json", words)


def _tensors(architecture: Architecture, form: str) -> list[TensorInfo]:
    """Return the inventory in transformers' names; every tensor has the one format."""
    width = 4 if form == "F32" else 2
    found = []
    for tensor in inventory(architecture, "F16"):
        if tensor.name.startswith("rope_freqs"):
            continue
        count = 1
        for length in tensor.shape:
            count *= length
        found.append(TensorInfo(_name(tensor.name), tensor.shape, form, count * width))
    return found


def _name(name: str) -> str:
    """Return "model.layers.0.self_attn.q_proj.weight" for "blk.0.attn_q.weight"."""
    if not name.startswith("blk."):
        part, _, end = name.partition(".")
        return f"{_WHOLE[part]}.{end}"
    _, layer, part, end = name.split(".")
    return f"model.layers.{layer}.{_PARTS[part]}.{end}"


def _write_shards(
    folder: Path,
    shards: Sequence[Sequence[TensorInfo]],
    seed: int,
    on_progress: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> None:
    from deepseek_gui.modelfiles.blocks import RandomData  # noqa: PLC0415  imports numpy

    data, written = RandomData(seed), 0
    total = sum(tensor.bytes for shard in shards for tensor in shard)
    places: dict[str, str] = {}
    for index, shard in enumerate(shards, 1):
        name = f"model-{index:05}-of-{len(shards):05}.safetensors" if len(shards) > 1 else "model.safetensors"
        places |= dict.fromkeys((tensor.name for tensor in shard), name)
        with (folder / name).open("wb") as file:
            file.write(_header(shard))
            for tensor in shard:
                for piece in data.chunks(tensor):
                    if cancelled():
                        raise WritingCancelled
                    file.write(piece)
                    written += len(piece)
                    on_progress(written / total)
    if len(shards) > 1:
        _write_json(folder / "model.safetensors.index.json", {"metadata": {"total_size": total}, "weight_map": places})


def _shards(tensors: Sequence[TensorInfo], most: int) -> Iterator[list[TensorInfo]]:
    shard: list[TensorInfo] = []
    for tensor in tensors:
        if shard and sum(held.bytes for held in shard) + tensor.bytes > most:
            yield shard
            shard = []
        shard.append(tensor)
    yield shard


def _header(tensors: Sequence[TensorInfo]) -> bytes:
    """Return the head of a safetensors file: its length, then names, shapes (slowest first) and places."""
    at, entries = 0, dict[str, Any](__metadata__={"format": "pt"})
    for tensor in tensors:
        offsets = [at, at + tensor.bytes]
        entries[tensor.name] = {"dtype": tensor.type, "shape": [*reversed(tensor.shape)], "data_offsets": offsets}
        at += tensor.bytes
    text = json.dumps(entries).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text


def _write_json(path: Path, document: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


def _not_a_checkpoint(folder: Path) -> ActionableError:
    return ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "{path} is no folder of safetensors."), {"path": str(folder)}),
        Text(
            QT_TRANSLATE_NOOP(
                "core", "Weights in other formats can run code when they are read; choose another folder."
            )
        ),
        cause=Cause.FILE,
    )


def _damaged(folder: Path, name: str, details: str = "") -> ActionableError:
    return ActionableError(
        Text(
            QT_TRANSLATE_NOOP("core", "The folder {path} has no {name} that can be read."),
            {"path": str(folder), "name": name},
        ),
        Text(QT_TRANSLATE_NOOP("core", "Copy or download the model again.")),
        details,
        Cause.FILE,
    )
