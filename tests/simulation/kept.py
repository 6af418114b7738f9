"""A simulated branch laid aside, its store and what it has in mind: a long run can go on another time."""

from __future__ import annotations

import pickle
import shutil
import sqlite3
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any

from db.store import Store

STORE, MIND = "store.sqlite", "mind.pickle"


def lay_aside(folder: Path, store: Store, mind: object) -> None:
    """Write a branch to a folder, in place of what was laid aside there before."""
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / f"{STORE}.new"
    copy.unlink(missing_ok=True)
    with closing(sqlite3.connect(store.where)) as plain:  # the demo's own store has no key
        plain.execute("VACUUM INTO ?", (str(copy),))
    told = BytesIO()
    _Pickler(told).dump(mind)
    (folder / f"{MIND}.new").write_bytes(told.getvalue())
    for name in (STORE, MIND):
        (folder / f"{name}.new").replace(folder / name)


def is_laid_aside(folder: Path) -> bool:
    return (folder / MIND).exists()


def copy_store(folder: Path, to: Path) -> None:
    """Copy the store of a branch to where it goes on."""
    shutil.copyfile(folder / STORE, to)


def mind_of(folder: Path, store: Store) -> Any:
    """Return what a branch had in mind, at the store that goes on."""
    with (folder / MIND).open("rb") as file:
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
