"""What an attack is, and what shall come of it for each role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from db.models.people import Role
from tests.hub.attacks.ground import Ground

DONE, NOT_ALLOWED = "done", "not_allowed"
EVERYONE = frozenset(Role)
NOBODY: frozenset[Role] = frozenset()
# Written here a second time and by hand, so that a change in app/rights.py is meant.
FLOOR = frozenset({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
DISPATCHING = FLOOR | {Role.DISPATCHER}
OVERSEEING = frozenset({Role.SUPERVISOR, Role.ADMIN})


class Column(StrEnum):
    READ = "read"
    WRITE = "write"
    ESCALATE = "escalate"
    FORGE = "forge"
    DUMP = "dump"
    PHONE = "phone"


Attempt = Callable[[Ground, Role], str]


@dataclass(frozen=True, slots=True)
class Attack:
    """One thing to try. An attempt returns ``done`` or the code of the refusal.

    ``may``: for whom it is right and must succeed. ``stopped``: as what it is refused to those who may do
    such a thing (``has``), but not this; to everybody else it is ``not_allowed``. ``honest`` is the same
    request without what is wrong with it: it must succeed, so that no attack fails for being malformed.
    """

    column: Column
    name: str
    attempt: Attempt
    may: frozenset[Role] = NOBODY
    stopped: str = NOT_ALLOWED
    has: frozenset[Role] = EVERYONE
    honest: Attempt | None = None

    def expected(self, role: Role) -> str:
        if role in self.may:
            return DONE
        return self.stopped if role in self.has else NOT_ALLOWED


def cell(attacks: tuple[Attack, ...], column: Column) -> Iterator[Attack]:
    """Yield what is tried in a column, as every role."""
    return (attack for attack in attacks if attack.column is column)
