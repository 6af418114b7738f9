"""Looking at screen and fonts, on the thread that has them."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QGuiApplication

from app.doctor.finding import Finding, State
from ui.surroundings import chinese_family

LEAST = (1280, 680)  # logical pixels: 1366 × 768 less what a task bar and a frame take


def look_at_screen() -> Iterator[Finding]:
    """Needs a running QGuiApplication."""
    screens = QGuiApplication.screens()
    words = [
        f"{s.size().width()} × {s.size().height()} ({s.devicePixelRatio() * 100:.0f} %)" for s in screens
    ]
    said = {"screens": ", ".join(words), "platform": QGuiApplication.platformName()}
    rooms = [screen.availableSize() for screen in screens]
    fits = any(room.width() >= LEAST[0] and room.height() >= LEAST[1] for room in rooms)
    yield Finding("screen", *((State.OK, "screen_ok") if fits else (State.LOOK, "screen_small")), said)
    family = chinese_family()
    if family is None:
        yield Finding("fonts", State.BROKEN, "fonts_none")
    else:
        yield Finding("fonts", State.OK, "fonts_ok", {"family": family})
