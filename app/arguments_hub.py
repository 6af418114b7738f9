"""The commands of a hub: what can be asked for, and how. Nothing of the hub is loaded to read them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
PORT = 8443
# The values of `Role`, which would bring SQLAlchemy with it: half a second before anything is said.
ROLES = (
    "agent",
    "supervisor",
    "dispatcher",
    "parts_manager",
    "claims_auditor",
    "provider",
    "analyst",
    "admin",
)
_HUB = """\
Serve the desks of a floor: keep the store that they share, and tell them what changes.

For a trial, one command is all: ringside hub --store embedded:DIR brings a database of its own, makes it
in DIR, asks for a first person and serves the desks of this PC. With --listen 0.0.0.0:8443 it serves other
PCs too, and makes itself certificates.
"""
_STORE_HELP = (
    "the store: postgresql://ROLE@HOST/DATABASE, with the password in ~/.pgpass, PGPASSWORD or a PGSERVICE"
    " and not here where others may see it; or embedded:DIR, a database of its own in a folder"
)


def add_hub_commands(commands: Commands, add_profile: Callable[[argparse.ArgumentParser], None]) -> None:
    _add_hub(commands)
    _add_store(commands)
    _add_person(commands)
    _add_connect(commands, add_profile)
    _add_recover(commands, add_profile)
    _add_calendar(commands, add_profile)


def _add_hub(commands: Commands) -> None:
    hub = commands.add_parser(
        "hub",
        help="serve the desks of a floor",
        description=_HUB,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_store_option(hub)
    hub.add_argument(
        "--listen",
        type=_address,
        default=("127.0.0.1", PORT),
        metavar="ADDR:PORT",
        help=f"where desks reach it (default: 127.0.0.1:{PORT}, this PC alone; 0.0.0.0:{PORT} is everybody);"
        " port 0 is a free one; beyond this PC with TLS only",
    )
    hub.add_argument(
        "--name",
        dest="host_names",
        action="append",
        default=[],
        metavar="HOST",
        help="a host name or address by which desks call it, if that is not this computer's own; may be given"
        " several times, the first is told",
    )
    hub.add_argument(
        "--make-certificate",
        type=Path,
        metavar="DIR",
        help="make an authority and a certificate of its own in DIR, or use and renew those made before",
    )
    hub.add_argument("--certificate", type=Path, metavar="FILE", help="your certificate with its chain, PEM")
    hub.add_argument("--key", type=Path, metavar="FILE", help="the key of --certificate, PEM")


def _add_store(commands: Commands) -> None:
    store = commands.add_parser("store", help="make, upgrade and check the store of a hub")
    actions = store.add_subparsers(dest="action", metavar="ACTION", title="actions", required=True)
    init = _action(actions, "init", "make tables and reference data in an empty database")
    init.add_argument(
        "--hub-role",
        metavar="ROLE",
        help="the database role that the hub uses; gets what it needs, and no right to change history",
    )
    _action(actions, "upgrade", "bring the store to this version, as its owner")
    _action(actions, "check", "read the whole store and tell what is wrong; changes nothing")
    _action(
        actions, "restored", "say that the store was restored from a dump, so that desks send what it lost"
    )
    recovery = _action(
        actions, "recovery-key", "make the key by which the company opens desks whose password is lost"
    )
    recovery.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="where the secret half goes; keep it off-line"
    )
    add_password_stdin(recovery)
    _add_regions(actions)
    _add_messages(actions)
    notice = _action(actions, "calendar", "load the notice of a year: which days are off, which are worked")
    _add_notice(notice)


def _add_regions(actions: Commands) -> None:
    regions = _action(
        actions,
        "regions",
        "load the regions of China: every county, and the towns of the provinces where the house goes",
    )
    regions.add_argument(
        "--province",
        dest="provinces",
        action="append",
        default=[],
        metavar="CODE",
        help="two digits of GB/T 2260, such as 51 for Sichuan; may be given several times",
    )
    zone = _action(actions, "zone", "let people name a region by another name, such as a development zone")
    zone.add_argument("zone", metavar="NAME", help="as people say it, in Chinese")
    zone.add_argument("--region", required=True, metavar="CODE", help="the county or town where it lies")
    zone.add_argument("--english", default="", metavar="NAME", help="its name in Latin letters")


def _add_messages(actions: Commands) -> None:
    gateway = _action(
        actions,
        "gateway",
        "say by which gateway messages go out; asks for the secret that signs, and keeps it in the keyring",
    )
    gateway.add_argument("--url", default="", metavar="https://HOST/PATH", help="where the gateway listens")
    gateway.add_argument("--account", default="", help="by which the gateway knows whose signature it is")
    gateway.add_argument("--sender", default="", metavar="NAME", help="what stands before the text: 【NAME】")
    gateway.add_argument("--off", action="store_true", help="send nothing any more")
    _add_message_language(gateway)
    add_password_stdin(gateway, "read the secret from the standard input, a line")
    template = _action(actions, "template", "show what is written in messages, or write something else")
    template.add_argument(
        "template", nargs="?", default="", metavar="CODE", help="which; all if there is none"
    )
    template.add_argument(
        "--text", metavar="TEXT", help="what stands in it; {number} and the like are filled in"
    )
    template.add_argument("--at-gateway", metavar="ID", help="by which the gateway knows this text")
    _add_message_language(template)


def _add_message_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--language", dest="message_language", choices=("zh", "en"), default="zh", help="(default: zh)"
    )


def _add_notice(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE.csv",
        help="a line a day: 2027-02-05,off,name or 2027-02-20,work,name; takes the place of the year's days",
    )
    parser.add_argument(
        "--source", required=True, metavar="TEXT", help="the notice, such as its number and date; is kept"
    )


def _add_calendar(commands: Commands, add_profile: Callable[[argparse.ArgumentParser], None]) -> None:
    calendar = commands.add_parser(
        "calendar",
        help="load a year's notice of holidays into a desk without a hub",
        description="Load a year's notice of holidays into the store of a desk without a hub. What is due by"
        " working days follows. With a hub it is ringside store calendar.",
    )
    _add_notice(calendar)
    add_profile(calendar)


def _add_person(commands: Commands) -> None:
    person = commands.add_parser("person", help="who may sign in at a hub, and as what")
    actions = person.add_subparsers(dest="action", metavar="ACTION", title="actions", required=True)
    add = _action(actions, "add", "let somebody sign in; asks for a password")
    _add_login(add)
    _add_roles(add, "what the person does; may be given several times")
    add.add_argument("--name", dest="person_name", default="", help="as colleagues see it (default: LOGIN)")
    add.add_argument("--extension", default="", help="where the person usually sits")
    add.add_argument("--team", default="")
    add_password_stdin(add)
    passwd = _action(actions, "passwd", "give somebody a new password, and open a closed sign-in")
    _add_login(passwd)
    add_password_stdin(passwd)
    roles = _action(actions, "roles", "give somebody other roles; who is signed in signs in anew")
    _add_login(roles)
    _add_roles(roles, "what the person does from now on, all of it; may be given several times")
    _add_login(_action(actions, "disable", "let somebody sign in no more"))
    _add_login(_action(actions, "enable", "let somebody who was disabled sign in again"))
    _action(actions, "list", "show who may sign in")


def _add_roles(parser: argparse.ArgumentParser, text: str) -> None:
    parser.add_argument("--role", dest="roles", action="append", required=True, choices=ROLES, help=text)


def _add_connect(commands: Commands, add_profile: Callable[[argparse.ArgumentParser], None]) -> None:
    connect = commands.add_parser(
        "connect",
        help="let the desk of this profile work with a hub",
        description="Let the desk of this profile work with a hub. A hub prints the whole line as it starts.",
    )
    connect.add_argument(
        "address",
        metavar="https://HOST:PORT#sha256=…",
        help="the hub; the part behind # is the fingerprint of its authority, without it the system's"
        " authorities are asked",
    )
    add_profile(connect)


def _add_recover(commands: Commands, add_profile: Callable[[argparse.ArgumentParser], None]) -> None:
    recover = commands.add_parser(
        "recover",
        help="open a desk's store with the company's recovery key",
        description="Give a desk's store, whose password is lost, the password that the person has at the hub"
        " now. Asks for the password of the recovery key, then for the person's.",
    )
    _add_login(recover)
    recover.add_argument(
        "--recovery-key", type=Path, required=True, metavar="FILE", help="from ringside store recovery-key"
    )
    add_password_stdin(recover, "read both passwords from the standard input, a line each")
    add_profile(recover)


def _action(actions: Commands, name: str, text: str) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
    add_store_option(parser)
    return parser


def add_store_option(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    parser.add_argument(
        "--store", required=required, default="", metavar="URL|embedded:DIR", help=_STORE_HELP
    )


def _add_login(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("login", metavar="LOGIN", help="by which the person signs in")


def add_password_stdin(
    parser: argparse.ArgumentParser, text: str = "read the password from the standard input, a line"
) -> None:
    parser.add_argument("--password-stdin", action="store_true", help=text)


def _address(text: str) -> tuple[str, int]:
    host, colon, port = text.rpartition(":")
    if not colon or text.endswith("]") or (host.count(":") and not host.startswith("[")):
        host, port = text, str(PORT)
    host = host.removeprefix("[").removesuffix("]")
    try:
        return str(ip_address("127.0.0.1" if host == "localhost" else host)), _port(port)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text} is no address and port, such as 127.0.0.1:{PORT} or 0.0.0.0:{PORT}"
        ) from None


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port < 65_536:
        raise ValueError(text)
    return port
