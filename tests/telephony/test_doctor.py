"""The doctor of the phone, at recordings that a real Asterisk sent over a real socket."""

from __future__ import annotations

from collections.abc import Sequence

from app.doctor.finding import Finding, State
from app.doctor.phone import Heard, Step, Wanted, examine_line
from app.errors import ControlNotAvailable
from app.events import CallArrived, LineUp
from app.telephony.ami import Message
from app.telephony.ami_account import AmiAccount, LoginKind
from app.telephony.asterisk import AsteriskLine
from app.telephony.line import Asked, Control, Line, Listener
from app.telephony.recorded import RecordedLine
from db.store import Store
from tests.rows import NOW, uid
from tests.telephony.recordings import path_of
from tests.telephony.test_asterisk import free_port

SOON = Wanted(user="desk", up_s=20, queues_s=0.2, ring_s=20, may_ring=False)


def looked(store: Store, recording: str, wanted: Wanted = SOON, speed: float = 20) -> list[Finding]:
    def make(heard: Heard) -> Line:
        return RecordedLine(path_of(recording), speed, keeper=heard)

    return list(examine_line(make, store.read, wanted))


def said(found: Sequence[Finding]) -> dict[str, str]:
    assert [finding.probe for finding in found] == list(Step)
    return {finding.probe: finding.code for finding in found}


def test_a_line_in_order_is_ticked_from_the_connection_to_the_page(embedded_store: Store) -> None:
    found = looked(embedded_store, "answered-caller-hangup")
    codes = said(found)
    assert codes[Step.CONNECT] == "phone_up"
    assert codes[Step.RING] == "phone_ring_it"
    assert [codes[step] for step in (Step.RAW, Step.PARSED, Step.MATCH, Step.POP)] == [
        "phone_raw_ok",
        "phone_parsed_ok",
        "phone_match_one",
        "phone_pop_ok",
    ]
    parsed = next(finding for finding in found if finding.probe == Step.PARSED)
    assert parsed.details == {
        "ani": "138****8000",
        "dnis": "4008111666",
        "queue": "hotline",
        "agent": parsed.details["agent"],
    }
    assert not any("13800138000" in value for finding in found for value in finding.details.values())


def test_a_number_of_nobody_is_no_fault(embedded_store: Store) -> None:
    found = looked(embedded_store, "national-number")
    assert said(found)[Step.MATCH] == "phone_match_ok"
    assert {finding.state for finding in found} == {State.OK, State.LOOK}


def test_a_ring_at_another_desk_is_told(embedded_store: Store) -> None:
    mine = Wanted(user="desk", agent="PJSIP/8001", up_s=20, queues_s=0.2, ring_s=20)
    assert said(looked(embedded_store, "answered-caller-hangup", mine))[Step.POP] == "phone_pop_elsewhere"


def test_what_fails_ends_the_look_and_says_what_was_not_tried(embedded_store: Store) -> None:
    found = looked(embedded_store, "auth-failure-unknown-user")
    assert said(found)[Step.CONNECT] == "phone_refused"
    assert found[0].state is State.BROKEN
    assert {finding.code for finding in found[1:]} == {"phone_not_tried"}


def test_a_user_without_rights_is_told_the_line_to_add(embedded_store: Store) -> None:
    wanted = Wanted(user="ccreadonly", up_s=20, queues_s=0.2, ring_s=0.5)
    found = looked(embedded_store, "permission-denied", wanted, speed=0.3)
    codes = said(found)
    assert codes[Step.CONNECT] == "phone_up"
    assert codes[Step.RIGHTS] in ("phone_rights_missing", "phone_watch_only")
    assert codes[Step.QUEUES] == "phone_queues_none"
    assert codes[Step.RAW] == "phone_raw_none"


class RingsOnly:
    """A line that rings and hangs up nobody, while somebody else's call comes in."""

    name = "pbx"
    controls = frozenset({Control.DIAL})

    def __init__(self, heard: Heard) -> None:
        self._heard = heard

    def start(self, listener: Listener) -> None:
        self._tell = listener
        listener(LineUp(line=self.name, at=NOW, controls=("dial",), missing=("write=call",)))
        self._heard.keep(uid(1), Message((("Event", "Newchannel"), ("Linkedid", "1.1"))), NOW)

    def stop(self) -> None:
        pass

    def ask(self, asked: Asked) -> None:
        if asked.control not in self.controls:
            raise ControlNotAvailable(control=asked.control)
        raw = Message((("Event", "Newchannel"), ("Linkedid", asked.linked_id)))
        self._heard.keep(uid(1), raw, NOW)
        rings = {"ani": "8001", "dnis": "8001", "queue": "", "dialled_by": asked.agent}
        self._tell(CallArrived(line=self.name, at=NOW, linked_id=asked.linked_id, **rings))


def test_a_ring_that_cannot_be_hung_up_is_shown_to_its_end(embedded_store: Store) -> None:
    mine = Wanted(user="desk", agent="PJSIP/8001", queues_s=0.01)
    found = list(examine_line(RingsOnly, embedded_store.read, mine))
    assert said(found)[Step.POP] == "phone_pop_ok"
    raw = next(finding for finding in found if finding.probe == Step.RAW)
    assert raw.details["linked_id"].startswith("doctor-")


def test_nothing_that_listens_is_unreachable(embedded_store: Store) -> None:
    account = AmiAccount(host="127.0.0.1", port=free_port(), user="desk", secret="x", login=LoginKind.PLAIN)

    def make(heard: Heard) -> Line:
        return AsteriskLine("pbx", account, keeper=heard)

    assert said(list(examine_line(make, embedded_store.read, SOON)))[Step.CONNECT] == "phone_unreachable"
