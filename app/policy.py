"""``ringside policy``: what IT sets for every desk of this PC, written where only administrators may."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from app.config import HUB, SETTINGS, policy_file
from app.console import OK, REFUSED, say

if TYPE_CHECKING:
    from app.arguments import Options

_EVERYBODY_READS = (
    "*S-1-5-18:(OI)(CI)F",  # the system
    "*S-1-5-32-544:(OI)(CI)F",  # administrators
    "*S-1-5-32-545:(OI)(CI)RX",  # users
)


class PolicyRefused(Exception):
    """Why a policy is not written; the text is for who types the line."""


def run(options: Options) -> int:
    """Change the policy of this PC as asked, and print what it is then; return the exit code."""
    file = policy_file()
    try:
        policy = read(file)
        if options.hub_line is not None or options.changes:
            policy = changed(policy, options.hub_line, options.changes)
            write(file, policy)
    except PolicyRefused as refused:
        say(str(refused), sys.stderr)
        return REFUSED
    except (OSError, subprocess.CalledProcessError) as error:
        say(f"{file} cannot be written: {error}", sys.stderr)
        return REFUSED
    say(f"{file}\n{json.dumps(policy, indent=1, ensure_ascii=False)}", sys.stdout)
    return OK


def read(file: Path) -> dict[str, Any]:
    """Return what is set; what is not there is empty. Raises PolicyRefused, OSError."""
    try:
        found = json.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise PolicyRefused(f"{file} is no JSON: mend it or delete it") from error
    if not isinstance(found, dict):
        raise PolicyRefused(f"{file} is no JSON object: mend it or delete it")
    return found


def changed(policy: dict[str, Any], hub: str | None, changes: Iterable[str]) -> dict[str, Any]:
    """Return a policy with these changes, each ``KEY=VALUE``; an empty value takes a key out.

    Raises PolicyRefused for what no desk would take.
    """
    result = dict(policy)
    if hub is not None:
        _put(result, HUB, _believable(hub) if hub else None)
    for change in changes:
        key, is_there, text = change.partition("=")
        if not is_there or key not in SETTINGS:
            raise PolicyRefused(
                f"{change} sets nothing: KEY=VALUE, where KEY is one of {', '.join(SETTINGS)}"
            )
        by_text = {v if isinstance(v, str) else json.dumps(v): v for v in SETTINGS[key].values}
        if text and text not in by_text:
            raise PolicyRefused(f"{key} cannot be {text}, only one of {', '.join(filter(None, by_text))}")
        _put(result, key, by_text[text] if text else None)
    return result


def write(file: Path, policy: dict[str, Any]) -> None:
    """Write the policy whole or not at all, into a folder that only administrators may write to.

    Raises: OSError, CalledProcessError, PolicyRefused for a folder that somebody else has put there.
    """
    folder = file.parent
    if folder.is_symlink() or (sys.version_info >= (3, 12) and folder.is_junction()):
        raise PolicyRefused(f"{folder} leads elsewhere: delete it")
    folder.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":
        _shut(folder)
    fresh = file.with_name(f"{file.name}.{uuid4().hex}.new")
    try:
        fresh.write_text(json.dumps(policy, indent=1, ensure_ascii=False), encoding="utf-8")
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)


def _put(policy: dict[str, Any], key: str, value: object) -> None:
    policy.pop(key, None)
    if value is not None:
        policy[key] = value


def _believable(hub: str) -> str:
    from app.sync.connect import ConnectProblem, read_address

    try:
        read_address(hub)
    except ConnectProblem as problem:
        raise PolicyRefused(str(problem)) from problem
    return hub


def _shut(folder: Path) -> None:
    """Take from persons what ProgramData grants them: to make files there, and to own what they made."""
    icacls = str(Path(os.environ["SYSTEMROOT"]) / "System32" / "icacls.exe")
    for words in (
        ("/setowner", "*S-1-5-32-544", "/T"),
        ("/inheritance:r", "/grant:r", *_EVERYBODY_READS),
        ("/reset", "/T"),  # of what lies in it; the folder itself is set again below
        ("/inheritance:r", "/grant:r", *_EVERYBODY_READS),
    ):
        subprocess.run([icacls, str(folder), *words, "/Q"], check=True, capture_output=True)
