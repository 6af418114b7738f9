"""Make the small Debian in which the tests' Asterisk and its telephones live: ``python3 tests/live/root.py``.

Debian 12 has no Asterisk, its unstable suite has. It is made once, in a cache folder of who runs it, from the
mirror that this machine's apt is set to. Needs root, debootstrap and the network.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

SUITE = "sid"
PACKAGES = ("asterisk", "baresip-core")


def root() -> Path:
    """Return where it is, or would be."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "ringside-live" / "asterisk"


def why_not() -> str:
    """Return why no Asterisk can be started here; empty if one can."""
    if sys.platform != "linux":
        return "the tests' Asterisk is a Debian's"
    if os.geteuid() != 0:
        return "the tests' Asterisk is started in a folder of its own, for which one must be root"
    if not (root() / "usr/sbin/asterisk").exists():
        return "there is no Asterisk: python3 tests/live/root.py makes one"
    return ""


def mirror() -> str:
    """Return the address of the Debian mirror that apt uses here."""
    asked = ("apt-get", "indextargets", "--format", "$(SITE)", "Created-By: Packages", "Label: Debian")
    found = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
    return found[0]


def make() -> None:
    """Make it, unless it is there. What is half made is made anew."""
    if (root() / "usr/sbin/asterisk").exists():
        return
    begun = root().with_name("asterisk.part")
    shutil.rmtree(begun, ignore_errors=True)
    begun.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ("debootstrap", "--variant=minbase", f"--include={','.join(PACKAGES)}", SUITE, begun, mirror()),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    begun.rename(root())


if __name__ == "__main__":
    if os.geteuid() != 0 or shutil.which("debootstrap") is None:
        sys.exit("needs root and debootstrap")
    make()
