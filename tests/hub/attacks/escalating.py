"""Becoming somebody else, or more than one is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete

from app.lists.editing import CellEdit, EditList, RowEdit
from app.orders import UrgeOrder
from db.feed import customer_key
from db.ids import new_id
from db.models.people import Person, PersonRole, Role
from tests.app.specimens import a
from tests.hub.attacks.ground import Ground, bundle_outcome, outcome, sent, with_body
from tests.hub.attacks.table import EVERYONE, NOT_ALLOWED, OVERSEEING, Attack, Attempt, Column
from tests.hub.caller import Caller
from tests.rows import CUSTOMER, NOW, PROVIDER

TRIES = 5
REFERENCE = "ref:code"  # what everybody may read


def read(caller: Caller, token: str | None = None) -> str:
    """Read what everybody may, with the caller's token or another one."""
    if token is not None:
        caller.carry(token)
    return bundle_outcome(caller, REFERENCE)


def read_as_newcomer(spoil: Callable[[Ground, Caller], str | None]) -> Attempt:
    """Return what reads as somebody new after something happened; it may give another token."""
    return lambda ground, role: read(newcomer := ground.newcomer(role), spoil(ground, newcomer))


def nothing(_ground: Ground, _caller: Caller) -> None: ...


def signed_out(_ground: Ground, caller: Caller) -> None:
    outcome(caller.post("/v1/sign-out"))


def disabled(ground: Ground, caller: Caller) -> None:
    """Disable a person as whoever owns the store can, without a word to the hub."""
    ground.change(Person, caller.seat.person_id, active=False)


def left_token(_ground: Ground, caller: Caller) -> str:
    return str(caller.post("/v1/sign-out").json()["token"])


def with_expired_token(ground: Ground, role: Role) -> str:
    caller = ground.newcomer(role)
    ground.clock.ahead += timedelta(minutes=16)
    try:
        return read(caller)
    finally:
        ground.clock.ahead = timedelta(0)


def renewed(ground: Ground, caller: Caller, token: str) -> str:  # noqa: ARG001
    return outcome(caller.post("/v1/token", {"refresh": token}))


def renew_with(token_of: Callable[[Ground, Caller], str]) -> Attempt:
    def attempt(ground: Ground, role: Role) -> str:
        caller = ground.newcomer(role)
        return renewed(ground, caller, token_of(ground, caller))

    return attempt


def refresh_token(_ground: Ground, caller: Caller) -> str:
    return caller.seat.tokens.refresh


def after_rotation(ground: Ground, role: Role, then: Callable[[Caller, str], str]) -> str:
    """Renew, let two minutes pass, show the old refresh token again; then do something with the new pair."""
    caller = ground.newcomer(role)
    old = caller.seat.tokens.refresh
    new = caller.post("/v1/token", {"refresh": old}).json()
    ground.clock.ahead += timedelta(minutes=2)
    try:
        assert renewed(ground, caller, old) == "signed_out"
        return then(caller, new["access"])
    finally:
        ground.clock.ahead = timedelta(0)


def stale_refresh(ground: Ground, role: Role) -> str:
    """Return what the new access token is still good for, when the old refresh token was shown again."""
    return after_rotation(ground, role, read)


def rotated(ground: Ground, role: Role) -> str:
    caller = ground.newcomer(role)
    new = caller.post("/v1/token", {"refresh": caller.seat.tokens.refresh}).json()
    return read(caller, new["access"])


def without_role(do: Callable[[Ground, Caller], str]) -> Attempt:
    """Do something as somebody who was an admin until a moment ago, and did it then."""

    def attempt(ground: Ground, role: Role) -> str:
        caller = ground.newcomer(Role.ADMIN)
        assert do(ground, caller) == "done"
        with ground.hub.store.write() as session:
            session.execute(delete(PersonRole).where(PersonRole.person_id == caller.seat.person_id))
            if role is not Role.ADMIN:
                session.add(PersonRole(person_id=caller.seat.person_id, role=Role.ANALYST))
        return do(ground, caller)

    return attempt


def read_customer(_ground: Ground, caller: Caller) -> str:
    return bundle_outcome(caller, customer_key(CUSTOMER))


