"""Phone lines: how each PBX is reached, who holds which line, and who takes which queues."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import case, delete, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from db.models.phone_lines import LineAccount, LineKind, LineLease, LineLogin, PersonQueue

__all__ = ["LineKind", "LineLogin"]

LEASE: Final = timedelta(seconds=30)
RENEW_S: Final = 5.0  # several tries fit into a lease
PLAIN_PORT, TLS_PORT = 5038, 5039
_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineWay:
    """How a line is reached, as `LineAccount` has it; the secret is in a keyring."""

    name: str
    host: str
    user: str
    kind: LineKind = LineKind.ASTERISK
    port: int = PLAIN_PORT
    login: LineLogin = LineLogin.MD5
    tls: bool = False
    ca: str = field(default="", repr=False)
    member: str = ""
    extension: str = ""
    dial_context: str = "from-internal"
    dial_prefix: str = ""
    transfer_context: str = ""
    caller_id: str = ""
    phones_obey: bool = False
    secret_at: datetime | None = None

    def agent(self, extension: str) -> str:
        """Return the line's name of who sits at an extension, or the extension where the PBX tells it."""
        return self.member.replace("{extension}", extension) if self.member and extension else extension


def line_ways(session: Session) -> list[LineWay]:
    """Return the lines in use, by name."""
    found = select(LineAccount).where(LineAccount.retired_at.is_(None)).order_by(LineAccount.name)
    return [_way(row) for row in session.scalars(found)]


def line_names(session: Session) -> set[str]:
    """Return the names of all lines that ever were, also of those that are no more."""
    return set(session.scalars(select(LineAccount.name)))


def line_way(session: Session, name: str) -> LineWay | None:
    row = session.get(LineAccount, name)
    return _way(row) if row is not None and row.retired_at is None else None


def _way(row: LineAccount) -> LineWay:
    return LineWay(**{one.name: getattr(row, one.name) for one in fields(LineWay)})


def set_line(session: Session, way: LineWay, at: datetime) -> None:
    """Say how a line is reached from now on, with a secret that was given at this instant.

    Raises ValueError for what no PBX is reached by.
    """
    if wrong := next(line_problems(way), None):
        raise ValueError(wrong[1])
    row = session.get(LineAccount, way.name) or LineAccount(name=way.name)
    for one in fields(LineWay):
        setattr(row, one.name, getattr(way, one.name))
    row.secret_at, row.retired_at = at, None
    session.add(row)


def line_problems(way: LineWay) -> Iterator[tuple[str, str]]:
    """Yield what is wrong: the field, and a sentence."""
    if not _NAME.fullmatch(way.name):
        yield "name", "a line's name has letters, digits, - and _, at most 40"
    if not way.host or not way.host.isascii() or any(sign.isspace() for sign in way.host):
        yield "host", f"no host: {way.host!r}"
    if not 0 < way.port < 65_536:
        yield "port", f"no port: {way.port}"
    if not way.user or not way.user.isprintable():
        yield "user", "a user of the PBX is needed"
    if way.login is LineLogin.PLAIN and not way.tls and not _is_this_pc(way.host):
        yield "login", "a plain login shows the secret to who listens on the way: take TLS, or md5"
    if way.member and "{extension}" not in way.member:
        yield "member", "{extension} must stand in the name of a member"
    for name in ("member", "extension", "dial_context", "dial_prefix", "transfer_context", "caller_id"):
        if not getattr(way, name).isprintable():
            yield name, f"{name} has a character that cannot be sent"
    if way.ca and not _is_pem(way.ca):
        yield "ca", "the certificate of the authority is no PEM"


def _is_this_pc(host: str) -> bool:
    return host in ("localhost", "127.0.0.1", "::1")


def _is_pem(text: str) -> bool:
    try:
        ssl.create_default_context(cadata=text)
    except (ssl.SSLError, ValueError):
        return False
    return True


def retire_line(session: Session, name: str, at: datetime) -> bool:
    """Let a line go; its calls stay. Tell whether it was there."""
    row = session.get(LineAccount, name)
    if row is None or row.retired_at is not None:
        return False
    row.retired_at = at
    return True


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds lines: a hub or a desk, anew each time when it starts; ``name`` is the computer's."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Held:
    """Who holds a line, since when, and until when if it is not renewed."""

    holder: Holder
    since: datetime
    until: datetime


def take_lease(session: Session, line: str, holder: Holder, now: datetime) -> Held:
    """Take a line, or renew it, unless another holds it; return who holds it then.

    One step, so that of two who try at the same time one gets it. A central store goes by its own clock:
    those of two hubs may differ.
    """
    at = _clock(session, now)
    mine = {"holder": holder.id, "holder_name": holder.name, "until": at + LEASE}
    since = case((LineLease.holder == holder.id, LineLease.since), else_=at)
    make: Any = postgresql.insert if _is_central(session) else sqlite.insert
    wanted = make(LineLease).values(line=line, since=at, **mine)
    is_free = or_(LineLease.holder == holder.id, LineLease.until < at)
    session.execute(
        wanted.on_conflict_do_update(index_elements=["line"], set_={**mine, "since": since}, where=is_free),
        execution_options={"synchronize_session": False},
    )
    return _held(session.get_one(LineLease, line, populate_existing=True))


def holders(session: Session) -> dict[str, Held]:
    """Return who holds each line now, as far as somebody does."""
    rows = session.scalars(select(LineLease)).all()
    return {row.line: _held(row) for row in rows}


def give_lease_back(session: Session, line: str, holder: Holder) -> None:
    """Give a line up, so that another need not wait; one that another holds stays with it."""
    session.execute(delete(LineLease).where(LineLease.line == line, LineLease.holder == holder.id))


def _held(row: LineLease) -> Held:
    return Held(Holder(row.holder, row.holder_name), row.since, row.until)


def _is_central(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _clock(session: Session, now: datetime) -> datetime:
    return session.scalars(select(func.clock_timestamp())).one() if _is_central(session) else now


def queues_of(session: Session, persons: Iterable[UUID]) -> dict[UUID, dict[str, int]]:
    """Return the queues that persons join at the sign-in, by the PBX's names, each with its penalty."""
    theirs = select(PersonQueue.person_id, PersonQueue.queue, PersonQueue.penalty)
    theirs = theirs.where(PersonQueue.person_id.in_(list(persons))).order_by(PersonQueue.queue)
    found: dict[UUID, dict[str, int]] = {}
    for person_id, queue, penalty in session.execute(theirs):
        found.setdefault(person_id, {})[queue] = penalty
    return found
