"""The desk's page: a waiting ring on top, below it the caller's page, the intake form, or nothing yet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.desk.intake import IntakeView
from ui.desk.kept_sentence import KeptSentence
from ui.desk.notice_row import NoticeRow
from ui.desk.pop_view import PopView
from ui.desk.provider_view import ProviderView
from ui.desk.ring_card import RingCard
from ui.desk.timeline_model import TimelineModel
from ui.widgets.empty import EmptyState
from ui.widgets.fact import Fact
from ui.widgets.pages import Pages


class DeskView(QWidget):
    """Arrange the parts of the page. It takes no focus by itself."""

    def __init__(self, timeline: TimelineModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ring = RingCard()
        self.pop = PopView(timeline)
        self.intake = IntakeView()
        self.provider = ProviderView()
        self.notice = NoticeRow(self.tr("Read"), "F6", put_away=True)
        self.sentence = KeptSentence()
        self._message = Fact()
        self._empty = EmptyState(
            "headset",
            self.tr("Waiting for a call"),
            self.tr("The caller's page opens here with the ring. F2 answers, F1 shows the keys."),
        )
        self._blank = QWidget()  # below a ring or a choice: a call is there already
        self._stack = Pages()
        for part in (self._empty, self._blank, self.pop, self.intake, self.provider):
            self._stack.addWidget(part)
        self._beside: QWidget | None = None  # what the page gave way to
        top = QVBoxLayout()
        top.setContentsMargins(16, 12, 16, 0)
        top.setSpacing(8)
        top.addWidget(self.notice)
        top.addWidget(self._message)
        top.addWidget(self.sentence)
        top.addWidget(self.ring)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._stack, 1)
        self.ring.hide()
        self._message.hide()
        self.setAccessibleName(self.tr("Desk"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # where the keys go while there is nothing to type

    def set_taking(self, is_taking: bool) -> None:
        """Say on the empty page whether calls come here now."""
        waits = (
            self.tr("Waiting for a call"),
            self.tr("The caller's page opens here with the ring. F2 answers, F1 shows the keys."),
        )
        rests = self.tr("You take no calls now"), self.tr("Ctrl F10 makes you ready, F10 says why not.")
        self._empty.set("headset", *(waits if is_taking else rests))

    def show_ring(self, shown: bool) -> None:
        """Show the waiting ring above the page, or take it away."""
        self.pop.set_compact(shown)
        self.ring.setVisible(shown)
        if self._stack.currentWidget() in (self._empty, self._blank):
            self.show_nothing()

    def show_panel(self, panel: QWidget) -> None:
        """Put a panel under the caller's head, or in the place of what is there while nobody is known."""
        if self._stack.currentWidget() is self.pop:
            self.pop.show_panel(panel)
        elif self._stack.currentWidget() is not panel:
            self._beside = self._stack.currentWidget()
            self._stack.addWidget(panel)
            self._stack.setCurrentWidget(panel)

    def beside(self) -> list[QWidget]:
        """Return the panel that stands in the place of the page, if one does."""
        shown = self._stack.currentWidget()
        own = (self._empty, self._blank, self.pop, self.intake, self.provider)
        return [] if shown is None or shown in own else [shown]

    def hide_panel(self, panel: QWidget, before: QWidget | None) -> None:
        """Take a panel away; ``before`` is the one that lay under the caller's head before it."""
        if self._stack.currentWidget() is panel and self._beside is not None:
            self._stack.setCurrentWidget(self._beside)
        elif self.pop.panel() is panel:
            self.pop.show_panel(before)

    def show_pop(self) -> None:
        self._stack.setCurrentWidget(self.pop)

    def show_intake(self) -> None:
        self._stack.setCurrentWidget(self.intake)

    def show_provider(self) -> None:
        self._stack.setCurrentWidget(self.provider)

    def show_nothing(self) -> None:
        self._stack.setCurrentWidget(self._blank if self.ring.isVisibleTo(self) else self._empty)

    def focus_page(self) -> None:
        """Let the keys go to the page that is shown, by a person's wish."""
        if self.is_provider():
            self.provider.focus_orders()
            return
        target = self.intake.name if self.is_intake() else self.pop.timeline
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def is_intake(self) -> bool:
        return self._stack.currentWidget() is self.intake

    def is_provider(self) -> bool:
        return self._stack.currentWidget() is self.provider

    def message(self) -> str:
        return self._message.text() if self._message.isVisible() else ""

    def say(self, sentence: str, tone: str = "info") -> None:
        """Say something above the page until the next thing happens; an empty sentence takes it away."""
        self._message.set(sentence, "info" if tone == "info" else "warning-circle", tone, words="text")
        self._message.setVisible(bool(sentence))
