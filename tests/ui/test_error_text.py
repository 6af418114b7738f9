"""Every refusal has a sentence of its own, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication

from app import errors
from app.errors import DomainError, GuardBroken, Refused
from app.events import ControlFailed
from app.sync.client import TOO_LARGE
from app.telephony.line import ControlProblem
from ui.error_text import control_failed_text, error_text
from ui.i18n import LANGUAGES, install

pytestmark = pytest.mark.usefixtures("theme")


def refusals() -> Iterator[type[DomainError]]:
    """Yield every refusal of the program but the one that stands for a stored code."""
    waiting = [DomainError]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            waiting.append(kind)
            if kind is not Refused and kind.__module__ == errors.__name__:
                yield kind


CODES = sorted({kind.code for kind in refusals()} | {TOO_LARGE})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_a_refusal_says_more_than_that_it_was_refused(qapp: QApplication, code: str, language: str) -> None:
    install(qapp, language)
    assert error_text(Refused(code, {})) != error_text(Refused("unheard of", {}))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", ["clock", "new_desks"])
def test_a_rule_that_a_person_can_keep_is_told(qapp: QApplication, rule: str, language: str) -> None:
    install(qapp, language)
    assert error_text(GuardBroken(rule=rule)) != error_text(GuardBroken(rule="unique"))


def test_there_are_refusals_to_try() -> None:
    assert {"slot_taken", "too_late", "sign_in_expired", "extension_in_use"} <= set(CODES)


def test_it_says_who_sits_at_the_extension() -> None:
    assert "Zhang Min sits" in error_text(Refused("extension_in_use", {"name": "Zhang Min"}))


def test_it_says_when_one_may_try_again_in_the_clock_of_the_service() -> None:
    assert "09:40" in error_text(Refused("too_many_tries", {"until": "2026-11-23T01:40:00+00:00"}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_failure_of_a_control_has_its_own_sentence(qapp: QApplication, language: str) -> None:
    install(qapp, language)
    told = {"line": "pbx", "at": datetime(2026, 11, 23, tzinfo=UTC), "agent": "8001", "linked_id": "1"}
    failed = [ControlFailed(**told, control="hold", code=code) for code in ControlProblem]
    assert len({control_failed_text(one) for one in failed}) == len(ControlProblem)
    missing = ControlFailed(
        **told, control="dial", code=ControlProblem.NO_PERMISSION, missing="write=originate"
    )
    assert "write=originate" in control_failed_text(missing)
