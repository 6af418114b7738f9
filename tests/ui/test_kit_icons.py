"""Icons are drawn in a token's colour, sharp at every scale, and once."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from ui import icons
from ui.actions import ACTIONS
from ui.theme import RESOURCES, Scheme

pytestmark = pytest.mark.usefixtures("theme")

FOLDER = RESOURCES / "icons"
ROOMS = Path(__file__).parents[2] / "ui"
TABLE = ROOMS / "actions.py"


@pytest.fixture(scope="module")
def words() -> dict[Path, set[str]]:
    """Every string that stands in a module of the rooms, by module."""
    return {path: words_in(path) for path in ROOMS.rglob("*.py")}


def words_in(path: Path) -> set[str]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.svg")))
def test_every_icon_draws_in_the_colour_asked_for(theme, name):
    picture = icons.pixmap(name, "broken", 32).toImage()
    pixels = (picture.pixelColor(x, y) for x in range(32) for y in range(32))
    solid = {pixel.name() for pixel in pixels if pixel.alpha() == 255}
    assert solid == {theme.color("broken").name()}


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_an_icon_has_the_pixels_of_its_screen(ratio):
    picture = icons.pixmap("phone", "text", 16, ratio)
    assert picture.width() == round(16 * ratio)
    assert picture.deviceIndependentSize().width() == pytest.approx(16)


def test_an_icon_is_drawn_once_for_each_colour(theme):
    first = icons.pixmap("truck", "text", 16)
    assert icons.pixmap("truck", "text", 16).cacheKey() == first.cacheKey()
    theme.set_scheme(Scheme.DARK)
    assert icons.pixmap("truck", "text", 16).cacheKey() != first.cacheKey()


def test_an_icon_for_menus_has_every_scale():
    sizes = icons.icon("truck", "text2", 16).availableSizes()
    assert max(size.width() for size in sizes) == 32


@pytest.mark.parametrize("action_id", ACTIONS)
def test_every_action_has_an_icon_that_exists(action_id):
    assert (FOLDER / f"{ACTIONS[action_id].icon}.svg").is_file()


def test_every_icon_is_used_by_its_name(words):
    assert {path.stem for path in FOLDER.glob("*.svg")} - set().union(*words.values()) == set()


def test_no_icon_is_drawn_whose_file_is_not_there(words):
    """A word with a hyphen that begins like a file's is the name of one; in ui/shots it is a picture's."""
    families = {path.stem.partition("-")[0] for path in FOLDER.glob("*.svg")}
    drawing = [there for path, there in words.items() if path.parent.name != "shots"]
    named = {word for word in set().union(*drawing) if re.fullmatch(r"[a-z]+(-[a-z]+)+", word)}
    icon_names = {word for word in named if word.partition("-")[0] in families}
    assert {name for name in icon_names if not (FOLDER / f"{name}.svg").is_file()} == set()


@pytest.mark.parametrize("action_id", ACTIONS)
def test_every_action_is_bound_or_shown_somewhere(action_id, words):
    assert any(action_id in there for path, there in words.items() if path != TABLE)


def test_the_icons_carry_their_licence():
    assert "Phosphor Icons" in (FOLDER / "LICENSE-phosphor").read_text(encoding="utf-8")


def test_an_icon_that_is_not_there_is_a_mistake():
    with pytest.raises(FileNotFoundError):
        icons.pixmap("unicorn", "text", 16)
