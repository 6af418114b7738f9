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
