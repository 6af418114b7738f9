"""``ringside doctor``: a line for each thing that a desk needs. It works where windows or Qt do not."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.arguments import Options
from app.cli import windowless
from app.config import Settings, policy_file
from app.console import EXPECTATION_FAILED, OK, say
from app.doctor.finding import Finding, State, examine
from app.doctor.probes import probes_of
from app.profile import default_folder
from ui.surroundings import Problem, check_before_windows, check_libraries

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication


def doctor(options: Options) -> int:
    """Look at everything and say how it is; return the exit code, not 0 if something is broken."""
    folder = options.profile or default_folder()
    problem = check_before_windows(os.environ)
    app = None if check_libraries() is not None else _application(options, has_screen=problem is None)
    if options.doctor_line is not None:
        return _look_at_line(options, _plain if app is None else _line)
    settings = Settings(folder, policy_file())
    found = [*_of_screen(problem), *examine(probes_of(folder, settings, datetime.now(UTC)))]
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # an old console of Windows has no Chinese
    for finding in found:
        say(_plain(finding) if app is None else _line(finding), sys.stdout)
    return EXPECTATION_FAILED if any(each.state is State.BROKEN for each in found) else OK


def _look_at_line(options: Options, said: Callable[[Finding], str]) -> int:
    """Look at phone lines instead, and say each step as it is taken."""
    options.command, options.action = "line", "doctor"
    options.tell_finding = lambda found: say(said(found), sys.stdout)
    work = windowless(options)
    assert work is not None
    return work(options)


def _application(options: Options, *, has_screen: bool) -> QCoreApplication:
    """Start Qt as far as it goes here, for its languages and its screens."""
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtGui import QGuiApplication

    from ui.i18n import install, system_language

    app = QGuiApplication([]) if has_screen else QCoreApplication([])
    install(app, options.language or system_language())
    return app


def _of_screen(problem: Problem | None) -> Iterable[Finding]:
    if problem is not None:
        return [Finding("screen", State.BROKEN, "screen_none", {"why": problem.sentence_en})]
    from ui.settings.screen_probe import look_at_screen

    return look_at_screen()


def _line(finding: Finding) -> str:
    from ui.settings.doctor_words import spoken

    return spoken(finding)


def _plain(finding: Finding) -> str:
    """Say it without Qt, which has the words."""
    details = " ".join(f"{name}={value}" for name, value in finding.details.items() if value)
    return f"[{finding.state}] {finding.probe}: {finding.code} {details}".rstrip()
