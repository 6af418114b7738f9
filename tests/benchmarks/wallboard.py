"""The wallboard of a large floor, fed through a hub: ``python -m tests.benchmarks --only wallboard``.

The hub and who feeds its store are processes of their own, PostgreSQL is real; the desk is a supervisor's, in
this process, with its page painted in memory. A beat says how late its event loop was.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import requests
from PySide6.QtTest import QTest
from sqlalchemy import bindparam, create_engine, insert, text, update

from app.command import Actor
from app.metrics.by_queue import queue_counts
from app.reference import reference
from app.service_time import service_day
from app.sync.client import HubClient
from app.sync.desk import SyncedDesk
from app.sync.facts import enter
from app.wire import SignedIn, Tokens
from app.workers import Workers
from db import schema
from db.ids import new_id
from db.models.calls import Call, CallDirection, CallOutcome
from db.models.floor import AgentNow, AgentSpan, AgentState, Queue, QueueMember, StateCause
from db.models.hub import DeskSeat, TokenKind
from db.models.people import Person, PersonRole, Role
from db.store import Store, open_cache, open_central
from tests.benchmarks.hub import free_port, until_up
from tests.benchmarks.measure import Figure, Noise, median, p99
from tests.postgres import OwnCluster, PostgresServer, find_binaries
from tests.rows import add, add_base_rows, uid
from tests.stores import KEY
from ui.bridge import Bridge
from ui.context import Context
from ui.garbage import Garbage
from ui.paint_watch import Heartbeat
from ui.wallboard.presenter import WallboardPresenter
from ui.wallboard.view import WallboardView

QUEUES, AGENTS, CALLS, EACH_S = 50, 1_000, 16_000, 60
MOVED, RANG = 60, 3  # agents whose state changes, and calls that come, each second
P999_BAR_MS, WORST_BAR_MS = 50.0, 100.0
GOES_TO = {
    AgentState.TALKING: AgentState.WRAP_UP,
    AgentState.WRAP_UP: AgentState.READY,
    AgentState.READY: AgentState.TALKING,
    AgentState.NOT_READY: AgentState.READY,
}
STATES = (AgentState.TALKING, AgentState.READY, AgentState.WRAP_UP, AgentState.NOT_READY)
FIRST_AGENT, FIRST_CALL, SUPERVISOR = 0x100_000, 0x200_000, uid(0x1F_FFFF)


def measure(_customers: int) -> Iterator[Figure]:
    """Yield the figures of the wallboard; the number of customers means nothing to it."""
    with ExitStack() as stack:
        cluster = OwnCluster(find_binaries())
        stack.callback(cluster.stop)
        server = PostgresServer(cluster.start())
        url, base, seat = stack.enter_context(hub_at_work(server))
        feeder = subprocess.Popen([sys.executable, "-m", "tests.benchmarks.wallboard", url])
        stack.callback(feeder.wait)
        stack.callback(feeder.terminate)
        yield from measured(base, url, seat)


def measured(base: str, url: str, seat: SignedIn) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder, closing(open_cache(Path(folder) / "desk.db", KEY)) as cache:
        with Noise() as noise:
            late_ms, boards, size = watch(base, seat, cache)
        late_ms.sort()
        p999, worst = late_ms[int(len(late_ms) * 0.999)], late_ms[-1]
        looks = requests.get(f"{base}/looked", timeout=10).json()
    what = (
        f"wallboard, {QUEUES} queues, {AGENTS:,} agents, {boards} boards of {size // 1000} kB in {EACH_S} s"
    )
    said = f"p50 {median(late_ms):.1f}, p99.9 {p999:.1f}, worst {worst:.1f} ms ({noise})"
    bar = f"p99.9 {P999_BAR_MS:.0f}, none over {WORST_BAR_MS:.0f} ms"
    yield Figure(
        f"stalls of the desk's event loop: {what}", said, bar, p999 <= P999_BAR_MS and worst <= WORST_BAR_MS
    )
    history = history_ms(url)
    ratio = median(looks) / history
    yield Figure(
        f"one look of the hub at that floor with {CALLS:,} calls today, for all who watch",
        f"p50 {median(looks):.0f}, p99 {p99(looks):.0f} ms: {100 * median(looks) / 1000:.0f} % of a second;"
        f" {ratio:.2f} of the day's report by half-hour ({history:.0f} ms)",
    )


def watch(base: str, seat: SignedIn, cache: Store) -> tuple[list[float], int, int]:
    """Let a supervisor's desk show the floor for a while; return how late its loop was, and what came."""
    client = HubClient(base, tokens=seat.tokens)
    with cache.write() as session:
        enter(session, seat)
    desk = SyncedDesk(cache, client, Actor(seat.person_id, seat.name, seat.roles))
    desk.start()
    workers = Workers()
    bridge = Bridge(workers)
    desk.changed(bridge.tell_changed)
    with cache.read() as session:
        known = reference(session)
    view = WallboardView()
    _garbage = Garbage(view)
    context = Context(desk, bridge, known, lambda: datetime.now(UTC))
    presenter = WallboardPresenter(context, view, lambda: False)
    bridge.bundles_changed.connect(presenter.on_changed)
    boards: list[int] = []
    view.model.dataChanged.connect(lambda *_: None)
    show, late_ms = view.show_board, [0.0]

    def counted(board: Any, *more: Any) -> None:
        boards.append(len(board.agents))
        show(board, *more)

    view.show_board = counted  # type: ignore[method-assign]
    view.resize(1294, 684)
    view.show()
    until = time.monotonic() + 30
    while not boards and time.monotonic() < until:
        QTest.qWait(50)
    QTest.qWait(2_000)  # the first picture is no refresh
    boards.clear()
    beat = Heartbeat(lambda _kind, facts: late_ms.append(facts["late_ms"]), view)
    beat.start()
    QTest.qWait(EACH_S * 750)
    view.set_full(True)
    QTest.qWait(EACH_S * 250)
    beat.stop()
    size = len(requests.post(f"{base}/v1/ask/floor_board", **asked(seat)).content)
    view.hide()
    bridge.stop()
    desk.stop()
    workers.stop()
    assert boards, "no board ever came"
    assert boards[-1] == AGENTS, boards[-1]
    return late_ms, len(boards), size


