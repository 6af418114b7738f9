"""What is said to an Asterisk for what a desk asks, and what comes of its answers: without a PBX."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest

from app.events import (
    CallAnswered,
    CallConsulted,
    CallEnded,
    ControlFailed,
    LineEvent,
    LineUp,
    MemberTold,
    OfferRinging,
    RecordingTold,
)
from app.telephony.ami import AmiReader, Message, parse_message
from app.telephony.ami_account import AmiAccount, AmiLogin, Calling, LoginKind
from app.telephony.ami_actions import ANSWERED_WITHIN
from app.telephony.ami_members import AmiMembers
from app.telephony.ami_session import Session
from app.telephony.ami_state import BOOTED_WITHIN
from app.telephony.line import Asked, Control, ControlProblem
from tests.telephony.recordings import ALL, AT, calls_of, messages, path_of
from tests.telephony.test_state import ACCEPTED, ACCOUNT, BOOTED, GREETING, encoded

LISTED = next(message for message in messages("login-basics") if message.get("Originate"))
OBEDIENT = Calling(context="from-internal", prefix="9", phones_obey=True)


class Desk:
    """A desk at a PBX that a test speaks for."""

    def __init__(
        self, calling: Calling = OBEDIENT, listed: Message = LISTED, members: AmiMembers | None = None
    ):
        self.at = AT
        self.told: list[LineEvent] = []
        self.session = Session("pbx", ACCOUNT, lambda: self.at, calling=calling, members=members)
        self.session.take()
        self.say(GREETING, ACCEPTED, BOOTED)
        self.answer(self.said("ListCommands")[0], *listed.headers)

    def say(self, *data: bytes) -> None:
        for each in data:
            self.told += self.session.feed(each)

    def play(self, name: str, until: str = "") -> None:
        """Let all of a recording happen, or what came before and with the first of an event."""
        for message in messages(name):
            if message.event:
                self.say(encoded(message))
            if message.event == until:
                return

    def said(self, name: str = "") -> list[Message]:
        """Return the actions that were sent since, of all kinds or of one."""
        sent = [parse_message(each) for each in self.session.take().split(b"\r\n\r\n") if each]
        return [each for each in sent if each is not None and name in ("", each.get("Action"))]

    def answer(self, asked: Message, *headers: tuple[str, str]) -> None:
        answer = {"Response": "Success", **dict(headers), "ActionID": asked.get("ActionID")}
        self.say("".join(f"{key}: {value}\r\n" for key, value in answer.items()).encode() + b"\r\n")

    def refuse(self, asked: Message, words: str) -> None:
        self.answer(asked, ("Response", "Error"), ("Message", words))

    def ask(self, control: Control, agent: str, linked_id: str = "", **facts: Any) -> list[Message]:
        asked = Asked(control=control, agent=agent, linked_id=linked_id, **facts)
        self.told += self.session.ask(asked)
        return [each for each in self.said() if each.get("Action") not in ("QueueStatus", "CoreShowChannels")]

    def failed(self) -> list[tuple[str, str, str]]:
        return [(e.control, e.code, e.missing) for e in self.told if isinstance(e, ControlFailed)]


def headers(message: Message) -> dict[str, str]:
    return {name: value for name, value in message.headers if name != "ActionID"}


def told(desk: Desk, kind: type[Any]) -> Any:
    return next(event for event in desk.told if isinstance(event, kind))


@pytest.fixture
def talking() -> tuple[Desk, CallAnswered]:
    """A SIP phone in a call: the trunk's leg is the caller's."""
    desk = Desk()
    desk.play("sip-attended-transfer-atxfer", until="AgentConnect")
    desk.said()
    return desk, told(desk, CallAnswered)


def test_the_key_of_an_md5_login_is_what_was_recorded():
    challenge, accepted, *_ = messages("login-md5")
    login = AmiLogin(AmiAccount(host="pbx", user="ccadmin", secret="s3cret-for-test"))
    assert headers(parse_message(login.first())) == {"Action": "Challenge", "AuthType": "MD5"}
    key = "fa40ab2e7ee4c555d6e3b8a5175cffb4"  # 0.3008 C in login-md5.timing.tsv
    answer = headers(parse_message(login.answer(challenge)))
    assert answer == {"Action": "Login", "Username": "ccadmin", "AuthType": "MD5", "Key": key}
    assert (login.answer(accepted), login.is_accepted) == (b"", True)


@pytest.mark.parametrize("name", ["auth-failure", "auth-failure-unknown-user"])
@pytest.mark.parametrize("kind", LoginKind)
def test_a_refusal_ends_the_login(name, kind):
    refusal = [message for message in messages(name) if message.response == "Error"][-1]
    login = AmiLogin(AmiAccount(host="pbx", user="desk", secret="geheim", login=kind))
    assert login.answer(refusal) == b""
    assert (login.is_accepted, login.is_refused) == (False, True)


def test_the_line_is_up_with_what_its_user_may_and_what_is_missing():
    up = told(Desk(), LineUp)
    assert set(up.controls) == set(Control)
    assert up.missing == ()
    only_watched = Message(
        tuple((name, text) for name, text in LISTED.headers if "(Priv: <none>)" in text or name == "Response")
    )
    up = told(Desk(listed=only_watched), LineUp)
    assert up.controls == ()
    assert up.missing == (
        "write=agent",
        "write=call",
        "write=originate",
        "write=reporting",
        "write=system",
    )


def test_a_module_that_is_not_loaded_is_no_missing_right():
    without = Message(tuple(each for each in LISTED.headers if each[0] != "MixMonitorMute"))
    up = told(Desk(listed=without), LineUp)
    assert Control.PAUSE_RECORDING not in up.controls
    assert up.missing == ()


def test_a_user_who_is_not_told_that_the_pbx_is_ready_learns_what_it_may_after_a_while():
    at = AT
    session = Session("pbx", ACCOUNT, lambda: at, calling=Calling())
    session.take()
    session.feed(GREETING + ACCEPTED)
    assert b"ListCommands" not in session.take()
    at += BOOTED_WITHIN
    session.feed(None)
    assert b"ListCommands" in session.take()


def test_who_joins_while_taking_no_calls_is_paused_in_the_queue_before_the_pbx_has_told_of_it():
    desk = Desk()
    desk.said()
    (joined,) = desk.ask(Control.QUEUES_IN, "PJSIP/2009", queues=("600",))
    assert joined.get("Action") == "QueueAdd"
    (paused,) = desk.ask(Control.NOT_READY, "PJSIP/2009", queues=("600",), reason="meal")
    assert headers(paused) == {
        "Action": "QueuePause",
        "Interface": "PJSIP/2009",
        "Queue": "600",
        "Paused": "true",
        "Reason": "meal",
    }


def test_a_refused_permission_is_told_with_the_right_to_add(talking):
    desk, talk = talking
    refusal = next(message for message in messages("permission-denied") if message.response == "Error")
    (pause,) = desk.ask(Control.NOT_READY, talk.agent, reason="午休")
    assert headers(pause) == {
        "Action": "QueuePause",
        "Interface": "PJSIP/2001",
        "Paused": "true",
        "Reason": "午休",
    }
    desk.refuse(pause, refusal.get("Message"))
    assert desk.failed() == [("not_ready", ControlProblem.NO_PERMISSION, "write=agent")]


def test_an_action_that_is_not_answered_has_failed(talking):
    desk, talk = talking
    assert len(desk.ask(Control.HANG_UP, talk.agent, talk.linked_id)) == 1
    assert desk.failed() == []
    desk.at += ANSWERED_WITHIN
    desk.told += desk.session.feed(None)
    assert desk.failed() == [("hang_up", ControlProblem.NO_ANSWER, "")]


def test_a_blind_transfer_that_the_pbx_refuses_redirects_the_caller(talking):
    desk, talk = talking
    (transfer,) = desk.ask(Control.TRANSFER, talk.agent, talk.linked_id, number="2003")
    where = {"Context": "from-internal", "Exten": "2003"}
    assert headers(transfer) == {"Action": "BlindTransfer", "Channel": "PJSIP/2001-00000031", **where}
    desk.refuse(transfer, "Transfer not permitted")
    (redirect,) = desk.said("Redirect")
    assert headers(redirect) == {
        "Action": "Redirect",
        "Channel": "PJSIP/trunk-00000030",
        "Priority": "1",
        **where,
    }
    desk.answer(redirect)
    assert desk.failed() == []


def test_an_attended_transfer_is_asked_told_and_completed(talking):
    desk, talk = talking
    (consult,) = desk.ask(Control.CONSULT, talk.agent, talk.linked_id, number="2003")
    assert headers(consult)["Action"] == "Atxfer"
    desk.answer(consult)
    stream = messages("sip-attended-transfer-atxfer")
    since = next(n for n, message in enumerate(stream) if message.event == "AgentConnect") + 1
    dialled = next(
        n for n, message in enumerate(stream) if message.get("DialStatus") == "ANSWER" and n > since
    )
    desk.say(*(encoded(message) for message in stream[since:dialled] if message.event))
    assert told(desk, CallConsulted).number == "2003"
    (complete,) = desk.ask(Control.COMPLETE, talk.agent, talk.linked_id)
    assert headers(complete) == {"Action": "Hangup", "Channel": "PJSIP/2001-00000031"}
    (back,) = desk.ask(Control.TAKE_BACK, talk.agent, talk.linked_id)
    assert headers(back) == {"Action": "Hangup", "Channel": "Local/2003@ext-local-00001505;1"}
    desk.at += timedelta(minutes=1)
    desk.told += desk.session.feed(None)
    assert ("consult", ControlProblem.REFUSED, "") not in desk.failed()


def test_handing_over_when_nobody_is_consulted_any_more_keeps_the_caller(talking):
    """Who was consulted did not answer, and the key is pressed as the PBX brings the agent back."""
    desk, talk = talking
    assert desk.ask(Control.COMPLETE, talk.agent, talk.linked_id) == []
    assert desk.failed() == [("complete", ControlProblem.NO_CALL, "")]


def test_a_refused_consultation_is_told_once(talking):
    desk, talk = talking
    (consult,) = desk.ask(Control.CONSULT, talk.agent, talk.linked_id, number="2003")
    desk.refuse(consult, "Permission denied")
    desk.at += timedelta(seconds=30)
    desk.told += desk.session.feed(None)
    assert desk.failed() == [("consult", ControlProblem.NO_PERMISSION, "write=call")]


def test_a_number_whose_end_is_never_told_is_told_as_failed():
    """The connection is lost while the agent's own phone rings: no call was told that could end."""
    desk = Desk()
    desk.said()
    (dial,) = desk.ask(Control.DIAL, "PJSIP/2002", "desk-1", number="028-8555 1234")
    desk.answer(dial)
    desk.told += desk.session.end()
    assert desk.failed() == [("dial", ControlProblem.LINE_LOST, "")]


