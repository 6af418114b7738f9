"""What every command that needs no window prints, and how it ends."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from typing import Any, TextIO

OK, EXPECTATION_FAILED, REFUSED, INTERRUPTED = 0, 1, 3, 130


def say(text: str, stream: TextIO | None) -> None:
    """Write a line, if there is somewhere to write it: a program without a console has no streams."""
    if stream is not None:
        stream.write(text + "\n")
        stream.flush()


def ask_line() -> str:
    """Read a secret that a program hands over instead of a person."""
    return sys.stdin.readline().rstrip("\r\n")


def as_typed(*words: str) -> str:
    """Return a command as it is typed at this system's prompt."""
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


def progress_line(stream: TextIO | None) -> Callable[[int, int], None]:
    """Return what tells how far the demo's store is: one line that is rewritten, in a file a few lines."""
    told = 0

    def tell(done: int, number: int) -> None:
        nonlocal told
        if stream is None:
            return
        words = f"Making a hotline: {done:,} of {number:,} customers"
        if stream.isatty():
            stream.write(f"\r{words}" + ("\n" if done >= number else ""))
            stream.flush()
        elif done * 4 // number > told:
            told = done * 4 // number
            say(words, stream)

    return tell


def report(found: dict[str, Any]) -> int:
    """Print what a shift came to as one line of JSON; return the exit code."""
    say(json.dumps(found, ensure_ascii=False), sys.stdout)
    return EXPECTATION_FAILED if found["failures"] else OK
