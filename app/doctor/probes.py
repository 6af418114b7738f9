"""All that is looked at on a PC without its screen, in the order in which one reads it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from pathlib import Path

from app.config import Settings
from app.doctor.finding import Finding, Probe, State
from app.doctor.pc import (
    look_at_clock,
    look_at_keyring,
    look_at_log,
    look_at_profile,
    look_at_reports,
    look_at_settings,
    look_at_versions,
)


def probes_of(folder: Path, settings: Settings, now: datetime) -> dict[str, Probe]:
    """Return what to look at; what speaks HTTP or opens stores is loaded inside the probe, which may fail."""
    return {
        "versions": look_at_versions,
        "profile": partial(look_at_profile, folder),
        "keyring": look_at_keyring,
        "store": partial(_look_at_store, folder, now),
        "backup": partial(_look_at_backup, folder, settings, now),
        "hub": partial(_look_at_hub, folder, settings),
        "line": partial(_look_at_line, folder),
        "clock": partial(look_at_clock, folder, now),
        "settings": partial(look_at_settings, settings),
        "log": partial(look_at_log, folder),
        "reports": partial(look_at_reports, folder),
    }


def _look_at_store(folder: Path, now: datetime) -> Iterable[Finding]:
    from app.doctor.hub import look_at_copies, place_of
    from app.doctor.store import look_at_store

    return look_at_store(folder) if place_of(folder) is None else look_at_copies(folder, now)


def _look_at_backup(folder: Path, settings: Settings, now: datetime) -> Iterable[Finding]:
    from app.doctor.store import look_at_backup

    return look_at_backup(folder, now, settings.value("backup_reminder_days"))


def _look_at_hub(folder: Path, settings: Settings) -> Iterable[Finding]:
    from app.doctor.hub import look_at_hub

    return look_at_hub(folder, settings.hub)


def _look_at_line(folder: Path) -> Iterable[Finding]:
    """Tell who rings this desk; the hub alone reaches the PBX."""
    from app.doctor.hub import place_of

    yield Finding("line", State.OK, "line_softphone" if place_of(folder) is None else "line_hub")
