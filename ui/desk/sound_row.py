"""Under a timeline: that the chosen call was recorded, why one wants to hear it, and what came of that."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.recordings import LEAST_REASON, LONGEST_REASON, KeptRecording, RecordingKind
from ui.dispatch.panel import Panel
from ui.times import clock_text
from ui.widgets.button import KeyButton
from ui.widgets.chip import Chip
from ui.widgets.labels import label
from ui.wording import day_time


class SoundRow(Panel):
    """Show a recording; without one and without words to say it is hidden.

    Signals: ``wanted()`` to be heard; ``reasoned(str)`` why; ``left()`` the keys go back to where they were.
    """

    wanted = Signal()
    reasoned = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chip, self._about = Chip(self.tr("Recording"), "info", "record"), label("", "second")
        self._hear = KeyButton(self.tr("Hear it"), "Alt V", "play", small=True)
        self.reason, self._message = QLineEdit(), label("", "second")
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason.setPlaceholderText(self.tr("Why? It is noted. Enter plays it, Esc leaves it."))
        self.reason.setAccessibleName(self.tr("Why it is heard"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setSpacing(8)
        for part in (self._chip, self._about, self._hear):
            layout.addWidget(part)
        layout.addWidget(self.reason, 1)
        layout.addWidget(self._message, 1)
        self._hear.clicked.connect(self.wanted)
        self.reason.returnPressed.connect(self._on_reason)
        self.answer("back", self.leave)
        self.clear()

    def clear(self) -> None:
        """Show nothing; a reason that is being typed about another call is dropped."""
        if self.is_asking():
            self.leave()
        for part in (self._chip, self._about, self._hear, self.reason):
            part.hide()
        self.say("")

    def show_recording(self, found: KeptRecording, at: int, count: int) -> None:
        """Show one recording of a call that has so many; ``at`` is from 0."""
        self._about.setText(_words(found) + (f" · {at + 1}/{count}" if count > 1 else ""))
        self._chip.show()
        self._about.show()
        self._hear.setVisible(found.is_kept)
        self.say("" if found.is_kept else self.tr("It is not kept any more."))

    def ask(self) -> None:
        """Ask why; the field has the keys."""
        self.say("")
        self._message.hide()
        self.reason.clear()
        self.reason.show()
        self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def is_asking(self) -> bool:
        return not self.reason.isHidden()

    def say(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.setVisible(not self.is_asking())
        self.setVisible(bool(sentence) or not self._chip.isHidden())

    def message(self) -> str:
        return self._message.text()

    @Slot()
    def leave(self) -> None:
        """Ask no more."""
        had_keys = self.reason.hasFocus()
        self.reason.hide()
        self._message.show()
        if had_keys or self._hear.hasFocus():
            self.left.emit()

    @Slot()
    def _on_reason(self) -> None:
        reason = self.reason.text().strip()
        if len(reason) >= LEAST_REASON:
            self.leave()
            self.reasoned.emit(reason)


def _words(found: KeptRecording) -> str:
    """Return when it began and how long it is, without what was not recorded."""
    if found.ended_at is None:
        return day_time(found.began_at)
    length = clock_text((found.ended_at - found.began_at).total_seconds() - found.paused_s)
    kept = day_time(found.began_at)
    return kept if found.kind is RecordingKind.VOICEMAIL else f"{kept} · {length}"
