"""What is said about a dispatch: what the warranty pays, who goes and why, the promise."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from app.dispatch import DispatchOrder, RequestOrder
from app.entitlement import Light
from app.ranking import HalfDay
from app.reference import ProductLine
from app.service_time import service_day
from ui.dispatch.cost import cost_words
from ui.dispatch.plan import Plan, Subject
from ui.warranty_words import right_to, why_words
from ui.wording import day_time, greeting, half_hours, local, long_day, named

translate = QCoreApplication.translate


def light_chip(light: Light) -> tuple[str, str, str]:
    """Return word, tone and icon of what the warranty says."""
    return {
        Light.COVERED: (translate("Dispatch", "Covered"), "good", "shield-check"),
        Light.PARTLY: (translate("Dispatch", "Partly covered"), "attn", "shield-warning"),
        Light.ENDED: (translate("Dispatch", "Ended"), "broken", "shield-slash"),
        Light.UNKNOWN: (translate("Dispatch", "Not known"), "neutral", "question"),
    }[light]


def line_word(line: ProductLine) -> str:
    return {
        ProductLine.TV: translate("Dispatch", "Television"),
        ProductLine.FRIDGE: translate("Dispatch", "Fridge"),
        ProductLine.WASHER: translate("Dispatch", "Washing machine"),
        ProductLine.AC: translate("Dispatch", "Air conditioner"),
        ProductLine.SMALL: translate("Dispatch", "Small appliance"),
    }[line]


def subject_word(subject: Subject) -> str:
    """Return a unit as it is chosen: its name and serial number, or its line when it is not registered."""
    if subject.unit is None:
        return translate("Dispatch", "{0}, not registered").format(line_word(subject.line))
    name = named(subject.unit.name_zh, subject.unit.name_en)
    return f"{name} · {subject.unit.serial}" if subject.unit.serial else name


def cost_said(plan: Plan) -> tuple[str, str]:
    """Return the sentence to read out once unit and fault are known, and why the answer is as it is."""
    head, found = plan.page.head, plan.subject.entitlement
    why = why_words(found, right_to(found, plan.fault)) if plan.subject.unit else ""
    if plan.fault is None:
        return "", why
    cost = cost_words(found, plan.fault)
    return translate("Dispatch", "{0}, {1}").format(greeting(head.name, head.title), cost), why


def promise_sentence(plan: Plan, order: DispatchOrder, today: date) -> str:
    """Return the sentence that promises the visit which has just been held."""
    assert plan.is_whole
    head = plan.page.head
    return translate(
        "Dispatch", "{0}, {1} {2}, {3} of {4} comes to your home; {5} Your order number is {6}."
    ).format(
        greeting(head.name, head.title),
        long_day(plan.slot.on, today),
        half_hours(plan.slot.half),
        plan.choice.technician,
        plan.choice.name,
        cost_words(plan.subject.entitlement, plan.fault),
        order.number,
    )


def request_sentence(plan: Plan, order: RequestOrder, today: date) -> str:
    """Return what to say about a repair whose appointment is not known yet."""
    head = plan.page.head
    return translate(
        "Dispatch",
        "{0}, your repair is taken; {1} Your order number is {2}. We ring you {3} to say when"
        " somebody comes.",
    ).format(
        greeting(head.name, head.title),
        cost_words(plan.subject.entitlement, plan.fault),
        order.number,
        _by(order.confirm_by, today),
    )


def held_words(plan: Plan, today: date) -> str:
    """Return what is held."""
    return translate("Dispatch", "Held: {0} · {1} {2}").format(
        slot_word(plan.slot, today), plan.choice.name, plan.choice.technician
    )


def requested_words(confirm_by: datetime) -> str:
    return translate("Dispatch", "Recorded as a request: appointment to be confirmed by {0}").format(
        day_time(confirm_by)
    )


def _by(confirm_by: datetime, today: date) -> str:
    day = long_day(service_day(confirm_by), today)
    return translate("Dispatch", "{0} before {1}").format(day, f"{local(confirm_by):%H:%M}")


def slot_word(slot: HalfDay, today: date) -> str:
    return f"{long_day(slot.on, today)} {half_hours(slot.half)}"
