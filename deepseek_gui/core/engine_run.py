"""One run of one engine: its process, its stream, its log, and why it ended."""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from deepseek_gui.core.connection import Connection
from deepseek_gui.core.sampling import request_fields
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.events import Failed, Loading, LogLine, Notice, Ready
from deepseek_gui.domain.failure import Cause
from deepseek_gui.domain.plan import LaunchSpec, Plan
from deepseek_gui.domain.text import QT_TRANSLATE_NOOP, Text
from deepseek_gui.engines import failures, protocol
from deepseek_gui.engines.base import Engine
from deepseek_gui.engines.launch import is_taken
from deepseek_gui.engines.process import EngineProcess
from deepseek_gui.engines.readiness import ReadinessWatch

if TYPE_CHECKING:
    from deepseek_gui.engines.stream import AnswerEvent, ChatStream

_log = logging.getLogger(__name__)

_TAIL_LINES = 60
_HIDDEN = "***"
_KILLED = -9
_NO_INSTRUCTION = -4
_NO_PAGE = -getattr(signal, "SIGBUS", 7)
"""The mapped file became shorter, or cannot be read."""
_WINDOWS_NO_INSTRUCTION = 0xC000001D
_NO_LIBRARY = 127
"""The dynamic linker's, and a shell's for a program that is not there."""
_WINDOWS_NO_LIBRARY = 0xC0000135

Told = Loading | Ready | LogLine | Notice | None


