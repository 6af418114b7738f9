"""When the store is away, and when it is there and something else is wrong."""

from __future__ import annotations

from typing import Final

from psycopg import InterfaceError, OperationalError
from sqlalchemy import exc

from db.store import StoreProblem

# The connection, or what PostgreSQL has no room or time for now: later it goes. Any other error of a database
# is of what was asked, and is the same however often it is asked.
AWAY: Final = (
    exc.OperationalError,
    exc.InterfaceError,
    exc.TimeoutError,  # no connection was free
    OperationalError,
    InterfaceError,
    StoreProblem,
)