def test_keys_that_mean_nothing_to_the_pbx_are_a_consultation_that_failed(talking):
    """Fact 10: the answer is only that they are queued, and nothing tells of a failure."""
    desk, talk = talking
    (consult,) = desk.ask(Control.CONSULT, talk.agent, talk.linked_id, number="2003")
    desk.answer(consult)
    desk.at += timedelta(seconds=30)
    desk.told += desk.session.feed(None)
    assert desk.failed() == [("consult", ControlProblem.REFUSED, "")]


@pytest.mark.parametrize("control", [Control.CONSULT, Control.TRANSFER])
def test_who_consults_gives_the_call_to_nobody_else_meanwhile(talking, control):
    """Keys would be heard by who is asked, and a blind transfer would take that one away, not the caller."""
    desk, talk = talking
    stream = messages("sip-attended-transfer-atxfer")
    first = next(n for n, one in enumerate(stream) if one.event == "AgentConnect")
    for message in stream[first + 1 :]:
        if not any(isinstance(event, CallConsulted) for event in desk.told) and message.event:
            desk.say(encoded(message))
    desk.said()
    assert desk.ask(control, talk.agent, talk.linked_id, number="2004") == []
    assert desk.failed() == [(control, ControlProblem.REFUSED, "")]


@pytest.mark.parametrize(("control", "event"), [(Control.HOLD, "hold"), (Control.RESUME, "talk")])
def test_a_phone_that_obeys_is_asked_to_hold(talking, control, event):
    desk, talk = talking
    (notify,) = desk.ask(control, talk.agent, talk.linked_id)
    assert headers(notify) == {
        "Action": "PJSIPNotify",
        "Channel": "PJSIP/2001-00000031",
        "Variable": f"Event={event}",
    }


