"""Finding a customer by what a caller can say."""

from __future__ import annotations

from contextlib import closing

import pytest
from sqlalchemy import select

from app.names import readings
from app.search import HITS, SEARCH, FoundBy, search, search_values, without_door
from db.models.customers import Address, Customer, SearchWord
from db.prepared import compile_for
from db.store import Store
from db.words import fill_words
from tests.rows import (
    COUNTY,
    CUSTOMER,
    OTHER_CUSTOMER,
    a_customer,
    a_phone,
    a_unit,
    put,
    uid,
)


def found(store: Store, words: str) -> list[tuple[int, str]]:
    with store.read() as session:
        return [(one.customer_id.int, one.found_by.value) for one in search(session, words)]


@pytest.mark.parametrize(
    ("words", "by"),
    [
        ("138 0013 8000", FoundBy.NUMBER),
        ("+8613800138000", FoundBy.NUMBER),
        ("8000", FoundBy.NUMBER_END),
        ("00138000", FoundBy.NUMBER_END),
        ("261123-9000-1029", FoundBy.ORDER),
        ("26112390001029", FoundBy.ORDER),
        ("SN001", FoundBy.SERIAL),
        ("sn001", FoundBy.SERIAL),
        ("田", FoundBy.NAME),
        (" 田雨 ", FoundBy.NAME),
        ("ty", FoundBy.INITIALS),
        ("TY", FoundBy.INITIALS),
    ],
)
def test_a_customer_is_found_by_what_a_caller_says(work: Store, words: str, by: FoundBy) -> None:
    assert (CUSTOMER.int, by.value) in found(work, words)


@pytest.mark.parametrize("words", ["", " ", "t", "000", "9999", "雨", "%", "_", "SN00", "13800138001"])
def test_too_little_or_something_else_finds_nobody(work: Store, words: str) -> None:
    assert found(work, words) == []


def test_every_reading_of_a_surname_finds(work: Store) -> None:
    put(
        work,
        a_customer(uid(0x203), "曾三", initials="zs cs"),
        a_customer(uid(0x204), "乐四", initials="ys ls"),
    )
    assert found(work, "zs") == [(0x203, "initials")]
    assert found(work, "cs") == [(0x203, "initials")]
    assert found(work, "ls") == [(0x204, "initials")]


def test_the_surest_way_stands_first_and_nobody_twice(work: Store) -> None:
    put(
        work,
        a_customer(uid(0x203), "A"),
        a_phone(uid(1), uid(0x203), key="f:+862800138000"),
        a_phone(uid(2), OTHER_CUSTOMER, key="m:+8613800138000"),
    )
    assert found(work, "13800138000") == [(OTHER_CUSTOMER.int, "number"), (CUSTOMER.int, "number")]
    assert sorted(found(work, "138000")) == [
        (CUSTOMER.int, "number_end"),
        (OTHER_CUSTOMER.int, "number_end"),
        (0x203, "number_end"),
    ]


def test_a_line_is_masked_and_says_where(work: Store) -> None:
    with work.read() as session:
        [line] = search(session, "田雨")
    assert (line.number, line.place_zh, line.place_en) == ("138****8000", "锦江区", "Jinjiang")


def test_a_list_is_short(work: Store) -> None:
    put(work, *(a_customer(uid(0x1000 + n), f"林{n}") for n in range(HITS + 5)))
    assert len(found(work, "林")) == HITS


