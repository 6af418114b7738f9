"""The desk: one person at one store. Decisions are made durable here, questions answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from app.clockwork import keep_time, once
from app.command import Actor, Command
from app.commands import decide
from app.doctor.finding import Finding
from app.errors import Refused
from app.floor.machine import Standing
from app.floor.moving import moved_in
from app.floor_watch import FloorWatch, decide_as_house
from app.interactions import KeptDraft, drop_drafts, keep_draft
from app.orders import order_number
from app.recordings import opened_sound
from app.rights import require_query
from app.thresholds import rules_in_force
from app.wallboard_reading import FloorReader, alerts_of, day_begins
from db.feed import customer_key
from db.ledger import count_up
from db.models.ledger import OutcomeState, StoreFact
from db.models.outbox import Sending
from db.store import Store

__all__ = ["Desk", "Sending", "customer_key"]

AT_ONCE = 10  # decisions of the clock that a writing person may wait for

P = ParamSpec("P")
T = TypeVar("T")


class Desk:
    """One person's desk at a store that has the last word. Every method may be called from any thread.

    ``moves_person``: what its own line tells moves the person, for nobody else does.
    """

    moves_person: ClassVar[bool] = True

    def __init__(self, store: Store, actor: Actor) -> None:
        self._store, self.actor = store, actor
        self._floor, self._watch = FloorReader(), FloorWatch()

    def execute(self, *commands: Command) -> None:
        """Decide commands in one transaction each, in order; stop at the first refusal.

        Raises: DomainError when one is refused; StoreProblem when the disk refuses.
        """
        for command in commands:
            with self._store.write() as session:
                outcome = decide(session, command, self.actor)
            if outcome.state is OutcomeState.REFUSED:
                raise Refused(outcome.code or "refused", outcome.details)

    def ask(self, query: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Answer a query on a consistent picture of the store. Raises NotAllowed."""
        require_query(self.actor, query)
        with self._store.read() as session:
            return query(session, *args, **kwargs)

    def hear_standing(self, heard: Callable[[Standing], None]) -> None:
        """Tell how this person stands, each time that was written, on the thread that wrote it."""

        def on_commit(session: Session) -> None:
            standing = moved_in(session).get(self.actor.person_id)
            if standing is not None:
                heard(standing)

        self._store.hear_commits(on_commit)

    def check_line(self, ring_s: float) -> Iterator[Finding]:
        """Look at the phone lines of this desk step by step; see `app.doctor.phone`."""
        from app.line_doctor import examine_named  # what speaks AMI is loaded for who asks

        return examine_named(self._store.read, ring_s=ring_s)

    def fetch_sound(self, access_id: UUID, folder: Path, now: datetime) -> Path:
        """Write the sound that was opened with `OpenRecording` into a file in a folder of this PC; return it.

        Raises: NotAllowed; RecordingGone; OSError.
        """
        from app.sound_files import copy_to  # what speaks HTTP is loaded for who hears something

        with self._store.read() as session:
            sound = opened_sound(session, access_id, self.actor.person_id, now)
        return copy_to(sound, folder / str(access_id))

    def keep_draft(self, draft: KeptDraft) -> None:
        """Write what is being typed to the disk."""
        with self._store.write() as session:
            keep_draft(session, self.actor.person_id, draft)

    def drop_drafts(self, subject_id: UUID) -> None:
        with self._store.write() as session:
            drop_drafts(session, subject_id)

    def sending(self, ids: Iterable[UUID]) -> dict[UUID, Sending]:  # noqa: ARG002
        """Return how far the commands are that last touched these records; here nothing is ever sent."""
        return {}

    def keep_time(self, now: datetime) -> int:
        """Decide some of what the clock demands by an aware instant; return how much was decided.

        Raises StoreProblem when the disk refuses.
        """
        return keep_time(self._store, now, once, AT_ONCE)

    def watch_floor(self, now: datetime) -> None:
        """Hold the floor against its limits at an aware instant, as a hub does; only this person is there.

        One at a time. Raises StoreProblem when the disk refuses.
        """
        with self._store.read() as session:
            rules = rules_in_force(session)
            if not rules:
                return
            board = self._floor.read(session, now)
            alerts = alerts_of(session.connection(), day_begins(now))
        present = {self.actor.person_id: self.actor.roles}
        decide_as_house(self._store, self._watch.look(rules, board, alerts, present, now), once)

    def next_order_number(self, on: date) -> str:
        """Draw the next number of this store for a day; one that is drawn is never given again."""
        with self._store.write() as session:
            counter = count_up(session, f"order_counter:{on:%y%m%d}")
            desk = session.get_one(StoreFact, "desk_number")
            return order_number(on, int(desk.value), counter)
