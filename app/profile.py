"""A profile: the folder of one person on one PC, with the store, its log and its lock.

Here is where it lies, which a sign-in window needs; `profile_store` opens it.
"""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path

from db.problems import Problem, StoreProblem

STORE_NAME, HUB_NAME = "ringside.db", "hub.json"


def default_folder() -> Path:
    return user_data_path("Ringside", appauthor=False)


def make_folder(folder: Path) -> None:
    """Make a folder for a store unless it is there. Raises StoreProblem."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreProblem(Problem.READ_ONLY, str(folder), str(error)) from error


def key_name(folder: Path) -> str:
    """Return the name of a profile's key in the keyring, the same however the folder is written."""
    return os.path.normcase(folder.resolve())
