"""Hearing what a store has written."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.store import Store


def test_only_what_is_written_is_told(embedded_store: Store) -> None:
    heard: list[Session] = []
    embedded_store.hear_commits(heard.append)
    with embedded_store.write() as session:
        with session.begin_nested():
            session.execute(text("select 1"))
        assert heard == []
    assert heard == [session]
