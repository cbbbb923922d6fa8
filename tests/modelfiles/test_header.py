from __future__ import annotations

import os
import struct
import sys
import tracemalloc
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.model import Architecture
from deepseek_gui.modelfiles import metadata
from deepseek_gui.modelfiles.header import read_header
from deepseek_gui.modelfiles.writer import write_synthetic

U32, U64 = struct.Struct("<I").pack, struct.Struct("<Q").pack
STRING, ARRAY, UINT32 = 8, 9, 4


def _text(value: bytes) -> bytes:
    return U64(len(value)) + value


def _head(n_tensors: int, n_keys: int, version: int = 3) -> bytes:
    return b"GGUF" + U32(version) + U64(n_tensors) + U64(n_keys)


def _refused(tmp_path: Path, data: bytes, name: str = "bad.gguf") -> ActionableError:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ActionableError) as caught:
        read_header(path)
    assert caught.value.hint is not None
    return caught.value


@pytest.fixture
def good(tmp_path: Path, qwen2: Architecture) -> Path:
    path = tmp_path / "good.gguf"
    write_synthetic(path, qwen2, "Q4_0", name="Good")
    return path


def test_a_good_file_is_described(good: Path, qwen2: Architecture):
    file = read_header(good)
    assert file.path == good
    assert file.parts == (good,)
    assert file.file_bytes == good.stat().st_size
    assert file.architecture == qwen2
    assert file.context_trained == 256
    assert file.chat_template is not None
    assert "messages" in file.chat_template


def test_a_missing_file_is_said(tmp_path: Path):
    with pytest.raises(ActionableError, match=r"no file nowhere\.gguf"):
        read_header(tmp_path / "nowhere.gguf")


def test_a_folder_is_said(tmp_path: Path):
    with pytest.raises(ActionableError, match="is a folder"):
        read_header(tmp_path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_said(good: Path):
    good.chmod(0)
    with pytest.raises(ActionableError, match="may not be read"):
        read_header(good)


def test_a_refused_permission_is_said(good: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ActionableError, match="may not be read"):
        read_header(good)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04" + bytes(100), "ZIP"),
        (U64(300) + b'{"__metadata__":{"format":"pt"}}', "safetensors"),
        (b"<!DOCTYPE html><html><title>404</title>", "web page"),
        (b"\n<html><body>Sign in</body>", "web page"),
        (b'{"error":"Repository not found"}', "error message"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 4\n", "Git LFS"),
        (b"lmgg" + bytes(100), "old GGML"),
        (b"hello", "something else"),
        (b"GGUF" + U32(1) + bytes(64), "version"),
        (b"GGUF" + struct.pack(">I", 3) + bytes(64), "version"),
    ],
)
def test_what_is_no_gguf_file_is_recognised(tmp_path: Path, data: bytes, expected: str):
    assert expected in str(_refused(tmp_path, data))


def test_a_cut_off_file_says_how_much_is_there(tmp_path: Path, good: Path):
    data = good.read_bytes()
    error = _refused(tmp_path, data[: len(data) - 1000], "cut.gguf")
    assert f"it has {len(data) - 1000:,} of {len(data):,} bytes" in str(error), "both round to the same GiB"
    assert str(len(data)) in error.details


@pytest.mark.parametrize("length", [4, 7, 8, 20, 24, 60, 500, 5000])
def test_a_header_cut_off_anywhere_is_said(tmp_path: Path, good: Path, length: int):
    assert "damaged" in str(_refused(tmp_path, good.read_bytes()[:length], "cut.gguf"))


