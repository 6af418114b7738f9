"""Instants as whole seconds, in the words of each store."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class second_of(FunctionElement[int]):  # noqa: N801
    """The whole second since 1970 (UTC) in which an instant lies: its fraction is cut off.

    Differences of whole seconds add up: a time cut in two has parts that make the whole.
    """

    name = "second_of"
    type = BigInteger()
    inherit_cache = True


@compiles(second_of, "sqlite")
def _in_sqlite(element: second_of, compiler: SQLCompiler, **options: Any) -> str:
    # unixepoch rounds to milliseconds first: .9996 would be the next second
    return f"unixepoch(substr({compiler.process(element.clauses, **options)}, 1, 19))"


@compiles(second_of, "postgresql")
def _in_postgresql(element: second_of, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(floor(extract(epoch FROM {compiler.process(element.clauses, **options)})) AS BIGINT)"
