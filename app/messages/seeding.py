"""The templates and hours that every store begins with; what a house has changed stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from app.messages.words import LANGUAGES, seeds
from db.models.messages import Addressee, MessageHours, MessageOccasion, MessagePurpose, MessageTemplate


def insert_message_rules(connection: Connection) -> None:
    """Write the templates and hours of which the store has none yet, by code and by purpose."""
    found = seeds()
    since = datetime.fromisoformat(found["valid_from"])
    known = set(connection.scalars(select(MessageTemplate.code)))
    templates = [
        _template(row, language, since)
        for row in found["templates"]
        for language in LANGUAGES
        if row["code"] not in known
    ]
    if templates:
        connection.execute(insert(MessageTemplate), templates)
    if connection.execute(select(MessageHours.purpose).limit(1)).first() is None:
        connection.execute(insert(MessageHours), [_hours(row, since) for row in found["hours"]])


def _template(row: Mapping[str, Any], language: str, since: datetime) -> dict[str, Any]:
    return {
        "code": row["code"],
        "language": language,
        "valid_from": since,
        "retired_at": None,
        "occasion": MessageOccasion(row["occasion"]),
        "addressee": Addressee(row["addressee"]),
        "purpose": MessagePurpose(row["purpose"]),
        "text": row[language],
        "gateway_code": "",
        "good_for_min": row["good_for_min"],
    }


def _hours(row: Mapping[str, Any], since: datetime) -> dict[str, Any]:
    return {
        **row,
        "addressee": Addressee(row["addressee"]),
        "purpose": MessagePurpose(row["purpose"]),
        "valid_from": since,
    }
