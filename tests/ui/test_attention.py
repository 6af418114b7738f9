"""What the hub refused stands on a page with all that was typed, and is mended or withdrawn by keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.command import Edit
from app.customers import AddUnit, EditCustomer, RegisterCustomer
from app.errors import NotFound
from app.interactions import SealInteraction
from app.reference import Place, Reference, places
from app.rights import MAY_DO
from app.workers import Workers
from tests.app.specimens import a
from tests.rows import CUSTOMER, uid
from tests.ui.fake_hub import AT, FakeHub, refused
from tests.ui.led import Keys
from ui.attention.model import AttentionModel
from ui.attention.presenter import AttentionPresenter
from ui.attention.view import AttentionView
from ui.attention.words import NOT_TYPED, field_words, kind_words, typed
from ui.bridge import Bridge
from ui.context import Context

pytestmark = pytest.mark.usefixtures("theme")

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
REFERENCE = Reference({}, (), ())
WUHOU = Place("510107", "武侯区 · 成都市", "Wuhou, Chengdu")
EDIT = EditCustomer(
    at=AT,
    customer_id=CUSTOMER,
    edits={"remark": Edit(old="", new="阳台有狗"), "contact_name": Edit(old="", new="田先生")},
)
NEW = a(
    RegisterCustomer,
    customer_id=uid(0x77),
    name="罗建华",
    phone="139",
    address_line="走马街1号",
    region_code="510107",
)
UNIT = a(AddUnit, customer_id=uid(0x77), serial="SN77")
SEAL = a(SealInteraction, notes="还有一点异响")


class NobodyKnown(FakeHub):
    """A desk whose copy has no customers, and one place."""

    def ask(self, query: object, *args: object) -> object:
        if query is places:
            return [WUHOU] if args == (WUHOU.code, 1) else []
        raise NotFound


class Page(Keys):
    """The page of what needs attention, and what it told."""

    def __init__(self, qtbot: QtBot, workers: Workers) -> None:
        self.qtbot, self.hub = qtbot, NobodyKnown()
        self.hub.entries = [
            refused(3, EDIT, "field_changed", field="remark", seen="", theirs="老师", yours="阳台有狗"),
            refused(5, NEW, "guard_broken"),
            refused(6, UNIT, "not_found", builds_on=(5,)),
            refused(8, SEAL, "already_sealed"),
        ]
        self.view = AttentionView()
        super().__init__(qtbot, Bridge(workers, self.view))
        context = Context(self.hub, self.bridge, REFERENCE, lambda: AT)  # type: ignore[arg-type]
        self.presenter = AttentionPresenter(context, self.view, self.hub)
        self.counts: list[int] = []
        self.presenter.count_changed.connect(self.counts.append)
        self.show(self.view)
        self.refresh()
        self.view.to_list()

    def refresh(self) -> None:
        self.presenter.refresh()
        self.settle()

    def shown(self) -> list[str]:
        model = self.view.model
        return [model.index(row, 0).data() for row in range(model.rowCount())]


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[Page]:
    workers = Workers()
    made = Page(qtbot, workers)
    yield made
    made.bridge.stop()
    workers.stop()


@pytest.mark.parametrize("kind", [command.command_kind() for command in MAY_DO])
def test_every_command_has_words(kind: str) -> None:
    assert kind_words(kind) != kind


@pytest.mark.parametrize("command", MAY_DO)
def test_everything_that_a_person_types_has_a_label(command: type) -> None:
    fields = set(command.model_fields) - {"id", "at", "edits"} - set(NOT_TYPED)
    typed_by_people = {field for field in fields if not field.endswith("_id")}
    if "edits" in command.model_fields:
        typed_by_people |= {"name", "title", "contact_name", "remark", "service_note"}
    assert {field for field in typed_by_people if not field_words(field)} == set()


def test_the_list_says_what_and_why(page: Page) -> None:
    assert page.counts == [4]
    first, second, *_ = page.shown()
    assert first.startswith("A change to a customer · Remark, Contact")
    assert "Somebody changed this meanwhile" in first
    assert second.startswith("A new customer · 罗建华")


def test_both_values_stand_side_by_side_and_theirs_counts_by_keys(page: Page) -> None:
    conflict = page.view.card.conflict
    assert (conflict.yours.text(), conflict.theirs.text()) == ("阳台有狗", "老师")
    page.key(Qt.Key.Key_2, ALT)
    assert conflict.value() == "老师"
    page.key(Qt.Key.Key_Return, CTRL)
    [(n, command)] = page.hub.mended
    assert (n, command.edits) == (3, {"contact_name": EDIT.edits["contact_name"]})
    assert command.id != EDIT.id
    assert page.counts[-1] == 3


def test_what_counts_can_be_written_anew_over_what_stands_there(page: Page) -> None:
    page.key(Qt.Key.Key_3, ALT)
    page.view.card.conflict.counts.selectAll()
    page.qtbot.keyClicks(QApplication.focusWidget(), "both")
    page.key(Qt.Key.Key_Return, CTRL)
    [(_n, command)] = page.hub.mended
    assert command.edits["remark"] == Edit(old="老师", new="both")
    assert command.edits["contact_name"] == EDIT.edits["contact_name"]


def test_when_theirs_counts_and_nothing_else_is_left_it_is_withdrawn(page: Page) -> None:
    alone = EditCustomer(at=AT, customer_id=CUSTOMER, edits={"remark": EDIT.edits["remark"]})
    page.hub.entries = [
        refused(3, alone, "field_changed", field="remark", seen="", theirs="老师", yours="阳台有狗")
    ]
    page.refresh()
    page.key(Qt.Key.Key_2, ALT)
    page.key(Qt.Key.Key_Return, CTRL)
    assert (page.hub.mended, page.hub.withdrawn) == ([], [3])
    assert page.view.is_empty()


def test_a_refused_field_is_mended_and_sent_under_a_new_id(page: Page) -> None:
    page.key(Qt.Key.Key_Down)
    page.key(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.view.card.field("name")
    page.view.card.field("phone").setText("13900139000")
    page.key(Qt.Key.Key_Return, CTRL)
    [(n, command)] = page.hub.mended
    assert (n, command.phone, command.customer_id) == (5, "13900139000", NEW.customer_id)
    assert command.id != NEW.id


@pytest.mark.parametrize("said", [AT + timedelta(days=400), AT.replace(year=1899), AT - timedelta(days=9)])
def test_what_a_wrong_clock_said_is_sent_again_as_of_now(page: Page, said: datetime) -> None:
    page.hub.entries = [refused(3, UNIT.model_copy(update={"at": said}), "guard_broken", rule="clock")]
    page.refresh()
    page.key(Qt.Key.Key_Return, CTRL)
    [(_n, command)] = page.hub.mended
    assert command.at == (said if AT - timedelta(days=10) < said < AT else AT)


def test_what_does_not_fit_is_said_and_nothing_is_sent(page: Page) -> None:
    page.key(Qt.Key.Key_Down)
    page.view.card.field("name").setText("")
    page.key(Qt.Key.Key_Return, CTRL)
    assert page.hub.mended == []
    assert "does not fit" in page.view.card.message()


def test_withdrawing_names_what_builds_on_it_and_asks_once(page: Page) -> None:
    page.key(Qt.Key.Key_Down)
    page.key(Qt.Key.Key_Delete, ALT)
    assert "the 1 that build on it" in page.view.card.question()
    page.key(Qt.Key.Key_Escape)
    assert not page.view.card.is_asking()
    assert page.hub.withdrawn == []
    page.key(Qt.Key.Key_Delete, ALT)
    page.key(Qt.Key.Key_Return)
    assert page.hub.withdrawn == [5, 6]
    assert [entry.n for entry in page.hub.entries] == [3, 8]


def test_what_is_typed_stays_when_the_list_is_read_again(page: Page) -> None:
    page.key(Qt.Key.Key_Down)
    page.view.card.field("name").setText("罗健华")
    page.hub.entries = [*page.hub.entries, refused(9, a(SealInteraction), "already_sealed")]
    page.refresh()
    assert page.view.model.rowCount() == 5
    assert page.view.card.field("name").text() == "罗健华"


def test_a_place_is_named(page: Page) -> None:
    page.key(Qt.Key.Key_Down)
    words = [label.text() for label in page.view.card.findChildren(QLabel) if label.isVisible()]
    assert "Wuhou, Chengdu" in words
    assert "510107" not in words


def test_an_empty_page_says_what_will_be_here(page: Page) -> None:
    page.hub.entries = []
    page.refresh()
    assert page.view.is_empty()
    assert page.counts[-1] == 0


def test_notes_are_shown_whole() -> None:
    entry = refused(1, SEAL, "already_sealed")
    notes = {each.field: each for each in typed(entry.kind, entry.body, REFERENCE, {})}["notes"]
    assert (notes.value, notes.is_editable, notes.is_long) == ("还有一点异响", True, True)


def test_the_list_is_a_sound_model(qtbot: QtBot) -> None:  # noqa: ARG001
    model = AttentionModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows([refused(3, EDIT, "field_changed"), refused(5, NEW, "guard_broken")])
    model.show_rows([])
