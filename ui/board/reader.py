"""Reads the board beside the screen: all of it page by page, then every few seconds what changed."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.board import BoardNames, BoardPart, board_names, order_board
from app.board_picture import Kept, Picture, Spelling
from ui.context import Context

EVERY_MS = 5_000
REFERENCE = "ref:"  # the keys of bundles that hold names begin so


class BoardReader(QObject):
    """Keeps a picture of the board while it is looked at.

    Signals: ``progress(int)`` lines read so far; ``read()`` the picture is as the centre is now, changed or
    not; ``failed(object)`` an Exception: the picture stays as it was.
    """

    progress = Signal(int)
    read = Signal()
    failed = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.picture: Picture | None = None
        self.names = BoardNames({}, {}, {}, {})
        self._spell: Spelling | None = None
        self._cursor = self._next_cursor = ""
        self._lines: list[Kept] = []
        self._is_reading, self._is_renamed = False, False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.refresh)

    def start(self) -> None:
        """Keep up from now on."""
        self._timer.start()
        self.refresh()

    def stop(self) -> None:
        self._timer.stop()

    @Slot()
    def refresh(self) -> None:
        """Ask what changed; nothing while an answer is still awaited."""
        if not self._is_reading:
            self._is_reading = True
            self._context.bridge.read(self, self._begin, self._on_part, self._on_failed)

    @Slot(object)
    def on_changed(self, keys: frozenset[str]) -> None:
        """Read the names again when one of them may be another."""
        if any(key.startswith(REFERENCE) for key in keys):
            self._is_renamed = True

    def _begin(self) -> tuple[BoardPart, list[Kept]]:
        """Ask what changed, with the names first; runs on a reader's thread."""
        ask = self._context.desk.ask
        if self._spell is None or self._is_renamed:
            self._is_renamed = False
            before, self.names = self.names, ask(board_names)
            if self._spell is None or self.names != before:
                self._spell, self._cursor = Spelling(self.names), ""  # all is spelled anew
        return self._kept(ask(order_board, self._cursor))

    def _next(self, after: UUID) -> tuple[BoardPart, list[Kept]]:
        return self._kept(self._context.desk.ask(order_board, "", after))

    def _kept(self, part: BoardPart) -> tuple[BoardPart, list[Kept]]:
        """Return a part with its lines as they are kept; for somebody who is new the names are read again."""
        spell, names = self._spell, self.names
        assert spell is not None  # made before the first part was asked for
        is_known = all(
            (line.provider_id is None or line.provider_id in names.providers)
            and line.owner_id in names.persons
            for line in part.lines
        )
        if not is_known:
            self.names = self._context.desk.ask(board_names)
            spell.learn(self.names)
        return part, [spell.keep(line) for line in part.lines]

    def _on_part(self, found: tuple[BoardPart, list[Kept]]) -> None:
        part, lines = found
        self._next_cursor = part.cursor
        if part.customers is None:
            self._lines = []
            self._on_page(found)
        elif self.picture is None or not part.customers:
            self._on_picture(self.picture)
        else:
            self._make(partial(self.picture.changed, part.customers, lines))

    def _on_page(self, found: tuple[BoardPart, list[Kept]]) -> None:
        """Keep a page, and ask for the next; changes meanwhile come with those since the first one."""
        part, lines = found
        self._lines += lines
        if part.after is None:
            whole, self._lines = self._lines, []
            assert self._spell is not None  # the lines were kept by it
            self._make(partial(Picture.of, whole, self._spell))
            return
        self.progress.emit(len(self._lines))
        self._context.bridge.read(self, partial(self._next, part.after), self._on_page, self._on_failed)

    def _make(self, work: partial[Picture]) -> None:
        self._context.bridge.read(self, work, self._on_picture, self._on_failed)

    def _on_picture(self, picture: Picture | None) -> None:
        self.picture, self._cursor, self._is_reading = picture, self._next_cursor, False
        self.read.emit()

    def _on_failed(self, error: Exception) -> None:
        """Keep what there is, and its cursor: what was read of another picture is asked for anew."""
        self._is_reading, self._lines = False, []
        self.failed.emit(error)
