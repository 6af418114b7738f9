"""The doctor of the hub's phone lines over HTTP: each step as it is taken, a line of JSON each."""

from __future__ import annotations

import json
from collections.abc import Iterator

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from app.command import OVERSEEING
from app.errors import NotAllowed
from app.hub.answers import refusals
from app.hub.hub import Hub, TheHub
from app.hub.line_asking import extension_at
from app.hub.speaking import SignedInPerson
from app.line_doctor import examine_named, finding_facts
from app.wire import LineCheck

router = APIRouter(prefix="/v1", tags=["line"])


@router.post(
    "/line/check",
    summary="Look at the phone lines step by step",
    response_class=StreamingResponse,
    responses={
        **refusals(401, 403),
        200: {
            "content": {"application/x-ndjson": {"schema": {"type": "string"}}},
            "description": "A step a line as it is seen, the last one when all is tried.",
        },
    },
)
def check(hub: TheHub, speaker: SignedInPerson, body: LineCheck) -> StreamingResponse:
    """Log in at the PBX beside the hub's own line, and ring the phone of who asks where that is permitted."""
    if not speaker.actor.roles & OVERSEEING:
        raise NotAllowed(what="line")
    lines = _told(hub, body, extension_at(hub, speaker.desk_id))
    return StreamingResponse(lines, media_type="application/x-ndjson", headers={"Cache-Control": "no-store"})


def _told(hub: Hub, body: LineCheck, extension: str) -> Iterator[bytes]:
    for found in examine_named(hub.store.read, body.line, extension, ring_s=body.ring_s):
        yield json.dumps(finding_facts(found)).encode() + b"\n"
