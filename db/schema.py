"""The schema's revision, and bringing a store to it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from db.feed import drop_feed, install_feed, install_touched
from db.guards import drop_guards, install_guards
from db.models import Base
from db.words import drop_words, install_words

HEAD = "0018"
OLDER: frozenset[str] = frozenset(f"{number:04}" for number in range(1, int(HEAD)))
NEXT = f"{int(HEAD) + 1:04}"  # a step only adds, so that a hub goes on while the store is one step ahead
MIGRATIONS = Path(__file__).parent / "migrations"


def revision(connection: Connection) -> str | None:
    """Return the revision of this store; None when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("select version_num from alembic_version")).scalar_one_or_none()


def upgrade(connection: Connection, to: str = "head") -> None:
    """Bring the store of this connection to a revision and make its triggers anew; the caller commits."""
    # Alembic is needed once in a store's life; a desk's start does not pay for its import.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    drop_triggers(connection)
    command.upgrade(config, to)
    if to == "head":
        install_triggers(connection)


def install_triggers(connection: Connection) -> None:
    """Drop every trigger there is and make those anew that the models ask for: guards, words, feed."""
    install_guards(connection)
    install_words(connection)
    install_feed(connection)


def drop_triggers(connection: Connection) -> None:
    drop_guards(connection)
    drop_words(connection)
    drop_feed(connection)


def create_cache(connection: Connection) -> None:
    """Make a desk's cache: no guards, but triggers that tell which bundles a command touches."""
    Base.metadata.create_all(connection)
    connection.execute(text("create table alembic_version (version_num text not null primary key)"))
    connection.execute(text("insert into alembic_version values (:head)"), {"head": HEAD})
    install_words(connection)
    install_touched(connection)
