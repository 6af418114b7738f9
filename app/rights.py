"""Who may do what: one table, role × command and role × query."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from app import (
    board,
    calls,
    cases,
    customers,
    dispatch,
    duplicates,
    followups,
    interactions,
    matching,
    orders,
    pop,
    provider_page,
    reads,
    reference,
    search,
    timeline,
)
from app.command import Actor, Command
from app.errors import NotAllowed
from app.messages import consent, queueing
from db.models.people import Role

FLOOR: Final = frozenset({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
DISPATCHING: Final = FLOOR | {Role.DISPATCHER}
SEES_ALL_ORDERS: Final = frozenset({Role.SUPERVISOR, Role.DISPATCHER, Role.ADMIN})
EVERYONE: Final = frozenset(Role)

MAY_DO: Final[Mapping[type[Command], frozenset[Role]]] = {
    calls.RecordCall: FLOOR,
    calls.RecordOffer: FLOOR,
    calls.EndOffer: FLOOR,
    calls.AnswerCall: FLOOR,
    calls.EndCall: FLOOR,
    calls.RecordLegs: FLOOR,
    calls.BindCall: FLOOR,
    calls.UnbindCall: FLOOR,
    matching.RuleOutCaller: FLOOR,
    interactions.OpenInteraction: FLOOR,
    interactions.SealInteraction: FLOOR,
    customers.RegisterCustomer: FLOOR,
    customers.EditCustomer: FLOOR,
    customers.AddAddress: DISPATCHING,
    customers.AddUnit: FLOOR,
    cases.OpenCase: DISPATCHING,
    cases.CloseCase: DISPATCHING,
    dispatch.DispatchOrder: DISPATCHING,
    dispatch.RequestOrder: DISPATCHING,
    orders.UrgeOrder: DISPATCHING,
    orders.CancelOrder: DISPATCHING,
    followups.ScheduleFollowUp: DISPATCHING,
    followups.RecordAttempt: FLOOR,
    queueing.QueueMessage: DISPATCHING,
    queueing.DropMessage: DISPATCHING,
    consent.RecordConsent: FLOOR,
    reads.RecordRead: DISPATCHING,
}

MAY_ASK: Final[Mapping[Callable[..., Any], frozenset[Role]]] = {
    calls.lost_calls: FLOOR,
    matching.candidates: DISPATCHING,
    matching.provider_callers: DISPATCHING,
    provider_page.provider_page: DISPATCHING,
    duplicates.possible_duplicates: DISPATCHING,
    pop.pop_page: DISPATCHING,
    search.search: DISPATCHING,
    timeline.timeline_page: DISPATCHING,
    timeline.timeline_counts: DISPATCHING,
    dispatch.provider_choices: DISPATCHING,
    board.order_board: SEES_ALL_ORDERS,
    board.board_names: SEES_ALL_ORDERS,
    followups.due_follow_ups: FLOOR,
    followups.count_due: FLOOR,
    interactions.kept_drafts: FLOOR,
    interactions.open_contacts: FLOOR,
    reference.reference: EVERYONE,
    reference.places: EVERYONE,
}


def require(actor: Actor, command: type[Command]) -> None:
    """Raise NotAllowed unless a role of this person may make this command."""
    if not actor.roles & MAY_DO.get(command, frozenset()):
        raise NotAllowed(what=command.command_kind())


def require_query(actor: Actor, query: Callable[..., Any]) -> None:
    """Raise NotAllowed unless a role of this person may ask this query."""
    if not actor.roles & MAY_ASK.get(query, frozenset()):
        raise NotAllowed(what=query.__name__)
