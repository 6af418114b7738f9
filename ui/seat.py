"""A whole seat: the desk, its line and its window, joined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from app.calls import CallRecorder
from app.desk import Desk
from app.floor.own import OwnMoves
from app.pop import PopPage
from app.reference import reference
from app.telephony.line import Line
from app.telephony.quiet import QuietLine
from app.workers import Workers
from ui.actions import bind
from ui.admin.password import SetPassword
from ui.bridge import Bridge
from ui.composing import ComposingWatch
from ui.context import Context
from ui.desk.contact import Contact
from ui.desk.left_words import left_words
from ui.desk.side import DeskSide
from ui.desk.unfinished import unfinished
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
from ui.phone.beside import Beside
from ui.phone.calls import SeatCall
from ui.phone.line_log import LineLog
from ui.phone.nuisance import Nuisances
from ui.phone.phone import Phone
from ui.phone.reaching import Reaching
from ui.phone.shift_end import ShiftEnd
from ui.phone.state import SeatState
from ui.phone.state_side import StateSide
from ui.phone.strip import PhoneStrip
from ui.phone.told import ToldSide
from ui.renewing import Renewing
from ui.route_words import route_words
from ui.scan_side import ScanSide
from ui.search.side import PAGE as CUSTOMER
from ui.search.side import SearchSide
from ui.settings.side import PAGE as SETTINGS
from ui.settings.side import SettingsSide
from ui.this_pc import ThisPc
from ui.wallboard.alerts import AlertsSide
from ui.wallboard.listening import Ear
from ui.wallboard.side import PAGE as WALLBOARD
from ui.wallboard.side import may_see_floor

TICK_MS = 1000


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
        self._desk, self._workers, self._line, self._agent = desk, workers, line, agent
        extras = extras or HubExtras()
        self.bridge = Bridge(workers, self)
        recorder = extras.recorder or CallRecorder(agent, desk.actor.person_id)
        own = OwnMoves(agent, desk.actor.person_id) if desk.moves_person else None
        self._log = LineLog(desk, workers, self.bridge, recorder, own, agent=agent)
        came = {"brought": extras.brought, "passed": extras.passed}
        more = {name: found for name, found in came.items() if found is not None}
        self.lists = KeptLists(desk, self.bridge, now, self)
        kept = {"lists": self.lists, "settings": pc.settings}
        self.context = Context(desk, self.bridge, desk.ask(reference), now, **kept, **more)
        self.window = MainWindow([*self._pages(), *more_pages])
        route = partial(route_words, self.context.reference)
        found = self.context.reference
        self.phone = Phone(
            self.window, line, agent, now, self, sites=found.sites, route=route, reference=found
        )
        self.strip = PhoneStrip()
        self.window.add_strip(self.strip)
        self._build_state(own)
        side = self._desk_side = DeskSide(self.context, self.window, self.phone, self)
        self.desk_view, self.this_call, self.desk = side.view, side.this_call, side.desk
        self._build_follow_ups()
        self.search = SearchSide(self.context, self.window, self.desk, self)
        self.search.add_articles(self._desk_side.panels.knowledge.open_article)
        side.mark_pop(self.search.page.pop)
        self.orders = OrdersSide(self.context, self.window, self)
        self.overseeing = self._build_overseeing(extras.set_password)
        self.alerts = self._build_alerts()
        self.desk.search_wanted.connect(self.search.open)
        self.hub_side = self._build_hub_side(extras)
        self.settings = SettingsSide(self.context, self.window, pc, self)
        if pc.folder is not None and pc.settings.value("scanner"):
            ScanSide(QApplication.instance(), self.window, self.search.search, pc.settings, self)
        self.reaching = self._build_reaching()
        self._watch = PaintWatch(self.window, journal)
        self._bind_keys()
        self._connect()
        self.is_practice = practice
        self._say_where(practice)

    def start(self) -> None:
        """Put back what was not wrapped up, sign in as not ready, and start the line."""
        self._log.close_lost(self.context.now())
        self.my_state.start()
        self.told.refresh()
        self.desk_view.setFocus()
        self.desk.restore(unfinished(self._desk), left_words(self._desk, self.context.now()))
        self.follow_ups.refresh()
        self.orders.start()
        self.alerts.start()
        self._desk_side.panels.knowledge.start()
        self.lists.start()
        self.settings.start()
        if self.hub_side is not None:
            self.hub_side.start()
        self._line.start(self._log.hear)
        self._tick.start(TICK_MS)

    def pop(self, number: str) -> None:
        """Open the page of a number that a softphone asks for; other lines ring by themselves."""
        if isinstance(self._line, QuietLine):
            self._line.pop(number)

    def look_up(self, number: str) -> None:
        """Look for a number that a link names; in a contact it is said only, which takes no key away."""
        if self.desk.contact is None:
            self.search.search.look_for(number)
        else:
            self.desk_view.say(self.tr("A link asks for {0}: Ctrl+K looks it up.").format(number), "second")

    def stop(self) -> None:
        """Write what is being typed, end the line, finish what was asked for."""
        self._tick.stop()
        self.orders.stop()
        self.alerts.stop()
        self.settings.stop()
        self.flush()
        self._line.stop()
        if self.hub_side is not None:
            self.hub_side.stop()
        self.bridge.stop()
        self._workers.stop()

    def flush(self) -> None:
        """Write what is being typed anywhere."""
        for typing in (self.desk.drafts, self._desk_side.panels, self.follow_ups, self.overseeing):
            typing.flush()

    @property
    def is_settled(self) -> bool:
        """Tell whether everything that was asked of the store is answered."""
        return self.bridge.is_idle

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

    def _build_state(self, own: OwnMoves | None) -> None:
        self.beside = Beside(self.context, self.window, self.phone, self.strip)
        self.told = ToldSide(self.context, self.window)
        self.my_state = StateSide(self.context, self.window, self.phone, self.strip, self.beside, own)
        self.shift_end = ShiftEnd(self.context, self.window, self.phone)
        self.nuisances = Nuisances(
            self.context, self.window, self.phone, self.strip, lambda: self.desk.contact
        )
        self.my_state.shift_over.connect(self.shift_end.open)
        self.shift_end.orders_wanted.connect(partial(self._go_to, MY_ORDERS))
        self.shift_end.left.connect(self._on_shift_over)

    @Slot()
    def _on_shift_over(self) -> None:
        """Sign out where there is a sign-in; else stay logged out until one is ready again."""
        if self.hub_side is not None:
            self._on_sign_out()
        else:
            self.strip.say(self.tr("Your shift is over. Close the window, or sign in again: Ctrl F10."))

    def _build_reaching(self) -> Reaching:
        made = Reaching(self.context, self.window, self.phone, lambda: self.desk.contact, self._shown_page)
        self.desk.rings.wanted.connect(made.close)
        return made

    def _shown_page(self) -> PopPage | None:
        """Return the page of the customer who is on screen."""
        if self.window.current_page() == CUSTOMER:
            return self.search.page.pop.page
        contact = self.desk.shown_contact()
        return contact.page if contact is not None else None

    def _build_hub_side(self, extras: HubExtras) -> HubSide | None:
        hub = self.context.hub
        if hub is None:
            return None
        side = HubSide(self.context, self.window, hub, extras, self)
        side.closed.connect(partial(self._go_to, "desk"))
        side.sign_out_wanted.connect(self._on_sign_out)
        side.changed.connect(self._desk_side.fresh.on_changed)
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
        ear = Ear(self.context, self._line, self._agent)
        found = Overseeing(self.context, self.window, self, set_password, ear)
        found.customer_wanted.connect(self.search.open_customer)
        found.closed.connect(partial(self._go_to, "desk"))
        found.saved.connect(Renewing(self.context, self).renew)
        return found

    def _build_alerts(self) -> AlertsSide:
        made = AlertsSide(self.context, self.window, may_see_floor(self.context), self)
        made.board_wanted.connect(partial(self._go_to, WALLBOARD))
        made.failed.connect(self._on_refused)
        return made

    def _bind_keys(self) -> None:
        bind(self.window, "back", self._go_back, whole_window=True)
        bind(self.window, "nuisance", self.nuisances.open, whole_window=True)
        bind(self.window, "end_shift", self.shift_end.open, whole_window=True)
        bind(self.window, "dial", self.reaching.open_dial, whole_window=True)
        bind(self.window, "strip_away", self.strip.hide, whole_window=True)
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
        model.set_marks(self._desk_side.records.mark)
        self._desk_side.records.follow(model.ids, model.repaint)
        model.modelReset.connect(self._desk_side.records.look)
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
        self._watch.painted.connect(self._log.on_painted)
        self.desk.contact_changed.connect(self._on_contact)
        self.desk.rings.wanted.connect(partial(self.window.show_page, "desk"))
        self.desk.rings.returned.connect(self.window.show_page_with)
        self.phone.calls.rang.connect(self._on_rang)
        self.phone.calls.rang.connect(self.settings.on_rang)
        self.phone.state_changed.connect(self._on_state)
        self.bridge.trouble.connect(self._on_trouble)
        self.follow_ups.count_changed.connect(self._on_count)
        self._desk_side.panels.scheduled.connect(self.follow_ups.refresh)

    def _say_where(self, practice: bool) -> None:
        if self.hub_side is None:
            self.window.status.set_store(self.tr("This PC's store"))
        self.window.status.set_person(self._desk.actor.name)
        self.window.status.set_practice(practice)

    @Slot()
    def _on_tick(self) -> None:
        self.phone.tick()
        self.my_state.tick()
        self.beside.tick()
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
        self.desk_view.set_taking(self.phone.state not in (SeatState.NOT_READY, SeatState.LOGGED_OUT))
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
        if self.phone.calls.shown() is not None:
            self._on_refused(self.tr("A call is here. Take it, or give it back to the queue first."))
            return
        self.flush()
        self.sign_out_wanted.emit()

    @Slot(str)
    def _on_action(self, action: str) -> None:
        if action == "open_pop":
            self.desk.open_ring()
        elif action == "transfer":
            self.reaching.open_transfer()

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        self.strip.say(sentence, "broken")
