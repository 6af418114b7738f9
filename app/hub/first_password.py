"""Setting somebody's password from a desk: no command, so that it stands in no ledger, outbox or log."""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy.orm import Session

from app.calls import HUB_PERSON
from app.errors import NotAllowed, NotFound
from app.hub.answers import refusals
from app.hub.hub import Hub, TheHub
from app.hub.passwords import hash_password
from app.hub.persons import keep_password
from app.hub.speaking import SignedInPerson
from app.hub.tokens import Speaker
from app.hub.transactions import transact
from app.lists.persons import PERSONS, log_password
from app.sessions import end_sessions
from app.wire import NewPassword
from db.models.people import Person

router = APIRouter(prefix="/v1/persons", tags=["administration"])


@router.post(
    "/password",
    status_code=204,
    summary="Give a person a password",
    responses=refusals(401, 403, 404),
)
def set_password(hub: TheHub, speaker: SignedInPerson, body: NewPassword) -> None:
    """Open a closed sign-in and end what the person has signed in. Administrators only.

    Who set it and when is written down in the changes of the list of persons, the password nowhere.
    """
    if not speaker.actor.roles & PERSONS.may_edit:
        raise NotAllowed(what="password")
    kept = hash_password(body.password)  # before the transaction: it takes its time, as it should
    transact(hub.store, lambda session: _set(hub, session, speaker, body, kept))
    hub.feed.nudge()


def _set(hub: Hub, session: Session, speaker: Speaker, body: NewPassword, kept: str) -> None:
    person = session.get(Person, body.person_id, with_for_update={"key_share": True})
    if person is None or not person.login or person.id == HUB_PERSON:  # as the house nobody signs in
        raise NotFound(what="person", id=str(body.person_id))
    keep_password(session, person, kept, hub.now())
    end_sessions(session, person.id)
    log_password(session, person.id, speaker.actor, hub.now())
