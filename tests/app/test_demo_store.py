"""The demo's store: sealed and gone at the end, or kept as a plain file where it was asked for."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from app.demo.store import demo_path, demo_store
from db.models.people import Role
from db.store import Problem, StoreProblem, open_embedded

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
CUSTOMERS = 20


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which temporary folders are made."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.usefixtures("temporary")
def test_a_demo_is_a_whole_store_with_somebody_at_its_desk():
    with demo_store(7, CUSTOMERS, None, now=NOW) as demo, demo.store.read() as session:
        assert Role.AGENT in demo.actor.roles
        assert session.execute(text("select count(*) from customer")).scalar_one() >= CUSTOMERS
        facts = dict(session.execute(text("select name, value from store_fact")).all())
        assert facts["desk_number"] == "9007"
        assert facts["store_id"]


def test_it_cannot_be_read_beside_the_demo_and_goes_at_the_end(temporary: Path):
    with demo_store(7, CUSTOMERS, None, now=NOW) as demo:
        path = Path(demo.store.where)
        assert path.is_relative_to(temporary)
        assert not path.read_bytes().startswith(b"SQLite format 3")
        with pytest.raises(StoreProblem) as told:
            open_embedded(path, None)
        assert told.value.problem is Problem.WRONG_KEY
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("end", [KeyboardInterrupt, RuntimeError])
def test_it_goes_however_the_demo_ends(temporary: Path, end: type[BaseException]):
    with pytest.raises(end), demo_store(7, CUSTOMERS, None, now=NOW):
        raise end
    assert list(temporary.iterdir()) == []


def test_it_goes_when_its_making_is_broken_off(temporary: Path):
    def press_ctrl_c(_done: int, _number: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), demo_store(7, 1000, None, now=NOW, progress=press_ctrl_c):
        pass
    assert list(temporary.iterdir()) == []


def test_a_kept_one_is_one_plain_file_and_the_next_takes_its_place(tmp_path: Path):
    path = demo_path(tmp_path, 7)
    for customers in (CUSTOMERS, CUSTOMERS + 1):
        with demo_store(7, customers, tmp_path, now=NOW):
            pass
        assert list(tmp_path.iterdir()) == [path]
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("select count(*) from customer").fetchone()[0] == customers


def test_a_place_that_is_no_folder_is_told(tmp_path: Path):
    (tmp_path / "letter").touch()
    with (
        pytest.raises(StoreProblem) as told,
        demo_store(7, CUSTOMERS, tmp_path / "letter" / "demo", now=NOW),
    ):
        pass
    assert told.value.problem is Problem.READ_ONLY
