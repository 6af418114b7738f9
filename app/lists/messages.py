"""What is written to customers and technicians, and when it may go; and how each phone line gives numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.lists.columns import Choice, Column, Kind, Problem, Values, Why
from app.lists.rules import ends_first
from app.lists.spec import Group, ListSpec
from app.messages.rendering import field_names
from app.messages.words import LANGUAGES
from app.numbers import area
from db.models.matching import LineSite
from db.models.messages import Addressee, MessageHours, MessageOccasion, MessagePurpose, MessageTemplate

_LONGEST: Final = 500
_SINCE: Final = Column("valid_from", Kind.INSTANT, is_shown_only=True, is_required=False)
# What is known of an order: app/messages/fields.py. What a person writes by hand is its words.
FIELDS: Final = frozenset(
    {
        "greeting",
        "customer",
        "number",
        "kind",
        "product",
        "place",
        "day",
        "window",
        "due_day",
        "due_time",
        "provider",
        "provider_phone",
        "technician",
        "technician_phone",
        "words",
    }
)


def _languages(_session: Session) -> list[Choice]:
    names = {"zh": ("中文", "Chinese"), "en": ("英文", "English")}
    return [Choice(one, *names[one]) for one in LANGUAGES]


def _check_template(session: Session, values: Values) -> Iterator[Problem]:
    """Find fields that this message does not have: it would never be written."""
    try:
        named = set(field_names(str(values.get("text") or "")))
    except ValueError:
        yield Problem("text", Why.NO_FIELD, "{ }")
        return
    before = select(MessageTemplate.text).where(MessageTemplate.code == values.get("code"))
    known = {name for text in session.scalars(before) for name in field_names(text)} or FIELDS
    for name in sorted(named - known):
        yield Problem("text", Why.NO_FIELD, name)


TEMPLATES: Final = ListSpec(
    id="message_template",
    group=Group.MESSAGES,
    model=MessageTemplate,
    columns=(
        Column("code", Kind.CODE, is_key=True, longest=40),
        Column("language", Kind.CHOICE, is_key=True, choices=_languages, start=LANGUAGES[0]),
        Column("occasion", Kind.CHOICE, is_fixed=True, choices=MessageOccasion, start="manual"),
        Column("addressee", Kind.CHOICE, is_fixed=True, choices=Addressee, start="customer"),
        Column("purpose", Kind.CHOICE, choices=MessagePurpose, start="service"),
        Column("text", Kind.LINES, longest=_LONGEST),
        Column("good_for_min", Kind.WHOLE, least=1, most=100_000, start=1440),
        Column("gateway_code", is_required=False, longest=80),
        _SINCE,
    ),
    valid_from="valid_from",
    retires="retired_at",
    check=_check_template,
)

HOURS_OF_MESSAGES: Final = ListSpec(
    id="message_hours",
    group=Group.MESSAGES,
    model=MessageHours,
    columns=(
        Column("addressee", Kind.CHOICE, is_key=True, choices=Addressee),
        Column("purpose", Kind.CHOICE, is_key=True, choices=MessagePurpose),
        Column("opens_min", Kind.CLOCK),
        Column("closes_min", Kind.CLOCK),
        _SINCE,
    ),
    valid_from="valid_from",
    check=lambda _session, values: ends_first(values, "opens_min", "closes_min"),
)


def _check_line(_session: Session, values: Values) -> Iterator[Problem]:
    if area(str(values.get("area_code"))) is None:
        yield Problem("area_code", Why.UNKNOWN, values.get("area_code"))


LINES: Final = ListSpec(
    id="line_site",
    group=Group.CALLS,
    model=LineSite,
    columns=(
        Column("line", is_key=True, is_required=False, longest=60),
        Column("area_code", Kind.CODE, pattern=r"0\d{2,3}"),
        Column("trunk_prefixes", is_required=False, pattern=r"\d{1,6}( \d{1,6})*"),
    ),
    retires="retired_at",
    check=_check_line,
)

MESSAGES: Final = (LINES, TEMPLATES, HOURS_OF_MESSAGES)
