from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QUrl
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from deepseek_gui.domain.events import Done, Token
from deepseek_gui.ui import theme
from deepseek_gui.ui.run.conversation_view import MOST_SHOWN, ConversationView
from deepseek_gui.ui.run.passages import LONGEST_PARAGRAPH
from deepseek_gui.ui.run.transcript import Transcript, Turn, take_token

DONE = Done(1, 1, 0.1, 10, 10, 10)


@pytest.fixture
def view(qtbot: QtBot) -> ConversationView:
    widget = ConversationView()
    qtbot.addWidget(widget)
    widget.resize(400, 300)
    widget.show()
    return widget


def say(view: ConversationView, turn: Turn, text: str, *, thinking: bool = False) -> None:
    view.extend(take_token(turn, Token(text, 1.0, thinking=thinking)), thinking=thinking)


def finish(view: ConversationView, turn: Turn) -> None:
    turn.done = DONE
    view.end_turn(turn)


def begin(view: ConversationView, prompt: str = "hello") -> Turn:
    transcript = Transcript()
    view.add_turn(transcript.ask(prompt))
    turn = transcript.begin_answer("a model")
    view.add_turn(turn)
    return turn


def test_tokens_appear_together_with_the_next_frame(view: ConversationView, qtbot: QtBot):
    turn = begin(view)
    say(view, turn, "one ")
    say(view, turn, "two")
    assert "one" not in view.toPlainText()
    qtbot.waitUntil(lambda: "one two" in view.toPlainText())


def test_marks_stay_while_streaming_and_are_formatted_at_the_end(view: ConversationView):
    turn = begin(view)
    say(view, turn, "\n\nthis is **bold**")
    view.flush()
    say(view, turn, " and more")
    view.flush()
    assert "this is **bold** and more" in view.toPlainText()
    finish(view, turn)
    assert "this is bold and more" in view.toPlainText()
    assert "**" not in view.toPlainText()


def test_a_broken_answer_stays_as_it_came(view: ConversationView):
    turn = begin(view)
    say(view, turn, "half **an ans")
    turn.failed = True
    view.end_turn(turn)
    assert "half **an ans" in view.toPlainText()


def test_thinking_is_folded_and_unfolds(view: ConversationView):
    turn = begin(view)
    say(view, turn, "deep thought", thinking=True)
    view.flush()
    say(view, turn, " goes on", thinking=True)
    view.flush()
    assert "Thinking" in view.toPlainText()
    assert "2 tokens" in view.toPlainText()
    assert "deep" not in view.toPlainText()
    view.anchorClicked.emit(QUrl("thinking:1"))
    assert "deep thought goes on" in view.toPlainText()
    say(view, turn, " and on", thinking=True)
    view.flush()
    say(view, turn, "Answer", thinking=False)
    view.flush()
    assert "deep thought goes on and on" in view.toPlainText()
    assert "Thought for" in view.toPlainText()
    finish(view, turn)
    view.set_show_thinking(True)
    assert "deep thought" in view.toPlainText()
    view.set_show_thinking(False)
    assert "deep thought" not in view.toPlainText()
    assert view.toPlainText().count("Answer") == 1


def test_text_and_thinking_of_one_frame_come_once(view: ConversationView):
    turn = begin(view)
    say(view, turn, "hm", thinking=True)
    say(view, turn, "yes")
    view.flush()
    assert view.toPlainText().count("yes") == 1
    say(view, turn, " indeed")
    view.flush()
    assert view.toPlainText().count("yes indeed") == 1


def test_nothing_is_loaded(view: ConversationView):
    kind = QTextDocument.ResourceType.ImageResource.value
    url = QUrl("file:///etc/hostname")
    assert view.document().resource(kind, url) is None
    assert view.loadResource(kind, url) is None
    assert not view.openLinks()
    turn = begin(view, "![](file:///etc/hostname) <img src='file:///etc/hostname'>")
    say(view, turn, "![x](//host/share)")
    finish(view, turn)
    assert "[x: //host/share]" in view.toPlainText()
    assert "\ufffc" not in view.toPlainText()


def test_a_prompt_is_shown_as_it_was_written(view: ConversationView):
    begin(view, "<b>x</b> **y**\nsecond line")
    assert "<b>x</b> **y**\nsecond line" in view.toPlainText()


def test_paragraphs_without_end_are_broken_while_they_stream(view: ConversationView):
    turn = begin(view)
    for _ in range(40):
        say(view, turn, "x" * 500)
        view.flush()
    block = view.document().begin()
    longest = 0
    while block.isValid():
        longest = max(longest, block.length())
        block = block.next()
    assert longest <= LONGEST_PARAGRAPH + 2  # with the paragraph's own separator
    assert view.toPlainText().replace("\n", "").count("x") == 20_000


def test_it_follows_the_end_until_the_person_scrolls_up(view: ConversationView, qtbot: QtBot):
    turn = begin(view)
    bar = view.verticalScrollBar()
    say(view, turn, "line\n" * 100)
    view.flush()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())
    bar.setValue(10)
    say(view, turn, "line\n" * 100)
    view.flush()
    assert bar.value() == 10
    view.go_to_end()
    say(view, turn, "line\n" * 100)
    view.flush()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())


def test_a_new_palette_recolours_what_is_there(view: ConversationView):
    turn = begin(view)
    say(view, turn, "plain words")
    finish(view, turn)
    view.setPalette(theme.dark_palette())
    heading = view.document().find("a model").charFormat().foreground().color()
    assert heading == theme.muted_colour(theme.dark_palette())
    assert view.toPlainText().count("plain words") == 1


