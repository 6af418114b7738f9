"""A real X screen: a server without a monitor, a window manager, keys from outside, and what windows tell."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from ctypes import CDLL, POINTER, byref, c_char_p, c_int, c_long, c_ulong, c_void_p, cast
from typing import Any, Self

PROGRAMS = ("Xvfb", "openbox", "xdotool", "setxkbmap")
PATIENCE_S = 180.0
SUCCESS, ANY_TYPE, MOST = 0, 0, 1024


def missing() -> list[str]:
    """Return the programs that are not installed here."""
    return [name for name in PROGRAMS if shutil.which(name) is None]


def until(told: Callable[[], Any], what: Callable[[], object] | str, patience_s: float = PATIENCE_S) -> Any:
    """Wait until something true is told, as long as a busy machine may take; return it."""
    end = time.monotonic() + patience_s
    while not (found := told()):
        assert time.monotonic() < end, f"waited in vain for {what if isinstance(what, str) else what()}"
        time.sleep(0.01)
    return found


class Screen:
    """An X server of its own with openbox; its keyboard has dead keys."""

    def __init__(self) -> None:
        self._end = ExitStack()
        with self._end:  # of a screen that does not come up nothing stays
            read, write = os.pipe()
            asked = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24"]
            asked += ["-nolisten", "tcp", "-noreset"]  # nor begin anew when the first program has gone
            self._start(asked, pass_fds=(write,))
            os.close(write)
            with os.fdopen(read) as told:
                name = f":{told.readline().strip()}"
            self.environment = os.environ | {"DISPLAY": name, "QT_QPA_PLATFORM": "xcb"}
            self.run("setxkbmap", "-layout", "us", "-variant", "intl")
            self._start(["openbox", "--sm-disable"], env=self.environment)
            until(self._is_managed, "the window manager")
            self._x = Windows(name)
            self._end.callback(self._x.close)
            self._end = self._end.pop_all()

    def run(self, *command: str) -> str:
        return subprocess.run(
            command, env=self.environment, check=True, capture_output=True, text=True, timeout=PATIENCE_S
        ).stdout

    def press(self, *keys: str) -> None:
        """Press keys one after another as a keyboard does; names are those of X."""
        self.run("xdotool", "key", "--delay", "1", *keys)

    def type(self, text: str) -> None:
        self.run("xdotool", "type", "--delay", "1", text)

    def activate(self, window: int) -> None:
        """Do what a click into a window does."""
        self.run("xdotool", "windowactivate", "--sync", str(window))
        until(lambda: self.active() == window, "the active window")

    def active(self) -> int:
        return next(iter(self._x.values(None, "_NET_ACTIVE_WINDOW")), 0)

    def topmost(self) -> int:
        return self._x.values(None, "_NET_CLIENT_LIST_STACKING")[-1]

    def wants_attention(self, window: int) -> bool:
        wanted = self._x.atom("_NET_WM_STATE_DEMANDS_ATTENTION")
        return wanted in self._x.values(window, "_NET_WM_STATE")

    def close(self) -> None:
        self._end.close()

    def _start(self, command: list[str], **how: Any) -> None:
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen(command, **silent, **how)
        self._end.callback(process.wait)
        self._end.callback(process.terminate)

    def _is_managed(self) -> bool:
        asked = ["xdotool", "get_num_desktops"]
        return subprocess.run(asked, env=self.environment, capture_output=True, check=False).returncode == 0


class Windows:
    """What the window manager and the programs wrote on their windows, by Xlib."""

    def __init__(self, display: str) -> None:
        self._xlib = x = CDLL("libX11.so.6")
        x.XOpenDisplay.restype = c_void_p
        x.XDefaultRootWindow.argtypes, x.XDefaultRootWindow.restype = [c_void_p], c_ulong
        x.XInternAtom.argtypes, x.XInternAtom.restype = [c_void_p, c_char_p, c_int], c_ulong
        x.XGetWindowProperty.argtypes = [c_void_p, c_ulong, c_ulong, c_long, c_long, c_int, c_ulong]
        x.XGetWindowProperty.argtypes += [c_void_p] * 5
        x.XFree.argtypes = x.XCloseDisplay.argtypes = [c_void_p]
        self._display = x.XOpenDisplay(display.encode())
        assert self._display
        self._root = x.XDefaultRootWindow(self._display)

    def atom(self, name: str) -> int:
        return self._xlib.XInternAtom(self._display, name.encode(), False)

    def values(self, window: int | None, name: str) -> list[int]:
        """Return the numbers of a property of a window, or of the screen."""
        kind, size, count, rest, data = c_ulong(), c_int(), c_ulong(), c_ulong(), c_void_p()
        asked = (window or self._root, self.atom(name), 0, MOST, False, ANY_TYPE)
        told = (byref(kind), byref(size), byref(count), byref(rest), byref(data))
        if self._xlib.XGetWindowProperty(self._display, *asked, *told) != SUCCESS or not data.value:
            return []
        found = cast(data, POINTER(c_ulong))[: count.value]
        self._xlib.XFree(data)
        return list(found)

    def close(self) -> None:
        self._xlib.XCloseDisplay(self._display)


class Child:
    """A program on the screen that answers each line with a line."""

    def __init__(self, screen: Screen, module: str, **environment: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-m", module],
            env=screen.environment | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._hear()

    def ask(self, do: str = "see", **facts: object) -> dict[str, Any]:
        return self.line(json.dumps({"do": do, **facts}))

    def line(self, words: str) -> dict[str, Any]:
        """Say a line, and return what is answered."""
        assert self._process.stdin is not None
        self._process.stdin.write(words + "\n")
        self._process.stdin.flush()
        return self._hear()

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE_S)
        self._process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_what: object) -> None:
        self.close()

    def _hear(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the child has ended"
        return json.loads(line)
