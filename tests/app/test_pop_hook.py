"""The hook of a softphone, asked through real sockets: by whom it may be, by whom not."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest

from app.pop_hook import HOST, MOST_WRONG, Answer, PopHook, new_token
from app.pop_links import PopLimit


class Desk:
    """A hook that listens, and what rang."""

    def __init__(self) -> None:
        self.rang: list[str] = []
        self.is_there = True
        self.now = 0.0
        self.hook = PopHook(0, new_token(), self._ring, PopLimit(lambda: self.now, most=3), lambda: self.now)
        self.hook.start()

    def _ring(self, number: str) -> bool:
        if self.is_there:
            self.rang.append(number)
        return self.is_there

    def ask(self, target: str, method: str = "GET", **headers: str) -> int:
        connection = HTTPConnection(HOST, self.hook.port, timeout=30)
        try:
            given = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, target, headers=given)
            answer = connection.getresponse()
            assert answer.read() == b""
            assert not [name for name, _ in answer.getheaders() if name.lower().startswith("access-control")]
            return answer.status
        finally:
            connection.close()

    @property
    def bearer(self) -> str:
        return f"Bearer {self.hook.token}"


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.hook.stop()


def test_a_number_rings_with_the_token_in_either_place(desk: Desk) -> None:
    assert desk.ask("/pop?number=13800138000", Authorization=desk.bearer) == 204
    assert desk.ask(f"/pop?token={desk.hook.token}&number=+8602885551234", Sec_Fetch_Site="none") == 204
    assert desk.ask("/pop?number=10086", "POST", Authorization=desk.bearer) == 204
    assert desk.rang == ["13800138000", "+8602885551234", "10086"]


def test_the_same_ring_told_twice_rings_once_and_too_many_are_stopped(desk: Desk) -> None:
    said = [desk.ask(f"/pop?number={number}", Authorization=desk.bearer) for number in (1, 1, 2, 3, 4)]
    assert said == [204, 204, 204, 204, Answer.TOO_MANY]
    assert desk.rang == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("target", "headers", "answer"),
    [
        ("/pop?number=1", {"Authorization": "Bearer no"}, Answer.WRONG_TOKEN),
        ("/pop?number=1&token=%FF", {}, Answer.WRONG_TOKEN),
        ("/pop?number=1&a=1&b=1&c=1&d=1", {}, Answer.BAD),
        ("/pop?number=1", {}, Answer.WRONG_TOKEN),
        ("/pop?number=1", {"Host": "rebound.example:47600"}, Answer.WEB_PAGE),
        ("/pop?number=1", {"Host": HOST}, Answer.WEB_PAGE),
        ("/pop?number=1", {"Origin": "null"}, Answer.WEB_PAGE),
        ("/pop?number=1", {"Sec-Fetch-Site": "cross-site"}, Answer.WEB_PAGE),
        ("/pop?number=" + "1" * 600, {}, Answer.TOO_LONG),
        ("/other?number=1", {}, Answer.NOT_HERE),
    ],
)
def test_who_is_not_the_softphone_is_sent_away(
    desk: Desk, target: str, headers: dict[str, str], answer: Answer
) -> None:
    if answer is Answer.WEB_PAGE:  # even with the token
        headers = {**headers, "Authorization": desk.bearer}
    assert desk.ask(target, **headers) == answer
    assert desk.ask("/pop?number=1", "OPTIONS", **headers) == Answer.NO_SUCH_METHOD
    assert desk.rang == []


@pytest.mark.parametrize("number", ["", "1" * 65, "1%0A2"])
def test_what_is_no_number_does_not_ring(desk: Desk, number: str) -> None:
    assert desk.ask(f"/pop?number={number}", Authorization=desk.bearer) == Answer.BAD


def test_a_desk_where_nobody_sits_says_so(desk: Desk) -> None:
    desk.is_there = False
    for _ in range(2):  # told again it is as it was
        assert desk.ask("/pop?number=1", Authorization=desk.bearer) == Answer.NO_DESK
    desk.is_there = True
    assert desk.ask("/pop?number=1", Authorization=desk.bearer) == Answer.TAKEN
    assert desk.rang == ["1"]


def test_who_guesses_tokens_is_not_heard_for_a_while_and_the_softphone_is(desk: Desk) -> None:
    guesses = [desk.ask("/pop?number=1", Authorization=f"Bearer {at}") for at in range(MOST_WRONG + 1)]
    assert guesses == [Answer.WRONG_TOKEN] * MOST_WRONG + [Answer.TOO_MANY]
    assert desk.ask("/pop?number=1", Authorization=desk.bearer) == 204


def test_it_is_not_reached_from_elsewhere_and_a_port_in_use_is_told(desk: Desk) -> None:
    assert desk.hook._server.server_address[0] == HOST
    with pytest.raises(OSError) as refused:
        PopHook(desk.hook.port, "t", desk._ring, PopLimit(lambda: 0.0))
    assert refused.value.errno == errno.EADDRINUSE


def test_it_ends_while_somebody_hangs_on_in_the_middle() -> None:
    desk = Desk()
    with socket.create_connection((HOST, desk.hook.port), timeout=30) as slow:
        slow.sendall(b"GET /pop?num")
        while not desk.hook._server._open:
            pass
        desk.hook.stop()
        assert slow.recv(100) == b""
