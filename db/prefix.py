"""What begins with some words: a range in the order of code points, which an index finds in both dialects."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, ColumnElement, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

_LAST = "\U0010ffff"


class begins_with(FunctionElement[bool]):  # noqa: N801 - it stands in a select as a function does
    """Tell whether text lies between two bounds, see `bounds`.

    Not LIKE: a plan that is kept cannot use an index for a pattern that is given later.
    """

    type = Boolean()
    _is_implicitly_boolean = True  # else SQLite is asked whether it is 1, and uses no index
    inherit_cache = True

    def __init__(self, text: ColumnElement[str], low: Any, high: Any) -> None:
        super().__init__(text, low, high)


def bounds(beginning: str) -> tuple[str, str]:
    """Return the bounds of all texts that begin so."""
    return beginning, beginning + _LAST


def begins_between(text: Any, first: Any, last: Any) -> begins_with:
    """Tell whether text stands between two beginnings, both included: SN22 to SN23 has SN229 and SN23X."""
    return begins_with(text, first, last + literal(_LAST))


@compiles(begins_with, "postgresql")
def _postgresql(element: Any, compiler: Any, **how: Any) -> str:
    text, low, high = (compiler.process(one, **how) for one in element.clauses)
    return f"({text} ~>=~ ({low}) AND {text} ~<~ ({high}))"


@compiles(begins_with, "sqlite")
def _sqlite(element: Any, compiler: Any, **how: Any) -> str:
    text, low, high = (compiler.process(one, **how) for one in element.clauses)
    return f"({text} >= {low} AND {text} < {high})"
