"""The hook of this PC's softphone: begun and ended as it is set, its token in the keyring."""

from __future__ import annotations

import logging
import time
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.config import Settings
from app.errors import NoKeyring
from app.keys import hook_token, keep_hook_token
from app.pop_hook import HOST, PopHook, new_token
from app.pop_links import PopLimit
from app.profile import key_name

KEY = "pop_hook"
log = logging.getLogger(__name__)


class PcHook(QObject):
    """Listen on this PC while that is set, and somebody sits at the desk or not.

    ``trouble`` is empty, ``"in_use"`` or ``"no_keyring"``. Signals: ``rang(str)`` a number; ``changed()``.
    """

    rang = Signal(str)
    changed = Signal()

    def __init__(self, folder: Path, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._profile, self._settings = key_name(folder), settings
        self._hook: PopHook | None = None
        self.limit = PopLimit(time.monotonic)
        self.has_desk = False
        self.trouble = ""

    @property
    def address(self) -> str:
        """Return where it listens; empty while it does not."""
        return f"http://{HOST}:{self._hook.port}/pop" if self._hook is not None else ""

    def start(self) -> None:
        """Listen as it is set now; what listened before ends."""
        self.stop()
        port = self._settings.value(KEY)
        if port:
            try:
                self._hook = PopHook(port, self._token(), self._ring, self.limit)
                self._hook.start()
            except NoKeyring:
                self.trouble = "no_keyring"
            except OSError as error:
                self.trouble = "in_use"
                log.warning("the softphone hook cannot listen: %s", error.strerror)
        self.changed.emit()

    def stop(self) -> None:
        self.trouble = ""
        if self._hook is not None:
            self._hook.stop()
            self._hook = None

    def renew(self) -> str:
        """Make another token and return it, this once; the one before opens nothing any more.

        Raises: NoKeyring.
        """
        token = new_token()
        keep_hook_token(self._profile, token)
        self.start()
        return token

    def _token(self) -> str:
        """Return the token that is kept; a new one, which nobody was shown, where there is none."""
        kept = hook_token(self._profile)
        if kept is None:
            kept = new_token()
            keep_hook_token(self._profile, kept)
        return kept

    def _ring(self, number: str) -> bool:
        """Take a number on a thread of the hook."""
        if self.has_desk:
            self.rang.emit(number)
        return self.has_desk
