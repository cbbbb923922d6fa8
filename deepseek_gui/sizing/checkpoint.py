"""A model's safetensors checkpoint: its bytes in each format that PyTorch engines load, whole and on each GPU."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, prod
from types import MappingProxyType

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.model import Architecture
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.sizing.tensors import sample

FORMATS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "transformers": ("BF16", "F16", "F32", "INT8", "NF4"),
        "vllm": ("BF16", "F16", "FP8", "AWQ", "GPTQ", "FP4"),
        "sglang": ("BF16", "F16", "FP8", "AWQ", "GPTQ", "FP4"),
    }
)
"""Engine -> the formats of weights it loads. FP4 is NVFP4, of V4 the makers' own FP4 experts and FP8 rest.

INT8 and NF4 are made by bitsandbytes while it loads 16-bit weights; experts, which it cannot take, stay in 16 bit.
"""

BITSANDBYTES = ("INT8", "NF4")
"""Formats that nobody publishes: the file is a 16-bit one."""

SAFETENSORS_ENGINES: tuple[str, ...] = tuple(FORMATS)
"""Engines that load safetensors, not GGUF."""

_PLAIN_BYTES = {"F32": 4.0}
_QUANTISED_BYTES = {
    "FP8": (8 + 32 / (128 * 128)) / 8,  # one F32 scale for a block of 128 x 128
    "AWQ": (4 + 16 / 128 + 4 / 128) / 8,  # a scale and a zero point for 128 weights
    "INT8": 1.0,
    "NF4": (4 + 8 / 64 + 32 / (64 * 256)) / 8,  # double quantisation: a byte for 64 weights, a float for 256 of those
    "GPTQ": (4 + 16 / 128 + 4 / 128) / 8,
}
_NVFP4_BYTES = 4.5 / 8  # an FP8 scale for 16 weights
_MXFP4_BYTES = 4.25 / 8  # an exponent for 32 weights
_NEVER_QUANTISED = ("token_embd", "norm", "ffn_gate_inp", "indexer.proj", "compressor", "hc_", "tid2eid")
_EVERYWHERE = ("norm", "ffn_gate_inp", "exp_probs", "attn_q_a", "attn_kv_a", "attn_kv.", "indexer", "compressor", "hc_")
_BY_HEAD = ("attn_k.", "attn_v.")
_NOT_STORED = ("rope_freqs",)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A model's weights in a format.

    Attributes:
        sizes: bytes of a tensor (experts of a layer together) -> how many there are of this size.
        shared_bytes: what tensor parallelism deals out over the GPUs.
        heads_bytes: keys' and values' matrices, dealt out by KV head at the finest.
        everywhere_bytes: what each GPU holds whole.
        experts_bytes: the routed experts, also among `shared_bytes`.
        embedding_bytes: the token embedding, also among `shared_bytes`, of which a token reads one row; 0 where it is
            the output matrix too.
    """

    sizes: Mapping[int, int]
    shared_bytes: int
    heads_bytes: int
    everywhere_bytes: int
    experts_bytes: int
    embedding_bytes: int

    @property
    def total_bytes(self) -> int:
        """All weights, once."""
        return self.shared_bytes + self.heads_bytes + self.everywhere_bytes

    def on_each_gpu(self, gpus: int, kv_heads: int) -> int:
        """Return what each of some GPUs holds under tensor parallelism."""
        return ceil(self.shared_bytes / gpus + self.heads_bytes / min(gpus, kv_heads)) + self.everywhere_bytes

    def read_on_each_gpu(self, gpus: int, kv_heads: int, expert_share: float) -> float:
        """Return what each of some GPUs reads for one step that takes a share of the routed experts."""
        skipped = self.embedding_bytes + self.experts_bytes * (1.0 - expert_share)
        return (self.shared_bytes - skipped) / gpus + self.heads_bytes / min(gpus, kv_heads) + self.everywhere_bytes


def native_format(architecture: Architecture) -> str:
    """Return the format that the makers publish: V4 in FP4, V3 and later in FP8, the others in BF16."""
    if architecture.hybrid:
        return "FP4"
    moe = architecture.moe
    return "FP8" if architecture.mla and moe and moe.n_experts >= 256 else "BF16"


def check_format(engine: str, quantisation: str) -> str:
    """Return the format when the engine loads it.

    Raises:
        ActionableError: it does not; names the field and the formats.
    """
    if quantisation in FORMATS[engine]:
        return quantisation
    raise ActionableError(
        Text(
            QT_TRANSLATE_NOOP("core", "Quantisation: {engine} does not load {format}."),
            {"engine": engine, "format": quantisation},
        ),
        Text(QT_TRANSLATE_NOOP("core", "Use one of: {formats}."), {"formats": ", ".join(FORMATS[engine])}),
    )


@lru_cache(maxsize=256)
def checkpoint(architecture: Architecture, form: str) -> Checkpoint:
    """Return a model's weights in one of `FORMATS`, from the same inventory as every other size.

    Embeddings, norms and routers stay in 16 bit; FP4 leaves attention in 16 bit too, but V4's in FP8.

    Raises:
        ActionableError: the architecture is not known here.
    """
    sizes: Counter[int] = Counter()
    shared = heads = everywhere = experts = embedding = 0
    for (name, shape), count in _kinds(architecture).items():
        size = ceil(prod(shape) * _bytes_per_weight(name, shape, form, native=architecture.hybrid is not None))
        sizes[size] += count
        if _contains(name, _EVERYWHERE):
            everywhere += size * count
        elif name.startswith(_BY_HEAD):
            heads += size * count
        else:
            shared += size * count
            experts += size * count if "_exps." in name else 0
            embedding += size if name.startswith("token_embd") and not architecture.tied_embeddings else 0
    return Checkpoint(sizes, shared, heads, everywhere, experts, embedding)


@lru_cache(maxsize=64)
def _kinds(architecture: Architecture) -> Mapping[tuple[str, tuple[int, ...]], int]:
    """Return name (without its layer) and shape of the tensors that are stored -> how many layers have one."""
    kinds = Counter[tuple[str, tuple[int, ...]]]()
    for tensor, times in sample(architecture, "BF16"):
        if not tensor.name.startswith(_NOT_STORED):
            kinds[_kind(tensor.name), tensor.shape] += times
    return kinds


def _kind(name: str) -> str:
    return name.split(".", 2)[2] if name.startswith("blk.") else name


def _bytes_per_weight(name: str, shape: tuple[int, ...], form: str, *, native: bool) -> float:
    plain = _PLAIN_BYTES.get(form, 2.0)
    if len(shape) == 1 or name.startswith("output") or _contains(name, _NEVER_QUANTISED):
        return plain
    if form in BITSANDBYTES and "_exps." in name:
        return plain
    if form != "FP4":
        return _QUANTISED_BYTES.get(form, plain)
    if native:
        return _MXFP4_BYTES if "_exps." in name else _QUANTISED_BYTES["FP8"]
    return _NVFP4_BYTES if "ffn_" in name else 2.0


def _contains(name: str, parts: tuple[str, ...]) -> bool:
    return any(part in name for part in parts)
