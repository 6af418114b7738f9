"""Who speaks: every route but hello and sign-in asks for one of these."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from app.errors import SignedOut
from app.hub.hub import TheHub
from app.hub.tokens import Speaker, speaker_of
from db.models.hub import TokenKind

_BEARER = HTTPBearer(auto_error=False, description="A token that a sign-in gave.")


def _speaker(
    hub: TheHub, bearer: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)]
) -> Speaker:
    if bearer is None:
        raise SignedOut
    with hub.store.read() as session:
        return speaker_of(session, bearer.credentials, hub.now())


def _signed_in(speaker: Annotated[Speaker, Depends(_speaker)]) -> Speaker:
    if speaker.kind is not TokenKind.ACCESS:
        raise SignedOut
    return speaker


def _sender(speaker: Annotated[Speaker, Depends(_speaker)]) -> Speaker:
    if speaker.kind is TokenKind.REFRESH:
        raise SignedOut
    return speaker


SignedInPerson = Annotated[Speaker, Depends(_signed_in)]
Sender = Annotated[Speaker, Depends(_sender)]  # also who has gone and left an outbox to send
