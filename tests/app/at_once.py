"""Commands decided at the same moment, each over a connection of its own, as several desks would."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from app.command import Actor, Command
from db.store import Store, open_central
from tests.rows import run


def at_once(url: str, commands: Sequence[Command], by: Actor | None = None) -> list[str]:
    """Let each command be decided at the same moment by a thread and a connection of its own."""
    stores = [open_central(url) for _ in commands]
    start = Barrier(len(commands))

    def decide_one(store: Store, command: Command) -> str:
        with store.read() as session:
            session.connection()  # connected before the start
        start.wait(30)
        [said] = run(store, command, by=by)
        return said

    try:
        with ThreadPoolExecutor(len(commands)) as threads:
            return list(threads.map(decide_one, stores, commands))
    finally:
        for store in stores:
            store.close()
