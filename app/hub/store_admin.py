"""What who owns a central store does with it: make it, bring it forward, check it, own a restored dump."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, Engine, create_engine, delete, inspect, make_url, select, text
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.orm import Session

from app.demo.world_catalogue import insert_reference
from app.hub.facts import fact, name_central_store, set_fact
from app.hub.problems import HubProblem
from app.new_store import insert_rules
from db import schema
from db.feed import RULES
from db.guards import all_guards
from db.ids import new_id
from db.models.base import Base
from db.models.hub import ExtensionUse, FeedEntry, Token
from db.models.ledger import StoreFact
from db.models.providers import BookingState
from db.roles import grant_to_hub

STORE_ID, EPOCH, HUB_ROLE, RECOVERY_KEY = "store_id", "epoch", "hub_role", "recovery_key"
OLDEST_POSTGRESQL = 15
LOCK_TIMEOUT = "10s"  # an upgrade that waits longer would hold up everybody behind it
_LOCK_NOT_AVAILABLE = "55P03"
UPGRADE = "run ringside store upgrade"
NO_STORE = "There is no store here yet: run ringside store init"


def database_url(store: str) -> URL:
    """Read the address of a central store. Raises HubProblem; what it says never has the password."""
    try:
        url = make_url(store)
    except (ArgumentError, ValueError):  # the error may hold the whole address
        raise HubProblem("That is no address of a store: postgresql://ROLE@HOST/DATABASE") from None
    if url.drivername.partition("+")[0] not in ("postgresql", "postgres"):
        raise HubProblem(f"A central store is PostgreSQL, not {url.drivername}.")
    return url.set(drivername="postgresql+psycopg")


@contextmanager
def owner_engine(url: URL) -> Iterator[Engine]:
    """Give an engine for a few statements. Raises HubProblem when the database is away or refuses."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            _refuse_old_server(connection)
        yield engine
    except DBAPIError as error:
        raise _told(error, url) from error
    finally:
        engine.dispose()


def _told(error: DBAPIError, url: URL) -> HubProblem:
    where = url.render_as_string(hide_password=True)
    said = str(error.orig).strip()
    if getattr(error.orig, "sqlstate", None) == _LOCK_NOT_AVAILABLE:
        return HubProblem(f"{where} is in use: {said}")
    if isinstance(error, OperationalError):
        return HubProblem(f"{where} is not reached: {said}")
    return HubProblem(f"{where} refuses: {said}")


def _refuse_old_server(connection: Connection) -> None:
    number = connection.execute(text("select current_setting('server_version_num')::int")).scalar_one()
    if number < OLDEST_POSTGRESQL * 10_000:
        raise HubProblem(f"PostgreSQL {number // 10_000} is too old; it takes {OLDEST_POSTGRESQL} or newer.")


def init_store(engine: Engine, hub_role: str | None = None) -> bool:
    """Make the tables, triggers and reference data in an empty database; tell whether it was empty.

    In one that is made already only the rights of ``hub_role`` are given anew. Raises HubProblem.
    """
    with Session(engine) as session, session.begin():
        connection = session.connection()
        found = schema.revision(connection)
        if found is None:
            _refuse_foreign_tables(connection)
            schema.upgrade(connection)
            insert_reference(connection)
            name_central_store(session)
        else:
            _refuse_other_revision(found)
        if hub_role is not None:
            _grant(connection, hub_role)
            set_fact(session, HUB_ROLE, hub_role)
        return found is None


def upgrade_store(engine: Engine) -> tuple[str, str]:
    """Bring the store to this program's revision, with its triggers and rules; return both revisions.

    Raises HubProblem.
    """
    with Session(engine) as session, session.begin():
        session.execute(text(f"set local lock_timeout = '{LOCK_TIMEOUT}'"))
        found = schema.revision(session.connection())
        if found is None:
            raise HubProblem(NO_STORE)
        if found != schema.HEAD and found not in schema.OLDER:
            raise HubProblem(f"The store is at revision {found}, which this program does not know.")
        schema.upgrade(session.connection())
        insert_rules(session.connection())
        hub_role = fact(session, HUB_ROLE)
        if hub_role:
            _grant(session.connection(), hub_role)
        return found, schema.HEAD


