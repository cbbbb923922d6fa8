"""Reads the raw header of one GGUF file: bounded in time and memory whatever the file claims."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import BinaryIO

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.model import TensorInfo
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.modelfiles.ggml import ALIGNMENT, TYPE_NAMES
from deepseek_gui.modelfiles.regular_file import open_regular
from deepseek_gui.sizing.quantisation import tensor_bytes

_WINDOW = 1024**2
_MAX_HEADER_BYTES = 40 * 1024**2
"""Three times the largest header seen (a vocabulary of 262,144); its texts, decoded, stay below 200 MB."""
MAX_TENSORS = 200_000
_MAX_KEYS = 20_000
_MAX_NAME_BYTES = 64 * 1024
_MAX_STRING_BYTES = 2 * 1024**2
_MAX_ITEMS = 4_000_000
_KEPT_ITEMS = 1024
_ALL_KEPT_ITEMS = 65_536
"""Of all lists of a header together: real ones hold a few numbers a layer."""
_MAX_DIMENSIONS = 4

_STRING, _ARRAY = 8, 9
_NUMBERS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
"""gguf_type -> struct format (ggml/include/gguf.h)."""


@dataclass(frozen=True, slots=True)
class RawHeader:
    """What one file says of itself.

    Attributes:
        metadata: key -> number, text, or tuple of numbers; a long list or a list of texts is only its length (`Items`).
        data_at: where the data section begins, bytes.
        needed_bytes: how long the file must be to hold every tensor.
    """

    metadata: dict[str, object]
    tensors: tuple[TensorInfo, ...]
    data_at: int
    needed_bytes: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list that was skipped."""

    count: int


class DamagedError(Exception):
    """The header contradicts itself or ends too early; says where."""


def parse(path: Path) -> RawHeader:
    """Return the header of one GGUF file. Takes at most a few MB of memory besides the result.

    Raises:
        ActionableError: the file cannot be opened, or it is no GGUF file that this program reads; says what it is.
        DamagedError: the header is damaged or cut off.
    """
    try:
        with open_regular(path) as file:
            return _Parser(file, path.name).header()
    except OSError as error:
        raise _not_opened(path, error) from error


def _not_opened(path: Path, error: OSError) -> ActionableError:
    if isinstance(error, FileNotFoundError):
        message = QT_TRANSLATE_NOOP("core", "There is no file {name}.")
        hint = QT_TRANSLATE_NOOP("core", "Check the path; the file may have been moved or deleted.")
    elif path.is_dir():
        message = QT_TRANSLATE_NOOP("core", "{name} is a folder, not a model file.")
        hint = QT_TRANSLATE_NOOP("core", "Choose the .gguf file inside it; of a split model, the first part.")
    elif path.exists() and not path.is_file():
        message = QT_TRANSLATE_NOOP("core", "{name} is a pipe or a device, not a model file.")
        hint = QT_TRANSLATE_NOOP("core", "Choose a .gguf file on a disk.")
    elif isinstance(error, PermissionError):
        message = QT_TRANSLATE_NOOP("core", "The file {name} may not be read.")
        hint = QT_TRANSLATE_NOOP("core", "Give yourself the right to read it, or copy it to a folder of yours.")
    else:
        message = QT_TRANSLATE_NOOP("core", "The file {name} cannot be read.")
        hint = QT_TRANSLATE_NOOP("core", "Check the disk or the network drive that holds it.")
    return ActionableError(Text(message, {"name": path.name}), Text(hint), f"{path}: {error}")


