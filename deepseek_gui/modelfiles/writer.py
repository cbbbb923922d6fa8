"""Writes GGUF files: synthetic ones (real shapes, random weights), sparse ones (header only) and trained ones."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.model import Architecture, TensorInfo
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import format_gib
from deepseek_gui.modelfiles.metadata import SYNTHETIC, Header, Value
from deepseek_gui.modelfiles.vocabulary import CHAT_TEMPLATE, Tokenizer, synthetic_tokenizer
from deepseek_gui.sizing.quantisation import padded, tensor_bytes
from deepseek_gui.sizing.tensors import data_bytes, inventory

_HEADER_ALLOWANCE = 16 * 1024**2
"""More than any header takes (3.4 MB with a vocabulary of 152,000)."""
_ABANDONED_S = 600.0
"""A file that is being written changes several times a second."""
_FSCTL_SET_SPARSE = 0x900C4

Data = Iterable[bytes | memoryview]


class WritingCancelled(Exception):  # noqa: N818  it is a wish that was met, not an error
    """The caller's `cancelled` said yes; nothing is left on the disk."""


@dataclass(frozen=True, slots=True)
class TensorData:
    """A trained tensor, ready to be written.

    Attributes:
        shape: elements a dimension, fastest first.
        type: ggml type name.
        data: its bytes in that type.
    """

    name: str
    shape: tuple[int, ...]
    type: str
    data: bytes


