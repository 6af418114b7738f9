"""What a scanner read is told from what only looks like a serial number."""

from __future__ import annotations

import pytest

from app.scans import Scan, ScanKind, read_scan

SERIAL, PRODUCT, LINK = ScanKind


@pytest.mark.parametrize(
    ("raw", "kind", "text"),
    [
        ("RST10020126B3000017 ", SERIAL, "RST10020126B3000017"),
        ("rst10020126b3000017", SERIAL, "RST10020126B3000017"),  # Caps Lock
        ("ＲＳＴ１００２０１２６", SERIAL, "RST10020126"),  # full width
        ("2403 0118 7620\u200b", SERIAL, "240301187620"),
        ("]C1240301187620", SERIAL, "240301187620"),
        ("01069012345678922124A30117\x1d1726", SERIAL, "24A30117"),  # GS1: item, then serial
        ("6901234567892", PRODUCT, "6901234567892"),
        ("6901234567890", SERIAL, "6901234567890"),  # no EAN: its last digit is wrong
        ("https://q.example.com/u?sn=24a30118762&m=B14", SERIAL, "24A30118762"),
        ("https://q.example.com/u?Serial-No=24A30118762", SERIAL, "24A30118762"),
        ("http://label.example.com/p/9f31", LINK, "http://label.example.com/p/9f31"),
        ("https://q.example.com/u?sn=x", LINK, "https://q.example.com/u?sn=x"),
        ("http://[", LINK, "http://["),
    ],
)
def test_a_burst_says_what_it_is(raw: str, kind: ScanKind, text: str) -> None:
    assert read_scan(raw) == Scan(kind, text)


def test_what_a_scanner_is_set_to_send_around_a_code_is_taken_off() -> None:
    assert read_scan("~24A30118762#", "~", "#") == Scan(SERIAL, "24A30118762")
    assert read_scan("~6901234567892#", "~", "#") == Scan(PRODUCT, "6901234567892")
