"""Collects the figures that the demo model learns, from the catalogue and the estimates, into facts.json.

Run with the project's own Python: `python packaging/demo_model/facts.py`. The generator then needs the standard
library alone.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from deepseek_gui.catalog.gpus import find_gpu
from deepseek_gui.catalog.machines import complete
from deepseek_gui.catalog.models import find_model
from deepseek_gui.core.estimating import estimate
from deepseek_gui.domain.machine import Cpu, Gpu, Machine, Memory
from deepseek_gui.domain.plan import Plan, RunSettings
from deepseek_gui.domain.units import GIB

FILE = Path(__file__).with_name("facts.json")
CONTEXT = 4096
HUGE = Machine(
    "huge",
    cpu=Cpu(cores=64, threads=128),
    memory=Memory(total_bytes=4096 * GIB, bandwidth_gbs=400),
    gpus=(Gpu("huge", vendor="nvidia", vram_bytes=4096 * GIB, bandwidth_gbs=3000),),
    simulated=True,
)

# (catalogue id, what people call it, short name in answers, quantisations whose size is learnt)
MODELS: tuple[tuple[str, tuple[str, ...], str, tuple[str, ...]], ...] = (
    ("r1-distill-qwen-1.5b", ("1.5B", "deepseek-r1:1.5b", "R1 1.5B", "DeepSeek 1.5B", "R1-Distill-Qwen-1.5B"),
     "R1-Distill-Qwen-1.5B", ("Q4_K_M", "Q8_0", "BF16")),
    ("r1-distill-qwen-7b", ("7B", "deepseek-r1:7b", "R1 7B", "DeepSeek 7B", "R1-Distill-Qwen-7B"),
     "R1-Distill-Qwen-7B", ("Q4_K_M", "Q8_0", "BF16")),
    ("r1-distill-llama-8b", ("8B", "R1 8B", "DeepSeek 8B", "R1-Distill-Llama-8B"),
     "R1-Distill-Llama-8B", ("Q4_K_M", "Q8_0", "BF16")),
    ("r1-distill-qwen-14b", ("14B", "deepseek-r1:14b", "R1 14B", "DeepSeek 14B", "R1-Distill-Qwen-14B"),
     "R1-Distill-Qwen-14B", ("Q4_K_M", "Q8_0", "BF16")),
    ("r1-distill-qwen-32b", ("32B", "deepseek-r1:32b", "R1 32B", "DeepSeek 32B", "R1-Distill-Qwen-32B"),
     "R1-Distill-Qwen-32B", ("Q4_K_M", "Q8_0", "BF16")),
    ("r1-distill-llama-70b", ("70B", "deepseek-r1:70b", "R1 70B", "DeepSeek 70B", "R1-Distill-Llama-70B"),
     "R1-Distill-Llama-70B", ("Q4_K_M", "Q8_0", "BF16")),
    ("deepseek-v2-lite", ("V2-Lite", "DeepSeek-V2-Lite", "deepseek-v2:16b", "16B"),
     "DeepSeek-V2-Lite", ("Q4_K_M", "Q8_0")),
    ("deepseek-v4-flash", ("V4-Flash", "V4 Flash", "DeepSeek-V4-Flash", "DeepSeek V4 Flash"),
     "DeepSeek-V4-Flash", ("MXFP4_MOE",)),
    ("deepseek-r1-0528", ("671B", "R1 671B", "deepseek-r1:671b", "DeepSeek-R1", "full R1", "R1-0528", "DeepSeek R1"),
     "DeepSeek-R1 671B", ("Q4_K_M", "Q8_0")),
    ("deepseek-v3-0324", ("V3", "DeepSeek-V3", "DeepSeek V3", "V3-0324"), "DeepSeek-V3", ("Q4_K_M", "Q8_0")),
    ("deepseek-v4-pro", ("V4-Pro", "V4 Pro", "DeepSeek-V4-Pro", "DeepSeek V4 Pro"), "DeepSeek-V4-Pro", ("MXFP4_MOE",)),
)  # fmt: skip

# What a person with so much memory is told to take: (catalogue id, quantisation), largest last.
LADDER = (
    ("r1-distill-qwen-1.5b", "Q4_K_M"),
    ("r1-distill-qwen-7b", "Q4_K_M"),
    ("r1-distill-qwen-14b", "Q4_K_M"),
    ("r1-distill-qwen-32b", "Q4_K_M"),
    ("r1-distill-llama-70b", "Q4_K_M"),
    ("deepseek-v4-flash", "MXFP4_MOE"),
    ("deepseek-r1-0528", "Q4_K_M"),
)
MARGIN_GIB = 1.0

# (name in answers, what people call it)
GPUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("GTX 1060 6GB", ("GTX 1060", "1060", "GTX 1060 6GB")),
    ("GTX 1070", ("GTX 1070", "1070")),
    ("GTX 1080 Ti", ("GTX 1080 Ti", "1080 Ti", "1080ti")),
    ("RTX 2060", ("RTX 2060", "2060", "GeForce RTX 2060")),
    ("RTX 2070", ("RTX 2070", "2070")),
    ("RTX 2080 Ti", ("RTX 2080 Ti", "2080 Ti", "2080ti")),
    ("RTX 3050 8GB", ("RTX 3050", "3050")),
    ("RTX 3060 12GB", ("RTX 3060", "3060", "RTX 3060 12GB", "GeForce RTX 3060")),
    ("RTX 3060 Ti", ("RTX 3060 Ti", "3060 Ti", "3060ti")),
    ("RTX 3070", ("RTX 3070", "3070")),
    ("RTX 3080 10GB", ("RTX 3080", "3080", "RTX 3080 10GB")),
    ("RTX 3080 Ti", ("RTX 3080 Ti", "3080 Ti", "3080ti")),
    ("RTX 3090", ("RTX 3090", "3090", "GeForce RTX 3090")),
    ("RTX 4060", ("RTX 4060", "4060", "GeForce RTX 4060")),
    ("RTX 4060 Ti 16GB", ("RTX 4060 Ti 16GB", "4060 Ti 16GB", "4060ti 16g")),
    ("RTX 4070", ("RTX 4070", "4070")),
    ("RTX 4070 SUPER", ("RTX 4070 SUPER", "4070 SUPER")),
    ("RTX 4070 Ti SUPER", ("RTX 4070 Ti SUPER", "4070 Ti SUPER")),
    ("RTX 4080", ("RTX 4080", "4080")),
    ("RTX 4090", ("RTX 4090", "4090", "GeForce RTX 4090")),
    ("RTX 5060", ("RTX 5060", "5060")),
    ("RTX 5060 Ti 16GB", ("RTX 5060 Ti 16GB", "5060 Ti 16GB", "5060ti 16g")),
    ("RTX 5070", ("RTX 5070", "5070")),
    ("RTX 5070 Ti", ("RTX 5070 Ti", "5070 Ti", "5070ti")),
    ("RTX 5080", ("RTX 5080", "5080")),
    ("RTX 5090", ("RTX 5090", "5090", "GeForce RTX 5090")),
    ("RTX A4000", ("RTX A4000", "A4000")),
    ("RTX A6000", ("RTX A6000", "A6000")),
    ("RTX 6000 Ada", ("RTX 6000 Ada", "6000 Ada")),
    ("RTX PRO 6000 Blackwell", ("RTX PRO 6000 Blackwell", "RTX PRO 6000", "PRO 6000")),
    ("Tesla P40", ("Tesla P40", "P40")),
    ("Tesla V100 32GB", ("Tesla V100 32GB", "V100 32GB", "V100")),
    ("Tesla T4", ("Tesla T4", "T4")),
    ("L4", ("L4", "NVIDIA L4")),
    ("L40S", ("L40S",)),
    ("A10", ("A10", "NVIDIA A10")),
    ("A100 40GB", ("A100 40GB", "A100 40G")),
    ("A100 80GB", ("A100 80GB", "A100 80G")),
    ("H20 96GB", ("H20", "H20 96GB")),
    ("H100 80GB", ("H100", "H100 80GB")),
    ("H200 141GB", ("H200", "H200 141GB")),
    ("RX 6700 XT", ("RX 6700 XT", "6700 XT")),
    ("RX 6800 XT", ("RX 6800 XT", "6800 XT")),
    ("RX 7600", ("RX 7600", "7600")),
    ("RX 7800 XT", ("RX 7800 XT", "7800 XT")),
    ("RX 7900 XT", ("RX 7900 XT", "7900 XT")),
    ("RX 7900 XTX", ("RX 7900 XTX", "7900 XTX")),
    ("RX 9070 XT", ("RX 9070 XT", "9070 XT")),
    ("Arc A770 16GB", ("Arc A770", "A770")),
    ("Arc B580", ("Arc B580", "B580")),
)

CATALOGUE_NAMES = {"A100 80GB": "A100 80GB SXM", "H100 80GB": "H100 SXM 80GB"}
"""Where the short name fits several entries of the catalogue."""

SPEED_MODELS = ("r1-distill-qwen-1.5b", "r1-distill-qwen-7b", "r1-distill-qwen-14b", "r1-distill-qwen-32b")
VRAM_SIZES = (
    3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 18, 20, 22, 24, 28, 30, 32, 36, 40, 44, 48, 56, 64, 72, 80, 96,
    100, 112, 120, 128, 141, 144, 160, 180, 192, 256, 288, 320, 384, 512, 640,
)  # fmt: skip
RAM_SIZES = (8, 16, 32, 64, 96, 128, 192, 256, 512)
RAM_LEFT_GIB = 4.0
"""What the system and its programs keep."""
PAIRS = (
    ("RTX 3060 12GB", 2), ("RTX 3090", 2), ("RTX 3090", 4), ("RTX 4090", 2), ("RTX 4090", 4), ("RTX 4090", 8),
    ("RTX 5090", 2), ("A100 40GB", 2), ("A100 80GB", 2), ("A100 80GB", 4), ("A100 80GB", 8), ("H100 80GB", 2),
    ("H100 80GB", 4), ("H100 80GB", 8), ("H20 96GB", 8), ("H200 141GB", 8), ("RTX PRO 6000 Blackwell", 2),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Size:
    """Memory that a model takes on one large GPU at 4,096 tokens, GiB, and the length of its file."""

    need_gib: float
    file_gib: float


def size(model_id: str, quantisation: str) -> Size:
    """Return what the estimate says for one GPU that holds everything."""
    found = estimate(Plan(model_id, quantisation, settings=RunSettings(context=CONTEXT)), HUGE)
    gpu = next(device for device in found.devices if device.kind == "gpu")
    return Size(rounded(gpu.total_bytes / GIB), rounded(found.file_bytes / GIB))


def rounded(value: float) -> float:
    """Return a size as it is said: one digit below 100, none above."""
    return round(value, 1) if value < 100 else float(round(value))


def best(memory_gib: float, needs: dict[str, float]) -> str | None:
    """Return the largest model of the ladder that fits with a margin, or None."""
    fitting = [model_id for model_id, _ in LADDER if needs[model_id] + MARGIN_GIB <= memory_gib]
    return fitting[-1] if fitting else None


def speed(gpu: str, model_id: str) -> int | None:
    """Return the expected tokens per second of a model in Q4_K_M that the GPU holds whole."""
    card = Gpu(CATALOGUE_NAMES.get(gpu, gpu))
    described = Machine(
        "one", cpu=Cpu(cores=8, threads=16), memory=Memory(total_bytes=64 * GIB), gpus=(card,), simulated=True
    )
    machine = complete(described)
    found = estimate(Plan(model_id, "Q4_K_M", settings=RunSettings(context=CONTEXT)), machine)
    tps = found.speed.decode_tps
    return round(tps.expected) if tps else None


def collect() -> dict[str, object]:
    """Return every figure, ready for JSON."""
    sizes = {model_id: {mix: size(model_id, mix) for mix in mixes} for model_id, _, _, mixes in MODELS}
    needs = {model_id: sizes[model_id][mix].need_gib for model_id, mix in LADDER}
    return {
        "context": CONTEXT,
        "models": [_model(entry, sizes) for entry in MODELS],
        "gpus": [_gpu(name, called, needs) for name, called in GPUS],
        "vram": [{"gib": gib, "best": best(gib, needs)} for gib in VRAM_SIZES],
        "ram": [{"gib": gib, "best": best(gib - RAM_LEFT_GIB, needs)} for gib in RAM_SIZES],
        "pairs": [_pair(name, count, needs) for name, count in PAIRS],
    }


def _model(
    entry: tuple[str, tuple[str, ...], str, tuple[str, ...]], sizes: dict[str, dict[str, Size]]
) -> dict[str, object]:
    model_id, called, name, mixes = entry
    model = find_model(model_id)
    found = sizes[model_id]
    return {
        "id": model_id,
        "name": name,
        "called": called,
        "mix": mixes[0],
        "params_b": rounded((model.total_params or 0) / 1e9),
        "active_b": rounded((model.active_params or 0) / 1e9),
        "layers": model.architecture.n_layers if model.architecture else None,
        "context": model.architecture.context_trained if model.architecture else None,
        "ollama": model.ollama,
        "sizes": {mix: {"need_gib": found[mix].need_gib, "file_gib": found[mix].file_gib} for mix in mixes},
    }


def _gpu(name: str, called: tuple[str, ...], needs: dict[str, float]) -> dict[str, object]:
    spec = find_gpu(CATALOGUE_NAMES.get(name, name))
    if spec is None or spec.vram_gib is None:
        raise SystemExit(f"the catalogue does not know {name}")
    speeds = {
        model_id: speed(name, model_id) for model_id in SPEED_MODELS if needs[model_id] + MARGIN_GIB <= spec.vram_gib
    }
    return {
        "name": name,
        "called": called,
        "vram_gib": round(spec.vram_gib),
        "bandwidth_gbs": round(spec.bandwidth_gbs) if spec.bandwidth_gbs else None,
        "best": best(spec.vram_gib, needs),
        "speeds": speeds,
    }


def _pair(name: str, count: int, needs: dict[str, float]) -> dict[str, object]:
    spec = find_gpu(CATALOGUE_NAMES.get(name, name))
    if spec is None or spec.vram_gib is None:
        raise SystemExit(f"the catalogue does not know {name}")
    total = round(spec.vram_gib) * count
    return {"name": name, "count": count, "total_gib": total, "best": best(total - MARGIN_GIB * (count - 1), needs)}


if __name__ == "__main__":
    FILE.write_text(json.dumps(collect(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
