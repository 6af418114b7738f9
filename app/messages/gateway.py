"""The gateway by which messages leave the house: one way of speaking HTTP, see docs/messages.md.

A message is given under its id as the idempotency key: a gateway that keeps it sends once, however often it
is asked to. One that cannot has a small adapter before it that can.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final
from urllib.parse import quote, urlsplit
from uuid import UUID

import requests
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

from app.https import SystemTrust, checked_address
from app.messages.signing import require_signed, signed

TIMEOUT_S: Final = (3.0, 10.0)  # to connect, and between two bytes
_NEVER: Final = frozenset({400, 409, 410, 413, 422})  # the message itself is wrong
LONGEST_WAIT_S: Final = 3600.0  # that a gateway may ask for
# At once and twice more where no connection is made. What was said is not said again before it was asked for.
_AT_ONCE: Final = Retry(
    total=2,
    read=0,
    other=0,
    status=0,
    backoff_factor=0.2,
    backoff_jitter=0.3,
    allowed_methods=None,
    respect_retry_after_header=False,
    raise_on_status=False,
)


class ReportState(StrEnum):
    """What a gateway says has become of a message."""

    SENT = "sent"  # it has it, and the phone not yet
    DELIVERED = "delivered"
    FAILED = "failed"


class Report(BaseModel):
    """One message's fate. ``id`` is ours; ``error`` is a code, no words that might hold a number."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    id: UUID
    state: ReportState
    ref: str = Field(default="", max_length=200)
    error: str = Field(default="", max_length=40, pattern=r"^[A-Za-z0-9_.:-]*$")


class Reports(BaseModel):
    """What a gateway posts to the hub."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    reports: tuple[Report, ...] = Field(max_length=500)


class NotTaken(Exception):
    """The gateway has not taken a message and may later; ``after_s`` is when it asks to be tried again."""

    def __init__(self, why: str, after_s: float | None = None) -> None:
        super().__init__(why)
        self.after_s = after_s


class NotHeard(NotTaken):
    """Nothing was heard: the gateway may have taken it or not."""


class NotOurs(NotTaken):
    """The gateway believes nothing of ours, or is no gateway: somebody must mend the settings."""


class NeverTaken(Exception):
    """The gateway refuses this message for good; the text is its code."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message as it is given to the gateway; ``to`` is the number with its +86."""

    id: UUID
    to: str
    text: str
    template: str
    gateway_code: str
    language: str
    fields: Mapping[str, str]
    purpose: str


@dataclass(frozen=True, slots=True)
class Gateway:
    """One gateway. Every method blocks for half a minute at most, and may be called from one thread.

    ``account`` and ``secret`` sign what is said; ``sender`` stands before the text. Raises ValueError for an
    address that is not safe.
    """

    url: str
    account: str
    secret: str = field(repr=False)
    sender: str = ""
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    session: requests.Session = field(default_factory=lambda: _session(), repr=False, compare=False)

    def __post_init__(self) -> None:
        checked_address(self.url, "a gateway")

    def send(self, message: Outgoing) -> Report:
        """Give a message to the gateway. Raises NotTaken, NotHeard, NotOurs, NeverTaken."""
        body = {
            "id": str(message.id),
            "to": message.to,
            "sender": self.sender,
            "text": message.text,
            "template": message.gateway_code or message.template,
            "language": message.language,
            "fields": dict(message.fields),
            "purpose": message.purpose,
        }
        answer = self._ask("POST", "/messages", json.dumps(body, ensure_ascii=False).encode(), message.id)
        return _report(answer, message.id)

    def look_up(self, message_id: UUID) -> Report | None:
        """Ask what has become of a message; None when the gateway never had it. Raises as `send`."""
        answer = self._ask("GET", f"/messages/{quote(str(message_id))}", b"", None)
        return None if answer.status_code == requests.codes.not_found else _report(answer, message_id)

    def require_signed(self, headers: Mapping[str, str], method: str, path: str, body: bytes) -> None:
        """Raise NotSigned unless it is this gateway that asks."""
        require_signed(headers, self.account, self.secret, method, path, body, self.now())

    def _ask(self, method: str, path: str, body: bytes, key: UUID | None) -> requests.Response:
        url = self.url.rstrip("/") + path
        headers = signed(self.account, self.secret, method, urlsplit(url).path, body, self.now())
        headers |= {"Content-Type": "application/json", "Accept": "application/json"}
        if key is not None:
            headers["Idempotency-Key"] = str(key)
        try:
            answer = self.session.request(
                method, url, data=body or None, headers=headers, timeout=TIMEOUT_S, allow_redirects=False
            )
        except requests.ConnectTimeout as error:
            raise NotTaken("unreached") from error
        except requests.RequestException as error:
            raise NotHeard("unheard") from error
        return _judged(answer)


def _judged(answer: requests.Response) -> requests.Response:
    status = answer.status_code
    if status in (408, 425, 429) or status >= 500:
        kind = NotHeard if status >= 500 else NotTaken
        raise kind(f"http_{status}", _asked_wait(answer))
    if status == requests.codes.not_found and answer.request.method == "GET":
        return answer
    if status in _NEVER:
        raise NeverTaken(_code_of(answer) or f"http_{status}")
    if not 200 <= status < 300:
        raise NotOurs(f"http_{status}")
    return answer


def _asked_wait(answer: requests.Response) -> float | None:
    """Return the seconds of Retry-After, within reason."""
    try:
        return min(max(0.0, float(answer.headers.get("Retry-After", ""))), LONGEST_WAIT_S)
    except ValueError:
        return None


def _report(answer: requests.Response, message_id: UUID) -> Report:
    """Read what a gateway says. What cannot be read counts as not heard: it may have been sent."""
    try:
        return Report.model_validate({**_json(answer), "id": message_id})
    except ValidationError as error:
        raise NotHeard("no_report") from error


def _code_of(answer: requests.Response) -> str:
    said = _json(answer).get("error")
    return said[:40] if isinstance(said, str) and said.isascii() and said.replace("_", "").isalnum() else ""


def _json(answer: requests.Response) -> dict[str, Any]:
    try:
        found = answer.json()
    except ValueError:
        found = {}
    return found if isinstance(found, dict) else {}


def _session() -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.mount("https://", SystemTrust(max_retries=_AT_ONCE))
    session.mount("http://", HTTPAdapter(max_retries=_AT_ONCE))
    return session
