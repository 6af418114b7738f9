"""Finding customers by what a caller can say: a name or its initials, a number, an order, a serial."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    Text,
    bindparam,
    case,
    func,
    literal,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from app.customers import MAKER
from app.names import surname_variant
from app.numbers import masked, normalise_number
from db.models.catalogue import Region
from db.models.customers import (
    Address,
    Customer,
    Phone,
    SearchWord,
    Tier,
    Title,
    Unit,
    number_end,
    serial_end,
)
from db.models.orders import RepairOrder
from db.prefix import begins_with, bounds
from db.prepared import Prepared
from db.words import LENGTH

HITS: Final = 20
LONGEST: Final = 80
END: Final = 4  # digits that the end of a number must have
SERIAL_END: Final = 6
_LOOKED_AT: Final = 1_000  # words that fit: what is asked besides is looked for in their addresses
_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"


class FoundBy(StrEnum):
    """What was recognised, the surest first."""

    NUMBER = "number"
    ORDER = "order"
    SERIAL = "serial"
    NAME_AND_END = "name_and_end"
    NAME = "name"
    INITIALS = "initials"
    NUMBER_END = "number_end"
    SERIAL_END = "serial_end"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A line of a list: enough to choose by, too little to dial. Who opens it reads the customer."""

    customer_id: UUID
    found_by: FoundBy
    name: str
    title: Title
    tier: Tier
    number: str  # masked
    place_zh: str
    place_en: str
    found: str = ""  # the order's number, the serial number or the address, this without the door


def search(session: Session, words: str, sitting: UUID | None = None) -> list[SearchHit]:  # noqa: ARG001
    """Return at most `HITS` customers, those found by the surest way first; nobody for too little.

    ``sitting``: one id for all that is asked while somebody types, by which a hub counts nobody twice.
    """
    return hits(SEARCH.rows(session.connection(), search_values(words)))


def hits(rows: Sequence[Any]) -> list[SearchHit]:
    """Make lines of the rows, wherever they were read."""
    return [_hit(*row) for row in rows]


def merged(first: Sequence[SearchHit], more: Sequence[SearchHit]) -> list[SearchHit]:
    """Return what was found in two places as one list, nobody twice; what the first says counts."""
    known = {one.customer_id for one in first}
    found = [*first, *(one for one in more if one.customer_id not in known)]
    return sorted(found, key=lambda one: list(FoundBy).index(one.found_by))[:HITS]


def _hit(
    customer: UUID, found: str, name: str, title: Title, tier: Tier, key: str, zh: str, en: str
) -> SearchHit:
    way, what = list(FoundBy)[int(found[0])], found[1:]
    said = without_door(what) if way is FoundBy.ADDRESS else what
    return SearchHit(customer, way, name, title, tier, masked(key), zh, en, said)


def without_door(line: str) -> str:
    """Return an address line up to the building: who lives behind which door is read on the page."""
    return re.sub(r"\s*([0-9]+\s*单元\s*)?[0-9A-Za-z-]+\s*[室号户]?\s*$", "", line) or line[:2]


def search_values(words: str) -> dict[str, str | None]:
    """Return what the statement is asked with; a way that these words do not go has None."""
    text = " ".join(unicodedata.normalize("NFKC", words).replace("\u200b", "").split())[:LONGEST]
    digits = re.sub(r"[\s()-]", "", text)
    is_number = digits.isdecimal() and digits.isascii()
    end = digits if is_number and len(digits) >= END else None
    sound = text.replace(" ", "").lower() if re.fullmatch(r"[A-Za-z ]{2,}", text) else None
    name = None if is_number or not text else text
    serial = text.upper() if re.fullmatch(r"(?=.*\d)[\w-]+", text) else None
    serial_end = serial if serial and serial.isascii() and len(serial) >= SERIAL_END else None
    return {
        "key": normalise_number(text).key if is_number or text.startswith("+") else None,
        "order": _order_number(digits) if is_number else None,
        "serial": serial,
        "serial_end": serial_end and serial_end[-SERIAL_END:],
        "serial_like": serial_end and f"%{serial_end}",
        **_between("name", name),
        **_between("variant", surname_variant(name) if name else None),
        **_between("sound", sound),
        "end": end and end[-END:],
        "like": end and f"%{end}",
        **_name_and_end(text),
        **_address(text.replace(" ", "")),
    }


def _order_number(digits: str) -> str | None:
    """Return the number of an order as it is written, from its digits."""
    return f"{digits[:6]}-{digits[6:10]}-{digits[10:]}" if len(digits) > 10 else None


def _name_and_end(text: str) -> dict[str, str | None]:
    """Read a surname or initials and the end of a number: z8000, 张8000."""
    found = re.fullmatch(rf"([a-z]{{1,6}}|[{_HAN}]{{1,4}}) ?([0-9]{{{END},11}})", text.lower())
    who, end = found.groups() if found else (None, None)
    return {
        "who_end": end and end[-END:],
        "who_like": end and f"%{end}",
        "who_name": who and f"{who}%",
        "who_sound": who and f"% {who}%",
    }


def _address(text: str) -> dict[str, str | None]:
    """Read a part of an address: it begins with the name of a street, an estate or a building."""
    found = re.match(rf"[{_HAN}A-Za-z]+", text)
    is_one = found is not None and len(text) > 1 and re.search(f"[{_HAN}]", text) is not None
    parts = re.findall(r"[0-9]+[^0-9]*|[^0-9]+", text)
    return {
        **_between("line", text[:LENGTH] if is_one else None),
        **_between("street", found[0][:LENGTH] if found and is_one else None),
        "line_like": f"%{'%'.join(parts)}%" if is_one else None,
    }


