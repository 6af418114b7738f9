"""Every recording is told as TIMELINES.md and the scenarios say that it was."""

from __future__ import annotations

import random

import pytest

from app.telephony.recorded import read_recording
from tests.telephony.expected import EXPECTED, TIMELINES, WITH_CALLS, legs_of
from tests.telephony.recordings import ALL, FOLDER, cut, heard, heard_of, path_of, rows, tenths
from tests.telephony.written import Written, legs, written

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


@pytest.mark.parametrize("name", [name for name in WITH_CALLS if name in TIMELINES])
def test_each_channel_of_a_call_is_a_leg_of_it_from_begin_to_hangup(name):
    expected = {
        channel: (leg.began, leg.joined, leg.ended, leg.cause) for channel, leg in legs_of(name).items()
    }
    assert legs(heard_of(name), tenths(name)) == expected


@pytest.mark.parametrize("name", ALL)
def test_a_recording_cut_at_random_bytes_is_told_the_same(name):
    whole = read_recording(path_of(name))
    told = heard(cut(whole, random.Random(name)))
    assert rows(told) == rows(heard(whole))
    assert written(told, lambda _at: "0").without_times() == rows_of(name).without_times()
