"""What each setting is called, what it means, and what its values are called."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.config import Source, Value
from ui.i18n import LANGUAGES

translate = QCoreApplication.translate

TITLES = {
    "language": (
        QT_TRANSLATE_NOOP("Settings", "Language"),
        QT_TRANSLATE_NOOP("Settings", "In which the screen speaks; what customers wrote stays as it is."),
    ),
    "theme": (
        QT_TRANSLATE_NOOP("Settings", "Colours"),
        QT_TRANSLATE_NOOP("Settings", "Dark tires less in a dark room."),
    ),
    "text_size": (
        QT_TRANSLATE_NOOP("Settings", "Size"),
        QT_TRANSLATE_NOOP("Settings", "Of letters and everything else, on top of the scaling of this PC."),
    ),
    "pop_by_itself": (
        QT_TRANSLATE_NOOP("Settings", "Page of a ring"),
        QT_TRANSLATE_NOOP("Settings", "Opens by itself where nothing is being done, or waits for F9."),
    ),
    "ring_sound": (
        QT_TRANSLATE_NOOP("Settings", "Sound of a ring"),
        QT_TRANSLATE_NOOP("Settings", "The sound of this PC for messages, beside the phone's own."),
    ),
    "sign_out_after_min": (
        QT_TRANSLATE_NOOP("Settings", "Sign out by itself"),
        QT_TRANSLATE_NOOP("Settings", "When nobody touches this PC; never while a call is open. With a hub."),
    ),
    "backup_reminder_days": (
        QT_TRANSLATE_NOOP("Settings", "Reminder of the backup"),
        QT_TRANSLATE_NOOP("Settings", "For a desk without a hub: this store is the only one."),
    ),
    "scanner": (
        QT_TRANSLATE_NOOP("Settings", "Scanner"),
        QT_TRANSLATE_NOOP("Settings", "What it sends is taken whole and not as typing, wherever one is."),
    ),
    "scanner_prefix": (
        QT_TRANSLATE_NOOP("Settings", "Before a code"),
        QT_TRANSLATE_NOOP("Settings", "What the scanner is set to send before it; it is taken off."),
    ),
    "scanner_suffix": (
        QT_TRANSLATE_NOOP("Settings", "Behind a code"),
        QT_TRANSLATE_NOOP("Settings", "What it sends behind it; Enter and Tab need not be said."),
    ),
    "pop_hook": (
        QT_TRANSLATE_NOOP("Settings", "Hook for a softphone"),
        QT_TRANSLATE_NOOP("Settings", "By which a softphone on this PC rings here, if it has the token."),
    ),
    "log_detail": (
        QT_TRANSLATE_NOOP("Settings", "Log"),
        QT_TRANSLATE_NOOP("Settings", "More of it while IT looks for a fault. Numbers and names are masked."),
    ),
}
VALUES: dict[str, dict[Value, str]] = {
    "language": {"system": QT_TRANSLATE_NOOP("Settings", "As this PC")},
    "theme": {
        "system": QT_TRANSLATE_NOOP("Settings", "As this PC"),
        "light": QT_TRANSLATE_NOOP("Settings", "Light"),
        "dark": QT_TRANSLATE_NOOP("Settings", "Dark"),
    },
    "pop_by_itself": {
        True: QT_TRANSLATE_NOOP("Settings", "Opens by itself"),
        False: QT_TRANSLATE_NOOP("Settings", "Waits for F9"),
    },
    "ring_sound": {
        False: QT_TRANSLATE_NOOP("Settings", "Off"),
        True: QT_TRANSLATE_NOOP("Settings", "On"),
    },
    "scanner": {
        True: QT_TRANSLATE_NOOP("Settings", "On"),
        False: QT_TRANSLATE_NOOP("Settings", "Off"),
    },
    "log_detail": {
        "normal": QT_TRANSLATE_NOOP("Settings", "As ever"),
        "detailed": QT_TRANSLATE_NOOP("Settings", "In detail"),
    },
}


def title(key: str) -> str:
    return translate("Settings", TITLES[key][0])


def meaning(key: str) -> str:
    return translate("Settings", TITLES[key][1])


def value_word(key: str, value: Value) -> str:
    """Return what a value of a setting is called."""
    if key == "language" and value in LANGUAGES:
        return LANGUAGES[str(value)]
    if key in ("scanner_prefix", "scanner_suffix"):
        return str(value) or translate("Settings", "Nothing")
    if key == "text_size":
        return f"{value} %"
    if key == "sign_out_after_min":
        never, after = translate("Settings", "Never"), translate("Settings", "After {0} minutes")
        return after.format(value) if value else never
    if key == "backup_reminder_days":
        never, every = translate("Settings", "Never"), translate("Settings", "After {0} days")
        return every.format(value) if value else never
    if key == "pop_hook":
        off, at = translate("Settings", "Off"), translate("Settings", "Port {0}")
        return at.format(value) if value else off
    return translate("Settings", VALUES[key][value])


def source_word(source: Source, *, is_at_once: bool, keeps: bool) -> str:
    """Return where a value comes from, and when another one counts."""
    if source is Source.POLICY:
        return translate("Settings", "Set by IT for this PC.")
    if source is Source.START:
        return translate("Settings", "Given on the command line, for this start.")
    kept = translate("Settings", "Kept on this PC for you.") if keeps else translate("Settings", "Not kept.")
    return kept if is_at_once else translate("Settings", "{0} Counts from the next start.").format(kept)
