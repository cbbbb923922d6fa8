"""A server that somebody else runs: its address checked, its models listed, its answers streamed."""

from __future__ import annotations

import ipaddress
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from deepseek_gui.core.connection import Connection
from deepseek_gui.core.sampling import request_fields
from deepseek_gui.domain.decoding import decode
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.plan import Plan
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.engines.foreign_answer import TooMuchError, whole_answer
from deepseek_gui.engines.ollama import SHARED_URL, local_models

ATTACHED = "attach"
"""Stands where a plan names its engine."""

if TYPE_CHECKING:
    from deepseek_gui.engines.stream import AnswerEvent

_TIMEOUT_S = 5.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running OpenAI-compatible server.

    Attributes:
        address: of `parse_address`.
        api_key: empty when it wants none; kept in memory only.
        model: one of `served_models`.
    """

    address: str
    api_key: str
    model: str

    def __repr__(self) -> str:
        """Return it without its key, for logs."""
        return f"Server({self.address!r}, model={self.model!r})"

    @property
    def plan(self) -> Plan:
        """The plan that stands for it where plans are shown."""
        return Plan(self.model, None, ATTACHED)


def local_servers(url: str = SHARED_URL) -> tuple[Server, ...]:
    """Return the person's own Ollama, once for each model in its library; nothing while it does not run."""
    return tuple(Server(url, "", name) for name in local_models(url))


class _Listed(msgspec.Struct):
    id: str


class _Models(msgspec.Struct):
    data: list[_Listed]


def parse_address(text: str) -> str:
    """Return a server's address without the interface's own path: "http://localhost:8000/v1" -> "http://localhost:8000".

    Raises:
        ActionableError: it is no address of a web server, or carries a password.
    """
    text = text.strip()
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise _no_address(text) from None
    odd = parts.query or parts.fragment or not text.isprintable() or any(sign.isspace() for sign in text)
    if parts.scheme not in ("http", "https") or not parts.hostname or odd:
        raise _no_address(text)
    if "@" in parts.netloc:
        raise _carries_password()
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    path = parts.path.rstrip("/").removesuffix("/v1")
    return f"{parts.scheme}://{host}{'' if port is None else f':{port}'}{path}"


def _carries_password() -> ActionableError:
    return ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "The address must not carry a name or a password.")),
        Text(QT_TRANSLATE_NOOP("core", "Put the key into its own field.")),
    )


def _no_address(text: str) -> ActionableError:
    if "@" in text:  # a password with a sign that ends the host's part: never say it again
        return _carries_password()
    return ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "“{text}” is no address of a server."), {"text": text}),
        Text(QT_TRANSLATE_NOOP("core", "Enter one that begins with http:// or https://, like http://127.0.0.1:8080.")),
    )


def exposure(address: str) -> Text | None:
    """Return what a person should know before a key and prompts go to an address; None when there is nothing.

    Without TLS everybody on the way can read them; on this computer there is no way.
    """
    parts = urlsplit(address)
    if parts.scheme == "https" or _is_here(parts.hostname or ""):
        return None
    return Text(
        QT_TRANSLATE_NOOP(
            "core",
            "The connection to {host} is not encrypted: the key and everything you write can be read on the way.",
        ),
        {"host": parts.hostname or ""},
    )


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def served_models(address: str, api_key: str) -> tuple[str, ...]:
    """Return the names of the models that a server offers (`/v1/models`).

    Args:
        address: of `parse_address`.
        api_key: empty sends none.

    Raises:
        ActionableError: nobody answers, the key is refused or none, it is no such server, or it offers nothing.
    """
    import httpx  # noqa: PLC0415  a tenth of a second

    if not (api_key.isascii() and api_key.isprintable()) or " " in api_key:
        raise _no_key()  # the words of httpx would quote it
    headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
    try:
        with httpx.Client(timeout=_TIMEOUT_S, trust_env=False, headers=headers) as client:
            status, body = whole_answer(client, f"{address}/v1/models", _TIMEOUT_S)
    except TooMuchError as error:
        raise _no_server(address, str(error)) from error
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            raise _untrusted(address, str(error)) from error
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "Nobody answers at {address}."), {"address": address}),
            Text(QT_TRANSLATE_NOOP("core", "Check the address, and that the server runs.")),
            str(error),
        ) from error
    if status in (401, 403):
        raise ActionableError(
            Text(QT_TRANSLATE_NOOP("core", "The server at {address} refuses the key."), {"address": address}),
            Text(QT_TRANSLATE_NOOP("core", "Enter the key that the server was started with.")),
        )
    return _names(address, status, body)


