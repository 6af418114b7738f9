"""The command line: what it understands, and what it does without a window."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.arguments import parse
from app.arguments_hub import ROLES
from app.cli import EXTRA
from app.console import EXPECTATION_FAILED, OK, progress_line, report
from db.models.people import Role

ROOT = Path(__file__).parents[2]
RECORDING = ROOT / "tests" / "data" / "ami" / "answered-lite.txt"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return the last line that is said of a command line that is not understood."""
    with pytest.raises(SystemExit) as ended:
        parse(arguments)
    assert ended.value.code == 2
    return capsys.readouterr().err.strip().rpartition("\n")[2]


def test_without_a_command_the_desk_of_the_signed_in_person_opens():
    options = parse([])
    assert options.command is None
    assert options.profile is None
    assert options.number == ""


def test_the_look_can_be_said_before_and_after_the_command():
    before = parse(["--language", "zh_CN", "--theme", "dark", "demo"])
    after = parse(["demo", "--language", "zh_CN", "--theme", "dark"])
    assert (before.language, before.theme) == (after.language, after.theme) == ("zh_CN", "dark")
    assert parse(["--profile", "desk", "pop", "10086"]).profile == Path("desk")


@pytest.mark.parametrize(
    ("said", "number"),
    [("13800138000", "13800138000"), ("tel:+86-138", "+86-138"), ("ringside:pop?number=%2B86138", "+86138")],
)
def test_a_number_comes_plain_or_in_a_link(said: str, number: str):
    assert parse(["pop", said]).number == number


def test_a_softphone_that_only_adds_the_number_rings_too(capsys: pytest.CaptureFixture[str]):
    assert (parse(["+8613800138000"]).command, parse(["+8613800138000"]).number) == ("pop", "+8613800138000")
    assert "invalid choice" in refusal(capsys, "13800138000x")


@pytest.mark.parametrize("number", ["", "1" * 65, "138\n00"])
def test_what_no_desk_would_take_is_no_number(capsys: pytest.CaptureFixture[str], number: str):
    assert "1 to 64 characters" in refusal(capsys, "pop", number)
    assert "no link with a number" in refusal(capsys, "pop", f"tel:{number}")


def test_a_line_practises_or_plays_a_recording_that_is_there(capsys: pytest.CaptureFixture[str]):
    assert parse(["demo"]).recording is None
    assert parse(["demo", "--line", "practice"]).recording is None
    assert parse(["demo", "--line", f"recorded:{RECORDING}"]).recording == RECORDING
    assert "neither" in refusal(capsys, "demo", "--line", "asterisk")
    assert "nowhere.txt cannot be played" in refusal(capsys, "demo", "--line", "recorded:nowhere.txt")


