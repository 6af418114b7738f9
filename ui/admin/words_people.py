"""The words of the lists of people: persons, places, providers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP

LISTS: Final[Mapping[str, str]] = {
    "person": QT_TRANSLATE_NOOP("Lists", "Persons and roles"),
    "person_queue": QT_TRANSLATE_NOOP("Lists", "Queues of a person"),
    "roster": QT_TRANSLATE_NOOP("Lists", "Roster"),
    "region_alias": QT_TRANSLATE_NOOP("Lists", "Other names of places"),
    "former_region": QT_TRANSLATE_NOOP("Lists", "Merged and renamed places"),
    "provider": QT_TRANSLATE_NOOP("Lists", "Providers"),
    "technician": QT_TRANSLATE_NOOP("Lists", "Technicians"),
    "provider_phone": QT_TRANSLATE_NOOP("Lists", "Phones of providers"),
    "coverage": QT_TRANSLATE_NOOP("Lists", "Who goes where"),
    "provider_skill": QT_TRANSLATE_NOOP("Lists", "Who can do what"),
    "provider_week": QT_TRANSLATE_NOOP("Lists", "Visits in an ordinary week"),
    "half_day": QT_TRANSLATE_NOOP("Lists", "Visits in single half-days"),
    "provider_holiday": QT_TRANSLATE_NOOP("Lists", "Holidays of providers"),
}
COLUMNS: Final[Mapping[str, str]] = {
    "login": QT_TRANSLATE_NOOP("Lists", "Login"),
    "name": QT_TRANSLATE_NOOP("Lists", "Name"),
    "extension": QT_TRANSLATE_NOOP("Lists", "Extension"),
    "team": QT_TRANSLATE_NOOP("Lists", "Team"),
    "provider_id": QT_TRANSLATE_NOOP("Lists", "Provider"),
    "agent": QT_TRANSLATE_NOOP("Lists", "Agent"),
    "supervisor": QT_TRANSLATE_NOOP("Lists", "Supervisor"),
    "dispatcher": QT_TRANSLATE_NOOP("Lists", "Dispatcher"),
    "parts_manager": QT_TRANSLATE_NOOP("Lists", "Parts manager"),
    "claims_auditor": QT_TRANSLATE_NOOP("Lists", "Claims auditor"),
    "provider": QT_TRANSLATE_NOOP("Lists", "For a provider"),
    "analyst": QT_TRANSLATE_NOOP("Lists", "Analyst"),
    "admin": QT_TRANSLATE_NOOP("Lists", "Administrator"),
    "may_sign_in": QT_TRANSLATE_NOOP("Lists", "Can sign in"),
    "password": QT_TRANSLATE_NOOP("Lists", "Password was set"),
    "person_queue.queue": QT_TRANSLATE_NOOP("Lists", "Queue"),
    "penalty": QT_TRANSLATE_NOOP("Lists", "Penalty: called later the higher"),
    "person.retired": QT_TRANSLATE_NOOP("Lists", "Disabled"),
    "place": QT_TRANSLATE_NOOP("Lists", "Place"),
    "region_alias.region_code": QT_TRANSLATE_NOOP("Lists", "Place: code or name"),
    "coverage.region_code": QT_TRANSLATE_NOOP("Lists", "Place: code or name"),
    "provider.region_code": QT_TRANSLATE_NOOP("Lists", "Place: code or name"),
    "former_region.code": QT_TRANSLATE_NOOP("Lists", "Old place: code or name"),
    "successor_code": QT_TRANSLATE_NOOP("Lists", "New place: code or name"),
    "successor": QT_TRANSLATE_NOOP("Lists", "Is now"),
    "valid_to": QT_TRANSLATE_NOOP("Lists", "Last day"),
    "technician": QT_TRANSLATE_NOOP("Lists", "Technician"),
    "provider.technician": QT_TRANSLATE_NOOP("Lists", "Who answers"),
    "phone": QT_TRANSLATE_NOOP("Lists", "Phone"),
    "phone_key": QT_TRANSLATE_NOOP("Lists", "Own phone"),
    "raw": QT_TRANSLATE_NOOP("Lists", "Number"),
    "open_orders": QT_TRANSLATE_NOOP("Lists", "Open orders"),
    "held": QT_TRANSLATE_NOOP("Lists", "Booked"),
    "used": QT_TRANSLATE_NOOP("Lists", "Booked"),
    "cap": QT_TRANSLATE_NOOP("Lists", "Visits"),
    "top_box_pct": QT_TRANSLATE_NOOP("Lists", "Top box %"),
    "on_time_pct": QT_TRANSLATE_NOOP("Lists", "On time %"),
    "rank": QT_TRANSLATE_NOOP("Lists", "Rank"),
    "on": QT_TRANSLATE_NOOP("Lists", "Day"),
    "half": QT_TRANSLATE_NOOP("Lists", "Half-day"),
    "mon": QT_TRANSLATE_NOOP("Lists", "Mon"),
    "tue": QT_TRANSLATE_NOOP("Lists", "Tue"),
    "wed": QT_TRANSLATE_NOOP("Lists", "Wed"),
    "thu": QT_TRANSLATE_NOOP("Lists", "Thu"),
    "fri": QT_TRANSLATE_NOOP("Lists", "Fri"),
    "sat": QT_TRANSLATE_NOOP("Lists", "Sat"),
    "sun": QT_TRANSLATE_NOOP("Lists", "Sun"),
    "first_on": QT_TRANSLATE_NOOP("Lists", "First day"),
    "last_on": QT_TRANSLATE_NOOP("Lists", "Last day off"),
    "reason": QT_TRANSLATE_NOOP("Lists", "Why"),
    "person_id": QT_TRANSLATE_NOOP("Lists", "Person"),
    "begins_min": QT_TRANSLATE_NOOP("Lists", "Begins"),
    "ends_min": QT_TRANSLATE_NOOP("Lists", "Ends"),
    "note": QT_TRANSLATE_NOOP("Lists", "Note"),
    "roster.retired": QT_TRANSLATE_NOOP("Lists", "Removed"),
    "region_alias.retired": QT_TRANSLATE_NOOP("Lists", "Removed"),
    "former_region.retired": QT_TRANSLATE_NOOP("Lists", "Removed"),
    "provider_phone.retired": QT_TRANSLATE_NOOP("Lists", "Removed"),
    "coverage.retired": QT_TRANSLATE_NOOP("Lists", "Removed"),
    "provider_skill.retired": QT_TRANSLATE_NOOP("Lists", "Removed"),
    "provider_holiday.retired": QT_TRANSLATE_NOOP("Lists", "Removed"),
}
CHOICES: Final[Mapping[str, Mapping[str, str]]] = {
    "Half": {
        "am": QT_TRANSLATE_NOOP("Lists", "morning"),
        "pm": QT_TRANSLATE_NOOP("Lists", "afternoon"),
    },
}
_REMOVED: Final = QT_TRANSLATE_NOOP(
    "Lists", "“{0}” is taken away when you save. What was changed in the list keeps it; what is booked stays."
)
RETIRES: Final[Mapping[str, str]] = {
    "person": QT_TRANSLATE_NOOP(
        "Lists", "“{0}” is disabled when you save: signed out at once, everything they did stays."
    ),
    "provider": QT_TRANSLATE_NOOP(
        "Lists",
        "“{0}” gets no new orders when you save. Open orders stay with it until somebody sends them "
        "elsewhere: see “Gaps and stranded orders”.",
    ),
    "region_alias": _REMOVED,
    "former_region": _REMOVED,
    "provider_phone": _REMOVED,
    "coverage": _REMOVED,
    "provider_skill": _REMOVED,
    "provider_holiday": _REMOVED,
    "roster": _REMOVED,
}
