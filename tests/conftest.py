"""Shared guards: no screen needed, no thread or unexpected log record left behind."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from deepseek_gui.domain.model import Architecture

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fail a test that leaves a non-daemon thread running."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in set(threading.enumerate()) - before if thread.is_alive() and not thread.daemon]
    assert not left, f"threads left running: {left}"


@pytest.fixture(autouse=True)
def no_unexpected_log(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on warnings and errors of ours that the test did not announce with the marker `expects_log`."""
    yield
    if request.node.get_closest_marker("expects_log"):
        return
    records = [
        record
        for when in ("setup", "call")
        for record in caplog.get_records(when)
        if record.name.startswith("deepseek_gui") and record.levelno >= logging.WARNING
    ]
    assert not records, [record.getMessage() for record in records]


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real model file of 110 KB with random weights: the engine answers thousands of tokens a second."""
    return _random_model(tmp_path_factory, "tiny", n_layers=2, n_embd=64, n_vocab=512)


@pytest.fixture(scope="session")
def chatty_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real model file of 110 MB with random weights: its answer takes long enough to be interrupted."""
    return _random_model(tmp_path_factory, "chatty", n_layers=12, n_embd=1024, n_vocab=4096)


@pytest.fixture(scope="session")
def slow_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model file of some 900 MB on no disk space (a hole): the engine is busy with it for a second."""
    from deepseek_gui.modelfiles.writer import write_sparse

    path = tmp_path_factory.mktemp("models") / "slow.gguf"
    write_sparse(path, _shape(n_layers=24, n_embd=2048, n_vocab=4096), "Q4_0", name="slow")
    return path


@pytest.fixture
def split_model(tmp_path: Path, tiny_model: Path) -> tuple[Path, Path]:
    """A model in two parts: every part repeats the metadata, the second one has tensors of other names."""
    first, second = (tmp_path / f"m-0000{number}-of-00002.gguf" for number in (1, 2))
    data = tiny_model.read_bytes()
    first.write_bytes(data)
    for old, new in ((b"blk.", b"blx."), (b"token_embd", b"token_embx"), (b"output", b"outpux")):
        data = data.replace(old, new)
    second.write_bytes(data)
    return first, second


def _random_model(folder: pytest.TempPathFactory, name: str, *, n_layers: int, n_embd: int, n_vocab: int) -> Path:
    from deepseek_gui.modelfiles.writer import write_synthetic

    path = folder.mktemp("models") / f"{name}.gguf"
    write_synthetic(path, _shape(n_layers=n_layers, n_embd=n_embd, n_vocab=n_vocab), "Q4_0", name=name)
    return path


def _shape(*, n_layers: int, n_embd: int, n_vocab: int) -> Architecture:
    return Architecture(
        "llama",
        n_layers=n_layers,
        n_embd=n_embd,
        n_ff=4 * n_embd,
        n_heads=n_embd // 32,
        n_kv_heads=n_embd // 32,
        head_dim=32,
        n_vocab=n_vocab,
        context_trained=8192,
    )
