"""The statements of a page: made of the very selects by which a desk reads its own store."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from sqlalchemy import CTE, ColumnElement, Select, bindparam, case, func, literal_column, null, select

from app.hub.read_log import quietly, read_rows, token_is_good
from app.hub.read_pool import ReadStatement
from app.matching import CANDIDATES, certain_of
from app.pop import SECTIONS
from app.timeline import CUSTOMER
from db.json_rows import json_array, json_object, json_sections
from db.models.base import UtcDateTime
from db.models.customers import Customer
from db.prepared import Prepared

Sections = Mapping[str, Prepared]
HEAD: Final[Sections] = {"head": SECTIONS["head"]}


def of_customer(sections: Sections) -> Select[Any]:
    """Return: the answer, whom it shows, whether the token is good."""
    good = select(token_is_good().label("is_good")).cte("good")
    shown = select(Customer.id).where(Customer.id == CUSTOMER, good.c.is_good).cte("shown")
    answer = _answer(literal_column("'[]'::json"), json_sections(sections))
    return select(answer, _ids(shown), good.c.is_good, quietly()).add_cte(read_rows(shown))


def of_number(sections: Sections) -> Select[Any]:
    """Return the same for all to whom a number leads, with the page if it is certain who it is."""
    found, shown = _who()
    good = select(token_is_good().label("is_good")).cte("good")
    read = read_rows(select(shown.c.id).where(good.c.is_good).cte("told"))
    answer = _number_answer(found, sections)
    return select(answer, _ids(shown), good.c.is_good, quietly()).add_cte(read)


def for_nobody(sections: Sections) -> Select[Any]:
    """Return the answer of a number and whom it shows, and write nothing down."""
    found, shown = _who()
    return select(_number_answer(found, sections), _ids(shown))


def _who() -> tuple[CTE, CTE]:
    found = CANDIDATES.statement.cte("found")
    return found, select(found.c.id).distinct().cte("shown")


def _ids(shown: CTE) -> ColumnElement[Any]:
    ids = select(func.array_agg(shown.c.id)).scalar_subquery()
    return func.coalesce(ids, literal_column("'{}'::uuid[]"))


def _number_answer(found: CTE, sections: Sections) -> ColumnElement[Any]:
    only = certain_of(found).cte("only")
    customer = select(only.c.id).scalar_subquery()
    page = case((customer.is_not(None), json_sections(sections, customer)), else_=null())
    return _answer(json_array(found), page)


def _answer(candidates: ColumnElement[Any], page: ColumnElement[Any]) -> ColumnElement[Any]:
    at = bindparam("at", type_=UtcDateTime())
    return json_object({"at": at, "candidates": candidates, "page": page})


OF_CUSTOMER: Final = ReadStatement(partial(of_customer, SECTIONS))
HEAD_OF_CUSTOMER: Final = ReadStatement(partial(of_customer, HEAD))
OF_NUMBER: Final = ReadStatement(partial(of_number, SECTIONS))
HEAD_OF_NUMBER: Final = ReadStatement(partial(of_number, HEAD))
FOR_NOBODY: Final = ReadStatement(partial(for_nobody, SECTIONS))
HEAD_FOR_NOBODY: Final = ReadStatement(partial(for_nobody, HEAD))


def make_ready() -> None:
    """Make all of them, in the order in which a hub that has just begun is asked, so that no call waits."""
    for each in (FOR_NOBODY, OF_NUMBER, OF_CUSTOMER, HEAD_FOR_NOBODY, HEAD_OF_NUMBER, HEAD_OF_CUSTOMER):
        assert each.sql
