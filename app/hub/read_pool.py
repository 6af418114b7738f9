"""Connections for what a hub answers in one statement: pages and searches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any, Final, cast

from psycopg import AsyncConnection, AsyncRawCursor, InterfaceError, OperationalError
from psycopg.adapt import Buffer, Loader
from psycopg_pool import AsyncConnectionPool, PoolClosed, PoolTimeout
from sqlalchemy import BindParameter, Dialect, Engine, Select
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.sql import visitors

from app.errors import NoCentre
from db.prepared import Compiled, compile_for

CONNECTIONS: Final = 4
WAIT_S: Final = 3.0
# As the server numbers parameters: the driver does not cache how it reads a long statement with names.
_DIALECT: Final[Dialect] = psycopg.dialect(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]
# To plan one of these statements takes longer than to run it, so that a plan is made once a connection. All
# of them look up a few rows by an index; a plan made while the tables were small would not go on to.
_SETTINGS: Final = (
    "plan_cache_mode=force_generic_plan",
    "jit=off",
    "enable_seqscan=off",
    "enable_bitmapscan=off",
    "enable_hashjoin=off",
    "enable_mergejoin=off",
    "statement_timeout=5s",
)
OPTIONS: Final = " ".join(f"-c {setting}" for setting in _SETTINGS)


class _AsSent(Loader):
    """Hands JSON on as the database wrote it."""

    def load(self, data: Buffer) -> bytes:
        return bytes(data)


class ReadStatement:
    """A statement in the driver's own form: the same bytes each time, whose hash it keeps.

    It is made when it is first asked for: a page's takes a tenth of a second.
    """

    def __init__(self, make: Callable[[], Select[*tuple[Any, ...]]]) -> None:
        self._make = make

    @cached_property
    def compiled(self) -> Compiled:
        return compile_for(_with_values(self._make()), _DIALECT)

    @cached_property
    def sql(self) -> bytes:
        return self.compiled.sql.encode()


Planned = Sequence[tuple[ReadStatement, Mapping[str, Any]]]


class ReadPool:
    """Each statement is a transaction. JSON comes as bytes. Raises, everywhere: NoCentre.

    Where there are statements to be ``ready`` all connections are made at once, and each plans them before it
    is used, with values that find nothing: else the first page of each connection waits for a plan.
    """

    def __init__(self, engine: Engine, ready: Planned = ()) -> None:
        self._ready = ready
        self._pool = AsyncConnectionPool(
            engine.url.set(drivername="postgresql").render_as_string(hide_password=False),
            min_size=CONNECTIONS if ready else 1,
            max_size=CONNECTIONS,
            open=False,
            timeout=WAIT_S,
            kwargs={
                "autocommit": True,
                "prepare_threshold": 0,
                "options": OPTIONS,
                "cursor_factory": AsyncRawCursor,
            },
            configure=self._configure,
        )

    async def open(self) -> None:
        await self._pool.open()
        if self._ready:
            with suppress(PoolTimeout):  # a database that is away is waited for by who asks it
                await self._pool.wait(WAIT_S)

    async def close(self) -> None:
        await self._pool.close()

    async def rows(self, statement: ReadStatement, values: dict[str, Any]) -> list[Any]:
        try:
            async with self._pool.connection() as connection:
                cursor = await connection.execute(statement.sql, statement.compiled.values(values))
                return await cursor.fetchall()
        except (OperationalError, InterfaceError, PoolTimeout, PoolClosed) as error:
            raise NoCentre from error

    async def row(self, statement: ReadStatement, values: dict[str, Any]) -> Any:
        """Return the only row."""
        [found] = await self.rows(statement, values)
        return found

    async def _configure(self, connection: AsyncConnection[Any]) -> None:
        connection.adapters.register_loader("json", _AsSent)
        for statement, values in self._ready:
            await connection.execute(statement.sql, statement.compiled.values(dict(values)))


def read_statement(statement: Select[*tuple[Any, ...]]) -> ReadStatement:
    """Return a statement to be read by; one that takes long to build is given to `ReadStatement` itself."""
    return ReadStatement(lambda: statement)


def _with_values(statement: Select[*tuple[Any, ...]]) -> Select[Any]:
    """Return a statement with its own values written out: what is given at each run remains a parameter."""

    def write_out(element: Any, **_: Any) -> Any:
        is_own = isinstance(element, BindParameter) and not element.required
        return element.render_literal_execute() if is_own else None

    return cast(Select[Any], visitors.replacement_traverse(statement, {}, write_out))
