"""What is asked of the line on panels: to give a call away, to dial, to press digits."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Slot

from app.call_passing import PassCall
from app.calls import call_id
from app.command import new_id
from app.floor.reachable import reachable
from app.numbers import dial_string
from app.pop import PopPage
from app.telephony.line import Control
from ui.context import Context
from ui.desk.contact import Contact
from ui.frame.window import MainWindow
from ui.phone.calls import Phase, SeatCall
from ui.phone.panels import DialPanel, DigitsPanel, TransferPanel
from ui.phone.phone import Phone
from ui.phone.targets import Target, targets

DIGITS = frozenset("0123456789*#")


class Reaching(QObject):
    """Lead the panels. ``contact`` gives whoever is worked on, ``page`` the customer who is on screen."""

    def __init__(
        self,
        context: Context,
        window: MainWindow,
        phone: Phone,
        contact: Callable[[], Contact | None],
        page: Callable[[], PopPage | None],
    ) -> None:
        super().__init__(window)
        self._context, self._phone, self._contact, self._page = context, phone, contact, page
        self.transfer, self.dial, self.digits = TransferPanel(window), DialPanel(window), DigitsPanel(window)
        self._call: SeatCall | None = None
        self._is_giving = False  # the words go first: until they are written the line is not asked
        self._asked = ""  # the number that the line was asked to ring last
        self._again = ""  # it, if the line could not: one need not type it once more
        phone.failed.connect(self._on_failed)
        self.transfer.consult.connect(partial(self._give, Control.CONSULT))
        self.transfer.transfer.connect(partial(self._give, Control.TRANSFER))
        self.dial.chosen.connect(self._on_dial)
        self.digits.pressed.connect(self._on_digits)
        for over in (phone.calls.ended, phone.calls.gone):
            over.connect(self._on_over)

    @Slot()
    def close(self) -> None:
        """Close whatever is open, as for a ring that one goes to."""
        for panel in (self.transfer, self.dial, self.digits):
            panel.close_panel()

    @Slot()
    def open_transfer(self) -> None:
        """Ask to whom the call goes that is talked in, or is on hold."""
        controls, call, contact = self._phone.controls, self._phone.controls.to_transfer(), self._contact()
        if call is None:
            return
        self._call = call
        notes = contact.texts.get("notes", "") if contact is not None and contact.call is call else ""
        may = {"may_consult": controls.has(Control.CONSULT), "may_transfer": controls.has(Control.TRANSFER)}
        self.transfer.begin_for(self._phone.who(call), notes, self._take_again(), **may)
        self._ask_who(self.transfer, ())

    @Slot()
    def open_dial(self) -> None:
        """Press digits in the call that is up; else ask what to dial."""
        call = self._phone.calls.first(Phase.TALKING, Phase.CONSULTING)
        if call is not None and self._phone.controls.has(Control.DIGITS):
            self._call = call
            self.digits.begin_for(self._phone.who(call))
        elif self._phone.can_dial:
            page = self._page()
            shown = [_of_page(page, phone.key) for phone in page.phones] if page is not None else []
            self.dial.begin(self._take_again())
            self._ask_who(self.dial, shown)
        else:
            self._phone.refused.emit(self.tr("The phone line cannot dial now. Use the phone itself."))

    def _ask_who(self, panel: TransferPanel | DialPanel, shown: Iterable[Target]) -> None:
        """Ask who can be rung now; where nobody can say, a number can still be typed."""
        first = list(shown)
        panel.set_among(first)
        ask = partial(self._found, self._context.desk.actor.person_id)
        self._context.bridge.read(
            panel, ask, lambda found: panel.set_among([*first, *found]), lambda _error: None
        )

    def _found(self, me: UUID) -> list[Target]:
        """Return who can be rung; runs on a reader's thread."""
        return targets(self._context.desk.ask(reachable), me)

    def _give(self, control: Control, target: Target) -> None:
        call, contact = self._call, self._contact()
        if call is None or self._is_giving:
            return
        self._is_giving = True
        notes = contact.texts.get("notes", "") if contact is not None and contact.call is call else ""
        passed = PassCall(
            at=self._context.now(),
            call_id=call_id(call.line, call.linked_id),
            to_number=target.number,
            notes=notes,
        )

        def go() -> None:
            self._is_giving = False
            if not self.transfer.is_open or self._call is not call:
                return  # one has thought better of it meanwhile
            if self._phone.controls.ask(control, call.linked_id, target.number):
                self._asked = target.number
                self.transfer.close_panel()

        # First the words, then the call: who is rung has them with the ring; refused, it goes without.
        self._phone.mine.send(self._context, passed, go, go)

    @Slot(object)
    def _on_dial(self, target: Target) -> None:
        if self._phone.dial(target.number, f"ringside-{new_id()}"):
            self._asked = target.number
            self.dial.close_panel()

    def _take_again(self) -> str:
        again, self._again = self._again, ""
        return again

    @Slot(str)
    def _on_failed(self, control: str) -> None:
        if control in (Control.DIAL, Control.CONSULT, Control.TRANSFER):
            self._again = self._asked

    @Slot(str)
    def _on_digits(self, digits: str) -> None:
        if not set(digits) <= DIGITS:
            self.digits.say(self.tr("Only digits, * and # can be pressed."))
            return
        self.digits.say("")
        if self._call is not None and self._phone.controls.ask(Control.DIGITS, self._call.linked_id, digits):
            self.digits.show_sent(digits)

    @Slot(object)
    def _on_over(self, call: SeatCall) -> None:
        if call is self._call:
            self._call = None
            self.transfer.close_panel()
            self.digits.close_panel()


def _of_page(page: PopPage, key: str) -> Target:
    return Target(page.head.name, dial_string(key), is_outside=True, found_by=(page.head.name,))