class EngineRun:
    """Starts when made. What the engine tells goes to `tell`, on the thread that reads its log; None is its end.

    Attributes:
        build: the engine that runs.
        file_bytes: of the model file, or of its first part; None for a checkpoint, whose engines do more than read.
    """

    def __init__(
        self,
        engine: Engine,
        plan: Plan,
        file: Path,
        tell: Callable[[EngineRun, Told], None],
        *,
        port: int,
        work_dir: Path,
    ) -> None:
        """Start the engine.

        Raises:
            ActionableError: it is not installed, its build cannot express the plan, or it could not be started.
        """
        self._engine = engine
        self._plan = plan
        self._tell = tell
        self._tail: deque[str] = deque(maxlen=_TAIL_LINES)
        self._cause: Failed | None = None
        self._exit_code: int | None = None
        self._ended = threading.Event()
        self._api_key = secrets.token_urlsafe(24)
        self._address: str | None = None
        self._stream: ChatStream | None = None
        self._started_s = time.monotonic()
        self._pid = 0
        self._watch: ReadinessWatch | None = None
        build = engine.detect()
        if build is None:
            raise _not_installed(engine.id)
        self.build = build
        self.file_bytes = file.stat().st_size if file.is_file() else None
        spec = engine.launch(plan, plan.settings, file, port, self._api_key, build=build)
        self._served_model = spec.served_model
        if port and spec.ready_path and is_taken(port):
            raise _port_taken(port)
        self._log_file = _open_log(work_dir)
        try:
            self._process = EngineProcess(spec, self._on_line, self._on_end)
        except OSError as error:
            raise _not_started(str(error)) from error
        if spec.ready_path:
            self._watch = ReadinessWatch(spec.base_url, spec.ready_path, lambda: self._prepare(spec, file))

    def answer(
        self,
        messages: Sequence[Mapping[str, str]],
        max_tokens: int | None,
        temperature: float | None,
        cancelled: threading.Event,
    ) -> Iterator[AnswerEvent]:
        """Yield the pieces of an answer, then `Done`; ends early when `cancelled` is set and `abort_answer` called.

        Raises:
            ActionableError: the engine refuses.
            StreamBrokenError: the engine is not there, or went away in the middle.
        """
        if self._stream is None:
            raise _not_started("no address")
        fields = request_fields(self._plan, temperature, self._served_model)
        yield from self._stream.answer(messages, max_tokens=max_tokens, extra=fields, cancelled=cancelled.is_set)

    def open_connection(self) -> Connection:
        """Return a connection beside the session's own.

        Raises:
            ActionableError: the engine does not answer yet.
        """
        address = self._address
        if address is None:
            raise _not_started("no address")
        from deepseek_gui.engines.stream import ChatStream  # noqa: PLC0415  as in `_connect`

        fields = request_fields(self._plan, None, self._served_model)
        return Connection(lambda: ChatStream(address, self._api_key), fields)

    def abort_answer(self) -> None:
        """Break the connection of the answer under way, from any thread."""
        if self._stream is not None:
            self._stream.abort()

    def has_ended(self, within_s: float) -> bool:
        """Return whether the process is gone, waiting at most that long."""
        return self._ended.wait(within_s)

    def end(self, timeout_s: float) -> None:
        """End the process and wait for it; kill its supervisor when that takes too long."""
        self._process.stop()
        if not self._process.wait(timeout_s) and not self._ended.is_set():
            self.kill()
            self._process.wait(1.0)
        if self._watch is not None:
            self._watch.stop()
        if self._stream is not None:
            self._stream.close()

    def kill(self) -> None:
        """End the supervisor and the engine's process group at once.

        On Linux and Windows the engine dies with its supervisor; elsewhere nobody but us is left to end it.
        """
        self._process.kill()
        if sys.platform != "win32" and self._pid:
            with contextlib.suppress(OSError):
                os.killpg(self._pid, signal.SIGKILL)

    @property
    def cause(self) -> Failed | None:
        """The most telling failure in the log so far."""
        return self._cause

    @property
    def exit_code(self) -> int | None:
        """The engine's exit status once it has ended; negative is a signal; None when it is not known."""
        return self._exit_code

    @property
    def log_tail(self) -> str:
        """The last lines of the log."""
        return "\n".join(self._tail)

    def _on_line(self, line: str) -> None:
        fields = protocol.parse(line)
        if fields is not None:
            self._on_report(fields)
            return
        line = line.replace(self._api_key, _HIDDEN)  # SGLang tells it, and the log may be shown to others
        found = self._engine.parse_log(line)
        if isinstance(found, Loading):
            self._tell(self, found)
        elif line and "api_keys:" not in line:  # llama.cpp's line of the key's end
            self._note(line, self._placed(found) if isinstance(found, Failed) else None)
            if isinstance(found, Notice):
                self._tell(self, found)

    def _placed(self, failure: Failed) -> Failed:
        """Return a failure with the phase it came in."""
        return failure if self._stream is None else failures.at_a_prompt(failure)

    def _note(self, line: str, failure: Failed | None) -> None:
        self._tail.append(line)
        if self._log_file is not None:
            with contextlib.suppress(OSError):  # a disk that fills up while the engine runs
                self._log_file.write(f"{line}\n")
        fatal = failure is not None and failure.cause is not Cause.CONTEXT_FULL  # that ends an answer only
        if (
            failure is not None
            and fatal
            and (self._cause is None or failures.rank(failure) < failures.rank(self._cause))
        ):
            self._cause = failure
        self._tell(self, LogLine(line))

    def _on_report(self, fields: Mapping[str, object]) -> None:
        match fields:
            case {"event": "started", "pid": int(pid)}:
                self._pid = pid
            case {"event": "exited", "code": int(code)}:
                self._exit_code = code
            case {"event": "failed", "error": str(error)}:
                words = _not_started(error)
                self._cause = Failed(words.message, words.hint, error, Cause.NO_ENGINE, error)
            case {"event": "ready", "address": str(address)}:
                self._connect(address)

    def _prepare(self, spec: LaunchSpec, file: Path) -> None:
        """Do what the engine needs before its first question; on the thread that waited for it."""
        try:
            self._engine.prepare(spec, file, lambda step: self._tell(self, step), self._ended.is_set)
        except ActionableError as error:
            self._give_up(Failed(error.message, error.hint, error.details, error.cause))
        except (OSError, ValueError) as error:  # it went away, or does not speak as expected
            self._give_up(Failed(_not_started(str(error)).message, _not_started(str(error)).hint, str(error)))
        else:
            if not self._ended.is_set():
                self._connect(spec.base_url)

    def _give_up(self, failure: Failed) -> None:
        self._cause = self._cause or failure
        self._process.stop()

    def _connect(self, address: str) -> None:
        from deepseek_gui.engines.stream import ChatStream  # noqa: PLC0415  httpx takes a tenth of a second

        self._address = address
        self._stream = ChatStream(address, self._api_key)
        self._tell(self, Ready(time.monotonic() - self._started_s, self._pid))

    def _on_end(self) -> None:
        self._ended.set()
        if self._log_file is not None:
            with contextlib.suppress(OSError):
                self._log_file.close()
        self._tell(self, None)


