"""Who is on the line, on the top bar."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import REGULAR, SEMIBOLD
from ui.widgets.painting import AT_END, Painted, draw_icon, draw_text, text_width

ICON, LEAD, GAP, ROOM = 20, 44, 10, 280


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLine:
    """What the top bar says of a call; number and wait are never cut, ``icon`` tells the direction.

    ``told`` says that it is recorded, or where it is answered; ``is_marked`` lets that stand out.
    """

    number: str
    who: str = ""
    route: str = ""
    wait: str = ""
    icon: str = "phone-call"
    told: str = ""
    is_marked: bool = False


class CallBlock(Painted):
    """Show number, name and place over hotline, queue and wait."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.set(CallLine(number=""))

    def set(self, call: CallLine) -> None:
        self._call = call
        parts = call.number, call.who, call.route, call.wait, call.told
        self.show_words(", ".join(part for part in parts if part))

    def sizeHint(self) -> QSize:
        return QSize(int(LEAD + max(self._first_width(), self._second_width()) + 0.99), 56)

    def minimumSizeHint(self) -> QSize:
        whole = max(text_width(self._call.number, self._fonts()[0]), self._wait_width())
        return QSize(int(min(self.sizeHint().width(), LEAD + max(whole, ROOM - LEAD)) + 0.99), 56)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        call, (strong, body, small) = self._call, self._fonts()
        draw_icon(painter, call.icon, "bar_good", 14, self.height() / 2, ICON)
        first = QRectF(LEAD, 6, self.width() - LEAD, 20)
        draw_text(painter, first, call.number, strong, self.theme.color("on_bar"))
        who = first.adjusted(text_width(call.number, strong) + GAP, 0, 0, 0)
        draw_text(painter, who, call.who, body, self.theme.color("on_bar2"), elide=AT_END)
        second = QRectF(LEAD, 33, self.width() - LEAD, 17)
        room = second.adjusted(0, 0, -self._wait_width(), 0)
        draw_text(painter, room, call.route, small, self.theme.color("on_bar2"), elide=AT_END)
        left = min(text_width(call.route, small), room.width())
        draw_text(painter, second.adjusted(left, 0, 0, 0), self._wait(), small, self.theme.color("on_bar2"))
        left += text_width(self._wait(), small)
        color = self.theme.color("bar_attn" if call.is_marked else "on_bar2")
        draw_text(painter, second.adjusted(left, 0, 0, 0), self._told(), small, color)

    def _fonts(self) -> tuple[QFont, QFont, QFont]:
        body, small = self.theme.px("body"), self.theme.px("label")
        return self.theme.font(body, SEMIBOLD), self.theme.font(body, REGULAR), self.theme.font(small)

    def _wait(self) -> str:
        return f" · {self._call.wait}" if self._call.wait and self._call.route else self._call.wait

    def _told(self) -> str:
        return f" · {self._call.told}" if self._call.told else ""

    def _wait_width(self) -> float:
        return text_width(self._wait() + self._told(), self._fonts()[2])

    def _first_width(self) -> float:
        who = GAP + text_width(self._call.who, self._fonts()[1]) if self._call.who else 0
        return text_width(self._call.number, self._fonts()[0]) + who

    def _second_width(self) -> float:
        return text_width(self._call.route, self._fonts()[2]) + self._wait_width()
