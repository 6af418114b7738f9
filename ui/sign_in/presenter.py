"""Joins the sign-in window to the hub and to what the desk knows without it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.errors import DomainError, ExtensionInUse, FormerPassword, NoCentre, SignInExpired, WrongPassword
from ui.bridge import Bridge
from ui.error_text import error_text
from ui.sign_in.view import SignInView

if TYPE_CHECKING:
    from ui.sign_in.door import Entered, HubDoor


class SignInPresenter(QObject):
    """Leads to an open desk. ``door`` is asked for on a worker: it may not be there yet.

    Signals: ``entered(object)`` an `Entered`.
    """

    entered = Signal(object)

    def __init__(self, door: Callable[[], HubDoor], view: SignInView, bridge: Bridge) -> None:
        super().__init__(view)
        self._door, self._view, self._bridge = door, view, bridge
        view.sign_in_wanted.connect(self._on_sign_in)
        view.offline_wanted.connect(self._on_offline)
        view.afresh_wanted.connect(self._on_afresh)
        view.edited.connect(self._on_edited)

    @Slot()
    def _on_sign_in(self) -> None:
        self._sign_in(former_password=self._view.former.text() or None)

    @Slot()
    def _on_afresh(self) -> None:
        self._sign_in(afresh=True)

    def _sign_in(self, **how: object) -> None:
        view = self._view
        typed = view.login.text().strip(), view.password.text(), view.extension.text().strip()
        self._begin(lambda: self._door().sign_in(*typed, **how))

    @Slot()
    def _on_offline(self) -> None:
        typed = self._view.login.text().strip(), self._view.password.text()
        self._begin(lambda: self._door().sign_in_offline(*typed))

    def _begin(self, work) -> None:
        self._view.say("")
        self._view.offer_offline(False)
        self._view.set_busy(True)
        self._bridge.ask_centre(self._view, work, self._on_entered, self._on_refused)

    def _on_entered(self, entered: Entered) -> None:
        self._view.password.clear()
        self._view.ask_former(False)
        self._view.set_busy(False)
        self.entered.emit(entered)

    def _on_refused(self, error: Exception) -> None:
        self._view.set_busy(False)
        if isinstance(error, DomainError) and error.code == NoCentre.code:
            login = self._view.login.text().strip()
            self._bridge.read(self._view, lambda: self._door().days_left(login), self._on_days_left)
            return
        self._view.say(error_text(error))
        self._focus(error)

    def _on_days_left(self, days: int | None) -> None:
        """Offer to open the desk without the hub, by the password that was typed."""
        if days is None:
            self._view.say(
                self.tr(
                    "The hub is not reached, and you have not signed in at this PC before. Ask IT whether the"
                    " hub runs and the network is up."
                )
            )
        elif days <= 0:
            self._view.say(error_text(SignInExpired()))
        else:
            self._view.say(self._offline_words(days), "attn")
            self._view.offer_offline(True)

    def _offline_words(self, days: int) -> str:
        if days == 1:
            return self.tr(
                "The hub is not reached. You can work without it for one more day; nothing is lost."
            )
        words = self.tr("The hub is not reached. You can work without it for {0} more days; nothing is lost.")
        return words.format(days)

    def _focus(self, error: Exception) -> None:
        """Go to what must be typed again."""
        code = getattr(error, "code", "")
        self._view.ask_former(code == FormerPassword.code)
        if code == ExtensionInUse.code:
            self._view.extension.setFocus()
            self._view.extension.selectAll()
        elif code == WrongPassword.code:
            self._view.password.setFocus()
            self._view.password.selectAll()

    @Slot()
    def _on_edited(self) -> None:
        self._view.say("")
        self._view.offer_offline(False)
