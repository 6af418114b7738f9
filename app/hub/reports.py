"""What a gateway tells the hub of messages that it has sent: signed, and harmless when it is told twice."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from anyio import to_thread
from fastapi import APIRouter, Request
from pydantic import BaseModel, ValidationError
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException

from app.errors import NoCentre, SignedOut
from app.hub.hub import TheHub
from app.hub.sender import Sender
from app.hub.transactions import transact
from app.messages.gateway import Reports
from app.messages.outbox import settle
from app.messages.signing import NotSigned
from app.wire import Refusal

MOST_BYTES: Final = 1_000_000

router = APIRouter(prefix="/v1", tags=["messages"])


class Taken(BaseModel):
    """How many of the reports were new."""

    taken: int


@router.post(
    "/messages/reports",
    summary="Tell what became of messages",
    responses={status: {"model": Refusal} for status in (401, 413, 422, 503)},
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": Reports.model_json_schema()}},
        }
    },
)
async def reports(request: Request, hub: TheHub) -> Taken:
    """Take a gateway's reports. Signed as docs/messages.md has it, not by a person's token."""
    sender: Sender | None = request.app.state.sender
    gateway = None if sender is None else sender.gateway()
    if gateway is None:
        raise NoCentre
    body = await _body(request)
    try:
        gateway.require_signed(request.headers, request.method, _path(request), body)
    except NotSigned as error:
        raise SignedOut from error
    found = _read(body)
    return Taken(taken=await to_thread.run_sync(transact, hub.store, lambda s: _settle(s, found, hub.now())))


async def _body(request: Request) -> bytes:
    """Read what is posted, and no further than reports go: who posts it is not known yet."""
    found = bytearray()
    async for part in request.stream():
        found += part
        if len(found) > MOST_BYTES:
            raise HTTPException(413)
    return bytes(found)


def _path(request: Request) -> str:
    query = f"?{request.url.query}" if request.url.query else ""
    return request.url.path + query


def _read(body: bytes) -> Reports:
    try:
        return Reports.model_validate_json(body)
    except ValidationError as error:
        raise HTTPException(422) from error


def _settle(session: Session, found: Reports, now: datetime) -> int:
    # In one order, so that two posts never wait for each other.
    return sum(settle(session, report, now) for report in sorted(found.reports, key=lambda one: one.id))
