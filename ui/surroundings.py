"""What this computer must provide before a window is shown, told in a sentence where it does not.

Nothing is imported from PySide6 before it is known to load, so the sentences come in both languages at once.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

APT_LINE = (
    "sudo apt-get install --no-install-recommends libegl1 libgl1 libglib2.0-0 libdbus-1-3 libgssapi-krb5-2"
    " libwayland-cursor0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
    " fontconfig fonts-noto-cjk"
)
FIELD = 0x7530  # 田, in every font that has Chinese


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is missing; ``command`` mends it on Debian and Ubuntu, where it is not empty."""

    code: str
    sentence_en: str
    sentence_zh: str
    command: str = ""

    @property
    def text(self) -> str:
        """All of it, for the console: a line a language, then the command."""
        return "\n".join(filter(None, (self.sentence_zh, self.sentence_en, self.command)))


def check_before_windows(environ: Mapping[str, str]) -> Problem | None:
    """Return what keeps Qt from showing windows in this environment, before Qt itself is started."""
    return check_libraries() or check_display(environ)


def check_libraries() -> Problem | None:
    """Load what the desk uses of Qt; return why that is not possible."""
    try:
        import PySide6.QtNetwork
        import PySide6.QtSvg
        import PySide6.QtWidgets  # noqa: F401
    except ModuleNotFoundError as error:
        return Problem(
            "pyside_missing",
            f"Ringside is not installed completely ({error}). Install it again.",
            f"Ringside 安装不完整（{error}），请重新安装。",
        )
    except ImportError as error:
        return library_problem(str(error))
    return None


def check_display(environ: Mapping[str, str], platform: str = sys.platform) -> Problem | None:
    """Return why no window can appear; offscreen and the like need no display."""
    chosen = environ.get("QT_QPA_PLATFORM", "xcb")
    if platform != "linux" or not chosen.startswith(("xcb", "wayland")):
        return None
    if environ.get("WAYLAND_DISPLAY"):
        return None
    display = environ.get("DISPLAY")
    if not display:
        return Problem(
            "no_display",
            "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set). "
            "Start Ringside from a desktop session.",
            "此处没有显示器（未设置 DISPLAY 或 WAYLAND_DISPLAY），请在桌面会话中启动 Ringside。",
        )
    return _check_x11(display)


def chinese_family() -> str | None:
    """Return a family of fonts that has Chinese, if there is one. Needs a running QGuiApplication."""
    from PySide6.QtGui import QFont, QFontDatabase, QRawFont

    # A raw font asked for by writing system would crash where there is none, hence by family.
    for family in QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        if QRawFont.fromFont(QFont(family)).supportsCharacter(FIELD):
            return family
    return None


def check_fonts() -> Problem | None:
    """Return a problem if no font can show Chinese. Needs a running QGuiApplication."""
    if sys.platform == "win32":
        _bring_collections(Path(os.environ["WINDIR"], "Fonts"))
    if chinese_family() is not None:
        return None
    return Problem(
        "no_chinese_font",
        "No font on this computer has Chinese characters; names would appear as boxes. "
        "Install one, such as Noto Sans CJK.",
        "本机没有中文字体，姓名将显示为方框。请安装中文字体，例如 Noto Sans CJK。",
        APT_LINE if sys.platform == "linux" else "",
    )


def _bring_collections(folder: Path) -> None:
    """Load files of several fonts until there is Chinese: without windows Qt passes them over on Windows."""
    from PySide6.QtGui import QFontDatabase

    for path in sorted(folder.glob("*.ttc"), key=lambda each: not each.name.lower().startswith("msyh")):
        if chinese_family() is not None:
            return
        QFontDatabase.addApplicationFont(str(path))


def library_problem(loader_said: str) -> Problem:
    """Say what the loader said in a sentence, by the name of the library where it tells one."""
    library = missing_library(loader_said)
    if library is None:
        return Problem(
            "qt_not_loadable",
            f"Qt, which paints the windows, cannot be loaded: {loader_said}",
            f"无法加载用于显示窗口的 Qt：{loader_said}",
        )
    return Problem(
        "library_missing",
        f"Ringside cannot show windows: the library {library} is missing or broken. "
        "On Debian and Ubuntu this line installs all that is needed:",
        f"Ringside 无法显示窗口：缺少库 {library} 或该库已损坏。"
        "在 Debian 和 Ubuntu 上运行下面一行即可安装所需的全部内容：",
        APT_LINE,
    )


def missing_library(loader_said: str) -> str | None:
    """Return the file name of the library that the loader of Linux lacks; one too old is not lacking."""
    found = re.match(r"(?:\S*/)?(lib[^/\s:]+\.so[.\d]*): (?!version)", loader_said)
    return found.group(1) if found else None


def _check_x11(display: str) -> Problem | None:
    """Do what Qt would do next, because Qt aborts where it fails: load its plugin and connect."""
    try:
        plugin = _x11_plugin()
        if plugin is not None:
            ctypes.CDLL(str(plugin))
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError as error:
        return library_problem(str(error))
    if _answers(xcb, display):
        return None
    return Problem(
        "no_display",
        f"The display {display} does not answer. Start Ringside from a desktop session.",
        f"显示器 {display} 没有响应，请在桌面会话中启动 Ringside。",
    )


def _x11_plugin() -> Path | None:
    spec = find_spec("PySide6")
    if spec is None or spec.origin is None:
        return None
    plugin = Path(spec.origin).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    return plugin if plugin.exists() else None


def _answers(xcb: ctypes.CDLL, display: str) -> bool:
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed
