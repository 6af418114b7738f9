"""Finding customers at the centre: masked lines, each written down as shown."""

from __future__ import annotations

import json
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import Field, TypeAdapter
from sqlalchemy import select

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
    q: str = Field(max_length=LONGEST)


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
    return json_answer(_LINES.dump_json(await _lines(pops, speaker, asked(request, SearchAsked).q)))


async def _lines(pops: Pops, speaker: Speaker, words: str) -> list[SearchHit]:
    now = pops.hub.now()
    read = read_values(speaker.actor.person_id, ReadReason.LISTED, words, now, speaker.token)
    found, is_good, _ = await pops.pool.row(_SEARCH, {**search_values(words), **read})
    if not is_good:
        pops.known.forget(speaker)
        raise SignedOut
    lines = hits(SEARCH.from_json(json.loads(found)))
    await pops.admit_lines(speaker.actor, [line.customer_id for line in lines], now)
    return lines


def _statement() -> ReadStatement:
    good = select(token_is_good().label("is_good")).cte("good")
    found = SEARCH.statement.where(good.c.is_good).cte("found")
    read = read_rows(select(found.c.id).cte("told"))
    return read_statement(select(json_array(found), good.c.is_good, quietly()).add_cte(read))


_SEARCH: Final = _statement()
