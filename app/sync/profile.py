"""Signing in to the desk of a profile that has a hub, with the hub and without.

Each person has a folder in the profile: the store, and beside it the seal with its key.
"""

from __future__ import annotations

import math
import platform
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.command import Actor
from app.errors import FormerPassword, NoCentre, NotConnected, SignInExpired, WrongPassword
from app.profile import make_folder
from app.sync.carry import open_any_cache
from app.sync.client import HubClient, HubGone
from app.sync.facts import DESK_ID, enter, fact, kept_tokens, put_fact
from app.sync.hub_place import HubPlace, client_of, read_place
from app.sync.left_behind import forget_left
from app.sync.seal import Seal, new_key, open_key, read_seal, seal_key, write_seal
from app.wire import Hello, SignedIn, SignIn
from db.ids import derived_id
from db.models.outbox import OutboxCommand
from db.models.people import Role
from db.store import Store

STORE_NAME, SEAL_NAME = "ringside.db", "seal.json"
WITHOUT_HUB = timedelta(days=7)
_PERSON, _NAME, _ROLES = "person_id", "person_name", "person_roles"
_SIGNED_IN_AT, _LATEST_AT = "signed_in_at", "latest_at"


@dataclass(frozen=True, slots=True)
class Opened:
    """An open desk; whoever has it closes the store. ``answer`` is the hub's; None without the hub."""

    store: Store
    actor: Actor
    client: HubClient
    answer: SignedIn | None


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Door:
    """How a person comes to the desk of a profile. Every method may take as long as network and argon2 do."""

    def __init__(self, folder: Path, now: Callable[[], datetime] = _utc_now) -> None:
        self._folder, self._now = folder, now

    def sign_in(
        self,
        login: str,
        password: str,
        extension: str = "",
        *,
        former_password: str | None = None,
        afresh: bool = False,
    ) -> Opened:
        """Sign in at the hub, and open the store or make it at the first time.

        After a change of password the store opens by ``former_password`` and is sealed by the new one; with
        ``afresh`` it is put aside for the recovery key, with what was not sent.
        Raises: NoCentre when the hub is not reached; NotConnected; FormerPassword; what the hub refuses.
        """
        hub = self._hub()
        place, seal = self._place(hub, login), None if afresh else self._seal(hub, login)
        key = _opened(seal, password, former_password) if seal else None
        client = client_of(self._folder, hub)
        try:
            hello = _known(client, hub)
            desk_id = _desk_id(place, seal, key) if seal else None
            answer = client.sign_in(
                SignIn(login=login, password=password, extension=extension, desk_id=desk_id, pc=_pc())
            )
            if seal is not None and key is None:
                raise FormerPassword
            if key is None:
                _put_aside(place, self._now())
            return self._enter(place, key or new_key(), password, hello, answer, client)
        except HubGone as error:
            client.close()
            raise NoCentre from error
        except BaseException:
            client.close()
            raise

    def sign_in_offline(self, login: str, password: str) -> Opened:
        """Open the store without the hub.

        Raises: NotConnected; NoCentre at the first time; WrongPassword; SignInExpired after seven days.
        """
        hub = self._hub()
        place, seal = self._place(hub, login), self._seal(hub, login)
        if seal is None:
            raise NoCentre
        store = open_any_cache(place / STORE_NAME, open_key(seal, password))
        try:
            with store.write() as session:
                _note_instant(session, self._now())
            with store.read() as session:
                _refuse_expired(session)
                client = client_of(self._folder, hub, kept_tokens(session))
                return Opened(store, _kept_actor(session), client, None)
        except BaseException:
            store.close()
            raise

    def days_left(self, login: str) -> int | None:
        """Return how many days this person can still work here without the hub; None if not at all.

        For the screen, before there is a password: what counts lies in the store.
        """
        hub = self._hub()
        seal = self._seal(hub, login)
        if seal is None:
            return None
        left = seal.signed_in_at + WITHOUT_HUB - self._now()
        return max(0, math.ceil(left / timedelta(days=1)))

    def place(self, login: str) -> Path:
        """Return the folder of a person. Raises NotConnected."""
        return self._place(self._hub(), login)

    def _enter(
        self, place: Path, key: bytes, password: str, hello: Hello, answer: SignedIn, client: HubClient
    ) -> Opened:
        make_folder(place)
        store = open_any_cache(place / STORE_NAME, key)
        try:
            now = self._now()
            actor = Actor(answer.person_id, answer.name, answer.roles)
            with store.write() as session:
                enter(session, answer)
                _keep_actor(session, actor)
                put_fact(session, _SIGNED_IN_AT, now.isoformat())
                put_fact(session, _LATEST_AT, now.isoformat())  # the hub was asked: a wrong clock is forgiven
            forget_left(place)  # its own outbox sends it
            write_seal(place / SEAL_NAME, seal_key(key, password, answer.desk_id, now, hello.recovery_key))
            return Opened(store, actor, client, answer)
        except BaseException:
            store.close()
            raise

    def _hub(self) -> HubPlace:
        hub = read_place(self._folder)
        if hub is None:
            raise NotConnected
        return hub

    def _place(self, hub: HubPlace, login: str) -> Path:
        return self._folder / "persons" / derived_id("person", hub.store_id, login).hex

    def _seal(self, hub: HubPlace, login: str) -> Seal | None:
        return read_seal(self._place(hub, login) / SEAL_NAME)


