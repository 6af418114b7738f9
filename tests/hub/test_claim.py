"""One hub only, also after its database was away."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import psycopg
import pytest
from sqlalchemy import URL

from app.hub import claim as claims
from app.hub.claim import ONLY_ONE, Claim
from app.hub.problems import HubProblem
from db.store import Store

HOLDER = "select pid from pg_locks where locktype = 'advisory' and granted"


@pytest.fixture
def url(central_store: Store) -> URL:
    return central_store.writer.url


@pytest.fixture
def beside(url: URL) -> Iterator[psycopg.Connection]:
    """Somebody else at the same database."""
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        yield connection


@pytest.fixture
def claim(url: URL, monkeypatch: pytest.MonkeyPatch) -> Iterator[Claim]:
    monkeypatch.setattr(claims, "LOOK_S", 0.02)
    with closing(Claim(url)) as mine:
        mine.take()
        yield mine


def holder(beside: psycopg.Connection) -> int | None:
    found = beside.execute(HOLDER).fetchone()
    return found[0] if found else None


def eventually(wanted: Callable[[], bool]) -> None:
    waiting = threading.Event()
    for _ in range(1500):
        if wanted():
            return
        waiting.wait(0.02)
    raise AssertionError("it did not come")


def test_a_second_hub_is_refused_until_the_first_has_gone(url: URL, claim: Claim) -> None:
    with closing(Claim(url)) as second:
        with pytest.raises(HubProblem, match="Another hub serves"):
            second.take()
        claim.close()
        second.take()


def test_who_acknowledges_nothing_is_given_up_at_both_ends(claim: Claim) -> None:
    assert claim._connection is not None
    assert claim._connection.info.get_parameters()["tcp_user_timeout"] == "30000"
    assert claim._connection.execute("show tcp_user_timeout").fetchone() == ("30000",)


def test_a_lock_that_was_lost_with_the_database_is_taken_again(
    claim: Claim, beside: psycopg.Connection
) -> None:
    ended: list[bool] = []
    with claim.watched(lambda: ended.append(True)):
        before = holder(beside)
        beside.execute("select pg_terminate_backend(%s, 30000)", [before])
        eventually(lambda: holder(beside) not in (None, before))
    assert ended == []


def test_a_hub_that_comes_too_late_ends_with_a_sentence(
    url: URL, claim: Claim, beside: psycopg.Connection
) -> None:
    ended = threading.Event()
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with ExitStack() as stack:
        other = stack.enter_context(psycopg.connect(address, autocommit=True))
        # It waits for the lock, so that it is the next to have it.
        sooner = threading.Thread(target=other.execute, args=["select pg_advisory_lock(%s)", [ONLY_ONE]])
        before = holder(beside)
        sooner.start()
        eventually(lambda: bool(beside.execute("select 1 from pg_locks where not granted").fetchone()))
        serving = claim.watched(ended.set)
        serving.__enter__()
        beside.execute("select pg_terminate_backend(%s, 30000)", [before])
        assert ended.wait(60)
        with pytest.raises(HubProblem, match="Another hub serves"):
            serving.__exit__(None, None, None)
        sooner.join()


def test_what_the_server_still_holds_for_a_hub_does_not_keep_it_out(
    claim: Claim, beside: psycopg.Connection
) -> None:
    before, ghost = holder(beside), claim._connection
    claim._connection = None  # given up here, not noticed there
    claim.take()
    assert holder(beside) not in (None, before)
    assert ghost is not None
    ghost.close()
