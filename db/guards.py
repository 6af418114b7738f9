"""Triggers that hold what constraints cannot, made from the models, in both dialects.

They are dropped and made anew after every upgrade, so that no migration can lose one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from db.models.base import Base
from db.models.calendar import CalendarChange
from db.models.callbacks import CallBack
from db.models.calls import OFFER_MOVES, Call, Leg, Offer
from db.models.cases import CASE_MOVES, Case, CaseEvent
from db.models.clocks import Escalation, OrderPause
from db.models.floor import AGENT_MOVES, AgentNow, AgentSpan
from db.models.followups import FOLLOW_UP_MOVES, Attempt, FollowUp
from db.models.hub import CustomerRead
from db.models.interactions import Interaction
from db.models.knowledge import ArticleUse, ArticleVersion, Notice, NoticeTold, ScriptAnswer, ScriptVersion
from db.models.ledger import AppliedCommand
from db.models.lists import ListChange
from db.models.messages import MESSAGE_MOVES, MarketingConsent, Message
from db.models.orders import ORDER_MOVES, OrderEvent, RepairOrder
from db.models.phone_lines import CallListen, CallPass
from db.models.providers import BOOKING_MOVES, Booking
from db.models.recordings import Recording, RecordingAccess
from db.models.wallboard import Alert, AlertStep
from db.models.warranty import WarrantyRule
from db.triggers import drop_named

PREFIX = "guard_"


@dataclass(frozen=True)
class Guard:
    """One trigger: ``when`` is an SQL condition over the OLD and NEW that its event has, in both dialects."""

    name: str
    table: str
    event: str  # INSERT, UPDATE, UPDATE OF a, b, or DELETE
    when: str


def moves_guard(model: type[Base], column: str, moves: Mapping[Any, frozenset[Any]]) -> Guard:
    """Refuse a change of state that is not among the allowed moves."""
    allowed = [
        f"(OLD.{column} = '{old.value}' AND NEW.{column} IN ({_quoted(new)}))"
        for old, new in moves.items()
        if new
    ]
    when = f"NEW.{column} <> OLD.{column} AND NOT ({' OR '.join(allowed)})"
    table = model.__tablename__
    return Guard(f"{PREFIX}{table}_{column}_moves", table, f"UPDATE OF {column}", when)


def _quoted(values: Iterable[StrEnum]) -> str:
    return ", ".join(f"'{value}'" for value in sorted(item.value for item in values))


def history_guards(
    model: type[Base], sealed: str = "1 = 1", *, but: str | None = None, once: bool = False
) -> list[Guard]:
    """Refuse to change or delete a row for which ``sealed`` holds.

    ``but`` names a column that may still be changed; with ``once`` only while it is empty.
    """
    table = model.__tablename__
    columns = ", ".join(f'"{column.name}"' for column in model.__table__.columns if column.name != but)
    guards = [
        Guard(f"{PREFIX}{table}_sealed", table, f"UPDATE OF {columns}", sealed),
        Guard(f"{PREFIX}{table}_kept", table, "DELETE", "1 = 1"),
    ]
    if once:
        when = f"OLD.{but} IS NOT NULL AND {sealed}"
        guards.append(Guard(f"{PREFIX}{table}_bound", table, f"UPDATE OF {but}", when))
    return guards


_UNGRADED = (
    "NEW.kind = 'complaint' AND NEW.state = 'open' AND (NEW.severity IS NULL"
    " OR NEW.severity NOT BETWEEN 1 AND 4 OR (NEW.contact_due_at IS NULL AND NEW.contacted_at IS NULL))"
)
_COMPLAINTS = (
    Guard(f"{PREFIX}service_case_complaint_new", Case.__tablename__, "INSERT", _UNGRADED),
    Guard(f"{PREFIX}service_case_complaint", Case.__tablename__, "UPDATE", _UNGRADED),
)


_WORDS = "customer_id, order_id, template, purpose, addressee, to_key, text, fields, queued_at"
_AS_WRITTEN = (
    Guard(f"{PREFIX}message_sealed", Message.__tablename__, f"UPDATE OF {_WORDS}", "1 = 1"),
    Guard(f"{PREFIX}message_kept", Message.__tablename__, "DELETE", "1 = 1"),
)


def all_guards() -> list[Guard]:
    """Return every guard of a store that has the last word."""
    return [
        moves_guard(RepairOrder, "state", ORDER_MOVES),
        moves_guard(Case, "state", CASE_MOVES),
        moves_guard(FollowUp, "state", FOLLOW_UP_MOVES),
        moves_guard(Booking, "state", BOOKING_MOVES),
        moves_guard(Offer, "outcome", OFFER_MOVES),
        moves_guard(Message, "state", MESSAGE_MOVES),
        moves_guard(AgentNow, "state", AGENT_MOVES),
        *_AS_WRITTEN,
        *_COMPLAINTS,
        *history_guards(OrderEvent),
        *history_guards(CaseEvent),
        *history_guards(Escalation),
        *history_guards(OrderPause, but="until_at", once=True),
        *history_guards(Attempt),
        *history_guards(Alert),
        *history_guards(AlertStep),
        *history_guards(CustomerRead),
        *history_guards(CalendarChange),
        *history_guards(ListChange),
        *history_guards(AgentSpan),
        *history_guards(WarrantyRule, but="valid_to"),
        *history_guards(MarketingConsent),
        *history_guards(ArticleVersion),
        *history_guards(ScriptVersion),
        *history_guards(NoticeTold),
        *history_guards(CallPass),
        *history_guards(CallListen),
        *history_guards(RecordingAccess),
        *history_guards(Notice, but="valid_to"),
        # Whose call it was can be mended, as with the call itself.
        *history_guards(ArticleUse, but="customer_id"),
        *history_guards(ScriptAnswer, but="customer_id"),
        *history_guards(AppliedCommand, sealed="OLD.seq IS NOT NULL"),
        # Whose call it was can be mended until the interaction, which says it for good, is sealed.
        *history_guards(Call, sealed="OLD.ended_at IS NOT NULL", but="customer_id"),
        *history_guards(CallBack, sealed="OLD.closed_at IS NOT NULL", but="customer_id"),
        *history_guards(Leg, sealed="OLD.ended_at IS NOT NULL", but="customer_id"),
        Guard(f"{PREFIX}recording_kept", Recording.__tablename__, "DELETE", "1 = 1"),
        *history_guards(Interaction, sealed="OLD.sealed_at IS NOT NULL", but="customer_id", once=True),
    ]


def broken_rule(error: IntegrityError) -> str:
    """Name the kind of rule that a statement broke, the same for both dialects and free of its values."""
    state = getattr(error.orig, "sqlstate", None)
    message = str(error.orig).lower()
    for rule, (code, words) in _RULES.items():
        if state == code or (state is None and words in message):
            return rule
    return "guard"


_RULES = {
    "unique": ("23505", "unique constraint"),
    "reference": ("23503", "foreign key constraint"),
    "check": ("23514", "check constraint"),
    "required": ("23502", "not null constraint"),
}


def install_guards(connection: Connection) -> None:
    """Drop every guard there is and make all of them anew."""
    make = _make_sqlite if connection.dialect.name == "sqlite" else _make_postgresql
    drop_guards(connection)
    for guard in all_guards():
        for statement in make(guard):
            connection.execute(text(statement))


def drop_guards(connection: Connection) -> None:
    """Drop every guard, also one that no model asks for any more."""
    drop_named(connection, "guard")


def _make_sqlite(guard: Guard) -> list[str]:
    return [
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} FOR EACH ROW WHEN {guard.when}"
        f" BEGIN SELECT RAISE(ABORT, '{guard.name}'); END"
    ]


def _make_postgresql(guard: Guard) -> list[str]:
    refuse = (
        "CREATE OR REPLACE FUNCTION guard_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION '%', TG_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    return [
        refuse,
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} FOR EACH ROW WHEN ({guard.when})"
        " EXECUTE FUNCTION guard_refuse()",
    ]
