"""What one desk does, by chance: it takes calls, writes, promises, sends out, and steps on others' toes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from app.calls import (
    AnswerCall,
    BindCall,
    CallDirection,
    CallOutcome,
    EndCall,
    EndOffer,
    OfferOutcome,
    RecordOffer,
    record_call,
)
from app.cases import CaseKind, CaseState, CloseCase, OpenCase
from app.command import Command, Edit, new_id
from app.customers import AddAddress, AddUnit, EditCustomer, RegisterCustomer
from app.desk import Desk
from app.dispatch import DispatchOrder, NewCase, RequestOrder
from app.followups import AttemptOutcome, RecordAttempt, ScheduleFollowUp
from app.interactions import Channel, OpenInteraction, SealInteraction, interaction_id, open_contacts
from app.orders import CLOSED, CancelOrder, UrgeOrder
from app.pop import pop_page
from db.ids import offer_id
from db.models.customers import Customer
from db.models.followups import FollowUp, FollowUpState
from db.models.orders import RepairOrder
from db.store import Store
from tests.rows import PROVIDER, TODAY, TOWN
from tests.torture.world import CUSTOMERS, HALF_DAYS, address_id, customer_id, phone_key, unit_id

LINE = "torture"
OWN = 4  # customers of each desk, whom its neighbours serve too
SHARED_CALLS = 40  # calls that several desks hear of
NOTES = ("", "排水泵有异响", 'O\'Neil \\ % "x"', "末班车😀" * 40)

Deed = Callable[[], Iterator[Command]]


class Work:
    """Makes the commands of one desk; each deed is a few of them, and the first that is refused ends it."""

    def __init__(self, rng: Random, desk: Desk, store: Store, number: int) -> None:
        self.rng, self._desk, self._store = rng, desk, store
        self._customers = [(number + step) % CUSTOMERS for step in range(OWN)]
        self._deeds: dict[Deed, int] = {
            self._look: 3,
            self._take_call: 4,
            self._wrap_up_what_was_left: 1,
            self._register: 3,
            self._edit: 4,
            self._promise_call: 3,
            self._make_promised_call: 4,
            self._urge: 3,
            self._take_back: 1,
            self._request: 1,
            self._send_out: 5,
        }

    def next_deed(self) -> Iterator[Command]:
        [deed] = self.rng.choices(list(self._deeds), list(self._deeds.values()))
        return deed()

    def _look(self) -> Iterator[Command]:
        """Open a customer's page, whose rows then come to stay. Raises NoCentre."""
        self._desk.ask(pop_page, customer_id(self._one()), now())
        yield from self._edit()

    def _one(self) -> int:
        return self.rng.choice(self._customers)

    def _take_call(self) -> Iterator[Command]:
        number = self._one()
        is_shared = self.rng.random() < 0.3
        linked_id = f"shared-{self.rng.randrange(SHARED_CALLS)}" if is_shared else new_id().hex
        call = record_call(
            at=now(),
            line=LINE,
            linked_id=linked_id,
            direction=CallDirection.IN,
            ani=phone_key(number)[-11:],
            dnis="4008111666",
            queue="repair",
        )
        yield call
        me = self._desk.actor
        offer = offer_id(call.call_id, me.name, 0)
        yield RecordOffer(
            at=now(), offer_id=offer, call_id=call.call_id, agent=me.name, person_id=me.person_id
        )
        yield EndOffer(at=now(), offer_id=offer, outcome=OfferOutcome.ANSWERED)
        yield AnswerCall(at=now(), call_id=call.call_id)
        begun = interaction_id(call.call_id, me.person_id)
        yield OpenInteraction(at=now(), interaction_id=begun, call_id=call.call_id, channel=Channel.CALL_IN)
        yield BindCall(at=now(), call_id=call.call_id, customer_id=customer_id(number))
        yield self._seal(begun)
        yield EndCall(at=now(), call_id=call.call_id, outcome=CallOutcome.ANSWERED)

    def _wrap_up_what_was_left(self) -> Iterator[Command]:
        """Seal what a desk that was killed left open."""
        for contact in self._desk.ask(open_contacts, self._desk.actor.person_id)[:2]:
            yield self._seal(contact.interaction_id)

    def _seal(self, interaction: UUID) -> SealInteraction:
        return SealInteraction(
            at=now(),
            interaction_id=interaction,
            reason_code="repair",
            disposition_code="solved.advice",
            notes=self.rng.choice(NOTES),
            talk_s=self.rng.randrange(300),
            wrap_up_s=self.rng.randrange(60),
        )

    def _register(self) -> Iterator[Command]:
        customer, address, unit, case = new_id(), new_id(), new_id(), new_id()
        yield RegisterCustomer(
            at=now(), customer_id=customer, name="单雄信", phone_id=new_id(), phone="028-85551234"
        )
        yield AddAddress(
            at=now(), address_id=address, customer_id=customer, region_code=TOWN, address_line="走马街1号"
        )
        yield AddUnit(
            at=now(),
            unit_id=unit,
            customer_id=customer,
            address_id=address,
            model_code="XQG100",
            serial=f"S{self.rng.randrange(200)}",  # few: another desk may have it already
        )
        yield OpenCase(
            at=now(),
            case_id=case,
            customer_id=customer,
            kind=CaseKind.CONSULT,
            unit_id=unit,
            summary="咨询",
            due_at=now() + timedelta(days=1),
        )
        yield self._edit_of(customer, "remark", "", self.rng.choice(NOTES[1:]))
        yield CloseCase(at=now(), case_id=case, state=CaseState.DONE)

    def _edit(self) -> Iterator[Command]:
        field = self.rng.choice(("remark", "service_note", "contact_name"))
        column = getattr(Customer, field)
        for customer, seen in self._some(select(Customer.id, column).where(Customer.id.in_(_shared()))):
            yield self._edit_of(customer, field, seen, f"{self._desk.actor.name} {self.rng.random()}")

    def _edit_of(self, customer: UUID, field: Any, seen: str, new: str) -> EditCustomer:
        return EditCustomer(at=now(), customer_id=customer, edits={field: Edit(old=seen, new=new)})

    def _promise_call(self) -> Iterator[Command]:
        number = self._one()
        yield ScheduleFollowUp(
            at=now(),
            follow_up_id=new_id(),
            customer_id=customer_id(number),
            reason_code="after_repair",
            owner_id=self.rng.choice((None, self._desk.actor.person_id)),
            phone_key=phone_key(number),
            due_at=now(),
        )

    def _make_promised_call(self) -> Iterator[Command]:
        due = select(FollowUp.id).where(FollowUp.state == FollowUpState.DUE)
        for [follow_up] in self._some(due):
            outcome, later = self.rng.choice(
                (
                    (AttemptOutcome.REACHED, None),
                    (AttemptOutcome.BUSY, timedelta(hours=1)),
                    (AttemptOutcome.NO_ANSWER, timedelta(hours=2)),
                    (AttemptOutcome.WRONG_NUMBER, None),
                )
            )
            yield RecordAttempt(
                at=now(),
                attempt_id=new_id(),
                follow_up_id=follow_up,
                outcome=outcome,
                score=5 if outcome is AttemptOutcome.REACHED else None,
                next_due_at=later and now() + later,
            )

    def _urge(self) -> Iterator[Command]:
        for [order] in self._some(_OPEN_ORDERS):
            yield UrgeOrder(at=now(), order_id=order, event_id=new_id(), note="催")

    def _take_back(self) -> Iterator[Command]:
        for [order] in self._some(_OPEN_ORDERS):
            yield CancelOrder(at=now(), order_id=order, event_id=new_id(), reason="客户自己修好了")

    def _request(self) -> Iterator[Command]:
        yield RequestOrder(at=now(), **self._order(), confirm_by=now() + timedelta(hours=3))

    def _send_out(self) -> Iterator[Command]:
        on, half = self.rng.choice(HALF_DAYS)
        yield DispatchOrder(
            at=now(),
            **self._order(),
            provider_id=PROVIDER,
            on=on,
            half=half,
            answer_by=now() + timedelta(hours=1),
            booking_id=new_id(),
            sent_event_id=new_id(),
        )

    def _order(self) -> dict[str, Any]:
        number = self._one()
        return {
            "order_id": new_id(),
            "number": self._desk.next_order_number(TODAY),
            "case_id": new_id(),
            "new_case": NewCase(customer_id=customer_id(number), summary="不排水"),
            "unit_id": unit_id(number),
            "address_id": address_id(number),
            "fault_code": "W01",
            "entitlement": {"light": "covered"},
            "taken_event_id": new_id(),
        }

    def _some(self, statement: Select[Any]) -> Sequence[Any]:
        """Return one of the rows that this desk's copy has, or none."""
        with self._store.read() as session:
            found = session.execute(statement).all()
        return [self.rng.choice(found)] if found else []


def now() -> datetime:
    return datetime.now(UTC)


def _shared() -> list[UUID]:
    return [customer_id(number) for number in range(CUSTOMERS)]


_OPEN_ORDERS = select(RepairOrder.id).where(RepairOrder.state.not_in(CLOSED))
