"""Who signed in last in a profile, to be typed less often: a small file without a secret."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

NAME = "last-sign-in.json"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Remembered:
    login: str = ""
    extension: str = ""


def remembered(folder: Path) -> Remembered:
    """Return who signed in last; what cannot be read is nobody."""
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return Remembered(str(found["login"]), str(found["extension"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Remembered()


def remember(folder: Path, who: Remembered) -> None:
    """Keep who signed in; a folder that cannot be written costs a few keys only."""
    try:
        (folder / NAME).write_text(json.dumps(asdict(who)), encoding="utf-8")
    except OSError as error:
        log.warning("who signed in is not remembered: %s", error)
