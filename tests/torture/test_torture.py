"""Nothing that a desk promised is lost and nothing is done twice, whatever is killed and cut meanwhile."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

import pytest

from db.store import open_central
from tests.torture.checks import judge
from tests.torture.floor import copies, floor


def test_nothing_is_lost_or_done_twice(
    tmp_path: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    option = request.config.getoption
    seed = option("seed", default=None) or random.randrange(1_000_000)
    print(f"seed {seed}, logs in {tmp_path}")  # noqa: T201 - shown when it fails
    with floor(tmp_path, option("desks", default=20), seed) as trouble:
        trouble.storm(60 * option("minutes", default=0.3))
        astray = trouble.calm()
        caches = trouble.end_desks()
        with (
            closing(open_central(trouble.centre)) as centre,
            closing(open_central(trouble.again)) as again,
            copies(caches) as held,
        ):
            verdict = judge(centre, again, held, trouble.ledger)
            verdict.wrong += astray
    with capsys.disabled():
        print(f"\n{verdict.line()}")  # noqa: T201
    assert verdict.is_good(), "\n".join([*verdict.lost, *verdict.doubled, *verdict.wrong][:50])
