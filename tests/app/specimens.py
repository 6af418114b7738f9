"""One of every command, as a desk gives it and as it is done on the base rows with work in hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar

from app.absences import SetAbsence
from app.alerts import EndAlert, RaiseAlert, TakeAlert, TellAlert, alert_id
from app.arrangements import ArrangeList
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
from app.capacity import WEEKDAYS, LayOutWeeks
from app.cases import (
    AnsweredAuthority,
    CaseChannel,
    CaseKind,
    CaseState,
    CloseCase,
    ContactedCase,
    NoteCase,
    OpenCase,
    ReopenCase,
)
from app.claims import ClaimFollowUps, OpenToAll, ReleaseFollowUps
from app.command import Actor, Command, Edit
from app.coverage import CloseGap
from app.customers import AddAddress, AddUnit, EditCustomer, RegisterCustomer, UnitUse
from app.dispatch import DispatchOrder, NewCase, RequestOrder
from app.escalation import Escalate
from app.events import Leg
from app.floor.breaks import AskBreak, EndBreak, GrantBreak
from app.floor.help_calls import AnswerHelp, AskHelp
from app.floor.machine import What
from app.floor.messages import MessageAgent, SeeMessage
from app.floor.moving import AskState, MoveAgent, RepairState
from app.floor.now import AgentState
from app.floor.nuisance import ConfirmNuisance, DropNuisance, MarkNuisance
from app.floor.queue_moves import MoveAgents
from app.followups import RecordAttempt, ScheduleFollowUp, StopFollowUps
from app.goods import AskToBeTold, GoodsArrived
from app.handover import HandOver, HandOverReason, Reassign
from app.interactions import Channel, OpenInteraction, SealInteraction
from app.knowledge import LinkKind, UseArticle
from app.knowledge_edit import Link, PublishArticle, RetireArticle
from app.lists.editing import CellEdit, EditList, RowEdit
from app.matching import RuleOutCaller
from app.messages.consent import RecordConsent
from app.messages.queueing import DropMessage, QueueMessage
from app.notices import EndNotice, NoticeSeverity, PublishNotice, PutNoticeAway, TellNotice
from app.order_clocks import ContactedOrder, PauseOrder, PauseReason, ResumeOrder
from app.order_life import (
    AcceptOrder,
    AwaitPart,
    FinishOrder,
    PartArrived,
    RecordFirstContact,
    RecordVisit,
)
from app.orders import CancelOrder, OrderResult, OrderState, UrgeOrder
from app.promise_rules import PromiseClock
from app.reads import RecordRead
from app.rebooking import BookOrder, PassOn, RefuseOrder
from app.recordings import LetRecordingsGo, OpenRecording, RecordRecording, recording_id
from app.reference import ProductLine
from app.rights import MAY_DO
from app.scripts import AnswerStep, PublishScript, RetireScript
from app.service_time import Half
from app.warranty import Cover, ExchangeUnit, ExtendWarranty, ReviseWarrantyRule
from app.working_calendar import DayKind, ImportCalendar, NoticeDay, SetCalendarDay
from db.ids import derived_id
from db.models.people import Role
from tests.rows import (
    ADDRESS,
    ARTICLE,
    BOOKING,
    CALL,
    CASE,
    COUNTY,
    CUSTOMER,
    ELSEWHERE,
    FOLLOW_UP,
    INTERACTION,
    MESSAGE,
    NOTICE,
    NOW,
    OFFER,
    ORDER,
    OTHER_ADDRESS,
    OTHER_CUSTOMER,
    OTHER_UNIT,
    PERSONS,
    PHONE_KEY,
    PROVIDER,
    SCRIPT,
    SECOND_PROVIDER,
    STEPS,
    TECHNICIAN,
    THRESHOLD,
    TOMORROW,
    UNIT,
    actor,
    uid,
)

C = TypeVar("C", bound=Command)
AT = NOW + timedelta(minutes=1)
SOON = NOW + timedelta(hours=1)
LATER = NOW + timedelta(days=2)
NEW = uid(0x901)  # the row that a command makes
NEW_BOOKING, NEW_EVENT, OTHER_EVENT = uid(0x902), uid(0x903), uid(0x904)

PHONE_LEG = Leg(
    unique_id="170.3",
    channel="PJSIP/8000-00000001",
    agent="PJSIP/8000",
    began_at=NOW,
    joined_at=NOW + timedelta(seconds=3),
    ended_at=AT,
    cause=16,
)
LOST_LEG = replace(PHONE_LEG, unique_id="170.1", agent="", joined_at=None, ended_at=None, cause=None)

_LETTING_GO: dict[str, Any] = {
    "order_id": ORDER,
    "provider_id": PROVIDER,
    "event_id": NEW_EVENT,
    "booking_id": NEW_BOOKING,
    "sent_event_id": OTHER_EVENT,
    "answer_by": SOON,
    "confirm_by": SOON,
}

_HANDED_OVER: dict[str, Any] = {
    "order_ids": (ORDER,),
    "to_person_id": PERSONS[Role.DISPATCHER],
    "reason": HandOverReason.SHIFT_END,
}

ALERT = alert_id(THRESHOLD, "600", None, NOW)
_VALUES: dict[type[Command], dict[str, Any]] = {
    RecordCall: {
        "call_id": NEW,
        "line": "practice",
        "linked_id": "170.1",
        "direction": CallDirection.IN,
        "ani": "13800138000",
        "ani_key": PHONE_KEY,
        "dnis": "4008111666",
        "queue": "repair",
    },
    RecordOffer: {"offer_id": NEW, "call_id": CALL, "agent": "8000"},
    EndOffer: {"offer_id": OFFER, "outcome": OfferOutcome.ANSWERED},
    AnswerCall: {"call_id": CALL},
    EndCall: {"call_id": CALL, "outcome": CallOutcome.ANSWERED},
    RecordLegs: {"call_id": CALL, "legs": (PHONE_LEG, LOST_LEG)},
    BindCall: {"call_id": CALL, "customer_id": CUSTOMER},
    UnbindCall: {"call_id": CALL, "customer_id": CUSTOMER},
    PassCall: {"call_id": CALL, "to_number": "8002", "notes": "要洗衣机的门封"},
    ListenToCall: {"line": "pbx", "linked_id": "170.1", "agent": "PJSIP/8001"},
    RuleOutCaller: {"customer_id": CUSTOMER, "key": PHONE_KEY},
    OpenInteraction: {"interaction_id": NEW, "call_id": CALL, "channel": Channel.CALL_IN},
    SealInteraction: {
        "interaction_id": INTERACTION,
        "reason_code": "repair",
        "disposition_code": "solved.advice",
        "notes": "排水泵有异响",
        "talk_s": 95,
        "wrap_up_s": 12,
    },
    RegisterCustomer: {"customer_id": NEW, "name": "单雄信", "phone_id": NEW_EVENT, "phone": "028-8555 1234"},
    EditCustomer: {"customer_id": CUSTOMER, "edits": {"remark": Edit(old="", new="白天上班")}},
    AddAddress: {
        "address_id": NEW,
        "customer_id": CUSTOMER,
        "region_code": COUNTY,
        "address_line": "春熙路2号",
    },
    AddUnit: {"unit_id": NEW, "customer_id": CUSTOMER, "model_code": "XQG100", "serial": "SN100"},
    OpenCase: {
        "case_id": NEW,
        "customer_id": CUSTOMER,
        "kind": CaseKind.COMPLAINT,
        "summary": "师傅没来",
        "severity": 2,
        "category_code": "complaint.late",
        "remedy_code": "redo",
        "channel": CaseChannel.AUTHORITY_12315,
        "external_no": "1510104002026112301",
        "authority": "锦江区市场监督管理局",
    },
    ContactedCase: {"case_id": CASE, "event_id": NEW_EVENT, "note": "已致歉"},
    AnsweredAuthority: {"case_id": NEW, "event_id": NEW_EVENT},
    NoteCase: {"case_id": CASE, "event_id": NEW_EVENT, "note": "已问服务商"},
    CloseCase: {"case_id": CASE, "state": CaseState.DONE},
    ReopenCase: {"case_id": CASE, "event_id": NEW_EVENT, "note": "又坏了"},
    SetAbsence: {
        "absence_id": NEW,
        "person_id": PERSONS[Role.AGENT],
        "first_at": SOON,
        "until_at": LATER,
        "deputy_id": PERSONS[Role.DISPATCHER],
    },
    MoveAgent: {"person_id": PERSONS[Role.AGENT], "what": What.SIGNED_IN},
    AskState: {"state": AgentState.READY},
    RepairState: {"person_id": PERSONS[Role.AGENT], "state": AgentState.READY},
    AskHelp: {"help_id": NEW, "call_id": CALL},
    AnswerHelp: {"help_id": NEW},
    MessageAgent: {"message_id": NEW, "person_id": PERSONS[Role.AGENT], "text": "请尽快收尾"},
    SeeMessage: {"message_id": NEW},
    MoveAgents: {"persons": (PERSONS[Role.AGENT],), "joins": "repair"},
    MarkNuisance: {"number_key": PHONE_KEY, "raw": "13800138000", "reason": "不说话", "until_at": LATER},
    ConfirmNuisance: {"number_key": PHONE_KEY},
    DropNuisance: {"number_key": PHONE_KEY},
    AskBreak: {"break_id": NEW, "reason": "meal", "minutes": 30},
    GrantBreak: {"break_id": NEW},
    EndBreak: {"break_id": NEW},
    ArrangeList: {"list_name": "my_orders", "arrangement": "{}"},
    HandOver: _HANDED_OVER,
    Reassign: _HANDED_OVER,
    Escalate: {
        "order_id": ORDER,
        "clock": PromiseClock.VISIT,
        "step": 1,
        "due_at": AT,
        "person_id": PERSONS[Role.AGENT],
    },
    PauseOrder: {
        "order_id": ORDER,
        "pause_id": NEW,
        "event_id": NEW_EVENT,
        "reason": PauseReason.CUSTOMER_WISH,
        "until_at": LATER,
    },
    ResumeOrder: {"order_id": ORDER, "event_id": OTHER_EVENT},
    ContactedOrder: {"order_id": ORDER, "event_id": NEW_EVENT},
    DispatchOrder: {
        "order_id": NEW,
        "number": "261123-9012-01",
        "case_id": CASE,
        "unit_id": UNIT,
        "address_id": ADDRESS,
        "fault_code": "W01",
        "entitlement": {"light": "covered"},
        "provider_id": PROVIDER,
        "on": TOMORROW,
        "half": Half.AM,
        "answer_by": SOON,
        "booking_id": NEW_BOOKING,
        "taken_event_id": NEW_EVENT,
        "sent_event_id": OTHER_EVENT,
    },
    RequestOrder: {
        "order_id": NEW,
        "number": "261123-9012-02",
        "case_id": CASE,
        "unit_id": UNIT,
        "address_id": ADDRESS,
        "fault_code": "W01",
        "entitlement": {"light": "covered"},
        "taken_event_id": NEW_EVENT,
        "confirm_by": LATER,
    },
    BookOrder: {
        "order_id": ORDER,
        "provider_id": SECOND_PROVIDER,
        "on": TOMORROW,
        "half": Half.PM,
        "answer_by": SOON,
        "booking_id": NEW_BOOKING,
        "event_id": NEW_EVENT,
        "seen_state": OrderState.BOOKED,
        "seen_booking_id": BOOKING,
    },
    AcceptOrder: {"order_id": ORDER, "technician_id": TECHNICIAN, "event_id": NEW_EVENT},
    RecordFirstContact: {"order_id": ORDER, "event_id": NEW_EVENT},
    RecordVisit: {"order_id": ORDER, "event_id": NEW_EVENT, "next_at": LATER},
    AwaitPart: {"order_id": ORDER, "event_id": NEW_EVENT, "part_by": LATER, "note": "缺排水泵"},
    PartArrived: {"order_id": ORDER, "event_id": NEW_EVENT, "confirm_by": SOON},
    FinishOrder: {"order_id": ORDER, "event_id": NEW_EVENT, "result": OrderResult.OK, "paid_fen": 18000},
    PassOn: {**_LETTING_GO, "due_at": NOW},
    RefuseOrder: {**_LETTING_GO, "reason": "师傅请假"},  # last: afterwards it is another provider's
    CloseGap: {"gap_id": derived_id("coverage_gap", ELSEWHERE, "washer", "repair")},
    UrgeOrder: {"order_id": ORDER, "event_id": NEW_EVENT, "note": "客户再次来电"},
    CancelOrder: {"order_id": ORDER, "event_id": NEW_EVENT, "reason": "自己修好了"},
    ScheduleFollowUp: {
        "follow_up_id": NEW,
        "customer_id": CUSTOMER,
        "reason_code": "after_repair",
        "owner_id": PERSONS[Role.AGENT],
        "phone_key": PHONE_KEY,
        "due_at": LATER,
    },
    RecordAttempt: {"attempt_id": NEW, "follow_up_id": FOLLOW_UP, "outcome": "reached", "score": 5},
    QueueMessage: {
        "message_id": NEW,
        "customer_id": CUSTOMER,
        "template": "note",
        "order_id": ORDER,
        "to_key": PHONE_KEY,
        "words": "请提前清空洗衣机。",
    },
    DropMessage: {"message_id": MESSAGE},
    RecordConsent: {"consent_id": NEW, "customer_id": CUSTOMER, "is_given": True, "wording": "2026-1"},
    StopFollowUps: {"customer_id": CUSTOMER, "no_follow_ups": True, "no_marketing": True},
    ClaimFollowUps: {},
    ReleaseFollowUps: {},
    OpenToAll: {"follow_up_id": NEW},
    RecordVoicemail: {"call_id": CALL, "sound": "voicemail/170.1.wav"},
    RecordRecording: {"call_id": CALL, "name": "monitor/170.1.wav", "is_paused": False, "is_over": False},
    OpenRecording: {"recording_id": recording_id(CALL, "monitor/170.1.wav"), "reason": "投诉"},
    LetRecordingsGo: {"before": LATER},
    LayOutWeeks: {
        "at": AT + timedelta(days=7),
        "provider_id": PROVIDER,
        "half": Half.AM,
        "until": date(2027, 1, 25),
    },
    DropCallBack: {"call_back_id": derived_id("call_back", CALL)},
    AskToBeTold: {"wish_id": NEW, "customer_id": CUSTOMER, "words": "滤芯", "phone_key": PHONE_KEY},
    GoodsArrived: {"wish_ids": (NEW,)},
    UseArticle: {"article_id": ARTICLE, "read_version": 1, "interaction_id": INTERACTION},
    PublishArticle: {
        "article_id": NEW,
        "seen_version": 0,
        "code": "W-E9",
        "title_zh": "洗衣机 E9",
        "title_en": "Washer E9",
        "body_zh": "断电。",
        "body_en": "Power off.",
        "words": "E9",
        "valid_from": NOW,
        "links": (Link(kind=LinkKind.FAULT, ref="W01"),),
    },
    RetireArticle: {"article_id": ARTICLE},
    PublishNotice: {
        "notice_id": NEW,
        "severity": NoticeSeverity.RECALL,
        "model_code": "XQG100",
        "serial_from": "SN0",
        "serial_to": "SN1",
        "title_zh": "召回",
        "title_en": "Recall",
        "fault_code": "W01",
        "valid_from": NOW,
    },
    EndNotice: {"notice_id": NOTICE},
    TellNotice: {"notice_id": NOTICE, "customer_id": CUSTOMER, "call_id": CALL},
    PutNoticeAway: {"notice_id": NOTICE},
    AnswerStep: {
        "interaction_id": INTERACTION,
        "script_id": SCRIPT,
        "script_version": 1,
        "n": 1,
        "step": "drains",
        "value": "no",
    },
    PublishScript: {
        "script_id": NEW,
        "seen_version": 0,
        "code": "LEAK",
        "title_zh": "漏水",
        "title_en": "Leaks",
        "reason_code": "repair",
        "steps": STEPS,
    },
    RetireScript: {"script_id": SCRIPT},
    RecordRead: {"customer_id": CUSTOMER, "subject": "170.1"},
    EditList: {
        "list_id": "code_reason",
        "rows": (
            RowEdit(key={"code": "repair"}, cells={"name_en": CellEdit(old="repair", new="Mending")}),
            RowEdit(
                key={},
                is_new=True,
                cells={
                    "code": CellEdit(new="repair.smell"),
                    "parent_code": CellEdit(new="repair"),
                    "name_zh": CellEdit(new="有异味"),
                    "name_en": CellEdit(new="smells"),
                },
            ),
        ),
    },
    SetCalendarDay: {"on": date(2027, 2, 11), "kind": DayKind.OFF, "seen": None, "source": "公司"},
    ImportCalendar: {
        "year": 2027,
        "days": (NoticeDay(on=date(2027, 2, 5), kind=DayKind.OFF, name="春节"),),
        "source": "国务院办公厅 2026-11",
    },
    ReviseWarrantyRule: {
        "line": ProductLine.WASHER,
        "use": UnitUse.HOME,
        "province": "",
        "valid_from": date(2027, 1, 1),
        "source": "新规定",
        "says": {"return_days": 14},
    },
    ExtendWarranty: {
        "extension_id": NEW,
        "unit_id": UNIT,
        "covers": Cover.WHOLE,
        "starts_on": date(2027, 3, 11),
        "ends_on": date(2029, 3, 10),
        "number": "YB-1",
    },
    ExchangeUnit: {"unit_id": UNIT, "new_unit_id": NEW, "serial": "SN009", "on": date(2026, 11, 23)},
    RaiseAlert: {
        "threshold_id": THRESHOLD,
        "queue": "600",
        "since": NOW,
        "value": 4,
        "bound": 3,
        "tells": (PERSONS[Role.AGENT],),
    },
    TellAlert: {"alert_id": ALERT, "tells": (PERSONS[Role.ADMIN],)},
    TakeAlert: {"alert_id": ALERT},
    EndAlert: {"alert_id": ALERT},
}

SPECIMENS: tuple[type[Command], ...] = tuple(_VALUES)


# What must have been done before there is something for a command to change.
# what has to be decided before, with what is other than in its own specimen
A_WEEK = RowEdit(
    key={},
    is_new=True,
    cells={
        name: CellEdit(new=value)
        for name, value in {"provider_id": str(PROVIDER), "half": "am", **dict.fromkeys(WEEKDAYS, 2)}.items()
    },
)
BEFORE: dict[type[Command], tuple[type[Command], dict[str, Any]]] = {
    UnbindCall: (BindCall, {}),
    AnswerHelp: (AskHelp, {}),
    ConfirmNuisance: (MarkNuisance, {}),
    DropNuisance: (MarkNuisance, {}),
    GrantBreak: (AskBreak, {}),
    EndBreak: (AskBreak, {}),
    ReleaseFollowUps: (ClaimFollowUps, {}),
    OpenToAll: (ScheduleFollowUp, {}),
    DropCallBack: (RecordVoicemail, {}),
    OpenRecording: (RecordRecording, {}),
    LetRecordingsGo: (RecordRecording, {}),
    LayOutWeeks: (EditList, {"list_id": "provider_week", "rows": (A_WEEK,)}),
    GoodsArrived: (AskToBeTold, {}),
    AnsweredAuthority: (OpenCase, {}),
    ReopenCase: (CloseCase, {}),
    ResumeOrder: (PauseOrder, {}),
    **dict.fromkeys((TellAlert, TakeAlert, EndAlert), (RaiseAlert, {})),
    PartArrived: (AwaitPart, {"event_id": uid(0x905)}),
    PassOn: (
        BookOrder,
        {"provider_id": PROVIDER, "answer_by": NOW, "booking_id": uid(0x905), "event_id": uid(0x905)},
    ),
    CloseGap: (
        RequestOrder,
        {
            "order_id": uid(0x905),
            "case_id": uid(0x906),
            "new_case": NewCase(customer_id=OTHER_CUSTOMER, summary="不排水"),
            "unit_id": OTHER_UNIT,
            "address_id": OTHER_ADDRESS,
        },
    ),
}


def before(kind: type[Command]) -> list[Command]:
    """Return what has to be decided before the specimen of a kind can be done."""
    if kind in (AskState, RepairState, MessageAgent, MoveAgents):
        return [a(MoveAgent, person_id=PERSONS[role]) for role in (Role.AGENT, Role.SUPERVISOR, Role.ADMIN)]
    if kind is SeeMessage:
        return [*before(MessageAgent), a(MessageAgent)]
    earlier, changes = BEFORE.get(kind, (None, {}))
    return [] if earlier is None else [a(earlier, **changes)]


def a(kind: type[C], /, **changes: Any) -> C:
    """Make a command of a kind, with some of its values changed; its id is new each time."""
    return kind(**{"at": AT} | _VALUES[kind] | changes)


def doer(kind: type[Command]) -> Actor:
    """Return somebody who may make a command: an agent where agents may."""
    return actor(Role.AGENT if Role.AGENT in MAY_DO[kind] else min(MAY_DO[kind]))


def all_commands() -> Iterator[type[Command]]:
    """Yield every command that the program knows."""
    waiting: list[type[Command]] = [Command]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            if kind.__module__.startswith("app."):
                yield kind
            waiting.append(kind)


LIFE: tuple[type[Command], ...] = (
    BookOrder,
    RefuseOrder,
    PassOn,
    AcceptOrder,
    RecordFirstContact,
    RecordVisit,
    AwaitPart,
    PartArrived,
    FinishOrder,
)

MISSING: tuple[tuple[type[Command], str], ...] = (
    (RecordOffer, "call_id"),
    (EndOffer, "offer_id"),
    (AnswerCall, "call_id"),
    (EndCall, "call_id"),
    (RecordLegs, "call_id"),
    (BindCall, "call_id"),
    (UnbindCall, "call_id"),
    (PassCall, "call_id"),
    (BindCall, "customer_id"),
    (OpenInteraction, "call_id"),
    (SealInteraction, "interaction_id"),
    (EditCustomer, "customer_id"),
    (AddAddress, "customer_id"),
    (AddUnit, "customer_id"),
    (OpenCase, "customer_id"),
    (ContactedCase, "case_id"),
    (AnsweredAuthority, "case_id"),
    (NoteCase, "case_id"),
    (ReopenCase, "case_id"),
    (SetAbsence, "deputy_id"),
    (HandOver, "to_person_id"),
    (Escalate, "order_id"),
    (PauseOrder, "order_id"),
    (ResumeOrder, "order_id"),
    (ContactedOrder, "order_id"),
    (UrgeOrder, "told_provider_id"),
    (CloseCase, "case_id"),
    (DispatchOrder, "case_id"),
    (DispatchOrder, "unit_id"),
    (DispatchOrder, "address_id"),
    (DispatchOrder, "provider_id"),
    (RequestOrder, "case_id"),
    (RequestOrder, "unit_id"),
    (RequestOrder, "address_id"),
    *((kind, "order_id") for kind in LIFE),
    (BookOrder, "provider_id"),
    (AcceptOrder, "technician_id"),
    (CloseGap, "gap_id"),
    (UrgeOrder, "order_id"),
    (CancelOrder, "order_id"),
    (ScheduleFollowUp, "customer_id"),
    (ScheduleFollowUp, "case_id"),
    (RecordAttempt, "follow_up_id"),
    (StopFollowUps, "customer_id"),
    (ClaimFollowUps, "only"),
    (OpenToAll, "follow_up_id"),
    (RecordVoicemail, "call_id"),
    (RecordRecording, "call_id"),
    (OpenRecording, "recording_id"),
    (DropCallBack, "call_back_id"),
    (AskToBeTold, "customer_id"),
    (QueueMessage, "customer_id"),
    (QueueMessage, "order_id"),
    (DropMessage, "message_id"),
    (RecordConsent, "customer_id"),
    (UseArticle, "article_id"),
    (UseArticle, "interaction_id"),
    (RetireArticle, "article_id"),
    (EndNotice, "notice_id"),
    (TellNotice, "notice_id"),
    (TellNotice, "customer_id"),
    (PutNoticeAway, "notice_id"),
    (AnswerStep, "interaction_id"),
    (AnswerStep, "script_id"),
    (RetireScript, "script_id"),
    (ExtendWarranty, "unit_id"),
    (ExchangeUnit, "unit_id"),
    (RepairState, "person_id"),
    (AnswerHelp, "help_id"),
    (MessageAgent, "person_id"),
    (MessageAgent, "help_id"),
    (SeeMessage, "message_id"),
    (GrantBreak, "break_id"),
    (EndBreak, "break_id"),
)

__all__ = ["AT", "LATER", "LOST_LEG", "MISSING", "NEW", "PHONE_LEG", "SPECIMENS", "a", "all_commands"]
