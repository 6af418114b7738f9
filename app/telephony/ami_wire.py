"""One connection to a PBX, plain or TLS. All of it is used on one thread, but for what wakes that thread."""

from __future__ import annotations

import selectors
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from app.telephony.ami_account import AmiAccount

END = b""
CONNECT_TIMEOUT_S = 10.0
_READ_BYTES = 65536


class NotTrusted(OSError):
    """The PBX's certificate is not of whom we trust, or names another host; or it speaks no TLS."""


class Doorbell:
    """Wakes the thread that waits at a `Wire`. ``ring`` may be called from any thread."""

    def __init__(self) -> None:
        self.waiting, self._pressed = socket.socketpair()
        self.waiting.setblocking(False)
        self._pressed.setblocking(False)

    def ring(self) -> None:
        with suppress(OSError):  # full: it rings anyway; closed: nobody waits
            self._pressed.send(b".")

    def hush(self) -> None:
        with suppress(OSError):
            self.waiting.recv(_READ_BYTES)

    def close(self) -> None:
        self.waiting.close()
        self._pressed.close()


class Wire:
    """Connect to the PBX. Raises: NotTrusted; OSError where it is not reached.

    ``on_socket`` is given each socket that may block, so that another thread can `wake` it.
    """

    def __init__(
        self, account: AmiAccount, bell: Doorbell, on_socket: Callable[[socket.socket], None]
    ) -> None:
        self._bell = bell
        self._socket = _connected(account, on_socket)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._socket, selectors.EVENT_READ)
        self._selector.register(bell.waiting, selectors.EVENT_READ)

    def send(self, data: bytes) -> None:
        """Send all; where the connection is torn the next `receive` finds the end."""
        if not data:
            return
        self._socket.settimeout(CONNECT_TIMEOUT_S)
        try:
            self._socket.sendall(data)
        except OSError:  # half of an action may be there: what comes next would be read as its rest
            wake(self._socket)
        with suppress(OSError):
            self._socket.settimeout(0)

    def receive(self, wait_s: float) -> bytes | None:
        """Return the next bytes; None if none came in time or the bell rang; `END`, be it closed or torn."""
        if not (isinstance(self._socket, ssl.SSLSocket) and self._socket.pending()):
            self._selector.select(wait_s)
            self._bell.hush()
        try:
            return self._socket.recv(_READ_BYTES)
        except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
            return None
        except OSError:
            return END

    def close(self) -> None:
        self._selector.close()
        self._socket.close()


def _connected(account: AmiAccount, on_socket: Callable[[socket.socket], None]) -> socket.socket:
    """Try every address of the host: localhost is ::1 first, where few PBX listen."""
    error = OSError("no address")
    for family, kind, protocol, _, address in _addresses(account):
        try:
            return _connected_to(socket.socket(family, kind, protocol), address, account, on_socket)
        except NotTrusted:
            raise
        except OSError as each:
            error = each
    raise error


def _addresses(account: AmiAccount) -> list[Any]:
    try:
        return socket.getaddrinfo(account.host, account.port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # no name that a host can have
        raise OSError(str(error)) from error


def _connected_to(
    connection: socket.socket, address: Any, account: AmiAccount, on_socket: Callable[[socket.socket], None]
) -> socket.socket:
    try:
        connection.settimeout(CONNECT_TIMEOUT_S)
        on_socket(connection)
        connection.connect(address)
        if account.tls:
            connection = _secured(connection, account)
            on_socket(connection)
        connection.settimeout(0)
    except OSError:
        connection.close()
        raise
    return connection


def _secured(connection: socket.socket, account: AmiAccount) -> ssl.SSLSocket:
    try:
        return account.trust().wrap_socket(connection, server_hostname=account.host)
    except ssl.SSLError as error:
        raise NotTrusted(str(error)) from error


def wake(connection: socket.socket) -> None:
    """End a blocking call of another thread on this socket, on every system."""
    try:
        socket.socket.shutdown(connection, socket.SHUT_RDWR)  # not TLS's own, which is that thread's
    except OSError:
        connection.close()  # not connected: Windows wakes connect and accept only so
