"""Customers of the demo world: who they are, how they are reached, where they live."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app.demo.world_batch import Batch, Row
from app.demo.world_catalogue import Catalogue
from app.demo.world_dice import Dice, Shares
from app.demo.world_numbers import NumberPlan, area_of
from app.names import readings
from app.numbers import normalise_number
from db.models.customers import Address, Customer, CustomerKind, Phone, PhoneRole, Tier, Title

_PREFECTURES = Shares({"5101": 55, "5107": 12, "5113": 9, "5115": 8, "5106": 8, "5134": 4, "50": 4})
_PHONE_COUNTS = Shares({1: 68, 2: 25, 3: 6, 4: 1})
_TIERS = Shares({Tier.STANDARD: 78, Tier.SILVER: 14, Tier.GOLD: 6, Tier.VIP: 2})
_SHARING = 0.05  # a household of two customers
_DUPLICATES = 0.03  # one person written twice
_SHOPS = 1 / 600  # a shop's number, written with many of its customers
_SHOP_CUSTOMERS = 25
_COMPANIES, _MINORITIES, _POLYPHONIC = 0.02, 0.005, 0.06
_WITHOUT_TOWN, _MISSPELT = 0.08, 0.04
_NEIGHBOURS = 40


@dataclass(slots=True)
class Known:
    """A customer already made, as its history needs it."""

    row: Row
    county: str
    address_id: UUID
    address_line: str
    region_code: str
    numbers: list[str]  # as dialled
    phones: list[Row]

    @property
    def customer_id(self) -> UUID:
        found: UUID = self.row["id"]
        return found


class CustomerMaker:
    """Makes customers one after the other; some share a number, a home or a name with one before."""

    def __init__(self, dice: Dice, catalogue: Catalogue, plan: NumberPlan) -> None:
        self._dice, self._catalogue, self._plan = dice, catalogue, plan
        names = catalogue.names
        self._surnames = Shares(dict(names["surnames"]))
        self._misspelt = str.maketrans(names["misspelt"])
        self._counties: dict[str, list[str]] = {}
        for county in sorted(catalogue.towns):
            prefecture = county[:2] if county.startswith("50") else county[:4]
            self._counties.setdefault(prefecture, []).append(county)
        self._before: deque[Known] = deque(maxlen=_NEIGHBOURS)
        self._shop = ("", 0)  # a shop's number and how many customers may still get it

    def make(self, batch: Batch) -> Known:
        """Make one customer with phones and address."""
        dice = self._dice
        partner = (
            dice.one(self._before) if len(self._before) > 5 and dice.chance(_SHARING + _DUPLICATES) else None
        )
        is_double = partner is not None and dice.chance(_DUPLICATES / (_SHARING + _DUPLICATES))
        known = self._customer(batch, partner, is_double)
        numbers = 1 if is_double else _PHONE_COUNTS.throw(dice)
        if partner is not None:
            self._phone(batch, known, partner.numbers[0], PhoneRole.HOUSEHOLD)
            numbers -= 1
        for _ in range(numbers):
            number = self._plan.any(area_of(known.county))
            self._phone(batch, known, number, self._role(known, number))
        self._shop_number(batch, known)
        self._before.append(known)
        return known

    def _customer(self, batch: Batch, partner: Known | None, is_double: bool) -> Known:
        dice = self._dice
        row = dict(partner.row) if partner and is_double else self._person()
        row["id"] = dice.new_id()
        batch.add(Customer, row)
        county = partner.county if partner else dice.one(self._counties[_PREFECTURES.throw(dice)])
        towns = self._catalogue.towns[county]
        region = partner.region_code if partner else county if dice.chance(_WITHOUT_TOWN) else dice.one(towns)
        known = Known(
            row,
            county,
            dice.new_id(),
            partner.address_line if partner else self._home(),
            region,
            [],
            [],
        )
        batch.add(
            Address,
            {
                "id": known.address_id,
                "customer_id": known.customer_id,
                "region_code": region,
                "line": known.address_line,
                "is_primary": True,
                "checked_on": dice.today - timedelta(days=dice.count(20, 900)) if dice.chance(0.5) else None,
            },
        )
        return known

    def _person(self) -> Row:
        dice, phrases = self._dice, self._catalogue.phrases
        kind, name, title, contact = self._name()
        return {
            "kind": kind,
            "name": name,
            "title": title,
            "contact_name": contact,
            "initials": " ".join(readings(name)),
            "tier": _TIERS.throw(dice),
            "remark": dice.one(phrases["remark"]) if dice.chance(0.12) else "",
            "service_note": dice.one(phrases["service_note"]) if dice.chance(0.1) else "",
            "since_on": dice.today,  # until the history tells better
            "created_at": dice.now,
        }

    def _name(self) -> tuple[CustomerKind, str, Title, str]:
        dice, names = self._dice, self._catalogue.names
        if dice.chance(_COMPANIES):
            company = dice.one(names["companies"]["heads"]) + dice.one(names["companies"]["kinds"])
            contact = self._surnames.throw(dice) + dice.one(("经理", "老板", "师傅", "主任"))
            return CustomerKind.ORGANISATION, company, Title.ORGANISATION, contact
        if dice.chance(_MINORITIES):
            name, title = dice.one(names["minority"])
            return CustomerKind.PERSON, name, Title(title), ""
        family = dice.one(names["polyphonic"]) if dice.chance(_POLYPHONIC) else self._surnames.throw(dice)
        title = Title.MS if dice.chance(0.52) else Title.MR
        given = dice.one(names["given_ms" if title is Title.MS else "given_mr"])
        if dice.chance(0.12):
            title = Title.TEACHER if dice.chance(0.2) else Title.UNKNOWN
        return CustomerKind.PERSON, family + given, title, ""

    def _home(self) -> str:
        dice, names = self._dice, self._catalogue.names
        street = f"{dice.one(names['streets'])} {dice.count(1, 399)} 号"
        door = f"{dice.count(1, 28)} 栋 {dice.count(1, 4)} 单元 {dice.count(1, 32)}{dice.count(1, 6):02d}"
        estate = dice.one(names["estates"])
        if dice.chance(_MISSPELT):
            estate = estate.translate(self._misspelt)
        return f"{street} {estate} {door}"

    def _phone(self, batch: Batch, known: Known, number: str, role: PhoneRole) -> None:
        raw = self._plan.as_typed(number)
        known.numbers.append(number)
        row = {
            "id": self._dice.new_id(),
            "customer_id": known.customer_id,
            "key": normalise_number(raw).key,
            "extension": "",
            "raw": raw,
            "role": role,
            "last_seen_at": None,
        }
        known.phones.append(batch.add(Phone, row))

    def _role(self, known: Known, number: str) -> PhoneRole:
        if known.row["kind"] is CustomerKind.ORGANISATION:
            return PhoneRole.OFFICE
        return PhoneRole.HOUSEHOLD if number.startswith("0") else PhoneRole.OWN

    def _shop_number(self, batch: Batch, known: Known) -> None:
        """Now and then a shop left its own number with a run of customers."""
        dice = self._dice
        number, left = self._shop
        if not left and dice.chance(_SHOPS):
            number, left = self._plan.landline(area_of(known.county)), dice.count(3, _SHOP_CUSTOMERS)
        if left:
            self._phone(batch, known, number, PhoneRole.SHOP)
            self._shop = (number, left - 1)


def date_back(known: Known, first_at: datetime) -> None:
    """Say that a customer is known since an earlier day."""
    day = first_at.date()
    if day < known.row["since_on"]:
        known.row["since_on"], known.row["created_at"] = day, first_at
