"""Who may do what: every role is tried on every command and query, in the table and at the store."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app import rights
from app.absences import SetAbsence
from app.command import Actor, Command
from app.desk import Desk
from app.errors import NotAllowed
from app.floor.messages import MessageAgent
from app.rights import MAY_ASK, MAY_DO, require, require_query
from db.models.orders import RepairOrder
from db.models.people import Role
from db.store import Store
from tests.app.specimens import SPECIMENS, a
from tests.rows import ORDER, PERSONS, actor, everything, run

# Written here a second time and by hand, so that a change of the table is meant.
FLOOR = {"agent", "supervisor", "admin"}
DISPATCHING = FLOOR | {"dispatcher"}
FLOOR_ONLY = {
    "RecordCall",
    "RecordOffer",
    "EndOffer",
    "AnswerCall",
    "EndCall",
    "RecordLegs",
    "BindCall",
    "UnbindCall",
    "PassCall",
    "MoveAgent",
    "AskState",
    "AskHelp",
    "AnswerHelp",
    "SeeMessage",
    "MarkNuisance",
    "AskBreak",
    "EndBreak",
    "RuleOutCaller",
    "OpenInteraction",
    "SealInteraction",
    "RegisterCustomer",
    "EditCustomer",
    "AddUnit",
    "RecordAttempt",
    "StopFollowUps",
    "ClaimFollowUps",
    "ReleaseFollowUps",
    "RecordVoicemail",
    "RecordRecording",
    "DropCallBack",
    "AskToBeTold",
    "RecordConsent",
    "UseArticle",
    "AnswerStep",
}
VISITING = DISPATCHING | {"provider"}
OVERSEEING = {"supervisor", "dispatcher", "admin"}
OF_A_PROVIDER = {
    "AcceptOrder",
    "RefuseOrder",
    "RecordFirstContact",
    "RecordVisit",
    "AwaitPart",
    "PartArrived",
    "FinishOrder",
}


OF_KNOWLEDGE = {
    "PublishArticle",
    "RetireArticle",
    "PublishNotice",
    "EndNotice",
    "PublishScript",
    "RetireScript",
}


def may(kind: type[Command]) -> set[str]:
    if kind.__name__ in OF_A_PROVIDER:
        return VISITING
    if kind.__name__ == "CloseGap":
        return OVERSEEING
    if kind.__name__ == "OpenRecording":
        return {"agent", "supervisor", "claims_auditor"}
    if kind.__name__ in {"ArrangeList", "TakeAlert"}:  # of alerts those that one was told of
        return set(Role)
    if kind.__name__ == "ReviseWarrantyRule":
        return {"admin"}
    if kind.__name__ in {
        "Escalate",
        "Reassign",
        "OpenToAll",
        "SetCalendarDay",
        "ImportCalendar",
        "EditList",
        "RepairState",
        "MessageAgent",
        "MoveAgents",
        "ConfirmNuisance",
        "DropNuisance",
        "GrantBreak",
        "LayOutWeeks",
        "LetRecordingsGo",
        "ListenToCall",
        "RaiseAlert",
        "TellAlert",
        "EndAlert",
    }:
        return {"supervisor", "admin"}
    if kind.__name__ in OF_KNOWLEDGE:
        return {"supervisor", "admin"}
    return FLOOR if kind.__name__ in FLOOR_ONLY else DISPATCHING


@pytest.mark.parametrize("role", Role)
def test_a_role_does_what_the_table_says_and_nothing_else(work: Store, role: Role) -> None:
    with work.write() as session:  # what is one's own only: the order to hand over, and one's absence
        session.get_one(RepairOrder, ORDER).owner_id = PERSONS[role]
    ledger = frozenset({"applied_command"})
    before = everything(work, without=ledger)
    for kind in [each for each in SPECIMENS if role.value not in may(each)]:
        assert run(work, _by(kind, role), by=actor(role)) == [NotAllowed.code], kind
    assert everything(work, without=ledger) == before
    for kind in [each for each in SPECIMENS if role.value in may(each)]:
        # done, or refused for what an earlier one of these did: never for the role
        assert run(work, _by(kind, role), by=actor(role)) != [NotAllowed.code], kind


def _by(kind: type[Command], role: Role) -> Command:
    if kind is MessageAgent:  # what was told to somebody else is not one's own to have read
        return a(kind, person_id=PERSONS[role])
    return a(kind, **({"person_id": PERSONS[role], "deputy_id": None} if kind is SetAbsence else {}))


@pytest.mark.parametrize("kind", SPECIMENS)
def test_a_command_is_open_to_exactly_the_roles_of_the_table(kind: type[Command]) -> None:
    assert {role.value for role in MAY_DO[kind]} == may(kind)
    for role in Role:
        if role.value in may(kind):
            require(actor(role), kind)
        else:
            with pytest.raises(NotAllowed):
                require(actor(role), kind)


def test_roles_add_up_and_none_is_nothing() -> None:
    kind = SPECIMENS[0]
    person = PERSONS[Role.AGENT]
    require(Actor(person, "one", frozenset({Role.ANALYST, Role.AGENT})), kind)
    with pytest.raises(NotAllowed):
        require(Actor(person, "one", frozenset()), kind)


def test_what_is_not_in_the_table_nobody_may_do() -> None:
    class Unheard(Command):
        pass

    def unheard(session: Any) -> None: ...

    everyone = Actor(PERSONS[Role.ADMIN], "one", frozenset(Role))
    with pytest.raises(NotAllowed):
        require(everyone, Unheard)
    with pytest.raises(NotAllowed):
        require_query(everyone, unheard)


@pytest.mark.parametrize("query", MAY_ASK)
def test_a_query_is_answered_for_its_roles_only(embedded_store: Store, query: Callable[..., Any]) -> None:
    asked: list[Role] = []

    def spy(_session: Any) -> None:
        asked.append(role)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rights, "MAY_ASK", {spy: MAY_ASK[query]})
        for role in Role:
            desk = Desk(embedded_store, actor(role))
            if role in MAY_ASK[query]:
                desk.ask(spy)
            else:
                with pytest.raises(NotAllowed):
                    desk.ask(spy)
    assert asked == [role for role in Role if role in MAY_ASK[query]]


def test_an_analyst_or_a_provider_reads_no_customer() -> None:
    for query, roles in MAY_ASK.items():
        if query.__name__ in ("pop_page", "timeline_page", "candidates", "due_follow_ups", "search"):
            assert not roles & {Role.ANALYST, Role.PROVIDER, Role.CLAIMS_AUDITOR}
