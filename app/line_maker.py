"""From how a line is reached to the line itself."""

from __future__ import annotations

from collections.abc import Sequence

from app.events import MemberTold
from app.phone_lines import LineWay
from app.telephony.ami_account import AmiAccount, Calling, LoginKind
from app.telephony.asterisk import AsteriskLine
from app.telephony.telling import Keeper


def asterisk_line(
    way: LineWay, secret: str, *, keeper: Keeper | None = None, left: Sequence[MemberTold] = ()
) -> AsteriskLine:
    """Return the line, not yet started.

    Raises ValueError for a secret that would begin a header of its own.
    """
    account = AmiAccount(
        host=way.host,
        port=way.port,
        user=way.user,
        secret=secret,
        login=LoginKind(way.login.value),
        tls=way.tls,
        ca=way.ca,
    )
    calling = Calling(
        context=way.dial_context,
        transfer_context=way.transfer_context,
        prefix=way.dial_prefix,
        caller_id=way.caller_id,
        phones_obey=way.phones_obey,
    )
    return AsteriskLine(way.name, account, calling=calling, keeper=keeper, left=left)
