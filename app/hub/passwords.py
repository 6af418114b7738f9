"""Passwords: kept as argon2id, and compared in the same time whether the person exists or not."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher()


@cache
def _nobodys() -> str:
    """Return what is compared with where nobody has the login: the time of an answer tells nothing."""
    return _HASHER.hash("")


def hash_password(password: str) -> str:
    """Return what is kept of a password. Costs 64 MB and some 50 ms: not for the thread of an event loop."""
    return _HASHER.hash(password)


def password_fits(kept: str | None, password: str) -> bool:
    """Tell whether a password is the one that was kept; None is somebody who has none."""
    nobodys = _nobodys()  # asked for in either case
    try:
        return _HASHER.verify(kept or nobodys, password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False
