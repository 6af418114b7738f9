"""How a house reaches its gateway: the row that says so, and the secret in the keyring beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.https import checked_address
from app.messages.words import LANGUAGES
from db.models.messages import MessageGateway

_NAME = "gateway"  # a store has one


@dataclass(frozen=True, slots=True)
class Way:
    """Where the gateway is and as whom one speaks to it."""

    url: str
    account: str
    sender: str


def way_of(session: Session) -> Way | None:
    """Return how the gateway is reached; None where nobody has set one."""
    row = session.execute(
        select(MessageGateway.url, MessageGateway.account, MessageGateway.sender).where(
            MessageGateway.name == _NAME
        )
    ).first()
    return None if row is None else Way(*row)


def set_way(session: Session, way: Way, language: str, at: datetime) -> None:
    """Say where messages go from now on. Raises ValueError for an unsafe address, or a language not ours."""
    if language not in LANGUAGES:
        raise ValueError(f"messages are written in {' or '.join(LANGUAGES)}, not {language}")
    if not way.account or not way.account.isascii() or not way.account.isprintable():
        raise ValueError("an account is plain letters and digits")
    row = session.get(MessageGateway, _NAME) or MessageGateway(name=_NAME)
    row.url, row.account, row.sender = checked_address(way.url, "a gateway"), way.account, way.sender
    row.language, row.set_at = language, at
    session.add(row)


def clear_way(session: Session) -> None:
    """Send nothing any more; what is queued waits, and is dropped when it is too old."""
    row = session.get(MessageGateway, _NAME)
    if row is not None:
        session.delete(row)
