"""`deepseek-gui run`: start a model in its engine, ask it one thing, print the answer as it comes."""

from __future__ import annotations

import argparse
import queue
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from deepseek_gui.cli.output import error_document, print_error, print_json, printable
from deepseek_gui.core.estimating import check_length
from deepseek_gui.core.selection import add_select, plan_from, positive, whole
from deepseek_gui.core.session import ChatMessage, EngineSession
from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.events import Done, EngineEvent, Failed, Loading, LogLine, Notice, Ready, Token
from deepseek_gui.domain.machine import Machine
from deepseek_gui.domain.plan import Plan
from deepseek_gui.domain.sample import Sample

WAKE_S = 0.5
"""Windows delivers Ctrl-C only between waits."""
_RANDOM_TOKENS = 256
"""Random weights rarely end by themselves."""
_INTERRUPTED = 130


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's parser."""
    parser = subparsers.add_parser("run", help="start a model and stream its answer")
    add_select(parser, required=False)
    parser.add_argument("--prompt", required=True, metavar="P", help="what to ask; - reads it from standard input")
    parser.add_argument(
        "--max-tokens",
        type=whole(1),
        metavar="N",
        help=f"longest answer (default: the model ends by itself; random weights: {_RANDOM_TOKENS})",
    )
    parser.add_argument("--temperature", type=positive, metavar="T", help="default: what the model's makers recommend")
    parser.add_argument(
        "--trust-remote-code",
        action="store_true",
        help="run the Python files that come with the model (--engine transformers); they can do whatever you can",
    )
    parser.add_argument("--verbose", action="store_true", help="print the engine's log to standard error")
    parser.add_argument("--json", action="store_true", help="print one JSON document an event")


def run(args: argparse.Namespace) -> int:
    """Print the events of one answer; return 0, 1 after a failure, 130 after Ctrl-C."""
    show = JsonPrinter() if args.json else WordPrinter(verbose=args.verbose)
    try:
        plan = replace(plan_from(args), trusts_code=args.trust_remote_code)
        check_length(plan)
        prompt = prompt_text(args.prompt)
        return _converse(plan, prompt, args, show)
    except ActionableError as error:
        show.failed(error)
        return 1
    except KeyboardInterrupt:
        return _INTERRUPTED


def prompt_text(said: str) -> str:
    """Return what to ask; bytes that the locale does not know are UTF-8, or replaced."""
    text = sys.stdin.buffer.read().decode(sys.stdin.encoding, "surrogateescape") if said == "-" else said
    return text.encode("utf-8", sys.getfilesystemencodeerrors()).decode("utf-8", "replace")


Told = EngineEvent | Sample


def _converse(plan: Plan, prompt: str, args: argparse.Namespace, show: Printer) -> int:
    from deepseek_gui.core.machines import current_machine  # noqa: PLC0415  looks at drivers

    machine = current_machine()
    told: queue.SimpleQueue[Told] = queue.SimpleQueue()
    with _session(told) as session, _sampler(told, machine, wanted=show.wants_samples) as sampler:
        show.begin(plan)
        session.load(plan, machine)
        while True:
            event = _next(told)
            show.show(event)
            if isinstance(event, Ready):
                sampler.watch_process(event.pid)
                ask = [ChatMessage("user", prompt)]
                session.send(ask, max_tokens=_most_tokens(plan, args), temperature=args.temperature)
            elif isinstance(event, Done | Failed):
                return int(isinstance(event, Failed))


def _next(told: queue.SimpleQueue[Told]) -> Told:
    while True:
        try:
            return told.get(timeout=WAKE_S)
        except queue.Empty:
            continue


@contextmanager
def _session(told: queue.SimpleQueue[Told]) -> Iterator[EngineSession]:
    from deepseek_gui.settings.paths import default_paths  # noqa: PLC0415

    paths = default_paths()
    session = EngineSession(told.put, paths.log_dir, paths=paths)
    try:
        yield session
    finally:
        session.close()


