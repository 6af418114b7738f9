"""A timeline's pages are those of a merge made here, by hand, from the rows themselves."""

from __future__ import annotations

import random
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from app.timeline import FIRST, PAGE, Entry, EntryKind, timeline_counts, timeline_page
from db.models.calls import CallOutcome
from db.models.cases import CaseKind, CaseState
from db.models.followups import Attempt, AttemptOutcome
from db.models.knowledge import ArticleUse, ScriptAnswer
from db.models.messages import MessageState
from db.models.orders import OrderEvent, OrderEventKind
from db.models.people import Role
from db.store import Store
from tests.rows import (
    CUSTOMER,
    NOW,
    OTHER_CUSTOMER,
    PERSONS,
    a_call,
    a_case,
    a_follow_up,
    a_message,
    a_script,
    add,
    an_article,
    an_interaction,
    an_order,
    uid,
)

VISITS = {"visited", "part_missing", "part_arrived", "done", "nobody_home"}
ENTRIES = 1_100


GRADED = {"severity": 4, "contacted_at": NOW}


class Story:
    """Writes a customer's rows and, beside them, the lines that they should show."""

    def __init__(self, session: Session, seed: int) -> None:
        self.session, self.chance = session, random.Random(seed)
        self.expected: list[Entry] = []
        self._last = 0x1000
        session.add_all([a_case(uid(1)), a_case(uid(2), OTHER_CUSTOMER), a_follow_up(uid(4))])
        session.flush()
        session.add_all([an_order(uid(3), uid(1)), a_follow_up(uid(5), OTHER_CUSTOMER)])
        session.flush()
        add(session, an_interaction(uid(6), None, customer_id=OTHER_CUSTOMER))
        add(session, *an_article(uid(7)), *a_script(uid(8)))

    def go_on(self) -> None:
        step = self.chance.choice(
            (
                self._said,
                self._unanswered,
                self._order_event,
                self._attempt,
                self._complaint,
                self._message,
                self._advice,
                self._not_his,
            )
        )
        step()

    def _next(self) -> UUID:
        self._last += self.chance.choice((1, 7))
        return uid(self._last ^ 0x5A5)  # neither rising nor falling with time

    def _at(self):
        return NOW - timedelta(minutes=self.chance.randrange(2_000))  # some fall together

    def _expect(self, at, key: UUID, kind: str, tag, text: str, **more) -> None:
        given = {"who": None, "ref": None, "seconds": None, "score": None} | more
        self.expected.append(Entry(at, key, EntryKind(kind), tag, text, **given))

    def _said(self) -> None:
        key, at, open_still = self._next(), self._at(), self.chance.random() < 0.1
        tag = None if open_still else "solved"
        sealed = {} if open_still else {"disposition_code": tag, "sealed_at": at}
        row = an_interaction(key, None, opened_at=at, notes="说了", talk_s=95, **sealed)
        self.session.add(row)
        self._expect(at, key, "call", tag, "说了", who="agent one", seconds=95)

    def _unanswered(self) -> None:
        key, at = self._next(), self._at()
        state = self.chance.choice(("abandoned", "answered", "ringing", "recorded"))
        ended = {"ended_at": at, "outcome": CallOutcome.ABANDONED_WAITING} if state != "ringing" else {}
        answered = {"answered_at": at} if state == "answered" else {}
        self.session.add(a_call(key, arrived_at=at, **ended, **answered))
        self.session.flush()
        if state == "abandoned":
            self._expect(at, key, "call", "abandoned_waiting", "")
        if state == "recorded":  # somebody called back on it and wrote that down
            said = self._next()
            self.session.add(an_interaction(said, key, opened_at=at))
            self._expect(at, said, "call", None, "", who="agent one", seconds=0)

    def _order_event(self) -> None:
        key, at, kind = self._next(), self._at(), self.chance.choice(tuple(OrderEventKind))
        row = OrderEvent(
            id=key, order_id=uid(3), customer_id=CUSTOMER, kind=kind, at=at, who="黄师傅", note="备注"
        )
        self.session.add(row)
        shown = "visit" if kind.value in VISITS else "order"
        self._expect(at, key, shown, kind.value, "备注", who="黄师傅", ref="261123-9000-3")

    def _advice(self) -> None:
        """An article helped, or questions were asked: of these the first answer is shown."""
        key, at, n = self._next(), self._at(), self.chance.choice((None, 1, 2))
        known = {"id": key, "interaction_id": uid(6), "customer_id": CUSTOMER, "version": 1, "at": at}
        known["person_id"] = PERSONS[Role.AGENT]
        if n is None:
            self.session.add(ArticleUse(article_id=uid(7), **known))
            self._expect(at, key, "advice", "article", "洗衣机不排水\nWasher does not drain", who="agent one")
            return
        self.session.add(ScriptAnswer(script_id=uid(8), n=n, step="drains", value="no", **known))
        if n == 1:
            self._expect(at, key, "advice", "script", "不排水\nDoes not drain", who="agent one")

    def _attempt(self) -> None:
        key, at, score = self._next(), self._at(), self.chance.choice((None, 5))
        self.session.add(self._an_attempt(key, uid(4), CUSTOMER, at, score))
        self._expect(at, key, "follow_up", "reached", "", who="supervisor one", score=score)

    def _an_attempt(self, key: UUID, follow_up: UUID, customer: UUID, at, score) -> Attempt:
        return Attempt(
            id=key,
            follow_up_id=follow_up,
            customer_id=customer,
            person_id=PERSONS[Role.SUPERVISOR],
            outcome=AttemptOutcome.REACHED,
            at=at,
            score=score,
            note="",
        )

    def _complaint(self) -> None:
        key, at = self._next(), self._at()
        values = {**GRADED, "opened_at": at, "state": CaseState.DONE, "summary": "投诉"}
        self.session.add(a_case(key, kind=CaseKind.COMPLAINT, **values))
        self._expect(at, key, "complaint", "done", "投诉", who="agent one")

    def _message(self) -> None:
        key, at = self._next(), self._at()
        is_ours = self.chance.random() < 0.5  # to the customer, or to the technician
        told = {} if is_ours else {"to_name": "黄师傅", "state": MessageState.DROPPED, "error": "too_late"}
        order = uid(3) if self.chance.random() < 0.5 else None
        self.session.add(a_message(key, order_id=order, queued_at=at, text="您好", **told))
        more = {"who": told.get("to_name"), "ref": "261123-9000-3" if order else None}
        self._expect(at, key, "message", "queued:" if is_ours else "dropped:too_late", "您好", **more)

    def _not_his(self) -> None:
        at = self._at()
        self.session.add_all(
            [
                an_interaction(self._next(), None, customer_id=OTHER_CUSTOMER, opened_at=at),
                a_case(self._next(), OTHER_CUSTOMER, kind=CaseKind.COMPLAINT, opened_at=at, **GRADED),
                a_case(self._next(), kind=CaseKind.CONSULT, opened_at=at),
                a_message(self._next(), OTHER_CUSTOMER, queued_at=at),
                self._an_attempt(self._next(), uid(5), OTHER_CUSTOMER, at, None),
            ]
        )


