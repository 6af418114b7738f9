"""What the charts have in common: a picture that is also a table, by keyboard, pointer and ear."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.charts.figures import Figures, as_tsv, spoken
from ui.charts.scale import snapped
from ui.theme import Theme
from ui.widgets.painting import CENTRE, FILLS, draw_box, draw_text

INSET = 4  # around the picture: room for the focus ring
Key = Qt.Key
STEPS = {Key.Key_Left: -1, Key.Key_Up: -1, Key.Key_Right: 1, Key.Key_Down: 1}


class Chart(QWidget):
    """Show figures; arrows, Home and End step through them, Ctrl+C copies them all as a table.

    A subclass says which area each point has and paints. Signals: ``pointed(int)`` the row that arrows or
    pointer stand on, -1 for none; ``picked(int)`` Enter, Space or a click on a row.
    """

    pointed = Signal(int)
    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = Theme.current()
        self.theme.changed.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMouseTracking(True)
        self._figures: Figures | None = None
        self._at = self._under = -1

    def show_figures(self, figures: Figures) -> None:
        """Show other figures: of a feed each time, equal ones cost nothing.

        Who stands on a point stays on the one with its label, wherever it is now; gone, on none.
        """
        if figures == self._figures:
            return
        label = self._label(self._at)
        self._figures, self._under = figures, -1
        labels = [row.label for row in figures.rows()]
        self._at = labels.index(label) if label in labels else -1
        self.setAccessibleName(figures.name)
        self._tell()
        self.updateGeometry()
        self.update()

    def figures(self) -> Figures | None:
        return self._figures

    def at(self) -> int:
        """Return the row that the arrows stand on; -1 for none."""
        return self._at

    def count(self) -> int:
        return len(self._figures.rows()) if self._figures else 0

    def go(self, at: int) -> None:
        """Stand on a row, or the nearest that there is."""
        self._at = min(max(at, 0), self.count() - 1)
        self._tell()
        self.update()
        self.pointed.emit(self._at)

    def areas(self) -> Sequence[QRectF]:
        """Return the area of each row: where the pointer is on it, and what its mark goes round."""
        raise NotImplementedError

    def paint(self, painter: QPainter) -> None:
        """Paint the figures, of which there is at least one."""
        raise NotImplementedError

    def read_out(self, at: int) -> str:
        """Return what is said of a row."""
        return spoken(self._figures, at) if self._figures else ""

    def inner(self) -> QRectF:
        """Return the room of the picture."""
        return QRectF(self.rect()).adjusted(INSET, INSET, -INSET, -INSET)

    def shown(self) -> int:
        """Return the row that is marked: under the pointer, else where the arrows stand."""
        return self._under if self._under >= 0 else self._at if self.hasFocus() else -1

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.count():
            self.paint(painter)
        else:
            font, color = self.theme.font(self.theme.px("label")), self.theme.color("muted")
            draw_text(painter, QRectF(self.rect()), self.tr("Nothing to show yet"), font, color, CENTRE)
        if self.hasFocus():
            draw_box(painter, QRectF(self.rect()), 6, None, self.theme.color("accent_t"), 2)

    def event(self, event: QEvent) -> bool:
        is_key = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_key and event.matches(QKeySequence.StandardKey.Copy):  # type: ignore[attr-defined]
            event.accept()  # the page's own Ctrl+C is for its list
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy) and self._figures:
            QGuiApplication.clipboard().setText(as_tsv(self._figures))
        elif event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self.count():
            super().keyPressEvent(event)
        elif key in STEPS:
            self.go(self._at + STEPS[key] if self._at >= 0 else self._first(STEPS[key]))
        elif key in (Key.Key_Home, Key.Key_End):
            self.go(0 if key is Key.Key_Home else self.count() - 1)
        elif key in (Key.Key_Return, Key.Key_Enter, Key.Key_Space) and self._at >= 0:
            self.picked.emit(self._at)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.row_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self.row_at(event.position())
        if at >= 0:
            self.go(at)
            self.picked.emit(at)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def row_at(self, point: QPointF) -> int:
        """Return the row whose area a point is in; -1 for none."""
        return next((n for n, area in enumerate(self.areas()) if area.contains(point)), -1)

    def _point(self, at: int) -> None:
        if at != self._under:
            self._under = at
            self.setToolTip(self.read_out(at) if at >= 0 else "")
            self.update()
            self.pointed.emit(self.shown())

    def _first(self, step: int) -> int:
        """Return where the arrows begin: at the newest when they go back, else at the first."""
        return self.count() - 1 if step < 0 else 0

    def _label(self, at: int) -> str | None:
        return self._figures.rows()[at].label if self._figures and at >= 0 else None

    def _tell(self) -> None:
        """Let screen readers hear the row that the arrows stand on, or how many there are."""
        if self._at >= 0:
            words = self.read_out(self._at)
        elif self.count():
            last = self.read_out(self.count() - 1)
            words = self.tr("{0} figures, the last one {1}").format(self.count(), last)
        else:
            words = self.tr("Nothing to show yet")
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            if self.hasFocus():
                event = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
                QAccessible.updateAccessibility(event)


def ratio_of(painter: QPainter) -> float:
    """Return how many pixels the device has for one of ours: 1.5 at 150 %."""
    return painter.device().devicePixelRatioF()


def fill_sharp(painter: QPainter, rect: QRectF, color: QColor) -> None:
    """Fill a box whose edges lie between pixels of the device; at least one of them high and wide."""
    ratio = ratio_of(painter)
    left, top = snapped(rect.left(), ratio), snapped(rect.top(), ratio)
    right = max(snapped(rect.right(), ratio), left + 1 / ratio)
    bottom = max(snapped(rect.bottom(), ratio), top + 1 / ratio)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(QRectF(left, top, right - left, bottom - top), color)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def line_along(painter: QPainter, rect: QRectF, y: float, color: QColor, *, dashed: bool = False) -> None:
    """Draw a level line one pixel of the device high."""
    ratio = ratio_of(painter)
    if not dashed:
        fill_sharp(painter, QRectF(rect.left(), y, rect.width(), 1 / ratio), color)
        return
    pen = QPen(color, 1.2)
    pen.setDashPattern([3, 2])
    level = snapped(y, ratio) + 0.5 / ratio
    painter.setPen(pen)
    painter.drawLine(QPointF(rect.left(), level), QPointF(rect.right(), level))


def line_down(painter: QPainter, rect: QRectF, x: float, color: QColor, *, dashed: bool = False) -> None:
    """Draw an upright line one pixel of the device wide."""
    ratio = ratio_of(painter)
    if not dashed:
        fill_sharp(painter, QRectF(x, rect.top(), 1 / ratio, rect.height()), color)
        return
    pen = QPen(color, 1.2)
    pen.setDashPattern([3, 2])
    place = snapped(x, ratio) + 0.5 / ratio
    painter.setPen(pen)
    painter.drawLine(QPointF(place, rect.top()), QPointF(place, rect.bottom()))


def fill_of(theme: Theme, tone: str) -> QColor:
    """Return the colour of bars, dots and lines of a tone."""
    return theme.color(FILLS[tone])
