"""What stands in the headers of an AMI message."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from app.telephony.ami import Message

_NUMBER = re.compile(r"\+?[0-9*#]{2,}")


def known(value: str) -> str:
    """Return a caller's number or name; empty where the PBX has none."""
    return "" if value == "<unknown>" else value


def instant(message: Message, at: datetime) -> datetime:
    """Prefer the PBX's own clock (``timestampevents = yes``): seconds since the epoch."""
    try:
        return datetime.fromtimestamp(float(message.get("Timestamp")), UTC)
    except (ValueError, OverflowError, OSError):
        return at


def number_dialled(message: Message) -> str:
    """Return the number that is dialled: 02885551234 of ``02885551234@trunk``, else the extension.

    Of a DialBegin, or of a listed channel in Dial().
    """
    where = message.get("DialString") or message.get("ApplicationData")
    found = _NUMBER.search(where.partition("@")[0].partition(",")[0])
    return found.group() if found else message.get("Exten")


def hangup_cause(message: Message) -> int | None:
    """Return the cause as in ITU-T Q.850; 0 is the PBX's own."""
    cause = message.get("Cause")
    return int(cause) if cause.isascii() and cause.isdigit() and len(cause) < 4 else None


def dest_leg(message: Message) -> tuple[str, str]:
    """Return Uniqueid and channel of the leg that is dialled."""
    return message.get("DestUniqueid"), message.get("DestChannel")


def leg_of(message: Message) -> tuple[str, str, str]:
    """Return Uniqueid, Linkedid and channel of the leg that a message is about."""
    return message.get("Uniqueid"), message.get("Linkedid"), message.get("Channel")


def listed_for(value: str) -> timedelta:
    """Read how long: seconds, or ``00:01:05``; what cannot be read is nothing."""
    seconds = 0
    for part in value.split(":"):
        if not (part.isascii() and part.isdigit() and len(part) < 8):
            return timedelta()
        seconds = seconds * 60 + int(part)
    return timedelta(seconds=seconds)