@pytest.fixture
def told(store: Store) -> list[Entry]:
    """Write a long story; return its lines newest first."""
    with store.write() as session:
        story = Story(session, seed=3)
        while len(story.expected) < ENTRIES:
            story.go_on()
    assert {one.kind for one in story.expected} == set(EntryKind)
    return sorted(story.expected, key=lambda one: (one.at, one.id), reverse=True)


def pages(store: Store, kind: EntryKind | None, size: int) -> list[Entry]:
    found: list[Entry] = []
    with store.read() as session:
        while page := timeline_page(session, CUSTOMER, kind, offset=len(found), limit=size):
            assert len(page) <= size
            found += page
    return found


@pytest.mark.parametrize("size", [FIRST, PAGE, 7_000])
def test_pages_put_together_are_the_whole_story(store: Store, told: list[Entry], size: int) -> None:
    assert pages(store, None, size) == told


def test_a_story_is_told_by_kind(store: Store, told: list[Entry]) -> None:
    for kind in EntryKind:
        assert pages(store, kind, PAGE) == [one for one in told if one.kind is kind]


def test_entries_are_counted_by_kind(store: Store, told: list[Entry]) -> None:
    with store.read() as session:
        counts = timeline_counts(session, CUSTOMER)
        nobody = timeline_counts(session, uid(0xDEAD))
    assert counts.total == ENTRIES == len(told)
    assert counts.by_kind == {kind: sum(one.kind is kind for one in told) for kind in EntryKind}
    assert nobody.total == 0
