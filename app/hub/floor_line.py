"""Between the agents' states and the PBX: who takes no calls is paused there, and who is in which queue."""

from __future__ import annotations

import logging
import time
from collections.abc import Collection, Iterable
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.commands import decide
from app.errors import DomainError
from app.events import DeviceState, LineEvent, LineUp, MemberTold
from app.floor.machine import IN_CALL, Standing, What
from app.floor.moving import MoveAgent
from app.hub.away import AWAY
from app.hub.transactions import transact
from app.hub_person import HUB
from app.rows import rows
from app.telephony.agents import extension_of
from app.telephony.line import Asked, Control, Line
from db.models.catalogue import Code, CodeList
from db.models.floor import AgentState, QueueMember, StateCause
from db.models.hub import ExtensionUse
from db.store import Store

ECHO_S: Final = 5.0  # what the PBX says so soon after it was asked may be its answer to something older
_LOG = logging.getLogger(__name__)


def may_be_offered(standing: Standing) -> bool | None:
    """Tell whether the PBX may offer calls; None: as it stands there, for the phone itself is in use."""
    if standing.state is AgentState.READY:
        return True
    if standing.true_state in (*IN_CALL, AgentState.RESERVED) and not standing.desk_lost:
        return None
    return None if standing.state is AgentState.UNKNOWN and not standing.desk_lost else False


