"""The one-page report: what it says, and that nothing in it is markup but its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from deepseek_gui.catalog.models import find_model
from deepseek_gui.catalog.tiers import tiers
from deepseek_gui.core.machines import machine_named
from deepseek_gui.core.matching import Need, match
from deepseek_gui.core.principles import principles
from deepseek_gui.core.report import Subject, report_html


@pytest.fixture(scope="module")
def subject() -> Subject:
    machine, need = machine_named("basic"), Need(min_tps=10)
    result = match(machine, need)
    found = next(plan for plan in result.plans if plan.plan.model == "r1-distill-llama-8b")
    return Subject(
        estimate=found,
        model=find_model("r1-distill-llama-8b"),
        machine=machine,
        need=need,
        tiers=list(zip(tiers(), result.tiers, strict=True)),
        principles=principles(found, machine, need),
        day=date(2026, 11, 26),
        link_mbps=100,
    )


class _Reader(HTMLParser):
    """Collects words, and checks that every tag is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.seen.add(tag)
        if tag != "meta":
            self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.tags.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    assert not reader.tags
    return reader


def test_it_says_what_somebody_who_pays_wants_to_know(subject: Subject):
    words = " ".join(read(report_html(subject, str)).words)
    for wanted in (
        "It fits.",
        "2026-11-26",
        "NVIDIA GeForce RTX 3060",
        "tokens per second, expected",
        "700 million users",
        "Basic pass",
        "Professional short",
        "min at 100 Mbit/s",
        "Compute, to read the prompt",
        "10 tokens per second",
    ):
        assert wanted in words, wanted


def test_names_with_markup_stay_words(subject: Subject):
    evil = replace(subject, machine=replace(subject.machine, name="<script>alert(1)</script><img src=//host>"))
    html = report_html(evil, str)
    assert "<script" not in html
    assert read(html).seen.isdisjoint({"script", "img", "a", "link", "iframe"})


def test_a_plan_that_does_not_fit_says_why(subject: Subject):
    result = match(subject.machine, subject.need)
    missing = next(plan for plan in reversed(result.plans) if plan.plan.model == "deepseek-r1")
    words = " ".join(read(report_html(replace(subject, estimate=missing), str)).words)
    assert "It does not fit." in words
    assert str(missing.remedy) in words
