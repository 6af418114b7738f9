"""Sending what is not as it is said to be."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from app.command import Command
from app.customers import EditCustomer
from app.dispatch import RequestOrder
from app.followups import ScheduleFollowUp
from app.interactions import SealInteraction
from app.orders import UrgeOrder
from app.wire import numbered
from db.feed import customer_key
from db.ids import new_id
from db.models.people import Role
from tests.app.specimens import a
from tests.hub.attacks.ground import Ground, bundle_outcome, outcome, sent, sent_raw, with_body
from tests.hub.attacks.table import DISPATCHING, EVERYONE, FLOOR, Attack, Attempt, Column
from tests.hub.attacks.writing import KINDS, honest, new_request
from tests.hub.caller import Caller
from tests.rows import NOBODY, PERSONS, PROVIDER

Message = dict[str, Any]
HUGE = 17_000_000  # bytes, more than a request may have


def an_urge(ground: Ground) -> Command:
    return a(UrgeOrder, order_id=ground.order(PROVIDER), event_id=new_id(), at=ground.clock())


def message(ground: Ground, caller: Caller, **changes: Any) -> Message:
    """Return an honest command as it goes over the wire, with parts of it changed."""
    return numbered(an_urge(ground), caller.n + 1).model_dump(mode="json") | changes


def forged(change: Callable[[Ground, Caller, Message], Message]) -> Attempt:
    def attempt(ground: Ground, role: Role) -> str:
        caller = ground.as_role(role)
        return sent_raw(caller, change(ground, caller, message(ground, caller)))

    return attempt


def changed(**values: Any) -> Attempt:
    return forged(lambda _ground, _caller, message: message | values)


def in_body(**values: Any) -> Attempt:
    return forged(lambda _ground, _caller, message: message | {"body": message["body"] | values})


def pushed(**values: Any) -> Attempt:
    """Send an honest command in a push that says more or other than it should."""

    def attempt(ground: Ground, role: Role) -> str:
        caller = ground.as_role(role)
        return sent_raw(caller, message(ground, caller), **values)

    return attempt


def plainly(ground: Ground, role: Role) -> str:
    caller = ground.as_role(role)
    return sent_raw(caller, message(ground, caller))


def number_again(ground: Ground, role: Role) -> str:
    """Send another command under a number that was taken."""
    caller = ground.newcomer(role)
    sent(caller, an_urge(ground))
    return sent_raw(caller, message(ground, caller, n=1))


def id_of_another(ground: Ground, role: Role) -> str:
    """Send a command of one's own under the id of one that somebody else had decided."""
    theirs = an_urge(ground)
    assert sent(ground.newcomer(Role.AGENT), theirs) == "done"
    mine = an_urge(ground)
    return sent(ground.newcomer(role), mine, id=str(theirs.id))


def id_of_an_unknown(ground: Ground, role: Role) -> str:
    """The same with a command that the hub does not know."""
    theirs = an_urge(ground)
    assert sent(ground.newcomer(Role.AGENT), theirs) == "done"
    return sent(ground.newcomer(role), an_urge(ground), id=str(theirs.id), kind="Nothing")


def at(moment: str) -> Attempt:
    return changed(at=moment)


def raw(body: Callable[[Message], str]) -> Attempt:
    """Send a push as text, as no library writes it."""

    def attempt(ground: Ground, role: Role) -> str:
        caller = ground.as_role(role)
        push = {"epoch": str(caller.seat.epoch), "commands": [message(ground, caller)]}
        how = {"data": body(push).encode(), "headers": {"Content-Type": "application/json"}}
        said = caller.session.post(caller.url + "/v1/commands", timeout=20, **how)
        if said.ok:
            caller.n = said.json()["expected"] - 1
        return outcome(said)

    return attempt


def entitled(value: str) -> Attempt:
    """Request an order whose entitlement is a piece of JSON, and read its customer afterwards."""

    def attempt(ground: Ground, role: Role) -> str:
        customer_id = ground.customer()
        values = new_request(ground, case_id=ground.case(customer_id), unit_id=None)
        order = a(RequestOrder, **values | {"address_id": ground.address(customer_id)}, at=ground.clock())
        caller = ground.as_role(role)
        sent_message = numbered(order, caller.n + 1).model_dump(mode="json")
        text = json.dumps({"epoch": str(caller.seat.epoch), "commands": [sent_message]})
        text = text.replace('"entitlement": {"light": "covered"}', f'"entitlement": {{"light": {value}}}')
        assert value in text
        how = {"data": text.encode(), "headers": {"Content-Type": "application/json"}}
        said = caller.session.post(caller.url + "/v1/commands", timeout=20, **how)
        if not said.ok:
            return outcome(said)
        caller.n = said.json()["expected"] - 1
        [decided] = said.json()["decided"]
        assert bundle_outcome(ground.as_role(Role.ADMIN), customer_key(customer_id)) == "done"
        return str(decided["code"] or decided["state"])

    return attempt


def with_values(kind: type[Command], **values: Any) -> Attempt:
    """Send a command on rows of its own, with values in its body as JSON has them."""

    def attempt(ground: Ground, role: Role) -> str:
        command = a(kind, **KINDS[kind][1](ground, role))
        return sent(ground.as_role(role), command, body=with_body(command, **values))

    return attempt


def number_of_another(ground: Ground, role: Role) -> str:
    """Take an order number that belongs to the desk of somebody else."""
    other = ground.as_role(Role.DISPATCHER if role is Role.AGENT else Role.AGENT).seat.desk_number
    return numbered_order(ground, role, f"261123-{other:04d}-{new_id().int % 10**9}")