def own_restored(engine: Engine) -> None:
    """Make a restored dump a store of its own time: desks learn that it lost what came after the dump."""
    with Session(engine) as session, session.begin():
        _refuse_other_revision(schema.revision(session.connection()))
        set_fact(session, EPOCH, str(new_id()))
        for model in (FeedEntry, Token, ExtensionUse):
            session.execute(delete(model))


def keep_recovery_key(engine: Engine, public: str) -> None:
    """Let desks seal their keys for the company's recovery key from now on. Raises HubProblem."""
    with Session(engine) as session, session.begin():
        _refuse_other_revision(schema.revision(session.connection()))
        set_fact(session, RECOVERY_KEY, public)


def check_store(engine: Engine) -> list[str]:
    """Return what is wrong with the store, a sentence each; it is only read."""
    with engine.execution_options(isolation_level="REPEATABLE READ").connect() as connection:
        found = schema.revision(connection)
        if found != schema.HEAD:
            return [f"The store is at revision {found or 'none'}, this program at {schema.HEAD}."]
        return [said for check in _CHECKS for said in check(connection)]


def _grant(connection: Connection, hub_role: str) -> None:
    try:
        grant_to_hub(connection, hub_role)
    except LookupError:
        raise HubProblem(f"There is no role {hub_role}: CREATE ROLE {hub_role} LOGIN makes it.") from None
    except ValueError:
        raise HubProblem(f"The role {hub_role} owns the store; the hub needs one that does not.") from None


def _refuse_foreign_tables(connection: Connection) -> None:
    there = ", ".join(sorted(inspect(connection).get_table_names())[:3])
    if there:
        raise HubProblem(f"The database is not empty ({there} …); a store needs one of its own.")


def _refuse_other_revision(found: str | None) -> None:
    if found is None:
        raise HubProblem(NO_STORE)
    if found != schema.HEAD:
        raise HubProblem(f"The store is at revision {found}, this program at {schema.HEAD}: {UPGRADE}")


def _lost_triggers(connection: Connection) -> Iterator[str]:
    found = connection.execute(text("select tgname, tgenabled from pg_trigger where not tgisinternal")).all()
    working = {name for name, enabled in found if enabled in ("O", "A")}
    wanted = {guard.name for guard in all_guards()} | {
        f"feed_{model.__tablename__}_{event}" for model in RULES for event in ("insert", "update", "delete")
    }
    for name in sorted(wanted - working):
        yield f"The trigger {name} is missing or switched off; ringside store upgrade makes it anew."


def _lost_parents(connection: Connection) -> Iterator[str]:
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            parent = key.referred_table.alias("parent")
            pairs = [(element.parent, parent.c[element.column.name]) for element in key.elements]
            child = select(*table.primary_key.columns).where(*(column.is_not(None) for column, _ in pairs))
            there = select(parent).where(*(one == other for one, other in pairs)).exists()
            lost = len(connection.execute(child.where(~there)).all())
            if lost:
                yield f"{lost} rows of {table.name} name a {key.referred_table.name} that is not there."


def _wrong_counters(connection: Connection) -> Iterator[str]:
    found = connection.execute(
        text(
            'select c.provider_id, c."on", c.half, c.used, count(b.id) as booked from capacity c'
            ' left join booking b on b.provider_id = c.provider_id and b."on" = c."on" and b.half = c.half'
            ' and b.state <> :released group by c.provider_id, c."on", c.half having c.used <> count(b.id)'
        ),
        {"released": BookingState.RELEASED.value},
    )
    for row in found:
        half = f"{row.on} {row.half} of provider {row.provider_id}"
        yield f"The half-day {half} counts {row.used} places taken, its bookings are {row.booked}."


def _undecided_commands(connection: Connection) -> Iterator[str]:
    number = connection.execute(text("select count(*) from applied_command where seq is null")).scalar_one()
    if number:
        yield f"{number} commands in the ledger have no outcome."


def _missing_facts(connection: Connection) -> Iterator[str]:
    for name in (STORE_ID, EPOCH):
        if not connection.execute(select(StoreFact).where(StoreFact.name == name)).first():
            yield f"The store does not know its {name}."


_CHECKS: tuple[Callable[[Connection], Iterator[str]], ...] = (
    _missing_facts,
    _lost_triggers,
    _lost_parents,
    _wrong_counters,
    _undecided_commands,
)
