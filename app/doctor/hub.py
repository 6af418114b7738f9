"""Looking at the hub that a profile works with, and at what lies here of who signed in to it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.doctor.finding import Finding, State
from app.sync.hub_place import HubPlace, client_of, read_place
from app.wire import Hello
from db import schema
from db.store import PAGE_BYTES, StoreProblem

OFF_S, FAR_OFF_S = 30, 600
WITHOUT_HUB = timedelta(days=7)


def place_of(folder: Path) -> HubPlace | None:
    """Return the hub of a profile; None too where its file cannot be read, which `look_at_hub` tells."""
    try:
        return read_place(folder)
    except StoreProblem:
        return None


def look_at_hub(folder: Path, wanted: str = "") -> Iterable[Finding]:
    """Ask the hub who it is; ``wanted`` is the line by which IT wants new profiles connected."""
    try:
        place = read_place(folder)
    except StoreProblem as problem:
        yield Finding("hub", State.BROKEN, "hub_file_damaged", {"file": problem.where})
        return
    if place is None:
        state, code = (State.LOOK, "hub_wanted") if wanted else (State.OK, "hub_none")
        yield Finding("hub", state, code, {"url": wanted.partition("#")[0]})
        return
    yield from _ask(folder, place)


def look_at_copies(folder: Path, now: datetime) -> Iterable[Finding]:
    """Tell of each copy here how old its last sign-in is; who it is of cannot be told from outside."""
    from app.sync.profile import SEAL_NAME, STORE_NAME
    from app.sync.seal import read_seal

    for person in sorted((folder / "persons").glob("*")):
        where = {"file": str(person / STORE_NAME)}
        try:
            seal = read_seal(person / SEAL_NAME)
            size = (person / STORE_NAME).stat().st_size
        except (StoreProblem, FileNotFoundError):
            yield Finding("store", State.BROKEN, "copy_damaged", where)
            continue
        if seal is None or size % PAGE_BYTES:
            yield Finding("store", State.BROKEN, "copy_damaged", where)
            continue
        days = (now - seal.signed_in_at) / timedelta(days=1)
        said = where | {"days": f"{max(days, 0):.0f}", "size": f"{size / 1e6:.0f}"}
        is_old = now - seal.signed_in_at > WITHOUT_HUB
        yield Finding("store", State.LOOK if is_old else State.OK, "copy_old" if is_old else "copy_ok", said)


def _ask(folder: Path, place: HubPlace) -> Iterable[Finding]:
    from app.errors import TooOld
    from app.sync.client import HubGone

    where = {"url": place.url}
    try:
        with closing(client_of(folder, place)) as client:
            asked_at = datetime.now(UTC)
            hello = client.hello()
            took = datetime.now(UTC) - asked_at
    except TooOld as error:
        yield Finding(
            "hub", State.BROKEN, "hub_other_api", where | {k: str(v) for k, v in error.details.items()}
        )
    except HubGone as error:
        yield Finding("hub", State.BROKEN, _why_gone(error), where | {"why": type(error.__cause__).__name__})
    else:
        yield from _of_hello(hello, place, asked_at, took)


def _of_hello(hello: Hello, place: HubPlace, asked_at: datetime, took: timedelta) -> Iterable[Finding]:
    off_s = (hello.hub_time - (asked_at + took / 2)).total_seconds()
    said = {
        "url": place.url,
        "ms": f"{took / timedelta(milliseconds=1):.0f}",
        "off": f"{off_s:+.1f}",
        "revision": hello.revision,
        "ours": schema.HEAD,
    }
    if hello.store_id != place.store_id:
        yield Finding("hub", State.BROKEN, "hub_other_store", said)
    elif hello.revision != schema.HEAD:
        yield Finding("hub", State.LOOK, "hub_other_revision", said)
    else:
        yield Finding("hub", State.OK, "hub_ok", said)
    if abs(off_s) > OFF_S:
        yield Finding("clock", State.BROKEN if abs(off_s) > FAR_OFF_S else State.LOOK, "clock_off", said)


def _why_gone(error: Exception) -> str:
    """Tell a certificate that is not believed from a hub that does not answer."""
    causes = f"{error} {error.__cause__!r}"
    return "hub_not_believed" if "CERTIFICATE" in causes.upper() else "hub_gone"
