"""Who may do what: one table, role × command and role × query."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from app import (
    absences,
    arrangements,
    board,
    callbacks,
    calls,
    capacity,
    cases,
    claims,
    coverage,
    customers,
    dispatch,
    duplicates,
    escalation,
    followup_list,
    followups,
    goods,
    handover,
    interactions,
    matching,
    my_orders,
    order_clocks,
    order_life,
    orders,
    pop,
    provider_page,
    ranking,
    reads,
    rebooking,
    reference,
    search,
    timeline,
    warranty,
    working_calendar,
)
from app.command import OVERSEEING, Actor, Command
from app.errors import NotAllowed
from app.lists import editing, reading
from app.messages import consent, queueing
from db.models.people import Role

FLOOR: Final = frozenset({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
DISPATCHING: Final = FLOOR | {Role.DISPATCHER}
VISITING: Final = DISPATCHING | {Role.PROVIDER}  # a provider's people: those of its own orders only
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
    cases.ContactedCase: DISPATCHING,
    cases.AnsweredAuthority: DISPATCHING,
    cases.NoteCase: DISPATCHING,
    cases.CloseCase: DISPATCHING,
    cases.ReopenCase: DISPATCHING,
    absences.SetAbsence: DISPATCHING,
    handover.HandOver: DISPATCHING,
    handover.Reassign: OVERSEEING,
    escalation.Escalate: OVERSEEING,
    order_clocks.PauseOrder: DISPATCHING,
    order_clocks.ResumeOrder: DISPATCHING,
    order_clocks.ContactedOrder: DISPATCHING,
    dispatch.DispatchOrder: DISPATCHING,
    dispatch.RequestOrder: DISPATCHING,
    orders.UrgeOrder: DISPATCHING,
    orders.CancelOrder: DISPATCHING,
    rebooking.BookOrder: DISPATCHING,
    rebooking.PassOn: DISPATCHING,
    rebooking.RefuseOrder: VISITING,
    order_life.AcceptOrder: VISITING,
    order_life.RecordFirstContact: VISITING,
    order_life.RecordVisit: VISITING,
    order_life.AwaitPart: VISITING,
    order_life.PartArrived: VISITING,
    order_life.FinishOrder: VISITING,
    coverage.CloseGap: SEES_ALL_ORDERS,
    capacity.LayOutWeeks: OVERSEEING,
    followups.ScheduleFollowUp: DISPATCHING,
    followups.RecordAttempt: FLOOR,
    followups.StopFollowUps: FLOOR,
    claims.ClaimFollowUps: FLOOR,
    claims.ReleaseFollowUps: FLOOR,
    claims.OpenToAll: OVERSEEING,
    callbacks.RecordVoicemail: FLOOR,
    callbacks.DropCallBack: FLOOR,
    goods.AskToBeTold: FLOOR,
    goods.GoodsArrived: DISPATCHING,
    queueing.QueueMessage: DISPATCHING,
    queueing.DropMessage: DISPATCHING,
    consent.RecordConsent: FLOOR,
    reads.RecordRead: DISPATCHING,
    warranty.ExtendWarranty: DISPATCHING,
    warranty.ExchangeUnit: DISPATCHING,
    warranty.ReviseWarrantyRule: frozenset({Role.ADMIN}),
    working_calendar.SetCalendarDay: OVERSEEING,
    working_calendar.ImportCalendar: OVERSEEING,
    editing.EditList: OVERSEEING,
    arrangements.ArrangeList: EVERYONE,
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
    ranking.provider_choices: DISPATCHING,
    rebooking.deadlines: VISITING,
    rebooking.order_to_book: DISPATCHING,
    order_life.technicians: DISPATCHING,
    coverage.coverage_gaps: SEES_ALL_ORDERS,
    my_orders.my_orders: DISPATCHING,
    my_orders.told_to: DISPATCHING,
    my_orders.colleagues: DISPATCHING,
    my_orders.urge_facts: DISPATCHING,
    board.order_board: SEES_ALL_ORDERS,
    board.board_names: SEES_ALL_ORDERS,
    followup_list.due_follow_ups: FLOOR,
    followup_list.count_due: FLOOR,
    followup_list.provider_reports: FLOOR,
    callbacks.due_call_backs: FLOOR,
    goods.waiting_for_goods: DISPATCHING,
    interactions.kept_drafts: FLOOR,
    interactions.open_contacts: FLOOR,
    warranty.unit_entitlement: DISPATCHING,
    warranty.order_entitlement: DISPATCHING,
    working_calendar.calendar: EVERYONE,
    working_calendar.missing_notice: OVERSEEING,
    working_calendar.provisional_dues: OVERSEEING,
    arrangements.arrangements: EVERYONE,
    reading.list_page: OVERSEEING,
    reading.list_changes: OVERSEEING,
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
