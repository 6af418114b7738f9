"""What the migrations make is what the models say, object by object, in both dialects."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, inspect, text

from db import schema
from db.guards import all_guards
from db.models import Base
from db.store import embedded_engine
from tests.postgres import PostgresServer
from tests.stores import KEY, KINDS

# SQLite's reflection passes over indexes on expressions; they are compared by their SQL.
pytestmark = pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")


@pytest.fixture(params=KINDS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    """Give a function that opens one more empty database of a kind."""
    engines: list[Engine] = []

    def open_empty() -> Engine:
        if request.param == "sqlcipher":
            engines.append(embedded_engine(tmp_path / f"{len(engines)}.db", KEY, writer=True))
        else:
            server: PostgresServer = request.getfixturevalue("postgres_server")
            engines.append(create_engine(server.create_database()))
        return engines[-1]

    yield open_empty
    for engine in engines:
        engine.dispose()


def objects(connection: Connection) -> dict[str, Any]:
    """Describe every object of a database by name, without Alembic's own table."""
    found = _sqlite_objects(connection) if connection.dialect.name == "sqlite" else _objects(connection)
    return {name: what for name, what in found.items() if "alembic_version" not in name}


def _sqlite_objects(connection: Connection) -> dict[str, Any]:
    found: dict[str, Any] = {}
    look = inspect(connection)
    for name in look.get_table_names():
        found[f"table {name}"] = connection.execute(text(f'pragma table_xinfo("{name}")')).all()
        found[f"key {name}"] = look.get_pk_constraint(name)
        for kind in ("foreign_keys", "unique_constraints", "check_constraints"):
            for one in getattr(look, f"get_{kind}")(name):
                found[f"{kind} {name} {one['name']}"] = one
    for name, kind, sql in connection.execute(
        text("select name, type, sql from sqlite_master where type in ('index', 'trigger')")
    ):
        found[f"{kind} {name}"] = sql
    return found


def _objects(connection: Connection) -> dict[str, Any]:
    asked = {
        "column": "select attrelid::regclass || '.' || attname, format_type(atttypid, atttypmod), attnotnull,"
        " pg_get_expr(adbin, adrelid) from pg_attribute join pg_class on pg_class.oid = attrelid"
        " left join pg_attrdef on adrelid = attrelid and adnum = attnum"
        " where attnum > 0 and relnamespace = 'public'::regnamespace and relkind in ('r', 'S')",
        "constraint": "select conrelid::regclass || '.' || conname, contype, pg_get_constraintdef(oid),"
        " condeferrable from pg_constraint where connamespace = 'public'::regnamespace",
        "index": "select indexname, indexdef from pg_indexes where schemaname = 'public'",
        "trigger": "select tgname, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal",
        "function": "select proname, prosrc from pg_proc where pronamespace = 'public'::regnamespace",
        "sequence": "select sequencename, data_type::text, start_value, increment_by from pg_sequences",
    }
    return {
        f"{kind} {name}": what
        for kind, sql in asked.items()
        for name, *what in connection.execute(text(sql)).all()
    }


def test_an_upgraded_store_equals_one_made_from_the_models(empty: Any) -> None:
    upgraded, made = empty(), empty()
    with upgraded.begin() as connection:
        schema.upgrade(connection)
    with made.begin() as connection:
        Base.metadata.create_all(connection)
        schema.install_triggers(connection)
    with upgraded.connect() as one, made.connect() as other:
        ours, theirs = objects(one), objects(other)
    assert sorted(ours) == sorted(theirs)
    for name in ours:
        assert ours[name] == theirs[name], name
    for table in Base.metadata.sorted_tables:
        assert any(table.name in name for name in ours)
    assert sum(name.startswith("trigger guard_") for name in ours) == len(all_guards())


def test_triggers_are_made_anew_and_forgotten_ones_go(empty: Any) -> None:
    with empty().begin() as connection:
        schema.upgrade(connection)
        before = objects(connection)
        schema.drop_triggers(connection)
        assert not [name for name in objects(connection) if name.startswith("trigger")]
        schema.install_triggers(connection)
        old = "CREATE TRIGGER guard_forgotten BEFORE DELETE ON draft FOR EACH ROW "
        sqlite = connection.dialect.name == "sqlite"
        connection.execute(
            text(old + ("BEGIN SELECT 1; END" if sqlite else "EXECUTE FUNCTION guard_refuse()"))
        )
        schema.install_triggers(connection)
        assert objects(connection) == before


def test_the_revision_that_the_program_knows_is_the_last_of_the_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    steps = list(ScriptDirectory.from_config(config).walk_revisions())
    assert steps[0].revision == schema.HEAD
    assert {step.revision for step in steps[1:]} == schema.OLDER


def test_the_revision_of_a_store_is_told(empty: Any) -> None:
    with empty().begin() as connection:
        assert schema.revision(connection) is None
        schema.upgrade(connection)
        assert schema.revision(connection) == schema.HEAD
