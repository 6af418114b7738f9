"""One connection to an Asterisk: what it has told so far, and what is to be said to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from app.events import LineEvent, LineUp
from app.telephony.ami import AmiReader, Message
from app.telephony.ami_account import AmiAccount, AmiLogin, Calling
from app.telephony.ami_actions import AmiActions, Told
from app.telephony.ami_calls import AmiCalls
from app.telephony.ami_controls import AmiControls
from app.telephony.ami_members import AmiMembers
from app.telephony.ami_rights import controls_of, missing_rights
from app.telephony.ami_state import ASK_EVERY, BOOTED_WITHIN, AmiState
from app.telephony.line import Asked, Control, LostReason
from app.telephony.telling import Keeper

LOGGED_IN_WITHIN = timedelta(seconds=20)
PING_AFTER = timedelta(seconds=15)  # of silence
PONG_WITHIN = timedelta(seconds=10)
_PING = b"Action: Ping\r\nActionID: ping\r\n\r\n"


class Session:
    """Give it what comes, ask it what is to be sent. Without ``calling`` the PBX is only watched.

    ``now`` is the clock of what is told; by ``steady`` it waits, which nobody sets.
    """

    def __init__(
        self,
        line: str,
        account: AmiAccount,
        now: Callable[[], datetime],
        *,
        calling: Calling | None = None,
        members: AmiMembers | None = None,
        calls: AmiCalls | None = None,
        keeper: Keeper | None = None,
        keeps_alive: bool = True,
        steady: Callable[[], datetime] | None = None,
    ) -> None:
        self.calls = calls or AmiCalls(line)
        self.lost_reason = LostReason.CLOSED  # should the stream end here
        self.is_lost = self.was_up = False
        self.controls: frozenset[Control] = frozenset()
        self._line, self._now, self._calling = line, now, calling
        self._steady = steady or now
        self._reader, self._login = AmiReader(), AmiLogin(account)
        self._keeper, self._keeps_alive = keeper, keeps_alive
        self._began_at = self._heard_at = self._swept_at = self._steady()
        self._pinged_at: datetime | None = None
        self._has_asked_rights = False
        members = members or AmiMembers(line)
        self._members, self._actions = members, AmiActions(self._steady)
        self._state = AmiState(self.calls, members, self._heard_at)
        self._asking = (
            AmiControls(line, calling, self.calls, members, self._actions, now) if calling else None
        )
        self._to_send = self._login.first()

    # what comes

    def feed(self, data: bytes | None) -> list[LineEvent]:
        """Take the next bytes; None says that none came for a while."""
        told: Told = []
        if data is not None:
            self._heard_at, self._pinged_at = self._steady(), None
            told = [event for message in self._reader.feed(data) for event in self._on_message(message)]
        self._see_whether_lost()
        return [*told, *self._actions.sweep(), *self._sweep()]

    def ask(self, asked: Asked) -> list[LineEvent]:
        """Ask the PBX for something; return what could not even be asked."""
        return self._asking.ask(asked) if self._asking else []

    def end(self) -> list[LineEvent]:
        """Tell that what was asked is lost with the connection. The calls may go on."""
        self.is_lost = True
        return self._actions.give_up()

    # what is to be said

    def take(self) -> bytes:
        """Return what is to be sent now; nothing most of the time."""
        data, self._to_send = self._to_send, b""
        if not self.was_up:
            return data + self._actions.take()
        return data + self._state.question(self._steady()) + self._actions.take() + self._ping()

    def wait_s(self) -> float:
        """Return how long nothing needs to be done if nothing comes. Units: seconds."""
        is_waiting = self._actions.are_open or self._pinged_at is not None or not self.was_up
        return 1.0 if is_waiting else PING_AFTER.total_seconds()

    def _ping(self) -> bytes:
        is_silent = self._steady() - self._heard_at >= PING_AFTER
        if not is_silent or self._pinged_at is not None or not self._keeps_alive:
            return b""
        self._pinged_at = self._steady()
        return _PING

    def _see_whether_lost(self) -> None:
        at = self._steady()
        is_mute = not self._login.is_accepted and at - self._began_at >= LOGGED_IN_WITHIN
        is_dead = self._pinged_at is not None and at - self._pinged_at >= PONG_WITHIN
        if is_mute or is_dead:
            self.is_lost, self.lost_reason = True, LostReason.UNREACHABLE

    def _sweep(self) -> list[LineEvent]:
        at = self._steady()
        if at - self._swept_at < ASK_EVERY:
            return []
        self._swept_at = at
        return self.calls.close_silent(self._now())

    def _on_message(self, message: Message) -> list[LineEvent]:
        if message.response and not self._login.is_accepted:  # nothing else has been asked yet
            return self._on_login(message)
        if message.event == "Shutdown":
            self.lost_reason = LostReason.SHUT_DOWN
        elif message.event == "FullyBooted" and self._calling is not None:
            self._ask_rights(is_booted=True)
        at = self._now()
        if self._keeper is not None and self.calls.follows(message):
            self._keeper.keep(self.calls.id, message, at)
        return [
            *self.calls.on_message(message, at),
            *self._members.on_message(message, at),
            *self._state.on_message(message, at),
            *self._actions.on_message(message),
        ]

    def _on_login(self, message: Message) -> list[LineEvent]:
        self._to_send += self._login.answer(message)
        if self._login.is_refused:
            self.is_lost, self.lost_reason = True, LostReason.REFUSED
        if not self._login.is_accepted:
            return []
        if self._calling is None:
            return self._come_up(None)
        self._actions.after(BOOTED_WITHIN, self._ask_rights)
        return []

    def _ask_rights(self, is_booted: bool = False) -> list[LineEvent]:
        """Ask what may be asked, once the PBX is ready: a module that it has not loaded yet lists nothing."""
        if is_booted or not self._has_asked_rights:
            self._has_asked_rights = True
            self._actions.send("ListCommands", {}, self._come_up)
        return []

    def _come_up(self, listed: Message | None) -> list[LineEvent]:
        """Be up; what can be asked is known by then, or unknown and nothing."""
        if self.is_lost:
            return []
        missing: tuple[str, ...] = ()
        if listed is not None and self._calling is not None:
            self.controls = controls_of(listed, self._calling.phones_obey)
            missing = missing_rights(listed, self._calling.phones_obey)
        self.was_up = True
        controls = tuple(sorted(self.controls))
        return [LineUp(line=self._line, at=self._now(), controls=controls, missing=missing)]
