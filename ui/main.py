"""The entry point of ``ringside`` and ``ringside-desk``: PySide6 is loaded only for what shows a window."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from app.arguments import Options, parse
from app.cli import windowless
from app.console import INTERRUPTED, REFUSED, say
from ui.surroundings import Problem, check_before_windows, check_libraries


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks for; return the exit code."""
    options = parse(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the demo's store goes at that end too
    try:
        if options.command == "doctor":
            from ui.doctor import doctor

            return doctor(options)
        if options.command == "self-test":
            from ui.self_test import self_test

            return self_test()
        work = windowless(options)
        return _with_windows(options) if work is None else work(options)
    except KeyboardInterrupt:
        return INTERRUPTED


def desk_main() -> int:
    """Do the same as a program without a console."""
    return main()


def _with_windows(options: Options) -> int:
    problem = check_libraries() if options.headless else check_before_windows(os.environ)
    if problem is not None and not _works_without_display(problem, options):
        _tell(problem)
        return REFUSED
    if problem is not None:
        say(f"{problem.text}\nSo the demo works a shift by itself.", sys.stderr)
        options.headless = True
    if options.headless:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        if "WINDIR" in os.environ:  # without a window Qt does not look for the fonts of Windows by itself
            os.environ.setdefault("QT_QPA_FONTDIR", str(Path(os.environ["WINDIR"], "Fonts")))
    if options.command == "shots":
        from ui.shots.work import shots

        return shots(options)
    from ui.start import start

    return start(options)


def _works_without_display(problem: Problem, options: Options) -> bool:
    return problem.code == "no_display" and options.command == "demo" and options.recording is None


def _tell(problem: Problem) -> None:
    """Say why nothing is shown; Windows gives a program without a console no other way than its own box."""
    if sys.stderr is None and sys.platform == "win32":
        import ctypes

        error_icon = 0x10
        ctypes.windll.user32.MessageBoxW(None, problem.text, "Ringside", error_icon)
    else:
        say(problem.text, sys.stderr)