# Section 10.1 of the domain facts: the name, and what agents type for it: all initials, some whole pinyin.
SURNAMES = {
    "单志强": "dzq szq danzhiqiang shanzhiqiang",
    "仇小燕": "cxy qxy qiuxiaoyan",
    "曾丽华": "clh zlh zenglihua",
    "区文斌": "qwb owb ouwenbin",
    "解春梅": "jcm xcm xiechunmei",
    "查国庆": "cgq zgq zhaguoqing",
    "乐建平": "ljp yjp yuejianping lejianping",
    "盖志刚": "gzg gezhigang gaizhigang",
    "朴英子": "pyz piaoyingzi",
    "翟永强": "dyq zyq zhaiyongqiang",
    "覃小兰": "txl qxl qinxiaolan",
    "缪志远": "mzy miaozhiyuan",
    "种建军": "zjj cjj chongjianjun",
    "卜志强": "bzq buzhiqiang",
    "阚志强": "hzq kzq kanzhiqiang",
    "薄建": "bj bojian baojian",
    "召丽": "zl sl shaoli",
    "折敏": "zm sm shemin",
    "隗志强": "kzq wzq weizhiqiang",
    "黑建": "hj hejian",
    "冼建": "xj xianjian",
    "员建国": "yjg yunjianguo",
    "吕红": "lh lvhong luhong lyuhong",
    "尉迟敏": "ycm yuchimin",
    "万俟明": "mqm moqiming",
    "长孙敏": "zsm zhangsunmin",
    "令狐敏": "lhm linghumin",
}


def test_a_name_is_found_by_every_sound_of_it(work: Store) -> None:
    names = {uid(0x2000 + n): name for n, name in enumerate(SURNAMES)}
    put(work, *(a_customer(one, name, initials=" ".join(readings(name))) for one, name in names.items()))
    not_found = [
        (name, words)
        for one, name in names.items()
        for words in SURNAMES[name].split()
        if (one.int, "initials") not in found(work, words)
    ]
    assert not_found == []
    assert found(work, "shan zhi qiang") == found(work, "SHANZHIQ") == found(work, "shanzhiqiang")


def test_both_spellings_of_a_surname_are_searched(work: Store) -> None:
    pairs = ("肖萧", "闫阎", "付傅", "戴代", "邱丘", "于於")
    for n, (typed, written) in enumerate(pairs):
        put(
            work,
            a_customer(uid(0x2000 + n), f"{written}建军"),
            a_customer(uid(0x3000 + n), f"{typed}建军"),
        )
        assert sorted(found(work, f"{typed}建")) == [(0x2000 + n, "name"), (0x3000 + n, "name")]


def test_a_surname_and_the_end_of_the_number_find_together(work: Store) -> None:
    put(
        work,
        a_customer(uid(0x203), "张曾", initials="zc cc"),
        a_phone(uid(1), uid(0x203), key="m:+8613800138000"),
    )
    for words in ("z8000", "Z8000", "c 138000", "张8000", "z13800138000"):
        assert found(work, words) == [(0x203, "name_and_end")], words


def test_the_end_of_a_serial_number_finds(work: Store) -> None:
    put(work, a_unit(uid(1), CUSTOMER, serial="24030118762"))
    assert found(work, "118762") == [(CUSTOMER.int, "serial_end")]
    assert found(work, "0118762") == [(CUSTOMER.int, "serial_end")]
    assert found(work, "18762") == []


LINES = {0x203: "锦华路二段 88 号 锦绣花园 3 栋 2 单元 1502", 0x204: "武侯大道锦绣花园5栋1单元301"}


PARTS = {
    "锦绣": [0x203, 0x204],
    "锦绣花园": [0x203, 0x204],
    "锦绣3栋": [0x203],
    "锦绣花园 5 栋": [0x204],
    "锦绣５栋301": [0x204],
    "锦华路二段88号锦绣花园3栋2单元1502": [0x203],
    "武侯大道": [0x204],
    "锦华路99号": [],
    "花园": [],
    "锦": [],
    "3栋": [],
    "单元": [],
}


def test_a_part_of_an_address_finds(work: Store) -> None:
    for customer, line in LINES.items():
        one = uid(customer)
        put(
            work,
            a_customer(one, "罗一", initials="ly"),
            Address(id=uid(customer + 1000), customer_id=one, region_code=COUNTY, line=line, is_primary=True),
        )
    assert {words: sorted(one for one, _by in found(work, words)) for words in PARTS} == PARTS


