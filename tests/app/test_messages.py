"""Messages: written with what they tell of, at hours that suit, to who may be written to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.dispatch import DispatchOrder, RequestOrder
from app.errors import FieldMissing
from app.messages.consent import RecordConsent
from app.messages.hours import opening
from app.messages.queueing import (
    DropMessage,
    MessageOccasion,
    QueueMessage,
    messages_after,
    tell_former,
)
from app.messages.rendering import field_names, render
from app.messages.seeding import insert_message_rules
from app.messages.templates import change_template
from app.messages.words import LANGUAGES, seeds
from app.order_life import FinishOrder
from app.rebooking import BookOrder
from app.service_time import ZONE, Half
from db.models.customers import Customer, Phone, Title
from db.models.followups import CallingZone
from db.models.messages import (
    Addressee,
    Message,
    MessageGateway,
    MessageHours,
    MessagePurpose,
    MessageState,
    MessageTemplate,
)
from db.models.orders import RepairOrder
from db.models.providers import Provider, Technician
from db.store import Store
from tests.app.specimens import AT, NEW_BOOKING, a
from tests.app.specimens import NEW as NEW_ROW
from tests.rows import (
    CUSTOMER,
    MESSAGE,
    NOW,
    ORDER,
    OTHER_CUSTOMER,
    PHONE,
    PHONE_KEY,
    PROVIDER,
    SECOND_PROVIDER,
    TOMORROW,
    a_message,
    a_phone,
    only,
    put,
    run,
    uid,
)

EVENT, SECOND_EVENT, NEW = uid(0x701), uid(0x702), uid(0x710)
EVENING = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)  # half past ten at the service
EIGHT, SEVEN = (datetime(2026, 11, 24, hour, tzinfo=ZONE) for hour in (8, 7))


@pytest.fixture
def ready(work: Store) -> Store:
    """A store with work in hand and the templates and hours of a new store."""
    with work.write() as session:
        insert_message_rules(session.connection())
    return work


def tell(
    store: Store, occasion: MessageOccasion, event: UUID = EVENT, at: datetime = NOW, times: int = 1
) -> dict[str, Message]:
    """Tell of an event of the order; return what was written for it, by template."""
    with store.write() as session:
        for _ in range(times):
            messages_after(session, session.get_one(RepairOrder, ORDER), occasion, event, at)
    return written(store)


def written(store: Store) -> dict[str, Message]:
    with store.read() as session:
        rows = session.scalars(select(Message).where(Message.id != MESSAGE).order_by(Message.queued_at))
        return {row.template: row for row in rows}


def test_a_customer_is_told_by_day_on_their_own_clock_and_a_technician_on_ours(ready: Store) -> None:
    put(ready, CallingZone(region_code="51", zone="Asia/Urumqi"))
    early = datetime(2026, 11, 23, 8, 30, tzinfo=ZONE)  # half past six at the customer's
    told = tell(ready, MessageOccasion.BOOKED, at=early)
    assert told["technician_new"].not_before == early
    assert told["order_booked"].not_before == datetime(2026, 11, 23, 10, tzinfo=ZONE)


def test_customer_and_technician_are_told_once_by_surname_and_without_the_door(ready: Store) -> None:
    told = tell(ready, MessageOccasion.BOOKED, times=2)
    assert set(told) == {"order_booked", "technician_new"}
    theirs, ours = told["order_booked"], told["technician_new"]
    assert theirs.text.startswith("田女士您好，您的XQG100 型维修单261123-9000-1029已安排，锦江一店将于11月")
    assert "电话139 0013 9000" in theirs.text
    assert ours.text.startswith("新单261123-9000-1029：田女士，锦江区督院街街道，XQG100 型，11月24日（周二）")
    assert (theirs.to_key, ours.to_key) == (PHONE_KEY, "m:+8613900139000")
    for row in told.values():
        assert row.state is MessageState.QUEUED
        assert row.not_before == NOW
        assert all(hidden not in row.text for hidden in ("田雨", "走马街", "502", PHONE_KEY[-11:]))
        assert set(row.fields) == set(field_names(template(ready, row.template)))
    with ready.read() as session:
        assert len(session.scalars(select(Message)).all()) == 3


def template(store: Store, code: str) -> str:
    with store.read() as session:
        found = select(MessageTemplate.text).where(
            MessageTemplate.code == code, MessageTemplate.language == "zh"
        )
        return session.scalars(found).one()


def test_every_seeded_template_can_be_written_in_every_language(ready: Store) -> None:
    for language in LANGUAGES:
        with ready.write() as session:
            session.merge(a_gateway(language))
            technician = Technician(
                id=uid(0x750), provider_id=PROVIDER, name="黄师傅", phone_key="m:+8613900139001", active=True
            )
            session.merge(technician)
            session.get_one(RepairOrder, ORDER).technician_id = technician.id
        for number, occasion in enumerate(set(MessageOccasion) - {MessageOccasion.MANUAL}):
            tell(ready, occasion, uid(0x7000 + 100 * LANGUAGES.index(language) + number))
    with ready.read() as session:
        rows = session.scalars(select(Message)).all()
        assert [row.error for row in rows if row.error not in ("", "overtaken")] == []
        seen = {(row.template, row.language) for row in rows}
        by_hand = {row["code"] for row in seeds()["templates"] if row["occasion"] == "manual"}
        all_codes = {row["code"] for row in seeds()["templates"]} - by_hand
        assert seen >= {(code, language) for code in all_codes for language in LANGUAGES}
        assert all("{" not in row.text for row in rows)
        moved = next(row for row in rows if row.template == "order_moved" and row.language == "en")
        assert moved.text.startswith("Dear Ms Tian. The visit for Repair order")


def a_gateway(language: str = "zh") -> MessageGateway:
    return MessageGateway(
        name="gateway", url="https://sms.example", account="a", sender="润山", language=language, set_at=NOW
    )


def test_what_waits_is_overtaken_by_what_is_true_now_for_the_same_reader(ready: Store) -> None:
    tell(ready, MessageOccasion.BOOKED, at=EVENING)
    told = tell(ready, MessageOccasion.MOVED, SECOND_EVENT, EVENING + timedelta(minutes=5))
    for old in ("order_booked", "technician_new"):
        assert (told[old].state, told[old].error) == (MessageState.DROPPED, "overtaken")
    for new in ("order_moved", "technician_moved"):
        assert told[new].state is MessageState.QUEUED
    assert only(ready, Message, MESSAGE).state is MessageState.QUEUED  # a person's own words stay


def test_a_former_provider_is_told_and_the_new_ones_message_stays(ready: Store) -> None:
    tell(ready, MessageOccasion.BOOKED)
    with ready.write() as session:
        session.get_one(Provider, SECOND_PROVIDER).phone = "13900139002"
    with ready.write() as session:
        tell_former(session, session.get_one(RepairOrder, ORDER), SECOND_PROVIDER, EVENT, NOW)
    told = written(ready)
    assert told["technician_cancelled"].to_key == "m:+8613900139002"
    assert told["technician_new"].state is MessageState.QUEUED
    assert "cancelled" not in told


def told_of(store: Store, order_id: UUID) -> list[tuple[str, str, str]]:
    with store.read() as session:
        found = (
            select(Message).where(Message.order_id == order_id).order_by(Message.queued_at, Message.template)
        )
        return [(row.template, row.to_key[-2:], row.state.value) for row in session.scalars(found)]


def test_the_commands_of_an_order_tell_who_has_to_know(ready: Store) -> None:
    """Sent, moved, sent to somebody else, finished: with every step only what is true now goes out."""
    with ready.write() as session:
        session.get_one(Provider, SECOND_PROVIDER).phone = "13900139002"
    booked = {"order_id": NEW_ROW, "on": TOMORROW, "half": Half.PM}
    later = {"at": AT + timedelta(minutes=1)}
    here = {"provider_id": PROVIDER, "seen_booking_id": NEW_BOOKING}
    first = a(BookOrder, **booked, **here, booking_id=uid(1), event_id=uid(2), **later)
    assert run(ready, a(DispatchOrder), first) == ["done", "done"]
    assert told_of(ready, NEW_ROW) == [
        ("order_booked", "00", "dropped"),
        ("technician_new", "00", "dropped"),
        ("order_moved", "00", "queued"),
        ("technician_moved", "00", "queued"),
    ]
    later = {"at": AT + timedelta(minutes=2)}
    there = a(BookOrder, **booked, seen_booking_id=uid(1), booking_id=uid(3), event_id=uid(4), **later)
    assert run(ready, there) == ["done"]
    assert told_of(ready, NEW_ROW)[2:] == [
        ("order_moved", "00", "dropped"),
        ("technician_moved", "00", "dropped"),
        ("order_booked", "00", "queued"),
        ("technician_cancelled", "00", "queued"),
        ("technician_new", "02", "queued"),
    ]


def test_a_request_says_when_one_hears_and_a_finished_order_that_one_is_rung(ready: Store) -> None:
    assert run(ready, a(RequestOrder), a(FinishOrder, event_id=uid(9))) == ["done", "done"]
    assert told_of(ready, NEW_ROW) == [("order_taken", "00", "queued")]
    assert ("finished", "00", "queued") in told_of(ready, ORDER)


@pytest.mark.parametrize(
    ("occasion", "code", "not_before"),
    [
        (MessageOccasion.BOOKED, "order_booked", EIGHT),
        (MessageOccasion.BOOKED, "technician_new", SEVEN),
        (MessageOccasion.FINISHED, "finished", EIGHT + timedelta(hours=1)),
    ],
)
def test_at_night_they_wait_for_the_hours_of_who_reads_them(
    ready: Store, occasion: MessageOccasion, code: str, not_before: datetime
) -> None:
    assert tell(ready, occasion, at=EVENING)[code].not_before == not_before


def test_what_could_only_go_when_it_is_of_no_use_is_not_sent_at_all(ready: Store) -> None:
    row = tell(ready, MessageOccasion.ON_THE_WAY, at=EVENING)["on_the_way"]
    assert (row.state, row.error) == (MessageState.DROPPED, "too_late")


def test_hours_are_rows_of_which_the_newest_that_has_begun_counts(ready: Store) -> None:
    for begun, opens in ((NOW, 1380), (NOW + timedelta(days=1), 0)):
        put(ready, MessageHours(addressee=Addressee.CUSTOMER, purpose=MessagePurpose.SERVICE,
                                valid_from=begun, opens_min=opens, closes_min=1440))  # fmt: skip
    row = tell(ready, MessageOccasion.BOOKED)["order_booked"]
    assert row.not_before.astimezone(ZONE).hour == 23


@given(
    after_s=st.integers(0, 366 * 24 * 3600),
    opens=st.integers(0, 1438),
    length=st.integers(1, 1440),
)
def test_the_opening_is_the_first_instant_within_the_hours(after_s: int, opens: int, length: int) -> None:
    at = NOW + timedelta(seconds=after_s)
    closes = min(opens + length, 1440)
    found = opening(at, opens, closes)
    minute = found.astimezone(ZONE).hour * 60 + found.astimezone(ZONE).minute
    assert opens <= minute < closes
    assert at <= found < at + timedelta(days=1)
    assert opening(found, opens, closes) == found


@pytest.mark.parametrize(
    ("change", "error"),
    [({"promised_from": None}, "field_missing"), ({"provider_id": None}, "field_missing")],
)
def test_what_cannot_be_written_is_kept_as_not_told_and_stops_no_decision(
    ready: Store, change: dict[str, None], error: str
) -> None:
    with ready.write() as session:
        for name, value in change.items():
            setattr(session.get_one(RepairOrder, ORDER), name, value)
    row = tell(ready, MessageOccasion.BOOKED)["order_booked"]
    assert (row.state, row.error, row.fields) == (MessageState.DROPPED, error, {})
    assert row.text.startswith("田女士您好，您的XQG100 型")
    assert "…" in row.text


def test_who_has_no_mobile_number_is_kept_as_not_told(ready: Store) -> None:
    with ready.write() as session:
        session.get_one(Phone, PHONE).key = "f:+862885551234"
    row = tell(ready, MessageOccasion.BOOKED)["order_booked"]
    assert (row.state, row.error, row.to_key) == (MessageState.DROPPED, "no_mobile", "")


def test_a_customer_without_title_is_not_called_by_name(ready: Store) -> None:
    with ready.write() as session:
        session.get_one(Customer, CUSTOMER).title = Title.UNKNOWN
    told = tell(ready, MessageOccasion.BOOKED)
    assert told["order_booked"].text.startswith("您好，您的")
    assert "客户" in told["technician_new"].text


def note(number: int = 0, **changes: object) -> QueueMessage:
    values = {"message_id": uid(0x710 + number), "customer_id": CUSTOMER, "template": "note", "at": NOW}
    return QueueMessage(**values | {"to_key": PHONE_KEY, "words": "明天停水。"} | changes)  # type: ignore[arg-type]


def test_a_person_writes_in_a_template_or_is_refused_in_words(ready: Store) -> None:
    put(ready, a_phone(uid(0x760), OTHER_CUSTOMER, "m:+8613800138002"))
    said = run(
        ready,
        note(),
        note(1, words=""),
        note(2, template="none"),
        note(3, to_key="m:+8613800138002"),
        note(4, to_key="f:+862885551234"),
        note(5, customer_id=OTHER_CUSTOMER, order_id=ORDER, to_key="m:+8613800138002"),
    )
    assert said == ["done", "field_missing", "no_template", "not_found", "no_mobile", "not_found"]
    assert only(ready, Message, NEW).text == "田女士您好，明天停水。"


def test_advertising_needs_consent_that_is_taken_back_at_once_and_service_does_not(ready: Store) -> None:
    def consent(number: int, *, is_given: bool) -> RecordConsent:
        return RecordConsent(
            consent_id=uid(0x770 + number),
            customer_id=CUSTOMER,
            is_given=is_given,
            wording="2026-1",
            at=NOW + timedelta(minutes=number),
        )

    said = run(
        ready,
        note(1, template="offer"),
        consent(1, is_given=True),
        note(2, template="offer"),
        consent(2, is_given=False),
        note(3, template="offer"),
        note(4),
    )
    assert said == ["no_consent", "done", "done", "done", "no_consent", "done"]
    assert only(ready, Customer, CUSTOMER).no_marketing_at is not None


def test_only_what_waits_can_be_taken_back(ready: Store) -> None:
    put(ready, a_message(uid(0x780), state=MessageState.SENT))
    drops = [DropMessage(message_id=key, at=NOW) for key in (MESSAGE, MESSAGE, uid(0x780))]
    assert run(ready, *drops) == ["done", "move_not_allowed", "move_not_allowed"]


def test_a_house_changes_its_words_and_no_field_is_lost_on_it(ready: Store) -> None:
    with ready.write() as session:
        change_template(session, "finished", "zh", NOW, text="{greeting}修好了。", gateway_code="SMS_1")
        with pytest.raises(ValueError, match="day"):
            change_template(session, "finished", "zh", NOW, text="{day}", gateway_code=None)
        insert_message_rules(session.connection())  # an upgrade leaves it as it is
    row = tell(ready, MessageOccasion.FINISHED)["finished"]
    assert (row.text, row.gateway_code) == ("田女士您好，修好了。", "SMS_1")


@pytest.mark.parametrize("text", ["{a.b}", "{a[0]}", "{a!r}", "{a:>9}", "{}", "{0}", "{a", "}"])
def test_nothing_but_a_name_stands_in_braces(text: str) -> None:
    with pytest.raises(ValueError):
        field_names(text)


@given(value=st.text(max_size=40))
def test_a_value_is_never_read_as_a_template(value: str) -> None:
    assert render("{a}{{b}}", {"a": value}) == value + "{b}"


def test_a_missing_field_is_a_refusal_that_names_it() -> None:
    with pytest.raises(FieldMissing) as refusal:
        render("{a}{b}", {"a": ""})
    assert refusal.value.details == {"field": "b"}
