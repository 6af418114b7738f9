"""The company's recovery key: its public half seals a desk's key beside the person's password."""

from __future__ import annotations

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

_BITS = 3072
_PADDING = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), label=b"ringside store key")


def new_recovery_key(password: str) -> tuple[bytes, str]:
    """Make a key; return its secret half as PEM under the password, and its public half as PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(password.encode()),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return secret, public.decode("ascii")


def seal_for_recovery(public: str, key: bytes) -> bytes:
    """Seal 32 bytes so that only the secret half opens them. Raises ValueError for what is no such key."""
    found = serialization.load_pem_public_key(public.encode("ascii"))
    if not isinstance(found, rsa.RSAPublicKey):
        raise ValueError("the recovery key is of another kind")
    return found.encrypt(key, _PADDING)


def open_for_recovery(secret: bytes, password: str, sealed: bytes) -> bytes:
    """Open what was sealed. Raises ValueError for a wrong password, or what another key sealed."""
    found = serialization.load_pem_private_key(secret, password.encode())
    if not isinstance(found, rsa.RSAPrivateKey):
        raise ValueError("the recovery key is of another kind")
    return found.decrypt(sealed, _PADDING)
