"""What a seat has for calls: the page of who calls, this call beside it, and the panels between."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Slot

from app.reference import CodeList
from ui.context import Context
from ui.desk.code_picker import choices
from ui.desk.entry_words import EntryWords
from ui.desk.panels import Panels
from ui.desk.pop_view import FILTER_KEYS, PopView
from ui.desk.presenter import DeskPresenter
from ui.desk.refresh import PageRefresh
from ui.desk.this_call import ThisCall
from ui.desk.timeline_model import TimelineModel
from ui.desk.urge import UrgeSentence
from ui.desk.view import DeskView
from ui.frame.window import MainWindow
from ui.phone.phone import Phone
from ui.records import RecordStates

PAGE = "desk"


class DeskSide(QObject):
    """Join the desk's page to the window and to the phone."""

    def __init__(self, context: Context, window: MainWindow, phone: Phone, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._window = context, window
        words = EntryWords(context.reference)
        self.view, self.this_call = DeskView(TimelineModel(lambda: words, window)), ThisCall()
        self._offer_codes()
        context.bridge.lists_renewed.connect(self._offer_codes)
        window.add_page(PAGE, self.view, self.this_call)
        self.desk = DeskPresenter(context, self.view, self.this_call, phone)
        self.panels = Panels(context, self.view, self.this_call, self.desk)
        self.fresh = PageRefresh(context, self.view.pop, self.desk.shown_contact)
        self.panels.changed.connect(self.fresh.on_changed)
        self.records = RecordStates(context, self)
        self.mark_pop(self.view.pop)
        self._bind_keys()

    def mark_pop(self, pop: PopView) -> None:
        """Let a customer's page show how far its records are."""
        UrgeSentence(self._context, pop.why)
        records = self.records
        pop.timeline_model.set_marks(records.mark)
        records.follow(pop.timeline_model.ids, pop.timeline_model.repaint)
        records.follow(pop.why.ids, partial(pop.why.show_marks, records.mark))
        for changed in (pop.timeline_model.modelReset, pop.timeline_model.paged):
            changed.connect(records.look)

    @Slot()
    def _offer_codes(self) -> None:
        found = self._context.reference
        self.this_call.set_choices(choices(found, CodeList.REASON), choices(found, CodeList.DISPOSITION))

    def _bind_keys(self) -> None:
        why, panels = self.view.pop.why, self.panels
        acts = {
            "reason": self.this_call.reason.focus,
            "notes": self.this_call.notes.setFocus,
            "outcome": self.this_call.outcome.focus,
            "done": self.desk.finish,
            "someone_else": self.desk.someone_else,
            "chase": why.ask_to_urge,
            "provider_told": why.tell_provider,
            "appointment": why.ask_to_book,
            "provider_word": why.ask_for_word,
            "save_customer": self.view.intake.save,
            "dispatch": panels.open_dispatch,
            "follow_up": panels.open_schedule,
            "open_case": panels.open_case,
            "knowledge": panels.knowledge.open,
            "script": panels.knowledge.open_script,
            "put_away": panels.knowledge.put_away,
            "serve": panels.open_serving,
            "hear": self.view.pop.hear_wanted.emit,
        }
        for number, name in enumerate(FILTER_KEYS):
            acts[name] = partial(self.view.pop.choose_filter, number)
        for action, act in acts.items():
            self._window.bind_page(PAGE, action, act)
