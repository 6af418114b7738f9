"""Carrying the customers away, all at once or one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from app.command import Edit
from app.customers import EditCustomer
from app.hub.limits import LINES, PER_HOUR
from db.feed import customer_key
from db.ids import new_id
from db.models.hub import ReadReason
from db.models.people import Role
from tests.app.specimens import a
from tests.hub.attacks.ground import Ground, bundle_outcome, number_of, outcome, sent
from tests.hub.attacks.table import DISPATCHING, EVERYONE, FLOOR, NOT_ALLOWED, Attack, Attempt, Column
from tests.hub.caller import Caller
from tests.rows import CUSTOMER, NOW, PHONE_KEY

LEFT = 2  # customers that somebody may still read who has read all day
LATER = "2027-01-01T00:00:00Z"
Read = Callable[[Caller, UUID], str]


def busy(ground: Ground, role: Role, listed: bool = False) -> Caller:
    """Return somebody new who has read, or been listed, almost as many customers as an hour may have."""
    caller = ground.newcomer(role)
    if role in DISPATCHING:
        most, reason = (LINES * PER_HOUR, ReadReason.LISTED) if listed else (PER_HOUR, ReadReason.WORK)
        ground.has_read(caller.seat.person_id, most - LEFT, reason)
    return caller


def one_by_one(read: Read, customers: Callable[[Ground], list[UUID]]) -> Attempt:
    """Read customers until the hub has enough of it; nobody gets more than an hour may have."""

    def attempt(ground: Ground, role: Role) -> str:
        caller = busy(ground, role, listed=read is searched)
        for place, customer_id in enumerate(customers(ground)):
            said = read(caller, customer_id)
            if said not in ("done", "not_found"):
                assert said == NOT_ALLOWED or place == LEFT, f"{said} after {place}"
                return said
        return "done"

    return attempt


def others(ground: Ground) -> list[UUID]:
    return ground.many[-2 * LEFT :]


def random_ids(_ground: Ground) -> list[UUID]:
    return [uuid4() for _ in range(2 * LEFT)]


def neighbours(ground: Ground) -> list[UUID]:
    return [UUID(int=ground.many[0].int + 1 + step) for step in range(2 * LEFT)]


def few(ground: Ground) -> list[UUID]:
    return ground.many[-LEFT:]


def bundled(caller: Caller, customer_id: UUID) -> str:
    return bundle_outcome(caller, customer_key(customer_id))


def popped(caller: Caller, customer_id: UUID) -> str:
    return outcome(caller.get("/v1/pop", customer=str(customer_id)))


def paged(caller: Caller, customer_id: UUID) -> str:
    return asked(caller, "pop_page", customer_id=str(customer_id), now=NOW.isoformat())


def timed(caller: Caller, customer_id: UUID) -> str:
    return asked(caller, "timeline_page", customer_id=str(customer_id))


def counted(caller: Caller, customer_id: UUID) -> str:
    return asked(caller, "timeline_counts", customer_id=str(customer_id))


def asked(caller: Caller, query: str, **arguments: Any) -> str:
    return outcome(caller.post(f"/v1/ask/{query}", arguments))


def rung(caller: Caller, customer_id: UUID) -> str:
    """Read whoever has a number, as a walk through all numbers does."""
    return outcome(caller.get("/v1/pop", number=number_of(customer_id)))


def matched(caller: Caller, customer_id: UUID) -> str:
    return asked(caller, "candidates", key=f"m:+86{number_of(customer_id)}")


def searched(caller: Caller, customer_id: UUID) -> str:
    return outcome(caller.get("/v1/search", q=number_of(customer_id)))


def edited(caller: Caller, customer_id: UUID) -> str:
    """Read what stands in a field out of the refusal of a change that cannot be right."""
    edits = {"name": Edit(old=str(new_id()), new="x")}
    said = sent(caller, a(EditCustomer, customer_id=customer_id, edits=edits))
    return "done" if said == "field_changed" else said


def with_numbers(ground: Ground) -> list[UUID]:
    return ground.with_numbers


def few_with_numbers(ground: Ground) -> list[UUID]:
    return ground.with_numbers[:LEFT]


def in_bulk(ground: Ground, role: Role) -> str:
    """Ask for fifty customers a request, as often as the hub answers."""
    caller, got = busy(ground, role), 0
    for begin in range(0, 200, 50):
        keys = [customer_key(one) for one in ground.many[-200:][begin : begin + 50]]
        said = caller.get("/v1/bundles", key=keys)
        if not said.ok:
            assert got <= LEFT
            return outcome(said)
        got += len(said.json()["bundles"])
    return "done" if got else NOT_ALLOWED


def by_pushing(ground: Ground, role: Role) -> str:
    """Let customers be brought by a push; it is answered, and brings nothing beyond the limit."""
    caller = busy(ground, role)
    said = caller.push(bring=tuple(customer_key(one) for one in ground.many[-50:]))
    return "done" if said.bundles else ("too_much_read" if role in DISPATCHING else NOT_ALLOWED)


def bring_few(ground: Ground, role: Role) -> str:
    caller = busy(ground, role)
    said = caller.push(bring=tuple(customer_key(one) for one in few(ground)))
    return "done" if len(said.bundles) == LEFT else NOT_ALLOWED


def promised(count: int) -> Attempt:
    """Read the list of promised calls where each is for another customer."""

    def attempt(ground: Ground, role: Role) -> str:
        caller = busy(ground, role)
        me = caller.seat.person_id
        for customer_id in others(ground)[:count]:
            ground.follow_up(customer_id=customer_id, owner_id=me, due_at=ground.clock())
        return asked(caller, "due_follow_ups", person_id=str(me), now=LATER)

    return attempt


def by_query(query: str, **arguments: Any) -> Attempt:
    return lambda ground, role: asked(ground.as_role(role), query, **arguments)


def by_own_query(**arguments: Any) -> Attempt:
    def attempt(ground: Ground, role: Role) -> str:
        caller = ground.as_role(role)
        return asked(caller, "count_due", person_id=str(caller.seat.person_id), **arguments)

    return attempt


def by_key(*keys: str) -> Attempt:
    return lambda ground, role: outcome(ground.as_role(role).get("/v1/bundles", key=list(keys)))


def key_alone(key: str) -> Attempt:
    return lambda ground, role: bundle_outcome(ground.as_role(role), key)


def found(path: str, **params: str) -> Attempt:
    """Return ``done`` only when an answer shows a customer."""

    def attempt(ground: Ground, role: Role) -> str:
        said = ground.as_role(role).get(path, **params)
        return outcome(said) if not said.ok or "田雨" in said.text else "nothing"

    return attempt


def told(query: str, **arguments: str) -> Attempt:
    def attempt(ground: Ground, role: Role) -> str:
        said = ground.as_role(role).post(f"/v1/ask/{query}", arguments)
        return outcome(said) if not said.ok or said.json() else "nothing"

    return attempt


def watch(keys: list[str]) -> Attempt:
    def attempt(ground: Ground, role: Role) -> str:
        return outcome(ground.as_role(role).post("/v1/changes", {"after": "", "keys": keys}))

    return attempt


def for_subject(subject: str) -> Attempt:
    def attempt(ground: Ground, role: Role) -> str:
        said = ground.as_role(role).get("/v1/bundles", key=customer_key(CUSTOMER), subject=subject)
        return NOT_ALLOWED if said.ok and said.json()["refused"] else outcome(said)

    return attempt


def get(path: str, **params: str) -> Attempt:
    return lambda ground, role: outcome(ground.as_role(role).get(path, **params))


def attack(name: str, attempt: Attempt, honest: Attempt, stopped: str, has: frozenset[Role]) -> Attack:
    return Attack(Column.DUMP, name, attempt, frozenset(), stopped, has, honest)


def walk(
    name: str,
    read: Read,
    has: frozenset[Role] = DISPATCHING,
    over: Callable[[Ground], list[UUID]] = others,
    within: Callable[[Ground], list[UUID]] = few,
) -> Attack:
    """Return an attack that reads one by one; a day's work within the limit is the honest form."""
    return attack(name, one_by_one(read, over), one_by_one(read, within), "too_much_read", has)