def pop_customer(_ground: Ground, caller: Caller) -> str:
    return outcome(caller.get("/v1/pop", customer=str(CUSTOMER)))


def urge_order(ground: Ground, caller: Caller) -> str:
    return sent(caller, a(UrgeOrder, order_id=ground.order(PROVIDER), event_id=new_id()))


def free_own_extension(ground: Ground, role: Role) -> str:
    return outcome(ground.as_role(role).post("/v1/extensions/free", {"extension": "7999"}))


def a_person(person_id: UUID, **roles: bool) -> EditList:
    cells = {"id": str(person_id), "login": person_id.hex, "name": "李娜", **roles}
    row = RowEdit(key={}, is_new=True, cells={name: CellEdit(new=value) for name, value in cells.items()})
    return EditList(at=NOW, list_id="person", rows=(row,))


def make_an_admin(ground: Ground, role: Role) -> str:
    return sent(ground.as_role(role), a_person(new_id(), admin=True))


def set_a_password(ground: Ground, role: Role) -> str:
    person_id = new_id()
    sent(ground.as_role(Role.ADMIN), a_person(person_id))
    body = {"person_id": str(person_id), "password": new_id().hex}
    return outcome(ground.as_role(role).post("/v1/persons/password", body))


def sit_at(extension: Callable[[Ground], str]) -> Attempt:
    def attempt(ground: Ground, role: Role) -> str:
        return sign_in(ground, role, extension=extension(ground))

    return attempt


def taken_extension(ground: Ground) -> str:
    extension = new_id().hex
    caller = ground.caller()
    caller.sign_in(ground.person(Role.AGENT), ground.password, extension)
    return extension


def sign_in(ground: Ground, role: Role, **changes: Any) -> str:
    body = {"login": ground.person(role), "password": ground.password, **changes}
    return outcome(ground.caller().post("/v1/sign-in", body))


def at_desk_of(other: Callable[[Ground, Role], Caller]) -> Attempt:
    """Sign in as the standing person of a role, at the desk of a caller."""

    def attempt(ground: Ground, role: Role) -> str:
        desk = str(other(ground, role).seat.desk_id)
        return sign_in(ground, role, login=role.value, desk_id=desk)

    return attempt


def colleague(ground: Ground, role: Role) -> Caller:
    return ground.as_role(Role.DISPATCHER if role is Role.AGENT else Role.AGENT)


def oneself(ground: Ground, role: Role) -> Caller:
    return ground.signed_in(role.value)


def guessed(ground: Ground, role: Role) -> str:
    """Guess a password until the sign-in is closed, then come with the right one."""
    login = ground.person(role)
    for _ in range(TRIES):
        assert sign_in(ground, role, login=login, password="guess") == "wrong_password"
    return sign_in(ground, role, login=login)


def spoke_without(header: str | None) -> Attempt:
    def attempt(ground: Ground, _role: Role) -> str:
        caller = ground.caller()
        if header is not None:
            caller.session.headers["Authorization"] = header
        return read(caller)

    return attempt


def another_version(version: str) -> Attempt:
    def attempt(ground: Ground, role: Role) -> str:
        caller = ground.caller(ground.as_role(role).seat.tokens.access)
        caller.session.headers["Ringside-API"] = version
        return read(caller)

    return attempt


def of_kind(kind: str) -> Attempt:
    """Send a command of a kind that changes persons, which no command does."""

    def attempt(ground: Ground, role: Role) -> str:
        body = {"person_id": str(ground.as_role(role).seat.person_id), "role": "admin"}
        return sent(ground.as_role(role), a(UrgeOrder), kind=kind, body=body)

    return attempt


def path(method: str, where: str) -> Attempt:
    def attempt(ground: Ground, role: Role) -> str:
        caller = ground.as_role(role)
        return outcome(caller.session.request(method, caller.url + where, json={}, timeout=120))

    return attempt


def submit_reads(ground: Ground, role: Role) -> str:
    """Let an outbox that was left behind ask for bundles."""
    caller = ground.newcomer(role)
    caller.carry(left_token(ground, caller))
    push = {"epoch": str(caller.seat.epoch), "commands": [], "bring": [REFERENCE]}
    return outcome(caller.post("/v1/commands", push))


