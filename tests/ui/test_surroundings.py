"""What a bare computer lacks is told in a sentence, before Qt gets to abort."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ui.surroundings import APT_LINE, Problem, check_display, check_fonts, library_problem, missing_library

ROOT = Path(__file__).parents[2]
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be as bare as this")


def in_a_child(script: str, **environ: str) -> str:
    """Run a script in a process of its own, without any display but the one given; return what it prints."""
    inherited = {
        name: value for name, value in os.environ.items() if "DISPLAY" not in name and "QT_" not in name
    }
    child = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script],
        cwd=ROOT,
        env=inherited | environ,
        capture_output=True,
        encoding="utf-8",
    )
    assert child.returncode == 0, child.stderr
    return child.stdout.strip()


@pytest.fixture
def x_display() -> Iterator[str]:
    """A real X server without a screen."""
    program = shutil.which("Xvfb")
    if program is None:
        pytest.skip("Xvfb is not installed")
    command = [program, "-displayfd", "1", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        yield f":{server.stdout.readline().strip()}"
        server.terminate()


SHOW_A_WINDOW = """
import os
from ui.surroundings import check_before_windows
problem = check_before_windows(os.environ)
print(problem.code if problem else "nothing")
if problem is None:
    from PySide6.QtWidgets import QApplication, QWidget
    application, window = QApplication([]), QWidget()
    window.show()
    print(QApplication.platformName())
"""


@on_linux
def test_with_a_display_nothing_is_missing_and_windows_appear(x_display: str) -> None:
    assert in_a_child(SHOW_A_WINDOW, DISPLAY=x_display).split() == ["nothing", "xcb"]


@on_linux
def test_no_display_is_told() -> None:
    assert in_a_child(SHOW_A_WINDOW) == "no_display"


@on_linux
def test_a_display_that_does_not_answer_is_told() -> None:
    assert in_a_child(SHOW_A_WINDOW, DISPLAY=":54321") == "no_display"


@on_linux
def test_offscreen_needs_no_display() -> None:
    assert in_a_child(SHOW_A_WINDOW, QT_QPA_PLATFORM="offscreen").split() == ["nothing", "offscreen"]


@pytest.mark.parametrize(
    ("platform", "environ"),
    [
        ("win32", {}),
        ("darwin", {}),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}),
        ("linux", {"QT_QPA_PLATFORM": "vnc"}),
    ],
)
def test_where_windows_need_no_x11_none_is_asked_for(platform: str, environ: dict[str, str]) -> None:
    assert check_display(environ, platform) is None


@on_linux
@pytest.mark.parametrize("library", ["libEGL.so.1", "libgssapi_krb5.so.2"])
def test_a_library_that_does_not_load_is_named(tmp_path: Path, library: str) -> None:
    (tmp_path / library).touch()  # found before the real one, and empty
    script = "from ui.surroundings import check_libraries as check; print(check().text)"
    told = in_a_child(script, LD_LIBRARY_PATH=str(tmp_path))
    assert told.count(library) == 2
    assert told.endswith(APT_LINE)


@on_linux
def test_a_library_of_the_window_plugin_is_named(tmp_path: Path) -> None:
    (tmp_path / "libxcb-cursor.so.0").touch()
    script = "import os\nfrom ui.surroundings import check_before_windows as c; print(c(os.environ).text)"
    assert "libxcb-cursor.so.0" in in_a_child(script, LD_LIBRARY_PATH=str(tmp_path), DISPLAY=":0")


def test_without_pyside_the_checks_still_speak() -> None:
    script = """
import sys
sys.modules["PySide6"] = None
from ui.surroundings import check_before_windows
print(check_before_windows({}).code)
"""
    assert in_a_child(script) == "pyside_missing"


@pytest.mark.parametrize(
    ("loader_said", "library"),
    [
        ("libEGL.so.1: cannot open shared object file: No such file or directory", "libEGL.so.1"),
        ("/opt/x/libgthread-2.0.so.0: file too short", "libgthread-2.0.so.0"),
        ("DLL load failed while importing QtCore: The specified module could not be found.", None),
        ("/lib/libc.so.6: version `GLIBC_2.34' not found (required by libQt6Core.so.6)", None),
    ],
)
def test_the_library_is_read_from_what_the_loader_says(loader_said: str, library: str | None) -> None:
    assert missing_library(loader_said) == library


def test_what_is_not_understood_is_told_as_it_is() -> None:
    problem = library_problem("DLL load failed")
    assert problem.code == "qt_not_loadable"
    assert problem.text.count("DLL load failed") == 2


@on_linux
def test_a_computer_without_chinese_glyphs_is_told(tmp_path: Path) -> None:
    settings = tmp_path / "fonts.conf"
    folders = f"<dir>{tmp_path}</dir><cachedir>{tmp_path}</cachedir>"
    settings.write_text(f"<?xml version='1.0'?><fontconfig>{folders}</fontconfig>", encoding="utf-8")
    script = """
from PySide6.QtGui import QGuiApplication
from ui.surroundings import check_fonts
application = QGuiApplication([])
print(check_fonts().code)
"""
    told = in_a_child(script, FONTCONFIG_FILE=str(settings), QT_QPA_PLATFORM="offscreen")
    assert told == "no_chinese_font"


@pytest.mark.usefixtures("qapp")
def test_here_chinese_can_be_shown() -> None:
    assert check_fonts() is None


def test_both_languages_come_before_the_command() -> None:
    assert Problem("code", "English.", "中文。", "mend it").text.splitlines() == [
        "中文。",
        "English.",
        "mend it",
    ]
    assert Problem("code", "English.", "中文。").text.splitlines() == ["中文。", "English."]


def test_the_readme_names_the_same_line() -> None:
    assert APT_LINE in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
