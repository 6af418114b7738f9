"""What a supervisor tells this person: a line over the foot, on every page, until it is read."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.floor.messages import SeeMessage, ToldMessage, messages_to
from app.wire import BESIDE_KEY
from ui.actions import ACTIONS, bind
from ui.context import Context
from ui.desk.writing import Writing
from ui.frame.window import MainWindow
from ui.route_words import queue_word
from ui.widgets.button import KeyButton
from ui.widgets.fact import Fact
from ui.widgets.labels import label
from ui.wording import local

HOLDS = timedelta(hours=12)  # what was not read in a shift is not shown in the next


class MessageStrip(QFrame):
    """Show the oldest message that is not read. It takes no focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self.setObjectName("message_strip")
        self._icon = Fact(icon="chat-text", tone="info")
        self._sentence = label()
        self._sentence.setWordWrap(True)
        action = ACTIONS["message_seen"]
        self.seen = KeyButton(action.text, action.key, action.icon, "quiet")
        self.seen.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 16, 2)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self._sentence, 1)
        row.addWidget(self.seen)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a message; an empty one takes it away."""
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))

    def sentence(self) -> str:
        return "" if self.isHidden() else self._sentence.text()


class ToldSide(QObject):
    """Ask when the hub says that there is something, and say that it is read."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context, self.strip = context, MessageStrip()
        self._me = context.desk.actor.person_id
        self._writing = Writing(context, self)
        self._unseen: list[ToldMessage] = []
        self._is_asking = self._ask_again = False
        window.add_strip(self.strip)
        bind(window, "message_seen", self.see, whole_window=True)
        self.strip.seen.clicked.connect(self.see)
        self._writing.failed.connect(self._on_failed)
        context.bridge.bundles_changed.connect(self._on_changed)

    @Slot()
    def refresh(self) -> None:
        """Ask what is not read; while an answer is awaited, once more after it."""
        if self._context.hub is None:
            return  # a desk alone has nobody who would tell it anything
        if self._is_asking:
            self._ask_again = True
            return
        self._is_asking = True
        ask = partial(self._context.desk.ask, messages_to, self._me, self._context.now() - HOLDS)
        self._context.bridge.read(self, ask, self._on_messages, lambda _error: self._on_answered())

    @Slot()
    def see(self) -> None:
        """Say that what is shown is read."""
        if self._unseen:
            command = SeeMessage(at=self._context.now(), message_id=self._unseen[0].message_id)
            self._writing.ask_centre(command, self.refresh)

    @Slot(object)
    def _on_changed(self, keys: frozenset[str]) -> None:
        if BESIDE_KEY in keys:
            self.refresh()

    def _on_messages(self, found: list[ToldMessage]) -> None:
        self._unseen = [one for one in found if one.seen_at is None]
        self.strip.say(self._said())
        self._on_answered()

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        """Say why it could not be written that it is read; the message stays."""
        self.strip.say(" · ".join(filter(None, (self._said(), sentence))))

    def _said(self) -> str:
        words = self._words(self._unseen[0]) if self._unseen else ""
        more = len(self._unseen) - 1
        return words + (" · " + self.tr("and {0} more").format(more) if more > 0 else "")

    def _on_answered(self) -> None:
        wants_more, self._is_asking, self._ask_again = self._ask_again, False, False
        if wants_more:
            self.refresh()

    def _words(self, told: ToldMessage) -> str:
        word = partial(queue_word, self._context.reference)
        if told.text:
            said = self.tr("{0}: {1}").format(told.from_name, told.text)
        elif told.joins and told.leaves:
            words = self.tr("{0} moves you from the queue {1} to {2}.")
            said = words.format(told.from_name, word(told.leaves), word(told.joins))
        elif told.joins:
            said = self.tr("{0} lets you take calls of {1} too.").format(told.from_name, word(told.joins))
        else:
            said = self.tr("{0} takes you out of {1}.").format(told.from_name, word(told.leaves))
        return f"{local(told.at):%H:%M} {said}"
