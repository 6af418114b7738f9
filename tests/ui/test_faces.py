"""Every page that exists is drawn in both languages, both themes and three sizes, and nothing is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pkgutil import walk_packages

import pytest
from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

import ui
from app.demo.store import Demo, demo_store
from tests.ui.drawn import Drawn, drawn
from tests.ui.faces import (
    clipped,
    contrast,
    crowded,
    elided,
    faint,
    glyphless,
    jumping,
    misplaced,
    nameless,
    overlapping,
    shown,
    unreadable,
)
from tests.ui.keyed import composing, miskeyed
from ui.i18n import install
from ui.shots.journeys import walk
from ui.shots.stage import BEGUN_AT, Stage
from ui.shots.stop import Stop
from ui.theme import Scheme, Theme
from ui.widgets.button import KeyButton
from ui.widgets.chip import Chip
from ui.widgets.labels import label

SIZES = (QSize(1366, 768), QSize(1920, 1080), QSize(1280, 720))  # the last is 1920×1080 at 150 %
COMPOSED = {  # the fields of one line that are written in Chinese; codes, phones, serials, searches are not
    *("Name", "Street", "Street, house, door", "What is wrong", "Wanted time"),
    *("Why", "Why it is heard", "Why it disturbs", "A message to their desk"),
    *("Name of the day", "Who says so", "Product line"),
}
pytestmark = pytest.mark.usefixtures("theme")


@pytest.fixture
def demo() -> Iterator[Demo]:
    """A store of its own for each walk: what one decides is not there for the next."""
    with demo_store(7, 300, None, now=BEGUN_AT) as made:
        yield made


def drawings(window: QWidget, sizes: Sequence[QSize]) -> Iterator[tuple[QSize, Drawn]]:
    """Yield a page as it is drawn at each size."""
    for size in sizes:
        window.resize(size)
        QApplication.sendPostedEvents()
        yield size, drawn(window)


def sizes_of(stop: Stop, stage: Stage) -> Sequence[QSize]:
    """Return at which sizes something is looked at; a dialog has a size of its own."""
    if stop.window is not stage.seat.window:
        return [stop.window.size()]
    return SIZES[-1:] if stop.is_one_of_many else SIZES


def never_drawn(kinds: set[type]) -> list[str]:
    """Return the pages, panels, dialogs, menus and parts of the program that no stop has shown."""
    for module in walk_packages(ui.__path__, "ui."):
        import_module(module.name)
    known = {kind for each in kinds for kind in each.__mro__}
    return sorted(str(kind) for kind in kinds_of(QWidget) if _is_of_program(kind) and kind not in known)


def kinds_of(base: type) -> Iterator[type]:
    for kind in base.__subclasses__():
        yield kind
        yield from kinds_of(kind)


def _is_of_program(kind: type) -> bool:
    return kind.__module__.startswith("ui.")


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_nothing_is_wrong_with_any_page(
    qapp: QApplication, theme: Theme, demo: Demo, language: str, scheme: Scheme
) -> None:
    install(qapp, language)
    theme.set_scheme(scheme)
    stage = Stage(demo)
    found: dict[str, set[str]] = defaultdict(set)
    pages: set[str] = set()
    drawn_kinds: set[type] = set()
    composed: set[str] = set()
    try:
        for stop in walk(stage):
            pages.add(stage.seat.window.current_page())
            drawn_kinds.update(map(type, shown(stop.window)))
            composed |= composing(stop.window)
            # Where things stand does not depend on their colours; what cannot be read may.
            is_placed = scheme is Scheme.LIGHT
            if stop.is_one_of_many and not is_placed:
                continue
            faults = [(fault, "") for fault in miskeyed(stop.window)] if is_placed else []
            sizes = sizes_of(stop, stage)
            for size, seen in drawings(stop.window, sizes):
                at = f" {size.width()}"
                faults += [(fault, at) for fault in unreadable(stop.window, seen)]
                if is_placed:
                    faults += [(fault, at) for fault in misplaced(stop.window, seen)]
            for fault, at in faults:
                found[fault].add(stop.name + at)
        never_shown = set(stage.seat.window.page_ids()) - pages
    finally:
        stage.close()
    assert {fault: sorted(where) for fault, where in found.items()} == {}
    assert never_shown == set()
    assert never_drawn(drawn_kinds) == []
    if language == "en":
        assert composed <= COMPOSED


# each check finds what it is for, and nothing in a window where all is well


class Room(QWidget):
    """A window with what is planted in it, in a column."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        for part in parts:
            column.addWidget(part)
        self.resize(400, 200)
        self.show()
        QApplication.sendPostedEvents()


