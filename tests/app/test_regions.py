"""The tree of regions: every shape of place, what was before, and how people name it."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import func, select

from app.places import places
from app.region_tree import add_zone, load_regions, region_lines
from app.regions import branch_of, current_path, region_parent, region_path
from db.models.catalogue import FormerRegion, Region
from db.store import Store

# Every shape that the code of a place has.
PATHS = {
    "510104017": ("510104017", "510104", "5101", "51"),  # the usual one
    "510104": ("510104", "5101", "51"),
    "5101": ("5101", "51"),
    "51": ("51",),
    "441900003": ("441900003", "4419", "44"),  # 东莞: towns under their city
    "442000001": ("442000001", "4420", "44"),  # 中山
    "460400100": ("460400100", "4604", "46"),  # 儋州
    "620200001": ("620200001", "6202", "62"),  # 嘉峪关
    "632800100": ("632800100", "6328", "63"),  # 海西, beside its counties
    "419001001": ("419001001", "419001", "41"),  # 济源: a county under its province
    "429004001": ("429004001", "429004", "42"),  # 仙桃
    "469001100": ("469001100", "469001", "46"),  # 五指山
    "429021": ("429021", "42"),  # 神农架
    "659001001": ("659001001", "659001", "65"),  # 石河子
    "500103001": ("500103001", "500103", "50"),  # a municipality has no cities
    "500229": ("500229", "50"),
    "110101": ("110101", "11"),
    "460302": ("460302", "4603", "46"),  # 三沙, whose districts have no towns
    "81": ("81",),
}


@pytest.mark.parametrize("code", PATHS)
def test_a_place_has_the_levels_that_it_has(code: str) -> None:
    assert region_path(code) == PATHS[code]
    assert region_parent(code) == (PATHS[code][1] if len(PATHS[code]) > 1 else None)


def test_the_whole_tree_hangs_together() -> None:
    codes = {code for code, *_ in region_lines("tree")}
    assert Counter(map(len, codes)) == {2: 33, 4: 333, 6: 2845, 9: 38723}
    for code in codes:
        assert region_path(code)[0] == code
        assert codes.issuperset(region_path(code))
    for code, *_, successor in region_lines("former"):
        assert code not in codes
        assert successor in codes
    for _, _, _, zone in region_lines("zones"):
        assert codes.issuperset(zone.split())


@pytest.fixture
def housed(store: Store) -> Store:
    """A store of a house that goes to one small province beside the few places of the tests."""
    with store.write() as session:
        load_regions(session.connection(), ["46"])
    return store


def test_a_house_has_all_counties_and_the_towns_where_it_goes(housed: Store) -> None:
    with housed.write() as session:
        lengths = Counter(map(len, session.scalars(select(Region.code))))
        towns = session.scalars(
            select(func.count()).where(func.length(Region.code) == 9, Region.code.like("46%"))
        ).one()
        assert (lengths[2], lengths[4]) == (33, 333)
        assert lengths[9] == towns + 1  # the town of the tests stays
        assert 200 < towns < 400
        again = load_regions(session.connection(), ["46"])
        assert again.new == 0
        with pytest.raises(ValueError, match="99"):
            load_regions(session.connection(), ["99"])
        assert session.get_one(Region, "510104").initials == "jjq"  # one that was there is brought up to date


def named(store: Store, text: str) -> list[tuple[str, str]]:
    with store.read() as session:
        return [(place.code, place.name_zh) for place in places(session, text)]


def test_a_place_is_found_by_any_of_its_names(housed: Store) -> None:
    for text in ("锦江", "Jinjiang", "jinj", "510104"):
        assert ("510104", "锦江区 · 成都市") in named(housed, text)
    assert named(housed, "cdjjq") == []
    assert ("4604", "儋州市 · 海南省") in named(housed, "dzs")
    assert named(housed, "lvliang")[0] == ("1411", "吕梁市 · 山西省")
    assert named(housed, "%") == []


def test_of_several_words_the_others_name_what_is_above(housed: Store) -> None:
    assert named(housed, "绵阳 高新区") == [("510703", "高新区 → 涪城区 · 绵阳市")]
    assert named(housed, "cds yxx") == []
    assert named(housed, "南京 鼓楼") == [("320106", "鼓楼区 · 南京市")]


def test_what_a_place_was_called_leads_to_what_it_is(housed: Store) -> None:
    assert named(housed, "双流县") == [("510116", "双流县 → 双流区 · 成都市")]
    assert named(housed, "双流") == [("510116", "双流区 · 成都市")]
    assert named(housed, "510122") == [("510116", "双流县 → 双流区 · 成都市")]
    assert named(housed, "渝北") == [("500157", "渝北区 → 两江新区 · 重庆市")]
    with housed.read() as session:
        assert current_path(session, "510122") == ("510116", "5101", "51")
        assert current_path(session, "510104") == ("510104", "5101", "51")
        assert session.get_one(FormerRegion, "510122").valid_to.isoformat() == "2015-11-30"


def test_a_house_adds_a_zone_of_its_own(housed: Store) -> None:
    with housed.write() as session:
        add_zone(session.connection(), "软件园", "Software Park", "rjy", "510104")
        with pytest.raises(ValueError, match="999999"):
            add_zone(session.connection(), "软件园", "Software Park", "rjy", "999999")
    assert named(housed, "rjy") == [("510104", "软件园 → 锦江区 · 成都市")]


@pytest.mark.parametrize(
    ("code", "branch"),
    [
        ("510104017", "5101"),
        ("5101", "5101"),
        ("51", ""),
        ("", ""),
        ("310104", "31"),  # 上海市徐汇区
        ("500243", "50"),  # 重庆市彭水县
        ("429004", "429004"),  # 仙桃市
        ("441900104", "4419"),  # 东莞市
    ],
)
def test_a_branch_is_a_region_that_has_a_name(code: str, branch: str) -> None:
    assert branch_of(code) == branch
    assert not branch or branch in {line[0] for line in region_lines("tree")}