def test_a_ring_is_answered_at_the_phone_behind_a_local_pair_and_refused_there():
    desk, stream = Desk(), messages("sip-hold-unhold-via-local")
    rung = next(n for n, m in enumerate(stream) if m.get("DestChannel").startswith("PJSIP/2002"))
    phone = stream[rung].get("DestChannel")
    desk.say(*(encoded(message) for message in stream[: rung + 1] if message.event))
    desk.said()
    ringing = told(desk, OfferRinging)
    (answer,) = desk.ask(Control.ANSWER, ringing.agent, ringing.linked_id)
    assert headers(answer)["Channel"] == phone
    (reject,) = desk.ask(Control.REJECT, "2002", ringing.linked_id)  # by the extension
    assert headers(reject) == {"Action": "Hangup", "Channel": phone, "Cause": "21"}


def test_nobody_ends_another_agents_call(talking):
    desk, talk = talking
    for control in (Control.HANG_UP, Control.TRANSFER, Control.HOLD):
        assert desk.ask(control, "PJSIP/2002", talk.linked_id, number="2003") == []
    assert {code for _, code, _ in desk.failed()} == {ControlProblem.NO_CALL}


def test_a_number_is_dialled_with_the_desks_own_id():
    desk = Desk()
    desk.said()
    (dial,) = desk.ask(Control.DIAL, "Local/2002@from-queue/n", "desk-1", number="028-8555 1234")
    assert headers(dial) == {
        "Action": "Originate",
        "Channel": "Local/2002@from-queue/n",
        "Context": "from-internal",
        "Exten": "902885551234",
        "Priority": "1",
        "CallerID": "2002",
        "ChannelId": "desk-1",
        "OtherChannelId": "desk-1-2",
        "Async": "true",
        "Timeout": "30000",
    }


