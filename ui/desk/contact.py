"""One contact at the desk, from the ring to its wrap-up."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from app.calls import call_id
from app.interactions import interaction_id
from app.matching import Candidate
from app.numbers import HERE, Number, Site
from app.pop import PopPage
from app.provider_page import ProviderPage
from ui.phone.calls import Phase, SeatCall


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the store knows of a number: who it may be, the page of who it must be, whose technician it is."""

    candidates: tuple[Candidate, ...] = ()
    page: PopPage | None = None
    provider: ProviderPage | None = None
    certain_id: UUID | None = None  # the customer whom the number names by itself
    disturbs: str = ""  # why the number is one that only disturbs, where it is


@dataclass(slots=True, eq=False)
class Contact:
    """A call with what is known and written about it. ``texts`` holds what was typed, by field."""

    call: SeatCall
    person_id: UUID
    loaded: Loaded | None = None
    page: PopPage | None = None
    site: Site = HERE
    texts: dict[str, str] = field(default_factory=dict)
    is_open: bool = False  # an interaction was begun
    is_opening: bool = False
    is_sealed: bool = False
    is_bound: bool = False  # it was written down whose call it is
    is_registering: bool = False
    provider: ProviderPage | None = None  # who rings is one of theirs
    set_aside: PopPage | None = None  # the page of whom the agent said that it is someone else
    reads: int = 0  # of which only the last one counts
    order_id: UUID | None = None
    order_number: str = ""
    follow_up_id: UUID | None = None
    popped_at: float | None = None  # when its pop came up, in seconds of `time.monotonic()`

    @property
    def call_id(self) -> UUID:
        return call_id(self.call.line, self.call.linked_id)

    @property
    def interaction_id(self) -> UUID:
        return interaction_id(self.call_id, self.person_id)

    @property
    def is_begun(self) -> bool:
        """Tell whether it waits for its wrap-up."""
        return self.is_open and not self.is_sealed

    @property
    def words(self) -> dict[str, str]:
        """Return what stands in the form for a stranger, by field."""
        return {name: text for name, text in self.texts.items() if name.startswith("intake.") and text}

    @property
    def number(self) -> Number:
        """Return the number of the other side as this line means it."""
        return self.site.read(self.call.far_number)

    @property
    def key(self) -> str:
        return self.number.key

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        return self.loaded.candidates if self.loaded else ()

    @property
    def choices(self) -> tuple[Candidate, ...]:
        """Return whom to choose from: nobody where all were said not to be the caller."""
        aside = self.set_aside.head.customer_id if self.set_aside else None
        open_ones = [one for one in self.candidates if one.ruled_out_at is None and one.customer_id != aside]
        return self.candidates if open_ones else ()

    @property
    def rings(self) -> bool:
        return self.call.phase is Phase.RINGING

    @property
    def is_answered(self) -> bool:
        """Tell whether the call was answered at this seat, though it may have ended since."""
        return self.call.answered_at is not None

    @property
    def customer_id(self) -> UUID | None:
        return self.page.head.customer_id if self.page else None
