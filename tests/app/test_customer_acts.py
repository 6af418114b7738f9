"""What can be done for a customer by hand stands as the commands will find it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pydantic import ValidationError

from app.cases import CloseCase, OpenCase, ReopenCase
from app.customer_acts import WORDS_HERE, CustomerActs, customer_acts
from app.messages.consent import WORDING, RecordConsent
from app.messages.queueing import DropMessage, QueueMessage
from app.messages.seeding import insert_message_rules
from app.orders import UrgeOrder
from app.service_time import service_day
from app.warranty import Cover, ExchangeUnit, ExtendWarranty
from db.models.cases import CaseKind, CaseState
from db.models.customers import Unit
from db.models.orders import RepairOrder
from db.models.warranty import WarrantyExtension
from db.store import Store
from tests.rows import CUSTOMER, NOW, ORDER, PHONE_KEY, PROVIDER, UNIT, only, run, uid


def acts(store: Store) -> CustomerActs:
    with store.read() as session:
        return customer_acts(session, CUSTOMER, NOW)


def test_a_message_waits_until_it_is_dropped_and_advertising_waits_for_a_yes(work: Store) -> None:
    with work.write() as session:
        insert_message_rules(session.connection())
    note, offer = acts(work).texts
    assert note.text.count(WORDS_HERE) == 1
    assert (note.needs_consent, offer.needs_consent) == (False, True)
    assert PHONE_KEY in acts(work).mobiles
    sent = QueueMessage(
        at=NOW, message_id=uid(7001), customer_id=CUSTOMER, template=note.code, to_key=PHONE_KEY, words="您好"
    )
    yes = RecordConsent(at=NOW, consent_id=uid(7002), customer_id=CUSTOMER, is_given=True, wording=WORDING)
    assert run(work, sent, yes) == ["done", "done"]
    found = acts(work)
    waits = next(one for one in found.waiting if one.message_id == uid(7001))
    assert (waits.text, waits.not_before) == (note.text.replace(WORDS_HERE, "您好"), note.not_before)
    assert found.consent is not None
    assert found.consent.wording == WORDING
    assert not any(one.needs_consent for one in found.texts)
    assert run(work, DropMessage(at=NOW, message_id=uid(7001))) == ["done"]
    assert uid(7001) not in [one.message_id for one in acts(work).waiting]


def test_a_settled_case_is_named_until_it_is_open_again(work: Store) -> None:
    opened = OpenCase(
        at=NOW, case_id=uid(7003), customer_id=CUSTOMER, kind=CaseKind.COMPLAINT, summary="噪音", severity=3
    )
    settled = {"state": CaseState.DONE, "result": "已解决"}
    closed = CloseCase(at=NOW + timedelta(hours=1), case_id=uid(7003), **settled)
    assert run(work, opened, closed) == ["done", "done"]
    assert uid(7003) in [one.case_id for one in acts(work).settled]
    again = ReopenCase(at=NOW + timedelta(hours=2), case_id=uid(7003), event_id=uid(7005), note="又响了")
    assert run(work, again) == ["done"]
    assert uid(7003) not in [one.case_id for one in acts(work).settled]


def test_a_given_extension_and_an_exchange_say_why(work: Store) -> None:
    today = service_day(NOW)
    given = {"extension_id": uid(7006), "unit_id": UNIT, "covers": Cover.WHOLE, "starts_on": today}
    with pytest.raises(ValidationError):
        ExtendWarranty(at=NOW, ends_on=today, **given)
    extended = ExtendWarranty(at=NOW, ends_on=today + timedelta(days=90), reason="三次维修", **given)
    exchanged = ExchangeUnit(at=NOW, unit_id=UNIT, new_unit_id=uid(7007), on=today, reason="修不好")
    assert run(work, extended, exchanged) == ["done", "done"]
    assert only(work, WarrantyExtension, uid(7006)).reason == "三次维修"
    assert only(work, Unit, UNIT).retired_reason == "修不好"


def test_one_more_who_is_told_in_the_same_call_is_no_further_urge(work: Store) -> None:
    before = only(work, RepairOrder, ORDER).urge_count
    asked = {"order_id": ORDER, "at": NOW}
    owner = UrgeOrder(event_id=uid(7008), **asked)
    provider = UrgeOrder(event_id=uid(7009), told_provider_id=PROVIDER, is_counted=False, **asked)
    assert run(work, owner, provider) == ["done", "done"]
    assert only(work, RepairOrder, ORDER).urge_count == before + 1
