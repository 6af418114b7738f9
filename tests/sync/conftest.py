"""A centre with work in hand, and desks beside it, without a network between them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.sync import client
from db.store import Store, open_cache
from tests.stores import KEY
from tests.sync.centre import Centre, LocalDesk
from tests.sync.hub_at_work import house, house_template, sit

__all__ = ["house", "house_template", "sit"]


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a busy machine answer late: that is no hub that has gone."""
    monkeypatch.setattr(client, "PROMPT_S", (3.0, 8.0))


@pytest.fixture
def centre(central_at_work: Store) -> Centre:
    return Centre(central_at_work)


@pytest.fixture
def caches(cache_template: Path, tmp_path: Path) -> Iterator[Callable[[], Store]]:
    opened: list[Store] = []

    def fresh() -> Store:
        path = tmp_path / f"cache-{len(opened)}.db"
        opened.append(open_cache(shutil.copyfile(cache_template, path), KEY))
        return opened[-1]

    yield fresh
    for store in opened:
        store.close()


@pytest.fixture
def desks(centre: Centre, caches: Callable[[], Store]) -> Callable[[], LocalDesk]:
    """Give desks of the agent that hold what is in hand."""

    def fresh() -> LocalDesk:
        desk = LocalDesk(centre, caches())
        desk.pull(*desk.standing)
        return desk

    return fresh
