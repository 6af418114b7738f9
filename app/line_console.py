"""``ringside line``: which PBX rings, in the store of a hub or of a desk that holds the line alone."""

from __future__ import annotations

import queue
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from getpass import getpass
from typing import Final

from sqlalchemy.orm import Session

from app.arguments import Options
from app.console import EXPECTATION_FAILED, OK, ask_line, say
from app.doctor.finding import State
from app.events import LineEvent, LineLost, LineUp
from app.keys import forget_line_secret, keep_line_secret, line_secret
from app.line_doctor import examine_named
from app.line_maker import asterisk_line
from app.lines import describe_line
from app.phone_lines import (
    PLAIN_PORT,
    TLS_PORT,
    LineLogin,
    LineWay,
    holders,
    line_way,
    line_ways,
    retire_line,
    set_line,
)
from app.recordings import KEEP_DAYS, PBX_FOLDER, PLACE
from app.sound_files import PBX_FOLDER as DEFAULT_FOLDER
from app.sound_files import checked_place
from db.models.ledger import StoreFact

Sessions = Callable[[], AbstractContextManager[Session]]
TRY_S: Final = 20.0


def run_line(options: Options, sessions: Sessions) -> int:
    """Do one of these actions, each session a transaction; return the exit code.

    Raises ValueError for what is no line, NoKeyring where a secret cannot be kept or read.
    """
    return _ACTIONS[options.action](options, sessions)


def _site(options: Options, sessions: Sessions) -> int:
    with sessions() as session:
        describe_line(session, options.line, options.area, options.prefixes)
    _tell(f"Numbers of {options.line or 'every other line'} are read as in {options.area}, within a minute.")
    return OK


def _add(options: Options, sessions: Sessions) -> int:
    way = LineWay(
        name=options.line,
        host=options.host,
        port=options.port or (TLS_PORT if options.tls else PLAIN_PORT),
        user=options.user,
        login=LineLogin(options.line_login),
        tls=options.tls,
        ca=_pem(options),
        member=options.member,
        extension=options.extension,
        dial_context=options.dial_context,
        dial_prefix=options.dial_prefix,
        transfer_context=options.transfer_context,
        caller_id=options.caller_id,
        phones_obey=options.phones_obey,
    )
    secret = _ask_secret(options)  # before, so that nobody waits for the store meanwhile
    with sessions() as session:  # without the secret nothing is set
        set_line(session, way, datetime.now(UTC))
        keep_line_secret(_store_id(session), way.name, secret)
    where = f"{way.host} port {way.port}"
    _tell(f"{way.name} is {where} from now on; its secret is in the keyring of who typed this.")
    return OK


def _pem(options: Options) -> str:
    if options.ca is None:
        return ""
    try:
        return options.ca.read_text(encoding="ascii")
    except (OSError, ValueError) as error:
        raise ValueError(f"{options.ca} cannot be read as PEM") from error


def _ask_secret(options: Options) -> str:
    if options.password_stdin:
        secret = ask_line()
    elif sys.stdin.isatty():
        secret = getpass("Secret of the PBX's user: ")
    else:
        raise ValueError("A secret is asked on a terminal; elsewhere --password-stdin reads it.")
    if not secret or not secret.isprintable():
        raise ValueError("A secret is one line that can be printed.")
    return secret


def _list(options: Options, sessions: Sessions) -> int:  # noqa: ARG001
    with sessions() as session:
        ways, held = line_ways(session), holders(session)
    for way in ways:
        reach = "TLS" if way.tls else way.login.value
        by = held.get(way.name)
        who = f"held by {by.holder.name} until {by.until:%Y-%m-%d %H:%M:%SZ}" if by else "held by nobody"
        _tell(f"{way.name}  {way.user} at {way.host} port {way.port}, {reach}  {who}")
    return OK


def _remove(options: Options, sessions: Sessions) -> int:
    with sessions() as session:
        if not retire_line(session, options.line, datetime.now(UTC)):
            raise ValueError(f"There is no line {options.line}.")
        forget_line_secret(_store_id(session), options.line)
    _tell(f"{options.line} is let go of; what was recorded of it stays.")
    return OK


def _try(options: Options, sessions: Sessions) -> int:
    """Log in beside who holds the line: a manager interface takes several."""
    with sessions() as session:
        way = line_way(session, options.line)
        secret = line_secret(_store_id(session), options.line) if way is not None else None
    if way is None:
        raise ValueError(f"There is no line {options.line}.")
    if secret is None:
        raise ValueError(f"The keyring of who types this has no secret of {way.name}: ringside line add")
    told: queue.Queue[LineEvent] = queue.Queue()
    line = asterisk_line(way, secret)
    line.start(lambda event: told.put(event) if isinstance(event, LineUp | LineLost) else None)
    try:
        event = told.get(timeout=TRY_S)
    except queue.Empty:
        event = None
    finally:
        line.stop()
    return _say_what_came(way, event)


def _say_what_came(way: LineWay, event: LineEvent | None) -> int:
    if not isinstance(event, LineUp):
        why = event.reason if isinstance(event, LineLost) else "silent"
        _tell(f"{way.host} port {way.port} does not let {way.user} in: {why}.")
        return EXPECTATION_FAILED
    _tell(
        f"{way.user} is logged in at {way.host}. The line can: {', '.join(event.controls) or 'watch only'}."
    )
    if event.missing:
        _tell(f"In manager.conf [{way.user}] lacks: {', '.join(event.missing)}.")
    return OK


def _doctor(options: Options, sessions: Sessions) -> int:
    """Tell each step as it is taken; whoever shows them has the words."""
    is_broken = False
    for found in examine_named(sessions, options.doctor_line or "", options.extension):
        options.tell_finding(found)
        is_broken |= found.state is State.BROKEN
    return EXPECTATION_FAILED if is_broken else OK


def _recordings(options: Options, sessions: Sessions) -> int:
    """Set what was given, and say what holds."""
    with sessions() as session:
        if options.place is not None:
            _set(session, PLACE, checked_place(options.place))
        if options.pbx_folder is not None:
            _set(session, PBX_FOLDER, options.pbx_folder)
        if options.keep_days is not None:
            if options.keep_days < 0:
                raise ValueError("Recordings are kept for a number of days, or with 0 for ever.")
            _set(session, KEEP_DAYS, str(options.keep_days))
        held = {name: _fact(session, name) for name in (PLACE, PBX_FOLDER, KEEP_DAYS)}
    _tell(f"The sound of calls is in {held[PLACE] or 'no place that is known'}.")
    _tell(f"The PBX's names begin with {held[PBX_FOLDER] or DEFAULT_FOLDER}.")
    days = held[KEEP_DAYS]
    _tell(f"Where it is is forgotten after {days} days." if days not in ("", "0") else "It is kept for ever.")
    return OK


def _set(session: Session, name: str, value: str) -> None:
    session.merge(StoreFact(name=name, value=value))


def _fact(session: Session, name: str) -> str:
    row = session.get(StoreFact, name)
    return row.value if row is not None else ""


def _store_id(session: Session) -> str:
    return session.get_one(StoreFact, "store_id").value


def _tell(text: str) -> None:
    say(text, sys.stdout)


_ACTIONS: Final[Mapping[str, Callable[[Options, Sessions], int]]] = {
    "site": _site,
    "add": _add,
    "list": _list,
    "try": _try,
    "remove": _remove,
    "recordings": _recordings,
    "doctor": _doctor,
}
