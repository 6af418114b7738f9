"""How long and with how many desks; the defaults are those of the ordinary suite."""

from __future__ import annotations

import pytest

AROUND_S = 900  # to begin, to be in step again, and to count


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("torture")
    group.addoption("--minutes", type=float, default=0.3, help="how long the trouble lasts")
    group.addoption("--desks", type=int, default=20, help="how many desks work")
    group.addoption("--seed", type=int, default=None, help="of all that happens by chance; printed")


def pytest_itemcollected(item: pytest.Item) -> None:
    item.add_marker(pytest.mark.timeout(60 * item.config.getoption("minutes", default=0.3) + AROUND_S))
