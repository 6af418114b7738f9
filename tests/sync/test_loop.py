"""A step that is done again and again: what goes wrong stands in the log once, until all is well again."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

import pytest

from app.sync.client import HubGone, NotHeard
from app.sync.contact import Contact
from app.sync.loop import Loop
from app.sync.pace import Pace
from db.store import Problem, StoreProblem


def raises(error: Exception) -> Callable[[], None]:
    def step() -> None:
        raise error

    return step


def test_a_hub_that_stays_away_is_logged_once_each_time(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "app.sync.loop")
    contact = Contact(lambda: (0, 0))
    away, idle, back = [raises(HubGone("away"))] * 3, [lambda: None], [contact.reached]
    full = [raises(StoreProblem(Problem.FULL, "disk"))] * 2
    unheard = [raises(NotHeard("nothing"))] * 2
    steps: Iterator[Callable[[], object]] = iter([*away, *idle, *away, *back, *away, *full, *unheard])

    def step() -> None:
        todo = next(steps, None)
        if todo is None:
            loop.stop()
        else:
            todo()

    loop = Loop("sync-test", step, contact, Pace(again_s=0))
    loop.run()
    said = [record.getMessage().removeprefix("sync-test: ").split()[0] for record in caplog.records]
    assert said == ["away", "away", "full:", "nothing"]
