"""What every benchmark measures with: wall and processor time, the machine's noise, a verdict."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

PAGE = Path(__file__).parents[2] / "docs" / "figures.md"
END = "<!-- end -->"  # of each place on the page
HOLDS, SHORT = "holds", "falls short"


@dataclass(frozen=True)
class Figure:
    """One line of the page of figures. ``held`` is None for what has no bar of its own."""

    what: str
    measured: str
    bar: str = ""
    held: bool | None = None

    @property
    def verdict(self) -> str:
        return "" if self.held is None else HOLDS if self.held else SHORT

    def row(self) -> str:
        """Return the line as a row of a table in Markdown."""
        return f"| {self.what} | {self.measured} | {self.bar} | {self.verdict} |"


class Noise:
    """Measures in a thread of its own how much longer than asked an idle thread sleeps."""

    def __init__(self) -> None:
        self._late_ms: list[float] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> Noise:
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.is_set():
            begun = time.perf_counter()
            time.sleep(0.001)
            self._late_ms.append((time.perf_counter() - begun) * 1000 - 1)

    def __str__(self) -> str:
        return f"idle thread late p50 {median(self._late_ms):.2f} p99 {p99(self._late_ms):.2f} ms"


class Times:
    """Wall and processor time of one thing done again and again. Units: milliseconds.

    On a machine that others share the processor time is what the work costs; the wall time says what it took.
    """

    def __init__(self) -> None:
        self.wall: list[float] = []
        self.cpu: list[float] = []

    @contextmanager
    def one(self) -> Iterator[None]:
        begun, spent = time.perf_counter(), time.thread_time()
        yield
        self.cpu.append((time.thread_time() - spent) * 1000)
        self.wall.append((time.perf_counter() - begun) * 1000)

    def warm(self) -> Times:
        """Return the times without the first tenth, in which caches fill."""
        kept, first = Times(), len(self.wall) // 10
        kept.wall, kept.cpu = self.wall[first:], self.cpu[first:]
        return kept

    def __str__(self) -> str:
        return (
            f"p50 {median(self.wall):.1f}, p99 {p99(self.wall):.1f} ms"
            f" (processor {median(self.cpu):.1f}, {p99(self.cpu):.1f})"
        )


def median(times: Sequence[float]) -> float:
    return statistics.median(times)


def p99(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.99)]


def took_ms(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def alternate(rounds: Iterator[tuple[Callable[[], object], Callable[[], object]]]) -> tuple[Times, Times]:
    """Run pairs of ours and floor, each first in turn; return the times of both, warm."""
    ours, floor = Times(), Times()
    for nth, (our_work, floor_work) in enumerate(rounds):
        for times, work in ((ours, our_work), (floor, floor_work))[:: -1 if nth % 2 else 1]:
            with times.one():
                work()
    return ours.warm(), floor.warm()


def mark(part: str) -> str:
    """Return where the table of a part of the figures begins on the page."""
    return f"<!-- {part}: python -m tests.benchmarks --write -->"


def put(begin: str, words: str, page: Path = PAGE) -> None:
    """Put words between two marks of a page, instead of those of the last run; the rest stays as it is."""
    before, found, rest = page.read_text(encoding="utf-8").partition(begin)
    _, is_closed, after = rest.partition(END)
    if not found or not is_closed:
        raise ValueError(f"{page.name} has no place for {begin}")
    page.write_text(f"{before}{begin}\n{words}{END}{after}", encoding="utf-8")


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201
