"""Commands over HTTP: each desk's in order, each once, each answered with its outcome."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from app.followups import ScheduleFollowUp
from app.orders import UrgeOrder
from app.wire import Numbered, Pushed, numbered
from db.ids import new_id
from db.models.hub import DeskSeat
from db.models.ledger import AppliedCommand
from db.models.people import Role
from tests.app.specimens import a
from tests.hub.caller import Caller, code_of
from tests.hub.conftest import signed_in
from tests.hub.serving import HubAtWork
from tests.rows import NOBODY, ORDER, PERSONS


def urge(**values: object) -> UrgeOrder:
    return a(UrgeOrder, event_id=new_id(), **values)


def test_commands_are_decided_in_order_under_their_desks_numbers(hub: HubAtWork, agent: Caller) -> None:
    first, refused, last = urge(), urge(order_id=NOBODY), urge()
    said = agent.push(first, refused, last)
    assert [(one.n, one.id, one.state.value, one.code) for one in said.decided] == [
        (1, first.id, "done", None),
        (2, refused.id, "refused", "not_found"),
        (3, last.id, "done", None),
    ]
    assert said.decided[1].details == {"what": "repair_order", "id": str(NOBODY)}
    assert said.expected == 4
    with hub.store.read() as session:
        rows = session.scalars(select(AppliedCommand).order_by(AppliedCommand.seq)).all()
        assert [(row.id, row.desk_id, row.n) for row in rows] == [
            (one.id, agent.seat.desk_id, n) for n, one in enumerate((first, refused, last), 1)
        ]
        assert {row.person_id for row in rows} == {PERSONS[Role.AGENT]}
        assert session.get_one(DeskSeat, agent.seat.desk_id).last == 3
