"""How a floor bears its load: ``python -m tests.load``; ``--long`` for ten minutes, ``--write`` to the page.

Measured is from the bytes of `AgentCalled` on the PBX's socket to the caller's page in the hands of the desk:
read out of the store, over HTTP, made into the records that the screen is given. It is not painted; what
that takes is in docs/figures.md under the desk.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from datetime import UTC, datetime

from tests.benchmarks.measure import PAGE, Noise, put, say
from tests.load.floor import Load, Result, run
from tests.postgres import OwnCluster, PostgresServer, find_binaries

BEGIN = "<!-- the floor: python -m tests.load --write -->"


def table(found: Result, load: Load, noise: Noise) -> str:
    """Return what came of a run as a table in Markdown."""
    how_long = f"{load.seconds / 60:.0f} minutes" if load.seconds > 60 else f"{load.seconds:.0f} seconds"
    return (
        f"{load.agents} agents, {load.rate:g} calls a second for {how_long}, {load.desks} desk processes;"
        f" {noise}. On {datetime.now(UTC):%Y-%m-%d}.\n\n| what | measured |\n|---|---|\n"
        f"| calls made; lost or wrong at the store or a desk | {found.calls}; {len(found.wrong)} |\n"
        f"| ring at the PBX, ring at the desk | p50 {found.late(0.5):.0f}, p99 {found.late(0.99):.0f},"
        f" most {found.late_ms[-1]:.0f} ms |\n"
        f"| rings that brought the page along | {found.with_page} of {found.rings} |\n"
        f"| the hub's process | {found.hub_cpu:.0%} of a processor |\n"
    )


def measured(load: Load) -> tuple[Result, Noise]:
    cluster = OwnCluster(find_binaries())
    try:
        with closing(PostgresServer(cluster.start())) as server, Noise() as noise:
            return run(server, load), noise
    finally:
        cluster.stop()


def main() -> int:
    parser, usual = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__), Load()
    parser.add_argument("--agents", type=int, default=usual.agents)
    parser.add_argument("--rate", type=float, default=usual.rate, help="calls a second")
    parser.add_argument("--desks", type=int, default=usual.desks, help="processes")
    parser.add_argument("--seconds", type=float, default=usual.seconds)
    parser.add_argument("--long", action="store_true", help="ten minutes")
    parser.add_argument("--write", action="store_true", help=f"put the table into {PAGE.name}")
    options = parser.parse_args()
    seconds = 600.0 if options.long else options.seconds
    load = Load(options.agents, options.rate, seconds, options.desks)
    found, noise = measured(load)
    words = table(found, load, noise)
    say(words)
    for one in found.wrong[:20]:
        say(one)
    if options.write:
        put(BEGIN, words)
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
