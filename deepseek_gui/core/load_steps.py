"""What a load test is asked, what its steps are, and the table of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from deepseek_gui.domain.errors import ActionableError
from deepseek_gui.domain.plan import Plan, Range
from deepseek_gui.domain.text import Text

STEPS = (1, 2, 4, 8, 16, 32)
MOST_USERS = STEPS[-1]
QUESTION_TOKENS = 64
"""About what a question takes with its template."""


@dataclass(frozen=True, slots=True)
class LoadSettings:
    """What is to be tried.

    Attributes:
        most_users: the last step; 1 to `MOST_USERS`.
        answer_tokens: length of every answer.
        step_limit_s: a step is broken off after so long, and counts with what was written by then.
    """

    most_users: int = 8
    answer_tokens: int = 64
    step_limit_s: float = 60.0


@dataclass(frozen=True, slots=True)
class LoadStep:
    """What so many users got.

    Attributes:
        seconds: from the questions to the last token.
        tokens: of all answers.
        user_tps: what the median user got, from the question to the last token, waiting in line included.
        first_token_p50_s: time to the first token of those that got one; None when nobody did.
        errors: users whose answer failed.
        first_error: why the first of them did.
        cut: the time was up before every answer was complete.
    """

    users: int
    seconds: float
    tokens: int
    user_tps: float | None
    first_token_p50_s: float | None
    first_token_p95_s: float | None
    errors: int = 0
    first_error: Text | None = None
    cut: bool = False

    @property
    def throughput_tps(self) -> float | None:
        """All users together, tokens per second of the step; None when nothing was written."""
        return self.tokens / self.seconds if self.tokens and self.seconds > 0 else None


@dataclass(frozen=True, slots=True)
class LoadProgress:
    """A step under way."""

    users: int
    tokens: int
    seconds: float


@dataclass(frozen=True, slots=True)
class LoadOutcome:
    """How a test ended.

    Attributes:
        error: why it could not go on; None when it came to its end or was cancelled.
    """

    steps: tuple[LoadStep, ...]
    cancelled: bool = False
    error: ActionableError | None = None


def steps_up_to(most_users: int) -> tuple[int, ...]:
    """Return 1, 2, 4 … and `most_users` itself."""
    return (*(step for step in STEPS if step < most_users), most_users)


def with_slots(plan: Plan, users: int) -> Plan:
    """Return the plan for so many conversations at once, each with the context that one has now."""
    each = plan.settings.context // plan.settings.parallel
    return replace(plan, settings=replace(plan.settings, parallel=users, context=each * users))


def percentile(values: Sequence[float], percent: float) -> float | None:
    """Return a percentile, linear between the two nearest values (as numpy does); None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    place = (len(ordered) - 1) * percent / 100
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def load_csv(steps: Iterable[LoadStep], expected: Mapping[int, Range]) -> str:
    """Return the steps as a table with a head; an empty cell is not known.

    Args:
        steps: what was measured.
        expected: the estimate's throughput by number of users, tokens per second.
    """
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(
        (
            "users",
            "throughput_tokens_per_s",
            "expected_low_tokens_per_s",
            "expected_tokens_per_s",
            "expected_high_tokens_per_s",
            "per_user_tokens_per_s",
            "first_token_p50_s",
            "first_token_p95_s",
            "tokens",
            "seconds",
            "errors",
            "cut",
        )
    )
    for step in steps:
        guess = expected.get(step.users)
        guessed = (None,) * 3 if guess is None else (guess.low, guess.expected, guess.high)
        numbers = (step.throughput_tps, *guessed, step.user_tps, step.first_token_p50_s, step.first_token_p95_s)
        rounded = ["" if number is None else f"{number:.4g}" for number in numbers]
        table.writerow((step.users, *rounded, step.tokens, f"{step.seconds:.3f}", step.errors, int(step.cut)))
    return out.getvalue()
