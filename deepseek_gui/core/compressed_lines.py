"""The lines of a gzip file that may be cut, damaged or made to burst the memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO

GZIP = 31
"""zlib's name (`wbits`) for a gzip frame and the largest window."""

MAX_LINE_BYTES = 4 * 1024**2
"""A sample of 1,024 GPUs has about one million bytes."""

MAX_BYTES = 4 * 1024**3
"""About five days of eight GPUs and 128 threads at one sample a second."""

_READ_BYTES = 64 * 1024
_BLOCK_BYTES = 1024**2


class CompressedLines:
    """Iterates over the whole lines, without their ends, as far as they can be read; never raises for what they hold.

    Attributes:
        complete: the file was read to its proper end; set when the iteration ends.
    """

    def __init__(self, file: BinaryIO, max_bytes: int = MAX_BYTES) -> None:
        """Prepare.

        Args:
            file: its OSErrors pass through.
            max_bytes: after so many bytes of text the iteration ends.
        """
        self._file = file
        self._max_bytes = max_bytes
        self._decoder = zlib.decompressobj(GZIP)
        self.complete = False

    def __iter__(self) -> Iterator[bytes]:
        """Give line after line; iterate once."""
        rest, total = b"", 0
        for block in self._blocks():
            total += len(block)
            *lines, rest = (rest + block).split(b"\n")
            yield from lines
            if len(rest) > MAX_LINE_BYTES or total > self._max_bytes:
                return
        trailing = bool(self._decoder.unused_data or self._file.read(1))
        self.complete = self._decoder.eof and not rest and not trailing

    def _blocks(self) -> Iterator[bytes]:
        while not self._decoder.eof and (data := self._file.read(_READ_BYTES)):
            while data and not self._decoder.eof:
                before = self._decoder.copy()
                try:
                    block = self._decoder.decompress(data, _BLOCK_BYTES)
                except zlib.error:
                    yield from _up_to_the_damage(before, data)
                    return
                yield block
                data = self._decoder.unconsumed_tail


def _up_to_the_damage(decoder: zlib._Decompress, data: bytes) -> Iterator[bytes]:
    """Give what stands before a damaged place: the decoder drops it when both arrive together."""
    for place in range(len(data)):
        try:
            block = decoder.decompress(data[place : place + 1])
        except zlib.error:
            return
        yield block
