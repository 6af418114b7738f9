"""What a desk asks of an Asterisk, as actions on the legs of its calls.

What each needs at the PBX, and why it is done so: ``docs/phone.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial

from app.events import ControlFailed
from app.telephony.ami import Message
from app.telephony.ami_account import Calling
from app.telephony.ami_actions import AmiActions, Answer, Told
from app.telephony.ami_call import OpenCall, OpenOffer
from app.telephony.ami_calls import AmiCalls
from app.telephony.ami_links import open_call
from app.telephony.ami_members import AmiMembers
from app.telephony.ami_rights import write_class
from app.telephony.line import Asked, Control, ControlProblem

CONSULTED_WITHIN = timedelta(seconds=6)  # the PBX presses the feature code's keys one by one, then dials
_REJECTED = "21"  # Q.850
_KEYS = "0123456789*#ABCD"
_DONE_BEFORE = ("already there", "not there")


class AmiControls:
    """Asks the PBX, on the line's thread. What is told at once is what could not even be asked."""

    def __init__(
        self,
        line: str,
        calling: Calling,
        calls: AmiCalls,
        members: AmiMembers,
        actions: AmiActions,
        now: Callable[[], datetime],
    ) -> None:
        self._line, self._calling, self._now = line, calling, now
        self._calls, self._members, self._actions = calls, members, actions
        self._acts: dict[Control, Callable[[Asked], Told]] = {
            Control.ANSWER: self._answer,
            Control.HANG_UP: self._hang_up,
            Control.REJECT: self._reject,
            Control.HOLD: partial(self._notify, event="hold"),
            Control.RESUME: partial(self._notify, event="talk"),
            Control.DIAL: self._dial,
            Control.READY: partial(self._pause, is_paused=False),
            Control.NOT_READY: partial(self._pause, is_paused=True),
            Control.TRANSFER: self._transfer,
            Control.CONSULT: self._consult,
            Control.COMPLETE: self._complete,
            Control.TAKE_BACK: self._take_back,
            Control.DIGITS: self._press,
            Control.PAUSE_RECORDING: partial(self._mute, is_muted=True),
            Control.RESUME_RECORDING: partial(self._mute, is_muted=False),
            Control.QUEUES_IN: self._join_queues,
            Control.QUEUES_OUT: self._leave_queues,
            Control.LISTEN: self._listen,
        }

    def ask(self, asked: Asked) -> Told:
        return self._acts[asked.control](asked)

    # a call that rings

    def _answer(self, asked: Asked) -> Told:
        return self._tell_phone(asked, self._ringing(asked), "talk")

    def _reject(self, asked: Asked) -> Told:
        return self._end_leg(asked, self._ringing(asked), Cause=_REJECTED)

    # a call that is up

    def _hang_up(self, asked: Asked) -> Told:
        return self._end_leg(asked, self._phone(asked))

    def _notify(self, asked: Asked, event: str) -> Told:
        return self._tell_phone(asked, self._phone(asked), event)

    def _transfer(self, asked: Asked) -> Told:
        phone, customer = self._phone(asked), self._customer(asked)
        if not phone or not customer:
            return self._fail(asked, ControlProblem.NO_CALL)
        if self._is_consulting(asked):  # it would take away who is asked
            return self._fail(asked, ControlProblem.REFUSED)
        where = self._where(asked)
        redirect = partial(self._send, asked, "Redirect", {"Channel": customer, "Priority": "1", **where})
        return self._send(asked, "BlindTransfer", {"Channel": phone, **where}, otherwise=redirect)

    def _consult(self, asked: Asked) -> Told:
        call, phone = self._call(asked), self._phone(asked)
        if call is None or not phone:
            return self._fail(asked, ControlProblem.NO_CALL)
        if self._is_consulting(asked):  # the keys would be pressed into the ear of who is asked
            return self._fail(asked, ControlProblem.REFUSED)
        see = partial(self._see_consulted, asked, call, call.consulted)
        self._actions.send(
            "Atxfer",
            {"Channel": phone, **self._where(asked)},
            self._answer_to(asked, "Atxfer", None, partial(self._actions.after, CONSULTED_WITHIN, see)),
        )
        return []

    def _see_consulted(self, asked: Asked, call: OpenCall, before: int) -> Told:
        """The PBX does not say that the keys of a transfer meant nothing to it."""
        was_consulted = call.consulted > before or call.is_over or not call.phone
        return [] if was_consulted else self._fail(asked, ControlProblem.REFUSED)

    def _complete(self, asked: Asked) -> Told:
        """Hang up on the agent: the PBX joins the two that stay. With nobody consulted it ends the call."""
        return (
            self._hang_up(asked) if self._is_consulting(asked) else self._fail(asked, ControlProblem.NO_CALL)
        )

    def _take_back(self, asked: Asked) -> Told:
        """Hang up on who was consulted: the PBX brings the agent back to the caller."""
        call, link = self._call(asked), self._calls.links.find(asked.linked_id)
        phone = self._calls.links.leg(call.phone) if call else None
        if phone is None or link is None or call is None or not call.is_consulting:
            return self._fail(asked, ControlProblem.NO_CALL)
        asked_ones = (leg for leg in link.legs.values() if leg.bridge == phone.bridge and leg is not phone)
        return self._end_leg(asked, next((leg.channel for leg in asked_ones if not leg.is_gone), ""))

    def _press(self, asked: Asked) -> Told:
        customer = self._customer(asked)
        if not customer:
            return self._fail(asked, ControlProblem.NO_CALL)
        keys = (key for key in asked.number.upper() if key in _KEYS)
        return self._send_each(asked, "PlayDTMF", ({"Channel": customer, "Digit": key} for key in keys))

    def _mute(self, asked: Asked, is_muted: bool) -> Told:
        link = self._calls.links.find(asked.linked_id)
        recorded = self._calls.links.leg(link.recorded_leg) if link else None
        channel = recorded.channel if recorded else self._customer(asked)
        if not channel:
            return self._fail(asked, ControlProblem.NO_CALL)
        state = "1" if is_muted else "0"
        return self._send(asked, "MixMonitorMute", {"Channel": channel, "Direction": "both", "State": state})

    def _listen(self, asked: Asked) -> Told:
        phone = self._phone(asked)
        if not phone:
            return self._fail(asked, ControlProblem.NO_CALL)
        ear = asked.supervisor
        return self._originate(
            asked,
            {
                "Channel": ear if "/" in ear else self._by_extension(ear),
                "Application": "ChanSpy",
                "Data": f"{phone},qE",
                "CallerID": self._calling.shown_as(self._agent(asked)),
            },
        )

    def _dial(self, asked: Asked) -> Told:
        agent = asked.agent if "/" in asked.agent else self._calls.members.known(asked.agent)
        if agent:
            self._calls.members.hear(agent)  # whom the call is told of as dialled by
        agent = agent or self._by_extension(asked.agent)  # whatever the phone is called at the PBX
        headers = {
            "Channel": agent,
            "Context": self._calling.context,
            "Exten": self._calling.extension(asked.number),
            "Priority": "1",
            "CallerID": self._calling.shown_as(agent),
            "ChannelId": asked.linked_id,
        }
        if agent.startswith("Local/"):
            headers["OtherChannelId"] = f"{asked.linked_id}-2"
        return self._originate(asked, headers)

    # the queues

    def _pause(self, asked: Asked, is_paused: bool) -> Told:
        agent = self._agent(asked)
        # A queue that is named may have been asked for a moment ago, and not be told of so far.
        if not agent or (not asked.queues and self._members.is_in_none(agent)):
            return []
        headers = {"Interface": agent, "Paused": "true" if is_paused else "false"}
        if is_paused and asked.reason:
            headers["Reason"] = asked.reason
        each = [{"Queue": queue} for queue in asked.queues] or [{}]
        return self._send_each(asked, "QueuePause", ({**headers, **queue} for queue in each))

    def _join_queues(self, asked: Asked) -> Told:
        agent = self._agent(asked)
        queues = asked.queues or self._members.left_by(agent)
        if not queues and not self._members.queues_of(agent):
            return self._fail(asked, ControlProblem.REFUSED)
        penalty = {"Penalty": str(asked.penalty)} if asked.penalty else {}
        entries = (self._members.entry(agent, queue) | penalty for queue in queues)
        return self._send_each(asked, "QueueAdd", entries)

    def _leave_queues(self, asked: Asked) -> Told:
        agent = self._agent(asked)
        queues = asked.queues or self._members.queues_of(agent)
        return self._send_each(
            asked, "QueueRemove", ({"Interface": agent, "Queue": queue} for queue in queues)
        )

    # legs

    def _agent(self, asked: Asked) -> str:
        return self._calls.members.named(asked.agent)

    def _call(self, asked: Asked) -> OpenCall | None:
        """Return the call, unless it is another agent's."""
        call = open_call(self._calls.links.find(asked.linked_id))
        is_known = call is not None and asked.agent and call.agent
        return call if call and (not is_known or _same(call.agent, self._agent(asked))) else None

    def _is_consulting(self, asked: Asked) -> bool:
        call = self._call(asked)
        return call is not None and call.is_consulting

    def _phone(self, asked: Asked) -> str:
        """Return the channel of the agent's phone; of a number that is only being dialled, its first leg."""
        call, link = self._call(asked), self._calls.links.find(asked.linked_id)
        if call is None and (link is None or link.call is not None):
            return ""
        leg = self._calls.links.leg(call.phone if call else asked.linked_id)
        return leg.channel if leg else ""

    def _customer(self, asked: Asked) -> str:
        call = self._call(asked)
        leg = self._calls.links.leg(call.customer_leg) if call else None
        return leg.channel if leg else ""

    def _ringing(self, asked: Asked) -> str:
        call = open_call(self._calls.links.find(asked.linked_id))
        offers: Iterable[OpenOffer] = call.offers.values() if call else ()
        mine = (offer for offer in offers if not asked.agent or _same(offer.agent, self._agent(asked)))
        leg = next((self._calls.links.leg(offer.phone) for offer in mine), None)
        return leg.channel if leg else ""

    # sending

    def _where(self, asked: Asked) -> dict[str, str]:
        context = self._calling.transfer_context or self._calling.context
        return {"Context": context, "Exten": self._calling.extension(asked.number)}

    def _end_leg(self, asked: Asked, channel: str, **more: str) -> Told:
        if not channel:
            return self._fail(asked, ControlProblem.NO_CALL)
        return self._send(asked, "Hangup", {"Channel": channel, **more})

    def _tell_phone(self, asked: Asked, channel: str, event: str) -> Told:
        if not channel.startswith("PJSIP/"):
            return self._fail(asked, ControlProblem.REFUSED if channel else ControlProblem.NO_CALL)
        return self._send(asked, "PJSIPNotify", {"Channel": channel, "Variable": f"Event={event}"})

    def _by_extension(self, extension: str) -> str:
        return f"Local/{extension}@{self._calling.context}/n"

    def _originate(self, asked: Asked, headers: dict[str, str]) -> Told:
        def ended(message: Message | None) -> Told:
            link = self._calls.links.find(asked.linked_id)
            is_told = link is not None and link.call is not None and asked.control is Control.DIAL
            if is_told or (message is not None and message.get("Response") != "Failure"):
                return []
            return self._fail(asked, self._actions.silence if message is None else ControlProblem.NO_ANSWER)

        rung = {"Async": "true", "Timeout": str(self._calling.ring_s * 1000)}
        answer = self._answer_to(asked, "Originate", None)
        self._actions.send("Originate", {**headers, **rung}, answer, at_the_end=ended)
        return []

    def _send_each(self, asked: Asked, action: str, headers: Iterable[dict[str, str]]) -> Told:
        for each in headers:
            self._send(asked, action, each)
        return []

    def _send(
        self, asked: Asked, action: str, headers: dict[str, str], otherwise: Callable[[], Told] | None = None
    ) -> Told:
        self._actions.send(action, headers, self._answer_to(asked, action, otherwise))
        return []

    def _answer_to(
        self,
        asked: Asked,
        action: str,
        otherwise: Callable[[], Told] | None,
        done: Callable[[], None] = lambda: None,
    ) -> Answer:
        def answered(message: Message | None) -> Told:
            if message is None:
                return self._fail(asked, self._actions.silence)
            words = message.get("Message").lower()
            if message.response == "Success" or any(each in words for each in _DONE_BEFORE):
                done()
                return []
            if otherwise is not None:
                return otherwise()
            if "permission denied" in words:
                return self._fail(asked, ControlProblem.NO_PERMISSION, write_class(action))
            is_gone = "channel" in words and ("no such" in words or "not exist" in words)
            return self._fail(asked, ControlProblem.NO_CALL if is_gone else ControlProblem.REFUSED)

        return answered

    def _fail(self, asked: Asked, code: ControlProblem, missing: str = "") -> Told:
        failed = ControlFailed(
            line=self._line,
            at=self._now(),
            control=asked.control,
            agent=asked.agent,
            linked_id=asked.linked_id,
            code=code,
            missing=missing,
        )
        return [failed]


def _same(one: str, other: str) -> bool:
    """Tell whether two names are of one agent: a channel does not tell the ``/n`` of its interface."""
    return one.removesuffix("/n") == other.removesuffix("/n")
