"""Finding customers at the centre: masked lines, each written down as shown."""

from __future__ import annotations

import json
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import Field, TypeAdapter
from sqlalchemy import ARRAY, Uuid, all_, bindparam, select

from app.errors import SignedOut
from app.hub.answers import refusals
from app.hub.pops import Pops
from app.hub.quick import asked, described, json_answer, token_of
from app.hub.read_log import quietly, read_rows, read_values, token_is_good
from app.hub.read_pool import ReadStatement, read_statement
from app.hub.tokens import Speaker
from app.rights import require_query
from app.search import LONGEST, SEARCH, SearchHit, hits, search_values
from app.search import search as search_query
from app.wire import Message
from db.json_rows import json_array
from db.models.hub import ReadReason

_LINES = TypeAdapter(list[SearchHit])


class SearchAsked(Message):
    """``sitting`` is one for all that is asked while somebody types: nobody is written down in it twice."""

    q: str = Field(max_length=LONGEST)
    sitting: UUID | None = None


router = APIRouter(prefix="/v1", tags=["search"])


@router.get(
    "/search",
    summary="Find customers",
    openapi_extra=described(SearchAsked),
    response_model=list[SearchHit],
    responses=refusals(401, 403, 429),
)
async def search(request: Request) -> Response:
    """By the beginning of a name or its initials, a number or its end, an order's number, a serial number."""
    pops: Pops = request.app.state.pops
    speaker = await pops.known.speaker(token_of(request))
    require_query(speaker.actor, search_query)
    return json_answer(_LINES.dump_json(await _lines(pops, speaker, asked(request, SearchAsked))))


async def _lines(pops: Pops, speaker: Speaker, wanted: SearchAsked) -> list[SearchHit]:
    now, person_id = pops.hub.now(), speaker.actor.person_id
    shown = pops.sittings.shown(person_id, wanted.sitting, now)
    read = read_values(person_id, ReadReason.LISTED, wanted.q, now, speaker.token)
    values = {**search_values(wanted.q), **read, "shown": list(shown)}
    found, is_good, _ = await pops.pool.row(_SEARCH, values)
    if not is_good:
        pops.known.forget(speaker)
        raise SignedOut
    lines = hits(SEARCH.from_json(json.loads(found)))
    await pops.admit_lines(speaker.actor, [line.customer_id for line in lines], now)
    pops.sittings.add(person_id, wanted.sitting, (line.customer_id for line in lines))
    return lines


def _statement() -> ReadStatement:
    good = select(token_is_good().label("is_good")).cte("good")
    found = SEARCH.statement.where(good.c.is_good).cte("found")
    shown = all_(bindparam("shown", type_=ARRAY(Uuid())))
    read = read_rows(select(found.c.id).where(found.c.id != shown).cte("told"))
    return read_statement(select(json_array(found), good.c.is_good, quietly()).add_cte(read))


_SEARCH: Final = _statement()
