"""A store's key under its person's password, and under the company's recovery key; it lies beside the store.

Source: RFC 9106 for the password, AES-GCM for what it seals.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import AwareDatetime, Base64UrlBytes, BaseModel, ConfigDict, ValidationError

from app.errors import WrongPassword
from app.recovery import open_for_recovery, seal_for_recovery
from db.store import Problem, StoreProblem

KEY_BYTES, SALT_BYTES, NONCE_BYTES = 32, 16, 12
TIME_COST, MEMORY_KIB, LANES = 3, 128 * 1024, 4  # a quarter of a second, for whoever guesses too
_BOUND_TO = b"ringside store key 1"


class Seal(BaseModel):
    """The sealed forms of one key. Nothing in it is secret.

    ``desk_id`` names the store to the hub. ``signed_in_at`` is for the screen: what counts is in the store.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    desk_id: UUID
    signed_in_at: AwareDatetime
    salt: Base64UrlBytes
    time_cost: int
    memory_kib: int
    lanes: int
    by_password: Base64UrlBytes  # nonce, then what AES-GCM made of the key
    by_recovery: Base64UrlBytes = b""  # empty when the company has no recovery key


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def seal_key(key: bytes, password: str, desk_id: UUID, at: datetime, recovery_key: str = "") -> Seal:
    """Seal a key by a password and, if there is one, by the public half of the recovery key (PEM)."""
    by_recovery = seal_for_recovery(recovery_key, key) if recovery_key else b""
    return _seal(key, password, desk_id, at, by_recovery)


def open_key(seal: Seal, password: str) -> bytes:
    """Raises WrongPassword."""
    derived = _derive(password, seal.salt, seal.time_cost, seal.memory_kib, seal.lanes)
    nonce, sealed = seal.by_password[:NONCE_BYTES], seal.by_password[NONCE_BYTES:]
    try:
        return AESGCM(derived).decrypt(nonce, sealed, _BOUND_TO)
    except InvalidTag:
        raise WrongPassword from None


def reseal_for_password(seal: Seal, secret: bytes, secrets_password: str, password: str) -> Seal:
    """Open a key with the secret half of the recovery key, and seal it by another password.

    Raises ValueError when the recovery key or its password is not the one.
    """
    if not seal.by_recovery:
        raise ValueError("there was no recovery key when this store was sealed")
    key = open_for_recovery(secret, secrets_password, seal.by_recovery)
    return _seal(key, password, seal.desk_id, seal.signed_in_at, seal.by_recovery)


def read_seal(path: Path) -> Seal | None:
    """Return the seal that lies there, if one does. Raises StoreProblem for one that is damaged."""
    try:
        return Seal.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError as error:
        raise StoreProblem(Problem.DAMAGED, str(path), "no seal") from error


def write_seal(path: Path, seal: Seal) -> None:
    """Put a seal in the place of another, whole or not at all."""
    fresh = path.with_name(f"{path.name}.{uuid4().hex}.new")
    fresh.write_text(seal.model_dump_json(indent=1), encoding="utf-8")
    fresh.replace(path)


def _seal(key: bytes, password: str, desk_id: UUID, at: datetime, by_recovery: bytes) -> Seal:
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    derived = _derive(password, salt, TIME_COST, MEMORY_KIB, LANES)
    return Seal.model_construct(
        desk_id=desk_id,
        signed_in_at=at,
        salt=salt,
        time_cost=TIME_COST,
        memory_kib=MEMORY_KIB,
        lanes=LANES,
        by_password=nonce + AESGCM(derived).encrypt(nonce, key, _BOUND_TO),
        by_recovery=by_recovery,
    )


def _derive(password: str, salt: bytes, time_cost: int, memory_kib: int, lanes: int) -> bytes:
    return hash_secret_raw(password.encode(), salt, time_cost, memory_kib, lanes, KEY_BYTES, Type.ID)
