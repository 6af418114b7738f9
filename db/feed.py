"""Which bundles a change of rows touches, and the triggers that note it, made from the models.

A central store notes it in the feed: once per transaction and bundle, by statement triggers with transition
tables. A desk's cache notes it in ``touched``, for the command that is being applied.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, text

from db.models.arrangements import Arrangement
from db.models.base import Base
from db.models.calendar import CalendarDay
from db.models.callbacks import CallBack
from db.models.calls import Call, Leg, Offer
from db.models.cases import Case, CaseEvent
from db.models.catalogue import Code, Fault, FormerRegion, ProductModel, Region, RegionAlias
from db.models.clocks import Absence, Escalation, EscalationRule, OrderPause, PromiseRule
from db.models.customers import Address, Customer, Phone, Unit
from db.models.floor import NuisanceNumber, Queue
from db.models.followups import Attempt, CallingWindow, CallingZone, FollowUp, FollowUpRule, GoodsWish
from db.models.interactions import Interaction
from db.models.knowledge import (
    Article,
    ArticleLink,
    ArticleUse,
    ArticleWord,
    Notice,
    NoticeRead,
    NoticeTold,
    Script,
    ScriptAnswer,
    ScriptVersion,
)
from db.models.matching import LineSite, RuledOut, SeenNumber
from db.models.messages import (
    MarketingConsent,
    Message,
    MessageGateway,
    MessageHours,
    MessageTemplate,
)
from db.models.orders import OrderEvent, RepairOrder
from db.models.people import Person, PersonRole
from db.models.providers import (
    Booking,
    Coverage,
    CoverageGap,
    Provider,
    ProviderHoliday,
    ProviderPhone,
    ProviderSkill,
    Technician,
)
from db.models.recordings import Recording
from db.models.roster import RosterShift
from db.models.warranty import WarrantyExtension, WarrantyRule
from db.triggers import drop_named

PREFIX = "feed_"
REFERENCE: tuple[type[Base], ...] = (
    Code,
    Region,
    ProductModel,
    Fault,
    Provider,
    ProviderPhone,
    Technician,
    ProviderSkill,
    ProviderHoliday,
    Coverage,
    CoverageGap,
    Person,
    PersonRole,
    LineSite,
    FollowUpRule,
    CallingWindow,
    CallingZone,
    CalendarDay,
    WarrantyRule,
    PromiseRule,
    EscalationRule,
    Absence,
    FormerRegion,
    RegionAlias,
    MessageTemplate,
    MessageHours,
    MessageGateway,
    Article,
    ArticleLink,
    ArticleWord,
    Notice,
    Script,
    ScriptVersion,
    Queue,
    NuisanceNumber,
)


def customer_key(customer_id: UUID) -> str:
    return f"customer:{customer_id.hex}"


def call_key(call_id: UUID) -> str:
    """Return the key of a call that nobody has bound to a customer yet."""
    return f"call:{call_id.hex}"


def visit_key(order_id: UUID) -> str:
    return f"visit:{order_id.hex}"


def work_key(person_id: UUID) -> str:
    return f"work:{person_id.hex}"


def own_key(person_id: UUID) -> str:
    """Return the key of what nobody but one person has to do with."""
    return f"own:{person_id.hex}"


def reference_key(model: type[Base]) -> str:
    return f"ref:{model.__tablename__}"


@dataclass(frozen=True, slots=True)
class KeyRule:
    """A bundle that a row belongs to: its kind, and the column with the id (None: the whole table).

    ``unless`` is a column that must be empty for the row to be in that bundle.
    """

    kind: str
    column: str | None
    unless: str | None = None


_OF_CUSTOMER = KeyRule("customer", "customer_id")
RULES: dict[type[Base], tuple[KeyRule, ...]] = {
    Customer: (KeyRule("customer", "id"),),
    Phone: (_OF_CUSTOMER,),
    SeenNumber: (_OF_CUSTOMER,),
    RuledOut: (_OF_CUSTOMER,),
    Address: (_OF_CUSTOMER,),
    Unit: (_OF_CUSTOMER,),
    WarrantyExtension: (_OF_CUSTOMER,),
    Call: (_OF_CUSTOMER, KeyRule("call", "id", unless="customer_id")),
    Offer: (_OF_CUSTOMER, KeyRule("call", "call_id", unless="customer_id")),
    Leg: (_OF_CUSTOMER, KeyRule("call", "call_id", unless="customer_id")),
    Recording: (_OF_CUSTOMER, KeyRule("call", "call_id", unless="customer_id")),
    Interaction: (
        _OF_CUSTOMER,
        KeyRule("call", "call_id", unless="customer_id"),
        KeyRule("work", "person_id"),
    ),
    Case: (_OF_CUSTOMER, KeyRule("work", "owner_id")),
    RepairOrder: (_OF_CUSTOMER, KeyRule("work", "owner_id"), KeyRule("visit", "id")),
    CaseEvent: (_OF_CUSTOMER,),
    OrderPause: (_OF_CUSTOMER, KeyRule("visit", "order_id")),
    Escalation: (_OF_CUSTOMER, KeyRule("work", "person_id")),
    OrderEvent: (_OF_CUSTOMER, KeyRule("visit", "order_id")),
    FollowUp: (_OF_CUSTOMER, KeyRule("work", "owner_id"), KeyRule("work", "claimed_by_id")),
    GoodsWish: (_OF_CUSTOMER,),
    CallBack: (
        _OF_CUSTOMER,
        KeyRule("call", "call_id", unless="customer_id"),
        KeyRule("work", "claimed_by_id"),
    ),
    Attempt: (_OF_CUSTOMER,),
    Booking: (_OF_CUSTOMER, KeyRule("visit", "order_id")),
    Message: (_OF_CUSTOMER, KeyRule("visit", "order_id")),
    MarketingConsent: (_OF_CUSTOMER,),
    ArticleUse: (_OF_CUSTOMER, KeyRule("call", "call_id", unless="customer_id")),
    ScriptAnswer: (_OF_CUSTOMER, KeyRule("call", "call_id", unless="customer_id")),
    NoticeTold: (_OF_CUSTOMER,),
    Arrangement: (KeyRule("own", "person_id"),),
    NoticeRead: (KeyRule("own", "person_id"),),
    RosterShift: (KeyRule("own", "person_id"),),
    **{model: (KeyRule("ref", None),) for model in REFERENCE},
}


def install_feed(connection: Connection) -> None:
    """Make the feed's triggers of a central store anew; any other store has none."""
    if connection.dialect.name == "sqlite":
        return
    drop_feed(connection)
    for model, rules in RULES.items():
        for statement in _postgresql(model.__tablename__, rules):
            connection.execute(text(statement))


