"""Numbers: one key for one telephone, however it was written."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.numbers import (
    NumberKind,
    dial_string,
    display,
    display_whole,
    masked,
    normalise_number,
    suggested_area,
)

_TABLE = Path(__file__).parent.parent / "data" / "numbers.tsv"


def _rows() -> list[dict[str, str]]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["delivered"] or "empty")
def test_a_delivered_number_has_the_key_of_the_table(row):
    number = normalise_number(row["delivered"])
    assert (number.key, number.extension) == (row["key"], row["extension"])
    assert number.raw == row["delivered"]
    assert number.key.partition(":")[0] == number.kind


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["delivered"] or "empty")
def test_what_is_displayed_has_the_same_key(row):
    assert normalise_number(display(row["key"])).key == row["key"]


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["delivered"] or "empty")
def test_what_a_form_begins_with_says_the_extension_too(row):
    shown = normalise_number(display_whole(normalise_number(row["delivered"])))
    assert (shown.key, shown.extension) == (row["key"], row["extension"])


@given(raw=st.text("+0123456789 ()-", max_size=24) | st.text(max_size=24))
def test_a_number_normalises_once(raw):
    once = normalise_number(raw)
    twice = normalise_number(once.key)
    assert (twice.key, twice.kind, twice.extension) == (once.key, once.kind, "")


@example(local="86110119", site="028")  # no 110119 behind a country code
@example(local="86961234", site="010")
@given(local=st.from_regex(r"[2-8][0-9]{7}", fullmatch=True), site=st.sampled_from(["028", "010", "0371"]))
def test_a_local_number_is_the_same_as_with_the_area_of_its_site(local, site):
    assert normalise_number(local, site_area=site).key == normalise_number(site + local, site_area="0816").key


def test_a_local_number_takes_the_length_of_its_site():
    assert normalise_number("5551234", site_area="0816").key == "f:+868165551234"
    assert normalise_number("85551234", site_area="0816").key == "?:85551234"
    assert normalise_number("8695598", site_area="0816").key == "f:+868168695598"
    assert normalise_number("86110119 张先生").key == "?:86110119张先生"  # may be of any city


def test_the_outside_prefix_is_dropped_only_where_the_pbx_has_one():
    assert normalise_number("9,13800138000").key == "?:913800138000"
    assert normalise_number("9,13800138000", trunk_prefixes=("9",)).key == "m:+8613800138000"
    assert normalise_number("902885551234", trunk_prefixes=("0", "9")).key == "f:+862885551234"


def test_a_hotline_that_begins_like_the_outside_prefix_stays_whole():
    assert normalise_number("95598", trunk_prefixes=("9",)).key == "s:95598"


def test_a_name_instead_of_a_number_is_kept_as_unknown():
    assert normalise_number("sip:li.na2@pbx").key == "?:lina2"


@pytest.mark.parametrize(
    ("key", "shown", "hidden"),
    [
        ("m:+8613800138000", "138 0013 8000", "138****8000"),
        ("f:+862885551234", "028-8555 1234", "028-****1234"),
        ("f:+868162222333", "0816-222 2333", "0816-***2333"),
        ("n:4008111666", "400-811-1666", "400-811-1666"),
        ("i:+85223456789", "+852 2345 6789", "+852****6789"),
        ("s:95598", "95598", "95598"),
        ("?:1380013800", "1380013800", "138****800"),
        ("", "", ""),
    ],
)
def test_a_number_is_shown_in_the_national_style_and_masked_in_lists(key, shown, hidden):
    assert (display(key), masked(key)) == (shown, hidden)
    assert display(normalise_number(key)) == shown


def test_a_landline_suggests_its_city_and_a_mobile_none():
    mianyang = suggested_area("f:+868162222333")
    assert mianyang is not None
    assert (mianyang.code, mianyang.name_zh, mianyang.lengths) == ("0816", "绵阳", (7,))
    chengdu = suggested_area("f:+862885551234")
    assert chengdu is not None
    assert "成都" in chengdu.name_zh
    assert suggested_area("m:+8613800138000") is None


def test_every_kind_but_withheld_marks_its_key():
    assert normalise_number("").kind is NumberKind.WITHHELD
    assert normalise_number("00000000").kind is NumberKind.WITHHELD
    assert normalise_number("10655123").kind is NumberKind.SMS_PORT


def test_a_number_of_china_needs_no_foreign_metadata():
    code = (
        "import sys; from app.numbers import normalise_number, display;"
        "assert display(normalise_number('02885551234')) == '028-8555 1234';"
        "sys.exit('phonenumbers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=240).returncode == 0


@pytest.mark.parametrize(
    ("key", "digits"),
    [
        ("m:+8613800138000", "13800138000"),
        ("f:+862885551234", "02885551234"),
        ("n:4008111666", "4008111666"),
        ("i:+85223456789", "0085223456789"),
    ],
)
def test_dialling_a_key_reaches_the_number_it_stands_for(key: str, digits: str) -> None:
    assert dial_string(key) == digits
    assert normalise_number(digits).key == key
