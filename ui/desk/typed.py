"""What is typed in a contact: kept with its call, and written within a moment."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Slot

from ui.desk.beginning import Beginning
from ui.desk.contact import Contact
from ui.desk.contacts import Contacts
from ui.desk.intake import IntakeForm
from ui.desk.left_words import LeftWords
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
        left_words: LeftWords,
        beginning: Beginning,
        writing: Writing,
    ) -> None:
        super().__init__(writing)
        self._contacts, self._side, self._left_words = contacts, side, left_words
        self._beginning, self._writing, self._drafts = beginning, writing, left_words.drafts
        side.typed.connect(self._on_typed)
        intake.typed.connect(self._on_intake_typed)
        self._drafts.kept.connect(self._on_kept)
        self._drafts.failed.connect(self._on_not_kept)

    @Slot(str, str)
    def _on_typed(self, field: str, text: str) -> None:
        self._keep(self._contacts.current, field, text)

    @Slot(str, str)
    def _on_intake_typed(self, field: str, text: str) -> None:
        self._keep(self._contacts.shown, field, text)

    def _keep(self, contact: Contact | None, field: str, text: str) -> None:
        """Keep what is typed with its call, also of a call that only rings."""
        if contact is None:
            return
        contact.texts[field] = text
        if contact is self._contacts.current:
            self._beginning.begin(contact)
            self._drafts.note(contact.call_id, field, text)
        else:
            self._left_words.note(contact, field, text)

    @Slot(object)
    def _on_kept(self, at: datetime) -> None:
        self._side.set_kept(self.tr("draft kept {0}").format(f"{local(at):%H:%M:%S}"))

    @Slot(object)
    def _on_not_kept(self, error: Exception) -> None:
        self._side.set_kept(self.tr("draft not kept"), safe=False)
        self._writing.failed.emit(error_text(error))
