"""Serving: the address, the certificates, the store and uvicorn, until somebody ends it."""

from __future__ import annotations

import asyncio
import gc
import signal
import socket
import ssl
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_address
from typing import Any

import psycopg
import uvicorn
from fastapi import FastAPI
from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from app.hub.certificates import Certificate
from app.hub.claim import Claim
from app.hub.clock import BEAT_S
from app.hub.lines import Lines
from app.hub.problems import HubProblem
from app.hub.sender import Sender
from app.hub.server import create_app
from app.hub.store_admin import NO_STORE, UPGRADE
from app.hub.wallboard import EVERY_S
from app.keys import gateway_secret, line_secret
from db.roles import may_rewrite_history
from db.store import Problem, Store, StoreProblem, open_central

LAST_ANSWERS_S = 3  # for what is being answered when the hub ends
GONE_AFTER_MS = 30_000  # a desk that acknowledges nothing, where the system can tell
TURN_S = 0.001  # so long a thread that computes keeps the others waiting; the interpreter's own is 5 ms
KEEP_ALIVE_S = 75  # longer than a desk pauses, so that it seldom shakes hands anew


@dataclass(frozen=True, slots=True)
class Address:
    """Where a hub listens; a wildcard is an address that means all of them."""

    host: str
    port: int

    @property
    def is_loopback(self) -> bool:
        return ip_address(self.host).is_loopback

    @property
    def is_wildcard(self) -> bool:
        return ip_address(self.host).is_unspecified


@contextmanager
def reserved(address: Address) -> Iterator[socket.socket]:
    """Take the port, so that it is known at once when it is in use. Raises HubProblem."""
    family = socket.AF_INET6 if ip_address(address.host).version == 6 else socket.AF_INET
    # asyncio sends at once, without waiting 40 ms for more, only on sockets that say that they are TCP.
    with closing(socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)) as taken:
        if sys.platform == "win32":
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # every connection made here has it too
            taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, GONE_AFTER_MS)
        try:
            taken.bind((address.host, address.port))
        except (OSError, OverflowError) as error:
            why = getattr(error, "strerror", None) or str(error)
            raise HubProblem(f"{address.host} port {address.port} cannot be listened at: {why}.") from error
        yield taken


@dataclass(frozen=True, slots=True)
class Served:
    """A store that is open for the only hub that serves it."""

    store: Store
    claim: Claim


@contextmanager
def served_store(url: URL) -> Iterator[Served]:
    """Open the store for a hub, the only one that serves it. Raises HubProblem."""
    where = url.render_as_string(hide_password=True)
    try:
        store = open_central(url.render_as_string(hide_password=False), one_ahead=True)
    except StoreProblem as problem:
        raise HubProblem(_of_revision(problem, where)) from problem
    except DBAPIError as error:
        raise _not_reached(where, error.orig) from error
    with closing(store), closing(Claim(url)) as claim:
        try:
            claim.take()
        except psycopg.Error as error:
            raise _not_reached(where, error) from error
        yield Served(store, claim)


def _not_reached(where: str, error: BaseException | None) -> HubProblem:
    return HubProblem(f"{where} is not reached: {str(error).strip()}")


def is_bound(store: Store) -> bool:
    """Tell whether the store's role is one that cannot change history."""
    with store.writer.connect() as connection:
        return not may_rewrite_history(connection)


def serve(
    served: Served, taken: socket.socket, certificate: Certificate | None, begun: Callable[[], None]
) -> None:
    """Answer until Ctrl+C, SIGTERM or, on Windows, Ctrl+Break.

    Raises HubProblem when it cannot begin, or ended because another hub serves the store.
    """
    config = uvicorn.Config(
        create_app(
            served.store,
            beat_s=BEAT_S,
            sender=partial(Sender, secret_of=gateway_secret),
            lines=partial(Lines, secret_of=line_secret),
            look_s=EVERY_S,
            pages_at_once=True,
        ),
        log_config=None,
        access_log=False,  # addresses hold what was searched for
        server_header=False,
        ws="none",
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=LAST_ANSWERS_S,
        ssl_certfile=certificate.chain if certificate else None,
        ssl_keyfile=certificate.key if certificate else None,
    )
    try:
        config.load()
    except ssl.SSLError as error:
        raise HubProblem(f"The certificate and its key do not fit: {error.reason}.") from error
    server = _Server(config, begun)
    # psycopg cannot wait on the loop that Windows would choose.
    with (
        served.claim.watched(server.end),
        asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner,
    ):
        runner.run(server.serve(sockets=[taken]))


def pause_seldom() -> None:
    """Let this process stop for no more than a moment: a ring waits for whatever holds it up.

    What was made until now stays for good. A full collection that walks through it takes a fifth of a second
    in which no thread runs.
    """
    sys.setswitchinterval(TURN_S)
    gc.collect()
    gc.freeze()


class _Server(uvicorn.Server):
    """A server that says when it has begun, and that ends quietly and soon."""

    def __init__(self, config: uvicorn.Config, begun: Callable[[], None]) -> None:
        super().__init__(config)
        self._begun = begun

    def end(self) -> None:
        """End as at a signal; may be called from any thread."""
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            pause_seldom()
            self._begun()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        app = self.config.app
        assert isinstance(app, FastAPI)
        app.state.hub.streams.close_all()  # each would keep its connection for minutes
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """End at a signal, and leave it at that: uvicorn raises it again, in the middle of the tidying up."""
        before = {number: signal.signal(number, self.handle_exit) for number in _ENDING}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _ending() -> Sequence[signal.Signals]:
    names: tuple[Any, ...] = ("SIGINT", "SIGTERM", "SIGBREAK")  # the last is Windows' own
    return [getattr(signal, name) for name in names if hasattr(signal, name)]


_ENDING = _ending()


def _of_revision(problem: StoreProblem, where: str) -> str:
    if problem.problem is Problem.MISSING:
        return NO_STORE
    if problem.problem is Problem.OLDER:
        return f"{where} is older than this hub: {UPGRADE}"
    return f"{where} is newer than this hub; install the version that upgraded it."
