"""`match`: which tier a machine reaches and which models it runs, best first."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import replace

from deepseek_gui.catalog.models import find_model
from deepseek_gui.catalog.tiers import tiers
from deepseek_gui.cli.main import Subparsers
from deepseek_gui.cli.output import print_json, printable, table
from deepseek_gui.cli.reports import MARKS, figure, machine_lines
from deepseek_gui.cli.select_machine import add_machine, machine_of
from deepseek_gui.core.documents import match_document
from deepseek_gui.core.matching import Licence, MatchResult, Need, Priority, UseCase, default_need, match
from deepseek_gui.core.ranking import ability, rule
from deepseek_gui.core.selection import positive, whole
from deepseek_gui.domain.plan import ENGINE_NAMES, Estimate
from deepseek_gui.domain.units import format_gib
from deepseek_gui.domain.verdict import ComponentVerdict, TierVerdict, Verdict

SHOWN = 12
SHOWN_NOT_FITTING = 5
VERDICTS = {Verdict.PASS: "pass", Verdict.SHORT: "short", Verdict.UNKNOWN: "unknown"}


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the command's parser."""
    parser = subparsers.add_parser(
        "match", help="say which tier a machine reaches and which models it runs, best first"
    )
    add_machine(parser)
    parser.add_argument("--use-case", choices=[str(use) for use in UseCase], default="chat", help="default: chat")
    parser.add_argument("--context", type=whole(1), metavar="N", help="tokens for each user (default: by use case)")
    parser.add_argument("--users", type=whole(1, 4096), metavar="N", help="how many at the same time")
    parser.add_argument("--min-tps", type=positive, metavar="N", help="tokens per second that one user wants")
    parser.add_argument(
        "--licence",
        choices=[str(wish) for wish in Licence],
        default="any",
        help="commercial: commercial use allowed, perhaps on conditions; free: without any (default: any)",
    )
    parser.add_argument(
        "--priority",
        choices=[str(priority) for priority in Priority],
        default="balanced",
        help="what counts more when a better model is slower (default: balanced)",
    )
    parser.add_argument("--rule", action="store_true", help="say how plans are ordered, too")
    parser.add_argument(
        "--all", action="store_true", help="every plan, not only the first ones (always so with --json)"
    )
    parser.add_argument("--json", action="store_true", help="one JSON document")


def run(args: argparse.Namespace) -> int:
    """Print the verdicts and the plans."""
    result = match(machine_of(args), need_of(args))
    if args.json:
        print_json(match_document(result))
    else:
        lines = report(result, everything=args.all)
        print(printable("\n".join([*lines, *(_rule_lines(result.need) if args.rule else [])])))
    return 0


def need_of(args: argparse.Namespace) -> Need:
    """Return what the options ask for; the use case says the rest."""
    need = default_need(UseCase(args.use_case))
    return replace(
        need,
        context=args.context or need.context,
        users=args.users or need.users,
        min_tps=args.min_tps,
        licence=Licence(args.licence),
        priority=Priority(args.priority),
    )


def report(result: MatchResult, *, everything: bool) -> list[str]:
    """Return the whole answer in lines."""
    need = result.need
    users = f", {need.users} users" if need.users > 1 else ""
    wanted = f", at least {figure(need.min_tps)} tokens/s" if need.min_tps else ""
    each = "" if everything else ", each in its best quantisation"
    fitting = [found for found in result.plans if found.fits]
    others = [found for found in result.plans if not found.fits]
    return [
        *machine_lines(result.machine),
        "",
        "The article's tiers",
        *_tier_lines(result.tiers),
        "",
        f"Models for {need.use_case}, {need.context} tokens of context{users}{wanted}{each}",
        *_fitting_lines(fitting if everything else first_of_each(fitting)[:SHOWN], need),
        *_others_lines(others if everything else first_of_each(others)[:SHOWN_NOT_FITTING], len(others)),
        *_not_estimated_lines(result),
    ]


def _rule_lines(need: Need) -> list[str]:
    return ["", "How the plans are ordered", *(f"  {line}" for line in rule(need))]


def _tier_lines(verdicts: Iterable[TierVerdict]) -> list[str]:
    lines = []
    for verdict, need in zip(verdicts, tiers(), strict=True):
        runs = {True: "runs", False: "does not run", None: "may run or not"}[verdict.runs]
        model = find_model(need.representative[0]).name
        lines.append(f"  {need.name}: {VERDICTS[verdict.verdict].upper()}  ({model} {need.representative[1]} {runs})")
        rows = [
            (MARKS[part.verdict], str(part.title), f"needs {part.need}", _has(part))
            for part in verdict.components
            if part.decides and part.verdict is not Verdict.PASS
        ]
        lines += table(rows, indent=6)
    return lines


def _has(part: ComponentVerdict) -> str:
    return str(part.have) if part.verdict is Verdict.UNKNOWN else f"has {part.have}"


def first_of_each(plans: Iterable[Estimate]) -> list[Estimate]:
    """Return the first plan of each model, in the order given."""
    first: dict[str, Estimate] = {}
    for found in plans:
        first.setdefault(found.plan.model, found)
    return list(first.values())


def _fitting_lines(plans: list[Estimate], need: Need) -> list[str]:
    if not plans:
        return ["  None fits."]
    heading = ("", "Model", "Quantisation", "Engine", "File", "GPU", "Memory", "Tokens/s", "Published score")
    rows = [
        (
            f"{place}.",
            found.plan.model,
            found.plan.quantisation or "",
            ENGINE_NAMES[found.plan.engine],
            format_gib(found.file_bytes),
            _taken(found, "gpu"),
            _taken(found, "host"),
            _speed(found),
            _score(found, need),
        )
        for place, found in enumerate(plans, 1)
    ]
    basis = next((found.speed.basis for found in plans if found.speed.decode_tps is None), None)
    return [*table([heading, *rows], right=(0, 4, 5, 6)), *([f"  {basis}"] if basis else [])]


def _score(found: Estimate, need: Need) -> str:
    score = ability(find_model(found.plan.model), need.use_case).score
    return "none, estimated" if score is None else f"{score.benchmark.name} {score.percent} % ({score.source.title})"


def _taken(found: Estimate, kind: str) -> str:
    taken = sum(device.total_bytes for device in found.devices if device.kind == kind)
    return format_gib(taken) if taken else "-"


def _speed(found: Estimate) -> str:
    speed = found.speed.decode_tps
    return "unknown" if speed is None else f"{figure(speed.expected)} ({figure(speed.low)} to {figure(speed.high)})"


def _others_lines(plans: list[Estimate], count: int) -> list[str]:
    if not plans:
        return []
    lines = ["", f"{count} more do not fit, the nearest first"]
    for found in plans:
        plan = found.plan
        lines.append(f"  {plan.model} {plan.quantisation} ({ENGINE_NAMES[plan.engine]}): {found.reason or ''}")
        lines += [f"      What helps: {found.remedy}"] if found.remedy else []
    return lines


def _not_estimated_lines(result: MatchResult) -> list[str]:
    if not result.not_estimated:
        return []
    names = ", ".join(model.name for model in result.not_estimated)
    return ["", f"Not estimated, for no engine here knows their shapes: {names}"]
