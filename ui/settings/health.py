"""What the doctor found, a line each, as it comes in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.doctor.finding import Finding, State
from ui.settings.doctor_words import PROBES, STATES, line_words, spoken
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.labels import label

TONES = {
    State.OK: ("good", "check-circle"),
    State.LOOK: ("attn", "warning"),
    State.BROKEN: ("broken", "warning-circle"),
}
NAME_WIDTH = 90


class Health(QWidget):
    """Show findings. Signals: ``wanted()`` look again; ``phone_wanted()``; ``copied(str)`` all lines."""

    wanted = Signal()
    phone_wanted = Signal()
    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.again = KeyButton(self.tr("Look again"), "F5", "arrows-clockwise")
        self.phone = KeyButton(self.tr("Try the phone"), "Shift F5", "phone-incoming")
        self.copy = KeyButton(self.tr("Copy for IT"), "Ctrl Shift C", "clipboard-text")
        self._said = label("", "second")
        self._found: Sequence[Finding] = ()
        self.is_looking = False
        self._lines = QVBoxLayout()
        self._lay_out()
        self.again.clicked.connect(self.look)
        self.phone.clicked.connect(self.try_phone)
        self.copy.clicked.connect(self.copy_lines)

    def look(self) -> None:
        """Ask for a look, unless there is one under way."""
        if not self.is_looking:
            self.wanted.emit()

    def try_phone(self) -> None:
        """Ask for a look at the phone line, step by step, unless a look is under way."""
        if not self.is_looking:
            self.show_findings([])
            self.show_busy()
            self.phone_wanted.emit()

    def add_finding(self, finding: Finding) -> None:
        """Show one line more, of a look that goes on."""
        self._found = [*self._found, finding]
        self._lines.addWidget(_line(finding))

    def show_busy(self) -> None:
        self.is_looking = True
        self._said.setText(self.tr("Looking; one can go on working meanwhile."))

    def show_findings(self, found: Sequence[Finding]) -> None:
        self._found = found
        while (item := self._lines.takeAt(0)) is not None:
            if (line := item.widget()) is not None:
                line.deleteLater()
        for finding in found:
            self._lines.addWidget(_line(finding))
        self.show_end()

    def show_refusal(self, sentence: str) -> None:
        """Say why nothing could be looked at."""
        self.is_looking = False
        self._said.setText(sentence)

    def show_end(self) -> None:
        """Say what a look that is over came to."""
        found = self._found
        self.is_looking = False
        wrong = sum(finding.state is not State.OK for finding in found)
        words = self.tr("%n line(s) to look at", "", wrong) if wrong else self.tr("All is as it should be.")
        self._said.setText(words)

    def lines(self) -> list[str]:
        return [spoken(finding) for finding in self._found]

    def copy_lines(self) -> None:
        if self._found:
            self.copied.emit("\n".join(self.lines()))
            self._said.setText(self.tr("Copied. No line holds a secret or anything of a customer."))

    def to_first(self) -> None:
        self.again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.again)
        head.addWidget(self.phone)
        head.addWidget(self.copy)
        head.addWidget(self._said, 1)
        card = Card()
        self._lines.setSpacing(0)
        card.body.addLayout(self._lines)
        card.body.addStretch()
        area = QScrollArea()
        area.setWidget(card)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(self.tr("Doctor"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(area, 1)


def _line(finding: Finding) -> QWidget:
    """Make one line: how it is, what, and in words."""
    line = QWidget()
    line.setAccessibleName(spoken(finding))
    grid = QGridLayout(line)
    grid.setContentsMargins(0, 5, 0, 5)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(1)
    tone, icon = TONES[finding.state]
    name = label(QCoreApplication.translate("Doctor", PROBES.get(finding.probe, finding.probe)), "title")
    name.setFixedWidth(NAME_WIDTH)
    grid.addWidget(name, 0, 0, Qt.AlignmentFlag.AlignTop)
    says, advice = line_words(finding)
    for row, (words, role) in enumerate(((says, "body"), (advice, "second"))):
        if words:
            shown = label(words, role)
            shown.setWordWrap(True)
            grid.addWidget(shown, row, 1)
    state = Chip(QCoreApplication.translate("Doctor", STATES[finding.state]), tone, icon)
    grid.addWidget(state, 0, 2, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
    grid.setColumnStretch(1, 1)
    return line
