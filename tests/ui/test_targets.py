"""Whom a call can go to is found as one types, who is ready first."""

from __future__ import annotations

from app.floor.reachable import AgentState, Reachable
from tests.rows import NOW, uid
from ui.phone.targets import fitting, targets

ME = uid(1)


def a_person(n: int, name: str, number: str, state: AgentState) -> Reachable:
    return Reachable(uid(n), name, name, number, state, NOW)


FOUND = targets(
    [
        a_person(1, "李娜", "8001", AgentState.READY),
        a_person(2, "王磊", "8002", AgentState.TALKING),
        a_person(3, "张敏", "8003", AgentState.READY),
        Reachable(None, "洗衣机", "Washers", "400"),
    ],
    ME,
)


def words(typed: str) -> list[str]:
    return [one.words for one in fitting(FOUND, typed)]


def test_who_is_ready_stands_first_and_i_am_not_there() -> None:
    assert [one.number for one in FOUND] == ["8003", "400", "8002"]


def test_initials_pinyin_names_extensions_and_queues_are_found() -> None:
    assert words("wl") == words("wanglei") == words("王") == words("8002") == ["王磊"]
    assert [one.number for one in fitting(FOUND, "wash")] == ["400"]
    assert [one.number for one in fitting(FOUND, "xyj")] == ["400"]


def test_any_number_can_be_rung_and_words_are_none() -> None:
    (outside,) = fitting(FOUND, "138 0013 8000")
    assert (outside.number, outside.is_outside) == ("13800138000", True)
    assert [one.number for one in fitting(FOUND, "10086")] == ["10086"]
    assert [one.number for one in fitting(FOUND, "800")] == ["8003", "8002", "800"]
    assert fitting(FOUND, "nobody") == []
    assert fitting(FOUND, "12") == []
