"""Every string of the corpus is read as stated and finds whom it must, and nobody else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from app.matching import candidates, certain
from tests.corpus import Told, cases, corpus_store, report, run, score


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    with corpus_store() as session:
        yield session


@pytest.fixture(scope="module")
def told(session: Session) -> list[Told]:
    return run(session)


def test_the_corpus_has_enough_of_every_class() -> None:
    counts = Counter(case.kind for case in cases())
    assert min(counts.values()) >= 20, counts
    assert counts["nothing"] >= 60
    assert counts["ambiguous"] >= 40
    assert len({(case.delivered, case.area, case.prefixes) for case in cases()}) >= sum(counts.values()) - 5


def test_precision_and_recall_are_one(told: list[Told]) -> None:
    print("\n".join(report(told)))  # noqa: T201 - shown where it fails
    assert [one for one in told if not one.is_right] == []
    found = score(told)
    assert (found.precision, found.recall) == (1.0, 1.0)


def test_only_a_number_of_one_customer_alone_says_who_it_is(told: list[Told], session: Session) -> None:
    for one in told:
        known = certain(candidates(session, one.number.key))
        if one.case.kind in ("ambiguous", "nothing", "service"):
            assert known is None, one
        elif len(one.case.found) == 1:
            assert known is not None, one
