"""The lists beside the promised calls, led by keys: taking ten, calling back, goods that have come."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from app.callbacks import CallBackKind, DropCallBack, DueCallBack
from app.claims import ClaimFollowUps, ReleaseFollowUps
from app.customers import Tier, Title
from app.errors import NoCentre, Refused
from app.followup_list import CallPurpose, OrderEventKind, OrderResult, ProviderReport
from app.followups import RecordAttempt, StopFollowUps
from app.goods import AskToBeTold, GoodsArrived, WaitingFor
from app.recordings import OpenRecording
from app.reference import CodeList, ModelRow, ProductLine, Reference
from tests.ui.test_followups import (
    CTRL,
    NOW,
    PAGE,
    FakeDesk,
    Page,
    Schedule,
    Screen,
    a_code,
    a_due,
    desk,
    screen,
    uid,
)
from ui.context import Context

__all__ = ["desk", "screen"]
ALT = Qt.KeyboardModifier.AltModifier


def a_back(number: int, **values: Any) -> DueCallBack:
    due = DueCallBack(
        call_back_id=uid(number),
        number_key="m:+8613540217786",
        kind=CallBackKind.ABANDONED,
        customer_id=None,
        customer_name="",
        title=None,
        tier=None,
        count=2,
        first_at=NOW - timedelta(hours=1),
        last_at=NOW,
        sound="",
        due_at=NOW,
        attempts=0,
        claimed_until=None,
        quiet_until=None,
    )
    return replace(due, **values)


def waits(number: int, model: str | None = None, words: str = "") -> WaitingFor:
    return WaitingFor(uid(number), uid(100), "王秀英", Title.MS, model, model, model, words, NOW)


def done(desk: FakeDesk, kind: type) -> Any:
    """Return the one command of a kind that was done."""
    [found] = [command for command in desk.done if type(command) is kind]
    return found


@pytest.fixture
def page(screen: Screen, desk: FakeDesk) -> Page:
    desk.backs = [
        a_back(41, customer_name="陈师傅", title=Title.MR, tier=Tier.STANDARD, customer_id=uid(5)),
        a_back(42, kind=CallBackKind.VOICEMAIL, sound=str(uid(17))),
    ]
    desk.waiting = [waits(51, "KFR35"), waits(52, None, "滤芯"), waits(53, "KFR35")]
    return Page(screen)


def show(page: Page, screen: Screen, name: str) -> None:
    page.view.filters.choose(name)
    page.view.filters.chosen.emit(name)
    screen.settle()
    page.view.to_list()


@pytest.mark.usefixtures("page")
def test_f7_takes_the_next_ten(screen: Screen, desk: FakeDesk) -> None:
    screen.key(Qt.Key.Key_F7)
    assert (done(desk, ClaimFollowUps).how_many, done(desk, ClaimFollowUps).only) == (10, None)


@pytest.mark.usefixtures("page")
def test_what_was_taken_is_given_back(screen: Screen, desk: FakeDesk) -> None:
    screen.key(Qt.Key.Key_F7, CTRL)
    assert done(desk, ReleaseFollowUps)


def test_what_was_left_on_the_machine_is_heard_by_a_key_and_does_not_stay(
    screen: Screen, page: Page, desk: FakeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetch(access_id: UUID, folder: Path, _now: datetime) -> Path:
        assert access_id == done(desk, OpenRecording).id
        return Path(shutil.copy(tmp_path / "left.wav", folder))

    (tmp_path / "left.wav").write_bytes(b"RIFF")
    monkeypatch.setattr(desk, "fetch_sound", fetch, raising=False)
    played: list[Path] = []
    hearing = page.presenter.backs.hearing
    hearing.play = lambda url: not played.append(Path(url.toLocalFile()))
    show(page, screen, "back")
    screen.key(Qt.Key.Key_V, ALT)
    screen.settle()
    assert not desk.done  # the first one left no words
    screen.key(Qt.Key.Key_Down)
    screen.key(Qt.Key.Key_V, ALT)
    screen.settle()
    assert done(desk, OpenRecording).recording_id == uid(17)
    assert [path.read_bytes() for path in played] == [b"RIFF"]
    hearing.stop()
    assert not played[0].exists()


def test_what_anyone_may_make_is_taken_before_it_is_dialled(
    screen: Screen, page: Page, desk: FakeDesk
) -> None:
    page.view.set_can_call(True)
    screen.key(Qt.Key.Key_F2)
    assert [due.follow_up_id for due in page.calls] == [uid(1)]  # one's own
    screen.key(Qt.Key.Key_Down)
    screen.key(Qt.Key.Key_F2)
    assert done(desk, ClaimFollowUps).only == uid(2)
    assert [due.follow_up_id for due in page.calls] == [uid(1), uid(2)]


@pytest.mark.parametrize(("refusal", "calls"), [(Refused("claimed", {"name": "Li"}), 0), (NoCentre(), 1)])
def test_what_another_has_taken_is_not_dialled(
    screen: Screen, page: Page, desk: FakeDesk, refusal: Exception, calls: int
) -> None:
    desk.refusal, desk.refused = refusal, ClaimFollowUps
    page.view.set_can_call(True)
    screen.key(Qt.Key.Key_Down)
    screen.key(Qt.Key.Key_F2)
    assert len(page.calls) == calls
    assert ("Li" in page.view.card.message()) is (calls == 0)


def test_nobody_is_asked_how_it_went_in_a_quiet_hour(screen: Screen, page: Page, desk: FakeDesk) -> None:
    later = NOW + timedelta(hours=1)
    desk.due = [a_due(1, -5, purpose=CallPurpose.FOLLOW_UP, quiet_until=later)]
    page.presenter.refresh()
    screen.settle()
    page.view.set_can_call(True)
    screen.key(Qt.Key.Key_F2)
    assert page.calls == []
    assert "10:30" in page.view.card.message()


@pytest.mark.usefixtures("page")
def test_what_the_customer_says_is_recorded_whole(screen: Screen, desk: FakeDesk) -> None:
    screen.key("3")
    screen.key(Qt.Key.Key_6, CTRL)
    screen.key(Qt.Key.Key_7, CTRL)
    screen.confirm()
    tried, wish = done(desk, RecordAttempt), done(desk, StopFollowUps)
    assert (tried.score, tried.solved) == (3, False)
    assert (wish.customer_id, wish.no_follow_ups, wish.no_marketing) == (uid(101), True, True)


@pytest.mark.usefixtures("page")
def test_a_wish_is_taken_back_by_its_key(screen: Screen, desk: FakeDesk) -> None:
    for _ in range(2):
        screen.key(Qt.Key.Key_7, CTRL)
    screen.confirm()
    assert not [command for command in desk.done if isinstance(command, StopFollowUps)]


def test_the_provider_s_words_stand_on_the_card(screen: Screen, page: Page, desk: FakeDesk) -> None:
    desk.due = [a_due(9, -5, order_id=uid(8), order_number="261122-9012-01")]
    desk.reports = [
        ProviderReport("锦江一店", "黄师傅", OrderEventKind.DONE, NOW, "换了排水泵", OrderResult.OK, 18_000)
    ]
    page.presenter.refresh()
    screen.settle()
    words = page.view.card.report_words()
    assert "黄师傅" in words
    assert "换了排水泵" in words
    assert "180.00" in words


def test_a_number_is_called_back_and_one_is_let_go(screen: Screen, page: Page, desk: FakeDesk) -> None:
    asked: list[DueCallBack] = []
    page.presenter.backs.call_requested.connect(asked.append)
    page.view.set_can_call(True)
    show(page, screen, "back")
    screen.key(Qt.Key.Key_F2)
    assert [due.call_back_id for due in asked] == [uid(41)]
    screen.key(Qt.Key.Key_Down)
    screen.key(Qt.Key.Key_Delete, ALT)
    assert done(desk, DropCallBack).call_back_id == uid(42)
    assert page.counts == [3, 5]  # promised calls, then with the numbers to be called back


def test_all_who_wait_for_the_same_goods_are_promised_a_call(
    screen: Screen, page: Page, desk: FakeDesk
) -> None:
    show(page, screen, "goods")
    screen.confirm()
    assert done(desk, GoodsArrived).wish_ids == (uid(51), uid(53))


@pytest.mark.parametrize(("typed", "model", "words"), [("kfr35", "KFR35", ""), ("滤芯", None, "滤芯")])
def test_a_customer_waits_for_goods_by_the_reason_of_the_promise(
    screen: Screen, desk: FakeDesk, typed: str, model: str | None, words: str
) -> None:
    models = (ModelRow("KFR35", ProductLine.AC, "空调", "Air conditioner"),)
    goods = Reference({CodeList.FOLLOW_UP: (a_code("goods_arrived", "Goods have come"),)}, (), models)
    screen.context = Context(desk, screen.bridge, goods, lambda: NOW)  # type: ignore[arg-type]
    schedule = Schedule(screen)
    schedule.presenter.open(PAGE, uid(9))
    screen.key("1")
    screen.confirm()
    assert desk.done == []  # which goods?
    schedule.view.note.setPlainText(typed)
    screen.confirm()
    wish = done(desk, AskToBeTold)
    assert (wish.model_code, wish.words, wish.call_id) == (model, words, uid(9))
    assert wish.at == datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
    assert schedule.view.is_promised()
