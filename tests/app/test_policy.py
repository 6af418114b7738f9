"""What IT sets for a PC: taken as a desk takes it, refused otherwise, and written whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.arguments import parse
from app.config import Settings, Source
from app.policy import PolicyRefused, changed, read, run, write
from app.self_test import Broken, check_files, check_store, modules_of

LINE = "https://hub.example:8443#sha256=" + "ab" * 32


def test_what_is_set_counts_at_every_desk(tmp_path: Path):
    file = tmp_path / "Ringside" / "policy.json"
    options = parse(
        ["policy", "--hub", LINE, "--set", "language=zh_CN,text_size=110", "--set", "pop_by_itself=false"]
    )
    write(file, changed(read(file), options.hub_line, options.changes))
    settings = Settings(None, file)
    assert settings.hub == LINE
    assert [settings.value(key) for key in ("language", "text_size", "pop_by_itself")] == [
        "zh_CN",
        110,
        False,
    ]
    assert settings.source("language") is Source.POLICY
    assert not settings.wrong
    write(file, changed(read(file), "", ["language="]))
    assert read(file) == {"text_size": 110, "pop_by_itself": False}
    assert [path.name for path in file.parent.iterdir()] == ["policy.json"]


@pytest.mark.parametrize(
    ("hub", "change", "said"),
    [
        (None, "language=fr", "only one of system, zh_CN, en"),
        (None, "text_size=111", "only one of 100, 110"),
        (None, "password=x", "sets nothing"),
        (None, "noted=x", "sets nothing"),
        (None, "language", "sets nothing"),
        ("ftp://hub", "", "no address of a hub"),
        ("https://hub#sha256=12", "", "64 hexadecimal digits"),
    ],
)
def test_what_no_desk_would_take_is_refused(hub: str | None, change: str, said: str):
    with pytest.raises(PolicyRefused, match=said):
        changed({}, hub, [change] if change else [])


def test_a_policy_that_cannot_be_read_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    file = tmp_path / "policy.json"
    file.write_text("{not json", encoding="utf-8")
    monkeypatch.setattr("app.policy.policy_file", lambda: file)
    assert run(parse(["policy", "--set", "theme=dark"])) == 3
    assert "mend it or delete it" in capsys.readouterr().err
    file.write_text('{"theme": "light"}', encoding="utf-8")
    assert run(parse(["policy"])) == 0
    assert json.loads(capsys.readouterr().out.partition("\n")[2]) == {"theme": "light"}


def test_a_folder_that_leads_elsewhere_is_refused(tmp_path: Path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "Ringside").symlink_to(elsewhere)
    with pytest.raises(PolicyRefused, match="leads elsewhere"):
        write(tmp_path / "Ringside" / "policy.json", {})
    assert not list(elsewhere.iterdir())


def test_a_file_that_is_missing_or_changed_is_named(tmp_path: Path):
    for name in ("whole", "changed"):
        (tmp_path / name).write_bytes(b"")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    sums = tmp_path / "files.sha256"
    sums.write_text(f"{empty} whole\n", encoding="utf-8")
    assert check_files(sums) == "1 as packed"
    (tmp_path / "changed").write_bytes(b"x")
    sums.write_text("".join(f"{empty} {name}\n" for name in ("whole", "changed", "gone")), encoding="utf-8")
    with pytest.raises(Broken, match="2 of 3 missing or changed: changed, gone"):
        check_files(sums)


def test_the_store_of_this_environment_is_encrypted_and_the_hub_is_no_part_of_a_desk():
    assert check_store().startswith("encrypted")
    assert not [name for name in modules_of("app") if name.startswith("app.hub")]
