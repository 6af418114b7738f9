"""Making a hub known to a profile: its address, and whom to believe that it is the hub."""

from __future__ import annotations

import re
import socket
import ssl
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import truststore

from app.errors import TooOld
from app.profile import make_folder
from app.sync.client import HubClient, HubGone
from app.sync.hub_place import HubPlace, write_place
from app.wire import Hello

TIMEOUT_S = 10
DEFAULT_PORT = 443
_FINGERPRINT = re.compile(r"sha256=([0-9a-fA-F]{64})")
_EXPIRED, _NOT_YET = 10, 9  # of OpenSSL, X509_V_ERR_…
_OTHER_NAME = (62, 64)


class ConnectProblem(Exception):
    """Why a hub is not believed or not reached; the text is for who types the line."""


@dataclass(frozen=True, slots=True)
class HubAddress:
    """What stands in the line: where, and the SHA-256 of the authority; None: the system's are asked."""

    url: str
    host: str
    port: int
    fingerprint: str | None


def read_address(text: str) -> HubAddress:
    """Raises ConnectProblem."""
    address, _, mark = text.partition("#")
    found = _FINGERPRINT.fullmatch(mark.replace(":", ""))
    parts = urlsplit(address)
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if parts.scheme not in ("http", "https") or not host or parts.path.strip("/") or parts.query:
        raise ConnectProblem(f"{address} is no address of a hub, such as https://hub:8443")
    if mark and found is None:
        raise ConnectProblem(
            "The part behind # is not sha256= and 64 hexadecimal digits; copy the whole line."
        )
    if mark and parts.scheme == "http":
        raise ConnectProblem("Only https has a certificate that could have this fingerprint.")
    fingerprint = found.group(1).lower() if found else None
    return HubAddress(address.rstrip("/"), host, port or DEFAULT_PORT, fingerprint)


def connect_profile(folder: Path, address: HubAddress) -> Hello:
    """Ask the hub who it is, believe it or not, and write it down. Raises ConnectProblem, StoreProblem."""
    make_folder(folder)
    authority = None
    if address.fingerprint is not None:
        authority = _authority(address)
        _chain(address, _only(authority))
    elif address.url.startswith("https:"):
        _chain(address, truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    hello = _hello(address, authority)
    place = HubPlace(url=address.url, store_id=hello.store_id, is_pinned=authority is not None)
    write_place(folder, place, authority)
    return hello


def _authority(address: HubAddress) -> bytes:
    """Return, as PEM, the certificate of the chain that has the fingerprint."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # it is believed by its fingerprint
    for certificate in _chain(address, context):
        if sha256(certificate).hexdigest() == address.fingerprint:
            return ssl.DER_cert_to_PEM_cert(certificate).encode("ascii")
    raise ConnectProblem(
        f"{address.host} shows no certificate with this fingerprint. Somebody else answers there, or the hub"
        " has other certificates now: ask who runs it for the line that it printed last."
    )


def _only(authority: bytes) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=authority.decode("ascii"))
    return context


def _chain(address: HubAddress, context: ssl.SSLContext | truststore.SSLContext) -> list[bytes]:
    """Shake hands once; return what certificates were shown. Raises ConnectProblem."""
    try:
        with (
            socket.create_connection((address.host, address.port), TIMEOUT_S) as plain,
            context.wrap_socket(plain, server_hostname=address.host) as secured,
        ):
            return _shown(secured)
    except ssl.SSLCertVerificationError as error:
        raise ConnectProblem(_unbelievable(address, error)) from error
    except ssl.SSLError as error:
        raise ConnectProblem(f"What answers at {address.host} port {address.port} speaks no TLS.") from error
    except OSError as error:
        why = error.strerror or str(error)
        raise ConnectProblem(f"{address.host} port {address.port} is not reached: {why}.") from error


def _shown(secured: Any) -> list[bytes]:
    if hasattr(secured, "get_unverified_chain"):  # from Python 3.13
        return list(secured.get_unverified_chain())
    der = 2  # _ssl.ENCODING_DER: until 3.13 the chain is there, but has no public name
    return [shown.public_bytes(der) for shown in secured._sslobj.get_unverified_chain() or ()]


def _unbelievable(address: HubAddress, error: ssl.SSLCertVerificationError) -> str:
    code = getattr(error, "verify_code", 0)
    if code in (_EXPIRED, _NOT_YET):
        when = "has expired" if code == _EXPIRED else "is not valid yet"
        return (
            f"The certificate of {address.host} {when}, or this PC's clock is wrong; the hub needs a new one."
        )
    if code in _OTHER_NAME:
        return f"The certificate is of another host than {address.host}: use the name in the line of the hub."
    if address.fingerprint is None:
        return (
            f"Nobody whom this PC believes vouches for {address.host}. Type the whole line that the hub"
            " printed, with #sha256=…"
        )
    return f"The certificate of {address.host} is not signed by the authority with this fingerprint."


def _hello(address: HubAddress, authority: bytes | None) -> Hello:
    with TemporaryDirectory(prefix="ringside-") as place:
        ca = None
        if authority is not None:
            ca = Path(place) / "authority.pem"
            ca.write_bytes(authority)
        try:
            client = HubClient(address.url, ca)
        except ValueError:
            raise ConnectProblem("A hub on another PC is reached by https only.") from None
        try:
            return client.hello()
        except HubGone as error:
            raise ConnectProblem(f"What answers at {address.url} is no hub, or is not ready yet.") from error
        except TooOld:
            raise ConnectProblem(
                "This Ringside is too old or too new for the hub; install its version."
            ) from None
        finally:
            client.close()
