"""A thread that does one step again and again, and waits the longer the oftener it fails."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable

from app.errors import SignedOut, TooOld
from app.sync.client import HubGone, NotHeard
from app.sync.contact import Contact
from app.sync.pace import Pace
from app.sync.state import SyncKind
from db.store import StoreProblem

_LOG = logging.getLogger(__name__)


class Loop(threading.Thread):
    """``step`` waits for something to do and does it; whoever stops the loop also wakes the step."""

    def __init__(self, name: str, step: Callable[[], None], contact: Contact, pace: Pace) -> None:
        super().__init__(name=name, daemon=True)  # a hub that does not answer keeps no program alive
        self._step, self._contact, self._pace = step, contact, pace
        self._woken, self._stopping = threading.Event(), False
        self._noted = ""  # what went wrong last

    def run(self) -> None:
        failures = 0
        while not self._stopping:
            self._woken.clear()
            if self._succeeds():
                failures = 0
            else:
                self._woken.wait(self._pace.before_try(failures))
                failures += 1

    def hurry(self) -> None:
        """Try again now."""
        self._woken.set()

    def stop(self) -> None:
        self._stopping = True
        self._woken.set()

    def _succeeds(self) -> bool:
        try:
            self._step()
        except NotHeard as silence:
            self._note(logging.INFO, silence)
        except HubGone as gone:
            self._note(logging.INFO, gone)
            self._contact.gone()
        except SignedOut:
            self._contact.bar(SyncKind.SIGNED_OUT)
        except TooOld:
            self._contact.bar(SyncKind.TOO_OLD)
        except StoreProblem as problem:
            self._note(logging.WARNING, problem)
        except Exception:  # a bug: it goes to the crash report, and the work goes on
            kind, error, where = sys.exc_info()
            assert kind is not None
            threading.excepthook(threading.ExceptHookArgs((kind, error, where, self)))
        else:
            if self._contact.is_reached:
                self._noted = ""
            return True
        return self._stopping

    def _note(self, level: int, problem: Exception) -> None:
        """Log what goes wrong when it begins, and not at every try."""
        if self._noted != type(problem).__name__:
            self._noted = type(problem).__name__
            _LOG.log(level, "%s: %s", self.name, problem)
