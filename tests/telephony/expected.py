"""What must be heard of each recording: read from ``tests/data/ami/expected.toml`` and ``TIMELINES.md``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field

from tests.telephony.recordings import ALL, FOLDER

_EVENT = re.compile(r"(Newchannel|BridgeEnter|Hangup) (\S+)(?: cause (\d+))?$")


@dataclass(frozen=True)
class Expected:
    """The rows of one recording, as `tests.telephony.written` writes them."""

    quoted: list[str]
    calls: list[str] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)
    talks: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


@dataclass
class ExpectedLeg:
    """A leg in TIMELINES.md. Units: seconds to the tenth, as they stand there."""

    began: str
    joined: str = "-"
    ended: str = "-"
    cause: str = "-"


def _timelines() -> dict[str, dict[str, str]]:
    """Return the lines of every recording by the seconds that they begin with."""
    found: dict[str, dict[str, str]] = {}
    for line in (FOLDER / "TIMELINES.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("### "):
            lines = found.setdefault(line[4:].strip().removesuffix(".txt"), {})
        elif re.match(r"\d+\.\ds: ", line):
            seconds, _, events = line.partition("s: ")
            lines[seconds] = events
    return found


TIMELINES = _timelines()
EXPECTED = {
    name: Expected(**rows)
    for name, rows in tomllib.loads((FOLDER / "expected.toml").read_text(encoding="utf-8")).items()
}
WITH_CALLS = [name for name in ALL if EXPECTED[name].calls]


def legs_of(name: str) -> dict[str, ExpectedLeg]:
    """Return the channels of a recording that begin in it, without those of no call, by name."""
    legs: dict[str, ExpectedLeg] = {}
    for seconds, events in TIMELINES[name].items():
        for kind, channel, cause in (
            found.groups() for found in map(_EVENT.match, events.split(", ")) if found
        ):
            if kind == "Newchannel":
                legs[channel] = ExpectedLeg(seconds)
            elif kind == "Hangup":
                legs[channel].ended, legs[channel].cause = seconds, cause
            elif legs[channel].joined == "-":
                legs[channel].joined = seconds
    return {channel: leg for channel, leg in legs.items() if channel not in EXPECTED[name].others}
