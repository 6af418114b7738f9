"""Commands over HTTP: each desk's in order, each once, each answered with its outcome."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from app.dispatch import DispatchOrder
from app.hub.hub import Hub
from app.orders import UrgeOrder
from app.wire import Numbered, Pushed, numbered
from db.feed import customer_key
from db.ids import new_id
from db.models.hub import DeskSeat
from db.models.ledger import AppliedCommand
from db.models.orders import RepairOrder
from db.models.people import Role
from tests.app.specimens import a
from tests.hub.caller import Caller, code_of
from tests.hub.conftest import signed_in
from tests.hub.serving import HubAtWork
from tests.rows import CUSTOMER, NOBODY, ORDER, PERSONS, only


def urge(**values: object) -> UrgeOrder:
    return a(UrgeOrder, **{"event_id": new_id(), **values})


def urges(hub: HubAtWork) -> int:
    return only(hub.store, RepairOrder, ORDER).urge_count


def last(hub: HubAtWork, caller: Caller) -> int:
    return only(hub.store, DeskSeat, caller.seat.desk_id).last


def test_commands_are_decided_in_order_under_their_desks_numbers(hub: HubAtWork, agent: Caller) -> None:
    first, refused, third = urge(), urge(order_id=NOBODY), urge()
    said = agent.push(first, refused, third)
    assert [(one.n, one.id, one.state.value, one.code) for one in said.decided] == [
        (1, first.id, "done", None),
        (2, refused.id, "refused", "not_found"),
        (3, third.id, "done", None),
    ]
    assert said.decided[1].details == {"what": "repair_order", "id": str(NOBODY)}
    assert said.expected == 4
    with hub.store.read() as session:
        rows = session.scalars(select(AppliedCommand).order_by(AppliedCommand.seq)).all()
        assert [(row.id, row.desk_id, row.n) for row in rows] == [
            (one.id, agent.seat.desk_id, n) for n, one in enumerate((first, refused, third), 1)
        ]
        assert {row.person_id for row in rows} == {PERSONS[Role.AGENT]}
    assert last(hub, agent) == 3


def test_what_is_sent_again_is_answered_again_and_done_once(hub: HubAtWork, agent: Caller) -> None:
    sent = [numbered(urge(), 1), numbered(urge(order_id=NOBODY), 2)]
    first, again = agent.push_raw(*sent), agent.push_raw(*sent, numbered(urge(), 3))
    assert first.json()["decided"] == again.json()["decided"][:2]
    assert [one["n"] for one in again.json()["decided"]] == [1, 2, 3]
    assert urges(hub) == 2


def test_behind_a_gap_nothing_is_taken(hub: HubAtWork, agent: Caller) -> None:
    far = agent.push_raw(numbered(urge(), 2))
    assert code_of(far) == "409 wrong_number"
    assert far.json()["details"] == {"expected": 1}
    partly = agent.push_raw(numbered(urge(), 1), numbered(urge(), 3), numbered(urge(), 2))
    said = Pushed.model_validate_json(partly.content)
    assert ([one.n for one in said.decided], said.expected) == ([1], 2)
    assert (urges(hub), last(hub, agent)) == (1, 1)


def test_a_number_under_another_id_is_a_copied_profile(hub: HubAtWork, agent: Caller) -> None:
    agent.do(urge())
    said = agent.push_raw(numbered(urge(), 1))
    assert code_of(said) == "409 copied_profile"
    assert (urges(hub), last(hub, agent)) == (1, 1)


def test_a_command_that_came_from_another_desk_before_keeps_its_outcome(
    hub: HubAtWork, agent: Caller
) -> None:
    """A copied profile sends what it has under a new desk; some of it came before."""
    command = urge()
    agent.do(command)
    with signed_in(hub, Role.AGENT) as copy:
        assert copy.do(command).state == "done"
        assert urges(hub) == 1
        again = copy.push_raw(numbered(command, 1))
        assert again.json()["decided"][0]["state"] == "done"
        assert copy.do(urge()).n == 2


def test_what_came_of_another_persons_command_is_told_to_nobody(hub: HubAtWork, agent: Caller) -> None:
    command = urge()
    agent.do(command)
    with signed_in(hub, Role.SUPERVISOR) as other:
        assert code_of(other.push_raw(numbered(command, 1))) == "403 not_allowed"
    assert urges(hub) == 1


def test_after_a_restored_dump_a_desk_is_told_where_the_centre_stands(hub: HubAtWork, agent: Caller) -> None:
    agent.do(urge())
    said = agent.push_raw(numbered(urge(), 2), epoch=uuid4())
    assert code_of(said) == "409 other_epoch"
    assert said.json()["details"] == {"epoch": str(agent.seat.epoch), "last": 1}
    assert urges(hub) == 1


def test_what_comes_too_late_is_refused_for_good(hub: HubAtWork, agent: Caller) -> None:
    now = datetime.now(UTC)
    late = numbered(urge(), 1, not_after=now - timedelta(seconds=1))
    said = agent.push_raw(late, numbered(urge(), 2, not_after=now + timedelta(minutes=1)))
    assert [one["code"] for one in said.json()["decided"]] == ["too_late", None]
    patient = late.model_copy(update={"not_after": None})
    assert agent.push_raw(patient).json()["decided"][0]["code"] == "too_late"
    assert urges(hub) == 1
    assert only(hub.store, AppliedCommand, late.id).refusal_code == "too_late"


def test_a_clock_that_is_more_than_a_day_ahead_is_refused_and_blocks_nothing(
    hub: HubAtWork, agent: Caller
) -> None:
    hub.inside.ahead = Hub.ahead
    now = datetime.now(UTC)
    sent = [
        numbered(urge().model_copy(update={"at": at}), n)
        for n, at in enumerate(
            (now + timedelta(hours=23), now + timedelta(hours=25), now - timedelta(days=9)), 1
        )
    ]
    said = agent.push_raw(*sent).json()
    assert [one["code"] for one in said["decided"]] == [None, "guard_broken", None]
    assert said["decided"][1]["details"] == {"rule": "clock"}
    assert urges(hub) == 2


@pytest.mark.parametrize(
    "unfit",
    [
        {"kind": "SellTheHouse"},
        {"version": 7},
        {"body": {"order_id": "nobody"}},
        {"body": {}},
    ],
)
def test_what_the_hub_does_not_understand_counts_and_blocks_nothing(
    hub: HubAtWork, agent: Caller, unfit: dict[str, object]
) -> None:
    strange = numbered(urge(), 1).model_copy(update=unfit)
    said = agent.push_raw(strange, numbered(urge(), 2))
    assert [(one["n"], one["code"]) for one in said.json()["decided"]] == [(1, "unknown_command"), (2, None)]
    assert only(hub.store, AppliedCommand, strange.id).body == strange.body


def test_a_value_that_no_column_takes_is_refused_and_blocks_nothing(hub: HubAtWork, agent: Caller) -> None:
    sent = numbered(urge(note="\0"), 1)
    assert agent.push_raw(sent).json()["decided"][0]["code"] == "guard_broken"
    agent.n = 1
    assert agent.do(urge()).state == "done"
    assert urges(hub) == 1


def test_a_mistake_of_the_hub_is_refused_and_blocks_nothing(
    hub: HubAtWork, agent: Caller, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    words, apply = "13800138000", UrgeOrder.apply
    fails = urge()

    def apply_or_fail(self: UrgeOrder, *rest: object) -> None:
        if self.id == fails.id:
            raise RuntimeError(words)
        apply(self, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(UrgeOrder, "apply", apply_or_fail)
    said = agent.push(fails, urge())
    assert [(one.n, one.code) for one in said.decided] == [(1, "hub_fault"), (2, None)]
    assert (last(hub, agent), urges(hub)) == (2, 1)
    assert "UrgeOrder cannot be decided: RuntimeError" in caplog.text
    assert words not in caplog.text


def test_the_answer_brings_bundles_that_have_what_was_decided(agent: Caller) -> None:
    key = customer_key(CUSTOMER)
    said = agent.push(urge(), a(DispatchOrder), bring=(key,))
    [bundle] = said.bundles
    assert (bundle.key, bundle.through) == (key, 2)
    numbers = {row[bundle.columns["repair_order"].index("number")] for row in bundle.rows["repair_order"]}
    assert a(DispatchOrder).number in numbers


def test_who_has_gone_can_send_an_outbox_and_nothing_else(hub: HubAtWork, agent: Caller) -> None:
    agent.do(urge())
    left = agent.post("/v1/sign-out").json()
    assert code_of(agent.get("/v1/bundles", key="ref:code")) == "401 signed_out"
    agent.carry(left["token"])
    assert agent.do(urge()).n == 2
    bring = agent.push_raw(numbered(urge(), 3), bring=(customer_key(CUSTOMER),))
    assert code_of(bring) == "403 not_allowed"
    assert last(hub, agent) == 2
    tried = [
        agent.get("/v1/bundles", key="ref:code"),
        agent.post("/v1/changes", {"after": "", "keys": []}),
        agent.post("/v1/stream", {"after": "", "keys": []}),
        agent.post("/v1/ask/reference", {}),
        agent.get("/v1/pop", customer=str(CUSTOMER)),
        agent.post("/v1/token", {"refresh": left["token"]}),
        agent.post("/v1/sign-out"),
    ]
    assert {code_of(said) for said in tried} == {"401 signed_out"}


def test_a_role_that_may_not_is_refused_and_its_number_counts(hub: HubAtWork) -> None:
    with signed_in(hub, Role.ANALYST) as analyst:
        assert analyst.do(urge()).code == "not_allowed"
        assert last(hub, analyst) == 1
    assert urges(hub) == 0


def test_a_request_holds_a_hundred_commands_at_most(hub: HubAtWork, agent: Caller) -> None:
    one = numbered(urge(), 1).model_dump(mode="json")
    said = agent.post("/v1/commands", {"epoch": str(agent.seat.epoch), "commands": [one] * 101})
    assert code_of(said) == "422 does_not_fit"
    with hub.store.read() as session:
        assert session.scalar(select(func.count()).select_from(AppliedCommand)) == 0


def test_numbers_are_those_of_a_message() -> None:
    with pytest.raises(ValueError, match="greater than or equal to 1"):
        Numbered.model_validate({**numbered(urge(), 1).model_dump(), "n": 0})
