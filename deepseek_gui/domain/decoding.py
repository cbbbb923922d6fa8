"""JSON and plain values as typed objects, from any thread.

msgspec keeps what it knows of a type on the type, and another thread that decodes meanwhile takes it half made: the
process ends with a segmentation fault (0.22.0; threads that read a catalogue for the first time). So types are learnt
here alone, one at a time; the lock can go when msgspec does that itself.
"""

from __future__ import annotations

from threading import Lock
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")

_lock = Lock()


def decoder_of(kind: type[T]) -> msgspec.json.Decoder[T]:
    """Return what decodes JSON as a type; it may be used on any thread."""
    with _lock:
        return msgspec.json.Decoder(kind)


def decode(content: bytes | str, kind: type[T]) -> T:
    """Return JSON as an object of a type.

    Raises:
        msgspec.MsgspecError: it is no JSON, or of another type.
    """
    return decoder_of(kind).decode(content)


def convert(values: Any, kind: type[T]) -> T:
    """Return plain values as an object of a type.

    Raises:
        msgspec.ValidationError: they are of another type.
    """
    with _lock:
        return msgspec.convert(values, kind)