def _known(client: HubClient, hub: HubPlace) -> Hello:
    """Return what the hub says of itself. Raises NotConnected when it keeps another store than it did."""
    hello = client.hello()
    if hello.store_id != hub.store_id:
        raise NotConnected(url=hub.url)
    return hello


def _pc() -> str:
    return platform.node()[:200]


def _opened(seal: Seal, password: str, former_password: str | None) -> bytes | None:
    """Open a key by a password or by the one before; None when neither is the one."""
    for one in (password, former_password):
        if one is not None:
            with suppress(WrongPassword):
                return open_key(seal, one)
    return None


def _desk_id(place: Path, seal: Seal, key: bytes | None) -> UUID | None:
    """Return by what the hub knows this store; None for a copied one, which needs an id of its own."""
    if key is None:
        return seal.desk_id
    with closing(open_any_cache(place / STORE_NAME, key)) as store, store.read() as session:
        kept = fact(session, DESK_ID)
    return UUID(kept) if kept else None


def _put_aside(place: Path, now: datetime) -> None:
    """Move away what cannot be opened: the recovery key may open it some day."""
    if place.exists():
        place.rename(place.with_name(f"{place.name}.aside-{now:%Y%m%d%H%M%S}"))


def _keep_actor(session: Session, actor: Actor) -> None:
    put_fact(session, _PERSON, str(actor.person_id))
    put_fact(session, _NAME, actor.name)
    put_fact(session, _ROLES, ",".join(sorted(actor.roles)))


def _kept_actor(session: Session) -> Actor:
    roles = frozenset(Role(role) for role in (fact(session, _ROLES) or "").split(",") if role)
    return Actor(UUID(fact(session, _PERSON)), fact(session, _NAME) or "", roles)


def _note_instant(session: Session, now: datetime) -> None:
    """Write down the latest instant that this store has seen; a clock that was set back does not lower it."""
    seen = [now, session.scalar(select(func.max(OutboxCommand.at)))]
    kept = fact(session, _LATEST_AT)
    seen.append(datetime.fromisoformat(kept) if kept else None)
    put_fact(session, _LATEST_AT, max(one for one in seen if one is not None).isoformat())


def _refuse_expired(session: Session) -> None:
    signed_in_at, latest_at = fact(session, _SIGNED_IN_AT), fact(session, _LATEST_AT)
    if signed_in_at is None or latest_at is None:
        raise SignInExpired
    if datetime.fromisoformat(latest_at) - datetime.fromisoformat(signed_in_at) > WITHOUT_HUB:
        raise SignInExpired
