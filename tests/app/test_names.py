"""Names: found by their initials, also where pypinyin misreads the surname."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.names import initials, romanised, surname, word_initials


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("田淑华", ("tsh",)),
        ("单志强", ("szq", "dzq")),
        ("仇小燕", ("qxy", "cxy")),
        ("曾丽华", ("zlh", "clh")),
        ("区文斌", ("owb", "qwb")),
        ("解春梅", ("xcm", "jcm")),
        ("查国庆", ("zgq", "cgq")),
        ("乐建平", ("yjp", "ljp")),
        ("盖志刚", ("gzg",)),
        ("朴英子", ("pyz",)),
        ("翟永强", ("zyq", "dyq")),
        ("覃小兰", ("qxl", "txl")),
        ("缪志远", ("mzy",)),
        ("种建军", ("cjj", "zjj")),
        ("冼建", ("xj",)),
        ("员建国", ("yjg",)),
        ("吕红", ("lh",)),
        ("尉迟敏", ("ycm", "wcm")),
        ("万俟明", ("mqm", "wqm")),
        ("长孙敏", ("zsm",)),
        ("令狐敏", ("lhm",)),
        ("单于敏", ("cym", "dym")),
        ("买买提·吐尔逊", ("mmttex",)),
        ("阿呷", ("ag",)),
        ("ＴＣＬ 电器", ("tcldq",)),
        ("", ()),
    ],
)
def test_a_name_is_found_by_every_reading_of_its_surname(name, expected):
    assert initials(name) == expected


@given(st.text("田单曾尉迟乐·AB 1", max_size=8))
def test_initials_have_one_letter_for_each_character_that_is_said(name):
    said = [char for char in name if char.isalnum()]
    assert all(len(reading) == len(said) and reading.isascii() for reading in initials(name))
    assert bool(initials(name)) == bool(said)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("重庆", "cq"),
        ("什邡市", "sfs"),
        ("四川省筠连县", "scsjlx"),
        ("六合区", "lhq"),
        ("催修·已告知进度", "cxygzjd"),
        ("E2 排水超时", "e2pscs"),
    ],
)
def test_a_place_or_code_is_read_as_words(text, expected):
    assert word_initials(text) == expected


@pytest.mark.parametrize(
    ("name", "family", "latin"),
    [
        ("田淑华", "田", "Tian Shuhua"),
        ("单志强", "单", "Shan Zhiqiang"),
        ("欧阳娜", "欧阳", "Ouyang Na"),
        ("吕红", "吕", "Lü Hong"),
        ("乐建平", "乐", "Yue Jianping"),
    ],
)
def test_a_name_is_written_in_latin_letters_surname_first(name, family, latin):
    assert surname(name) == family
    assert romanised(name) == latin


def test_importing_names_does_not_load_the_dictionary():
    code = "import sys, app.names; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=240).returncode == 0
