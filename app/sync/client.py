"""Speaking to a hub over HTTP: every endpoint a method, every refusal a DomainError, all trouble HubGone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar
from uuid import UUID

import requests
from pydantic import BaseModel, TypeAdapter, ValidationError

from app import errors
from app.doctor.finding import Finding
from app.doctor.phone import UP_S
from app.errors import DomainError, Refused, SignedOut, TooOld
from app.https import checked_address, new_session
from app.line_doctor import read_finding
from app.sync.stream import Stream
from app.wire import (
    API_HEADER,
    API_NEWEST,
    API_OLDEST,
    Bundles,
    Changes,
    FreeExtension,
    Hello,
    LineAsked,
    LineCheck,
    NewPassword,
    Push,
    Pushed,
    Refresh,
    Refusal,
    SignedIn,
    SignIn,
    SubmitToken,
    Tokens,
    Watch,
)
from db.models.hub import ReadReason

__all__ = ["HubClient", "HubGone", "NotHeard", "ReadReason", "Use", "submitting"]

TIMEOUT_S = (3.0, 12.0)  # to connect, and between two bytes
PROMPT_S = (1.0, 2.0)  # while a person waits
TOO_LARGE = "does_not_fit"  # as the hub itself says it
_CHUNK = 64 * 1024
_ENDINGS = {"audio/mpeg": ".mp3", "audio/ogg": ".ogg", "audio/gsm": ".gsm"}
SPARE = timedelta(seconds=30)  # a token is renewed that long before its end

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)


class HubGone(Exception):
    """The hub is not reached, or what answers there is no hub; the text is for the log."""


class NotHeard(HubGone):
    """A stream ended before it said anything. That alone does not mean that the hub is gone."""


class Use(StrEnum):
    """What a connection is for; one never waits behind another."""

    PUSH = "push"
    STREAM = "stream"
    CENTRAL = "central"
    READ = "read"
    SOUND = "sound"
    LINE = "line"


class HubClient:
    """One hub, spoken to by one person. Every method may be called from any thread.

    ``ca`` is the file of the one certificate authority that is believed; without it the system's are.
    ``renewed`` is told new tokens, on the thread that needed them, before they are used.
    Raises, everywhere: HubGone; DomainError with what the hub refused; SignedOut when no token is left.
    """

    def __init__(
        self,
        url: str,
        ca: Path | None = None,
        tokens: Tokens | None = None,
        renewed: Callable[[Tokens], None] = lambda _tokens: None,
    ) -> None:
        self.url = checked_address(url, "a hub")
        self._tokens, self.renewed = tokens, renewed
        self._renewing = Lock()
        self._ahead = timedelta(0)  # how far the hub's clock is before ours
        self._sessions = {use: new_session(ca) for use in Use}

    def hub_time(self) -> datetime:
        """Tell the time by the hub's clock, as it was heard last."""
        return datetime.now(UTC) + self._ahead

    def hello(self) -> Hello:
        """Ask who is there. Raises TooOld when it does not speak as we do."""
        asked_at = datetime.now(UTC)
        hello = self._read(Hello, Use.READ, "GET", "/v1/hello", signed=False)
        self._ahead = hello.hub_time - (asked_at + (datetime.now(UTC) - asked_at) / 2)
        if not (hello.api_oldest <= API_NEWEST and hello.api_newest >= API_OLDEST):
            raise TooOld(oldest=hello.api_oldest, newest=hello.api_newest)
        return hello

    def sign_in(self, who: SignIn) -> SignedIn:
        found = self._read(SignedIn, Use.READ, "POST", "/v1/sign-in", body=who, signed=False)
        self._ahead = found.hub_time - datetime.now(UTC)
        self._tokens = found.tokens
        return found

    def sign_out(self) -> SubmitToken:
        """Give the tokens back, for one that can only send this desk's outbox."""
        left = self._read(SubmitToken, Use.READ, "POST", "/v1/sign-out")
        self._tokens = None
        return left

    def free_extension(self, extension: str) -> None:
        self._send(Use.READ, "POST", "/v1/extensions/free", body=FreeExtension(extension=extension))

    def set_password(self, person_id: UUID, password: str) -> None:
        """Give a person a password, past every outbox. Raises NotAllowed, NotFound."""
        body = NewPassword(person_id=person_id, password=password)
        self._send(Use.READ, "POST", "/v1/persons/password", body=body)

    def ask_line(self, asked: LineAsked) -> None:
        """Ask something of the hub's phone line. Raises NotAllowed, NotFound, ControlNotAvailable."""
        self._send(Use.LINE, "POST", "/v1/line", body=asked, timeout=PROMPT_S)

    def push(self, push: Push, use: Use = Use.PUSH) -> Pushed:
        timeout = PROMPT_S if use is Use.CENTRAL else TIMEOUT_S
        return self._read(Pushed, use, "POST", "/v1/commands", body=push, timeout=timeout)

    def bundles(
        self, keys: Iterable[str], reason: ReadReason = ReadReason.WORK, subject: str = ""
    ) -> Bundles:
        """Fetch bundles, all of one moment; at most `KEYS`."""
        asked = {"key": list(keys), "reason": reason.value, "subject": subject}
        return self._read(Bundles, Use.READ, "GET", "/v1/bundles", params=asked)

    def changes(self, watch: Watch) -> Changes:
        return self._read(Changes, Use.READ, "POST", "/v1/changes", body=watch)

    def stream(self, watch: Watch) -> Stream:
        """Listen. The caller reads it to its end, or closes it from any thread."""
        headers = {"Accept-Encoding": "identity", "Accept": "text/event-stream"}
        return Stream(self._send(Use.STREAM, "POST", "/v1/stream", body=watch, headers=headers, stream=True))

    def ask(
        self,
        query: str,
        arguments: Mapping[str, Any],
        answer: TypeAdapter[T],
        reason: ReadReason = ReadReason.WORK,
        subject: str = "",
    ) -> T:
        """Put a query of `MAY_ASK` to the centre by its name."""
        why = {"reason": reason.value, "subject": subject}
        path = f"/v1/ask/{query}"
        said = self._send(Use.READ, "POST", path, json=_plain(arguments), params=why, timeout=PROMPT_S)
        return _parsed(answer, said)

    def get(self, path: str, asked: Mapping[str, Any], answer: TypeAdapter[T]) -> T:
        """Read one of the hub's pages while a person waits."""
        return _parsed(answer, self._send(Use.READ, "GET", path, params=_plain(asked), timeout=PROMPT_S))

    def check_line(self, ring_s: float) -> Iterator[Finding]:
        """Let the hub look at its lines; yield each step when it comes. Raises NotAllowed."""
        how: dict[str, Any] = {"headers": {"Accept-Encoding": "identity"}, "stream": True}
        patience = (TIMEOUT_S[0], ring_s + TIMEOUT_S[1] + UP_S)  # between two steps
        body = LineCheck(ring_s=ring_s)
        with self._send(Use.SOUND, "POST", "/v1/line/check", body=body, timeout=patience, **how) as answer:
            try:
                yield from map(read_finding, filter(None, answer.iter_lines(chunk_size=1)))
            except (requests.RequestException, ValueError) as error:
                raise HubGone(f"line check: {type(error).__name__}") from error

    def fetch_sound(self, access_id: UUID, folder: Path) -> Path:
        """Write a recording that one has opened into a file in a folder; return it. Raises also OSError."""
        asked = {"access": str(access_id)}
        how: dict[str, Any] = {"headers": {"Accept-Encoding": "identity"}, "stream": True}
        path = "/v1/recordings/sound"
        with self._send(Use.SOUND, "GET", path, params=asked, **how) as answer:
            target = folder / f"{access_id}{_ENDINGS.get(answer.headers.get('Content-Type', ''), '.wav')}"
            try:
                with target.open("wb") as file:
                    file.writelines(answer.iter_content(_CHUNK))
            except requests.RequestException as error:
                raise HubGone(f"sound: {type(error).__name__}") from error
            return target

    def close(self) -> None:
        for session in self._sessions.values():
            session.close()

    def _read(self, answer: type[M], use: Use, method: str, path: str, **how: Any) -> M:
        return _parsed(TypeAdapter(answer), self._send(use, method, path, **how))

    def _send(
        self, use: Use, method: str, path: str, *, signed: bool = True, **how: Any
    ) -> requests.Response:
        """Send once; a second time with new tokens when the hub does not know the first any more."""
        if not signed:
            return _answered(self._exchange(use, method, path, None, **how))
        tokens = self._valid_tokens()
        answer = self._exchange(use, method, path, tokens.access, **how)
        if answer.status_code == requests.codes.unauthorized:
            answer.close()
            answer = self._exchange(use, method, path, self._renew(tokens).access, **how)
        return _answered(answer)

    def _exchange(
        self,
        use: Use,
        method: str,
        path: str,
        access: str | None,
        *,
        body: BaseModel | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: tuple[float, float] = TIMEOUT_S,
        **how: Any,
    ) -> requests.Response:
        said = {API_HEADER: str(API_NEWEST), **(headers or {})}
        if access is not None:
            said["Authorization"] = f"Bearer {access}"
        if body is not None:
            how["data"] = body.model_dump_json().encode()
            said["Content-Type"] = "application/json"
        try:
            # A redirection would carry commands and tokens to somebody whom nobody checked.
            return self._sessions[use].request(
                method, self.url + path, headers=said, timeout=timeout, allow_redirects=False, **how
            )
        except OSError as error:  # all of requests' own are
            raise HubGone(f"{path}: {type(error).__name__}: {error}") from error

    def _valid_tokens(self) -> Tokens:
        tokens = self._tokens
        if tokens is None:
            raise SignedOut
        near_its_end = tokens.access_until - SPARE <= self.hub_time()
        return self._renew(tokens) if near_its_end and tokens.refresh else tokens

    def _renew(self, old: Tokens) -> Tokens:
        """Return newer tokens than these; several threads that need them ask once. Raises SignedOut."""
        with self._renewing:
            if self._tokens is None or not old.refresh:
                raise SignedOut
            if self._tokens is old:
                new = self._refreshed(old)
                self.renewed(new)
                self._tokens = new
            return self._tokens

    def _refreshed(self, old: Tokens) -> Tokens:
        try:
            body = Refresh(refresh=old.refresh)
            return self._read(Tokens, Use.READ, "POST", "/v1/token", body=body, signed=False)
        except SignedOut:
            self._tokens = None
            raise


