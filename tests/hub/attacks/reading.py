"""Reading what is not one's own."""

from __future__ import annotations

from collections.abc import Callable

from app.hub.changes import Cursor
from app.recordings import OpenRecording
from db.feed import call_key, customer_key, visit_key, work_key
from db.models.orders import OrderState, RepairOrder
from db.models.people import Role
from tests.hub.attacks.ground import Ground, bundle_outcome, outcome, sent
from tests.hub.attacks.table import DISPATCHING, EVERYONE, FLOOR, NOT_ALLOWED, OVERSEEING, Attack, Column
from tests.hub.caller import events
from tests.rows import CUSTOMER, NOW, PERSONS, PHONE_KEY, PROVIDER, SECOND_PROVIDER, uid

LATER = "2027-01-01T00:00:00Z"


def bundle(make_key: Callable[[Ground, Role], str]) -> Callable[[Ground, Role], str]:
    return lambda ground, role: bundle_outcome(ground.as_role(role), make_key(ground, role))


def ask(query: str, **arguments: object) -> Callable[[Ground, Role], str]:
    return lambda ground, role: outcome(ground.as_role(role).post(f"/v1/ask/{query}", arguments))


def ask_of_another(query: str, **arguments: object) -> Callable[[Ground, Role], str]:
    def attempt(ground: Ground, role: Role) -> str:
        other = str(ground.somebody_else(role))
        return outcome(ground.as_role(role).post(f"/v1/ask/{query}", {"person_id": other, **arguments}))

    return attempt


def get(path: str, **params: str) -> Callable[[Ground, Role], str]:
    return lambda ground, role: outcome(ground.as_role(role).get(path, **params))


def order_given_away(ground: Ground, role: Role) -> str:
    order_id = ground.order(PROVIDER)
    ground.change(RepairOrder, order_id, provider_id=SECOND_PROVIDER)
    return bundle_outcome(ground.as_role(role), visit_key(order_id))


def brought(ground: Ground, role: Role) -> str:
    """Ask for a customer in the answer of an empty push."""
    caller = ground.as_role(role)
    said = caller.push(bring=(customer_key(CUSTOMER),))
    return "done" if said.bundles else NOT_ALLOWED


def asked_what_changed(ground: Ground, role: Role) -> str:
    caller, customer_id = ground.as_role(role), ground.customer()
    after = caller.changes().cursor
    ground.touch(customer_id)
    told = caller.changes(after, customer_key(customer_id), "ref:code").keys
    assert "ref:code" in told
    return "done" if customer_key(customer_id) in told else NOT_ALLOWED


def listened(ground: Ground, role: Role) -> str:
    """Listen to a customer's key; what changes after it on the same stream shows that nothing was late."""
    caller, customer_id = ground.as_role(role), ground.customer()
    begin = Cursor.parse(caller.changes().cursor)
    told: list[str] = []
    with caller.stream(customer_key(customer_id), "ref:code") as said:
        for kind, data in events(said):
            if kind == "here":
                ground.touch(customer_id)
            elif kind == "changed":
                told.append(data["key"])
                at = Cursor.parse(data["cursor"])
                assert begin is not None
                assert at is not None
                if data["key"] == "ref:code" and at.xid >= begin.xid:  # not that of an attempt before
                    break
    return "done" if customer_key(customer_id) in told else NOT_ALLOWED


def heard_elsewhere(ground: Ground, role: Role) -> str:
    """Say why one wants to hear a call that others had; that is what the sound is given for then."""
    return sent(
        ground.as_role(role),
        OpenRecording(at=ground.clock(), recording_id=ground.recording(), reason="curious"),
    )


def look_at_line(ground: Ground, role: Role) -> str:
    return outcome(ground.as_role(role).post("/v1/line/check", {"ring_s": 0}))


ATTACKS = tuple(
    Attack(Column.READ, name, attempt, may)
    for name, attempt, may in (
        (
            "an order of another provider",
            bundle(lambda ground, _: visit_key(ground.order(SECOND_PROVIDER))),
            DISPATCHING,
        ),
        ("an order that went to another provider", order_given_away, DISPATCHING),
        (
            "an order of one's own provider, closed",
            bundle(lambda ground, _: visit_key(ground.order(PROVIDER, OrderState.CANCELLED))),
            DISPATCHING,
        ),
        (
            "an order of one's own provider, open",
            bundle(lambda ground, _: visit_key(ground.order(PROVIDER))),
            DISPATCHING | {Role.PROVIDER},
        ),
        ("a customer", bundle(lambda *_: customer_key(CUSTOMER)), DISPATCHING),
        ("a customer, brought by a push", brought, DISPATCHING),
        ("a call of nobody yet", bundle(lambda ground, _: call_key(ground.call())), FLOOR),
        ("what is open for oneself", bundle(lambda _, role: work_key(PERSONS[role])), EVERYONE),
        (
            "what is open for somebody else",
            bundle(lambda ground, role: work_key(ground.somebody_else(role))),
            OVERSEEING,
        ),
        ("a recording that one has no part in", heard_elsewhere, frozenset({Role.SUPERVISOR})),
        ("how the phone line is reached", look_at_line, OVERSEEING),
        ("the page of a customer", get("/v1/pop", customer=str(CUSTOMER)), DISPATCHING),
        ("the page of a number", get("/v1/pop", number=PHONE_KEY), DISPATCHING),
        ("a search", get("/v1/search", q="田雨"), DISPATCHING),
        ("a search of a number", get("/v1/search", q="13800138000"), DISPATCHING),
        (
            "the page of a customer, as a query",
            ask("pop_page", customer_id=str(CUSTOMER), now=NOW.isoformat()),
            DISPATCHING,
        ),
        ("who has a number", ask("candidates", key=PHONE_KEY), DISPATCHING),
        ("whose technician has a number", ask("provider_callers", key=PHONE_KEY), DISPATCHING),
        (
            "what a provider has in hand",
            ask("provider_page", provider_id=str(PROVIDER), now=NOW.isoformat()),
            DISPATCHING,
        ),
        (
            "who may be a new caller already",
            ask("possible_duplicates", key=PHONE_KEY, region_code="", address_line="", serial=""),
            DISPATCHING,
        ),
        (
            "a customer's timeline",
            ask("timeline_page", customer_id=str(CUSTOMER), kind=None, offset=0),
            DISPATCHING,
        ),
        ("how much a timeline has", ask("timeline_counts", customer_id=str(CUSTOMER)), DISPATCHING),
        ("the calls that are open", ask("lost_calls"), FLOOR),
        ("what went along with a call", ask("passed_notes", call_id=str(uid(0x300))), FLOOR),
        ("promised calls of somebody else", ask_of_another("due_follow_ups", now=LATER), OVERSEEING),
        ("how many calls somebody else promised", ask_of_another("count_due", now=LATER), OVERSEEING),
        ("what somebody else is typing", ask_of_another("kept_drafts"), OVERSEEING),
        ("contacts somebody else has not wrapped up", ask_of_another("open_contacts"), OVERSEEING),
        ("whether a customer changed", asked_what_changed, DISPATCHING),
        ("a customer's changes, on the stream", listened, DISPATCHING),
        ("the code lists", ask("reference"), EVERYONE),
    )
)