HUGE = 2**63
BOMBS = {
    "tensors": _head(HUGE, 0),
    "keys": _head(0, HUGE),
    "many keys": _head(0, 10**6),
    "key length": _head(0, 1) + U64(HUGE),
    "text length": _head(0, 1) + _text(b"k") + U32(STRING) + U64(2**40),
    "list length": _head(0, 1) + _text(b"k") + U32(ARRAY) + U32(UINT32) + U64(HUGE),
    "list of texts": _head(0, 1) + _text(b"k") + U32(ARRAY) + U32(STRING) + U64(10**6) + U64(2**62),
    "list of lists": _head(0, 1) + _text(b"k") + U32(ARRAY) + U32(ARRAY) + U64(2),
    "unknown kind": _head(0, 1) + _text(b"k") + U32(77),
    "tensor name": _head(1, 0) + U64(HUGE),
    "dimensions": _head(1, 0) + _text(b"t") + U32(2**31),
    "no dimension": _head(1, 0) + _text(b"t") + U32(0),
    "overflow": _head(1, 0) + _text(b"t") + U32(4) + U64(2**32) * 4 + U32(0) + U64(0),
    "zero": _head(1, 0) + _text(b"t") + U32(1) + U64(0) + U32(0) + U64(0),
    "alignment": _head(0, 1) + _text(b"general.alignment") + U32(UINT32) + U32(3),
    "no alignment": _head(0, 1) + _text(b"general.alignment") + U32(UINT32) + U32(0),
}


@pytest.mark.parametrize("bomb", sorted(BOMBS))
def test_a_header_that_lies_is_refused_in_little_memory(tmp_path: Path, bomb: str):
    tracemalloc.start()
    try:
        error = _refused(tmp_path, BOMBS[bomb] + bytes(64))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "damaged" in str(error)
    assert peak < 20 * 1024**2


def test_a_hole_full_of_empty_texts_does_not_take_for_ever(tmp_path: Path):
    # Zeros are texts of length 0: a sparse file could claim as many as it likes.
    path = tmp_path / "hole.gguf"
    path.write_bytes(_head(0, 1) + _text(b"k") + U32(ARRAY) + U32(STRING) + U64(10**9))
    with path.open("r+b") as file:
        file.truncate(16 * 1024**3)
    with pytest.raises(ActionableError, match="damaged"):
        read_header(path)


