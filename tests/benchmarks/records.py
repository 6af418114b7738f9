"""How fast a caller's page is read and a wrap-up written, beside the same work by hand."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from app.calls import CallDirection, RecordCall
from app.command import Actor, new_id
from app.desk import Desk
from app.interactions import Channel, OpenInteraction, SealInteraction
from app.pop import pop_page
from db.models.people import Role
from db.store import open_embedded
from tests.benchmarks import KEY
from tests.benchmarks.floor import Floor
from tests.benchmarks.kept import kept_embedded
from tests.benchmarks.measure import Figure, Noise, Times, alternate, median
from tests.benchmarks.population import customer_of, person_of

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SMALL, ROUNDS = 2_000, 400
POP_BAR, SAVE_BAR, GROWTH_BAR = 2.0, 3.0, 1.3

Pair = tuple[Callable[[], object], Callable[[], object]]


def measure(customers: int) -> list[Figure]:
    """Measure pops in a small and a large store, and saves in the large one."""
    few, few_by_hand = _pops(kept_embedded(SMALL), SMALL)
    path = kept_embedded(customers)
    with Noise() as noise:
        many, by_hand = _pops(path, customers)
        saves, bare = _saves(path)
    size = f"{customers:,} customers"
    grown = median(many.cpu) / median(few.cpu)
    hand_grown = median(by_hand.cpu) / median(few_by_hand.cpu)
    return [
        _ratio(f"pop fetch to a fetch by hand, {size}", many, by_hand, POP_BAR),
        Figure(
            f"pop from {SMALL:,} to {size}, processor time",
            f"{grown:.2f} (by hand {hand_grown:.2f})",
            f"{GROWTH_BAR:g}",
            grown <= GROWTH_BAR,
        ),
        _ratio(f"durable save to a bare commit, {size}", saves, bare, SAVE_BAR),
        Figure("the machine in these runs", str(noise)),
    ]


def _ratio(what: str, ours: Times, floor: Times, bar: float) -> Figure:
    ratio = median(ours.wall) / median(floor.wall)
    spent = median(ours.cpu) / max(median(floor.cpu), 1e-6)
    return Figure(what, f"{ratio:.2f}, processor {spent:.2f}: {ours} to {floor}", f"{bar:g}", ratio <= bar)


def _pops(path: Path, customers: int) -> tuple[Times, Times]:
    some = [customer_of(n) for n in random.Random(7).sample(range(1, customers + 1), ROUNDS)]

    def rounds(desk: Desk, floor: Floor) -> Iterator[Pair]:
        for key in some:
            yield (lambda key=key: desk.ask(pop_page, key, NOW), lambda key=key: floor.pop(key, NOW))

    with _opened(path) as (desk, floor):
        for key in some:  # both caches are warm, as at a desk after its first hour
            desk.ask(pop_page, key, NOW)
            floor.pop(key, NOW)
        return alternate(rounds(desk, floor))


def _saves(path: Path) -> tuple[Times, Times]:
    with _opened(path) as (desk, floor):
        seals = [_begin_contact(desk) for _ in range(ROUNDS)]
        return alternate((lambda seal=seal: desk.execute(seal), floor.commit) for seal in seals)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[Desk, Floor]]:
    with closing(open_embedded(path, KEY)) as store, closing(Floor(path, KEY)) as floor:
        yield Desk(store, Actor(person_of(1), "", frozenset({Role.AGENT}))), floor


def _begin_contact(desk: Desk) -> SealInteraction:
    """Record a call of nobody and open its interaction; return the wrap-up that is to be measured."""
    call, interaction = new_id(), new_id()
    desk.execute(
        RecordCall(
            at=NOW,
            call_id=call,
            line="benchmark",
            linked_id=str(call),
            direction=CallDirection.IN,
            ani="",
            ani_key="",
            dnis="",
            queue="",
        ),
        OpenInteraction(at=NOW, interaction_id=interaction, call_id=call, channel=Channel.CALL_IN),
    )
    return SealInteraction(
        at=NOW,
        interaction_id=interaction,
        reason_code=None,
        disposition_code="solved",
        notes="排水泵有异响，已预约上门" * 5,
        talk_s=95,
        wrap_up_s=12,
    )
