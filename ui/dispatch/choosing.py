"""What the panels share in which one chooses who goes and when, and waits for the centre's answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal, Slot

from app.errors import DomainError, MoveNotAllowed, NoCentre, NotKnownYet, SlotTaken
from app.orders import spoken_number
from app.ranking import ProviderChoice
from app.service_time import Half, service_day
from ui.context import Context
from ui.dispatch.asking import Asking, Sent
from ui.dispatch.choosing_view import ChoosingView
from ui.dispatch.plan import Visit
from ui.error_text import error_text


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an order, to be shown: its number, when in a line, what to say, whether it is held."""

    number: str
    words: str
    sentence: str
    is_held: bool


class Choosing(QObject):
    """Leads who goes and when of a plan, and tells what the centre says of it.

    Whoever builds on it says when the plan is whole (`_show_ready`), asks once it is confirmed
    (`_on_confirmed`), looks who can go (`_ask_choices`), and tells what came of it (`_outcome`, `_tell`).

    Signals: ``closed()`` when the person goes back; ``told(str, str)`` a sentence and its tone, when the
    panel is gone by the time of the answer.
    """

    LOOK_AGAIN = (SlotTaken.code, MoveNotAllowed.code)

    closed = Signal()
    told = Signal(str, str)

    def __init__(self, context: Context, view: ChoosingView) -> None:
        super().__init__(view)
        self._context, self._view = context, view
        self._plan: Visit | None = None
        self._choices: list[ProviderChoice] = []
        self._busy = False
        self._asking = Asking(context, self)
        view.provider_chosen.connect(self._on_provider)
        view.slot_picked.connect(self._on_slot)
        view.confirmed.connect(self._on_confirmed)
        view.back.connect(self.closed)
        self._asking.taken.connect(self._on_taken)
        self._asking.refused.connect(self._on_refused)
        self._asking.unknown.connect(self._on_unknown)

    def _show_ready(self) -> None:
        raise NotImplementedError

    def _on_confirmed(self) -> None:
        raise NotImplementedError

    def _ask_choices(self) -> None:
        raise NotImplementedError

    def _outcome(self, sent: Sent) -> Outcome:
        raise NotImplementedError

    def _tell(self, sent: Sent) -> None:
        raise NotImplementedError

    @property
    def _today(self) -> date:
        return service_day(self._context.now())

    def _can_somebody_go(self) -> bool:
        return any(choice.first_free() for choice in self._choices)

    @Slot(int)
    def _on_provider(self, row: int) -> None:
        if self._plan and row < len(self._choices):
            self._view.show_message("")
            self._plan.choose_provider(self._choices[row])
            self._show_slots()

    @Slot(object, str)
    def _on_slot(self, on: date, half: str) -> None:
        if self._plan:
            self._view.show_message("")
            self._plan.pick(on, Half(half))
            self._show_slots()

    def _show_slots(self) -> None:
        assert self._plan
        choice = self._plan.choice
        slots = choice.half_days if choice else ()
        self._view.show_slots(choice.name if choice else "", slots, self._plan.slot, self._today)
        self._show_ready()

    def _set_busy(self, is_busy: bool) -> None:
        self._busy = is_busy
        self._view.set_busy(is_busy)

    @Slot(object)
    def _on_taken(self, sent: Sent) -> None:
        """Show the number and what to say; whoever has left the panel is told it in a line."""
        came = self._outcome(sent)
        is_seen = sent.begun is self._plan and self._view.isVisible()
        if sent.begun is self._plan:
            self._set_busy(False)
            spoken = spoken_number(came.number)
            self._view.show_booked(came.number, spoken, came.words, came.sentence, came.is_held)
            self._plan = None
        self._tell(sent)
        if not is_seen:
            self.told.emit(f"{came.number} · {came.words}", "info")

    @Slot(object, object)
    def _on_refused(self, begun: Visit, error: Exception) -> None:
        """Say why nothing was booked; what was chosen stays, and a fresh look shows what is free now."""
        sentence = error_text(error)
        if begun is not self._plan or not self._view.isVisible():
            self.told.emit(sentence, "broken")
        if begun is not self._plan:
            return
        self._set_busy(False)
        self._show_refusal(error, sentence)
        if isinstance(error, DomainError) and error.code in self.LOOK_AGAIN and begun.slot:
            begun.wanted = begun.slot.on, begun.slot.half
            self._ask_choices()

    def _show_refusal(self, _error: Exception, sentence: str) -> None:
        self._view.show_message(sentence)
        self._show_ready()

    @Slot(object)
    def _on_unknown(self, sent: Sent) -> None:
        """Promise nothing as long as nobody knows; the answer comes by itself."""
        sentence = error_text(NotKnownYet())
        if sent.begun is self._plan:
            self._view.show_message(sentence, "attn")
        if sent.begun is not self._plan or not self._view.isVisible():
            self.told.emit(sentence, "attn")


def is_no_centre(error: Exception) -> bool:
    """Tell whether something could not be asked because the centre is not reached."""
    return isinstance(error, DomainError) and error.code == NoCentre.code
