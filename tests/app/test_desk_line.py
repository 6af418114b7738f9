"""A desk rings for a PBX's line and for its softphone's pops, and knows its agent by one name."""

from __future__ import annotations

import queue
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import keyring
import pytest

from app.desk_line import LineAndPops, line_of_desk, own_line
from app.errors import ControlNotAvailable
from app.events import CallArrived, LineEvent, LineLost, OfferRinging
from app.keys import keep_line_secret
from app.phone_lines import LineWay, set_line
from app.profile_store import open_profile
from app.telephony.line import Asked, Control
from app.telephony.quiet import QuietLine
from db.models.calls import CallDirection
from db.models.ledger import StoreFact
from tests.file_keyring import FILE, FileKeyring
from tests.hub.fake_line import FakeLine

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
CALL: dict[str, Any] = {"line": "pbx", "at": AT, "linked_id": "1"}


def test_the_agent_of_a_line_that_a_desk_holds_is_its_own_person() -> None:
    pbx, heard = FakeLine(), queue.Queue[LineEvent]()
    line = own_line(pbx, "李娜", "8001", "PJSIP/8001")
    line.start(heard.put)
    pbx.come_up()
    arrived = CallArrived(
        **CALL, ani="1", dnis="2", queue="", direction=CallDirection.OUT, dialled_by="PJSIP/8001"
    )
    for event in (
        arrived,
        OfferRinging(**CALL, agent="Local/8001@agents/n"),
        OfferRinging(**CALL, agent="PJSIP/8002"),
    ):
        pbx.tell(event)
    told = [heard.get(timeout=60) for _ in range(4)]
    assert [getattr(one, "agent", getattr(one, "dialled_by", "")) for one in told] == [
        "",
        "李娜",
        "李娜",
        "PJSIP/8002",
    ]
    line.ask(Asked(control=Control.HOLD, agent="李娜", linked_id="1"))
    line.ask(Asked(control=Control.LISTEN, agent="PJSIP/8002", linked_id="1"))
    assert [asked.agent for asked in pbx.asked] == ["PJSIP/8001", "PJSIP/8002"]
    popped = line.pop("13800138000")
    assert {type(heard.get(timeout=60)) for _ in range(2)} == {CallArrived, OfferRinging}
    line.ask(Asked(control=Control.ANSWER, agent="李娜", linked_id=popped))
    assert heard.get(timeout=60).line == QuietLine.name
    assert not [asked for asked in pbx.asked if asked.linked_id == popped]
    line.stop()
    assert pbx.stopped.is_set()


def test_a_softphones_pops_are_taken_whatever_the_pbx_can() -> None:
    pbx = FakeLine()
    pbx.controls = frozenset({Control.DIAL})
    line = LineAndPops("李娜", pbx)
    assert line.controls == {Control.DIAL, Control.ANSWER, Control.REJECT, Control.HANG_UP}
    with pytest.raises(ControlNotAvailable):
        line.ask(Asked(control=Control.HANG_UP, agent="", linked_id="1"))


def test_a_desk_alone_holds_the_line_of_its_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FILE, str(tmp_path / "keyring.json"))
    monkeypatch.setattr(keyring, "get_keyring", FileKeyring)
    store, actor = open_profile(tmp_path / "desk")
    with closing(store):
        assert type(line_of_desk(store, actor.name)) is QuietLine
        way = LineWay(name="pbx", host="127.0.0.1", port=1, user="me", extension="8001")
        with store.write() as session:
            set_line(session, way, AT)
            store_id = session.get_one(StoreFact, "store_id").value
        assert type(line_of_desk(store, actor.name)) is QuietLine  # its secret is not known
        keep_line_secret(store_id, "pbx", "a word")
        line, heard = line_of_desk(store, actor.name), queue.Queue[LineEvent]()
        line.start(heard.put)
        lost = heard.get(timeout=60)
        line.stop()
    assert (lost.line, type(lost)) == ("pbx", LineLost)
