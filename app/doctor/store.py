"""Looking at the store of a profile: its own, or the copies of who works here with a hub."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from app.backup import BackupRefused, is_due, last_backup
from app.doctor.finding import Finding, State
from app.errors import KeyMissing, NoKeyring
from app.keys import store_key
from app.profile import STORE_NAME, key_name
from db import schema
from db.copying import is_known, look_at
from db.store import StoreProblem

READING_S = 8.0  # a large store is not read to its end
LARGE_LOG_BYTES = 256_000_000


def look_at_store(folder: Path) -> Iterable[Finding]:
    """Tell whether the store of a desk without a hub opens and is sound; it may be in use."""
    path = folder / STORE_NAME
    if not path.exists():
        yield Finding("store", State.LOOK, "store_none", {"file": str(path)})
        return
    until = time.monotonic() + READING_S
    where = {"file": str(path)}
    try:
        key = store_key(key_name(folder), create=False)
        revision, sound = look_at(path, key, lambda: time.monotonic() < until)
    except StoreProblem as problem:
        yield Finding("store", State.BROKEN, f"store_{problem.problem}", where)
        return
    except (KeyMissing, NoKeyring) as refused:
        yield Finding("store", State.BROKEN, f"store_{refused.code}", where)
        return
    yield _of_revision(revision, sound, path)


def look_at_backup(folder: Path, now: datetime, after_days: int) -> Iterable[Finding]:
    """Tell how old the last backup is; nothing where there is no store of this desk alone."""
    try:
        last, made = last_backup(folder)
    except (BackupRefused, StoreProblem, KeyMissing, NoKeyring):  # the line of the store says why
        return
    due = bool(after_days) and is_due(last, made, now, timedelta(days=after_days))
    state = State.LOOK if due else State.OK
    if last is None:
        yield Finding("backup", state, "backup_never")
    else:
        at = {"at": f"{last.astimezone():%Y-%m-%d %H:%M}"}
        yield Finding("backup", state, "backup_old" if due else "backup_ok", at)


def _of_revision(revision: str, sound: str, path: Path) -> Finding:
    wal = path.with_name(path.name + "-wal")
    log_bytes = wal.stat().st_size if wal.exists() else 0
    said = {
        "file": str(path),
        "revision": revision,
        "size": f"{path.stat().st_size / 1e6:.0f}",
        "log": f"{log_bytes / 1e6:.0f}",
        "what": sound,
    }
    if not is_known(revision):
        return Finding("store", State.BROKEN, "store_newer", said)
    if sound not in ("ok", ""):
        return Finding("store", State.BROKEN, "store_damaged", said)
    if log_bytes > LARGE_LOG_BYTES:
        return Finding("store", State.LOOK, "store_log_large", said)
    if revision != schema.HEAD:
        return Finding("store", State.LOOK, "store_older_step", said)
    return Finding("store", State.OK, "store_ok" if sound else "store_ok_partly", said)
