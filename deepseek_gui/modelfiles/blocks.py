"""Random tensor data of every ggml type: finite, of a chosen spread, made once and repeated (imports numpy)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.model import TensorInfo
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.sizing.quantisation import BLOCKS

Bytes = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]

_CHUNK_BYTES = 4 * 1024**2
_PRIMES = (
    3,
    7,
    13,
    31,
    61,
    127,
    251,
    509,
    1021,
    2039,
    4093,
    8191,
    16381,
    32749,
    65521,
    131071,
    262139,
    524287,
    1048573,
)
_HALF_ONE = 0x3C00
_IQ1_M_SCALES_AT = 48


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where a block keeps its half-precision scale (ggml/src/ggml-common.h).

    Attributes:
        scale_at: byte of the scale.
        spread: standard deviation of the values of random blocks whose scale is 1.
        minimum_at: byte of a second scale that shifts the values, if there is one.
        minimum: the shift, in units of the scale, that centres random values.
    """

    scale_at: int
    spread: float
    minimum_at: int | None = None
    minimum: float = 0.0


# Spreads measured over a million random values with gguf.quants.dequantize; tests/modelfiles/test_blocks.py repeats it.
_LAYOUTS = {
    "Q1_0": _Layout(0, 1.0),
    "Q2_0": _Layout(0, 1.2),
    "Q4_0": _Layout(0, 4.61),
    "Q4_1": _Layout(0, 4.61, minimum_at=2, minimum=-7.5),
    "Q5_0": _Layout(0, 9.23),
    "Q5_1": _Layout(0, 9.23, minimum_at=2, minimum=-15.5),
    "Q8_0": _Layout(0, 73.9),
    "Q2_K": _Layout(80, 13.9, minimum_at=82, minimum=1.5),
    "Q3_K": _Layout(108, 43.3),
    "Q4_K": _Layout(0, 259.0, minimum_at=2, minimum=7.5),
    "Q5_K": _Layout(0, 527.0, minimum_at=2, minimum=15.5),
    "Q6_K": _Layout(208, 1364.0),
    "IQ1_S": _Layout(0, 7.2),
    "IQ2_XXS": _Layout(0, 53.3),
    "IQ2_XS": _Layout(0, 55.9),
    "IQ2_S": _Layout(0, 56.3),
    "IQ3_XXS": _Layout(0, 142.0),
    "IQ3_S": _Layout(0, 140.0),
    "IQ4_NL": _Layout(0, 67.1),
    "IQ4_XS": _Layout(0, 1248.0),
    "TQ1_0": _Layout(52, 0.82),
    "TQ2_0": _Layout(64, 1.12),
}
_IQ1_M_SPREAD = 7.17
_FP4_SPREAD = 2.92
_FLOATS = ("F32", "F16", "BF16")


