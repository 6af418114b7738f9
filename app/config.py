"""What can be set: each setting with its values, where it is kept, and what IT has set for every desk.

A setting is taken from the command line of this start, else from the policy of this PC, else from what the
person chose, else it is the first of its values. What is wrong in a file is told and changes nothing.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import uuid4

from platformdirs import site_config_path

NAME, POLICY_NAME = "settings.json", "policy.json"
HUB = "hub"  # of the policy alone: the line that `ringside connect` takes
log = logging.getLogger(__name__)

Value = str | int | bool


@dataclass(frozen=True, slots=True)
class Setting:
    """``values`` are all that it can be, the first is the default; ``is_at_once``: needs no new start."""

    key: str
    values: tuple[Value, ...]
    is_at_once: bool = True


AROUND = ("", "~", "#", "$", "%", "*", "]")  # what a scanner may be set to put around a code

SETTINGS = {
    each.key: each
    for each in (
        Setting("language", ("system", "zh_CN", "en"), is_at_once=False),
        Setting("theme", ("system", "light", "dark")),
        Setting("text_size", (100, 110, 125, 150), is_at_once=False),
        Setting("pop_by_itself", (True, False)),
        Setting("ring_sound", (False, True)),
        Setting("sign_out_after_min", (0, 5, 10, 15, 30, 60)),
        Setting("backup_reminder_days", (7, 14, 30, 0), is_at_once=False),
        Setting("scanner", (True, False), is_at_once=False),
        Setting("scanner_prefix", AROUND),
        Setting("scanner_suffix", AROUND),
        Setting("pop_hook", (0, 47600, 47601, 47602, 47603)),
        Setting("log_detail", ("normal", "detailed"), is_at_once=False),
    )
}


class Source(StrEnum):
    """Where the value of a setting comes from."""

    START = "start"
    POLICY = "policy"
    OWN = "own"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Wrong:
    """What stands in a file and cannot be used; without a key the file cannot be read at all."""

    file: Path
    key: str = ""


def policy_file() -> Path:
    """Return where IT sets what holds for everybody on this PC; ``%ProgramData%\\Ringside`` on Windows."""
    return site_config_path("Ringside", appauthor=False) / POLICY_NAME


class Settings:
    """What is set for a profile. Without a folder everything is the default and nothing is kept."""

    def __init__(
        self, folder: Path | None = None, policy: Path | None = None, start: Mapping[str, Value] | None = None
    ) -> None:
        self._file = folder / NAME if folder is not None else None
        self.wrong: list[Wrong] = []
        self._is_aside = False
        self._start = dict(start or {})
        self._policy = self._read(policy) if policy is not None else {}
        self._own = self._read(self._file) if self._file is not None else {}
        self._not_ours: dict[str, Any] = self._unusable(self._file)

    @property
    def hub(self) -> str:
        """Return the line by which IT wants new profiles connected; empty when there is none."""
        return str(self._policy.get(HUB, ""))

    def value(self, key: str) -> Any:
        return self._from(self.source(key), key)

    def source(self, key: str) -> Source:
        for source, values in self._places().items():
            if key in values:
                return source
        return Source.DEFAULT

    def may_set(self, key: str) -> bool:
        """Tell whether a person's choice would count: not where IT has set it."""
        return key not in self._policy

    def put(self, key: str, value: Value | None) -> None:
        """Keep a choice, for this start too; None goes back to the default. Raises OSError."""
        if value is not None and not _is_one_of(value, SETTINGS[key].values):
            raise ValueError(f"{key} cannot be {value}")
        for values in (self._start, self._own, self._not_ours):
            values.pop(key, None)
        if value is not None:
            self._own[key] = value
        self._write()

    def noted(self, name: str) -> str:
        """Return what the program noted for itself, such as the version that ran last."""
        kept = self._own.get("noted", {})
        return str(kept.get(name, "")) if isinstance(kept, dict) else ""

    def note(self, name: str, value: str) -> None:
        """Note something for the next start; a folder that cannot be written costs a repetition only."""
        kept = self._own.get("noted", {})
        self._own["noted"] = (kept if isinstance(kept, dict) else {}) | {name: value}
        try:
            self._write()
        except OSError as error:
            log.warning("%s is not noted: %s", name, error.strerror)

    def _places(self) -> dict[Source, dict[str, Any]]:
        return {Source.START: self._start, Source.POLICY: self._policy, Source.OWN: self._own}

    def _from(self, source: Source, key: str) -> Any:
        values = self._places().get(source)
        return SETTINGS[key].values[0] if values is None else values[key]

    def _read(self, file: Path) -> dict[str, Any]:
        """Return what can be used of a file, and note what cannot."""
        try:
            found = _object_in(file)
        except (OSError, ValueError):
            self.wrong.append(Wrong(file))
            return {}
        usable = {key: value for key, value in found.items() if _is_usable(key, value)}
        self.wrong += [Wrong(file, key) for key in found.keys() - usable.keys()]
        return usable

    def _unusable(self, file: Path | None) -> dict[str, Any]:
        """Return what stays in a file untouched: a newer Ringside may have written it."""
        keys = {wrong.key for wrong in self.wrong if wrong.file == file and wrong.key}
        return {key: value for key, value in _object_in(file).items() if key in keys} if file and keys else {}

    def _write(self) -> None:
        if self._file is None:
            return
        fresh = self._file.with_name(f"{self._file.name}.{uuid4().hex}.new")
        self._keep_unread(self._file)
        try:
            fresh.write_text(json.dumps(self._not_ours | self._own, indent=1), encoding="utf-8")
            fresh.replace(self._file)
        finally:
            fresh.unlink(missing_ok=True)

    def _keep_unread(self, file: Path) -> None:
        """Leave aside what could not be read at the start: another program may have held it, whole."""
        if Wrong(file) in self.wrong and not self._is_aside:
            with suppress(OSError):
                file.replace(file.with_name(f"{file.name}.unread"))
            self._is_aside = True


def _object_in(file: Path) -> dict[str, Any]:
    """Raises OSError, and ValueError for what is no JSON object; a file that is not there is empty."""
    try:
        found = json.loads(file.read_text(encoding="utf-8-sig"))  # Windows editors write a mark first
    except FileNotFoundError:
        return {}
    if not isinstance(found, dict):
        raise ValueError("no JSON object")
    return found


def _is_usable(key: str, value: object) -> bool:
    if key in SETTINGS:
        return _is_one_of(value, SETTINGS[key].values)
    return (key == HUB and isinstance(value, str)) or (key == "noted" and isinstance(value, dict))


def _is_one_of(value: object, values: tuple[Value, ...]) -> bool:
    """Tell whether a value is one of these; 1 is not true."""
    return any(type(value) is type(one) and value == one for one in values)
