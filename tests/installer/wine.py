"""A Windows to try the installer on: a fresh prefix of Wine, with the few stand-ins that Qt needs there."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

HERE = Path(__file__).parent
OVERRIDES = {
    "winemenubuilder.exe": "",  # writes into the menus of Linux
    "mscoree,mshtml": "",  # would ask to be downloaded
    "wbemprox": "",  # what Windows is asked about itself by; Wine's ends the process
    "mscms": "n",  # the stand-in
}
PATIENCE_S = 900
LINGER_S = 300  # how long it stays without a program: not for ever when the tests are killed


class Wine:
    """Runs programs of Windows. ``drive`` is its C:."""

    def __init__(self, home: Path, display: str) -> None:
        self.prefix, self.drive = home / "prefix", home / "prefix" / "drive_c"
        overrides = ";".join(f"{name}={how}" for name, how in OVERRIDES.items())
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        self.environment = kept | {
            "DISPLAY": display,
            "HOME": str(home),
            "WINEPREFIX": str(self.prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": overrides,
        }
        self.prefix.mkdir()
        # It stays a while, else each program boots it anew.
        subprocess.run(["wineserver", f"-p{LINGER_S}"], env=self.environment, check=True)
        with self.start("wineboot", "-i"):  # its services stay, and would hold a pipe open
            pass
        self.run("winecfg", "-v", "win10")
        for name in ("icuuc", "mscms", "bcryptprimitives"):
            place = self.drive / "windows" / "system32" / f"{name}.dll"
            compiler = ["x86_64-w64-mingw32-gcc", "-shared", "-O2", "-s", "-w"]
            subprocess.run([*compiler, "-o", place, HERE / f"{name}.c", "-ladvapi32"], check=True)

        chinese = subprocess.run(
            ["fc-match", "-f", "%{file}", "sans:lang=zh-cn"], capture_output=True, text=True
        )
        shutil.copy(chinese.stdout, self.drive / "windows" / "Fonts")

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run to the end. An exit code of Windows beyond 255 comes as its last eight bits."""
        return subprocess.run(
            ["wine", *command],
            env=self.environment | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=PATIENCE_S,
        )

    def run_on_full_disk(self, *command: str, largest: int) -> int:
        """Run to the end where no file can grow beyond so many bytes; return the exit code."""

        def fill() -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that a write fails, and ends nothing
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

        return subprocess.run(
            ["wine", *command],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE_S,
            preexec_fn=fill,
        ).returncode

    def start(self, *command: str, **environment: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            ["wine", *command],
            env=self.environment | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def registry(self, key: str) -> str:
        """Return what stands below a key, as `reg query` prints it; empty when there is no such key."""
        said = self.run("reg", "query", key, "/s")
        return said.stdout if said.returncode == 0 else ""

    def end(self) -> None:
        """End whatever runs in it, and take the prefix away."""
        for how in ("-k", "-w"):
            with suppress(subprocess.TimeoutExpired):
                subprocess.run(["wineserver", how], env=self.environment, check=False, timeout=60)
        shutil.rmtree(self.prefix, ignore_errors=True)
