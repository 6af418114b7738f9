"""How the record of a contact begins."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.calls import CallDirection, record_call
from app.command import Command
from app.interactions import Channel, OpenInteraction
from ui.context import Context
from ui.desk.contact import Contact
from ui.desk.drafts import DraftKeeper
from ui.desk.writing import Writing


class Beginning(QObject):
    """Open the interaction of each contact once; a failure is tried again with the next key.

    Signals: ``begun(object)`` the `Contact`.
    """

    begun = Signal(object)

    def __init__(self, context: Context, drafts: DraftKeeper, writing: Writing) -> None:
        super().__init__(writing)
        self._context, self._drafts, self._writing = context, drafts, writing

    def begin(self, contact: Contact) -> None:
        """Open the interaction, and keep what was typed while it rang."""
        if contact.is_open or contact.is_opening:
            return
        contact.is_opening = True
        for field, text in contact.texts.items():
            self._drafts.note(contact.call_id, field, text)
        self._writing.execute(
            *self.commands(contact),
            ok=lambda: self._on_begun(contact),
            failed=lambda _error: self._on_not_begun(contact),
        )

    def commands(self, contact: Contact) -> list[Command]:
        """Return what opens the interaction, and makes the call if the line could not write it."""
        if contact.is_open:
            return []
        call = contact.call
        is_out = call.direction is CallDirection.OUT
        return [
            record_call(
                at=call.arrived_at,
                line=call.line,
                linked_id=call.linked_id,
                direction=call.direction,
                ani=call.ani,
                dnis=call.dnis,
                queue=call.queue,
            ),
            OpenInteraction(
                at=call.answered_at or self._context.now(),
                interaction_id=contact.interaction_id,
                call_id=contact.call_id,
                channel=Channel.CALL_OUT if is_out else Channel.CALL_IN,
            ),
        ]

    def _on_begun(self, contact: Contact) -> None:
        contact.is_open, contact.is_opening = True, False
        self.begun.emit(contact)

    def _on_not_begun(self, contact: Contact) -> None:
        contact.is_opening = False
