"""Signatures between the hub and a gateway, the same in both directions.

The signature is HMAC-SHA256, in hexadecimal digits, with the secret that both have, over five lines: the
account, the method, the path with its query, the time in seconds since 1970, and the SHA-256 of the body.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Final

ACCOUNT, TIME, SIGNATURE = "Ringside-Account", "Ringside-Time", "Ringside-Signature"
WINDOW_S: Final = 300  # clocks may be so far apart; what is older is not believed


class NotSigned(Exception):
    """A message that is not from who it says, was changed on its way, or is old."""


def signed(account: str, secret: str, method: str, path: str, body: bytes, at: datetime) -> dict[str, str]:
    """Return the headers that sign a request."""
    time = str(int(at.timestamp()))
    signature = _signature(account, secret, method, path, time, body)
    return {ACCOUNT: account, TIME: time, SIGNATURE: signature}


def require_signed(
    headers: Mapping[str, str],
    account: str,
    secret: str,
    method: str,
    path: str,
    body: bytes,
    now: datetime,
) -> None:
    """Raise NotSigned unless the headers sign this very request, not long ago."""
    time, given = headers.get(TIME, ""), headers.get(SIGNATURE, "")
    expected = _signature(account, secret, method, path, time, body)
    if not hmac.compare_digest(expected.encode(), given.encode()):
        raise NotSigned("signature")
    if not time.isascii() or not time.isdigit() or abs(int(time) - now.timestamp()) > WINDOW_S:
        raise NotSigned("time")


def _signature(account: str, secret: str, method: str, path: str, time: str, body: bytes) -> str:
    digest = hashlib.sha256(body).hexdigest()
    lines = "\n".join((account, method.upper(), path, time, digest))
    return hmac.new(secret.encode(), lines.encode(), hashlib.sha256).hexdigest()
