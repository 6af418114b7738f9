"""What is typed in a contact: kept with its call, and written within a moment."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Slot

from ui.desk.beginning import Beginning
from ui.desk.contact import Contact
from ui.desk.contacts import Contacts
from ui.desk.drafts import DraftKeeper
from ui.desk.intake import IntakeForm
from ui.desk.this_call import ThisCall
from ui.desk.writing import Writing
from ui.error_text import error_text
from ui.wording import local


class Typed(QObject):
    """Keep the words of this call's column and of the form for a stranger, and say that they are safe."""

    def __init__(
        self,
        contacts: Contacts,
        side: ThisCall,
        intake: IntakeForm,
        drafts: DraftKeeper,
        beginning: Beginning,
        writing: Writing,
    ) -> None:
        super().__init__(writing)
        self._contacts, self._side, self._drafts = contacts, side, drafts
        self._beginning, self._writing = beginning, writing
        side.typed.connect(self._on_typed)
        intake.typed.connect(self._on_intake_typed)
        drafts.kept.connect(self._on_kept)
        drafts.failed.connect(self._on_not_kept)

    @Slot(str, str)
    def _on_typed(self, field: str, text: str) -> None:
        self._keep(self._contacts.current, field, text)

    @Slot(str, str)
    def _on_intake_typed(self, field: str, text: str) -> None:
        self._keep(self._contacts.shown, field, text)

    def _keep(self, contact: Contact | None, field: str, text: str) -> None:
        """Keep what is typed with its call; of a call that only rings, until it is taken."""
        if contact is None:
            return
        contact.texts[field] = text
        if contact is self._contacts.current:
            self._beginning.begin(contact)
            self._drafts.note(contact.call_id, field, text)

    @Slot(object)
    def _on_kept(self, at: datetime) -> None:
        self._side.set_kept(self.tr("draft kept {0}").format(f"{local(at):%H:%M:%S}"))

    @Slot(object)
    def _on_not_kept(self, error: Exception) -> None:
        self._side.set_kept(self.tr("draft not kept"), safe=False)
        self._writing.failed.emit(error_text(error))
