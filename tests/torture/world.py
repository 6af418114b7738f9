"""The world of the torture: few customers for many desks, and few places in few half-days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from db.models.followups import FollowUp
from db.models.hub import Credential, ReadLimit
from db.models.people import Person, PersonRole, Role
from db.models.providers import Booking, BookingState, Capacity, Half
from tests.rows import (
    NOW,
    PROVIDER,
    TODAY,
    TOMORROW,
    TOWN,
    a_case,
    a_customer,
    a_follow_up,
    a_phone,
    a_unit,
    add,
    an_address,
    an_order,
    uid,
)

CUSTOMERS = 12
HALF_DAYS = [(on, half) for on in (TODAY, TOMORROW) for half in Half]
CAP = 10  # places in each; fewer than are asked for
ENOUGH = 1_000_000


def person_id(desk: int) -> UUID:
    return uid(0x1_0000 + desk)


def login(desk: int) -> str:
    return f"desk-{desk}"


def customer_id(number: int) -> UUID:
    return uid(0x2_0000 + number)


def address_id(number: int) -> UUID:
    return uid(0x3_0000 + number)


def unit_id(number: int) -> UUID:
    return uid(0x4_0000 + number)


def phone_key(number: int) -> str:
    return f"m:+86138001380{number:02d}"


def add_world(session: Session, desks: int, password: str) -> None:
    """Add the persons of the desks, the customers they all serve, and what is in hand already."""
    # As cheap as can be: all of them sign in at once, and that is not what is tried here.
    known = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(password)
    for desk in range(desks):
        _add_person(session, desk, known)
    add(session, *(ReadLimit(role=role, per_hour=ENOUGH, per_day=ENOUGH) for role in Role))
    for on, half in HALF_DAYS:
        session.get_one(Capacity, (PROVIDER, on, half)).cap = CAP
    for number in range(CUSTOMERS):
        _add_customer(session, number)


def _add_person(session: Session, desk: int, password_hash: str) -> None:
    who = person_id(desk)
    add(
        session,
        Person(id=who, login=login(desk), name=login(desk), extension=f"{7000 + desk}", team="", active=True),
        PersonRole(person_id=who, role=Role.AGENT),
        Credential(
            person_id=who,
            password_hash=password_hash,
            changed_at=datetime.now(UTC),
            failures=0,
            locked_until=None,
        ),
    )


def _add_customer(session: Session, number: int) -> None:
    customer = customer_id(number)
    add(
        session,
        a_customer(customer, f"客户{number}"),
        a_phone(uid(0x5_0000 + number), customer, phone_key(number)),
        an_address(address_id(number), customer, TOWN),
        a_unit(unit_id(number), customer, serial=f"T{number:03d}"),
        _a_follow_up(number),
    )
    if number % 3 == 0:
        _add_order(session, number)


def _a_follow_up(number: int) -> FollowUp:
    return a_follow_up(uid(0x6_0000 + number), customer_id(number), phone_key=phone_key(number))


def _add_order(session: Session, number: int) -> None:
    """Add an order that many will urge, and one of them takes back."""
    case, order = uid(0x7_0000 + number), uid(0x8_0000 + number)
    on, half = HALF_DAYS[number % len(HALF_DAYS)]
    held = Booking(
        id=uid(0x9_0000 + number),
        order_id=order,
        customer_id=customer_id(number),
        provider_id=PROVIDER,
        on=on,
        half=half,
        state=BookingState.HELD,
        held_at=NOW - timedelta(hours=1),
    )
    own = {"customer_id": customer_id(number), "unit_id": unit_id(number), "address_id": address_id(number)}
    add(session, a_case(case, customer_id(number)), an_order(order, case, **own), held)
    session.get_one(Capacity, (PROVIDER, on, half)).used += 1
