"""Everybody can open a seat, whatever they may do there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.rights import FLOOR
from db.models.people import Role
from tests.rows import actor
from tests.whole.at_work import AtWork


@pytest.mark.parametrize("role", sorted(set(Role) - FLOOR))
def test_a_seat_opens_for_who_takes_no_calls(start_seat: Callable[..., AtWork], role: Role) -> None:
    at_work = start_seat(person=actor(role), is_ready=False)
    assert at_work.seat.window.isVisible()
