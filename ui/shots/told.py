"""What somebody is told or asked: a message of a supervisor, a move to another queue, a closing window."""

from __future__ import annotations

from collections.abc import Iterator

from ui.closing import Closing
from ui.shots.stage import Stage
from ui.shots.stop import Stop
from ui.wallboard.view import WallboardView


def told(stage: Stage) -> Iterator[Stop]:
    window = stage.seat.window
    stage.seat.told.strip.say("王芳：Please take the VIP queue until noon, three are waiting.")
    stage.settle()
    yield Stop("told", window)
    stage.seat.told.strip.say("王芳：" + "上午东区停电检修，空调报修先问清楚是否已来电；" * 8)
    stage.settle()
    yield Stop("told-at-length", window)
    stage.seat.told.strip.say("")


def move(stage: Stage) -> Iterator[Stop]:
    """Agents who can be moved to a queue that lacks some."""
    window = stage.seat.window
    stage.press("Ctrl+Shift+W")
    view = window.findChild(WallboardView)
    view.seeing.move_wanted.emit("601")
    stage.settle()
    yield Stop("move", window)
    view.moving.say("The hub is away. Nothing was changed; try again when it is back.")
    stage.settle()
    yield Stop("move-refused", window)
    stage.press("Esc", "Esc")


def closing(stage: Stage) -> Iterator[Stop]:
    """The window is closed while something is on."""
    window = stage.seat.window
    sentence = "A contact is not wrapped up. What you typed is kept as a draft."
    asking = Closing(window, lambda: [sentence], lambda: None)
    window.close()
    stage.settle()
    yield Stop("closing", window)
    stage.press("Esc")
    asking.let_go()
