"""What the hub's database role may do: its work, and nothing that could change history or the schema.

Where the data of the database itself has to be trusted, no program that is spoken to from outside may rewrite
it: so it is the owner who runs `grant_to_hub`, and the hub that works with what was granted.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from db.models.arrangements import Arrangement
from db.models.base import Base
from db.models.calendar import CalendarChange, CalendarDay
from db.models.callbacks import CallBack
from db.models.calls import Call, Leg, LineRecord, Offer
from db.models.cases import Case, CaseEvent
from db.models.catalogue import Code, Fault, FormerRegion, ProductModel, RegionAlias
from db.models.clocks import Absence, Escalation, EscalationRule, OrderPause, PromiseRule
from db.models.customers import Address, Customer, Phone, Unit
from db.models.floor import (
    AgentNow,
    AgentSpan,
    FloorMessage,
    HelpCall,
    NuisanceNumber,
    PlannedBreak,
    Queue,
    QueueMember,
)
from db.models.followups import Attempt, CallingWindow, CallingZone, FollowUp, FollowUpRule, GoodsWish
from db.models.hub import (
    Credential,
    CustomerRead,
    DeskSeat,
    ExtensionUse,
    FeedEntry,
    Token,
)
from db.models.interactions import Draft, Interaction
from db.models.knowledge import (
    Article,
    ArticleLink,
    ArticleUse,
    ArticleVersion,
    ArticleWord,
    Notice,
    NoticeRead,
    NoticeTold,
    Script,
    ScriptAnswer,
    ScriptVersion,
)
from db.models.ledger import COMMAND_SEQ, AppliedCommand, StoreFact
from db.models.lists import ListChange
from db.models.matching import LineSite, RuledOut, SeenNumber
from db.models.messages import MarketingConsent, Message, MessageHours, MessageTemplate
from db.models.orders import OrderEvent, RepairOrder
from db.models.outbox import HeldBundle, OutboxBundle, OutboxCommand, Touched
from db.models.people import Person, PersonRole
from db.models.phone_lines import CallListen, CallPass, LineAccount, LineLease, PersonQueue
from db.models.providers import (
    Booking,
    Capacity,
    Coverage,
    CoverageGap,
    Provider,
    ProviderHoliday,
    ProviderPhone,
    ProviderSkill,
    ProviderWeek,
    Technician,
)
from db.models.recordings import Recording, RecordingAccess
from db.models.roster import RosterShift
from db.models.wallboard import Alert, AlertStep, Threshold
from db.models.warranty import WarrantyExtension, WarrantyRule

READ, ADD, CHANGE, REMOVE = "SELECT", "INSERT", "UPDATE", "DELETE"
_HISTORY: tuple[type[Base], ...] = (
    OrderEvent,
    CaseEvent,
    Escalation,
    Attempt,
    CustomerRead,
    CalendarChange,
    ListChange,
    MarketingConsent,
    ArticleVersion,
    ScriptVersion,
    NoticeTold,
    NoticeRead,
    Alert,
    AlertStep,
    AgentSpan,
    CallPass,
    CallListen,
    RecordingAccess,
)
_WORK: tuple[type[Base], ...] = (
    Customer,
    Phone,
    Address,
    Unit,
    WarrantyRule,
    WarrantyExtension,
    Call,
    Offer,
    Leg,
    Recording,
    Interaction,
    Case,
    OrderPause,
    Absence,
    RepairOrder,
    FollowUp,
    GoodsWish,
    CallBack,
    Booking,
    Capacity,
    CoverageGap,
    StoreFact,
    DeskSeat,
    Message,
    Arrangement,
    Article,
    ArticleUse,
    Notice,
    Script,
    ScriptAnswer,
    AgentNow,
    HelpCall,
    PlannedBreak,
    NuisanceNumber,
)
# edited as lists: nothing there is ever deleted
_LISTS: tuple[type[Base], ...] = (
    Code,
    Fault,
    ProductModel,
    PromiseRule,
    EscalationRule,
    FollowUpRule,
    CallingWindow,
    CallingZone,
    MessageTemplate,
    MessageHours,
    LineSite,
    LineAccount,
    Threshold,
    Queue,
    Person,
    Provider,
    ProviderWeek,
    Technician,
)
# comes and goes
_PASSING: tuple[type[Base], ...] = (
    CalendarDay,
    Token,
    ExtensionUse,
    QueueMember,
    Draft,
    SeenNumber,
    RuledOut,
    LineRecord,
    ArticleLink,
    ArticleWord,
    Coverage,
    ProviderHoliday,
    ProviderPhone,
    ProviderSkill,
    RegionAlias,
    FormerRegion,
    LineLease,
    PersonQueue,
    RosterShift,
)
_OF_A_DESK: tuple[type[Base], ...] = (OutboxCommand, OutboxBundle, HeldBundle, Touched)
_OUTCOME = ("outcome", "refusal_code", "refusal_details", "seq")  # empty until the command is decided


def rights_of_hub() -> dict[str, str]:
    """Return for every table what the hub may do there, as GRANT has it; a new table is only read."""
    rights = dict.fromkeys(Base.metadata.tables, READ)
    rights |= {model.__tablename__: f"{READ}, {ADD}" for model in _HISTORY}
    rights |= {model.__tablename__: f"{READ}, {ADD}, {CHANGE}" for model in (*_WORK, *_LISTS)}
    rights |= {model.__tablename__: f"{READ}, {ADD}, {CHANGE}, {REMOVE}" for model in _PASSING}
    rights |= {model.__tablename__: "" for model in _OF_A_DESK}
    rights[Credential.__tablename__] = f"{READ}, {ADD}, {CHANGE}"  # counts tries; administrators set them
    rights[PersonRole.__tablename__] = f"{READ}, {ADD}, {REMOVE}"
    rights[FeedEntry.__tablename__] = f"{READ}, {REMOVE}"  # its triggers write it, as the owner
    rights[FloorMessage.__tablename__] = f"{READ}, {ADD}, {CHANGE} (seen_at)"  # who told whom what stays
    rights[AppliedCommand.__tablename__] = f"{READ}, {ADD}, {CHANGE} ({', '.join(_OUTCOME)})"
    return rights


def grant_to_hub(connection: Connection, role: str) -> None:
    """Give the hub's role what it needs and take everything else, as the owner; the caller commits.

    Raises: LookupError when there is no such role, ValueError when it owns the store and could not be bound.
    """
    _refuse_who_owns(connection, role)
    name = connection.dialect.identifier_preparer.quote_identifier(role)
    for statement in (
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"REVOKE ALL ON SCHEMA public FROM {name}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {name}",
        f"GRANT USAGE ON SCHEMA public TO {name}",
        f"GRANT USAGE ON SEQUENCE {COMMAND_SEQ.name} TO {name}",
        f"GRANT {READ} ON alembic_version TO {name}",
        *(f'GRANT {rights} ON "{table}" TO {name}' for table, rights in rights_of_hub().items() if rights),
    ):
        connection.execute(text(statement))


def may_rewrite_history(connection: Connection) -> bool:
    """Tell whether this connection's own role is not bound by what `grant_to_hub` gives."""
    asked = " or ".join(
        f"has_table_privilege(current_user, '{model.__tablename__}', 'UPDATE, DELETE, TRUNCATE, TRIGGER')"
        for model in _HISTORY
    )
    return bool(connection.execute(text(f"select {asked}")).scalar_one())


def _refuse_who_owns(connection: Connection, role: str) -> None:
    found = connection.execute(
        text(
            "select rolsuper or pg_has_role(oid, (select relowner from pg_class"
            " where oid = 'alembic_version'::regclass), 'MEMBER') from pg_roles where rolname = :role"
        ),
        {"role": role},
    ).scalar_one_or_none()
    if found is None:
        raise LookupError(role)
    if found:
        raise ValueError(role)
