"""What a command that needs attention was about, in words: its kind and everything that was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.customers import Title
from app.reference import CodeList, Place, Reference
from app.service_time import Half
from ui.wording import day_time, half_hours, named

translate = QCoreApplication.translate

LONG = ("notes", "note", "fault_note", "remark", "service_note", "summary", "reason")
EDITABLE = (*LONG, "name", "contact_name", "phone", "address_line", "serial")
NOWHERE: Mapping[str, Place] = MappingProxyType({})
NOT_TYPED = (
    "what",
    "ani_key",
    "answer_by",
    "arrangement",
    "before",
    "bound",
    "case_ids",
    "case_kind",
    "channel",
    "clock",
    "covers",
    "days",
    "direction",
    "ends_on",
    "entitlement",
    "follow_up_ids",
    "how_many",
    "initials",
    "is_counted",
    "is_given",
    "is_home",
    "is_over",
    "is_paused",
    "is_safety",
    "joins",
    "kind",
    "lease",
    "leaves",
    "legs",
    "line",
    "linked_id",
    "links",
    "list_name",
    "n",
    "new_case",
    "next_at",
    "no_follow_ups",
    "no_marketing",
    "only",
    "order_ids",
    "paid_fen",
    "part_by",
    "persons",
    "phone_role",
    "province",
    "read_version",
    "replaces",
    "rows",
    "says",
    "script_version",
    "seen",
    "seen_state",
    "seen_version",
    "solved",
    "since",
    "sound",
    "source",
    "starts_on",
    "state",
    "step",
    "steps",
    "subject",
    "talk_s",
    "tells",
    "until",
    "use",
    "valid_from",
    "valid_to",
    "value",
    "wish_ids",
    "wording",
    "wrap_up_s",
    "year",
)


@dataclass(frozen=True, slots=True)
class Typed:
    """One thing that was typed or chosen; ``value`` is as it stands in the command."""

    field: str
    label: str
    words: str
    value: str
    is_editable: bool

    @property
    def is_long(self) -> bool:
        return self.field in LONG


def kind_words(kind: str) -> str:
    """Return what a command does, as a person says it; the name of a kind that is not known here."""
    return _kinds().get(kind, kind)


def _kinds() -> dict[str, str]:
    return {
        "RecordCall": translate("Attention", "A call"),
        "RecordOffer": translate("Attention", "A call that rang here"),
        "EndOffer": translate("Attention", "A call that stopped ringing here"),
        "AnswerCall": translate("Attention", "A call answered"),
        "EndCall": translate("Attention", "A call ended"),
        "RecordLegs": translate("Attention", "Who was in a call"),
        "BindCall": translate("Attention", "Whose call it was"),
        "RuleOutCaller": translate("Attention", "Who was not the caller"),
        "OpenInteraction": translate("Attention", "A contact begun"),
        "SealInteraction": translate("Attention", "A wrap-up with its notes"),
        "RegisterCustomer": translate("Attention", "A new customer"),
        "EditCustomer": translate("Attention", "A change to a customer"),
        "AddAddress": translate("Attention", "A new address"),
        "AddUnit": translate("Attention", "A new unit"),
        "OpenCase": translate("Attention", "A case opened"),
        "CloseCase": translate("Attention", "A case closed"),
        "DispatchOrder": translate("Attention", "An order dispatched"),
        "RequestOrder": translate("Attention", "An order requested"),
        "UrgeOrder": translate("Attention", "An order chased"),
        "CancelOrder": translate("Attention", "An order cancelled"),
        "ScheduleFollowUp": translate("Attention", "A call promised"),
        "RecordAttempt": translate("Attention", "How a promised call went"),
        "QueueMessage": translate("Attention", "A message to a customer"),
        "DropMessage": translate("Attention", "A message taken back"),
        "RecordConsent": translate("Attention", "What was said on advertising"),
        "UnbindCall": translate("Attention", "A call that was nobody's after all"),
        "PassCall": translate("Attention", "A call handed on"),
        "ListenToCall": translate("Attention", "A call listened to"),
        "ContactedCase": translate("Attention", "A customer rung about a case"),
        "AnsweredAuthority": translate("Attention", "An authority answered"),
        "NoteCase": translate("Attention", "A note on a case"),
        "ReopenCase": translate("Attention", "A case opened again"),
        "SetAbsence": translate("Attention", "An absence"),
        "MoveAgent": translate("Attention", "What happened to an agent"),
        "AskState": translate("Attention", "A state asked for"),
        "RepairState": translate("Attention", "A state put right"),
        "AskHelp": translate("Attention", "A call for help"),
        "AnswerHelp": translate("Attention", "A call for help answered"),
        "MessageAgent": translate("Attention", "A message to an agent"),
        "SeeMessage": translate("Attention", "A message read"),
        "MoveAgents": translate("Attention", "Agents moved to another queue"),
        "MarkNuisance": translate("Attention", "A number that disturbs"),
        "ConfirmNuisance": translate("Attention", "A number that disturbs, confirmed"),
        "DropNuisance": translate("Attention", "A number that disturbs no more"),
        "AskBreak": translate("Attention", "A break asked for"),
        "GrantBreak": translate("Attention", "A break granted"),
        "EndBreak": translate("Attention", "A break taken back"),
        "ArrangeList": translate("Attention", "How a list is arranged"),
        "HandOver": translate("Attention", "A hand-over"),
        "Reassign": translate("Attention", "A hand-over for a colleague"),
        "Escalate": translate("Attention", "A step of a ladder"),
        "RaiseAlert": translate("Attention", "An alert"),
        "TellAlert": translate("Attention", "An alert told to others"),
        "TakeAlert": translate("Attention", "An alert taken on"),
        "EndAlert": translate("Attention", "An alert that is over"),
        "PauseOrder": translate("Attention", "An order paused"),
        "ResumeOrder": translate("Attention", "An order that goes on"),
        "ContactedOrder": translate("Attention", "A customer rung about an order"),
        "BookOrder": translate("Attention", "An appointment"),
        "PassOn": translate("Attention", "An order passed on"),
        "RefuseOrder": translate("Attention", "An order refused"),
        "AcceptOrder": translate("Attention", "An order accepted"),
        "RecordFirstContact": translate("Attention", "A customer rung by the provider"),
        "RecordVisit": translate("Attention", "A visit"),
        "AwaitPart": translate("Attention", "A missing part"),
        "PartArrived": translate("Attention", "A part that arrived"),
        "FinishOrder": translate("Attention", "An order finished"),
        "CloseGap": translate("Attention", "A gap in coverage closed"),
        "StopFollowUps": translate("Attention", "A customer who wants no more calls"),
        "ClaimFollowUps": translate("Attention", "Calls taken on"),
        "ReleaseFollowUps": translate("Attention", "Calls given back"),
        "OpenToAll": translate("Attention", "A call that is anyone's"),
        "RecordVoicemail": translate("Attention", "A voicemail"),
        "RecordRecording": translate("Attention", "A recording"),
        "OpenRecording": translate("Attention", "A recording to hear"),
        "LetRecordingsGo": translate("Attention", "Recordings let go"),
        "DropCallBack": translate("Attention", "A call back dropped"),
        "AskToBeTold": translate("Attention", "A wish to be told of goods"),
        "GoodsArrived": translate("Attention", "Goods that arrived"),
        "ExtendWarranty": translate("Attention", "A longer warranty"),
        "ExchangeUnit": translate("Attention", "A unit exchanged"),
        "ReviseWarrantyRule": translate("Attention", "A rule of the warranty"),
        "EditList": translate("Attention", "A list of the administration"),
        "SetCalendarDay": translate("Attention", "A day of the calendar"),
        "ImportCalendar": translate("Attention", "A notice of holidays"),
        "RecordRead": translate("Attention", "A customer looked up"),
        "LayOutWeeks": translate("Attention", "Half-days laid out"),
        "UseArticle": translate("Attention", "Advice that helped"),
        "PublishArticle": translate("Attention", "An article published"),
        "RetireArticle": translate("Attention", "An article retired"),
        "TellNotice": translate("Attention", "A notice told to a customer"),
        "PutNoticeAway": translate("Attention", "A notice put away"),
        "PublishNotice": translate("Attention", "A notice published"),
        "EndNotice": translate("Attention", "A notice ended"),
        "AnswerStep": translate("Attention", "An answer to a guided question"),
        "PublishScript": translate("Attention", "Guided questions published"),
        "RetireScript": translate("Attention", "Guided questions retired"),
    }


def field_words(field: str) -> str:
    """Return the label of a field of a command; empty for what nobody types."""
    return _fields().get(field, "")


def _fields() -> dict[str, str]:
    return {
        "authority": translate("Attention", "Authority"),
        "category_code": translate("Attention", "About what"),
        "external_no": translate("Attention", "Number of the authority"),
        "first_at": translate("Attention", "From"),
        "received_at": translate("Attention", "Received"),
        "remedy_code": translate("Attention", "Wants"),
        "result": translate("Attention", "Result"),
        "severity": translate("Attention", "How grave"),
        "until_at": translate("Attention", "Until"),
        "address_line": translate("Attention", "Street"),
        "agent": translate("Attention", "Agent"),
        "ani": translate("Attention", "Calling number"),
        "confirm_by": translate("Attention", "Confirm by"),
        "contact_name": translate("Attention", "Contact"),
        "disposition_code": translate("Attention", "Outcome"),
        "dnis": translate("Attention", "Hotline"),
        "due_at": translate("Attention", "Due"),
        "fault_code": translate("Attention", "Fault"),
        "fault_note": translate("Attention", "What was said"),
        "half": translate("Attention", "Half-day"),
        "invoice_seen": translate("Attention", "Invoice"),
        "key": translate("Attention", "Calling number"),
        "model_code": translate("Attention", "Model"),
        "name": translate("Attention", "Name"),
        "next_due_at": translate("Attention", "Next try"),
        "note": translate("Attention", "Note"),
        "notes": translate("Attention", "Notes"),
        "number": translate("Attention", "Order number"),
        "to_number": translate("Attention", "Passed on to"),
        "on": translate("Attention", "Day"),
        "outcome": translate("Attention", "How it went"),
        "phone": translate("Attention", "Phone"),
        "phone_key": translate("Attention", "Phone"),
        "queue": translate("Attention", "Queue"),
        "raw": translate("Attention", "Calling number"),
        "number_key": translate("Attention", "Calling number"),
        "minutes": translate("Attention", "Minutes"),
        "reason": translate("Attention", "Reason"),
        "reason_code": translate("Attention", "Reason"),
        "region_code": translate("Attention", "Place"),
        "remark": translate("Attention", "Remark"),
        "score": translate("Attention", "Points"),
        "serial": translate("Attention", "Serial number"),
        "new_serial": translate("Attention", "Serial number"),
        "service_note": translate("Attention", "Service note"),
        "sold_on": translate("Attention", "Bought on"),
        "summary": translate("Attention", "Summary"),
        "template": translate("Attention", "Kind of message"),
        "title": translate("Attention", "Form of address"),
        "to_key": translate("Attention", "Phone"),
        "words": translate("Attention", "Words"),
        "text": translate("Attention", "Words"),
        "value": translate("Attention", "Answer"),
        "code": translate("Attention", "Code"),
        "title_zh": translate("Attention", "Title, Chinese"),
        "title_en": translate("Attention", "Title, English"),
        "body_zh": translate("Attention", "Text, Chinese"),
        "body_en": translate("Attention", "Text, English"),
        "say_zh": translate("Attention", "To say, Chinese"),
        "say_en": translate("Attention", "To say, English"),
        "serial_from": translate("Attention", "Serial numbers from"),
        "serial_to": translate("Attention", "Serial numbers to"),
    }


def typed(
    kind: str, body: Mapping[str, Any], reference: Reference, places: Mapping[str, Place]
) -> list[Typed]:
    """Return everything that a person typed or chose, in the command's own order; of edits the new value.

    ``places`` are by code.
    """
    facts = {**body, **(body.get("new_case") or {})}
    edits: Mapping[str, Any] = facts.pop("edits", {})
    facts |= {field: edit["new"] for field, edit in edits.items()}
    return [
        Typed(
            field,
            field_words(field),
            value_words(field, value, reference, places),
            str(value),
            field in body and field in EDITABLE and kind != "RecordRead",
        )
        for field, value in facts.items()
        if value not in (None, "") and field_words(field)
    ]


def value_words(field: str, value: Any, reference: Reference, places: Mapping[str, Place] = NOWHERE) -> str:
    """Return a value as one reads it."""
    text = str(value)
    if field.endswith("_at") or field == "confirm_by":
        return day_time(datetime.fromisoformat(text))
    if field == "half":
        return half_hours(Half(text))
    if field == "title":
        return _titles()[Title(text)]
    if field == "invoice_seen":
        return translate("Attention", "seen") if value else translate("Attention", "not seen")
    if field in ("key", "phone_key", "to_key"):
        return text.partition("+86")[2] or text
    if field == "outcome":
        return _outcomes().get(text, text)
    if field == "region_code" and text in places:
        return named(places[text].name_zh, places[text].name_en)
    return _code_words(field, text, reference)


def _code_words(field: str, code: str, reference: Reference) -> str:
    """Return the name that a code has in the reference data, or the code."""
    lists = {
        "disposition_code": (CodeList.DISPOSITION,),
        "reason_code": (CodeList.REASON, CodeList.FOLLOW_UP),
    }
    found = [row for kind in lists.get(field, ()) if (row := reference.code(kind, code))]
    found += [fault for fault in reference.faults if field == "fault_code" and fault.code == code]
    found += [model for model in reference.models if field == "model_code" and model.code == code]
    return named(found[0].name_zh, found[0].name_en) if found else code


def _titles() -> dict[Title, str]:
    return {
        Title.MR: translate("Attention", "Mr"),
        Title.MS: translate("Attention", "Ms"),
        Title.TEACHER: translate("Attention", "Teacher"),
        Title.ORGANISATION: translate("Attention", "an organisation"),
        Title.UNKNOWN: translate("Attention", "not known"),
    }


def _outcomes() -> dict[str, str]:
    return {
        "reached": translate("Attention", "reached"),
        "no_answer": translate("Attention", "no answer"),
        "busy": translate("Attention", "busy"),
        "wrong_number": translate("Attention", "wrong number"),
        "later": translate("Attention", "asked for later"),
    }


def summary(kind: str, body: Mapping[str, Any]) -> str:
    """Return the one thing by which a person knows an entry again."""
    facts = {**body, **(body.get("new_case") or {})}
    if kind == "EditCustomer":
        return ", ".join(field_words(field) for field in body.get("edits", {}))
    for field in ("number", "name", "notes", "note", "address_line", "serial", "summary", "phone_key", "ani"):
        if facts.get(field):
            return value_words(field, facts[field], Reference({}, (), ())).partition("\n")[0]
    return ""
