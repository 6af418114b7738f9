"""A keyring for child processes, in a file that a test names; `PYTHON_KEYRING_BACKEND` chooses it."""

from __future__ import annotations

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend

BACKEND = "tests.file_keyring.FileKeyring"
FILE = "RINGSIDE_TEST_KEYRING"


class FileKeyring(KeyringBackend):
    """Keep the secrets of a test, which are none."""

    priority = 1  # type: ignore[assignment]

    def get_password(self, service: str, username: str) -> str | None:
        return self._read().get(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        kept = json.dumps(self._read() | {f"{service} {username}": password})
        Path(os.environ[FILE]).write_text(kept, encoding="utf-8")

    def delete_password(self, service: str, username: str) -> None:
        kept = self._read()
        del kept[f"{service} {username}"]
        Path(os.environ[FILE]).write_text(json.dumps(kept), encoding="utf-8")

    def _read(self) -> dict[str, str]:
        path = Path(os.environ[FILE])
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
