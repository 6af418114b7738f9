"""Writing what one may not, what is somebody else's, and what does not change any more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.calls import (
    AnswerCall,
    BindCall,
    EndCall,
    EndOffer,
    RecordCall,
    RecordLegs,
    RecordOffer,
    UnbindCall,
)
from app.cases import CloseCase, OpenCase
from app.command import Command, Edit
from app.customers import AddAddress, AddUnit, EditCustomer, RegisterCustomer
from app.dispatch import DispatchOrder, RequestOrder
from app.followups import RecordAttempt, ScheduleFollowUp
from app.interactions import OpenInteraction, SealInteraction
from app.matching import RuleOutCaller
from app.orders import CancelOrder, UrgeOrder
from app.reads import RecordRead
from db.ids import call_id, interaction_id, new_id
from db.models.calls import CallOutcome, Offer, OfferOutcome
from db.models.cases import CaseState
from db.models.followups import FollowUpState
from db.models.orders import OrderState
from db.models.people import Role
from tests.app.specimens import LATER, a
from tests.hub.attacks.ground import Ground, sent, with_body
from tests.hub.attacks.table import DISPATCHING, FLOOR, OVERSEEING, Attack, Attempt, Column
from tests.rows import (
    CUSTOMER,
    FORMER_PROVIDER,
    NOW,
    OTHER_ADDRESS,
    OTHER_CUSTOMER,
    OTHER_UNIT,
    PERSONS,
    PROVIDER,
    actor,
    run,
)

Values = Callable[[Ground, Role], dict[str, Any]]


def tried(kind: type[Command], values: Values) -> Attempt:
    """Return what sends a command of a kind as it would be right, but for these values."""
    return lambda ground, role: sent(ground.as_role(role), a(kind, **values(ground, role)))


def new_order(ground: Ground, **changes: Any) -> dict[str, Any]:
    """Return what a new order needs beside what its specimen has."""
    ids = ("order_id", "taken_event_id", "booking_id", "sent_event_id")
    fresh = {name: new_id() for name in ids}
    number = f"261123-9012-{fresh['order_id'].int % 10**12}"
    return {**fresh, "number": number, "case_id": ground.case(), **changes}


def new_request(ground: Ground, **changes: Any) -> dict[str, Any]:
    values = new_order(ground, **changes)
    return {name: value for name, value in values.items() if name not in ("booking_id", "sent_event_id")}


def an_offer(ground: Ground) -> dict[str, Any]:
    offer_id = new_id()
    ringing = OfferOutcome.RINGING
    ground.put(Offer(id=offer_id, call_id=ground.call(), agent="8000", ringing_at=NOW, outcome=ringing))
    return {"offer_id": offer_id}


def new_call() -> dict[str, Any]:
    linked_id = str(new_id())
    return {"call_id": call_id("pop", linked_id), "line": "pop", "linked_id": linked_id}


def anothers_call(ground: Ground, role: Role) -> dict[str, Any]:
    """Return a call that a colleague answered."""
    call = ground.call()
    ground.interaction(ground.somebody_else(role), call)
    return {"call_id": call}


def anothers_offer(ground: Ground, role: Role) -> dict[str, Any]:
    offer = an_offer(ground)
    ground.change(Offer, offer["offer_id"], person_id=ground.somebody_else(role))
    return offer


def colleagues_contact(ground: Ground, role: Role) -> dict[str, Any]:
    """Return a contact that a colleague has not begun yet."""
    call = ground.call()
    return {"interaction_id": interaction_id(call, ground.somebody_else(role)), "call_id": call}


def own_contact(ground: Ground, role: Role) -> dict[str, Any]:
    call = ground.call()
    return {"interaction_id": interaction_id(call, PERSONS[role]), "call_id": call}


# One of every command on rows of its own, and the roles that may make it.
KINDS: dict[type[Command], tuple[frozenset[Role], Values]] = {
    RecordCall: (FLOOR, lambda *_: new_call()),
    RecordOffer: (FLOOR, lambda ground, _: {"offer_id": new_id(), "call_id": ground.call()}),
    EndOffer: (FLOOR, lambda ground, _: an_offer(ground)),
    AnswerCall: (FLOOR, lambda ground, _: {"call_id": ground.call()}),
    EndCall: (FLOOR, lambda ground, _: {"call_id": ground.call()}),
    BindCall: (FLOOR, lambda ground, _: {"call_id": ground.call()}),
    UnbindCall: (FLOOR, lambda ground, _: {"call_id": ground.call()}),
    RuleOutCaller: (FLOOR, lambda ground, _: {"customer_id": ground.customer()}),
    OpenInteraction: (FLOOR, own_contact),
    SealInteraction: (FLOOR, lambda ground, role: {"interaction_id": ground.interaction(PERSONS[role])}),
    RegisterCustomer: (FLOOR, lambda *_: {"customer_id": new_id(), "phone_id": new_id()}),
    EditCustomer: (FLOOR, lambda ground, _: {"customer_id": ground.customer()}),
    AddAddress: (DISPATCHING, lambda *_: {"address_id": new_id()}),
    AddUnit: (FLOOR, lambda *_: {"unit_id": new_id(), "serial": str(new_id())}),
    OpenCase: (DISPATCHING, lambda *_: {"case_id": new_id()}),
    CloseCase: (DISPATCHING, lambda ground, _: {"case_id": ground.case()}),
    DispatchOrder: (DISPATCHING, lambda ground, _: new_order(ground, provider_id=ground.provider(2))),
    RequestOrder: (DISPATCHING, lambda ground, _: new_request(ground)),
    UrgeOrder: (DISPATCHING, lambda ground, _: {"order_id": ground.order(PROVIDER), "event_id": new_id()}),
    CancelOrder: (DISPATCHING, lambda ground, _: {"order_id": ground.order(PROVIDER), "event_id": new_id()}),
    ScheduleFollowUp: (DISPATCHING, lambda *_: {"follow_up_id": new_id()}),
    RecordAttempt: (
        FLOOR,
        lambda ground, _: {"attempt_id": new_id(), "follow_up_id": ground.follow_up()},
    ),
    RecordRead: (DISPATCHING, lambda *_: {}),
}


def honest(kind: type[Command]) -> Attempt:
    return tried(kind, KINDS[kind][1])


def spoiled(
    name: str, kind: type[Command], stopped: str, spoil: Values, may: frozenset[Role] = frozenset()
) -> Attack:
    """Return an attack whose honest form is the command on rows of its own."""

    def values(ground: Ground, role: Role) -> dict[str, Any]:
        return KINDS[kind][1](ground, role) | spoil(ground, role)

    has = KINDS[kind][0]
    return Attack(Column.WRITE, name, tried(kind, values), may, stopped, has, honest(kind))


def twice(name: str, kind: type[Command], stopped: str, *, again: str) -> Attack:
    """Return an attack that does a thing a second time, under a new command with a new ``again``."""

    def attempt(ground: Ground, role: Role) -> str:
        values = KINDS[kind][1](ground, role)
        first = sent(ground.as_role(Role.ADMIN), a(kind, **values))
        assert first == "done", first
        more = {again: new_id()} if again else {}
        return sent(ground.as_role(role), a(kind, **values | more))

    return Attack(Column.WRITE, name, attempt, frozenset(), stopped, KINDS[kind][0], honest(kind))


def reopened(ground: Ground, role: Role) -> str:
    command = a(CloseCase, case_id=ground.case(state=CaseState.DONE))
    return sent(ground.as_role(role), command, body=with_body(command, state="open"))


def attempt_rewritten(ground: Ground, role: Role) -> str:
    """Record an attempt under the id of one that is there."""
    values = {"attempt_id": new_id(), "follow_up_id": ground.follow_up(), "next_due_at": LATER}
    first = a(RecordAttempt, **values, outcome="no_answer", score=None)
    assert sent(ground.as_role(Role.ADMIN), first) == "done"
    other = a(RecordAttempt, **values, outcome="no_answer", score=None, note="nobody rang")
    return sent(ground.as_role(role), other)


def event_rewritten(ground: Ground, role: Role) -> str:
    """Urge an order with the id of an event that is there."""
    values = {"order_id": ground.order(PROVIDER), "event_id": new_id()}
    assert sent(ground.as_role(Role.ADMIN), a(UrgeOrder, **values)) == "done"
    return sent(ground.as_role(role), a(UrgeOrder, **values, note="never happened"))


def bound_elsewhere(ground: Ground, role: Role) -> str:
    """Give a call that was wrapped up to another customer."""
    call = ground.call(CUSTOMER)
    sealed = {"customer_id": CUSTOMER, "disposition_code": "solved", "sealed_at": NOW}
    ground.interaction(PERSONS[role], call, **sealed)
    return sent(ground.as_role(role), a(BindCall, call_id=call, customer_id=OTHER_CUSTOMER))


def legs_at_the_hub(ground: Ground, role: Role) -> str:
    """Record legs as the hub does for its line: not sent by a desk."""
    [said] = run(ground.hub.store, a(RecordLegs, call_id=ground.call()), by=actor(role))
    return said


_ROLE_BY_COMMAND = tuple(
    Attack(Column.WRITE, kind.__name__, tried(kind, values), may, has=frozenset())
    for kind, (may, values) in KINDS.items()
)

ATTACKS = (
    *_ROLE_BY_COMMAND,
    spoiled(
        "wrap up the contact of somebody else",
        SealInteraction,
        "not_allowed",
        lambda ground, role: {"interaction_id": ground.interaction(ground.somebody_else(role))},
        OVERSEEING,
    ),
    spoiled(
        "begin the contact of somebody else",
        OpenInteraction,
        "not_allowed",
        lambda ground, role: {"interaction_id": ground.interaction(ground.somebody_else(role))},
    ),
    spoiled(
        "begin a contact under the id that a colleague's will have",
        OpenInteraction,
        "not_allowed",
        colleagues_contact,
    ),
    spoiled(
        "record a call under the id of another one",
        RecordCall,
        "not_allowed",
        lambda *_: {**new_call(), "call_id": new_call()["call_id"]},
    ),
    spoiled("answer the call of somebody else", AnswerCall, "not_allowed", anothers_call, OVERSEEING),
    spoiled("end the call of somebody else", EndCall, "not_allowed", anothers_call, OVERSEEING),
    spoiled("say whose the call of somebody else is", BindCall, "not_allowed", anothers_call, OVERSEEING),
    spoiled("say whose it is not", UnbindCall, "not_allowed", anothers_call, OVERSEEING),
    spoiled("end what rings at somebody else", EndOffer, "not_allowed", anothers_offer, OVERSEEING),
    spoiled(
        "say that a call rang at somebody else",
        RecordOffer,
        "not_allowed",
        lambda ground, role: {"person_id": ground.somebody_else(role)},
    ),
    Attack(
        Column.WRITE,
        "say who was in a call, which the hub's line does",
        tried(RecordLegs, lambda ground, _: {"call_id": ground.call()}),
        honest=legs_at_the_hub,
    ),
    twice("wrap up a second time", SealInteraction, "already_sealed", again=""),
    twice("make a promised call that was made", RecordAttempt, "move_not_allowed", again="attempt_id"),
    twice("close a closed case", CloseCase, "move_not_allowed", again=""),
    twice("cancel a cancelled order", CancelOrder, "move_not_allowed", again="event_id"),
    twice("end an offer that ended", EndOffer, "move_not_allowed", again=""),
    twice("register a customer in place of one", RegisterCustomer, "guard_broken", again="phone_id"),
    twice("send the same order twice", DispatchOrder, "guard_broken", again="booking_id"),
    Attack(
        Column.WRITE,
        "open a closed case again",
        reopened,
        stopped="unknown_command",
        honest=honest(CloseCase),
    ),
    Attack(
        Column.WRITE,
        "rewrite an attempt",
        attempt_rewritten,
        stopped="guard_broken",
        has=FLOOR,
        honest=honest(RecordAttempt),
    ),
    Attack(
        Column.WRITE,
        "rewrite what happened to an order",
        event_rewritten,
        stopped="guard_broken",
        has=DISPATCHING,
        honest=honest(UrgeOrder),
    ),
    Attack(
        Column.WRITE,
        "give a call that was wrapped up to another customer",
        bound_elsewhere,
        stopped="call_bound",
        has=FLOOR,
        honest=honest(BindCall),
    ),
    spoiled(
        "answer a call that is over",
        AnswerCall,
        "move_not_allowed",
        lambda ground, _: {"call_id": ground.call(ended_at=NOW, outcome=CallOutcome.WITHDRAWN)},
    ),
    spoiled(
        "urge an order that is closed",
        UrgeOrder,
        "move_not_allowed",
        lambda ground, _: {"order_id": ground.order(PROVIDER, OrderState.CANCELLED)},
    ),
    spoiled(
        "make a promised call that was dropped",
        RecordAttempt,
        "move_not_allowed",
        lambda ground, _: {"follow_up_id": ground.follow_up(state=FollowUpState.DROPPED, closed_at=NOW)},
    ),
    spoiled(
        "send an order on a closed case",
        DispatchOrder,
        "move_not_allowed",
        lambda ground, _: {"case_id": ground.case(state=CaseState.DONE)},
    ),
    spoiled(
        "request an order on a closed case",
        RequestOrder,
        "move_not_allowed",
        lambda ground, _: {"case_id": ground.case(state=CaseState.DONE)},
    ),
    spoiled(
        "book a half-day that is full",
        DispatchOrder,
        "slot_taken",
        lambda ground, _: {"provider_id": ground.provider(0)},
    ),
    spoiled(
        "book a half-day that nobody offers",
        DispatchOrder,
        "slot_taken",
        lambda *_: {"on": LATER.date()},
    ),
    spoiled(
        "send an order to who has left",
        DispatchOrder,
        "not_covered",
        lambda *_: {"provider_id": FORMER_PROVIDER},
    ),
    spoiled(
        "send an order to an address of somebody else",
        DispatchOrder,
        "not_found",
        lambda *_: {"address_id": OTHER_ADDRESS},
    ),
    spoiled(
        "send an order for a unit of somebody else",
        RequestOrder,
        "not_found",
        lambda *_: {"unit_id": OTHER_UNIT},
    ),
    spoiled(
        "write over what was changed meanwhile",
        EditCustomer,
        "field_changed",
        lambda *_: {"edits": {"name": Edit(old="甘兴霸", new="甘霸")}},
    ),
    spoiled(
        "promise a call about a case of somebody else",
        ScheduleFollowUp,
        "not_found",
        lambda ground, _: {"case_id": ground.case(OTHER_CUSTOMER)},
    ),
)
