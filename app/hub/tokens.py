"""Tokens: random, short-lived, kept as SHA-256; and who speaks through one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from app.command import Actor
from app.errors import SignedOut
from app.wire import SubmitToken, Tokens
from db.models.hub import Token, TokenKind
from db.models.people import Person, PersonRole, Role
from db.prepared import Prepared

BYTES = 32
ACCESS_FOR = timedelta(minutes=15)
REFRESH_FOR = timedelta(hours=12)  # from the last refresh: who is away longer signs in again
SUBMIT_FOR = timedelta(days=30)
ONCE_MORE_FOR = timedelta(minutes=1)  # a refresh whose answer was lost can be asked again


@dataclass(frozen=True, slots=True)
class Speaker:
    """The person at a desk who a token speaks for, with the roles as they are now."""

    actor: Actor
    desk_id: UUID
    provider_id: UUID | None
    kind: TokenKind
    token: str  # its hash
    until: datetime


def token_hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def issue(session: Session, kind: TokenKind, person_id: UUID, desk_id: UUID, until: datetime) -> str:
    """Make a token and keep its hash; the token itself is only in the answer."""
    token = token_urlsafe(BYTES)
    session.add(
        Token(hash=token_hash(token), kind=kind, person_id=person_id, desk_id=desk_id, expires_at=until)
    )
    return token


def issue_pair(session: Session, person_id: UUID, desk_id: UUID, now: datetime) -> Tokens:
    access_until, refresh_until = now + ACCESS_FOR, now + REFRESH_FOR
    return Tokens(
        access=issue(session, TokenKind.ACCESS, person_id, desk_id, access_until),
        refresh=issue(session, TokenKind.REFRESH, person_id, desk_id, refresh_until),
        access_until=access_until,
        refresh_until=refresh_until,
    )


def refresh_pair(session: Session, refresh: str, now: datetime) -> Tokens | None:
    """Give new tokens for a refresh token, which is good for one more minute; None when it is not good.

    One that comes after it ended may have been copied: its desk signs in again.
    """
    key = token_hash(refresh)
    speaker = speakers(session, [key], now).get(key)
    if speaker is None or speaker.kind is not TokenKind.REFRESH:
        _end_renewed(session, key)
        return None
    session.execute(
        update(Token)
        .where(Token.hash == speaker.token, Token.expires_at > now + ONCE_MORE_FOR)
        .values(expires_at=now + ONCE_MORE_FOR)
    )
    return issue_pair(session, speaker.actor.person_id, speaker.desk_id, now)


def _end_renewed(session: Session, key: str) -> None:
    """End what was given in the place of a refresh token that is shown again."""
    shown = session.get(Token, key)
    if shown is not None and shown.kind is TokenKind.REFRESH:
        renewed = Token.desk_id == shown.desk_id, Token.kind != TokenKind.SUBMIT, Token.hash != key
        session.execute(delete(Token).where(*renewed))


def issue_submit(session: Session, speaker: Speaker, now: datetime) -> SubmitToken:
    """Give what sends the outbox of a desk and reads nothing."""
    until = now + SUBMIT_FOR
    token = issue(session, TokenKind.SUBMIT, speaker.actor.person_id, speaker.desk_id, until)
    return SubmitToken(token=token, until=until)


def end_tokens_of_desk(session: Session, desk_id: UUID) -> None:
    session.execute(delete(Token).where(Token.desk_id == desk_id))


def speakers(session: Session, hashes: Iterable[str], now: datetime) -> dict[str, Speaker]:
    """Return who speaks through each of these tokens; one that ended, or whose person did, is not there."""
    found = session.execute(_SPEAKERS.where(Token.hash.in_(list(hashes))), {"now": now}).all()
    return _by_token(found)


def speaker_of(session: Session, token: str, now: datetime) -> Speaker:
    """Return who speaks through a token. Raises SignedOut."""
    key = token_hash(token)
    found = _by_token(_ONE_SPEAKER.rows(session.connection(), {"hash": key, "now": now}))
    if key not in found:
        raise SignedOut
    return found[key]


def _by_token(found: Iterable[Any]) -> dict[str, Speaker]:
    facts: dict[str, Any] = {}
    roles: dict[str, set[Role]] = {}
    for *values, role in found:
        facts[values[0]] = values
        roles.setdefault(values[0], set()).update({role} - {None})
    return {
        key: Speaker(Actor(person_id, name, frozenset(roles[key])), desk_id, provider_id, kind, key, until)
        for key, (_, kind, desk_id, until, person_id, name, provider_id) in facts.items()
    }


_SPEAKERS = (
    select(
        Token.hash,
        Token.kind,
        Token.desk_id,
        Token.expires_at,
        Person.id,
        Person.name,
        Person.provider_id,
        PersonRole.role,
    )
    .join(Person, Person.id == Token.person_id)
    .outerjoin(PersonRole, PersonRole.person_id == Person.id)
    .where(Person.active, Token.expires_at > bindparam("now", type_=Token.expires_at.type))
)
_ONE_SPEAKER = Prepared(_SPEAKERS.where(Token.hash == bindparam("hash")))
