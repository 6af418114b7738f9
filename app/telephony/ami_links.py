"""Which channel is a leg of which call: the legs of one line, by their Uniqueid and Linkedid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from app.telephony.ami import Message
from app.telephony.ami_call import Link, OpenCall, OpenLeg

_GONE_KEPT = 5000  # late events of what is gone must not begin it anew


class Links:
    """Everything that is open. A leg can move to another Linkedid: who takes up a parked call."""

    def __init__(self) -> None:
        self._heard_at = datetime.min.replace(tzinfo=UTC)  # by our own clock, when the last message came
        self._links: dict[str, Link] = {}
        self._where: dict[str, str] = {}  # Linkedid by Uniqueid, of legs that are not gone
        self._gone: dict[str, None] = {}
        self._over: dict[str, None] = {}  # Linkedids of calls that were told

    def __iter__(self) -> Iterator[Link]:
        return iter(list(self._links.values()))

    def find(self, linked_id: str) -> Link | None:
        return self._links.get(linked_id)

    def hear(self, message: Message, at: datetime) -> Link | None:
        """Take note of a message; return the link that it is about. Time zone: ``at`` is our own clock."""
        self._heard_at = at
        link = self.of(message)
        if link is not None:
            link.heard_at = at
        return link

    def of(self, message: Message) -> Link | None:
        """Return the link that a message is about, if it is known."""
        unique_id, linked_id = message.get("Uniqueid"), message.get("Linkedid")
        where = self._where.get(unique_id)
        if where is not None and linked_id and where != linked_id:
            where = self._move(unique_id, where, linked_id)
        return self._links.get(where or linked_id)

    def begin(self, unique_id: str, linked_id: str, channel: str, at: datetime) -> OpenLeg | None:
        """Return the leg, as a new one if nobody heard of it; None when it is gone or has no name.

        Time zone: ``at`` is by the PBX's clock, if it tells one.
        """
        if not unique_id or not linked_id or unique_id in self._gone or linked_id in self._over:
            return None
        where = self._where.setdefault(unique_id, linked_id)
        link = self._link(where)
        if unique_id not in link.legs:
            link.legs[unique_id] = OpenLeg(unique_id, channel, "", "", at)
        return link.legs[unique_id]

    def open_legs(self) -> list[str]:
        return list(self._where)

    def where(self, unique_id: str) -> str:
        """Return the Linkedid of a leg that is not gone; else an empty text."""
        return self._where.get(unique_id, "")

    def leg(self, unique_id: str) -> OpenLeg | None:
        """Return a leg that is not gone."""
        link = self._links.get(self._where.get(unique_id, ""))
        return link.legs.get(unique_id) if link else None

    def end(self, unique_id: str, at: datetime | None, cause: int | None) -> Link | None:
        """Note that a leg is gone; return its link."""
        _remember(self._gone, unique_id)
        link = self._links.get(self._where.pop(unique_id, ""))
        if link is not None:
            leg = link.legs[unique_id]
            leg.ended_at, leg.cause, leg.is_gone = at, cause, True
        return link

    def drop(self, link: Link) -> None:
        """Forget a link; none of its legs begins anew."""
        for unique_id in link.legs:
            if self._where.get(unique_id) == link.linked_id:
                self.end(unique_id, None, None)
        self._links.pop(link.linked_id, None)
        if link.call is not None:
            _remember(self._over, link.linked_id)

    def _link(self, linked_id: str) -> Link:
        return self._links.setdefault(linked_id, Link(linked_id, self._heard_at))

    def _move(self, unique_id: str, old: str, new: str) -> str:
        """Take a leg to another Linkedid; but a told call keeps its name, so its customer's leg stays."""
        link = self._links[old]
        if link.call is not None and not link.call.is_over and unique_id == link.call.customer_leg:
            return old
        self._link(new).legs[unique_id] = link.legs.pop(unique_id)
        self._where[unique_id] = new
        if not link.legs and link.call is None:
            del self._links[old]
        return new


def _remember(names: dict[str, None], name: str) -> None:
    names[name] = None
    if len(names) > _GONE_KEPT:
        del names[next(iter(names))]


def open_call(link: Link | None) -> OpenCall | None:
    """Return the call of a link, if it was told and is not over."""
    return link.call if link and link.call and not link.call.is_over else None
