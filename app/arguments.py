"""The command line: what can be asked for, and how."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from app.arguments_care import add_care_commands
from app.arguments_hub import add_hub_commands
from app.arguments_line import add_line_commands
from app.arguments_shots import Size, add_shots_command
from app.errors import LinkRefused
from app.pop_links import LONGEST_NUMBER, is_link, is_number, link_in, number_of

_DESCRIPTION = """\
Ringside, the desk that a service hotline works at.
Without a command it opens the desk of who is signed in.
"""
_DEMO = """\
Make a hotline with customers, units, orders and calls from a seed, and open a
desk there whose phone rings. Its store is sealed with a key that is written
down nowhere, and goes at the end.
"""
_PRACTICE = """\
Take calls of a made-up hotline, one by one. Hints say what the caller says and
what to do next; afterwards a report says what went well and what did not.
Nothing of it is kept.
"""
_NO_DISPLAY = """
Without a display the demo works a shift by itself, as with --headless.
"""
_EXIT_CODES = """\
exit codes:
  0  done
  1  an expectation failed, or Ringside itself did
  2  the command line is not understood
  3  the store or this computer refuses; a sentence says why
"""


class Options(argparse.Namespace):
    """What was asked for. ``recording`` is the stream that the demo's line plays; None: it practises.

    ``link`` is what Windows started this with, and not looked at yet; ``number`` rings.
    """

    command: str | None = None
    profile: Path | None = None
    language: str | None = None
    theme: str | None = None
    number: str = ""
    link: str = ""
    doctor_line: str | None = None
    tell_finding: Callable[[Any], None] = print
    place: str | None = None
    pbx_folder: str | None = None
    keep_days: int | None = None
    scenario: str | None = None
    seed: int
    customers: int
    recording: Path | None = None
    speed: float
    out: Path | None = None
    headless: bool = False
    sizes: Sequence[Size] = ()
    only: Sequence[str] = ()
    for_guide: bool = False
    calls: int
    facts: bool = False
    verify: Path | None = None
    hub_line: str | None = None
    changes: list[str]
    store: str = ""
    listen: tuple[str, int]
    host_names: list[str]
    make_certificate: Path | None = None
    certificate: Path | None = None
    key: Path | None = None
    action: str = ""
    hub_role: str | None = None
    login: str = ""
    roles: list[str]
    person_name: str = ""
    extension: str = ""
    team: str = ""
    password_stdin: bool = False
    address: str = ""
    recovery_key: Path
    line: str = ""
    area: str = ""
    prefixes: list[str]
    provinces: list[str]
    zone: str = ""
    region: str = ""
    english: str = ""
    url: str = ""
    account: str = ""
    sender: str = ""
    off: bool = False
    message_language: str = "zh"
    template: str = ""
    text: str | None = None
    at_gateway: str | None = None
    file: Path
    replace: bool = False
    source: str = ""
    host: str = ""
    port: int | None = None
    user: str = ""
    line_login: str = "md5"
    tls: bool = False
    ca: Path | None = None
    member: str = ""
    dial_context: str = ""
    dial_prefix: str = ""
    transfer_context: str = ""
    caller_id: str = ""
    phones_obey: bool = False


def parse(arguments: Sequence[str] | None = None) -> Options:
    """Read the command line. Ends the program where it is not understood or only asks for help."""
    given = sys.argv[1:] if arguments is None else arguments
    parser = _parser()
    if link := link_in(given):
        return parser.parse_args([], Options(link=link))
    if len(given) == 1 and is_number(given[0]):
        given = ("pop", *given)  # a softphone that can add the number to a program's name, and no more
    options = parser.parse_args(given, Options())
    if options.command == "practice" and options.profile is not None:
        parser.error("the practice has no profile: nothing of it is kept")
    if options.command == "demo":
        if options.profile is not None:
            parser.error("the demo has no profile; --out DIR keeps its store")
        if options.headless and options.recording is not None:
            parser.error("--headless works with the practice line only")
    if options.command == "hub":
        if (options.certificate is None) != (options.key is None):
            parser.error("--certificate and --key go together")
        if options.certificate is not None and options.make_certificate is not None:
            parser.error("--make-certificate makes what --certificate would bring")
    return options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ringside",
        description=_DESCRIPTION,
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"ringside {version('ringside')}")
    _add_profile(parser)
    _add_look(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    _add_pop(commands)
    _add_demo(commands)
    _add_practice(commands)
    add_shots_command(commands, _add_look, _folder)
    add_care_commands(commands, _add_profile)
    add_hub_commands(commands, _add_profile)
    add_line_commands(commands, _add_profile)
    return parser


# SUPPRESS: a command's own default would overwrite what was said before the command.


def _add_profile(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--profile",
        type=_folder,
        default=argparse.SUPPRESS,
        metavar="DIR",
        help="the folder with the store of this desk (default: the application data of who is signed in);"
        " one desk a profile: a second start brings the first to the front",
    )


def _add_look(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--language",
        choices=("zh_CN", "en"),
        default=argparse.SUPPRESS,
        help="the language of the screen (default: that of the system)",
    )
    parser.add_argument(
        "--theme",
        choices=("light", "dark"),
        default=argparse.SUPPRESS,
        help="the colours of the screen (default: those of the system)",
    )


def _add_pop(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = (
        "Ring with a number, on the desk that is open, else on one that it opens. For softphones: let yours"
        " run this when it rings. A tel: or ringside: link without a command only looks a number up."
    )
    pop = commands.add_parser("pop", help="show the page of a caller", description=text)
    pop.add_argument(
        "number", type=_number, metavar="NUMBER", help="as the phone gives it, or a link such as tel:+86…"
    )
    _add_profile(pop)
    _add_look(pop)


def _add_demo(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    demo = commands.add_parser(
        "demo",
        help="try Ringside with a made-up hotline that rings",
        description=_DEMO,
        epilog=_EXIT_CODES + _NO_DISPLAY,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_world(demo)
    _add_line(demo)
    _add_instead(demo)
    _add_look(demo)


def _add_practice(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    practice = commands.add_parser(
        "practice",
        help="learn to take calls, led by hints",
        description=_PRACTICE,
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    practice.add_argument(
        "--scenario",
        type=_scenario,
        default=None,
        metavar="ID",
        help="only this call (default: all, one after the other); a wrong ID tells which there are",
    )
    practice.add_argument(
        "--seed", type=_whole, default=1, metavar="N", help="which hotline (default: %(default)s)"
    )
    _add_look(practice)


def _add_world(demo: argparse.ArgumentParser) -> None:
    demo.add_argument(
        "--seed", type=_whole, default=1, metavar="N", help="which hotline (default: %(default)s)"
    )
    demo.add_argument(
        "--customers",
        type=_some,
        default=2000,
        metavar="N",
        help="how many customers it has (default: %(default)s)",
    )
    demo.add_argument(
        "--out",
        type=_folder,
        metavar="DIR",
        help="keep the store, as plain SQLite DIR/demo-SEED.sqlite, and what --headless finds",
    )


def _add_line(demo: argparse.ArgumentParser) -> None:
    demo.add_argument(
        "--line",
        dest="recording",
        type=_recording,
        default=None,
        metavar="practice|recorded:FILE",
        help="who rings: callers out of practice scenarios (default), or the recorded stream of an Asterisk,"
        " FILE.txt with its times in FILE.timing.tsv, once and at its own pace",
    )
    demo.add_argument(
        "--speed",
        type=_speed,
        default=1.0,
        metavar="X",
        help="how many times faster than life the line goes (default: 1)",
    )


def _add_instead(demo: argparse.ArgumentParser) -> None:
    demo.add_argument(
        "--calls",
        type=_some,
        default=40,
        metavar="N",
        help="how many calls --headless takes (default: %(default)s)",
    )
    instead = demo.add_mutually_exclusive_group()
    instead.add_argument(
        "--headless",
        action="store_true",
        help="work a shift at the real windows by their keys without showing them; print what it came to as"
        " JSON on the last line, and leave it in DIR with pictures if --out is given",
    )
    instead.add_argument(
        "--facts", action="store_true", help="print how the made-up hotline is distributed, and end"
    )
    instead.add_argument(
        "--verify",
        type=Path,
        metavar="DIR",
        help="count again what a shift with --out DIR came to, from its store and its journal alone, and end",
    )


def _folder(text: str) -> Path:
    path = Path(text).expanduser()
    if path.name.startswith("demo-") and path.suffix == ".sqlite":
        raise argparse.ArgumentTypeError(f"{text} is the store of a demo, which only a demo opens")
    if path.exists() and not path.is_dir():
        raise argparse.ArgumentTypeError(f"{text} is not a folder")
    return path


def _number(text: str) -> str:
    if is_link(text):
        try:
            return number_of(text)
        except LinkRefused as refused:
            raise argparse.ArgumentTypeError("this is no link with a number") from refused
    if not 0 < len(text) <= LONGEST_NUMBER or not text.isprintable():
        raise argparse.ArgumentTypeError(f"a number has 1 to {LONGEST_NUMBER} characters")
    return text


def _recording(text: str) -> Path | None:
    if text == "practice":
        return None
    kind, _, name = text.partition(":")
    if kind != "recorded" or not name:
        raise argparse.ArgumentTypeError(f"{text} is neither practice nor recorded:FILE")
    from app.telephony.recorded import read_recording

    try:
        read_recording(Path(name))
    except (OSError, ValueError, KeyError) as error:
        raise argparse.ArgumentTypeError(f"{name} cannot be played: {error}") from error
    return Path(name)


def _scenario(text: str) -> str:
    from app.demo.scenarios import by_lesson, load_scenarios

    known = [each.id for each in by_lesson(load_scenarios())]
    if text not in known:
        raise argparse.ArgumentTypeError(f"{text} is none of {', '.join(known)}")
    return text


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 0")
    return int(text)


def _some(text: str) -> int:
    number = _whole(text)
    if not number:
        raise argparse.ArgumentTypeError("there must be one at least")
    return number


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0.01 <= speed <= 1000:
        raise argparse.ArgumentTypeError(f"{text} is not a speed from 0.01 to 1000")
    return speed
