"""What the board finds among its lines, against a filter that anybody can read."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.board import BoardFault, BoardLine, BoardNames, BoardPerson, BoardProvider, NextStep, OrderState
from app.board_picture import Facet, Order, Picture, Spelling, Wanted, sorted_in_runs
from app.reference import ProductLine
from db.models.customers import Tier
from tests.rows import uid

NOW = 1_800_000_000
NAMES = BoardNames(
    regions={
        "51": ("四川省", "Sichuan"),
        "5101": ("成都市", "Chengdu"),
        "510104": ("锦江区", "Jinjiang"),
        "5107": ("绵阳市", "Mianyang"),
        "44": ("广东省", "Guangdong"),
        "4401": ("广州市", "Guangzhou"),
    },
    providers={
        uid(1): BoardProvider("锦程电器", "周伟", "1"),
        uid(2): BoardProvider("旌达服务", "宋平", "2"),
    },
    persons={uid(11): BoardPerson("罗杰", "6018", True), uid(12): BoardPerson("李娜", "6012", True)},
    faults={
        "W01": BoardFault(ProductLine.WASHER, "不排水", "Does not drain"),
        "A01": BoardFault(ProductLine.AC, "不制冷", "Does not cool"),
    },
)
SPELL = Spelling(NAMES)
REGIONS = ("510104", "510107", "5107", "440106", "44", "")
HOURS = [NOW + hour * 3600 for hour in range(4)]


def a_line(number: int, **values: object) -> BoardLine:
    line = BoardLine(
        order_id=uid(0x1000 + number),
        customer_id=uid(0x2000 + number % 5),
        number=f"261122-9012-{number:02d}",
        state=OrderState.BOOKED,
        fault_code="W01",
        region_code="510104",
        provider_id=uid(1),
        owner_id=uid(11),
        next_step=NextStep.VISIT,
        next_step_at=NOW,
        promised_from=NOW - 3600,
        promised_to=NOW,
        opened_at=NOW - 86400,
        urge_count=0,
        tier=Tier.STANDARD,
        told_count=0,
        is_paused=False,
    )
    return line._replace(**values)  # type: ignore[arg-type]


OPEN = [state for state in OrderState if state not in (OrderState.DONE, OrderState.CANCELLED)]
LINES = st.builds(
    a_line,
    st.integers(1, 99),
    state=st.sampled_from(OPEN),
    fault_code=st.sampled_from(("W01", "A01", "new")),
    region_code=st.sampled_from(REGIONS),
    provider_id=st.sampled_from((uid(1), uid(2), uid(3), None)),
    owner_id=st.sampled_from((uid(11), uid(12), uid(13))),
    next_step=st.sampled_from((NextStep.VISIT, NextStep.PART)),
    next_step_at=st.integers(NOW - 9000, NOW + 20_000),
    promised_to=st.none() | st.integers(NOW - 9000, NOW + 20_000),
    urge_count=st.integers(0, 3),
)
QUICKLY = settings(deadline=None, max_examples=60)  # the first look at pinyin takes its time
BOARDS = st.lists(LINES, max_size=25, unique_by=lambda line: line.number)
WANTED = st.builds(
    Wanted,
    facets=st.fixed_dictionaries(
        {},
        optional={
            Facet.PROVINCE: st.sampled_from(("51", "44", "99")),
            Facet.BRANCH: st.sampled_from(("5101", "4401", "")),
            Facet.PROVIDER: st.sampled_from((str(uid(1)), str(uid(3)), "")),
            Facet.PRODUCT: st.sampled_from(("washer", "")),
            Facet.STATE: st.sampled_from(("booked", "part_awaited")),
            Facet.OWNER: st.just(str(uid(11))),
        },
    ),
    words=st.sampled_from(("", "-0", "锦江", "jj", "JC NOT", "不排水 罗杰", "xyz")),
    first=st.none() | st.sampled_from(HOURS),
    last=st.none() | st.sampled_from(HOURS),
    order=st.sampled_from(Order),
    falling=st.booleans(),
)


def picture_of(lines: Iterable[BoardLine]) -> Picture:
    return Picture.of(map(SPELL.keep, lines), SPELL)


def value(line: BoardLine, facet: Facet) -> str:
    fault = NAMES.faults.get(line.fault_code)
    return {
        Facet.PROVINCE: line.region_code[:2],
        Facet.BRANCH: line.region_code[:4] if len(line.region_code) >= 4 else "",
        Facet.PROVIDER: str(line.provider_id) if line.provider_id else "",
        Facet.PRODUCT: fault.line.value if fault else "",
        Facet.STATE: line.state.value,
        Facet.OWNER: str(line.owner_id),
    }[facet]


def said(line: BoardLine) -> str:
    """Return all that a line can be found by, spelled by hand for the names of this test."""
    spelled = {
        "锦江区": "jjq",
        "四川省": "scs",
        "成都市": "cds",
        "绵阳市": "mys",
        "广东省": "gds",
        "广州市": "gzs",
    }
    spelled |= {
        "锦程电器": "jcdq",
        "周伟": "zw",
        "旌达服务": "jdfw",
        "宋平": "sp",
        "罗杰": "lj",
        "李娜": "ln",
    }
    spelled |= {"不排水": "bps", "不制冷": "bzl"}
    found: list[str] = [line.number]
    for digits in (2, 4, 6):
        found += NAMES.regions.get(line.region_code[:digits], ()) if len(line.region_code) >= digits else ()
    provider = NAMES.providers.get(line.provider_id) if line.provider_id else None
    found += [provider.name, provider.technician] if provider else []
    fault = NAMES.faults.get(line.fault_code)
    found += [fault.name_zh, fault.name_en] if fault else []
    owner = NAMES.persons.get(line.owner_id)
    found += [owner.name] if owner else []
    return " ".join(f"{one} {spelled[one]}" if one in spelled else one for one in found).lower()


def fits(line: BoardLine, wanted: Wanted) -> bool:
    in_time = (wanted.first is None or line.due_at >= wanted.first) and (
        wanted.last is None or line.due_at < wanted.last
    )
    right = all(value(line, facet) == wanted.facets[facet] for facet in wanted.facets)
    return in_time and right and all(word in said(line) for word in wanted.words.lower().split())


def naive(lines: Sequence[BoardLine], wanted: Wanted) -> list[BoardLine]:
    found = sorted((line for line in lines if fits(line, wanted)), key=lambda one: (one.due_at, one.number))
    if wanted.order is Order.CHASED:
        found.sort(key=lambda one: -one.urge_count)
    elif wanted.order is Order.OLDEST:
        found.sort(key=lambda one: one.opened_at)
    elif wanted.order is Order.STEP:
        found.sort(key=lambda one: one.next_step_at)
    elif wanted.order is Order.PLACE:
        found.sort(key=lambda one: one.region_code)
    elif wanted.order is Order.STATE:
        found.sort(key=lambda one: list(OrderState).index(one.state))
    elif wanted.order is not Order.LATE:
        found.sort(key=lambda one: SOUNDS.get(called(one, wanted.order), ""))
    return found[::-1] if wanted.falling else found


SOUNDS = {
    "不排水": "bps",
    "不制冷": "bzl",
    "锦程电器": "jcdq",
    "旌达服务": "jdfw",
    "罗杰": "lj",
    "李娜": "ln",
}


def called(line: BoardLine, order: Order) -> str:
    if order is Order.FAULT:
        return NAMES.faults[line.fault_code].name_zh if line.fault_code in NAMES.faults else ""
    if order is Order.OWNER:
        return NAMES.persons[line.owner_id].name if line.owner_id in NAMES.persons else ""
    firm = NAMES.providers.get(line.provider_id) if line.provider_id else None
    return firm.name if firm else ""


@QUICKLY
@given(BOARDS, WANTED)
def test_what_is_found_is_what_fits_late_first(lines: list[BoardLine], wanted: Wanted) -> None:
    picture = picture_of(lines)
    found = picture.find(wanted, HOURS)
    assert [picture.line(at) for at in found.at] == naive(lines, wanted)


@QUICKLY
@given(BOARDS, WANTED)
def test_every_number_is_that_of_the_lines_behind_it(lines: list[BoardLine], wanted: Wanted) -> None:
    found = picture_of(lines).find(wanted, HOURS)
    for facet in found.counts:
        others = {one: each for one, each in wanted.facets.items() if one is not facet}
        behind = naive(lines, replace(wanted, facets=others))
        assert found.counts[facet] == Counter(value(line, facet) for line in behind)
    above = {Facet.BRANCH: Facet.PROVINCE, Facet.PROVIDER: Facet.BRANCH}
    assert all(
        (facet in found.counts) == (facet in wanted.facets or above[facet] in wanted.facets)
        if facet in above
        else facet in found.counts
        for facet in Facet
    )
    bounds = [None, *HOURS, None]
    assert list(found.due_counts) == [
        len(naive(lines, replace(wanted, first=first, last=last))) for first, last in pairwise(bounds)
    ]
    elsewhere = {facet: one for facet, one in wanted.facets.items() if facet is not Facet.PROVINCE}
    behind = naive(lines, replace(wanted, facets=elsewhere, first=None, last=None))
    late = Counter(value(line, Facet.PROVINCE) for line in behind if line.due_at < HOURS[0])
    every = Counter(value(line, Facet.PROVINCE) for line in behind)
    assert found.late_of == {province: (late[province], every[province]) for province in every}


@QUICKLY
@given(BOARDS, BOARDS)
def test_a_picture_that_took_changes_in_is_the_one_read_anew(
    before: list[BoardLine], after: list[BoardLine]
) -> None:
    """Whose orders changed: all that is not the same on both sides, closed and opened ones too."""
    whose = {line.customer_id for line in {*before} ^ {*after}}
    part = [line for line in after if line.customer_id in whose]
    grown, anew = picture_of(before).changed(whose, map(SPELL.keep, part)), picture_of(after)
    assert [grown.line(at) for at in range(len(grown))] == [anew.line(at) for at in range(len(anew))]
    for facet in Facet:  # and what lines are found by came with them
        wanted = Wanted(dict.fromkeys([facet], value(after[0], facet)) if after else {}, "锦")
        assert grown.find(wanted, HOURS) == anew.find(wanted, HOURS)


@pytest.mark.parametrize("count", [0, 1, 4096, 9000])
def test_sorting_in_runs_is_sorting(count: int) -> None:
    numbers = [(n * 7919 % 4001, n) for n in range(count)]
    assert sorted_in_runs(numbers, lambda one: -one[0]) == sorted(numbers, key=lambda one: -one[0])


def test_python_collects_no_garbage_among_the_lines() -> None:
    """A full collection stops every thread: a hundred thousand lines would make it long."""
    columns = picture_of([a_line(1), a_line(2)]).changed([uid(0x2001)], [SPELL.keep(a_line(3))])._columns
    for _ in range(2):  # first what is within, then what it is within
        gc.collect()
    assert not any(map(gc.is_tracked, [*columns.lines, columns.lines, *columns.columns.values()]))


def test_an_order_is_found_again_among_those_that_are_shown() -> None:
    lines = [a_line(number, promised_to=NOW + number) for number in range(5)]
    picture = picture_of(lines)
    assert picture.row_of(lines[3].order_id, [4, 3, 1]) == 1
    assert picture.row_of(lines[3].order_id, [4, 1]) == -1
    assert picture.late_count(NOW + 2) == 2
