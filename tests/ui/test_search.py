"""The search over every page: what it shows, what is marked, how it is led by keys."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from threading import Event
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.customers import Tier, Title
from app.errors import DomainError, TooMuchRead
from app.reference import Reference
from app.search import HITS, FoundBy, SearchHit
from app.sync.state import SyncKind, SyncState
from app.workers import Workers
from tests.rows import NOW, uid
from ui.bridge import Bridge
from ui.context import Context
from ui.search.commands import Doing
from ui.search.lines import Line, asked_lines, found_lines, head_line, marked
from ui.search.model import SearchModel
from ui.search.presenter import SearchPresenter
from ui.search.view import SearchView

pytestmark = pytest.mark.usefixtures("theme")
CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


def hit(n: int, name: str, found_by: FoundBy, found: str = "") -> SearchHit:
    return SearchHit(uid(n), found_by, name, Title.MS, Tier.GOLD, "138****8000", "武侯区", "Wuhou", found)


class FakeDesk:
    """Finds what it was told for words; waits where it was told to."""

    def __init__(self) -> None:
        self.found: dict[str, list[SearchHit] | DomainError] = {}
        self.asked: list[str] = []
        self.sittings: list[UUID] = []
        self.may_answer = Event()
        self.may_answer.set()

    def ask(self, _query: object, words: str, sitting: UUID) -> list[SearchHit]:
        self.asked.append(words)
        self.sittings.append(sitting)
        self.may_answer.wait(10)
        found = self.found.get(words, [])
        if isinstance(found, DomainError):
            raise found
        return found


class Searching:
    """The panel over a page with a field that one was typing in."""

    def __init__(self, qtbot: QtBot, workers: Workers) -> None:
        self.qtbot, self.desk, self.page = qtbot, FakeDesk(), QWidget()
        self.notes = QLineEdit()
        layout = QVBoxLayout(self.page)
        layout.addWidget(self.notes)
        self.view = SearchView(self.page)
        self.bridge = Bridge(workers, self.page)
        context = Context(self.desk, self.bridge, Reference({}, (), ()), lambda: NOW)  # type: ignore[arg-type]
        self.told: list[tuple[str, object]] = []
        doings = [
            Doing("dispatch", "Dispatch", "truck", words=("派工",), why_not="No call is being worked on."),
            self.doing("follow_up_list", "List of calls", "回访清单"),
            self.doing("board", "Order board", "看板"),
        ]
        self.search = SearchPresenter(context, self.view, lambda: doings)
        for name in ("customer_wanted", "caller_found"):
            getattr(self.search, name).connect(lambda what, name=name: self.told.append((name, what)))
        qtbot.addWidget(self.page)
        self.page.resize(900, 600)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.view.setGeometry(self.page.rect())
        self.notes.setFocus()
        self.search.open()

    def doing(self, name: str, *words: str) -> Doing:
        done = partial(self.told.append, ("command", name))
        return Doing(name, words[0], "list-checks", "Ctrl L", words=words, do=done)

    def type(self, words: str) -> None:
        self.view.field.clear()
        if words.isascii():
            self.qtbot.keyClicks(QApplication.focusWidget(), words)
        else:
            self.view.field.setText(words)  # as an input method does, when it is let in
        is_asked = words.startswith(">") or (lambda: bool(self.desk.asked) and self.desk.asked[-1] == words)
        self.qtbot.waitUntil(lambda: is_asked is True or is_asked())
        self.qtbot.waitUntil(lambda: not self.search._timer.isActive() and self.bridge.is_idle)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        self.qtbot.keyClick(QApplication.focusWidget(), key, modifier)

    def shown(self) -> list[str]:
        model = self.view.model
        return [model.index(row, 0).data() for row in range(model.rowCount())]


@pytest.fixture
def searching(qtbot: QtBot) -> Iterator[Searching]:
    workers = Workers()
    made = Searching(qtbot, workers)
    yield made
    made.desk.may_answer.set()
    made.bridge.stop()
    workers.stop()


def test_what_was_found_stands_in_groups_and_heads_are_passed_over(searching: Searching) -> None:
    searching.desk.found["261123"] = [
        hit(1, "田雨", FoundBy.NUMBER_END),
        hit(2, "张伟", FoundBy.ORDER, "261123-9000-1029"),
        hit(3, "罗一", FoundBy.SERIAL_END, "24261123"),
    ]
    searching.type("261123")
    shown = searching.shown()
    assert [shown[row] for row in (0, 2, 4)] == ["Customers", "Orders", "Units"]
    assert shown[1].startswith("田雨")
    line = searching.view.line()
    assert line is not None
    assert line.customer_id == uid(1)
    searching.key(Qt.Key.Key_Down)
    line = searching.view.line()
    assert line is not None
    assert line.customer_id == uid(2)
    searching.key(Qt.Key.Key_Return)
    assert searching.told == [("customer_wanted", uid(2))]
    assert not searching.search.is_open
    assert searching.notes.hasFocus()


def test_esc_and_the_key_itself_go_back_to_where_one_typed(searching: Searching) -> None:
    searching.key(Qt.Key.Key_Escape)
    assert (searching.search.is_open, searching.notes.hasFocus()) == (False, True)
    searching.search.open()
    searching.key(Qt.Key.Key_K, CTRL)
    assert (searching.search.is_open, searching.notes.hasFocus()) == (False, True)


def test_only_the_last_words_count(searching: Searching) -> None:
    searching.desk.found = {
        "ty": [hit(1, "田雨", FoundBy.INITIALS)],
        "tyy": [hit(2, "田雨云", FoundBy.INITIALS)],
    }
    searching.desk.may_answer.clear()
    searching.qtbot.keyClicks(searching.view.field, "ty")
    searching.qtbot.waitUntil(lambda: searching.desk.asked == ["ty"])
    searching.qtbot.keyClicks(searching.view.field, "y")
    searching.desk.may_answer.set()
    searching.qtbot.waitUntil(lambda: len(searching.shown()) == 2)
    assert searching.desk.asked == ["ty", "tyy"]
    assert len(set(searching.desk.sittings)) == 1
    assert searching.shown()[1].startswith("田雨云")


def test_nothing_found_says_what_to_try_and_a_full_list_to_narrow_down(searching: Searching) -> None:
    searching.type("qq")
    assert searching.view.nothing().startswith("Nothing found Try initials")
    searching.key(Qt.Key.Key_Return)
    assert searching.told == []
    searching.desk.found["zw"] = [hit(n, "张伟", FoundBy.INITIALS) for n in range(HITS)]
    searching.type("zw")
    assert searching.view.note().startswith(f"The first {HITS}")


def test_what_was_asked_last_is_asked_again_by_one_key(searching: Searching) -> None:
    searching.desk.found = {words: [hit(1, "田雨", FoundBy.INITIALS)] for words in ("ty", "tia")}
    for words in ("ty", "tia", "ty"):
        searching.search.open()
        searching.type(words)
        searching.key(Qt.Key.Key_Return)
    searching.search.open()
    assert searching.shown()[:3] == ["Asked last", "ty", "tia"]
    searching.key(Qt.Key.Key_Down)
    searching.key(Qt.Key.Key_Return)
    searching.qtbot.waitUntil(lambda: len(set(searching.desk.sittings)) == 4)  # one each time it was opened
    assert searching.desk.asked[-1] == "tia"
    assert searching.view.words() == "tia"


@pytest.mark.parametrize("words", ["list", "of c", "回访", "hfqd", ">", "> list"])
def test_a_command_is_found_by_its_words_in_both_languages(searching: Searching, words: str) -> None:
    searching.type(words)
    assert searching.shown()[:2] == ["Commands", "List of calls"]
    searching.key(Qt.Key.Key_Return)
    assert searching.told == [("command", "follow_up_list")]
    assert searching.notes.hasFocus()


def test_what_was_done_lately_stands_first_and_what_cannot_be_done_says_why(searching: Searching) -> None:
    for _again in range(2):
        searching.type(">kb")
        searching.key(Qt.Key.Key_Return)
        searching.search.open()
    assert [shown.split(",")[0] for shown in searching.shown()] == [
        "Commands",
        "Order board",
        "List of calls",
        "Dispatch",
    ]
    before = list(searching.told)
    searching.type("pg")
    searching.key(Qt.Key.Key_Return)
    assert searching.view.note() == "No call is being worked on."
    assert searching.told == before
    assert searching.search.is_open
    assert not [asked for asked in searching.desk.asked if asked.startswith(">")]  # nobody is read for it


def test_what_else_is_found_stands_beside_and_is_opened(searching: Searching) -> None:
    opened: list[str] = []
    line = Line((("How to drain it", "text"),), icon="question", open=partial(opened.append, "it"))
    searching.search.add_finder(lambda words: [head_line("Knowledge"), line] if words == "drain" else [])
    searching.type("drain")
    assert searching.shown() == ["Knowledge", "How to drain it"]
    searching.key(Qt.Key.Key_Return)
    assert opened == ["it"]


def test_a_caller_is_named_only_while_nobody_knows_who_it_is(searching: Searching) -> None:
    searching.desk.found["ty"] = [hit(1, "田雨", FoundBy.INITIALS)]
    searching.type("ty")
    searching.key(Qt.Key.Key_Return, CTRL)
    assert searching.told == []
    searching.view.offer_caller(True)
    searching.key(Qt.Key.Key_Return, CTRL)
    assert searching.told == [("caller_found", uid(1))]


def test_a_refusal_is_said_and_one_can_ask_on(searching: Searching) -> None:
    searching.desk.found = {"zw": TooMuchRead(), "ty": [hit(1, "田雨", FoundBy.INITIALS)]}
    searching.type("zw")
    assert searching.view.note()
    searching.type("ty")
    assert (searching.view.note(), len(searching.shown())) == ("", 2)


def test_where_the_search_is_refused_what_can_be_done_is_found_all_the_same(searching: Searching) -> None:
    searching.desk.found = {"board": TooMuchRead()}
    searching.type("board")
    assert searching.view.note()
    assert searching.shown() == ["Commands", "Order board"]
    searching.key(Qt.Key.Key_Return)
    assert searching.told == [("command", "board")]


def test_a_refusal_of_words_that_are_not_there_any_more_is_not_said(searching: Searching) -> None:
    searching.desk.found = {"zw": TooMuchRead(), "ty": [hit(1, "田雨", FoundBy.INITIALS)]}
    searching.desk.may_answer.clear()
    searching.view.field.setText("zw")
    searching.qtbot.waitUntil(lambda: searching.desk.asked == ["zw"])
    searching.view.field.setText("ty")
    searching.desk.may_answer.set()
    searching.qtbot.waitUntil(lambda: len(searching.shown()) == 2)
    assert searching.view.note() == ""


def test_without_the_hub_it_says_that_only_this_pc_is_searched(searching: Searching) -> None:
    searching.search.on_state(SyncState(SyncKind.HUB_GONE, 0, 0, NOW))
    assert "only what is on this PC" in searching.view.offline()
    searching.search.on_state(SyncState(SyncKind.IN_STEP, 0, 0, NOW))
    assert searching.view.offline() == ""


def test_the_input_method_is_out_until_it_is_let_in(searching: Searching) -> None:
    field, asked = searching.view.field, Qt.InputMethodQuery.ImEnabled
    assert not field.inputMethodQuery(asked)
    searching.key(Qt.Key.Key_Space, CTRL)
    assert field.inputMethodQuery(asked)
    assert field.text() == ""
    searching.search.open()
    assert not field.inputMethodQuery(asked)


@pytest.mark.parametrize(
    ("one", "words", "name", "aside"),
    [
        (hit(1, "田淑华", FoundBy.INITIALS), "ts", "田淑", ""),
        (hit(1, "田淑华", FoundBy.INITIALS), "tianshu", "田淑华", ""),
        (hit(1, "田淑华", FoundBy.NAME), "田淑", "田淑", ""),
        (hit(1, "田淑华", FoundBy.NAME_AND_END), "t8000", "田", "8000"),
        (hit(1, "田淑华", FoundBy.NUMBER_END), "38000", "", "8000"),
        (hit(1, "田淑华", FoundBy.ORDER, "261123-9000-1029"), "26112390001029", "", "261123-9000-1029"),
        (hit(1, "田淑华", FoundBy.SERIAL_END, "24030118762"), "118762", "", "118762"),
        (hit(1, "田淑华", FoundBy.ADDRESS, "锦华路 8 号 锦绣花园 3 栋"), "锦绣3栋", "", "锦绣3 栋"),
    ],
)
def test_what_matched_is_marked(one: SearchHit, words: str, name: str, aside: str) -> None:
    line = found_lines([one], (), words)[1]
    assert "".join(part for part, how in line.parts if how == "mark") == name
    assert "".join(part for part, how in line.aside if how == "mark") == aside


def test_marks_cut_a_text_and_lose_nothing() -> None:
    parts = marked("abcdef", [(1, 2), (4, 6)])
    assert parts == (("a", "text"), ("b", "mark"), ("cd", "text"), ("ef", "mark"))


def test_the_list_is_a_sound_model(qtbot: QtBot) -> None:  # noqa: ARG001
    model = SearchModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(found_lines([hit(1, "田雨", FoundBy.NUMBER)], [Doing("dispatch", "Dispatch")], "138"))
    model.show(asked_lines(["ty"]))
    model.show(())
