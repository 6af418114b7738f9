"""The sound of calls over HTTP, for who said why a moment ago; see `OpenRecording`."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header
from fastapi.responses import FileResponse, Response, StreamingResponse

from app.hub.answers import refusals
from app.hub.hub import TheHub
from app.hub.speaking import SignedInPerson
from app.recordings import OpenRecording, opened_sound
from app.rights import require
from app.sound_files import fetched, file_of, is_remote, kind_of, pieces

router = APIRouter(prefix="/v1", tags=["recordings"])
_PRIVATE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_PASSED_ON = ("content-length", "content-range", "accept-ranges")


@router.get(
    "/recordings/sound",
    summary="Hear a recording that one has opened, or a span of its bytes",
    response_class=Response,
    responses={
        **refusals(401, 403, 404),
        200: {
            "content": {"audio/*": {"schema": {"type": "string", "format": "binary"}}},
            "description": "The sound, or with 206 the span that was asked for.",
        },
    },
)
def sound(
    hub: TheHub, speaker: SignedInPerson, access: UUID, range: Annotated[str, Header(max_length=200)] = ""
) -> Response:
    require(speaker.actor, OpenRecording)
    with hub.store.read() as session:
        opened = opened_sound(session, access, speaker.actor.person_id, hub.now())
    if not is_remote(opened):
        path = file_of(opened)
        return FileResponse(path, media_type=kind_of(path.name), headers=_PRIVATE)
    answer = fetched(opened, range)
    passed = {name: answer.headers[name] for name in _PASSED_ON if name in answer.headers}
    return StreamingResponse(
        pieces(answer), answer.status_code, headers=_PRIVATE | passed, media_type=kind_of(opened.name)
    )
