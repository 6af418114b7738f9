"""Says who is away until when, and who stands in: for oneself, or for a colleague by who oversees."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.absences import AwayLine, SetAbsence, absences_from
from app.command import OVERSEEING, new_id
from app.my_orders import Colleague
from ui.actions import act_in, bind
from ui.context import Context
from ui.error_text import error_text
from ui.followups.at_field import AtField
from ui.frame.own_window_keys import offer_keys
from ui.orders.away import BACK, AwayModel
from ui.orders.words import colleague_word
from ui.widgets.button import KeyButton, at_right
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.labels import label
from ui.widgets.table import RowTable

USUAL, WIDTH = timedelta(days=1), 480
TABLE_HEIGHT, BACK_WIDTH = 164, 150


class AbsenceDialog(QDialog):
    """Show who is away, end one, ask for another and write it down; F9 goes to a ring from here too.

    Signals: ``ended()`` an absence was ended.
    """

    ended = Signal()

    def __init__(self, context: Context, colleagues: Sequence[Colleague], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._absence_id = new_id()
        self._persons = self._who_can_be_away(colleagues)
        self._deputies = list(colleagues)
        self.setWindowTitle(self.tr("Absence"))
        self.who, self.deputy = ChoiceField(), ChoiceField()
        self.first, self.until = AtField(), AtField()
        self.away, self.table = AwayModel(self), RowTable(self.tr("Away now or soon"))
        self.ends = KeyButton(self.tr("Is back: ends now"), "Alt Del", "check")
        self._nobody = label(self.tr("Nobody is away now, or will be."), "second")
        self._message = label("", "broken")
        self._ok = KeyButton(self.tr("Write it down"), "Ctrl Enter", "check", "primary")
        self._close = KeyButton(self.tr("Close"), "Esc")
        self._fill()
        self._lay_out()
        self._ok.clicked.connect(self.accept)
        self._close.clicked.connect(self.reject)
        self.ends.clicked.connect(self._on_ended)
        self._read()
        bind(self, "open_pop", partial(act_in, parent, "open_pop"), whole_window=True)
        offer_keys(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Ctrl+Enter confirm from any field; Enter alone ends what is typed in one."""
        if event.key() == Qt.Key.Key_Delete and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._on_ended()
            return
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not is_enter:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.accept()

    @Slot()
    def accept(self) -> None:
        """Write the absence down; the dialog goes when that is safe."""
        command = self._command()
        if command is None or not self._ok.isEnabled():
            return
        self._ok.setEnabled(False)
        decide = partial(self._context.desk.execute, command)
        self._context.bridge.write(self, decide, self._on_done, self._on_refused)

    def _read(self) -> None:
        ask = partial(self._context.desk.ask, absences_from, self._context.now())
        self._context.bridge.read(self, ask, self._on_away, self._on_refused)

    def _on_away(self, found: list[AwayLine]) -> None:
        self.away.show(found, self._context.now())
        for part in (self.table, self.ends):
            part.setVisible(bool(found))
        self._nobody.setVisible(not found)
        if found:
            self.table.selectRow(0)

    @Slot()
    def _on_ended(self) -> None:
        """End the absence that is chosen at this instant; one that has not begun does not come."""
        line, now = self.away.row(self.table.currentIndex().row()), self._context.now()
        if line is None or not self._ok.isEnabled():
            return
        self._ok.setEnabled(False)
        command = SetAbsence(
            at=now,
            absence_id=line.absence_id,
            person_id=line.person_id,
            first_at=min(line.first_at, now),
            until_at=now,
            deputy_id=line.deputy_id,
        )
        decide = partial(self._context.desk.execute, command)
        self._context.bridge.write(self, decide, self._on_back, self._on_refused)

    def _on_back(self, _nothing: None) -> None:
        self._ok.setEnabled(True)
        self._say("")
        self.ended.emit()
        self._read()

    def _command(self) -> SetAbsence | None:
        person_id, deputy_id = self._persons[self.who.currentIndex()].person_id, self._deputy()
        if self.until.instant() <= self.first.instant():
            self._say(self.tr("That ends before it begins. Choose a later time."))
            return None
        if deputy_id == person_id:
            self._say(self.tr("Nobody stands in for themselves. Choose somebody else."))
            return None
        return SetAbsence(
            at=self._context.now(),
            absence_id=self._absence_id,
            person_id=person_id,
            first_at=self.first.instant(),
            until_at=self.until.instant(),
            deputy_id=deputy_id,
        )

    def _deputy(self) -> UUID | None:
        at = self.deputy.currentIndex() - 1  # the first is nobody
        return self._deputies[at].person_id if at >= 0 else None

    def _who_can_be_away(self, colleagues: Sequence[Colleague]) -> list[Colleague]:
        """Return oneself first, and the others where one oversees."""
        actor = self._context.desk.actor
        mine = [one for one in colleagues if one.person_id == actor.person_id]
        others = [one for one in colleagues if one.person_id != actor.person_id]
        return [*mine, *others] if actor.roles & OVERSEEING else mine

    def _on_done(self, _nothing: None) -> None:
        super().accept()

    def _on_refused(self, error: Exception) -> None:
        self._ok.setEnabled(True)
        self._say(error_text(error))

    def _say(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))

    def _fill(self) -> None:
        self.who.addItems([one.name for one in self._persons])
        self.deputy.addItems([self.tr("nobody"), *map(colleague_word, self._deputies)])
        now = self._context.now()
        self.first.set_instant(now)
        self.until.set_instant(now + USUAL)

    def _lay_out(self) -> None:
        self._message.setWordWrap(True)
        self._message.hide()
        times = QHBoxLayout()
        times.setSpacing(16)
        times.addWidget(Field(self.tr("From"), self.first))
        times.addWidget(Field(self.tr("Until"), self.until))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        self.table.setModel(self.away)
        self.table.set_widths({BACK: BACK_WIDTH}, stretched=0)
        self.table.setFixedHeight(TABLE_HEIGHT)
        layout.addWidget(label(self.tr("Away now or soon"), "label"))
        layout.addWidget(self._nobody)
        layout.addWidget(self.table)
        layout.addWidget(self.ends, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(Field(self.tr("Who is away"), self.who))
        layout.addLayout(times)
        layout.addWidget(Field(self.tr("Who stands in"), self.deputy))
        layout.addWidget(self._message)
        layout.addLayout(at_right(self._close, self._ok))
        self.setFixedWidth(WIDTH)
