"""A number finds everybody it is written with, once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.calls import BindCall, RecordCall
from app.customers import CustomerKind, Tier, Title
from app.dispatch import RequestOrder
from app.duplicates import possible_duplicates
from app.errors import NotFound
from app.interactions import SealInteraction
from app.lines import describe_line
from app.matching import (
    WRITTEN,
    Candidate,
    RuleOutCaller,
    Way,
    candidates,
    certain,
    provider_callers,
    ranked,
    with_extension,
)
from app.numbers import normalise_number
from app.provider_page import provider_page
from db.models.calls import Call
from db.models.matching import SeenNumber
from db.store import Store
from tests.app.specimens import AT, NEW, a
from tests.rows import (
    CUSTOMER,
    NOBODY,
    NOW,
    OTHER_CUSTOMER,
    PHONE_KEY,
    PROVIDER,
    TECHNICIAN_KEY,
    a_call,
    a_customer,
    a_phone,
    a_unit,
    an_address,
    only,
    put,
    run,
    uid,
)

TOWN, THIRD = "510104017", uid(0x203)


def test_a_number_of_one_customer_finds_that_customer(work: Store) -> None:
    with work.read() as session:
        [one] = candidates(session, normalise_number("+86 138-0013-8000").key)
    assert (one.customer_id, one.name, one.shared_by) == (CUSTOMER, "田雨", 1)
    assert (one.place_zh, one.place_en, one.address_line) == ("督院街街道", "Duyuanjie", "走马街1号3栋502")
    assert one.open_orders == 1


def test_a_shared_number_finds_all_the_last_seen_first(store: Store) -> None:
    seen = NOW - timedelta(days=1)
    put(
        store,
        a_customer(THIRD, "解珍"),
        a_phone(uid(0x221), OTHER_CUSTOMER, last_seen_at=seen),
        a_phone(uid(0x222), THIRD, last_seen_at=NOW),
    )
    with store.read() as session:
        found = candidates(session, PHONE_KEY)
    # the one of the base rows was never seen: last, not first
    assert [one.customer_id for one in found] == [THIRD, OTHER_CUSTOMER, CUSTOMER]
    assert {one.shared_by for one in found} == {3}


def test_somebody_who_has_the_number_twice_is_one_customer(store: Store) -> None:
    put(
        store,
        a_phone(uid(0x221), CUSTOMER, extension="801", last_seen_at=NOW),
        an_address(uid(0x222), CUSTOMER, TOWN, is_primary=False),
    )
    with store.read() as session:
        found = candidates(session, PHONE_KEY)
    assert [(one.customer_id, one.shared_by) for one in found] == [(CUSTOMER, 1)]


def test_a_withheld_or_unknown_number_finds_nobody(store: Store) -> None:
    put(store, a_phone(uid(0x221), CUSTOMER, key=""))
    with store.read() as session:
        assert candidates(session, "") == []
        assert candidates(session, "m:+8613900000000") == []


def one_with(way: Way, number: int = 1, **values: Any) -> Candidate:
    given = {"at": None, "detail": "", "extension": "", "ruled_out_at": None, "open_orders": 0}
    given |= {"kind": CustomerKind.PERSON, "title": Title.MS, "tier": Tier.STANDARD, "name": "田雨"}
    given |= {"place_zh": "", "place_en": "", "address_line": ""}
    return Candidate(customer_id=uid(number), way=way, **given | values)


def test_the_surest_way_comes_first_and_one_ruled_out_last() -> None:
    ways = list(Way)
    mixed = [one_with(way, number) for number, way in enumerate(reversed(ways), start=1)]
    mixed.append(one_with(Way.OWN, 99, ruled_out_at=NOW))
    assert [one.way for one in ranked(mixed)] == [*ways, Way.OWN]
    assert {one.shared_by for one in ranked(mixed)} == {len(WRITTEN)}


@pytest.mark.parametrize("way", Way)
def test_only_a_number_written_with_one_customer_is_certain(way: Way) -> None:
    [alone] = ranked([one_with(way)])
    assert (certain([alone]) is alone) == (way in WRITTEN - {Way.SHOP})
    assert certain(ranked([one_with(way), one_with(Way.OWN, 2), one_with(Way.OWN, 3)])) is None
    assert certain(ranked([one_with(way, ruled_out_at=NOW)])) is None


def test_an_extension_of_a_switchboard_tells_the_person() -> None:
    listed = ranked([one_with(Way.OFFICE, number, extension=f"80{number}") for number in (1, 2, 3)])
    assert certain(listed) is None
    found = with_extension(listed, "802")
    assert certain(found) is found[0]
    assert [one.customer_id for one in found] == [uid(2), uid(1), uid(3)]
    assert certain(with_extension(listed, "809")) is None


def test_who_was_not_the_caller_is_remembered_until_chosen_again(work: Store) -> None:
    assert run(work, a(RuleOutCaller), a(RuleOutCaller)) == ["done", "done"]
    with work.read() as session:
        [out] = candidates(session, PHONE_KEY)
        assert (out.ruled_out_at, certain([out])) == (AT, None)
    run(work, a(BindCall))
    with work.read() as session:
        [back] = candidates(session, PHONE_KEY)
        assert certain([back]) is back
        assert back.at == NOW  # the choice says when the customer was seen


def test_a_number_that_one_rang_from_leads_to_the_customer_till_it_was_a_mistake(work: Store) -> None:
    run(work, a(RecordCall, ani="13900000001", ani_key="m:+8613900000001"), a(BindCall, call_id=NEW))
    with work.read() as session:
        [met] = candidates(session, "m:+8613900000001")
        assert (met.customer_id, met.way, certain([met])) == (CUSTOMER, Way.CALL, None)
    run(work, a(BindCall, call_id=NEW, customer_id=OTHER_CUSTOMER))
    with work.read() as session:
        assert [one.customer_id for one in candidates(session, "m:+8613900000001")] == [OTHER_CUSTOMER]


def test_a_number_in_the_words_of_an_order_or_of_notes_leads_to_the_customer(work: Store) -> None:
    run(work, a(RequestOrder, fault_note="白天打女儿电话 139-0000-0002，不要打10086"))
    run(work, a(BindCall), a(SealInteraction, notes="邻居 028-85550003 也在家；工单 261123-9012-02"))
    with work.read() as session:
        [seen] = candidates(session, "m:+8613900000002")
        assert (seen.way, seen.detail) == (Way.ORDER, "261123-9012-02")
        [noted] = candidates(session, "f:+862885550003")
        assert noted.way is Way.NOTES
        keys = set(session.scalars(select(SeenNumber.key)))
    assert keys == {"m:+8613900000002", "f:+862885550003"}


def test_earlier_calls_of_nobody_from_ones_own_mobile_are_bound_with_the_call(work: Store) -> None:
    earlier, shared = uid(0x501), uid(0x502)
    put(work, a_call(earlier, None, arrived_at=NOW - timedelta(days=2), ended_at=NOW))
    run(work, a(BindCall))
    assert only(work, Call, earlier).customer_id == CUSTOMER
    put(work, a_phone(uid(0x221), OTHER_CUSTOMER), a_call(shared, None, ended_at=NOW))
    run(work, a(BindCall))
    assert only(work, Call, shared).customer_id is None


def test_a_technician_is_a_provider_s_and_no_customer(work: Store) -> None:
    with work.read() as session:
        [found] = provider_callers(session, TECHNICIAN_KEY)
        assert (found.provider_id, found.technician) == (PROVIDER, "黄师傅")
        assert candidates(session, TECHNICIAN_KEY) == []
        page = provider_page(session, PROVIDER, NOW + timedelta(days=2))
        assert [one.customer_id for one in page.orders] == [CUSTOMER]
        assert (page.order_count, page.late_count) == (1, 1)
        with pytest.raises(NotFound):
            provider_page(session, NOBODY, NOW)


def test_a_new_caller_who_is_there_already_is_told(work: Store) -> None:
    def told(key: str = "", region: str = "", line: str = "", serial: str = "") -> list[tuple[Any, str]]:
        with work.read() as session:
            found = possible_duplicates(session, key, region, line, serial)
        return [(one.customer_id, one.same_in.value) for one in found]

    assert told(key=PHONE_KEY) == [(CUSTOMER, "phone")]
    assert told(region=TOWN, line="走马街 1号 3栋502") == [(CUSTOMER, "address")]
    assert told(serial=" lwm-0001 ") == []
    put(work, a_unit(uid(0x231), OTHER_CUSTOMER, serial="RSW00001"))
    assert told(PHONE_KEY, TOWN, "走马街1号3栋502", "rsw 00001") == [
        (OTHER_CUSTOMER, "serial"),
        (CUSTOMER, "phone"),
    ]
    assert (
        told(key="s:110", line="走马街1号3栋502")
        == told(region=TOWN, line="走马")
        == told(serial="RSW0")
        == []
    )


def test_a_line_has_the_area_and_the_prefix_of_its_site(work: Store) -> None:
    with work.write() as session:
        describe_line(session, "gate", "0816", ["9"])
        describe_line(session, "", "010")
        for wrong in (("gate", "0999x", []), ("gate", "028", ["nine"])):
            with pytest.raises(ValueError, match=r"no such area|one to six digits"):
                describe_line(session, *wrong)
    calls = [a(RecordCall, call_id=uid(0x510 + n), line=line, linked_id=line, ani=ani) for n, (line, ani) in
             enumerate((("gate", "9,2222333"), ("other", "62345678")))]  # fmt: skip
    run(work, *calls)
    assert only(work, Call, uid(0x510)).ani_key == "f:+868162222333"
    assert only(work, Call, uid(0x511)).ani_key == "f:+861062345678"
    assert only(work, Call, uid(0x511)).ani == "62345678"
