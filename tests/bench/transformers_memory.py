"""Peak memory of `generate()` as computed against PyTorch's own count: `python tests/bench/transformers_memory.py`.

Needs torch with CUDA, transformers and about 20 GB of GPU memory; builds Qwen2 models with random weights in FP16,
nothing is downloaded. Prints one JSON line a case with predicted over measured, the article's own cases among them
(7B, batch 32, 128+128 and 512+512). Recorded on an H100: tests/sizing/transformers_h100.json.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from deepseek_gui.catalog.models import find_model
from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.units import MIB
from deepseek_gui.sizing.pytorch import peak

MODELS = ("r1-distill-qwen-7b", "r1-distill-qwen-1.5b")
CASES = ((1, 16, 8), (1, 512, 128), (8, 128, 128), (32, 128, 128), (32, 512, 512), (32, 32, 512), (4, 4096, 64))
"""Batch, prompt tokens, new tokens."""

GOAL = 0.03


def build(architecture: Architecture) -> Any:
    """Return the model on the GPU, weights random."""
    import torch
    from transformers import Qwen2Config, Qwen2ForCausalLM

    config = Qwen2Config(
        vocab_size=architecture.n_vocab,
        hidden_size=architecture.n_embd,
        intermediate_size=architecture.n_ff,
        num_hidden_layers=architecture.n_layers,
        num_attention_heads=architecture.n_heads,
        num_key_value_heads=architecture.n_kv_heads,
        max_position_embeddings=architecture.context_trained,
        tie_word_embeddings=architecture.tied_embeddings,
        attn_implementation="sdpa",
    )
    torch.set_default_dtype(torch.float16)
    with torch.device("cuda"):
        return Qwen2ForCausalLM(config).eval()


def measure(model: Any, batch: int, prompt: int, output: int) -> int:
    """Return the largest number of bytes allocated during one greedy call."""
    import torch

    ids = torch.randint(0, model.config.vocab_size, (batch, prompt), device="cuda")
    torch.cuda.empty_cache()
    torch.cuda.reset_peak_memory_stats()
    with torch.inference_mode():
        model.generate(
            ids,
            attention_mask=torch.ones_like(ids),
            max_new_tokens=output,
            min_new_tokens=output,
            do_sample=False,
            pad_token_id=0,
        )
    torch.cuda.synchronize()
    return int(torch.cuda.max_memory_allocated())


def compare(name: str) -> list[float]:
    """Print each case of a model and return predicted over measured."""
    import torch

    architecture = find_model(name).architecture
    if architecture is None:
        return []
    model = build(architecture)
    workspace = (33 if torch.cuda.get_device_capability()[0] in (9, 10) else 9) * MIB
    ratios = []
    for batch, prompt, output in CASES:
        measured = measure(model, batch, prompt, output)
        predicted = peak(architecture, "F16", batch, prompt, output).peak_bytes + workspace
        ratios.append(predicted / measured)
        case = {"model": name, "batch": batch, "prompt": prompt, "output": output, "peak_bytes": measured}
        print(json.dumps({**case, "predicted_bytes": predicted, "ratio": round(ratios[-1], 4)}), flush=True)
    del model
    torch.cuda.empty_cache()
    return ratios


def main() -> int:
    """Measure all cases; 0 when each is within the goal, 2 when this machine cannot measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", choices=MODELS, action="append", help="default: both")
    arguments = parser.parse_args()
    try:
        import torch
        import transformers
    except ImportError as error:
        print(f"cannot measure here: {error}", file=sys.stderr)
        return 2
    if not torch.cuda.is_available():
        print("cannot measure here: no CUDA device", file=sys.stderr)
        return 2
    print(f"torch {torch.__version__}, transformers {transformers.__version__}, {torch.cuda.get_device_name()}")
    ratios = [ratio for name in arguments.model or MODELS for ratio in compare(name)]
    worst = max(abs(ratio - 1) for ratio in ratios)
    print(f"{len(ratios)} cases, predicted over measured {min(ratios):.4f} to {max(ratios):.4f}, worst {worst:.2%}")
    return 0 if worst <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
