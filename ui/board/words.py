"""What the order board says: states, steps, how late, what each choice is called."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from app.board import BoardLine, BoardNames, NextStep, OrderState, ProductLine
from app.board_picture import Facet, Order
from app.service_time import service_day
from ui.dispatch.sentences import line_word
from ui.wording import duration, local, long_day, named, short_day, span

translate = QCoreApplication.translate
SOON = timedelta(hours=1)


def at(seconds: int) -> datetime:
    """Return the instant that a line has as seconds; aware, UTC."""
    return datetime.fromtimestamp(seconds, UTC)


def joined(*parts: str) -> str:
    """Return the parts that there are, with points between them."""
    return " · ".join(filter(None, parts))


def state_word(state: OrderState) -> tuple[str, str]:
    """Return a state in a word, with its tone."""
    return {
        OrderState.REQUESTED: (translate("Board", "to confirm"), "attn"),
        OrderState.BOOKED: (translate("Board", "sent"), "info"),
        OrderState.ACCEPTED: (translate("Board", "accepted"), "good"),
        OrderState.PART_AWAITED: (translate("Board", "part awaited"), "attn"),
    }.get(state, (state.value, "neutral"))


def step_word(step: NextStep) -> str:
    return {
        NextStep.CONFIRM_SLOT: translate("Board", "confirm the date"),
        NextStep.PROVIDER_ANSWER: translate("Board", "the provider says yes"),
        NextStep.VISIT: translate("Board", "visit"),
        NextStep.REPORT: translate("Board", "report how it ended"),
        NextStep.PART: translate("Board", "the part arrives"),
        NextStep.CALL_CUSTOMER: translate("Board", "ring the customer"),
    }.get(step, step.value)


def late_words(due: datetime, now: datetime) -> tuple[str, str]:
    """Return how late a promise is, or how long it has yet, with its colour."""
    parts = duration(due - now)
    how = parts[1] if abs(due - now) < SOON else " ".join(parts)
    if due < now:
        return translate("Board", "late {0}").format(how), "broken"
    return translate("Board", "in {0}").format(how), "attn" if due - now < SOON else "text"


def when_words(line: BoardLine, now: datetime) -> str:
    """Return what was promised: the day, unless it is today, and from when to when."""
    if line.promised_from is None or line.promised_to is None:
        return translate("Board", "nothing promised yet")
    begins, ends = at(line.promised_from), at(line.promised_to)
    is_today = service_day(begins) == service_day(now)
    return span(begins, ends) if is_today else f"{short_day(service_day(begins))} {span(begins, ends)}"


def until_words(seconds: int, now: datetime) -> str:
    """Return until when a step is to be done, or that it should have been."""
    instant = at(seconds)
    day = "" if service_day(instant) == service_day(now) else f"{short_day(service_day(instant))} "
    words = translate("Board", "overdue {0}") if instant < now else translate("Board", "by {0}")
    return words.format(f"{day}{local(instant):%H:%M}")


def fault_words(line: BoardLine, names: BoardNames) -> tuple[str, str]:
    """Return the machine and what is wrong with it; of a fault that nobody knows its code."""
    fault = names.faults.get(line.fault_code)
    return (line_word(fault.line), named(fault.name_zh, fault.name_en)) if fault else ("", line.fault_code)


def place_words(code: str, names: BoardNames) -> tuple[str, str]:
    """Return the county and its branch, or what is known above them."""
    levels = [level for level in (code[:2], code[:4], code) if level in names.regions]
    found = [named(*names.regions[level]) for level in dict.fromkeys(levels)]
    return (found[-1], found[-2]) if len(found) > 1 else (found[0] if found else code, "")


def provider_words(line: BoardLine, names: BoardNames) -> tuple[str, str]:
    """Return the provider and who answers for its visits."""
    found = names.providers.get(line.provider_id) if line.provider_id else None
    if found is None:
        return translate("Board", "no provider yet"), ""
    return found.name, found.technician


def owner_words(line: BoardLine, names: BoardNames) -> tuple[str, str]:
    found = names.persons.get(line.owner_id)
    return (found.name, found.extension) if found else ("?", "")


def value_word(facet: Facet, value: str, names: BoardNames) -> str:
    """Return what a choice of a facet is called."""
    match facet:
        case _ if not value:
            return translate("Board", "(none)")
        case Facet.PROVINCE | Facet.BRANCH:
            return named(*names.regions[value]) if value in names.regions else value
        case Facet.PRODUCT:
            return line_word(ProductLine(value))
        case Facet.STATE:
            return state_word(OrderState(value))[0]
        case Facet.PROVIDER:
            firm = names.providers.get(UUID(value))
            return firm.name if firm else value
        case _:
            person = names.persons.get(UUID(value))
            return person.name if person else value


def facet_word(facet: Facet) -> str:
    return {
        Facet.PROVINCE: translate("Board", "Province"),
        Facet.BRANCH: translate("Board", "Branch"),
        Facet.PROVIDER: translate("Board", "Provider"),
        Facet.PRODUCT: translate("Board", "Product"),
        Facet.STATE: translate("Board", "State"),
        Facet.OWNER: translate("Board", "Owner"),
    }[facet]


def order_word(order: Order) -> str:
    return {
        Order.LATE: translate("Board", "Late first"),
        Order.CHASED: translate("Board", "Most chased first"),
        Order.OLDEST: translate("Board", "Oldest first"),
        Order.STEP: translate("Board", "Next step first"),
        Order.PLACE: translate("Board", "By place"),
        Order.FAULT: translate("Board", "By fault"),
        Order.PROVIDER: translate("Board", "By provider"),
        Order.STATE: translate("Board", "By state"),
        Order.OWNER: translate("Board", "By owner"),
    }[order]


def sentence(line: BoardLine, names: BoardNames, hail: str, now: datetime) -> str:
    """Return what to tell the customer about an order; ``hail`` greets them."""
    provider, technician = provider_words(line, names)
    who = technician or provider
    if line.is_paused:
        return translate(
            "Board", "{0}, your order rests for the moment; we ring you before it goes on."
        ).format(hail)
    if line.promised_from is None or line.promised_to is None:
        return translate("Board", "{0}, we are confirming the appointment and will ring you.").format(hail)
    begins, ends = at(line.promised_from), at(line.promised_to)
    when = f"{long_day(service_day(begins), service_day(now))} {span(begins, ends)}"
    if line.next_step is NextStep.PART:
        return translate(
            "Board", "{0}, we are waiting for a part and ring you as soon as it is here."
        ).format(hail)
    if line.next_step is NextStep.REPORT:
        words = translate("Board", "{0}, {1} was to be with you {2}. I am asking how it went and ring you.")
        return words.format(hail, who, when)
    if ends < now:
        return translate(
            "Board", "{0}, I am sorry that nobody came {1}. I am finding out now and ring you back."
        ).format(hail, when)
    return translate("Board", "{0}, {1} comes {2} and rings you half an hour before.").format(hail, who, when)
