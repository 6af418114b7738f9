"""The order board at a hub: whose orders changed is read from the feed."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from app import board
from app.board import MOST_CHANGED, BoardPart
from app.hub.changes import customers_since


def order_board(session: Session, since: str = "", after: UUID | None = None) -> BoardPart:
    """Return what changed since a cursor of the feed, or the first page of all, as `app.board` does.

    The session must see one picture: cursor and lines belong together.
    """
    here, changed = customers_since(session, since, MOST_CHANGED)
    if after is not None or changed is None:
        return board.page_of_all(session, here, after)
    return board.orders_of(session, here, changed)