class WritesTwice(QWidget):
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawText(QPointF(4, 40), "first")
        painter.drawText(QPointF(12, 42), "second")


def cut_label() -> QWidget:
    made = label("Promised tomorrow between nine and twelve")
    made.setFixedWidth(60)
    return made


def cut_height() -> QWidget:
    made = label("Two lines that are wrapped and have the room of one of them only, which is too little")
    made.setWordWrap(True)
    made.setFixedHeight(20)
    return made


def short_hint() -> QWidget:
    made = QLineEdit()
    made.setPlaceholderText("Number, place, name of the customer, fault")
    made.setFixedWidth(90)
    return made


def pale() -> QWidget:
    made = QLabel("hardly there")
    made.setStyleSheet("color: #9aa0aa")
    return made


def on_each_other() -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    first, second = label("one"), label("two")
    row.addWidget(first)
    row.addWidget(second)
    first.setMinimumWidth(100)
    second.setMinimumWidth(100)
    made.setFixedWidth(120)
    return made


class Backwards(QWidget):
    """Three buttons below each other, of which Tab reaches the second one first."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.upper, self.lower = QPushButton("upper"), QPushButton("lower")
        for each in (self.upper, self.lower, QPushButton("last")):
            column.addWidget(each)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QWidget.setTabOrder(self.lower, self.upper)


Check = Callable[[QWidget, Drawn], list[str]]
CHECKS: dict[str, Check] = {
    "clipped": clipped,
    "elided": elided,
    "overlapping": lambda _window, seen: overlapping(seen),
    "crowded": lambda window, _seen: crowded(window),
    "glyphless": lambda _window, seen: glyphless(seen),
    "faint": lambda _window, seen: faint(seen),
    "nameless": lambda window, _seen: nameless(window),
    "jumping": lambda window, _seen: jumping(window),
}


@pytest.mark.parametrize(
    ("check", "plant"),
    [
        ("clipped", cut_label),
        ("clipped", cut_height),
        ("elided", short_hint),
        ("overlapping", WritesTwice),
        ("crowded", on_each_other),
        ("glyphless", lambda: label("\ue123 nobody's sign")),
        ("faint", pale),
        ("nameless", QLineEdit),
        ("jumping", Backwards),
    ],
)
def test_a_planted_fault_is_found(check: str, plant: Callable[[], QWidget]) -> None:
    room = Room(plant())
    assert CHECKS[check](room, drawn(room)) != []
    room.close()


def test_nothing_is_found_where_all_is_well() -> None:
    field = QLineEdit("typed text that is longer than its field and scrolls in it, as it may at any time")
    field.setAccessibleName("Notes")
    wrapped = label("A sentence that is wrapped into as many lines as it needs, and has the room for them")
    wrapped.setWordWrap(True)
    room = Room(KeyButton("完成", "Ctrl Enter", "check", "primary"), Chip("Gold", "attn"), field, wrapped)
    seen = drawn(room)
    assert {name: check(room, seen) for name, check in CHECKS.items()} == {name: [] for name in CHECKS}
    assert {"完成", "Ctrl Enter", "Gold"} <= {text.words for text in seen.seen}
    room.close()


def test_what_lies_under_a_card_is_not_judged() -> None:
    under, over = cut_label(), QWidget()
    room = Room(under)
    over.setParent(room)
    over.setStyleSheet("background: white")
    over.setGeometry(room.rect())
    over.show()
    assert drawn(room).seen == []
    room.close()


def test_contrast_is_that_of_the_standard(theme: Theme) -> None:
    assert contrast(theme.color("text"), theme.color("surface")) == pytest.approx(17.1, abs=0.05)
    assert contrast(theme.color("muted"), theme.color("page")) == pytest.approx(5.0, abs=0.05)
