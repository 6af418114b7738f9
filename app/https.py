"""Reaching others by HTTP: addresses that are safe to use, and connections that believe whom they should."""

from __future__ import annotations

import ssl
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
import truststore
from requests.adapters import HTTPAdapter


def checked_address(url: str, what: str) -> str:
    """Return an address without a slash at its end. Raises ValueError for one that is not safe to use.

    ``what`` says who is reached there: by https, or by http on this very PC.
    """
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return url.rstrip("/")
    if parts.scheme == "http" and parts.hostname and _is_loopback(parts.hostname):
        return url.rstrip("/")
    raise ValueError(f"{what} is reached by https, or by http on this very PC: {url}")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def new_session(ca: Path | None = None) -> requests.Session:
    """Return a session that believes one authority, or without it those of the system."""
    session = requests.Session()
    session.trust_env = False  # REQUESTS_CA_BUNDLE would silently take the place of a pinned authority
    if ca is None:
        session.mount("https://", SystemTrust())
    else:
        session.verify = str(ca)
    return session


class SystemTrust(HTTPAdapter):
    """Believes whom the system believes, where a company puts its own authorities."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        kwargs["ssl_context"] = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        super().init_poolmanager(*args, **kwargs)

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:  # noqa: ARG002
        conn.cert_reqs = "CERT_REQUIRED"  # and nothing else: the list that requests brings is not added
