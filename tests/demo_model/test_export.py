from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import pytest
from demo_model import tokenizer
from demo_model.export import architecture_of, export

from deepseek_gui.modelfiles.header import read_header
from deepseek_gui.modelfiles.vocabulary import byte_alphabet
from deepseek_gui.sizing.tensors import inventory

SHAPE = {"n_vocab": 288, "n_embd": 64, "n_layers": 2, "n_heads": 2, "n_kv_heads": 1, "n_ff": 96, "context": 128}


@pytest.fixture
def trained(tmp_path: Path) -> Path:
    """A folder as training writes it, with random weights."""
    random = np.random.default_rng(0)
    weights: dict[str, Any] = {
        info.name: random.standard_normal(info.shape[::-1]).astype(np.float16)
        for info in inventory(architecture_of(SHAPE), "Q8_0")
    }
    names = list(weights)
    np.savez(tmp_path / "weights-1.npz", **{name: weights[name] for name in names[:5]})
    np.savez(tmp_path / "weights-2.npz", **{name: weights[name] for name in names[5:]})
    tokens = [*tokenizer.SPECIAL, *byte_alphabet(), "th", *(f"pad{index}" for index in range(26))]
    model = {"vocab": {token: index for index, token in enumerate(tokens)}, "merges": [["t", "h"]]}
    (tmp_path / "tokenizer.json").write_text(json.dumps({"model": model}), encoding="utf-8")
    report = {"shape": SHAPE, "parameters": 1000000}
    (tmp_path / "training.json").write_text(json.dumps(report), encoding="utf-8")
    return tmp_path


def test_what_was_trained_is_what_the_file_holds(trained: Path):
    path = trained / "out" / "demo.gguf"
    export(trained, path)
    file = read_header(path)
    assert file.architecture == architecture_of(SHAPE)
    assert file.chat_template == tokenizer.CHAT_TEMPLATE
    weights = dict(np.load(trained / "weights-1.npz")) | dict(np.load(trained / "weights-2.npz"))
    for tensor in gguf.GGUFReader(path).tensors:
        stored = gguf.quants.dequantize(tensor.data, tensor.tensor_type).reshape(weights[tensor.name].shape)
        # Q8_0 keeps 1/254 of the largest value of 32.
        assert np.abs(stored - weights[tensor.name].astype(np.float32)).max() < 0.03


def test_thoughts_are_shown_and_turns_are_control_tokens(trained: Path):
    path = trained / "demo.gguf"
    export(trained, path)
    reader = gguf.GGUFReader(path)
    kinds = reader.get_field("tokenizer.ggml.token_type").contents()
    assert kinds[:6] == [3, 3, 3, 4, 4, 1]
    assert reader.get_field("tokenizer.ggml.merges").contents() == ["t h"]


def test_a_weight_of_another_shape_is_refused(trained: Path):
    weights = dict(np.load(trained / "weights-1.npz"))
    np.savez(trained / "weights-1.npz", **(weights | {"token_embd.weight": np.zeros((8, 64), np.float16)}))
    with pytest.raises(SystemExit, match="token_embd"):
        export(trained, trained / "demo.gguf")