def test_the_times_of_a_recording_must_fit(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    (tmp_path / "long.txt").write_bytes(RECORDING.read_bytes() + b"x")
    (tmp_path / "long.timing.tsv").write_bytes(RECORDING.with_suffix(".timing.tsv").read_bytes())
    assert "do not fit" in refusal(capsys, "demo", "--line", f"recorded:{tmp_path / 'long.txt'}")


def test_a_demos_store_is_no_profile(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    store = tmp_path / "demo-7.sqlite"
    assert "which only a demo opens" in refusal(capsys, "--profile", str(store))
    (tmp_path / "letter.txt").touch()
    assert "is not a folder" in refusal(capsys, "--profile", str(tmp_path / "letter.txt"))
    assert "--profile" in refusal(capsys, "demo", "--profile", str(tmp_path))


@pytest.mark.parametrize(
    "arguments",
    [
        ["frob"],
        ["demo", "--customers", "0"],
        ["demo", "--seed", "-1"],
        ["demo", "--speed", "nan"],
        ["demo", "--facts", "--headless"],
        ["demo", "--headless", "--line", f"recorded:{RECORDING}"],
        ["--language", "de"],
    ],
)
def test_what_is_not_understood_ends_with_2(capsys: pytest.CaptureFixture[str], arguments: list[str]):
    assert "error:" in refusal(capsys, *arguments)


def test_progress_rewrites_one_line_on_a_terminal_and_is_short_in_a_file():
    terminal, file = Terminal(), io.StringIO()
    for stream in (terminal, file):
        tell = progress_line(stream)
        for done in range(100, 2001, 100):
            tell(done, 2000)
    assert terminal.getvalue().count("\n") == 1
    assert terminal.getvalue().count("\r") == 20
    assert file.getvalue().count("\n") == 4
    assert file.getvalue().endswith("2,000 of 2,000 customers\n")
    progress_line(None)(1, 1)  # a program without a console


def test_a_shift_is_reported_on_one_line(capsys: pytest.CaptureFixture[str]):
    assert report({"calls": 1, "failures": []}) == OK
    assert report({"calls": 1, "failures": ["田女士: no pop"]}) == EXPECTATION_FAILED
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["failures"] for line in lines] == [[], ["田女士: no pop"]]


# Each command line in turn, by an interpreter in which PySide6 cannot be imported.
WITHOUT_PYSIDE = """
import sys
sys.modules["PySide6"] = None
from ui.main import main
for line in sys.stdin:
    try:
        code = main(line.split())
    except SystemExit as ended:
        code = ended.code
    print("->", code, flush=True)
"""


def test_what_needs_no_window_needs_no_pyside(tmp_path: Path):
    lines = [
        "--help",
        "--version",
        f"demo --facts --customers 30 --seed 7 --out {tmp_path}",
        f"demo --verify {tmp_path}",
        "demo --customers 30",
        "hub --help",
        "person list --store embedded:nowhere",
        f"doctor --profile {tmp_path / 'nobody'}",
        f"backup {tmp_path / 'b'} --profile {tmp_path / 'nobody'} --password-stdin",
    ]
    child = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", WITHOUT_PYSIDE],
        cwd=ROOT,
        input="\n".join(lines),
        capture_output=True,
        encoding="utf-8",
    )
    helped, versioned, facts, *_ = said = child.stdout.split("->")
    assert [each[:2].strip() for each in said[1:]] == ["0", "0", "0", "3", "3", "0", "3", "1", "3"], (
        child.stderr
    )
    assert "exit codes:" in helped
    assert "ringside 0." in versioned
    assert "call reason" in facts
    assert "30 of 30 customers" in child.stderr
    assert "does not hold a shift" in child.stderr
    assert "Ringside is not installed completely" in child.stderr
    assert "--make-certificate" in child.stdout
    assert "There is no store in" in child.stderr
    assert "[look] store: store_none" in child.stdout
    assert "[broken] screen: screen_none" in child.stdout
    assert "no store here to back up" in child.stderr


WITHOUT_THE_EXTRA = """
import sys
for name in {extra!r}:
    sys.modules[name] = None
""" + WITHOUT_PYSIDE.replace('sys.modules["PySide6"] = None\n', "")


def test_a_desk_needs_nothing_of_a_hub(tmp_path: Path):
    lines = [
        "hub --store embedded:nowhere",
        "hub --help",
        "store check --store postgresql://nowhere/x",
        f"--profile {tmp_path} connect https://127.0.0.1:1",
        f"demo --headless --calls 1 --customers 30 --out {tmp_path}",
    ]
    child = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", WITHOUT_THE_EXTRA.format(extra=sorted(EXTRA))],
        cwd=ROOT,
        input="\n".join(lines),
        capture_output=True,
        encoding="utf-8",
    )
    said = child.stdout.split("->")
    assert [each[:2].strip() for each in said[1:]] == ["3", "0", "3", "3", "0"], child.stderr
    assert child.stderr.count('pip install "ringside[hub]"') == 2
    assert "127.0.0.1 port 1 is not reached" in child.stderr


def test_the_roles_on_the_command_line_are_those_of_the_store():
    assert tuple(role.value for role in Role) == ROLES


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ("127.0.0.1:9000", ("127.0.0.1", 9000)),
        ("0.0.0.0", ("0.0.0.0", 8443)),
        ("localhost:9000", ("127.0.0.1", 9000)),
        ("[::1]:9000", ("::1", 9000)),
        ("::", ("::", 8443)),
    ],
)
def test_a_hub_listens_at_an_address_and_port(said: str, where: tuple[str, int]):
    assert parse(["hub", "--store", "embedded:x", "--listen", said]).listen == where


@pytest.mark.parametrize("said", ["hub:8443", "127.0.0.1:99999", "127.0.0.1:x", ""])
def test_where_a_hub_cannot_listen_is_told(capsys: pytest.CaptureFixture[str], said: str):
    assert "no address and port" in refusal(capsys, "hub", "--store", "embedded:x", "--listen", said)
