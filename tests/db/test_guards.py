"""What must hold, the database holds: each guard refuses a plain SQL statement, in both stores."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import column, table, text, update
from sqlalchemy.exc import IntegrityError

from db.guards import all_guards
from db.models.base import Base
from db.models.calendar import CalendarChange, DayKind
from db.models.calls import OFFER_MOVES, CallOutcome, Offer, OfferOutcome
from db.models.cases import CASE_MOVES, Case, CaseEvent, CaseEventKind, CaseState
from db.models.clocks import Escalation, OrderPause, PauseReason, PromiseClock
from db.models.floor import AGENT_MOVES, AgentNow, AgentSpan, AgentState, StateCause
from db.models.followups import FOLLOW_UP_MOVES, Attempt, AttemptOutcome, FollowUp, FollowUpState
from db.models.hub import CustomerRead, ReadReason
from db.models.ledger import AppliedCommand, OutcomeState
from db.models.lists import ListChange
from db.models.messages import MESSAGE_MOVES, MarketingConsent, Message, MessageState
from db.models.orders import ORDER_MOVES, OrderEvent, OrderEventKind, OrderState, RepairOrder
from db.models.people import Role
from db.models.phone_lines import CallListen, CallPass
from db.models.providers import BOOKING_MOVES, Booking, BookingState, Half
from db.models.recordings import RecordingAccess
from db.models.wallboard import Alert, AlertStep, AlertStepKind, Measure
from db.store import Store
from tests.rows import (
    CUSTOMER,
    MESSAGE,
    NOW,
    OTHER_CUSTOMER,
    PERSONS,
    PROVIDER,
    TOMORROW,
    a_call,
    a_call_back,
    a_case,
    a_follow_up,
    a_leg,
    a_message,
    a_recording,
    a_standing,
    a_threshold,
    an_interaction,
    an_order,
    put,
    uid,
)

CALL, OTHER_CALL, CASE, ORDER, EVENT, FOLLOW_UP, ATTEMPT, COMMAND, SAID, OFFER, BOOKING, READ = map(
    uid, range(1, 13)
)
LOOSE_CALL, LOOSE_SAID, OPEN_SAID, LEG = map(uid, range(13, 17))
CASE_EVENT, ESCALATION, PAUSE, OVER_PAUSE, COMPLAINT = map(uid, range(0x50, 0x55))
OPEN_BACK, CLOSED_BACK = uid(0x55), uid(0x56)
DAY_CHANGE = uid(0x57)
# tried where they are: tests/app/test_knowledge.py
OF_KNOWLEDGE = {
    f"guard_{table}_{way}"
    for table in (
        "article_use",
        "article_version",
        "script_version",
        "script_answer",
        "notice",
        "notice_told",
    )
    for way in ("sealed", "kept")
}
RULE_GUARDS = {"guard_warranty_rule_sealed", "guard_warranty_rule_kept"} | OF_KNOWLEDGE
AGENT = PERSONS[Role.AGENT]
CONSENT, LIST_CHANGE, SPAN = uid(0x901), uid(0x902), uid(0x903)
PASS, LISTENED = uid(0x903), uid(0x904)
RECORDING, HEARD = uid(0x905), uid(0x906)
THRESHOLD, ALERT, ALERT_STEP = uid(0x910), uid(0x911), uid(0x912)


@pytest.fixture
def history(store: Store) -> Store:
    """A store with one row of every history: some sealed, some open, some sealed and not yet bound."""
    over = {"ended_at": NOW, "outcome": CallOutcome.ANSWERED}
    said = {"sealed_at": NOW, "disposition_code": "solved"}
    put(
        store,
        a_call(CALL, **over),
        a_call(LOOSE_CALL, None, **over),
        a_call(OTHER_CALL, None),
        a_leg(LEG, CALL, ended_at=NOW),
        a_message(MESSAGE),
        MarketingConsent(
            id=CONSENT,
            customer_id=CUSTOMER,
            is_given=False,
            wording="1",
            channel="call",
            person_id=AGENT,
            at=NOW,
        ),
        an_interaction(SAID, CALL, **said),
        an_interaction(LOOSE_SAID, LOOSE_CALL, customer_id=None, **said),
        an_interaction(OPEN_SAID, OTHER_CALL, customer_id=None),
        a_case(CASE),
        an_order(ORDER, CASE),
        OrderEvent(
            id=EVENT,
            order_id=ORDER,
            customer_id=CUSTOMER,
            kind=OrderEventKind.TAKEN,
            at=NOW,
            who="one",
            note="",
        ),
        *_of_clocks(),
        CalendarChange(
            id=DAY_CHANGE,
            on=TOMORROW,
            was=None,
            became=DayKind.OFF,
            was_provisional=False,
            provisional=False,
            source="",
            at=NOW,
        ),
        ListChange(
            id=LIST_CHANGE, list_id="fault", row_key='["W01"]', column="name_zh", new="x", at=NOW, by_id=AGENT
        ),
        AgentSpan(
            id=SPAN,
            person_id=AGENT,
            at=NOW,
            state=AgentState.READY,
            reason_code="",
            cause=StateCause.AGENT,
            by_id=AGENT,
            queue="",
        ),
        CallPass(id=PASS, call_id=CALL, from_id=AGENT, to_number="8002", notes="", at=NOW),
        a_threshold(id=THRESHOLD),
        Alert(
            id=ALERT,
            threshold_id=THRESHOLD,
            measure=Measure.WAITING,
            queue="600",
            bound=3,
            is_grave=False,
            since=NOW,
            at=NOW,
            value=4,
        ),
        AlertStep(id=ALERT_STEP, alert_id=ALERT, kind=AlertStepKind.OVER, at=NOW),
        a_recording(RECORDING, CALL),
        RecordingAccess(id=HEARD, recording_id=RECORDING, person_id=AGENT, at=NOW, reason="complaint"),
        CallListen(id=LISTENED, at=NOW, person_id=AGENT, agent="PJSIP/8001", line="pbx", linked_id="1"),
        a_follow_up(FOLLOW_UP),
        Attempt(
            id=ATTEMPT,
            follow_up_id=FOLLOW_UP,
            customer_id=CUSTOMER,
            person_id=AGENT,
            outcome=AttemptOutcome.BUSY,
            at=NOW,
            note="",
        ),
        AppliedCommand(
            id=COMMAND,
            kind="AnswerCall",
            version=1,
            person_id=AGENT,
            body={},
            at=NOW,
            outcome=OutcomeState.DONE,
            seq=1,
        ),
        CustomerRead(
            id=READ, at=NOW, person_id=AGENT, customer_id=CUSTOMER, reason=ReadReason.CALL, subject="c1"
        ),
    )
    return store


def _of_clocks() -> list[Base]:
    """Return what happened to a case, a step of a ladder, two pauses, a complaint."""
    paused = {"order_id": ORDER, "customer_id": CUSTOMER, "from_at": NOW, "person_id": AGENT, "note": ""}
    return [
        CaseEvent(
            id=CASE_EVENT,
            case_id=CASE,
            customer_id=CUSTOMER,
            kind=CaseEventKind.NOTED,
            at=NOW,
            who="one",
            told="",
            note="",
        ),
        Escalation(
            id=ESCALATION,
            customer_id=CUSTOMER,
            order_id=ORDER,
            clock=PromiseClock.VISIT,
            step=1,
            due_at=NOW,
            at=NOW,
            person_id=AGENT,
        ),
        a_call_back(OPEN_BACK, "m:+8613800138001", CALL),
        a_call_back(CLOSED_BACK, "m:+8613800138002", CALL, closed_at=NOW, result="dropped"),
        OrderPause(id=PAUSE, reason=PauseReason.PART, **paused),
        OrderPause(id=OVER_PAUSE, reason=PauseReason.ACCESS, until_at=NOW, **paused),
        a_case(COMPLAINT, kind="complaint", severity=3, contact_due_at=NOW),
    ]


def change(store: Store, statement: str, key: UUID, **values: Any) -> None:
    """Run plain SQL on the row with this key, with ids as this store writes them."""
    with store.write() as session:
        sqlite = session.get_bind().dialect.name == "sqlite"
        ids = {
            name: value.hex if sqlite and isinstance(value, UUID) else value
            for name, value in ({"key": key} | values).items()
        }
        assert session.execute(text(f"{statement} where id = :key"), ids).rowcount == 1


FORBIDDEN: list[tuple[str, str, UUID]] = [
    ("guard_order_event_sealed", "update order_event set note = 'mended'", EVENT),
    ("guard_order_event_kept", "delete from order_event", EVENT),
    ("guard_case_event_sealed", "update case_event set note = 'mended'", CASE_EVENT),
    ("guard_case_event_kept", "delete from case_event", CASE_EVENT),
    ("guard_escalation_sealed", "update escalation set step = 2", ESCALATION),
    ("guard_escalation_kept", "delete from escalation", ESCALATION),
    ("guard_order_pause_sealed", "update order_pause set reason = 'other'", PAUSE),
    ("guard_order_pause_bound", "update order_pause set until_at = null", OVER_PAUSE),
    ("guard_order_pause_kept", "delete from order_pause", PAUSE),
    ("guard_service_case_complaint", "update service_case set severity = null", COMPLAINT),
    ("guard_service_case_complaint", "update service_case set severity = 5", COMPLAINT),
    ("guard_service_case_complaint", "update service_case set contact_due_at = null", COMPLAINT),
    ("guard_service_case_complaint", "update service_case set kind = 'complaint'", CASE),
    ("guard_list_change_sealed", "update list_change set new = 'mended'", LIST_CHANGE),
    ("guard_list_change_kept", "delete from list_change", LIST_CHANGE),
    ("guard_calendar_change_sealed", "update calendar_change set source = 'mended'", DAY_CHANGE),
    ("guard_calendar_change_kept", "delete from calendar_change", DAY_CHANGE),
    ("guard_agent_state_sealed", "update agent_state set reason_code = 'mended'", SPAN),
    ("guard_agent_state_kept", "delete from agent_state", SPAN),
    ("guard_attempt_sealed", "update attempt set outcome = 'reached'", ATTEMPT),
    ("guard_attempt_kept", "delete from attempt", ATTEMPT),
    ("guard_applied_command_sealed", "update applied_command set outcome = 'refused'", COMMAND),
    ("guard_applied_command_kept", "delete from applied_command", COMMAND),
    ("guard_customer_read_sealed", "update customer_read set subject = ''", READ),
    ("guard_customer_read_kept", "delete from customer_read", READ),
    ("guard_call_sealed", "update call set outcome = 'parked'", CALL),
    ("guard_call_sealed", "update call set ended_at = null", CALL),
    ("guard_call_sealed", "update call set ani = ''", LOOSE_CALL),
    ("guard_call_kept", "delete from call", OTHER_CALL),
    ("guard_call_back_sealed", "update call_back set closed_at = null", CLOSED_BACK),
    ("guard_call_back_kept", "delete from call_back", OPEN_BACK),
    ("guard_leg_sealed", "update leg set ended_at = began_at", LEG),
    ("guard_leg_kept", "delete from leg", LEG),
    ("guard_interaction_sealed", "update interaction set notes = 'mended'", SAID),
    ("guard_interaction_sealed", "update interaction set sealed_at = null", SAID),
    ("guard_interaction_kept", "delete from interaction", OPEN_SAID),
    ("guard_interaction_bound", "update interaction set customer_id = :other", SAID),
    ("guard_message_sealed", "update message set text = 'mended'", MESSAGE),
    ("guard_message_sealed", "update message set to_key = ''", MESSAGE),
    ("guard_message_kept", "delete from message", MESSAGE),
    ("guard_marketing_consent_sealed", "update marketing_consent set is_given = true", CONSENT),
    ("guard_marketing_consent_kept", "delete from marketing_consent", CONSENT),
    ("guard_call_pass_sealed", "update call_pass set notes = 'mended'", PASS),
    ("guard_call_pass_kept", "delete from call_pass", PASS),
    ("guard_alert_sealed", "update alert set value = 1", ALERT),
    ("guard_alert_kept", "delete from alert", ALERT),
    ("guard_alert_step_sealed", "update alert_step set at = at", ALERT_STEP),
    ("guard_alert_step_kept", "delete from alert_step", ALERT_STEP),
    ("guard_call_listen_sealed", "update call_listen set agent = ''", LISTENED),
    ("guard_call_listen_kept", "delete from call_listen", LISTENED),
    ("guard_recording_kept", "delete from recording", RECORDING),
    ("guard_recording_access_sealed", "update recording_access set reason = ''", HEARD),
    ("guard_recording_access_kept", "delete from recording_access", HEARD),
]

ALLOWED: list[tuple[str, UUID]] = [
    ("update order_pause set until_at = from_at", PAUSE),
    ("update service_case set severity = 1, contacted_at = opened_at", COMPLAINT),
    ("update service_case set state = 'cancelled', severity = null", COMPLAINT),
    ("update call set outcome = 'parked', ani = 'x'", OTHER_CALL),
    ("update call set customer_id = :other", CALL),
    ("update call set customer_id = :other", OTHER_CALL),
    ("update call set customer_id = :other", LOOSE_CALL),
    ("update call_back set count = 2", OPEN_BACK),
    ("update call_back set customer_id = :other", CLOSED_BACK),
    ("update leg set customer_id = :other", LEG),
    ("update interaction set notes = 'more'", OPEN_SAID),
    ("update interaction set customer_id = :other", OPEN_SAID),
    ("update interaction set customer_id = :other", LOOSE_SAID),
    ("update message set error = 'unheard', attempts = 2", MESSAGE),
]


def test_every_guard_of_history_is_tried() -> None:
    guards = {guard.name for guard in all_guards() if not guard.name.endswith("_moves")}
    assert guards == {name for name, _, _ in FORBIDDEN} | RULE_GUARDS | {"guard_service_case_complaint_new"}


@pytest.mark.parametrize(("guard", "statement", "key"), FORBIDDEN)
def test_history_does_not_change(history: Store, guard: str, statement: str, key: UUID) -> None:
    values = {"other": OTHER_CUSTOMER} if ":other" in statement else {}
    with pytest.raises(IntegrityError, match=guard):
        change(history, statement, key, **values)


@pytest.mark.parametrize(("statement", "key"), ALLOWED)
def test_what_is_open_still_changes_and_what_is_loose_is_bound_once(
    history: Store, statement: str, key: UUID
) -> None:
    change(history, statement, key, **({"other": OTHER_CUSTOMER} if ":other" in statement else {}))


RULE = "where code = 'tv.home' and version = 1"


def test_a_warranty_rule_is_ended_and_never_rewritten(store: Store) -> None:
    for guard, statement in (
        ("guard_warranty_rule_sealed", f"update warranty_rule set return_days = 5 {RULE}"),
        ("guard_warranty_rule_kept", f"delete from warranty_rule {RULE}"),
    ):
        with pytest.raises(IntegrityError, match=guard), store.write() as session:
            session.execute(text(statement))
    with store.write() as session:
        session.execute(text(f"update warranty_rule set valid_to = '2026-12-31' {RULE}"))


UNOWNED = [
    "update repair_order set owner_id = null",
    "update repair_order set next_step = null",
    "update repair_order set next_step_at = null",
    "update service_case set owner_id = null",
    "update service_case set due_at = null",
]


@pytest.mark.parametrize("statement", UNOWNED)
def test_nothing_open_is_without_an_owner_and_a_dated_next_step(history: Store, statement: str) -> None:
    key = ORDER if "repair_order" in statement else CASE
    with pytest.raises(IntegrityError, match="ck_"):
        change(history, statement, key)


def test_a_complaint_is_not_taken_without_a_severity(store: Store) -> None:
    with pytest.raises(IntegrityError, match="guard_service_case_complaint_new"):
        put(store, a_case(COMPLAINT, kind="complaint", contact_due_at=NOW))


def test_an_undecided_command_is_settled_once(store: Store) -> None:
    row = AppliedCommand(id=COMMAND, kind="AnswerCall", version=1, person_id=AGENT, body={}, at=NOW)
    put(store, row)
    settle = "update applied_command set outcome = 'done', seq = 7"
    change(store, settle, COMMAND)
    with pytest.raises(IntegrityError, match="guard_applied_command_sealed"):
        change(store, settle, COMMAND)


def test_history_is_not_replaced_in_the_embedded_store(embedded_store: Store) -> None:
    put(embedded_store, a_call(CALL, ended_at=NOW, outcome=CallOutcome.ANSWERED))
    again = "insert or replace into call select * from call"
    with pytest.raises(IntegrityError, match="guard_call"), embedded_store.write() as session:
        session.execute(text(again))


def offer(state: OfferOutcome) -> list[Base]:
    row = Offer(id=OFFER, call_id=CALL, agent="1001", ringing_at=NOW, outcome=state)
    return [a_call(CALL), row]


def case(state: CaseState) -> list[Base]:
    return [a_case(CASE, state=state)]


def order(state: OrderState) -> list[Base]:
    return [a_case(CASE), an_order(ORDER, CASE, state=state)]


def follow_up(state: FollowUpState) -> list[Base]:
    return [a_follow_up(FOLLOW_UP, state=state)]


def booking(state: BookingState) -> list[Base]:
    row = Booking(
        id=BOOKING,
        order_id=ORDER,
        customer_id=CUSTOMER,
        provider_id=PROVIDER,
        on=TOMORROW,
        half=Half.AM,
        state=state,
        held_at=NOW,
    )
    return [a_case(CASE), an_order(ORDER, CASE), row]


def message(state: MessageState) -> list[Base]:
    return [a_message(MESSAGE, state=state)]


def standing(state: AgentState) -> list[Base]:
    return [a_standing(AGENT, state)]


MACHINES: list[tuple[Any, str, Mapping[Any, frozenset[Any]], type[StrEnum], Any]] = [
    (Offer, "outcome", OFFER_MOVES, OfferOutcome, offer),
    (Case, "state", CASE_MOVES, CaseState, case),
    (RepairOrder, "state", ORDER_MOVES, OrderState, order),
    (FollowUp, "state", FOLLOW_UP_MOVES, FollowUpState, follow_up),
    (Booking, "state", BOOKING_MOVES, BookingState, booking),
    (Message, "state", MESSAGE_MOVES, MessageState, message),
    (AgentNow, "state", AGENT_MOVES, AgentState, standing),
]


def test_every_state_machine_is_tried() -> None:
    guards = {guard.name for guard in all_guards() if guard.name.endswith("_moves")}
    assert guards == {f"guard_{model.__tablename__}_{name}_moves" for model, name, *_ in MACHINES}


@pytest.mark.parametrize(
    ("model", "name", "moves", "states", "build"), MACHINES, ids=[one[0].__tablename__ for one in MACHINES]
)
def test_a_state_moves_as_its_table_says_and_not_otherwise(
    store: Store, model: Any, name: str, moves: Any, states: type[StrEnum], build: Any
) -> None:
    plain = table(model.__tablename__, column(name))
    guard = f"guard_{model.__tablename__}_{name}_moves"
    for old in states:
        for new in states:
            statement = update(plain).values({name: new.value})
            with store.write() as session:
                for row in build(old):
                    session.merge(row)
                    session.flush()
                if new is old or new in moves.get(old, frozenset()):
                    assert session.execute(statement).rowcount == 1
                else:
                    with pytest.raises(IntegrityError, match=guard), session.begin_nested():
                        session.execute(statement)
                session.rollback()
