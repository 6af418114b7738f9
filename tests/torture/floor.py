"""The whole floor: a database, a hub, a line between, and the desks; and the trouble they get."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.orm import Session

from app.hub.changes import Cursor
from app.hub.postgres import find_binaries, free_port
from db import schema
from db.roles import grant_to_hub
from db.store import Store, open_cache, open_central
from tests.postgres import OwnCluster, PostgresServer
from tests.rows import add_base_rows
from tests.torture.desk import KEY, Setup
from tests.torture.ledger import Ledger
from tests.torture.processes import DeskProcess, HubProcess
from tests.torture.weather import Weather
from tests.torture.world import add_world

QUIET_S = 240.0  # so long desks may take to be in step again, on a machine that others use too
STOOD_S = 10.0  # several times as long as a hint and a fetch take
ENDING_S = 60.0
LAST_LINES = 40
HUB = "ringside_hub"
_LOG = logging.getLogger(__name__)


@dataclass
class Floor:
    """Everything that runs. ``again`` is the central store as it was before the first command."""

    rng: Random
    cluster: OwnCluster
    hub: HubProcess
    line: Weather
    desks: list[DeskProcess]
    ledger: Ledger
    centre: str
    again: str

    def wait_for_desks(self) -> None:
        """Wait until every desk has sat down."""
        until = time.monotonic() + QUIET_S
        while not all(desk.rest for desk in self.desks):
            self._require_life()
            assert time.monotonic() < until, "somebody did not sit down"
            time.sleep(0.1)
        _LOG.info("they work")

    def storm(self, for_s: float) -> None:
        """Let all of them work, and something fail all the time."""
        self.line.calm = False
        for desk in self.desks:
            desk.tell("work")
        until = time.monotonic() + for_s
        troubles: dict[Callable[[], None], int] = {
            self._kill_a_desk: 8,
            self._kill_the_hub: 2,
            self._stop_the_database: 1,
            self._cut_every_line: 1,
        }
        while time.monotonic() < until:
            time.sleep(1 + self.rng.random() * 2)
            self._require_life()
            [trouble] = self.rng.choices(list(troubles), list(troubles.values()))
            _LOG.info("%s", trouble.__name__)
            trouble()

    def calm(self) -> list[str]:
        """End all trouble, let the desks rest, and wait until each stands where the centre stands.

        Returns who does not come to stand there.
        """
        _LOG.info("calm")
        self.line.calm = True
        for desk in self.desks:
            desk.rest = None
            desk.tell("rest")
        until = time.monotonic() + QUIET_S
        while (moving := self._who_moves()) and time.monotonic() < until:
            self._require_life()
            _LOG.info("not in step: %s", moving)
            time.sleep(1)
        return [f"desk {desk} is not in step: {why}" for desk, why in moving.items()]

    def end_desks(self) -> dict[int, Path]:
        """Let every desk stop by itself; return where its copy is."""
        ended = {desk.setup.number: desk.end(ENDING_S) for desk in self.desks}
        bad = [desk.setup for desk in self.desks if ended[desk.setup.number] != 0]
        said = "\n".join(last_words(setup.log) for setup in bad)
        assert not bad, f"desks that did not end well, or not at all: {ended}\n{said}"
        _LOG.info("they have left")
        return {desk.setup.number: desk.setup.cache for desk in self.desks}

    def _require_life(self) -> None:
        dead = [desk for desk in self.desks if desk.died()]
        said = "\n".join(last_words(desk.setup.log) for desk in dead)
        assert not dead, f"desks that ended by themselves: {[desk.setup.number for desk in dead]}\n{said}"
        assert not self.hub.died(), f"the hub ended by itself\n{last_words(self.hub.log)}"

    def _kill_a_desk(self) -> None:
        desk = self.rng.choice(self.desks)
        desk.kill()
        time.sleep(self.rng.random())
        desk.start()
        desk.tell("work")

    def _kill_the_hub(self) -> None:
        self.hub.kill()
        time.sleep(self.rng.random() * 2)
        self.hub.start()

    def _stop_the_database(self) -> None:
        self.cluster.crash()
        time.sleep(self.rng.random())
        self.cluster.start_again()

    def _cut_every_line(self) -> None:
        self.line.cut()
        time.sleep(self.rng.random() * 2)
        self.line.mend()

    def _who_moves(self) -> dict[int, str]:
        """Return the desks that have something to send, to fetch or to hear."""
        with closing(open_central(self.centre)) as store, store.read() as session:
            found = session.execute(text("select key, max(xid) newest from feed group by key"))
            fed: dict[str, int] = {row.key: row.newest for row in found}
        return {desk.setup.number: why for desk in self.desks if (why := _what_moves(desk, fed))}


def _what_moves(desk: DeskProcess, fed: dict[str, int]) -> str:
    rest = desk.rest
    if rest is None:
        return "has said nothing"
    if rest.unsent or rest.replayed:
        return f"{rest.unsent} unsent, {rest.replayed} in replay"
    heard = Cursor.parse(rest.cursor)
    newest = max((fed.get(key, 0) for key in rest.held), default=0)
    if heard is None:
        return "has heard nothing"
    # Nobody hints at what was fetched when it had changed already: then it stands where it stands.
    return "" if heard.xid >= newest or desk.stood_s() > STOOD_S else f"heard up to {heard.xid}, not {newest}"


@contextmanager
def floor(folder: Path, desks: int, seed: int) -> Iterator[Floor]:
    """Open a floor, whose desks have all sat down; close it whatever happened."""
    with ExitStack() as closed:
        _write_log(folder / "floor.log", closed)
        cluster = OwnCluster(find_binaries())
        closed.callback(cluster.stop)
        password = secrets.token_urlsafe(12)
        server = PostgresServer(cluster.start())
        centre, again = _two_worlds(server, desks, password)
        port = free_port()
        hub = HubProcess(_as_hub(centre, password), port, folder / "hub.log")
        closed.callback(hub.kill)
        hub.start()
        line = Weather(port, Random(f"{seed} weather"))
        closed.callback(line.close)
        ledger = closed.enter_context(closing(Ledger(folder / "ledger.jsonl")))
        seats = [
            DeskProcess(Setup(number, line.url, folder, seed, password), ledger) for number in range(desks)
        ]
        _LOG.info("the desks sit down")
        for desk in seats:
            desk.start()
            closed.callback(desk.kill)
        opened = Floor(Random(seed), cluster, hub, line, seats, ledger, centre, again)
        opened.wait_for_desks()
        yield opened


def last_words(log: Path) -> str:
    """Return the end of a log, of whom something has to be found out."""
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else ["it wrote no log"]
    return "\n".join([f"--- {log.name}", *lines[-LAST_LINES:]])


def _write_log(path: Path, closed: ExitStack) -> None:
    """Write down when what went wrong, to be read beside the logs of the desks."""
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.INFO)
    closed.callback(handler.close)
    closed.callback(_LOG.removeHandler, handler)


def _two_worlds(server: PostgresServer, desks: int, password: str) -> tuple[str, str]:
    """Return the URLs of two central stores with the same rows."""
    first = server.create_database()
    engine = create_engine(first)
    with engine.begin() as connection:
        connection.execute(text(f"create role {HUB} login password '{password}'"))
        schema.upgrade(connection)
        grant_to_hub(connection, HUB)
    with Session(engine) as session, session.begin():
        add_base_rows(session)
        add_world(session, desks, password)
    engine.dispose()
    return server.create_database(first), first


def _as_hub(url: str, password: str) -> str:
    """Return the URL by which a hub comes that cannot change history."""
    return make_url(url).set(username=HUB, password=password).render_as_string(hide_password=False)


@contextmanager
def copies(caches: dict[int, Path]) -> Iterator[dict[int, Store]]:
    """Open the copies that desks have left."""
    with ExitStack() as closed:
        yield {
            number: closed.enter_context(closing(open_cache(path, KEY))) for number, path in caches.items()
        }
