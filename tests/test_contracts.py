"""The direction of the house, ui -> app -> db, is held; and what holds it does notice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = "from importlinter.cli import lint_imports_command as lint; lint()"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache", "--no-logo"], cwd=folder, capture_output=True, text=True
    )


def test_the_rooms_keep_their_direction() -> None:
    checked = lint_imports(ROOT)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "5 kept, 0 broken" in checked.stdout


@pytest.mark.parametrize(
    ("room", "forbidden"),
    [
        ("app", "ui"),
        ("db", "app"),
        ("app", "PySide6.QtCore"),
        ("db", "PySide6.QtCore"),
        ("ui", "db"),
        ("ui", "sqlalchemy"),
        ("ui", "app.hub"),
        ("app.sync", "app.hub"),
        ("app.hub", "app.sync"),
        ("app.hub", "app.desk"),
    ],
)
def test_an_import_against_the_direction_is_refused(tmp_path: Path, room: str, forbidden: str) -> None:
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    for name in ("ui", "app", "db", "app/hub", "app/sync", "app/desk", "app/wire"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
    assert lint_imports(tmp_path).returncode == 0

    (tmp_path / room.replace(".", "/") / "shortcut.py").write_text(f"import {forbidden}\n", encoding="utf-8")
    checked = lint_imports(tmp_path)
    assert checked.returncode == 1, checked.stdout
    assert f"{room}.shortcut -> {forbidden.partition('.')[0]}" in checked.stdout
