"""Joins the page of what needs attention to the desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from app.command import Command, new_id
from app.commands import read_command
from app.errors import FieldChanged, UnknownCommand
from app.pop import PopPage, pop_page
from app.reference import Place, places
from app.sync.outbox import Attention
from app.wire import EARLIEST
from ui.attention.model import what, why
from ui.attention.view import AttentionView
from ui.attention.words import field_words, typed, value_words
from ui.context import Context, DeskWithHub
from ui.error_text import error_text
from ui.wording import day_time, greeting, place_line


class AttentionPresenter(QObject):
    """Leads from one refused command to the next until nothing needs attention.

    Signals: ``count_changed(int)``; ``closed()`` when the person goes back.
    """

    count_changed = Signal(int)
    closed = Signal()

    def __init__(self, context: Context, view: AttentionView, hub: DeskWithHub) -> None:
        super().__init__(view)
        self._context, self._view, self._hub = context, view, hub
        self._entries: list[Attention] = []
        self._places: dict[str, Place] = {}
        self._on_card: Attention | None = None
        self._busy = False
        view.chosen.connect(self._on_chosen)
        view.sent_again.connect(self._on_sent_again)
        view.withdraw_wanted.connect(self._on_withdraw_wanted)
        view.withdrawn.connect(self._on_withdrawn)
        view.back.connect(self.closed)

    @Slot()
    def refresh(self) -> None:
        """Read again what needs attention; the chosen entry and what is typed about it stay."""
        self._context.bridge.read(self._view, self._read, self._on_read, self._on_failed)

    def _read(self) -> tuple[list[Attention], dict[str, Place]]:
        """Return what needs attention, and the places that stand in it by their codes."""
        entries, ask = list(self._hub.attention()), self._context.desk.ask
        codes = {entry.body.get("region_code") for entry in entries} - {None, ""}
        return entries, {place.code: place for code in codes for place in ask(places, code, 1)}

    def _on_read(self, found: tuple[list[Attention], dict[str, Place]]) -> None:
        before = self._entries
        self._entries, self._places = found
        self.count_changed.emit(len(self._entries))
        if self._entries == before:
            return
        known = [entry.n for entry in self._entries]
        chosen = (
            self._on_card.n
            if self._on_card and self._on_card.n in known
            else _next(before, known, self._on_card)
        )
        self._view.show_rows(self._entries, chosen)
        self._show(self._entry(chosen))

    @Slot(int)
    def _on_chosen(self, n: int) -> None:
        self._show(self._entry(n))

    def _show(self, entry: Attention | None) -> None:
        if entry == self._on_card:
            return  # what is being typed about it is not touched
        self._on_card = entry
        if entry is None:
            return
        card = self._view.card
        fields = [
            each
            for each in typed(entry.kind, entry.body, self._context.reference, self._places)
            if not _is_edit(entry, each.field)
        ]
        card.show_entry(
            what(entry),
            day_time(entry.at),
            why(entry),
            fields,
            [what(each) for each in self._built_on(entry)],
        )
        self._show_conflict(entry)
        card.set_can_send(entry.command is not None)
        self._ask_whom(entry)

    def _show_conflict(self, entry: Attention) -> None:
        conflict = self._view.card.conflict
        field = _conflict_field(entry)
        conflict.setVisible(bool(field))
        if not field:
            return
        details = entry.details
        words = partial(value_words, field, reference=self._context.reference) if field == "title" else None
        conflict.set_title(field_words(field))
        conflict.show_values(details["seen"], details["yours"], details["theirs"], words)

    def _ask_whom(self, entry: Attention) -> None:
        customer_id = getattr(entry.command, "customer_id", None)
        if customer_id is not None:
            self._context.bridge.read(
                self._view,
                partial(self._context.desk.ask, pop_page, customer_id, self._context.now()),
                partial(self._on_whom, entry),
                _not_known,
            )

    def _on_whom(self, entry: Attention, page: PopPage) -> None:
        if entry is self._on_card:
            head = page.head
            who = greeting(head.name, head.title)
            names = [who] if who == head.name else [who, head.name]
            self._view.card.show_whom(" · ".join(part for part in (*names, place_line(head)) if part))

    @Slot()
    def _on_sent_again(self) -> None:
        """Send what stands on the card now, under a new id."""
        entry = self._on_card
        if entry is None or entry.command is None or self._busy:
            return
        try:
            command = mended(entry, self._view.card.texts(), self._counts(entry), self._context.now())
        except UnknownCommand:
            self._view.card.show_message(self.tr("This does not fit: a field is empty or too long."))
            return
        if command is None:
            self._work(partial(self._hub.withdraw, entry.n))  # theirs counts: nothing is left to send
        else:
            self._work(partial(self._hub.mend, entry.n, command))

    def _counts(self, entry: Attention) -> str:
        return self._view.card.conflict.value() if _conflict_field(entry) else ""

    @Slot()
    def _on_withdraw_wanted(self) -> None:
        if self._on_card is not None and not self._busy:
            self._view.card.ask(True, len(self._built_on(self._on_card)))

    @Slot()
    def _on_withdrawn(self) -> None:
        if self._on_card is not None and not self._busy:
            self._work(partial(self._hub.withdraw, self._on_card.n))

    def _work(self, work) -> None:
        self._busy = True
        self._view.card.set_busy(True)
        self._context.bridge.write(self._view, work, self._on_worked, self._on_failed)

    def _on_worked(self, _done: None) -> None:
        self._set_idle()
        self.refresh()

    def _on_failed(self, error: Exception) -> None:
        self._set_idle()
        self._view.card.show_message(error_text(error))

    def _set_idle(self) -> None:
        self._busy = False
        self._view.card.set_busy(False)
        self._view.card.ask(False)
        self._view.card.set_can_send(self._on_card is not None and self._on_card.command is not None)

    def _built_on(self, entry: Attention) -> list[Attention]:
        """Return what builds on an entry, and what builds on that, in order."""
        reached = {entry.n}
        found = []
        for each in sorted(self._entries, key=lambda one: one.n):
            if reached & set(each.builds_on):
                reached.add(each.n)
                found.append(each)
        return found

    def _entry(self, n: int | None) -> Attention | None:
        return next((entry for entry in self._entries if entry.n == n), None)


def mended(entry: Attention, texts: dict[str, str], counts: str, now: datetime) -> Command | None:
    """Return a command with a new id as it stands on the card, or None when nothing of it is left.

    Time zone: ``now`` is aware; what a wrong clock said to be later is of now.
    Raises: UnknownCommand when a value does not fit.
    """
    assert entry.command is not None
    body = {**entry.body, **texts}
    field = _conflict_field(entry)
    if field:
        theirs = entry.details["theirs"]
        edits = {name: edit for name, edit in entry.body["edits"].items() if name != field}
        if counts != theirs:
            edits[field] = {"old": theirs, "new": counts}
        if not edits:
            return None
        body = {**body, "edits": edits}
    if "initials" in body:
        del body["initials"]  # of the name as it was
    at = entry.at if EARLIEST <= entry.at <= now else now
    return read_command(entry.kind, entry.command.version, new_id(), at, body)


def _conflict_field(entry: Attention) -> str:
    """Return the field that two people changed; empty when it was refused for something else."""
    field = entry.details.get("field", "") if entry.code == FieldChanged.code else ""
    return field if field in entry.body.get("edits", {}) else ""


def _is_edit(entry: Attention, field: str) -> bool:
    """Tell whether a field stands in the conflict already."""
    return field == _conflict_field(entry)


def _next(before: Sequence[Attention], known: Sequence[int], gone: Attention | None) -> int | None:
    """Return the entry behind the one that went, else the first."""
    after = [entry.n for entry in before if gone is not None and entry.n > gone.n and entry.n in known]
    return next(iter(after or known), None)


def _not_known(error: Exception) -> None:
    """The customer is not here, or not for this person: the entry says enough without a name."""
    error_text(error)