def test_before_the_members_are_known_one_dials_from_the_extension_whatever_the_phone_is_called():
    desk = Desk()
    desk.said()
    (dial,) = desk.ask(Control.DIAL, "2002", "desk-1", number="110")
    assert headers(dial)["Channel"] == "Local/2002@from-internal/n"
    assert headers(dial)["CallerID"] == "2002"
    listed = [message for message in messages("server-restart-members") if message.event == "QueueMember"]
    desk.say(*lists(listed))
    (dial,) = desk.ask(Control.DIAL, "agent1", "desk-2", number="110")
    assert headers(dial)["Channel"] == listed[0].get("Location")


def test_a_supervisor_is_rung_to_listen(talking):
    desk, talk = talking
    (listen,) = desk.ask(Control.LISTEN, talk.agent, talk.linked_id, supervisor="2003")
    assert headers(listen)["Channel"] == "Local/2003@from-internal/n"
    assert headers(listen)["Data"] == "PJSIP/2001-00000031,qE"


def test_a_value_cannot_begin_a_header_of_its_own(talking):
    desk, talk = talking
    (pause,) = desk.ask(Control.NOT_READY, talk.agent, reason="tea\r\nAction: Command")
    assert pause.get("Reason") == "tea Action: Command"


def test_the_recording_of_a_call_is_told_and_paused_on_the_leg_that_is_recorded():
    desk = Desk()
    desk.play("recorded-call", until="AgentConnect")
    desk.said()
    recorded = told(desk, RecordingTold)
    assert recorded.name == "/var/spool/asterisk/monitor/rec-1795303826.77.wav"
    (pause,) = desk.ask(Control.PAUSE_RECORDING, told(desk, CallAnswered).agent, recorded.linked_id)
    assert headers(pause) == {
        "Action": "MixMonitorMute",
        "Channel": "Local/4008111555@inbound-00000026;2",
        "Direction": "both",
        "State": "1",
    }
    whole = [event for event in calls_of(messages("recorded-call")) if isinstance(event, RecordingTold)]
    assert [(event.is_paused, event.is_over) for event in whole] == [
        (False, False),
        (True, False),
        (False, False),
        (False, True),
    ]


def members_of(name: str) -> list[tuple[Any, ...]]:
    members = AmiMembers("pbx")
    events = [event for message in messages(name) for event in members.on_message(message, AT)]
    return [
        (e.agent, e.queue, e.is_member, e.is_paused, e.reason, str(e.device))
        for e in events
        if isinstance(e, MemberTold)
    ]


@pytest.mark.parametrize("version", ["", "v16/"])
def test_a_pause_is_told_with_its_reason_queue_by_queue(version):
    # QueuePause true lunch, false, hotline true 午休, hotline true 培训, hotline false
    if f"{version}pause-unpause" not in ALL:
        pytest.skip("not recorded of this version")
    agent = "Local/agent1@agents/n"
    assert [row[1:5] for row in members_of(f"{version}pause-unpause") if row[0] == agent] == [
        ("hotline", True, True, "lunch"),
        ("vip", True, True, "lunch"),
        ("hotline", True, False, ""),
        ("vip", True, False, ""),
        ("hotline", True, True, "午休"),
        ("hotline", True, True, "培训"),
        ("hotline", True, False, ""),
    ]


