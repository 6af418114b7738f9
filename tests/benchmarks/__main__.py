"""How fast, as ratios to a floor measured in the same run: ``python -m tests.benchmarks``.

Absolute times are the machine's; the ratios are ours. Each pair is measured alternately, and what an idle
thread has to wait meanwhile is printed beside as the machine's own noise.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from app.calls import CallDirection, RecordCall
from app.command import Actor
from app.demo.world import build_world
from app.desk import Desk
from app.interactions import Channel, OpenInteraction, SealInteraction
from app.pop import pop_page
from db.ids import new_id
from db.models.people import Role
from db.store import Store, open_embedded
from tests.benchmarks.floor import Floor

KEY = bytes(range(32))
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SMALL = 2_000
ROUNDS = 400

POP_BAR, SAVE_BAR, GROWTH_BAR = 2.0, 3.0, 1.3


class Noise:
    """Measures in a thread of its own how much longer than asked an idle thread sleeps."""

    def __init__(self) -> None:
        self._late_ms: list[float] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> Noise:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.is_set():
            begun = time.perf_counter()
            time.sleep(0.001)
            self._late_ms.append((time.perf_counter() - begun) * 1000 - 1)

    def __str__(self) -> str:
        return f"idle thread late p50 {median(self._late_ms):.2f} p99 {p99(self._late_ms):.2f} ms"


def median(times: Sequence[float]) -> float:
    return statistics.median(times)


def p99(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.99)]


def took_ms(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def alternate(rounds: Iterator[tuple[Callable[[], object], Callable[[], object]]]) -> tuple[list[float], ...]:
    """Run pairs of ours and floor, each first in turn; return the times of both in milliseconds."""
    ours: list[float] = []
    floor: list[float] = []
    for nth, (our_work, floor_work) in enumerate(rounds):
        if nth % 2:
            floor.append(took_ms(floor_work))
            ours.append(took_ms(our_work))
        else:
            ours.append(took_ms(our_work))
            floor.append(took_ms(floor_work))
    warm = len(ours) // 10
    return ours[warm:], floor[warm:]


def tell(what: str, ratio: float, bar: float, detail: str) -> bool:
    held = ratio <= bar
    print(f"{what:<34} {ratio:5.2f}  bar {bar:.1f}  {'holds' if held else 'FALLS SHORT'}  ({detail})")  # noqa: T201
    return held


@contextmanager
def world(folder: Path, customers: int) -> Iterator[tuple[Store, Floor, Actor]]:
    """Build a service world on the disk and open it, by us and by the floor."""
    path = folder / f"{customers}.db"
    with closing(open_embedded(path, KEY, create=True)) as store:
        with store.writer.begin() as connection:
            built = build_world(connection, 7, customers, now=NOW)
        with closing(Floor(path, KEY)) as floor:
            yield store, floor, Actor(built.desk_person_id, "", frozenset({Role.AGENT}))


def pops(desk: Desk, floor: Floor, keys: list[UUID]) -> tuple[list[float], ...]:
    def rounds() -> Iterator[tuple[Callable[[], object], Callable[[], object]]]:
        for key in keys:
            yield (lambda key=key: desk.ask(pop_page, key, NOW), lambda key=key: floor.pop(key, NOW))

    for key in keys:  # both caches are warm, as at a desk after its first hour
        desk.ask(pop_page, key, NOW)
        floor.pop(key, NOW)
    return alternate(rounds())


def some_customers(floor: Floor, count: int) -> list[UUID]:
    return random.Random(7).sample(floor.ids("select id from customer order by id"), count)


def measure_pop(folder: Path, customers: int) -> bool:
    with world(folder, SMALL) as (store, floor, actor):
        with Noise() as noise:
            ours, hand = pops(Desk(store, actor), floor, some_customers(floor, ROUNDS))
        held = tell(
            "pop fetch to a fetch by hand",
            median(ours) / median(hand),
            POP_BAR,
            f"{median(ours):.2f} to {median(hand):.2f} ms, p99 {p99(ours):.2f} to {p99(hand):.2f}; {noise}",
        )
    with world(folder, customers) as (store, floor, actor):
        with Noise() as noise:
            more, hand_more = pops(Desk(store, actor), floor, some_customers(floor, ROUNDS))
        grown = tell(
            f"pop from {SMALL:,} to {customers:,} customers",
            median(more) / median(ours),
            GROWTH_BAR,
            f"{median(ours):.2f} to {median(more):.2f} ms,"
            f" by hand {median(hand):.2f} to {median(hand_more):.2f}; {noise}",
        )
    return held and grown


def measure_save(folder: Path) -> bool:
    with world(folder / "save", SMALL) as (store, floor, actor):
        desk = Desk(store, actor)
        seals = [begin_contact(desk, nth) for nth in range(ROUNDS)]
        with Noise() as noise:
            ours, bare = alternate((lambda seal=seal: desk.execute(seal), floor.commit) for seal in seals)
    return tell(
        "durable save to a bare commit",
        median(ours) / median(bare),
        SAVE_BAR,
        f"{median(ours):.2f} to {median(bare):.2f} ms, p99 {p99(ours):.2f} to {p99(bare):.2f}; {noise}",
    )


def begin_contact(desk: Desk, nth: int) -> SealInteraction:
    """Record a call and open its interaction; return the wrap-up that is to be measured."""
    call, interaction = new_id(), new_id()
    desk.execute(
        RecordCall(
            at=NOW,
            call_id=call,
            line="benchmark",
            linked_id=str(nth),
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


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--customers", type=int, default=100_000, help="of the larger of the two stores")
    customers: int = parser.parse_args().customers
    with tempfile.TemporaryDirectory(prefix="ringside-bench-") as folder:
        held = [measure_save(Path(folder)), measure_pop(Path(folder), customers)]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
