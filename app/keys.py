"""The key of a store, kept in the keyring of the operating system and nowhere else."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import KeyMissing, NoKeyring

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Ringside store"
UNSENT = "Ringside unsent work"
GATEWAY = "Ringside message gateway"
LINE = "Ringside phone line"
HOOK = "Ringside softphone hook"
KEY_BYTES = 32

# What these would keep is lost at once, or lies in a file that anyone can read.
_NOT_SAFE = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt.")


def store_key(profile: str | Path, *, create: bool) -> bytes:
    """Return the 32 bytes that the store of this profile is encrypted with.

    ``create`` makes a key if there is none yet; one that is there is never replaced.
    Raises: NoKeyring when there is no safe place; KeyMissing when there is no key and none may be made.
    """
    with _told() as ring:
        kept = ring.get_password(SERVICE, str(profile))
        if kept is None and create:
            ring.set_password(SERVICE, str(profile), secrets.token_hex(KEY_BYTES))
            kept = ring.get_password(SERVICE, str(profile))  # what does not come back was not kept
            if kept is None:
                raise NoKeyring(why=_name(ring))
    if kept is None:
        raise KeyMissing(profile=str(profile))
    return _read(kept, profile)


def keep_unsent(profile: str | Path, secret: str) -> None:
    """Keep what opens and sends the work that somebody left here unsent. Raises NoKeyring."""
    with _told() as ring:
        ring.set_password(UNSENT, str(profile), secret)


def kept_unsent(profile: str | Path) -> str | None:
    """Raises NoKeyring."""
    with _told() as ring:
        return ring.get_password(UNSENT, str(profile))


def forget_unsent(profile: str | Path) -> None:
    """Raises NoKeyring."""
    with _told() as ring:
        if ring.get_password(UNSENT, str(profile)) is not None:
            ring.delete_password(UNSENT, str(profile))


def keep_gateway_secret(account: str, secret: str) -> None:
    """Keep what signs messages to the gateway. Raises NoKeyring."""
    with _told() as ring:
        ring.set_password(GATEWAY, account, secret)


def gateway_secret(account: str) -> str | None:
    """Raises NoKeyring."""
    with _told() as ring:
        return ring.get_password(GATEWAY, account)


def keep_line_secret(store_id: str, line: str, secret: str) -> None:
    """Keep what logs in at the PBX of a store's line. Raises NoKeyring."""
    with _told() as ring:
        ring.set_password(LINE, f"{line} of {store_id}", secret)


def line_secret(store_id: str, line: str) -> str | None:
    """Raises NoKeyring."""
    with _told() as ring:
        return ring.get_password(LINE, f"{line} of {store_id}")


def forget_line_secret(store_id: str, line: str) -> None:
    """Raises NoKeyring."""
    with _told() as ring:
        if ring.get_password(LINE, f"{line} of {store_id}") is not None:
            ring.delete_password(LINE, f"{line} of {store_id}")


def keep_hook_token(profile: str | Path, token: str) -> None:
    """Keep what a softphone of this PC rings with. Raises NoKeyring."""
    with _told() as ring:
        ring.set_password(HOOK, str(profile), token)


def hook_token(profile: str | Path) -> str | None:
    """Raises NoKeyring."""
    with _told() as ring:
        return ring.get_password(HOOK, str(profile))


def keyring_name() -> str:
    """Return which keyring would keep a key. Raises NoKeyring."""
    return _name(_safe_ring())


@contextmanager
def _told() -> Iterator[KeyringBackend]:
    """Give a safe keyring. Raises NoKeyring when there is none, or when it refuses."""
    from keyring.errors import KeyringError  # a demo has its key in memory and never needs this import

    ring = _safe_ring()
    try:
        yield ring
    except KeyringError as error:  # locked, or refused by the person; it may name the secret: not chained
        raise NoKeyring(why=type(error).__name__) from None


def _read(kept: str, profile: str | Path) -> bytes:
    try:
        key = bytes.fromhex(kept)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:  # somebody else wrote it
        raise KeyMissing(profile=str(profile))
    return key


def _safe_ring() -> KeyringBackend:
    """Return the first keyring of this system that is a safe place. Raises NoKeyring."""
    import keyring

    chosen: KeyringBackend = keyring.get_keyring()
    rings: list[KeyringBackend] = list(getattr(chosen, "backends", [chosen]))  # several may be chained
    for ring in rings:
        if not _name(ring).startswith(_NOT_SAFE):
            return ring
    raise NoKeyring(why=_name(chosen))


def _name(ring: KeyringBackend) -> str:
    return f"{type(ring).__module__}.{type(ring).__qualname__}"
