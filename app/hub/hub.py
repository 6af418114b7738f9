"""What every route of a hub works with. Nothing that matters is only here: all of it can be rebuilt."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Annotated

from anyio import CapacityLimiter
from fastapi import Depends, Request

from app.hub.changes import Feed
from app.hub.floor import Floor
from app.hub.limits import Limits
from app.hub.strangers import Strangers
from app.hub.streams import Streams
from db.store import Store


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Hub:
    """One hub at one central store.

    ``sign_ins`` are threads of their own: a rush of sign-ins, each of which costs a password's work, does
    not stand before the work of those who are signed in. No clock of a desk may be more ``ahead`` than this.
    """

    store: Store
    now: Callable[[], datetime] = utc_now
    ahead: timedelta = timedelta(days=1)
    limits: Limits = field(default_factory=Limits)
    streams: Streams = field(default_factory=Streams)
    strangers: Strangers = field(default_factory=Strangers)
    sign_ins: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(os.cpu_count() or 2))
    feed: Feed = field(init=False)
    floor: Floor = field(init=False)

    def __post_init__(self) -> None:
        self.feed = Feed(self.store, self.streams, self.now)
        self.floor = Floor(self.store, self.streams, self.now)


def hub_of(request: Request) -> Hub:
    hub: Hub = request.app.state.hub
    return hub


TheHub = Annotated[Hub, Depends(hub_of)]
