"""The order board at the hub: whose orders changed, for those who may see all orders, without a name."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter
from sqlalchemy import select

from app import board
from app.board import BoardPart, order_board
from app.hub import board as hub_board
from app.orders import CancelOrder, UrgeOrder
from db.models.hub import CustomerRead
from db.models.people import Role
from tests.hub.caller import Caller, code_of
from tests.hub.conftest import signed_in
from tests.hub.serving import HubAtWork
from tests.rows import CASE, CUSTOMER, NOW, ORDER, OTHER_CUSTOMER, a_case, an_order, put, uid

PART = TypeAdapter(BoardPart)


def asked(caller: Caller, since: str = "", **more: Any) -> BoardPart:
    said = caller.post("/v1/ask/order_board", {"since": since, **more})
    assert said.status_code == 200, said.text
    return PART.validate_json(said.content)


def test_what_changed_comes_customer_by_customer(hub: HubAtWork, agent: Caller) -> None:
    put(hub.store, a_case(uid(0x8000), OTHER_CUSTOMER))
    other = an_order(uid(0x8001), uid(0x8000), customer_id=OTHER_CUSTOMER, unit_id=None, address_id=None)
    put(hub.store, other)
    with signed_in(hub, Role.SUPERVISOR) as caller:
        first = asked(caller)
        with hub.store.read() as session:
            assert first.lines == order_board(session).lines
        assert [line.order_id for line in first.lines] == [ORDER, uid(0x8001)]
        assert (first.customers, first.after) == (None, None)
        nothing = asked(caller, first.cursor)
        assert (nothing.customers, nothing.lines) == ((), ())
        agent.do(UrgeOrder(at=NOW, order_id=ORDER, event_id=uid(0x8100)))
        then = asked(caller, nothing.cursor)
        assert then.customers == (CUSTOMER,)
        assert [(line.order_id, line.urge_count) for line in then.lines] == [(ORDER, 1)]
        agent.do(CancelOrder(at=NOW, order_id=ORDER, event_id=uid(0x8101), reason="wrong"))
        gone = asked(caller, then.cursor)
        assert (gone.customers, gone.lines) == ((CUSTOMER,), ())


def test_too_many_changes_and_a_strange_cursor_are_read_anew(
    hub: HubAtWork, agent: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    with signed_in(hub, Role.DISPATCHER) as caller:
        first = asked(caller)
        for cursor in ("x", f"{uid(1).hex}.1", first.cursor.replace(".", ".9999")):
            assert asked(caller, cursor).customers is None
        agent.do(UrgeOrder(at=NOW, order_id=ORDER, event_id=uid(0x8100)))
        monkeypatch.setattr(hub_board, "MOST_CHANGED", 0)
        anew = asked(caller, first.cursor)
        assert anew.customers is None
        assert [line.urge_count for line in anew.lines] == [1]


def test_pages_are_every_open_order_once(hub: HubAtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "PAGE", 2)
    put(hub.store, *(an_order(uid(0x8200 + n), CASE) for n in range(4)))
    with signed_in(hub, Role.ADMIN) as caller:
        part = asked(caller)
        found = [*part.lines]
        while part.after:
            part = asked(caller, after=str(part.after))
            found += part.lines
    assert [line.order_id for line in found] == [ORDER, *(uid(0x8200 + n) for n in range(4))]


@pytest.mark.parametrize("role", Role)
def test_the_board_is_for_those_who_see_all_orders_and_names_nobody(hub: HubAtWork, role: Role) -> None:
    with signed_in(hub, role) as caller:
        said = caller.post("/v1/ask/order_board", {})
    if role in (Role.SUPERVISOR, Role.DISPATCHER, Role.ADMIN):
        assert said.status_code == 200
        for personal in ("田", "13800138000", "走马街", "不排水"):
            assert personal not in said.text
    else:
        assert code_of(said) == "403 not_allowed"
    with hub.store.read() as session:
        assert not session.scalars(select(CustomerRead)).all()  # nobody was read
