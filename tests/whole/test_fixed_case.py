"""The fixed case, by key events at a real window: every key counts, and there are no more than 25."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.demo.callers import Ringer, Who, callers
from app.demo.journal import JournalFile
from app.demo.planned import PlannedCall
from app.demo.scenarios import load_scenarios
from app.demo.store import Demo, demo_store
from app.demo.verify import FIXED_CASE, JOURNAL_NAME, MOST_KEYS, verify
from app.desk import Desk
from app.pop import PopPage, pop_page
from app.service_time import half_day
from app.telephony.agenda import Agenda
from app.telephony.practice import PracticeLine
from app.workers import Workers
from db.models.customers import Address
from db.models.orders import RepairOrder
from db.models.providers import Booking, Capacity, Half
from ui.paint_watch import Heartbeat
from ui.seat import Seat
from ui.shift.driver import ShiftDriver
from ui.shift.keys import KeyFilter
from ui.shift.pictures import Pictures
from ui.theme import Theme

SEED = 7
KEYS = [
    *["F2"],  # the call is answered; the note of twenty characters is committed
    *["Control", "Ctrl+D"],
    *["Alt", "Alt+Down", "Alt", "Alt+Down"],  # the third machine
    *["Alt", "Alt+A", "1", "2", "0", "1", "Return"],  # another door
    *["1", "1", "2"],  # fault, provider, second-best half-day
    *["Control", "Ctrl+Return"],
]


def now() -> datetime:
    return datetime.now(UTC)


def test_the_fixed_case_takes_no_more_than_twenty_five_keys_and_makes_exactly_its_order(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    if qapp.findChild(Theme) is None:
        Theme(qapp)
    with demo_store(SEED, 500, tmp_path, now=now()) as demo:
        with demo.store.read() as session:
            ringer = callers(session, Who.FOUR_UNITS, demo.made_at)[0]
            assert ringer.customer_id is not None
            page = pop_page(session, ringer.customer_id, demo.made_at)
            free = free_half_days(session)
        play(qapp, qtbot, demo, ringer, tmp_path)
        assert_the_order(demo, page, free)
    found = verify(tmp_path)
    assert found["failures"] == []
    assert found["fixed_case_keys"] == [KEYS]
    assert len(KEYS) <= MOST_KEYS == 25
    press_more(tmp_path, MOST_KEYS + 1 - len(KEYS))
    assert verify(tmp_path)["failures"] == [f"{FIXED_CASE}: 26 keys to the order, 25 are the most"]


def play(qapp: QApplication, qtbot: QtBot, demo: Demo, ringer: Ringer, folder: Path) -> None:
    """Let the scenario of the fixed case be worked, once, and leave its journal."""
    [scenario] = [each for each in load_scenarios() if each.id == FIXED_CASE]
    journal = JournalFile(folder / JOURNAL_NAME)
    line = PracticeLine("7", agent=demo.actor.name, agenda=Agenda(10), journal=journal, now=now)
    desk = Desk(demo.store, demo.actor)
    seat = Seat(desk, Workers(), line, agent=demo.actor.name, now=now, journal=journal)
    heart, keys = Heartbeat(journal, seat), KeyFilter(qapp, journal)
    plan = [PlannedCall(1, scenario, (ringer,))]
    driver = ShiftDriver(seat, line, plan, journal, Pictures(seat.window, folder, heart))
    journal("shift", {"seed": SEED, "calls": 1})
    seat.window.resize(1366, 768)
    seat.window.show()
    seat.window.activateWindow()
    seat.start()
    with qtbot.waitSignal(driver.over, timeout=120_000):
        driver.go_on()
    keys.stop()
    seat.stop()
    seat.window.close()
    seat.window.deleteLater()
    seat.deleteLater()  # with whatever leads or plays it
    journal.close()


def free_half_days(session: Any) -> dict[UUID, list[tuple[date, Half]]]:
    """Return the half-days that each provider has a place in, the first one first."""
    found: dict[UUID, list[tuple[date, Half]]] = {}
    rows = session.execute(
        select(Capacity.provider_id, Capacity.on, Capacity.half)
        .where(Capacity.used < Capacity.cap)
        .order_by(Capacity.on, Capacity.half)
    )
    for provider_id, on, half in rows:
        found.setdefault(provider_id, []).append((on, half))
    return found


def assert_the_order(demo: Demo, page: PopPage, free: dict[UUID, list[tuple[date, Half]]]) -> None:
    """The third machine, the second-best half-day, the changed door, the note, and nothing else."""
    with demo.store.read() as session:
        order = session.scalars(
            select(RepairOrder).where(
                RepairOrder.customer_id == page.head.customer_id, RepairOrder.opened_at >= demo.made_at
            )
        ).one()
        address = session.get_one(Address, order.address_id)
        booking = session.scalars(select(Booking).where(Booking.order_id == order.id)).one()
    assert order.unit_id == page.units[2].unit_id
    assert len(page.units) == 4
    assert order.fault_note == "第1通：第三台不能用，搬家了，门牌改了。"
    assert len(order.fault_note) == 20
    assert page.head.address_line != address.line
    assert page.head.address_line.rstrip("0123456789") + "1201" == address.line
    assert address.is_primary
    assert booking.provider_id == order.provider_id
    best = [slot for slot in free[booking.provider_id] if half_day(*slot)[0] > demo.made_at]
    assert (booking.on, booking.half) == best[1]


def press_more(folder: Path, keys: int) -> None:
    """Write more keys into the journal, right after the call was answered."""
    path = folder / JOURNAL_NAME
    with path.open(encoding="utf-8") as file:
        events = [json.loads(line) for line in file]
    answered = next(at for at, event in enumerate(events) if event.get("key") == "F2")
    more = events[answered] | {"key": "Tab", "text": "\t", "t": events[answered]["t"] + 1}
    events[answered + 1 : answered + 1] = [more] * keys
    path.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in events), encoding="utf-8")
