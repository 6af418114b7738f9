"""Knowledge, notices and guided questions in a call, led by keys, on a real store and the real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.command import Actor
from app.desk import Desk
from app.errors import NotFound
from app.notices import NoticeSeverity, notice_text
from app.pop import pop_page
from app.reference import reference
from app.script_steps import read_steps, run_of
from app.scripts import given_answers
from app.workers import Workers
from db.ids import call_id, interaction_id
from db.models.knowledge import Article, ArticleUse, NoticeTold, ScriptAnswer, ScriptVersion
from db.models.people import Role
from db.store import Store
from tests.rows import (
    ARTICLE,
    CUSTOMER,
    NOTICE,
    NOW,
    PERSONS,
    SCRIPT,
    UNIT,
    a_call,
    a_notice,
    a_script,
    an_article,
    an_interaction,
    everything,
    put,
    uid,
)
from ui.bridge import Bridge
from ui.context import Context
from ui.desk.contact import Contact
from ui.desk.drafts import DraftKeeper
from ui.desk.notice_row import NoticeRow
from ui.desk.unfinished import unfinished
from ui.error_text import error_text
from ui.knowledge.documents import Document, Kind, of_notice, publishing
from ui.knowledge.edit_presenter import EditPresenter
from ui.knowledge.edit_view import EditView
from ui.knowledge.finder import article_lines
from ui.knowledge.presenter import Asked, KnowledgePresenter
from ui.knowledge.reading import Reading
from ui.knowledge.script_presenter import ScriptPresenter
from ui.knowledge.script_view import ScriptPanel
from ui.knowledge.script_words import day_typed
from ui.knowledge.view import KnowledgePanel
from ui.shift.keys import press, type_character

pytestmark = pytest.mark.usefixtures("theme")

CALL = call_id("practice", "77")
INTERACTION = interaction_id(CALL, PERSONS[Role.AGENT])


class Seat:
    """A context on a real store, and what waits for it."""

    def __init__(self, store: Store, qtbot: QtBot, role: Role = Role.AGENT) -> None:
        self.store, self._qtbot, self._workers = store, qtbot, Workers()
        actor = Actor(PERSONS[role], "one", frozenset({role}))
        self.desk, self.bridge = Desk(store, actor), Bridge(self._workers)
        self.now = NOW + timedelta(minutes=1)
        self.context = Context(self.desk, self.bridge, self.desk.ask(reference), lambda: self.now)

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: self.bridge.is_idle, timeout=60_000)

    def press(self, widget: Any, *keys: str) -> None:
        for key in keys:
            window = widget.window().windowHandle()
            type_character(window, key) if len(key) == 1 else press(window, key)
            self.settle()

    def close(self) -> None:
        self.bridge.stop()
        self._workers.stop()

    def contact(self) -> Contact:
        """Return the call that is in hand, as after a start of the program, with its page."""
        [(contact, _)] = unfinished(self.desk)
        with self.store.read() as session:
            contact.page = pop_page(session, CUSTOMER, self.now)
        return contact


@pytest.fixture
def seat(embedded_store: Store, qtbot: QtBot) -> Iterator[Callable[..., Seat]]:
    put(
        embedded_store,
        a_call(CALL, linked_id="77", answered_at=NOW),
        an_interaction(INTERACTION, CALL),
        *an_article(ARTICLE),
        a_notice(NOTICE),
        *a_script(SCRIPT),
    )
    opened: list[Seat] = []

    def sit(role: Role = Role.AGENT) -> Seat:
        opened.append(Seat(embedded_store, qtbot, role))
        return opened[-1]

    yield sit
    for one in opened:
        one.close()


def shown(qtbot: QtBot, view: Any) -> Any:
    qtbot.addWidget(view)
    view.resize(960, 520)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow, timeout=60_000)
    return view


def rows(one: Seat, model: Any) -> list[Any]:
    return everything(one.store)[model.__tablename__]


def test_f6_shows_what_fits_and_records_what_helped_and_what_was_told(seat: Any, qtbot: QtBot) -> None:
    one = seat()
    view = shown(qtbot, KnowledgePanel())
    presenter, kept = KnowledgePresenter(one.context, view), []
    QAbstractItemModelTester(view.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    presenter.sentence.connect(kept.append)
    contact = one.contact()
    presenter.open(Asked(contact, contact.page, UNIT, "", "repair", "E2，有积水"))
    one.settle()
    titles = [view.model.index(row, 0).data() for row in range(view.model.rowCount())]
    assert [title.split(",")[0] for title in titles] == ["Recall: drain pump", "Washer does not drain"]
    assert "do not use it" in view.say.text()
    one.press(view, "Ctrl+Return")  # the notice was told
    assert len(rows(one, NoticeTold)) == 1
    assert "the customer was told" in view.message()
    with qtbot.waitSignal(presenter.taken_up, timeout=60_000):  # it can be booked still
        press(view.window().windowHandle(), "Ctrl+O")
    assert "told the customer" in view.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    one.press(view, "Down", "Alt+Y", "Ctrl+Return")  # the article helped
    [use] = rows(one, ArticleUse)
    assert kept == ["Please cut the power."]
    assert "recorded" in view.message()
    one.press(view, "Ctrl+Return")
    assert rows(one, ArticleUse) == [use]


def test_the_panel_is_searched_and_enter_reads(seat: Any, qtbot: QtBot) -> None:
    one = seat()
    view = shown(qtbot, KnowledgePanel())
    presenter = KnowledgePresenter(one.context, view)
    presenter.open(Asked())
    one.settle()
    for key in "bps":
        one.press(view, key)
    assert (view.model.rowCount(), view.reading.markdown()) == (1, "Clean the filter.")
    assert "once a call is answered" in view.message()
    one.press(view, "Return")
    assert view.reading.hasFocus()
    with qtbot.waitSignal(presenter.closed, timeout=60_000):
        press(view.window().windowHandle(), "Esc")
    view.search.setFocus()
    for key in "zz":
        one.press(view, key)
    assert view.model.rowCount() == 0


def test_an_article_that_the_search_found_is_read_among_what_the_words_find(seat: Any, qtbot: QtBot) -> None:
    one = seat()
    view = shown(qtbot, KnowledgePanel())
    presenter = KnowledgePresenter(one.context, view)
    contact = one.contact()
    go = partial(presenter.open_article, Asked(contact, contact.page, UNIT))
    assert article_lines(one.context, go, "b") == []
    [head, line] = article_lines(one.context, go, "bps")
    assert head.is_head
    assert line.open is not None
    line.open()
    one.settle()
    assert (view.search.text(), view.model.rowCount(), view.chosen()) == ("bps", 1, ARTICLE)
    one.press(view, "Ctrl+Return")
    assert len(rows(one, ArticleUse)) == 1


def test_who_may_not_read_articles_finds_the_rest(seat: Any) -> None:
    assert article_lines(seat(Role.PROVIDER).context, lambda *_: None, "bps") == []


def test_what_cannot_be_read_is_said_where_no_text_is(seat: Any, qtbot: QtBot) -> None:
    one = seat()
    view = shown(qtbot, KnowledgePanel())
    KnowledgePresenter(one.context, view).open_read(uid(0x4FF))
    one.settle()
    assert view.message() == error_text(NotFound(what="article_use", id=str(uid(0x4FF))))
    page = shown(qtbot, EditView())
    EditPresenter(one.context, page).open()  # an agent may not
    one.settle()
    assert page.failure()


def test_markdown_loads_nothing_and_leads_nowhere(qtbot: QtBot) -> None:
    reading = Reading("text")
    qtbot.addWidget(reading)
    reading.show_markdown(
        "# Head\n![x](http://example.org/x.png) [link](http://example.org) <img src='file:///etc/passwd'>\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |"
    )
    assert reading.loadResource(2, QUrl("http://example.org/x.png")) is None
    assert "href" not in reading.toHtml()
    assert "<img src='file:" in reading.toPlainText()  # words, not a picture


def test_a_notice_is_one_line_the_worst_first(seat: Any, qtbot: QtBot) -> None:
    one = seat()
    line = {"model_code": None, "line": "washer", "serial_from": "", "serial_to": ""}
    put(one.store, a_notice(uid(0x481), severity=NoticeSeverity.INFO, **line))
    row = NoticeRow("Read and tell", "F6")
    qtbot.addWidget(row)
    row.show_notices(one.contact().page.notices)
    assert row.words() == "Recall: drain pump · not told yet, 1 more"
    row.show_notices(())
    assert row.isHidden()


def lead(one: Seat, qtbot: QtBot) -> tuple[ScriptPanel, ScriptPresenter]:
    view = shown(qtbot, ScriptPanel())
    presenter = ScriptPresenter(one.context, view, DraftKeeper(one.context, view))
    contact = one.contact()
    presenter.open(Asked(contact, contact.page, UNIT, "", "repair", ""))
    one.settle()
    return view, presenter


def test_questions_lead_by_digits_to_what_is_proposed_and_a_line_for_the_notes(
    seat: Any, qtbot: QtBot
) -> None:
    one = seat()
    view, presenter = lead(one, qtbot)
    one.press(view, "1", "2")  # the script; no
    for key in "11-20":
        one.press(view, key)
    one.press(view, "Return")
    for key in "at night":
        one.press(view, key)
    one.press(view, "Return")
    assert "A visit." in view.question.text()
    with qtbot.waitSignal(presenter.ended, timeout=60_000) as ended:
        press(view.window().windowHandle(), "Ctrl+Return")
    contact, step, words = ended.args
    assert (contact.call_id, step.then) == (CALL, "dispatch")
    assert words == "[Does not drain] Does the water go: no; Since when: 20 Nov; How: at night"
    with one.store.read() as session:
        given = given_answers(session, INTERACTION)
    assert [each.value for each in given] == ["no", "2026-11-20", "at night", ""]


def test_the_end_names_the_article_to_read(seat: Any, qtbot: QtBot) -> None:
    one = seat()
    last = {"id": "end", "kind": "end", "zh": "好。", "en": "Well.", "article": "S-GAS"}
    put(one.store, *a_script(uid(0x4A1), "A-END", steps=[last]))
    view, _presenter = lead(one, qtbot)
    one.press(view, "1")
    assert "read S-GAS (F6)" in view.proposal()


def test_the_answer_to_the_call_before_is_not_taken(seat: Any, qtbot: QtBot) -> None:
    one = seat()
    view, presenter = lead(one, qtbot)
    one.press(view, "1", "2")
    first = one.contact()
    second = replace(first, person_id=uid(0x4FE))  # another contact, in which nothing was answered
    presenter.open(Asked(first, first.page, UNIT, "", "repair", ""))
    presenter.open(Asked(second, second.page, UNIT, "", "repair", ""))
    one.settle()
    assert "Which questions" in view.question.text()
    assert presenter._script is None


def test_a_half_done_script_goes_on_after_a_crash_with_what_was_half_typed(seat: Any, qtbot: QtBot) -> None:
    killed = seat()
    view, _ = lead(killed, qtbot)
    killed.press(view, "1", "2")
    for key in "11-20":
        killed.press(view, key)
    killed.press(view, "Return")
    for key in "nig":
        killed.press(view, key)
    qtbot.waitUntil(lambda: len(rows_of_drafts(killed)) == 1, timeout=60_000)
    killed.close()  # nothing is said goodbye to
    again = seat()
    view, _ = lead(again, qtbot)
    assert "How?" in view.question.text()
    assert view.words.text() == "nig"
    again.press(view, "Alt+Left")  # one question back
    assert "Since when?" in view.question.text()
    for key in "11-19":
        again.press(view, key)
    again.press(view, "Return")
    assert "How?" in view.question.text()
    with again.store.read() as session:
        steps = session.get_one(ScriptVersion, (SCRIPT, 1)).steps
        given = [(one.step, one.value) for one in given_answers(session, INTERACTION)]
    assert given == [("drains", "no"), ("since", "2026-11-20"), ("since", "2026-11-19")]
    assert [value for _, value in run_of(read_steps(steps), given).answered] == ["no", "2026-11-19"]


def rows_of_drafts(one: Seat) -> list[Any]:
    return [row for row in everything(one.store)["draft"] if row[1] == "script" and row[3] == "words\nnig"]


def test_what_answers_no_question_is_not_taken(seat: Any, qtbot: QtBot) -> None:
    one = seat()
    view, _presenter = lead(one, qtbot)
    one.press(view, "1", "2", "x", "Return")
    assert "does not answer" in view.message()
    assert len(rows(one, ScriptAnswer)) == 1


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("11-20", "2026-11-20"),
        ("1.5", "2027-01-05"),
        ("2025/12/31", "2025-12-31"),
        ("31-31", "31-31"),
        ("2-29", "2028-02-29"),
        ("26-11-20", "26-11-20"),
        ("", ""),
    ],
)
def test_a_day_is_typed_as_one_says_it(typed: str, day: str) -> None:
    assert day_typed(typed, NOW) == day


def edit(one: Seat, qtbot: QtBot) -> EditView:
    view = shown(qtbot, EditView())
    presenter = EditPresenter(one.context, view)
    view.setProperty("presenter", presenter)
    presenter.open()
    one.settle()
    view.list.setFocus()
    one.press(view, "Down")
    return view


def test_an_article_is_written_kept_and_published_by_keys(seat: Any, qtbot: QtBot) -> None:
    one = seat(Role.SUPERVISOR)
    view = edit(one, qtbot)
    one.press(view, "Alt+E", "Return", "End")
    for key in "!!":
        one.press(view, key)
    assert view.texts()["title_en"] == "Washer does not drain!!"
    qtbot.waitUntil(lambda: bool(everything(one.store)["draft"]), timeout=60_000)
    other = seat(Role.SUPERVISOR)  # the draft is there after a crash
    again = edit(other, qtbot)
    assert again.texts()["title_en"] == "Washer does not drain!!"
    other.press(again, "Ctrl+Return")
    with one.store.read() as session:
        article = session.get_one(Article, ARTICLE)
        assert (article.title_en, article.version) == ("Washer does not drain!!", 2)
    other.settle()
    assert everything(one.store)["draft"] == []


def test_the_cursor_stays_where_one_types(seat: Any, qtbot: QtBot) -> None:
    one = seat(Role.SUPERVISOR)
    view = edit(one, qtbot)
    before = view.body.toPlainText()
    view.body.setFocus()
    view.body.moveCursor(QTextCursor.MoveOperation.End)
    one.press(view, "a", "b")
    assert view.texts()["body_zh"] == before + "ab"


def test_a_key_pressed_twice_publishes_once(seat: Any, qtbot: QtBot) -> None:
    one = seat(Role.SUPERVISOR)
    view = edit(one, qtbot)
    view.title.setFocus()
    one.press(view, "x")
    view.published.emit()
    view.published.emit()
    one.settle()
    assert view.message() == ""
    assert everything(one.store)["draft"] == []
    with one.store.read() as session:
        assert session.get_one(Article, ARTICLE).version == 2


def test_who_publishes_second_is_told_and_keeps_the_draft(seat: Any, qtbot: QtBot) -> None:
    first, second = seat(Role.SUPERVISOR), seat(Role.ADMIN)
    theirs, mine = edit(first, qtbot), edit(second, qtbot)
    for one, view in ((first, theirs), (second, mine)):
        view.title.setFocus()
        one.press(view, "x")
    theirs.activateWindow()
    qtbot.waitUntil(theirs.isActiveWindow, timeout=60_000)
    first.press(theirs, "Ctrl+Return")
    mine.activateWindow()
    qtbot.waitUntil(mine.isActiveWindow, timeout=60_000)
    second.press(mine, "Ctrl+Return")
    assert "published version 2 meanwhile" in mine.message()
    assert mine.texts()["title_zh"].endswith("x")
    second.press(mine, "Ctrl+Return")  # seen and meant
    with first.store.read() as session:
        assert session.get_one(Article, ARTICLE).version == 3


def test_the_last_day_of_a_notice_is_one_of_it(embedded_store: Store) -> None:
    texts = {"severity": "info", "title_zh": "甲", "title_en": "A", "valid_from": "2026-11-24"}
    document = Document(NOTICE, Kind.NOTICE)
    [published] = publishing(document, texts | {"valid_to": "2026-11-24"}, NOW)
    Desk(embedded_store, Actor(PERSONS[Role.ADMIN], "one", frozenset({Role.ADMIN}))).execute(published)
    with embedded_store.read() as session:
        again = of_notice(notice_text(session, NOTICE), NOW)
    assert (again.texts["valid_from"], again.texts["valid_to"]) == ("2026-11-24", "2026-11-24")
    [changed, _] = publishing(again, again.texts, NOW)
    assert (changed.valid_from, changed.valid_to) == (published.valid_from, published.valid_to)


@pytest.mark.parametrize(("typed", "is_safety"), [("", False), ("0", False), ("1", True)])
def test_safety_is_said_by_a_digit(typed: str, is_safety: bool) -> None:
    texts = dict.fromkeys(("code", "title_zh", "title_en", "body_zh", "body_en"), "X")
    [published] = publishing(Document(ARTICLE, Kind.ARTICLE), texts | {"is_safety": typed}, NOW)
    assert published.is_safety is is_safety


def test_a_notice_is_followed_by_another_and_a_script_says_what_it_lacks() -> None:
    texts = {
        "severity": "info",
        "title_zh": "甲",
        "title_en": "A",
        "line": "washer",
        "valid_from": "2026-11-24",
    }
    commands = publishing(Document(NOTICE, Kind.NOTICE, 1), texts, NOW)
    assert [type(one).__name__ for one in commands] == ["PublishNotice", "EndNotice"]
    with pytest.raises(ValueError, match="has steps"):
        publishing(Document(SCRIPT, Kind.SCRIPT, 1), {"code": "X", "reason": "repair"}, NOW)
