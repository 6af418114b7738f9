"""Keeps the caller's page on screen true while it is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Slot

from app.desk import customer_key
from app.errors import DomainError
from app.pop import PopPage, pop_page
from ui.context import Context
from ui.desk.contact import Contact
from ui.desk.contact_words import matched
from ui.desk.pop_view import PopView


class PageRefresh(QObject):
    """Read the page again when its rows changed; focus, scroll, panel and what is typed stay."""

    def __init__(self, context: Context, view: PopView, shown: Callable[[], Contact | None]) -> None:
        super().__init__(view)
        self._context, self._view, self._shown = context, view, shown

    @Slot(object)
    def on_changed(self, keys: frozenset[str]) -> None:
        contact = self._shown()
        page = contact.page if contact else None
        if page is not None and page is self._view.page and customer_key(page.head.customer_id) in keys:
            self._context.bridge.read(
                self,
                partial(self._context.desk.ask, pop_page, page.head.customer_id, self._context.now()),
                partial(self._on_page, contact, page),
                _not_now,
            )

    def _on_page(self, contact: Contact, before: PopPage, page: PopPage) -> None:
        """Show what changed, unless another page was put on screen meanwhile."""
        if contact.page is not before or self._view.page is not before:
            return
        if replace(page, read_at=before.read_at) != before:
            contact.page = page
            self._view.refresh_page(page, matched(contact))


def _not_now(error: Exception) -> None:
    """What is on screen stays as it is when it cannot be read again."""
    if not isinstance(error, DomainError):
        raise error