class AtTheLine:
    """What one line is asked for the agents, and what it tells of its queues. Not for two threads at once."""

    def __init__(self, store: Store, line: Line) -> None:
        self._store, self._line = store, line
        self._names: dict[str, str] = {}  # the line's own name by extension
        self._told: dict[str, dict[str, MemberTold]] = {}  # by extension and queue
        self._seats: dict[UUID, str] = {}
        self._persons: dict[str, UUID] = {}  # the same the other way round
        self._unwritten: set[UUID] = set()  # of whom something was told that is not written down
        self._was_in: set[tuple[UUID, str]] = set()  # a queue that a person was told to be in
        self._paused_there: dict[UUID, MemberTold] = {}  # by somebody at the PBX itself
        self._asked: dict[UUID, tuple[bool, float]] = {}  # what was asked for last, and when

    def stand(self, persons: Iterable[tuple[UUID, Standing]], *, anew: bool = False) -> None:
        """Let the PBX offer calls to these persons, or none, as they stand; ``anew``: it has forgotten."""
        if anew:
            self._asked.clear()
        standings = list(persons)
        self._sit([one for one, how in standings if how.state is not AgentState.LOGGED_OUT])
        for person_id, standing in standings:
            wanted = may_be_offered(standing)
            known = self._asked.get(person_id)
            if wanted is not None and (known is None or known[0] is not wanted):
                self._ask(person_id, standing, is_ready=wanted)

    def tell(self, event: LineEvent) -> None:
        """Take what the line tells; `settle` writes it down."""
        agent = getattr(event, "agent", "")
        if agent:
            self._names[extension_of(agent)] = agent
        if isinstance(event, LineUp):
            self._told.clear()
        elif isinstance(event, MemberTold):
            self._take(event, extension_of(event.agent))

    def _sit(self, persons: Collection[UUID]) -> None:
        """Note where these sit; who has just come may have been told of before, who sat there has gone."""
        with self._store.read() as session:
            uses = select(ExtensionUse.person_id, ExtensionUse.extension).order_by(ExtensionUse.since)
            found = dict(rows(session, uses.where(ExtensionUse.person_id.in_(persons))))
        came = {one: extension for one, extension in found.items() if self._seats.get(one) != extension}
        if not came:
            return
        taken = set(came.values())
        former = {self._seats[one] for one in came if one in self._seats}
        left = {one for one, extension in self._seats.items() if extension in taken}
        self._seats = {one: where for one, where in self._seats.items() if one not in left} | came
        self._persons = {extension: one for one, extension in self._seats.items()}
        self._unwritten |= left | came.keys()
        for person_id in came:  # what was asked for was asked of another phone
            self._asked.pop(person_id, None)
        for extension in former - self._persons.keys():  # at two PCs it is the later phone that rings
            self._say(extension, Control.NOT_READY, StateCause.ELSEWHERE.value)
        self.settle()

    def _ask(self, person_id: UUID, standing: Standing, *, is_ready: bool) -> None:
        control = Control.READY if is_ready else Control.NOT_READY
        extension = self._seats.get(person_id)
        if extension is None or control not in self._line.controls:
            return
        self._asked[person_id] = is_ready, time.monotonic()
        self._say(extension, control, "" if is_ready else standing.reason_code or standing.state.value)

    def _say(self, extension: str, control: Control, reason: str) -> None:
        if control not in self._line.controls:
            return
        try:
            self._line.ask(Asked(control=control, agent=self._names.get(extension, extension), reason=reason))
        except (
            DomainError
        ) as refusal:  # in no queue, or the line has just gone: it is asked anew when it is up
            _LOG.info("the line was not asked for %s: %s", control.value, refusal.code)

    def _take(self, told: MemberTold, extension: str) -> None:
        queues = self._told.setdefault(extension, {})
        before, queues[told.queue] = queues.get(told.queue), told
        person_id = self._persons.get(extension)
        if person_id is None or (before is not None and _counts(before) == _counts(told)):
            return
        self._unwritten.add(person_id)
        if told.is_member:
            self._was_in.add((person_id, told.queue))
        is_paused_there = before is not None and not before.is_paused and told.is_paused and told.is_member
        asked = self._asked.get(person_id, (False, 0.0))
        if is_paused_there and asked[0] and time.monotonic() - asked[1] > ECHO_S:
            self._paused_there[person_id] = told

    def settle(self) -> None:
        """Write down what was told of the queues, for all of whom something is new at once.

        A line that has told nothing yet leaves the rows as they are: by them it is known who was moved away.
        Raises what a store raises that is away: what was told is kept for the next time.
        """
        if not self._unwritten or not self._told:
            return
        persons, paused = sorted(self._unwritten), dict(self._paused_there)

        def work(session: Session) -> None:
            self._write_queues(session, persons)
            for person_id, told in paused.items():
                reason = told.reason if session.get(Code, (CodeList.AUX, told.reason)) else ""
                what = What.ELSEWHERE
                decide(session, MoveAgent(at=told.at, person_id=person_id, what=what, reason=reason), HUB)

        try:
            transact(self._store, work)
        except AWAY:
            raise
        except BaseException:  # a mistake of ours, which is the same the next time
            self._forget_unwritten()
            raise
        self._forget_unwritten()

    def _forget_unwritten(self) -> None:
        self._unwritten.clear()
        self._paused_there.clear()

    def _write_queues(self, session: Session, persons: Collection[UUID]) -> None:
        """Let the rows of this line be as it told: what is there already is not written again."""
        of_them = select(QueueMember).where(QueueMember.person_id.in_(persons))
        here = of_them.where(QueueMember.line == self._line.name)
        found = {(row.person_id, row.queue): row for row in session.scalars(here)}
        for person_id in persons:
            for told in self._told.get(self._seats.get(person_id, ""), {}).values():
                row = found.pop((person_id, told.queue), None)
                # Who sat there before may have left it: that is not of who sits there now.
                if told.is_member or row is not None or (person_id, told.queue) in self._was_in:
                    self._write_member(session, row, person_id, told)
        for row in found.values():
            if row.is_in or row.person_id not in self._seats:  # who was taken out before may go in again
                session.delete(row)

    def _write_member(
        self, session: Session, row: QueueMember | None, person_id: UUID, told: MemberTold
    ) -> None:
        if row is None:
            row = QueueMember(queue=told.queue, person_id=person_id, line=self._line.name)
            session.add(row)
        elif (row.is_in, row.is_paused, _is_away(row.device)) == _counts(told):
            return
        row.is_in, row.is_paused, row.device, row.at = (
            told.is_member,
            told.is_paused,
            told.device.value,
            told.at,
        )
        row.agent, row.name = told.agent, told.name
        row.state_interface, row.penalty = told.state_interface, told.penalty


def _is_away(device: str) -> bool:
    return device == DeviceState.UNAVAILABLE.value


def _counts(told: MemberTold) -> tuple[bool, bool, bool]:
    """Return what is written down of a member; its phone changes with every call."""
    return told.is_member, told.is_paused, told.device is DeviceState.UNAVAILABLE
