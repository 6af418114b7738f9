"""Knowledge through a hub: published at the centre, read and used at every desk, told once."""

from __future__ import annotations

import pytest

from app.calls import BindCall
from app.errors import NoCentre, NotAllowed
from app.knowledge import UseArticle, article_text, find_articles, read_in_contact, used_in
from app.knowledge_edit import PublishArticle, edited_articles
from app.notices import PutNoticeAway, TellNotice, unread_notices
from app.scripts import AnswerStep, answer_counts, given_answers
from app.sync.state import SyncKind
from db.ids import derived_id
from db.models.knowledge import ArticleUse, NoticeTold, ScriptAnswer
from db.models.outbox import OutboxCommand, Sending
from db.models.people import Role
from tests.app.specimens import AT, a
from tests.rows import ARTICLE, CUSTOMER, INTERACTION, NOTICE, NOW, PERSONS, SCRIPT, a_notice, put, uid
from tests.sync.hub_at_work import House, Sit

NEWS = uid(0x470)


def test_what_is_published_is_at_every_desk_and_reads_on_as_it_did(sit: Sit) -> None:
    agent, boss = sit(), sit(Role.SUPERVISOR)
    agent.until(lambda: [one.code for one in agent.desk.ask(find_articles, "bps", NOW)] == ["W-E2"])
    agent.desk.execute(a(UseArticle), a(BindCall))
    with pytest.raises(NotAllowed):
        agent.desk.ask(edited_articles, NOW)
    mended = a(PublishArticle, article_id=ARTICLE, seen_version=1, code="W-E2", body_zh="叫师傅。")
    boss.desk.execute(mended)
    agent.until(lambda: agent.desk.ask(article_text, ARTICLE).version == 2)
    assert agent.desk.ask(article_text, ARTICLE, 1).body_zh == "清过滤器。"  # the centre has it
    use = derived_id("article_use", INTERACTION, ARTICLE)
    agent.until(lambda: agent.desk.ask(read_in_contact, use).version == 1)
    assert [one.used for one in boss.desk.ask(edited_articles, NOW)] == [1]


def test_used_told_answered_without_the_hub_is_sent_when_it_is_back(house: House, sit: Sit) -> None:
    nothing = {"model_code": None, "serial_from": "", "serial_to": "", "fault_code": None}
    put(house.store, a_notice(NEWS, **nothing))
    one, other = sit(), sit()
    one.until(lambda: [each.notice_id for each in one.desk.ask(unread_notices, _ME, NOW)] == [NEWS])
    one.proxy.cut()
    one.until_kind(SyncKind.HUB_GONE)
    given = a(AnswerStep)
    one.desk.execute(a(UseArticle), given, a(TellNotice), a(PutNoticeAway, notice_id=NEWS))
    assert one.desk.ask(used_in, INTERACTION) == [ARTICLE]
    assert [each.value for each in one.desk.ask(given_answers, INTERACTION)] == ["no"]
    assert one.desk.ask(unread_notices, _ME, NOW) == []
    with pytest.raises(NoCentre):
        one.desk.execute(a(PublishArticle))
    one.proxy.mend()
    one.until(lambda: all(row.state is Sending.CONFIRMED for row in one.rows(OutboxCommand)))
    with house.store.read() as session:
        assert session.get(ArticleUse, derived_id("article_use", INTERACTION, ARTICLE)) is not None
        assert session.get(NoticeTold, derived_id("notice_told", NOTICE, CUSTOMER)) is not None
        assert session.get(ScriptAnswer, derived_id("script_answer", INTERACTION, SCRIPT, 1)) is not None
        assert [each.count for each in answer_counts(session, SCRIPT, NOW, AT.replace(hour=23))] == [1]
    other.until(lambda: other.desk.ask(unread_notices, _ME, NOW) == [])


_ME = PERSONS[Role.AGENT]
