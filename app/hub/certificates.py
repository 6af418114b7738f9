"""The hub's certificates: a small authority whose fingerprint a desk is told, and a leaf that it signs."""

from __future__ import annotations

import socket
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from app.hub.problems import HubProblem

AUTHORITY_DAYS, LEAF_DAYS = 3650, 397
RENEW_BEFORE = timedelta(days=30)
_EARLIER = timedelta(hours=1)  # the clock of a desk may be behind
_SOMEWHERE = ("192.0.2.1", 9)  # documentation's address: a datagram socket sends nothing when it connects
Key = ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class Certificate:
    """Files that a server shows itself with.

    ``fingerprint`` is the authority's, for the line of connect; empty for one that PCs have to know already.
    """

    chain: Path
    key: Path
    fingerprint: str


def fingerprint(certificate: x509.Certificate) -> str:
    return certificate.fingerprint(hashes.SHA256()).hex()


def make_certificate(folder: Path, names: Sequence[str], now: datetime) -> Certificate:
    """Make an authority and a leaf for these host names and addresses, or find those made before.

    The authority stays for ten years, so that desks stay connected; the leaf is made anew when it nears its
    end or has to have other names. Raises HubProblem.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        authority, authority_key = _authority(folder, now)
        made = Certificate(folder / "hub.pem", folder / "hub.key", fingerprint(authority))
        if not _still_good(made.chain, authority, names, now):
            leaf, key = _new_leaf(authority, authority_key, names, now)
            _write_key(made.key, key)
            made.chain.write_bytes(_pem(leaf) + _pem(authority))
    except OSError as error:
        raise HubProblem(f"{folder} cannot be used for certificates: {error.strerror}") from error
    except (ValueError, TypeError) as error:  # a TypeError is a key with a password
        raise HubProblem(f"What is in {folder} are no certificates of a hub: {error}") from error
    return made


def given_certificate(chain: Path, key: Path) -> Certificate:
    """Use certificates that IT made; there is a fingerprint if the authority itself ends the chain.

    Raises HubProblem.
    """
    try:
        found = x509.load_pem_x509_certificates(chain.read_bytes())
        serialization.load_pem_private_key(key.read_bytes(), None)
    except OSError as error:
        raise HubProblem(f"{error.filename} cannot be read: {error.strerror}") from error
    except (ValueError, TypeError) as error:
        raise HubProblem(f"{chain} and {key} are not certificates and their key: {error}") from error
    is_whole = found[-1].issuer == found[-1].subject
    return Certificate(chain, key, fingerprint(found[-1]) if is_whole else "")


def own_names() -> list[str]:
    """Return how this computer may be called by others: its host names, and its addresses."""
    names = {"localhost", "127.0.0.1", "::1", socket.gethostname(), socket.getfqdn()}
    with suppress(OSError):
        for *_, address in socket.getaddrinfo(socket.gethostname(), None):
            names.add(str(address[0]).partition("%")[0])
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(_SOMEWHERE)
        names.add(probe.getsockname()[0])
    return sorted(name for name in names if name.isascii())


def _authority(folder: Path, now: datetime) -> tuple[x509.Certificate, Key]:
    path, key_path = folder / "authority.pem", folder / "authority.key"
    if path.exists():
        found = serialization.load_pem_private_key(key_path.read_bytes(), None)
        if not isinstance(found, Key):
            raise ValueError("the authority's key is of another kind")
        return x509.load_pem_x509_certificate(path.read_bytes()), found
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(f"Ringside authority of {socket.gethostname()}")
    certificate = (
        _begin(name, name, key, now, AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    _write_key(key_path, key)
    path.write_bytes(_pem(certificate))
    return certificate, key


def _new_leaf(
    authority: x509.Certificate, authority_key: Key, names: Sequence[str], now: datetime
) -> tuple[x509.Certificate, Key]:
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())
    leaf = (
        _begin(_name("Ringside hub"), authority.subject, key, now, LEAF_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(_alternatives(names)), critical=False)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(issuer, critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    return leaf, key


def _begin(
    subject: x509.Name, issuer: x509.Name, key: Key, now: datetime, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _EARLIER)
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _still_good(chain: Path, authority: x509.Certificate, names: Iterable[str], now: datetime) -> bool:
    if not chain.exists():
        return False
    leaf = x509.load_pem_x509_certificates(chain.read_bytes())[0]
    has = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return (
        leaf.issuer == authority.subject
        and leaf.not_valid_after_utc - now > RENEW_BEFORE
        and set(_alternatives(names)) <= set(has)
    )


def _alternatives(names: Iterable[str]) -> list[x509.GeneralName]:
    return [_alternative(name) for name in names]


def _alternative(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text[:64])])


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _write_key(path: Path, key: Key) -> None:
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
