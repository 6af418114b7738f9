"""What is known of an order for the fields of a message. The surname is all that it says of a person.

Fields: greeting, customer, number, kind, product, place, day, window, due_day, due_time, provider,
provider_phone, technician, technician_phone. One of which nothing is known is not there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, case, select
from sqlalchemy.orm import Session

from app.messages.words import Words
from app.numbers import HERE, NumberKind, display
from app.regions import region_path
from db.models.catalogue import Fault, OrderKind, ProductLine, ProductModel, Region
from db.models.customers import Address, Customer, CustomerKind, Phone, PhoneRole, Title, Unit
from db.models.orders import RepairOrder
from db.models.providers import Provider, Technician
from db.prepared import PreparedRows

_MOBILE = f"{NumberKind.MOBILE.value}:"
_MOST_NAMES: Final = 3  # town, county, city


@dataclass(frozen=True, slots=True)
class Reader:
    """To whom a message goes; ``key`` is empty where no mobile number is known."""

    key: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Customer:
    name: str
    title: Title
    kind: CustomerKind


@dataclass(frozen=True, slots=True)
class _Work:
    line: ProductLine | None
    kind: OrderKind | None
    model_zh: str | None
    model_en: str | None

    def fields(self, words: Words) -> dict[str, str]:
        known = self.model_zh is not None and self.model_en is not None
        model = words.named(self.model_zh or "", self.model_en or "") if known else ""
        product = model if known else words.line(self.line) if self.line else ""
        return {"kind": words.kind(self.kind) if self.kind else "", "product": product}


@dataclass(frozen=True, slots=True)
class _Provider:
    """Who has the order, and who of them is sent; of the one sent nothing is known before they accept."""

    id: UUID
    name: str
    phone: str
    technician: str
    sent_by_id: UUID | None
    sent_name: str | None
    sent_key: str | None

    def technician_reader(self) -> Reader:
        """Return who goes for the order, or who answers for the visits of the firm."""
        is_own = self.sent_by_id == self.id
        if is_own and self.sent_key is not None and self.sent_key.startswith(_MOBILE):
            return Reader(self.sent_key, self.sent_name or "")
        firm = HERE.read(self.phone)
        name = self.sent_name or "" if is_own else self.technician
        return Reader(firm.key if firm.kind is NumberKind.MOBILE else "", name)

    def fields(self) -> dict[str, str]:
        reader = self.technician_reader()
        return {
            "provider": self.name,
            "provider_phone": display(HERE.read(self.phone)),
            "technician": reader.name,
            "technician_phone": display(reader.key) if reader.key else "",
        }


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What is known of an order, its visit being that of one provider; read once for all its messages."""

    order: RepairOrder
    customer: _Customer
    work: _Work
    places: Sequence[tuple[str, str]]  # in Chinese and English, the narrowest first
    provider: _Provider | None

    def fields(self, words: Words) -> dict[str, str]:
        found = {
            "greeting": words.greeting(self.customer),
            "customer": words.customer(self.customer),
            "number": self.order.number,
            **self.work.fields(words),
            "place": words.place(self._named_places(words)),
            **_when(self.order, words),
            **(self.provider.fields() if self.provider else {}),
        }
        return {name: value for name, value in found.items() if value or name == "greeting"}

    def _named_places(self, words: Words) -> list[str]:
        narrowest_first = [words.named(zh, en) for zh, en in self.places]
        return narrowest_first[::-1] if words.language == "zh" else narrowest_first


def order_facts(session: Session, order: RepairOrder, provider_id: UUID | None) -> OrderFacts:
    """Read what can be said of an order that stands in the store as it shall be told."""
    session.flush()
    given = {
        "customer_id": order.customer_id,
        "fault_code": order.fault_code,
        "unit_id": order.unit_id,
        "address_id": order.address_id,
        "provider_id": provider_id,
        "technician_id": order.technician_id,
    }
    [[region_code, *row]] = _FACTS.rows(session.connection(), given)
    return OrderFacts(
        order=order,
        customer=_Customer(*row[:3]),
        work=_Work(*row[3:7]),
        places=_places(session, region_code) if region_code else (),
        provider=_Provider(*row[7:]) if row[7] else None,
    )


_FACTS = PreparedRows(
    select(
        Address.region_code,
        Customer.name,
        Customer.title,
        Customer.kind,
        Fault.line,
        Fault.kind,
        ProductModel.name_zh,
        ProductModel.name_en,
        Provider.id,
        Provider.name,
        Provider.phone,
        Provider.technician,
        Technician.provider_id,
        Technician.name,
        Technician.phone_key,
    )
    .select_from(Customer)
    .outerjoin(Fault, Fault.code == bindparam("fault_code"))
    .outerjoin(Unit, (Unit.id == bindparam("unit_id")) & (Unit.customer_id == Customer.id))
    .outerjoin(ProductModel, ProductModel.code == Unit.model_code)
    .outerjoin(Address, Address.id == bindparam("address_id"))
    .outerjoin(Provider, Provider.id == bindparam("provider_id"))
    .outerjoin(Technician, Technician.id == bindparam("technician_id"))
    .where(Customer.id == bindparam("customer_id"))
)


def _places(session: Session, region_code: str) -> list[tuple[str, str]]:
    """Name the town and what is above it up to the city: a technician is not sent to a door by a message."""
    above = [code for code in region_path(region_code) if len(code) > 2]
    given = {f"code_{n}": code for n, code in enumerate([*above, "", "", ""][:_MOST_NAMES])}
    named = {code: (zh, en) for code, zh, en in _NAMES.rows(session.connection(), given)}
    return [named[code] for code in above if code in named][:2]


_NAMES = PreparedRows(
    select(Region.code, Region.name_zh, Region.name_en).where(
        Region.code.in_([bindparam(f"code_{n}") for n in range(_MOST_NAMES)])
    )
)


def _when(order: RepairOrder, words: Words) -> dict[str, str]:
    found: dict[str, str] = {}
    if order.promised_from is not None and order.promised_to is not None:
        found["day"] = words.day(order.promised_from)
        found["window"] = words.window(order.promised_from, order.promised_to)
    if order.next_step_at is not None:
        found["due_day"], found["due_time"] = words.day(order.next_step_at), words.time(order.next_step_at)
    return found


def customer_reader(session: Session, customer_id: UUID) -> Reader:
    """Return the mobile number to write to a customer at: their own before one of the household."""
    found = _MOBILES.rows(session.connection(), {"customer_id": customer_id})
    return Reader(found[0][0] if found else "")


_MOBILES = PreparedRows(
    select(Phone.key)
    .where(
        Phone.customer_id == bindparam("customer_id"),
        Phone.key.startswith(_MOBILE),
        Phone.role.in_((PhoneRole.OWN, PhoneRole.HOUSEHOLD)),
    )
    .order_by(case((Phone.role == PhoneRole.OWN, 0), else_=1), Phone.id)
    .limit(1)
)
