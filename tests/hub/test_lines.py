"""A hub holds the lines that its store names: a recorded PBX is heard through it, by one holder."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from app.hub.lines import Lines
from app.phone_lines import Holder, LineLogin, LineWay, holders, retire_line, set_line, take_lease
from app.telephony.recorded import Chunk, RecordedServer, read_recording
from db.models.calls import Call, CallOutcome, LineRecord, Offer, OfferOutcome
from db.models.floor import AgentNow, AgentState
from db.models.people import Role
from db.store import Store
from tests.hub.conftest import Clock
from tests.hub.serving import serve
from tests.hub.test_rings import eventually
from tests.rows import NOW, PERSONS, a_call, a_standing, put, uid

RECORDING = Path(__file__).parents[1] / "data" / "ami" / "answered-caller-hangup.txt"
SECRET = "an unlikely word"
CALL, OFFER = uid(0x901), uid(0x902)


def recorded() -> RecordedServer:
    """Return a PBX that plays one call, fifty times as fast, and stays."""
    server = RecordedServer([*read_recording(RECORDING), Chunk(1e6, b"")], speed=50)
    server.start()
    return server


def hold(store: Store, server: RecordedServer) -> None:
    way = LineWay(name="pbx", host="127.0.0.1", port=server.port, user="me", login=LineLogin.PLAIN)
    with store.write() as session:
        set_line(session, way, datetime.now(UTC))


def until(is_so: Callable[[], bool]) -> None:
    ends_at = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < ends_at
        time.sleep(0.02)


def test_a_hub_holds_its_line_hears_the_pbx_and_begins_anew_when_it_is_edited(
    hub_store: Store, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = recorded(), recorded()
    lines = partial(Lines, secret_of=lambda _store, _line: SECRET, look_s=0.05)
    hold(hub_store, first)
    with serve(hub_store, clock, lines=lines):
        ended = select(Call.outcome).where(Call.line == "pbx", Call.ended_at.is_not(None))
        assert eventually(hub_store, ended, bool) == [CallOutcome.ANSWERED]
        with serve(hub_store, clock, lines=lines):  # a second hub finds it held, and says so
            until(lambda: "the line pbx is held by" in caplog.text)
        hold(hub_store, second)
        until(lambda: second.has_finished or second._connection is not None)
        assert eventually(hub_store, select(LineRecord.line), bool)[0] == "pbx"
        with hub_store.write() as session:
            assert list(holders(session)) == ["pbx"]
            retire_line(session, "pbx", datetime.now(UTC))
        until(lambda: not _held(hub_store))
    for server in (first, second):
        server.stop()
    assert SECRET not in caplog.text


def _held(store: Store) -> bool:
    with store.read() as session:
        return bool(holders(session))


@pytest.mark.parametrize("state", ["removed", "without a secret", "held elsewhere"])
def test_nobody_stays_in_a_call_of_a_line_that_nobody_runs(
    hub_store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    monkeypatch.setattr("app.hub.lines.UNTOLD_S", 0.0)
    server, agent, looks = recorded(), PERSONS[Role.AGENT], 0
    hold(hub_store, server)
    put(hub_store, a_call(CALL, line="pbx"), a_standing(agent, AgentState.TALKING, call_id=CALL))
    rings = {"agent": "8001", "ringing_at": NOW, "outcome": OfferOutcome.RINGING}
    put(hub_store, Offer(id=OFFER, call_id=CALL, person_id=agent, **rings))
    with hub_store.write() as session:
        if state == "removed":
            retire_line(session, "pbx", datetime.now(UTC))
        elif state == "held elsewhere":
            take_lease(session, "pbx", Holder(uid(1), "elsewhere"), datetime.now(UTC))

    class Counted(Lines):
        async def look(self) -> None:
            nonlocal looks
            await super().look()
            looks += 1

    with serve(hub_store, clock, lines=partial(Counted, secret_of=lambda *_: None, look_s=0.02)):
        until(lambda: looks > 2)
    server.stop()
    with hub_store.read() as session:
        outcomes = session.get_one(Call, CALL).outcome, session.get_one(Offer, OFFER).outcome
        found = session.get_one(AgentNow, agent)
        stands = found.behind or found.state
    if state == "held elsewhere":
        assert (outcomes, stands) == ((None, OfferOutcome.RINGING), AgentState.TALKING)
    else:
        assert (outcomes, stands) == ((CallOutcome.UNKNOWN, OfferOutcome.WITHDRAWN), AgentState.WRAP_UP)


def test_a_line_without_its_secret_waits_and_says_so(
    hub_store: Store, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    server = recorded()
    hold(hub_store, server)
    with serve(hub_store, clock, lines=partial(Lines, secret_of=lambda *_: None, look_s=0.05)):
        until(lambda: "its secret is not in the keyring" in caplog.text)
    server.stop()
    assert caplog.text.count("its secret is not in the keyring") == 1
