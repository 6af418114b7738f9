"""Joins the order board to the desk: reads, finds what is wanted, and does what is asked of an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.board import BoardLine, BoardNames
from app.board_picture import Facet, Found, Picture, Wanted
from app.errors import NoCentre
from app.handover import HandOverReason, Reassign
from app.pop import PopPage, pop_page
from app.rights import MAY_DO
from app.sync.state import SyncKind, SyncState
from ui.board.hours import Span
from ui.board.model import as_table
from ui.board.reader import BoardReader
from ui.board.view import BoardView
from ui.context import Context
from ui.desk.writing import Writing
from ui.error_text import error_text
from ui.wording import local

TICK_MS = 20_000
AWAY = (SyncKind.HUB_GONE, SyncKind.SIGNED_OUT, SyncKind.TOO_OLD)


@dataclass(frozen=True, slots=True)
class Shown:
    """What was found, and where the chosen order stands in it now."""

    found: Found
    spans: Sequence[Span]
    row: int


class BoardPresenter(QObject):
    """Shows the board while its page is open.

    Signals: ``customer_wanted(object)`` a customer's id; ``late_count(int)``.
    """

    customer_wanted = Signal(object)
    late_count = Signal(int)

    def __init__(self, context: Context, view: BoardView) -> None:
        super().__init__(view)
        self._context, self._view = context, view
        self.reader = BoardReader(context, self)
        self._writing = Writing(context, self)
        self._finding = self._find_again = self._is_away = False
        self._read_at: datetime | None = None
        self._chosen: UUID | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._connect()

    @Slot(bool)
    def _on_looked_at(self, is_looked_at: bool) -> None:
        """Keep up while the page is looked at, and ask nothing else."""
        if not is_looked_at:
            self.reader.stop()
            self._timer.stop()
            return
        self.reader.start()
        self._timer.start()

    @Slot(object)
    def on_state(self, state: SyncState) -> None:
        """Say how old the picture is while the hub is away, and read at once when it is back."""
        before, self._is_away = self._is_away, state.kind in AWAY
        self._say_age()
        if before and not self._is_away and self._view.isVisible():
            self.reader.refresh()

    # reading and finding

    @Slot()
    def _on_read(self) -> None:
        self._read_at = self._context.now()
        self._say_age()
        self.find()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if self.reader.picture is None:
            self._view.show_failed(error_text(error))
        self._say_age(error)

    @Slot()
    def find(self) -> None:
        """Look for what is wanted now; several wishes while one is looked for are one more."""
        picture = self.reader.picture
        if picture is None or self._finding:
            self._find_again = self._finding
            return
        self._finding = True
        now = self._context.now()
        spans = self._view.hours.spans(now)
        work = partial(_find, picture, self._wanted(spans), spans, self._chosen)
        self._context.bridge.read(self._view, work, partial(self._on_found, picture, now))

    def _wanted(self, spans: Sequence[Span]) -> Wanted:
        """Return what the view asks for; a span is bounded as the day stands now."""
        chosen = self._view.span
        span = next((one for one in spans if chosen is not None and one.word == chosen.word), None)
        filters = self._view.filters
        return Wanted(
            filters.chosen(),
            filters.words.text(),
            span.first if span else None,
            span.last if span else None,
            *self._view.order(),
        )

    def _on_found(self, picture: Picture, now: datetime, shown: Shown) -> None:
        self._finding = False
        if self._find_again:
            self._find_again = False
            self.find()
            return
        view, found, names = self._view, shown.found, self.reader.names
        view.filters.show_counts(found.counts, names)
        view.hours.show_counts(shown.spans, found.due_counts, view.span)
        view.late.show_counts(found, names, view.filters.chosen().get(Facet.PROVINCE, ""))
        row = shown.row if shown.row >= 0 else 0 if found.at else -1
        view.show_lines(picture, found.at, row, names, now)
        line = view.model.line(row)
        self._chosen = line.order_id if line else None
        self._offer_persons(names)
        self.late_count.emit(picture.late_count(int(now.timestamp())))

    def _say_age(self, error: Exception | None = None) -> None:
        """Say when the picture was right, and why it is not newer."""
        if self._read_at is None:
            return
        at = f"{local(self._read_at):%H:%M:%S}"
        if self._is_away or isinstance(error, NoCentre):
            self._view.say_age(self.tr("The hub is not reached: as of {0}").format(at), is_away=True)
        elif error is not None:
            self._view.say_age(self.tr("Not read again: as of {0}").format(at), is_away=True)
        else:
            self._view.say_age(self.tr("as of {0}").format(at), is_away=False)

    # one order

    @Slot(object)
    def _on_chosen(self, line: BoardLine | None) -> None:
        self._chosen = line.order_id if line else None
        self._view.detail.show_line(line, self.reader.names, self._context.now())

    @Slot()
    def _on_who_wanted(self) -> None:
        """Read who the customer is: the centre writes down that it was asked."""
        line = self._view.detail.line
        if line is not None:
            now = self._context.now()
            work = partial(self._context.desk.ask, pop_page, line.customer_id, now)
            self._context.bridge.read(self._view, work, self._on_customer, self._on_refused)

    def _on_customer(self, page: PopPage) -> None:
        self._view.detail.show_customer(page, self._context.now())

    def _on_refused(self, error: Exception) -> None:
        self._view.detail.say(error_text(error))

    @Slot()
    def _on_open_wanted(self) -> None:
        line = self._view.detail.line
        if line is not None:
            self.customer_wanted.emit(line.customer_id)

    def _offer_persons(self, names: BoardNames) -> None:
        """Offer whom an order can be handed to, once a list of them is there."""
        may = bool(self._context.desk.actor.roles & MAY_DO[Reassign])
        persons = [(one, named.name) for one, named in names.persons.items() if named.can_own and may]
        if self._view.detail.persons.count() != len(persons) + 1:
            self._view.detail.set_persons(sorted(persons, key=lambda one: one[1]))

    @Slot(object)
    def _on_handed_over(self, person_id: UUID) -> None:
        line = self._view.detail.line
        if line is None:
            return
        command = Reassign(
            at=self._context.now(),
            order_ids=(line.order_id,),
            to_person_id=person_id,
            reason=HandOverReason.OTHER,
        )
        self._writing.execute(command, ok=partial(self._on_done, self.tr("Handed over.")))

    def _on_done(self, words: str) -> None:
        self._view.detail.say(words, "good")
        self.reader.refresh()
        self._view.to_list()

    # the table

    @Slot()
    def _on_copy_wanted(self) -> None:
        """Make the table beside the screen: a hundred thousand lines take their time."""
        model = self._view.model
        work = partial(as_table, model.lines(), self.reader.names, self._context.now())
        self._context.bridge.read(self._view, work, partial(self._on_table, model.rowCount()))

    def _on_table(self, count: int, table: str) -> None:
        self._view.table.take_copy(table, count)

    def _connect(self) -> None:
        view = self._view
        self.reader.progress.connect(self._on_progress)
        self.reader.read.connect(self._on_read)
        self.reader.failed.connect(self._on_failed)
        self._timer.timeout.connect(self.find)
        self._writing.failed.connect(view.detail.say)
        view.looked_at.connect(self._on_looked_at)
        view.changed.connect(self.find)
        view.chosen.connect(self._on_chosen)
        view.who_wanted.connect(self._on_who_wanted)
        view.open_wanted.connect(self._on_open_wanted)
        view.copy_wanted.connect(self._on_copy_wanted)
        view.detail.handed_over.connect(self._on_handed_over)

    @Slot(int)
    def _on_progress(self, count: int) -> None:
        if self.reader.picture is None:
            self._view.show_reading(count)


def _find(picture: Picture, wanted: Wanted, spans: Sequence[Span], chosen: UUID | None) -> Shown:
    """Find beside the screen; runs on a reader's thread."""
    found = picture.find(wanted, [span.first for span in spans[1:] if span.first is not None])
    row = -1 if chosen is None else picture.row_of(chosen, found.at)
    return Shown(found, spans, row)