def asked(seat: SignedIn) -> dict[str, Any]:
    headers = {"Ringside-API": "1", "Authorization": f"Bearer {seat.tokens.access}"}
    return {"headers": headers, "json": {"now": datetime.now(UTC).isoformat()}, "timeout": 10}


def history_ms(url: str) -> float:
    """Return what the report of the same day takes: the ratio to it is ours, the time the machine's."""
    times = []
    with closing(open_central(url)) as store:
        for _ in range(5):
            begun = time.perf_counter()
            with store.read() as session:
                today = service_day(datetime.now(UTC))
                queue_counts(session, today, today, datetime.now(UTC))
            times.append((time.perf_counter() - begun) * 1000)
    return median(times)


@contextmanager
def hub_at_work(server: PostgresServer) -> Iterator[tuple[str, str, SignedIn]]:
    """Fill a store and run a hub before it, which looks at its floor each second."""
    url = server.create_database()
    engine = create_engine(url)
    with engine.begin() as connection:
        schema.upgrade(connection)
    engine.dispose()
    with closing(open_central(url)) as store:
        with store.write() as session:
            add_base_rows(session)
        fill(store, datetime.now(UTC))
        port = free_port()
        child = subprocess.Popen([sys.executable, "-m", "tests.benchmarks.served", url, str(port), "1.0"])
        try:
            base = f"http://127.0.0.1:{port}"
            hello = until_up(base)
            yield url, base, supervisor(store, hello.epoch)
        finally:
            child.terminate()
            child.wait()


def supervisor(store: Store, epoch: UUID) -> SignedIn:
    """Seat a supervisor at a desk of their own."""
    from app.hub.tokens import issue

    now, desk = datetime.now(UTC), new_id()
    roles = frozenset({Role.SUPERVISOR})
    with store.write() as session:
        add(session, Person(id=SUPERVISOR, login="sv", name="sv", extension="", team="", active=True))
        add(session, PersonRole(person_id=SUPERVISOR, role=Role.SUPERVISOR))
        add(session, DeskSeat(id=desk, person_id=SUPERVISOR, number=77, pc="", last=0, made_at=now))
        until = now + timedelta(hours=1)
        token = issue(session, TokenKind.ACCESS, SUPERVISOR, desk, until)
    tokens = Tokens(access=token, refresh="", access_until=until, refresh_until=until)
    who = {"person_id": SUPERVISOR, "name": "sv", "roles": roles, "desk_id": desk, "desk_number": 77}
    return SignedIn(tokens=tokens, last=0, epoch=epoch, hub_time=now, **who)  # type: ignore[arg-type]


def fill(store: Store, now: datetime) -> None:
    """Write the floor: who is there, the calls of today and of a week ago, and how each was handled."""
    dice = random.Random(7)
    with store.writer.begin() as connection:
        connection.execute(insert(Queue), [queue_row(n) for n in range(QUEUES)])
        connection.execute(insert(Person), [person_row(n) for n in range(AGENTS)])
        connection.execute(insert(AgentNow), [now_row(n, STATES[n % 4], now) for n in range(AGENTS)])
        connection.execute(insert(QueueMember), [member_row(n, now) for n in range(AGENTS)])
        begins = now - timedelta(hours=11)
        for week in (0, 1):
            at = [begins - timedelta(weeks=week, seconds=-dice.uniform(0, 39_000)) for _ in range(CALLS)]
            calls = [call_row(week * CALLS + n, at, dice) for n, at in enumerate(sorted(at))]
            connection.execute(insert(Call), calls)
            connection.execute(insert(AgentSpan), [row for call in calls for row in span_rows(call)])
        connection.execute(text("analyze"))


