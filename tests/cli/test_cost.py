"""cost: the contract, every input as an option, and complaints that name the field."""

from __future__ import annotations

import json
from typing import Any

import pytest

from deepseek_gui.cli.main import main


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["cost", *arguments, "--json"]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def test_the_article(capsys: pytest.CaptureFixture[str]):
    document = answer(capsys, "--preset", "article", "--years", "3")
    assert (document["years"], document["currency"]) == (3, "USD")
    assert document["cloud"]["total"] == pytest.approx(78_840)
    assert document["local"]["total"] == pytest.approx(40_000)
    assert document["api"] == {"total": None}
    assert document["break_even_month"] == 17
    assert document["pays_off"] is True
    article = document["article"]
    assert article["claimed"]["cloud"] == pytest.approx(108_000)
    assert article["recomputed"]["cloud"] == pytest.approx(78_840)
    assert article["recomputed"]["eight_gpus"]["local"] == pytest.approx(160_000)


def test_without_a_word_all_three_are_compared(capsys: pytest.CaptureFixture[str]):
    document = answer(capsys)
    assert all(document[part]["total"] > 0 for part in ("cloud", "api", "local"))
    assert document["pays_off"] is False
    assert document["break_even_month"] is None
    assert len(document["local"]["cumulative"]) == 37
    assert document["sensitivity"][0]["input"] == "local.purchase"


def test_a_model_brings_its_speed_and_the_machines_watts(capsys: pytest.CaptureFixture[str]):
    document = answer(capsys, "--model", "7B", "--quant", "Q4_K_M", "--machine", "basic")
    local = document["inputs"]["local"]
    assert 30 < local["speed_tps"] < 90
    assert local["busy_watts"] == 290
    assert document["capacity"]["most"] > 0


def test_options_beat_lists_and_presets(capsys: pytest.CaptureFixture[str]):
    options = ("--instance", "p4d.24xlarge", "--cloud-hours-per-day", "24", "--api-model", "deepseek-v4-pro")
    document = answer(capsys, *options, "--use-tokens-in", "0", "--use-tokens-out", "100", "--api-price-out", "2")
    assert document["cloud"]["total"] == pytest.approx(21.957642 * 26_280)
    assert document["api"]["total"] == pytest.approx(36 * 200)
    assert document["inputs"]["api"]["price_in"] == 0.66


def test_currency_and_its_rate(capsys: pytest.CaptureFixture[str]):
    document = answer(capsys, "--preset", "article", "--currency", "cny", "--cny-per-usd", "7")
    assert document["cloud"]["total"] == pytest.approx(7 * 78_840)
    assert document["article"]["claimed"]["cloud"] == pytest.approx(7 * 108_000)


def test_switches(capsys: pytest.CaptureFixture[str]):
    document = answer(capsys, "--no-api", "--reserved", "--cloud-discount-percent", "50", "--measured")
    assert document["api"]["total"] is None
    assert document["cloud"]["total"] == pytest.approx(0.29 * 0.5 * 26_280)
    assert document["inputs"]["local"]["measured"] is True


def test_it_reads_like_an_answer(capsys: pytest.CaptureFixture[str]):
    assert main(["cost", "--preset", "article"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Local pays off in month 17")
    assert "As the article has it" in shown
    assert "$577,047" in shown
    assert main(["cost"]) == 0
    assert capsys.readouterr().out.startswith("It does not pay off in 3 years")


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["--years", "-1"], 1, "years"),
        (["--years", "nan"], 2, "years"),
        (["--local-hours-per-day", "25"], 1, "local.hours_per_day"),
        (["--local-purchase", "much"], 2, "local.purchase"),
        (["--preset", "nonsense"], 2, "nonsense"),
        (["--instance", "nonsense"], 1, "nonsense"),
        (["--model", "nonsense"], 1, "nonsense"),
        (["--cny-per-usd", "0", "--currency", "CNY"], 1, "cny_per_usd"),
        (["--currency", "GBP"], 2, "GBP"),
    ],
)
def test_a_complaint_names_the_field(arguments: list[str], code: int, word: str, capsys: pytest.CaptureFixture[str]):
    assert main(["cost", *arguments, "--json"]) == code
    document = json.loads(capsys.readouterr().out)
    assert word in document["error"]["message"]
    assert document["error"]["hint"]
