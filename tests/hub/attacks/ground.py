"""The ground of the attacks: one hub at work, somebody of every role, and rows made for one attempt."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import requests
from sqlalchemy import func, insert, literal, select, update

from app.command import Command
from app.wire import Pushed, numbered
from db.ids import interaction_id, new_id
from db.models.base import Base
from db.models.cases import CaseState
from db.models.catalogue import Code, ProductLine
from db.models.customers import Customer, Phone
from db.models.hub import Credential, CustomerRead, ReadReason
from db.models.orders import OrderState
from db.models.people import Person, PersonRole, Role
from db.models.providers import Capacity, Coverage, Half
from tests.hub.caller import Caller
from tests.hub.fake_line import FakeLine
from tests.hub.serving import HubAtWork
from tests.rows import (
    COUNTY,
    CUSTOMER,
    NOW,
    PERSONS,
    TOMORROW,
    TOWN,
    a_call,
    a_case,
    a_customer,
    a_follow_up,
    a_phone,
    a_provider,
    a_recording,
    an_address,
    an_interaction,
    an_order,
    put,
    skills,
)

A_MOMENT = timedelta(minutes=1)


@dataclass
class Clock:
    """The hub's clock, which an attempt puts forward."""

    ahead: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Ground:
    """``password`` is everybody's, ``kept`` what the store has of it."""

    hub: HubAtWork
    clock: Clock
    password: str
    kept: str
    line: FakeLine
    calls_there: set[str] = field(default_factory=set)  # that were told of the line
    many: list[UUID] = field(default_factory=list)  # ten thousand customers
    with_numbers: list[UUID] = field(default_factory=list)  # some of them
    _callers: dict[Role, Caller] = field(default_factory=dict)
    _seated: dict[str, Caller] = field(default_factory=dict)
    _opened: list[Caller] = field(default_factory=list)

    def as_role(self, role: Role) -> Caller:
        """Return the standing person of a role, signed in."""
        if role not in self._callers:
            self._callers[role] = self.signed_in(role.value)
        return self._callers[role]

    def somebody_else(self, role: Role) -> UUID:
        """Return a person who is not the standing one of this role."""
        return PERSONS[Role.DISPATCHER if role is Role.AGENT else Role.AGENT]

    def newcomer(self, role: Role) -> Caller:
        """Return somebody new with a role, signed in: to be spoiled by one attempt."""
        return self.signed_in(self.person(role))

    def person(self, role: Role) -> str:
        """Return the login of somebody new with a role."""
        person_id = new_id()
        login = f"{role.value}-{person_id.hex}"
        put(
            self.hub.store,
            Person(id=person_id, login=login, name=login, extension="", team="", active=True),
            PersonRole(person_id=person_id, role=role),
            Credential(person_id=person_id, password_hash=self.kept, changed_at=NOW, failures=0),
        )
        return login

    def seated(self, role: Role, extension: str = "") -> Caller:
        """Return somebody of a role who sits at an extension."""
        extension = extension or self.extension_of(role)
        if extension not in self._seated:
            self._seated[extension] = self.signed_in(self.person(role), extension)
        return self._seated[extension]

    def extension_of(self, role: Role) -> str:
        return f"88{list(Role).index(role):02}"

    def signed_in(self, login: str, extension: str = "") -> Caller:
        caller = self.caller()
        caller.sign_in(login, self.password, extension)
        return caller

    def caller(self, token: str = "") -> Caller:
        """Return somebody who speaks HTTP, with a token or without."""
        caller = Caller(self.hub.url)
        if token:
            caller.carry(token)
        self._opened.append(caller)
        return caller

    def close(self) -> None:
        for caller in self._opened:
            caller.session.close()

    def fill(self, count: int, numbers: int) -> None:
        """Add customers, some with a number each."""
        self.many = sorted(new_id() for _ in range(count))
        self.with_numbers = self.many[count // 2 : count // 2 + numbers]
        rows: dict[type[Base], list[Base]] = {
            Customer: [a_customer(one, "甘宁") for one in self.many],
            Phone: [a_phone(new_id(), one, f"m:+86{number_of(one)}") for one in self.with_numbers],
        }
        with self.hub.store.write() as session:
            for model, found in rows.items():
                columns = model.__table__.columns.keys()
                session.execute(insert(model), [{one: getattr(row, one) for one in columns} for row in found])

    # Rows for one attempt each.

    def put(self, *rows: Base) -> None:
        put(self.hub.store, *rows)

    def change(self, model: type[Base], row_id: Any, **values: Any) -> None:
        """Change a row past the hub, as whoever owns the store can."""
        with self.hub.store.write() as session:
            [key] = model.__table__.primary_key
            session.execute(update(model).where(key == row_id).values(**values))

    def customer(self, phone: str | None = None) -> UUID:
        customer_id = new_id()
        self.put(a_customer(customer_id, "甘宁"))
        if phone:
            self.put(a_phone(new_id(), customer_id, phone))
        return customer_id

    def address(self, customer_id: UUID) -> UUID:
        address_id = new_id()
        self.put(an_address(address_id, customer_id, TOWN))
        return address_id

    def case(self, customer_id: UUID = CUSTOMER, state: CaseState = CaseState.OPEN) -> UUID:
        case_id = new_id()
        closed_at = None if state is CaseState.OPEN else NOW
        self.put(a_case(case_id, customer_id, state=state, closed_at=closed_at))
        return case_id

    def order(self, provider_id: UUID, state: OrderState = OrderState.BOOKED, **values: Any) -> UUID:
        order_id = new_id()
        if state in (OrderState.DONE, OrderState.CANCELLED):
            values |= {"closed_at": NOW, "next_step": None, "next_step_at": None}
        self.put(an_order(order_id, self.case(), provider_id=provider_id, state=state, **values))
        return order_id

    def call(self, customer_id: UUID | None = None, **values: Any) -> UUID:
        call_id = new_id()
        self.put(a_call(call_id, customer_id, **values))
        return call_id

    def recording(self) -> UUID:
        """Return the recording of a call that nobody here had."""
        recording_id = new_id()
        self.put(a_recording(recording_id, self.call(ended_at=NOW, answered_at=NOW), None))
        return recording_id

    def interaction(self, person_id: UUID, call_id: UUID | None = None, **values: Any) -> UUID:
        """Return what a person records about a call, under the id that follows from both."""
        call_id = call_id or self.call()
        made = interaction_id(call_id, person_id)
        self.put(an_interaction(made, call_id, person_id=person_id, **{"customer_id": None} | values))
        return made

    def follow_up(self, **values: Any) -> UUID:
        follow_up_id = new_id()
        self.put(a_follow_up(follow_up_id, reason_code=str(follow_up_id), **values))
        return follow_up_id

    def provider(self, places: int) -> UUID:
        """Return a provider who goes to the customer tomorrow morning, with so many places."""
        provider_id = new_id()
        self.put(
            a_provider(provider_id, provider_id.hex, "青羊三店"),
            Coverage(provider_id=provider_id, region_code=COUNTY, line=ProductLine.WASHER, rank=9),
            *skills(provider_id, ProductLine.WASHER),
            Capacity(provider_id=provider_id, on=TOMORROW, half=Half.AM, cap=places, used=0),
        )
        return provider_id

    def has_read(
        self,
        person_id: UUID,
        count: int,
        reason: ReadReason = ReadReason.WORK,
        ago: timedelta = A_MOMENT,
    ) -> None:
        """Let a person have read the first of the many some time ago."""
        first = select(Customer.id).where(Customer.id >= self.many[0]).order_by(Customer.id).limit(count)
        at = literal(self.clock() - ago, CustomerRead.at.type)
        why = (at, literal(person_id), literal(reason.value), literal(""))
        rows = select(func.gen_random_uuid(), Customer.id, *why).where(Customer.id.in_(first))
        names = ["id", "customer_id", "at", "person_id", "reason", "subject"]
        with self.hub.store.write() as session:
            session.execute(insert(CustomerRead).from_select(names, rows))

    def touch(self, customer_id: UUID) -> None:
        """Change a customer and after it a code list."""
        self.change(Customer, customer_id, remark=str(new_id()))
        with self.hub.store.write() as session:
            session.execute(update(Code).values(position=Code.position))
        self.hub.inside.feed.nudge()

    def reads_of(self, person_id: UUID, customer_id: UUID) -> list[tuple[str, str]]:
        """Return why a person read a customer: reason and subject of each time."""
        with self.hub.store.read() as session:
            found = session.execute(
                select(CustomerRead.reason, CustomerRead.subject)
                .where(CustomerRead.person_id == person_id, CustomerRead.customer_id == customer_id)
                .order_by(CustomerRead.at)
            )
            return [(reason.value, subject) for reason, subject in found]


def number_of(customer_id: UUID) -> str:
    """Return the number that a customer of `Ground.with_numbers` has."""
    return f"139{customer_id.int % 10**8:08d}"


def outcome(said: requests.Response) -> str:
    """Return ``done`` or the code of a refusal; a hub never breaks, whatever it is sent."""
    assert said.status_code < 500, f"{said.status_code} {said.text}"
    return "done" if said.ok else str(said.json()["code"])


def sent(caller: Caller, command: Command, **changes: Any) -> str:
    """Send one command under the next number, with parts of its message changed; return what came of it."""
    message = numbered(command, caller.n + 1).model_dump(mode="json")
    return sent_raw(caller, message | changes)


def sent_raw(caller: Caller, message: dict[str, Any], **changes: Any) -> str:
    push = {"epoch": str(caller.seat.epoch), "commands": [message]}
    said = caller.post("/v1/commands", push | changes)
    if not said.ok:
        return outcome(said)
    pushed = Pushed.model_validate_json(said.content)
    caller.n = pushed.expected - 1
    [decided] = pushed.decided
    return decided.code or decided.state.value


def with_body(command: Command, **more: Any) -> dict[str, Any]:
    """Return the body of a command with fields added or changed."""
    return command.model_dump(mode="json", exclude={"id", "at"}) | more


def bundle_outcome(caller: Caller, key: str) -> str:
    """Ask for one bundle; return ``done``, or ``not_allowed`` when its key comes back as refused."""
    said = caller.get("/v1/bundles", key=key)
    if not said.ok:
        return outcome(said)
    return "not_allowed" if key in said.json()["refused"] else "done"
