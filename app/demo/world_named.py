"""Customers that a demo must have: a shared household line, and one with a very long history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from app.demo.world_batch import Batch
from app.demo.world_calendar import SEASONS
from app.demo.world_customers import Known
from app.demo.world_makers import Makers
from app.demo.world_slots import slots_from
from app.demo.world_stories import StoryTeller
from app.names import readings
from app.numbers import normalise_number
from app.service_time import ZONE
from db.models.calls import Call
from db.models.cases import Case, CaseKind
from db.models.customers import Address, Customer, CustomerKind, Phone, PhoneRole, Tier, Title
from db.models.followups import Attempt
from db.models.orders import OrderEvent

HOUSEHOLD_LINE: Final = "02885551234"
HEAVY_LINE: Final = "02885559999"
HEAVY_ENTRIES: Final = 10_000
_HEAVY_UNITS: Final = 40


def add_customer(
    batch: Batch,
    makers: Makers,
    *,
    name: str,
    title: Title,
    since_on: date,
    region_code: str,
    address_line: str,
    phones: Sequence[tuple[str, PhoneRole]],
    tier: Tier = Tier.STANDARD,
    kind: CustomerKind = CustomerKind.PERSON,
    contact_name: str = "",
    remark: str = "",
    service_note: str = "",
) -> Known:
    """Write a customer of a given name with phones and an address."""
    dice = makers.dice
    row = {
        "id": dice.new_id(),
        "kind": kind,
        "name": name,
        "title": title,
        "contact_name": contact_name,
        "initials": " ".join(readings(name)),
        "tier": tier,
        "remark": remark,
        "service_note": service_note,
        "since_on": since_on,
        "created_at": datetime.combine(since_on, time(10), ZONE),
    }
    known = Known(batch.add(Customer, row), region_code[:6], dice.new_id(), address_line, region_code, [], [])
    _add_address(batch, makers, known)
    for number, role in phones:
        known.numbers.append(number)
        phone = {"id": dice.new_id(), "customer_id": known.customer_id, "raw": number}
        phone |= {"key": normalise_number(number).key, "extension": "", "role": role, "last_seen_at": None}
        known.phones.append(batch.add(Phone, phone))
    return known


def _add_address(batch: Batch, makers: Makers, known: Known) -> None:
    batch.add(
        Address,
        {
            "id": known.address_id,
            "customer_id": known.customer_id,
            "region_code": known.region_code,
            "line": known.address_line,
            "is_primary": True,
            "checked_on": makers.dice.today - timedelta(days=30),
        },
    )


def add_household(batch: Batch, makers: Makers) -> tuple[UUID, UUID]:
    """Write a couple who share a landline; an order of his is promised for the next half-day."""
    dice = makers.dice
    since = dice.today - timedelta(days=1200)
    chen, liu = (
        add_customer(
            batch,
            makers,
            name=name,
            title=title,
            since_on=since,
            region_code="510104",
            address_line="东大街 18 号 3 单元 902",
            phones=((HOUSEHOLD_LINE, PhoneRole.HOUSEHOLD), (makers.plan.mobile(), PhoneRole.OWN)),
            remark=remark,
        )
        for name, title, remark in (("陈建国", Title.MR, "户主"), ("刘桂芳", Title.MS, "常在上午来电"))
    )
    conditioner, washer = makers.units.make(batch, chen), makers.units.make(batch, liu)
    makers.units.start(conditioner, dice.today - timedelta(days=500))
    makers.units.start(washer, dice.today - timedelta(days=1190))
    fault = makers.catalogue.faults[conditioner.model.line][0]
    job = makers.repairs.open(batch, chen, conditioner, fault, slots_from(dice.now, 1)[0])
    chen.phones[0]["last_seen_at"] = job.opened_at
    liu.phones[0]["last_seen_at"] = dice.now - timedelta(days=97)
    return chen.customer_id, liu.customer_id


def add_heavy(batch: Batch, makers: Makers, stories: StoryTeller) -> UUID:
    """Write a property manager with at least ten thousand timeline entries."""
    dice, before = makers.dice, _entries(batch)
    known = add_customer(
        batch,
        makers,
        name="天府名居物业服务有限公司",
        title=Title.ORGANISATION,
        kind=CustomerKind.ORGANISATION,
        contact_name="罗经理",
        tier=Tier.VIP,
        since_on=dice.today - timedelta(days=6 * 365),
        region_code="510107",
        address_line="建设路 99 号 天府名居 物业中心",
        phones=((HEAVY_LINE, PhoneRole.OFFICE),),
        remark="代住户报修，房号写在备注里",
    )
    homes = [makers.units.make(batch, known) for _ in range(_HEAVY_UNITS)]
    for home in homes:
        makers.units.start_by_chance(home)
    while _entries(batch) - before < HEAVY_ENTRIES:
        home = dice.one(homes)
        stories.repair(batch, known, home, dice.past(SEASONS[home.model.line]))
        stories.question(batch, known, home, "consult", dice.past())
    return known.customer_id


def _entries(batch: Batch) -> int:
    """Count the timeline entries of everybody in a batch: a call is one, recorded or not."""
    complaints = sum(row["kind"] is CaseKind.COMPLAINT for row in batch.rows(Case))
    return batch.count(Call, OrderEvent, Attempt) + complaints
