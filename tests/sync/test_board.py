"""The order board at a desk with a hub: the lines come from the centre, their names from the copy."""

from __future__ import annotations

import pytest

from app.board import board_names, order_board
from app.errors import NoCentre, NotAllowed
from app.orders import UrgeOrder
from app.sync.state import SyncKind
from db.models.people import Role
from db.models.providers import Provider
from tests.rows import CUSTOMER, NOW, ORDER, PROVIDER, run, uid
from tests.sync.hub_at_work import House, Sit


def test_the_board_is_the_centres_and_its_names_are_here(house: House, sit: Sit) -> None:
    one = sit(Role.SUPERVISOR)
    one.until(lambda: bool(one.rows(Provider)))
    first = one.desk.ask(order_board)
    assert [line.order_id for line in first.lines] == [ORDER]
    assert run(house.store, UrgeOrder(at=NOW, order_id=ORDER, event_id=uid(0x9000))) == ["done"]
    then = one.desk.ask(order_board, first.cursor)
    assert (then.customers, [line.urge_count for line in then.lines]) == ((CUSTOMER,), [1])
    one.proxy.cut()
    one.until_kind(SyncKind.HUB_GONE)
    with pytest.raises(NoCentre):
        one.desk.ask(order_board, then.cursor)
    assert one.desk.ask(board_names).providers[PROVIDER].name == "锦江一店"


def test_an_agents_desk_does_not_ask(sit: Sit) -> None:
    with pytest.raises(NotAllowed):
        sit(Role.AGENT).desk.ask(order_board)
