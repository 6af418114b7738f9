"""The commands of phone lines: what can be asked for, and how."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from app.arguments_hub import Commands, add_password_stdin, add_store_option

LOGINS = ("md5", "plain")  # the values of `LineLogin`, which would bring SQLAlchemy with it
_LINE = """\
Say which PBX rings, and how it is reached. With --store it is a line of that hub, which holds it for its
floor; without, it is a line that this desk holds alone. docs/phone.md says what the PBX needs.
"""


def add_line_commands(commands: Commands, add_profile: Callable[[argparse.ArgumentParser], None]) -> None:
    line = commands.add_parser(
        "line",
        help="say which PBX rings, and how it is reached",
        description=_LINE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = line.add_subparsers(dest="action", metavar="ACTION", title="actions", required=True)

    def action(name: str, text: str) -> argparse.ArgumentParser:
        parser = actions.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
        add_store_option(parser, required=False)
        add_profile(parser)
        return parser

    _add_way(
        action("add", "hold a line, or reach it otherwise; asks for the secret and keeps it in the keyring")
    )
    action("list", "show the lines, and who holds them now")
    _add_name(action("try", "log in at the PBX and tell what the line could do there"))
    _add_name(action("remove", "hold a line no more, and forget its secret"))
    _add_recordings(action("recordings", "say where the sound of calls is, and for how long it is kept"))
    _add_site(action("site", "say where a line stands, so that its numbers are read right"))


def _add_name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("line", metavar="NAME", help="the line's name")


def _add_way(add: argparse.ArgumentParser) -> None:
    _add_name(add)
    add.add_argument("--host", required=True, help="where the manager interface (AMI) of the PBX listens")
    add.add_argument("--port", type=int, help="(default: 5038; 5039 with --tls)")
    add.add_argument("--user", required=True, help="the user of manager.conf")
    add.add_argument("--login", dest="line_login", choices=LOGINS, default="md5", help="(default: md5)")
    add.add_argument(
        "--tls", action="store_true", help="speak TLS, and believe no certificate of another host"
    )
    add.add_argument(
        "--ca", type=Path, metavar="FILE", help="the authority that is believed, PEM; else the system's"
    )
    add.add_argument(
        "--member",
        default="",
        metavar="NAME",
        help="an agent's name in queues.conf, such as Local/{extension}@from-queue/n (default: as the PBX"
        " tells it, else PJSIP/{extension})",
    )
    add.add_argument("--extension", default="", help="of a desk without a hub: where it rings")
    add.add_argument(
        "--dial-context", default="from-internal", help="where numbers are dialled (default: from-internal)"
    )
    add.add_argument(
        "--dial-prefix", default="", metavar="DIGITS", help="what is dialled before an outside number"
    )
    add.add_argument(
        "--transfer-context", default="", help="where calls are handed to (default: --dial-context)"
    )
    add.add_argument(
        "--caller-id", default="", help="what is shown to who is dialled (default: the extension)"
    )
    add.add_argument(
        "--phones-obey", action="store_true", help="the phones answer and hold when the PBX asks them to"
    )
    add_password_stdin(add, "read the secret from the standard input, a line")


def _add_recordings(recordings: argparse.ArgumentParser) -> None:
    recordings.add_argument(
        "--place",
        metavar="FOLDER|URL",
        help="a folder that is mounted here, or an https address, where the files of the PBX are",
    )
    recordings.add_argument(
        "--pbx-folder",
        metavar="FOLDER",
        help="what the PBX's own names of those files begin with (default: /var/spool/asterisk)",
    )
    recordings.add_argument(
        "--keep-days",
        type=int,
        metavar="N",
        help="forget where a recording is after so many days; 0: never. The file is the PBX's to delete",
    )


def _add_site(site: argparse.ArgumentParser) -> None:
    site.add_argument("line", metavar="NAME", help="its name; every other line if it is empty")
    site.add_argument(
        "--area", required=True, metavar="CODE", help="area code of local numbers, with its 0, such as 0816"
    )
    site.add_argument(
        "--prefix",
        dest="prefixes",
        action="append",
        default=[],
        metavar="DIGITS",
        help="what its PBX puts before an outside number, such as 9; may be given several times",
    )
