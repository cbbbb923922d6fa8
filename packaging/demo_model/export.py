"""Writes the trained demo model as GGUF: `cd packaging && ../.venv/bin/python -m demo_model.export DIR`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gguf
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from deepseek_gui.domain.model import Architecture, TensorInfo
from deepseek_gui.modelfiles.vocabulary import CONTROL, NORMAL, Tokenizer
from deepseek_gui.modelfiles.writer import TensorData, write_model
from deepseek_gui.sizing.tensors import inventory
from demo_model import tokenizer

MODEL = Path(__file__).parents[2] / "resources" / "models" / "demo.gguf"
QUANTISATION = "Q8_0"
USER_DEFINED = 4
NAME = "DeepSeek GUI demo"


def main() -> None:
    """Export as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trained", type=Path, help="folder that training wrote")
    parser.add_argument("--model", type=Path, default=MODEL)
    arguments = parser.parse_args()
    export(arguments.trained, arguments.model)
    print(f"{arguments.model}: {arguments.model.stat().st_size:,} bytes")


def export(trained: Path, path: Path) -> None:
    """Write the GGUF file of a trained model, Q8_0, with its tokenizer and chat template."""
    report = json.loads((trained / "training.json").read_text(encoding="utf-8"))
    architecture = architecture_of(report["shape"])
    weights = {name: value for part in (1, 2) for name, value in np.load(trained / f"weights-{part}.npz").items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    write_model(
        path,
        architecture,
        tensors(architecture, weights),
        tokenizer=gguf_tokenizer(trained / "tokenizer.json"),
        metadata={
            "general.name": NAME,
            "general.description": "A check that the engine works; not DeepSeek.",
            "general.license": "apache-2.0",
            "general.size_label": f"{report['parameters'] / 1e6:.0f}M",
            "general.sampling.temp": 0.2,
            "general.sampling.top_p": 0.9,
            "llama.rope.freq_base": 10000.0,
            "tokenizer.chat_template": tokenizer.CHAT_TEMPLATE,
        },
        quantisation=QUANTISATION,
    )


def architecture_of(shape: dict[str, int]) -> Architecture:
    """Return the shape of training in llama.cpp's words."""
    return Architecture(
        gguf_name="llama",
        n_layers=shape["n_layers"],
        n_embd=shape["n_embd"],
        n_ff=shape["n_ff"],
        n_heads=shape["n_heads"],
        n_kv_heads=shape["n_kv_heads"],
        head_dim=shape["n_embd"] // shape["n_heads"],
        n_vocab=shape["n_vocab"],
        context_trained=shape["context"],
        tied_embeddings=True,
    )


def tensors(architecture: Architecture, weights: dict[str, Any]) -> Iterator[TensorData]:
    """Yield every tensor of the inventory; training names them as GGUF does."""
    for info in inventory(architecture, QUANTISATION):
        yield TensorData(info.name, info.shape, info.type, data(info, weights[info.name]))


def data(info: TensorInfo, weight: Any) -> bytes:
    """Return a weight in the tensor's type, by the gguf library's own quantisation."""
    if weight.shape[::-1] != info.shape:
        raise SystemExit(f"{info.name} has shape {weight.shape[::-1]}, not {info.shape}")
    kind = gguf.GGMLQuantizationType[info.type]
    return bytes(gguf.quants.quantize(weight.astype(np.float32), kind).tobytes())


def gguf_tokenizer(path: Path) -> Tokenizer:
    """Return the trained vocabulary as GGUF stores it."""
    tokens, merges = tokenizer.vocabulary(path)
    kinds = {
        tokenizer.END: CONTROL,
        tokenizer.USER: CONTROL,
        tokenizer.ASSISTANT: CONTROL,
        tokenizer.THINK: USER_DEFINED,
        tokenizer.UNTHINK: USER_DEFINED,
    }
    end = tokens.index(tokenizer.END)
    return Tokenizer(
        pre=tokenizer.PRE,
        tokens=tokens,
        types=tuple(kinds.get(token, NORMAL) for token in tokens),
        merges=merges,
        bos=end,
        eos=end,
    )


if __name__ == "__main__":
    main()
