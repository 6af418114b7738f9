"""What this desk is made of, for who has to help."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

import sqlcipher3.dbapi2 as sqlcipher

from db.schema import HEAD

_PACKAGES = {"Qt": "PySide6-Essentials", "SQLAlchemy": "SQLAlchemy", "cryptography": "cryptography"}


def versions() -> dict[str, str]:
    """Return names and versions, ours first. Nothing here names a person or a PC."""
    found = {"Ringside": _version("ringside"), "store": HEAD, "Python": platform.python_version()}
    found |= {name: _version(package) for name, package in _PACKAGES.items()}
    found["SQLite"] = sqlcipher.sqlite_version
    found["system"] = f"{platform.system()} {platform.release()} {platform.machine()}"
    return found


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "?"
