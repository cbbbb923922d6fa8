"""Memory as computed against memory as the engine says, live: `python tests/bench/sizing_vs_engine.py [--every N]`.

Writes sparse files (no weights), asks the embedded engine's fit pass for each combination of model, quantisation,
context, KV type, flash attention and micro-batch, and prints the error of model + context + compute of the host.
GPU rows and the tools' accounting cannot be reached without a CUDA build: tests/sizing/dry_runs.json holds recorded
ones, checked by tests/sizing/test_against_engine.py.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from deepseek_gui.catalog.models import find_model
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.machine import Machine, Memory
from deepseek_gui.domain.plan import DeviceMemory, FlashAttention, RunSettings
from deepseek_gui.engines.dry_run import dry_run
from deepseek_gui.modelfiles.writer import write_sparse
from deepseek_gui.sizing.placement import place
from deepseek_gui.sizing.weights import weights_of

MODELS = (
    "r1-distill-qwen-1.5b",
    "r1-distill-qwen-7b",
    "r1-distill-llama-8b",
    "r1-0528-qwen3-8b",
    "deepseek-coder-1.3b",
    "deepseek-llm-67b",
    "deepseek-moe-16b",
    "deepseek-v2-lite",
    "deepseek-v3",
    "deepseek-v3.2",
    "deepseek-v4-flash",
)
QUANTISATIONS = ("Q4_0", "Q4_K_M", "Q8_0", "IQ2_XXS")
CONTEXTS = (2048, 16384, 65536)
CACHES = (("f16", "f16", FlashAttention.AUTO), ("q8_0", "q8_0", FlashAttention.ON), ("f16", "f16", FlashAttention.OFF))
MICRO_BATCHES = (128, 512, 2048)
LARGE = Machine("as large as it takes", memory=Memory(total_bytes=1 << 50))

Combination = tuple[str, str, RunSettings]


def combinations(every: int) -> list[Combination]:
    """Return every N-th combination; N has no factor in common with the lists' lengths, so all values occur."""
    product = itertools.product(MODELS, QUANTISATIONS, CONTEXTS, CACHES, MICRO_BATCHES)
    chosen = itertools.islice(product, 0, None, every)
    return [
        (model, mix, RunSettings(context=context, kv_type_k=k, kv_type_v=v, flash_attention=fused, ubatch=ubatch))
        for model, mix, context, (k, v, fused), ubatch in chosen
    ]


def buffers(device: DeviceMemory) -> int:
    """Return model + context + compute."""
    return device.weights_bytes + device.kv_cache_bytes + device.compute_bytes


def compare(chosen: list[Combination], folder: Path) -> Iterator[dict[str, object]]:
    """Yield one result a combination."""
    for name, mix, settings in chosen:
        shape = find_model(name).architecture
        if shape is None:
            continue
        file = folder / f"{name}-{mix}.gguf"
        if not file.exists():
            write_sparse(file, shape, mix, name=name)
        start = time.perf_counter()
        try:
            engine = buffers(dry_run(file, settings)[-1])
        except ActionableError as error:
            yield {"model": name, "quantisation": mix, "settings": str(settings), "refused": str(error)}
            continue
        computed = buffers(place(shape, weights_of(shape, mix), LARGE, settings).devices[-1])
        yield {
            "model": name,
            "quantisation": mix,
            "context": settings.context,
            "kv": settings.kv_type_k,
            "flash_attention": settings.flash_attention.value,
            "ubatch": settings.ubatch,
            "engine_bytes": engine,
            "computed_bytes": computed,
            "error": computed / engine - 1,
            "seconds": round(time.perf_counter() - start, 2),
        }


def main() -> int:
    """Print one JSON line a combination on request, and the summary."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=5, help="take every N-th of 1,188 combinations")
    parser.add_argument("--json", action="store_true", help="print every combination")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        results = list(compare(combinations(arguments.every), Path(folder)))
    errors = sorted(abs(float(str(result["error"]))) for result in results if "error" in result)
    if arguments.json:
        for result in results:
            print(json.dumps(result))
    refused = [result for result in results if "refused" in result]
    slowest = max(float(str(result["seconds"])) for result in results if "seconds" in result)
    print(
        f"{len(errors)} combinations, {len(refused)} refused by the engine; error of model + context + compute: "
        f"median {median(errors):.4%}, p90 {errors[len(errors) * 9 // 10]:.3%}, worst {errors[-1]:.3%}; "
        f"slowest dry run {slowest} s",
    )
    return 0 if median(errors) <= 0.005 and errors[-1] <= 0.02 else 1


if __name__ == "__main__":
    sys.exit(main())
