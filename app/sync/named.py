"""Which records a command names: the ids in its body, as JSON has them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from uuid import UUID


def ids_in(body: Any) -> set[UUID]:
    """Return every id that a command's body names."""
    return {one for _, one in _named(body, "")}


def customers_in(body: Any) -> set[UUID]:
    """Return the customers that a command's body names as such."""
    return {one for field, one in _named(body, "") if field == "customer_id"}


def _named(value: Any, field: str) -> Iterator[tuple[str, UUID]]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _named(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from _named(one, field)
    elif isinstance(value, str) and len(value) == 36:
        with suppress(ValueError):
            yield field, UUID(value)
