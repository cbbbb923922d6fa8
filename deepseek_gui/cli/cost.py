"""`cost`: what the cloud, the API and a machine of one's own cost over the years."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from dataclasses import replace

from deepseek_gui.cli.main import Subparsers
from deepseek_gui.cli.output import print_json, printable, table
from deepseek_gui.cli.select_machine import add_machine, machine_of
from deepseek_gui.core.cost_article import article_rows
from deepseek_gui.core.cost_words import headline, remarks
from deepseek_gui.core.costing import PRESETS, find_choice, preset, price_lists, put_choice, rates_text, with_estimate
from deepseek_gui.core.documents import cost_document
from deepseek_gui.core.estimating import estimate
from deepseek_gui.core.selection import add_select, plan_from, with_default_context
from deepseek_gui.domain.comparison import Comparison, CostLine
from deepseek_gui.domain.cost import CostPlan, Currency, format_money
from deepseek_gui.domain.cost_fields import FIELDS, RATES, CostField, check_plan, converted, with_rate
from deepseek_gui.sizing.cost import compare, sensitivity

SENSITIVE = 8
LISTS = {"cloud": "instance", "api": "api-model", "purchase": "buy", "electricity": "region"}
"""Price lists and the options that choose from them."""


def add_parser(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the command's parser."""
    parser = subparsers.add_parser(
        "cost",
        help="compare the cloud, the API and a machine of one's own",
        epilog="With a model (SELECT) its speed and the machine's watts come from the estimate. "
        "Amounts are in --currency.",
    )
    parser.add_argument("--preset", choices=PRESETS, metavar="P", help=f"{', '.join(PRESETS)} (default: plan)")
    parser.add_argument("--years", type=_number("years"), metavar="N", help="how long (default: 3)")
    parser.add_argument("--currency", type=str.upper, choices=list(Currency), default="USD", help="default: USD")
    for name in RATES:
        option = f"--{name.replace('_', '-')}"
        parser.add_argument(option, type=_number(name), metavar="X", help=f"exchange rate (default: {rates_text()})")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    _add_lists(parser.add_argument_group("listed prices"))
    _add_inputs(parser.add_argument_group("inputs"))
    add_select(parser, required=False)
    add_machine(parser)


def _add_lists(group: argparse._ArgumentGroup) -> None:
    for listed, option in LISTS.items():
        names = ", ".join(choice.id for choice in price_lists()[listed])
        group.add_argument(f"--{option}", metavar="ID", help=names)


def _add_inputs(group: argparse._ArgumentGroup) -> None:
    for field in FIELDS:
        unit = str(field.unit_in("currency"))
        words = f"{field.title}{unit and f', {unit}'}: {field.hint}"
        group.add_argument(_option(field), type=_number(field.key), metavar="X", help=words.replace("%", "%%"))
    group.add_argument(
        "--reserved", action="store_true", help="the cloud machine is paid for all 24 hours, at a discount"
    )
    group.add_argument("--measured", action="store_true", help="the watts were measured")
    for part, what in (("cloud", "a rented machine"), ("api", "the API")):
        group.add_argument(f"--{part}", action=argparse.BooleanOptionalAction, help=f"compare with {what}")


def _option(field: CostField) -> str:
    return "--" + field.key.replace(".", "-").replace("_", "-")


