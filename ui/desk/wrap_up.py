"""The wrap-up: what must be said before a call is sealed, and sealing it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.command import Command
from app.errors import AlreadySealed, DomainError
from app.interactions import SealInteraction
from ui.context import Context
from ui.desk.contact import Contact
from ui.desk.drafts import DraftKeeper
from ui.desk.this_call import ThisCall
from ui.desk.writing import Writing

MOST_NOTES = 20_000  # of a sealed interaction


class WrapUp(QObject):
    """Seal contacts, one at a time.

    Signals: ``sealed(object)`` a `Contact` that is saved for good.
    """

    sealed = Signal(object)

    def __init__(self, context: Context, side: ThisCall, drafts: DraftKeeper, writing: Writing) -> None:
        super().__init__(side)
        self._context, self._side, self._drafts, self._writing = context, side, drafts, writing
        self._saving = False

    def finish(self, contact: Contact, begin: Sequence[Command]) -> None:
        """Save a call for good, or say what is missing."""
        if contact.call.is_up:
            self._side.say_wrong(self.tr("The call is still up. F8 ends it."))
        elif len(contact.texts.get("notes", "")) > MOST_NOTES:
            self._side.say_wrong(
                self.tr("The notes are too long: {0} characters at most.").format(MOST_NOTES)
            )
        elif not contact.texts.get("outcome"):
            self._side.say_wrong(self.tr("How did it end? Choose an outcome."))
            self._side.outcome.focus()
        else:
            self.seal(contact, begin)

    def seal(self, contact: Contact, begin: Sequence[Command]) -> None:
        """Save a call whose outcome is chosen; ``begin`` opens its interaction if that did not happen yet."""
        if self._saving:
            return
        commands = [*begin, self._command(contact)]
        self._saving = True
        self._side.set_saving(True)
        self._drafts.forget(contact.call_id)
        self._writing.execute(
            *commands,
            ok=lambda: self._on_sealed(contact),
            failed=lambda error: self._on_failed(contact, error),
            drop_drafts_of=contact.call_id,
        )

    def _command(self, contact: Contact) -> SealInteraction:
        now, call = self._context.now(), contact.call
        ended_at = call.ended_at or now
        return SealInteraction(
            at=now,
            interaction_id=contact.interaction_id,
            reason_code=contact.texts.get("reason") or None,
            disposition_code=contact.texts["outcome"],
            notes=contact.texts.get("notes", ""),
            order_id=contact.order_id,
            talk_s=max(0, round(call.talk(now).total_seconds())),
            wrap_up_s=max(0, round((now - ended_at).total_seconds())),
        )

    def _on_sealed(self, contact: Contact) -> None:
        self._saving = False
        self._side.set_saving(False)
        self.sealed.emit(contact)

    def _on_failed(self, contact: Contact, error: Exception) -> None:
        """Nothing was saved: what was typed goes back into the drafts. What was saved before is done."""
        if isinstance(error, DomainError) and error.code == AlreadySealed.code:
            self._on_sealed(contact)
            return
        self._saving = False
        self._side.set_saving(False)
        for field, text in contact.texts.items():
            self._drafts.note(contact.call_id, field, text)
