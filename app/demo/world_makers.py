"""The makers of the demo world, joined once and handed round together."""

from __future__ import annotations

from dataclasses import dataclass

from app.demo.world_cases import CaseMaker
from app.demo.world_catalogue import Catalogue
from app.demo.world_contacts import ContactMaker
from app.demo.world_customers import CustomerMaker
from app.demo.world_dice import Dice
from app.demo.world_followups import FollowUpMaker
from app.demo.world_installs import InstallMaker
from app.demo.world_numbers import NumberPlan
from app.demo.world_repairs import RepairMaker
from app.demo.world_slots import Slots
from app.demo.world_staff import Staff
from app.demo.world_units import UnitMaker


@dataclass(frozen=True, slots=True)
class Makers:
    """Everything that makes rows, sharing one chance and one set of counters."""

    dice: Dice
    catalogue: Catalogue
    staff: Staff
    slots: Slots
    plan: NumberPlan
    people: CustomerMaker
    units: UnitMaker
    contacts: ContactMaker
    cases: CaseMaker
    repairs: RepairMaker
    installs: InstallMaker
    follow_ups: FollowUpMaker


def join_makers(dice: Dice, catalogue: Catalogue, staff: Staff) -> Makers:
    """Make the makers for one world."""
    slots, plan = Slots(dice), NumberPlan(dice)
    contacts, cases = ContactMaker(dice, catalogue, plan, staff), CaseMaker(dice)
    repairs = RepairMaker(dice, contacts, cases, staff, slots)
    return Makers(
        dice=dice,
        catalogue=catalogue,
        staff=staff,
        slots=slots,
        plan=plan,
        people=CustomerMaker(dice, catalogue, plan),
        units=UnitMaker(dice, catalogue),
        contacts=contacts,
        cases=cases,
        repairs=repairs,
        installs=InstallMaker(dice, catalogue, contacts, repairs, staff, slots),
        follow_ups=FollowUpMaker(dice, contacts, staff),
    )
