from __future__ import annotations

import pytest

from deepseek_gui.ui.run.passages import LONGEST_PARAGRAPH, LONGEST_PASSAGE, Passage, PassageCutter

ANSWER = """
Intro line
more of it

- a

- b

  still b

Text after

```python
x = 1

y = 2
```
right after

| a | b |
|---|---|
| 1 | 2 |

~~~~
```

~~~

~~~~

Title
===
The end"""

PASSAGES = [
    "\nIntro line\nmore of it\n\n",
    "- a\n\n- b\n\n  still b\n\n",
    "Text after\n\n",
    "```python\nx = 1\n\ny = 2\n```\nright after\n\n",
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n",
    "~~~~\n```\n\n~~~\n\n~~~~\n\n",
    "Title\n===\nThe end",
]


def cut(text: str, step: int) -> list[Passage]:
    cutter = PassageCutter()
    found = [passage for at in range(0, len(text), step) for passage in cutter.add(text[at : at + step])]
    last = cutter.end()
    return [*found, *([last] if last else [])]


@pytest.mark.parametrize("step", [1, 2, 7, 50, 1000])
def test_blocks_are_kept_whole_however_the_text_comes(step: int) -> None:
    assert [passage.text for passage in cut(ANSWER, step)] == PASSAGES
    assert {passage.opening for passage in cut(ANSWER, step)} == {""}


def test_code_that_is_too_long_goes_on_as_code() -> None:
    text = "Look:\n\n  ```py\n" + "x = 1\n" * 2000 + "```\n\nThe end\n\nof it"
    found = cut(text, 33)
    assert "".join(passage.text for passage in found) == text
    assert [passage.opening for passage in found] == ["", "```py\n", "```py\n", "", ""]
    assert max(len(passage.text) for passage in found) <= LONGEST_PASSAGE + 33
    assert found[1].source.startswith("```py\nx = 1\n")


def test_a_paragraph_without_end_is_broken_at_a_space() -> None:
    found = cut("word " * 5000, 100)
    assert max(len(passage.text) for passage in found) <= LONGEST_PARAGRAPH
    assert all(passage.text.startswith("word ") for passage in found)
    assert [len(passage.text) for passage in cut("x" * 3 * LONGEST_PARAGRAPH, 999)] == [LONGEST_PARAGRAPH] * 3


def test_what_is_open_is_the_tail() -> None:
    cutter = PassageCutter()
    assert cutter.add("one\n\ntwo\n\nthr") == [Passage("one\n\n")]
    assert cutter.tail == "two\n\nthr"
    assert cutter.end() == Passage("two\n\nthr")
    assert cutter.end() is None
