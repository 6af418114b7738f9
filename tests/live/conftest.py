from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from itertools import repeat
from typing import TypeVar

import pytest

from app.events import LineEvent, LineUp, MemberTold
from app.telephony.ami_account import Calling
from app.telephony.asterisk import AsteriskLine
from app.telephony.line import Asked, Control
from tests.live.hand import Hand
from tests.live.pbx import PATIENCE_S, Pbx
from tests.live.root import why_not
from tests.telephony.hearing import Hearing

Told = TypeVar("Told", bound=LineEvent)
CALLING = Calling(context="desk")


@pytest.fixture(scope="module")
def pbx() -> Iterator[Pbx]:
    reason = why_not()
    if reason and os.environ.get("RINGSIDE_TEST_PBX") != "required":
        pytest.skip(reason)
    assert not reason
    pbx = Pbx()
    try:
        pbx.start()
        yield pbx
    finally:
        pbx.remove()


@pytest.fixture
def hand(pbx: Pbx) -> Iterator[Hand]:
    with Hand(pbx) as hand:
        yield hand
        hand.end_all()


class AtLine:
    """A line at work, and what it tells."""

    def __init__(self, line: AsteriskLine) -> None:
        self.line, self.hearing = line, Hearing()
        self._seen = 0
        line.start(self.hearing)

    def ask(self, control: Control, agent: str, linked_id: str = "", **facts: object) -> None:
        asked = Asked(control=control, agent=agent, linked_id=linked_id, **facts)  # type: ignore[arg-type]
        self.line.ask(asked)

    def next(self, kind: type[Told], holds: Callable[[Told], bool] = lambda _event: True) -> Told:
        """Return the next event of this kind, after those that were waited for before."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            for place, event in enumerate(self.hearing.events[self._seen :], self._seen):
                if isinstance(event, kind) and holds(event):
                    self._seen = place + 1
                    return event
            time.sleep(0.005)
        raise AssertionError(f"no {kind.__name__} after {self.hearing.events[self._seen :]}")


@pytest.fixture
def connect(pbx: Pbx) -> Iterator[Callable[..., AtLine]]:
    lines: list[AtLine] = []

    def begin(user: str = "desk", calling: Calling = CALLING, **account: object) -> AtLine:
        line = AsteriskLine("pbx", pbx.account(user, **account), calling=calling, waits_s=lambda: repeat(0.1))
        lines.append(AtLine(line))
        lines[-1].next(LineUp)
        return lines[-1]

    yield begin
    for each in lines:
        each.line.stop()


@pytest.fixture
def line(connect: Callable[..., AtLine]) -> AtLine:
    line = connect()
    line.next(MemberTold)
    return line