class RandomData:
    """Random bytes for the tensors of one file; the same seed gives the same bytes.

    A model of a gigabyte is not drawn number by number: a chunk of some MiB is made for each type and row length and
    repeated. The chunk holds a prime number of blocks, so that no two rows of a matrix are alike.
    """

    def __init__(self, seed: int, n_experts: int = 1) -> None:
        """Seed the generator; `n_experts` bounds the integers of a hash router's table."""
        self._random = np.random.default_rng(seed)
        self._n_experts = n_experts
        self._chunks: dict[tuple[str, float], bytes] = {}

    def chunks(self, tensor: TensorInfo) -> Iterator[memoryview]:
        """Yield the data of a tensor in pieces of a few MiB, `tensor.bytes` in all."""
        chunk = memoryview(self._chunk(tensor))
        left = tensor.bytes
        while left > 0:
            piece = chunk[:left]
            yield piece
            left -= len(piece)

    def _chunk(self, tensor: TensorInfo) -> bytes:
        if tensor.type == "I32":
            return self._integers(tensor)
        if len(tensor.shape) == 1 and tensor.type in _FLOATS:
            return self._vector(tensor)
        spread = 1 / math.sqrt(tensor.shape[0])
        key = (tensor.type, spread)
        if key not in self._chunks:
            self._chunks[key] = self.blocks(tensor.type, _chunk_blocks(tensor), spread)
        return self._chunks[key]

    def _vector(self, tensor: TensorInfo) -> bytes:
        """Return norm weights and rope factors near 1, everything else (biases, sinks) near 0."""
        centre = 1.0 if "norm.weight" in tensor.name or "rope_freqs" in tensor.name else 0.0
        values = centre + 0.01 * self._random.standard_normal(tensor.shape[0])
        return _float_bytes(values.astype(np.float32), tensor.type)

    def _integers(self, tensor: TensorInfo) -> bytes:
        """Return expert numbers, without repetition in a row: the table of a hash router."""
        row, rows = tensor.shape[0], min(4093, math.prod(tensor.shape[1:]))
        numbers = (self._random.integers(0, self._n_experts, (rows, 1)) + np.arange(row)) % self._n_experts
        return bytes(numbers.astype(np.int32).tobytes())

    def blocks(self, ggml_type: str, count: int, spread: float) -> bytes:
        """Return `count` random blocks whose values have about the given standard deviation, mean near 0.

        Raises:
            ActionableError: this program cannot make the type.
        """
        if ggml_type in _FLOATS:
            return _float_bytes(self._random.standard_normal(count, np.float32) * np.float32(spread), ggml_type)
        data = self._random.integers(0, 256, (count, _block_bytes(ggml_type)), dtype=np.uint8)
        _set_scales(data, ggml_type, spread)
        return bytes(data.tobytes())


def _chunk_blocks(tensor: TensorInfo) -> int:
    """Return the largest useful prime number of blocks: about 4 MiB, or just more than the tensor has."""
    elements, size = BLOCKS[tensor.type]
    most = min(_CHUNK_BYTES // size, math.prod(tensor.shape) // elements)
    return max((prime for prime in _PRIMES if prime <= most), default=_PRIMES[0])


def _block_bytes(ggml_type: str) -> int:
    if ggml_type in _LAYOUTS or ggml_type in ("IQ1_M", "MXFP4"):
        return BLOCKS[ggml_type][1]
    raise ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "Random weights of type {type} cannot be made."), {"type": ggml_type}),
        Text(QT_TRANSLATE_NOOP("core", "Choose another quantisation.")),
    )


def _float_bytes(values: np.ndarray[tuple[int, ...], np.dtype[np.float32]], ggml_type: str) -> bytes:
    if ggml_type == "F32":
        return bytes(values.tobytes())
    if ggml_type == "F16":
        return bytes(values.astype(np.float16).tobytes())
    # bfloat16 is the upper half of a float32.
    return bytes((values.view(np.uint32) >> 16).astype(np.uint16).tobytes())


def _set_scales(data: Bytes, ggml_type: str, spread: float) -> None:
    """Overwrite the scales of random blocks: random bits there would be infinities and NaNs."""
    if ggml_type == "MXFP4":
        # E8M0: a power of two with bias 127; a value is its FP4 number times that.
        data[:, 0] = 127 + round(math.log2(spread / _FP4_SPREAD))
    elif ggml_type == "IQ1_M":
        _set_iq1_m_scale(data, _half_bits(spread / _IQ1_M_SPREAD))
    else:
        layout = _LAYOUTS[ggml_type]
        scale = spread / layout.spread
        _set_half(data, layout.scale_at, scale)
        if layout.minimum_at is not None:
            _set_half(data, layout.minimum_at, scale * layout.minimum)


def _half_bits(value: float) -> int:

    return int(np.float16(value).view(np.uint16))


def _set_half(data: Bytes, at: int, value: float) -> None:
    bits = _half_bits(value)
    data[:, at] = bits & 0xFF
    data[:, at + 1] = bits >> 8


def _set_iq1_m_scale(data: Bytes, bits: int) -> None:
    """Spread the 16 bits of the scale over the top nibbles of the four 16-bit words of `scales`."""
    for word in range(4):
        at = _IQ1_M_SCALES_AT + 2 * word + 1
        data[:, at] = (data[:, at] & 0x0F) | ((bits >> (4 * word)) & 0xF) << 4
