"""What is said and shown about promised calls."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.callbacks import CallBackKind
from app.customers import PhoneRole
from app.followup_list import DueFollowUp, OrderEventKind, ProviderReport
from app.followups import NOTE_LENGTH, AttemptOutcome
from app.pop import Head
from app.reference import CodeList, Reference
from app.service_time import service_day
from ui.actions import ACTIONS
from ui.desk.code_picker import Choice
from ui.followups.option_row import Option
from ui.wording import day_time, greeting, local, long_day, named

translate = QCoreApplication.translate

OUTCOME_KEYS = {
    AttemptOutcome.NO_ANSWER: "no_answer",
    AttemptOutcome.BUSY: "busy",
    AttemptOutcome.LATER: "later",
    AttemptOutcome.WRONG_NUMBER: "wrong_number",
}


def reason_choices(reference: Reference) -> list[Choice]:
    """Return the reasons that can be chosen: those with none below them, named with the one above."""
    rows = reference.codes.get(CodeList.FOLLOW_UP, ())
    above = {row.code: row for row in rows}
    parents = {row.parent_code for row in rows}
    found = []
    for row in rows:
        if row.retired or row.code in parents:
            continue
        names = [above[row.parent_code]] if row.parent_code in above else []
        words = " · ".join(named(each.name_zh, each.name_en) for each in (*names, row))
        found.append(Choice(row.code, words, "".join(each.initials for each in (*names, row))))
    return found


def quick_options() -> list[Option]:
    return [
        Option("two_hours", translate("FollowUps", "in 2 hours"), "1"),
        Option("tomorrow", translate("FollowUps", "tomorrow 10:00"), "2"),
        Option("three_days", translate("FollowUps", "in 3 days 10:00"), "3"),
        Option("seven_days", translate("FollowUps", "in 7 days 10:00"), "4"),
    ]


def owner_options() -> list[Option]:
    return [
        Option("me", translate("FollowUps", "I call"), "1"),
        Option("anyone", translate("FollowUps", "anyone calls"), "2"),
    ]


def score_options() -> list[Option]:
    return [
        Option("1", translate("FollowUps", "very dissatisfied"), "1"),
        Option("2", translate("FollowUps", "dissatisfied"), "2"),
        Option("3", translate("FollowUps", "so-so"), "3"),
        Option("4", translate("FollowUps", "satisfied"), "4"),
        Option("5", translate("FollowUps", "very satisfied"), "5"),
    ]


def outcome_options() -> list[Option]:
    words = {
        AttemptOutcome.REACHED: translate("FollowUps", "Reached"),
        AttemptOutcome.NO_ANSWER: translate("FollowUps", "No answer"),
        AttemptOutcome.BUSY: translate("FollowUps", "Busy"),
        AttemptOutcome.LATER: translate("FollowUps", "Later"),
        AttemptOutcome.WRONG_NUMBER: translate("FollowUps", "Wrong number"),
    }
    return [
        Option(outcome, word, ACTIONS[OUTCOME_KEYS[outcome]].key if outcome in OUTCOME_KEYS else "")
        for outcome, word in words.items()
    ]


def solved_options() -> list[Option]:
    return [
        Option("yes", translate("FollowUps", "Solved"), "Ctrl 5"),
        Option("no", translate("FollowUps", "Not solved"), "Ctrl 6"),
    ]


def call_back_word(kind: CallBackKind) -> str:
    """Return what the newest call of a number was."""
    return {
        CallBackKind.ABANDONED: translate("FollowUps", "hung up while waiting"),
        CallBackKind.OUT_OF_HOURS: translate("FollowUps", "rang out of hours"),
        CallBackKind.VOICEMAIL: translate("FollowUps", "left a message"),
    }[kind]


def counted_calls(count: int) -> str:
    return translate("FollowUps", "calls: {0}").format(count)


def tried_words(attempts: int) -> str:
    """Return how often one has tried to ring."""
    if not attempts:
        return translate("FollowUps", "not tried yet")
    return translate("FollowUps", "tries so far: {0}").format(attempts)


def report_words(report: ProviderReport) -> str:
    """Return when the provider said what, who said it, and what was paid; not the words themselves."""
    said = {
        OrderEventKind.DONE: translate("FollowUps", "done"),
        OrderEventKind.VISITED: translate("FollowUps", "visited"),
        OrderEventKind.NOBODY_HOME: translate("FollowUps", "nobody at home"),
        OrderEventKind.PART_MISSING: translate("FollowUps", "part missing"),
    }[report.kind]
    paid = (
        translate("FollowUps", "paid ¥{0}").format(f"{report.paid_fen / 100:.2f}") if report.paid_fen else ""
    )
    parts = (day_time(report.at), report.who, said, paid)
    return " · ".join(part for part in parts if part)


def phone_word(role: PhoneRole) -> str:
    return {
        PhoneRole.OWN: translate("FollowUps", "own"),
        PhoneRole.HOUSEHOLD: translate("FollowUps", "household"),
        PhoneRole.SHOP: translate("FollowUps", "shop"),
        PhoneRole.OFFICE: translate("FollowUps", "office"),
    }[role]


def too_long_sentence(text: str) -> str:
    """Say by how much a note is too long; empty when it is not."""
    over = len(text) - NOTE_LENGTH
    return translate("FollowUps", "{0} characters too long; shorten it.").format(over) if over > 0 else ""


def when_words(at: datetime, now: datetime) -> str:
    """Return day and time as one says them: tomorrow Sat 10:00."""
    return f"{long_day(service_day(at), service_day(now))} {local(at):%H:%M}"


def promise_sentence(head: Head, number: str, at: datetime, now: datetime) -> str:
    return translate("FollowUps", "{0}, we will call you {1} at {2}.").format(
        greeting(head.name, head.title), when_words(at, now), number
    )


def wish_sentence(head: Head, goods: str, number: str) -> str:
    return translate("FollowUps", "{0}, we will call you at {2} as soon as they are here: {1}.").format(
        greeting(head.name, head.title), goods, number
    )


def opening_sentence(due: DueFollowUp) -> str:
    """Return how the call begins."""
    who = greeting(due.customer_name, due.title)
    reason = named(due.reason_zh, due.reason_en)
    if due.order_number:
        return translate(
            "FollowUps", "{0}, this is the service hotline, calling about your order {1} ({2})."
        ).format(who, due.order_number, reason)
    return translate("FollowUps", "{0}, this is the service hotline, calling you as promised ({1}).").format(
        who, reason
    )


def quiet_sentence(until: datetime) -> str:
    return translate("FollowUps", "The customer is not rung at this hour; again from {0}.").format(
        day_time(until)
    )


def score_sentence() -> str:
    return translate("FollowUps", "From 1 to 5, how many points do you give our service?")
