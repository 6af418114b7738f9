"""The units in the customers' homes: serial numbers, dates, and which repair is covered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.customers import MAKER
from app.demo.world_batch import Batch, Row
from app.demo.world_catalogue import Catalogue, FaultKind, Model
from app.demo.world_customers import Known
from app.demo.world_dice import Dice, Shares
from app.entitlement import Entitlement, Light, WarrantyFacts, entitlement
from app.standing_warranty import standing_calendar, standing_rules
from db.models.catalogue import ProductLine
from db.models.customers import CustomerKind, Unit, UnitUse

UNIT_COUNTS = Shares({1: 60, 2: 28, 3: 9, 4: 3})
_SERIAL_MISSING = 0.22
_LETTERS = {
    ProductLine.TV: "T",
    ProductLine.FRIDGE: "F",
    ProductLine.WASHER: "W",
    ProductLine.AC: "A",
    ProductLine.SMALL: "S",
}
_DATE_CODE = "0123456789ABCDEFGHIJKLMNPQRSTUVWXYZ"  # without O
_MONTH_DAYS = 30.44


class Payer(StrEnum):
    """Who pays a repair: the maker whole, the maker for a main part, the customer."""

    WHOLE = "whole"
    PART = "part"
    CUSTOMER = "customer"


# Thrown for the first repair of a unit; it gives the unit its age. Later repairs have what is left.
_PAYERS = Shares({Payer.WHOLE: 84, Payer.PART: 10, Payer.CUSTOMER: 6})


@dataclass(slots=True)
class Home:
    """One unit; its dates stand open until its first repair has told its age."""

    row: Row
    model: Model
    province: str = ""

    @property
    def dated(self) -> bool:
        return self.row["sold_on"] is not None

    def entitled(self, on: date) -> Entitlement:
        row = self.row
        facts = WarrantyFacts(
            line=self.model.line,
            province=self.province,
            whole_months=self.model.whole_months,
            part_months=self.model.part_months,
            needs_installation=self.model.needs_installation,
            use=row["use"],
            made_on=row["made_on"],
            sold_on=row["sold_on"],
            delivered_on=row["delivered_on"],
            installed_on=row["installed_on"],
        )
        return entitlement(facts, on, standing_rules(), standing_calendar())


def payer(light: Light, is_main_part: bool, is_paid: bool) -> Payer:
    """Tell who pays a repair of this fault under this light."""
    if light is Light.COVERED and not is_paid:
        return Payer.WHOLE
    if light is Light.PARTLY and is_main_part:
        return Payer.PART
    return Payer.CUSTOMER


class UnitMaker:
    """Makes units, dates them, and throws faults that fit their age."""

    def __init__(self, dice: Dice, catalogue: Catalogue) -> None:
        self._dice, self._catalogue = dice, catalogue
        self._lines = Shares(catalogue.line_weights)
        self._models = {
            line: Shares({model: model.weight for model in models})
            for line, models in catalogue.models.items()
        }
        self._serials = 100_000

    def make(self, batch: Batch, known: Known, model: Model | None = None) -> Home:
        """Put a unit without dates into a customer's home."""
        dice = self._dice
        is_company = known.row["kind"] is CustomerKind.ORGANISATION
        row = {
            "id": dice.new_id(),
            "customer_id": known.customer_id,
            "address_id": known.address_id,
            "model_code": "",
            "maker": MAKER,
            "serial": None,
            "use": UnitUse.COMMERCIAL if is_company else UnitUse.HOME,
            "made_on": None,
            "sold_on": None,
            "delivered_on": None,
            "installed_on": None,
            "invoice_seen": dice.chance(0.6),
            "retired_on": None,
        }
        chosen = model or self._models[self._lines.throw(dice)].throw(dice)
        row["model_code"] = chosen.code
        return Home(batch.add(Unit, row), chosen, known.region_code[:2])

    def start_by_repair(self, home: Home, at: datetime) -> FaultKind:
        """Throw a fault for a repair, and the unit's age with it if it is the first."""
        if not home.dated:
            who = _PAYERS.throw(self._dice)
            age = self._age(home.model, who)
            self.start(home, at.date() - timedelta(days=int(age * _MONTH_DAYS) + 1))
            light = home.entitled(at.date()).light
            return self._fault(home.model, light, who)
        return self._fault(home.model, home.entitled(at.date()).light, None)

    def start(self, home: Home, on: date) -> None:
        """Write the dates of a unit whose warranty starts on a day, and its serial number with them."""
        dice, row, needs = self._dice, home.row, home.model.needs_installation
        row["installed_on"] = on if needs else None
        row["delivered_on"] = on - timedelta(days=dice.count(0, 3) if needs else 0)
        row["sold_on"] = row["delivered_on"] - timedelta(days=dice.count(0, 5))
        row["made_on"] = row["sold_on"] - timedelta(days=dice.count(20, 200))
        if not dice.chance(_SERIAL_MISSING):
            row["serial"] = self.serial(home.model, row["made_on"])

    def start_by_chance(self, home: Home) -> None:
        """Write the dates of a unit that nobody ever called about."""
        self.start(home, self._dice.today - timedelta(days=self._dice.count(3, 8 * 365)))

    def serial(self, model: Model, made_on: date) -> str:
        """Return the next serial number: line, model, plant, year, month, day, count, check (mod 97)."""
        self._serials += 1
        year, month, day = (_DATE_CODE[value] for value in (made_on.year - 2009, made_on.month, made_on.day))
        plant = 11 + self._serials % 3
        first = f"{MAKER}{_LETTERS[model.line]}{model.number:04d}{plant}{year}{month}{day}{self._serials:06d}"
        return f"{first}{int(first, 36) % 97:02d}"

    def _age(self, model: Model, who: Payer) -> float:
        """Throw months since the start of the warranty."""
        dice, whole, part = self._dice, model.whole_months, model.part_months
        if who is Payer.WHOLE:
            return dice.between(0.1, whole - 0.2)
        if who is Payer.PART and part > whole:
            return dice.between(whole + 0.2, part - 0.2)
        return dice.between(whole + 0.2, max(part, whole) + 48)

    def _fault(self, model: Model, light: Light, who: Payer | None) -> FaultKind:
        faults = self._catalogue.faults[model.line]
        if who is not None:
            fitting = [one for one in faults if payer(light, one.is_main_part, one.is_paid) is who]
            faults = fitting or faults
        fault = self._dice.one(faults)
        if fault.is_paid and who is None and self._dice.chance(0.8):
            return self._fault(model, light, who)
        return fault
