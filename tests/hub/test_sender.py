"""The hub's sender before a gateway on the loopback that answers, refuses, breaks off and reports twice."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

import pytest
import requests

from app.hub.hub import Hub
from app.hub.reports import MOST_BYTES
from app.hub.sender import Sender
from app.messages.gateway import Gateway, Report, ReportState
from app.messages.outbox import MOST_ATTEMPTS, pause, settle, take_due
from app.messages.seeding import insert_message_rules
from app.messages.ways import Way, clear_way, set_way
from db.models.messages import MESSAGE_MOVES, Message, MessagePurpose, MessageState
from db.store import Store
from tests.hub.fake_gateway import ACCOUNT, DROP, DROP_UNTAKEN, GARBAGE, FakeGateway, fake_gateway
from tests.hub.serving import serve
from tests.rows import MESSAGE, NOW, a_message, only, put, uid

KEY = str(MESSAGE)
SECOND, THIRD = uid(0x421), uid(0x422)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gateway() -> Iterator[FakeGateway]:
    with fake_gateway(secrets.token_hex()) as fake:
        yield fake


@pytest.fixture
def outbox(central_at_work: Store, gateway: FakeGateway) -> Store:
    """A central store that knows the gateway, with a message in the outbox."""
    with central_at_work.write() as session:
        insert_message_rules(session.connection())
        set_way(session, Way(gateway.url, ACCOUNT, "润山"), "zh", NOW)
    return central_at_work


@pytest.fixture
def sender(outbox: Store, gateway: FakeGateway, clock: Clock) -> Sender:
    """Somebody who sends when told to."""
    return Sender(Hub(outbox, clock), lambda _account: gateway.secret)


def state(store: Store, key: object = MESSAGE) -> tuple[str, str]:
    row = only(store, Message, key)
    return row.state.value, row.error


def test_a_message_goes_out_once_signed_and_with_its_fields(
    outbox: Store, sender: Sender, gateway: FakeGateway
) -> None:
    sender.round()
    sender.round()
    assert gateway.out == {KEY: 1}
    assert gateway.unsigned == 0
    body = gateway.given[KEY]
    assert body["to"] == "+8613800138000"
    assert (body["text"], body["template"], body["sender"]) == (
        "田女士您好，请提前清空洗衣机。",
        "note",
        "润山",
    )
    assert body["fields"] == {"words": "请提前清空洗衣机。"}
    row = only(outbox, Message, MESSAGE)
    assert (row.state, row.gateway_ref, row.sent_at, row.attempts) == (MessageState.SENT, "R0", NOW, 1)


@pytest.mark.parametrize("trouble", [DROP, DROP_UNTAKEN, GARBAGE, 500])
def test_what_may_have_been_taken_is_asked_for_before_it_is_given_again(
    outbox: Store, sender: Sender, gateway: FakeGateway, clock: Clock, trouble: int | str
) -> None:
    gateway.moods.append(trouble)
    sender.round()
    assert state(outbox) == ("queued", "unheard")
    for _ in range(2):
        clock.now += timedelta(minutes=1)
        sender.round()
    taken = trouble in (DROP, GARBAGE)
    assert gateway.asked == [f"POST {KEY}", f"GET {KEY}"] + ([] if taken else [f"POST {KEY}"])
    assert (gateway.out, state(outbox)) == ({KEY: 1}, ("sent", ""))


def test_a_hub_that_died_while_it_sent_asks_before_it_sends_again(
    outbox: Store, sender: Sender, gateway: FakeGateway, clock: Clock
) -> None:
    with outbox.write() as session:
        take_due(session, clock.now, 5)  # and then the power went
    sender.round()
    assert gateway.asked == []
    clock.now += timedelta(minutes=3)
    sender.round()
    sender.round()
    assert gateway.asked == [f"GET {KEY}", f"POST {KEY}"]
    assert gateway.out == {KEY: 1}


def test_who_is_too_busy_is_left_alone_as_long_as_it_asks(
    outbox: Store, sender: Sender, gateway: FakeGateway, clock: Clock
) -> None:
    put(outbox, a_message(SECOND, not_before=NOW + timedelta(seconds=1)))
    gateway.moods.append(429)
    clock.now += timedelta(seconds=2)
    sender.round()
    assert (state(outbox), state(outbox, SECOND)) == (("queued", "http_429"), ("queued", ""))
    assert only(outbox, Message, MESSAGE).not_before == clock.now + timedelta(seconds=120)
    clock.now += timedelta(seconds=121)
    sender.round()
    assert gateway.out == {KEY: 1, str(SECOND): 1}


def test_a_refused_message_fails_for_good_and_holds_up_nobody(
    outbox: Store, sender: Sender, gateway: FakeGateway, clock: Clock
) -> None:
    put(outbox, a_message(SECOND, not_before=NOW + timedelta(seconds=1)))
    gateway.moods.append(400)
    clock.now += timedelta(seconds=2)
    sender.round()
    assert (state(outbox), state(outbox, SECOND)) == (("failed", "blocked_number"), ("sent", ""))


def test_a_wrong_secret_keeps_everything_and_is_read_anew(
    outbox: Store, sender: Sender, gateway: FakeGateway, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    right, gateway.secret = gateway.secret, "another"
    kept = [right]
    sender._secret_of = lambda _account: kept[-1]
    sender.round()
    assert state(outbox) == ("queued", "http_401")
    assert "is wrong" in caplog.text
    assert right not in caplog.text
    kept.append("another")
    clock.now += timedelta(minutes=6)
    sender.round()
    assert state(outbox) == ("sent", "")


def test_it_fails_after_hours_of_trying_and_a_late_report_still_counts(
    outbox: Store, sender: Sender, gateway: FakeGateway, clock: Clock
) -> None:
    for _ in range(2 * MOST_ATTEMPTS):
        gateway.moods.clear()
        gateway.moods.append(500)
        clock.now += timedelta(minutes=31)
        sender.round()
    assert state(outbox) == ("failed", "given_up")
    assert gateway.out == {}
    with outbox.write() as session:
        assert settle(session, Report(id=MESSAGE, state=ReportState.DELIVERED), clock.now)
    assert state(outbox) == ("delivered", "")


def test_pauses_grow_and_are_never_all_the_same() -> None:
    longest = [pause(attempt, 1.0) for attempt in range(1, MOST_ATTEMPTS + 1)]
    assert longest[0] == timedelta(seconds=20)
    assert longest == sorted(longest)
    assert longest[-1] == timedelta(minutes=30)
    assert all(pause(attempt, 0.0) == pause(attempt, 1.0) / 2 for attempt in range(1, MOST_ATTEMPTS + 1))


def test_what_is_of_no_use_any_more_or_not_allowed_any_more_does_not_go(
    outbox: Store, sender: Sender, gateway: FakeGateway
) -> None:
    put(outbox, a_message(SECOND, purpose=MessagePurpose.MARKETING), a_message(THIRD, not_after=NOW))
    sender.round()
    assert (state(outbox, SECOND), state(outbox, THIRD)) == (
        ("dropped", "withdrawn"),
        ("dropped", "too_late"),
    )
    assert gateway.out == {KEY: 1}


def test_a_pause_that_ends_at_night_waits_for_the_morning(
    outbox: Store, sender: Sender, gateway: FakeGateway, clock: Clock
) -> None:
    clock.now = NOW + timedelta(hours=13)  # half past ten in the evening
    sender.round()
    assert gateway.asked == []
    assert only(outbox, Message, MESSAGE).not_before == NOW + timedelta(hours=22.5)


def test_without_a_gateway_or_a_secret_everything_waits(
    outbox: Store, gateway: FakeGateway, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    without_secret = Sender(Hub(outbox, clock), lambda _account: None)
    without_secret.round()
    without_secret.round()
    assert caplog.text.count("not in the keyring") == 1
    with outbox.write() as session:
        clear_way(session)
    Sender(Hub(outbox, clock), lambda _account: gateway.secret).round()
    assert (gateway.asked, state(outbox)) == ([], ("queued", ""))


def test_a_report_that_never_comes_is_asked_for(
    outbox: Store, sender: Sender, gateway: FakeGateway, clock: Clock
) -> None:
    sender.round()
    gateway.fates[KEY] = ("failed", "absent_subscriber")
    clock.now += timedelta(minutes=9)
    sender.round()
    assert state(outbox) == ("sent", "")
    clock.now += timedelta(minutes=2)
    sender.round()
    assert state(outbox) == ("failed", "absent_subscriber")


def wait_until(done: Callable[[], bool]) -> None:
    for _ in range(3000):
        if done():
            return
        time.sleep(0.01)
    raise AssertionError("it never came")


def test_a_hub_sends_by_itself_and_believes_signed_reports_only_once(
    outbox: Store, gateway: FakeGateway, clock: Clock
) -> None:
    sender = partial(Sender, secret_of=lambda _account: gateway.secret, look_s=0.01)
    with serve(outbox, clock, sender=sender) as hub:
        wait_until(lambda: state(outbox) == ("sent", ""))
        gateway.fates[KEY] = ("delivered", "")
        seconds = NOW.timestamp()
        taken = [answer.json() for answer in gateway.tell(hub.url, KEY, times=3, at=seconds)]
        assert taken == [{"taken": 1}, {"taken": 0}, {"taken": 0}]
        assert state(outbox) == ("delivered", "")
        gateway.fates[KEY] = ("failed", "")  # an older report that comes late
        assert gateway.tell(hub.url, KEY, at=seconds)[0].json() == {"taken": 0}
        assert [gateway.tell(hub.url, KEY, at=seconds - 301)[0].status_code] == [401]
        gateway.secret = "another"
        assert gateway.tell(hub.url, KEY, at=seconds)[0].status_code == 401
        unsigned = requests.post(f"{hub.url}/v1/messages/reports", data=b"{}", timeout=20)
        assert unsigned.status_code == 401
        for most, status in ((0, 401), (1, 413)):  # one byte too many
            body = bytes(MOST_BYTES + most)
            assert requests.post(f"{hub.url}/v1/messages/reports", body, timeout=20).status_code == status
    assert state(outbox) == ("delivered", "")


def test_a_sender_outlives_its_own_mistakes(
    outbox: Store, gateway: FakeGateway, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    answers: list[object] = [ValueError("13800138000"), OSError("x")]

    def secret_of(_account: str) -> str:
        if answers:
            raise answers.pop()  # type: ignore[misc]
        return gateway.secret

    sender = Sender(Hub(outbox, clock), secret_of, look_s=0.01)
    sender.start()
    try:
        wait_until(lambda: state(outbox) == ("sent", ""))
    finally:
        sender.stop()
    assert "13800138000" not in caplog.text


@pytest.mark.parametrize("old", MessageState)
@pytest.mark.parametrize("new", ReportState)
def test_a_report_moves_forward_or_not_at_all(
    central_store: Store, old: MessageState, new: ReportState
) -> None:
    put(central_store, a_message(MESSAGE, state=old, attempts=1))
    with central_store.write() as session:
        moved = settle(session, Report(id=MESSAGE, state=new), NOW)
    allowed = MessageState(new.value) in MESSAGE_MOVES.get(old, frozenset())
    assert moved == allowed
    assert state(central_store)[0] == (new.value if allowed else old.value)


def test_a_gateway_is_reached_by_https_or_on_this_pc() -> None:
    with pytest.raises(ValueError, match="https"):
        Gateway("http://sms.example/api", ACCOUNT, secrets.token_hex())
    assert "secret" not in repr(Gateway("https://sms.example/api", ACCOUNT, "secret"))
