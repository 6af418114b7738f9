"""What is said once something was decided: last, because the pages before shall not show it."""

from __future__ import annotations

from collections.abc import Iterator

from app.demo.callers import Who
from ui.shots.stage import Stage
from ui.shots.stop import Stop


def decide(stage: Stage) -> Iterator[Stop]:
    """Dispatch, promise a call, note who waits for goods, keep a sentence; then see where it stands."""
    window = stage.seat.window
    stage.ring(stage.who(Who.VIP).ani)
    stage.answer()
    stage.press("Ctrl+D")
    stage.type("1")
    stage.press("Ctrl+Return")
    yield Stop("dispatched", window)
    stage.press("Return", "Ctrl+P")
    yield Stop("provider-answers", window)
    stage.press("Esc", "Ctrl+U")
    stage.type("3")
    stage.press("Ctrl+Return")
    yield Stop("promised", window)
    stage.press("Return", "Ctrl+U")
    stage.type("dhtz")
    stage.press("Return")
    stage.type("XQG100")
    yield Stop("goods-wished", window)
    stage.press("Ctrl+Return", "Return", "F6")
    stage.type("E2")
    stage.press("Alt+Y", "Esc")
    yield Stop("kept-sentence", window)
    stage.end_call()
    stage.press("Ctrl+L")
    view = stage.seat.follow_ups_view
    view.filters.choose("goods")
    view.filters.chosen.emit("goods")
    stage.settle()
    yield Stop("goods-waited-for", window)
    stage.press("Ctrl+Shift+L", "Home")
    yield Stop("orders-with-messages", window)
