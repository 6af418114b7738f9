"""One hub only: its claim to a store is a lock in the database, watched as long as the hub serves."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final
from uuid import uuid4

import psycopg
from sqlalchemy import URL

from app.hub.problems import HubProblem

ONLY_ONE: Final = 0x52494E47534944  # the advisory lock that a hub holds while it serves
LOOK_S = 1.0
_LOG = logging.getLogger(__name__)

# A connection whose other end is gone without a word is found out within half a minute, at both ends: the
# server would keep the lock for hours.
_GONE_MS = 30_000  # what was sent and is not acknowledged: keepalives are silent about that
_HERE: Final[dict[str, Any]] = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": _GONE_MS,
}
_THERE: Final = (
    "set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3;"
    f" set tcp_user_timeout = {_GONE_MS}"
)
# What the server still takes for us is a connection that we have given up.
_END_FORMER: Final = (
    "select pg_terminate_backend(pid, 3000) from pg_stat_activity"
    " where application_name = %s and pid <> pg_backend_pid()"
)


class Claim:
    """The lock of the only hub, on a connection of its own: one of a pool is closed with its database."""

    def __init__(self, url: URL) -> None:
        self._where = url.render_as_string(hide_password=True)
        self._address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._name = f"ringside hub {uuid4().hex}"
        self._connection: psycopg.Connection[Any] | None = None
        self._leaving = threading.Event()
        self._lost: HubProblem | None = None

    def take(self) -> None:
        """Lock the store. Raises HubProblem when another hub has it; psycopg.Error when it is away."""
        self.close()
        connection = psycopg.connect(
            self._address, autocommit=True, application_name=self._name, connect_timeout=5, **_HERE
        )
        try:
            connection.execute(_THERE)
            connection.execute(_END_FORMER, [self._name])
            [[is_mine]] = connection.execute("select pg_try_advisory_lock(%s)", [ONLY_ONE]).fetchall()
            if not is_mine:
                raise HubProblem(f"Another hub serves {self._where}.")
        except BaseException:
            connection.close()
            raise
        self._connection = connection

    def close(self) -> None:
        """Give the store up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @contextmanager
    def watched(self, lost: Callable[[], None]) -> Iterator[None]:
        """Take the lock again whenever the database was away; call ``lost`` when another hub was sooner.

        Raises HubProblem at the end if that was so.
        """
        thread = threading.Thread(target=self._watch, args=[lost], name="claim", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._leaving.set()
            thread.join()
        if self._lost is not None:
            raise self._lost

    def _watch(self, lost: Callable[[], None]) -> None:
        while not self._leaving.wait(LOOK_S):
            try:
                if not self._is_held():
                    self.take()
                    _LOG.warning("the store was away; it is this hub's again")
            except HubProblem as problem:
                self._lost = problem
                lost()
                return
            except psycopg.Error as error:
                _LOG.warning("the store is away: %s", type(error).__name__)

    def _is_held(self) -> bool:
        if self._connection is None:
            return False
        try:
            self._connection.execute("select 1")
        except psycopg.Error:
            return False
        return True
