from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import gguf
import pytest

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.model import Architecture, Moe
from deepseek_gui.modelfiles import writer
from deepseek_gui.modelfiles.header import read_header
from deepseek_gui.modelfiles.metadata import SYNTHETIC
from deepseek_gui.modelfiles.vocabulary import synthetic_tokenizer
from deepseek_gui.modelfiles.writer import (
    TensorData,
    WritingCancelled,
    write_model,
    write_sparse,
    write_synthetic,
)
from deepseek_gui.sizing.tensors import inventory

Engine = Callable[[Path, list[tuple[str, dict[str, object]]]], list[dict[str, object]]]


def test_a_synthetic_file_holds_the_inventory_and_says_what_it_is(tmp_path: Path, tiny: Architecture):
    path = tmp_path / "tiny.gguf"
    write_synthetic(path, tiny, "Q4_K_M", name="Tiny")
    file = read_header(path)
    assert file.architecture == tiny
    assert file.tensors == inventory(tiny, "Q4_K_M")
    assert (file.quantisation, file.synthetic) == ("Q4_K_M", True)
    assert file.name == "Tiny (synthetic: random weights)"


def test_the_gguf_library_reads_the_same_tensors(tmp_path: Path, qwen2: Architecture):
    path = tmp_path / "tiny.gguf"
    write_synthetic(path, qwen2, "Q4_0", name="Tiny")
    reader = gguf.GGUFReader(path)
    read = {(tensor.name, tuple(tensor.shape.tolist()), tensor.tensor_type.name) for tensor in reader.tensors}
    assert read == {(tensor.name, tensor.shape, tensor.type) for tensor in inventory(qwen2, "Q4_0")}
    assert reader.get_field(SYNTHETIC).contents() is True


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path, qwen2: Architecture):
    for name, seed in (("a", 0), ("b", 0), ("c", 1)):
        write_synthetic(tmp_path / name, qwen2, "Q4_0", name="Tiny", seed=seed)
    first, second, third = ((tmp_path / name).read_bytes() for name in "abc")
    assert first == second
    assert first != third


def test_the_real_engine_loads_a_synthetic_file_and_generates(tmp_path: Path, engine: Engine, tiny: Architecture):
    path = tmp_path / "tiny.gguf"
    write_synthetic(path, tiny, "Q4_0", name="Tiny")
    body: dict[str, object] = {
        "messages": [{"role": "user", "content": "Hello, 你好"}],
        "max_tokens": 8,
        "seed": 1,
        "ignore_eos": True,
    }
    (answer,) = engine(path, [("/v1/chat/completions", body)])
    usage = answer["usage"]
    assert isinstance(usage, dict)
    assert usage["completion_tokens"] == 8
    # One token a byte, and the template around it.
    assert usage["prompt_tokens"] == len("[user] Hello, 你好\n[assistant] ".encode())


@pytest.mark.parametrize(
    "quantisation", ["Q2_K", "Q3_K_M", "Q4_K_M", "Q5_K_M", "Q6_K", "Q5_1", "IQ2_XXS", "IQ1_M", "BF16"]
)
def test_logits_are_finite_in_every_kind_of_block(
    tmp_path: Path, engine: Engine, qwen2: Architecture, quantisation: str
):
    path = tmp_path / "tiny.gguf"
    write_synthetic(path, qwen2, quantisation, name="Tiny")
    body: dict[str, object] = {"prompt": "abc", "n_predict": 2, "n_probs": 5, "temperature": 0, "ignore_eos": True}
    (answer,) = engine(path, [("/completion", body)])
    probabilities = answer["completion_probabilities"]
    assert isinstance(probabilities, list)
    assert probabilities
    # A NaN would come back as null.
    assert all(isinstance(item["logprob"], float) for step in probabilities for item in step["top_logprobs"])


def test_the_engine_gives_back_every_text_it_tokenised(tmp_path: Path, engine: Engine, qwen2: Architecture):
    path = tmp_path / "tiny.gguf"
    write_synthetic(path, qwen2, "Q4_0", name="Tiny")
    text = "Bytes: é 显存 \t🙂 done"
    (tokenised,) = engine(path, [("/tokenize", {"content": text})])
    (back,) = engine(path, [("/detokenize", {"tokens": tokenised["tokens"]})])
    assert back["content"] == text


def test_a_sparse_file_is_as_long_as_the_real_one_and_takes_little(tmp_path: Path):
    architecture = Architecture(
        "deepseek", 40, 2048, 8192, 16, 16, 128, 102400, 4096, moe=Moe(64, 6, 2, 1408, 1)
    )  # fmt: skip
    path = tmp_path / "big.gguf"
    write_sparse(path, architecture, "Q8_0", name="Big")
    file = read_header(path)
    assert file.tensors == inventory(architecture, "Q8_0")
    assert file.file_bytes > 20 * 1024**3
    assert path.stat().st_blocks * 512 < 16 * 1024**2


