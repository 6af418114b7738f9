"""Joins the page of reports to the desk: asks, shows, leads to the calls behind a figure, makes files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QCollator, QLocale, QObject, QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from app.metrics.behind import CallBehind, CallOwner, call_owner, calls_behind
from app.metrics.by_agent import agent_counts
from app.metrics.by_code import CodesBy, code_counts
from app.metrics.by_queue import queue_counts
from app.metrics.figures import BY_ID
from app.metrics.lines import Line, Lines, Name, Split
from app.metrics.periods import MOST_DAYS
from app.reports.table import Row, Table, make_rows
from app.rights import MAY_ASK
from app.service_time import service_day
from ui.context import Context
from ui.error_text import error_text
from ui.figure_words import figure_words
from ui.reports.asked import FIGURES, Asked, Days, Kind
from ui.reports.behind import behind_of
from ui.reports.export import Export
from ui.reports.view import ReportsView
from ui.reports.words import about_words, head_word, name_words, nothing_words, title_words
from ui.route_words import code_word, queue_word
from ui.wording import named

MOST_CALLS = 500


class ReportsPresenter(QObject):
    """Shows a report of what is asked for; only the last answer counts.

    Signals: ``customer_wanted(object)`` a customer's id.
    """

    customer_wanted = Signal(object)

    def __init__(self, context: Context, view: ReportsView) -> None:
        super().__init__(view)
        self._context, self._view = context, view
        self._asked: Asked | None = None
        self._table: Table | None = None
        self._names: Mapping[str, Name] = {}
        self._teams: set[str] = set()
        self.export = Export(context.bridge, self)
        view.days.set_today(service_day(context.now()))
        view.days.choose(Days.TODAY)
        self._connect()

    @Slot()
    def refresh(self) -> None:
        """Ask for what the page says now."""
        self._view.days.set_today(service_day(self._context.now()))
        self._offer_only()
        asked = self._view.asked()
        self._asked = asked
        if (asked.last - asked.first).days >= MOST_DAYS:
            self._table = None
            most = self.tr("At most {0} days are counted at once").format(MOST_DAYS)
            self._view.show_empty(most, self.tr("Choose fewer days."))
            return
        work = partial(self._answer, asked)
        self._context.bridge.read(
            self._view, work, partial(self._on_answer, asked), partial(self._on_failed, asked)
        )

    def _answer(self, asked: Asked) -> tuple[Lines, Table]:
        """Ask, and make the table; on a thread of the workers."""
        found = self._ask(asked)
        return found, self._made(asked, found)

    def _ask(self, asked: Asked) -> Lines:
        desk, now = self._context.desk, self._context.now()
        queues = (asked.only,) if asked.only else ()
        match asked.kind:
            case Kind.QUEUES:
                return desk.ask(queue_counts, asked.first, asked.last, now, Split(asked.split), queues)
            case Kind.AGENTS:
                return desk.ask(agent_counts, asked.first, asked.last, now, Split(asked.split), asked.only)
        return desk.ask(code_counts, asked.first, asked.last, now, CodesBy(asked.split), queues)

    def _made(self, asked: Asked, found: Lines) -> Table:
        words = name_words(found.names, nothing_words(asked))
        parts = name_words(found.names, self.tr("Not wrapped up"))
        figures = FIGURES[asked.kind]
        lines = _by_words(found.lines, words)
        rows, whole = make_rows(lines, figures, words, parts, self.tr("Total"))
        return Table(
            title_words(asked),
            about_words(asked, self._only_words(asked)),
            head_word(asked),
            tuple(BY_ID[one] for one in figures),
            {one: figure_words(one) for one in figures},
            rows,
            whole,
        )

    def _on_answer(self, asked: Asked, answer: tuple[Lines, Table]) -> None:
        if asked != self._asked:
            return
        found, self._table = answer
        self._names = found.names
        if asked.kind is Kind.AGENTS:
            self._teams |= {name.more for name in found.names.values() if name.more}
            self._offer_only()
        self._view.show_table(self._table, asked.kind)

    def _on_failed(self, asked: Asked, error: Exception) -> None:
        if asked != self._asked:
            return
        self._table = None
        hint = self.tr("F5 asks again.")
        self._view.show_empty(error_text(error), hint, "warning-circle")

    def _only_words(self, asked: Asked) -> str:
        if asked.kind is Kind.AGENTS or not asked.only:
            return asked.only
        return queue_word(self._context.reference, asked.only)

    def _offer_only(self) -> None:
        """Offer teams for agents, queues for the rest."""
        if self._view.asked().kind is Kind.AGENTS:
            self._view.set_only_words(self.tr("Team"))
            self._view.offer_only([(team, team) for team in sorted(self._teams)], self.tr("All teams"))
            return
        queues = self._context.reference.queues
        self._view.set_only_words(self.tr("Queue"))
        choices = [(row.name, named(row.name_zh, row.name_en)) for row in queues]
        self._view.offer_only(choices, self.tr("All queues"))

    # the calls behind a figure

    @Slot(object, str)
    def _on_calls_wanted(self, row: Row, figure: str) -> None:
        if self._asked is None:
            return
        wanted = behind_of(self._asked, row, figure)
        work = partial(
            self._context.desk.ask, calls_behind, now=self._context.now(), limit=MOST_CALLS, **wanted
        )
        words = " · ".join(part for part in (row.words, figure_words(figure).name if figure else "") if part)
        self._context.bridge.read(self._view, work, partial(self._on_calls, words), self._on_refused)

    def _on_calls(self, words: str, found: list[CallBehind]) -> None:
        model = self._view.calls_model
        model.queue_words = partial(queue_word, self._context.reference)
        model.code_words = self._code_words
        self._view.show_calls(found, words, len(found) == MOST_CALLS)

    def _code_words(self, code: str) -> str:
        name = self._names.get(code)
        if name is not None:
            return named(name.zh, name.en)
        return code_word(self._context.reference, code)

    @Slot(object)
    def _on_call_opened(self, call_id: UUID | None) -> None:
        if call_id is None:
            return
        if not self._context.desk.actor.roles & MAY_ASK[call_owner]:
            self._view.say(self.tr("Whose call it is, a supervisor may see."), "broken")
            return
        work = partial(self._context.desk.ask, call_owner, call_id)
        self._context.bridge.read(self._view, work, self._on_owner, self._on_refused)

    def _on_owner(self, owner: CallOwner) -> None:
        if owner.customer_id is None:
            self._view.say(self.tr("Nobody knows who rang there."))
        else:
            self.customer_wanted.emit(owner.customer_id)

    def _on_refused(self, error: Exception) -> None:
        self._view.say(error_text(error), "broken")

    # files

    @Slot()
    def _on_export_wanted(self) -> None:
        if self._table is None or not self._table.rows or self.export.is_busy:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = f"{self._table.title} {self._table.about[0]}".replace("–", "-")
        kinds = [self.tr("Excel workbook (*.xlsx)"), self.tr("Text with commas (*.csv)")]
        dialog = QFileDialog(self._view, self.tr("File of the report"), str(Path(folder) / f"{name}.xlsx"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(kinds)
        dialog.setDefaultSuffix("xlsx")
        dialog.filterSelected.connect(partial(_follow_kind, dialog, kinds))
        dialog.fileSelected.connect(self.export_to)
        dialog.open()

    @Slot(str)
    def export_to(self, path: str) -> None:
        """Make the file of what is shown; it says how far it is, and Esc stops it."""
        if self._table is not None and not self.export.is_busy:
            self._view.show_progress(0, len(self._table.rows) + 1)
            self.export.begin(Path(path), self._table, self.tr("How it is counted"))

    @Slot(str)
    def _on_written(self, path: str) -> None:
        self._view.show_progress(0, 0)
        self._view.say(self.tr("Written: {0}").format(path), "good")

    @Slot()
    def _on_given_up(self) -> None:
        self._view.show_progress(0, 0)
        self._view.say(self.tr("Stopped. No file was made."))

    @Slot(object)
    def _on_not_written(self, error: OSError) -> None:
        self._view.show_progress(0, 0)
        words = self.tr("The file was not made: {0}. Is it open in another program?")
        self._view.say(words.format(error.strerror or type(error).__name__), "broken")

    def _connect(self) -> None:
        view = self._view
        view.changed.connect(self.refresh)
        view.looked_at.connect(self.refresh)
        view.calls_wanted.connect(self._on_calls_wanted)
        view.call_opened.connect(self._on_call_opened)
        view.export_wanted.connect(self._on_export_wanted)
        view.stop_wanted.connect(self.export.stop)
        self.export.progress.connect(view.show_progress)
        self.export.written.connect(self._on_written)
        self.export.given_up.connect(self._on_given_up)
        self.export.failed.connect(self._on_not_written)


def _by_words(lines: Sequence[Line], words: Callable[[str], str]) -> list[Line]:
    """Put the groups in the order of their words, as Chinese are sorted; parts stay in theirs."""
    collator = QCollator(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    collator.setNumericMode(True)
    keys = {group: collator.sortKey(words(group)) for group in {line.group for line in lines}}
    return sorted(lines, key=lambda line: (keys[line.group], line.group))


def _follow_kind(dialog: QFileDialog, kinds: list[str], chosen: str) -> None:
    """Let the ending follow the kind that is chosen."""
    dialog.setDefaultSuffix("csv" if chosen == kinds[1] else "xlsx")
