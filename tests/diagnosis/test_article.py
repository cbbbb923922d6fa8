from __future__ import annotations

from deepseek_gui.diagnosis.article import ARTICLE_CLAIMS, RULES


def test_each_rule_of_the_article_is_corrected_with_the_numbers_in_use():
    words = [[str(text) for text in (rule.claim, rule.truth, rule.reason)] for rule in ARTICLE_CLAIMS]
    assert all(all(row) for row in words)
    assert "95 %" in words[0][0]
    assert "DRAM is at 60 % or more and tensor below 40 %" in words[0][1]
    assert "SM 99 %, DRAM 88 %" in words[0][2]
    assert "at 95 % or more and the GPU is below 70 %" in words[2][1]


def test_our_rules_are_stated_with_the_numbers_in_use():
    assert str(RULES[0]) == "Transfers: GPU busy ≥ 90 %, SM < 10 %, PCIe above 50 % of the link"
    assert all("{" not in str(rule) for rule in RULES)