def queue_row(n: int) -> dict[str, Any]:
    return {"name": f"{600 + n}", "name_zh": f"队列 {n}", "name_en": f"Queue {n}", "position": n}


def person_row(n: int) -> dict[str, Any]:
    row = {"id": uid(FIRST_AGENT + n), "login": f"a{n}", "name": f"王磊 {n}", "extension": f"{10_000 + n}"}
    return {**row, "team": "one", "active": True}


def now_row(n: int, state: AgentState, now: datetime) -> dict[str, Any]:
    return {
        "person_id": uid(FIRST_AGENT + n),
        "state": state,
        "reason_code": "",
        "cause": StateCause.CALL,
        "since": now - timedelta(seconds=n % 400),
        "behind_reason": "",
        "desk_lost": False,
        "line_lost": False,
        "pending_reason": "",
        "wants_wrap_up": False,
        "queue": f"{600 + n % QUEUES}",
    }


def member_row(n: int, now: datetime) -> dict[str, Any]:
    row = {"queue": f"{600 + n % QUEUES}", "person_id": uid(FIRST_AGENT + n)}
    return {**row, "is_paused": False, "device": "idle", "at": now}


def call_row(n: int, at: datetime, dice: random.Random) -> dict[str, Any]:
    """Return a call that is over: one in twelve gave up."""
    waited, is_lost = timedelta(seconds=dice.expovariate(1 / 14)), dice.random() < 1 / 12
    answered = None if is_lost else at + waited
    return {
        "id": uid(FIRST_CALL + n),
        "line": "pbx",
        "linked_id": f"{n}.1",
        "direction": CallDirection.IN,
        "ani": "13800138000",
        "ani_key": "m:+8613800138000",
        "dnis": "4008111666",
        "queue": f"{600 + dice.randrange(QUEUES)}",
        "arrived_at": at,
        "answered_at": answered,
        "ended_at": at + waited + (timedelta() if is_lost else timedelta(seconds=dice.uniform(40, 400))),
        "outcome": CallOutcome.ABANDONED_WAITING if is_lost else CallOutcome.ANSWERED,
    }


def span_rows(call: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield how the agent of a call stood: talking, wrapping up, ready."""
    if call["answered_at"] is None:
        return
    agent = uid(FIRST_AGENT + call["id"].int % AGENTS)
    wrapped = call["ended_at"] + timedelta(seconds=30)
    for at, state in (
        (call["answered_at"], AgentState.TALKING),
        (call["ended_at"], AgentState.WRAP_UP),
        (wrapped, AgentState.READY),
    ):
        row = {"id": new_id(), "person_id": agent, "at": at, "state": state, "cause": StateCause.CALL}
        of = call["id"] if state is not AgentState.READY else None
        yield {**row, "reason_code": "", "by_id": agent, "call_id": of, "queue": call["queue"]}


def feed(url: str) -> None:
    """Change the floor each second until ended: callers come and are answered, agents go on."""
    dice, came = random.Random(11), 2 * CALLS
    waiting: list[UUID] = []
    stand = {n: STATES[n % 4] for n in range(AGENTS)}
    moves = update(AgentNow).where(AgentNow.person_id == bindparam("who"))
    with closing(open_central(url)) as store:
        while True:
            now = datetime.now(UTC)
            with store.writer.begin() as connection:
                moved = dice.sample(range(AGENTS), MOVED)
                for n in moved:
                    stand[n] = GOES_TO[stand[n]]
                changes = [{"who": uid(FIRST_AGENT + n), "to": stand[n], "at": now} for n in moved]
                connection.execute(moves.values(state=bindparam("to"), since=bindparam("at")), changes)
                if len(waiting) > 20:
                    over = {"answered_at": now, "ended_at": now, "outcome": CallOutcome.ANSWERED}
                    answered = update(Call).where(Call.id.in_([waiting.pop(0) for _ in range(RANG)]))
                    connection.execute(answered.values(over))
                for _ in range(RANG):
                    row = call_row(came, now, dice)
                    row |= dict.fromkeys(("answered_at", "ended_at", "outcome"))
                    connection.execute(insert(Call), row)
                    waiting.append(row["id"])
                    came += 1
            time.sleep(max(0.0, 1 - (datetime.now(UTC) - now).total_seconds()))


if __name__ == "__main__":
    feed(*sys.argv[1:])