class _Cursor:
    """Walks through a file's beginning in a window of a MiB."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._window = b""
        self._at = 0
        self._before = 0

    @property
    def position(self) -> int:
        return self._before + self._at

    def take(self, count: int) -> bytes:
        """Return the next bytes.

        Raises:
            DamagedError: the file ends before, or the header is longer than any real one.
        """
        end = self._at + count
        if end > len(self._window):
            self._refill(count)
            end = count
        piece = self._window[self._at : end]
        self._at = end
        return piece

    def _refill(self, count: int) -> None:
        left = self._window[self._at :]
        self._before += self._at
        if self._before + count > _MAX_HEADER_BYTES:
            raise DamagedError("the header is longer than 40 MiB")
        self._window = left + self._file.read(max(_WINDOW, count) - len(left))
        self._at = 0
        if len(self._window) < count:
            raise DamagedError(f"the file ends inside its header, at byte {self._before + len(self._window)}")

    def skip(self, count: int) -> None:
        while count > 0:
            step = min(count, _WINDOW)
            self.take(step)
            count -= step

    def skip_strings(self, count: int) -> None:
        """Skip texts; a vocabulary of 150,000 takes about a tenth of a second."""
        unpack = struct.Struct("<Q").unpack
        for _ in range(count):
            (length,) = unpack(self.take(8))
            if length > _MAX_STRING_BYTES:
                raise DamagedError(f"a text of {length} bytes in a list")
            self.take(length)


class _Parser:
    def __init__(self, file: BinaryIO, name: str) -> None:
        self._cursor = _Cursor(file)
        self._file = file
        self._name = name
        self._kept_items = 0

    def header(self) -> RawHeader:
        start = self._file.read(512)
        self._file.seek(0)
        check_magic(start, self._name)
        self._cursor.take(8)
        n_tensors = self._bounded(MAX_TENSORS, "tensors")
        n_keys = self._bounded(_MAX_KEYS, "keys")
        metadata = self._metadata(n_keys)
        alignment = metadata.get("general.alignment", ALIGNMENT)
        if not isinstance(alignment, int) or not 0 < alignment <= _WINDOW or alignment & (alignment - 1):
            raise DamagedError(f"an alignment of {alignment}")
        placed = [self._tensor() for _ in range(n_tensors)]
        data_at = -(-self._cursor.position // alignment) * alignment
        end = max((offset + tensor.bytes for tensor, offset in placed), default=0)
        return RawHeader(metadata, tuple(tensor for tensor, _ in placed), data_at, data_at + end)

    def _metadata(self, count: int) -> dict[str, object]:
        metadata: dict[str, object] = {}
        for _ in range(count):
            key = self._text(_MAX_NAME_BYTES)
            metadata[key] = self._value(self._number("I"))
        return metadata

    def _value(self, kind: int) -> object:
        if kind == _STRING:
            return self._text(_MAX_STRING_BYTES)
        if kind == _ARRAY:
            return self._list(self._number("I"), self._bounded(_MAX_ITEMS, "items in a list"))
        return self._unpack(self._format(kind))

    def _list(self, kind: int, count: int) -> tuple[object, ...] | Items:
        if kind == _STRING:
            self._cursor.skip_strings(count)
            return Items(count)
        code = self._format(kind)
        self._kept_items += count if count <= _KEPT_ITEMS else 0
        if count > _KEPT_ITEMS or self._kept_items > _ALL_KEPT_ITEMS:
            self._cursor.skip(count * struct.calcsize(code))
            return Items(count)
        return struct.unpack(f"<{count}{code}", self._cursor.take(count * struct.calcsize(code)))

    def _tensor(self) -> tuple[TensorInfo, int]:
        name = self._text(_MAX_NAME_BYTES)
        n_dimensions = self._number("I")
        if not 0 < n_dimensions <= _MAX_DIMENSIONS:
            raise DamagedError(f"tensor {name[:64]!r} with {n_dimensions} dimensions")
        shape = tuple(self._number("Q") for _ in range(n_dimensions))
        if not 0 < prod(shape) < 2**63:
            raise DamagedError(f"tensor {name[:64]!r} of shape {shape}")
        number, offset = self._number("I"), self._number("Q")
        ggml_type = TYPE_NAMES.get(number, f"#{number}")
        return TensorInfo(name, shape, ggml_type, tensor_bytes(shape, ggml_type)), offset

    def _format(self, kind: int) -> str:
        try:
            return _NUMBERS[kind]
        except KeyError:
            raise DamagedError(f"a value of unknown kind {kind}") from None

    def _unpack(self, code: str) -> object:
        (value,) = struct.unpack(f"<{code}", self._cursor.take(struct.calcsize(code)))
        return value

    def _number(self, code: str) -> int:
        value = self._unpack(code)
        return value if isinstance(value, int) else 0

    def _bounded(self, most: int, what: str) -> int:
        count = self._number("Q")
        if count > most:
            raise DamagedError(f"{count} {what}")
        return count

    def _text(self, most: int) -> str:
        length = self._number("Q")
        if length > most:
            raise DamagedError(f"a text of {length} bytes")
        return self._cursor.take(length).decode("utf-8", errors="replace")


def check_magic(start: bytes, name: str) -> None:
    """Look at a file's first bytes.

    Raises:
        ActionableError: it is not a GGUF file of version 2 or 3; says what it is instead, when that shows.
        DamagedError: it is cut off within the first numbers.
    """
    if not start:
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "The file {name} is empty."), {"name": name}),
            Text(QT_TRANSLATE_NOOP("core", "Its download did not begin or the disk was full: download it again.")),
        )
    if start[:4] != b"GGUF":
        raise _not_gguf(start, name)
    if len(start) < 8:
        raise DamagedError("the file ends after its first bytes")
    (version,) = struct.unpack("<I", start[4:8])
    if version not in (2, 3):
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "The file {name} is GGUF of a version that is not read here ({version})."),
                {"name": name, "version": version},
            ),
            Text(QT_TRANSLATE_NOOP("core", "Use a newer conversion of the model, for little-endian machines.")),
        )


def _not_gguf(start: bytes, name: str) -> ActionableError:
    kind, hint = _recognise(start)
    message = Text(
        QT_TRANSLATE_NOOP("core", "The file {name} is no GGUF model: it looks like {kind}."),
        {"name": name, "kind": kind},
    )
    return ActionableError(message, hint, f"first bytes: {start[:16].hex(' ')}")


def _recognise(start: bytes) -> tuple[Text, Text]:
    """Return what the bytes look like and what to do about it."""
    again = Text(QT_TRANSLATE_NOOP("core", "Download the .gguf file itself."))
    convert = Text(QT_TRANSLATE_NOOP("core", "Use a GGUF conversion of the model."))
    head = start.lstrip().lower()
    known = (
        (
            start.startswith(b"version https://git-lfs"),
            Text(QT_TRANSLATE_NOOP("core", "a Git LFS pointer, which stands for the real file")),
            Text(QT_TRANSLATE_NOOP("core", 'Run "git lfs pull" in its folder, or download the file itself.')),
        ),
        (
            head.startswith((b"<!doctype", b"<html", b"<?xml")),
            Text(QT_TRANSLATE_NOOP("core", "a web page, perhaps an error or login page")),
            again,
        ),
        (
            head.startswith((b'{"error', b'{"message', b"{'error")),
            Text(QT_TRANSLATE_NOOP("core", "a server's error message")),
            again,
        ),
        (start.startswith(b"PK\x03\x04"), Text(QT_TRANSLATE_NOOP("core", "a ZIP archive or a PyTorch file")), convert),
        # Eight bytes of length, then JSON.
        (
            start[8:9] == b"{" and start[1:8].count(0) >= 4,
            Text(QT_TRANSLATE_NOOP("core", "a safetensors file")),
            Text(QT_TRANSLATE_NOOP("core", "Use a GGUF conversion of the model, or an engine that reads safetensors.")),
        ),
        (
            start[:4] in (b"ggml", b"lmgg", b"tjgg", b"fmgg"),
            Text(QT_TRANSLATE_NOOP("core", "a model in the old GGML format")),
            convert,
        ),
    )
    found = next(((kind, hint) for matches, kind, hint in known if matches), None)
    return found or (Text(QT_TRANSLATE_NOOP("core", "something else")), again)
