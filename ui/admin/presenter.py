"""Joins the administration to the desk: reads lists, keeps what is not saved, and saves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from app.errors import DomainError
from app.interactions import KeptDraft, kept_drafts
from app.lists.catalogue import list_named
from app.lists.editing import MOST_ROWS, EditList
from app.lists.reading import ListPage, list_page
from app.lists.sheet import Sheet
from app.lists.spec import ListSpec
from ui.admin.asides import Asides
from ui.admin.standing import Standing
from ui.admin.view import AdminView
from ui.admin.words import list_word, retired_words
from ui.context import Context
from ui.error_text import error_text

KEEP_MS = 300
DRAFT = "list:"  # what is not saved of a list is kept as a draft of the person, on this PC
PROBLEMS = "list_problems"


@dataclass(frozen=True, slots=True)
class Part:
    """A list, or the part of it that is shown."""

    list_id: str
    within: str = ""

    @property
    def field(self) -> str:
        return f"{DRAFT}{self.list_id}:{self.within}"


class AdminPresenter(QObject):
    """Has the sheets of all lists that somebody has changed: they outlive the page, calls, and the program.

    Signals: ``saved(str)`` a list's id, when something was written; ``shown(str)`` another list's.
    """

    saved = Signal(str)
    shown = Signal(str)

    def __init__(self, context: Context, view: AdminView, specs: Sequence[ListSpec]) -> None:
        super().__init__(view)
        self._context, self._view, self._specs = context, view, specs
        self._sheets: dict[Part, Sheet] = {}
        self._kept: dict[str, str] = {}  # drafts of an earlier time, by their field
        self._part = Part(specs[0].id)
        self._is_saving, self._of_cell = False, ""
        self._asides = Asides(context, view, self._touched)
        self._standing = Standing(context.lists, view)
        self._later = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._later.timeout.connect(self.keep)
        self._connect()
        context.bridge.read(view, partial(context.desk.ask, kept_drafts, self._me), self._on_drafts)

    # reading

    @Slot()
    def open(self) -> None:
        """Read the list anew; what is not saved stays over it."""
        self._read(self._part)

    @Slot(str)
    def choose(self, list_id: str) -> None:
        if list_id != self._part.list_id or self._part not in self._sheets:
            self._view.finish_typing()
            last = next((part for part in self._sheets if part.list_id == list_id), Part(list_id))
            self._read(last)

    @Slot(str)
    def choose_part(self, within: str) -> None:
        self.choose_part_of(self._part.list_id, within)

    def choose_part_of(self, list_id: str, within: str) -> None:
        """Show a part of a list."""
        self._view.finish_typing()
        self._read(Part(list_id, within))

    def _read(self, part: Part) -> None:
        self._part = part
        ask = partial(self._context.desk.ask, list_page, part.list_id, self._context.now(), part.within)
        self._context.bridge.read(self._view, ask, partial(self._on_read, part), self._on_not_read)

    def _on_read(self, part: Part, page: ListPage) -> None:
        if part != self._part:
            return  # another list was chosen meanwhile
        if page.scopes and not part.within:
            part = self._part = Part(part.list_id, page.scopes[0].value)
        spec = list_named(part.list_id)
        at = self._place()
        sheet = self._sheets.get(part)
        if sheet is None:
            sheet = self._sheets[part] = Sheet(spec, page, self._view.model.names_of(page))
        elif not self._is_saving:  # what is under way keeps its rows; they are read again after it
            sheet.renew(page)
        if text := self._kept.pop(part.field, ""):
            sheet.restore(text)
        self._show(part, sheet, page)
        self._view.grid.show_place(at)

    def _show(self, part: Part, sheet: Sheet, page: ListPage) -> None:
        is_other = self._view.model.sheet is not sheet
        if is_other:
            self._keep_typed()
            self._standing.leave()
        self._view.model.set_sheet(sheet, is_open=self._is_open(sheet))
        if is_other:
            self.shown.emit(part.list_id)
            self._view.show_list(
                list_word(part.list_id),
                page.scopes,
                part.within,
                may_add=sheet.spec.may_add and self._may_edit(sheet.spec),
            )
            self._standing.take(part.list_id)
            self._view.say(
                "" if self._may_edit(sheet.spec) else self.tr("Only an administrator edits this list.")
            )
        self._show_counts()

    def _on_not_read(self, error: Exception) -> None:
        self._keep_typed()
        self._standing.leave()
        self._view.model.set_sheet(None)
        self._view.show_failed(error_text(error))

    def _on_drafts(self, drafts: list[KeptDraft]) -> None:
        self._kept = {one.field: one.text for one in drafts if one.field.startswith(DRAFT)}
        self._show_counts()

    # editing

    @Slot(str)
    def act(self, name: str) -> None:
        """Do what a key or a button asks for."""
        if self._sheet is None:
            return
        self._view.finish_typing()
        acts = {
            "save": self.save,
            "add": self.add,
            "retire": self.retire,
            "up": partial(self.move, -1),
            "down": partial(self.move, 1),
            "paste": self.paste,
            "undo": self.undo,
            "changes": self._asides.ask_changes,
        }
        if name == "changes" or self._is_open(self._sheet):
            acts[name]()
        elif self._is_saving:
            self._view.say(self.tr("Saving …"))
        else:
            self._view.say(self.tr("Only an administrator edits this list."), "attn")

    def add(self) -> None:
        sheet, place = self._sheet, self._place()
        if sheet is None or not sheet.spec.may_add:
            return
        at = sheet.add(place[0] if place else len(sheet.rows) - 1)
        self._touched()
        first = next(one.name for one in sheet.spec.columns if one.is_visible and not one.is_shown_only)
        self._view.grid.go_to(self._view.model.index_of(at, first))

    def retire(self) -> None:
        """Retire the row under the hand with a word, or bring it back."""
        sheet, place = self._sheet, self._place()
        if sheet is None or place is None:
            return
        row = sheet.rows[place[0]]
        if not row.is_new and not sheet.spec.retires:
            self._view.say(self.tr("Rows of this list are not retired: change what they say."), "attn")
            return
        name, was_new = sheet.title(place[0]), row.is_new
        sheet.retire(place[0])
        self._touched()
        self._view.grid.show_place(place)
        if was_new:
            self._view.say(self.tr("The new row is gone; nothing was saved of it."))
        elif row.is_retired:
            self._view.say(retired_words(sheet.spec.id).format(name), "attn")
        else:
            self._view.say(self.tr("“{0}” can be chosen again when you save.").format(name))

    def move(self, step: int) -> None:
        sheet, place = self._sheet, self._place()
        if sheet is None or place is None:
            return
        if not sheet.spec.position:
            self._view.say(self.tr("This list has an order of its own."))
            return
        if self._view.model.is_sorted:
            self._view.say(
                self.tr("The rows are sorted by a column: end that with Alt+L, then move them."), "attn"
            )
            return
        at = sheet.move(place[0], step)
        self._touched()
        self._view.grid.show_place((at, place[1]))

    def undo(self) -> None:
        """Let the cell under the hand say again what stands in the list."""
        sheet, place = self._sheet, self._place()
        if sheet is not None and place is not None:
            sheet.take_back(*place)
            self._touched()
            self._view.grid.show_place(place)

    def paste(self) -> None:
        self._asides.paste(QGuiApplication.clipboard().text(), self._place())

    @Slot()
    def _touched(self) -> None:
        """Show the sheet as it stands now and keep it."""
        place = self._place()
        self._view.model.refresh()
        self._view.grid.show_place(place)
        self._on_edited()

    @Slot()
    def _on_edited(self) -> None:
        self._later.start()
        self._show_counts()
        self._say_where()

    @Slot()
    def _say_where(self) -> None:
        """Say what is wrong with the cell under the hand; what was said of other things stays."""
        sentence = self._view.model.sentence_at(self._view.grid.currentIndex())
        if sentence or self._view.said() == self._of_cell:
            self._view.say(sentence, "broken")
        self._of_cell = sentence

    @Slot()
    def keep(self) -> None:
        """Write to the disk what is not saved of the list that is shown."""
        self._later.stop()
        if self._sheet is not None:
            self._keep(self._sheet)

    def _keep_typed(self) -> None:
        """Keep what was just typed, before another list is shown."""
        if self._later.isActive():
            self.keep()

    def _keep(self, sheet: Sheet) -> None:
        desk = self._context.desk
        draft = KeptDraft(self._me, self._part_of(sheet).field, sheet.dump(), self._context.now())
        self._context.bridge.write(self, partial(desk.keep_draft, draft))

    # saving

    def save(self) -> None:
        """Save what is changed, all of it or nothing; what is wrong first has the hand put on it."""
        sheet = self._sheet
        if sheet is None or self._is_saving or not sheet.changed():
            return
        wrong = sheet.wrong_cells()
        if wrong:
            self._go_to(*wrong[0])
            words = self.tr("Cells that are wrong: {0}. Nothing was saved; this is the first one.")
            self._view.say(words.format(len(wrong)), "broken")
            return
        self._set_saving(True)
        self._view.say(self.tr("Saving …"))
        self._save_some(self._part_of(sheet), sheet, sheet.changed())

    def _save_some(self, part: Part, sheet: Sheet, rows: list[int]) -> None:
        """Save as many rows as one decision takes, then the others."""
        some, rest = rows[:MOST_ROWS], rows[MOST_ROWS:]
        edit = EditList(at=self._context.now(), list_id=part.list_id, rows=sheet.edits(some))
        self._context.bridge.ask_centre(
            self._view,
            partial(self._context.desk.execute, edit),
            lambda _none: self._on_saved(part, sheet, some, rest),
            partial(self._on_refused, sheet, some),
        )

    def _on_saved(self, part: Part, sheet: Sheet, some: list[int], rest: list[int]) -> None:
        sheet.settle(some)
        if rest:
            self._save_some(part, sheet, rest)
            return
        self._set_saving(False)
        self._touched()
        self._keep(sheet)
        self._view.say(
            self.tr("Saved. It counts from now on; the desks have it with their next look."), "good"
        )
        self.saved.emit(part.list_id)
        if part == self._part:  # another one may have been chosen meanwhile
            self._read(part)

    def _on_refused(self, sheet: Sheet, rows: list[int], error: Exception) -> None:
        self._set_saving(False)
        sentence = error_text(error)
        if isinstance(error, DomainError) and error.code == PROBLEMS:
            sheet.refused(rows, error.details.get("problems", []))
        self._touched()
        self._keep(sheet)
        found = next(((at, name) for at in rows for name in sheet.rows[at].problems), None)
        if found is not None and sheet is self._sheet:
            self._go_to(*found)
            sentence = f"{sentence} {self._view.model.sentence_at(self._view.grid.currentIndex())}"
        self._view.say(sentence, "broken")

    def _go_to(self, at: int, name: str) -> None:
        """Put the hand on a cell, and show all rows if the filter leaves it out."""
        model = self._view.model
        if not model.index_of(at, name).isValid():
            self._view.show_all()
        self._view.grid.go_to(model.index_of(at, name))

    # what is around

    @property
    def list_id(self) -> str:
        return self._part.list_id

    def row_known(self, list_id: str) -> tuple[UUID, str] | None:
        """Return id and name of the row under the hand, if it is a saved one of that list."""
        sheet, place = self._sheet, self._place()
        if sheet is None or place is None or sheet.spec.id != list_id:
            return None
        seen = sheet.rows[place[0]].seen
        return None if seen is None else (UUID(str(seen["id"])), sheet.title(place[0]))

    @property
    def _me(self) -> UUID:
        return self._context.desk.actor.person_id

    @property
    def _sheet(self) -> Sheet | None:
        return self._view.model.sheet

    def _place(self) -> tuple[int, str] | None:
        return self._view.model.place(self._view.grid.currentIndex())

    def _part_of(self, sheet: Sheet) -> Part:
        """Return which part a sheet is of: another one may be wanted already than is shown."""
        return next(part for part, one in self._sheets.items() if one is sheet)

    def _set_saving(self, is_saving: bool) -> None:
        """Let nobody write while it is saved: what is typed then would count as saved."""
        self._is_saving = is_saving
        if self._sheet is not None:
            self._view.model.is_open = self._is_open(self._sheet)

    def _is_open(self, sheet: Sheet) -> bool:
        return not self._is_saving and self._may_edit(sheet.spec)

    def _may_edit(self, spec: ListSpec) -> bool:
        return bool(self._context.desk.actor.roles & spec.may_edit)

    def _show_counts(self) -> None:
        unsaved: dict[str, int] = {}
        for part, sheet in self._sheets.items():
            unsaved[part.list_id] = unsaved.get(part.list_id, 0) + len(sheet.changed())
        for field in self._kept:
            unsaved.setdefault(field.removeprefix(DRAFT).partition(":")[0], 1)
        self._view.lists.model.show_unsaved(unsaved)
        own = len(self._sheet.changed()) if self._sheet is not None else 0
        self._view.show_counts(own, may_save=bool(own) and not self._is_saving)

    @Slot()
    def _on_found(self) -> None:
        place = self._place()
        self._view.model.find(*self._view.wanted())
        self._view.grid.show_place(place)
        self._show_counts()

    def _connect(self) -> None:
        view = self._view
        view.act.connect(self.act)
        view.found.connect(self._on_found)
        view.scope_chosen.connect(self.choose_part)
        view.lists.chosen.connect(self.choose)
        view.model.edited.connect(self._on_edited)
        view.grid.current_moved.connect(self._say_where)
