"""``ringside connect``, ``recover``, ``calendar`` and ``line``, as they are typed at a desk's PC."""

from __future__ import annotations

import sys
from contextlib import closing
from datetime import UTC, datetime
from getpass import getpass
from pathlib import Path

from app.arguments import Options
from app.console import OK, REFUSED, as_typed, ask_line, say
from app.desk import Desk
from app.errors import DomainError, NotConnected
from app.line_console import run_line
from app.profile import STORE_NAME, default_folder
from app.profile_store import open_profile
from app.sync.connect import ConnectProblem, connect_profile, read_address
from app.sync.hub_place import read_place
from app.sync.profile import SEAL_NAME, Door
from app.sync.seal import read_seal, reseal_for_password, write_seal
from app.working_calendar import notice_of_file
from db.store import StoreProblem


def connect(options: Options) -> int:
    """Let the profile work with a hub; return the exit code."""
    folder = options.profile or default_folder()
    try:
        address = read_address(options.address)
        connect_profile(folder, address)
    except (ConnectProblem, StoreProblem) as problem:
        say(str(problem), sys.stderr)
        return REFUSED
    start = as_typed("ringside", *(["--profile", str(options.profile)] if options.profile else []))
    say(f"This desk works with {address.url} from now on. Start it and sign in: {start}", sys.stdout)
    if (folder / STORE_NAME).exists():
        say(f"What it recorded alone stays in {folder / STORE_NAME} and is not sent.", sys.stdout)
    return OK


def recover(options: Options) -> int:
    """Give a desk's store another password by the recovery key; return the exit code."""
    try:
        path = Door(options.profile or default_folder()).place(options.login) / SEAL_NAME
        seal = read_seal(path)
        if seal is None:
            return _refuse(f"{options.login} has no store here.")
        secret = options.recovery_key.read_bytes()
        of_key = _ask(options, "Password of the recovery key: ")
        of_person = _ask(options, f"Password of {options.login}: ")
        write_seal(path, reseal_for_password(seal, secret, of_key, of_person))
    except NotConnected:
        return _refuse("This profile knows no hub: ringside connect")
    except StoreProblem as problem:
        return _refuse(str(problem))
    except OSError as error:
        return _refuse(f"{error.filename} cannot be read or written: {error.strerror}")
    except ValueError:  # the error of the library tells nothing that helps
        return _refuse("This recovery key or its password does not open the store.")
    say(f"The store of {options.login} opens by the new password.", sys.stdout)
    return OK


def load_calendar(options: Options) -> int:
    """Load a year's notice into the store of a desk without a hub; return the exit code."""
    folder = options.profile or default_folder()
    if why := _not_alone(folder, "ringside store calendar"):
        return _refuse(why)
    try:
        notice = notice_of_file(options.file, options.source, datetime.now(UTC))
        store, actor = open_profile(folder)
        with closing(store):
            Desk(store, actor).execute(notice)
    except StoreProblem as problem:
        return _refuse(str(problem))
    except (OSError, ValueError, DomainError) as error:
        return _refuse(f"{options.file}: {error}")
    say(f"The days of {notice.year} are settled.", sys.stdout)
    return OK


def change_line(options: Options) -> int:
    """Do something with the lines of a desk without a hub; return the exit code."""
    folder = options.profile or default_folder()
    if why := _not_alone(folder, "ringside line --store …"):
        return _refuse(why)
    if options.action == "add" and not options.extension:
        return _refuse("A desk that holds a line alone needs --extension: it rings there.")
    try:
        store, _ = open_profile(folder)
        with closing(store):
            return run_line(options, store.write)
    except (StoreProblem, DomainError, ValueError) as problem:
        return _refuse(str(problem))


def _not_alone(folder: Path, instead: str) -> str:
    """Say why there is no store here that this desk alone has; nothing where there is one."""
    if read_place(folder) is not None:
        return f"This desk works with a hub: {instead}, where the hub runs."
    return "" if (folder / STORE_NAME).exists() else f"There is no store in {folder}."


def _ask(options: Options, prompt: str) -> str:
    return ask_line() if options.password_stdin else getpass(prompt)


def _refuse(text: str) -> int:
    say(text, sys.stderr)
    return REFUSED
