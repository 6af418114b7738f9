"""Hearing what a store has written, and going on after its connections were cut."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from db import store
from db.store import Store


def test_only_what_is_written_is_told(embedded_store: Store) -> None:
    heard: list[Session] = []
    embedded_store.hear_commits(heard.append)
    with embedded_store.write() as session:
        with session.begin_nested():
            session.execute(text("select 1"))
        assert heard == []
    assert heard == [session]


def test_a_connection_that_nobody_used_lately_may_be_gone(
    central_at_work: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = "pid <> pg_backend_pid() and datname = current_database()"
    with central_at_work.read() as one, central_at_work.read() as two:
        assert one.scalar(text("select 1")) == two.scalar(text("select 1"))
    monkeypatch.setattr(store, "IDLE_S", 0.0)
    with central_at_work.write() as session:
        session.execute(text(f"select pg_terminate_backend(pid) from pg_stat_activity where {others}"))
        with central_at_work.read() as reading:
            assert reading.scalar(text("select 1")) == 1
