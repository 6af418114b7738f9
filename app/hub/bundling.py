"""Bundles: who may read which, each read in one picture of the store and written down."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bundles import read_bundle
from app.hub.answers import refusals
from app.hub.hub import Hub, TheHub
from app.hub.reading import AskedFor, Why, log_reads
from app.hub.speaking import SignedInPerson
from app.hub.tokens import Speaker
from app.hub.transactions import read_and_log
from app.orders import CLOSED
from app.rights import DISPATCHING, FLOOR
from app.wire import KEYS, Bundle, Bundles
from db.feed import REFERENCE, reference_key
from db.models.customers import Customer
from db.models.hub import DeskSeat
from db.models.orders import RepairOrder
from db.models.people import Role

SEES_WORK_OF_OTHERS = frozenset({Role.SUPERVISOR, Role.ADMIN})
_KEY = re.compile(r"(customer|call|visit|work|own):([0-9a-f]{32})")
_REFERENCE = frozenset(reference_key(model) for model in REFERENCE)

router = APIRouter(prefix="/v1", tags=["bundles"])


@router.get("/bundles", summary="Read bundles", responses=refusals(401, 429))
def bundles(
    hub: TheHub,
    speaker: SignedInPerson,
    key: Annotated[list[str], Query(max_length=KEYS)],
    why: AskedFor,
) -> Bundles:
    """Read all of them in one picture; a stream of this desk watches them from now on."""
    return read_bundles(hub, speaker, key, why)


def read_bundles(hub: Hub, speaker: Speaker, keys: Iterable[str], why: Why) -> Bundles:
    """Read the bundles that this person may, name the others. Raises TooMuchRead."""
    asked = tuple(dict.fromkeys(keys))
    with hub.store.read() as session:  # to ask whose a visit is begins the picture; it is watched before
        hub.streams.watch(speaker.desk_id, readable(session, speaker, asked))

    def work(session: Session) -> Bundles:
        mine = readable(session, speaker, asked)
        hub.limits.admit(session, speaker.actor, map(id_of, _customer_keys(mine)), hub.now())
        through = session.get_one(DeskSeat, speaker.desk_id).last
        found = tuple(read_bundle(session, key, through) for key in mine)
        log_reads(session, hub, speaker, (one for bundle in found for one in customers_in(bundle)), why)
        return Bundles(bundles=found, refused=tuple(key for key in asked if key not in mine))

    return read_and_log(hub.store, work)


def readable(session: Session, speaker: Speaker, keys: Iterable[str]) -> list[str]:
    """Return those of the keys whose bundle this person may read, in their order."""
    asked = list(keys)
    visits = _own_visits(session, speaker, asked)
    return [key for key in asked if key in _REFERENCE or _may_read(speaker, key, visits)]


def _may_read(speaker: Speaker, key: str, own_visits: frozenset[str]) -> bool:
    found = _KEY.fullmatch(key)
    roles = speaker.actor.roles
    match found and found[1]:
        case "customer":
            return bool(roles & DISPATCHING)
        case "call":
            return bool(roles & FLOOR)
        case "visit":
            return bool(roles & DISPATCHING) or key in own_visits
        case "work":
            own = id_of(key) == speaker.actor.person_id
            return own or bool(roles & SEES_WORK_OF_OTHERS)
        case "own":
            return id_of(key) == speaker.actor.person_id
    return False


def _own_visits(session: Session, speaker: Speaker, keys: list[str]) -> frozenset[str]:
    """Return the visits among the keys that are a provider's own and still open."""
    asked = {id_of(key): key for key in keys if key.startswith("visit:") and _KEY.fullmatch(key)}
    if not asked or Role.PROVIDER not in speaker.actor.roles or speaker.provider_id is None:
        return frozenset()
    own = select(RepairOrder.id).where(
        RepairOrder.id.in_(asked),
        RepairOrder.provider_id == speaker.provider_id,
        RepairOrder.state.not_in(CLOSED),
    )
    return frozenset(asked[order_id] for order_id in session.scalars(own))


def id_of(key: str) -> UUID:
    """Return the id in a key that has one."""
    return UUID(key.partition(":")[2])


def _customer_keys(keys: Iterable[str]) -> list[str]:
    return [key for key in keys if key.startswith("customer:")]


def customers_in(bundle: Bundle) -> set[UUID]:
    """Return the customers whose rows are in a bundle."""
    table = Customer.__tablename__
    if not bundle.rows.get(table):
        return set()
    place = bundle.columns[table].index("id")
    return {UUID(str(row[place])) for row in bundle.rows[table]}
