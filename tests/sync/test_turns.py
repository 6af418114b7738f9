"""Whose turn it is: a person's before rows that come from the hub, none of which while a pop is painted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest

from app.sync import turns
from app.sync.turns import Turns
from db.store import Store


@pytest.fixture
def others() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as pool:
        yield pool


def write(way: Callable[[], object], done: list[str], name: str) -> None:
    with way():  # type: ignore[attr-defined]
        done.append(name)


def until_waiting(store: Turns, threads: int) -> None:
    while len(store._changed._waiters) < threads:  # type: ignore[attr-defined]
        sleep(0.001)


def test_a_person_who_waits_goes_before_rows_that_wait_longer(
    caches: Callable[[], Store], others: ThreadPoolExecutor
) -> None:
    store, done = Turns(caches()), []
    with store.fetched():
        fetched = others.submit(write, store.fetched, done, "fetched")
        until_waiting(store, 1)
        person: Future[None] = others.submit(write, store.write, done, "person")
        until_waiting(store, 2)
    person.result(10)
    fetched.result(10)
    assert done == ["person", "fetched"]


def test_nothing_that_was_fetched_is_written_while_a_pop_is_painted(
    caches: Callable[[], Store], others: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "LONGEST_HOLD_S", 60.0)
    painted, looked = Event(), Event()

    def is_painting() -> bool:
        looked.set()
        return not painted.is_set()

    store, done = Turns(caches(), is_painting), []
    fetched = others.submit(write, store.fetched, done, "fetched")
    assert looked.wait(10)
    write(store.write, done, "person")
    painted.set()
    fetched.result(10)
    assert done == ["person", "fetched"]


def test_a_paint_that_never_ends_does_not_stop_the_copy(
    caches: Callable[[], Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "LONGEST_HOLD_S", 0.05)
    done: list[str] = []
    write(Turns(caches(), lambda: True).fetched, done, "fetched")
    assert done == ["fetched"]


def test_what_fails_gives_the_turn_back(caches: Callable[[], Store]) -> None:
    store, done = Turns(caches()), []
    for way in (store.write, store.fetched):
        with pytest.raises(ZeroDivisionError), way():
            _ = 1 / 0
    write(store.write, done, "person")
    write(store.fetched, done, "fetched")
    assert done == ["person", "fetched"]
