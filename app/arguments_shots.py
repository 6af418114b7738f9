"""The command that takes pictures of every page: in which looks, and where to."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from app.arguments_hub import Commands

_ABOUT = """\
Take pictures of every page and panel there is, on a made-up hotline and without a display: in both
languages, both themes and three sizes, unless fewer are asked for. With --guide take the pictures that the
README and the guides show.
"""


class Size(NamedTuple):
    """A screen: pixels of the device, and by how many hundredths everything is drawn larger."""

    width: int
    height: int
    percent: int = 100

    @property
    def ratio(self) -> float:
        return self.percent / 100

    @property
    def logical(self) -> tuple[int, int]:
        """Return width and height in the pixels that a window counts in."""
        return round(self.width / self.ratio), round(self.height / self.ratio)

    def __str__(self) -> str:
        return f"{self.width}x{self.height}" + (f"@{self.percent}" if self.percent != 100 else "")


def add_shots_command(
    commands: Commands,
    add_look: Callable[[argparse.ArgumentParser], None],
    folder: Callable[[str], Path],
) -> None:
    shots = commands.add_parser(
        "shots",
        help="take pictures of every page",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    shots.set_defaults(headless=True)
    shots.add_argument("out", type=folder, metavar="OUT", help="the folder where the pictures go")
    shots.add_argument(
        "--size",
        dest="sizes",
        type=_size,
        action="append",
        default=[],
        metavar="1920x1080@150",
        help="the screen and how large everything is drawn on it; may be given several times",
    )
    shots.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="NAME",
        help="take this page only, such as call or board; may be given several times",
    )
    shots.add_argument(
        "--guide",
        dest="for_guide",
        action="store_true",
        help="take those of the README and the guides, whatever else is asked for",
    )
    add_look(shots)


def _size(text: str) -> Size:
    found = re.fullmatch(r"(\d{3,4})x(\d{3,4})(?:@(\d{3}))?", text)
    if found is None or not 100 <= int(found[3] or 100) <= 300:
        raise argparse.ArgumentTypeError(f"{text} is no size such as 1366x768 or 1920x1080@150")
    return Size(int(found[1]), int(found[2]), int(found[3] or 100))
