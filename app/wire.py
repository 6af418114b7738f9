"""What desk and hub say to each other, message by message. `docs/sync.md` has the rules behind it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from app.command import Command
from app.telephony.line import Control
from db.models.ledger import OutcomeState
from db.models.people import Role

API_OLDEST, API_NEWEST = 1, 1
SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 1000
API_HEADER = "Ringside-API"  # the version that a desk speaks; outside the range it gets 426
BATCH = 100  # commands in one request
KEYS = 50  # bundles in one request
WATCHED = 10_000  # bundles that one desk holds
DEEPEST = 16  # JSON in a command
# No clock is so wrong; nearer to an end of the calendar an instant cannot be told in every zone.
EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)


def is_plain_json(value: dict[str, Any]) -> bool:
    """Tell whether every store can keep this JSON and every desk can read it again."""
    level: list[Any] = [value]
    for _ in range(DEEPEST):
        level = [below for one in level if isinstance(one, dict | list) for below in _within(one)]
    if level:
        return False
    try:
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except ValueError:  # half a character, or what is no number
        return False
    return True


def _within(value: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value


class Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Hello(Message):
    """What anybody may know of a hub."""

    api_oldest: int
    api_newest: int
    revision: str
    store_id: UUID
    epoch: UUID  # another one after a restored dump
    hub_time: AwareDatetime
    recovery_key: str = ""  # the company's public key, PEM; empty when there is none


class SignIn(Message):
    login: str = Field(max_length=200)
    password: str = Field(max_length=LONGEST_PASSWORD, repr=False)
    extension: str = Field(default="", max_length=40)
    desk_id: UUID | None = None  # none: a new store of this person at this PC
    pc: str = Field(default="", max_length=200)


class Tokens(Message):
    access: str = Field(repr=False)
    refresh: str = Field(repr=False)
    access_until: AwareDatetime
    refresh_until: AwareDatetime


class SignedIn(Message):
    tokens: Tokens
    person_id: UUID
    name: str
    roles: frozenset[Role]
    desk_id: UUID
    desk_number: int
    last: int  # the highest number that the hub has taken from this desk
    epoch: UUID
    hub_time: AwareDatetime


class Refresh(Message):
    refresh: str = Field(repr=False)


class SubmitToken(Message):
    """What may send the outbox of a desk whose person has gone, and read nothing."""

    token: str = Field(repr=False)
    until: AwareDatetime


class FreeExtension(Message):
    extension: str


class NewPassword(Message):
    """What a person signs in with from now on."""

    person_id: UUID
    password: str = Field(min_length=SHORTEST_PASSWORD, max_length=LONGEST_PASSWORD, repr=False)


_NAME = r"^[^\x00-\x1f\x7f]*$"  # what the line is told: a line end would begin something else there


class LineAsked(Message):
    """What a desk asks of the hub's line, see `app.telephony.line.Asked`.

    ``agent`` is another agent, by the line's name or the extension; empty: one's own. ``line`` is whose call
    it is; empty where only one can be meant.
    """

    control: Control
    line: str = Field(default="", max_length=60)
    agent: str = Field(default="", max_length=200, pattern=_NAME)
    linked_id: str = Field(default="", max_length=200, pattern=_NAME)
    number: str = Field(default="", max_length=64, pattern=r"^[0-9A-Za-z+*#_.,() -]*$")
    reason: str = Field(default="", max_length=80, pattern=_NAME)
    queues: tuple[Annotated[str, Field(max_length=80, pattern=_NAME)], ...] = Field(default=(), max_length=50)


class LineCheck(Message):
    """Which of the hub's lines to look at, all if none is named, and how long a ring is waited for."""

    line: str = Field(default="", max_length=60)
    ring_s: float = Field(default=60, ge=0, le=120)


class Numbered(Message):
    """A command under its desk's number. ``not_after`` (hub's time): refused when it comes later."""

    n: int = Field(ge=1)
    id: UUID
    kind: str = Field(pattern=r"^[A-Za-z]{1,80}$")
    version: int = Field(ge=1, le=1000)
    at: AwareDatetime = Field(ge=EARLIEST, le=LATEST)
    body: dict[str, Any]
    not_after: AwareDatetime | None = None


class Push(Message):
    epoch: UUID
    commands: tuple[Numbered, ...] = Field(max_length=BATCH)
    bring: tuple[str, ...] = Field(default=(), max_length=KEYS)  # bundles wanted in the answer


class Decided(Message):
    n: int
    id: UUID
    state: OutcomeState
    code: str | None = None
    details: dict[str, Any] = Field(default_factory=dict)


class Bundle(Message):
    """The rows of a bundle by table: columns once, then values as JSON has them.

    ``through``: the highest number of the asking desk that is in it. ``more``: the hub left older rows out.
    """

    key: str
    through: int
    more: bool = False
    columns: dict[str, tuple[str, ...]]
    rows: dict[str, tuple[tuple[Any, ...], ...]]


class Pushed(Message):
    """``expected`` is the number that the hub takes next; on a gap nothing behind it was taken."""

    decided: tuple[Decided, ...]
    expected: int
    bundles: tuple[Bundle, ...] = ()


class Bundles(Message):
    bundles: tuple[Bundle, ...]
    refused: tuple[str, ...] = ()  # keys that are not for this person


class Watch(Message):
    """The bundles that a desk holds, and where it stopped listening; an empty ``after`` is: from now on.

    ``rung`` is the number of the last ring event that it heard; 0: of none.
    """

    after: str = ""
    rung: int = 0
    keys: tuple[str, ...] = Field(default=(), max_length=WATCHED)


class Changes(Message):
    """``cursor`` is where to ask again; ``from_start``: the feed begins later, fetch everything anew."""

    keys: tuple[str, ...]
    cursor: str
    from_start: bool = False


class Refusal(Message):
    """The body of every answer that is no success: a `DomainError` by its code."""

    code: str
    details: dict[str, Any] = Field(default_factory=dict)


# Of what these keys tell no desk has a copy: who hears one asks.
FLOOR_KEY, ALERTS_KEY = "floor:", "alerts:"
BESIDE_KEY = "beside:"  # the person's break or call for help has its answer
ASKED_KEYS = frozenset({FLOOR_KEY, ALERTS_KEY, BESIDE_KEY})


class EventKind(StrEnum):
    """The kinds of server-sent events; the data of each is JSON."""

    HERE = "here"  # {"cursor", "from_start"}: the first of every stream; from_start as in `Changes`
    CHANGED = "changed"  # {"key", "cursor"}
    RING = "ring"  # a line's event, see app/hub/rings.py
    STATE = "state"  # how the desk's person stands, see `state_facts` in app/floor/now.py
    BYE = "bye"  # {"cursor"}: ten minutes are over, or the token is: come again


def numbered(command: Command, n: int, not_after: AwareDatetime | None = None) -> Numbered:
    """Return a command as it is sent."""
    return Numbered(
        n=n,
        id=command.id,
        kind=command.command_kind(),
        version=command.version,
        at=command.at,
        body=command.model_dump(mode="json", exclude={"id", "at"}),
        not_after=not_after,
    )