def _between(name: str, beginning: str | None) -> dict[str, str | None]:
    low, high = bounds(beginning) if beginning else (None, None)
    return {f"{name}_low": low, f"{name}_high": high}


def _text(name: str) -> Any:
    return bindparam(name, type_=Text())


_NOTHING: Any = literal_column("''", Text())


def _way(found_by: FoundBy, customer: Any, what: Any, *conditions: Any) -> Select[Any]:
    """Find a few customers, each with the rank of the way and what was found, in one text."""
    found = literal_column(f"'{list(FoundBy).index(found_by)}'", Text()) + what
    few = select(customer.label("id"), found.label("found")).where(*conditions)
    return select(few.limit(literal_column(str(HITS))).subquery())


def _begins(column: Any, name: str) -> ColumnElement[bool]:
    return begins_with(column, _text(f"{name}_low"), _text(f"{name}_high"))


def _by_word(found_by: FoundBy, name: str) -> Select[Any]:
    """Find by the beginning of a word; several words of one customer count once."""
    ids = _looked_at(name)
    return _way(found_by, select(ids.c.id).distinct().subquery().c.id, _NOTHING)


def _looked_at(name: str) -> Subquery:
    """Return the first customers who have a word that begins so, one line a word."""
    few = select(SearchWord.customer_id.label("id")).where(_begins(SearchWord.word, name))
    return few.limit(literal_column(str(_LOOKED_AT))).subquery()


def _by_address(name: str, *conditions: Any) -> Select[Any]:
    """Find by the beginning of one word, and by all of what was asked in the line that it stands in."""
    few = _looked_at(name)
    line = func.replace(Address.line, literal_column("' '"), literal_column("''"), type_=Text())
    return _way(
        FoundBy.ADDRESS,
        few.c.id,
        Address.line,
        Address.customer_id == few.c.id,
        line.like(_text("line_like")),
        *conditions,
    )


def _by_addresses() -> list[Select[Any]]:
    """Find what stands in an address as it was asked; else its parts, in every line of the street."""
    whole = _by_address("line")
    return [whole, _by_address("street", ~select(whole.subquery().c.id).correlate(None).exists())]


def _by_number() -> list[Select[Any]]:
    heard = literal_column("' '", Text()) + Customer.initials
    return [
        _way(FoundBy.NUMBER, Phone.customer_id, _NOTHING, Phone.key == _text("key")),
        _way(
            FoundBy.NAME_AND_END,
            Phone.customer_id,
            _NOTHING,
            number_end(Phone.key) == _text("who_end"),
            Phone.key.like(_text("who_like")),
            Customer.id == Phone.customer_id,
            Customer.name.like(_text("who_name")) | heard.like(_text("who_sound")),
        ),
        _way(
            FoundBy.NUMBER_END,
            Phone.customer_id,
            _NOTHING,
            number_end(Phone.key) == _text("end"),
            Phone.key.like(_text("like")),
        ),
    ]


def _by_record() -> list[Select[Any]]:
    order, serial = RepairOrder.number, func.coalesce(Unit.serial, _NOTHING)
    return [
        _way(FoundBy.ORDER, RepairOrder.customer_id, order, order == _text("order")),
        _way(
            FoundBy.SERIAL,
            Unit.customer_id,
            serial,
            Unit.maker == MAKER,
            Unit.serial == _text("serial"),
        ),
        _way(
            FoundBy.SERIAL_END,
            Unit.customer_id,
            serial,
            serial_end(Unit.serial) == _text("serial_end"),
            Unit.serial.like(_text("serial_like")),
        ),
    ]


def _by_name() -> list[Select[Any]]:
    return [
        _way(FoundBy.NAME, Customer.id, _NOTHING, _begins(Customer.name, "name")),
        _way(FoundBy.NAME, Customer.id, _NOTHING, _begins(Customer.name, "variant")),
        _by_word(FoundBy.INITIALS, "sound"),
    ]


def _surest() -> Subquery:
    """Return a few customers with the surest way to each, whichever ways lead there."""
    ways = union_all(*_by_number(), *_by_record(), *_by_name(), *_by_addresses()).subquery()
    return (
        select(ways.c.id, func.min(ways.c.found).label("found"))
        .group_by(ways.c.id)
        .order_by(func.min(ways.c.found), ways.c.id)
        .limit(literal_column(str(HITS)))
        .subquery()
    )


def _statement() -> Select[Any]:
    surest = _surest()
    rank = func.substr(surest.c.found, literal_column("1"), literal_column("1"))
    above, town = aliased(Region), func.length(Region.code) > literal_column("6")
    named_first = case((Phone.key == _text("key"), literal_column("0")), else_=literal_column("1"))
    key = (
        select(Phone.key)
        .where(Phone.customer_id == Customer.id)
        .order_by(named_first, Phone.role, Phone.key)
        .limit(literal_column("1"))
        .scalar_subquery()
    )
    return (
        select(
            Customer.id,
            surest.c.found,
            Customer.name,
            Customer.title,
            Customer.tier,
            func.coalesce(key, literal("")),
            func.coalesce(case((town, above.name_zh), else_=Region.name_zh), ""),
            func.coalesce(case((town, above.name_en), else_=Region.name_en), ""),
        )
        .join(surest, surest.c.id == Customer.id)
        .outerjoin(Address, (Address.customer_id == Customer.id) & Address.is_primary)
        .outerjoin(Region, Region.code == Address.region_code)
        .outerjoin(above, above.code == Region.parent_code)
        .order_by(rank, Customer.name, Customer.id)
    )


SEARCH = Prepared(_statement())
