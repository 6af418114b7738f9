"""How fast the hub is: ``python -m tests.benchmarks.hub``. Ratios are to floors of the same run.

The hub runs in a process of its own beside a real PostgreSQL; everything is on the loopback of this machine.
"""

from __future__ import annotations

import argparse
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import requests
from sqlalchemy import create_engine
from sqlalchemy.dialects.postgresql import psycopg as dialect

from app.calls import CallDirection, record_call
from app.command import Edit
from app.customers import EditCustomer
from app.hub.read_pool import OPTIONS
from app.hub.tokens import issue
from app.pop import SECTIONS, page_values
from app.sync.line import HubLine
from app.sync.stream import Stream, StreamEvent
from app.wire import Hello, SignedIn, Tokens
from db import schema
from db.feed import customer_key
from db.ids import new_id
from db.models.hub import DeskSeat, ExtensionUse, TokenKind
from db.models.people import Person, PersonRole, Role
from db.prepared import compile_for
from db.store import Store, open_central
from tests.benchmarks.measure import Noise, median, p99, took_ms
from tests.benchmarks.population import customer_of, fill, number_of
from tests.benchmarks.slow_line import SlowLine
from tests.hub.caller import Caller
from tests.postgres import OwnCluster, PostgresServer, find_binaries
from tests.rows import add, add_base_rows

SMALL = 2_000
ROUNDS = 600
PERSONS = 300  # so that none reads more than a person may
CLIENTS = 8
AGENT = "Local/8001@agents/n"
SLOW_MS = 20


@dataclass
class Floor:
    """A hub at work before a store of some size, and those who may speak to it."""

    url: str
    store: Store
    dsn: str
    customers: int
    desks: list[tuple[SignedIn, str]]

    def caller(self, nth: int, url: str = "") -> Caller:
        caller = Caller(url or self.url)
        caller.seat, token = self.desks[nth % PERSONS]
        caller.carry(token)
        return caller

    def some(self, count: int) -> list[int]:
        return random.Random(7).choices(range(1, self.customers + 1), k=count)


def tell(what: str, figure: float, bar: float, unit: str, detail: object, *, least: bool = False) -> bool:
    met = figure >= bar if least else figure <= bar
    print(f"{what:<40} {figure:8.2f} {unit:<4} bar {bar:g}  {'met' if met else 'SHORT'}  ({detail})")  # noqa: T201
    return met


@contextmanager
def floor(server: PostgresServer, customers: int) -> Iterator[Floor]:
    url = server.create_database()
    engine = create_engine(url)
    with engine.begin() as connection:
        schema.upgrade(connection)
    engine.dispose()
    with closing(open_central(url)) as store:
        with store.write() as session:
            add_base_rows(session)
        with store.writer.begin() as connection:
            fill(connection, customers)
        port = free_port()
        child = subprocess.Popen([sys.executable, "-m", "tests.benchmarks.served", url, str(port)])
        try:
            base = f"http://127.0.0.1:{port}"
            hello = until_up(base)
            yield Floor(base, store, url.replace("+psycopg", ""), customers, let_in(store, hello))
        finally:
            child.terminate()
            child.wait()
    server.drop_database(url)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def until_up(base: str) -> Hello:
    for _ in range(1_200):
        try:
            return Hello.model_validate_json(requests.get(base + "/v1/hello", timeout=5).content)
        except requests.ConnectionError:
            time.sleep(0.1)
    raise RuntimeError("the hub did not start")


def let_in(store: Store, hello: Hello) -> list[tuple[SignedIn, str]]:
    """Make persons with a desk each and their tokens; the first sits at extension 8001."""
    now, found = datetime.now(UTC), []
    with store.write() as session:
        for n in range(PERSONS):
            person, desk = new_id(), new_id()
            add(session, Person(id=person, login=f"p{n}", name="p", extension="", team="", active=True))
            add(session, PersonRole(person_id=person, role=Role.AGENT))
            add(session, DeskSeat(id=desk, person_id=person, number=n, pc="", last=0, made_at=now))
            token = issue(session, TokenKind.ACCESS, person, desk, now + timedelta(hours=1))
            if n == 0:
                add(session, ExtensionUse(extension="8001", person_id=person, desk_id=desk, since=now))
            tokens = Tokens(access=token, refresh="", access_until=now, refresh_until=now)
            seat = SignedIn(
                tokens=tokens,
                person_id=person,
                name="p",
                roles=frozenset({Role.AGENT}),
                desk_id=desk,
                desk_number=n,
                last=0,
                epoch=hello.epoch,
                hub_time=now,
            )
            found.append((seat, token))
    return found


