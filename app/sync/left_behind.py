"""Work that somebody left unsent by signing out: this PC sends it at its next start.

The store itself opens only with the person's password. So the unsent commands lie beside it once more, sealed
with a key that the keyring has together with the token that submits them and reads nothing. Whichever way
they come first, the hub takes each command once.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy.orm import Session

from app.errors import DomainError, NoKeyring
from app.keys import forget_unsent, keep_unsent, kept_unsent
from app.profile import key_name
from app.sync.client import HubGone, submitting
from app.sync.facts import epoch_of
from app.sync.hub_place import authority_of, read_place
from app.sync.outbox import count_unsent, next_batch
from app.wire import BATCH, Numbered, Push, SubmitToken

UNSENT_NAME = "unsent.sealed"
_KEY_BYTES, _NONCE_BYTES = 32, 12


class _Unsent(BaseModel):
    epoch: UUID
    commands: tuple[Numbered, ...]


class _Ticket(BaseModel):
    """What the keyring has: the key of the file, and what may send what is in it."""

    model_config = ConfigDict(frozen=True)

    key: str
    token: SubmitToken


def leave_unsent(place: Path, session: Session, token: SubmitToken) -> None:
    """Leave what the hub has not answered for the next start. Raises NoKeyring: it waits for its person."""
    epoch = epoch_of(session)
    commands = tuple(next_batch(session, count_unsent(session) + BATCH))
    if epoch is None or not commands:
        return
    key, nonce = AESGCM.generate_key(_KEY_BYTES * 8), secrets.token_bytes(_NONCE_BYTES)
    keep_unsent(key_name(place), _Ticket(key=key.hex(), token=token).model_dump_json())
    unsent = _Unsent(epoch=epoch, commands=commands).model_dump_json().encode()
    (place / UNSENT_NAME).write_bytes(nonce + AESGCM(key).encrypt(nonce, unsent, None))


def send_left(folder: Path) -> int:
    """Send what anybody left unsent in this profile; return how many commands the hub has answered.

    What it cannot send now waits for the next start, or for its person. Raises NoKeyring.
    """
    hub = read_place(folder)
    if hub is None:
        return 0
    answered = 0
    for path in sorted(folder.glob(f"persons/*/{UNSENT_NAME}")):
        found = _open(path)
        if found is None:
            forget_left(path.parent)
            continue
        unsent, ticket = found
        client = submitting(hub.url, authority_of(folder, hub), ticket.token)
        try:
            for first in range(0, len(unsent.commands), BATCH):
                batch = unsent.commands[first : first + BATCH]
                answered += len(client.push(Push(epoch=unsent.epoch, commands=batch)).decided)
        except HubGone:
            continue
        except DomainError:  # the token has ended, or the hub's store is another: its person decides
            pass
        finally:
            client.close()
        forget_left(path.parent)
    return answered


def forget_left(place: Path) -> None:
    """Remove what somebody left: it was sent, or the store that has it too is open."""
    path = place / UNSENT_NAME
    if not path.exists():
        return
    path.unlink(missing_ok=True)  # who signs in removes it too
    with suppress(NoKeyring):
        forget_unsent(key_name(place))


def _open(path: Path) -> tuple[_Unsent, _Ticket] | None:
    """Return what was left; None when its key is gone."""
    kept = kept_unsent(key_name(path.parent))
    if kept is None:
        return None
    sealed = path.read_bytes()
    try:
        ticket = _Ticket.model_validate_json(kept)
        plain = AESGCM(bytes.fromhex(ticket.key)).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], None)
        return _Unsent.model_validate_json(plain), ticket
    except (InvalidTag, ValueError, ValidationError):
        return None
