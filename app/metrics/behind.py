"""The calls behind a figure: what one sees who asks why it is so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select, true
from sqlalchemy.orm import Session

from app.command import look_up
from app.metrics.by_agent import lately_arrived, of_team
from app.metrics.by_code import code_column, contacts_of
from app.metrics.by_queue import call_columns, of_period
from app.metrics.classify import PASSED_ON, CallColumns, CallKind
from app.metrics.periods import Period
from app.metrics.spans import TALK
from app.numbers import masked, normalise_number
from app.rows import rows
from db.models.calls import Call, CallDirection, Offer, OfferOutcome
from db.models.floor import AgentSpan, Queue
from db.models.interactions import Interaction
from db.models.people import Person

__all__ = ["CallDirection", "CallKind"]

OFFERED: Final = (CallKind.ANSWERED, CallKind.ABANDONED, CallKind.TURNED_AWAY)
_KINDS: Final[Mapping[str, tuple[CallKind, ...]]] = {
    **dict.fromkeys(("offered", "service_level", "abandon_rate"), OFFERED),
    **dict.fromkeys(("answered", "answered_within", "asa", "aht", "handled"), (CallKind.ANSWERED,)),
    **dict.fromkeys(("talk_s", "hold_s", "wrap_s", "transferred"), (CallKind.ANSWERED,)),
    **dict.fromkeys(("abandoned", "abandoned_after"), (CallKind.ABANDONED,)),
    "short_abandoned": (CallKind.SHORT,),
    "turned_away": (CallKind.TURNED_AWAY,),
    "unheard": (CallKind.UNHEARD,),
    "waiting": (CallKind.WAITING,),
}
_RANG: Final[Mapping[str, tuple[OfferOutcome, ...]]] = {
    "offers_answered": (OfferOutcome.ANSWERED,),
    "offers_missed": (OfferOutcome.MISSED,),
    "offers_refused": (OfferOutcome.REJECTED, OfferOutcome.BUSY),
}


@dataclass(frozen=True, slots=True)
class CallBehind:
    """A call as a list of calls shows it: nobody is named who rang. Units: whole seconds.

    ``agents`` are the names of who talked in it or recorded it; ``code`` is how it ended, of the last one.
    """

    call_id: UUID
    arrived_at: datetime
    direction: CallDirection
    queue: str
    number: str  # masked
    kind: CallKind
    wait_s: int
    in_time: bool
    agents: str
    code: str


@dataclass(frozen=True, slots=True)
class CallOwner:
    """Whose call it is; None: nobody knows."""

    customer_id: UUID | None


def calls_behind(
    session: Session,
    first: date,
    last: date,
    now: datetime,
    figure: str = "",
    queues: tuple[str, ...] = (),
    half_hour: int | None = None,
    agent_id: UUID | None = None,
    team: str | None = None,
    code: str | None = None,
    limit: int = 200,
    offset: int = 0,
) -> list[CallBehind]:
    """Return calls that a figure counts, the latest first; of a figure without calls all of its line.

    ``agent_id``: of those that the agent handled, or that rang there; ``team``: that any agent of it did, of
    an empty one any agent. ``code``: of contacts that ended so, with a dot behind it also of those below it;
    an empty one is what is not wrapped up. Behind the figure ``contacts`` are all of them.
    Raises: NotFound for a period that is none.
    """
    period, columns = Period(first, last), call_columns(now)
    wanted = _wanted(period, columns, figure, queues, agent_id, team, code)
    if half_hour is not None:
        wanted.append(period.half_hour_of(Call.arrived_at) == half_hour)
    asked = (
        select(
            Call.id,
            Call.arrived_at,
            Call.direction,
            Call.queue,
            Call.ani_key,
            Call.dnis,
            columns.kind,
            columns.wait_s,
            columns.in_time,
        )
        .join(Queue, Queue.name == Call.queue, isouter=True)
        .where(*wanted)
        .order_by(Call.arrived_at.desc(), Call.id)
    )
    return _told(session, rows(session, asked.limit(limit).offset(offset)))


def call_owner(session: Session, call_id: UUID) -> CallOwner:
    """Return whose call it is: the hub writes down that it was asked. Raises NotFound."""
    return CallOwner(look_up(session, Call, call_id).customer_id)


def _wanted(
    period: Period,
    columns: CallColumns,
    figure: str,
    queues: tuple[str, ...],
    agent_id: UUID | None,
    team: str | None,
    code: str | None,
) -> list[ColumnElement[bool]]:
    if code is not None or figure == "contacts":
        recorded = contacts_of(period, queues, agent_id)
        ended_so = _is_code(code) if code is not None else true()
        return [
            period.has(Call.arrived_at),
            exists().where(Interaction.call_id == Call.id, recorded, ended_so),
        ]
    if agent_id is not None or team is not None:
        return [lately_arrived(period), _by_agents(period, figure, agent_id, team or "")]
    wanted = [of_period(period, queues)]
    if figure in _KINDS:
        wanted.append(columns.kind.in_([kind.value for kind in _KINDS[figure]]))
    if figure == "answered_within":
        wanted.append(columns.in_time)
    if figure == "transferred":
        wanted.append(Call.outcome.in_(sorted(PASSED_ON)))
    return wanted


def _is_code(code: str) -> ColumnElement[bool]:
    column, level = code_column(), code.removesuffix(".")
    return column == code if level == code else (column == level) | column.startswith(code, autoescape=True)


def _by_agents(period: Period, figure: str, agent_id: UUID | None, team: str) -> ColumnElement[bool]:
    of = Person.id == agent_id if agent_id is not None else of_team(team)
    meant = select(Person.id).where(of)
    if figure in _RANG:
        return exists().where(
            Offer.call_id == Call.id,
            Offer.person_id.in_(meant),
            Offer.outcome.in_(_RANG[figure]),
            period.has(Offer.ringing_at),
        )
    talked = select(AgentSpan.call_id).where(
        AgentSpan.person_id.in_(meant), AgentSpan.state.in_(TALK), period.has(AgentSpan.at)
    )
    return Call.id.in_(talked)


def _told(session: Session, found: Iterable[Any]) -> list[CallBehind]:
    calls = list(found)
    names, codes = _recorded(session, [call[0] for call in calls])
    return [
        CallBehind(
            call_id,
            at,
            direction,
            queue,
            masked(key if direction is CallDirection.IN else normalise_number(dnis).key),
            CallKind(kind),
            int(wait),
            bool(in_time),
            ", ".join(names.get(call_id, ())),
            codes.get(call_id, ""),
        )
        for call_id, at, direction, queue, key, dnis, kind, wait, in_time in calls
    ]


def _recorded(session: Session, calls: list[UUID]) -> tuple[Mapping[UUID, Iterable[str]], Mapping[UUID, str]]:
    """Return who talked in calls or recorded them, in order, and how that ended."""
    talked = select(Offer.call_id, Person.name).where(
        Offer.person_id == Person.id, Offer.call_id.in_(calls), Offer.outcome == OfferOutcome.ANSWERED
    )
    recorded = (
        select(Interaction.call_id, Person.name, code_column())
        .where(Interaction.person_id == Person.id, Interaction.call_id.in_(calls))
        .order_by(Interaction.opened_at, Interaction.id)
    )
    names: defaultdict[UUID, dict[str, None]] = defaultdict(dict)
    for call_id, name in rows(session, talked.order_by(Offer.ringing_at, Offer.id)):
        names[call_id][name] = None
    codes: dict[UUID, str] = {}
    for call_id, name, code in rows(session, recorded):
        names[call_id][name] = None
        codes[call_id] = code
    return names, codes
