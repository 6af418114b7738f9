"""How a hub answers what it does not do: refusals by their code, and nothing of what was sent."""

from __future__ import annotations

import logging
from typing import Annotated, Any

from fastapi import FastAPI, Header, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from sqlalchemy.exc import DataError, InterfaceError, OperationalError, StatementError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import (
    DomainError,
    NoCentre,
    NotAllowed,
    NotFound,
    SignedOut,
    TooManyTries,
    TooMuchRead,
    TooOld,
    WrongPassword,
)
from app.hub.faults import log_fault
from app.wire import API_HEADER, API_NEWEST, API_OLDEST, Refusal
from db.store import StoreProblem

BODY_BYTES = 16_000_000
CONFLICT = 409
STATUS: dict[str, int] = {
    SignedOut.code: 401,
    WrongPassword.code: 401,
    NotAllowed.code: 403,
    NotFound.code: 404,
    TooOld.code: 426,
    TooMuchRead.code: 429,
    TooManyTries.code: 429,
    NoCentre.code: 503,
}  # any other refusal is a conflict
DOES_NOT_FIT = "does_not_fit"
_LOG = logging.getLogger(__name__)


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return how a route's refusals stand in the OpenAPI; each may meet an old desk and a store away."""
    return {status: {"model": Refusal} for status in (*statuses, 422, 426, 503)}


def require_api(version: Annotated[int, Header(alias=API_HEADER)] = 0) -> None:
    """Refuse a desk that speaks no version of ours. Raises TooOld."""
    if not API_OLDEST <= version <= API_NEWEST:
        raise TooOld(oldest=API_OLDEST, newest=API_NEWEST)


def answer_refusals(app: FastAPI) -> None:
    """Let every error of a route become an answer of one form."""
    app.add_exception_handler(DomainError, _refused)
    app.add_exception_handler(RequestValidationError, _unfit)
    for value in (DataError, OverflowError):
        app.add_exception_handler(value, _unfit)
    app.add_exception_handler(StatementError, _unfit_in_statement)
    app.add_exception_handler(HTTPException, _not_served)
    for away in (OperationalError, InterfaceError, NoConnectionFree, StoreProblem):
        app.add_exception_handler(away, _store_away)
    app.add_middleware(Guarded)


def _answer(request: Request, status: int, refusal: Refusal) -> Response:
    _LOG.info("%s %s %s %s", request.method, request.url.path, status, refusal.code)
    headers = {"Cache-Control": "no-store"}
    return Response(refusal.model_dump_json(), status, headers, "application/json")


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, DomainError)
    refusal = Refusal(code=error.code, details=error.details)
    return _answer(request, STATUS.get(error.code, CONFLICT), refusal)


async def _unfit(request: Request, error: Exception) -> Response:
    """Say which fields do not fit and never what stood in them: it may be a password."""
    found = error.errors() if isinstance(error, RequestValidationError) else []
    places = sorted({".".join(str(part) for part in one["loc"]) for one in found})
    return _answer(request, 422, Refusal(code=DOES_NOT_FIT, details={"fields": ", ".join(places[:20])}))


async def _unfit_in_statement(request: Request, error: Exception) -> Response:
    """Answer for a value that cannot be sent to the store; any other error of a statement is a bug."""
    if isinstance(error, StatementError) and isinstance(error.orig, OverflowError):
        return await _unfit(request, error)
    raise error


async def _not_served(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = NotFound.code if error.status_code == STATUS[NotFound.code] else DOES_NOT_FIT
    return _answer(request, error.status_code, Refusal(code=code, details={"what": "route"}))


async def _store_away(request: Request, error: Exception) -> Response:
    _LOG.warning("the store is away: %s", type(error).__name__)
    return _answer(request, STATUS[NoCentre.code], Refusal(code=NoCentre.code))


class Guarded:
    """Limits what a request may bring, and logs a bug by its place: its message may hold a customer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        left, started = BODY_BYTES, False

        async def counted() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise HTTPException(413)
            return message

        async def noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, counted, noted)
        except Exception as error:
            log_fault(_LOG, f"{scope['path']} failed", error)
            if not started:  # else the server ends the connection
                body = Refusal(code="bug").model_dump_json()
                await Response(body, 500, media_type="application/json")(scope, receive, send)
