"""Every figure of the desk that has a bar: ``python -m tests.benchmarks --customers 1000000``.

Absolute times are the machine's, the ratios are ours; what an idle thread had to wait meanwhile is printed
beside as the machine's own noise, and what the processor spent. ``--write`` puts the table of each part into
its own place on the page of figures. The stores are made once and kept (`tests.benchmarks.kept`).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from tests.benchmarks import records, screen, search, start, wallboard
from tests.benchmarks.measure import PAGE, Figure, mark, put, say

PARTS: dict[str, Callable[[int], Iterable[Figure]]] = {
    "records": records.measure,
    "search": search.run,
    "screen": screen.measure,
    "start": start.measure,
    "wallboard": wallboard.measure,
}


def write(part: str, figures: Iterable[Figure], customers: int) -> None:
    """Put the table of a part into its own place on the page."""
    rows = "\n".join(figure.row() for figure in figures)
    of = f", {customers:,} customers" if part != "wallboard" else ""
    when = f"Measured on {datetime.now(UTC):%Y-%m-%d}{of}."
    words = f"{when}\n\n| what | measured | bar | |\n|---|---|---|---|\n{rows}\n"
    put(mark(part), words)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--only", choices=PARTS, action="append", help="one part of the figures; repeatable")
    parser.add_argument("--write", action="store_true", help=f"put the tables into {PAGE.name}")
    options = parser.parse_args()
    _app = search.application()
    found: list[Figure] = []
    for name in options.only or PARTS:
        figures = []
        for figure in PARTS[name](options.customers):
            figures.append(figure)
            say(figure.row())
        found += figures
        if options.write:
            write(name, figures, options.customers)
    return 0 if all(figure.held is not False for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
