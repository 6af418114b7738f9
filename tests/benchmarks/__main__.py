"""Every figure of the desk that has a bar: ``python -m tests.benchmarks --customers 1000000``.

Absolute times are the machine's, the ratios are ours; what an idle thread had to wait meanwhile is printed
beside as the machine's own noise, and what the processor spent. ``--write`` puts the table into the page of
figures. The stores are made once, in minutes, and kept (`tests.benchmarks.kept`).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks import records, screen, search, start, wallboard
from tests.benchmarks.measure import Figure, say

PAGE = Path(__file__).parents[2] / "docs" / "figures.md"
BEGIN, END = "<!-- the desk: python -m tests.benchmarks --write -->", "<!-- end -->"
PARTS: dict[str, Callable[[int], Iterable[Figure]]] = {
    "records": records.measure,
    "search": search.run,
    "screen": screen.measure,
    "start": start.measure,
    "wallboard": wallboard.measure,
}


def table(figures: Iterable[Figure], customers: int, took_s: float) -> str:
    """Return the figures as a table in Markdown."""
    rows = "\n".join(figure.row() for figure in figures)
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d} with {customers:,} customers"
        f" in {took_s / 60:.0f} minutes.\n\n"
        f"| what | measured | bar | |\n|---|---|---|---|\n{rows}\n"
    )


def write(page: Path, words: str) -> None:
    """Put the table into its place on the page, instead of the one of the last run."""
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n{words}{END}{after}", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--only", choices=PARTS, action="append", help="one part of the figures; repeatable")
    parser.add_argument("--write", action="store_true", help=f"put the table into {PAGE.name}")
    options = parser.parse_args()
    _app = search.application()
    begun, found = time.perf_counter(), []
    for name in options.only or PARTS:
        for figure in PARTS[name](options.customers):
            found.append(figure)
            say(figure.row())
    if options.write:
        write(PAGE, table(found, options.customers, time.perf_counter() - begun))
    return 0 if all(figure.held is not False for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
