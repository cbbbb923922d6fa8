"""The window's language: which there are, and switching while the program runs."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from deepseek_gui.resources import resource_path

_log = logging.getLogger(__name__)

NAMES = {"en": "English", "zh_CN": "简体中文"}
"""Languages by their own name: whoever looks for theirs can read it."""
SYSTEM = "system"


_installed: list[QTranslator] = []  # translators are the application's, of which there is one


def resolve(code: str) -> str:
    """Return the language that a setting means: itself, or for "system" the first one of the system's that we have."""
    if code in NAMES:
        return code
    for wanted in system_languages(os.environ):
        if wanted.startswith("zh"):
            return "zh_CN"
        if wanted.startswith("en"):
            return "en"
    return "en"


def system_languages(environment: Mapping[str, str]) -> list[str]:
    """Return the system's languages, the preferred first.

    On Linux from the environment, by the rule of gettext and Qt; QLocale would say the same, but costs the first paint.
    """
    if sys.platform in ("win32", "darwin"):
        from PySide6.QtCore import QLocale  # noqa: PLC0415  not needed on Linux

        return QLocale.system().uiLanguages()
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value:
            break
    if value in ("", "C", "POSIX", "C.UTF-8"):  # "C" rules LANGUAGE out
        return []
    return [*environment.get("LANGUAGE", "").split(":"), value]


def install(app: QCoreApplication, code: str) -> str:
    """Put the window into a language; every widget gets a LanguageChange.

    Returns:
        The language that holds now ("en" or "zh_CN").
    """
    language = resolve(code)
    if language != "en" or _installed:  # English at the start: QLocale would only cost the first paint
        _set_locale(language)
    while _installed:
        app.removeTranslator(_installed.pop())
    for path in translation_files(language):
        translator = QTranslator()
        if translator.load(str(path)):
            app.installTranslator(translator)
            _installed.append(translator)
        else:
            _log.warning("translation can't be loaded: %s", path)
    return language


def _set_locale(language: str) -> None:
    """Let Qt take the language's own forms of characters: without it, Chinese may come in a Japanese font."""
    from PySide6.QtCore import QLocale  # noqa: PLC0415  not needed in English

    QLocale.setDefault(QLocale.system() if language == "en" else QLocale(language))


def translation_files(language: str) -> list[Path]:
    """Return the files of a language, Qt's own first: English needs none."""
    if language == "en":
        return []
    qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)) / f"qtbase_{language}.qm"
    ours = sorted(resource_path("i18n").glob(f"*{language}.qm"))
    return [path for path in (qt, *ours) if path.is_file()]
