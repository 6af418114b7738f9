"""Every refusal that a person may read. The sentence shown is made from ``code`` in ``ui/error_text.py``."""

from __future__ import annotations

from typing import Any, ClassVar


class DomainError(Exception):
    """A refusal with a stable ``code``; ``details`` are plain values (str, int) for the sentence."""

    code: ClassVar[str] = "refused"

    def __init__(self, **details: Any) -> None:
        super().__init__(self.code, details)
        self.details = details


class Refused(DomainError):
    """A refusal known by its stored code only, as it comes back for a command that was refused before."""

    def __init__(self, code: str, details: dict[str, Any]) -> None:
        super().__init__(**details)
        self.__dict__["code"] = code


class ControlNotAvailable(DomainError):
    """The line cannot do what was asked, as this line is or as the call stands."""

    code = "control_not_available"


class NotAllowed(DomainError):
    """No role of this person may do this."""

    code = "not_allowed"


class NotFound(DomainError):
    code = "not_found"


class MoveNotAllowed(DomainError):
    """The thing is in a state from which it cannot go there."""

    code = "move_not_allowed"


class DeskGone(DomainError):
    """Nobody is put to ready whose desk is gone: calls would ring where nobody sits."""

    code = "desk_gone"


class GuardBroken(DomainError):
    """The database refused what a rule of ours should have refused before."""

    code = "guard_broken"


class FieldChanged(DomainError):
    """Somebody changed the same field meanwhile; ``theirs`` is what stands there now."""

    code = "field_changed"


class SlotTaken(DomainError):
    """The half-day has no place left."""

    code = "slot_taken"


class NotCovered(DomainError):
    """The provider does not go there, or not for this kind of unit."""

    code = "not_covered"


class SerialKnown(DomainError):
    """This serial number belongs to a unit that is there already."""

    code = "serial_known"


class AlreadySealed(DomainError):
    """The interaction was wrapped up before and does not change any more."""

    code = "already_sealed"


class CallBound(DomainError):
    """The call was wrapped up with another customer."""

    code = "call_bound"


class NoKeyring(DomainError):
    """The system has no safe place for the store's key; ``why`` names what was found instead."""

    code = "no_keyring"


class KeyMissing(DomainError):
    """The keyring of this person holds no key for the store that is there."""

    code = "key_missing"


class UnknownCommand(DomainError):
    """This program does not know the kind or version of a command."""

    code = "unknown_command"


class TooLate(DomainError):
    """A command that only the centre decides came after the person had stopped waiting."""

    code = "too_late"


class NotKnownYet(DomainError):
    """The centre was asked and has not answered; it may have decided."""

    code = "not_known_yet"


class NoCentre(DomainError):
    """Only the centre can decide or answer this, and it is not reached."""

    code = "no_centre"


class HubNotJoined(DomainError):
    """The hub that IT names for new profiles is not reached, or not believed; ``url`` is its address."""

    code = "hub_not_joined"


class WrongPassword(DomainError):
    """The person or the password is wrong; the answer does not say which."""

    code = "wrong_password"


class TooManyTries(DomainError):
    """The sign-in is closed for a while; ``until`` is an ISO instant."""

    code = "too_many_tries"


class ExtensionInUse(DomainError):
    """Somebody else sits at this extension; ``name`` says who."""

    code = "extension_in_use"


class SignedOut(DomainError):
    """The token is not known or has ended; sign in again."""

    code = "signed_out"


class TooOld(DomainError):
    """The hub does not speak the version of this desk any more."""

    code = "too_old"


class TooMuchRead(DomainError):
    """More customers were read in an hour or a day than this role may."""

    code = "too_much_read"


class HubFault(DomainError):
    """The hub failed at this command by a mistake of its own, which its log tells."""

    code = "hub_fault"


class WrongNumber(DomainError):
    """A desk's number skipped one; ``expected`` is what the hub takes next."""

    code = "wrong_number"


class CopiedProfile(DomainError):
    """Another command was sent under a number of this desk: its profile was copied."""

    code = "copied_profile"


class OtherEpoch(DomainError):
    """The central store was restored; ``epoch`` and ``last`` say where it stands."""

    code = "other_epoch"


class SignInExpired(DomainError):
    """Seven days have passed without the hub: only a sign-in there opens this desk again."""

    code = "sign_in_expired"


class NotConnected(DomainError):
    """This profile knows no hub, or its hub is another one now; ``ringside connect`` makes it known."""

    code = "not_connected"


class FormerPassword(DomainError):
    """The password is right, but this PC's copy is still sealed with the one before."""

    code = "former_password"


class PersonAway(DomainError):
    """Whoever shall take it over is not there, and nobody stands in; ``name`` says who."""

    code = "person_away"


class OpenOrders(DomainError):
    """The case has an order that is still open; ``number`` says which."""

    code = "open_orders"


class NoResult(DomainError):
    """A complaint is closed with words that say how it ended."""

    code = "no_result"


class NoRule(DomainError):
    """The store has no rule that says how long this may take; ``clock`` says what."""

    code = "no_rule"


class FieldMissing(DomainError):
    """A message cannot be written: nothing is known for one of its fields; ``field`` says which."""

    code = "field_missing"


class NoTemplate(DomainError):
    """There is no such message, or it is no more in use."""

    code = "no_template"


class NoMobile(DomainError):
    """There is no mobile number to write to."""

    code = "no_mobile"


class NoConsent(DomainError):
    """The customer has not agreed to advertising, or not any more."""

    code = "no_consent"


class Claimed(DomainError):
    """Somebody else has taken this call for now; ``name`` says who."""

    code = "claimed"


class NotWanted(DomainError):
    """The customer has asked not to be rung for this; ``purpose`` says for what."""

    code = "not_wanted"


class EditedMeanwhile(DomainError):
    """Somebody else has published meanwhile; ``who`` published which ``version``."""

    code = "edited_meanwhile"


class ListProblems(DomainError):
    """Rows of a list cannot be written; ``problems`` has row, column, why and about of every cell."""

    code = "list_problems"


class LinkRefused(DomainError):
    """A link that asks for anything but to show one number; ``link`` is its beginning."""

    code = "link_refused"


class RecordingGone(DomainError):
    """A recording is not kept any more, or its file is not where it should be; ``name`` is its file."""

    code = "recording_gone"
