"""A million customers in minutes: the rows are made by the store itself, the same in both kinds of store.

Names, streets and estates are as unequal as in life: a surname of every fourteenth customer, streets that
every town has. Triggers and indexes go while the rows come and are made again as they were.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from app.names import readings
from db import schema
from db.words import fill_words

CALLS, STEPS, REGIONS, PERSONS = 2, 2, 100, 500  # of each customer; of each order; towns; agents
NAMES, STREETS, ESTATES = 30_000, 4_000, 6_000
COMMON = 3  # of ten live in a street, or an estate, of a name that every town has
_PRIME = 1_000_003  # what is spread by it does not repeat below a million


def customer_of(n: int) -> UUID:
    """Return the id of the nth customer, from 1."""
    return UUID(f"0000000b-0000-7000-8000-{n:012}")


def number_of(n: int) -> str:
    """Return the mobile number of the nth customer, as it is dialled."""
    return f"1{3_000_000_000 + n:010}"


def person_of(n: int) -> UUID:
    """Return the id of the nth agent, from 1: who owns the work on every five hundredth customer."""
    return UUID(f"0000000c-0000-7000-8000-{n:012}")


@dataclass(frozen=True)
class Dialect:
    """What the two kinds of store write differently."""

    made_id: Callable[[int, str], str]
    day: Callable[[str, str], str]
    minutes_before: Callable[[str], str]


def _id_sqlite(table: int, number: str) -> str:
    return f"('{table:08x}000070008000' || substr(cast(1000000000000 + {number} as text), 2))"


def _id_postgresql(table: int, number: str) -> str:
    return f"('{table:08x}000070008000' || substr(cast(1000000000000 + {number} as text), 2))::uuid"


_DIALECTS = {
    "sqlite": Dialect(
        _id_sqlite,
        lambda first, days: f"date('{first}', '+' || ({days}) || ' days')",
        lambda minutes: (
            "strftime('%Y-%m-%d %H:%M:%S', '2026-11-20 01:00:00',"
            f" '-' || ({minutes}) || ' minutes') || '.000000'"
        ),
    ),
    "postgresql": Dialect(
        _id_postgresql,
        lambda first, days: f"date '{first}' + ({days})::int",
        lambda minutes: f"timestamptz '2026-11-20 01:00+00' - make_interval(mins => ({minutes})::int)",
    ),
}


def fill(connection: Connection, customers: int, *, history: bool = True) -> None:
    """Add customers to a store that has the base rows, and what was done for them; the caller commits.

    ``history``: their calls, contacts, the steps of their orders and the follow-ups, which no search reads.
    """
    dialect = _DIALECTS[connection.dialect.name]
    with bare(connection):
        _add_series(connection, customers)
        run = _runner(connection)
        for table, rows in {**_rows(dialect), **(_history(dialect) if history else {})}.items():
            columns = ", ".join(rows.columns)
            run(f"insert into {table} ({columns}) select {', '.join(rows.values)} from {rows.source}")
        fill_words(connection)
    run("analyze")


@contextmanager
def bare(connection: Connection) -> Iterator[None]:
    """Drop triggers and the indexes beside the keys, and make them again as they were."""
    schema.drop_triggers(connection)
    run = _runner(connection)
    is_sqlite = connection.dialect.name == "sqlite"
    found = run(_SQLITE_INDEXES if is_sqlite else _POSTGRESQL_INDEXES)
    for name, _made_by in found:
        run(f"drop index {name}")
    if not is_sqlite:
        run("set session_replication_role = replica")  # nobody looks for parents
    yield
    for _name, made_by in found:
        run(made_by)
    if not is_sqlite:
        run("set session_replication_role = origin")
    schema.install_triggers(connection)


_SQLITE_INDEXES = "select name, sql from sqlite_master where type = 'index' and sql is not null"
_POSTGRESQL_INDEXES = """
select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index
where indrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
and not exists (select from pg_constraint where conindid = indexrelid)
"""


def _runner(connection: Connection) -> Callable[..., list[Any]]:
    """Return what runs SQL as it stands: % and : are themselves."""

    def run(statement: str, rows: Sequence[tuple[Any, ...]] = ()) -> list[Any]:
        with closing(connection.connection.cursor()) as cursor:
            if rows:
                cursor.executemany(statement, rows)
                return []
            cursor.execute(statement)
            return list(cursor.fetchall()) if cursor.description else []

    return run


def _add_series(connection: Connection, customers: int) -> None:
    """Make the numbers that rows are counted by, and the names that they are made of."""
    run = _runner(connection)
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    run("create temporary table bench_n (n bigint primary key)")
    run(
        f"insert into bench_n with recursive one(n) as (select 1 union all select n + 1 from one"
        f" where n < {customers}) select n from one"
    )
    run("create temporary table bench_k (k bigint primary key)")
    run("insert into bench_k values (0), (1), (2), (3), (4)")
    run("create temporary table bench_name (name_no bigint primary key, name text, initials text)")
    run(f"insert into bench_name values ({mark}, {mark}, {mark})", list(_names()))
    for table, words in (("street", _streets()), ("estate", _estates())):
        run(f"create temporary table bench_{table} ({table}_no bigint primary key, {table} text)")
        run(f"insert into bench_{table} values ({mark}, {mark})", list(enumerate(words)))
    for table in ("n", "k", "name", "street", "estate"):
        run(f"analyze bench_{table}")


def _catalogue() -> dict[str, Any]:
    path = Path(__file__).parents[2] / "resources" / "catalogue" / "names.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _names() -> Iterator[tuple[int, str, str]]:
    names, dice = _catalogue(), Random(7)
    surnames, weights = zip(*names["surnames"], strict=True)
    given = [*names["given_mr"], *names["given_ms"]]
    pairs = [one for one in given if len(one) == 2]
    given += [first[0] + second[1] for first in pairs for second in pairs]
    heard: dict[str, str] = {}
    for n, surname in enumerate(dice.choices(surnames, weights, k=NAMES)):
        name = surname + dice.choice(given)
        if name not in heard:
            heard[name] = " ".join(readings(name))
        yield n, name, heard[name]


def _streets() -> Iterator[str]:
    known, dice = _catalogue()["streets"], Random(8)
    yield from _mixed(known, STREETS, dice, ("路", "街", "巷", "大道"))


def _estates() -> Iterator[str]:
    known, dice = _catalogue()["estates"], Random(9)
    yield from _mixed(known, ESTATES, dice, ("花园", "小区", "家园", "苑", "公寓"))


def _mixed(known: list[str], count: int, dice: Random, ends: Sequence[str]) -> Iterator[str]:
    """Yield words of which so many in ten are known everywhere, and the others are of one place."""
    letters = "".join({letter: None for one in known for letter in one[:2]})
    for n in range(count):
        made = "".join(dice.choices(letters, k=2)) + dice.choice(ends)
        yield known[n // 10 * COMMON % len(known)] if n % 10 < COMMON else made


@dataclass(frozen=True)
class Rows:
    """What is put into a table: its columns with the expression of each, and where the numbers come from."""

    values: Sequence[str]
    columns: Sequence[str]
    source: str


def _made(source: str, **values: str) -> Rows:
    return Rows(tuple(values.values()), tuple(values), source)


def _spread(by: int, size: int) -> str:
    return f"(n * {by} % {_PRIME} % {size})"


_EACH = "bench_n"
_NAMED = f"bench_n join bench_name on name_no = {_spread(7919, NAMES)}"
_HOUSED = (
    f"bench_n join bench_street on street_no = {_spread(104729, STREETS)}"
    f" join bench_estate on estate_no = {_spread(15485863, ESTATES)}"
)
_LINE = (
    f"street || ' ' || {_spread(611953, 399)} || ' 号 ' || estate || ' ' || {_spread(32452843, 28)} || ' 栋 '"
    f" || (1 + n % 4) || ' 单元 ' || (1 + n % 32) || '0' || (1 + n % 6)"
)
_MOBILE = "cast(13000000000 + n as text)"
_NOTE = "'客户来电反映洗衣机不排水，已电话指导清理过滤网，仍不行，约上门。编号' || n || '-' || k"
_OPEN = "n % 10 = 0"


def _times(count: int) -> str:
    """Return the numbers so many times over: a customer's rows lie apart, as they come in life."""
    return f"bench_k cross join bench_n where k < {count}"


