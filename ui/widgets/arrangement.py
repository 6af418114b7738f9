"""How a list stands: its columns, by what it is sorted, what it is narrowed to; as a text to be kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

NARROWEST, WIDEST = 32, 640


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Columns by their names: in which order, how wide in pixels, which are hidden; empty: as they come.

    ``sort`` is a column; ``narrowed`` is for the list's own filters to read.
    """

    order: tuple[str, ...] = ()
    widths: Mapping[str, int] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    sort: str = ""
    falling: bool = False
    narrowed: str = ""

    def to_text(self) -> str:
        """Return it as it is kept; an empty text when nothing was arranged."""
        if self == Arrangement():
            return ""
        return json.dumps({name: value for name, value in asdict(self).items() if value}, ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> Arrangement:
        """Read what is kept; what cannot be read is as if it had not been arranged."""
        try:
            kept = json.loads(text) if text else {}
            return cls(
                order=_names(kept.get("order", [])),
                widths={str(name): _width(width) for name, width in dict(kept.get("widths", {})).items()},
                hidden=_names(kept.get("hidden", [])),
                sort=str(kept.get("sort", "")),
                falling=kept.get("falling") is True,
                narrowed=str(kept.get("narrowed", "")),
            )
        except (ValueError, TypeError, AttributeError, OverflowError):
            return cls()


def _names(kept: Any) -> tuple[str, ...]:
    return tuple(str(name) for name in kept)


def _width(width: Any) -> int:
    return max(NARROWEST, min(WIDEST, int(width)))
