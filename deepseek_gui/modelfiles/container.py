"""The part of a GGUF file before its data, written with the `gguf` library. Imports numpy: import it late."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from gguf import GGUFWriter

from deepseek_gui.domain.model import TensorInfo
from deepseek_gui.modelfiles.ggml import TYPE_IDS
from deepseek_gui.modelfiles.metadata import Header, Value
from deepseek_gui.modelfiles.vocabulary import Tokenizer


def write_header(path: Path, header: Header) -> None:
    """Write metadata and tensor list to a new file; the data section follows at the next multiple of 32 bytes."""
    writer = GGUFWriter(path, header.architecture.gguf_name)
    for key, value in header.all_metadata().items():
        _add(writer, key, value)
    if header.tokenizer:
        _add_tokenizer(writer, header.tokenizer)
    else:
        writer.add_tokenizer_model("no_vocab")
    for tensor in header.tensors:
        _add_tensor(writer, tensor)
    try:
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_ti_data_to_file()
    finally:
        writer.close()


def _add(writer: GGUFWriter, key: str, value: Value) -> None:
    if isinstance(value, bool):
        writer.add_bool(key, value)
    elif isinstance(value, int):
        writer.add_uint32(key, value)
    elif isinstance(value, float):
        writer.add_float32(key, value)
    elif isinstance(value, str):
        writer.add_string(key, value)
    else:
        writer.add_array(key, list(value))


def _add_tokenizer(writer: GGUFWriter, tokenizer: Tokenizer) -> None:
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(tokenizer.pre)
    writer.add_token_list(list(tokenizer.tokens))
    writer.add_token_types(list(tokenizer.types))
    writer.add_token_merges(list(tokenizer.merges))
    writer.add_bos_token_id(tokenizer.bos)
    writer.add_eos_token_id(tokenizer.eos)
    writer.add_add_bos_token(tokenizer.add_bos)


def _add_tensor(writer: GGUFWriter, tensor: TensorInfo) -> None:
    # The library counts dimensions slowest first and takes the number of the type as it is.
    kind: Any = TYPE_IDS[tensor.type]
    writer.add_tensor_info(tensor.name, tensor.shape[::-1], np.dtype(np.float32), tensor.bytes, raw_dtype=kind)
