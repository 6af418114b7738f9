"""Half-days of the providers: what is held in them, and how many places they have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, insert

from app.demo.world_batch import Batch, Row
from app.demo.world_dice import Dice
from app.demo.world_staff import Firm
from app.service_time import HALF_DAYS, ZONE
from db.models.providers import Booking, BookingState, Capacity, Half

DAYS_BACK = 7
DAYS_AHEAD = 15  # two weeks, also for a desk that stays open over midnight
_FULL = 0.4  # of the half-days that anything is booked in
_SUNDAY_OFF = 0.4

Slot = tuple[date, Half]


class Slots:
    """Counts what is booked, so that the counters of the store equal its bookings."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._used: Counter[tuple[UUID, date, Half]] = Counter()
        self._first = dice.today - timedelta(days=DAYS_BACK)

    def book(self, batch: Batch, order: Row, firm: Firm, slot: Slot, state: BookingState) -> None:
        """Hold a place for an order; half-days of long ago are not kept."""
        on, half = slot
        if on < self._first:
            return
        self._used[firm.provider_id, on, half] += state is not BookingState.RELEASED
        batch.add(
            Booking,
            {
                "id": self._dice.new_id(),
                "order_id": order["id"],
                "customer_id": order["customer_id"],
                "provider_id": firm.provider_id,
                "on": on,
                "half": half,
                "state": state,
                "held_at": order["opened_at"],
            },
        )

    def write(self, connection: Connection, firms: Iterable[Firm]) -> None:
        """Write every half-day from a week ago to two weeks ahead."""
        days = [self._first + timedelta(days=day) for day in range(DAYS_BACK + DAYS_AHEAD)]
        rows = [self._row(firm, on, half) for firm in firms for on in days for half in Half]
        connection.execute(insert(Capacity), rows)

    def _row(self, firm: Firm, on: date, half: Half) -> Row:
        dice, used = self._dice, self._used[firm.provider_id, on, half]
        rests = not used and on.weekday() == 6 and dice.chance(_SUNDAY_OFF)
        is_full = used > 0 and dice.chance(_FULL)
        free = 0 if rests or is_full else dice.count(1, 2 + max(0, (on - dice.today).days) // 3)
        return {"provider_id": firm.provider_id, "on": on, "half": half, "cap": used + free, "used": used}


def ends_at(slot: Slot) -> datetime:
    """Return when a half-day is over, in the zone of the service."""
    return datetime.combine(slot[0], HALF_DAYS[slot[1]][1], ZONE)


def begins_at(slot: Slot) -> datetime:
    return datetime.combine(slot[0], HALF_DAYS[slot[1]][0], ZONE)


def slots_from(at: datetime, number: int) -> list[Slot]:
    """Return the next half-days that begin after an instant."""
    day = at.astimezone(ZONE).date()
    found = [(day + timedelta(days=ahead), half) for ahead in range(number // 2 + 2) for half in Half]
    return [slot for slot in found if begins_at(slot) > at][:number]