class ByHand:
    """The same rows fetched by the driver, select by select, with nothing between."""

    def __init__(self, dsn: str) -> None:
        self._connection = psycopg.connect(dsn, prepare_threshold=0, autocommit=True, options=OPTIONS)
        psycopg_dialect = dialect.dialect()  # type: ignore[no-untyped-call]
        self._selects = [compile_for(one.statement, psycopg_dialect) for one in SECTIONS.values()]

    def pop(self, n: int) -> None:
        values = {"customer_id": customer_of(n), **page_values(datetime.now(UTC))}
        for one in self._selects:
            self._connection.execute(one.sql, one.values(values)).fetchall()

    def close(self) -> None:
        self._connection.close()


def pop(caller: Caller, n: int) -> None:
    said = caller.get("/v1/pop", number=number_of(n))
    assert said.ok, said.text


def popped(at: Floor) -> tuple[list[float], list[float], list[float]]:
    """Return what a pop, an empty answer and a fetch by hand take, each in turn."""
    ours: list[float] = []
    empty: list[float] = []
    hand: list[float] = []
    caller = at.caller(0)
    with closing(ByHand(at.dsn)) as by_hand:
        for nth, n in enumerate(at.some(ROUNDS)):
            caller.carry(at.desks[nth % PERSONS][1])
            ours.append(took_ms(lambda n=n: pop(caller, n)))
            empty.append(took_ms(lambda: caller.get("/empty")))
            hand.append(took_ms(lambda n=n: by_hand.pop(n)))
    warm = PERSONS  # the first pop of each person asks who it is
    return ours[warm:], empty[warm:], hand[warm:]


def measure_pop(at: Floor) -> tuple[bool, float]:
    with Noise() as noise:
        ours, empty, hand = popped(at)
    beside = f"empty {median(empty):.2f}, by hand {median(hand):.2f}, p99 {p99(ours):.1f} ms; {noise}"
    met = tell("pop through the hub, median", median(ours), 1.2, "ms", beside)
    tell("  to an empty answer", median(ours) / median(empty), 1.2 / 0.41, "", "the bar on a quiet machine")
    return met, median(ours) / median(hand)


def measure_slow_pop(at: Floor) -> bool:
    with SlowLine(at.url, SLOW_MS) as line, Noise() as noise:
        caller = at.caller(0, line.url)
        times = [took_ms(lambda n=n: pop(caller, n)) for n in at.some(60)]
    return tell(f"pop over a line with {SLOW_MS} ms", median(times), SLOW_MS + 5, "ms", noise)


def measure_many(at: Floor) -> bool:
    each = 400
    with Noise() as noise:
        begun = time.perf_counter()
        clients = [threading.Thread(target=bare_client, args=(at, k, each)) for k in range(CLIENTS)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        rate = CLIENTS * each / (time.perf_counter() - begun)
    return tell(f"pops a second, {CLIENTS} clients", rate, 1500, "/s", noise, least=True)


def bare_client(at: Floor, k: int, count: int) -> None:
    """Ask as a C program would: a client in Python would be what is measured."""
    host, _, port = at.url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port))) as connection:
        for i, n in enumerate(at.some(count)):
            token = at.desks[(k * 37 + i) % PERSONS][1]
            head = f"Host: hub\r\nRingside-API: 1\r\nAuthorization: Bearer {token}"
            connection.sendall(f"GET /v1/pop?number={number_of(n)} HTTP/1.1\r\n{head}\r\n\r\n".encode())
            read_answer(connection)