def _number(name: str) -> Callable[[str], float]:
    """Return an argparse type that reads any finite number; what is possible for `name` is checked with the plan."""

    def read(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise argparse.ArgumentTypeError(f"{name}: {text!r} is not a number")
        return value

    return read


def run(args: argparse.Namespace) -> int:
    """Print the comparison."""
    found = compare(plan_of(args))
    if args.json:
        print_json(cost_document(found))
    else:
        print(printable("\n".join(report(found))))
    return 0


def plan_of(args: argparse.Namespace) -> CostPlan:
    """Return the plan that the options describe: preset, rates, model, listed prices, then single numbers.

    Raises:
        ActionableError: no such preset, price, model or machine.
    """
    selected = args.model is not None or args.file is not None
    plan = preset(args.preset or "plan")
    if args.years is not None:
        plan = replace(plan, years=args.years)
    for name in RATES:
        value = getattr(args, name)
        plan = with_rate(plan, name, value) if value is not None else plan
    if selected:
        plan = _with_model(plan, args)
    plan = converted(check_plan(plan), Currency(args.currency))
    for listed, option in LISTS.items():
        wanted = getattr(args, option.replace("-", "_"))
        plan = put_choice(plan, find_choice(listed, wanted)) if wanted is not None else plan
    for field in FIELDS:
        value = getattr(args, field.key.replace(".", "_"))
        plan = field.put(plan, value) if value is not None else plan
    return _with_switches(plan, args)


def _with_model(plan: CostPlan, args: argparse.Namespace) -> CostPlan:
    wanted, machine = plan_from(args), machine_of(args)
    if args.context is None:
        wanted = with_default_context(wanted, machine)
    return replace(with_estimate(plan, estimate(wanted, machine), machine), preset=plan.preset)


def _with_switches(plan: CostPlan, args: argparse.Namespace) -> CostPlan:
    cloud, api, local = plan.cloud, plan.api, plan.local
    if args.cloud is not None:
        cloud = replace(cloud, compared=args.cloud)
    if args.api is not None:
        api = replace(api, compared=args.api)
    if args.reserved:
        cloud = replace(cloud, reserved=True)
    if args.measured:
        local = replace(local, measured=True)
    return replace(plan, cloud=cloud, api=api, local=local)


def report(found: Comparison) -> list[str]:
    """Return the whole answer in lines."""
    return [
        str(headline(found)),
        *(f"  {remark}" for remark in remarks(found)),
        "",
        *_total_lines(found),
        "",
        *_sensitivity_lines(found),
        *(_article_lines(found) if found.plan.preset == "article" else []),
        _rates_line(found.plan),
    ]


def _rates_line(plan: CostPlan) -> str:
    rates = f"{plan.cny_per_usd:g} CNY and {plan.eur_per_usd:g} EUR for a dollar"
    return f"Amounts in {plan.currency}; {rates} ({rates_text()})."


def _total_lines(found: Comparison) -> list[str]:
    heading = (f"{found.plan.years:g} years", "Total", "A month", "A million tokens", "Local pays off in month")
    lines = (("Cloud", found.cloud), ("API", found.api), ("Local", found.local))
    rows = [_total_row(name, line, found.plan.currency) for name, line in lines if line is not None]
    parts = found.parts
    spent = ", ".join(
        f"{name} {format_money(value, found.plan.currency)}"
        for name, value in (
            ("purchase", parts.purchase),
            ("electricity", parts.electricity),
            ("maintenance", parts.maintenance),
            ("resale", -parts.resale),
        )
    )
    return [*table([heading, *rows], right=(1, 2, 3, 4)), f"  Local: {spent}"]


def _total_row(name: str, line: CostLine, currency: Currency) -> tuple[str, ...]:
    each = "-" if line.per_million is None else format_money(line.per_million, currency)
    month = "" if name == "Local" else _month(line.break_even_month)
    return (name, format_money(line.total, currency), format_money(line.per_month, currency), each, month)


def _month(month: int | None) -> str:
    return "never" if month is None else str(month)


def _sensitivity_lines(found: Comparison) -> list[str]:
    rows = sensitivity(found)[:SENSITIVE]
    if not rows:
        return []
    currency = found.plan.currency
    heading = ("If an input changes", "25 % less", "25 % more", "Month", "Month")
    cells = [
        (
            f"{row.field.title} (one less, one more)" if row.by_one else str(row.field.title),
            format_money(row.saving_low, currency),
            format_money(row.saving_high, currency),
            _month(row.month_low),
            _month(row.month_high),
        )
        for row in rows
    ]
    return [
        "What decides (change of what local saves, and the month in which it pays off)",
        *table([heading, *cells], right=(1, 2, 3, 4)),
        "",
    ]


def _article_lines(found: Comparison) -> list[str]:
    currency = found.plan.currency
    rows = article_rows(currency, found.plan)
    cells = [
        (
            str(row.title),
            format_money(row.cloud, currency),
            format_money(row.local, currency),
            _month(row.break_even_month),
        )
        for row in rows
    ]
    notes = [f"  {row.title}: {row.remark}" for row in rows]
    return ["The article's table", *table([("", "Cloud", "Local", "Month"), *cells], right=(1, 2, 3)), *notes, ""]
