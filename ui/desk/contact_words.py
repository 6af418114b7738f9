"""What a contact is called on the screen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.numbers import display
from ui.desk.contact import Contact
from ui.desk.match_words import reason
from ui.wording import greeting, named

translate = QCoreApplication.translate


def hail(contact: Contact) -> str:
    """Return how to greet a caller who is known."""
    head = contact.page.head if contact.page else None
    return greeting(head.name, head.title) if head else ""


def who(contact: Contact) -> str:
    """Return how to greet and where from; how many it may be; nothing for a stranger."""
    if contact.page is not None:
        head = contact.page.head
        place = named(head.place_zh, head.place_en)
        return " · ".join(part for part in (hail(contact), place) if part)
    if contact.provider is not None:
        return contact.provider.name
    found = len(contact.choices)
    return translate("Contact", "{0} possible").format(found) if found else ""


def number(contact: Contact) -> str:
    """Return the number, and why it is one that only disturbs."""
    shown = display(contact.number) or translate("Contact", "number withheld")
    disturbs = contact.loaded.disturbs if contact.loaded else ""
    if not disturbs:
        return shown
    warning = translate("Contact", "disturbs: {0}").format(disturbs)
    return f"{shown} · {warning}"


def route(contact: Contact) -> str:
    """Return who it may be, the hotline and the queue."""
    call = contact.call
    return " · ".join(part for part in (who(contact), call.dnis, call.queue) if part)


def matched(contact: Contact) -> str:
    """Say how the caller was found."""
    for one in contact.candidates:
        if one.customer_id == contact.customer_id:
            words = reason(one, contact.key)
            is_certain = contact.loaded is not None and contact.loaded.certain_id == one.customer_id
            return words if is_certain else translate("Contact", "{0}, chosen").format(words)
    return ""
