"""One page of several in the same place."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget


class Pages(QStackedWidget):
    """Show one page and give it all the room there is.

    Qt's own asks the wrapped sentences of every page, hidden ones too, how high they would be in each width:
    half of the time that the window needs to lay itself out.
    """

    def hasHeightForWidth(self) -> bool:
        """Tell the layout around it that no page has a wish of its own."""
        return False
