"""Answers questions with `generate()`: those that wait together are answered together, as one batch.

Part of the transformers engine's own process; standard library beside torch.
"""

from __future__ import annotations

import gc
import queue
import sys
import time
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from deepseek_gui.engines.transformers_model import Loaded

_GATHER_S = 0.03
"""How long a batch waits for one more question, once it has its first."""

_PAD = 0
"""Fills up shorter prompts; masked, so any id that the model has will do, and a tokenizer's own may be none of them."""

_OPEN = "<think>"
_MOST_IDS, _KEPT_IDS = 24, 8
"""Ids that are decoded together: a few before the new one, for some tokenizers write a space only after a word."""


class RefusedError(Exception):
    """A question that cannot be answered; `fields` go to whoever asked, as llama-server words them."""

    def __init__(self, message: str, **fields: object) -> None:
        """Keep what is told."""
        super().__init__(message)
        self.fields: dict[str, object] = {"message": message, **fields}


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the next token is chosen; only questions that agree on it share a batch."""

    temperature: float | None = None
    top_p: float | None = None
    top_k: int | None = None
    ignore_end: bool = False

    def arguments(self) -> dict[str, Any]:
        """Return it in `generate()`'s words; what is not stated is the model's own."""
        if self.temperature == 0.0:
            return {"do_sample": False, "temperature": None, "top_p": None, "top_k": None}
        stated = {"temperature": self.temperature, "top_p": self.top_p, "top_k": self.top_k}
        given = {name: value for name, value in stated.items() if value is not None}
        return {"do_sample": True, **given} if given else {}


@dataclass(eq=False, slots=True)
class Row:
    """One question under way.

    Attributes:
        told: ids of tokens as they come; then the reason of the end ("stop", "length"), or why there is none.
        opened: the template began the model's reasoning itself.
        prompt_s: seconds until its batch had its first token.
        decode_s: seconds from then to the newest token.
    """

    prompt: list[int]
    most: int
    sampling: Sampling
    opened: bool = False
    told: queue.SimpleQueue[int | str | Exception] = field(default_factory=queue.SimpleQueue)
    cancelled: bool = False
    ended: bool = False
    tokens: int = 0
    prompt_s: float = 0.0
    decode_s: float = 0.0

    def end(self, how: str | Exception) -> None:
        """Tell the end, once."""
        if not self.ended:
            self.ended = True
            self.told.put(how)

    def timings(self) -> dict[str, float]:
        """Return counts and milliseconds, as llama-server words them."""
        return {
            "prompt_n": len(self.prompt),
            "prompt_ms": self.prompt_s * 1e3,
            "cache_n": 0,
            "predicted_n": self.tokens,
            "predicted_ms": self.decode_s * 1e3,
        }


class Batches:
    """Takes questions from any thread; `work` answers them on one.

    Attributes:
        asked: questions so far.
        told: tokens of answers so far.
    """

    def __init__(self, loaded: Loaded, *, context: int, parallel: int) -> None:
        """Prepare; `context` is tokens of one sequence, `parallel` the largest batch."""
        self.loaded = loaded
        self.asked = 0
        self.told = 0
        self._context = context
        self._parallel = parallel
        self._waiting: queue.SimpleQueue[Row] = queue.SimpleQueue()
        self._aside: list[Row] = []

    def ask(self, body: Mapping[str, Any]) -> Row:
        """Return the row of a request of OpenAI's chat completions; its answer begins at once or after others.

        Raises:
            RefusedError: the request says nothing that can be answered, or more than the context holds.
        """
        text = self._rendered(body.get("messages"))
        prompt = list(self.loaded.tokenizer(text, add_special_tokens=False)["input_ids"])
        room = self._context - len(prompt)
        if not prompt or room < 1:
            raise RefusedError(
                f"the request exceeds the available context size ({len(prompt)} of {self._context} tokens)",
                type="exceed_context_size_error",
                n_prompt_tokens=len(prompt),
                n_ctx=self._context,
            )
        wanted = body.get("max_completion_tokens") or body.get("max_tokens")
        most = min(room, int(wanted)) if wanted else room
        row = Row(prompt, max(1, most), _sampling(body), opened=text.rstrip().endswith(_OPEN))
        self.asked += 1
        self._waiting.put(row)
        return row

    def work(self) -> None:
        """Answer batch after batch, for ever."""
        while True:
            rows = self._gathered()
            try:
                self._generate(rows)
            except Exception as error:  # noqa: BLE001  whoever asked must hear it, and the next question be answered
                traceback.print_exc()
                sys.stderr.flush()
                for row in rows:
                    row.end(error)
                del error
                gc.collect()
                self.loaded.free_unused()

    def _rendered(self, messages: object) -> str:
        if not isinstance(messages, list) or not messages:
            raise RefusedError("the request has no messages")
        try:
            text = self.loaded.tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=False)
        except Exception as error:  # templates are programs of the model's makers, they raise what they like
            raise RefusedError(f"chat template: {error}") from error
        return str(text)

    def _gathered(self) -> list[Row]:
        """Return the next batch: the first question that waits, and those that agree with it and come in time."""
        rows = [self._aside.pop(0) if self._aside else self._waiting.get()]
        same = [row for row in self._aside if row.sampling == rows[0].sampling][: self._parallel - 1]
        rows += same
        self._aside = [row for row in self._aside if row not in same]
        while len(rows) < self._parallel:
            try:
                row = self._waiting.get(timeout=_GATHER_S)
            except queue.Empty:
                break
            (rows if row.sampling == rows[0].sampling else self._aside).append(row)
        return rows

    def _generate(self, rows: Sequence[Row]) -> None:
        loaded = self.loaded
        torch, width = loaded.torch, max(len(row.prompt) for row in rows)
        padding = [width - len(row.prompt) for row in rows]
        ids = [[_PAD] * pad + row.prompt for row, pad in zip(rows, padding, strict=True)]
        mask = [[0] * pad + [1] * (width - pad) for pad in padding]
        most, sampling = max(row.most for row in rows), rows[0].sampling
        arguments = sampling.arguments()
        if sampling.ignore_end:
            arguments["min_new_tokens"] = most
        with torch.inference_mode():
            loaded.model.generate(
                input_ids=torch.tensor(ids, device=loaded.device),
                attention_mask=torch.tensor(mask, device=loaded.device),
                max_new_tokens=most,
                eos_token_id=list(loaded.ends) or None,
                pad_token_id=_PAD,
                stopping_criteria=[_Ends(rows, width, torch)],
                streamer=_Dealer(rows, self),
                **arguments,
            )
        for row in rows:
            row.end("length")


class _Ends:
    """A stopping criterion: a row has enough, or nobody listens any more."""

    def __init__(self, rows: Sequence[Row], width: int, torch: Any) -> None:
        self._rows = rows
        self._width = width
        self._torch = torch

    def __call__(self, ids: Any, _scores: Any, **_others: Any) -> Any:
        new = ids.shape[1] - self._width
        done = [row.ended or row.cancelled or new >= row.most for row in self._rows]
        return self._torch.tensor(done, device=ids.device)


class _Dealer:
    """A streamer: hands each row its token and takes the times. `generate()` puts the prompt first."""

    def __init__(self, rows: Sequence[Row], batches: Batches) -> None:
        self._rows = rows
        self._batches = batches
        self._ends = frozenset(batches.loaded.ends)
        self._started_s = time.perf_counter()
        self._first_s: float | None = None
        self._prompt_seen = False

    def put(self, tokens: Any) -> None:
        """Take the prompt, or one token a row."""
        if not self._prompt_seen:
            self._prompt_seen = True
            return
        now = time.perf_counter()
        if self._first_s is None:
            self._first_s = now
        for row, token in zip(self._rows, tokens.tolist(), strict=True):
            if not row.ended:
                self._deal(row, int(token), self._first_s - self._started_s, now - self._first_s)

    def _deal(self, row: Row, token: int, prompt_s: float, decode_s: float) -> None:
        row.prompt_s, row.decode_s = prompt_s, decode_s
        row.tokens += 1
        self._batches.told += 1
        row.told.put(token)
        if token in self._ends:
            row.end("stop")
        elif row.tokens >= row.most or row.cancelled:
            row.end("length")

    def end(self) -> None:
        """Nothing is held back."""


class Words:
    """Turns the ids of one answer into text, piece by piece; a character cut between tokens waits for its rest."""

    def __init__(self, tokenizer: Any, *, opened: bool) -> None:
        """Prepare; `opened` begins with the tag that the template wrote before the answer."""
        self._tokenizer = tokenizer
        self._ids: list[int] = []
        self._told = ""
        self._lead = f"{_OPEN}\n" if opened else ""

    def add(self, token: int) -> str:
        """Return what a token adds to the text, empty while it is only part of a character."""
        self._ids.append(token)
        text = self._decoded()
        if text.endswith("\ufffd") or len(text) <= len(self._told):
            return ""
        piece, self._told = text[len(self._told) :], text
        if len(self._ids) > _MOST_IDS:
            self._ids = self._ids[-_KEPT_IDS:]
            self._told = self._decoded()
        return self._led(piece)

    def rest(self) -> str:
        """Return what was held back, at the end of the answer."""
        return self._led(self._decoded()[len(self._told) :])

    def _led(self, text: str) -> str:
        lead, self._lead = self._lead, ""
        return lead + text

    def _decoded(self) -> str:
        return str(self._tokenizer.decode(self._ids, skip_special_tokens=True))


def _sampling(body: Mapping[str, Any]) -> Sampling:
    def number(name: str) -> float | None:
        value = body.get(name)
        return None if value is None else float(value)

    top_k = body.get("top_k")
    return Sampling(
        number("temperature"), number("top_p"), None if top_k is None else int(top_k), bool(body.get("ignore_eos"))
    )
