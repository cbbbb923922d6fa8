from __future__ import annotations

import gguf
import numpy as np
import pytest

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.model import TensorInfo
from deepseek_gui.modelfiles.blocks import RandomData
from deepseek_gui.sizing.quantisation import BLOCKS, tensor_bytes

DEQUANTISED = sorted(set(BLOCKS) & {kind.name for kind in gguf.GGMLQuantizationType} - {"I32", "NVFP4", "Q1_0", "Q2_0"})


def _values(data: bytes, ggml_type: str) -> np.ndarray:
    kind = gguf.GGMLQuantizationType[ggml_type]
    values: np.ndarray = gguf.quants.dequantize(np.frombuffer(data, np.uint8).reshape(1, -1), kind)
    return values.ravel().astype(np.float64)


def _tensor(name: str, shape: tuple[int, ...], ggml_type: str) -> TensorInfo:
    return TensorInfo(name, shape, ggml_type, tensor_bytes(shape, ggml_type))


def _data(tensor: TensorInfo, seed: int = 0, n_experts: int = 1) -> bytes:
    return b"".join(RandomData(seed, n_experts).chunks(tensor))


@pytest.mark.parametrize("ggml_type", DEQUANTISED)
def test_random_blocks_of_every_type_are_finite_and_have_the_asked_spread(ggml_type: str):
    values = _values(RandomData(1).blocks(ggml_type, 4096, 0.02), ggml_type)
    assert np.isfinite(values).all()
    # FP4 scales are powers of two: the spread is met within half a step.
    factor = 1.5 if ggml_type == "MXFP4" else 1.1
    assert 0.02 / factor < values.std() < 0.02 * factor
    assert abs(values.mean()) < 0.5 * values.std()


def test_only_types_of_no_mix_lack_random_blocks():
    from deepseek_gui.sizing.quantisation import BASE_TYPES

    assert set(BASE_TYPES.values()) <= set(DEQUANTISED)


@pytest.mark.parametrize("ggml_type", ["Q1_0", "Q2_0"])
def test_types_without_a_reference_get_a_small_finite_scale(ggml_type: str):
    blocks = np.frombuffer(RandomData(1).blocks(ggml_type, 256, 0.02), np.uint8).reshape(256, -1)
    scales = blocks[:, :2].copy().view(np.float16)
    assert np.isfinite(scales).all()
    assert (scales > 0).all()
    assert (scales < 0.1).all()


def test_norm_weights_are_near_one_and_biases_near_zero():
    norm = _values(_data(_tensor("blk.0.attn_norm.weight", (512,), "F32")), "F32")
    bias = _values(_data(_tensor("blk.0.attn_q.bias", (512,), "F32")), "F32")
    assert abs(norm - 1).max() < 0.1
    assert abs(bias).max() < 0.1


def test_rope_factors_are_near_one():
    assert abs(_values(_data(_tensor("rope_freqs.weight", (64,), "F32")), "F32") - 1).max() < 0.1


def test_the_data_has_exactly_the_tensors_bytes_also_when_it_is_larger_than_a_chunk():
    tensor = _tensor("token_embd.weight", (2048, 6000), "Q4_0")
    assert tensor.bytes > 6 * 1024**2
    assert len(_data(tensor)) == tensor.bytes


def test_no_two_rows_of_a_repeated_chunk_are_alike():
    tensor = _tensor("output.weight", (1024, 12000), "Q4_0")
    rows = np.frombuffer(_data(tensor), np.uint8).reshape(12000, -1)
    assert len(np.unique(rows, axis=0)) == 12000


def test_the_same_seed_gives_the_same_bytes():
    tensor = _tensor("blk.0.attn_q.weight", (512, 64), "Q4_K")
    assert _data(tensor, seed=3) == _data(tensor, seed=3)
    assert _data(tensor, seed=3) != _data(tensor, seed=4)


def test_a_hash_routers_table_names_experts_without_repetition():
    tensor = _tensor("blk.0.ffn_gate_tid2eid.weight", (6, 5000), "I32")
    table = np.frombuffer(_data(tensor, n_experts=64), np.int32).reshape(5000, 6)
    assert table.min() >= 0
    assert table.max() < 64
    assert all(len(set(row)) == 6 for row in table[:100].tolist())


def test_a_type_that_cannot_be_made_is_named():
    with pytest.raises(ActionableError, match="Q9_X"):
        RandomData(0).blocks("Q9_X", 1, 0.1)
