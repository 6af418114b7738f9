"""An installer that was built here, and a Windows of Wine to try it on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from build_installer import Builder, files_of, sha256_of, user_cache
from tests.display.screen import Screen
from tests.display.screen import missing as missing_for_screen
from tests.installer.wine import Wine

PROGRAMS = ("makensis", "x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-windres", "wine", "osslsigncode")
OLD = "0.0.9"

# `required` where everything must be installed, as on the machine that checks; else what is missing skips.
WANTED = os.environ.get("RINGSIDE_TEST_INSTALLER", "")


@dataclass(frozen=True, slots=True)
class Built:
    """What was built: twice laid out, and of the second, which is compiled and sealed, both installers.

    That for a person is packed as it ships, that for the PC quickly; the older ones hold little.
    """

    first: Path
    second: Path
    sums_unsigned: tuple[dict[str, str], dict[str, str]]
    older: Path
    older_machine: Path
    user: Path
    machine: Path
    certificate: Path


def lacking() -> list[str]:
    names = [name for name in PROGRAMS if shutil.which(name) is None]
    names += [name for name in ("uv", "pefile") if find_spec(name) is None]
    return names + missing_for_screen()


def signer(folder: Path) -> tuple[Path, str]:
    """Make a certificate for signing code; return it, and the command that signs a file in place."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Ringside test")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=30))
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CODE_SIGNING]), critical=False)
    made = builder.sign(key, hashes.SHA256())
    certificate, secret, script = folder / "test.crt", folder / "test.key", folder / "sign"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, *plain))
    script.write_text(
        f"osslsigncode sign -certs {certificate} -key {secret} -h sha256 -n Ringside"
        ' -in "$1" -out "$1.signed" >/dev/null && mv "$1.signed" "$1"\n',
        encoding="utf-8",
    )
    return certificate, f"sh {script}"


@pytest.fixture(scope="module", autouse=True)
def tools() -> None:
    missing = ["Linux"] if sys.platform != "linux" else lacking()
    if missing and WANTED != "required":
        pytest.skip(f"an installer needs {', '.join(missing)}")
    assert not missing, f"not installed: {', '.join(missing)}"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    work = tmp_path_factory.mktemp("installer")
    certificate, command = signer(work)
    builders = [Builder(work / name, command, name == "one", user_cache()) for name in ("one", "two")]
    stages = [builder.stage() for builder in builders]
    sums = [{str(f.relative_to(stage)): sha256_of(f) for f in files_of(stage)} for stage in stages]
    builder, stage = builders[1], stages[1]
    builder.seal(stage)
    user = builder.pack(stage, "user")
    builder.is_fast = True
    machine = builder.pack(stage, "machine")
    yield Built(stages[0], stage, (sums[0], sums[1]), *_older(builders[0]), user, machine, certificate)
    shutil.rmtree(work)


def _older(builder: Builder) -> tuple[Path, Path]:
    """Pack a version from before for both, with a package that is not there any more and little else."""
    stage = builder.out / "stage"
    library = stage / "lib"
    for name in ("packages", "ringside"):
        shutil.rmtree(library / name)
    (library / "packages").mkdir()
    (library / "packages" / "dropped.py").write_text("", encoding="utf-8")
    builder.version, builder.sign_with = OLD, None
    return builder.pack(stage, "user"), builder.pack(stage, "machine")


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    screen = Screen()
    yield screen
    screen.close()


@pytest.fixture(scope="module")
def wine(screen: Screen, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wine]:
    wine = Wine(tmp_path_factory.mktemp("wine"), screen.environment["DISPLAY"])
    yield wine
    wine.end()


def verified(path: Path, certificate: Path) -> bool:
    """Tell whether the signature of a file is good."""
    command = ["osslsigncode", "verify", "-CAfile", str(certificate), "-in", str(path)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
