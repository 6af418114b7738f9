"""A telephone over SIP, on loopback, whose keys the test presses. Not part of what is tested."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from pathlib import Path

from tests.live.pbx import PATIENCE_S, Pbx, free_port
from tests.live.root import root

TRIES = 5
_CONFIG = """
poll_method epoll
sip_listen 127.0.0.1:{sip}
net_interface 127.0.0.1
module_path /usr/lib/baresip/modules
module g711.so
module aubridge.so
audio_source aubridge,sound
audio_player aubridge,sound
module_app account.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen 127.0.0.1:{keys}
"""


class Phone:
    """A softphone that is registered at the PBX as one of its phones."""

    def __init__(self, pbx: Pbx, number: str) -> None:
        self._folder = pbx.folder / f"phone-{number}"
        self._folder.mkdir()
        account = (
            f"<sip:{number}@127.0.0.1:{pbx.sip_port}>;auth_user={number};auth_pass={pbx.secret};regint=60\n"
        )
        (self._folder / "accounts").write_text(account)
        for _ in range(TRIES):  # others may have taken a port before the phone has it
            self._keys = free_port()
            (self._folder / "config").write_text(_CONFIG.format(sip=free_port(), keys=self._keys))
            inside = Path("/") / self._folder.relative_to(root())
            self._running = subprocess.Popen(
                ("chroot", root(), "baresip", "-f", inside),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            connection = self._connect()
            if connection is not None:
                self._connection = connection
                return
        raise AssertionError("the phone ended at once")

    def press(self, key: str) -> None:
        """Press ``accept``, ``hold``, ``resume`` or ``hangup``."""
        command = json.dumps({"command": key}).encode()
        self._connection.sendall(b"%d:%s," % (len(command), command))

    def close(self) -> None:
        self._connection.close()
        self._running.terminate()
        self._running.wait(PATIENCE_S)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _connect(self) -> socket.socket | None:
        """Return the connection by which its keys are pressed; None when it has ended."""
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                return socket.create_connection(("127.0.0.1", self._keys), timeout=PATIENCE_S)
            except OSError:
                if self._running.poll() is not None:
                    return None
                assert time.monotonic() < until, "the phone does not begin"
                time.sleep(0.05)
