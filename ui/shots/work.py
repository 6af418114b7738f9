"""``ringside shots``: pictures of every page, as many looks as are asked for, or those of the guide."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from app.arguments import Options
from app.arguments_shots import Size
from app.console import OK, REFUSED, say
from app.demo.store import demo_store
from app.profile import make_folder
from app.store_errors import StoreProblem
from ui.error_text import error_text
from ui.garbage import Garbage
from ui.i18n import LANGUAGES, install
from ui.shots.journeys import walk
from ui.shots.stage import BEGUN_AT, Stage
from ui.surroundings import check_fonts
from ui.theme import Scheme, Theme

SEED, CUSTOMERS, COLORS = 7, 300, 256
SIZES = (Size(1366, 768, 100), Size(1920, 1080, 100), Size(1920, 1080, 150))
SMALL = SIZES[0]


@dataclass(frozen=True, slots=True)
class Look:
    """One way in which every page can be seen."""

    language: str
    scheme: Scheme
    size: Size

    def file(self, name: str) -> str:
        return f"{name}-{self.language}-{self.scheme}-{self.size}.png"


Naming = Callable[[str, Look], str]  # the file of a stop in a look; empty if it is not wanted
_GUIDE = (
    "call",
    "dispatch",
    "promise",
    "banner",
    "calls-answered",
    "orders",
    "board",
    "attention",
    "wallboard",
    "wallboard-full",
)


def guide_files() -> dict[tuple[str, Look], str]:
    """Return the pictures that the README and the guides show, by stop and look."""
    files = {
        (stop, Look(language, Scheme.LIGHT, SMALL)): f"{stop}-{language}.png"
        for language in LANGUAGES
        for stop in _GUIDE
    }
    return files | {("call", Look("en", Scheme.DARK, SMALL)): "call-en-dark.png"}


def looks(options: Options) -> list[Look]:
    """Return the looks that are asked for; all of them if nothing is said."""
    languages = [options.language] if options.language else LANGUAGES
    schemes = [Scheme(options.theme)] if options.theme else list(Scheme)
    return [
        Look(language, scheme, size)
        for language in languages
        for scheme in schemes
        for size in options.sizes or SIZES
    ]


def shots(options: Options) -> int:
    """Take the pictures that are asked for; return the exit code."""
    app = QApplication(sys.argv[:1])
    Garbage(app)
    Theme(app)
    problem = check_fonts()
    if problem is not None:
        say(problem.text, sys.stderr)
        return REFUSED
    try:
        return _take(app, options)
    except StoreProblem as refusal:
        say(error_text(refusal), sys.stderr)
        return REFUSED


def _take(app: QApplication, options: Options) -> int:
    assert options.out is not None
    make_folder(options.out)
    guide, only = guide_files(), set(options.only)

    def of_guide(stop: str, look: Look) -> str:
        return guide.get((stop, look), "")

    def of_all(stop: str, look: Look) -> str:
        return look.file(stop) if not only or stop in only else ""

    ways = [look for _, look in guide] if options.for_guide else looks(options)
    naming = of_guide if options.for_guide else of_all
    count = 0
    for ways_of_one in _by_walk(ways):
        count += _walk(app, options.out, ways_of_one, naming)
    say(f"{count} pictures in {options.out}", sys.stdout)
    return OK if count else REFUSED


def _by_walk(ways: Iterable[Look]) -> list[list[Look]]:
    """Put together what one walk can take: sizes of one language and one theme."""
    walks: dict[tuple[str, Scheme], list[Look]] = {}
    for look in dict.fromkeys(ways):
        walks.setdefault((look.language, look.scheme), []).append(look)
    return list(walks.values())


def _walk(app: QApplication, folder: Path, ways: list[Look], naming: Naming) -> int:
    """Lead one seat past every stop; return how many pictures were taken."""
    install(app, ways[0].language)
    Theme.current().set_scheme(ways[0].scheme)
    count = 0
    with demo_store(SEED, CUSTOMERS, None, now=BEGUN_AT) as demo, closing(Stage(demo)) as stage:
        for stop in walk(stage):
            for look in ways:
                if stop.is_one_of_many and look is not ways[0]:
                    continue
                name = naming(stop.name, look)
                if name:
                    fits = stop.window is stage.seat.window
                    save(picture(stop.window, look.size, fits_screen=fits), folder / name)
                    count += 1
    return count


def picture(window: QWidget, size: Size, *, fits_screen: bool) -> QImage:
    """Return what a window shows; one that fills the screen is given its size, others keep their own."""
    if fits_screen:
        window.resize(*size.logical)
    QApplication.sendPostedEvents()
    image = QImage(window.size() * size.ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(size.ratio)
    image.fill(Theme.current().color("page"))
    window.render(image, QPoint())
    return image


def save(image: QImage, path: Path) -> None:
    """Write a picture with the colours that it has most of: a quarter of the bytes."""
    counted = Counter(memoryview(image.constBits()).cast("I"))
    table = [color for color, _ in counted.most_common(COLORS)]
    if not image.convertToFormat(QImage.Format.Format_Indexed8, table).save(str(path), "PNG", 0):
        raise OSError(f"{path} cannot be written")
