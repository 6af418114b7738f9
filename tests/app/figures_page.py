"""The definitions in docs/reports.md, made from the figures themselves.

``python -m tests.app.figures_page docs/reports.md`` writes them anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from app.metrics.figures import FIGURES, Unit

BEGIN, END = "<!-- figures: made from app/metrics/figures.py -->\n", "<!-- end of the figures -->\n"
UNITS = {Unit.COUNT: "number", Unit.SECONDS: "time", Unit.SHARE: "share"}


def definitions() -> str:
    """Return a table of all figures."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "| figure | | how it is made | where others count otherwise |"
    yield "| --- | --- | --- | --- |"
    for figure in FIGURES:
        yield f"| **{figure.words}** | {UNITS[figure.unit]} | {figure.formula} | {figure.caution} |"


def with_definitions(page: str) -> str:
    """Return a page with the definitions as they are now."""
    before, _, rest = page.partition(BEGIN)
    return before + BEGIN + definitions() + END + rest.partition(END)[2]


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(with_definitions(path.read_text(encoding="utf-8")), encoding="utf-8")
