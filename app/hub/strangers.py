"""Who tries to sign in and is nobody: shut out like a person, so that the answer does not tell who exists."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Lock

from app.errors import TooManyTries

TRIES = 5  # wrong passwords in a row; then the sign-in is closed
CLOSED_FOR = timedelta(minutes=5)
MOST = 10_000  # logins; of more, those tried first are forgotten


class Strangers:
    """Wrong tries by logins that nobody has. Every method may be called from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._tries: dict[str, int] = {}
        self._closed: dict[str, datetime] = {}

    def count_try(self, login: str, now: datetime) -> None:
        """Count a try. Raises TooManyTries while the sign-in is closed."""
        with self._lock:
            until = self._closed.get(login)
            if until is not None and until > now:
                raise TooManyTries(until=until.isoformat())
            self._tries[login] = self._tries.get(login, 0) + 1
            if self._tries[login] >= TRIES:
                del self._tries[login]
                self._closed[login] = now + CLOSED_FOR
            for full in (self._tries, self._closed):
                if len(full) > MOST:
                    del full[next(iter(full))]
