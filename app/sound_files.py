"""Where the sound of recordings is: a folder that is mounted here, or an https address of the PBX."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import quote

import requests

from app.errors import RecordingGone
from app.https import checked_address, new_session
from app.recordings import Sound

KINDS: Final = {
    ".wav": "audio/wav",
    ".wav49": "audio/wav",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".gsm": "audio/gsm",
}
PBX_FOLDER: Final = "/var/spool/asterisk"
_TIMEOUT_S = (3.0, 15.0)
_CHUNK = 64 * 1024


def checked_place(place: str) -> str:
    """Return a place as it is kept. Raises ValueError for what is neither a folder nor an https address."""
    if "://" in place:
        return checked_address(place, "the sound of calls")
    if not Path(place).is_absolute():
        raise ValueError(f"{place} is neither a whole path of a folder nor an https address")
    return place


def is_remote(sound: Sound) -> bool:
    return "://" in sound.place


def kind_of(name: str) -> str:
    return KINDS.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")


def relative(sound: Sound) -> PurePosixPath:
    """Return a file's way from the folder of the PBX. Raises RecordingGone for a name that leads out of it.

    A name comes from the PBX, where a dialplan may have put a caller's words into it.
    """
    name, folder = PurePosixPath(sound.name), PurePosixPath(sound.pbx_folder or PBX_FOLDER)
    inside = name.relative_to(folder) if name.is_relative_to(folder) else name
    is_plain = not inside.is_absolute() and all(
        part.isprintable() and part not in (".", "..") and not set(part) & set('\\:*?"<>|')
        for part in inside.parts
    )
    if not inside.parts or not is_plain or (inside.suffix and inside.suffix.lower() not in KINDS):
        raise RecordingGone(name=inside.name)
    return inside


def file_of(sound: Sound) -> Path:
    """Return the file of a sound in a folder. Raises RecordingGone when it is not there, or is elsewhere."""
    inside = relative(sound)
    root = Path(sound.place).resolve()
    tried = [inside] if inside.suffix else [inside.with_suffix(kind) for kind in KINDS]  # as voicemail tells
    for each in tried if sound.place else ():
        path = root.joinpath(*each.parts).resolve()  # where a link leads
        if path.is_relative_to(root) and path.is_file():
            return path
    raise RecordingGone(name=inside.name)


def fetched(sound: Sound, span: str = "") -> requests.Response:
    """Begin to fetch a sound from its address, or the bytes of it that a Range header names.

    The caller closes it. Raises RecordingGone.
    """
    way = "/".join(quote(part, safe="") for part in relative(sound).parts)
    session = new_session()
    try:
        answer = session.get(
            f"{sound.place}/{way}",
            headers={"Accept-Encoding": "identity"} | ({"Range": span} if span else {}),
            stream=True,
            allow_redirects=False,
            timeout=_TIMEOUT_S,
        )
    except requests.RequestException as error:
        raise RecordingGone(name=sound.name) from error
    if answer.status_code not in (200, 206):
        answer.close()
        raise RecordingGone(name=sound.name)
    return answer


def pieces(answer: requests.Response) -> Iterator[bytes]:
    """Yield what an answer brings, and close it."""
    with answer:
        yield from answer.iter_content(_CHUNK)


def copy_to(sound: Sound, target: Path) -> Path:
    """Write a sound into a file of this PC, with the ending that a player goes by; return the file.

    Raises: RecordingGone; OSError.
    """
    if not is_remote(sound):
        found = file_of(sound)
        return Path(shutil.copyfile(found, target.with_suffix(found.suffix)))
    target = target.with_suffix(PurePosixPath(sound.name).suffix)
    answer = fetched(sound)
    try:
        with target.open("wb") as file:
            file.writelines(pieces(answer))
    except requests.RequestException as error:  # an OSError too, but not of this PC
        raise RecordingGone(name=sound.name) from error
    return target