def test_progress_ends_at_one_and_never_goes_back(tmp_path: Path, qwen2: Architecture):
    told: list[float] = []
    write_synthetic(tmp_path / "tiny.gguf", qwen2, "Q8_0", name="Tiny", on_progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_cancelling_leaves_nothing_behind(tmp_path: Path, qwen2: Architecture):
    asked = iter([False, False, True])
    with pytest.raises(WritingCancelled):
        write_synthetic(tmp_path / "tiny.gguf", qwen2, "Q8_0", name="Tiny", cancelled=lambda: next(asked))
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_said_with_the_size_and_leaves_nothing(
    tmp_path: Path, qwen2: Architecture, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(writer, "_write_tensors", full)
    with pytest.raises(ActionableError) as caught:
        write_synthetic(tmp_path / "tiny.gguf", qwen2, "Q8_0", name="Tiny")
    assert "No space left" in str(caught.value.message)
    assert "GiB" in str(caught.value.hint)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_program_left_behind_is_removed(tmp_path: Path, qwen2: Architecture):
    path = tmp_path / "tiny.gguf"
    old, of_another, running = (
        tmp_path / name for name in (".tiny.gguf.0a.part", ".big.gguf.0b.part", ".tiny.gguf.0c.part")
    )
    for part in (old, of_another, running):
        part.write_bytes(b"half a model")
    os.utime(old, (0, 0))
    os.utime(of_another, (0, 0))
    write_synthetic(path, qwen2, "Q8_0", name="Tiny")
    assert sorted(tmp_path.iterdir()) == sorted([running, path]), "another program may be writing the young one now"


def test_a_missing_folder_is_said(tmp_path: Path, qwen2: Architecture):
    with pytest.raises(ActionableError, match="could not be written"):
        write_synthetic(tmp_path / "nowhere" / "tiny.gguf", qwen2, "Q8_0", name="Tiny")


def test_an_existing_file_is_replaced_only_by_a_complete_one(tmp_path: Path, qwen2: Architecture):
    path = tmp_path / "tiny.gguf"
    path.write_bytes(b"old")
    with pytest.raises(WritingCancelled):
        write_synthetic(path, qwen2, "Q8_0", name="Tiny", cancelled=lambda: True)
    assert path.read_bytes() == b"old"
    write_synthetic(path, qwen2, "Q8_0", name="Tiny")
    assert read_header(path).synthetic


def test_a_trained_model_keeps_its_own_metadata_and_data(tmp_path: Path, qwen2: Architecture):
    tensors = [
        TensorData(info.name, info.shape, info.type, bytes([index % 7]) * info.bytes)
        for index, info in enumerate(inventory(qwen2, "Q8_0"))
    ]
    path = tmp_path / "trained.gguf"
    write_model(
        path,
        qwen2,
        tensors,
        tokenizer=synthetic_tokenizer(qwen2.n_vocab),
        metadata={
            "general.name": "Trained",
            "tokenizer.chat_template": "{{ messages }}",
            "qwen2.rope.freq_base": 500.0,
        },
        quantisation="Q8_0",
    )
    file = read_header(path)
    assert (file.name, file.chat_template, file.synthetic) == ("Trained", "{{ messages }}", False)
    reader = gguf.GGUFReader(path)
    assert reader.get_field("qwen2.rope.freq_base").contents() == 500.0
    assert bytes(reader.tensors[5].data.tobytes()) == tensors[5].data


def test_a_tensor_whose_data_does_not_match_its_shape_is_named(tmp_path: Path, qwen2: Architecture):
    with pytest.raises(ActionableError, match="token_embd"):
        write_model(
            tmp_path / "bad.gguf",
            qwen2,
            [TensorData("token_embd.weight", (256, 512), "Q8_0", b"short")],
            tokenizer=synthetic_tokenizer(512),
            metadata={},
            quantisation="Q8_0",
        )


def test_a_sparse_file_may_state_the_vocabulary_by_its_size(tmp_path: Path, tiny: Architecture):
    for vocabulary in (True, False):
        write_sparse(tmp_path / f"{vocabulary}.gguf", tiny, "Q4_0", name="Tiny", vocabulary=vocabulary)
    full, short = (read_header(tmp_path / f"{vocabulary}.gguf") for vocabulary in (True, False))
    assert short.architecture == full.architecture
    assert short.tensors == full.tensors
    assert short.file_bytes < full.file_bytes
