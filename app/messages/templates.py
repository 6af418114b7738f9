"""Which template is written on an occasion: of each code the newest that has begun and is not retired."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.errors import NoTemplate
from app.messages.rendering import field_names
from app.messages.words import LANGUAGES
from db.models.messages import MessageGateway, MessageOccasion, MessageTemplate
from db.prepared import PreparedRows


def language_of(session: Session) -> str:
    """Return the language that the house writes in; Chinese where nobody has said."""
    found = _LANGUAGE.rows(session.connection(), {})
    return (found and found[0][0]) or LANGUAGES[0]


_LANGUAGE = PreparedRows(select(MessageGateway.language).limit(1))


def templates_for(
    session: Session, occasion: MessageOccasion, language: str, at: datetime
) -> list[MessageTemplate]:
    """Return what is written on an occasion, a template for each code."""
    return _valid(session, language, at, MessageTemplate.occasion == occasion)


def template_named(session: Session, code: str, language: str, at: datetime) -> MessageTemplate:
    """Return a template that a person chose. Raises NoTemplate."""
    found = _valid(session, language, at, MessageTemplate.code == code)
    if not found:
        raise NoTemplate(template=code)
    return found[0]


def _valid(
    session: Session, language: str, at: datetime, *wanted: ColumnElement[bool]
) -> list[MessageTemplate]:
    begun = (
        select(MessageTemplate)
        .where(*wanted, MessageTemplate.language == language, MessageTemplate.valid_from <= at)
        .order_by(MessageTemplate.code, MessageTemplate.valid_from)
    )
    newest = {row.code: row for row in session.scalars(begun)}
    return [row for row in newest.values() if row.retired_at is None or row.retired_at > at]


def change_template(
    session: Session, code: str, language: str, at: datetime, *, text: str | None, gateway_code: str | None
) -> None:
    """Write another text, or the gateway's id of it, that counts from an instant on; the old one is kept.

    Raises: NoTemplate; ValueError for a text with a field that the template did not have before.
    """
    old = template_named(session, code, language, at)
    new_text = old.text if text is None else text
    unknown = set(field_names(new_text)) - set(field_names(old.text))
    if unknown:
        raise ValueError(f"no field of this message: {', '.join(sorted(unknown))}")
    session.add(
        MessageTemplate(
            code=code,
            language=language,
            valid_from=at,
            occasion=old.occasion,
            addressee=old.addressee,
            purpose=old.purpose,
            text=new_text,
            gateway_code=old.gateway_code if gateway_code is None else gateway_code,
            good_for_min=old.good_for_min,
        )
    )