def submit_sends(ground: Ground, role: Role) -> str:
    caller = ground.newcomer(role)
    caller.carry(left_token(ground, caller))
    command = a(UrgeOrder, order_id=ground.order(PROVIDER), event_id=new_id())
    return sent(caller, command, body=with_body(command))


HONEST = read_as_newcomer(nothing)


def attack(
    name: str, attempt: Attempt, stopped: str, honest: Attempt = HONEST, may: frozenset[Role] = frozenset()
) -> Attack:
    return Attack(Column.ESCALATE, name, attempt, may, stopped, EVERYONE, honest)


ATTACKS = (
    attack("speak without a token", spoke_without(None), "signed_out"),
    attack("speak with a token that one makes up", spoke_without("Bearer " + "x" * 43), "signed_out"),
    attack("speak with an empty token", spoke_without("Bearer "), "signed_out"),
    attack("speak with a password", spoke_without("Basic YWRtaW46YWRtaW4="), "signed_out"),
    attack("speak after signing out", read_as_newcomer(signed_out), "signed_out"),
    attack("speak with a token that has ended", with_expired_token, "signed_out"),
    attack("speak when one was disabled", read_as_newcomer(disabled), "signed_out"),
    attack("read with a refresh token", read_as_newcomer(refresh_token), "signed_out"),
    attack("read with the token of an outbox left behind", read_as_newcomer(left_token), "signed_out"),
    attack("read in the answer to an outbox left behind", submit_reads, NOT_ALLOWED),
    attack(
        "renew with an access token",
        renew_with(lambda _, caller: caller.seat.tokens.access),
        "signed_out",
        renew_with(refresh_token),
    ),
    attack(
        "renew with the token of an outbox left behind",
        renew_with(left_token),
        "signed_out",
        renew_with(refresh_token),
    ),
    attack("use a renewed pair when its old token was shown again", stale_refresh, "signed_out", rotated),
    attack("read with a role that one had", without_role(read_customer), NOT_ALLOWED),
    attack("read a page with a role that one had", without_role(pop_customer), "signed_out"),
    attack("write with a role that one had", without_role(urge_order), NOT_ALLOWED),
    attack("free an extension", free_own_extension, NOT_ALLOWED, may=OVERSEEING),
    attack("make an administrator", make_an_admin, NOT_ALLOWED, may=frozenset({Role.ADMIN})),
    attack("set a password", set_a_password, NOT_ALLOWED, may=frozenset({Role.ADMIN})),
    attack(
        "sit at the extension of somebody else",
        sit_at(taken_extension),
        "extension_in_use",
        sit_at(lambda _: new_id().hex),
    ),
    attack("sit down at the desk of somebody else", at_desk_of(colleague), NOT_ALLOWED, at_desk_of(oneself)),
    attack("guess a password", guessed, "too_many_tries", sign_in),
    attack(
        "sign in with a role of one's choice",
        lambda ground, role: sign_in(ground, role, roles=["admin"]),
        "does_not_fit",
        sign_in,
    ),
    attack(
        "sign in as nobody with a NUL",
        lambda ground, role: sign_in(ground, role, login="a\0b"),
        "does_not_fit",
        sign_in,
    ),
    attack("speak a version that nobody speaks", another_version("2"), "too_old", another_version("1")),
    attack(
        "speak a version that is no number", another_version("1; admin"), "does_not_fit", another_version("1")
    ),
    *(
        attack(f"send {kind}", of_kind(kind), "unknown_command", submit_sends)
        for kind in ("AddPerson", "GrantRole", "SetPassword", "Command")
    ),
    *(
        attack(f"{method} {where}", path(method, where), stopped)
        for method, where, stopped in (
            ("POST", "/v1/persons", "not_found"),
            ("POST", "/v1/ask/person", "not_found"),
            ("POST", "/v1/ask/keep_draft", "not_found"),
            ("POST", "/v1/ask/__class__", "not_found"),
            ("DELETE", "/v1/bundles", "does_not_fit"),
            ("GET", "/v1/commands", "does_not_fit"),
        )
    ),
)