def _rows(d: Dialect) -> dict[str, Rows]:
    customer, address, unit = d.made_id(11, "n"), d.made_id(3, "n"), d.made_id(4, "n")
    agent = d.made_id(12, f"(1 + n % {PERSONS})")
    at = d.minutes_before("n * 7919 % 500000")
    landline = "'028' || (60000000 + n)"
    return {
        "region": _made(
            f"bench_n where n <= {REGIONS}",
            code="'5109' || substr(cast(100000 + n as text), 2)",
            parent_code="'5101'",
            name_zh="'第' || n || '街道'",
            name_en="'Street ' || n",
        ),
        "person": _made(
            f"bench_n where n <= {PERSONS}",
            id=d.made_id(12, "n"),
            login="'seat' || n",
            name="'座席' || n",
            extension="cast(60000 + n as text)",
            team="'one'",
            active="true",
        ),
        "person_role": _made(f"bench_n where n <= {PERSONS}", person_id=d.made_id(12, "n"), role="'agent'"),
        "customer": _made(
            _NAMED,
            id=customer,
            kind="'person'",
            name="name",
            title="'unknown'",
            contact_name="''",
            initials="initials",
            tier="'standard'",
            remark="''",
            service_note="''",
            since_on=d.day("2024-01-01", "n % 900"),
            created_at=d.minutes_before("1000000 + n % 900"),
        ),
        "phone": _made(
            "bench_k cross join bench_n where k < 2 and (k = 0 or n % 3 = 0)",
            id=d.made_id(1, "k * 1000000000 + n"),
            customer_id=customer,
            key=f"case k when 0 then 'm:+86' || {_MOBILE} else 'f:+8628' || (60000000 + n) end",
            extension="''",
            raw=f"case k when 0 then {_MOBILE} else {landline} end",
            role="case k when 0 then 'own' else 'household' end",
        ),
        "address": _made(
            _HOUSED,
            id=address,
            customer_id=customer,
            region_code=f"'5109' || substr(cast(100001 + {_spread(49979687, REGIONS)} as text), 2)",
            line=_LINE,
            is_primary="true",
        ),
        "unit": _made(
            "bench_k cross join bench_n where k < 2 and (k = 0 or n % 2 = 0)",
            id=d.made_id(4, "k * 1000000000 + n"),
            customer_id=customer,
            address_id=address,
            model_code="'XQG100'",
            maker="'RS'",
            serial="'24' || substr(cast(10000000000 + k * 3000000000 + n as text), 2)",
            use="'home'",
            sold_on=d.day("2025-01-01", "n % 600"),
            delivered_on=d.day("2025-01-05", "n % 600"),
            invoice_seen="true",
        ),
        "service_case": _made(
            _EACH,
            id=d.made_id(7, "n"),
            customer_id=customer,
            kind="'repair'",
            state=f"case when {_OPEN} then 'open' else 'done' end",
            unit_id=unit,
            owner_id=agent,
            summary="'不排水'",
            opened_at=at,
            due_at=at,
        ),
        "repair_order": _made(
            _EACH,
            id=d.made_id(8, "n"),
            number="(200101 + n / 9000) || '-9999-' || (n % 9000)",
            customer_id=customer,
            case_id=d.made_id(7, "n"),
            unit_id=unit,
            address_id=address,
            fault_code="'W01'",
            fault_note="''",
            provider_id="(select id from provider where code = 'P1')",
            state=f"case when {_OPEN} then 'booked' else 'done' end",
            owner_id=agent,
            next_step="'visit'",
            next_step_at=at,
            promised_from=at,
            promised_to=at,
            entitlement="'{}'",
            urge_count="0",
            opened_at=at,
        ),
    }


