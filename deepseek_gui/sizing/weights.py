"""A model's weights in a few numbers a layer, so that thousands of plans need no walk over its tensors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import prod

from deepseek_gui.domain.model import Architecture, TensorInfo
from deepseek_gui.sizing.quantisation import padded
from deepseek_gui.sizing.tensors import inventory

REPACKED_TYPES = frozenset({"Q4_0", "Q4_K", "IQ4_NL", "MXFP4"})
"""Types that llama.cpp rearranges for AVX2 and keeps in a buffer of their own (ggml-cpu/repack.cpp)."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some tensors together.

    Attributes:
        data_bytes: their data.
        repacked_bytes: the share of it that a CPU keeps a second time, rearranged.
    """

    data_bytes: int = 0
    repacked_bytes: int = 0

    def __add__(self, other: Part) -> Part:
        """Return both together."""
        return Part(self.data_bytes + other.data_bytes, self.repacked_bytes + other.repacked_bytes)


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of a model in one quantisation.

    Attributes:
        embedding: the token embedding; one row is read per token, so it stays in host memory.
        output: what turns the last layer's result into logits; of a tied model the embedding once more.
        dense: everything but the routed experts, one entry a layer.
        experts: the routed experts, one entry a layer.
        active_share: share of the routed experts that one token reads.
        total_bytes: all data, without padding.
        file_bytes: the data section of a GGUF file, padding included.
        active_bytes: bytes read for one token.
        active_params: parameters multiplied with for one token.
        main_type: the ggml type that holds most bytes.
        dense_sums: bytes of the dense parts of all layers before each, and of all: one entry more than layers.
        expert_sums: the same for routed experts.
        repacked_bytes: what a CPU that runs the whole model keeps a second time.
        largest_expert_bytes: the largest tensor of routed experts.
        largest_dense_bytes: the largest other tensor of a layer.
    """

    embedding: Part
    output: Part
    dense: tuple[Part, ...]
    experts: tuple[Part, ...]
    active_share: float
    tied: bool
    total_bytes: int
    file_bytes: int
    active_bytes: int
    active_params: int
    main_type: str
    dense_sums: tuple[int, ...]
    expert_sums: tuple[int, ...]
    repacked_bytes: int
    largest_expert_bytes: int
    largest_dense_bytes: int


@lru_cache(maxsize=512)
def weights_of(architecture: Architecture, quantisation: str) -> Weights:
    """Return the summary of a catalogued model in a mix.

    Raises:
        ActionableError: the architecture or the mix is not known here.
    """
    return summarise(architecture, inventory(architecture, quantisation))


def summarise(architecture: Architecture, tensors: Iterable[TensorInfo]) -> Weights:
    """Return the summary of a tensor list, from `inventory` or from a file's header."""
    tensors = tuple(tensors)
    sums: dict[tuple[int, str], Part] = {}
    for tensor in tensors:
        key = _place_of(tensor.name)
        sums[key] = sums.get(key, Part()) + _part(tensor)
    layers = range(architecture.n_layers)
    tied = (-1, "output matrix") not in sums
    embedding = sums.get((-1, "embedding"), Part())
    output = sums.get((-1, "output"), Part()) + sums.get((-1, "output matrix"), embedding if tied else Part())
    dense = tuple(sums.get((layer, "dense"), Part()) for layer in layers)
    experts = tuple(sums.get((layer, "experts"), Part()) for layer in layers)
    moe = architecture.moe
    share = moe.n_experts_used / moe.n_experts if moe else 0.0
    active = sum(p.data_bytes for p in dense) + output.data_bytes + round(share * sum(p.data_bytes for p in experts))
    return Weights(
        embedding,
        output,
        dense,
        experts,
        share,
        tied,
        total_bytes=sum(tensor.bytes for tensor in tensors),
        file_bytes=sum(padded(tensor.bytes) for tensor in tensors),
        active_bytes=active,
        active_params=_active_params(tensors, share),
        main_type=_main_type(tensors),
        dense_sums=(0, *accumulate(part.data_bytes for part in dense)),
        expert_sums=(0, *accumulate(part.data_bytes for part in experts)),
        largest_expert_bytes=_largest(tensors, "experts"),
        largest_dense_bytes=_largest(tensors, "dense"),
        repacked_bytes=output.repacked_bytes + sum(part.repacked_bytes for part in dense + experts),
    )


def _largest(tensors: tuple[TensorInfo, ...], kind: str) -> int:
    return max((tensor.bytes for tensor in tensors if _place_of(tensor.name)[1] == kind), default=0)


def _active_params(tensors: tuple[TensorInfo, ...], share: float) -> int:
    """Return the parameters that a token is multiplied with; a tied embedding counts as the output matrix."""
    untied = any(tensor.name == "output.weight" for tensor in tensors)
    counts = Counter[str]()
    for tensor in tensors:
        counts[_place_of(tensor.name)[1]] += prod(tensor.shape)
    dense = counts["dense"] + counts["output"] + counts["output matrix" if untied else "embedding"]
    return dense + round(share * counts["experts"])


def _place_of(name: str) -> tuple[int, str]:
    """Return the layer (-1: outside) and the kind of a tensor."""
    pieces = name.split(".")
    if pieces[0] == "blk":
        return int(pieces[1]), "experts" if pieces[2].endswith("_exps") else "dense"
    if name == "token_embd.weight":
        return -1, "embedding"
    if name == "output.weight":
        return -1, "output matrix"
    return -1, "output"


def _part(tensor: TensorInfo) -> Part:
    return Part(tensor.bytes, tensor.bytes if _is_repacked(tensor) else 0)


def _is_repacked(tensor: TensorInfo) -> bool:
    """Return whether a CPU with AVX2 keeps a rearranged copy: matrices it multiplies with, in eights of rows."""
    return (
        tensor.type in REPACKED_TYPES
        and len(tensor.shape) > 1
        and tensor.shape[1] % 8 == 0
        and tensor.name != "token_embd.weight"
        and not tensor.name.endswith(("attn_k_b.weight", "attn_v_b.weight", "attn_output_a.weight"))
    )


def _main_type(tensors: tuple[TensorInfo, ...]) -> str:
    held: Counter[str] = Counter()
    for tensor in tensors:
        held[tensor.type] += tensor.bytes
    return max(held, key=lambda ggml_type: held[ggml_type]) if held else "F16"
