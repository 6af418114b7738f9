"""The hand of the test at the PBX: it lets calls come in, and agents pick up or not."""

from __future__ import annotations

import socket
import time
from types import TracebackType

from app.telephony.ami import AmiReader, Message
from app.telephony.ami_account import LoginKind, action
from tests.live.pbx import PATIENCE_S, Pbx


class Hand:
    """A connection of its own, with all rights."""

    def __init__(self, pbx: Pbx) -> None:
        self._numbers = 0
        self._reader = AmiReader()
        self._socket = socket.create_connection(("127.0.0.1", pbx.port), timeout=PATIENCE_S)
        account = pbx.account("hand", login=LoginKind.PLAIN)
        until = time.monotonic() + PATIENCE_S
        self.act("Login", Username=account.user, Secret=account.secret)
        self.act("Events", EventMask="off")
        while "Asterisk has fully booted" not in str(self.act("Command", Command="core waitfullybooted")):
            assert time.monotonic() < until
            time.sleep(0.05)

    def __enter__(self) -> Hand:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def act(self, name: str, **headers: str) -> Message:
        """Do it and return the response."""
        self._numbers += 1
        action_id = f"hand-{self._numbers}"
        self._socket.sendall(action(name, ActionID=action_id, **headers))
        while True:
            data = self._socket.recv(65536)
            assert data, "the PBX ended the connection"
            for message in self._reader.feed(data):
                if message.response and message.get("ActionID") == action_id:
                    return message

    def call(self, dnis: str = "4008111666", ani: str = "13800138000") -> None:
        """Let a customer call who stays until somebody hangs up."""
        self.act(
            "Originate",
            Channel=f"Local/{dnis}@inbound/n",
            Context="customer",
            Exten="stay",
            Priority="1",
            CallerID=ani,
            Async="true",
        )

    def wait_for_channel(self, application: str) -> None:
        """Wait until a channel runs this application."""
        self._wait_for("core show channels concise", f"!{application}!")

    def _wait_for(self, command: str, *words: str) -> None:
        """Wait until a line of what a command prints has all the words."""
        until = time.monotonic() + PATIENCE_S
        while True:
            printed = self.act("Command", Command=command).all("Output")
            if any(all(word in line for word in words) for line in printed):
                return
            assert time.monotonic() < until, printed
            time.sleep(0.02)

    def end_all(self) -> None:
        """Hang up everything, and wait until it is gone."""
        self.act("Command", Command="channel request hangup all")
        self._wait_for("core show channels count", "0 active channels")

    def wait_for_phone(self, device: str) -> None:
        """Wait until a phone is registered."""
        self._wait_for(f"pjsip show endpoint {device.partition('/')[2]}", "Not in use")

    def wait_for_ringing(self, device: str) -> None:
        self._wait_for("core show channels concise", f"{device}-", "!Ringing!")

    def kick(self, user: str) -> None:
        """End the connections of a user of the manager interface."""
        listed = self.act("Command", Command="manager show connected").all("Output")
        for line in listed:
            if line.split()[:1] == [user]:
                self.act("Command", Command=f"manager kick session {line.split()[4]}")

    def ring_for(self, agent: str, seconds: float) -> None:
        """Let an agent ring for so long before it picks up."""
        self.act("DBPut", Family="ring", Key=agent, Val=str(seconds))