def read_answer(connection: socket.socket) -> None:
    found = b""
    while b"\r\n\r\n" not in found:
        found += connection.recv(65536)
    head, _, body = found.partition(b"\r\n\r\n")
    assert b" 200 " in head.split(b"\r\n")[0], head
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
    while len(body) < length:
        body += connection.recv(65536)


def calls(count: int) -> list[object]:
    now = datetime.now(UTC)
    made = [str(new_id()) for _ in range(count)]
    facts = {"at": now, "line": "bench", "direction": CallDirection.IN, "ani": "", "dnis": "", "queue": ""}
    return [record_call(linked_id=linked_id, **facts) for linked_id in made]  # type: ignore[arg-type]


def push_all(caller: Caller, commands: Sequence[object]) -> None:
    for start in range(0, len(commands), 100):
        caller.push(*commands[start : start + 100])  # type: ignore[arg-type]


def measure_commands(at: Floor) -> bool:
    caller, sent = at.caller(1), calls(1000)
    with Noise() as noise:
        rate = len(sent) / took_ms(lambda: push_all(caller, sent)) * 1000
    met = tell("commands applied a second", rate, 500, "/s", noise, least=True)
    with SlowLine(at.url, SLOW_MS) as line, Noise() as noise:
        drained = took_ms(lambda: push_all(at.caller(2, line.url), calls(500))) / 1000
    return tell(f"500 drained over {SLOW_MS} ms", drained, 5, "s", noise) and met


def heard(events: Iterator[StreamEvent], kind: str) -> dict[str, Any]:
    while (event := next(events)).kind != kind:
        pass
    return event.data


def measure_visibility(at: Floor) -> bool:
    writer, listener, customer = at.caller(3), at.caller(4), customer_of(1)
    stream = Stream(listener.stream(customer_key(customer)))
    events, times, remark = iter(stream), [], ""
    heard(events, "here")
    with Noise() as noise:
        for n in range(60):
            edits = {"remark": Edit(old=remark, new=f"{n}")}
            remark = f"{n}"
            change = EditCustomer(at=datetime.now(UTC), customer_id=customer, edits=edits)
            begun = time.perf_counter()
            writer.push(change)
            heard(events, "changed")
            times.append((time.perf_counter() - begun) * 1000)
    stream.close()
    return tell(
        "change at one desk, heard at another", p99(times), 300, "ms", f"p50 {median(times):.1f}; {noise}"
    )


def measure_ring(at: Floor) -> bool:
    stream, line = Stream(at.caller(0).stream()), HubLine()
    line.start(lambda _event: None)
    events, times, with_page = iter(stream), [], 0
    heard(events, "here")
    with Noise() as noise:
        for n in at.some(110):  # a person may read 120 customers an hour
            ring = {"ani": number_of(n), "agent": AGENT}
            begun = time.perf_counter()
            requests.get(at.url + "/ring", params=ring, timeout=5)
            event = heard(events, "ring")
            line.receive(event)
            times.append((time.perf_counter() - begun) * 1000)
            with_page += event["page"] is not None
            heard(events, "ring")  # its end
    stream.close()
    detail = f"p50 {median(times):.1f}, {with_page} of {len(times)} with a page; {noise}"
    return tell("ring at the PBX, page at the desk", p99(times), 60, "ms", detail)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.hub", description=__doc__)
    parser.add_argument("--customers", type=int, default=200_000, help="of the larger of the two stores")
    customers: int = parser.parse_args().customers
    cluster = OwnCluster(find_binaries())
    try:
        server = PostgresServer(cluster.start())
        with floor(server, SMALL) as small:
            _, before = measure_pop(small)
        with floor(server, customers) as large:
            met, after = measure_pop(large)
            held = [
                met,
                tell(f"growth from {SMALL:,} to {customers:,}", after / before, 1.3, "", "of the ratio"),
            ]
            rest: tuple[Callable[[Floor], bool], ...] = (
                measure_slow_pop,
                measure_many,
                measure_commands,
                measure_visibility,
                measure_ring,
            )
            held += [measure(large) for measure in rest]
    finally:
        cluster.stop()
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
