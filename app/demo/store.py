"""The demo's store: made for one run, and gone with it unless a folder was asked for."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from app.command import Actor
from app.demo.world import Progress, World, build_world
from app.new_store import DESK_NUMBERS, FIRST_DESK_NUMBER, actor_of, name_store
from app.profile import make_folder
from db.store import Problem, Store, StoreProblem, open_embedded


@dataclass(frozen=True, slots=True)
class Demo:
    """An open store with the demo world in it, and the person whose desk it is."""

    store: Store
    actor: Actor
    world: World
    seed: int
    made_at: datetime


def demo_path(folder: Path, seed: int) -> Path:
    """Return where a demo with ``--out`` keeps its store: plain SQLite that no other command opens."""
    return folder / f"demo-{seed}.sqlite"


@contextmanager
def demo_store(
    seed: int,
    customers: int,
    out: Path | None,
    *,
    now: datetime,
    progress: Progress | None = None,
    heavy: bool = False,
) -> Iterator[Demo]:
    """Make the demo's store, and close it at the end. Without ``out`` its key is never written down.

    With ``out`` it takes the place of what an earlier demo of this seed left there. ``heavy`` adds the
    customer of 10,000 timeline entries. Raises StoreProblem.
    """
    with _place(seed, out) as (path, key), closing(open_embedded(path, key, create=True)) as store:
        with store.write() as session:
            world = build_world(
                session.connection(), seed, customers, now=now, progress=progress, heavy=heavy
            )
            name_store(session, FIRST_DESK_NUMBER + seed % DESK_NUMBERS)
        with store.read() as session:
            actor = actor_of(session, world.desk_person_id)
        yield Demo(store, actor, world, seed, now)


@contextmanager
def _place(seed: int, out: Path | None) -> Iterator[tuple[Path, bytes | None]]:
    if out is not None:
        make_folder(out)
        path = demo_path(out, seed)
        _remove(path)
        yield path, None
        return
    # On Windows a virus scanner may hold the file; what it holds cannot be read without the key.
    with TemporaryDirectory(prefix="ringside-demo-", ignore_cleanup_errors=True) as folder:
        yield Path(folder) / "demo.db", secrets.token_bytes(32)


def _remove(path: Path) -> None:
    try:
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    except OSError as error:
        raise StoreProblem(Problem.LOCKED, str(path), str(error)) from error