def _history(d: Dialect) -> dict[str, Rows]:
    customer, at = d.made_id(11, "n"), d.minutes_before("(n * 7919 + k * 104729) % 500000")
    agent = d.made_id(12, f"(1 + n % {PERSONS})")
    call = d.made_id(5, "k * 1000000000 + n")
    return {
        "call": _made(
            _times(CALLS),
            id=call,
            customer_id=customer,
            line="'pbx'",
            linked_id="n || '.' || k",
            direction="'in'",
            ani=_MOBILE,
            ani_key=f"'m:+86' || {_MOBILE}",
            dnis="'4008111666'",
            queue="'hotline'",
            arrived_at=at,
            answered_at=at,
            ended_at=at,
            outcome="'answered'",
        ),
        "interaction": _made(
            _times(CALLS),
            id=d.made_id(6, "k * 1000000000 + n"),
            customer_id=customer,
            call_id=call,
            person_id=agent,
            channel="'call_in'",
            reason_code="'repair'",
            disposition_code="'solved.advice'",
            notes=_NOTE,
            opened_at=at,
            sealed_at=at,
            talk_s="90",
            wrap_up_s="20",
        ),
        "order_event": _made(
            _times(STEPS),
            id=d.made_id(9, "k * 1000000000 + n"),
            order_id=d.made_id(8, "n"),
            customer_id=customer,
            kind="case k when 0 then 'taken' else 'dispatched' end",
            at=at,
            who="'黄师傅'",
            note=_NOTE,
        ),
        "follow_up": _made(
            _times(1),
            id=d.made_id(10, "n"),
            customer_id=customer,
            reason_code="'after_repair'",
            state="case when n % 8 = 0 then 'due' else 'done' end",
            owner_id=agent,
            phone_key="''",
            note="''",
            due_at=at,
            attempts="0",
            created_at=at,
        ),
    }
