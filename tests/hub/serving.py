"""Running a hub in a thread of the test."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import uvicorn

from app.hub.hub import Hub
from app.hub.rings import Rings
from app.hub.run import Address, reserved
from app.hub.sender import Sender
from app.hub.server import create_app
from app.telephony.line import Line
from db.store import Store


@dataclass
class HubAtWork:
    """A hub that answers; ``inside`` is what its routes work with, ``rings`` what follows its lines."""

    url: str
    store: Store
    inside: Hub
    rings: Rings


@contextmanager
def serve(
    store: Store,
    now: Callable[[], datetime],
    line: Line | None = None,
    sender: Callable[[Hub], Sender] | None = None,
    beat_s: float | None = None,
    look_s: float | None = None,
    lines: Callable[[Hub, Rings], Any] | None = None,
) -> Iterator[HubAtWork]:
    """Serve until left."""
    app = create_app(store, now=now, line=line, sender=sender, beat_s=beat_s, look_s=look_s, lines=lines)
    app.state.hub.ahead = timedelta.max  # the rows of the tests are of one day, whenever they run
    config = uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    with reserved(Address("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, args=([listening],), name="hub")
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive(), "the hub did not start"
                time.sleep(0.01)
            url = f"http://127.0.0.1:{listening.getsockname()[1]}"
            yield HubAtWork(url, store, app.state.hub, app.state.rings)
        finally:
            app.state.hub.streams.close_all()
            server.should_exit = True
            thread.join(10)