@contextmanager
def _sampler(told: queue.SimpleQueue[Told], machine: Machine, *, wanted: bool) -> Iterator[Any]:
    from deepseek_gui.core.machines import reader_for  # noqa: PLC0415
    from deepseek_gui.core.sampler import Sampler  # noqa: PLC0415

    sampler = Sampler(reader_for(machine), told.put)
    if wanted:
        sampler.start()
    try:
        yield sampler
    finally:
        sampler.stop()


def _most_tokens(plan: Plan, args: argparse.Namespace) -> int | None:
    if args.max_tokens is not None:
        return int(args.max_tokens)
    return _RANDOM_TOKENS if plan.synthetic else None


class Printer:
    """What a run looks like."""

    wants_samples = False

    def begin(self, plan: Plan) -> None:
        """Say what was taken."""

    def show(self, event: Told) -> None:
        """Print an event."""

    def failed(self, error: ActionableError) -> None:
        """Print why it could not begin."""


class JsonPrinter(Printer):
    """One JSON document a line."""

    wants_samples = True

    def __init__(self) -> None:
        self._plan: dict[str, object] = {}

    def begin(self, plan: Plan) -> None:
        """Remember what was taken, for the loading events."""
        self._plan = {"model": plan.model, "quantisation": plan.quantisation, "engine": plan.engine}

    def show(self, event: Told) -> None:
        """Print an event's document."""
        from deepseek_gui.core.documents import event_document, sample_document  # noqa: PLC0415

        if isinstance(event, Sample):
            print_json({"event": "sample", **sample_document(event)})
            return
        document = event_document(event)
        if document is not None:
            print_json(document | self._plan if isinstance(event, Loading) else document)

    def failed(self, error: ActionableError) -> None:
        """Print an error event."""
        from deepseek_gui.core.documents import failure_event  # noqa: PLC0415

        print_json(failure_event(error) | error_document(error))


@dataclass(slots=True)
class WordPrinter(Printer):
    """The answer on standard output, everything else on standard error."""

    verbose: bool = False
    thinking: bool = False
    _progress: str = ""

    def begin(self, plan: Plan) -> None:
        """Name the model, and say so when its words mean nothing."""
        quantisation = f" {plan.quantisation}" if plan.quantisation else ""
        _note(f"{plan.model}{quantisation}, engine {plan.engine}, context {plan.settings.context} tokens")
        if plan.synthetic:
            _note("Random weights: speed and memory are real, words are not.")

    def show(self, event: Told) -> None:
        """Print an event."""
        match event:
            case Loading(progress=None, step=None):
                pass
            case Loading(progress=progress, step=step):
                self._show_progress(progress, "Loading" if step is None else str(step))
            case Ready(load_s=load_s):
                _note(f"Ready after {load_s:.1f} s.\n")
            case Token(text=text, thinking=thinking):
                self._show_token(text, thinking=thinking)
            case Done():
                print(flush=True)
                _note(_totals(event))
            case Failed(message=message, hint=hint):
                print_error(ActionableError(message, hint), as_json=False)
            case Notice(message=message):
                _note(str(message))
            case LogLine(text=text) if self.verbose:
                _note(text)
            case _:
                pass

    def failed(self, error: ActionableError) -> None:
        """Print why it could not begin."""
        print_error(error, as_json=False)

    def _show_progress(self, progress: float | None, step: str) -> None:
        shown = f"{step} …" if progress is None else f"{step}: {int(progress * 10) * 10} %"
        if shown != self._progress:
            self._progress = shown
            _note(shown)

    def _show_token(self, text: str, *, thinking: bool) -> None:
        if thinking != self.thinking:
            self.thinking = thinking
            print("[thinking] " if thinking else "\n[answer] ", end="")
        print(printable(text), end="", flush=True)


def _totals(done: Done) -> str:
    parts = [f"{done.tokens} tokens"]
    if done.decode_tps is not None:
        parts.append(f"{done.decode_tps:.1f} tokens/s")
    if done.time_to_first_token_s is not None:
        parts.append(f"first token after {done.time_to_first_token_s:.2f} s")
    if done.prefill_tps is not None:
        parts.append(f"prompt read at {done.prefill_tps:.0f} tokens/s")
    return ", ".join(parts)


def _note(text: str) -> None:
    print(printable(text), file=sys.stderr, flush=True)
