"""The Chinese translation is whole, keeps every placeholder, and its compiled file is fresh."""

from __future__ import annotations

import re
import shutil
import string
import subprocess
import sysconfig
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TS = ROOT / "resources" / "i18n" / "zh_CN.ts"
REFRESH = "run “python packaging/dev.py translations”"
PAGES = {
    "Export, a window of its own": ("ExportDialog",),
    "Match": ("MainWindow", "ErrorBanner", "MatchPage", "MachineStep"),
    "Match, need": ("MainWindow", "ErrorBanner", "MatchPage", "NeedStep"),
    "Match, verdict": ("MainWindow", "ErrorBanner", "MatchPage", "VerdictStep", "PlanList", "PlanDetails"),
    "Match, upgrade": ("MainWindow", "ErrorBanner", "MatchPage", "UpgradeStep"),
    "Match, GPUs, a window of its own": ("GpuDialog",),
    "Match, plan": ("MainWindow", "ErrorBanner", "MatchPage", "PlanStep"),
    "Run, several users, a window of its own": ("LoadDialog", "ErrorBanner"),
    "Engines, a window of its own": ("EnginesDialog", "EnginePane", "BuildFetch", "KeptBuilds", "ErrorBanner"),
    "Attach, a window of its own": ("AttachDialog", "ErrorBanner"),
    "Run": ("MainWindow", "ErrorBanner", "ModelBar", "EngineBar", "ChatPanel", "LogPane", "FailurePanel"),
    "Cost": ("MainWindow", "ErrorBanner", "CostPage", "CostInputs", "CostResults"),
    "Settings": ("MainWindow", "ErrorBanner", "SettingsPage"),
    "Monitor": ("MainWindow", "ErrorBanner", "MonitorPage"),
}
"""Contexts whose mnemonics are on screen together."""


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence with its translation; `finished` is False where nobody has translated it."""

    context: str
    source: str
    translation: str
    finished: bool

    @property
    def mnemonic(self) -> str | None:
        found = re.search(r"&([^&])", self.translation)
        return found.group(1).upper() if found else None


def read(path: Path) -> list[Message]:
    """Return every message of a .ts file, the plural forms of one joined."""

    def messages() -> Iterator[Message]:
        for context in ET.parse(path).getroot().iter("context"):  # noqa: S314  our own file
            name = context.findtext("name", "")
            for message in context.iter("message"):
                translation = message.find("translation")
                assert translation is not None
                words = "\n".join(form for form in translation.itertext() if form.strip())
                finished = translation.get("type") is None and bool(words)
                yield Message(name, message.findtext("source", ""), words, finished)

    return list(messages())


def tool(name: str) -> str:
    found = shutil.which(name, path=sysconfig.get_path("scripts"))
    assert found is not None, name
    return found


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> list[Message]:
    """What lupdate makes of today's sources and the committed translation."""
    fresh = tmp_path_factory.mktemp("i18n") / TS.name
    shutil.copy(TS, fresh)
    sources = sorted(str(path) for path in (ROOT / "deepseek_gui").rglob("*.py"))
    options = ["-silent", "-no-obsolete", "-locations", "none"]
    subprocess.run([tool("pyside6-lupdate"), *options, *sources, "-ts", fresh], check=True, cwd=ROOT)
    return read(fresh)


def fields(template: str) -> Counter[str]:
    """Return the placeholders of a sentence: "{name}", and "%n"."""
    named = Counter(name for _, name, _, _ in string.Formatter().parse(template) if name is not None)
    return named + Counter(re.findall(r"%(?:n|L?\d)", template))


def test_lupdate_finds_the_sentences_of_the_window_and_of_the_rooms_below(messages: list[Message]):
    found = {(message.context, message.source) for message in messages}
    assert ("core", "Download the file again.") in found
    assert ("MainWindow", "&Monitor") in found
    assert ("MachineFacts", "no GPU") in found


def test_every_sentence_is_translated(messages: list[Message]):
    missing = [(message.context, message.source) for message in messages if not message.finished]
    assert not missing, f"{REFRESH}, then translate in {TS.name}: {missing}"


def test_placeholders_are_those_of_the_source(messages: list[Message]):
    wrong = [
        message for message in messages if message.finished and fields(message.source) != fields(message.translation)
    ]
    assert not wrong


def test_edges_and_mnemonics_are_those_of_the_source(messages: list[Message]):
    """A suffix keeps its space, an ellipsis stays one, and what has a mnemonic keeps its letter."""
    for message in messages:
        source, words = message.source, message.translation
        assert source[:1].isspace() == words[:1].isspace(), message
        assert source.endswith("…") == words.endswith("…") or "…" in words, message
        letter = re.search(r"&([^&])", source)
        assert message.mnemonic == (letter.group(1).upper() if letter else None), message


@pytest.mark.parametrize("page", PAGES)
def test_no_two_mnemonics_of_a_page_clash(messages: list[Message], page: str):
    on_screen = [message for message in messages if message.context in PAGES[page]]
    used = Counter(message.mnemonic for message in on_screen if message.mnemonic)
    # “Show” and “Hide” are the same button.
    used["P"] -= any(message.source.startswith("▾") for message in on_screen)
    clashes = sorted(letter for letter, count in used.items() if count > 1)
    assert not clashes, [message for message in on_screen if message.mnemonic in clashes]


def test_no_half_width_punctuation_between_chinese(messages: list[Message]):
    wrong = [
        message
        for message in messages
        if re.search(r"[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]|[\u4e00-\u9fff]\.(?:\s|$)", plain(message))
    ]
    assert not wrong


def plain(message: Message) -> str:
    """Return the words without the mnemonic's brackets and a file filter's."""
    return re.sub(r"\(&.\)| \(\*[^)]*\)", "", message.translation)


def test_the_compiled_file_is_fresh(tmp_path: Path):
    fresh = tmp_path / "zh_CN.qm"
    subprocess.run([tool("pyside6-lrelease"), "-silent", TS, "-qm", fresh], check=True)
    assert TS.with_suffix(".qm").read_bytes() == fresh.read_bytes(), REFRESH
