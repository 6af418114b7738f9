"""One run of the load, and what came of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, func, select

from app.phone_lines import LineLogin, LineWay, set_line
from db import schema
from db.ids import new_id
from db.models.calls import Call, CallOutcome, Offer, OfferOutcome
from db.models.hub import DeskSeat, ExtensionUse, TokenKind
from db.models.people import Person, PersonRole, Role
from db.store import Store, open_central
from tests.benchmarks.hub import free_port, until_up
from tests.benchmarks.population import number_of
from tests.load.pbx import MadePbx
from tests.postgres import PostgresServer
from tests.rows import a_customer, a_phone, add, add_base_rows

ROWS_AT_ONCE = 500
LAST_WORDS_S = 180.0  # for what is still on its way when the PBX has ended


@dataclass(frozen=True, slots=True)
class Load:
    """How much: agents, calls a second, for how long, how many desk processes and customers."""

    agents: int = 300
    rate: float = 2.2
    seconds: float = 60.0
    desks: int = 30
    customers: int = 2_000
    speed: float = 1.0


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a run. Units: ``late_ms`` milliseconds, sorted; ``hub_cpu`` a share of one processor."""

    calls: int
    rings: int
    with_page: int
    late_ms: list[float]
    hub_cpu: float
    wrong: list[str]

    def late(self, share: float) -> float:
        return self.late_ms[min(len(self.late_ms) - 1, int(len(self.late_ms) * share))]


def run(server: PostgresServer, load: Load, template: str | None = None) -> Result:
    """Let the PBX ring the floor until all calls are over, then look for each of them everywhere."""
    with _store(server, load, template) as (url, store):
        callers = [number_of(n + 1) for n in range(load.customers)]
        extensions = [str(8001 + n) for n in range(load.agents)]
        pbx = MadePbx(callers, extensions, load.rate, load.seconds, load.speed)
        tokens = _seat(store, extensions)
        with _hub(url) as (hub, base), _desks(base, tokens, load.desks) as desks:
            before, begun = _cpu_s(hub.pid), time.monotonic()
            with store.write() as session:  # from here on the hub connects, and the PBX rings
                set_line(session, _way(pbx), datetime.now(UTC))
            if not pbx.is_over.wait(load.seconds + LAST_WORDS_S):
                raise RuntimeError("the hub did not log in at the PBX")
            share = (_cpu_s(hub.pid) - before) / (time.monotonic() - begun)
            _until_written(store, len(pbx.made))
            heard = [one for desk in desks for one in _told(desk)]
            return _compared(store, pbx, heard, share)


def _way(pbx: MadePbx) -> LineWay:
    host = "127.0.0.1"
    return LineWay(name="pbx", host=host, port=pbx.port, user="load", login=LineLogin.MD5)


@contextmanager
def _store(server: PostgresServer, load: Load, template: str | None) -> Iterator[tuple[str, Store]]:
    url = server.create_database(template)
    if template is None:
        _make(url)
    with closing(open_central(url)) as store:
        for first in range(0, load.customers, ROWS_AT_ONCE):
            with store.write() as session:
                for n in range(first, min(first + ROWS_AT_ONCE, load.customers)):
                    customer = new_id()
                    session.add(a_customer(customer, "甘宁"))
                    session.flush()
                    session.add(a_phone(new_id(), customer, f"m:+86{number_of(n + 1)}"))
        yield url, store
    server.drop_database(url)


