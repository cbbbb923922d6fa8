"""What a model file says of itself: architecture, quantisation, every tensor; split files read as one."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.model import Architecture, TensorInfo
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.domain.units import format_gib
from deepseek_gui.modelfiles.ggml import MIX_NAMES
from deepseek_gui.modelfiles.metadata import SYNTHETIC, read_architecture
from deepseek_gui.modelfiles.parser import MAX_TENSORS, DamagedError, RawHeader, parse

_PART = re.compile(r"^(?P<stem>.*)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf$", re.IGNORECASE)
_MAX_PARTS = 1000
_GUESSED = 1024


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model on disk, as its header describes it.

    Attributes:
        path: the file; of a split model its first part, which is what engines are given.
        parts: every file of the model, in order.
        file_bytes: of all parts together.
        quantisation: the mix's name; None when the header does not say and no type dominates.
        tensors: of all parts, in the order of the files.
        context_trained: longest context the model was made for, tokens.
        name: `general.name`, or the file's own name.
        synthetic: the weights are random: written by this program to measure speed.
    """

    path: Path
    parts: tuple[Path, ...]
    file_bytes: int
    architecture: Architecture
    quantisation: str | None
    tensors: tuple[TensorInfo, ...]
    context_trained: int
    name: str
    chat_template: str | None
    synthetic: bool = False


def read_header(path: Path) -> ModelFile:
    """Return what a GGUF file says of itself, without reading its data.

    Memory stays below 200 MB and time below a second whatever the file claims. Any part of a split model will do: the
    whole model is read.

    Raises:
        ActionableError: the file is missing, unreadable, empty, no GGUF file, damaged, cut off, lacks a part, or its
            architecture is not known here.
    """
    parts = _parts(path)
    metadata, tensors = _read_parts(parts)
    architecture = read_architecture(metadata, tensors)
    return ModelFile(
        path=parts[0],
        parts=parts,
        file_bytes=sum(part.stat().st_size for part in parts),
        architecture=architecture,
        quantisation=_quantisation(metadata, tensors),
        tensors=tensors,
        context_trained=architecture.context_trained,
        name=_text(metadata.get("general.name")) or path.stem,
        chat_template=_text(metadata.get("tokenizer.chat_template")),
        synthetic=metadata.get(SYNTHETIC) is True,
    )


def _parts(path: Path) -> tuple[Path, ...]:
    """Return every part of a split model, or the file itself."""
    match = _PART.match(path.name)
    if not match or not 1 < int(match["count"]) <= _MAX_PARTS:
        return (path,)
    count = int(match["count"])
    names = [f"{match['stem']}-{number:05}-of-{count:05}{path.suffix}" for number in range(1, count + 1)]
    missing = [name for name in names if not path.with_name(name).exists()]
    if missing and path.exists():
        raise _missing_parts(missing)
    return tuple(path.with_name(name) for name in names) if not missing else (path,)


def _read_parts(parts: tuple[Path, ...]) -> tuple[dict[str, object], tuple[TensorInfo, ...]]:
    """Return the first part's metadata and the tensors of all; each tensor once, and no more than one file may hold."""
    first = _read_part(parts[0])
    _check_split(parts, first.metadata)
    tensors = {tensor.name: tensor for tensor in first.tensors}
    counted = len(first.tensors)
    for part in parts[1:]:
        found = _read_part(part).tensors
        counted += len(found)
        tensors |= {tensor.name: tensor for tensor in found}
        if counted != len(tensors) or counted > MAX_TENSORS:
            raise _damaged(part, f"tensors that other parts have too, or {counted} of them")
    if counted != len(tensors):
        raise _damaged(parts[0], "a tensor twice")
    return first.metadata, tuple(tensors.values())


def _damaged(path: Path, why: str) -> ActionableError:
    return ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "The header of {name} is damaged."), {"name": path.name}),
        Text(QT_TRANSLATE_NOOP("core", "Download the file again.")),
        f"{path}: {why}",
    )


def _missing_parts(names: list[str]) -> ActionableError:
    return ActionableError(
        Text(
            QT_TRANSLATE_NOOP("core", "The model is split, and {count} of its parts are missing: {name}."),
            {"count": len(names), "name": names[0] if len(names) == 1 else f"{names[0]}, …"},
        ),
        Text(QT_TRANSLATE_NOOP("core", "Download every part into the same folder.")),
        "\n".join(names),
    )


def _check_split(parts: tuple[Path, ...], metadata: dict[str, object]) -> None:
    """Refuse a part whose name no longer says which part it is."""
    count = metadata.get("split.count")
    if isinstance(count, int) and count > 1 and count != len(parts):
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP(
                    "core", "{name} is one part of a model in {count} parts, but its name does not say so."
                ),
                {"name": parts[0].name, "count": count},
            ),
            Text(QT_TRANSLATE_NOOP("core", "Give the parts their original names (…-00001-of-0000N.gguf).")),
        )


def _read_part(path: Path) -> RawHeader:
    try:
        header = parse(path)
    except DamagedError as error:
        raise _damaged(path, str(error)) from error
    size = path.stat().st_size
    if size < header.needed_bytes:
        have, need = _apart(size, header.needed_bytes)
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "The file {name} is cut off: it has {have} of {need}."),
                {"name": path.name, "have": have, "need": need},
            ),
            Text(QT_TRANSLATE_NOOP("core", "Its download did not finish: resume it or download the file again.")),
            f"{path}: {size} of {header.needed_bytes} bytes",
        )
    return header


def _apart(have_bytes: int, need_bytes: int) -> tuple[str, str]:
    """Return two sizes so that a person sees the difference: in GiB, or in bytes when those round to the same."""
    have, need = format_gib(have_bytes), format_gib(need_bytes)
    return (have, need) if have != need else (f"{have_bytes:,}", f"{need_bytes:,} bytes")


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _quantisation(metadata: dict[str, object], tensors: tuple[TensorInfo, ...]) -> str | None:
    """Return the mix that the header names, else the type that most of the bytes have."""
    number = metadata.get("general.file_type")
    if isinstance(number, int) and number & ~_GUESSED in MIX_NAMES:
        return MIX_NAMES[number & ~_GUESSED]
    bytes_of: Counter[str] = Counter()
    for tensor in tensors:
        bytes_of[tensor.type] += tensor.bytes
    return bytes_of.most_common(1)[0][0] if bytes_of else None
