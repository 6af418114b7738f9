"""The commands that look after a desk: what can be asked for, and how."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from app.arguments_hub import Commands, add_store_option

_POLICY = """\
Set what holds for every desk of this PC, and print it; without an option only print it. For administrators:
it is written to %ProgramData%\\Ringside on Windows. An empty value takes a key out. No password belongs here.
"""
_SELF_TEST = """\
Try that the program is installed whole: its files are as they were packed, every part of it can be loaded, a
store can be encrypted, a key kept and a connection secured. The exit code is 1 if something is broken.
"""
AddProfile = Callable[[argparse.ArgumentParser], None]
_BACKUP = """\
Write everything that this desk's store holds into one encrypted file, while the desk works or not. Its
passphrase is asked for; nobody can open the file without it. For a desk without a hub.
"""
_RESTORE = """\
Put a backup in the place of this desk's store, on this PC or another. The desk must be closed. A store that
somebody has worked in is only replaced with --replace, and is then kept beside the restored one.
"""
_DOCTOR = """\
Look at everything that this desk needs, and say in a line each how it is and what to do. No line holds a
secret or anything of a customer. The exit code is 1 if something is broken.
"""


def add_care_commands(commands: Commands, add_profile: AddProfile) -> None:
    backup = commands.add_parser("backup", help="write an encrypted backup", description=_BACKUP)
    _add_file(backup, "where to; a file of this name is replaced when the new one is whole")
    restore = commands.add_parser("restore", help="bring a backup back", description=_RESTORE)
    _add_file(restore, "the backup")
    restore.add_argument(
        "--replace", action="store_true", help="also where somebody has worked in the store that is there"
    )
    doctor = commands.add_parser("doctor", help="say what is wrong with this desk", description=_DOCTOR)
    doctor.add_argument(
        "--language",
        choices=("zh_CN", "en"),
        default=argparse.SUPPRESS,
        help="the language of the lines (default: that of the system)",
    )
    doctor.add_argument(
        "--line",
        dest="doctor_line",
        nargs="?",
        const="",
        metavar="NAME",
        help="look at this phone line instead, or at every one: from the login to the page of who rings",
    )
    doctor.add_argument("--extension", default="", metavar="N", help="of the phone that --line may ring")
    add_store_option(doctor, required=False)
    _add_policy(commands)
    commands.add_parser("self-test", help="try that it is installed whole", description=_SELF_TEST)
    for command in (backup, restore, doctor):
        add_profile(command)


def _add_policy(commands: Commands) -> None:
    policy = commands.add_parser("policy", help="set what holds for this PC", description=_POLICY)
    policy.add_argument(
        "--hub",
        dest="hub_line",
        metavar="LINE",
        help="the hub that new desks work with: the line that `ringside connect` takes",
    )
    policy.add_argument(
        "--set",
        dest="changes",
        type=lambda text: text.split(","),
        action="extend",
        default=[],
        metavar="KEY=VALUE,…",
        help="what a desk can be set to, such as language=zh_CN,theme=dark; `Ctrl ,` shows what there is",
    )


def _add_file(command: argparse.ArgumentParser, meaning: str) -> None:
    command.add_argument("file", type=Path, metavar="FILE", help=meaning)
    command.add_argument(
        "--password-stdin", action="store_true", help="read the passphrase from standard input"
    )
