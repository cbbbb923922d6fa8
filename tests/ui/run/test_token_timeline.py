from __future__ import annotations

from deepseek_gui.ui.run.token_timeline import MOST_BYTES, MOST_SLOTS, TokenTimeline, Written


def test_the_token_of_a_time_is_found():
    timeline = TokenTimeline()
    for number, word in enumerate(("The ", "model ", "讀取 ", "data")):
        timeline.add(10.0 + number, word, 1)
    assert timeline.near(12.1, 0.2) == Written("讀取 ", 1)
    assert timeline.near(11.0, 0.0) == Written("model ", 1)
    assert timeline.near(10.5, 0.2) is None
    assert timeline.near(99.0, 1.0) is None
    assert timeline.between(10.0, 12.0) == Written("model 讀取 ", 2)
    assert timeline.between(50.0, 60.0) == Written("", 0)


def test_tokens_that_come_together_share_a_slot():
    timeline = TokenTimeline()
    timeline.add(1.0, "a", 1)
    timeline.add(1.02, "b", 2)
    timeline.add(1.2, "c", 1)
    assert len(timeline) == 2
    assert timeline.near(1.01, 0.0) == Written("ab", 3)


def test_a_hundred_thousand_tokens_in_a_run_stay_small_and_are_all_found():
    """100 tokens a second for 1,000 s."""
    timeline = TokenTimeline()
    for number in range(100_000):
        timeline.add(number / 100, f"{number} ", 1)
    assert timeline.size_bytes < 2 * MOST_BYTES
    assert len(timeline) <= MOST_SLOTS
    for number in (5, 50_000, 99_999):
        found = timeline.near(number / 100, 0.0)
        assert found is not None
        assert f"{number} " in found.text
    assert timeline.between(-1.0, 2000.0).tokens == 100_000


def test_past_the_bounds_it_becomes_coarser_and_forgets_the_oldest():
    timeline = TokenTimeline(most_slots=8, most_bytes=40)
    for number in range(9):
        timeline.add(float(number), "ab", 1)
    assert len(timeline) == 4
    assert timeline.between(-1.0, 99.0) == Written("ab" * 8, 8)  # the one that found no partner went
    for number in range(9, 99):
        timeline.add(float(number), "abcd", 1)
        assert len(timeline) <= 8
    assert timeline.size_bytes < 40 + 8 * 64
    newest = timeline.near(98.0, 0.0)
    assert newest is not None
    assert newest.text.endswith("abcd")
    timeline.clear()
    assert timeline.near(98.0, 99.0) is None


def test_a_copy_goes_its_own_way():
    timeline = TokenTimeline()
    timeline.add(1.0, "a", 1)
    copy = timeline.copy()
    timeline.add(2.0, "b", 1)
    assert copy.between(0.0, 9.0) == Written("a", 1)
