"""How numbers are written, and whom each must find in the demo's store: ``python -m tests.corpus``.

The strings and their callers are data (``tests/data/corpus``): classes by domain-china 2.3 and 2.4. A string
that begins with ``"`` stands there as JSON.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from app.demo.store import demo_store
from app.matching import candidates
from app.numbers import HERE, Number, normalise_number
from db.ids import derived_id
from db.models.customers import Customer, CustomerKind, Phone, PhoneRole, Tier, Title

FOLDER = Path(__file__).parent / "data" / "corpus"
ANYTHING = "*"  # a key of a string that must find nobody, whatever it is
NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
SEED, CUSTOMERS = 7, 2_000


@dataclass(frozen=True, slots=True)
class Case:
    """A string as it was delivered at a site, its key, and the names of all whom it must find."""

    kind: str
    delivered: str
    area: str
    prefixes: tuple[str, ...]
    key: str
    extension: str
    found: frozenset[str]

    def read(self) -> Number:
        return normalise_number(self.delivered, self.area or HERE.area, self.prefixes)


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a case."""

    case: Case
    number: Number
    names: frozenset[str]

    @property
    def is_read_right(self) -> bool:
        stated = (self.case.key, self.case.extension)
        return self.case.key == ANYTHING or (self.number.key, self.number.extension) == stated

    @property
    def is_right(self) -> bool:
        return self.is_read_right and self.names == self.case.found


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of 1: of those found, how many should be; of those who should be found, how many are."""

    precision: float
    recall: float


def cases() -> list[Case]:
    rows = _rows("strings.tsv")
    return [
        Case(
            kind,
            json.loads(text) if text.startswith('"') else text,
            area,
            tuple(prefixes.split()),
            key,
            extension,
            frozenset(found.split("|")) if found else frozenset(),
        )
        for kind, text, area, prefixes, key, extension, found in rows
    ]


def _rows(name: str) -> list[list[str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]


@contextmanager
def corpus_store() -> Iterator[Session]:
    """Read in the demo's store of 2,000 customers, with the callers of the corpus among them."""
    with demo_store(SEED, CUSTOMERS, None, now=NOW) as demo:
        with demo.store.write() as session:
            _add_callers(session)
        with demo.store.read() as session:
            yield session


def _add_callers(session: Session) -> None:
    for name, number, role, extension in _rows("customers.tsv"):
        customer_id = derived_id("corpus", name)
        if session.get(Customer, customer_id) is None:
            session.add(_customer(name, role))
            session.flush()
        read = HERE.read(number)
        phone = {"key": read.key, "extension": extension, "raw": number, "role": PhoneRole(role)}
        session.add(Phone(id=derived_id("corpus", name, number), customer_id=customer_id, **phone))


def _customer(name: str, role: str) -> Customer:
    return Customer(
        id=derived_id("corpus", name),
        kind=CustomerKind.ORGANISATION if role == "office" else CustomerKind.PERSON,
        name=name,
        title=Title.UNKNOWN,
        contact_name="",
        initials="",
        tier=Tier.STANDARD,
        remark="",
        service_note="",
        since_on=date(2026, 1, 1),
        created_at=NOW,
    )


def run(session: Session) -> list[Told]:
    told = []
    for case in cases():
        number = case.read()
        names = frozenset(one.name for one in candidates(session, number.key))
        told.append(Told(case, number, names))
    return told


def score(told: list[Told]) -> Score:
    right = sum(len(one.names & one.case.found) for one in told)
    found = sum(len(one.names) for one in told)
    wanted = sum(len(one.case.found) for one in told)
    return Score(right / found if found else 1.0, right / wanted if wanted else 1.0)


def second_opinion(number: str) -> str:
    """Return what ``phonenumbers`` alone makes of a string at a site in China."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, "CN")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(parsed):
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def report(told: list[Told]) -> Iterator[str]:
    """Yield the lines of a report: a line a class, all of them, and every miss."""
    for kind in Counter(one.case.kind for one in told):
        yield _line(kind, [one for one in told if one.case.kind == kind])
    yield _line("all", told)
    differing = sum(
        second_opinion(one.case.delivered) != one.number.key.partition(":")[2]
        for one in told
        if one.number.key.startswith(("m:", "f:", "i:"))
    )
    yield f"phonenumbers alone reads {differing} of these numbers otherwise, or not at all"
    for one in told:
        if not one.is_right:
            yield f"MISS {one.case} → {one.number.key} {one.number.extension} {sorted(one.names)}"


def _line(kind: str, told: list[Told]) -> str:
    found, read = score(told), sum(one.is_read_right for one in told)
    return (
        f"{kind:16} {len(told):4} strings  read right {read:4}"
        f"  precision {found.precision:.4f}  recall {found.recall:.4f}"
    )


def main() -> int:
    with corpus_store() as session:
        told = run(session)
    sys.stdout.write("\n".join(report(told)) + "\n")
    return 0 if all(one.is_right for one in told) else 1


if __name__ == "__main__":
    raise SystemExit(main())