def drop_feed(connection: Connection) -> None:
    """Drop every trigger of the feed, also one that no model asks for any more."""
    drop_named(connection, "feed")


def install_touched(connection: Connection) -> None:
    """Make the triggers of a desk's cache, which has just been made."""
    for model, rules in RULES.items():
        for event, sides in (("INSERT", ("NEW",)), ("UPDATE", ("NEW", "OLD")), ("DELETE", ("OLD",))):
            keys = " UNION ".join(_keys_sqlite(model.__tablename__, rules, sides))
            connection.execute(
                text(
                    f"CREATE TRIGGER touched_{model.__tablename__}_{event.lower()} AFTER {event}"
                    f' ON "{model.__tablename__}" FOR EACH ROW BEGIN'
                    f" INSERT OR IGNORE INTO touched (key) {keys}; END"
                )
            )


def _keys_sqlite(table: str, rules: tuple[KeyRule, ...], sides: tuple[str, ...]) -> Iterator[str]:
    for side in sides:
        for rule in rules:
            if rule.column is None:
                yield f"SELECT 'ref:{table}'"
                continue
            unless = f" AND {side}.{rule.unless} IS NULL" if rule.unless else ""
            column = f"{side}.{rule.column}"  # an id stands there in 32 hexadecimal digits
            yield f"SELECT '{rule.kind}:' || {column} WHERE {column} IS NOT NULL{unless}"


def _postgresql(table: str, rules: tuple[KeyRule, ...]) -> Iterator[str]:
    for event, sides in (("INSERT", ("new",)), ("UPDATE", ("new", "old")), ("DELETE", ("old",))):
        name = f"{PREFIX}{table}_{event.lower()}"
        keys = " UNION ".join(_keys_postgresql(table, rules, sides))
        yield (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER"
            f" SET search_path FROM CURRENT AS $$ BEGIN"
            f" INSERT INTO feed (xid, seq, key)"
            f" SELECT pg_current_xact_id()::text::bigint, nextval('feed_seq'), found.key"
            f" FROM ({keys}) AS found (key)"
            f" ON CONFLICT (xid, key) DO NOTHING; RETURN NULL; END $$"
        )
        tables = " ".join(f"{side.upper()} TABLE AS {side}_rows" for side in sides)
        yield (
            f'CREATE TRIGGER {name} AFTER {event} ON "{table}" REFERENCING {tables}'
            f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )


def _keys_postgresql(table: str, rules: tuple[KeyRule, ...], sides: tuple[str, ...]) -> Iterator[str]:
    for side in sides:
        for rule in rules:
            if rule.column is None:
                yield f"SELECT 'ref:{table}' FROM {side}_rows"
                continue
            unless = f" AND {rule.unless} IS NULL" if rule.unless else ""
            key = f"'{rule.kind}:' || replace({rule.column}::text, '-', '')"
            yield f"SELECT {key} FROM {side}_rows WHERE {rule.column} IS NOT NULL{unless}"
