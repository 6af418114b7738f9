"""How the record of a contact begins."""

from __future__ import annotations

from datetime import datetime

from app.calls import CallDirection, RecordCall
from app.command import Command
from app.interactions import Channel, OpenInteraction
from app.numbers import normalise_number
from ui.desk.contact import Contact


def beginning(contact: Contact, now: datetime) -> list[Command]:
    """Return what opens the interaction of a call, and makes the call if the line could not write it."""
    call = contact.call
    is_out = call.direction is CallDirection.OUT
    return [
        RecordCall(
            at=call.arrived_at,
            call_id=contact.call_id,
            line=call.line,
            linked_id=call.linked_id,
            direction=call.direction,
            ani=call.ani,
            ani_key=normalise_number(call.ani).key,
            dnis=call.dnis,
            queue=call.queue,
        ),
        OpenInteraction(
            at=call.answered_at or now,
            interaction_id=contact.interaction_id,
            call_id=contact.call_id,
            channel=Channel.CALL_OUT if is_out else Channel.CALL_IN,
        ),
    ]