INJECTED = "' OR 1=1 --"
ATTACKS = (
    attack("customers, fifty at once", in_bulk, one_by_one(bundled, few), "too_much_read", DISPATCHING),
    attack("customers, brought by a push", by_pushing, bring_few, "too_much_read", DISPATCHING),
    walk("customers, bundle by bundle", bundled),
    walk("customers, page by page", popped),
    walk("customers, page by page, as a query", paged),
    walk("customers, timeline by timeline", timed),
    walk("customers, count by count", counted),
    walk("customers, number by number", rung, over=with_numbers, within=few_with_numbers),
    walk("who has a number, number by number", matched, over=with_numbers, within=few_with_numbers),
    walk("customers, search by search", searched, over=with_numbers, within=few_with_numbers),
    walk("names, by changes that are refused", edited, has=FLOOR),
    walk("ids that one makes up", bundled, over=random_ids),
    walk("ids beside one that is known", bundled, over=neighbours),
    walk("pages of ids that one makes up", popped, over=random_ids),
    walk("timelines of ids that one makes up", timed, over=random_ids),
    attack(
        "promised calls of many customers", promised(2 * LEFT), promised(LEFT - 1), "too_much_read", FLOOR
    ),
    attack(
        "a list without end",
        by_query("places", text="锦", limit=10**6),
        by_query("places", text="锦", limit=8),
        "does_not_fit",
        EVERYONE,
    ),
    attack(
        "more bundles than a request may",
        by_key(*["ref:code"] * 51),
        by_key("ref:code"),
        "does_not_fit",
        EVERYONE,
    ),
    *(
        attack(
            f"promised calls until {before}",
            by_own_query(now=before),
            by_own_query(now=LATER),
            "does_not_fit",
            has,
        )
        for before, has in (("9999-12-31T23:59:59-14:00", FLOOR), ("2027-01-01", EVERYONE))
    ),
    attack(
        "changes of everything there is",
        watch([customer_key(UUID(int=number)) for number in range(20_000)]),
        watch([customer_key(CUSTOMER)]),
        "does_not_fit",
        EVERYONE,
    ),
    *(
        attack(f"the bundle {key!r}", key_alone(key), key_alone("ref:code"), NOT_ALLOWED, EVERYONE)
        for key in (
            "ref:customer",
            "ref:credential",
            "ref:token",
            "ref:read_limit",
            "ref:../customer",
            "customer:*",
            "customer:%",
            f"customer:{INJECTED}",
            f"customer:{CUSTOMER}",
            f"CUSTOMER:{CUSTOMER.hex}",
            f"customer:{CUSTOMER.hex}\n",
            f"visit:{CUSTOMER.hex}\0",
            "",
        )
    ),
    attack(
        "places, by SQL in the text",
        told("places", text=INJECTED),
        told("places", text="锦"),
        "nothing",
        EVERYONE,
    ),
    attack(
        "places, by a pattern", told("places", text="_江%"), told("places", text="锦江"), "nothing", EVERYONE
    ),
    attack(
        "who has a number, by SQL in it",
        told("candidates", key=INJECTED),
        told("candidates", key=PHONE_KEY),
        "nothing",
        DISPATCHING,
    ),
    attack(
        "a page, by SQL in the number",
        found("/v1/pop", number=f"13800138000{INJECTED}"),
        found("/v1/pop", number="13800138000"),
        "nothing",
        DISPATCHING,
    ),
    *(
        attack(
            f"a search for {q!r}",
            found("/v1/search", q=q),
            found("/v1/search", q="田雨"),
            "nothing",
            DISPATCHING,
        )
        for q in (f"x{INJECTED}", "%%%", "___", "*")
    ),
    *(
        attack(
            f"customers at {path}, as lines of a search",
            get(path, **whom, reason="listed"),
            get(path, **whom),
            NOT_ALLOWED,
            EVERYONE,
        )
        for path, whom in (
            ("/v1/pop", {"customer": str(CUSTOMER)}),
            ("/v1/bundles", {"key": customer_key(CUSTOMER)}),
        )
    ),
    attack(
        "a customer, for a reason with a NUL",
        for_subject("a\0b"),
        for_subject("a"),
        "does_not_fit",
        DISPATCHING,
    ),
)