def test_an_address_as_it_was_asked_comes_alone_else_its_parts_in_the_whole_street(work: Store) -> None:
    lines = {0x203: "玉林北路12号3栋", 0x204: "玉林北路翠湖名居12栋"}
    for n, line in lines.items():
        row = Address(id=uid(n + 0x100), customer_id=uid(n), region_code=COUNTY, line=line, is_primary=True)
        put(work, a_customer(uid(n), f"甲{n}"))
        put(work, row)
    assert found(work, "玉林北路12号") == [(0x203, "address")]
    assert found(work, "玉林北路12") == [(0x203, "address")]
    assert found(work, "玉林北路12栋") == [(0x204, "address")]
    assert {one for one, _ in found(work, "玉林北路")} == set(lines)


def test_words_follow_the_rows_that_they_come_from(work: Store) -> None:
    one, address = uid(0x203), uid(0x303)
    put(
        work,
        a_customer(one, "罗一", initials="ly luoyi"),
        Address(id=address, customer_id=one, region_code=COUNTY, line="锦绣花园", is_primary=True),
    )
    with work.write() as session:
        session.get_one(Customer, one).initials = "zy zhangyi"
        session.get_one(Address, address).line = "翠湖名居"
    assert found(work, "luoyi") == found(work, "锦绣") == []
    assert found(work, "zhangyi") == [(0x203, "initials")]
    assert found(work, "翠湖") == [(0x203, "address")]
    with work.write() as session:
        session.delete(session.get_one(Address, address))
        session.flush()
        session.delete(session.get_one(Customer, one))
    assert found(work, "翠湖") == found(work, "zhangyi") == []


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("东大街 18 号 3 单元 902", "东大街 18 号"),
        ("锦绣花园5栋1单元301室", "锦绣花园5栋"),
        ("建设路 99 号 天府名居 物业中心", "建设路 99 号 天府名居 物业中心"),
        ("走马街1号3栋502", "走马街1号3栋"),
        ("502", "50"),
    ],
)
def test_a_list_shows_no_door(line: str, shown: str) -> None:
    assert without_door(line) == shown


def test_what_was_found_stands_on_the_line(work: Store) -> None:
    with work.read() as session:
        assert [one.found for one in search(session, "SN001")] == ["SN001"]
        assert [one.found for one in search(session, "261123-9000-1029")] == ["261123-9000-1029"]
        assert {one.found for one in search(session, "走马街1号")} == {"走马街1号3栋"}


def test_two_words_of_one_customer_do_not_shorten_a_list(work: Store) -> None:
    put(work, *(a_customer(uid(0x1000 + n), f"林{n}", initials=f"lin{n} linlin{n}") for n in range(HITS + 5)))
    assert len(found(work, "lin")) == HITS


def test_no_large_table_is_read_from_end_to_end(embedded_store: Store) -> None:
    with embedded_store.read() as session:
        connection = session.connection()
        compiled = compile_for(SEARCH.statement, connection.dialect)
        with closing(connection.connection.cursor()) as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {compiled.sql}", compiled.values(search_values("zw")))
            plan = [row[-1] for row in cursor.fetchall()]
    assert [line for line in plan if line.startswith("SCAN ") and "anon" not in line] == []


def test_words_made_at_once_are_those_that_the_triggers_keep(store: Store) -> None:
    asked = select(SearchWord.customer_id, SearchWord.word)
    line = "一环路北一段 399 号 锦绣花园东区 28 栋 4 单元 3206"
    far = Address(id=uid(0x999), customer_id=OTHER_CUSTOMER, region_code=COUNTY, line=line, is_primary=False)
    with store.write() as session:
        session.add(far)
        session.flush()
        before = set(session.execute(asked).all())
        fill_words(session.connection())
        assert set(session.execute(asked).all()) == before != set()
