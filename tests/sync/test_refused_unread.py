"""What the hub does not even take: found, put before a person, and nothing else is held up by it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from app.errors import NotAllowed
from app.hub import answers
from app.sync.outbox import Sending
from app.sync.state import SyncKind
from app.wire import EARLIEST, Push
from db.models.followups import FollowUp
from db.models.ledger import AppliedCommand, OutcomeState
from db.models.outbox import OutboxCommand
from tests.sync.hub_at_work import House, Seated, Sit
from tests.sync.test_desk_in_step import promise, remark, remark_here

BEFORE_CLOCKS: datetime = EARLIEST - timedelta(days=1)


def decided(house: House) -> list[tuple[int | None, OutcomeState | None]]:
    rows = house.rows(AppliedCommand, AppliedCommand.desk_id.is_not(None))
    return [(row.n, row.outcome) for row in sorted(rows, key=lambda row: row.seq)]


def kept_to_itself(house: House, one: Seated) -> None:
    house.stop()
    one.until_kind(SyncKind.HUB_GONE)


def test_one_command_that_does_not_fit_goes_to_its_person_and_the_rest_to_the_hub(
    house: House, sit: Sit
) -> None:
    one = sit()
    kept_to_itself(house, one)
    unfit = remark("阳台有狗").model_copy(update={"at": BEFORE_CLOCKS})
    made = [promise() for _ in range(5)]
    one.desk.execute(*made[:3], unfit, *made[3:])
    house.start()
    one.until_in_step()
    [shown] = one.desk.attention()
    assert (shown.n, shown.code, shown.command) == (4, "does_not_fit", unfit)
    assert decided(house) == [(n, OutcomeState.REFUSED if n == 4 else OutcomeState.DONE) for n in range(1, 7)]
    assert {row.id for row in made_at(house, made)} == {row.follow_up_id for row in made}
    one.until(lambda: remark_here(one) == "")
    one.desk.mend(shown.n, remark("阳台有狗"))
    one.until(lambda: not one.rows(OutboxCommand, OutboxCommand.in_replay))
    one.until_in_step()
    assert (remark_here(one), one.state.attention) == ("阳台有狗", 0)


def made_at(house: House, made: list[Any]) -> list[Any]:
    return house.rows(FollowUp, FollowUp.id.in_([one.follow_up_id for one in made]))


def test_what_is_too_large_together_is_sent_in_parts(
    house: House, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = sit()
    kept_to_itself(house, one)
    monkeypatch.setattr(answers, "BODY_BYTES", 2_000)  # of three or four commands
    made = [promise() for _ in range(9)]
    one.desk.execute(*made[:5], remark("长" * 1_000), *made[5:])
    house.start()
    one.until_in_step()
    assert [shown.n for shown in one.desk.attention()] == [6]
    assert [n for n, _ in decided(house)] == list(range(1, 11))
    assert len(made_at(house, made)) == 9


def test_a_hub_that_takes_nothing_at_all_costs_no_command(
    sit: Sit, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, pushed = sit(), []

    def unwanted(push: Push, *_how: Any) -> Any:
        pushed.append(push)
        raise NotAllowed(what="desk")

    with monkeypatch.context() as barred:
        barred.setattr(one.client, "push", unwanted)
        one.desk.execute(promise(), promise())
        one.until_kind(SyncKind.HUB_GONE)
    assert any(push.commands for push in pushed)
    one.until_in_step()
    assert {row.state for row in one.rows(OutboxCommand)} == {Sending.CONFIRMED}
    assert len(decided(house)) == 2
