"""Transactions of a hub: tried again when PostgreSQL gave up one of two, and reads that see one picture."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from db.store import Store

T = TypeVar("T")

GIVEN_UP = frozenset({"40001", "40P01"})  # serialization failure, deadlock: nothing of it was done
TRIES = 8
PAUSE_S = 0.005


def transact(store: Store, work: Callable[[Session], T]) -> T:
    """Do work in a transaction of its own, again if it was given up for another one."""
    for tried in range(1, TRIES):
        try:
            with store.write() as session:
                return work(session)
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) not in GIVEN_UP:
                raise
            time.sleep(random.uniform(0, PAUSE_S * 2**tried))
    with store.write() as session:
        return work(session)


def read_and_log(store: Store, work: Callable[[Session], T]) -> T:
    """Do work that reads one picture of the store and writes nothing but that it was read.

    The commit does not wait for the disk, for this transaction alone: after a power cut the last reads of a
    second may be missing from the log, but no decision.
    """

    def read(session: Session) -> T:
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        session.execute(_NO_WAIT)
        return work(session)

    return transact(store, read)


_NO_WAIT = text("SET LOCAL synchronous_commit = off")