def test_many_lists_in_a_hole_stay_within_the_memory_limit(tmp_path: Path):
    # The whole header is bounded, not only each of its lists.
    key = _text(b"k") + U32(ARRAY) + U32(UINT32) + U64(4_000_000)
    path = tmp_path / "hole.gguf"
    with path.open("wb") as file:
        file.write(_head(0, 1000))
        for _ in range(20):
            file.write(key)
            file.seek(16_000_000, os.SEEK_CUR)
        file.truncate(file.tell())
    tracemalloc.start()
    try:
        with pytest.raises(ActionableError, match="damaged"):
            read_header(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 20 * 1024**2


def test_an_unknown_type_is_named(tmp_path: Path):
    data = _head(1, 0) + _text(b"t") + U32(1) + U64(32) + U32(99) + U64(0) + bytes(200)
    assert "#99" in str(_refused(tmp_path, data))


def test_an_unknown_architecture_is_named(tmp_path: Path):
    key = _text(b"general.architecture") + U32(STRING) + _text(b"gemma9")
    assert "gemma9" in str(_refused(tmp_path, _head(0, 1) + key + bytes(64)))


def test_a_key_that_is_needed_is_named(tmp_path: Path):
    key = _text(b"general.architecture") + U32(STRING) + _text(b"llama")
    assert "llama.attention.head_count" in str(_refused(tmp_path, _head(0, 1) + key + bytes(64)))


def test_a_key_that_makes_no_sense_is_named(tmp_path: Path, good: Path):
    at = good.read_bytes()
    broken = at.replace(
        b"qwen2.attention.head_count" + U32(UINT32) + U32(4), b"qwen2.attention.head_count" + U32(UINT32) + U32(0)
    )
    assert at != broken
    assert "qwen2.attention.head_count = 0" in str(_refused(tmp_path, broken, "broken.gguf"))


def test_a_quantisation_that_the_header_does_not_name_is_the_most_common_type(tmp_path: Path, good: Path):
    data = good.read_bytes().replace(b"general.file_type", b"general.file_typo")
    path = tmp_path / "unnamed.gguf"
    path.write_bytes(data)
    assert read_header(path).quantisation == "Q4_0"


def _split(good: Path, folder: Path) -> list[Path]:
    """Split by hand: every part repeats the metadata; the second one here is a whole file with other tensor names."""
    first, second = folder / "m-00001-of-00002.gguf", folder / "m-00002-of-00002.gguf"
    first.write_bytes(good.read_bytes())
    others = ((b"blk.", b"blx."), (b"token_embd", b"token_embx"), (b"output", b"outpux"))
    data = good.read_bytes()
    for old, new in others:
        data = data.replace(old, new)
    second.write_bytes(data)
    return [first, second]


def test_a_part_that_repeats_tensors_is_refused(tmp_path: Path, good: Path):
    parts = _split(good, tmp_path)
    parts[1].write_bytes(good.read_bytes())
    with pytest.raises(ActionableError, match="m-00002-of-00002"):
        read_header(parts[0])


@pytest.mark.parametrize("layers", [3, 3_000_000, 2**31 - 1])
def test_layers_without_tensors_are_refused(tmp_path: Path, good: Path, layers: int):
    key = b"qwen2.block_count" + U32(UINT32)
    data = good.read_bytes().replace(key + U32(2), key + U32(layers))
    assert f"qwen2.block_count = {layers}" in str(_refused(tmp_path, data).message)


def test_many_lists_take_little_memory(tmp_path: Path):
    item = b"".join(
        _text(f"k{number:05}".encode()) + U32(ARRAY) + U32(2) + U64(1024) + bytes(2048) for number in range(4000)
    )
    path = tmp_path / "lists.gguf"
    path.write_bytes(_head(0, 4000) + item)
    tracemalloc.start()
    with suppress(ActionableError):
        read_header(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 24 * 2**20


def test_a_split_model_is_read_whole_from_any_part(tmp_path: Path, good: Path):
    parts = _split(good, tmp_path)
    single = read_header(good)
    for part in parts:
        file = read_header(part)
        assert file.path == parts[0]
        assert file.parts == tuple(parts)
        assert file.file_bytes == 2 * single.file_bytes
        assert len(file.tensors) == 2 * len(single.tensors)


def test_a_missing_part_is_named(tmp_path: Path, good: Path):
    parts = _split(good, tmp_path)
    parts[0].unlink()
    with pytest.raises(ActionableError, match="m-00001-of-00002"):
        read_header(parts[1])


def test_a_part_with_another_name_is_refused(tmp_path: Path):
    key = _text(b"general.architecture") + U32(STRING) + _text(b"llama")
    count = _text(b"split.count") + U32(2) + struct.pack("<H", 5)
    assert "5 parts" in str(_refused(tmp_path, _head(0, 2) + key + count + bytes(64), "renamed.gguf"))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sound") / "sound.gguf"
    write_synthetic(path, Architecture("qwen2", 1, 32, 32, 1, 1, 32, 288, 64), "Q4_0", name="Sound")
    return path.read_bytes()


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_damaged_header_is_read_or_refused_in_words(
    data: st.DataObject, sound: bytes, tmp_path_factory: pytest.TempPathFactory
):
    damaged = bytearray(sound)
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, 9000))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.one_of(st.none(), st.integers(0, len(damaged))))
    path = tmp_path_factory.getbasetemp() / "damaged.gguf"
    path.write_bytes(damaged[:cut])
    with suppress(ActionableError):
        assert read_header(path).architecture.n_layers > 0


@settings(max_examples=200, deadline=None)
@given(tail=st.binary(max_size=400))
def test_any_bytes_after_the_magic_are_read_or_refused_in_words(tail: bytes, tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.getbasetemp() / "any.gguf"
    path.write_bytes(b"GGUF\x03\x00\x00\x00" + tail)
    with pytest.raises(ActionableError):
        read_header(path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no FIFO in the file system")
def test_a_fifo_does_not_keep_it_waiting(tmp_path: Path):
    os.mkfifo(tmp_path / "fifo.gguf")
    with pytest.raises(ActionableError, match="a pipe or a device"):
        read_header(tmp_path / "fifo.gguf")


@pytest.mark.parametrize("ratios", [(float("nan"), 4), (), (4,), (-1, 4), 7])
def test_compress_ratios_that_cannot_be_are_refused(ratios: object):
    reader = metadata._Reader("deepseek4", {"deepseek4.attention.compress_ratios": ratios}, ())
    with pytest.raises(ActionableError, match="compress_ratios"):
        reader._hybrid(2)
