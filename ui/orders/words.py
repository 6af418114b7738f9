"""What is shown of one's own orders and cases."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.cases import CaseChannel, CaseKind
from app.my_orders import CaseStep, Colleague, Due, OwnWork, PromiseClock
from app.order_clocks import PauseReason
from app.orders import NextStep, OrderState
from app.service_time import service_day
from ui.followups.option_row import Option
from ui.wording import local, short_day

translate = QCoreApplication.translate


def kind_word(kind: CaseKind) -> str:
    return {
        CaseKind.CONSULT: translate("Orders", "Question"),
        CaseKind.REPAIR: translate("Orders", "Repair"),
        CaseKind.INSTALLATION: translate("Orders", "Installation"),
        CaseKind.COMPLAINT: translate("Orders", "Complaint"),
        CaseKind.RETURN: translate("Orders", "Return, exchange"),
    }[kind]


def step_word(step: NextStep | CaseStep) -> str:
    return {
        NextStep.CONFIRM_SLOT: translate("Orders", "agree on an appointment"),
        NextStep.PROVIDER_ANSWER: translate("Orders", "the provider's answer"),
        NextStep.VISIT: translate("Orders", "the visit"),
        NextStep.REPORT: translate("Orders", "the provider's report"),
        NextStep.PART: translate("Orders", "the part"),
        NextStep.CALL_CUSTOMER: translate("Orders", "ring the customer"),
        CaseStep.CONTACT: translate("Orders", "ring the customer"),
        CaseStep.ANSWER: translate("Orders", "answer the authority"),
        CaseStep.SETTLE: translate("Orders", "settle it"),
    }[step]


def slips_word(clock: PromiseClock) -> str:
    """Return what is late, or nearly so."""
    return {
        PromiseClock.ANSWER: translate("Orders", "the provider's answer"),
        PromiseClock.CONFIRM: translate("Orders", "agree on an appointment"),
        PromiseClock.VISIT: translate("Orders", "the visit"),
        PromiseClock.PART: translate("Orders", "the part"),
        PromiseClock.FIRST_CONTACT: translate("Orders", "ring the customer"),
        PromiseClock.URGE: translate("Orders", "chased, not rung"),
        PromiseClock.CASE_CONTACT: translate("Orders", "ring the customer"),
        PromiseClock.AUTHORITY_ANSWER: translate("Orders", "answer the authority"),
        PromiseClock.CASE_CLOSE: translate("Orders", "settle it"),
        PromiseClock.AUTHORITY_CLOSE: translate("Orders", "settle it"),
    }.get(clock, translate("Orders", "open for long"))


def state_word(state: OrderState | None) -> str:
    if state is None:
        return translate("Orders", "open")
    return {
        OrderState.REQUESTED: translate("Orders", "to be arranged"),
        OrderState.BOOKED: translate("Orders", "sent"),
        OrderState.ACCEPTED: translate("Orders", "accepted"),
        OrderState.PART_AWAITED: translate("Orders", "waits for a part"),
        OrderState.DONE: translate("Orders", "done"),
        OrderState.CANCELLED: translate("Orders", "cancelled"),
    }[state]


def severity_word(severity: int | None) -> str:
    return {
        None: "",
        1: translate("Orders", "1 · safety"),
        2: translate("Orders", "2 · grave"),
        3: translate("Orders", "3 · ordinary"),
        4: translate("Orders", "4 · discontent"),
    }[severity]


def due_words(at: datetime, now: datetime) -> str:
    """Return when something is due: the time of today, or the day."""
    is_today = service_day(at) == service_day(now)
    return f"{local(at):%H:%M}" if is_today else f"{short_day(service_day(at))} {local(at):%H:%M}"


def about(work: OwnWork) -> str:
    """Return what a piece of work is, in a line."""
    owner = translate("Orders", "owner {0}").format(work.owner) if work.told_at else ""
    parts = [kind_word(work.kind), severity_word(work.severity), work.number, work.provider, owner]
    return " · ".join(part for part in parts if part)


def pause_options() -> list[Option]:
    words = {
        PauseReason.CUSTOMER_WISH: translate("Orders", "customer's wish"),
        PauseReason.PART: translate("Orders", "part"),
        PauseReason.ACCESS: translate("Orders", "no way in"),
        PauseReason.WEATHER: translate("Orders", "weather"),
        PauseReason.OTHER: translate("Orders", "other"),
    }
    return [Option(reason, word, str(at)) for at, (reason, word) in enumerate(words.items(), 1)]


def scope_options(how_many: int) -> list[Option]:
    return [
        Option("one", translate("Orders", "this one"), "1"),
        Option("all", translate("Orders", "all {0} in the list").format(how_many), "2"),
    ]


def colleague_word(one: Colleague) -> str:
    """Return a colleague as a choice, with who takes it while they are away."""
    if one.gets is None:
        return translate("Orders", "{0} · away").format(one.name)
    if one.gets != one.name:
        return translate("Orders", "{0} · away, {1} stands in").format(one.name, one.gets)
    return f"{one.name} · {one.team}" if one.team else one.name


def due_tone(due: Due) -> str:
    return {Due.LATE: "broken", Due.TODAY: "attn", Due.LATER: "neutral"}[due]


def kind_options() -> list[Option]:
    kinds = (CaseKind.COMPLAINT, CaseKind.RETURN, CaseKind.INSTALLATION, CaseKind.CONSULT)
    return [Option(kind, kind_word(kind), str(at)) for at, kind in enumerate(kinds, 1)]


def severity_options() -> list[Option]:
    words = {
        1: translate("Orders", "safety"),
        2: translate("Orders", "grave"),
        3: translate("Orders", "ordinary"),
        4: translate("Orders", "discontent"),
    }
    return [Option(str(severity), word, str(severity)) for severity, word in words.items()]


def channel_options() -> list[Option]:
    words = {
        CaseChannel.HOTLINE: translate("Orders", "by phone"),
        CaseChannel.AUTHORITY_12315: "12315",
        CaseChannel.AUTHORITY_12345: "12345",
        CaseChannel.LETTER: translate("Orders", "lawyer's letter"),
        CaseChannel.ONLINE: translate("Orders", "online"),
        CaseChannel.MEDIA: translate("Orders", "media"),
    }
    return [Option(channel, word, str(at)) for at, (channel, word) in enumerate(words.items(), 1)]
