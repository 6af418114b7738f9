"""The languages of the screen.

``python -m ui.i18n`` brings the translation files in step with the sources and compiles them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from ui.theme import RESOURCES

TRANSLATIONS = RESOURCES / "translations"
SOURCES = Path(__file__).resolve().parent
FIGURES = SOURCES.parent / "app" / "metrics" / "figures.py"  # a figure's words stand beside its formula
LANGUAGES = {"zh_CN": "简体中文", "en": "English"}
SCREEN_FIRST = "zh_CN"  # the one that is translated whole; English has its plurals only


def system_language() -> str:
    """Return the language of the system, or English where we do not speak it."""
    return "zh_CN" if QLocale.system().language() == QLocale.Language.Chinese else "en"


def install(app: QCoreApplication, language: str) -> None:
    """Speak a language from now on; what is on screen already keeps its words."""
    for translator in app.findChildren(QTranslator):
        app.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(QLocale(language))
    qt_files = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for path in (qt_files / f"qtbase_{language}.qm", TRANSLATIONS / f"ringside_{language}.qm"):
        translator = QTranslator(app)
        if translator.load(str(path)):
            app.installTranslator(translator)


class Chinese:
    """The Chinese of what is said in the program, whatever language it speaks."""

    def __init__(self) -> None:
        self._translator = QTranslator()
        self._translator.load(str(TRANSLATIONS / f"ringside_{SCREEN_FIRST}.qm"))

    def of(self, context: str, source: str) -> str:
        """Return the words, or the source where there are none."""
        return self._translator.translate(context, source) or source


def update(folder: Path = TRANSLATIONS) -> None:
    """Bring the translation files of a folder in step with the sources and compile them."""
    sources = [str(path) for path in (*sorted(SOURCES.rglob("*.py")), FIGURES)]
    for language in LANGUAGES:
        path = folder / f"ringside_{language}.ts"
        plurals = [] if language == SCREEN_FIRST else ["-pluralonly"]
        _run("lupdate", "-silent", "-locations", "none", "-no-obsolete", *plurals, *sources, "-ts", str(path))
        fresh = path.with_suffix(".qm.new")
        _run("lrelease", "-silent", str(path), "-qm", str(fresh))
        fresh.replace(path.with_suffix(".qm"))  # a program that is running has the old one mapped


def _run(tool: str, *arguments: str) -> None:
    """Run a tool of PySide6, of the same environment as this Python."""
    command = shutil.which(f"pyside6-{tool}", path=Path(sys.executable).parent)
    if command is None:
        raise FileNotFoundError(f"pyside6-{tool} is not beside {sys.executable}")
    subprocess.run([command, *arguments], check=True)


if __name__ == "__main__":
    update()
