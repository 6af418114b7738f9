"""Signing in and out, new tokens for old ones, and freeing an extension."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from anyio import from_thread, to_thread
from fastapi import APIRouter, Request
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.errors import NoCentre, NotAllowed, SignedOut, TooManyTries, WrongPassword
from app.floor.machine import What
from app.hub.answers import refusals
from app.hub.facts import fact
from app.hub.hub import Hub, TheHub
from app.hub.line_asking import TheRings, extension_at
from app.hub.passwords import password_fits
from app.hub.seats import free_extension, leave, move_person, seat, sit_down
from app.hub.speaking import SignedInPerson
from app.hub.strangers import CLOSED_FOR, TRIES
from app.hub.tokens import end_tokens_of_desk, issue_pair, issue_submit, refresh_pair
from app.hub.transactions import transact
from app.new_store import actor_of
from app.wire import FreeExtension, Refresh, SignedIn, SignIn, SubmitToken, Tokens
from db.models.hub import Credential
from db.models.people import Person, Role

MOST_WAITING = 50  # sign-ins; with 50 to 100 ms each on two processors the last one waits three seconds
MAY_FREE = frozenset({Role.SUPERVISOR, Role.ADMIN})

router = APIRouter(prefix="/v1", tags=["sign-in"])


@router.post("/sign-in", summary="Sign in at a desk", responses=refusals(401, 403, 409, 429))
async def sign_in(hub: TheHub, rings: TheRings, body: SignIn, request: Request) -> SignedIn:
    """Give tokens, the desk's number and where its outbox stands. An extension is one person's at a time.

    To who comes when many wait already the hub is as good as away.
    """
    if hub.sign_ins.statistics().tasks_waiting >= MOST_WAITING:
        raise NoCentre
    found = await to_thread.run_sync(partial(_sign_in, hub, body, request), limiter=hub.sign_ins)
    await rings.sat_down(found.person_id, body.extension)
    return found


@router.post("/token", summary="Renew the tokens", responses=refusals(401))
def renew(hub: TheHub, body: Refresh) -> Tokens:
    """Give a new pair. The old refresh token is good for one more minute, for when the answer was lost."""
    pair = transact(hub.store, lambda session: refresh_pair(session, body.refresh, hub.now()))
    if pair is None:
        raise SignedOut
    return pair


@router.post("/sign-out", summary="Sign out", responses=refusals(401))
def sign_out(hub: TheHub, rings: TheRings, speaker: SignedInPerson) -> SubmitToken:
    """End the tokens of this desk; give one that can send what its outbox still holds and read nothing."""

    def work(session: Session) -> SubmitToken:
        end_tokens_of_desk(session, speaker.desk_id)
        if leave(session, speaker.desk_id):
            move_person(session, speaker.actor.person_id, What.SIGNED_OUT, hub.now())
        return issue_submit(session, speaker, hub.now())

    extension = extension_at(hub, speaker.desk_id)
    left = transact(hub.store, work)
    hub.streams.close_desk(speaker.desk_id)
    from_thread.run(partial(rings.sat_down, speaker.actor.person_id, extension, leaves=True))
    return left


@router.post(
    "/extensions/free",
    status_code=204,
    summary="Free an extension that somebody holds",
    responses=refusals(401, 403),
)
def free(hub: TheHub, speaker: SignedInPerson, body: FreeExtension) -> None:
    """Let somebody else sit there. Supervisors and admins only."""
    if not speaker.actor.roles & MAY_FREE:
        raise NotAllowed(what="free_extension")
    transact(hub.store, lambda session: free_extension(session, body.extension, hub.now()))


def _sign_in(hub: Hub, wanted: SignIn, request: Request) -> SignedIn:
    if from_thread.run(request.is_disconnected):
        raise NoCentre  # whoever tried has given up: nobody hears it
    person_id = _prove(hub, wanted.login, wanted.password)
    return transact(hub.store, lambda session: _take_seat(hub, session, person_id, wanted))


def _prove(hub: Hub, login: str, password: str) -> UUID:
    """Return whose password it is; no connection waits while it is compared.

    The try is counted as wrong before it is compared, so that many at once do not count as one.
    Raises: WrongPassword, TooManyTries.
    """
    tried = transact(hub.store, lambda session: _count_try(session, login, hub.now()))
    if tried is None:
        hub.strangers.count_try(login, hub.now())
    if not password_fits(tried.password_hash if tried else None, password) or tried is None:
        raise WrongPassword
    person_id = tried.person_id
    right = update(Credential).where(Credential.person_id == person_id)
    transact(hub.store, lambda session: session.execute(right.values(failures=0, locked_until=None)))
    return person_id


def _count_try(session: Session, login: str, now: datetime) -> Credential | None:
    credential = session.scalars(
        select(Credential)
        .join(Person, Person.id == Credential.person_id)
        .where(Person.login == login)
        .with_for_update(of=Credential)
    ).one_or_none()
    if credential is None:
        return None
    if credential.locked_until is not None and credential.locked_until > now:
        raise TooManyTries(until=credential.locked_until.isoformat())
    credential.failures += 1
    if credential.failures >= TRIES:
        credential.failures, credential.locked_until = 0, now + CLOSED_FOR
    return credential


def _take_seat(hub: Hub, session: Session, person_id: UUID, wanted: SignIn) -> SignedIn:
    now = hub.now()
    if not session.get_one(Person, person_id).active:
        raise NotAllowed(what="sign_in")
    actor = actor_of(session, person_id)
    desk = seat(session, person_id, wanted.desk_id, wanted.pc, now)
    sit_down(session, desk, wanted.extension, now)
    end_tokens_of_desk(session, desk.id)
    if wanted.extension:
        if set(hub.streams.of_person(person_id)) - {desk.id}:
            move_person(session, person_id, What.ELSEWHERE, now)
        move_person(session, person_id, What.SIGNED_IN, now)
        if hub.floor.line_is_lost:
            move_person(session, person_id, What.LINE_LOST, now)
    return SignedIn(
        tokens=issue_pair(session, person_id, desk.id, now),
        person_id=person_id,
        name=actor.name,
        roles=actor.roles,
        desk_id=desk.id,
        desk_number=desk.number,
        last=desk.last,
        epoch=UUID(fact(session, "epoch")),
        hub_time=now,
    )
