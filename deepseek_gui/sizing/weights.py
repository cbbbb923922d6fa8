"""A model's weights in a few numbers a layer, so that thousands of plans need no walk over its tensors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import prod

from deepseek_gui.domain.model import Architecture, TensorInfo
from deepseek_gui.sizing.quantisation import padded
from deepseek_gui.sizing.tensors import layer_kinds, sample_counts, sample_shapes, sample_types

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
    counted = zip(sample_types(architecture, quantisation), _sample_facts(architecture), strict=True)
    return _summary(architecture, ((*stored, facts) for stored, facts in counted), layer_kinds(architecture))


def summarise(architecture: Architecture, tensors: Iterable[TensorInfo]) -> Weights:
    """Return the summary of a tensor list, from `inventory` or from a file's header."""
    counted = ((tensor.type, tensor.bytes, _facts_of(tensor.name, tensor.shape)) for tensor in tensors)
    return _summary(architecture, counted, tuple(range(architecture.n_layers)))


def summarise_sample(architecture: Architecture, tensors: Iterable[tuple[TensorInfo, int]]) -> Weights:
    """Return the summary of a `tensors.sample`: the same as that of the whole inventory."""
    counted = ((tensor.type, tensor.bytes, _facts_of(tensor.name, tensor.shape, times)) for tensor, times in tensors)
    return _summary(architecture, counted, layer_kinds(architecture))


_Facts = tuple[tuple[int, str], int, bool, int]
"""Of a tensor in every type: its place, its parameters, whether a CPU rearranges it in a type that it rearranges, and
how many layers have one like it."""


@lru_cache(maxsize=64)
def _sample_facts(architecture: Architecture) -> tuple[_Facts, ...]:
    shapes, counts = sample_shapes(architecture), sample_counts(architecture)
    return tuple(_facts_of(name, shape, times) for (name, shape), times in zip(shapes, counts, strict=True))


def _summary(architecture: Architecture, tensors: Iterable[tuple[str, int, _Facts]], kinds: tuple[int, ...]) -> Weights:
    """Return the summary of tensors by type and bytes; `kinds` says whose stand for each layer's."""
    tally = _Tally()
    count = tally.count
    for ggml_type, size, facts in tensors:
        count(ggml_type, size, facts)
    moe = architecture.moe
    tied = (-1, _MATRIX) not in tally.sums
    embedding = tally.part(-1, _EMBEDDING)
    output = tally.part(-1, _OUTPUT) + (embedding if tied else tally.part(-1, _MATRIX))
    dense, experts = tally.layers(kinds, _DENSE), tally.layers(kinds, _EXPERTS)
    share = moe.n_experts_used / moe.n_experts if moe else 0.0
    dense_sums = (0, *accumulate(part.data_bytes for part in dense))
    expert_sums = (0, *accumulate(part.data_bytes for part in experts))
    dense_params = sum(map(tally.params, (_DENSE, _OUTPUT, _EMBEDDING if tied else _MATRIX)))
    return Weights(
        embedding,
        output,
        dense,
        experts,
        share,
        tied,
        total_bytes=tally.total_bytes,
        file_bytes=tally.file_bytes,
        active_bytes=dense_sums[-1] + output.data_bytes + round(share * expert_sums[-1]),
        active_params=dense_params + round(share * tally.params(_EXPERTS)),
        main_type=max(tally.types, key=lambda ggml_type: tally.types[ggml_type], default="F16"),
        dense_sums=dense_sums,
        expert_sums=expert_sums,
        largest_expert_bytes=tally.largest(_EXPERTS),
        largest_dense_bytes=tally.largest(_DENSE),
        repacked_bytes=output.repacked_bytes + sum(part.repacked_bytes for part in dense + experts),
    )


_DENSE, _EXPERTS, _EMBEDDING, _MATRIX, _OUTPUT = "dense", "experts", "embedding", "output matrix", "output"


@dataclass(slots=True)
class _Sum:
    """The tensors of one kind in one layer; parameters are those of all layers that it stands for."""

    data_bytes: int = 0
    repacked_bytes: int = 0
    params: int = 0
    largest: int = 0


_NOTHING = _Sum()


class _Tally:
    """Sums over tensors in one pass."""

    def __init__(self) -> None:
        self.sums: dict[tuple[int, str], _Sum] = {}
        self.types: dict[str, int] = {}
        self.file_bytes = 0

    def count(self, ggml_type: str, size: int, facts: _Facts) -> None:
        """Add a tensor that stands for several alike, one a layer."""
        place, params, repackable, times = facts
        found = self.sums.get(place)
        if found is None:
            found = self.sums[place] = _Sum()
        found.data_bytes += size
        found.params += params * times
        if repackable and ggml_type in REPACKED_TYPES:
            found.repacked_bytes += size
        found.largest = size if size > found.largest else found.largest  # noqa: FURB136  a call takes longer
        self.types[ggml_type] = self.types.get(ggml_type, 0) + size * times
        self.file_bytes += padded(size) * times

    @property
    def total_bytes(self) -> int:
        """All data."""
        return sum(self.types.values())

    def part(self, layer: int, kind: str) -> Part:
        """Return the sum of a kind of tensors in a layer that was counted; layer -1 is outside."""
        found = self.sums.get((layer, kind), _NOTHING)
        return Part(found.data_bytes, found.repacked_bytes)

    def layers(self, kinds: tuple[int, ...], kind: str) -> tuple[Part, ...]:
        """Return the sum of a kind of tensors in every layer."""
        counted = {layer: self.part(layer, kind) for layer in set(kinds)}
        return tuple(counted[layer] for layer in kinds)

    def params(self, kind: str) -> int:
        """Return the parameters of a kind in all layers."""
        return sum(found.params for (_, other), found in self.sums.items() if other == kind)

    def largest(self, kind: str) -> int:
        """Return the bytes of the largest tensor of a kind."""
        return max((found.largest for (_, other), found in self.sums.items() if other == kind), default=0)


@lru_cache(maxsize=32768)
def _facts_of(name: str, shape: tuple[int, ...], times: int = 1) -> _Facts:
    return _place_of(name), prod(shape), _is_repacked(name, shape), times


def _place_of(name: str) -> tuple[int, str]:
    """Return the layer (-1: outside) and the kind of a tensor."""
    pieces = name.split(".")
    if pieces[0] == "blk" and len(pieces) > 2 and pieces[1].isdecimal():
        return int(pieces[1]), _EXPERTS if pieces[2].endswith("_exps") else _DENSE
    if name == "token_embd.weight":
        return -1, _EMBEDDING
    return -1, _MATRIX if name == "output.weight" else _OUTPUT


def _is_repacked(name: str, shape: tuple[int, ...]) -> bool:
    """Return whether a CPU with AVX2 rearranges a tensor of such a type: a matrix with rows in eights."""
    return (
        len(shape) > 1
        and shape[1] % 8 == 0
        and name != "token_embd.weight"
        and not name.endswith(("attn_k_b.weight", "attn_v_b.weight", "attn_output_a.weight"))
    )
