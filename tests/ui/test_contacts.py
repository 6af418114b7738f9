"""Laws of the contacts of a seat, whatever comes in whatever order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.calls import CallDirection
from tests.rows import NOW, uid
from ui.desk.contact import Contact
from ui.desk.contacts import Contacts
from ui.phone.calls import Phase, SeatCall

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["arrive", "ring", "again", "preview", "take", "leave", "close"]), st.integers(0, 4)
    ),
    max_size=60,
)


def a_contact(number: int) -> Contact:
    return Contact(SeatCall("t", str(number), CallDirection.IN, "", "", "", NOW), uid(1))


@given(steps=STEPS)
def test_a_contact_is_in_one_place_and_none_that_was_taken_is_lost(steps: list[tuple[str, int]]) -> None:
    contacts, made = Contacts(), [a_contact(number) for number in range(5)]
    taken: list[Contact] = []
    for step, number in steps:
        contact = made[number]
        offered = contacts.offered(str(number)) is contact
        match step:
            case "arrive" if contacts.known(contact.call) is None:
                contacts.arrive(contact)
            case "ring" if offered:
                contact.call.phase = Phase.RINGING
            case "again" if contacts.known(contact.call) is contact:
                contacts.ring_again(contact)
                taken = [one for one in taken if one is not contact or contacts.current is contact]
            case "preview" if offered and contact.rings:
                contacts.previewed = contact
            case "take" if offered or contact in taken:
                contacts.take(contact)
                taken = [one for one in taken if one is not contact] + [contact]
            case "leave":
                contacts.leave(str(number))
            case "close" if contact in taken:
                after = contacts.close(contact)
                taken.remove(contact)
                if after is not None:
                    contacts.take(after)
                    taken = [one for one in taken if one is not after] + [after]
        ring = contacts.ring()
        assert ring is None or ring.rings
        assert ring not in taken
        assert contacts.current is None or contacts.current in taken
        assert contacts.previewed is None or contacts.previewed not in taken
        assert (contacts.current is None) == (not taken)
    while contacts.current is not None:
        done = contacts.current
        after = contacts.close(done)
        taken.remove(done)
        if after is not None:
            contacts.take(after)
    assert taken == []
