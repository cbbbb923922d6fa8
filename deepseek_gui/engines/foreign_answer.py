"""What a server answers that is not ours: no longer and no slower than agreed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

MOST_BYTES = 4 << 20


class TooMuchError(Exception):
    """The answer does not end, or not in time."""


def whole_answer(client: httpx.Client, url: str, within_s: float) -> tuple[int, bytes]:
    """Return status and body of a page.

    Args:
        client: has the timeouts of connecting and of waiting for a piece.
        url: asked with GET.
        within_s: for all of the body, from its first piece.

    Raises:
        httpx.HTTPError: nobody answers.
        TooMuchError: the body is longer than `MOST_BYTES`, or takes longer than `within_s`.
    """
    with client.stream("GET", url) as response:
        ends_s, data = time.monotonic() + within_s, bytearray()
        for piece in response.iter_bytes():
            data += piece
            if len(data) > MOST_BYTES or time.monotonic() > ends_s:
                raise TooMuchError(f"{len(data)} bytes and more")
        return response.status_code, bytes(data)
