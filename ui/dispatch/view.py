"""The dispatch panel: what is broken, who goes, when; and the number to read out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.ranking import ProviderChoice
from ui.desk.code_picker import Choice, CodePicker
from ui.dispatch.address_form import AddressForm
from ui.dispatch.answers import Answers
from ui.dispatch.choosing_view import GAP, ChoosingView, fill_quietly, step
from ui.dispatch.cost import Answer
from ui.dispatch.who_and_when import step_head
from ui.widgets.box import SentenceBox
from ui.widgets.button import KeyButton
from ui.widgets.chip import Chip
from ui.widgets.fields import ChoiceField
from ui.widgets.keycap import KeyCap
from ui.widgets.labels import label
from ui.widgets.painting import draw_icon

FAULTS_SHOWN, PROVIDERS_SHOWN = 4, 3


class DispatchView(ChoosingView):
    """Show what is being dispatched and say what a person wants; it decides nothing.

    Signals: ``unit_chosen(int)`` row of the units; ``fault_picked(str)`` code, empty when cleared;
    ``address_asked()`` to change it; ``place_typed(str)``; ``address_given(str, str)`` region and street; and
    those of `ChoosingView`.
    """

    unit_chosen = Signal(int)
    fault_picked = Signal(str)
    address_asked = Signal()
    place_typed = Signal(str)
    address_given = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(2, PROVIDERS_SHOWN, parent)
        self.setObjectName("dispatch")
        self._address, self._light = label("", "second"), Chip()
        self.unit = ChoiceField()
        self.fault = CodePicker(self.tr("Fault"), self.tr("fault by initials, word or digit"), FAULTS_SHOWN)
        self.answers, self.sentence, self._why = Answers(), SentenceBox(), label("", "second")
        self._why.setWordWrap(True)
        self.form = AddressForm()
        self._is_changing = False
        self._is_busy = self._is_request = False
        self._say_act()
        self._lay_out()
        self._connect()

    def show_customer(self, address: str, units: Sequence[str], chosen: int = 0) -> None:
        """Begin anew: whose home it is, what can be repaired, and which of it is chosen."""
        self._address.setText(address)
        self._address.setToolTip(address)
        fill_quietly(self.unit, units, chosen)
        self.fault.set_code("")
        self.form.clear()
        self._is_changing = False
        self.show_message("")
        self._whole.setCurrentIndex(0)

    def set_faults(self, choices: Sequence[Choice]) -> None:
        self.fault.set_choices(choices)
        self.fault.set_code("")
        self.fault.narrow()

    def set_entitlement(
        self, chip: tuple[str, str, str], answers: Sequence[Answer], sentence: str, why: str
    ) -> None:
        """Show what the warranty covers and why; the sentence comes when the fault is known."""
        self._light.set(*chip)
        self.answers.set(answers)
        self.sentence.set(sentence)
        self.sentence.setVisible(bool(sentence))
        self._why.setText(why)
        self._why.setToolTip(why)

    def ask_address(self) -> None:
        self._where.setCurrentIndex(1)

    def change_address(self, region_code: str, place: str, street: str) -> None:
        """Let the person change where the visit goes to; Esc leaves it as it was."""
        self._is_changing = True
        self._where.setCurrentIndex(1)
        self.form.change(region_code, place, street)

    def show_address(self, address: str) -> None:
        self._address.setText(address)
        if self._is_changing:
            self._leave_form()

    def show_providers(self, choices: Sequence[ProviderChoice], chosen: int, today: date) -> None:
        """Show who can go, and mark one without a signal; nobody is told in a sentence."""
        self._choices.show_providers(choices, chosen, today)
        self._is_changing = False
        self._where.setCurrentIndex(0 if choices else 2)

    def show_nobody(self, title: str, hint: str) -> None:
        self._nobody.set("truck", title, hint)

    def set_busy(self, is_busy: bool) -> None:
        """Say on the button that the answer is awaited; everything else can be used."""
        self._is_busy = is_busy
        self._confirm.setEnabled(not is_busy)
        self._say_act()

    def set_request(self, is_request: bool) -> None:
        """Let the button record a request without an appointment, or dispatch."""
        self._is_request = is_request
        self._again.setVisible(is_request)
        self._say_act()

    def is_request(self) -> bool:
        return self._is_request

    def _say_act(self) -> None:
        if self._is_busy:
            self._confirm.set_words(self.tr("Asking…"))
        elif self._is_request:
            self._confirm.set_words(self.tr("Record as a request"))
        else:
            self._confirm.set_words(self.tr("Dispatch it"))

    def to_fault(self) -> None:
        self.fault.focus()
        self.fault.narrow()  # it may have had the focus before

    def to_providers(self) -> None:
        """Go on to who goes, or to the address as long as it is asked for."""
        asks_address = self._where.currentIndex() == 1
        place = self.form.place if asks_address else self.providers
        place.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _on_confirm(self) -> None:
        """Confirm what is shown; once it is booked the same key goes back."""
        if self.is_booked():
            self.back.emit()
        elif self._is_changing:
            self.form.give()
        elif self._confirm.isEnabled():
            self.confirmed.emit()

    @Slot()
    def _on_back(self) -> None:
        """Leave the address as it was, or the panel."""
        if not self._is_changing:
            self.back.emit()
            return
        self._leave_form()
        self.to_fault()

    def _leave_form(self) -> None:
        self._is_changing = False
        self._where.setCurrentIndex(2 if self._choices.is_empty() else 0)

    @Slot()
    def _on_again(self) -> None:
        if self._is_request and not self.is_booked():
            self.again.emit()

    def _connect(self) -> None:
        self.unit.currentIndexChanged.connect(self.unit_chosen)
        self.fault.picked.connect(self.fault_picked)
        self.form.place_typed.connect(self.place_typed)
        self.form.given.connect(self.address_given)
        self._confirm.clicked.connect(self._on_confirm)
        self._back.clicked.connect(self._on_back)
        self._move.clicked.connect(self.address_asked)
        self._again.clicked.connect(self.again)
        self.answer("confirm", self._on_confirm)
        self.answer("back", self._on_back)
        self.shortcut("another_address", self.address_asked.emit)
        self.shortcut("try_again", self._on_again)
        self.shortcut("unit_above", partial(step, self.unit, -1))
        self.shortcut("unit_below", partial(step, self.unit, 1))
        self.tell("choose_line")

    def _lay_out(self) -> None:
        ask = QWidget()
        layout = QVBoxLayout(ask)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(self._head())
        layout.addLayout(self._what())
        layout.addLayout(self._who_and_when(), 1)
        layout.addLayout(self._foot(self._confirm, self._again))
        self._stack(ask)

    def _head(self) -> QHBoxLayout:
        self._move = KeyButton(self.tr("Another address"), "Alt A", "map-pin", "quiet")
        self._move.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._address.setMinimumWidth(80)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(_Icon("truck"))
        row.addWidget(label(self.tr("Dispatch"), "name"))
        row.addWidget(self._address, 1)
        row.addWidget(self._move)
        row.addWidget(self._back)
        return row

    def _what(self) -> QGridLayout:
        """Unit and warranty at the left, fault and the sentence at the right."""
        self.unit.setAccessibleName(self.tr("Unit"))
        self.unit.setMinimumContentsLength(12)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        head = step_head(1, self.tr("What is broken"))
        head.insertWidget(2, self._light)
        self._why.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head.insertWidget(3, self._why, 1)
        for key in ("Alt ↑", "↓"):
            head.addWidget(KeyCap(key))
        grid.addLayout(head, 0, 0, 1, 2)
        grid.addWidget(self.unit, 1, 0)
        grid.addWidget(self.answers, 2, 0)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self.fault)
        # What it would like is reckoned for a narrow box and would make the window grow.
        self.sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        right.addWidget(self.sentence)
        right.addStretch()
        grid.addLayout(right, 1, 1, 2, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(2, 1)
        grid.setAlignment(self.answers, Qt.AlignmentFlag.AlignTop)
        return grid

    def _who_and_when(self) -> QStackedLayout:
        for page in (self._choices, self.form, self._nobody):
            self._where.addWidget(page)
        return self._where


class _Icon(QLabel):
    """An icon that stands before a title."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setFixedSize(20, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_icon(QPainter(self), self._name, "accent_t", 0, self.height() / 2, 20)
