"""Who logs in at an Asterisk, and how it reaches numbers."""

from __future__ import annotations

import hashlib
import ssl
from dataclasses import dataclass, field
from enum import StrEnum

from app.numbers import NumberKind, normalise_number
from app.telephony.agents import extension_of
from app.telephony.ami import Message


class LoginKind(StrEnum):
    MD5 = "md5"  # the secret does not cross the wire
    PLAIN = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class AmiAccount:
    """Where the PBX listens and who logs in. The secret is never shown.

    ``ca`` are the certificates, in PEM, that vouch for the PBX's own; empty means those the system trusts.
    """

    host: str
    port: int = 5038
    user: str
    secret: str = field(repr=False)
    login: LoginKind = LoginKind.MD5
    tls: bool = False
    ca: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if any(sign in self.user + self.secret for sign in "\r\n"):
            raise ValueError("a line end in an AMI user or secret would begin a header of its own")

    def trust(self) -> ssl.SSLContext:
        """Return what the PBX's certificate and its name are checked with. Raises: ssl.SSLError."""
        context = ssl.create_default_context(cadata=self.ca or None)
        if self.ca:  # those that Asterisk's own script makes lack fields that RFC 5280 asks for
            context.verify_flags &= ~ssl.VERIFY_X509_STRICT
        return context


@dataclass(frozen=True, slots=True, kw_only=True)
class Calling:
    """How numbers are reached, by the dialplan of the PBX.

    ``prefix`` goes before numbers outside the house. ``caller_id`` is what is shown to who is dialled; empty
    means the agent's extension, of which the dialplan makes what it shows. ``phones_obey`` says that the
    phones answer and hold when a NOTIFY with ``Event: talk`` or ``hold`` asks them to, as many phones do.
    """

    context: str = "from-internal"
    transfer_context: str = ""
    prefix: str = ""
    caller_id: str = ""
    phones_obey: bool = False
    ring_s: int = 30

    def extension(self, number: str) -> str:
        """Return what the dialplan is asked for: the number without what people write between its digits."""
        dialled = "".join(sign for sign in number if sign.isascii() and (sign.isalnum() or sign in "+*#_"))
        is_outside = normalise_number(number).kind is not NumberKind.UNKNOWN
        return self.prefix + dialled if is_outside else dialled

    def shown_as(self, agent: str) -> str:
        return self.caller_id or extension_of(agent)


class AmiLogin:
    """The words of a login: what is said first, and what is answered until it is accepted or refused."""

    def __init__(self, account: AmiAccount) -> None:
        self.is_accepted = self.is_refused = False
        self._account = account

    def first(self) -> bytes:
        if self._account.login is LoginKind.MD5:
            return action("Challenge", ActionID="challenge", AuthType="MD5")
        return self._login(Secret=self._account.secret)

    def answer(self, message: Message) -> bytes:
        """Take the next response; return what is to be said to it."""
        if message.response != "Success":
            self.is_refused = True
            return b""
        challenge = message.get("Challenge")
        if not challenge:
            self.is_accepted = True
            return b""
        key = hashlib.md5((challenge + self._account.secret).encode(), usedforsecurity=False).hexdigest()
        return self._login(AuthType="MD5", Key=key)

    def _login(self, **proof: str) -> bytes:
        return action("Login", ActionID="login", Username=self._account.user, **proof)


def action(name: str, **headers: str) -> bytes:
    """Return the bytes of an action. A line end in a value would begin a header of its own: it is a space."""
    lines = [f"Action: {name}", *(f"{key}: {' '.join(value.split())}" for key, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
