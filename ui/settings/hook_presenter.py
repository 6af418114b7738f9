"""The hook's card joined to the hook of this PC."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from app.errors import NoKeyring
from ui.error_text import error_text
from ui.pop_hook import PcHook
from ui.settings.hook_card import HookCard

# What 3CX and others put a caller's number in place of; docs/softphones.md has the words of each.
PLACE = "%CallerNumber%"


class HookPresenter(QObject):
    """Show the hook as it is, and make its token anew. Without a hook the card stays away."""

    def __init__(self, card: HookCard, hook: PcHook | None) -> None:
        super().__init__(card)
        self._card, self._hook = card, hook
        card.setVisible(hook is not None)
        if hook is not None:
            hook.changed.connect(self._on_changed)
            card.renew_wanted.connect(self._on_renew)
            self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        assert self._hook is not None
        self._card.show_state(self._hook.address, self._hook.trouble)

    @Slot()
    def _on_renew(self) -> None:
        assert self._hook is not None
        try:
            token = self._hook.renew()
        except NoKeyring as error:
            self._card.show_refusal(error_text(error))
            return
        if not self._hook.address:  # the port was taken meanwhile: that is said already
            return
        self._card.show_line(f"{self._hook.address}?token={token}&number={PLACE}")
