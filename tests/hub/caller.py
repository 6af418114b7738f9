"""Somebody who speaks HTTP to a hub, with as few words as a test wants."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import requests

from app.command import Command
from app.wire import API_HEADER, Changes, Decided, Push, Pushed, SignedIn, Watch, numbered

TIMEOUT_S = 120


class Caller:
    """One desk's side of HTTP. Its commands are numbered from what the hub has taken."""

    def __init__(self, url: str) -> None:
        self.url, self.session = url, requests.Session()
        self.session.trust_env = False
        self.session.headers[API_HEADER] = "1"
        self.seat: SignedIn
        self.n = 0

    def __enter__(self) -> Caller:
        return self

    def __exit__(self, *_: object) -> None:
        self.session.close()

    def get(self, path: str, **params: Any) -> requests.Response:
        return self.session.get(self.url + path, params=params, timeout=TIMEOUT_S)

    def post(self, path: str, body: Any = None, **how: Any) -> requests.Response:
        return self.session.post(self.url + path, json=body, timeout=TIMEOUT_S, **how)

    def sign_in(
        self, login: str, password: str, extension: str = "", desk_id: UUID | None = None
    ) -> SignedIn:
        body = {"login": login, "password": password, "extension": extension, "pc": "pc"}
        said = self.post("/v1/sign-in", {**body, "desk_id": str(desk_id) if desk_id else None})
        assert said.status_code == 200, said.text
        return self.sit(SignedIn.model_validate_json(said.content))

    def sit(self, seat: SignedIn) -> SignedIn:
        """Go on as the person who was signed in."""
        self.seat, self.n = seat, seat.last
        self.carry(seat.tokens.access)
        return seat

    def carry(self, token: str) -> None:
        self.session.headers["Authorization"] = f"Bearer {token}"

    def push_raw(
        self, *sent: Any, bring: tuple[str, ...] = (), epoch: UUID | None = None
    ) -> requests.Response:
        """Send what is numbered already."""
        push = Push(epoch=epoch or self.seat.epoch, commands=sent, bring=bring)
        return self.post("/v1/commands", push.model_dump(mode="json"))

    def push(self, *commands: Command, bring: tuple[str, ...] = ()) -> Pushed:
        """Send commands under the next numbers."""
        sent = [numbered(command, self.n + place) for place, command in enumerate(commands, 1)]
        said = self.push_raw(*sent, bring=bring)
        assert said.status_code == 200, said.text
        self.n += len(sent)
        return Pushed.model_validate_json(said.content)

    def do(self, command: Command) -> Decided:
        return self.push(command).decided[0]

    def changes(self, after: str = "", *keys: str) -> Changes:
        said = self.post("/v1/changes", Watch(after=after, keys=keys).model_dump())
        assert said.status_code == 200, said.text
        return Changes.model_validate_json(said.content)

    def stream(self, *keys: str, after: str = "", rung: int = 0) -> requests.Response:
        return self.post("/v1/stream", Watch(after=after, keys=keys, rung=rung).model_dump(), stream=True)


def events(said: requests.Response) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the events of a stream; a comment is an event without a kind."""
    kind = ""
    for line in said.iter_lines(chunk_size=1, decode_unicode=True):
        if line.startswith(":"):
            yield "", {}
        elif line.startswith("event: "):
            kind = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield kind, json.loads(line.removeprefix("data: "))


def code_of(said: requests.Response) -> str:
    """Return status and code of a refusal."""
    return f"{said.status_code} {said.json()['code']}"