def _make(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        schema.upgrade(connection)
    engine.dispose()
    with closing(open_central(url)) as store, store.write() as session:
        add_base_rows(session)


def _seat(store: Store, extensions: list[str]) -> dict[str, str]:
    """Let somebody sit at each extension; return their tokens."""
    from app.hub.tokens import issue

    now, tokens = datetime.now(UTC), {}
    with store.write() as session:
        for n, extension in enumerate(extensions):
            person, desk = new_id(), new_id()
            add(session, Person(id=person, login=f"p{n}", name=f"p{n}", extension="", team="", active=True))
            add(session, PersonRole(person_id=person, role=Role.AGENT))
            add(session, DeskSeat(id=desk, person_id=person, number=n, pc="", last=0, made_at=now))
            add(session, ExtensionUse(extension=extension, person_id=person, desk_id=desk, since=now))
            tokens[extension] = issue(session, TokenKind.ACCESS, person, desk, now + timedelta(hours=1))
    return tokens


@contextmanager
def _hub(url: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    port = free_port()
    child = subprocess.Popen([sys.executable, "-m", "tests.load.served", url, str(port)])
    try:
        yield child, f"http://127.0.0.1:{port}"
    finally:
        child.terminate()
        child.wait()


@contextmanager
def _desks(base: str, tokens: dict[str, str], count: int) -> Iterator[list[subprocess.Popen[str]]]:
    """Start the desks, so many processes, while the hub begins; wait until each listens."""
    words, all_of_them = [sys.executable, "-m", "tests.load.desks", base], list(tokens.items())
    children = [
        subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(count)
    ]
    try:
        until_up(base)
        for n, child in enumerate(children):
            assert child.stdin is not None
            child.stdin.write(json.dumps(dict(all_of_them[n::count])) + "\n")
            child.stdin.flush()
        for child in children:
            assert child.stdout is not None
            assert child.stdout.readline() == "here\n"
        yield children
    finally:
        for child in children:
            child.kill()
            child.wait()


def _told(desk: subprocess.Popen[str]) -> list[dict[str, Any]]:
    said, _ = desk.communicate()
    return [json.loads(line) for line in said.splitlines()]


def _cpu_s(pid: int) -> float:
    """Return the processor time that a process has used. Units: seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    ticks: int = os.sysconf("SC_CLK_TCK")
    return (int(fields[11]) + int(fields[12])) / ticks


def _until_written(store: Store, calls: int) -> None:
    until = time.monotonic() + LAST_WORDS_S
    ended = select(func.count()).select_from(Call).where(Call.line == "pbx", Call.ended_at.is_not(None))
    while time.monotonic() < until:
        with store.read() as session:
            if session.execute(ended).scalar_one() >= calls:
                time.sleep(1.0)  # what was written is told within that
                return
        time.sleep(0.2)


def _compared(store: Store, pbx: MadePbx, heard: list[dict[str, Any]], hub_cpu: float) -> Result:
    """Look for each call in the store and at its desk, and nowhere else."""
    made = {one.linked_id: one for one in pbx.made}
    wrong: list[str] = []
    with store.read() as session:
        calls = session.scalars(select(Call).where(Call.line == "pbx")).all()
        linked = {call.id: call.linked_id for call in calls}
        offers = session.scalars(select(Offer).where(Offer.call_id.in_(linked))).all()
    ended = {call.linked_id for call in calls if call.outcome is CallOutcome.ANSWERED}
    answered = {
        linked[one.call_id] for one in offers if one.outcome is OfferOutcome.ANSWERED and one.person_id
    }
    wrong += [f"{one}: no end in the store" for one in made.keys() - ended]
    wrong += [f"{one}: no answered offer of a person in the store" for one in made.keys() - answered]
    wrong += [f"{one}: in the store and never made" for one in set(linked.values()) - made.keys()]
    for kind in ("OfferRinging", "CallAnswered", "CallEnded"):
        where = Counter((one["linked_id"], one["extension"]) for one in heard if one["kind"] == kind)
        wanted = Counter((one.linked_id, one.extension) for one in made.values())
        wrong += [f"{one}: {kind} did not come" for one in wanted - where]
        wrong += [f"{one}: {kind} came where it should not, or twice" for one in where - wanted]
    rings = [one for one in heard if one["kind"] == "OfferRinging" and one["linked_id"] in made]
    late = sorted((one["at"] - made[one["linked_id"]].rings_at) / 1e6 for one in rings)
    return Result(len(made), len(rings), sum(one["has_page"] for one in rings), late, hub_cpu, wrong)