def write_synthetic(
    path: Path,
    architecture: Architecture,
    quantisation: str,
    *,
    name: str,
    seed: int = 0,
    on_progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Write a model with the real shapes and random weights, in the inventory's exact sizes.

    The file appears under `path` only when it is complete. Its bytes depend on the arguments alone.

    Args:
        path: the file; its folder exists.
        architecture: of a catalogued model.
        quantisation: one of `sizing.quantisation.MIXES`.
        name: shown as `general.name`, with a note that the weights are random.
        seed: of the random weights.
        on_progress: is told the written share, 0 to 1, every few MiB, on the calling thread.
        cancelled: is asked every few MiB.

    Raises:
        ActionableError: the architecture or quantisation is not known, or the disk is full or not writable.
        WritingCancelled: `cancelled` returned True.
    """
    from deepseek_gui.modelfiles.blocks import RandomData  # noqa: PLC0415  imports numpy

    tensors = inventory(architecture, quantisation)
    data = RandomData(seed, architecture.moe.n_experts if architecture.moe else 1)
    watch = _Watch(sum(tensor.bytes for tensor in tensors), on_progress, cancelled)
    header = _synthetic_header(architecture, quantisation, name, tensors)
    with _partial(path, data_bytes(tensors) + _HEADER_ALLOWANCE) as partial, _begin(partial, header) as file:
        _write_tensors(file, ((tensor, watch.through(data.chunks(tensor))) for tensor in tensors))


def write_sparse(
    path: Path, architecture: Architecture, quantisation: str, *, name: str, vocabulary: bool = True
) -> None:
    """Write a model whose header is complete and whose data is a hole: it is as long as the real file and takes MBs.

    An engine's memory-fit pass reads it; generating from it makes no sense.

    Args:
        path: the file; its folder exists.
        architecture: of a catalogued model.
        quantisation: one of `sizing.quantisation.MIXES`.
        name: shown as `general.name`.
        vocabulary: False states the vocabulary's size alone: written and read in a tenth of the time.

    Raises:
        ActionableError: as `write_synthetic`.
    """
    tensors = inventory(architecture, quantisation)
    header = _synthetic_header(architecture, quantisation, name, tensors, vocabulary=vocabulary)
    with _partial(path, _HEADER_ALLOWANCE) as partial, _begin(partial, header) as file:
        _mark_sparse(file)
        file.truncate(file.tell() + data_bytes(tensors))


def write_model(
    path: Path,
    architecture: Architecture,
    tensors: Iterable[TensorData],
    *,
    tokenizer: Tokenizer,
    metadata: Mapping[str, Value],
    quantisation: str,
) -> None:
    """Write a trained model.

    Args:
        path: the file; its folder exists.
        architecture: its shape; it gives the architecture's keys.
        tensors: in the order of the file.
        tokenizer: written as `tokenizer.ggml.*`.
        metadata: further keys ("general.name", "tokenizer.chat_template"), which replace those made here.
        quantisation: the mix that the file calls itself.

    Raises:
        ActionableError: a tensor's data does not have the size of its shape, or the disk is full or not writable.
    """
    listed = tuple(tensors)
    infos = tuple(_info(tensor) for tensor in listed)
    header = Header(architecture, quantisation, infos, tokenizer, metadata)
    with _partial(path, data_bytes(infos) + _HEADER_ALLOWANCE) as partial, _begin(partial, header) as file:
        _write_tensors(file, ((info, (tensor.data,)) for info, tensor in zip(infos, listed, strict=True)))


def _info(tensor: TensorData) -> TensorInfo:
    info = TensorInfo(tensor.name, tensor.shape, tensor.type, tensor_bytes(tensor.shape, tensor.type))
    if info.bytes != len(tensor.data):
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "Tensor {name} has {have} bytes of data, its shape needs {need}."),
                {"name": tensor.name, "have": len(tensor.data), "need": info.bytes},
            ),
        )
    return info


def _synthetic_header(
    architecture: Architecture,
    quantisation: str,
    name: str,
    tensors: tuple[TensorInfo, ...],
    *,
    vocabulary: bool = True,
) -> Header:
    metadata: dict[str, Value] = {
        "general.name": f"{name} (synthetic: random weights)",
        "general.description": "Real shapes, random weights, to measure speed and memory. Its text means nothing.",
        "tokenizer.chat_template": CHAT_TEMPLATE,
        SYNTHETIC: True,
    }
    tokenizer = synthetic_tokenizer(architecture.n_vocab) if vocabulary else None
    return Header(architecture, quantisation, tensors, tokenizer, metadata)


class _Watch:
    """Counts bytes that go by, tells the progress and stops on request."""

    def __init__(
        self, total: int, on_progress: Callable[[float], None] | None, cancelled: Callable[[], bool] | None
    ) -> None:
        self._total = max(total, 1)
        self._written = 0
        self._on_progress = on_progress
        self._cancelled = cancelled

    def through(self, pieces: Data) -> Iterator[bytes | memoryview]:
        for piece in pieces:
            if self._cancelled and self._cancelled():
                raise WritingCancelled
            yield piece
            self._written += len(piece)
            if self._on_progress:
                self._on_progress(self._written / self._total)


@contextmanager
def _partial(path: Path, needed_bytes: int) -> Iterator[Path]:
    """Yield a name beside `path`; its file takes `path` when all went well and is removed when not."""
    partial = path.with_name(f".{path.name}.{uuid4().hex[:8]}.part")
    try:
        _sweep(path.parent)
        yield partial
        partial.replace(path)
    except OSError as error:
        raise _not_written(path, needed_bytes, error) from error
    finally:
        partial.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Remove what a program that was killed left half written: gigabytes that nobody would find."""
    for part in folder.glob(".*.gguf.*.part"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > _ABANDONED_S:
                part.unlink()


def _not_written(path: Path, needed_bytes: int, error: OSError) -> ActionableError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        hint = Text(
            QT_TRANSLATE_NOOP("core", "It needs {size}. Free some space, or choose another folder for models."),
            {"size": format_gib(needed_bytes)},
        )
    else:
        hint = Text(QT_TRANSLATE_NOOP("core", "Choose a folder for models that exists and that you may write to."))
    return ActionableError(
        Text(
            QT_TRANSLATE_NOOP("core", "The model file {name} could not be written: {reason}."),
            {"name": path.name, "reason": error.strerror or str(error)},
        ),
        hint,
        f"{path}: {error}",
    )


def _begin(path: Path, header: Header) -> BinaryIO:
    """Write everything up to the first tensor's data; return the file, open at that place."""
    from deepseek_gui.modelfiles.container import write_header  # noqa: PLC0415  imports numpy and gguf

    write_header(path, header)
    file = path.open("ab")
    file.write(bytes(padded(file.tell()) - file.tell()))
    return file


def _write_tensors(file: BinaryIO, tensors: Iterable[tuple[TensorInfo, Data]]) -> None:
    for tensor, pieces in tensors:
        file.writelines(pieces)
        file.write(bytes(padded(tensor.bytes) - tensor.bytes))


def _mark_sparse(file: BinaryIO) -> None:
    """Tell NTFS that the file may have holes; elsewhere a file that is only made longer has them by itself."""
    if sys.platform != "win32":
        return
    import ctypes  # noqa: PLC0415  exists on Windows only, as used here
    import msvcrt  # noqa: PLC0415  exists on Windows only

    handle = msvcrt.get_osfhandle(file.fileno())
    returned = ctypes.c_ulong()
    done = ctypes.windll.kernel32.DeviceIoControl(
        ctypes.c_void_p(handle), _FSCTL_SET_SPARSE, None, 0, None, 0, ctypes.byref(returned), None
    )
    if not done:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
