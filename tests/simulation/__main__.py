"""``python -m tests.simulation``: a week of a branch; ``--long``: a quarter with 500 orders a day.

Ended from outside, it prints what it has found until then; with ``--kept FOLDER`` it goes on another time.
"""

from __future__ import annotations

import argparse
import gc
import signal
import sys
from datetime import datetime
from pathlib import Path

from tests.simulation.run import Scale, simulate, table


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--long", action="store_true", help="a quarter, 500 orders a day")
    parser.add_argument("--days", type=float)
    parser.add_argument("--orders", type=int, help="orders a day")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--kept", type=Path, help="lay it aside here each virtual day, and go on from there")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    gc.set_threshold(100_000)  # next to nothing goes in circles: looking took a twentieth of the time
    days, orders = (91, 500) if asked.long else (7, 60)
    scale = Scale(days=asked.days or days, orders_a_day=asked.orders or orders, seed=asked.seed)
    result = simulate(scale, progress=_tell, kept=asked.kept)
    sys.stderr.write("\n")
    sys.stdout.write(table(result) + "\n")
    return 1 if result.violations else 0


def _tell(now: datetime) -> None:
    sys.stderr.write(f"\r{now:%Y-%m-%d %H:%M}")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