def ended_failure(run: EngineRun) -> Failed:
    """Return why an engine that should still run has ended, in words."""
    if run.cause is not None:
        return replace(run.cause, details=run.log_tail)
    message, hint = exit_words(run.exit_code)
    return Failed(message, hint, run.log_tail, exit_cause(run.exit_code), _evidence(run))


def _evidence(run: EngineRun) -> str:
    code = run.exit_code
    if code is None:
        return ""
    return f"exit status {_shown(code)}" if code >= 0 else f"signal {_signal_name(-code)}"


def exit_cause(code: int | None) -> Cause | None:
    """Return the kind of failure that an exit status tells; negative is a signal, None is not known."""
    if code is None or code == _KILLED:
        return Cause.KILLED
    if code in (_NO_INSTRUCTION, _WINDOWS_NO_INSTRUCTION):
        return Cause.INSTRUCTION
    if code in (_NO_LIBRARY, _WINDOWS_NO_LIBRARY):
        return Cause.LIBRARY
    if code == _NO_PAGE:
        return Cause.FILE
    return Cause.CRASHED if code < 0 else None


def exit_words(code: int | None) -> tuple[Text, Text]:
    """Return what an exit status means and what to do; negative is a signal, None is not known."""
    if code is None or code == _KILLED:  # None: the supervisor was killed, and the engine with it
        return (
            Text(QT_TRANSLATE_NOOP("core", "The engine was ended from outside, as happens when the memory runs out.")),
            Text(
                QT_TRANSLATE_NOOP(
                    "core", "Start it again; if it happens again, choose a smaller context, quantisation or model."
                )
            ),
        )
    if code in (_NO_INSTRUCTION, _WINDOWS_NO_INSTRUCTION):
        return (
            Text(QT_TRANSLATE_NOOP("core", "This processor lacks instructions that the engine needs.")),
            Text(QT_TRANSLATE_NOOP("core", "Use another build of the engine, or another computer.")),
        )
    if code in (_NO_LIBRARY, _WINDOWS_NO_LIBRARY):
        return (
            Text(QT_TRANSLATE_NOOP("core", "The engine could not start: the program or a library of it is missing.")),
            Text(QT_TRANSLATE_NOOP("core", "Install the engine again, or choose another build of it.")),
        )
    if code >= 0:
        return (
            Text(QT_TRANSLATE_NOOP("core", "The engine ended by itself (exit status {code})."), {"code": _shown(code)}),
            Text(QT_TRANSLATE_NOOP("core", "Its log says more; copy the details when you report it.")),
        )
    if code == _NO_PAGE:
        return (
            Text(QT_TRANSLATE_NOOP("core", "The model file was changed while the engine read it, or its disk failed.")),
            Text(QT_TRANSLATE_NOOP("core", "Start it again, and leave the file alone while its model is loaded.")),
        )
    return (
        Text(QT_TRANSLATE_NOOP("core", "The engine crashed ({signal})."), {"signal": _signal_name(-code)}),
        Text(QT_TRANSLATE_NOOP("core", "Start it again; if it happens again, report it with the details.")),
    )


def _shown(code: int) -> str:
    return hex(code) if sys.platform == "win32" and code > 255 else str(code)


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


def _not_started(reason: str) -> ActionableError:
    return ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "The engine's process could not be started: {reason}"), {"reason": reason}),
        Text(QT_TRANSLATE_NOOP("core", "Install the program again.")),
        reason,
    )


def _not_installed(engine: str) -> ActionableError:
    return ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "The engine {engine} is not installed on this computer."), {"engine": engine}),
        Text(QT_TRANSLATE_NOOP("core", "Install it, or choose the embedded engine, which needs nothing else.")),
        cause=Cause.NO_ENGINE,
    )


def _port_taken(port: int) -> ActionableError:
    return ActionableError(
        Text(QT_TRANSLATE_NOOP("core", "Port {port} of this computer is taken by another program."), {"port": port}),
        Text(QT_TRANSLATE_NOOP("core", "Choose another port, or end the other program.")),
        cause=Cause.PORT,
    )


def _open_log(folder: Path) -> TextIO | None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return (folder / "engine.log").open("w", encoding="utf-8", errors="replace", buffering=1)
    except OSError as error:
        _log.info("the engine's log is not kept: %s", error)
        return None
