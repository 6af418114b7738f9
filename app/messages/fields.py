"""What is known of an order for the fields of a message. The surname is all that it says of a person.

Fields: greeting, customer, number, kind, product, place, day, window, due_day, due_time, provider,
provider_phone, technician, technician_phone. One of which nothing is known is not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from app.messages.words import Words
from app.numbers import HERE, NumberKind, display
from app.regions import region_path
from db.models.catalogue import Fault, ProductModel, Region
from db.models.customers import Address, Customer, Phone, PhoneRole, Unit
from db.models.orders import RepairOrder
from db.models.providers import Provider, Technician

_MOBILE = f"{NumberKind.MOBILE.value}:"


@dataclass(frozen=True, slots=True)
class Reader:
    """To whom a message goes; ``key`` is empty where no mobile number is known."""

    key: str
    name: str = ""


def order_fields(
    session: Session, order: RepairOrder, words: Words, provider_id: UUID | None
) -> dict[str, str]:
    """Return what can be said of an order, its visit being that of this provider."""
    customer = session.get_one(Customer, order.customer_id)
    found = {
        "greeting": words.greeting(customer),
        "customer": words.customer(customer),
        "number": order.number,
        **_work(session, order, words),
        "place": words.place(_place(session, order, words)),
        **_when(order, words),
        **_who(session, order, provider_id),
    }
    return {name: value for name, value in found.items() if value or name == "greeting"}


def _work(session: Session, order: RepairOrder, words: Words) -> dict[str, str]:
    fault = session.get(Fault, order.fault_code)
    model = session.scalars(
        select(ProductModel)
        .join(Unit, Unit.model_code == ProductModel.code)
        .where(Unit.id == order.unit_id, Unit.customer_id == order.customer_id)
    ).first()
    product = words.named(model.name_zh, model.name_en) if model else words.line(fault.line) if fault else ""
    return {"kind": words.kind(fault.kind) if fault else "", "product": product}


def _place(session: Session, order: RepairOrder, words: Words) -> list[str]:
    """Name the town and what is above it up to the city: a technician is not sent to a door by a message."""
    address = session.get(Address, order.address_id) if order.address_id else None
    if address is None:
        return []
    above = [code for code in region_path(address.region_code) if len(code) > 2]
    names = {
        code: words.named(zh, en)
        for code, zh, en in session.execute(
            select(Region.code, Region.name_zh, Region.name_en).where(Region.code.in_(above))
        )
    }
    narrowest_first = [names[code] for code in above if code in names][:2]
    return narrowest_first[::-1] if words.language == "zh" else narrowest_first


def _when(order: RepairOrder, words: Words) -> dict[str, str]:
    found: dict[str, str] = {}
    if order.promised_from is not None and order.promised_to is not None:
        found["day"] = words.day(order.promised_from)
        found["window"] = words.window(order.promised_from, order.promised_to)
    if order.next_step_at is not None:
        found["due_day"], found["due_time"] = words.day(order.next_step_at), words.time(order.next_step_at)
    return found


def _who(session: Session, order: RepairOrder, provider_id: UUID | None) -> dict[str, str]:
    provider = session.get(Provider, provider_id) if provider_id else None
    if provider is None:
        return {}
    reader = technician_of(session, order, provider)
    return {
        "provider": provider.name,
        "provider_phone": display(HERE.read(provider.phone)),
        "technician": reader.name,
        "technician_phone": display(reader.key) if reader.key else "",
    }


def technician_of(session: Session, order: RepairOrder, provider: Provider) -> Reader:
    """Return who goes for an order, or who answers for the visits of the firm."""
    sent = session.get(Technician, order.technician_id) if order.technician_id else None
    if sent is not None and sent.provider_id == provider.id and sent.phone_key.startswith(_MOBILE):
        return Reader(sent.phone_key, sent.name)
    firm = HERE.read(provider.phone)
    is_own = sent is not None and sent.provider_id == provider.id
    name = sent.name if sent is not None and is_own else provider.technician
    return Reader(firm.key if firm.kind is NumberKind.MOBILE else "", name)


def customer_reader(session: Session, customer_id: UUID) -> Reader:
    """Return the mobile number to write to a customer at: their own before one of the household."""
    first = case((Phone.role == PhoneRole.OWN, 0), (Phone.role == PhoneRole.HOUSEHOLD, 1), else_=2)
    key = session.scalars(
        select(Phone.key)
        .where(
            Phone.customer_id == customer_id,
            Phone.key.startswith(_MOBILE),
            Phone.role.in_((PhoneRole.OWN, PhoneRole.HOUSEHOLD)),
        )
        .order_by(first, Phone.id)
    ).first()
    return Reader(key or "")
