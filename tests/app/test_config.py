"""A setting comes from where it counts most; what is wrong in a file is told and changes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.config import NAME, SETTINGS, Settings, Source, Wrong


def test_the_command_line_goes_before_it_and_it_before_the_person(tmp_path: Path):
    policy = tmp_path / "policy.json"
    policy.write_text(json.dumps({"language": "en", "theme": "dark", "hub": "https://hub:8443"}), "utf-8-sig")
    Settings(tmp_path).put("theme", "light")
    Settings(tmp_path).put("text_size", 125)
    found = Settings(tmp_path, policy, {"language": "zh_CN"})
    said = {key: (found.value(key), found.source(key)) for key in SETTINGS}
    assert said["language"] == ("zh_CN", Source.START)
    assert said["theme"] == ("dark", Source.POLICY)
    assert said["text_size"] == (125, Source.OWN)
    assert said["backup_reminder_days"] == (7, Source.DEFAULT)
    assert found.hub == "https://hub:8443"
    assert not found.may_set("theme")
    assert found.may_set("text_size")
    assert found.wrong == []


def test_a_choice_is_kept_until_it_is_put_back(tmp_path: Path):
    Settings(tmp_path).put("ring_sound", True)
    again = Settings(tmp_path)
    assert again.value("ring_sound") is True
    again.put("ring_sound", None)
    assert Settings(tmp_path).source("ring_sound") is Source.DEFAULT
    with pytest.raises(ValueError):
        again.put("text_size", 7)
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    nothing_kept = Settings()
    nothing_kept.put("theme", "dark")
    assert nothing_kept.value("theme") == "dark"


def test_what_is_wrong_in_a_file_is_told_and_the_rest_counts(tmp_path: Path):
    own, policy = tmp_path / NAME, tmp_path / "policy.json"
    own.write_text('{"theme": "pink", "ring_sound": 1, "text_size": 110}', encoding="utf-8")
    policy.write_text("{language: en", encoding="utf-8")
    found = Settings(tmp_path, policy)
    assert sorted(found.wrong, key=lambda wrong: wrong.key) == [
        Wrong(policy),
        Wrong(own, "ring_sound"),
        Wrong(own, "theme"),
    ]
    assert (found.value("theme"), found.value("ring_sound"), found.value("text_size")) == (
        "system",
        False,
        110,
    )
    found.put("theme", "dark")
    assert json.loads(own.read_text("utf-8")) == {"theme": "dark", "ring_sound": 1, "text_size": 110}
    policy.write_text("[1]", encoding="utf-8")
    own.write_bytes(b"\xff\xfe")
    assert {wrong.file for wrong in Settings(tmp_path, policy).wrong} == {own, policy}


def test_what_the_program_notes_is_there_at_the_next_start(tmp_path: Path):
    Settings(tmp_path).note("ran", "0.1.0")
    kept = Settings(tmp_path)
    kept.put("theme", "dark")
    assert (Settings(tmp_path).noted("ran"), Settings(tmp_path).noted("nothing")) == ("0.1.0", "")


def test_a_file_that_cannot_be_read_is_left_aside(tmp_path: Path):
    own = tmp_path / NAME
    own.write_text('{"theme": "dark"', encoding="utf-8")
    found = Settings(tmp_path)
    found.note("ran", "0.1.0")
    found.note("ran", "0.2.0")
    assert (tmp_path / f"{NAME}.unread").read_text("utf-8") == '{"theme": "dark"'
    assert Settings(tmp_path).noted("ran") == "0.2.0"
