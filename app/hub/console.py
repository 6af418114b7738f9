"""The commands of a hub as they are typed: what they ask, do and print."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from getpass import getpass
from pathlib import Path

from sqlalchemy import URL, Engine
from sqlalchemy.orm import Session

from app.arguments import Options
from app.console import EXPECTATION_FAILED, OK, REFUSED, as_typed, say
from app.errors import NoKeyring
from app.hub.certificates import Certificate, given_certificate, make_certificate, own_names
from app.hub.console_store import ACTIONS, set_up
from app.hub.embedded import HUB, EmbeddedStore
from app.hub.facts import name_central_store
from app.hub.persons import (
    add_person,
    change_roles,
    check_password,
    disable_person,
    enable_person,
    list_persons,
    set_password,
    somebody_may_sign_in,
)
from app.hub.problems import HubProblem
from app.hub.store_admin import (
    check_store,
    database_url,
    init_store,
    keep_recovery_key,
    own_restored,
    owner_engine,
    upgrade_store,
)
from app.line_console import run_line
from app.working_calendar import load_notice, missing_notice, notice_of_file
from db.models.people import Role
from db.store import Store

_EMBEDDED = "embedded:"


@dataclass(frozen=True, slots=True)
class Reached:
    """A central store that is up: as its owner and as its hub. ``folder`` is that of an embedded one."""

    owner: URL
    hub: URL
    folder: Path | None = None


def run(options: Options) -> int:
    """Do a command of a hub; return the exit code."""
    work = {"hub": _hub, "store": _store, "person": _person, "line": _line}[options.command or ""]
    try:
        return work(options)
    except HubProblem as problem:
        say(str(problem), sys.stderr)
        return REFUSED


def _hub(options: Options) -> int:
    from app.hub.run import Address, is_bound, reserved, serve, served_store

    address = Address(*options.listen)
    certificate = _certificate(options, is_loopback=address.is_loopback)
    with reserved(address) as taken, _reached(options.store, make=True) as store:
        if store.folder is not None:
            _begin_trial(store, options.store)
        with served_store(store.hub) as served:
            if not is_bound(served.store):
                _warn(
                    f"The hub may change history as {store.hub.username}: ringside store init --hub-role ROLE"
                )
            _warn_of_calendar(served.store)
            begun = partial(_tell_begun, options, certificate, taken)
            serve(served, taken, certificate, begun)
    _tell("The hub has ended.")
    return OK


def _warn_of_calendar(store: Store) -> None:
    with store.read() as session:
        year = missing_notice(session, datetime.now(UTC))
    if year is not None:
        _warn(f"Holidays of {year} are provisional: ringside store calendar FILE.csv loads the notice.")


def _certificate(options: Options, *, is_loopback: bool) -> Certificate | None:
    if options.certificate is not None and options.key is not None:
        return given_certificate(options.certificate, options.key)
    folder, embedded = options.make_certificate, _folder(options.store)
    if folder is None and is_loopback:
        return None
    if folder is None and embedded is not None:
        folder = embedded / "certificates"
    if folder is None:
        raise HubProblem(
            "Beyond this PC a hub speaks TLS only: --make-certificate DIR, or --certificate FILE --key FILE"
        )
    return make_certificate(folder, [*options.host_names, *own_names()], datetime.now(UTC))


def _begin_trial(store: Reached, typed: str) -> None:
    """Make what a new embedded store lacks: its tables, and somebody who may sign in."""
    with owner_engine(store.owner) as engine:
        if init_store(engine, HUB):
            _tell(f"A new store was made in {store.folder}.")
        with Session(engine) as session:
            if somebody_may_sign_in(session):
                return
        if not sys.stdin.isatty():
            add = as_typed("ringside", "person", "add", "LOGIN", "--role", "admin", "--store", typed)
            _tell(f"Nobody can sign in yet: {add}")
            return
        _add_first_person(engine)


def _add_first_person(engine: Engine) -> None:
    _tell("Nobody can sign in yet. The first person, with every role:")
    sys.stdout.write("Login: ")
    sys.stdout.flush()
    login = sys.stdin.readline().strip()
    password = _ask_password(f"Password of {login}")
    roles = set(Role) - {Role.PROVIDER}  # that one sees the visits of one firm
    with Session(engine) as session, session.begin():
        add_person(session, login, password, roles, now=datetime.now(UTC))


def _tell_begun(options: Options, certificate: Certificate | None, taken: socket.socket) -> None:
    host, port = taken.getsockname()[:2]
    names = [*options.host_names, socket.gethostname() if host in ("0.0.0.0", "::") else host]
    name = f"[{names[0]}]" if ":" in names[0] else names[0]
    reach = "http" if certificate is None else "https"
    end = f"#sha256={certificate.fingerprint}" if certificate and certificate.fingerprint else ""
    _tell(f"The hub listens at {host} port {port}. Ctrl+C ends it.")
    _tell("A desk is connected by this line, typed at its PC:")
    _tell(f"  ringside connect {reach}://{name}:{port}{end}")


def _store(options: Options) -> int:
    if options.action == "recovery-key":
        return _make_recovery_key(options)
    with _owner(options, make=options.action == "init") as (engine, reached):
        if options.action == "check":
            return _check(engine)
        if options.action == "upgrade":
            before, after = upgrade_store(engine)
            _tell(f"Brought from revision {before} to {after}." if before != after else f"Is at {after}.")
        elif options.action in ACTIONS:
            set_up(engine, options)
        elif options.action == "calendar":
            _load_notice(engine, options)
        elif options.action == "restored":
            own_restored(engine)
            _tell("The store counts as restored. Desks send what it has lost as soon as they reach the hub.")
        else:
            hub_role = HUB if reached.folder else options.hub_role
            made = init_store(engine, hub_role)
            _tell("The store was made." if made else "The store is there already; nothing in it was changed.")
            if made:
                _tell("ringside store regions --province CODE loads the places where the house goes.")
    return OK


def _line(options: Options) -> int:
    @contextmanager
    def sessions() -> Iterator[Session]:
        with Session(engine) as session, session.begin():
            name_central_store(session)  # by its id the keyring tells the secrets of two stores apart
            yield session

    try:
        with _owner(options) as (engine, _):
            return run_line(options, sessions)
    except NoKeyring as error:
        raise HubProblem(f"There is no safe place for the secret: {error.details.get('why')}.") from error
    except ValueError as error:
        raise HubProblem(str(error)) from error


def _load_notice(engine: Engine, options: Options) -> None:
    try:
        notice = notice_of_file(options.file, options.source, datetime.now(UTC))
    except (OSError, ValueError) as error:
        raise HubProblem(f"{options.file}: {error}") from error
    with Session(engine) as session, session.begin():
        changed = load_notice(session, notice, None)
    _tell(f"The days of {notice.year} are settled; {changed} became others. Desks learn it within a minute.")


def _check(engine: Engine) -> int:
    found = check_store(engine)
    for line in found:
        _tell(line)
    if not found:
        _tell("Nothing is wrong.")
    return EXPECTATION_FAILED if found else OK


def _make_recovery_key(options: Options) -> int:
    from app.recovery import new_recovery_key

    if options.out is None or options.out.exists():
        raise HubProblem(f"{options.out} is there already; a recovery key is never written over.")
    password = _password(options, "Password of the recovery key")
    with _owner(options) as (engine, _):
        secret, public = new_recovery_key(password)
        try:
            options.out.touch(mode=0o600, exist_ok=False)
            options.out.write_bytes(secret)
        except OSError as error:
            raise HubProblem(f"{options.out} cannot be written: {error.strerror}") from error
        keep_recovery_key(engine, public)
    _tell(f"{options.out} opens every desk that signs in from now on. Keep it and its password apart.")
    return OK


def _person(options: Options) -> int:
    password = _password(options, f"Password of {options.login}") if _needs_password(options) else ""
    with _owner(options) as (engine, _), Session(engine) as session, session.begin():
        if options.action == "list":
            return _list(session)
        _PERSON[options.action](session, options, password)
    _tell(_DONE[options.action].format(options.login))
    return OK


def _add(session: Session, options: Options, password: str) -> None:
    add_person(
        session,
        options.login,
        password,
        _roles(options),
        name=options.person_name,
        extension=options.extension,
        team=options.team,
        now=datetime.now(UTC),
    )


def _roles(options: Options) -> list[Role]:
    return [Role(role) for role in options.roles]


_PERSON: dict[str, Callable[[Session, Options, str], None]] = {
    "add": _add,
    "passwd": lambda session, options, password: set_password(
        session, options.login, password, datetime.now(UTC)
    ),
    "roles": lambda session, options, _: change_roles(session, options.login, _roles(options)),
    "disable": lambda session, options, _: disable_person(session, options.login),
    "enable": lambda session, options, _: enable_person(session, options.login),
}
_DONE = {
    "add": "{} may sign in.",
    "passwd": "{} has a new password and signs in anew.",
    "roles": "{} has these roles and no others, and signs in anew.",
    "disable": "{} is signed out and may not sign in.",
    "enable": "{} may sign in again.",
}


def _needs_password(options: Options) -> bool:
    return options.action in ("add", "passwd")


def _list(session: Session) -> int:
    for line in list_persons(session):
        state = "" if line.may_sign_in else "  disabled" if not line.active else "  no password"
        _tell(f"{line.login}  {line.name}  {line.extension or '-'}  {', '.join(line.roles)}{state}")
    return OK


@contextmanager
def _reached(store: str, *, make: bool = False) -> Iterator[Reached]:
    """Find the store, and keep an embedded one up meanwhile. Raises HubProblem."""
    folder = _folder(store)
    if folder is None:
        url = database_url(store)
        yield Reached(url, url)
        return
    embedded = EmbeddedStore(folder)
    if not embedded.is_made:
        if not make:
            made_by = as_typed("ringside", "hub", "--store", store)
            raise HubProblem(f"There is no store in {folder}; {made_by} makes one.")
        _tell(f"Making a database in {folder}, once …")
    with embedded.running() as port:
        yield Reached(embedded.url(port), embedded.url(port, HUB), folder)


@contextmanager
def _owner(options: Options, *, make: bool = False) -> Iterator[tuple[Engine, Reached]]:
    with _reached(options.store, make=make) as reached, owner_engine(reached.owner) as engine:
        yield engine, reached


def _folder(store: str) -> Path | None:
    """Return the folder of an embedded store; None for any other. Raises HubProblem."""
    if not store.startswith(_EMBEDDED):
        return None
    if store == _EMBEDDED:
        raise HubProblem("embedded: needs a folder, such as embedded:hub")
    return Path(store.removeprefix(_EMBEDDED)).expanduser().absolute()


def _password(options: Options, of_what: str) -> str:
    """Read a password, which never stands on the command line. Raises HubProblem."""
    if options.password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
        check_password(password)
        return password
    if not sys.stdin.isatty():
        raise HubProblem("A password is asked on a terminal; elsewhere --password-stdin reads it.")
    return _ask_password(of_what)


def _ask_password(of_what: str, ask: Callable[[str], str] = getpass) -> str:
    password = ask(f"{of_what}: ")
    check_password(password)
    if ask("The same again: ") != password:
        raise HubProblem("The two are not the same.")
    return password


def _tell(text: str) -> None:
    say(text, sys.stdout)


def _warn(text: str) -> None:
    say(text, sys.stderr)
