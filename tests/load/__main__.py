"""How a floor bears its load: ``python -m tests.load``; ``--long`` for ten minutes.

Measured is from the bytes of `AgentCalled` on the PBX's socket to the caller's page in the hands of the desk:
read out of the store, over HTTP, made into the records that the screen is given. It is not painted; what
that takes is in docs/figures.md under the desk.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import closing

from tests.load.floor import Load, run
from tests.postgres import OwnCluster, PostgresServer, find_binaries


def main() -> int:
    parser, usual = argparse.ArgumentParser(description=__doc__), Load()
    parser.add_argument("--agents", type=int, default=usual.agents)
    parser.add_argument("--rate", type=float, default=usual.rate, help="calls a second")
    parser.add_argument("--desks", type=int, default=usual.desks, help="processes")
    parser.add_argument("--seconds", type=float, default=usual.seconds)
    parser.add_argument("--long", action="store_true", help="ten minutes")
    options = parser.parse_args()
    seconds = 600.0 if options.long else options.seconds
    load = Load(options.agents, options.rate, seconds, options.desks)
    cluster = OwnCluster(find_binaries())
    try:
        with closing(PostgresServer(cluster.start())) as server:
            found = run(server, load)
    finally:
        cluster.stop()
    print(  # noqa: T201
        f"{found.calls} calls, {found.rings} rings, {found.with_page} with the page;"
        f" ring to page p50 {found.late(0.5):.0f} p99 {found.late(0.99):.0f} most {found.late_ms[-1]:.0f} ms;"
        f" hub {found.hub_cpu:.0%} of a processor; {len(found.wrong)} lost or wrong"
    )
    for one in found.wrong[:20]:
        print(one)  # noqa: T201
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