def test_a_new_conversation_is_empty(view: ConversationView):
    turn = begin(view)
    say(view, turn, "pending")
    view.show_turns([])
    view.flush()
    assert view.toPlainText().strip() == ""


def test_a_paragraph_is_formatted_when_the_next_one_begins(view: ConversationView):
    turn = begin(view)
    say(view, turn, "first **bold**\n\nsecond **bo")
    view.flush()
    assert "first bold" in view.toPlainText()
    assert "second **bo" in view.toPlainText()
    say(view, turn, "ld**")
    view.flush()
    finish(view, turn)
    assert "second bold" in view.toPlainText()
    assert view.toPlainText().count("second") == 1


def paragraphs(count: int, first: int = 0) -> str:
    return "".join(f"paragraph {number} {'x' * 400}\n\n" for number in range(first, first + count))


def stream(view: ConversationView, turn: Turn, count: int) -> None:
    for first in range(0, count, 10):
        say(view, turn, paragraphs(10, first))
        view.flush()


def test_a_long_answer_leaves_the_document_small_and_its_beginning_is_a_click_away(view: ConversationView):
    turn = begin(view, "the question")
    stream(view, turn, 600)
    assert view.document().characterCount() <= MOST_SHOWN + 10 * 420
    assert "the question" not in view.toPlainText()
    assert "paragraph 599" in view.toPlainText()
    assert view.toPlainText().lstrip().startswith("▴ Show what came before")
    for _ in range(10):
        view.anchorClicked.emit(QUrl("earlier:"))
    words = view.toPlainText()
    assert words.lstrip().startswith("the question")
    assert [words.count(f"paragraph {number} ") for number in range(600)] == [1] * 600
    assert "Show what came before" not in words


def test_showing_the_beginning_keeps_what_is_on_the_screen_where_it_is(view: ConversationView, qtbot: QtBot):
    turn = begin(view)
    stream(view, turn, 600)
    finish(view, turn)
    bar = view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(100)
    before = view.cursorForPosition(QPoint(5, 150)).block().text()[:20]
    view.anchorClicked.emit(QUrl("earlier:"))
    assert view.cursorForPosition(QPoint(5, 150)).block().text()[:20] == before


def test_a_person_who_reads_further_up_keeps_what_is_there(view: ConversationView, qtbot: QtBot):
    turn = begin(view, "the question")
    stream(view, turn, 200)
    bar = view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(0)
    stream(view, turn, 300)
    assert "the question" in view.toPlainText()
    assert bar.value() == 0


def test_thinking_of_a_long_answer_unfolds_before_it(view: ConversationView):
    turn = begin(view)
    say(view, turn, paragraphs(5), thinking=True)
    view.flush()
    say(view, turn, "The answer.\n\nIts end.")
    view.flush()
    view.anchorClicked.emit(QUrl("thinking:1"))
    words = view.toPlainText()
    assert words.index("paragraph 0") < words.index("paragraph 4") < words.index("The answer.")
    say(view, turn, "late thought", thinking=True)
    view.flush()
    words = view.toPlainText()
    assert words.index("paragraph 4") < words.index("late thought") < words.index("The answer.")
    view.anchorClicked.emit(QUrl("thinking:1"))
    assert "paragraph" not in view.toPlainText()
    assert "late thought" not in view.toPlainText()


def test_a_conversation_taken_over_is_shown_from_its_end(view: ConversationView):
    transcript = Transcript()
    for number in range(300):
        transcript.ask(f"question {number}")
        turn = transcript.begin_answer("a model")
        take_token(turn, Token(paragraphs(2, number), 1.0))
        turn.done = DONE
    view.show_turns(transcript.turns)
    assert view.document().characterCount() <= MOST_SHOWN
    assert "question 299" in view.toPlainText()
    assert "question 0" not in view.toPlainText()


def test_a_document_that_saw_many_frames_is_begun_anew_while_an_answer_streams(view: ConversationView, qtbot: QtBot):
    turn = begin(view, "the question")
    stream(view, turn, 1100)
    formats = len(view.document().allFormats())
    say(view, turn, "and on")
    qtbot.waitUntil(lambda: view.toPlainText().rstrip().endswith("and on"))
    assert len(view.document().allFormats()) < formats / 4
    assert "paragraph 1099" in view.toPlainText()
    say(view, turn, " it goes")
    finish(view, turn)
    assert view.toPlainText().rstrip().endswith("and on it goes")
    for _ in range(20):
        view.anchorClicked.emit(QUrl("earlier:"))
    assert view.toPlainText().lstrip().startswith("the question")


def test_a_document_that_is_read_further_up_is_not_begun_anew(view: ConversationView, qtbot: QtBot):
    turn = begin(view)
    stream(view, turn, 1100)
    characters = view.document().characterCount()
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    say(view, turn, "and on")
    qtbot.waitUntil(lambda: view.toPlainText().rstrip().endswith("and on"))
    assert view.document().characterCount() >= characters


def test_lines_stay_readable_in_a_wide_window(view: ConversationView):
    view.resize(400, 300)
    narrow = view.viewport().width()
    assert narrow > 380
    view.resize(2000, 300)
    assert narrow < view.viewport().width() < 60 * view.fontMetrics().height()
    left = view.viewport().x()
    assert left == pytest.approx(view.width() - left - view.viewport().width(), abs=2), "the text is in the middle"
    view.resize(400, 300)
    assert view.viewport().width() == narrow
