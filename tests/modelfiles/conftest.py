"""Small architectures and the real engine, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deepseek_gui.domain.model import Architecture, HybridAttention, Indexer, Mla, Moe

_ENGINE = """
import json, sys, urllib.request
import xllamacpp
params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
params.n_ctx, params.n_parallel, params.port, params.warmup = 256, 1, 0, False
server = xllamacpp.Server(params)
def ask(path, body):
    request = urllib.request.Request(server.listening_address + path, json.dumps(body).encode(),
                                     {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as reply:
        return json.load(reply)
print("\\nANSWERS " + json.dumps([ask(*call) for call in json.loads(sys.argv[2])]))
"""

_MOE = Moe(n_experts=8, n_experts_used=2, n_shared_experts=1, n_ff_expert=256, dense_layers=1)
_MOE_ALL = Moe(n_experts=8, n_experts_used=2, n_shared_experts=1, n_ff_expert=256, dense_layers=0)
_MLA = Mla(kv_lora_rank=256, qk_nope_head_dim=128, qk_rope_head_dim=64, v_head_dim=128)
_MLA_Q = Mla(kv_lora_rank=256, qk_nope_head_dim=128, qk_rope_head_dim=64, v_head_dim=128, q_lora_rank=256)
_MLA_FUSED = Mla(kv_lora_rank=256, qk_nope_head_dim=128, qk_rope_head_dim=64, v_head_dim=128, fused_kv_b=True)
_HYBRID = HybridAttention((0, 4, 128, 4), 128, 256, 128, 2, 64, 4, 1)

TINY = {
    "llama": Architecture("llama", 2, 256, 512, 4, 2, 64, 512, 256),
    "qwen2": Architecture("qwen2", 2, 256, 512, 4, 2, 64, 512, 256),
    "qwen3-tied": Architecture("qwen3", 2, 256, 512, 4, 2, 64, 512, 256, tied_embeddings=True),
    "deepseek": Architecture("deepseek", 2, 256, 512, 4, 4, 64, 512, 256, moe=_MOE),
    "deepseek2-lite": Architecture("deepseek2", 3, 256, 512, 4, 1, 192, 512, 256, mla=_MLA, moe=_MOE),
    "deepseek2": Architecture("deepseek2", 3, 256, 512, 4, 1, 192, 512, 256, mla=_MLA_Q, moe=_MOE),
    "deepseek2-fused": Architecture("deepseek2", 3, 256, 512, 4, 4, 192, 512, 256, mla=_MLA_FUSED, moe=_MOE),
    "deepseek32": Architecture(
        "deepseek32", 3, 256, 512, 4, 1, 192, 512, 256, mla=_MLA_Q, moe=_MOE, indexer=Indexer(4, 128, 64)
    ),
    "deepseek4": Architecture(
        "deepseek4", 4, 256, 256, 4, 1, 512, 512, 256, moe=_MOE_ALL, indexer=Indexer(4, 128, 64), hybrid=_HYBRID
    ),
}  # fmt: skip


@pytest.fixture(params=sorted(TINY))
def tiny(request: pytest.FixtureRequest) -> Architecture:
    """Every family that has an inventory, a few layers of it."""
    return TINY[request.param]


@pytest.fixture
def qwen2() -> Architecture:
    return TINY["qwen2"]


Engine = Callable[[Path, list[tuple[str, dict[str, object]]]], list[dict[str, object]]]


@pytest.fixture
def engine() -> Engine:
    """Loads a file into the embedded engine and returns its answers to some requests."""

    def answers(path: Path, calls: list[tuple[str, dict[str, object]]]) -> list[dict[str, object]]:
        done = subprocess.run(
            [sys.executable, "-c", _ENGINE, str(path), json.dumps(calls)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=120,
            check=False,
        )
        line = next((line for line in done.stdout.splitlines() if line.startswith("ANSWERS ")), None)
        assert line is not None, done.stderr[-2000:]
        loaded: list[dict[str, object]] = json.loads(line.removeprefix("ANSWERS "))
        return loaded

    return answers
