"""Calls and what was recorded about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from app.demo.world_batch import Batch, Row
from app.demo.world_catalogue import Catalogue
from app.demo.world_customers import Known
from app.demo.world_dice import Dice, Shares
from app.demo.world_numbers import LANDLINE_SHARE, NumberPlan, area_of
from app.demo.world_staff import Staff, Worker
from app.numbers import normalise_number
from db.ids import call_id, interaction_id
from db.models.calls import Call, CallDirection, CallOutcome
from db.models.catalogue import ProductLine
from db.models.customers import CustomerKind, Tier
from db.models.interactions import Channel, Interaction

LINE: Final = "pbx"
HOTLINE: Final = "4008111666"
_HIDDEN, _SHOPS, _KNOWN = 0.007, 0.03, 0.62
_ABANDONED = 0.05
_STAYS_UNKNOWN = 0.46  # of who asks a question from a number that is not known

# median seconds of talk and of wrap-up by the first level of the reason
_SECONDS: Final = {
    "repair": (240, 45),
    "chase": (120, 20),
    "consult": (180, 20),
    "complaint": (420, 90),
    "install": (180, 30),
    "appointment": (110, 20),
    "fee": (130, 20),
    "other": (20, 8),
}
_REASONS: Final = {
    "repair": ("not_working", "error_code", "part", "noise"),
    "chase": ("visit_time", "not_come", "part_wait", "result"),
    "consult": ("how_to", "product", "accessory", "shop_network"),
    "install": ("new", "move", "debug"),
    "complaint": (
        *("overcharge",) * 5,
        *("repair_quality", "skill", "slow") * 3,
        *("damage", "receipt") * 2,
        *("late", "attitude", "exchange"),
    ),
    "appointment": ("change", "cancel", "address"),
    "fee": ("warranty", "price", "invoice", "extension"),
    "other": ("wrong_number", "silent", "sales", "other_brand"),
}
_DISPOSITIONS: Final = {
    "repair": ("dispatched",),
    "chase": ("told", "urged", "urged", "new_time"),
    "consult": ("answered", "answered", "answered", "sent", "callback"),
    "install": ("booked", "booked", "waiting", "done"),
    "complaint": ("taken", "taken", "handed"),
    "appointment": ("changed", "changed", "cancelled", "kept"),
    "fee": ("told", "checked", "invoice"),
    "other": ("wrong", "silent", "sales", "dropped"),
}
_WAITS = Shares({4: 30, 9: 30, 15: 20, 30: 12, 70: 6, 160: 2})


@dataclass(frozen=True, slots=True)
class Contact:
    """What one answered call was about, and how long it took."""

    at: datetime
    reason: str
    disposition: str
    notes: str
    talk_s: int
    wrap_up_s: int
    wait_s: int
    ani: str
    queue: str
    worker: Worker


class ContactMaker:
    """Makes calls with their interactions, each written by an agent on shift."""

    def __init__(self, dice: Dice, catalogue: Catalogue, plan: NumberPlan, staff: Staff) -> None:
        self._dice, self._catalogue, self._plan, self._staff = dice, catalogue, plan, staff
        self._calls = 0

    def phrase(self, key: str, **facts: str) -> str:
        """Return one of the sentences for an occasion, with its facts put in."""
        dice, phrases = self._dice, self._catalogue.phrases
        sentence = dice.one(phrases[key])
        for name in ("since", "tried", "home"):
            if f"{{{name}}}" in sentence:
                facts[name] = dice.one(phrases[name])
        return sentence.format_map(facts)

    def record(
        self,
        batch: Batch,
        known: Known | None,
        kind: str,
        at: datetime,
        notes: str,
        *,
        line: ProductLine | None = None,
        order: Row | None = None,
        worker: Worker | None = None,
    ) -> Row:
        """Write a contact by chance; ``kind`` is the first level of its reason and disposition."""
        dice, (talk, wrap_up) = self._dice, _SECONDS[kind]
        ani = self._ani(known, at)
        if known is not None and self._stays_unknown(known, kind, ani):
            known = None
        contact = Contact(
            at=at,
            reason=f"{kind}.{dice.one(_REASONS[kind])}",
            disposition=f"{kind}.{dice.one(_DISPOSITIONS[kind])}",
            notes=notes,
            talk_s=int(dice.spread(talk, 0.4)) + 5,
            wrap_up_s=int(dice.spread(wrap_up, 0.4)) + 2,
            wait_s=_WAITS.throw(dice) + dice.count(0, 5),
            ani=ani,
            queue=self._queue(known, line),
            worker=worker or dice.one(self._staff.agents),
        )
        if dice.chance(_ABANDONED):
            self._abandoned(batch, known, contact)
        return self.write(batch, known, contact, order)

    def write(self, batch: Batch, known: Known | None, contact: Contact, order: Row | None = None) -> Row:
        """Write an answered call and its sealed interaction, and return the interaction."""
        call = self._call(batch, known, contact, contact.at - timedelta(seconds=contact.wait_s))
        call["answered_at"], call["ended_at"] = contact.at, contact.at + timedelta(seconds=contact.talk_s)
        call["outcome"] = CallOutcome.ANSWERED
        return batch.add(
            Interaction,
            {
                "id": interaction_id(call["id"], contact.worker.person_id),
                "customer_id": known.customer_id if known else None,
                "call_id": call["id"],
                "person_id": contact.worker.person_id,
                "order_id": order["id"] if order else None,
                "channel": Channel.CALL_IN,
                "reason_code": contact.reason,
                "disposition_code": contact.disposition,
                "notes": contact.notes,
                "opened_at": contact.at,
                "talk_s": contact.talk_s,
                "wrap_up_s": contact.wrap_up_s,
                "sealed_at": call["ended_at"] + timedelta(seconds=contact.wrap_up_s),
            },
        )

    def _call(self, batch: Batch, known: Known | None, contact: Contact, at: datetime) -> Row:
        self._calls += 1
        linked_id = f"{int(at.timestamp())}.{self._calls}"
        return batch.add(
            Call,
            {
                "id": call_id(LINE, linked_id),
                "customer_id": known.customer_id if known else None,
                "line": LINE,
                "linked_id": linked_id,
                "direction": CallDirection.IN,
                "ani": contact.ani,
                "ani_key": normalise_number(contact.ani).key,
                "dnis": HOTLINE,
                "queue": contact.queue,
                "arrived_at": at,
                "answered_at": None,
                "ended_at": None,
                "outcome": None,
            },
        )

    def _abandoned(self, batch: Batch, known: Known | None, contact: Contact) -> None:
        """Write the try before, when the caller did not wait long enough."""
        dice = self._dice
        call = self._call(batch, known, contact, contact.at - timedelta(seconds=dice.count(400, 3000)))
        call["ended_at"] = call["arrived_at"] + timedelta(seconds=dice.count(3, 150))
        ringing = dice.chance(0.2)
        call["outcome"] = CallOutcome.ABANDONED_RINGING if ringing else CallOutcome.ABANDONED_WAITING

    def _ani(self, known: Known | None, at: datetime) -> str:
        """Throw the number that a call comes from: often one that nobody has written down yet."""
        dice, thrown = self._dice, self._dice.random()
        if thrown < _HIDDEN:
            return ""
        if thrown < _HIDDEN + _SHOPS:
            return self._plan.shop()
        if known is None or not known.numbers or thrown < 1 - _KNOWN:
            area = area_of(known.county) if known else "028"
            return self._plan.landline(area) if dice.chance(LANDLINE_SHARE) else self._plan.mobile()
        index = int(dice.random() * len(known.numbers))
        phone = known.phones[index]
        if phone["last_seen_at"] is None or phone["last_seen_at"] < at:
            phone["last_seen_at"] = at
        return known.numbers[index]

    def _stays_unknown(self, known: Known, kind: str, ani: str) -> bool:
        """Tell whether somebody who asks a question hangs up without a name."""
        is_person = known.row["kind"] is CustomerKind.PERSON
        asks = is_person and kind in ("consult", "fee") and ani not in known.numbers
        return asks and self._dice.chance(_STAYS_UNKNOWN)

    def _queue(self, known: Known | None, line: ProductLine | None) -> str:
        if known is not None and known.row["tier"] is Tier.VIP:
            return "vip"
        return line.value if line else "hotline"
