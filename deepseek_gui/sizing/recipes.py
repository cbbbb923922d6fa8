"""Files whose types were chosen tensor by tensor: the published size, divided as the nearest mix divides it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from deepseek_gui.domain.model import Architecture, TensorInfo
from deepseek_gui.sizing.tensors import sample


def published_tensors(architecture: Architecture, mix: str, data_bytes: int) -> tuple[tuple[TensorInfo, int], ...]:
    """Return a model's `sample` with sizes that sum up to a published file's data.

    What such recipes choose by hand are the routed experts: the rest keeps the sizes of `mix`, the experts share what
    is left of the file in the mix's proportions. A model without experts shares it over all matrices.

    Args:
        architecture: of the model.
        mix: llama.cpp's mix that is nearest.
        data_bytes: the published file without its header.

    Raises:
        ActionableError: the architecture or the mix is not known here.
    """
    tensors = sample(architecture, mix)
    chosen = "_exps." if architecture.moe else ".weight"
    theirs = _sum(pair for pair in tensors if chosen in pair[0].name)
    share = max(0, data_bytes - _sum(tensors) + theirs) / theirs
    return tuple(
        (replace(tensor, bytes=round(tensor.bytes * share)) if chosen in tensor.name else tensor, times)
        for tensor, times in tensors
    )


def _sum(tensors: Iterable[tuple[TensorInfo, int]]) -> int:
    return sum(tensor.bytes * times for tensor, times in tensors)
