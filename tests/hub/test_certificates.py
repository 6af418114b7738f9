"""A hub's own certificates: made once, renewed in time, under an authority that stays."""

from __future__ import annotations

import stat
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from app.hub.certificates import LEAF_DAYS, given_certificate, make_certificate, own_names
from app.hub.problems import HubProblem

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
NAMES = ["hub.example", "10.0.0.7", "::1"]


def leaf_of(folder: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificates((folder / "hub.pem").read_bytes())[0]


def test_a_second_start_finds_the_first_ones(tmp_path: Path):
    first = make_certificate(tmp_path, NAMES, NOW)
    leaf = leaf_of(tmp_path)
    assert make_certificate(tmp_path, NAMES[:2], NOW + timedelta(days=300)) == first
    assert leaf_of(tmp_path) == leaf


def test_the_leaf_is_renewed_before_it_ends_and_the_fingerprint_stays(tmp_path: Path):
    first = make_certificate(tmp_path, NAMES, NOW)
    later = NOW + timedelta(days=LEAF_DAYS - 20)
    assert make_certificate(tmp_path, NAMES, later).fingerprint == first.fingerprint
    assert leaf_of(tmp_path).not_valid_after_utc > later + timedelta(days=300)


def test_another_name_gets_another_leaf(tmp_path: Path):
    first = make_certificate(tmp_path, NAMES, NOW)
    assert make_certificate(tmp_path, [*NAMES, "new.example"], NOW).fingerprint == first.fingerprint
    names = leaf_of(tmp_path).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert "new.example" in names.get_values_for_type(x509.DNSName)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such bits")
def test_nobody_else_reads_the_keys(tmp_path: Path):
    make_certificate(tmp_path, NAMES, NOW)
    for key in ("hub.key", "authority.key"):
        assert stat.S_IMODE((tmp_path / key).stat().st_mode) == 0o600


def test_what_is_no_certificate_is_told(tmp_path: Path):
    make_certificate(tmp_path, NAMES, NOW)
    (tmp_path / "authority.pem").write_text("letters")
    with pytest.raises(HubProblem, match="no certificates of a hub"):
        make_certificate(tmp_path, NAMES, NOW)
    (tmp_path / "file").touch()
    with pytest.raises(HubProblem, match="cannot be used for certificates"):
        make_certificate(tmp_path / "file", NAMES, NOW)


def test_given_ones_are_shown_with_the_fingerprint_of_a_chain_that_is_whole(tmp_path: Path):
    made = make_certificate(tmp_path, NAMES, NOW)
    assert given_certificate(made.chain, made.key) == made
    leaf_alone = tmp_path / "leaf.pem"
    leaf_alone.write_bytes(made.chain.read_bytes().split(b"-----END")[0] + b"-----END CERTIFICATE-----\n")
    assert given_certificate(leaf_alone, made.key).fingerprint == ""
    with pytest.raises(HubProblem, match="not certificates and their key"):
        given_certificate(made.key, made.chain)
    with pytest.raises(HubProblem, match="cannot be read"):
        given_certificate(tmp_path / "nowhere.pem", made.key)


def test_this_computer_has_names():
    assert {"localhost", "127.0.0.1", "::1"} < set(own_names())
