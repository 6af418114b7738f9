"""The store of a simulated branch, as all who work there reach it: through the real decisions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Final
from uuid import UUID

from app.command import Actor, Command
from app.commands import Sent, decide
from db.models.ledger import OutcomeState
from db.store import Store

FIRST_NUMBER: Final = 1


@dataclass
class Ledger:
    """Decides commands and counts what came of them, by kind and by code of the refusal."""

    store: Store
    chance: Random
    made: int = 0
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    def do(self, command: Command, by: Actor, sent: Sent | None = None) -> str:
        """Return ``done`` or the code of the refusal."""
        with self.store.write() as session:
            outcome = decide(session, command, by, sent)
        said = "done" if outcome.state is OutcomeState.DONE else outcome.code or "refused"
        self.count(command, said)
        return said

    def ids(self, *names: str) -> dict[str, UUID]:
        """Make the ids of a command and of what it writes: the same ones for the same seed."""
        return {name: self.new_id() for name in ("id", *names)}

    def new_id(self) -> UUID:
        self.made += 1
        return UUID(int=self.made << 80 | self.chance.getrandbits(62), version=4)

    def count(self, command: Command, said: str) -> None:
        if said == "done":
            self.done[command.command_kind()] += 1
        else:
            self.refused[f"{command.command_kind()}: {said}"] += 1


class Desk:
    """An agent's desk. While its network is cut it keeps what it decided, and pushes it afterwards in order.

    What only the centre can decide is not kept: whoever sits there takes a request instead.
    """

    def __init__(self, ledger: Ledger, actor: Actor) -> None:
        self.actor, self.id = actor, ledger.new_id()
        self._ledger, self._waiting, self._n = ledger, list[Command](), 0
        self.is_cut, self.pushed, self.late_refused, self.orders = False, 0, 0, 0

    def do(self, command: Command) -> bool:
        """Decide now, or keep it for later; tell whether it was done or kept."""
        if self.is_cut:
            assert not command.central_only
            self._waiting.append(command)
            return True
        return self._ledger.do(command, self.actor) == "done"

    def mend(self) -> None:
        """Push everything that was decided while the network was cut."""
        self.is_cut = False
        for command in self._waiting:
            self._n += 1
            said = self._ledger.do(command, self.actor, Sent(self.id, self._n))
            self.pushed += 1
            self.late_refused += said != "done"
        self._waiting.clear()

    def next_number(self, day: str, desk: int) -> str:
        """Return a number for an order as this desk gives them, also while it is cut."""
        self.orders += 1
        return f"{day}-{desk:04d}-{self.orders:04d}"
