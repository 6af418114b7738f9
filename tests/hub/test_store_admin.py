"""A central store is made, checked, brought forward and owned again by who owns its database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.orm import Session

from app.arguments import parse
from app.console import OK, REFUSED
from app.hub.console import run
from app.hub.facts import fact
from app.hub.problems import HubProblem
from app.hub.store_admin import (
    check_store,
    database_url,
    init_store,
    own_restored,
    owner_engine,
    upgrade_store,
)
from app.lines import site_of, sites
from app.numbers import Site
from app.working_calendar import calendar, missing_notice
from db import schema
from db.models.warranty import WarrantyRule
from db.store import Problem, Store, StoreProblem, open_central
from tests.postgres import PostgresServer


@pytest.fixture
def empty(postgres_server: PostgresServer) -> Iterator[Engine]:
    """An empty database, as its owner."""
    url = postgres_server.create_database()
    engine = create_engine(url)
    yield engine
    engine.dispose()
    postgres_server.drop_database(url)


@pytest.fixture
def owner(central_at_work: Store) -> Engine:
    """A store with work in hand, as its owner."""
    with central_at_work.write() as session:
        for name in ("store_id", "epoch"):
            session.execute(text("insert into store_fact values (:name, 'first')"), {"name": name})
    return central_at_work.writer


def facts(engine: Engine, *names: str) -> list[str]:
    with Session(engine) as session:
        return [fact(session, name) for name in names]


def change(engine: Engine, *statements: str) -> None:
    """Do what no program of ours does."""
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def test_a_store_is_made_once_with_what_it_needs(empty: Engine):
    assert init_store(empty)
    assert check_store(empty) == []
    made = facts(empty, "store_id", "epoch")
    assert all(made)
    assert made[0] != made[1]
    with empty.connect() as connection:
        assert connection.execute(text("select count(*) from region")).scalar_one() > 100
        assert connection.execute(text("select count(*) from person")).scalar_one() == 0
    assert not init_store(empty)
    assert facts(empty, "store_id", "epoch") == made


def test_it_is_made_whole_or_not_at_all(empty: Engine):
    with pytest.raises(HubProblem, match="CREATE ROLE nobody_there LOGIN"):
        init_store(empty, "nobody_there")
    with empty.connect() as connection:
        assert schema.revision(connection) is None


def test_a_database_with_other_tables_is_left_alone(empty: Engine):
    change(empty, "create table letters (id int)")
    with pytest.raises(HubProblem, match=r"not empty \(letters"):
        init_store(empty)


def test_the_owner_is_no_hub(empty: Engine):
    with empty.connect() as connection:
        owner = connection.execute(text("select current_user")).scalar_one()
    with pytest.raises(HubProblem, match=f"The role {owner} owns the store"):
        init_store(empty, owner)


def test_what_is_not_there_yet_is_told(empty: Engine):
    for work in (upgrade_store, own_restored):
        with pytest.raises(HubProblem, match="run ringside store init"):
            work(empty)
    assert check_store(empty) == [f"The store is at revision none, this program at {schema.HEAD}."]


def test_an_unknown_revision_is_neither_upgraded_nor_owned(owner: Engine):
    change(owner, "update alembic_version set version_num = '0099'")
    with pytest.raises(HubProblem, match="0099"):
        upgrade_store(owner)
    with pytest.raises(HubProblem, match="run ringside store upgrade"):
        own_restored(owner)
    assert "0099" in check_store(owner)[0]


def test_a_hub_goes_on_while_the_store_is_one_step_ahead(owner: Engine):
    url = owner.url.render_as_string(False)
    change(owner, f"update alembic_version set version_num = '{schema.NEXT}'")
    open_central(url, one_ahead=True).close()
    with pytest.raises(StoreProblem) as told:
        open_central(url)
    assert told.value.problem is Problem.NEWER
    change(owner, f"update alembic_version set version_num = '{schema.NEXT}1'")
    with pytest.raises(StoreProblem):
        open_central(url, one_ahead=True)


def test_an_upgrade_mends_the_triggers(owner: Engine):
    change(
        owner,
        "drop trigger guard_order_event_kept on order_event",
        "alter table attempt disable trigger guard_attempt_sealed",
        "drop trigger feed_customer_update on customer",
    )
    found = check_store(owner)
    assert len(found) == 3
    for name in ("guard_order_event_kept", "guard_attempt_sealed", "feed_customer_update"):
        assert any(name in line for line in found)
    assert upgrade_store(owner) == (schema.HEAD, schema.HEAD)
    assert check_store(owner) == []


def test_an_upgrade_does_not_wait_for_ever(owner: Engine, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("app.hub.store_admin.LOCK_TIMEOUT", "200ms")
    with owner.connect() as busy:
        busy.execute(text("lock table order_event in access share mode"))
        with pytest.raises(HubProblem, match="in use"), owner_engine(owner.url) as engine:
            upgrade_store(engine)


def test_a_wrong_counter_is_found(owner: Engine):
    change(owner, "update capacity set used = used + 1 where cap = 8 and half = 'am'")
    found = check_store(owner)
    assert len(found) == 2
    assert all("places taken" in line for line in found)


def test_a_row_without_its_parent_is_found(owner: Engine):
    change(owner, "set local session_replication_role = replica", "delete from region where code = '5107'")
    assert check_store(owner) == ["1 rows of region name a region that is not there."]


def test_a_restored_dump_is_a_time_of_its_own(owner: Engine):
    rows = "select (select count(*) from feed), (select count(*) from token), (select count(*) from booking)"
    _fill_sessions(owner)
    before = facts(owner, "store_id", "epoch")
    own_restored(owner)
    after = facts(owner, "store_id", "epoch")
    assert after[0] == before[0]
    assert after[1] != before[1]
    with owner.connect() as connection:
        assert connection.execute(text(rows)).one()[:2] == (0, 0)
        assert _count(connection, "extension_use") == 0
        assert _count(connection, "repair_order") == 1


def _fill_sessions(owner: Engine) -> None:
    person = "(select id from person where login = 'agent')"
    change(
        owner,
        f"insert into desk values (gen_random_uuid(), {person}, 1000, 'pc', 7, now())",
        f"insert into token select 'ab', 'access', {person}, id, now() from desk",
        f"insert into extension_use select '8000', {person}, id, now() from desk",
    )


def _count(connection: Connection, table: str) -> int:
    return connection.execute(text(f"select count(*) from {table}")).scalar_one()


@pytest.mark.parametrize(
    "store", ["sqlite:///x.db", "nonsense", "postgresql://a:secret@h:x/d", "mysql://a:secret@h/d"]
)
def test_what_is_no_central_store_is_told_without_its_password(store: str):
    with pytest.raises(HubProblem) as told:
        database_url(store)
    assert "secret" not in str(told.value)


def test_a_database_that_is_away_or_refuses_is_told_without_the_password(owner: Engine):
    for url in (owner.url.set(port=1), owner.url.set(password="secret"), owner.url.set(database="nowhere")):
        with pytest.raises(HubProblem, match="is not reached") as told, owner_engine(url):
            pass
        assert "secret" not in str(told.value)
        assert str(owner.url.password) not in str(told.value)


def test_a_notice_is_loaded_from_the_command_line(
    owner: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = owner.url.render_as_string(hide_password=False).replace("+psycopg", "")
    file = tmp_path / "notice.csv"
    words = ["store", "calendar", str(file), "--source", "notice of 2026-11", "--store", url]
    assert run(parse(words)) == REFUSED
    file.write_text("day,kind,name\n2027-02-05,off,春节\n2027-02-13,work,春节\n", encoding="utf-8-sig")
    assert run(parse(words)) == OK
    with Session(owner) as session:
        assert calendar(session).is_working_day(date(2027, 2, 13))
        assert missing_notice(session, datetime(2026, 11, 22, tzinfo=UTC)) is None
    file.write_text("2027-02-05,off,春节\n2027-02-05,work,春节\n", encoding="utf-8")
    assert run(parse(words)) == REFUSED
    assert "told of twice" in capsys.readouterr().err


def test_an_older_store_gets_the_rules_that_came_since(owner: Engine) -> None:
    change(owner, "delete from calendar_day", "alter table warranty_rule disable trigger user")
    change(owner, "delete from warranty_rule")
    upgrade_store(owner)
    with Session(owner) as session:
        assert missing_notice(session, datetime(2026, 10, 1, tzinfo=UTC)) is None
        assert session.get(WarrantyRule, ("tv.home", 1)) is not None


def test_a_line_is_described_from_the_command_line(owner: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    url = owner.url.render_as_string(hide_password=False).replace("+psycopg", "")
    words = ["line", "site", "gate", "--area", "0816", "--prefix", "9", "--store", url]
    assert run(parse(words)) == OK
    with Session(owner) as session:
        assert site_of(sites(session), "gate") == Site("0816", ("9",))
    assert run(parse([*words[:4], "0999x", *words[5:]])) == REFUSED
    assert "no such area code" in capsys.readouterr().err