def submitting(url: str, ca: Path | None, left: SubmitToken) -> HubClient:
    """Return a client that can send the outbox of somebody who has signed out, and nothing else."""
    return HubClient(
        url, ca, Tokens(access=left.token, refresh="", access_until=left.until, refresh_until=left.until)
    )


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return arguments as JSON and an address have them."""
    written: dict[str, Any] = TypeAdapter(dict[str, Any]).dump_python(dict(values), mode="json")
    return {name: value for name, value in written.items() if value is not None}


def _answered(answer: requests.Response) -> requests.Response:
    """Return an answer that says yes. Raises what it says else."""
    if answer.ok and not answer.is_redirect:
        return answer
    try:
        refusal = Refusal.model_validate_json(answer.content)
    except (ValidationError, OSError) as error:  # somebody between us answers in a language of its own
        if answer.status_code == requests.codes.request_entity_too_large:
            raise Refused(TOO_LARGE, {}) from error
        raise HubGone(f"{answer.url}: {answer.status_code}") from error
    finally:
        answer.close()
    if answer.status_code >= requests.codes.internal_server_error:
        raise HubGone(f"{answer.url}: {answer.status_code} {refusal.code}")
    raise refused(refusal.code, refusal.details)


def refused(code: str, details: dict[str, Any]) -> DomainError:
    """Return the refusal that a code stands for, of its own class where there is one."""
    known = _REFUSALS.get(code)
    return known(**details) if known else Refused(code, details)


_REFUSALS = {
    found.code: found
    for found in vars(errors).values()
    if isinstance(found, type) and issubclass(found, DomainError) and found not in (DomainError, Refused)
}


def _parsed(kind: TypeAdapter[T], answer: requests.Response) -> T:
    try:
        return kind.validate_json(answer.content)
    except (ValidationError, OSError) as error:
        raise HubGone(f"{answer.url}: {type(error).__name__}") from error
