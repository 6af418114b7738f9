"""Lists edited through a hub: who may, what the second person is told, what every desk gets."""

from __future__ import annotations

from datetime import UTC, datetime

from app.lists.columns import Scalar
from app.lists.editing import CellEdit, EditList, RowEdit
from db.models.ledger import OutcomeState
from db.models.people import Role
from tests.hub.caller import Caller, code_of
from tests.hub.conftest import signed_in
from tests.hub.serving import HubAtWork

REPAIR: dict[str, Scalar] = {"code": "repair"}


def renamed(old: str, new: str, list_id: str = "code_reason") -> EditList:
    row = RowEdit(key=REPAIR, cells={"name_en": CellEdit(old=old, new=new)})
    return EditList(at=datetime.now(UTC), list_id=list_id, rows=(row,))


def names(caller: Caller) -> list[Scalar]:
    body = {"list_id": "code_reason", "now": datetime.now(UTC).isoformat()}
    said = caller.post("/v1/ask/list_page", body)
    assert said.status_code == 200, said.text
    return [row[3] for row in said.json()["rows"]]


def test_who_oversees_edits_codes_and_only_an_administrator_edits_rules(
    hub: HubAtWork, agent: Caller
) -> None:
    with signed_in(hub, Role.ADMIN) as admin, signed_in(hub, Role.SUPERVISOR) as supervisor:
        refused = agent.do(renamed("repair", "Mending"))
        assert (refused.state, refused.code) == (OutcomeState.REFUSED, "not_allowed")
        body = {"list_id": "code_reason", "now": datetime.now(UTC).isoformat()}
        assert code_of(agent.post("/v1/ask/list_page", body)) == "403 not_allowed"
        rule = RowEdit(
            key={"clock": "answer", "kind": None, "severity": 0, "valid_from": "2026-01-01"},
            cells={"amount": CellEdit(old=60, new=30)},
        )
        clock = EditList(at=datetime.now(UTC), list_id="promise_rule", rows=(rule,))
        assert supervisor.do(clock).code == "not_allowed"
        again = EditList(at=datetime.now(UTC), list_id="promise_rule", rows=(rule,))
        assert admin.do(again).state is OutcomeState.DONE
        assert supervisor.do(renamed("repair", "Mending")).state is OutcomeState.DONE
        late = admin.do(renamed("repair", "Repairs"))
        assert late.details["problems"] == [
            {"row": 0, "column": "name_en", "why": "changed", "about": "Mending"}
        ]
        assert admin.do(renamed("a", "b", "no_such_list")).code == "not_found"
        assert names(admin) == names(supervisor) == ["Mending"]
