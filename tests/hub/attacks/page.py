"""The page on rights: who may do what, and what was tried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

from app.rights import MAY_ASK, MAY_DO
from db.models.people import Role
from tests.hub.attacks.all import ATTACKS
from tests.hub.attacks.table import DONE, EVERYONE, Attack, Column, cell

HEAD = """# Who may do what, and what was tried

Written by `python -m tests.hub.attacks docs/rights.md` from the table of rights (`app/rights.py`) and the
attacks (`tests/hub/attacks/`); a test says when it is out of date. Every attack below is tried in the suite,
as every role, over HTTP, at a real hub before a real PostgreSQL; so is, for each that nobody may do, the same
request without what is wrong with it, which must succeed.
"""
NOT_YET = """## Not there yet

- Approving one's own claim: there are no claims yet.
- Changing history with SQL as the hub's database role: `tests/db/test_roles.py` tries that.

## Not prevented

- Whoever says that a call rang at them, or begins a contact on it, has a part in it: may end it, and say
  whose it is. Calls are handed on, and the hub cannot tell. Who did it stands in the history and the ledger.
- Whoever is first to record a call says its number: the line's words for it are not told twice.
- A command says itself when it was decided: a desk without a hub works on, and sends later. More than a
  day in the hub's future is refused, the past is believed. The ledger's order of decisions is the hub's own.
- Five wrong passwords close somebody's sign-in for five minutes, whoever sent them.
- A case or an order may be closed, and a promised call made, by a colleague of its owner: so a floor works.
- Somebody who signs in again and again at new desks uses up desk numbers, fifty a day of eight thousand; each
  names its person.
"""


def page() -> str:
    return "\n".join([HEAD, *_rights(), *_tried(), *_attacks(), NOT_YET])


def table_of_cells() -> Iterator[str]:
    """Yield role × column: how many attacks are refused, and how many are allowed because it is right."""
    yield from _table(
        ("role", *Column), ((role, *(_cell(role, column) for column in Column)) for role in Role)
    )


def _cell(role: Role, column: Column) -> str:
    allowed = sum(attack.expected(role) == DONE for attack in cell(ATTACKS, column))
    refused = sum(attack.expected(role) != DONE for attack in cell(ATTACKS, column))
    return f"{refused} refused" + (f", {allowed} allowed" if allowed else "")


def _rights() -> Iterator[str]:
    names = {kind.__name__: roles for kind, roles in MAY_DO.items()}
    yield from ("## Commands\n", *_marks("command", names), "")
    queries = {query.__name__: roles for query, roles in MAY_ASK.items()}
    yield from ("## Queries\n", *_marks("query", queries), "")


def _marks(what: str, rows: dict[str, frozenset[Role]]) -> Iterator[str]:
    roles = list(Role)
    marked = ((name, *("✓" if role in may else "" for role in roles)) for name, may in rows.items())
    yield from _table((what, *roles), marked)


def _tried() -> Iterator[str]:
    yield from ("## Role × attack\n", *table_of_cells(), "")


def _attacks() -> Iterator[str]:
    for column in Column:
        yield f"## {column.capitalize()}\n"
        rows = (
            (attack.name, _who(attack.may), _stopped(attack)) for attack in ATTACKS if attack.column is column
        )
        yield from (*_table(("tried", "allowed to", "refused as"), rows), "")


def _stopped(attack: Attack) -> str:
    codes = dict.fromkeys(attack.expected(role) for role in Role if role not in attack.may)
    return ", ".join(codes)


def _who(roles: Set[Role]) -> str:
    if not roles:
        return "nobody"
    return "everybody" if roles == EVERYONE else ", ".join(role for role in Role if role in roles)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _line(head)
    yield _line(["---"] * len(head))
    yield from map(_line, rows)


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(one.replace("|", "\\|") for one in cells) + " |"
