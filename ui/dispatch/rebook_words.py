"""What is said about another appointment: of which order, what holds now, what is promised instead."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from app.orders import NextStep
from app.pop import OpenOrder
from app.service_time import service_day
from ui.dispatch.rebook_plan import RebookPlan
from ui.wording import greeting, half_hours, long_day, named, span

translate = QCoreApplication.translate


def order_words(order: OpenOrder) -> str:
    """Return an order as it is chosen: number, unit and fault."""
    parts = (order.number, named(order.model_zh, order.model_en), named(order.fault_zh, order.fault_en))
    return " · ".join(filter(None, parts))


def now_words(plan: RebookPlan, today: date) -> str:
    """Return what is agreed on now, and what everybody waits for."""
    order, facts = plan.facts or plan.order, plan.facts
    if plan.is_request or order.promised_from is None or order.promised_to is None:
        return translate("Dispatch", "Now: no appointment yet, to be confirmed")
    day = long_day(service_day(order.promised_from), today)
    when = f"{day} {span(order.promised_from, order.promised_to)}"
    who = " ".join(filter(None, (facts.provider, facts.technician))) if facts else plan.order.provider
    return translate("Dispatch", "Now: {0} · {1} · {2}").format(when, who, _waits_for(order.next_step))


def _waits_for(step: NextStep) -> str:
    return {
        NextStep.CONFIRM_SLOT: translate("Dispatch", "to be confirmed"),
        NextStep.PROVIDER_ANSWER: translate("Dispatch", "the provider has not answered yet"),
        NextStep.VISIT: translate("Dispatch", "the provider has said yes"),
        NextStep.REPORT: translate("Dispatch", "somebody is there"),
        NextStep.PART: translate("Dispatch", "a part is awaited"),
        NextStep.CALL_CUSTOMER: translate("Dispatch", "the customer is to be rung"),
    }[step]


def moved_sentence(plan: RebookPlan, today: date) -> str:
    """Return the sentence that promises the visit which has just been held."""
    assert plan.is_whole
    return translate(
        "Dispatch", "{0}, {1} {2}, {3} of {4} comes to your home. Your order number stays {5}."
    ).format(
        greeting(plan.head.name, plan.head.title),
        long_day(plan.slot.on, today),
        half_hours(plan.slot.half),
        plan.choice.technician,
        plan.choice.name,
        plan.order.number,
    )


def cancelled_words() -> str:
    return translate("Dispatch", "Cancelled: nobody comes, and the place is free again")


def cancelled_sentence(plan: RebookPlan) -> str:
    """Return what to say when the customer does not want it any more."""
    return translate(
        "Dispatch", "{0}, your order {1} is cancelled; nobody comes. Ring us whenever you need us."
    ).format(greeting(plan.head.name, plan.head.title), plan.order.number)
