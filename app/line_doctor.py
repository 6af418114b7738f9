"""The doctor of the phone at the lines that a store names, by who has their secrets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter

from app.doctor.finding import Finding, State
from app.doctor.phone import RING_S, Heard, Sessions, Step, Wanted, examine_line
from app.errors import NoKeyring
from app.keys import line_secret
from app.line_maker import asterisk_line
from app.phone_lines import LineWay, line_way, line_ways
from app.telephony.line import Line
from db.models.ledger import StoreFact

SecretOf = Callable[[str, str], str | None]  # by store and line


def examine_named(
    sessions: Sessions,
    name: str = "",
    extension: str = "",
    *,
    ring_s: float = RING_S,
    secret_of: SecretOf = line_secret,
) -> Iterator[Finding]:
    """Yield each step of one line, or of every line if none is named, as it is taken.

    ``extension`` is where the phone that may be rung stands; empty: that of the line, if a desk holds it.
    """
    with sessions() as session:
        named = line_way(session, name) if name else None
        ways = line_ways(session) if not name else [named] if named is not None else []
        store_id = session.get_one(StoreFact, "store_id").value
    if not ways:
        yield Finding(Step.CONNECT, State.LOOK, "phone_no_line", {"line": name})
    for way in ways:
        yield from _examine(way, sessions, store_id, extension or way.extension, ring_s, secret_of)


def _examine(
    way: LineWay, sessions: Sessions, store_id: str, extension: str, ring_s: float, secret_of: SecretOf
) -> Iterator[Finding]:
    try:
        secret = secret_of(store_id, way.name)
    except NoKeyring as error:
        yield Finding(Step.CONNECT, State.BROKEN, "keyring_none", {"why": str(error.details.get("why", ""))})
        return
    if not secret:
        yield Finding(Step.CONNECT, State.BROKEN, "phone_no_secret", {"line": way.name})
        return
    wanted = Wanted(user=way.user, agent=way.agent(extension), ring_s=ring_s)

    def make(heard: Heard) -> Line:
        return asterisk_line(way, secret, keeper=heard)

    yield from examine_line(make, sessions, wanted)


_FINDING = TypeAdapter(Finding)


def finding_facts(found: Finding) -> dict[str, Any]:
    return asdict(found)


def read_finding(said: bytes) -> Finding:
    """Raises ValueError for what is none."""
    return _FINDING.validate_json(said)
