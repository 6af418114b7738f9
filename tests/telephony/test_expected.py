"""Every recording is told as TIMELINES.md and the scenarios say that it was."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import select

from app.calls import CallRecorder, RecordLegs
from app.commands import decide
from app.events import LegsEnded
from app.telephony.recorded import read_recording
from db.models.calls import Leg
from db.models.ledger import OutcomeState
from db.models.people import Role
from db.store import Store
from tests.rows import PERSONS, actor
from tests.telephony.expected import EXPECTED, TIMELINES, WITH_CALLS, legs_of
from tests.telephony.recordings import ALL, FOLDER, cut, heard, heard_of, path_of, rows, tenths
from tests.telephony.written import Written, legs, written

TIMED = [name for name in WITH_CALLS if name in TIMELINES]
KEPT = ("abandon-waiting", "agent-busy-reject", "park-and-retrieve", "sip-blind-transfer-refer")
SCENARIOS = (FOLDER / "README.md").read_text(encoding="utf-8")


def rows_of(name: str) -> Written:
    expected = EXPECTED[name]
    return Written(expected.calls, expected.offers, expected.talks)


def test_every_recording_has_its_rows():
    assert set(EXPECTED) == set(ALL)
    assert (len(ALL), len([name for name in ALL if name.startswith("v16/")])) == (85, 13)


@pytest.mark.parametrize("name", ALL)
def test_what_is_quoted_stands_in_the_timelines(name):
    for quoted in EXPECTED[name].quoted:
        seconds, _, words = quoted.partition("s: ")
        if words and seconds.replace(".", "").isdigit():
            line = TIMELINES[name][seconds]
            assert all(word in line for word in words.split(" … ")), quoted
        else:
            assert f"| {name.removeprefix('v16/')} | {quoted} |" in SCENARIOS


@pytest.mark.parametrize("name", ALL)
def test_calls_offers_and_talks_are_told_as_they_were(name):
    assert written(heard_of(name), tenths(name)) == rows_of(name)


@pytest.mark.parametrize("name", TIMED)
def test_each_channel_of_a_call_is_a_leg_of_it_from_begin_to_hangup(name):
    told = [leg for event in heard_of(name) if isinstance(event, LegsEnded) for leg in event.legs]
    assert legs(told, tenths(name)) == in_the_timelines(name)


def in_the_timelines(name: str) -> dict[str, tuple[str, str, str, str]]:
    return {channel: (leg.began, leg.joined, leg.ended, leg.cause) for channel, leg in legs_of(name).items()}


def test_the_legs_stand_in_the_store_as_they_were(store: Store):
    for name in KEPT:
        recorder, calls = CallRecorder("", PERSONS[Role.AGENT]), set()
        with store.write() as session:
            for event in heard_of(name):
                for command in recorder.commands(event):
                    assert decide(session, command, actor()).state is OutcomeState.DONE
                    if isinstance(command, RecordLegs):
                        calls.add(command.call_id)
        with store.read() as session:
            rows = session.scalars(select(Leg).where(Leg.call_id.in_(calls)))
            assert legs(rows, tenths(name)) == in_the_timelines(name)


@pytest.mark.parametrize("name", ALL)
def test_a_recording_cut_at_random_bytes_is_told_the_same(name):
    whole = read_recording(path_of(name))
    told = heard(cut(whole, random.Random(name)))
    assert rows(told) == rows(heard(whole))
    assert written(told, lambda _at: "0").without_times() == rows_of(name).without_times()
