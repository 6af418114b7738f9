"""``ringside backup`` and ``ringside restore``, as they are typed at a desk's PC."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from getpass import getpass

from app.arguments import Options
from app.backup import LEAST_PASSPHRASE, BackupRefused, Why, back_up, restore
from app.console import OK, REFUSED, as_typed, ask_line, say
from app.errors import DomainError, KeyMissing, NoKeyring
from app.profile import default_folder
from app.store_errors import Problem, StoreProblem

_SENTENCES = {
    Why.SHORT: f"The passphrase needs {LEAST_PASSPHRASE} characters at least; four words are easily kept.",
    Why.OWN_STORE: "That is the store itself. Nothing was written; name another file.",
    Why.HAS_HUB: "This desk works with a hub, which keeps its own backups: docs/hub.md.",
    Why.NO_STORE: "There is no store here to back up.",
    Why.NOT_OPENED: "The passphrase is wrong, or this is no backup of Ringside. Nothing was changed.",
    Why.DAMAGED: "The backup is damaged or was cut off. Nothing was changed; take another one.",
    Why.NEWER: "The backup was made by a newer Ringside. Nothing was changed; install that version first.",
    Why.USED: "Somebody has worked in the store that is here. Nothing was changed; with --replace it is kept"
    " beside the restored one.",
    Why.NOT_EMPTY: "There is a store here already that does not open. Nothing was changed; with --replace it"
    " is kept beside the restored one.",
}

_OF_STORES = {
    Problem.LOCKED: "The store is in use. Nothing was changed; close the desk first.",
    Problem.FULL: "The disk is full. Nothing was changed; free some space.",
    Problem.READ_ONLY: "This may not be written. Nothing was changed.",
    Problem.WRONG_KEY: "The key in the keyring does not open the store. Nothing was changed.",
    Problem.DAMAGED: "The store is damaged. Nothing was changed; keep the file.",
}
_OF_KEYS = {
    NoKeyring.code: "This PC has no safe keyring. Nothing was changed; ringside doctor says more.",
    KeyMissing.code: "The keyring has no key for the store. Nothing was changed; ringside doctor says more.",
}


def run_backup(options: Options) -> int:
    """Write a backup of the profile's store; return the exit code."""
    folder = options.profile or default_folder()
    passphrase = _ask(options, "Passphrase of the backup: ")
    if not options.password_stdin and _ask(options, "Again: ") != passphrase:
        return _refuse("The two are not the same. Nothing was written.")
    try:
        back_up(folder, options.file, passphrase, datetime.now(UTC))
    except (BackupRefused, StoreProblem, DomainError, OSError) as error:
        return _refuse(_sentence(error))
    say(f"{options.file} holds everything, and was read again to the end.", sys.stdout)
    say("Keep it away from this PC, and the passphrase away from it: without it nobody opens it.", sys.stdout)
    return OK


def run_restore(options: Options) -> int:
    """Put a backup in the place of the profile's store; return the exit code."""
    folder = options.profile or default_folder()
    passphrase = _ask(options, "Passphrase of the backup: ")
    try:
        done = restore(folder, options.file, passphrase, datetime.now(UTC), replacing=options.replace)
    except (BackupRefused, StoreProblem, DomainError, OSError) as error:
        return _refuse(_sentence(error))
    if done.made_at is not None:
        say(f"The store is as it was at {done.made_at:%Y-%m-%d %H:%M} UTC.", sys.stdout)
    if done.aside is not None:
        say(f"The one before lies in {done.aside}.", sys.stdout)
    start = as_typed("ringside", *(["--profile", str(options.profile)] if options.profile else []))
    say(f"Start the desk: {start}", sys.stdout)
    return OK


def _ask(options: Options, prompt: str) -> str:
    return ask_line() if options.password_stdin else getpass(prompt)


def _sentence(error: Exception) -> str:
    if isinstance(error, BackupRefused):
        return f"{_SENTENCES[error.why]} ({error.where})"
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""  # a full disk has no name
        return f"This cannot be read or written: {error.strerror}{where}. Nothing was changed."
    if isinstance(error, StoreProblem) and error.problem in _OF_STORES:
        return f"{_OF_STORES[error.problem]} ({error.where})"
    if isinstance(error, DomainError):
        return _OF_KEYS.get(error.code, error.code)
    return str(error)


def _refuse(text: str) -> int:
    say(text, sys.stderr)
    return REFUSED
