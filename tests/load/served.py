"""The hub of the load in a process of its own, holding the line that its store names: ``served URL PORT``."""

from __future__ import annotations

import logging
import sys
from contextlib import closing
from functools import partial

import uvicorn

from app.hub.clock import BEAT_S
from app.hub.lines import Lines
from app.hub.run import pause_seldom
from app.hub.server import create_app
from db.store import open_central


def main(url: str, port: str) -> None:
    logging.basicConfig(level=logging.WARNING, format="hub: %(name)s %(message)s")
    with closing(open_central(url)) as store:
        lines = partial(Lines, secret_of=lambda _store, line: f"word of {line}", look_s=1.0)
        app = create_app(store, beat_s=BEAT_S, lines=lines, pages_at_once=True)
        pause_seldom()
        uvicorn.run(app, port=int(port), log_level="warning", access_log=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
