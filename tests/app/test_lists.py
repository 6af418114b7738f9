"""Lists that are data: edited whole or not at all, seen by the second person, nothing ever gone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from app.calling_hours import is_open
from app.command import Command, Outcome
from app.commands import decide
from app.followup_rules import calling_windows, rules_in_force
from app.lists.catalogue import ALL, list_named
from app.lists.columns import CellProblem, Column, Kind, Scalar, Why, read_cell
from app.lists.editing import CellEdit, EditList, RowEdit, key_words
from app.lists.pasting import PastedAt, read_pasted, take_pasted
from app.lists.reading import ListPage, list_changes, list_page
from app.lists.sheet import Sheet
from app.messages.templates import template_named
from app.promise_rules import PromiseClock, rules
from app.reference import CodeList, reference
from app.service_time import ZONE
from db.ids import new_id
from db.models.catalogue import Code
from db.models.lists import ListChange
from db.models.people import Role
from db.store import Store
from tests.rows import NOW, TODAY, actor


def decided(store: Store, command: Command, role: Role = Role.ADMIN) -> Outcome:
    with store.write() as session:
        return decide(session, command, actor(role))


def run(store: Store, command: Command, role: Role = Role.ADMIN, *, refused: str | None = None) -> Outcome:
    outcome = decided(store, command, role)
    assert outcome.code == refused, outcome
    return outcome


def edit(list_id: str, *rows: RowEdit) -> EditList:
    return EditList(at=NOW, list_id=list_id, rows=rows)


def change(key: dict[str, Scalar], **cells: tuple[Scalar, Scalar]) -> RowEdit:
    return RowEdit(key=key, cells={name: CellEdit(old=old, new=new) for name, (old, new) in cells.items()})


def fresh(**cells: Scalar) -> RowEdit:
    return RowEdit(key={}, cells={name: CellEdit(new=new) for name, new in cells.items()}, is_new=True)


def page(store: Store, list_id: str, within: str = "") -> list[dict[str, Scalar]]:
    with store.read() as session:
        found = list_page(session, list_id, NOW, within)
    return [dict(zip(list_named(list_id).names, row, strict=True)) for row in found.rows]


def wrong(outcome: Outcome) -> list[tuple[int, str, str, Any]]:
    return [(one["row"], one["column"], one["why"], one["about"]) for one in outcome.details["problems"]]


def test_a_list_is_edited_ordered_and_retired_in_one_decision(store: Store) -> None:
    smell = fresh(code="repair.smell", parent_code="repair", name_zh="有异味", name_en="smells", position=2)
    leak = fresh(code="repair.leak", parent_code="repair", name_zh="漏水", name_en="leaks", position=1)
    run(store, edit("code_reason", smell, leak), Role.ADMIN)
    assert [row["code"] for row in page(store, "code_reason")] == ["repair", "repair.leak", "repair.smell"]
    order = [
        change({"code": "repair.leak"}, position=(1, 2), name_en=("leaks", "is leaking")),
        change({"code": "repair.smell"}, position=(2, 1)),
        change({"code": "repair"}, retired=(False, True)),
    ]
    run(store, edit("code_reason", *order), Role.ADMIN)
    rows = page(store, "code_reason")
    assert [row["code"] for row in rows] == ["repair", "repair.smell", "repair.leak"]
    assert [row["retired"] for row in rows] == [True, False, False]
    with store.read() as session:
        known = reference(session).code(CodeList.REASON, "repair")
        smelling = reference(session).code(CodeList.REASON, "repair.smell")
        said = list_changes(
            session, "code_reason", key_words(list_named("code_reason"), {"code": "repair.leak"})
        )
    assert known is not None
    assert (known.retired, known.name_zh) == (True, "报修")  # what has it reads it still
    assert smelling is not None
    assert smelling.initials == "yyw"
    assert {(one.column, one.old, one.new, one.by_name) for one in said} >= {
        ("position", "1", "2", "admin one"),
        ("name_en", "leaks", "is leaking", "admin one"),
        ("name_en", None, "leaks", "admin one"),
    }
    run(store, edit("code_reason", change({"code": "repair"}, retired=(True, False))), Role.ADMIN)
    assert not page(store, "code_reason")[0]["retired"]


def test_what_is_wrong_is_told_cell_by_cell_and_nothing_is_written(store: Store) -> None:
    rows = [
        change({"code": "repair"}, name_en=("repair", "Mending")),
        fresh(code="no good", name_zh="坏", name_en="x" * 121),
        fresh(code="repair", name_zh="报修", name_en="Repair"),
        fresh(code="below", parent_code="nothing", name_zh="在下", name_en="below"),
        change({"code": "repair"}, code=("repair", "mend")),
        change({"code": "none"}, name_en=("a", "b")),
        change({"code": "repair"}, name_zh=("维修", "修理")),
        fresh(code="half", name_zh=None, colour="red"),
    ]
    outcome = run(store, edit("code_reason", *rows), Role.ADMIN, refused="list_problems")
    assert wrong(outcome) == [
        (1, "code", "not_a_code", ""),
        (1, "name_en", "too_long", 120),
        (2, "code", "known", ""),
        (3, "parent_code", "unknown", "nothing"),
        (4, "code", "fixed", ""),
        (5, "code", "gone", ""),
        (6, "name_zh", "changed", "报修"),
        (7, "colour", "unknown", ""),
        (7, "name_zh", "required", ""),
        (7, "name_en", "required", ""),
    ]
    with store.read() as session:
        assert session.scalar(select(Code.name_en).where(Code.code == "repair")) == "repair"
        assert session.scalar(select(func.count()).select_from(ListChange)) == 0


def test_the_second_person_sees_the_same_cell_and_other_cells_merge(store: Store) -> None:
    run(store, edit("fault", change({"code": "W01"}, minutes=(40, 60))), Role.ADMIN)
    run(store, edit("fault", change({"code": "W01"}, name_en=("Fault W01", "No drain"))), Role.SUPERVISOR)
    again = edit("fault", change({"code": "W01"}, minutes=(40, 90)))
    assert wrong(run(store, again, Role.ADMIN, refused="list_problems")) == [(0, "minutes", "changed", 60)]
    known = next(row for row in page(store, "fault") if row["code"] == "W01")
    assert (known["minutes"], known["name_en"]) == (60, "No drain")


@pytest.mark.parametrize(
    ("kind", "words", "value"),
    [
        (Kind.WHOLE, "１,200", 1200),
        (Kind.FLAG, "是", True),
        (Kind.FLAG, "No", False),
        (Kind.DAY, "2026年3月9日", "2026-03-09"),
        (Kind.DAY, "2026/3/9", "2026-03-09"),
        (Kind.CLOCK, "8:30", 510),
        (Kind.CLOCK, "24:00", 1440),
        (Kind.CODE, " Ａ1 ", "A1"),
        (Kind.TEXT, " 两 个\n字 ", "两 个 字"),
        (Kind.CHOICE, "洗衣机", "washer"),
        (Kind.CHOICE, "WASHER", "washer"),
        (Kind.TEXT, "  ", None),
        (Kind.WHOLE, "1.5", Why.NOT_WHOLE),
        (Kind.FLAG, "maybe", Why.NOT_A_FLAG),
        (Kind.DAY, "2026-02-30", Why.NOT_A_DAY),
        (Kind.DAY, "tomorrow", Why.NOT_A_DAY),
        (Kind.CLOCK, "24:01", Why.NOT_A_CLOCK),
        (Kind.CODE, "a b", Why.NOT_A_CODE),
        (Kind.CHOICE, "car", Why.NOT_A_CHOICE),
    ],
)
def test_a_cell_is_read_as_people_write_it(kind: Kind, words: str, value: Scalar | Why) -> None:
    choices = [("washer", ("Washing machine", "洗衣机"))]
    try:
        found: Scalar | Why = read_cell(Column("cell", kind), words, choices)
    except CellProblem as problem:
        found = problem.why
    assert found == value


def test_a_rule_changes_from_a_day_on_and_what_held_before_stays(store: Store) -> None:
    key: dict[str, Scalar] = {"clock": "answer", "kind": None, "severity": 0, "valid_from": "2026-01-01"}
    run(store, edit("promise_rule", change(key, amount=(60, 45))))
    later = change(key, amount=(45, 30), valid_from=("2026-01-01", "2027-01-01"))
    run(store, edit("promise_rule", later))
    past = change(key, amount=(45, 20), valid_from=("2026-01-01", "2026-02-01"))
    assert wrong(run(store, edit("promise_rule", past), refused="list_problems")) == [
        (0, "valid_from", "past", "")
    ]
    stale = change(key, amount=(60, 20))
    assert wrong(run(store, edit("promise_rule", stale), refused="list_problems")) == [
        (0, "amount", "changed", 45)
    ]
    shown = [row for row in page(store, "promise_rule") if (row["clock"], row["kind"]) == ("answer", None)]
    assert [(row["valid_from"], row["amount"]) for row in shown] == [("2026-11-23", 45), ("2027-01-01", 30)]
    with store.read() as session:
        book = rules(session)
        amounts = [
            promise.amount
            for on in (date(2026, 11, 22), TODAY, date(2027, 1, 1))
            if (promise := book.promise(PromiseClock.ANSWER, on))
        ]
    assert amounts == [60, 45, 30]
    now = {**key, "valid_from": "2026-11-23"}
    needed = change(now, retired=(False, True))
    assert wrong(run(store, edit("promise_rule", needed), refused="list_problems")) == [
        (0, "retired", "needed", "")
    ]


def test_what_is_retired_is_in_force_no_more_and_comes_back(store: Store) -> None:
    repaired: dict[str, Scalar] = {"code": "repaired", "valid_from": "2020-01-01"}
    quiet: dict[str, Scalar] = {"code": "service_open", "valid_from": "2020-01-01"}
    step: dict[str, Scalar] = {"clock": "answer", "severity": 0, "step": 1, "valid_from": "2026-01-01"}
    for list_id, key in (("follow_up_rule", repaired), ("calling_window", quiet), ("escalation_rule", step)):
        run(store, edit(list_id, change(key, retired=(False, True))))
    night = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
    with store.read() as session:
        assert "repaired" in rules_in_force(session, date(2026, 11, 22))
        assert "repaired" not in rules_in_force(session, TODAY)
        assert [one.step for one in rules(session).ladder(PromiseClock.ANSWER, TODAY)] == [2, 3, 4]
        assert is_open(calling_windows(session), night, ZONE)  # no hours are written any more
    run(
        store, edit("follow_up_rule", change({**repaired, "valid_from": "2026-11-23"}, retired=(True, False)))
    )
    with store.read() as session:
        assert "repaired" in rules_in_force(session, TODAY)
        assert not is_open(calling_windows(session), night - timedelta(days=2), ZONE)


def test_what_is_retired_is_made_again_from_another_day_on(store: Store) -> None:
    key: dict[str, Scalar] = {"code": "service_open", "valid_from": "2020-01-01"}
    [known] = [row for row in page(store, "calling_window") if row["code"] == "service_open"]
    run(store, edit("calling_window", change(key, retired=(False, True))))
    again = {**known, "from_minute": 600, "valid_from": None}
    outcome = run(store, edit("calling_window", fresh(**again)), refused="list_problems")
    assert wrong(outcome) == [(0, "code", "known", "")]  # today it was retired: there it is brought back
    run(store, edit("calling_window", fresh(**again | {"valid_from": "2026-11-24"})))
    days = [
        (row["valid_from"], row["retired"])
        for row in page(store, "calling_window")
        if row["code"] == "service_open"
    ]
    assert days == [("2026-11-23", True), ("2026-11-24", False)]


def test_a_warranty_rule_is_revised_by_its_own_command(store: Store) -> None:
    washer = next(
        row
        for row in page(store, "warranty_rule")
        if (row["line"], row["use"], row["province"]) == ("washer", "home", None)
    )
    key = {name: washer[name] for name in ("line", "use", "province", "valid_from")}
    silent = edit("warranty_rule", change(key, return_days=(washer["return_days"], 30)))
    assert [one[1:3] for one in wrong(run(store, silent, refused="list_problems"))] == [
        ("valid_from", "too_early")
    ]
    day = (washer["valid_from"], "2027-01-01")
    run(store, edit("warranty_rule", change(key, return_days=(washer["return_days"], 30), valid_from=day)))
    days = [
        row["return_days"]
        for row in page(store, "warranty_rule")
        if (row["line"], row["use"], row["province"]) == ("washer", "home", None)
    ]
    assert days == [washer["return_days"], 30]


def test_a_message_says_only_what_is_known_of_it(store: Store) -> None:
    note = next(row for row in page(store, "message_template") if row["code"] == "note")
    key = {name: note[name] for name in ("code", "language", "valid_from")}
    unknown = change(key, text=(note["text"], "{greeting}{price}"))
    assert wrong(run(store, edit("message_template", unknown), refused="list_problems")) == [
        (0, "text", "no_field", "price")
    ]
    run(store, edit("message_template", change(key, text=(note["text"], "{greeting}您好，{words}"))))
    with store.read() as session:
        assert template_named(session, "note", "zh", NOW).text == "{greeting}您好，{words}"
        before = NOW - timedelta(days=1)
        assert template_named(session, "note", "zh", before).text == "{greeting}{words}"


def test_rows_move_past_what_is_retired_and_keep_those_under_them() -> None:
    spec = list_named("code_reason")
    rows = [("a", None, 1), ("a.1", "a", 1), ("b", None, 2), ("b.1", "b", 1), ("c", None, 3)]
    made = ListPage(tuple((code, over, code, code, at, code == "b") for code, over, at in rows))
    sheet = Sheet(spec, made, lambda _column: [])
    at = sheet.move(4, -1)
    assert ([row.cells["code"] for row in sheet.rows], at) == (["c", "a", "a.1", "b", "b.1"], 0)
    assert sheet.move(0, -1) == 0
    at = sheet.add(2)
    assert (at, sheet.rows[at].cells["parent_code"]) == (3, "a")
    sheet.write(at, "code", "b")  # twice in the sheet: the store says so, and no row is lost
    sheet.move(at, -1)
    assert sorted(str(row.cells["code"]) for row in sheet.rows) == ["a", "a.1", "b", "b", "b.1", "c"]


def test_a_block_goes_to_the_rows_it_means_wherever_new_ones_come_to_stand() -> None:
    rows = [
        ("a", None, "a", "a", 1, False),
        ("a.1", "a", "a.1", "a.1", 1, False),
        ("b", None, "b", "b", 2, False),
    ]
    sheet = Sheet(list_named("code_reason"), ListPage(tuple(rows)), lambda _column: [("a", ("a",))])
    block = [["code", "parent_code", "name_zh"], ["a.2", "a", "new"], ["c", "", "c"], ["b", "", "changed"]]
    at = PastedAt((0, 1, 2), ("code",))
    pasted = read_pasted(sheet, block, lambda _column: [("a", ("a",))], lambda _name: (), at)
    take_pasted(sheet, pasted)
    said = {row.cells["code"]: row.cells["name_zh"] for row in sheet.rows}
    assert said == {"a": "a", "a.1": "a.1", "b": "changed", "a.2": "new", "c": "c"}


def test_what_is_typed_is_read_though_it_looks_like_what_is_kept() -> None:
    spec = list_named("roster")
    row = {"id": str(new_id()), "begins_min": 540, "ends_min": 1050, "note": None}
    sheet = Sheet(spec, ListPage((tuple(row.get(name) for name in spec.names),)), lambda _column: [])

    def pasted(name: str, words: str) -> tuple[object, bool]:
        [line] = read_pasted(
            sheet, [[words]], lambda _column: [], lambda _name: (), PastedAt((0,), (name,))
        ).rows
        return line.cells[0].value, line.cells[0].wrong is not None

    assert pasted("begins_min", "09:30") == (570, False)
    assert pasted("begins_min", "540")[1]  # nine o'clock as it is kept is no time of day
    assert pasted("person_id", "None")[1]
    assert pasted("begins_min", "09:00") == (540, False)


def test_nothing_unsaved_is_lost_when_a_list_is_read_anew() -> None:
    rule = list_named("promise_rule")

    def made(*versions: tuple[str, int]) -> ListPage:
        said = {"clock": "answer", "kind": None, "severity": 0, "retired": False}
        every = [{**said, "valid_from": day, "amount": amount} for day, amount in versions]
        return ListPage(tuple(tuple(row.get(name) for name in rule.names) for row in every))

    sheet = Sheet(rule, made(("2026-01-01", 60), ("2027-01-01", 50)), lambda _column: [])
    sheet.write(0, "amount", "20")
    for _ in range(2):
        sheet.add()
    sheet.renew(made(("2026-11-23", 45), ("2027-01-01", 50)))  # somebody else had it changed today
    assert [row.cells["amount"] for row in sheet.rows] == [20, 50, None, None]
    assert (sheet.rows[0].problems["amount"].why, sheet.rows[0].problems["amount"].about) == (Why.CHANGED, 45)
    assert sheet.changed() == [0, 2, 3]


def test_every_list_can_be_read_and_is_described_whole(store: Store) -> None:
    assert len({spec.id for spec in ALL}) == len(ALL)
    for spec in ALL:
        assert spec.key, spec.id
        assert set(spec.key) <= set(spec.by_name), spec.id
        page(store, spec.id)
