"""Reports at a desk with a hub are the centre's: no copy has all calls."""

from __future__ import annotations

import pytest

from app.calls import BindCall
from app.errors import NoCentre, NotAllowed
from app.metrics.behind import CallOwner, call_owner, calls_behind
from app.metrics.by_agent import agent_counts
from app.metrics.by_code import CodesBy, code_counts
from app.metrics.by_queue import queue_counts
from app.metrics.lines import Split
from app.sync.state import SyncKind
from db.models.calls import Call
from db.models.hub import CustomerRead
from db.models.people import Role
from tests.rows import CALL, CUSTOMER, NOW, TODAY, run
from tests.sync.hub_at_work import House, Sit


def test_the_figures_come_whole_over_the_wire(house: House, sit: Sit) -> None:
    assert run(house.store, BindCall(at=NOW, call_id=CALL, customer_id=CUSTOMER)) == ["done"]
    one = sit(Role.SUPERVISOR)
    asked = (TODAY, TODAY, NOW)
    with house.store.read() as session:
        there = [
            queue_counts(session, *asked, Split.DAY),
            agent_counts(session, *asked),
            code_counts(session, *asked, CodesBy.AGENT),
        ]
        behind = calls_behind(session, *asked, figure="arrived", queues=("hotline",))
        queue = session.get_one(Call, CALL).queue
    here = [
        one.desk.ask(queue_counts, *asked, Split.DAY),
        one.desk.ask(agent_counts, *asked),
        one.desk.ask(code_counts, *asked, CodesBy.AGENT),
    ]
    assert here == there
    assert [line.group for line in here[0].lines] == [queue]
    assert one.desk.ask(calls_behind, *asked, figure="arrived", queues=("hotline",)) == behind
    assert one.desk.ask(call_owner, CALL) == CallOwner(CUSTOMER)
    with house.store.read() as session:
        assert CUSTOMER in {read.customer_id for read in session.query(CustomerRead)}
    one.proxy.cut()
    one.until_kind(SyncKind.HUB_GONE)
    with pytest.raises(NoCentre):
        one.desk.ask(queue_counts, *asked)


def test_an_agent_asks_for_no_report(sit: Sit) -> None:
    with pytest.raises(NotAllowed):
        sit(Role.AGENT).desk.ask(queue_counts, TODAY, TODAY, NOW)
