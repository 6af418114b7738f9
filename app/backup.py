"""The backup of a one-PC store: one sealed file, made while the desk works, and opened by a passphrase.

The file is a SQLCipher store like the desk's own. Its key is made by argon2id from the passphrase and from
the 16 bytes that the file begins with, so that it needs no other PC, no keyring and no second file.
"""

from __future__ import annotations

import logging
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from glob import escape
from pathlib import Path
from unicodedata import normalize
from uuid import UUID, uuid4

from argon2.low_level import Type, hash_secret_raw

from app.keys import store_key
from app.profile import STORE_NAME, key_name
from db.copying import check_copy, copy_store, facts_of, is_known, is_used, put_fact_into, settle
from db.ids import made_at
from db.store import PAGE_BYTES, Problem, StoreProblem, open_embedded

LEAST_PASSPHRASE = 12
DUE_AFTER = timedelta(days=7)
BACKED_UP_AT = "backed_up_at"
SALT_BYTES, KEY_BYTES = 16, 32
TIME_COST, MEMORY_KIB, LANES = 3, 128 * 1024, 4  # RFC 9106; a quarter of a second, for whoever guesses too

log = logging.getLogger(__name__)
Told = Callable[[float], bool]


class Why(StrEnum):
    """Why a backup was not made or not restored."""

    SHORT = "short"  # the passphrase
    OWN_STORE = "own_store"  # the file named is the store itself
    HAS_HUB = "has_hub"
    NO_STORE = "no_store"
    NOT_OPENED = "not_opened"  # a wrong passphrase, or no backup: they cannot be told apart
    DAMAGED = "damaged"
    NEWER = "newer"
    USED = "used"  # there is a store at the place, and somebody has worked in it
    NOT_EMPTY = "not_empty"  # there is a store at the place which cannot be looked into


class BackupRefused(Exception):
    """Nothing was changed. ``where`` is the file that it is about."""

    def __init__(self, why: Why, where: Path) -> None:
        super().__init__(f"{why}: {where}")
        self.why, self.where = why, where


@dataclass(frozen=True, slots=True)
class Restored:
    """``made_at`` tells of what moment the store is; ``aside`` where the one before lies, if any."""

    made_at: datetime | None
    aside: Path | None


def back_up(
    folder: Path, file: Path, passphrase: str, now: datetime, told: Told = lambda _share: True
) -> None:
    """Write a backup of a profile's store; it is found whole at ``file`` or not at all.

    Time zone: ``now`` is aware. ``told`` hears the share that is done and says whether to go on.
    Raises: BackupRefused, StoreProblem, NoKeyring, KeyMissing, OSError; InterruptedError when told to stop.
    """
    source = _store_of(folder)
    if len(passphrase) < LEAST_PASSPHRASE:
        raise BackupRefused(Why.SHORT, file)
    is_beside = file.resolve().parent == source.resolve().parent
    if is_beside and file.name.casefold().startswith(source.name):  # Windows does not tell A from a
        raise BackupRefused(Why.OWN_STORE, file)
    key = store_key(key_name(folder), create=False)
    salt = secrets.token_bytes(SALT_BYTES)
    sealed = derive_key(passphrase, salt)
    _clear_left(file)
    fresh = file.with_name(f"{file.name}.{uuid4().hex}.new")
    try:
        dated = {BACKED_UP_AT: now.isoformat()}
        copy_store(source, key, fresh, sealed, go_on=_share_of(source, fresh, told), facts=dated)
        check_copy(fresh, sealed)
        fresh.replace(file)
    finally:
        _remove(fresh)
    try:
        put_fact_into(source, key, BACKED_UP_AT, now.isoformat())
    except StoreProblem as problem:  # the backup is there and whole: it is only asked for again too soon
        log.warning("when the backup was made is not noted: %s", problem.problem)


def restore(folder: Path, file: Path, passphrase: str, now: datetime, *, replacing: bool = False) -> Restored:
    """Put a backup in the place of a profile's store; the one that was there is kept beside it.

    Raises: BackupRefused, also USED unless ``replacing``; StoreProblem, LOCKED while the desk is open;
    NoKeyring; OSError. Nothing is changed then.
    """
    _refuse_hub(folder)
    sealed, at = _open_backup(file, passphrase)
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / STORE_NAME
    if place.exists() and not replacing:
        _refuse_used(folder, place)
    key = store_key(key_name(folder), create=True)
    _clear_left(place)
    fresh = place.with_name(f"{place.name}.{uuid4().hex}.new")
    try:
        copy_store(file, sealed, fresh, key, is_copy=True)
        open_embedded(fresh, key).close()  # as the desk will open it, brought up to this program's revision
        settle(fresh, key)
        aside = _put_aside(place, key, now) if place.exists() else None
        fresh.replace(place)
    finally:
        _remove(fresh)
        fresh.with_name(fresh.name + ".before").unlink(missing_ok=True)
    return Restored(at, aside)