def test_a_member_comes_and_goes():
    rows = [row for row in members_of("queue-add-remove") if row[0] == "Local/agent4@agents"]
    assert rows[0][1:3] == ("hotline", True)
    assert rows[-1][2] is False


def test_fact_15_a_static_member_is_unpaused_after_a_restart_and_only_the_list_tells_it():
    members = AmiMembers("pbx")
    desk = Desk(members=members)
    before = messages("server-restart-members")
    listed = [message for message in before if message.event == "QueueMember"]
    paused = dict(listed[0].headers) | {"Paused": "1", "PausedReason": "lunch"}
    desk.say(*lists([Message(tuple(paused.items()))]))
    desk.session.end()
    again = Desk(members=members)
    again.say(*lists(listed))
    first = next(e for e in again.told if isinstance(e, MemberTold) and e.agent == paused["Location"])
    assert (first.is_paused, first.reason) == (False, "")
    dynamic = next(e for e in again.told if isinstance(e, MemberTold) and e.is_paused)
    assert dynamic.reason == "午休"


def lists(members: Iterable[Message]) -> list[bytes]:
    ended = b"Event: QueueStatusComplete\r\nActionID: state-members\r\n\r\n"
    return [*(encoded(message, ActionID="state-members") for message in members), ended]


def test_who_is_not_listed_any_more_is_in_no_queue():
    members = AmiMembers("pbx")
    desk = Desk(members=members)
    listed = [message for message in messages("server-restart-members") if message.event == "QueueMember"]
    desk.say(*lists(listed))
    again = Desk(members=members)
    again.say(*lists(message for message in listed if message.get("Location") != listed[0].get("Location")))
    gone = [event for event in again.told if isinstance(event, MemberTold) and not event.is_member]
    assert {event.agent for event in gone} == {listed[0].get("Location")}


def test_fifty_calls_end_once_each_when_the_stream_ends():
    """Fact 15: a PBX that is killed says nothing; fact 18: its ids begin anew."""
    desk = Desk()
    stream = path_of("answered-agent-hangup").read_bytes()
    connected = stream.index(b"\r\n\r\n", stream.index(b"Event: AgentConnect")) + 4
    for n in range(50):
        call = stream[:connected].replace(b"1795303695.", f"1795{n:06d}.".encode())
        call = call.replace(b"-0000000", f"-{n:05x}".encode())
        desk.say(*(encoded(message) for message in AmiReader().feed(call) if message.get("Linkedid")))
    (hang_up,) = desk.ask(Control.HANG_UP, "", told(desk, CallAnswered).linked_id)
    assert hang_up.get("Channel").startswith("Local/agent")
    desk.told += [*desk.session.end(), *desk.session.calls.lost(desk.at)]
    ended = [event.linked_id for event in desk.told if isinstance(event, CallEnded)]
    assert len(ended) == len(set(ended)) == 50
    assert desk.failed() == [("hang_up", ControlProblem.LINE_LOST, "")]
    assert len([event for event in desk.told if isinstance(event, LineUp)]) == 1


def test_who_left_a_queue_before_the_program_began_comes_back_as_it_was_in():
    desk = Desk()
    desk.play("queue-add-remove", until="QueueMemberRemoved")
    out = [event for event in desk.told if isinstance(event, MemberTold)][-1]
    again = Desk(members=AmiMembers("pbx", [out]))
    again.said()
    (back,) = again.ask(Control.QUEUES_IN, out.agent)
    as_before = {"MemberName": out.name, "StateInterface": out.state_interface, "Penalty": "7"}
    assert headers(back) == {"Action": "QueueAdd", "Queue": out.queue, "Interface": out.agent} | as_before
    (other,) = again.ask(Control.QUEUES_IN, out.agent, queues=("vip",))
    assert "Penalty" not in headers(other)  # that was of the other queue
    again.say(encoded(next(m for m in messages("queue-add-remove") if m.event == "QueueMemberAdded")))
    assert again.ask(Control.QUEUES_IN, out.agent) == []
