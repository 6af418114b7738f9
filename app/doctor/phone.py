"""Looking at a phone line step by step, from the connection to the page that a ring would open.

It is a connection beside that of who holds the line: a manager interface takes several. Each step is told as
it is taken; after one that fails the rest is not tried.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from app.doctor.finding import Finding, State
from app.errors import ControlNotAvailable, DomainError
from app.events import CallArrived, ControlFailed, LineEvent, LineLost, LineUp, MemberTold, OfferRinging
from app.lines import site_of, sites
from app.matching import candidates, certain
from app.numbers import Number, masked
from app.pop import pop_page
from app.telephony.agents import extension_of
from app.telephony.ami import Message
from app.telephony.line import Asked, Control, Line
from db.ids import new_id

Sessions = Callable[[], AbstractContextManager[Session]]
UP_S: Final = 25.0
QUEUES_S: Final = 3.0
RING_S: Final = 60.0
_TELLING: Final = frozenset({"Newchannel", "QueueCallerJoin", "AgentCalled", "DialBegin"})


class Step(StrEnum):
    """The steps, in order; each is a probe of the doctor."""

    CONNECT = "phone_connect"
    RIGHTS = "phone_rights"
    QUEUES = "phone_queues"
    RING = "phone_ring"
    RAW = "phone_raw"
    PARSED = "phone_parsed"
    MATCH = "phone_match"
    POP = "phone_pop"


@dataclass(slots=True)
class Heard:
    """What the line said, of both its threads. It is the keeper of the line's own connection."""

    events: queue.Queue[LineEvent] = field(default_factory=queue.Queue)
    raw: queue.Queue[Message] = field(default_factory=queue.Queue)

    def keep(self, connection: UUID, message: Message, at: datetime) -> None:  # noqa: ARG002
        if message.event in _TELLING:
            self.raw.put(message)

    def close(self) -> None:
        """Nothing is held open."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to try. ``agent`` is the line's name of who wants to be rung, empty: any ring counts.

    ``user`` is that of manager.conf; ``may_ring``: the line may be asked to ring the agent's phone.
    Units: seconds.
    """

    user: str = ""
    agent: str = ""
    may_ring: bool = True
    up_s: float = UP_S
    queues_s: float = QUEUES_S
    ring_s: float = RING_S


class Failed(Exception):
    """A step that ends the look; it carries its finding."""

    def __init__(self, step: Step, code: str, **details: str) -> None:
        super().__init__(code)
        self.step, self.finding = step, Finding(step, State.BROKEN, code, details)


def examine_line(make: Callable[[Heard], Line], sessions: Sessions, wanted: Wanted) -> Iterator[Finding]:
    """Yield a finding for each step as it is taken. ``make`` gives the line, not started, for a keeper."""
    heard = Heard()
    line = make(heard)
    look = _Look(line, heard, sessions, wanted)
    line.start(heard.events.put)
    try:
        for step in look.steps():
            yield from step()
    except Failed as failed:
        yield failed.finding
        for left in list(Step)[list(Step).index(failed.step) + 1 :]:
            yield Finding(left, State.LOOK, "phone_not_tried")
    finally:
        line.stop()


