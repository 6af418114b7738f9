"""What the top bar says of my state."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.events import LineLost, LineUp
from app.telephony.line import LostReason
from app.telephony.quiet import QuietLine
from ui.frame.rail import PageInfo
from ui.frame.window import MainWindow
from ui.phone import Phone

pytestmark = pytest.mark.usefixtures("theme")
AT = datetime(2026, 11, 19, 9, 30, tzinfo=UTC)


def test_a_wrap_up_goes_on_when_the_line_is_lost(qtbot: QtBot) -> None:
    window, owner = MainWindow([PageInfo("desk", "Desk", "headset")]), QObject()
    qtbot.addWidget(window)
    phone = Phone(window, QuietLine("Li Na"), "Li Na", lambda: AT, owner)
    phone.set_ready(True)
    phone.on_line_event(LineUp(line="pop", at=AT))
    phone.begin_wrap_up()
    phone.on_line_event(LineLost(line="pop", at=AT, reason=LostReason.UNREACHABLE))
    assert window.bar.state.accessibleName() == "Wrap-up"
    phone.end_wrap_up()
    assert window.bar.state.accessibleName() == "No phone line"