def _no_key() -> ActionableError:
    return ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "This key cannot be sent: it holds spaces or characters beyond ASCII.")),
        Text(QT_TRANSLATE_NOOP("core", "Enter the key that the server was started with.")),
    )


def _untrusted(address: str, details: str) -> ActionableError:
    return ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "The certificate of {address} is not trusted."), {"address": address}),
        Text(QT_TRANSLATE_NOOP("core", "Have its certificate added to this system's, or check that it is the server.")),
        details,
    )


def _names(address: str, status: int, content: bytes) -> tuple[str, ...]:
    try:
        names = tuple(listed.id for listed in decode(content, _Models).data) if status == 200 else ()
    except (msgspec.MsgspecError, RecursionError):
        names = ()
    if not names:
        raise _no_server(address, status)
    return names


def _no_server(address: str, answer: int | str) -> ActionableError:
    return ActionableError(
        Text(
            QT_TRANSLATE_NOOP("core", "{address} is no OpenAI-compatible server with a model (it answered {status})."),
            {"address": address, "status": answer},
        ),
        Text(QT_TRANSLATE_NOOP("core", "Enter the address of llama-server, Ollama, vLLM, SGLang or the like.")),
    )


class AttachedRun:
    """Stands where `EngineRun` stands, for a server that is not ours to start or stop."""

    def __init__(self, server: Server) -> None:
        """Look whether the server answers.

        Raises:
            ActionableError: as `served_models`, or it does not have the model.
        """
        from deepseek_gui.engines.stream import ChatStream  # noqa: PLC0415  httpx

        names = served_models(server.address, server.api_key)
        if server.model not in names:
            raise ActionableError(
                Text(
                    QT_TRANSLATE_NOOP("core", "The server at {address} has no model {model}."),
                    {"address": server.address, "model": server.model},
                ),
                Text(QT_TRANSLATE_NOOP("core", "It has: {names}."), {"names": ", ".join(names[:20])}),
            )
        self._server = server
        self._stream = ChatStream(server.address, server.api_key)

    def answer(
        self,
        messages: Sequence[Mapping[str, str]],
        max_tokens: int | None,
        temperature: float | None,
        cancelled: threading.Event,
    ) -> Iterator[AnswerEvent]:
        """Yield the pieces of an answer, then `Done`; errors as `EngineRun.answer`."""
        fields = request_fields(self._server.plan, temperature, self._server.model)
        yield from self._stream.answer(messages, max_tokens=max_tokens, extra=fields, cancelled=cancelled.is_set)

    def open_connection(self) -> Connection:
        """Return a connection beside the session's own."""
        from deepseek_gui.engines.stream import ChatStream  # noqa: PLC0415  httpx

        server = self._server
        fields = request_fields(server.plan, None, server.model)
        return Connection(lambda: ChatStream(server.address, server.api_key), fields)

    def abort_answer(self) -> None:
        """Break the connection of the answer under way, from any thread."""
        self._stream.abort()

    def end(self, timeout_s: float) -> None:
        """Let go of the server."""
        del timeout_s
        self._stream.close()

    def kill(self) -> None:
        """Do nothing: the server is not ours."""
