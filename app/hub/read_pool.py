"""Connections for what a hub answers in one statement: pages and searches."""

from __future__ import annotations

from typing import Any, Final

from psycopg import AsyncConnection, InterfaceError, OperationalError
from psycopg.adapt import Buffer, Loader
from psycopg_pool import AsyncConnectionPool, PoolClosed, PoolTimeout
from sqlalchemy import Dialect, Engine, Select
from sqlalchemy.dialects.postgresql import psycopg

from app.errors import NoCentre
from db.prepared import Compiled, compile_for

CONNECTIONS: Final = 4
WAIT_S: Final = 3.0
# A generic plan and no JIT: to plan one of these statements takes longer than to run it.
_DIALECT: Final[Dialect] = psycopg.dialect()  # type: ignore[no-untyped-call]
OPTIONS: Final = "-c jit=off -c plan_cache_mode=force_generic_plan -c statement_timeout=5s"


class _AsSent(Loader):
    """Hands JSON on as the database wrote it."""

    def load(self, data: Buffer) -> bytes:
        return bytes(data)


class ReadPool:
    """Each statement is a transaction. JSON comes as bytes. Raises, everywhere: NoCentre."""

    def __init__(self, engine: Engine, connections: int = CONNECTIONS) -> None:
        self._pool = AsyncConnectionPool(
            engine.url.set(drivername="postgresql").render_as_string(hide_password=False),
            min_size=1,
            max_size=connections,
            open=False,
            timeout=WAIT_S,
            kwargs={"autocommit": True, "prepare_threshold": 0, "options": OPTIONS},
            configure=_configure,
        )

    async def open(self) -> None:
        await self._pool.open()

    async def close(self) -> None:
        await self._pool.close()

    async def rows(self, statement: Compiled, values: dict[str, Any]) -> list[Any]:
        try:
            async with self._pool.connection() as connection:
                cursor = await connection.execute(statement.sql, statement.values(values))
                return await cursor.fetchall()
        except (OperationalError, InterfaceError, PoolTimeout, PoolClosed) as error:
            raise NoCentre from error

    async def row(self, statement: Compiled, values: dict[str, Any]) -> Any:
        """Return the only row."""
        [found] = await self.rows(statement, values)
        return found


async def _configure(connection: AsyncConnection[Any]) -> None:
    connection.adapters.register_loader("json", _AsSent)


def compiled(statement: Select[Any]) -> Compiled:
    return compile_for(statement, _DIALECT)
