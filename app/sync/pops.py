"""Pages that came from the hub: rows in JSON become the same frozen page that a local query gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from app.matching import CANDIDATES, Candidate, matched
from app.pop import SECTIONS, Head, PopPage, assemble, head_of
from app.sync.client import HubClient, ReadReason

_ANSWER = TypeAdapter(dict[str, Any])


@dataclass(frozen=True, slots=True)
class Popped:
    """What the hub knows of a number or a customer.

    ``candidates`` is empty when a customer was asked for. ``head`` without ``page``: the page is too large
    for one answer, and the rest is read from the bundle. Time zone: ``at`` is aware, the hub's time.
    """

    at: datetime
    candidates: tuple[Candidate, ...] = ()
    head: Head | None = None
    page: PopPage | None = None


def read_popped(answer: Mapping[str, Any]) -> Popped:
    """Make a page of what the hub answered, or what a ring brought."""
    at = datetime.fromisoformat(answer["at"]).astimezone(UTC)
    candidates = tuple(matched(CANDIDATES.from_json(answer["candidates"])))
    sections = answer["page"] or {}
    found = {name: SECTIONS[name].from_json(rows) for name, rows in sections.items()}
    if not found or not found["head"]:
        return Popped(at, candidates)
    page = assemble(found, at) if len(found) == len(SECTIONS) else None
    return Popped(at, candidates, head_of(found), page)


def pop_of_customer(client: HubClient, customer_id: UUID, reason: ReadReason, subject: str) -> Popped:
    """Read a customer's page at the centre. Raises what `HubClient` raises."""
    asked = {"customer": customer_id, "reason": reason, "subject": subject}
    answer: dict[str, Any] = client.get("/v1/pop", asked, _ANSWER)
    return read_popped(answer)
