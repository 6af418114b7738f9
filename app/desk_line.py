"""The lines of a desk: a PBX, the hub's or one held by the desk alone, and beside it a softphone's pops."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from threading import Lock
from typing import Any

from app.errors import NoKeyring
from app.events import CallArrived, LineEvent, LineUp
from app.keys import line_secret
from app.line_maker import asterisk_line
from app.line_records import LineRecords
from app.phone_lines import line_ways
from app.telephony.agents import extension_of
from app.telephony.line import Asked, Control, Line, Listener
from app.telephony.quiet import QuietLine
from db.models.ledger import StoreFact
from db.store import Store

_POPS = QuietLine.controls
_LOG = logging.getLogger(__name__)


class LineAndPops(QuietLine):
    """Tell what either line tells, one at a time; what is asked goes to the line that has the call.

    Whether the phone rings here is said by the PBX's line alone: a softphone's pops are always taken.
    ``heard`` and ``asked`` translate between this desk's name of the agent and the PBX's.
    """

    def __init__(
        self,
        agent: str,
        line: Line,
        *,
        heard: Callable[[LineEvent], LineEvent] = lambda event: event,
        asked: Callable[[Asked], Asked] = lambda asked: asked,
    ) -> None:
        super().__init__(agent)
        self._line, self._telling = line, Lock()
        self._heard, self._as_asked = heard, asked

    @property
    def controls(self) -> frozenset[Control]:  # type: ignore[override]
        return self._line.controls | _POPS

    def start(self, listener: Listener) -> None:
        def tell(event: LineEvent) -> None:
            with self._telling:
                listener(event)

        super().start(lambda event: None if isinstance(event, LineUp) else tell(event))
        self._line.start(lambda event: tell(self._heard(event)))

    def stop(self) -> None:
        self._line.stop()
        super().stop()

    def ask(self, asked: Asked) -> None:
        super().ask(asked) if _is_pop(asked.linked_id) else self._line.ask(self._as_asked(asked))


def _is_pop(linked_id: str) -> bool:
    return linked_id.startswith("pop-")


def own_line(line: Line, agent: str, extension: str, pbx_name: str) -> LineAndPops:
    """Return the line of a desk that holds a PBX's alone; its agent is whoever has this extension there."""

    def heard(event: LineEvent) -> LineEvent:
        changes: dict[str, Any] = {}
        if extension_of(getattr(event, "agent", "")) == extension:
            changes["agent"] = agent
        if isinstance(event, CallArrived) and extension_of(event.dialled_by) == extension:
            changes["dialled_by"] = agent
        return replace(event, **changes) if changes else event

    def asked(asked: Asked) -> Asked:
        return replace(asked, agent=pbx_name) if asked.agent in ("", agent) else asked

    return LineAndPops(agent, line, heard=heard, asked=asked)


def line_of_desk(store: Store, agent: str) -> QuietLine:
    """Return the line of a desk without a hub: that of its store, with the pops of a softphone beside it.

    Only the pops where there is none, or where its secret is not known: the log says so.
    """
    with store.read() as session:
        ways = line_ways(session)
        store_id = session.get_one(StoreFact, "store_id").value
    if not ways:
        return QuietLine(agent)
    way = ways[0]
    for other in ways[1:]:
        _LOG.warning("this desk holds the line %s, and so not %s", way.name, other.name)
    try:
        secret = line_secret(store_id, way.name)
    except NoKeyring:
        secret = None
    if not secret:
        _LOG.warning("the line %s waits: its secret is not in the keyring", way.name)
        return QuietLine(agent)
    line = asterisk_line(way, secret, keeper=LineRecords(store, way.name))
    return own_line(line, agent, way.extension, way.agent(way.extension))
