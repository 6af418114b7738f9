"""The pictures: at the pixels of the screen asked for, and those of the guides where they are shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.arguments import parse
from app.arguments_shots import Size
from ui.shots.work import COLORS, guide_files, looks, picture, save
from ui.theme import Theme
from ui.widgets.button import KeyButton

DOCS = Path(__file__).parents[2] / "docs"
Refused = pytest.raises(SystemExit, match="2")


def test_a_large_screen_at_150_percent_leaves_less_room_and_more_pixels(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    size = Size(1920, 1080, 150)
    button = KeyButton("Done", "Ctrl Enter", "check", "primary")
    qtbot.addWidget(button)
    image = picture(button, size, fits_screen=True)
    assert (button.width(), button.height()) == size.logical == (1280, 720)
    assert (image.width(), image.height()) == (1920, 1080)
    save(image, tmp_path / "button.png")
    kept = type(image)(str(tmp_path / "button.png"))
    assert len(kept.colorTable()) <= COLORS
    assert kept.pixelColor(700, 20) == theme.color("accent")


def test_all_looks_are_taken_unless_fewer_are_asked_for() -> None:
    assert len(looks(parse(["shots", "out"]))) == 12
    few = looks(parse(["shots", "out", "--language", "en", "--theme", "dark", "--size", "1366x768"]))
    assert [look.file("call") for look in few] == ["call-en-dark-1366x768.png"]
    [wide] = looks(parse(["shots", "out", "--language=en", "--theme=dark", "--size=1920x1080@150"]))
    assert wide.file("call") == "call-en-dark-1920x1080@150.png"


@pytest.mark.parametrize("size", ["large", "1366", "1366x768@50", "1366x768@400"])
def test_what_is_no_size_is_told(size: str) -> None:
    with Refused:
        parse(["shots", "out", "--size", size])


def test_the_guides_show_the_pictures_that_the_command_takes() -> None:
    taken = set(guide_files().values())
    pages = [*DOCS.glob("*.md"), DOCS.parent / "README.md"]
    told = "".join(page.read_text(encoding="utf-8") for page in pages)
    assert {path.name for path in (DOCS / "images").glob("*.png")} == taken
    assert [name for name in sorted(taken) if f"images/{name})" not in told] == []
    assert sum(path.stat().st_size for path in (DOCS / "images").iterdir()) < 1_500_000
