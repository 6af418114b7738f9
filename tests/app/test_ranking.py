"""Who could go, best first, with what decides; and who cannot, with why."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.ranking import Cannot, ProviderChoice, RankBy, provider_choices
from app.rebooking import RefuseOrder
from app.service_time import Half
from db.models.catalogue import OrderKind, ProductLine, WorkLevel
from db.models.providers import Capacity, Coverage, Provider, ProviderHoliday, ProviderSkill
from db.store import Store
from tests.app.specimens import a
from tests.rows import (
    COUNTY,
    ORDER,
    PROVIDER,
    SECOND_PROVIDER,
    TODAY,
    TOMORROW,
    TOWN,
    add_work,
    run,
    uid,
)

REPAIR = (OrderKind.REPAIR, WorkLevel.SMALL)


def choices(store: Store, *work: Any) -> list[ProviderChoice]:
    with store.read() as session:
        return provider_choices(session, TOWN, ProductLine.WASHER, TODAY, Half.AM, *(work or REPAIR))


def alike(session: Session) -> None:
    """Make both providers alike in everything but their codes."""
    wide = session.get_one(Coverage, (SECOND_PROVIDER, "5101", ProductLine.WASHER))
    session.delete(wide)
    session.add(Coverage(provider_id=SECOND_PROVIDER, region_code=COUNTY, line=ProductLine.WASHER, rank=1))
    for place in session.query(Capacity).where(Capacity.provider_id.in_((PROVIDER, SECOND_PROVIDER))):
        place.cap, place.used = 10, 0


BETTER: dict[RankBy, Any] = {
    RankBy.NEAR: lambda session: session.add(
        Coverage(provider_id=SECOND_PROVIDER, region_code=TOWN, line=ProductLine.WASHER, rank=9)
    ),
    RankBy.RANK: lambda session: setattr(
        session.get_one(Coverage, (PROVIDER, COUNTY, ProductLine.WASHER)), "rank", 2
    ),
    RankBy.LOAD: lambda session: setattr(session.get_one(Capacity, (PROVIDER, TOMORROW, Half.AM)), "used", 4),
    RankBy.ON_TIME: lambda session: setattr(session.get_one(Provider, SECOND_PROVIDER), "on_time_pct", 96),
    RankBy.TOP_BOX: lambda session: setattr(session.get_one(Provider, SECOND_PROVIDER), "top_box_pct", 91),
}


@pytest.mark.parametrize("by", RankBy)
def test_the_first_thing_in_which_two_differ_decides_and_is_told(embedded_store: Store, by: RankBy) -> None:
    with embedded_store.write() as session:
        alike(session)
    assert [one.provider_id for one in choices(embedded_store)] == [PROVIDER, SECOND_PROVIDER]
    with embedded_store.write() as session:
        BETTER[by](session)
        for worse in list(RankBy)[list(RankBy).index(by) + 1 :]:  # what comes later does not weigh it up
            if worse is RankBy.TOP_BOX:
                session.get_one(Provider, PROVIDER).top_box_pct = 99
    found = choices(embedded_store)
    assert [one.provider_id for one in found] == [SECOND_PROVIDER, PROVIDER]
    assert {one.decided_by for one in found} == {by}


def away(days: int) -> ProviderHoliday:
    last_on = TODAY + timedelta(days=days)
    return ProviderHoliday(id=uid(1), provider_id=PROVIDER, first_on=TODAY, last_on=last_on, reason="盘点")


def unskilled(session: Session) -> None:
    session.get_one(ProviderSkill, (PROVIDER, ProductLine.WASHER, OrderKind.REPAIR)).level = WorkLevel.SIMPLE


def full(session: Session) -> None:
    for place in session.query(Capacity).where(Capacity.provider_id == PROVIDER):
        place.used = place.cap


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (unskilled, Cannot.SKILL),
        (full, Cannot.FULL),
        (lambda session: session.add(away(20)), Cannot.HOLIDAY),
        (lambda session: session.add(away(0)), None),
    ],
)
def test_who_cannot_go_stands_last_with_why(embedded_store: Store, make: Any, why: Cannot | None) -> None:
    with embedded_store.write() as session:
        make(session)
    found = choices(embedded_store)
    order = [PROVIDER, SECOND_PROVIDER] if why is None else [SECOND_PROVIDER, PROVIDER]
    assert [one.provider_id for one in found] == order
    [mine] = [one for one in found if one.provider_id == PROVIDER]
    assert mine.cannot is why
    assert (mine.first_free() is None) == (why is not None)
    if why is None:  # away this day only
        assert [slot.free for slot in mine.half_days[:4]] == [None, None, 2, 2]


def test_a_skill_is_of_one_kind_of_work(embedded_store: Store) -> None:
    with embedded_store.write() as session:
        gone = session.get_one(ProviderSkill, (PROVIDER, ProductLine.WASHER, OrderKind.INSTALLATION))
        session.delete(gone)
    installing = choices(embedded_store, OrderKind.INSTALLATION, WorkLevel.SIMPLE)
    assert {one.provider_id: one.cannot for one in installing}[PROVIDER] is Cannot.SKILL
    assert {one.cannot for one in choices(embedded_store)} == {None}


def test_who_refused_an_order_is_not_offered_it_again(store: Store) -> None:
    with store.write() as session:
        add_work(session)
    assert run(store, a(RefuseOrder)) == ["done"]
    [second, first] = choices(store, *REPAIR, ORDER)
    assert (second.provider_id, second.cannot) == (SECOND_PROVIDER, None)
    assert (first.provider_id, first.cannot, first.cannot_note) == (PROVIDER, Cannot.REFUSED, "师傅请假")
    assert {one.cannot for one in choices(store)} == {None}  # another order it may well do
