"""Lists through a hub: edited at the centre, at every desk soon after, and not at all without it."""

from __future__ import annotations

import pytest

from app.errors import NoCentre
from app.interactions import KeptDraft, kept_drafts
from app.lists.catalogue import list_named
from app.lists.editing import CellEdit, EditList, RowEdit, key_words
from app.lists.reading import list_changes, list_page
from app.reference import CodeList, reference
from app.sync.state import SyncKind
from db.models.people import Role
from tests.rows import NOW, PERSONS
from tests.sync.hub_at_work import Seated, Sit

ROW = RowEdit(key={"code": "repair"}, cells={"name_en": CellEdit(old="repair", new="Mending")})


def name_at(seated: Seated) -> str:
    return seated.desk.ask(reference).codes[CodeList.REASON][0].name_en


def test_what_is_edited_is_at_every_desk_and_nothing_is_without_the_hub(sit: Sit) -> None:
    agent, boss = sit(), sit(Role.SUPERVISOR)
    agent.until(lambda: name_at(agent) == "repair")
    boss.desk.execute(EditList(at=NOW, list_id="code_reason", rows=(ROW,)))
    agent.until(lambda: name_at(agent) == "Mending")
    page = boss.desk.ask(list_page, "code_reason", NOW)
    assert [row[3] for row in page.rows] == ["Mending"]
    assert page.choices["parent_code"][0].value == "repair"
    spec = list_named("code_reason")
    told = boss.desk.ask(list_changes, "code_reason", key_words(spec, {"code": "repair"}))
    assert [(one.old, one.new, one.by_name) for one in told] == [("repair", "Mending", "supervisor one")]
    boss.until(lambda: name_at(boss) == "Mending")
    boss.proxy.cut()
    boss.until_kind(SyncKind.HUB_GONE)
    assert [row[3] for row in boss.desk.ask(list_page, "code_reason", NOW).rows] == ["Mending"]
    with pytest.raises(NoCentre):
        boss.desk.execute(EditList(at=NOW, list_id="code_reason", rows=(ROW,)))
    me = PERSONS[Role.SUPERVISOR]
    boss.desk.keep_draft(KeptDraft(me, "list:code_reason:", "[]", NOW))  # what was typed stays on this PC
    assert [one.field for one in boss.desk.ask(kept_drafts, me)] == ["list:code_reason:"]
