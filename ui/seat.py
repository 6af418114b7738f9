"""A whole seat: the desk, its line and its window, joined."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from app.calls import CallOutcome, CallRecorder, EndCall, lost_calls
from app.command import Command
from app.desk import Desk
from app.errors import DomainError
from app.events import LineEvent
from app.reference import CodeList, reference
from app.store_errors import StoreProblem
from app.telephony.line import Line
from app.telephony.quiet import QuietLine
from app.workers import Workers
from ui.actions import bind
from ui.admin.password import SetPassword
from ui.bridge import Bridge
from ui.composing import ComposingWatch
from ui.context import Context
from ui.desk.code_picker import choices
from ui.desk.contact import Contact
from ui.desk.entry_words import EntryWords
from ui.desk.left_words import left_words
from ui.desk.panels import Panels
from ui.desk.pop_view import FILTER_KEYS, PopView
from ui.desk.presenter import DeskPresenter
from ui.desk.refresh import PageRefresh
from ui.desk.this_call import ThisCall
from ui.desk.timeline_model import TimelineModel
from ui.desk.unfinished import unfinished
from ui.desk.urge import UrgeSentence
from ui.desk.view import DeskView
from ui.error_text import error_text
from ui.followups.outbound import Outbound
from ui.followups.presenter import FollowUpsPresenter
from ui.followups.view import FollowUpsView
from ui.frame.rail import PageInfo
from ui.frame.window import MainWindow
from ui.hub_side import PAGE as ATTENTION
from ui.hub_side import HubExtras, HubSide
from ui.kept_lists import KeptLists
from ui.orders.side import PAGE as MY_ORDERS
from ui.orders.side import OrdersSide
from ui.overseeing import Overseeing, pages_of
from ui.own_keys import OwnKeys
from ui.paint_watch import Journal, PaintWatch, no_journal
from ui.phone import Phone, SeatCall
from ui.records import RecordStates
from ui.renewing import Renewing
from ui.route_words import route_words
from ui.scan_side import ScanSide
from ui.search.side import PAGE as CUSTOMER
from ui.search.side import SearchSide
from ui.settings.side import PAGE as SETTINGS
from ui.settings.side import SettingsSide
from ui.this_pc import ThisPc

TICK_MS = 1000
log = logging.getLogger(__name__)


class Seat(QObject):
    """Build the window of one person and let the line ring it. Nothing is shown by itself.

    Signals: ``sign_out_wanted()`` when nothing is left to wrap up.
    """

    sign_out_wanted = Signal()

    def __init__(
        self,
        desk: Desk,
        workers: Workers,
        line: Line,
        *,
        agent: str,
        now: Callable[[], datetime],
        practice: bool = False,
        journal: Journal = no_journal,
        extras: HubExtras | None = None,
        more_pages: Sequence[PageInfo] = (),
        pc: ThisPc | None = None,
    ) -> None:
        super().__init__()
        pc = pc or ThisPc()
        self._desk, self._workers, self._line = desk, workers, line
        extras = extras or HubExtras()
        self._recorder = extras.recorder or CallRecorder(agent, desk.actor.person_id)
        self.bridge = Bridge(workers, self)
        more = {"brought": extras.brought} if extras.brought is not None else {}
        self.lists = KeptLists(desk, self.bridge, now, self)
        kept = {"lists": self.lists, "settings": pc.settings}
        self.context = Context(desk, self.bridge, desk.ask(reference), now, **kept, **more)
        self.window = MainWindow([*self._pages(), *more_pages])
        route = partial(route_words, self.context.reference)
        self.phone = Phone(
            self.window, line, agent, now, self, sites=self.context.reference.sites, route=route
        )
        self._build_desk()
        self._build_follow_ups()
        self.search = SearchSide(self.context, self.window, self.desk, self)
        self.search.add_articles(self._panels.knowledge.open_article)
        self._mark_pop(self.search.page.pop)
        self.orders = OrdersSide(self.context, self.window, self)
        self.overseeing = self._build_overseeing(extras.set_password)
        self.desk.search_wanted.connect(self.search.open)
        self.hub_side = self._build_hub_side(extras)
        self.settings = SettingsSide(self.context, self.window, pc, self)
        if pc.folder is not None and pc.settings.value("scanner"):
            ScanSide(QApplication.instance(), self.window, self.search.search, pc.settings, self)
        self._watch = PaintWatch(self.window, journal)
        self._bind_keys()
        self._connect()
        self._say_where(practice)

    def start(self) -> None:
        """Put back what was not wrapped up, take calls, and start the line."""
        self._close_lost_calls()
        self.phone.set_ready(True)
        self.desk_view.setFocus()
        self.desk.restore(unfinished(self._desk), left_words(self._desk, self.context.now()))
        self.follow_ups.refresh()
        self.orders.start()
        self._panels.knowledge.start()
        self.lists.start()
        self.settings.start()
        if self.hub_side is not None:
            self.hub_side.start()
        self._line.start(self._on_line_event)
        self._tick.start(TICK_MS)

    def pop(self, number: str) -> None:
        """Open the page of a number that a softphone asks for; other lines ring by themselves."""
        if isinstance(self._line, QuietLine):
            self._line.pop(number)

    def stop(self) -> None:
        """Write what is being typed, end the line, finish what was asked for."""
        self._tick.stop()
        self.orders.stop()
        self.settings.stop()
        self.flush()
        self._line.stop()
        if self.hub_side is not None:
            self.hub_side.stop()
        self.bridge.stop()
        self._workers.stop()

    def flush(self) -> None:
        """Write what is being typed anywhere."""
        for typing in (self.desk.drafts, self._panels, self.follow_ups, self.overseeing):
            typing.flush()

    @property
    def is_settled(self) -> bool:
        """Tell whether everything that was asked of the store is answered."""
        return self.bridge.is_idle

    def _on_line_event(self, event: LineEvent) -> None:
        """Write down what the line told, and hand it to the screen; runs on the line's thread."""
        for command in self._recorder.commands(event):
            self._workers.write(lambda command=command: self._record(command))
        self.bridge.tell(event)

    def _record(self, command: Command) -> None:
        try:
            self._desk.execute(command)
        except DomainError as refusal:
            # A line that was joined in the middle of a call tells of offers that nobody has seen begin.
            log.warning("the line's event was refused: %s", refusal.code)
        except StoreProblem as problem:
            self.bridge.trouble.emit(problem)

    def _close_lost_calls(self) -> None:
        """End the calls that a killed desk left open: nobody can tell any more how they ended."""
        now = self.context.now()
        for lost in self._desk.ask(lost_calls):
            self._desk.execute(EndCall(at=now, call_id=lost, outcome=CallOutcome.UNKNOWN))

    # how it is made

    def _pages(self) -> list[PageInfo]:
        pages = [
            PageInfo("desk", self.tr("Desk"), "headset"),
            PageInfo("follow_ups", self.tr("Calls"), "phone-outgoing"),
            PageInfo(MY_ORDERS, self.tr("Orders"), "clipboard-text"),
            PageInfo(CUSTOMER, self.tr("Search"), "user-focus"),
        ]
        pages += pages_of(self.context)
        if self.context.hub is not None:
            pages.append(PageInfo(ATTENTION, self.tr("Attention"), "warning-circle", at_foot=True))
        return [*pages, PageInfo(SETTINGS, self.tr("This PC"), "gear", at_foot=True)]

    def _build_hub_side(self, extras: HubExtras) -> HubSide | None:
        hub = self.context.hub
        if hub is None:
            return None
        side = HubSide(self.context, self.window, hub, extras, self)
        side.closed.connect(partial(self._go_to, "desk"))
        side.sign_out_wanted.connect(self._on_sign_out)
        side.changed.connect(self._fresh.on_changed)
        side.changed.connect(self.follow_ups.refresh)
        side.changed.connect(self.orders.refresh)
        side.changed.connect(self.search.on_changed)
        side.changed.connect(self.lists.on_changed)
        self.desk.shown.connect(side.freshness.wait)
        self.window.status.attention_requested.connect(partial(self._go_to, ATTENTION))
        bind(self.window, "attention", partial(self._go_to, ATTENTION), whole_window=True)
        bind(self.window, "account", self.window.status.open_account, whole_window=True)
        return side

    def _build_overseeing(self, set_password: SetPassword | None) -> Overseeing:
        found = Overseeing(self.context, self.window, self, set_password)
        found.customer_wanted.connect(self.search.open_customer)
        found.closed.connect(partial(self._go_to, "desk"))
        found.saved.connect(Renewing(self.context, self).renew)
        return found

    def _build_desk(self) -> None:
        words = EntryWords(self.context.reference)
        model = TimelineModel(lambda: words, self.window)
        self.desk_view = DeskView(model)
        self.this_call = ThisCall()
        self._offer_codes()
        self.bridge.lists_renewed.connect(self._offer_codes)
        self.window.add_page("desk", self.desk_view, self.this_call)
        self.desk = DeskPresenter(self.context, self.desk_view, self.this_call, self.phone)
        self._panels = Panels(self.context, self.desk_view, self.this_call, self.desk)
        self._fresh = PageRefresh(self.context, self.desk_view.pop, self.desk.shown_contact)
        self._panels.changed.connect(self._fresh.on_changed)
        self._records = RecordStates(self.context, self)
        self._mark_pop(self.desk_view.pop)

    @Slot()
    def _offer_codes(self) -> None:
        found = self.context.reference
        self.this_call.set_choices(choices(found, CodeList.REASON), choices(found, CodeList.DISPOSITION))

    def _mark_pop(self, pop: PopView) -> None:
        """Let a customer's page show how far its records are."""
        UrgeSentence(self.context, pop.why)
        records = self._records
        pop.timeline_model.set_marks(records.mark)
        records.follow(pop.timeline_model.ids, pop.timeline_model.repaint)
        records.follow(pop.why.ids, partial(pop.why.show_marks, records.mark))
        for changed in (pop.timeline_model.modelReset, pop.timeline_model.paged):
            changed.connect(records.look)

    def _bind_keys(self) -> None:
        acts = {
            "reason": self.this_call.reason.focus,
            "notes": self.this_call.notes.setFocus,
            "outcome": self.this_call.outcome.focus,
            "done": self.desk.finish,
            "someone_else": self.desk.someone_else,
            "chase": self.desk_view.pop.why.ask_to_urge,
            "provider_told": self.desk_view.pop.why.tell_provider,
            "appointment": self.desk_view.pop.why.ask_to_book,
            "provider_word": self.desk_view.pop.why.ask_for_word,
            "save_customer": self.desk_view.intake.save,
            "dispatch": self._panels.open_dispatch,
            "follow_up": self._panels.open_schedule,
            "open_case": self._panels.open_case,
            "knowledge": self._panels.knowledge.open,
            "script": self._panels.knowledge.open_script,
            "put_away": self._panels.knowledge.put_away,
            "serve": self._panels.open_serving,
        }
        for number, name in enumerate(FILTER_KEYS):
            acts[name] = partial(self.desk_view.pop.choose_filter, number)
        for action, act in acts.items():
            self.window.bind_page("desk", action, act)
        bind(self.window, "back", self._go_back, whole_window=True)
        bind(self.window, "follow_up_list", partial(self._go_to, "follow_ups"), whole_window=True)
        OwnKeys(QApplication.instance(), self.window)
        ComposingWatch(QApplication.instance(), self.window)

    def _build_follow_ups(self) -> None:
        self.follow_ups_view = FollowUpsView()
        self.follow_ups = FollowUpsPresenter(self.context, self.follow_ups_view)
        filters = self.follow_ups_view.filters
        self.context.remember("follow_ups", self.follow_ups_view.table, filters, filters.chosen)
        self.context.remember("call_backs", self.follow_ups_view.back_table)
        self.context.remember("goods", self.follow_ups_view.goods_table)
        self.window.add_page("follow_ups", self.follow_ups_view)
        model = self.follow_ups_view.model
        model.set_marks(self._records.mark)
        self._records.follow(model.ids, model.repaint)
        model.modelReset.connect(self._records.look)
        self.outbound = Outbound(self.phone, self.desk, self.follow_ups)

    @Slot()
    def _go_back(self) -> None:
        """Leave a ring that was looked at; else go back to the desk and its notes."""
        if not self.desk.go_back():
            self._go_to("desk")

    def _connect(self) -> None:
        self._tick = QTimer(self)
        self._tick.timeout.connect(self._on_tick)
        self.bridge.line_event.connect(self.phone.on_line_event)
        self.phone.refused.connect(self._on_refused)
        self.window.action_requested.connect(self._on_action)
        self.window.page_requested.connect(self._go_to)
        self.desk.shown.connect(self._watch.page_shown)
        self.desk.contact_changed.connect(self._on_contact)
        self.desk.rings.wanted.connect(partial(self.window.show_page, "desk"))
        self.desk.rings.returned.connect(self.window.show_page_with)
        self.phone.rang.connect(self._on_rang)
        self.phone.rang.connect(self.settings.on_rang)
        self.phone.state_changed.connect(self._on_state)
        self.bridge.trouble.connect(self._on_trouble)
        self.follow_ups.count_changed.connect(self._on_count)
        self._panels.scheduled.connect(self.follow_ups.refresh)

    def _say_where(self, practice: bool) -> None:
        if self.hub_side is None:
            self.window.status.set_store(self.tr("This PC's store"))
        self.window.status.set_person(self._desk.actor.name)
        self.window.status.set_practice(practice)

    @Slot()
    def _on_tick(self) -> None:
        self.phone.tick()
        self.desk.tick()

    @Slot(str)
    def _go_to(self, page: str) -> None:
        self.window.show_page(page)
        if page == "follow_ups":
            self.follow_ups.refresh()
            self.follow_ups_view.to_list()
        elif page == ATTENTION and self.hub_side is not None:
            self.hub_side.open()
        elif page == CUSTOMER:
            self.search.show_page()
        elif page == MY_ORDERS:
            self.orders.open()
        elif page == SETTINGS:
            self.settings.open()
        elif self.overseeing.open(page):
            pass
        elif self.desk.contact is not None:
            self.this_call.notes.setFocus()
        else:
            self.desk_view.setFocus()  # Qt would go to the next button

    @Slot(object)
    def _on_rang(self, _call: SeatCall) -> None:
        """Ask for attention in the task bar: the window behind another one stays there."""
        QApplication.alert(self.window)

    @Slot(object)
    def _on_contact(self, contact: Contact | None) -> None:
        """A contact is worked on at the desk, whatever page was open; a promised call on its own page."""
        if contact is not None and contact.follow_up_id is None:
            self.window.show_page("desk")
        self._on_state()

    @Slot()
    def _on_state(self) -> None:
        """A promised call can be dialled while the phone is free; F2 answers otherwise."""
        self.follow_ups_view.set_can_call(self.phone.can_dial and self.desk.contact is None)

    @Slot(object)
    def _on_trouble(self, problem: Exception) -> None:
        self.desk_view.say(error_text(problem), "broken")

    @Slot(int)
    def _on_count(self, count: int) -> None:
        self.window.set_badge("follow_ups", count)

    @Slot()
    def _on_sign_out(self) -> None:
        if self.desk.contact is not None:
            self._go_to("desk")
            self.desk_view.say(self.tr("First wrap up this call: Ctrl+Enter."), "broken")
            return
        self.flush()
        self.sign_out_wanted.emit()

    @Slot(str)
    def _on_action(self, action: str) -> None:
        if action == "open_pop":
            self.desk.open_ring()

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        self.desk_view.say(sentence, "broken")
