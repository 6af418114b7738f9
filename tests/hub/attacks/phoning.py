"""Asking the floor's line, and moving the floor, for somebody else."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from app.call_passing import ListenToCall, PassCall
from app.command import Command
from app.events import CallAnswered, CallArrived, OfferRinging
from app.floor.breaks import AskBreak, EndBreak, GrantBreak
from app.floor.help_calls import AnswerHelp, AskHelp
from app.floor.messages import MessageAgent, SeeMessage
from app.floor.moving import AskState, MoveAgent, RepairState
from app.floor.nuisance import ConfirmNuisance, DropNuisance, MarkNuisance
from app.floor.queue_moves import MoveAgents
from app.lists.editing import CellEdit, EditList, RowEdit
from app.rebooking import PassOn
from app.recordings import LetRecordingsGo, RecordRecording
from app.telephony.line import Control
from db.ids import new_id
from db.models.calls import Offer, OfferOutcome
from db.models.floor import AgentState, FloorMessage, HelpCall, PlannedBreak
from db.models.people import Role
from tests.app.specimens import a, before
from tests.hub.attacks.ground import Ground, outcome, sent
from tests.hub.attacks.table import EVERYONE, FLOOR, OVERSEEING, Attack, Attempt, Column
from tests.hub.caller import Caller
from tests.rows import NOW, PERSONS, actor, run

COLLEAGUE, WAIT_S = "8900", 60.0  # where a colleague sits, to whom a call rings and who talks in another
IN_A_CALL = (
    Control.HANG_UP,
    Control.HOLD,
    Control.RESUME,
    Control.TRANSFER,
    Control.CONSULT,
    Control.COMPLETE,
    Control.TAKE_BACK,
    Control.DIGITS,
    Control.PAUSE_RECORDING,
    Control.RESUME_RECORDING,
)
RINGING = (Control.ANSWER, Control.REJECT)


def ask(caller: Caller, control: Control, **more: Any) -> str:
    return outcome(caller.post("/v1/line", {"control": control.value, "number": "8001", **more}))


def call_at(ground: Ground, caller: Caller, extension: str, control: Control) -> str:
    """Return a call of which this may be asked there: it rings, or is up. Made once, and known to the hub."""
    probe = Control.REJECT if control in RINGING else Control.DIGITS
    linked_id = f"170.{extension}.{probe.value}"
    if linked_id not in ground.calls_there:
        ground.calls_there.add(linked_id)
        call = {"line": ground.line.name, "at": datetime.now(UTC), "linked_id": linked_id}
        ground.line.tell(CallArrived(**call, ani="13800138000", dnis="400", queue="hotline"))
        ground.line.tell(OfferRinging(**call, agent=f"PJSIP/{extension}"))
        if probe is Control.DIGITS:
            ground.line.tell(CallAnswered(**call, agent=f"PJSIP/{extension}"))
        until = time.monotonic() + WAIT_S
        while ask(caller, probe, linked_id=linked_id) != "done":
            assert time.monotonic() < until, "the hub has not heard of the call"
            time.sleep(0.01)
    return linked_id


def anothers(control: Control) -> Attempt:
    """Ask of a colleague's call: as oneself, and in the colleague's name."""

    def attempt(ground: Ground, role: Role) -> str:
        theirs = call_at(ground, ground.seated(Role.AGENT, COLLEAGUE), COLLEAGUE, control)
        mine = ground.seated(role)
        said = {ask(mine, control, linked_id=theirs, agent=agent) for agent in ("", COLLEAGUE)}
        return said.pop() if len(said) == 1 else f"either {said}"

    return attempt


def own(control: Control) -> Attempt:
    def attempt(ground: Ground, role: Role) -> str:
        caller = ground.seated(role)
        return ask(caller, control, linked_id=call_at(ground, caller, ground.extension_of(role), control))

    return attempt


def of_colleague(control: Control, **more: Any) -> Attempt:
    """Ask for a colleague; nothing of a call but to listen to it."""

    def attempt(ground: Ground, role: Role) -> str:
        colleague = ground.seated(Role.AGENT, COLLEAGUE)
        theirs = call_at(ground, colleague, COLLEAGUE, Control.HOLD) if control is Control.LISTEN else ""
        return ask(ground.seated(role), control, agent=COLLEAGUE, linked_id=theirs, **more)

    return attempt


def own_queues(control: Control) -> Attempt:
    return lambda ground, role: ask(ground.seated(role), control)


def another_queue(control: Control, agent: str) -> Attempt:
    """Ask for a queue that the agent is not in, past the command that is written down."""

    def attempt(ground: Ground, role: Role) -> str:
        ground.seated(Role.AGENT, COLLEAGUE)
        return ask(ground.seated(role), control, agent=agent, queues=["vip"])

    return attempt


def ready_at_the_pbx(*, is_ready: bool) -> Attempt:
    """Let the PBX offer calls to a colleague who takes some here, or none."""

    def attempt(ground: Ground, role: Role) -> str:
        there = "8901" if is_ready else "8902"
        colleague = ground.seated(Role.AGENT, there)
        if is_ready:
            assert sent(colleague, a(AskState, at=ground.clock(), state=AgentState.READY)) == "done"
        return ask(ground.seated(role), Control.READY, agent=there)

    return attempt


def dial(*, seated: bool = True, **more: Any) -> Attempt:
    def attempt(ground: Ground, role: Role) -> str:
        caller = ground.seated(role) if seated else ground.as_role(role)
        return ask(caller, Control.DIAL, **{"linked_id": str(new_id()), **more})

    return attempt


def dial_under_a_calls_name(ground: Ground, role: Role) -> str:
    theirs = call_at(ground, ground.seated(Role.AGENT, COLLEAGUE), COLLEAGUE, Control.HOLD)
    return ask(ground.seated(role), Control.DIAL, linked_id=theirs)


# What moves the floor.


def as_newcomer(kind: type[Command], **values: Any) -> Attempt:
    """Send what one has once at a time as somebody new."""
    return lambda ground, role: sent(ground.newcomer(role), a(kind, at=ground.clock(), **fresh(values)))


def fresh(values: dict[str, Any]) -> dict[str, Any]:
    return {name: new_id() if value is new_id else value for name, value in values.items()}


def by_hand(kind: type[Command], **values: Any) -> Attempt:
    return lambda ground, role: sent(ground.as_role(role), a(kind, **fresh(values)))


def as_the_hub(kind: type[Command], **values: Any) -> Attempt:
    """Decide what only the hub says, as it does."""

    def attempt(ground: Ground, role: Role) -> str:
        return run(ground.hub.store, *before(kind), a(kind, **values), by=actor(role))[-1]

    return attempt


def help_for(ground: Ground, person_id: UUID) -> UUID:
    help_id = new_id()
    ground.put(HelpCall(id=help_id, person_id=person_id, asked_at=NOW))
    return help_id


def break_of(ground: Ground, person_id: UUID) -> UUID:
    break_id = new_id()
    ground.put(PlannedBreak(id=break_id, person_id=person_id, reason_code="meal", minutes=30, asked_at=NOW))
    return break_id


def somebody(ground: Ground) -> UUID:
    """Return an agent who has just signed in."""
    return ground.newcomer(Role.AGENT).seat.person_id


def repair(ground: Ground, role: Role) -> str:
    there = ground.seated(Role.AGENT, "8901").seat.person_id
    how = {"person_id": there, "state": AgentState.NOT_READY}
    return sent(ground.as_role(role), a(RepairState, at=ground.clock(), **how))


def told(ground: Ground, to: UUID) -> UUID:
    """Return a message to somebody."""
    message_id = new_id()
    row = FloorMessage(id=message_id, at=NOW, from_id=PERSONS[Role.SUPERVISOR], to_id=to, text="请尽快收尾")
    row.joins = row.leaves = ""
    ground.put(row)
    return message_id


def tell(ground: Ground, role: Role) -> str:
    there = ground.seated(Role.AGENT, "8901").seat.person_id
    return sent(ground.as_role(role), a(MessageAgent, message_id=new_id(), person_id=there))


def read_for_another(ground: Ground, role: Role) -> str:
    theirs = told(ground, ground.somebody_else(role))
    return sent(ground.as_role(role), a(SeeMessage, message_id=theirs))


def read_own(ground: Ground, role: Role) -> str:
    return sent(ground.as_role(role), a(SeeMessage, message_id=told(ground, PERSONS[role])))


def move_agents(ground: Ground, role: Role) -> str:
    there = ground.seated(Role.AGENT, "8901").seat.person_id
    return sent(ground.as_role(role), a(MoveAgents, persons=(there,), joins="repair"))


def messages_of_another(ground: Ground, role: Role) -> str:
    asked = {"person_id": str(ground.somebody_else(role)), "since": NOW.isoformat()}
    return outcome(ground.as_role(role).post("/v1/ask/messages_to", asked))


def answer_help(ground: Ground, role: Role) -> str:
    return sent(ground.as_role(role), a(AnswerHelp, help_id=help_for(ground, somebody(ground))))


def end_break(ground: Ground, role: Role) -> str:
    return sent(ground.as_role(role), a(EndBreak, break_id=break_of(ground, somebody(ground))))


def grant_break(ground: Ground, role: Role) -> str:
    return sent(ground.as_role(role), a(GrantBreak, break_id=break_of(ground, somebody(ground))))


def colleagues_call(ground: Ground, role: Role) -> UUID:
    """Return a call that rings at a colleague."""
    call, theirs = ground.call(), ground.somebody_else(role)
    ringing = {"ringing_at": NOW, "outcome": OfferOutcome.RINGING, "person_id": theirs}
    ground.put(Offer(id=new_id(), call_id=call, agent="8900", **ringing))
    return call


def help_in_anothers_call(ground: Ground, role: Role) -> str:
    command = a(AskHelp, help_id=new_id(), call_id=colleagues_call(ground, role))
    return sent(ground.newcomer(role), command)


def pass_anothers_call(ground: Ground, role: Role) -> str:
    return sent(ground.as_role(role), a(PassCall, call_id=colleagues_call(ground, role)))


def nuisance(kind: type[Command]) -> Attempt:
    """Judge a number that an agent marked."""

    def attempt(ground: Ground, role: Role) -> str:
        number = f"m:+86139{new_id().int % 10**8:08d}"
        later = ground.clock() + timedelta(days=1)
        marked = a(MarkNuisance, at=ground.clock(), number_key=number, until_at=later)
        assert sent(ground.as_role(Role.AGENT), marked) == "done"
        return sent(ground.as_role(role), a(kind, at=ground.clock(), number_key=number))

    return attempt


def mark(ground: Ground, role: Role) -> str:
    later = ground.clock() + timedelta(days=1)
    return sent(ground.as_role(role), a(MarkNuisance, at=ground.clock(), until_at=later))


def roster_row(ground: Ground, role: Role) -> str:
    """Say when a colleague works."""
    when = {"on": "2026-11-30", "begins_min": 510, "ends_min": 1050}
    cells = {"id": str(new_id()), "person_id": str(somebody(ground)), **when}
    row = RowEdit(key={}, is_new=True, cells={name: CellEdit(new=value) for name, value in cells.items()})
    return sent(ground.as_role(role), EditList(at=NOW, list_id="roster", rows=(row,)))


def shifts_of_another(ground: Ground, role: Role) -> str:
    asked = {"person_id": str(ground.somebody_else(role)), "now": NOW.isoformat()}
    return outcome(ground.as_role(role).post("/v1/ask/my_shifts", asked))


def attack(
    name: str, attempt: Attempt, honest: Attempt | None = None, *, may: frozenset[Role] = frozenset()
) -> Attack:
    return Attack(Column.PHONE, name, attempt, may, has=EVERYONE, honest=honest)


HUBS_OWN: tuple[tuple[str, type[Command], dict[str, Any]], ...] = (
    ("how a colleague stands", MoveAgent, {"person_id": PERSONS[Role.SUPERVISOR]}),
    ("that one listened", ListenToCall, {}),
    ("that a call is recorded", RecordRecording, {}),
    ("that recordings have had their time", LetRecordingsGo, {}),
    ("that work is passed on", PassOn, {}),
)

ATTACKS = (
    *(
        attack(f"{control.value} the call of somebody else", anothers(control), own(control))
        for control in (*RINGING, *IN_A_CALL)
    ),
    attack("listen to somebody else", of_colleague(Control.LISTEN), may=OVERSEEING),
    attack("not_ready for somebody else", of_colleague(Control.NOT_READY, reason="meal"), may=OVERSEEING),
    attack("queues_in for somebody else", of_colleague(Control.QUEUES_IN), may=OVERSEEING),
    attack("queues_out for somebody else", of_colleague(Control.QUEUES_OUT), may=OVERSEEING),
    *(
        attack(
            f"{control.value} of a queue that is not {whose}",
            another_queue(control, agent),
            own_queues(control),
        )
        for control in (Control.QUEUES_IN, Control.QUEUES_OUT)
        for whose, agent in (("one's own", ""), ("that of somebody else", COLLEAGUE))
    ),
    attack("ready for somebody else who takes calls", ready_at_the_pbx(is_ready=True), may=OVERSEEING),
    attack(
        "ready for somebody else who takes none",
        ready_at_the_pbx(is_ready=False),
        ready_at_the_pbx(is_ready=True),
    ),
    attack("dial at one's own extension", dial(), may=FLOOR),
    attack("dial at that of somebody else", dial(agent=COLLEAGUE), dial()),
    attack("dial without an extension", dial(seated=False), dial()),
    attack("dial under the name of a call", dial_under_a_calls_name, dial()),
    attack("repair how somebody else stands", repair, may=OVERSEEING),
    attack("tell somebody else something", tell, may=OVERSEEING),
    attack("see what somebody else was told", messages_of_another, may=OVERSEEING),
    attack("say that one has read what one was told", read_own, may=FLOOR),
    attack("say that somebody else has read what they were told", read_for_another, read_own),
    attack("move somebody else to another queue", move_agents, may=OVERSEEING),
    attack("come to the help that somebody else asked for", answer_help, may=OVERSEEING),
    attack(
        "ask for help in the call of somebody else",
        help_in_anothers_call,
        as_newcomer(AskHelp, help_id=new_id, call_id=None),
        may=OVERSEEING,
    ),
    attack("ask for help", as_newcomer(AskHelp, help_id=new_id, call_id=None), may=FLOOR),
    attack("pass on the call of somebody else", pass_anothers_call, may=OVERSEEING),
    attack("mark a number that disturbs", mark, may=FLOOR),
    attack("let the mark count", nuisance(ConfirmNuisance), may=OVERSEEING),
    attack("take the mark away", nuisance(DropNuisance), may=OVERSEEING),
    attack("ask for a break", as_newcomer(AskBreak, break_id=new_id), may=FLOOR),
    attack("grant a break", grant_break, may=OVERSEEING),
    attack("end the break of somebody else", end_break, may=OVERSEEING),
    attack("say when somebody else works", roster_row, may=OVERSEEING),
    attack("see when somebody else works", shifts_of_another, may=OVERSEEING),
    *(
        attack(f"say {name}, which the hub does", by_hand(kind, **values), as_the_hub(kind, **values))
        for name, kind, values in HUBS_OWN
    ),
)
