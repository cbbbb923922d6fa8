"""The window's language: which there are, and switching while the program runs."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from deepseek_gui.resources import resource_path

_log = logging.getLogger(__name__)

NAMES = {"en": "English", "zh_CN": "简体中文"}
"""Languages by their own name: whoever looks for theirs can read it."""
SYSTEM = "system"


def resolve(code: str) -> str:
    """Return the language that a setting means: itself, or for "system" the first one of the system's that we have."""
    if code in NAMES:
        return code
    for wanted in QLocale.system().uiLanguages():
        if wanted.startswith("zh"):
            return "zh_CN"
        if wanted.startswith("en"):
            return "en"
    return "en"


def install(app: QCoreApplication, code: str) -> str:
    """Put the window into a language; every widget gets a LanguageChange.

    Returns:
        The language that holds now ("en" or "zh_CN").
    """
    language = resolve(code)
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    for path in translation_files(language):
        translator = QTranslator(app)
        if translator.load(str(path)):
            app.installTranslator(translator)
        else:
            _log.warning("translation can't be loaded: %s", path)
    QLocale.setDefault(QLocale(language))
    return language


def translation_files(language: str) -> list[Path]:
    """Return the files of a language, Qt's own first: English needs none."""
    if language == "en":
        return []
    qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)) / f"qtbase_{language}.qm"
    ours = sorted(resource_path("i18n").glob(f"*{language}.qm"))
    return [path for path in (qt, *ours) if path.is_file()]
