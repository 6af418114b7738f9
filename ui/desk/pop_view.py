"""The caller's page: who, what to know first, the open work, the units, the timeline."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.customers import Tier
from app.pop import Alert, AlertKind, Head, PopPage
from app.service_time import service_day
from app.timeline import EntryKind
from ui.desk.notice_row import NoticeRow
from ui.desk.sound_row import SoundRow
from ui.desk.timeline_model import KIND as KIND_COLUMN
from ui.desk.timeline_model import TAG, WHEN, WHO, TimelineModel
from ui.desk.timeline_model import TEXT as TEXT_COLUMN
from ui.desk.unit_model import UnitModel
from ui.desk.unit_table import UnitTable
from ui.desk.why_card import WhyCard
from ui.widgets.avatar import Avatar
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.fact import Fact
from ui.widgets.filters import Filter, FilterRow
from ui.widgets.keycap import KeyCap
from ui.widgets.labels import label
from ui.widgets.pages import Pages
from ui.widgets.tab_order import follow, in_chain
from ui.widgets.table import RowTable
from ui.wording import day_time, greeting, place_line, tier_word

MOST_ALERTS = 4
MOST_UNIT_ROWS, MOST_UNIT_CARDS, LEAST_TIMELINE = 3, 6, 64
LOW = 660  # under this height the parts stand closer together
TIGHT, TIGHT_UNIT_ROWS = (
    600,
    2,
)  # under this one, as with a strip at the foot of a low screen, fewer units show
WIDE, ASIDE = 1400, 424  # from this width on the units stand beside the timeline, so wide
FILTERS = ("all", *EntryKind)
FILTER_KEYS = (
    "filter_all",
    "filter_calls",
    "filter_orders",
    "filter_visits",
    "filter_follow_ups",
    "filter_complaints",
    "filter_messages",
    "filter_advice",
)


class PopView(QWidget):
    """Show a `PopPage`. It never takes the focus by itself.

    ``panel`` is the place under the head for what is done in a call (dispatch, follow-up); the cards are
    behind it.
    Signals: ``filter_chosen(str)`` a kind or ``all``; ``someone_else()``; ``urge_requested(object)``,
    ``book_requested(object)``, ``word_requested(object)`` an order's id; ``hear_wanted()``.
    """

    filter_chosen = Signal(str)
    someone_else = Signal()
    urge_requested = Signal(object)
    provider_told = Signal(object)
    book_requested = Signal(object)
    word_requested = Signal(object)
    hear_wanted = Signal()

    def __init__(self, timeline: TimelineModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pop")
        self.page: PopPage | None = None
        self._units = UnitModel(self)
        self.timeline_model = timeline
        self._make_head()
        self._make_cards()
        self._lay_out()

    # what it shows

    def show_page(self, page: PopPage, matched: str) -> None:
        """Show a caller's page; ``matched`` says how the caller was found."""
        self._filters.choose("all")
        self._show_facts(page, matched)
        self._timeline_card.set_title(self.tr("Timeline"))
        self.timeline_model.start(page.counts.total, page.timeline)
        self.timeline.scrollToTop()
        self.show_panel(None)

    def refresh_page(self, page: PopPage, matched: str) -> None:
        """Show the same caller's page as it is now; what is chosen, scrolled to or typed stays."""
        unit_id = self.unit_id()
        compact = self._units_card.isHidden() and self.page is not None and bool(self.page.units)
        self._show_facts(page, matched)
        at = next((row for row, unit in enumerate(page.units) if unit.unit_id == unit_id), 0)
        if page.units:
            self._unit_table.setCurrentIndex(self._units.index(at, 0))
        if compact:
            self._units_card.hide()
        kind, where = self.filter_kind(), self.timeline.verticalScrollBar().value()
        chosen = self.timeline.currentIndex()
        entry_id, column = chosen.data(Qt.ItemDataRole.UserRole), chosen.column()
        total = page.counts.total if kind is None else page.counts.by_kind.get(kind, 0)
        self.timeline_model.start(total, page.timeline if kind is None else ())
        row = self.timeline_model.row_of(entry_id)
        if row >= 0:
            self.timeline.setCurrentIndex(self.timeline_model.index(row, column))
        self.timeline.doItemsLayout()
        self.timeline.verticalScrollBar().setValue(where)

    def _show_facts(self, page: PopPage, matched: str) -> None:
        """Show everything but the timeline."""
        self.page = page
        self._show_head(page, matched)
        self._show_alerts(page)
        self.notices.show_notices(page.notices)
        self.why.show_order(page.orders, page.head, page.read_at)
        self._show_units(page)
        self._filters.set_counts(
            {"all": page.counts.total} | {kind: page.counts.by_kind.get(kind, 0) for kind in EntryKind}
        )

    def show_panel(self, panel: QWidget | None) -> None:
        """Put a panel over the cards; None takes it away."""
        if panel is not None and self._below.indexOf(panel) < 0:
            inside = in_chain(panel)
            self._below.addWidget(panel)
            follow(self.timeline, inside)
        self._below.setCurrentWidget(panel or self._cards)

    def panel(self) -> QWidget | None:
        """Return the panel that lies over the cards."""
        shown = self._below.currentWidget()
        return None if shown is self._cards else shown

    def set_compact(self, compact: bool) -> None:
        """Make room above the page for a ring that waits: the units go, unless the keys go there."""
        focus = QApplication.focusWidget()
        if compact and focus is not None and self._units_card.isAncestorOf(focus):
            return
        self._units_card.setVisible(not compact and self.page is not None and bool(self.page.units))

    def choose_filter(self, number: int) -> None:
        """Choose the nth filter, from 0, as its key does."""
        if number < len(FILTERS):
            self._filters.choose(FILTERS[number])
            self.filter_chosen.emit(FILTERS[number])

    def filter_kind(self) -> EntryKind | None:
        """Return the kind that the timeline is narrowed to."""
        chosen = self._filters.current()
        return None if chosen == "all" else EntryKind(chosen)

    def tick(self, now: datetime) -> None:
        """Let the promise run down."""
        self.why.tick(now)

    def unit_id(self) -> UUID | None:
        """Return the id of the unit that is chosen."""
        unit = self._units.unit(self._unit_table.currentIndex().row())
        return unit.unit_id if unit else None

    def _show_head(self, page: PopPage, matched: str) -> None:
        head = page.head
        hail = greeting(head.name, head.title)
        self._avatar.set_name(head.name)
        self._hail.setText(hail)
        self._name.setText(head.name if hail != head.name else head.contact_name)
        tones = {Tier.STANDARD: "neutral", Tier.SILVER: "neutral", Tier.GOLD: "attn", Tier.VIP: "attn"}
        self._tier.set(tier_word(head.tier), tones[head.tier], "star")
        self._tier.setVisible(head.tier is not Tier.STANDARD)
        self._match.set(matched, "neutral", "check")
        self._match.setVisible(bool(matched))
        self._place.set(self._about(page, head), "map-pin")
        self.setAccessibleName(hail)

    def _about(self, page: PopPage, head: Head) -> str:
        years = (service_day(page.read_at) - head.since_on).days // 365
        facts = [
            place_line(head) or self.tr("address not known"),
            self.tr("customer for {0} years").format(years) if years else self.tr("new customer"),
            head.remark,
        ]
        return " · ".join(fact for fact in facts if fact)

    def _show_alerts(self, page: PopPage) -> None:
        for chip, alert in zip(self._alerts, page.alerts, strict=False):
            chip.set(*self._alert_words(alert))
        for number, chip in enumerate(self._alerts):
            chip.setVisible(number < len(page.alerts))
        self._alert_row.setVisible(bool(page.alerts))

    def _alert_words(self, alert: Alert) -> tuple[str, str, str]:
        at = day_time(alert.at) if alert.at else ""
        match alert.kind:
            case AlertKind.OPEN_COMPLAINT:
                return self.tr("Open complaint since {0}").format(at), "broken", "warning-circle"
            case AlertKind.ORDER_LATE:
                return self.tr("Promise broken: {0}").format(at), "broken", "clock"
            case AlertKind.REPEAT_REPAIR:
                return self.tr("{0} repairs in 90 days").format(alert.count), "attn", "warning"
            case _:
                return alert.text, "info", "info"

    def _show_units(self, page: PopPage) -> None:
        self._units.start(page.units, service_day(page.read_at))
        self._units_card.set_title(self.tr("Units at home"), page.unit_count)
        self._units_card.setVisible(bool(page.units))
        self._unit_table.fit()
        self._size_units()
        if page.units:
            self._unit_table.setCurrentIndex(self._units.index(0, 0))

    def _size_units(self) -> None:
        narrow = TIGHT_UNIT_ROWS if self._is_tight else MOST_UNIT_ROWS
        most = MOST_UNIT_CARDS if self._is_wide else narrow
        rows = min(self._units.rowCount(), most)
        self._unit_table.setFixedHeight(rows * self._unit_table.row_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the units stand beside the timeline where there is room for both."""
        super().resizeEvent(event)
        self._stand_close(self.height() < LOW)
        if self._is_tight is not (self.height() < TIGHT):
            self._is_tight = not self._is_tight
            self._size_units()
        is_wide = self.width() >= WIDE
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        self._unit_table.set_tall(is_wide)
        self._size_units()
        if is_wide:
            self._aside.layout().insertWidget(0, self._units_card)
            follow(self.timeline, [*self._of_sound, self._unit_table])
        else:
            self._column.insertWidget(1, self._units_card)
            follow(self._unit_table, [*self._pills, self.timeline, *self._of_sound])
        self._aside.setVisible(is_wide)

    def _stand_close(self, is_low: bool) -> None:
        """Save the room between the parts where the screen is low."""
        gap = 8 if is_low else 12
        self._column.setSpacing(gap)
        self.layout().setSpacing(gap)
        self.layout().setContentsMargins(16, gap, 16, gap)

    def offer(self, words: str) -> None:
        """Say what the button at the head does here; without words there is none."""
        self._else.set_words(words)
        self._else.setVisible(bool(words))

    # how it is made

    def _make_head(self) -> None:
        self._avatar = Avatar(48)
        self._hail, self._name = label("", "name"), label("", "second")
        self._tier, self._match = Chip(), Chip()
        self._place = Fact()
        self._else = KeyButton(self.tr("Someone else"), "Ctrl J", "user-focus")
        self._else.clicked.connect(self.someone_else)
        self._alerts = [Chip() for _ in range(MOST_ALERTS)]
        self.notices = NoticeRow(self.tr("Read and tell"), "F6")

    def _make_cards(self) -> None:
        self.why = WhyCard()
        self.why.urge_requested.connect(self.urge_requested)
        self.why.provider_told.connect(self.provider_told)
        self.why.book_requested.connect(self.book_requested)
        self.why.word_requested.connect(self.word_requested)
        self._units_card = Card(self.tr("Units at home"), flush=True)
        self._unit_table = UnitTable(self.tr("Units at home"))
        self._unit_table.setModel(self._units)
        self._units_card.body.addWidget(self._unit_table)
        self._timeline_card = Card(self.tr("Timeline"), flush=True)
        words = [
            self.tr("All"),
            self.tr("Calls"),
            self.tr("Orders"),
            self.tr("Visits"),
            self.tr("Follow-ups"),
        ]
        words += [self.tr("Complaints"), self.tr("Messages"), self.tr("Advice")]
        self._filters = FilterRow(
            self.tr("Filter"), [Filter(key, word) for key, word in zip(FILTERS, words, strict=True)]
        )
        self._filters.chosen.connect(self.filter_chosen)
        self._pills = in_chain(self._filters)
        self._timeline_card.add_left(self._filters)
        self._timeline_card.add_right(KeyCap("Alt 1–8"))
        self.timeline = RowTable(self.tr("Timeline"), two_lines=False)
        self.timeline.setObjectName("timeline")
        self.timeline.setModel(self.timeline_model)
        self.timeline.horizontalHeader().hide()
        self.timeline.setMinimumHeight(LEAST_TIMELINE)
        self.timeline.set_widths({WHEN: 126, KIND_COLUMN: 104, WHO: 170, TAG: 120}, TEXT_COLUMN)
        self._timeline_card.body.addWidget(self.timeline)
        self.sound = SoundRow()
        self._of_sound = in_chain(self.sound)
        self.sound.left.connect(self.timeline.setFocus)
        self._timeline_card.body.addWidget(self.sound)

    def _lay_out(self) -> None:
        names = QHBoxLayout()
        names.setSpacing(8)
        for part in (self._hail, self._name, self._tier, self._match):
            names.addWidget(part)
        names.addStretch()
        names.addWidget(self._else)
        beside = QVBoxLayout()
        beside.setSpacing(2)
        beside.addLayout(names)
        beside.addWidget(self._place)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._avatar)
        head.addLayout(beside)
        self._alert_row = QWidget()
        alerts = QHBoxLayout(self._alert_row)
        alerts.setContentsMargins(0, 0, 0, 0)
        alerts.setSpacing(8)
        for chip in self._alerts:
            alerts.addWidget(chip)
        alerts.addStretch()
        self._arrange_cards()
        self._below = Pages()
        self._below.addWidget(self._cards)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(self._alert_row)
        whole.addWidget(self.notices)
        whole.addWidget(self._below, 1)

    def _arrange_cards(self) -> None:
        self._cards, self._aside = QWidget(), QWidget()
        self._is_wide = self._is_tight = False
        self._aside.setFixedWidth(ASIDE)
        self._aside.hide()
        beside = QVBoxLayout(self._aside)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addStretch(1)
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        self._column.addWidget(self.why)
        self._column.addWidget(self._units_card)
        self._column.addWidget(self._timeline_card, 1)
        cards = QHBoxLayout(self._cards)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(12)
        cards.addLayout(self._column, 1)
        cards.addWidget(self._aside)
