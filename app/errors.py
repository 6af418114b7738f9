"""Every refusal that a person may read. The sentence shown is made from ``code`` in ``ui/error_text.py``."""

from __future__ import annotations

from typing import Any, ClassVar


class DomainError(Exception):
    """A refusal with a stable ``code``; ``details`` are plain values for the sentence."""

    code: ClassVar[str] = "refused"

    def __init__(self, message: str = "", **details: Any) -> None:
        super().__init__(message or self.code)
        self.details = details


class ControlNotAvailable(DomainError):
    """The line cannot do what was asked, as this line is or as the call stands."""

    code = "control_not_available"
