"""A simulated branch laid aside, its store and what it has in mind: a long run can go on another time."""

from __future__ import annotations

import pickle
import secrets
import shutil
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any

from db.store import Store

STORE, MIND = "store.sqlite", "mind.pickle"
LAST = "last"  # names the folder of both


def lay_aside(folder: Path, store: Store, mind: object) -> None:
    """Write a branch to a folder, in place of what was laid aside there before.

    Ended in the middle, that one stays.
    """
    new, last = folder / "new", folder / LAST
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    # By a connection of the store's own: another copy of SQLite would take the log away under it.
    with closing(store.writer.raw_connection()) as own:
        own.cursor().execute("VACUUM INTO ?", (str(new / STORE),))
    told = BytesIO()
    _Pickler(told).dump(mind)
    (new / MIND).write_bytes(told.getvalue())
    kept = new.rename(folder / secrets.token_hex(4))
    (folder / f"{LAST}.new").write_text(kept.name)
    (folder / f"{LAST}.new").replace(last)
    for before in folder.iterdir():
        if before.is_dir() and before != kept:
            shutil.rmtree(before)


def is_laid_aside(folder: Path) -> bool:
    return (folder / LAST).exists()


def copy_store(folder: Path, to: Path) -> None:
    """Copy the store of a branch to where it goes on."""
    shutil.copyfile(_last(folder) / STORE, to)


def _last(folder: Path) -> Path:
    return folder / (folder / LAST).read_text()


def mind_of(folder: Path, store: Store) -> Any:
    """Return what a branch had in mind, at the store that goes on."""
    with (_last(folder) / MIND).open("rb") as file:
        return _Unpickler(file, store).load()


class _Pickler(pickle.Pickler):
    """Leaves out the store, wherever it stands."""

    def persistent_id(self, what: Any) -> str | None:
        return STORE if isinstance(what, Store) else None


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: Any, store: Store) -> None:
        super().__init__(file)
        self._store = store

    def persistent_load(self, _name: str) -> Store:
        return self._store
