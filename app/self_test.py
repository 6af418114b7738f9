"""``ringside self-test``: is the program installed whole, and does each part of it work on this PC?

For who has installed it, and for a PC that misbehaves: what a virus scanner took away is named. It looks at
the program alone; the profile, the hub and the phone are the doctor's.
"""

from __future__ import annotations

import importlib
import pkgutil
import secrets
import ssl
import sys
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from app.console import EXPECTATION_FAILED, OK, say

ROOT = Path(__file__).resolve().parent.parent
SUMS = ROOT.parent / "files.sha256"  # of an installation on Windows
_FOR_DEVELOPERS = ("app.hub", "db.migrations")
Check = Callable[[], str]


class Broken(Exception):
    """What is not as it should be."""


def run(more: Iterable[tuple[str, Check]] = ()) -> int:
    """Check one thing after the other, whatever came of the one before; return the exit code."""
    checks: tuple[tuple[str, Check], ...] = (
        ("files", check_files),
        ("parts", lambda: check_parts(("app", "db", "ui"))),
        ("store", check_store),
        ("keyring", check_keyring),
        ("TLS", check_tls),
        ("time zones", lambda: str(ZoneInfo("Asia/Shanghai"))),
        *more,
    )
    code = OK
    for name, check in checks:
        try:
            said = f"[ok] {name}: {check()}"
        except Exception as error:  # whatever it is, it is what this command is for
            said, code = f"[broken] {name}: {type(error).__name__}: {error}", EXPECTATION_FAILED
        say(said, sys.stdout)
    return code


def check_files(sums: Path = SUMS) -> str:
    """Compare the files with what was packed. Raises Broken."""
    if not sums.exists():
        return "not from the installer"
    lines = sums.read_text(encoding="utf-8").splitlines()
    wanted = {name: digest for digest, _, name in (line.partition(" ") for line in lines)}
    wrong = [name for name, digest in wanted.items() if _sum(sums.parent / name) != digest]
    if wrong:
        raise Broken(f"{len(wrong)} of {len(wanted)} missing or changed: {', '.join(wrong[:10])}")
    return f"{len(wanted)} as packed"


def check_parts(packages: Iterable[str]) -> str:
    """Load every module of the program, and with it what it stands on. Raises ImportError."""
    names = [name for package in packages for name in modules_of(package)]
    for name in names:
        importlib.import_module(name)
    from app.versions import versions

    return f"{len(names)} modules; {', '.join(map(' '.join, versions().items()))}"


def modules_of(package: str) -> Iterator[str]:
    """Return the names of the modules that a desk uses, without loading more than their packages."""
    found = importlib.import_module(package)
    yield package
    for info in pkgutil.iter_modules(found.__path__, f"{package}."):
        if info.name.startswith(_FOR_DEVELOPERS):
            continue
        if info.ispkg:
            yield from modules_of(info.name)
        else:
            yield info.name


def check_store() -> str:
    """Make an encrypted store and open it again with its key and with another. Raises Broken."""
    import sqlcipher3.dbapi2 as sqlcipher

    with TemporaryDirectory(prefix="ringside-") as folder:
        path = Path(folder) / "trial.db"
        key, other = secrets.token_hex(32), secrets.token_hex(32)
        _tried(path, key, "CREATE TABLE trial (word TEXT)")
        _tried(path, key, "SELECT word FROM trial")
        if b"SQLite format" in path.read_bytes() or b"trial" in path.read_bytes():
            raise Broken("what was written is not encrypted")
        try:
            _tried(path, other, "SELECT word FROM trial")
        except sqlcipher.DatabaseError:
            return f"encrypted, SQLite {sqlcipher.sqlite_version}"
        raise Broken("another key opens it")


def check_keyring() -> str:
    """Keep a secret in the keyring, read it back and take it out again. Raises Broken, NoKeyring."""
    import keyring

    from app.keys import keyring_name

    name, secret = keyring_name(), secrets.token_hex(16)
    service, user = "Ringside self-test", secrets.token_hex(4)
    keyring.set_password(service, user, secret)
    try:
        if keyring.get_password(service, user) != secret:
            raise Broken(f"{name} does not give back what it was given")
    finally:
        keyring.delete_password(service, user)
    return name


def check_tls() -> str:
    """Make what connects to a hub whose certificate the system knows."""
    import truststore

    truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return ssl.OPENSSL_VERSION


def _sum(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _tried(path: Path, key: str, statement: str) -> None:
    import sqlcipher3.dbapi2 as sqlcipher

    connection = sqlcipher.connect(str(path))
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # a wrong key is asked for here
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
        connection.execute(statement)
        connection.commit()
    finally:
        connection.close()
