"""How soon the order board shows what is wanted among 100,000: ``python -m tests.benchmarks.board``.

First the filter alone, beside one pass over the same lines in plain Python in the same run; then the page: it
reads the board, is narrowed and takes changes in, while a beat measures how long the Qt thread stood still.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QApplication

from app.board import (
    PAGE,
    BoardFault,
    BoardLine,
    BoardNames,
    BoardPart,
    BoardPerson,
    BoardProvider,
    NextStep,
    OrderState,
    Tier,
    order_board,
)
from app.board_picture import Facet, Order, Picture, Spelling, Wanted
from app.command import Actor
from app.interactions import KeptDraft, kept_drafts
from app.reference import ProductLine, Reference
from app.workers import Workers
from db.models.people import Role
from tests.benchmarks.measure import Noise, median, p99, took_ms
from tests.rows import uid
from ui.board.presenter import BoardPresenter
from ui.board.view import BoardView
from ui.bridge import Bridge
from ui.context import Context
from ui.garbage import Garbage
from ui.i18n import install
from ui.paint_watch import Heartbeat
from ui.theme import Theme

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
AT = int(NOW.timestamp())
BAR_MS, FRAME_MS = 100.0, 1000 / 60
ROUNDS = 15
CHANGED = 50  # customers between two refreshes: ten a second
OPEN = (OrderState.REQUESTED, OrderState.BOOKED, OrderState.ACCEPTED, OrderState.PART_AWAITED)
INSTANTS = [AT + hour * 3600 for hour in range(16)]


def some_names(dice: random.Random) -> BoardNames:
    """Return a country: 31 provinces with 13 branches and 8 counties each, 3,000 providers, 300 owners."""
    counties = [f"{p}{b:02}{c:02}" for p in range(11, 42) for b in range(1, 14) for c in range(1, 9)]
    levels = {code[:digits] for code in counties for digits in (2, 4, 6)}
    word = "".join
    return BoardNames(
        {code: (word(dice.choices("锦江成华武侯青羊高新", k=3)), f"Place {code}") for code in levels},
        {uid(0x10_000 + n): _provider(dice, n) for n in range(3_000)},
        {
            uid(0x20_000 + n): BoardPerson(word(dice.choices("罗李王张杰娜", k=2)), "1", True)
            for n in range(300)
        },
        {
            f"{line.value}{n}": BoardFault(line, f"不{n}", f"Not {n}")
            for line in ProductLine
            for n in range(8)
        },
    )


def _provider(dice: random.Random, n: int) -> BoardProvider:
    return BoardProvider("".join(dice.choices("锦程家电服务佳信", k=4)) + str(n), "周伟", "13700009042")


def some_lines(dice: random.Random, names: BoardNames, count: int) -> list[BoardLine]:
    """Return open orders, one in four late, sorted by id as a store gives them."""
    counties = [code for code in names.regions if len(code) == 6]
    providers, owners, faults = [*names.providers], [*names.persons], [*names.faults]
    found = []
    for n in range(count):
        promised = AT + dice.randrange(-90_000, 270_000)
        found.append(
            BoardLine(
                order_id=uid(0x1_000_000 + n),
                customer_id=uid(0x2_000_000 + n),
                number=f"261122-{n % 8000:04}-{n // 8000:02}",
                state=dice.choice(OPEN),
                fault_code=dice.choice(faults),
                region_code=dice.choice(counties),
                provider_id=dice.choice(providers),
                owner_id=dice.choice(owners),
                next_step=NextStep.VISIT,
                next_step_at=promised,
                promised_from=promised - 10_800,
                promised_to=promised,
                opened_at=promised - 172_800,
                urge_count=dice.choice((0, 0, 0, 1, 2)),
                tier=Tier.STANDARD,
                told_count=0,
                is_paused=False,
            )
        )
    return found


def wishes(names: BoardNames) -> Iterator[tuple[str, Wanted]]:
    owner = str(next(iter(names.persons)))
    yield "all", Wanted()
    yield "one province", Wanted({Facet.PROVINCE: "31"})
    yield "province, branch", Wanted({Facet.PROVINCE: "32", Facet.BRANCH: "3204"})
    yield "one state", Wanted({Facet.STATE: "booked"})
    yield "state and product", Wanted({Facet.STATE: "booked", Facet.PRODUCT: "washer"})
    yield "one owner", Wanted({Facet.OWNER: owner})
    yield "late only", Wanted(last=AT)
    yield "a word that many have", Wanted(words="周伟")
    yield "initials and digits", Wanted(words="jj 0407")
    yield "a word that nobody has", Wanted(words="zzzz")
    yield "late, state, word", Wanted({Facet.STATE: "booked"}, "jj", last=AT)
    yield "most chased first", Wanted({Facet.PROVINCE: "31"}, order=Order.CHASED)


def worked_ms(work: Callable[[], object]) -> float:
    """Return how long this thread itself worked: a machine busy with others takes longer by the clock."""
    begun = time.thread_time()
    work()
    return (time.thread_time() - begun) * 1000


def measure_filter(lines: list[BoardLine], names: BoardNames) -> bool:
    """Print how long each way of narrowing takes, as times of one plain pass."""
    spell = Spelling(names)
    kept = [spell.keep(line) for line in lines]
    built = took_ms(lambda: Picture.of(kept, spell))
    picture = Picture.of(kept, spell)
    say(f"{len(lines):,} lines; a picture of them takes {built:.0f} ms, beside the screen")
    held = True
    for name, wanted in wishes(names):
        ours, floor, clock = [], [], []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            ours.append(worked_ms(lambda wanted=wanted: picture.find(wanted, INSTANTS)))
            clock.append((time.perf_counter() - begun) * 1000)
            floor.append(worked_ms(lambda: [line for line in lines if line.region_code[:2] == "31"]))
        held = held and median(ours) <= BAR_MS
        say(
            f"  {name:<24} {median(ours) / median(floor):5.2f} passes, of work p50 {median(ours):5.1f} ms,"
            f" p99 {p99(ours):5.1f} (a pass {median(floor):.1f}); by the clock p50 {median(clock):5.1f}"
        )
    changed = [uid(0x2_000_000 + n) for n in range(CHANGED)]
    took = took_ms(lambda: picture.changed(changed, kept[:CHANGED]))
    say(f"  {CHANGED} customers changed: {took:.1f} ms")
    return held


class PagedDesk:
    """Gives the board as a hub does: in pages, then what changed."""

    actor = Actor(uid(1), "", frozenset({Role.SUPERVISOR}))

    def __init__(self, lines: list[BoardLine], names: BoardNames) -> None:
        self._lines, self._names = lines, names
        self._ids = [line.order_id for line in lines]
        self._dice = random.Random(11)

    def ask(self, query: Any, *args: Any) -> Any:
        if query is order_board:
            return self._part(*args)
        return [] if query is kept_drafts else self._names

    def keep_draft(self, draft: KeptDraft) -> None:
        """Nothing is kept of a measurement."""

    def _part(self, since: str, after: UUID | None = None) -> BoardPart:
        if since:
            changed = [
                line._replace(urge_count=line.urge_count + 1)
                for line in self._dice.sample(self._lines, CHANGED)
            ]
            return BoardPart("1", tuple(changed), tuple(line.customer_id for line in changed))
        begin = bisect_right(self._ids, after) if after else 0
        page = tuple(self._lines[begin : begin + PAGE])
        return BoardPart("1", page, None, page[-1].order_id if begin + PAGE < len(self._lines) else None)


class Page:
    """The page in a window, and a beat that says how late the Qt thread was."""

    def __init__(self, app: QApplication, desk: PagedDesk) -> None:
        self._app, self.late_ms, self.turns_ms = app, [0.0], [0.0]
        self.workers = Workers()
        self.bridge = Bridge(self.workers)
        context = Context(desk, self.bridge, Reference({}, (), ()), lambda: NOW)  # type: ignore[arg-type]
        self.view = BoardView()
        self._garbage = Garbage(self.view)
        self.presenter = BoardPresenter(context, self.view)
        self.beat = Heartbeat(lambda _kind, facts: self.late_ms.append(facts["late_ms"]), self.view)
        self.view.resize(1294, 684)

    def until_shown(self, act: Callable[[], object]) -> float:
        """Do something and return how many milliseconds later the answer is painted."""
        begun = time.perf_counter()
        act()
        while not self.bridge.is_idle or self.view.filters._typed.isActive():
            self.turns_ms.append(worked_ms(self._app.processEvents))
        self.turns_ms.append(worked_ms(self._app.processEvents))
        return (time.perf_counter() - begun) * 1000

    def stall(self) -> str:
        """Tell the longest turn and stall of the Qt thread since the last time."""
        turn, late = max(self.turns_ms), max(self.late_ms)
        self.turns_ms[:], self.late_ms[:] = [0.0], [0.0]
        return f"Qt's longest turn {turn:.1f} ms of work, longest stall {late:.1f} ms by the clock"

    def close(self) -> None:
        self.beat.stop()
        self.view.close()
        self.bridge.stop()
        self.workers.stop()


def measure_page(app: QApplication, lines: list[BoardLine], names: BoardNames) -> None:
    page = Page(app, PagedDesk(lines, names))
    with Noise() as noise:
        page.beat.start()
        took = page.until_shown(page.view.show)
        say(f"first picture on screen after {took:.0f} ms; {page.stall()}")
        filters, times = page.view.filters, []
        for turn in range(ROUNDS):
            times.append(
                page.until_shown(lambda turn=turn: filters.choose(Facet.PROVINCE, str(31 + turn % 5)))
            )
            times.append(page.until_shown(lambda: filters.choose(Facet.STATE, "booked")))
            times.append(page.until_shown(page.view.show_all))
        say(f"chosen to painted p50 {median(times):.1f} ms, p99 {p99(times):.1f}; {page.stall()}")
        typed = [
            page.until_shown(lambda word=word: filters.words.setText(word)) for word in ("j", "jj", "jj 04")
        ]
        say(f"typed to painted {max(typed):.1f} ms, of it 80 ms waiting for more; {page.stall()}")
        page.view.show_all()
        fresh = [page.until_shown(page.presenter.reader.refresh) for _ in range(ROUNDS)]
        say(f"refreshed p50 {median(fresh):.1f} ms, beside the screen; {page.stall()}")
    say(f"a frame is {FRAME_MS:.1f} ms; {noise}")
    page.close()


def say(words: str) -> None:
    print(words, flush=True)  # noqa: T201


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.board", description=__doc__)
    parser.add_argument("--orders", type=int, default=100_000)
    count: int = parser.parse_args().orders
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    dice = random.Random(7)
    names = some_names(dice)
    lines = some_lines(dice, names, count)
    held = measure_filter(lines, names)
    app = QApplication([])
    Theme(app)
    install(app, "en")
    measure_page(app, lines, names)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
