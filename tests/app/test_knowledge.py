"""Knowledge is found by what fits and by words, used once, and reads later as it read then."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.event import listen
from sqlalchemy.exc import IntegrityError

from app.calls import BindCall
from app.command import Actor
from app.errors import NotFound
from app.interactions import SealInteraction
from app.knowledge import (
    LinkKind,
    UseArticle,
    Why,
    article_text,
    find_articles,
    fitting_articles,
    read_in_contact,
    used_in,
)
from app.knowledge_edit import Link, PublishArticle, RetireArticle, edited_articles
from app.notices import TellNotice
from app.reference import ProductLine
from app.scripts import AnswerStep
from app.timeline import EntryKind, timeline_page
from db.ids import derived_id
from db.models.knowledge import ArticleUse, ArticleVersion
from db.models.ledger import AppliedCommand
from db.models.people import Role
from db.store import Store
from tests.app.specimens import AT, a
from tests.rows import (
    ARTICLE,
    CUSTOMER,
    INTERACTION,
    NOW,
    ORDER,
    PERSONS,
    actor,
    an_article,
    only,
    put,
    run,
    uid,
)

GAS, WARM = uid(0x441), uid(0x442)
USE = derived_id("article_use", INTERACTION, ARTICLE)
BOSS = actor(Role.SUPERVISOR)
COLLEAGUE = Actor(PERSONS[Role.DISPATCHER], "another", frozenset({Role.AGENT}))


@pytest.fixture
def shelf(work: Store) -> Store:
    gas = {"title_zh": "闻到煤气味", "title_en": "Smell of gas", "words": "煤气味 漏气", "is_safety": True}
    warm = {"title_zh": "空调不制冷", "title_en": "AC is warm", "words": "不凉", "body_zh": "先洗滤网。"}
    put(
        work,
        *an_article(GAS, "S-GAS", links=(Link(kind=LinkKind.LINE, ref="washer"),), **gas),
        *an_article(WARM, "A-COLD", links=(Link(kind=LinkKind.REASON, ref="repair"),), **warm),
    )
    return work


def found(store: Store, words: str) -> list[str]:
    with store.read() as session:
        return [line.code for line in find_articles(session, words, NOW)]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("不排水", ["W-E2"]),
        ("bps", ["W-E2"]),  # initials from any character on
        ("paishui", ["W-E2"]),
        ("w-e2", ["W-E2"]),
        ("drain", ["W-E2"]),
        ("洗衣机积水", ["W-E2"]),  # stands nowhere so: pair by pair
        ("滤网", ["A-COLD"]),  # in the text only
        ("过滤器 e2", ["W-E2"]),
        ("煤气 排水", []),
        ("", []),
        ("%_'", []),
    ],
)
def test_an_article_is_found_as_one_writes_or_hears_it(shelf: Store, words: str, codes: list[str]) -> None:
    assert found(shelf, words) == codes


def test_a_sentence_that_is_pasted_is_not_looked_for_in_every_way_it_could_be_cut(shelf: Store) -> None:
    asked: list[str] = []
    with shelf.read() as session:
        listen(session.get_bind(), "before_cursor_execute", lambda *_args: asked.append(""))
        assert find_articles(session, "空调不制冷" * 4 + "坏坏坏坏" * 40, NOW) == []
    assert 0 < len(asked) < 600


def test_what_fits_the_call_comes_by_itself_and_safety_first(shelf: Store) -> None:
    with shelf.read() as session:
        by_line = fitting_articles(session, NOW, ProductLine.WASHER, fault_code="W01")
        assert [(line.code, line.why) for line in by_line] == [("W-E2", Why.FAULT), ("S-GAS", Why.LINE)]
        by_notes = fitting_articles(
            session,
            NOW,
            ProductLine.WASHER,
            order_id=ORDER,
            reason_code="repair.leak",
            notes="厨房有 煤气味！",
        )
        assert [line.code for line in by_notes] == ["S-GAS", "W-E2", "A-COLD"]
        assert fitting_articles(session, NOW) == []
        early = fitting_articles(session, NOW - timedelta(days=400), fault_code="W01")
        assert early == []


def test_an_article_is_used_once_and_goes_with_its_call(shelf: Store) -> None:
    assert run(shelf, a(UseArticle), a(UseArticle, at=AT + timedelta(minutes=1))) == ["done", "done"]
    use = only(shelf, ArticleUse, USE)
    assert (use.version, use.at, use.customer_id) == (1, AT, None)
    assert run(shelf, a(BindCall)) == ["done"]
    with shelf.read() as session:
        assert used_in(session, INTERACTION) == [ARTICLE]
        [entry] = timeline_page(session, CUSTOMER, EntryKind.ADVICE)
    assert (entry.tag, entry.text) == ("article", "洗衣机不排水\nWasher does not drain")


def test_only_who_talks_records_a_use_of_what_there_is_before_wrap_up(shelf: Store) -> None:
    assert run(shelf, a(UseArticle), by=COLLEAGUE) == ["not_allowed"]
    assert run(shelf, a(UseArticle, read_version=2)) == ["not_found"]
    assert run(shelf, a(SealInteraction), a(UseArticle)) == ["done", "already_sealed"]


def test_what_was_read_in_a_call_reads_later_as_it_did(shelf: Store) -> None:
    run(shelf, a(UseArticle))
    mended = a(
        PublishArticle, article_id=ARTICLE, seen_version=1, code="W-E2", body_zh="叫师傅。", words="水"
    )
    assert run(shelf, mended, by=BOSS) == ["done"]
    with shelf.read() as session:
        then, now = read_in_contact(session, USE), article_text(session, ARTICLE)
        with pytest.raises(NotFound):
            article_text(session, ARTICLE, 7)
    assert (then.version, then.body_zh, then.is_current) == (1, "清过滤器。", False)
    assert (now.version, now.body_zh, now.is_current) == (2, "叫师傅。", True)
    assert found(shelf, "积水") == []  # the words are those of the version in force
    with pytest.raises(IntegrityError), shelf.write() as session:
        session.get_one(ArticleVersion, (ARTICLE, 1)).body_zh = "anders"


def test_of_two_editors_the_second_is_told_of_the_first(shelf: Store) -> None:
    both = {"article_id": ARTICLE, "seen_version": 1, "code": "W-E2"}
    assert run(shelf, a(PublishArticle, **both), by=BOSS) == ["done"]
    late = a(PublishArticle, **both, title_zh="另一个")
    assert run(shelf, late, by=actor(Role.ADMIN)) == ["edited_meanwhile"]
    with shelf.read() as session:
        assert session.get_one(AppliedCommand, late.id).refusal_details == {"version": 2, "who": BOSS.name}
    assert run(shelf, a(PublishArticle, code="W-E2"), by=BOSS) == ["guard_broken"]  # the code is taken


def test_a_retired_article_is_offered_no_more_and_comes_back_by_publishing(shelf: Store) -> None:
    run(shelf, a(UseArticle))
    assert run(shelf, a(RetireArticle), by=BOSS) == ["done"]
    assert found(shelf, "不排水") == []
    with shelf.read() as session:
        assert read_in_contact(session, USE).body_zh == "清过滤器。"
    back = a(PublishArticle, article_id=ARTICLE, seen_version=1, code="W-E2", title_zh="不排水")
    assert run(shelf, back, by=BOSS) == ["done"]
    assert found(shelf, "不排水") == ["W-E2"]


def test_editors_see_how_often_it_helped_and_how_often_nobody_had_to_go(shelf: Store) -> None:
    run(shelf, a(UseArticle), a(SealInteraction))
    with shelf.read() as session:
        edited = {one.code: one for one in edited_articles(session, NOW)}
        later = {one.code: one for one in edited_articles(session, AT + timedelta(days=1))}
    assert (edited["W-E2"].used, edited["W-E2"].settled, edited["S-GAS"].used) == (1, 1, 0)
    assert edited["W-E2"].links == (Link(kind=LinkKind.FAULT, ref="W01"),)
    assert later["W-E2"].used == 0


def test_a_version_in_force_is_not_hidden_until_some_day() -> None:
    with pytest.raises(ValueError, match="wait for its day"):
        a(PublishArticle, seen_version=1, valid_from=AT + timedelta(days=1))
    assert a(PublishArticle, valid_from=AT + timedelta(days=1)).seen_version == 0


def test_what_was_published_used_told_and_answered_never_changes(shelf: Store) -> None:
    run(shelf, a(UseArticle), a(TellNotice), a(AnswerStep))
    for table, column in (
        ("article_version", "title_zh"),
        ("article_use", "at"),
        ("script_version", "title_zh"),
        ("script_answer", "value"),
        ("notice", "say_zh"),
        ("notice_told", "at"),
    ):
        for way, statement in (
            ("sealed", f"update {table} set {column} = {column}"),
            ("kept", f"delete from {table}"),
        ):
            with pytest.raises(IntegrityError, match=f"guard_{table}_{way}"), shelf.write() as session:
                session.execute(text(statement))
    with shelf.write() as session:  # whose call it was can be mended
        session.execute(text("update article_use set customer_id = null"))
