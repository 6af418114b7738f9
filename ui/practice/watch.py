"""What is seen of one call while it is practised: of its rows, of what is typed, of the screen."""

from __future__ import annotations

from collections.abc import Iterator

from app.calls import OfferOutcome
from app.demo.callers import Ringer
from app.demo.scenarios import Cue, Seen
from app.demo.stored import StoredCall
from ui.desk.contact import Contact
from ui.phone.calls import Phase


class CallWatch:
    """Remember what was seen of a call: what was there once has been done."""

    def __init__(self, linked_id: str, ringer: Ringer | None) -> None:
        self.linked_id, self.ringer = linked_id, ringer
        self.stored: StoredCall | None = None
        self._seen: set[Seen] = set()
        self._was_held = False

    def has(self, cue: Cue) -> bool:
        if cue.until is Seen.ORDERED:
            return self.stored is not None and len(self.stored.ordered_at) >= cue.times
        return cue.until in self._seen

    @property
    def is_done(self) -> bool:
        """Tell whether nothing more comes of this call."""
        return Seen.GONE in self._seen or {Seen.OVER, Seen.SEALED} <= self._seen

    def see(self, *seen: Seen) -> None:
        self._seen.update(seen)

    def see_rows(self, stored: StoredCall | None) -> None:
        if stored is not None:
            self.stored = stored
            self._seen.update(_of_rows(stored))

    def see_contact(self, contact: Contact | None) -> None:
        """Take in what is typed about the call, if it is the one that is worked on."""
        if contact is None or contact.call.linked_id != self.linked_id:
            return
        typed = {field for field, text in contact.texts.items() if text.strip()}
        self._seen.update(seen for seen, field in _TYPED.items() if field in typed)
        if contact.set_aside is not None:
            self._seen.add(Seen.ASIDE)
        if self._was_held and contact.call.phase is Phase.TALKING:
            self._seen.add(Seen.RESUMED)
        self._was_held = self._was_held or contact.call.phase is Phase.HELD


def _of_rows(stored: StoredCall) -> Iterator[Seen]:
    facts = {
        Seen.ANSWERED: stored.is_answered,
        Seen.GONE: not stored.is_answered and (stored.is_over or bool(_LOST.intersection(stored.offers))),
        Seen.KNOWN: stored.customer_id is not None,
        Seen.ASIDE: stored.registered,
        Seen.REGISTERED: stored.registered,
        Seen.NOTED: bool(stored.notes.strip()),
        Seen.DISPATCHING: bool(stored.ordered_at),
        Seen.CHASED: stored.chased > 0,
        Seen.PROMISED: stored.follow_ups > 0,
        Seen.TRIED: bool(stored.attempts),
        Seen.OVER: stored.is_over,
        Seen.SEALED: bool(stored.interactions),
    }
    return (seen for seen, is_so in facts.items() if is_so)


_LOST = frozenset({OfferOutcome.MISSED, OfferOutcome.WITHDRAWN, OfferOutcome.REJECTED, OfferOutcome.BUSY})
_TYPED = {Seen.NOTED: "notes", Seen.REASON: "reason", Seen.OUTCOME: "outcome"}
