"""What a PBX sent is kept, and tells the same again; it is forgotten in time, and stands in no log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from threading import Event, Semaphore

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.events import LineEvent, LineLost, LineUp, MemberTold
from app.line_records import KEPT, LineRecords, told_again
from app.telephony.recorded import RecordedLine
from db.ids import new_id
from db.models.calls import LineRecord
from db.store import Problem, Store, StoreProblem
from tests.telephony.hearing import Hearing
from tests.telephony.recordings import AT, calls_of, messages, path_of, rows


def kept(store: Store) -> list[LineRecord]:
    with store.read() as session:
        return list(session.scalars(select(LineRecord)))


@contextmanager
def keeping(store: Store, now: datetime = AT) -> Iterator[LineRecords]:
    records = LineRecords(store, "pbx", lambda: now)
    try:
        yield records
    finally:
        records.close()


def keep(records: LineRecords, name: str, at: datetime = AT) -> None:
    connection = new_id()
    for message in messages(name):
        records.keep(connection, message, at)


@pytest.mark.parametrize("name", ["agent-busy-reject", "park-and-retrieve", "join-empty"])
def test_what_a_line_told_is_told_again_from_what_was_kept(store: Store, name: str) -> None:
    hearing = Hearing()
    line = RecordedLine(path_of(name), 200.0, keeper=LineRecords(store, f"recorded:{name}"))
    line.start(hearing)
    hearing.wait_for(LineLost)
    line.stop()
    told = [event for event in hearing.events if not isinstance(event, LineUp | LineLost | MemberTold)]
    with store.read() as session:
        again = told_again(session, line.name, told[0].at, told[-1].at + timedelta(days=1))
    assert again == told
    stored = b"".join(row.messages for row in kept(store))
    assert 0 < len(stored) < path_of(name).stat().st_size / 5


def test_two_connections_do_not_mix_and_others_lines_stay_out(store: Store) -> None:
    with keeping(store) as records:
        keep(records, "abandon-waiting")
        keep(records, "abandon-waiting", AT + timedelta(hours=1))
    with store.read() as session:
        both: list[LineEvent] = told_again(session, "pbx", AT, AT + timedelta(days=1))
        second = told_again(session, "pbx", AT + timedelta(minutes=1), AT + timedelta(days=1))
        assert told_again(session, "other", AT, AT + timedelta(days=1)) == []
    assert rows(both) == rows(second) * 2


def test_what_is_old_is_forgotten(store: Store) -> None:
    with keeping(store) as records:
        keep(records, "join-empty", AT - KEPT - timedelta(seconds=1))
        keep(records, "join-empty", AT)
    assert len(kept(store)) == 2
    with keeping(store, AT + timedelta(seconds=1)) as records:
        keep(records, "join-empty", AT)
    assert {row.at for row in kept(store)} == {AT}


def test_what_comes_while_the_store_is_away_is_written_later_and_no_log_shows_a_number(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("app.line_records.AGAIN_S", 0.001)
    write, is_back, refused = store.write, Event(), Semaphore(0)

    def away() -> AbstractContextManager[Session]:
        if is_back.is_set():
            return write()
        refused.release()
        raise StoreProblem(Problem.FULL, "here")

    monkeypatch.setattr(store, "write", away)
    with caplog.at_level(logging.WARNING), keeping(store) as records:
        keep(records, "join-empty")
        for _ in range(3):
            assert refused.acquire(timeout=30)
        assert kept(store) == []
        keep(records, "abandon-waiting", AT + timedelta(hours=1))
        is_back.set()
    with store.read() as session:
        told = told_again(session, "pbx", AT, AT + timedelta(days=1))
    assert rows(told) == rows([*calls_of(messages("join-empty")), *calls_of(messages("abandon-waiting"))])
    assert "wait for the store" in caplog.text
    assert "13800138000" not in caplog.text
    caplog.clear()
