"""A desk is connected by one line; whoever is not the hub of that line is refused in a sentence."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.arguments import parse
from app.console import OK, as_typed
from app.hub.certificates import Certificate, make_certificate
from app.sync.connect import ConnectProblem, connect_profile, read_address
from app.sync.console import connect
from tests.sync.hub_at_work import House

NOW = datetime.now(UTC)


@contextmanager
def _listening(context: ssl.SSLContext | None) -> Iterator[int]:
    """Shake hands with whoever comes, and hang up; without a context send letters."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        ended = threading.Event()

        def answer() -> None:
            while not ended.is_set():
                with suppress(OSError):
                    plain, _ = server.accept()
                    plain.settimeout(2)
                    with plain:
                        if context is None:
                            plain.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                        else:
                            context.wrap_socket(plain, server_side=True).close()

        thread = threading.Thread(target=answer)
        thread.start()
        yield server.getsockname()[1]
        ended.set()
        thread.join()


@pytest.fixture
def listen() -> Iterator[Callable[[Certificate | None], int]]:
    """Answer on the loopback with a certificate, or without TLS; return the port."""
    running = ExitStack()

    def begin(certificate: Certificate | None) -> int:
        context = None
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate.chain, certificate.key)
        return running.enter_context(_listening(context))

    yield begin
    running.close()


def refusal(folder: Path, text: str) -> str:
    """Return the sentence by which a line is refused; nothing was written down then."""
    with pytest.raises(ConnectProblem) as told:
        connect_profile(folder, read_address(text))
    assert not list(folder.glob("hub*"))
    return str(told.value)


def line(port: int, fingerprint: str) -> str:
    return f"https://localhost:{port}#sha256={fingerprint}"


def test_another_fingerprint_is_refused(listen, tmp_path: Path):
    theirs = make_certificate(tmp_path / "theirs", ["localhost"], NOW)
    ours = make_certificate(tmp_path / "ours", ["localhost"], NOW)
    said = refusal(tmp_path, line(listen(theirs), ours.fingerprint))
    assert "no certificate with this fingerprint" in said


def test_an_expired_certificate_is_refused(listen, tmp_path: Path):
    old = make_certificate(tmp_path / "old", ["localhost"], NOW - timedelta(days=500))
    assert "has expired" in refusal(tmp_path, line(listen(old), old.fingerprint))


def test_one_of_another_host_is_refused(listen, tmp_path: Path):
    other = make_certificate(tmp_path / "other", ["hub.example"], NOW)
    port = listen(other)
    for host in ("localhost", "127.0.0.1"):
        said = refusal(tmp_path, f"https://{host}:{port}#sha256={other.fingerprint}")
        assert f"another host than {host}" in said


def test_a_leaf_that_another_authority_signed_is_refused(listen, tmp_path: Path):
    """Somebody who copied the authority's public half still cannot answer for it."""
    ours = make_certificate(tmp_path / "ours", ["localhost"], NOW)
    theirs = make_certificate(tmp_path / "theirs", ["localhost"], NOW)
    leaf = theirs.chain.read_bytes().split(b"-----END CERTIFICATE-----\n")[0] + b"-----END CERTIFICATE-----\n"
    theirs.chain.write_bytes(leaf + (tmp_path / "ours" / "authority.pem").read_bytes())
    assert "not signed by the authority" in refusal(tmp_path, line(listen(theirs), ours.fingerprint))


def test_without_a_fingerprint_the_system_has_to_know_it(listen, tmp_path: Path):
    unknown = make_certificate(tmp_path / "unknown", ["localhost"], NOW)
    assert "vouches for localhost" in refusal(tmp_path, f"https://localhost:{listen(unknown)}")


def test_what_speaks_no_tls_or_is_no_hub_is_refused(listen, tmp_path: Path):
    plain = listen(None)
    assert "speaks no TLS" in refusal(tmp_path, f"https://localhost:{plain}")
    assert "is no hub" in refusal(tmp_path, f"http://127.0.0.1:{plain}")
    believed = make_certificate(tmp_path / "believed", ["localhost"], NOW)
    assert "is no hub" in refusal(tmp_path, line(listen(believed), believed.fingerprint))


def test_nobody_there_is_told(tmp_path: Path):
    assert "is not reached" in refusal(tmp_path, "https://127.0.0.1:1")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("hub:8443", "no address"),
        ("ftp://hub", "no address"),
        ("https://", "no address"),
        ("https://hub:99999", "no address"),
        ("https://hub/path", "no address"),
        ("https://hub#sha256=12", "copy the whole line"),
        ("https://hub#md5=" + "0" * 64, "copy the whole line"),
        ("http://127.0.0.1#sha256=" + "0" * 64, "Only https"),
        ("http://hub:8443", "by https only"),
    ],
)
def test_a_line_that_is_no_address_is_told(tmp_path: Path, text: str, why: str):
    assert why in refusal(tmp_path, text)


def test_what_is_typed_next_names_the_profile_that_was_connected(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    folder = tmp_path / "her desk"
    assert connect(parse(["--profile", str(folder), "connect", house.inside.url])) == OK
    _, _, start = capsys.readouterr().out.strip().partition("sign in: ")
    assert start == as_typed("ringside", "--profile", str(folder))


def test_a_fingerprint_may_be_written_with_colons_and_in_capitals():
    written = ":".join(["AB"] * 32)
    assert read_address(f"https://hub:8443/#sha256={written}").fingerprint == "ab" * 32
