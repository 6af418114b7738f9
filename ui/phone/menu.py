"""What one can choose on the menu of states: each by its digit or by the initials of its word."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from app.floor.machine import IN_CALL, Standing
from app.floor.now import AgentState
from app.reference import CodeList, CodeRow, Reference
from app.telephony.line import Control
from ui.frame.state_menu import Choice
from ui.phone.controls import Controls
from ui.wording import minutes_word, named

translate = QCoreApplication.translate
NOT_READY, BREAK = "not_ready:", "break:"  # and the code of the reason


def state_choices(
    standing: Standing | None,
    found: Reference,
    controls: Controls,
    team: str,
    until: str = "",
    *,
    has_break: bool,
) -> Iterator[Choice]:
    """Yield the states and acts that there are now, in the order of the menu, the first ones with a digit."""
    busy = standing is not None and standing.true_state in (*IN_CALL, AgentState.RESERVED, AgentState.WRAP_UP)
    if busy:
        yield Choice("", translate("States", "After this call"))
    yield Choice("ready", translate("States", "Ready"), "0", "jx")
    for nth, row in enumerate(_reasons(found, team), start=1):
        digit = str(nth) if nth < 10 else ""
        yield Choice(f"{NOT_READY}{row.code}", named(row.name_zh, row.name_en), digit, row.initials)
    if standing is not None and standing.true_state in IN_CALL:
        yield Choice("wrap_up", translate("States", "Wrap-up"), "", "hh")
    shift = (
        translate("States", "My shift until {0}").format(until) if until else translate("States", "My shift")
    )
    yield Choice("", shift)
    if has_break:
        yield Choice("break_back", translate("States", "Take my break back"), "", "qx")
    else:
        inside = tuple(
            Choice(f"{BREAK}{row.code}", f"{named(row.name_zh, row.name_en)} · {minutes_word(row.minutes)}")
            for row in _reasons(found, team)
            if row.minutes
        )
        yield Choice("break", translate("States", "Ask for a break"), "", "sq", inside)
    if controls.has(Control.QUEUES_OUT):
        yield Choice("queues_in", translate("States", "Join my queues"), "", "jr")
        yield Choice("queues_out", translate("States", "Leave my queues"), "", "lk")
    yield Choice("end_shift", translate("States", "End my shift…"), "", "xb")


def _reasons(found: Reference, team: str) -> list[CodeRow]:
    return [one for one in found.codes.get(CodeList.AUX, ()) if not one.retired and one.team in ("", team)]
