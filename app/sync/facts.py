"""What a desk's store knows of its hub: small facts beside the rows, sealed with them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.wire import SignedIn, Tokens
from db.models.ledger import StoreFact

DESK_ID, DESK_NUMBER, EPOCH = "desk_id", "desk_number", "epoch"
CURSOR = "cursor"  # where it stopped listening
ROLES = "roles"  # with which the copy was filled
TOKENS = "tokens"


def fact(session: Session, name: str) -> str | None:
    found = session.get(StoreFact, name)
    return found.value if found else None


def put_fact(session: Session, name: str, value: str | None) -> None:
    """Write a fact; None forgets it."""
    if value is None:
        session.execute(delete(StoreFact).where(StoreFact.name == name))
    else:
        session.merge(StoreFact(name=name, value=value))


def enter(session: Session, found: SignedIn) -> None:
    """Write down what a sign-in told. A known epoch stays: the pusher has to notice that it is another."""
    put_fact(session, DESK_ID, str(found.desk_id))
    put_fact(session, DESK_NUMBER, str(found.desk_number))
    if fact(session, EPOCH) is None:
        put_fact(session, EPOCH, str(found.epoch))
    keep_tokens(session, found.tokens)


def keep_tokens(session: Session, tokens: Tokens | None) -> None:
    put_fact(session, TOKENS, tokens.model_dump_json() if tokens else None)


def kept_tokens(session: Session) -> Tokens | None:
    kept = fact(session, TOKENS)
    return Tokens.model_validate_json(kept) if kept else None


def epoch_of(session: Session) -> UUID | None:
    kept = fact(session, EPOCH)
    return UUID(kept) if kept else None
