"""What the clock demands: read from every part, and decided as the house itself by who has the last word."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from app.capacity import weeks_to_lay_out
from app.claims import lapsed
from app.command import Command
from app.commands import decide
from app.escalation import due_escalations
from app.floor.breaks import due_breaks
from app.floor.told import due_moves
from app.hub_person import HUB, be_a_person
from app.rebooking import unanswered_orders
from app.recordings import recordings_to_let_go
from db.models.ledger import OutcomeState
from db.store import Store

_LOG = logging.getLogger(__name__)

Part = Callable[[Session, datetime], Sequence[Command]]
Transact = Callable[[Store, Callable[[Session], object]], object]

# Who slips is told before the order goes on to the next provider.
PARTS: Final[tuple[Part, ...]] = (
    due_moves,
    due_breaks,
    due_escalations,
    unanswered_orders,
    lapsed,
    weeks_to_lay_out,
    recordings_to_let_go,
)


def due_commands(session: Session, now: datetime) -> list[Command]:
    """Return what the clock demands of every part at an aware instant. Only reads."""
    return [command for part in PARTS for command in part(session, now)]


def keep_time(store: Store, now: datetime, transact: Transact, most: int | None = None) -> int:
    """Decide what the clock demands, each in a transaction of its own; return how much was done.

    ``most`` of each part at once; without it all that the part gives.

    What was missed while nobody read the clock is done now. Raises what a store raises that is away.
    """
    done = 0
    for part in PARTS:
        with store.read() as session:
            commands = part(session, now)[:most]
        for command in commands:
            done += bool(transact(store, lambda session, it=command: _decide(session, it)))  # type: ignore[misc]
    return done


def _decide(session: Session, command: Command) -> bool:
    be_a_person(session)
    outcome = decide(session, command, HUB)
    if outcome.state is OutcomeState.REFUSED:
        # Somebody was quicker: the order was answered or closed since it was read.
        _LOG.info("the clock's %s was refused: %s", command.command_kind(), outcome.code)
    return outcome.state is OutcomeState.DONE


def once(store: Store, work: Callable[[Session], object]) -> object:
    """Do work in a transaction of its own, in a store that only this process writes."""
    with store.write() as session:
        return work(session)
