"""The warranty as four plain answers, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.dispatch.cost import Answer
from ui.theme import SEMIBOLD
from ui.widgets.painting import AT_END, RIGHT, TONES, Painted, draw_box, draw_text, text_width

HEIGHT, GAP, PADDING, COLUMNS = 40, 6, 10, 2


class Answers(Painted):
    """Show who pays for what, two answers a row. Screen readers hear them as one text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answers: tuple[Answer, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set(self, answers: Sequence[Answer]) -> None:
        self._answers = tuple(answers)
        self.setText("; ".join(f"{each.what}: {each.word}, {each.why}" for each in answers))
        self.setToolTip(self.text())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 2 * HEIGHT + GAP)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        width = (self.width() - GAP * (COLUMNS - 1)) / COLUMNS
        for at, answer in enumerate(self._answers):
            row, column = divmod(at, COLUMNS)
            box = QRectF(column * (width + GAP), row * (HEIGHT + GAP), width, HEIGHT)
            self._paint_answer(painter, box, answer)

    def _paint_answer(self, painter: QPainter, box: QRectF, answer: Answer) -> None:
        soft, word = TONES[answer.tone]
        draw_box(painter, box, self.theme.px("radius"), self.theme.color(soft))
        inner = box.adjusted(PADDING, 0, -PADDING, 0)
        strong = self.theme.font(self.theme.px("body"), SEMIBOLD)
        draw_text(painter, inner, answer.word, strong, self.theme.color(word), RIGHT)
        words = inner.adjusted(0, 4, -text_width(answer.word, strong) - PADDING, 0)
        small = self.theme.font(self.theme.px("label"))
        lines = ((answer.what, "text", 0), (answer.why, "text2", 16))
        for text, token, down in lines:
            line = QRectF(words.left(), words.top() + down, words.width(), 16)
            draw_text(painter, line, text, small, self.theme.color(token), elide=AT_END)
