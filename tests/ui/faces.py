"""What may be wrong with the look of a window: each check returns what it found, as sentences."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QStackedLayout,
    QTextEdit,
    QWidget,
)

from tests.ui.drawn import Drawn, Text

SLACK = 1.0  # pixels that ink may lie beyond its place: advances are wider than what they paint
LEAST_CONTRAST = 4.5
ELLIPSIS = "…"
EDITORS = (QLineEdit, QPlainTextEdit, QTextEdit)


def misplaced(window: QWidget, seen: Drawn) -> list[str]:
    """Return what is wrong with a window at the size that it has now."""
    return [
        *clipped(window, seen),
        *elided(window, seen),
        *overlapping(seen),
        *crowded(window),
        *jumping(window),
    ]


def unreadable(window: QWidget, seen: Drawn) -> list[str]:
    """Return what is wrong with a window at any size: colours, glyphs, names."""
    return [*faint(seen), *glyphless(seen), *nameless(window)]


def clipped(window: QWidget, seen: Drawn) -> list[str]:
    """Find text that does not fit into what shows it. What scrolls may be cut above and below."""
    found = []
    for text in seen.seen:
        owner = _owner(window, text)
        if _is_typed(owner):
            continue
        box, clip = text.box, text.clip
        beyond = [] if _leads_on(owner, text) else [box.right() - clip.right(), clip.left() - box.left()]
        if not _scrolls(owner):
            beyond += [box.bottom() - clip.bottom(), clip.top() - box.top()]
        if max(beyond, default=0) > SLACK:
            found.append(f"clipped: {text.words!r} in {_name(owner)} by {max(beyond):.0f} px")
    for text in seen.lost:
        owner = _at(window, text.clip)
        if not _is_typed(owner) and not _scrolls(owner):
            found.append(f"clipped: {text.words!r} in {_name(owner)} wholly")
    for each in shown(window):  # lines that have no room are not even written
        if (
            isinstance(each, QLabel)
            and each.wordWrap()
            and each.heightForWidth(each.width()) > each.height() + SLACK
        ):
            found.append(f"clipped: lines of {each.text()!r} in {_name(each)}")
    return found


def elided(window: QWidget, seen: Drawn) -> list[str]:
    """Find text that was shortened where nothing tells the whole of it."""
    found = []
    for text in seen.seen:
        if ELLIPSIS in text.words:
            owner = _owner(window, text)
            if not (owner.toolTip() or _is_row(owner) or ELLIPSIS in _words(owner)):
                found.append(f"shortened: {text.words!r} in {_name(owner)}")
    return found


def overlapping(seen: Drawn) -> list[str]:
    """Find text that is written over other text with nothing painted between them."""
    texts = sorted(seen.seen, key=lambda text: text.box.top())
    found = []
    for at, upper in enumerate(texts):
        for lower in texts[at + 1 :]:
            if lower.box.top() > upper.box.bottom() - SLACK:
                break
            both = upper.box.intersected(upper.clip) & lower.box.intersected(lower.clip)
            if both.width() > SLACK and both.height() > SLACK and not _parted(seen, upper, lower):
                found.append(f"overlapping: {upper.words!r} and {lower.words!r}")
    return found


def crowded(window: QWidget) -> list[str]:
    """Find widgets of one layout that lie over each other."""
    found = []
    for parent in shown(window):
        layout = parent.layout()
        if layout is None or isinstance(layout, QStackedLayout):
            continue
        # Its items are not asked for: a wrapper of one that is gone later passes for the widget at its place.
        parts = [each for each in _shown_in(parent) if layout.indexOf(each) >= 0]
        for at, one in enumerate(parts):
            for other in parts[at + 1 :]:
                both = one.geometry() & other.geometry()
                if both.width() > 0 and both.height() > 0:
                    found.append(f"crowded: {_name(one)} and {_name(other)}")
    return found


def glyphless(seen: Drawn) -> list[str]:
    """Find characters that the fonts in use do not have."""
    fonts = {(text.font.weight(), text.font.pixelSize()): text.font for text in seen.texts}
    letters = dict.fromkeys(fonts, "")
    for text in seen.texts:
        letters[text.font.weight(), text.font.pixelSize()] += text.words
    return [
        f"no glyph: {letter!r}"
        for key, font in fonts.items()
        for letter in sorted(set(letters[key]))
        if not has_glyph(letter, font)
    ]


def has_glyph(letter: str, font: QFont) -> bool:
    """Tell whether a font, or one that stands in for it, can write a character."""
    known = _GLYPHS.get((letter, font.weight()))
    if known is None:
        layout = QTextLayout(letter, font)
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        runs = layout.glyphRuns()
        shows = unicodedata.category(letter) not in ("Cc", "Cf", "Zs")
        known = not shows or (bool(runs) and all(all(run.glyphIndexes()) for run in runs))
        _GLYPHS[letter, font.weight()] = known
    return known


_GLYPHS: dict[tuple[str, QFont.Weight], bool] = {}  # asked of the fonts once a run


def faint(seen: Drawn) -> list[str]:
    """Find text that is too little apart from its ground."""
    found = []
    for text in seen.seen:
        ground = seen.ground(text)
        ratio = contrast(text.color, ground)
        if ratio < LEAST_CONTRAST:
            found.append(f"faint: {text.words!r} {text.color.name()} on {ground.name()} {ratio:.2f}")
    return found


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two colours, from 1 to 21. Source: WCAG 2.2, 1.4.3."""
    lights = sorted((_luminance(one), _luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def nameless(window: QWidget) -> list[str]:
    """Find what Tab or a click gives the keys to and has no name for a screen reader."""
    return [
        f"nameless: {type(each).__name__} in {_name(each.parentWidget())}"
        for each in shown(window)
        if each is not window and each.focusPolicy() != Qt.FocusPolicy.NoFocus and not _is_part(each)
        if not _spoken(each)
    ]


def jumping(window: QWidget) -> list[str]:
    """Find where Tab goes back: up in a column, or to one at the left, before the round is over."""
    order = _tab_order(window)
    places = [QRect(each.mapTo(window, QPoint()), each.size()) for each in order]
    found = []
    for (here, one), (there, other) in pairwise(zip(places, order, strict=True)):
        is_above = there.bottom() <= here.top() and there.left() < here.right()
        is_left = (
            there.right() <= here.left() and there.top() <= here.bottom() and there.bottom() > here.top()
        )
        if is_above or is_left:
            found.append(f"jumps: from {_name(one)} to {_name(other)}")
    return found


def _tab_order(window: QWidget) -> list[QWidget]:
    """Return what Tab reaches, once round; what lies under a panel waits until it is gone."""
    reached, at = [], window.nextInFocusChain()
    while at is not window:
        is_there = at.isVisible() and at.isEnabled()  # asked first: most are hidden
        if (
            is_there
            and at.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not _is_part(at)
            and not _is_in_cell(at)
        ):
            reached += [at] if _is_in_front(window, at) else []
        at = at.nextInFocusChain()
    return reached


def _is_in_front(window: QWidget, widget: QWidget) -> bool:
    middle = widget.mapTo(window, widget.rect().center())
    front = window.childAt(middle)
    return front is None or front is widget or widget.isAncestorOf(front)


def shown(window: QWidget) -> list[QWidget]:
    """Return what is on screen in a window; what is hidden hides all that is in it."""
    found = [window]
    for widget in found:  # grows on the way
        found += _shown_in(widget)
    return found


def _shown_in(widget: QWidget) -> list[QWidget]:
    return [each for each in widget.children() if isinstance(each, QWidget) and each.isVisible()]


def _parted(seen: Drawn, one: Text, other: Text) -> bool:
    first, last = sorted((one, other), key=lambda text: text.order)
    return any(
        first.order < fill.order < last.order and fill.hides() and fill.rect.intersects(first.box & last.box)
        for fill in seen.fills
    )


def _owner(window: QWidget, text: Text) -> QWidget:
    """Return what shows a text: the innermost widget in the middle of what is seen of it."""
    return _at(window, text.box.intersected(text.clip))


def _at(window: QWidget, place: QRectF) -> QWidget:
    return window.childAt(int(place.center().x()), int(place.center().y())) or window


def _around(widget: QWidget) -> Iterable[QWidget]:
    at: QWidget | None = widget
    while at is not None:
        yield at
        at = at.parentWidget()


def _is_typed(owner: QWidget) -> bool:
    """Tell whether this is what somebody typed, which scrolls in its editor; a hint there must fit."""
    for each in _around(owner):
        if isinstance(each, QLineEdit):
            return bool(each.text())
        if isinstance(each, (QPlainTextEdit, QTextEdit)):
            return bool(each.toPlainText())
    return False


def _scrolls(owner: QWidget) -> bool:
    return any(isinstance(each, QAbstractScrollArea) for each in _around(owner))


def _leads_on(owner: QWidget, text: Text) -> bool:
    """Tell whether a text goes on beyond the edge of what scrolls sideways, as the columns of a wide grid."""
    views = (each for each in _around(owner) if isinstance(each, QAbstractItemView))
    view = next((each for each in views if not isinstance(each, QHeaderView)), None)
    if view is None or not view.horizontalScrollBar().maximum():
        return False
    left = view.viewport().mapTo(view.window(), QPoint()).x()
    right = left + view.viewport().width()
    return text.clip.right() >= right - SLACK or text.clip.left() <= left + SLACK


def _is_row(owner: QWidget) -> bool:
    """Tell whether a delegate paints here, which has the whole words as its tooltip."""
    view = owner.parentWidget()
    return isinstance(view, QAbstractItemView) and owner is view.viewport()


def _is_part(widget: QWidget) -> bool:
    """Tell whether this is a part of a widget that is named itself, such as the line of a date field."""
    return widget.focusProxy() is not None or widget.objectName().startswith("qt_")


def _is_in_cell(widget: QWidget) -> bool:
    """Tell whether this edits a cell, from which Tab leads to the next one."""
    view = widget.parentWidget() and widget.parentWidget().parentWidget()
    return isinstance(view, QAbstractItemView) and widget.parentWidget() is view.viewport()


def _words(owner: QWidget) -> str:
    if isinstance(owner, QMenu):
        return " ".join(action.text() for action in owner.actions())
    asked = (getattr(owner, name, None) for name in ("text", "placeholderText", "accessibleName", "words"))
    return " ".join(ask() for ask in asked if ask is not None)


def _spoken(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else widget.accessibleName()


def _name(widget: QWidget | None) -> str:
    """Return what a widget is called where one looks for it, with what is around it."""
    parts = []
    for each in _around(widget) if widget else ():
        parts.append(each.objectName() or type(each).__name__)
        if len(parts) == 4:
            break
    return " < ".join(parts)


def _luminance(color: QColor) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.getRgbF()[:3]
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