def last_backup(folder: Path) -> tuple[datetime | None, datetime]:
    """Return when a profile's store was backed up last, if ever, and when it was made. Both aware, UTC.

    Raises: BackupRefused, StoreProblem, NoKeyring, KeyMissing.
    """
    facts = facts_of(_store_of(folder), store_key(key_name(folder), create=False))
    kept = facts.get(BACKED_UP_AT)
    return datetime.fromisoformat(kept) if kept else None, made_at(UUID(facts["store_id"]))


def is_due(last: datetime | None, made: datetime, now: datetime, after: timedelta = DUE_AFTER) -> bool:
    """Tell whether a store wants a backup: none for that long, be it since it was made."""
    return now - (last or made) >= after


def derive_key(passphrase: str, salt: bytes) -> bytes:
    """Return the raw key of a backup, with the salt that stands at the beginning of its file."""
    words = normalize("NFC", passphrase).encode(errors="surrogateescape")  # an é may be typed as one or two
    return hash_secret_raw(words, salt, TIME_COST, MEMORY_KIB, LANES, KEY_BYTES, Type.ID) + salt


def usual_name(now: datetime) -> str:
    """Return what a backup of today is called."""
    return f"ringside-{now.astimezone():%Y-%m-%d}.backup"


def _refuse_hub(folder: Path) -> None:
    from app.sync.hub_place import read_place  # what speaks HTTP is not needed to know of a backup

    if read_place(folder) is not None:
        raise BackupRefused(Why.HAS_HUB, folder)


def _store_of(folder: Path) -> Path:
    _refuse_hub(folder)
    source = folder / STORE_NAME
    if not source.exists():
        raise BackupRefused(Why.NO_STORE, source)
    return source


def _share_of(source: Path, fresh: Path, told: Told) -> Callable[[], bool]:
    whole = max(source.stat().st_size, PAGE_BYTES)

    def go_on() -> bool:
        done = fresh.stat().st_size if fresh.exists() else 0
        return told(min(done / whole, 1.0))

    return go_on


def _open_backup(file: Path, passphrase: str) -> tuple[bytes, datetime | None]:
    """Return the key of a backup that is whole, and of what moment it is. Raises BackupRefused, OSError."""
    with file.open("rb") as opened:
        salt = opened.read(SALT_BYTES)
    if len(salt) < SALT_BYTES:
        raise BackupRefused(Why.NOT_OPENED, file)
    key = derive_key(passphrase, salt)
    try:
        revision = check_copy(file, key)
        kept = facts_of(file, key, is_copy=True).get(BACKED_UP_AT)
    except StoreProblem as problem:
        why = Why.NOT_OPENED if problem.problem is Problem.WRONG_KEY else Why.DAMAGED
        raise BackupRefused(why, file) from problem
    if not is_known(revision):
        raise BackupRefused(Why.NEWER, file)
    return key, datetime.fromisoformat(kept) if kept else None


def _refuse_used(folder: Path, place: Path) -> None:
    try:
        used = is_used(place, store_key(key_name(folder), create=False))
    except Exception as error:  # whatever keeps it closed: it is not ours to put away unasked
        raise BackupRefused(Why.NOT_EMPTY, place) from error
    if used:
        raise BackupRefused(Why.USED, place)


def _put_aside(place: Path, key: bytes, now: datetime) -> Path:
    """Copy the store that was there: whenever the power fails, a whole store is at its place.

    Raises StoreProblem while a desk has it open.
    """
    try:
        settle(place, key)
    except StoreProblem as problem:
        if problem.problem not in (Problem.WRONG_KEY, Problem.DAMAGED):
            raise
    aside = place.with_name(f"{place.name}.aside-{now:%Y%m%d%H%M%S}")
    try:
        for suffix in ("", "-wal"):  # only what could not be opened still has a log
            if (left := place.with_name(place.name + suffix)).exists():
                shutil.copyfile(left, aside.with_name(aside.name + suffix))
    except OSError:  # what was begun takes the room that is missing
        _remove(aside)
        raise
    for suffix in ("-wal", "-shm"):  # the log of another store would be played into this one
        place.with_name(place.name + suffix).unlink(missing_ok=True)
    return aside


def _clear_left(file: Path) -> None:
    """Remove what a backup that was killed left beside its place."""
    for left in file.parent.glob(f"{escape(file.name)}.*.new*"):
        left.unlink(missing_ok=True)


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
