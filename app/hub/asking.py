"""Queries over HTTP: a route for each that a role may ask, made from the query's signature."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from datetime import datetime
from inspect import Parameter, signature
from typing import Annotated, Any, get_type_hints
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, create_model
from sqlalchemy.orm import Session

from app import board
from app.errors import NotAllowed
from app.hub import board as hub_board
from app.hub.answers import refusals
from app.hub.bundling import SEES_WORK_OF_OTHERS
from app.hub.hub import TheHub
from app.hub.reading import AskedFor, log_reads
from app.hub.speaking import SignedInPerson
from app.hub.tokens import Speaker
from app.hub.transactions import read_and_log
from app.rights import MAY_ASK, require_query
from app.wallboard_reading import floor_board

ROWS, DEEP = 500, 100_000
# What a query takes as it comes from its own desk is bounded when it comes over the wire.
_BOUNDED: dict[str, Any] = {
    "limit": Annotated[int, Field(ge=1, le=ROWS)],
    "offset": Annotated[int, Field(ge=0, le=DEEP)],
}

router = APIRouter(prefix="/v1/ask", tags=["queries"])


def _arguments(query: Callable[..., Any]) -> type[BaseModel]:
    """Return the model of what a query is asked with: its parameters but the session."""
    hints = get_type_hints(query)
    fields: dict[str, Any] = {}
    for name, parameter in list(signature(query).parameters.items())[1:]:
        kind = AwareDatetime if hints[name] is datetime else hints[name]
        default = ... if parameter.default is Parameter.empty else parameter.default
        fields[name] = (_BOUNDED.get(name, kind), default)
    title = "".join(part.capitalize() for part in query.__name__.split("_"))
    return create_model(f"Ask{title}", __config__=ConfigDict(extra="forbid"), **fields)


def _require_own(speaker: Speaker, arguments: dict[str, Any]) -> None:
    """Raise NotAllowed for a question about somebody else's work."""
    asked = arguments.get("person_id", speaker.actor.person_id)
    if asked != speaker.actor.person_id and not speaker.actor.roles & SEES_WORK_OF_OTHERS:
        raise NotAllowed(what="person")


def _customers(value: Any) -> Iterator[UUID]:
    """Yield every customer that an answer names."""
    if isinstance(value, list | tuple):
        for one in value:
            yield from _customers(one)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            found = getattr(value, field.name)
            if field.name == "customer_id" and found is not None:
                yield found
            else:
                yield from _customers(found)


def _add_route(query: Callable[..., Any], answered_by: Callable[..., Any]) -> None:
    answer = TypeAdapter(get_type_hints(query)["return"])
    model = _arguments(query)

    def ask(hub: TheHub, speaker: SignedInPerson, body: BaseModel, why: AskedFor) -> Response:
        require_query(speaker.actor, query)
        arguments = {name: getattr(body, name) for name in model.model_fields}
        _require_own(speaker, arguments)
        asked = {arguments["customer_id"]} if "customer_id" in arguments else set()

        def work(session: Session) -> Any:
            hub.limits.admit(session, speaker.actor, asked, hub.now())
            found = answered_by(session, **arguments)
            log_reads(session, hub, speaker, {*asked, *_customers(found)}, why)
            return found

        found = read_and_log(hub.store, work)
        return Response(answer.dump_json(found), media_type="application/json")

    ask.__annotations__["body"] = model
    router.add_api_route(
        f"/{query.__name__}",
        ask,
        methods=["POST"],
        name=query.__name__,
        summary=(query.__doc__ or query.__name__).splitlines()[0],
        response_model=get_type_hints(query)["return"],
        responses=refusals(401, 403, 404, 429),
    )


# What a hub can answer better than a store alone, with the same arguments and the same kind of answer.
_ANSWERS: dict[Callable[..., Any], Callable[..., Any]] = {board.order_board: hub_board.order_board}

# What has a route of its own, with the same name.
_ELSEWHERE: frozenset[Callable[..., Any]] = frozenset({floor_board})

for _query in MAY_ASK:
    if _query not in _ELSEWHERE:
        _add_route(_query, _ANSWERS.get(_query, _query))
