"""The calls that are on at the hub's lines: where each rings and talks, and who was told of it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from app.calls import CallDirection
from app.events import (
    CallAnswered,
    CallArrived,
    CallEnded,
    CallEvent,
    CallLeft,
    OfferEnded,
    OfferRinging,
)
from app.telephony.agents import extension_of

Page = tuple[bytes, list[UUID]]


class Where(StrEnum):
    """How a call stands at an agent."""

    RINGS = "rings"
    UP = "up"


@dataclass(slots=True)
class LineCall:
    """A call on the floor: what comes of it is told in order, call by call."""

    arrived: CallArrived | None = None
    page: asyncio.Task[Page] | None = None
    told: set[UUID] = field(default_factory=set)  # the desks that know of it
    at: dict[str, Where] = field(default_factory=dict)  # by extension
    waiting: asyncio.Queue[CallEvent] = field(default_factory=asyncio.Queue)
    following: asyncio.Task[None] = field(init=False)

    def take(self, event: CallEvent) -> None:
        """Notice where it rings and talks now."""
        match event:
            case CallArrived():
                self.arrived = event
                if event.direction is not CallDirection.IN and event.dialled_by:
                    self.at[extension_of(event.dialled_by)] = Where.UP
            case OfferRinging():
                self.at[extension_of(event.agent)] = Where.RINGS
            case CallAnswered():
                self.at[extension_of(event.agent)] = Where.UP
            case OfferEnded() | CallLeft():
                self.at.pop(extension_of(event.agent), None)
            case CallEnded():
                self.at.clear()
