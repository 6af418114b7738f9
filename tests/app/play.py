"""Random play: commands made of few ids, so that they meet, contradict and repeat each other; and replay."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.call_passing import ListenToCall, PassCall
from app.callbacks import DropCallBack, RecordVoicemail
from app.calls import (
    AnswerCall,
    BindCall,
    CallDirection,
    CallOutcome,
    EndCall,
    EndOffer,
    OfferOutcome,
    RecordCall,
    RecordLegs,
    RecordOffer,
    UnbindCall,
)
from app.cases import CaseKind, CaseState, CloseCase, OpenCase
from app.claims import ClaimFollowUps, OpenToAll, ReleaseFollowUps
from app.command import Actor, Command, Edit
from app.customers import AddAddress, AddUnit, EditCustomer, RegisterCustomer
from app.dispatch import DispatchOrder, NewCase, RequestOrder
from app.errors import TooLate
from app.floor.machine import What
from app.floor.moving import AskState, MoveAgent, RepairState
from app.floor.now import AgentState
from app.followups import AttemptOutcome, RecordAttempt, ScheduleFollowUp, StopFollowUps
from app.goods import AskToBeTold, GoodsArrived
from app.interactions import Channel, OpenInteraction, SealInteraction
from app.order_life import (
    AcceptOrder,
    AwaitPart,
    FinishOrder,
    PartArrived,
    RecordFirstContact,
    RecordVisit,
)
from app.orders import CancelOrder, OrderResult, OrderState, UrgeOrder
from app.reads import ReadReason, RecordRead
from app.rebooking import BookOrder, PassOn, RefuseOrder
from app.recordings import LetRecordingsGo, OpenRecording, RecordRecording, recording_id
from app.service_time import Half
from db.ids import derived_id
from db.models.ledger import AppliedCommand
from db.models.people import Role
from db.store import Store
from tests.app.specimens import LOST_LEG, PHONE_LEG, all_commands
from tests.rows import (
    ADDRESS,
    BOOKING,
    CALL,
    CASE,
    COUNTY,
    CUSTOMER,
    ELSEWHERE,
    FOLLOW_UP,
    INTERACTION,
    NOBODY,
    NOW,
    OFFER,
    ORDER,
    OTHER_ADDRESS,
    OTHER_CUSTOMER,
    OTHER_UNIT,
    PERSONS,
    PHONE_KEY,
    PROVIDER,
    SECOND_PROVIDER,
    SECOND_TECHNICIAN,
    TECHNICIAN,
    TODAY,
    TOMORROW,
    UNIT,
    actor,
    uid,
)

T = TypeVar("T")
Choose = Callable[[Sequence[Any]], Any]

# What is there stands three times, so that most commands find something.
CALLS = (CALL,) * 3 + (uid(0xA01), uid(0xA02))
OFFERS = (OFFER,) * 3 + (uid(0xA11), uid(0xA12))
INTERACTIONS = (INTERACTION,) * 3 + (uid(0xA21), uid(0xA22))
CUSTOMERS = (CUSTOMER,) * 4 + (OTHER_CUSTOMER, uid(0xA31), uid(0xA32), NOBODY)
PHONES = (uid(0xA41), uid(0xA42))
ADDRESSES = (ADDRESS,) * 3 + (OTHER_ADDRESS, uid(0xA51))
UNITS = (UNIT,) * 3 + (OTHER_UNIT, uid(0xA61))
CASES = (CASE,) * 3 + (uid(0xA71), uid(0xA72))
ORDERS = (ORDER,) * 3 + (uid(0xA81), uid(0xA82), uid(0xA83))
BOOKINGS = tuple(uid(0xA90 + number) for number in range(4))
EVENTS = tuple(uid(0xAA0 + number) for number in range(60))
FOLLOW_UPS = (FOLLOW_UP,) * 3 + (uid(0xAB1), uid(0xAB2))
CALL_BACKS = tuple(derived_id("call_back", call) for call in CALLS[2:])
RECORDINGS = tuple(recording_id(call, name) for call in CALLS[2:] for name in ("排水泵", "末班车😀"))
WISHES = (uid(0xAB5), uid(0xAB6))
ATTEMPTS = tuple(uid(0xAC0 + number) for number in range(20))
TEXTS = ("", "排水泵", 'O\'Neil \\ % \x1f "x"', "末班车😀")
ACTORS = (Role.AGENT,) * 6 + (Role.SUPERVISOR, Role.DISPATCHER, Role.ANALYST)

COMPLAINT = CaseKind.COMPLAINT
LETTING_GO: dict[str, tuple[Any, ...]] = {
    "order_id": ORDERS,
    "provider_id": (PROVIDER, SECOND_PROVIDER),
    "event_id": EVENTS,
    "booking_id": BOOKINGS,
    "sent_event_id": EVENTS,
    "answer_by": (NOW, NOW + timedelta(hours=1)),
    "confirm_by": (NOW + timedelta(hours=2),),
}

# What each field may be; under "" stand sets of fields that only go together.
FIELDS: dict[type[Command], dict[str, tuple[Any, ...]]] = {
    RecordCall: {
        "call_id": CALLS,
        "line": ("practice",),
        "linked_id": ("170.1", "170.2"),
        "direction": tuple(CallDirection),
        "ani": ("13800138000", ""),
        "ani_key": (PHONE_KEY, ""),
        "dnis": ("4008111666",),
        "queue": TEXTS,
    },
    RecordOffer: {
        "offer_id": OFFERS,
        "call_id": CALLS,
        "agent": ("8000",),
        "person_id": (None, None, NOBODY),
    },
    EndOffer: {"offer_id": OFFERS, "outcome": tuple(OfferOutcome)},
    AnswerCall: {"call_id": CALLS},
    EndCall: {"call_id": CALLS, "outcome": tuple(CallOutcome)},
    RecordLegs: {"call_id": CALLS, "legs": ((), (PHONE_LEG,), (LOST_LEG, PHONE_LEG))},
    BindCall: {"call_id": CALLS, "customer_id": CUSTOMERS},
    UnbindCall: {"call_id": CALLS, "customer_id": CUSTOMERS},
    PassCall: {"call_id": CALLS, "to_number": ("8002",), "notes": TEXTS},
    ListenToCall: {"line": ("pbx",), "linked_id": ("1",), "agent": ("8001",)},
    OpenInteraction: {"interaction_id": INTERACTIONS, "call_id": CALLS, "channel": tuple(Channel)},
    SealInteraction: {
        "interaction_id": INTERACTIONS,
        "reason_code": ("repair", None),
        "disposition_code": ("solved",),
        "notes": TEXTS,
        "order_id": (None, *ORDERS),
        "talk_s": (0, 95),
        "wrap_up_s": (0, 12),
    },
    RegisterCustomer: {
        "customer_id": CUSTOMERS,
        "name": ("单雄信", "Zhou 周"),
        "phone_id": PHONES,
        "phone": ("028-85551234转801", "13800138000", ""),
        "address_id": (None, *ADDRESSES),
        "region_code": (None, COUNTY, "99"),
    },
    EditCustomer: {
        "customer_id": CUSTOMERS,
        "edits": tuple(
            {"remark": Edit(old=old, new=new), "title": Edit(old="ms", new=title)}
            for old in TEXTS[:2]
            for new in TEXTS
            for title in ("ms", "mr")
        ),
    },
    AddAddress: {
        "address_id": ADDRESSES,
        "customer_id": CUSTOMERS,
        "region_code": (COUNTY, ELSEWHERE, "99"),
        "address_line": TEXTS[1:],
    },
    AddUnit: {
        "unit_id": UNITS,
        "customer_id": CUSTOMERS,
        "address_id": (None, *ADDRESSES),
        "model_code": ("XQG100", "KFR35", "none"),
        "serial": (None, "SN001", "SN100"),
        "sold_on": (None, TODAY),
    },
    OpenCase: {
        "case_id": CASES,
        "customer_id": CUSTOMERS,
        "unit_id": (None, *UNITS),
        "call_id": (None, *CALLS[2:4]),
        "summary": TEXTS,
        "": (
            *({"kind": kind, "due_at": NOW} for kind in CaseKind if kind is not COMPLAINT),
            *({"kind": COMPLAINT, "severity": severity} for severity in (1, 4)),
        ),
    },
    CloseCase: {"case_id": CASES, "state": (CaseState.DONE, CaseState.CANCELLED)},
    DispatchOrder: {
        "order_id": ORDERS,
        "number": ("261123-9012-01", "261123-9012-02", "261123-9012-03"),
        "case_id": CASES,
        "new_case": (
            None,
            None,
            NewCase(customer_id=CUSTOMER, summary="不排水"),
            NewCase(customer_id=OTHER_CUSTOMER, call_id=CALL, summary=""),
        ),
        "unit_id": (None, *UNITS),
        "address_id": ADDRESSES,
        "fault_code": ("W01", "W01", "A01"),
        "entitlement": ({}, {"light": "covered", "until": None, "months": [12, 36]}),
        "provider_id": (PROVIDER, SECOND_PROVIDER),
        "on": (TODAY, TOMORROW),
        "half": tuple(Half),
        "answer_by": (NOW + timedelta(hours=1),),
        "booking_id": BOOKINGS,
        "taken_event_id": EVENTS,
        "sent_event_id": EVENTS,
    },
    RequestOrder: {
        "order_id": ORDERS,
        "number": ("261123-9012-01", "261123-9012-04", "261123-9012-05"),
        "case_id": CASES,
        "new_case": (None, NewCase(customer_id=CUSTOMER, call_id=CALL, summary="不排水")),
        "unit_id": (None, *UNITS),
        "address_id": ADDRESSES,
        "fault_code": ("W01", "A01"),
        "entitlement": ({}, {"light": "covered"}),
        "taken_event_id": EVENTS,
        "confirm_by": (NOW + timedelta(hours=3), NOW + timedelta(days=1)),
    },
    BookOrder: {
        "order_id": ORDERS,
        "provider_id": (PROVIDER, SECOND_PROVIDER),
        "on": (TODAY, TOMORROW),
        "half": tuple(Half),
        "answer_by": (NOW, NOW + timedelta(hours=1)),
        "booking_id": BOOKINGS,
        "event_id": EVENTS,
        "reason": TEXTS,
        "seen_state": (OrderState.BOOKED, OrderState.REQUESTED),
        "seen_booking_id": (BOOKING, None, *BOOKINGS),
    },
    RefuseOrder: {**LETTING_GO, "reason": TEXTS[1:]},
    PassOn: {**LETTING_GO, "due_at": (NOW,)},
    AcceptOrder: {"order_id": ORDERS, "technician_id": (TECHNICIAN, SECOND_TECHNICIAN), "event_id": EVENTS},
    RecordFirstContact: {"order_id": ORDERS, "event_id": EVENTS, "note": TEXTS},
    RecordVisit: {
        "order_id": ORDERS,
        "event_id": EVENTS,
        "is_home": (True, False),
        "next_at": (NOW + timedelta(hours=4),),
    },
    AwaitPart: {
        "order_id": ORDERS,
        "event_id": EVENTS,
        "part_by": (NOW, NOW + timedelta(days=2)),
        "note": TEXTS[1:],
    },
    PartArrived: {"order_id": ORDERS, "event_id": EVENTS, "confirm_by": (NOW + timedelta(hours=4),)},
    FinishOrder: {
        "order_id": ORDERS,
        "event_id": EVENTS,
        "result": tuple(OrderResult),
        "paid_fen": (0, 18000),
    },
    MoveAgent: {
        "person_id": (PERSONS[Role.AGENT],) * 3 + (PERSONS[Role.SUPERVISOR],),
        "what": (What.SIGNED_IN, *What),
        "call_id": CALLS,
        "outcome": tuple(OfferOutcome),
    },
    AskState: {"": ({"state": AgentState.READY}, {"state": AgentState.NOT_READY, "reason": "meal"})},
    RepairState: {
        "person_id": (PERSONS[Role.AGENT], NOBODY),
        "state": (AgentState.READY, AgentState.LOGGED_OUT, AgentState.TALKING),
    },
    UrgeOrder: {"order_id": ORDERS, "event_id": EVENTS, "note": TEXTS},
    CancelOrder: {"order_id": ORDERS, "event_id": EVENTS, "reason": TEXTS[1:]},
    ScheduleFollowUp: {
        "follow_up_id": FOLLOW_UPS,
        "customer_id": CUSTOMERS,
        "reason_code": ("after_repair",),
        "order_id": (None, *ORDERS),
        "case_id": (None, *CASES),
        "call_id": (None, *CALLS[2:4]),
        "owner_id": (None, PERSONS[Role.AGENT]),
        "phone_key": (PHONE_KEY,),
        "due_at": (NOW, NOW + timedelta(hours=7, microseconds=1)),
    },
    RecordAttempt: {
        "attempt_id": ATTEMPTS,
        "follow_up_id": FOLLOW_UPS,
        "call_id": (None, *CALLS[2:4]),
        "note": TEXTS,
        "": (
            {"outcome": AttemptOutcome.REACHED, "score": 4},
            {"outcome": AttemptOutcome.REACHED, "score": 2, "solved": False},
            {"outcome": AttemptOutcome.NO_ANSWER},
            {"outcome": AttemptOutcome.BUSY, "next_due_at": NOW + timedelta(hours=1)},
            {"outcome": AttemptOutcome.WRONG_NUMBER},
        ),
    },
    StopFollowUps: {
        "customer_id": CUSTOMERS,
        "no_follow_ups": (True, False),
        "no_marketing": (True, False),
    },
    ClaimFollowUps: {"how_many": (1, 10), "only": (None, None, *FOLLOW_UPS, *CALL_BACKS)},
    ReleaseFollowUps: {},
    OpenToAll: {"follow_up_id": FOLLOW_UPS},
    RecordVoicemail: {"call_id": CALLS, "sound": TEXTS[1:]},
    RecordRecording: {
        "call_id": CALLS,
        "name": TEXTS[1:],
        "is_paused": (True, False),
        "is_over": (True, False),
    },
    OpenRecording: {"recording_id": RECORDINGS, "reason": ("complaint",)},
    LetRecordingsGo: {"before": (NOW, NOW + timedelta(days=400))},
    DropCallBack: {"call_back_id": CALL_BACKS},
    AskToBeTold: {
        "wish_id": WISHES,
        "customer_id": CUSTOMERS,
        "model_code": (None, "KFR35", "none"),
        "words": TEXTS[1:],
        "phone_key": (PHONE_KEY,),
        "call_id": (None, *CALLS[2:4]),
    },
    GoodsArrived: {"wish_ids": ((WISHES[0],), WISHES)},
    RecordRead: {"customer_id": CUSTOMERS, "reason": tuple(ReadReason), "subject": TEXTS},
}


def any_command(choose: Choose, command_id: UUID, at: datetime) -> Command:
    """Make some command; ``choose`` picks one of several."""
    kind = choose(tuple(FIELDS))
    values = {name: choose(options) for name, options in FIELDS[kind].items()}
    together = values.pop("", {})
    return kind(id=command_id, at=at, **values, **together)  # type: ignore[no-any-return]


def any_actor(choose: Choose) -> Actor:
    return actor(choose(ACTORS))


def decided(session: Session) -> list[tuple[Command, Actor]]:
    """Read the ledger in the order of the decisions, as commands with who gave them.

    What came too late is left out: it was refused for the time of day, which no row tells.
    """
    in_time = AppliedCommand.refusal_code.is_distinct_from(TooLate.code)
    kinds = {kind.__name__: kind for kind in all_commands()}
    roles = {person_id: role for role, person_id in PERSONS.items()}
    return [
        (kinds[row.kind](id=row.id, at=row.at, **row.body), actor(roles[row.person_id]))
        for row in session.scalars(select(AppliedCommand).where(in_time).order_by(AppliedCommand.seq))
    ]


def ledger_of(store: Store) -> list[tuple[Command, Actor]]:
    with store.read() as session:
        return decided(session)
