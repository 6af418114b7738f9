"""How a message says things: names, days and hours in the language of its reader."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from app.names import romanised, surname
from app.service_time import ZONE
from db.models.catalogue import OrderKind, ProductLine
from db.models.customers import CustomerKind, Title

LANGUAGES = ("zh", "en")


class Addressed(Protocol):
    """What a greeting has to know of a customer."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> Title: ...
    @property
    def kind(self) -> CustomerKind: ...


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words, from ``resources/catalogue/messages.json``."""

    language: str
    said: Mapping[str, Any]

    def named(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en

    def greeting(self, customer: Addressed) -> str:
        """Greet by surname and title; who has no title is not called by name."""
        name = self._name(customer)
        return str(self.said["greeting"]).format(name=name) if name else str(self.said["hello"])

    def customer(self, customer: Addressed) -> str:
        """Name a customer for somebody who goes there: the surname and no more."""
        return self._name(customer) or str(self.said["nobody"])

    def _name(self, customer: Addressed) -> str:
        title = self.said["titles"].get(customer.title.value)
        if customer.title is Title.ORGANISATION or customer.kind is CustomerKind.ORGANISATION:
            return customer.name
        if title is None or not customer.name:
            return ""
        family = surname(customer.name)
        shown = family if self.language == "zh" else romanised(family)
        return str(self.said["name"]).format(surname=shown, title=title)

    def day(self, at: datetime) -> str:
        """Name the day on which an instant is at the service."""
        local = at.astimezone(ZONE)
        weekday = self.said["weekdays"][local.weekday()]
        return str(self.said["day"]).format(month=local.month, day=local.day, weekday=weekday)

    def time(self, at: datetime) -> str:
        local = at.astimezone(ZONE)
        return f"{local.hour}:{local.minute:02d}"

    def window(self, begin: datetime, end: datetime) -> str:
        return str(self.said["window"]).format(begin=self.time(begin), end=self.time(end))

    def line(self, line: ProductLine) -> str:
        return str(self.said["lines"][line.value])

    def kind(self, kind: OrderKind) -> str:
        return str(self.said["kinds"][kind.value])

    def place(self, parts: list[str]) -> str:
        return str(self.said["place"]).join(parts)


def words(language: str) -> Words:
    """Return the words of a language; Chinese where we have none."""
    return Words(language, _catalogue()["words"].get(language) or _catalogue()["words"]["zh"])


@cache
def _catalogue() -> Mapping[str, Any]:
    path = Path(__file__).parent.parent.parent / "resources" / "catalogue" / "messages.json"
    found: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def seeds() -> Mapping[str, Any]:
    """Return the templates and hours that every new store has."""
    return _catalogue()
