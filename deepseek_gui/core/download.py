"""Fetches a file over TLS: goes on where it stopped, and gives it its name only when its checksum is right."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text

if TYPE_CHECKING:
    import httpx

_TIMEOUT_S = 30.0
_RETRY = QT_TRANSLATE_NOOP("core", "Try again: it goes on where it stopped.")


class DownloadCancelledError(Exception):
    """The person stopped it; what was fetched is kept."""


@contextmanager
def web() -> Iterator[httpx.Client]:
    """Return a client that verifies certificates, follows redirects and honours the system's proxies."""
    import httpx  # noqa: PLC0415  a tenth of a second

    with httpx.Client(follow_redirects=True, timeout=_TIMEOUT_S, headers={"User-Agent": "deepseek-gui"}) as client:
        yield client


def read(client: httpx.Client, url: str, *, most_bytes: int) -> bytes:
    """Return what is at an address.

    Raises:
        ActionableError: offline, refused, or longer than `most_bytes`.
    """
    _check_address(url)
    with _told(url), client.stream("GET", url) as response:
        _check(response, url)
        data = b""
        for chunk in response.iter_bytes():
            data += chunk
            if len(data) > most_bytes:
                raise _broken(url, f"more than {most_bytes} bytes")
    return data


def fetch(
    client: httpx.Client,
    url: str,
    file: Path,
    *,
    size_bytes: int,
    sha256: str,
    on_bytes: Callable[[int], None] = lambda _: None,
    cancelled: threading.Event | None = None,
) -> None:
    """Fetch a file unless it is there; a part of it beside `file` (".part") is taken up again.

    Args:
        client: of `web`.
        url: where it is.
        file: gets its name only when it is whole.
        size_bytes: how long it is.
        sha256: its checksum, hexadecimal.
        on_bytes: told how many bytes there are so far.
        cancelled: stops it.

    Raises:
        ActionableError: offline, refused, cut off, or another file than was expected.
        DownloadCancelledError: `cancelled` was set.
        OSError: it cannot be written.
    """
    _check_address(url)
    if file.is_file() and file.stat().st_size == size_bytes and _sha256(file) == sha256:
        on_bytes(size_bytes)
        return
    part = file.with_name(file.name + ".part")
    have = part.stat().st_size if part.is_file() else 0
    if have > size_bytes:
        part.unlink()
        have = 0
    if have < size_bytes:
        cancelled = cancelled or threading.Event()
        _append(client, url, part, have, size_bytes=size_bytes, on_bytes=on_bytes, cancelled=cancelled)
    if part.stat().st_size != size_bytes:
        raise _broken(url, f"{part.stat().st_size} of {size_bytes} bytes")
    if _sha256(part) != sha256:
        part.unlink()
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "{file} is not the file that was published: its checksum differs."),
                {"file": file.name},
            ),
            Text(QT_TRANSLATE_NOOP("core", "Try again; if it happens again, something on the way changes files.")),
            url,
        )
    part.replace(file)


def _append(
    client: httpx.Client,
    url: str,
    part: Path,
    have: int,
    *,
    size_bytes: int,
    on_bytes: Callable[[int], None],
    cancelled: threading.Event,
) -> None:
    import httpx  # noqa: PLC0415

    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    with _told(url), client.stream("GET", url, headers=headers) as response:
        _check(response, url)
        if response.status_code != httpx.codes.PARTIAL_CONTENT:
            have = 0  # a server that knows no ranges begins anew
        with part.open("ab" if have else "wb") as out:
            on_bytes(have)
            for chunk in response.iter_raw():
                if cancelled.is_set():
                    raise DownloadCancelledError
                have += len(chunk)
                if have > size_bytes:
                    raise _broken(url, f"more than {size_bytes} bytes")
                out.write(chunk)
                on_bytes(have)


def _check_address(url: str) -> None:
    """Let nothing be fetched without TLS, except from this computer."""
    import httpx  # noqa: PLC0415

    with _told(url):
        address = httpx.URL(url)
    if address.scheme != "https" and not (address.scheme == "http" and address.host == "127.0.0.1"):
        raise ActionableError(
            Text(
                QT_TRANSLATE_NOOP("core", "{url} is not fetched: its address does not begin with https."), {"url": url}
            ),
            Text(QT_TRANSLATE_NOOP("core", "Install llama.cpp yourself.")),
        )


def _check(response: httpx.Response, url: str) -> None:
    _check_address(str(response.url))  # where redirects led
    if response.is_success:
        return
    raise ActionableError(
        Text(
            QT_TRANSLATE_NOOP("core", "{host} answered {status} instead of sending the file."),
            {"host": response.url.host, "status": f"{response.status_code} {response.reason_phrase}".strip()},
        ),
        Text(QT_TRANSLATE_NOOP("core", "Try again later, or fetch it in a browser.")),
        url,
    )


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Turn what a connection can suffer into words."""
    import httpx  # noqa: PLC0415

    try:
        yield
    except httpx.ConnectError as error:
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "{host} cannot be reached."), {"host": httpx.URL(url).host}),
            Text(QT_TRANSLATE_NOOP("core", "Check the connection to the internet, then try again.")),
            f"{url}: {error}",
        ) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _broken(url, str(error)) from error


def _broken(url: str, reason: str) -> ActionableError:
    return ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "The download broke off: {reason}."), {"reason": reason}), Text(_RETRY), url
    )


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