class _Look:
    def __init__(self, line: Line, heard: Heard, sessions: Sessions, wanted: Wanted) -> None:
        self._line, self._heard, self._sessions, self._wanted = line, heard, sessions, wanted
        self._up: LineUp | None = None
        self._members: list[MemberTold] = []
        self._call: CallArrived | None = None
        self._offer: OfferRinging | None = None
        self._asked = self._lost = ""
        self._page_of: UUID | None = None

    def steps(self) -> tuple[Callable[[], Iterator[Finding]], ...]:
        """Return how each of `Step` is taken, in order."""
        return (
            self._connect,
            self._rights,
            self._queues,
            self._ring,
            self._raw,
            self._parsed,
            self._match,
            self._pop,
        )

    def _connect(self) -> Iterator[Finding]:
        for event in self._events(self._wanted.up_s):
            if isinstance(event, LineLost):
                raise Failed(Step.CONNECT, f"phone_{event.reason}", user=self._wanted.user)
            if isinstance(event, LineUp):
                self._up = event
                yield Finding(Step.CONNECT, State.OK, "phone_up", {"line": self._line.name})
                return
        raise Failed(Step.CONNECT, "phone_silent", seconds=f"{self._wanted.up_s:.0f}")

    def _rights(self) -> Iterator[Finding]:
        assert self._up is not None
        can = {"controls": ", ".join(self._up.controls)}
        if self._up.missing:
            classes = ",".join(each.partition("=")[2] for each in self._up.missing)
            lacks = {"line": f"write = {classes}", "user": self._wanted.user}
            yield Finding(Step.RIGHTS, State.LOOK, "phone_rights_missing", can | lacks)
        elif not self._up.controls:
            yield Finding(Step.RIGHTS, State.LOOK, "phone_watch_only", {"user": self._wanted.user})
        else:
            yield Finding(Step.RIGHTS, State.OK, "phone_rights_ok", can)

    def _queues(self) -> Iterator[Finding]:
        for _event in self._events(self._wanted.queues_s):
            if self._is_member():
                break
        queues = ", ".join(sorted({each.queue for each in self._members if each.is_member}))
        agent = extension_of(self._wanted.agent)
        if not queues:
            yield Finding(Step.QUEUES, State.LOOK, "phone_queues_none", {"user": self._wanted.user})
        elif agent and not self._is_member():
            yield Finding(Step.QUEUES, State.LOOK, "phone_no_member", {"agent": agent, "queues": queues})
        else:
            yield Finding(Step.QUEUES, State.OK, "phone_queues_ok", {"queues": queues})

    def _is_member(self) -> bool:
        mine = extension_of(self._wanted.agent)
        return any(mine and extension_of(each.agent) == mine and each.is_member for each in self._members)

    def _ring(self) -> Iterator[Finding]:
        """Ring the agent's phone where that is permitted; else somebody rings the hotline meanwhile."""
        agent = extension_of(self._wanted.agent)
        if self._wanted.may_ring and agent and Control.DIAL in self._line.controls:
            self._asked = f"doctor-{new_id()}"
            dial = Asked(control=Control.DIAL, agent=self._wanted.agent, linked_id=self._asked, number=agent)
            try:
                self._line.ask(dial)
            except ControlNotAvailable:
                self._asked = ""
        if self._asked:
            yield Finding(Step.RING, State.OK, "phone_rings_you", {"agent": agent})
        else:
            yield Finding(Step.RING, State.LOOK, "phone_ring_it", {"seconds": f"{self._wanted.ring_s:.0f}"})

    def _raw(self) -> Iterator[Finding]:
        """Wait for the call, which is told after what the PBX sent of it."""
        rung = () if self._has_rung() or self._lost else self._events(self._wanted.ring_s)
        for event in rung:
            if isinstance(event, ControlFailed) and event.linked_id == self._asked:
                raise Failed(Step.RAW, f"phone_ring_{event.code}", line=event.missing, user=self._wanted.user)
            if self._has_rung() or self._lost:
                break
        if self._lost and not self._has_rung():
            raise Failed(Step.RAW, f"phone_{self._lost}", user=self._wanted.user)
        raw = [self._heard.raw.get_nowait() for _ in range(self._heard.raw.qsize())]
        if not raw:
            raise Failed(
                Step.RAW, "phone_raw_none", user=self._wanted.user, seconds=f"{self._wanted.ring_s:.0f}"
            )
        mine = (one for one in raw if self._call and one.get("Linkedid") == self._call.linked_id)
        first = next(mine, raw[0])  # others may ring at the same time
        said = {"event": first.event, "linked_id": first.get("Linkedid"), "exten": first.get("Exten")}
        yield Finding(Step.RAW, State.OK, "phone_raw_ok", said)

    def _has_rung(self) -> bool:
        """Tell whether the call is known; one that comes in is waited for until it rings somewhere."""
        return self._call is not None and (self._offer is not None or bool(self._call.dialled_by))

    def _parsed(self) -> Iterator[Finding]:
        if self._call is None:
            raise Failed(Step.PARSED, "phone_parsed_none", user=self._wanted.user)
        call, agent = self._call, self._offer.agent if self._offer is not None else self._call.dialled_by
        said = {
            "ani": masked(self._number(call).key),
            "dnis": call.dnis,
            "queue": call.queue,
            "agent": extension_of(agent),
        }
        code = "phone_parsed_ok" if agent else "phone_parsed_unoffered"
        yield Finding(Step.PARSED, State.OK if agent else State.LOOK, code, said)
        if self._asked:
            hang_up = Asked(control=Control.HANG_UP, agent=self._wanted.agent, linked_id=call.linked_id)
            with suppress(ControlNotAvailable):  # then it rings until its time is over
                self._line.ask(hang_up)

    def _match(self) -> Iterator[Finding]:
        assert self._call is not None
        key = self._number(self._call).key
        with self._sessions() as session:
            found = candidates(session, key)
        sure = certain(found)
        self._page_of = sure.customer_id if sure is not None else None
        said = {"ani": masked(key), "count": str(len(found))}
        code = "phone_match_withheld" if not key else "phone_match_one" if sure else "phone_match_ok"
        yield Finding(Step.MATCH, State.OK, code, said)

    def _pop(self) -> Iterator[Finding]:
        """Read the page that the ring opens; that of somebody new asks nothing of the store."""
        assert self._call is not None
        began = time.perf_counter()
        if self._page_of is not None:
            try:
                with self._sessions() as session:
                    pop_page(session, self._page_of, self._call.at)
            except DomainError as refused:
                raise Failed(Step.POP, "phone_pop_refused", why=refused.code) from refused
        ms = f"{(time.perf_counter() - began) * 1000:.0f}"
        mine, offered = extension_of(self._wanted.agent), self._offer.agent if self._offer is not None else ""
        if mine and offered and extension_of(offered) != mine:
            other = {"agent": extension_of(offered), "mine": mine}
            yield Finding(Step.POP, State.LOOK, "phone_pop_elsewhere", other)
        else:
            yield Finding(Step.POP, State.OK, "phone_pop_ok", {"ms": ms})

    def _number(self, call: CallArrived) -> Number:
        with self._sessions() as session:
            return site_of(sites(session), call.line).read(call.ani)

    def _events(self, wait_s: float) -> Iterator[LineEvent]:
        """Yield what the line tells for some time, and note what the steps go by."""
        until = time.monotonic() + wait_s
        while (left_s := until - time.monotonic()) > 0:
            try:
                event = self._heard.events.get(timeout=left_s)
            except queue.Empty:
                return
            self._note(event)
            yield event

    def _note(self, event: LineEvent) -> None:
        match event:
            case MemberTold():
                self._members.append(event)
            case LineLost():
                self._lost = event.reason
            case CallArrived() if self._call is None and self._asked in ("", event.linked_id):
                self._call = event
            case OfferRinging() if self._call is not None and event.linked_id == self._call.linked_id:
                self._offer = self._offer or event
