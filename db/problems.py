"""What can be wrong with a store. Apart from what opens one, so that to tell of it loads no database."""

from __future__ import annotations

from enum import StrEnum


class Problem(StrEnum):
    """Why a store could not be opened or written."""

    DAMAGED = "damaged"
    WRONG_KEY = "wrong_key"
    LOCKED = "locked"
    READ_ONLY = "read_only"
    NEWER = "newer"
    OLDER = "older"
    FULL = "full"
    MISSING = "missing"


class StoreProblem(Exception):
    """A store that cannot be used as it is. Its file has not been changed."""

    def __init__(self, problem: Problem, where: str, cause: str = "") -> None:
        super().__init__(f"{problem}: {where} {cause}".rstrip())
        self.problem, self.where = problem, where
