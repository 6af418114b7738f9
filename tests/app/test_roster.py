"""The roster: written as a list, read as instants; who is on now, and who should be here and is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from app.floor.machine import Standing
from app.floor.now import columns_of
from app.lists.columns import Scalar, Why
from app.roster import ShiftLine, my_shifts, shifts_about
from app.wallboard_reading import FloorReader
from db.models.floor import AgentNow, AgentState, StateCause
from db.models.people import Role
from db.models.roster import RosterShift
from db.store import Store
from tests.app.test_lists import change, decided, edit, fresh, page, run, wrong
from tests.rows import NOW, PERSONS, TODAY, put, uid

AGENT, SUPERVISOR = PERSONS[Role.AGENT], PERSONS[Role.SUPERVISOR]
HOUR = timedelta(hours=1)
TEAM = "one"
YESTERDAY = (TODAY - timedelta(days=1)).isoformat()


def at(hour: int, minute: int = 0, days: int = 0) -> datetime:
    """Return when it is so late in Chengdu, today or some days on."""
    there = datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC) - timedelta(hours=8)
    return there + timedelta(days=days, hours=hour, minutes=minute)


def a_shift(n: int, begins: int, ends: int, days: int = 0, person: object = AGENT) -> RosterShift:
    on = TODAY + timedelta(days=days)
    return RosterShift(
        id=uid(n), person_id=person, on=on, begins_min=60 * begins, ends_min=60 * ends, note=""
    )


def cells(**more: Scalar) -> dict[str, Scalar]:
    said = {"id": str(uid(0xF01)), "person_id": str(AGENT), "on": TODAY.isoformat()}
    return said | {"begins_min": 510, "ends_min": 1050, "note": "早班"} | more


def test_a_shift_is_written_moved_and_taken_away(store: Store) -> None:
    run(store, edit("roster", fresh(**cells())))
    [row] = page(store, "roster", TEAM)
    assert (row["begins_min"], row["ends_min"], row["note"]) == (510, 1050, "早班")
    run(store, edit("roster", change({"id": str(uid(0xF01))}, ends_min=(1050, 990))))
    with store.read() as session:
        [line] = my_shifts(session, AGENT, at(8))
        assert (line.begins_at, line.ends_at, line.note) == (at(8, 30), at(16, 30), "早班")
        assert my_shifts(session, AGENT, at(16, 30)) == []
    run(store, edit("roster", change({"id": str(uid(0xF01))}, retired=(False, True))))
    assert page(store, "roster", TEAM) == []


@pytest.mark.parametrize(
    ("said", "column", "why"),
    [
        ({"ends_min": 510}, "ends_min", Why.ENDS_FIRST),
        ({"id": str(uid(0xF02))}, "begins_min", Why.OVERLAPS),
        ({"id": str(uid(0xF02)), "begins_min": 1049, "ends_min": 60}, "begins_min", Why.OVERLAPS),
        (
            {"id": str(uid(0xF02)), "on": YESTERDAY, "begins_min": 1320, "ends_min": 511},
            "begins_min",
            Why.OVERLAPS,
        ),
    ],
)
def test_a_shift_has_a_length_and_nobody_works_in_two_at_once(
    store: Store, said: dict[str, Scalar], column: str, why: Why
) -> None:
    run(store, edit("roster", fresh(**cells()))) if "id" in said else None
    [(_row, found, because, _about)] = wrong(decided(store, edit("roster", fresh(**cells(**said)))))
    assert (found, because) == (column, why)


def test_one_shift_may_follow_another_at_once(store: Store) -> None:
    run(store, edit("roster", fresh(**cells())))
    night = {"id": str(uid(0xF02)), "on": YESTERDAY, "begins_min": 1320, "ends_min": 510}
    evening = {"id": str(uid(0xF03)), "begins_min": 1050, "ends_min": 60}
    for said in (night, evening):
        run(store, edit("roster", fresh(**cells(**said))))
    assert len(page(store, "roster", TEAM)) == 3


def test_who_takes_no_calls_is_not_missed_on_the_floor(store: Store) -> None:
    put(store, a_shift(1, 8, 17), a_shift(2, 8, 17, person=PERSONS[Role.ANALYST]))
    with store.read() as session:
        assert [line.person_id for line in shifts_about(session, at(9))] == [AGENT]


def test_a_night_shift_ends_on_the_next_day(store: Store) -> None:
    put(store, a_shift(1, 22, 6, days=-1), a_shift(2, 22, 6), a_shift(3, 9, 17, person=SUPERVISOR))
    with store.read() as session:
        assert [line.begins_at for line in on_shift(session, at(5))] == [at(22, days=-1)]
        assert [line.person_id for line in on_shift(session, at(9))] == [SUPERVISOR]
        assert [line.ends_at for line in on_shift(session, at(23))] == [at(6, days=1)]
        assert [line.ends_at for line in my_shifts(session, AGENT, at(5))] == [at(6), at(6, days=1)]


def on_shift(session: Session, now: datetime) -> list[ShiftLine]:
    return [line for line in shifts_about(session, now) if line.is_on(now)]


def test_the_grid_shows_the_last_week_and_what_comes(store: Store) -> None:
    put(store, *(a_shift(n, 9, 17, days=days) for n, days in enumerate((-8, -7, 0, 30))))
    assert [row["on"] for row in page(store, "roster", TEAM)] == [
        (TODAY + timedelta(days=days)).isoformat() for days in (-7, 0, 30)
    ]


def signed_in(person: object) -> list[AgentNow]:
    ready = Standing(state=AgentState.READY, since=NOW, cause=StateCause.AGENT)
    return [AgentNow(person_id=person, **columns_of(ready))]


def test_the_wallboard_says_who_should_be_here_and_is_not(store: Store) -> None:
    put(store, a_shift(1, 9, 17), a_shift(2, 9, 17, person=SUPERVISOR), *signed_in(SUPERVISOR))
    reader = FloorReader()
    with store.read() as session:
        assert [(one.person_id, one.begins_at) for one in reader.read(session, at(10)).absent] == [
            (AGENT, at(9))
        ]
        assert reader.on_shift(at(10)) == {AGENT, SUPERVISOR}
        assert reader.read(session, at(8)).absent == ()
        assert reader.read(session, at(17)).absent == ()
