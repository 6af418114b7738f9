"""Customers are registered whole, and edited field by field without losing anybody's words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.command import Edit
from app.customers import AddAddress, AddUnit, EditCustomer, RegisterCustomer
from db.models.customers import Address, Customer, Phone, Unit
from db.models.ledger import AppliedCommand
from db.store import Store
from tests.app.specimens import NEW, NEW_EVENT, a
from tests.rows import ADDRESS as FIRST_ADDRESS
from tests.rows import COUNTY, CUSTOMER, OTHER_ADDRESS, OTHER_CUSTOMER, UNIT, everything, only, run, uid

ADDRESS = uid(0x999)


def test_a_customer_is_registered_with_number_and_address(store: Store) -> None:
    where = {"address_id": ADDRESS, "region_code": COUNTY, "address_line": "春熙路2号"}
    assert run(store, a(RegisterCustomer, phone="028-85551234转801", **where)) == ["done"]
    row, phone, address = (
        only(store, Customer, NEW),
        only(store, Phone, NEW_EVENT),
        only(store, Address, ADDRESS),
    )
    assert (row.name, row.tier.value, row.since_on) == ("单雄信", "standard", date(2026, 11, 23))
    assert "sxx" in row.initials.split()
    assert (phone.key, phone.extension, phone.raw) == ("f:+862885551234", "801", "028-85551234转801")
    assert (address.region_code, address.line, address.is_primary) == (COUNTY, "春熙路2号", True)


def test_a_customer_whose_number_is_withheld_has_none(store: Store) -> None:
    before = len(everything(store)["phone"])
    assert run(store, a(RegisterCustomer, phone="")) == ["done"]
    assert len(everything(store)["phone"]) == before


def test_a_day_is_the_day_at_the_service(store: Store) -> None:
    assert run(store, a(RegisterCustomer, at=datetime(2026, 11, 23, 16, 30, tzinfo=UTC))) == ["done"]
    assert only(store, Customer, NEW).since_on == date(2026, 11, 24)


def test_edits_of_different_fields_merge(store: Store) -> None:
    run(store, edit(remark=("", "白天上班")), edit(service_note=("", "先打电话")))
    row = only(store, Customer, CUSTOMER)
    assert (row.remark, row.service_note) == ("白天上班", "先打电话")


def edit(**fields: tuple[str, str]) -> EditCustomer:
    edits = {name: Edit(old=old, new=new) for name, (old, new) in fields.items()}
    return a(EditCustomer, edits=edits)


def test_the_same_field_twice_is_shown_to_the_second_person(store: Store) -> None:
    second = edit(service_note=("", "x"), remark=("", "晚上在家"))
    assert run(store, edit(remark=("", "白天上班")), second) == ["done", "field_changed"]
    assert only(store, Customer, CUSTOMER).service_note == ""  # the whole edit is refused
    assert only(store, AppliedCommand, second.id).refusal_details == {
        "field": "remark",
        "seen": "",
        "theirs": "白天上班",
        "yours": "晚上在家",
    }


def test_two_who_write_the_same_agree(store: Store) -> None:
    assert run(store, edit(remark=("", "一样")), edit(remark=("", "一样"))) == ["done", "done"]


def test_a_new_name_is_found_by_its_new_initials(store: Store) -> None:
    assert run(store, edit(name=("田雨", "解珍"), title=("ms", "mr"))) == ["done"]
    row = only(store, Customer, CUSTOMER)
    assert (row.name, row.title.value) == ("解珍", "mr")
    assert "xz" in row.initials.split()
    run(store, edit(remark=("", "x")))
    assert only(store, Customer, CUSTOMER).initials == row.initials


@pytest.mark.parametrize("fields", [{"name": ""}, {"name": "x" * 81}, {"title": "king"}, {"tier": "vip"}])
def test_an_edit_that_cannot_be_is_not_even_a_command(fields: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        edit(**{name: ("", new) for name, new in fields.items()})


@pytest.mark.parametrize("name", ["", "x" * 81])
def test_a_customer_has_a_name(name: str) -> None:
    with pytest.raises(ValueError, match="validation error"):
        a(RegisterCustomer, name=name)


def test_the_first_address_is_where_visits_go(store: Store) -> None:
    run(store, a(RegisterCustomer))
    for key, primary in ((uid(1), True), (uid(2), False)):
        assert run(store, a(AddAddress, customer_id=NEW, address_id=key)) == ["done"]
        assert only(store, Address, key).is_primary is primary


def test_an_address_takes_the_place_of_one_that_is_not_right_any_more(store: Store) -> None:
    other = a(AddAddress, address_id=uid(1), replaces=OTHER_ADDRESS)
    assert run(store, other) == ["not_found"]  # that of somebody else
    assert run(store, a(AddAddress, address_id=uid(2), replaces=FIRST_ADDRESS)) == ["done"]
    assert only(store, Address, uid(2)).is_primary
    assert not only(store, Address, FIRST_ADDRESS).is_primary


def test_a_serial_number_is_of_one_unit(store: Store) -> None:
    again = a(AddUnit, unit_id=uid(1), customer_id=OTHER_CUSTOMER, serial="SN001")
    assert run(store, again) == ["serial_known"]
    assert only(store, Unit, UNIT).customer_id == CUSTOMER


def test_units_without_a_serial_number_are_several(store: Store) -> None:
    said = run(store, *(a(AddUnit, unit_id=uid(key), serial=None) for key in (1, 2)))
    assert said == ["done", "done"]