def own_number(ground: Ground, role: Role) -> str:
    own = ground.as_role(role).seat.desk_number
    return numbered_order(ground, role, f"261123-{own:04d}-{new_id().int % 10**9}")


def numbered_order(ground: Ground, role: Role, number: str) -> str:
    command = a(RequestOrder, **new_request(ground))
    return sent(ground.as_role(role), command, body=with_body(command, number=number))


def attack(
    name: str,
    attempt: Attempt,
    stopped: str,
    honest: Attempt = plainly,
    *,
    has: frozenset[Role] = EVERYONE,
    may: frozenset[Role] = frozenset(),
) -> Attack:
    return Attack(Column.FORGE, name, attempt, may, stopped, has, honest)


DEEP = 100_000
ATTACKS = (
    attack("leave a number out", forged(lambda _g, caller, m: m | {"n": caller.n + 2}), "wrong_number"),
    attack("send under a number that was taken", number_again, "copied_profile"),
    *(
        attack(f"send under the number {n!r}", changed(n=n), "does_not_fit")
        for n in (0, -1, 10**30, "1; drop table customer")
    ),
    attack("send for another epoch", pushed(epoch=str(NOBODY)), "other_epoch"),
    attack("say what was read", pushed(through=99), "does_not_fit"),
    attack("send for the desk of somebody else", pushed(desk_id=str(NOBODY)), "does_not_fit"),
    attack("send for somebody else", pushed(person_id=str(PERSONS[Role.ADMIN])), "does_not_fit"),
    attack("sign a command as somebody else", changed(person_id=str(PERSONS[Role.ADMIN])), "does_not_fit"),
    attack("name somebody else in a body", in_body(person_id=str(PERSONS[Role.ADMIN])), "unknown_command"),
    attack("say the outcome", changed(state="done"), "does_not_fit"),
    attack("say the order of decisions", in_body(seq=1), "unknown_command"),
    attack("send what the hub does not know", changed(kind="DropEverything"), "unknown_command"),
    attack("send a version that the hub does not know", changed(version=2), "unknown_command"),
    attack("send a kind that is no name", changed(kind="__class__"), "does_not_fit"),
    attack("send an order that says nothing", changed(body={}), "unknown_command"),
    attack("send what one waited too long for", changed(not_after="2026-01-01T00:00:00Z"), "too_late"),
    attack("use the id of a command of somebody else", id_of_another, "not_allowed"),
    attack("use it for what the hub does not know", id_of_an_unknown, "not_allowed"),
    attack("say that it was before the calendar", at("0001-01-01T00:00:00+14:00"), "does_not_fit"),
    attack("say that it is after the calendar", at("9999-12-31T23:59:59-14:00"), "does_not_fit"),
    attack("say no zone", at("2026-11-23T09:30:00"), "does_not_fit"),
    attack(
        "send more than a request may have", raw(lambda push: json.dumps(push) + " " * HUGE), "does_not_fit"
    ),
    attack("send JSON that goes too deep", raw(lambda _: "[" * DEEP + "]" * DEEP), "does_not_fit"),
    attack("send what is no JSON", raw(lambda push: json.dumps(push)[:-1]), "does_not_fit"),
    attack(
        "send a thousand commands at once",
        raw(lambda push: json.dumps(push | {"commands": push["commands"] * 1000})),
        "does_not_fit",
    ),
    attack(
        "put NUL into a text",
        with_values(UrgeOrder, note="a\0b"),
        "guard_broken",
        honest(UrgeOrder),
        has=DISPATCHING,
    ),
    attack(
        "put half a character into a text",
        with_values(UrgeOrder, note="a\ud800b"),
        "unknown_command",
        honest(UrgeOrder),
    ),
    attack(
        "talk longer than a number can say",
        with_values(SealInteraction, talk_s=2**40),
        "guard_broken",
        honest(SealInteraction),
        has=FLOOR,
    ),
    attack(
        "talk less than nothing",
        with_values(SealInteraction, talk_s=-1),
        "unknown_command",
        honest(SealInteraction),
    ),
    attack(
        "write more than notes may have",
        with_values(SealInteraction, notes="x" * 20_001),
        "unknown_command",
        honest(SealInteraction),
    ),
    attack(
        "promise a call after the calendar",
        with_values(ScheduleFollowUp, due_at="9999-12-31T23:59:59-14:00"),
        "guard_broken",
        honest(ScheduleFollowUp),
        has=DISPATCHING,
    ),
    attack(
        "promise a call for a reason that is none",
        with_values(ScheduleFollowUp, owner_id=str(NOBODY)),
        "guard_broken",
        honest(ScheduleFollowUp),
        has=DISPATCHING,
    ),
    attack(
        "edit what is no field",
        with_values(EditCustomer, edits={"tier": {"old": "standard", "new": "vip"}}),
        "unknown_command",
        honest(EditCustomer),
    ),
    attack("take an order number of another desk", number_of_another, "not_allowed", own_number),
    attack(
        "take an order number that is none",
        lambda ground, role: numbered_order(ground, role, "<b>1</b>"),
        "unknown_command",
        own_number,
    ),
    *(
        attack(f"freeze {name} into an order", entitled(value), "unknown_command", entitled('"covered"'))
        for name, value in (
            ("half a character", '"\\ud800"'),
            ("what is no number", "NaN"),
            ("more than all numbers", "1e999"),
            ("what goes too deep", "[" * 300 + "]" * 300),
        )
    ),
)
