"""Looking at the PC: the folder of the profile, the keyring, the clock, what is set, what was reported."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.config import SETTINGS, Settings
from app.crash_reports import ReportBox
from app.doctor.finding import Finding, State
from app.logs import LOG_NAME
from app.versions import versions

LOW_BYTES, NO_BYTES = 2_000_000_000, 200_000_000
SERVICE_ZONE = "Asia/Shanghai"


def look_at_versions() -> Iterable[Finding]:
    yield Finding("versions", State.OK, "versions", {"all": ", ".join(map(" ".join, versions().items()))})


def look_at_profile(folder: Path) -> Iterable[Finding]:
    """Tell whether the folder is there, may be written, and has room."""
    where = {"folder": str(folder)}
    if not folder.is_dir():
        yield Finding("profile", State.LOOK, "profile_none", where)
        return
    trial = folder / f"trial-{uuid4().hex}.new"
    try:
        trial.write_bytes(b"x")
    except OSError as error:
        yield Finding("profile", State.BROKEN, "profile_shut", where | {"why": error.strerror or ""})
    finally:
        trial.unlink(missing_ok=True)
    free = shutil.disk_usage(folder).free
    room = where | {"free": f"{free / 1e9:.1f}"}
    state = State.BROKEN if free < NO_BYTES else State.LOOK if free < LOW_BYTES else State.OK
    yield Finding("profile", state, "profile_ok" if state is State.OK else "disk_low", room)


def look_at_keyring() -> Iterable[Finding]:
    from app.errors import NoKeyring
    from app.keys import keyring_name

    try:
        yield Finding("keyring", State.OK, "keyring_ok", {"name": keyring_name()})
    except NoKeyring as error:
        yield Finding("keyring", State.BROKEN, "keyring_none", {"why": str(error.details.get("why", ""))})


def look_at_clock(folder: Path, now: datetime) -> Iterable[Finding]:
    """Tell whether the time zones are there and the clock has not gone back behind what was written."""
    try:
        at = now.astimezone(ZoneInfo(SERVICE_ZONE))
    except ZoneInfoNotFoundError:
        yield Finding("clock", State.BROKEN, "zones_none")
        return
    local = now.astimezone()
    latest = datetime.fromtimestamp(max(_written(folder), default=0.0), UTC)
    if latest > now + timedelta(hours=1):
        yield Finding(
            "clock", State.BROKEN, "clock_back", {"latest": f"{latest.astimezone():%Y-%m-%d %H:%M}"}
        )
        return
    said = {"here": f"{local:%Y-%m-%d %H:%M} ({local:%z})", "service": f"{at:%H:%M} ({SERVICE_ZONE})"}
    yield Finding("clock", State.OK, "clock_ok", said)


def _written(folder: Path) -> Iterable[float]:
    for path in folder.iterdir() if folder.is_dir() else ():
        with suppress(FileNotFoundError):  # a desk at work makes files and renames them
            yield path.stat().st_mtime


def look_at_settings(settings: Settings) -> Iterable[Finding]:
    for wrong in settings.wrong:
        code = "setting_wrong" if wrong.key else "settings_unreadable"
        yield Finding("settings", State.LOOK, code, {"file": str(wrong.file), "key": wrong.key})
    if not settings.wrong:
        by_it = sum(not settings.may_set(key) for key in SETTINGS)
        yield Finding("settings", State.OK, "settings_ok", {"by_it": str(by_it)})


def look_at_log(folder: Path) -> Iterable[Finding]:
    path = folder / LOG_NAME
    if not path.exists():
        yield Finding("log", State.LOOK, "log_none", {"file": str(path)})
        return
    with path.open("ab"):  # what refuses this, refuses the desk
        yield Finding("log", State.OK, "log_ok", {"file": str(path)})


def look_at_reports(folder: Path) -> Iterable[Finding]:
    kept = ReportBox(folder).reports()
    if not kept:
        yield Finding("reports", State.OK, "reports_none")
        return
    last = {"count": str(len(kept)), "at": f"{kept[0].at.astimezone():%Y-%m-%d %H:%M}", "what": kept[0].what}
    yield Finding("reports", State.LOOK, "reports_some", last)
