"""Where every id comes from. Nothing is ordered by id."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid5

import uuid_utils.compat

NAMESPACE = UUID("6f1d4f0a-5a7e-5c0c-9a55-2f7b8f7c4e11")


def new_id() -> UUID:
    """Make an id for something that only this process decides (UUIDv7)."""
    return uuid_utils.compat.uuid7()


def made_at(own: UUID) -> datetime:
    """Return when `new_id` made an id. Aware, UTC."""
    return datetime.fromtimestamp((own.int >> 80) / 1000, UTC)


def derived_id(*parts: object) -> UUID:
    """Derive the id of a thing that several desks see, the same on each of them."""
    return uuid5(NAMESPACE, "\x1f".join(str(part) for part in parts))


def call_id(line: str, linked_id: str) -> UUID:
    """Id of a call, from its line and the line's id of the whole call."""
    return derived_id("call", line, linked_id)


def offer_id(call: UUID, agent: str, nth: int) -> UUID:
    """Id of the nth offer (from 0) of a call to the line's agent."""
    return derived_id("offer", call, agent, nth)


def leg_id(call: UUID, unique_id: str) -> UUID:
    """Id of a leg of a call, from the line's id of the channel."""
    return derived_id("leg", call, unique_id)


def interaction_id(call: UUID, person: UUID) -> UUID:
    """Id of what one person records about one call."""
    return derived_id("interaction", call, person)
