"""What the keys do here: those of the place where the focus is, before those of the window."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication, QWidget

from ui.actions import ACTIONS, TOLD_KEYS
from ui.dispatch.panel import Panel


@dataclass(frozen=True, slots=True)
class Act:
    """One act that can be done by a key: its id in `ui.actions`, and what does it, if it can be done now."""

    id: str
    do: Callable[[], object] | None
    is_here: bool  # of the page, and not of the whole program


def acts_of_panels(panels: Iterable[Panel]) -> list[Act]:
    """Return what places answer, the innermost first; a key that is answered twice is the inner one's."""
    found: list[Act] = []
    taken: set[str] = set()
    for panel in panels:
        for name, do in panel.keys().items():
            keys = set(ACTIONS[name].keys)
            if not keys & taken:
                found.append(Act(name, do, is_here=True))
                taken |= keys
    return found


def acts_of_window(window: QWidget, of_page: frozenset[str], taken: Iterable[Act]) -> list[Act]:
    """Return what a window's own keys do now, but for those that something inside takes."""
    inside = {keys for act in taken for keys in ACTIONS[act.id].keys}
    return [
        Act(action.objectName(), action.trigger, is_here=action.objectName() in of_page)
        for action in window.actions()
        if action.objectName() in ACTIONS
        and action.isEnabled()
        and inside.isdisjoint(ACTIONS[action.objectName()].keys)
    ]


def panels_here(places: Iterable[QWidget]) -> list[Panel]:
    """Return the panels whose keys act: around the focus, or those of these places while it is elsewhere."""
    found: list[Panel] = []
    at = QApplication.focusWidget()
    while at is not None:
        if isinstance(at, Panel):
            found.append(at)
        at = at.parentWidget()
    return found or [place for place in places if isinstance(place, Panel)]


def told_here() -> list[Act]:
    """Return what the place with the focus takes by itself."""
    found: list[str] = []
    at = QApplication.focusWidget()
    while at is not None:
        found += at.property(TOLD_KEYS) or []
        at = at.parentWidget()
    return [Act(name, None, is_here=True) for name in dict.fromkeys(found)]
