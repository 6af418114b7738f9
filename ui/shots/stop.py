"""What a journey comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ui.shots.stage import Stage


@dataclass(frozen=True, slots=True)
class Stop:
    """A state to look at: its name, and the window that shows it.

    ``is_one_of_many`` of a kind: it is looked at in each language, but at one size.
    """

    name: str
    window: QWidget
    is_one_of_many: bool = False


Journey = Callable[[Stage], Iterator[Stop]]
