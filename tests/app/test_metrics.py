"""The figures in SQL are those that Python makes of the same calls and states, on both kinds of store."""

from __future__ import annotations

import random
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, astuple, dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, insert

from app.errors import NotFound
from app.metrics import by_agent as agents
from app.metrics import by_queue
from app.metrics.by_agent import agent_counts
from app.metrics.by_queue import queue_counts
from app.metrics.classify import UNDESCRIBED, CallTimes, Limits, counts_of
from app.metrics.counts import NAMES, NONE, Counts, total
from app.metrics.figures import BY_ID, FIGURES, Unit, as_text
from app.metrics.lines import Lines, Split
from app.metrics.periods import Period
from app.metrics.spans import SECONDS
from db.ids import derived_id
from db.models.calls import Call, CallDirection, CallOutcome, Offer, OfferOutcome
from db.models.floor import AgentSpan, AgentState, Queue, StateCause
from db.models.people import Role
from db.store import Store, open_central, open_embedded
from tests.app.figures_page import with_definitions
from tests.rows import PERSONS
from tests.stores import KEY, KINDS

FIRST, LAST = date(2026, 10, 24), date(2026, 10, 26)  # Berlin puts its clocks back on the 25th
NOW = datetime(2026, 10, 26, 13, 20, 7, 400_000, tzinfo=UTC)
BERLIN, SHANGHAI, LORD_HOWE = map(ZoneInfo, ("Europe/Berlin", "Asia/Shanghai", "Australia/Lord_Howe"))
LIMITS = {"hotline": Limits(20, 5), "vip": Limits(10, 3)}
QUEUES = ("hotline", "vip", "undescribed", "")
AGENTS = [PERSONS[Role.AGENT], PERSONS[Role.SUPERVISOR], PERSONS[Role.DISPATCHER]]
CHAIN = [state for state in AgentState if state is not AgentState.LOGGED_OUT]
ORDER = ["reserved", "talking", "hold", "consult", "wrap_up", "ready", "unknown", "not_ready", "logged_out"]
OFFERS = {
    OfferOutcome.ANSWERED: "offers_answered",
    OfferOutcome.MISSED: "offers_missed",
    OfferOutcome.REJECTED: "offers_refused",
    OfferOutcome.BUSY: "offers_refused",
}
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Days:
    calls: list[dict]
    states: list[dict]
    offers: list[dict]


def some_calls(chance: random.Random) -> Iterator[dict[str, object]]:
    begin = datetime(2026, 10, 23, 20, tzinfo=UTC)
    for number in range(400):
        at = begin + timedelta(seconds=chance.uniform(0, 65 * 3600))
        waited = timedelta(seconds=chance.choice([0, 3, 4.9, 5, 10, 20, 20.7, 21, chance.uniform(0, 300)]))
        answered = chance.random() < 0.7
        ended = at + waited + timedelta(seconds=chance.uniform(0, 600)) if answered else at + waited
        is_over = ended < NOW and chance.random() < 0.97
        yield {
            "id": derived_id("call", number),
            "line": "pbx",
            "linked_id": str(number),
            "direction": chance.choice([CallDirection.IN] * 9 + [CallDirection.OUT]),
            "ani": "",
            "ani_key": "",
            "dnis": "",
            "queue": chance.choice(QUEUES),
            "arrived_at": at,
            "answered_at": at + waited if answered and at + waited < NOW else None,
            "ended_at": ended if is_over else None,
            "outcome": chance.choice(list(CallOutcome)) if is_over else None,
        }


def some_states(chance: random.Random, calls: list[dict[str, object]]) -> Iterator[dict[str, object]]:
    for agent in AGENTS:
        at = datetime(2026, 10, 23, 6, tzinfo=UTC)
        number = 0
        while at < NOW:
            number += 1
            state = chance.choice([*CHAIN, AgentState.LOGGED_OUT])
            call = chance.choice(calls)["id"] if state in SECONDS and chance.random() < 0.6 else None
            yield {
                "id": derived_id("span", agent, number),
                "person_id": agent,
                "at": at,
                "state": state,
                "reason_code": "",
                "cause": StateCause.CALL,
                "by_id": agent,
                "call_id": call,
                "queue": "",
            }
            at += timedelta(seconds=chance.choice([0, 0.4, 7, chance.uniform(0, 3000), 40_000]))


def some_offers(chance: random.Random, calls: list[dict[str, object]]) -> Iterator[dict[str, object]]:
    for number, call in enumerate(chance.choices(calls, k=300)):
        yield {
            "id": derived_id("offer", number),
            "call_id": call["id"],
            "person_id": chance.choice([*AGENTS, None]),
            "agent": "Agent One",
            "ringing_at": call["arrived_at"] + timedelta(seconds=chance.uniform(0, 60)),
            "outcome": chance.choice(list(OfferOutcome)),
        }


@pytest.fixture(scope="module", params=KINDS)
def days(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Store, Days]]:
    """Three days of generated calls, states and offers in one store of each kind."""
    chance = random.Random(20261024)
    calls = list(some_calls(chance))
    made = Days(calls, list(some_states(chance, calls)), list(some_offers(chance, calls)))
    if request.param == "sqlcipher":
        path = tmp_path_factory.mktemp("metrics") / "ringside.db"
        shutil.copyfile(request.getfixturevalue("embedded_template"), path)
        store, url = open_embedded(path, KEY), ""
    else:
        server = request.getfixturevalue("postgres_server")
        url = server.create_database(request.getfixturevalue("central_template"))
        store = open_central(url)
    with closing(store):
        with store.write() as session:
            session.execute(delete(Queue))
            session.execute(insert(Queue), [_queue(name, limits) for name, limits in LIMITS.items()])
            session.execute(insert(Call), made.calls)
            session.execute(insert(AgentSpan), made.states)
            session.execute(insert(Offer), made.offers)
        yield store, made
    if url:
        request.getfixturevalue("postgres_server").drop_database(url)


def _queue(name: str, limits: Limits) -> dict[str, object]:
    return {"name": name, "name_zh": name, "name_en": name, **asdict(limits)}


# the twins in Python


def stood(made: Days) -> Iterator[tuple[dict, int, int]]:
    """Yield each state with the whole seconds from which and until which it lasted."""
    by_agent = defaultdict(list)
    for one in made.states:
        by_agent[one["person_id"]].append(one)
    for mine in by_agent.values():
        mine.sort(key=lambda one: (one["at"], ORDER.index(one["state"]), one["call_id"] or UUID(int=0)))
        for one, then in zip(mine, [*mine[1:], {"at": NOW}], strict=True):
            yield one, int(one["at"].timestamp()), int(then["at"].timestamp())


def by_queue_in_python(made: Days, zone: ZoneInfo, split: Split) -> dict[tuple[str, str], Counts]:
    of_call: defaultdict[UUID, Counter[str]] = defaultdict(Counter)
    for one, since, until in stood(made):
        name, is_in = SECONDS.get(one["state"]), one["at"] >= Period(FIRST, LAST, zone).begins
        if one["call_id"] is not None and name in ("talk_s", "hold_s", "wrap_s") and is_in:
            of_call[one["call_id"]][name] += until - since
    found: dict[tuple[str, str], Counts] = {}
    for call in made.calls:
        local = call["arrived_at"].astimezone(zone)
        if call["direction"] is not CallDirection.IN or not call["queue"]:
            continue
        if not FIRST <= local.date() <= LAST:
            continue
        times = CallTimes(*(call[name] for name in ("arrived_at", "answered_at", "ended_at", "outcome")))
        counts = counts_of(times, LIMITS.get(call["queue"], UNDESCRIBED), NOW)
        handled = int(counts.answered and call["id"] in of_call)
        part = f"{local:%H}:{local.minute // 30 * 30:02}" if split is Split.HALF_HOUR else f"{local:%Y-%m-%d}"
        key = (call["queue"], part[:7] if split is Split.MONTH else part)
        more = Counts(handled=handled, **of_call[call["id"]])
        found[key] = found.get(key, NONE) + counts + more
    return found


def by_agent_in_python(made: Days, zone: ZoneInfo) -> dict[tuple[str, str], Counts]:
    found: defaultdict[tuple[str, str], Counts] = defaultdict(Counts)
    period, before = Period(FIRST, LAST, zone), {}
    for one, since, until in stood(made):
        last, person = before.get(one["person_id"]), str(one["person_id"])
        before[one["person_id"]] = one
        talks = one["at"] >= period.begins and one["state"] is AgentState.TALKING and one["call_id"]
        is_new = last is None or last["call_id"] != one["call_id"] or last["state"] is AgentState.RESERVED
        if talks and is_new:
            found[person, str(one["at"].astimezone(zone).date())] += Counts(handled=1)
        if one["state"] is not AgentState.LOGGED_OUT:
            for on, midnight in day_begins(zone).items():
                seconds = min(until, day_begins(zone)[on + DAY]) - max(since, midnight) if on <= LAST else 0
                if seconds > 0 and on >= FIRST:
                    found[person, str(on)] += Counts(**{SECONDS[one["state"]]: seconds})
    for offer in made.offers:
        on = offer["ringing_at"].astimezone(zone).date()
        name = OFFERS.get(offer["outcome"])
        if name and offer["person_id"] and FIRST <= on <= LAST:
            found[str(offer["person_id"]), str(on)] += Counts(**{name: 1})
    return dict(found)


def day_begins(zone: ZoneInfo) -> dict[date, int]:
    days_of = (FIRST + nth * DAY for nth in range((LAST - FIRST).days + 2))
    return {on: int(datetime.combine(on, time(), zone).timestamp()) for on in days_of}


def differences(found: dict, expected: dict) -> dict:
    """Return what is not alike, field by field."""
    return {
        (key, name): (one, other)
        for key in found.keys() | expected.keys()
        for name, one, other in zip(
            NAMES, astuple(found.get(key, NONE)), astuple(expected.get(key, NONE)), strict=True
        )
        if one != other
    }


def as_mapping(found: Lines) -> dict[tuple[str, str], Counts]:
    return {(line.group, line.part): line.counts for line in found.lines}


@pytest.mark.parametrize("zone", [SHANGHAI, BERLIN, LORD_HOWE], ids=str)
@pytest.mark.parametrize("split", list(Split))
def test_calls_are_counted_in_sql_as_in_python(
    days: tuple[Store, Days], zone: ZoneInfo, split: Split, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, made = days
    monkeypatch.setattr(by_queue, "Period", partial(Period, zone=zone))
    with store.read() as session:
        found = as_mapping(queue_counts(session, FIRST, LAST, NOW, split))
    assert differences(found, by_queue_in_python(made, zone, split)) == {}
    for counts in found.values():
        kinds = (counts.answered, counts.abandoned, counts.short_abandoned, counts.turned_away)
        assert sum(kinds) + counts.unheard + counts.waiting == counts.arrived > 0


@pytest.mark.parametrize("zone", [SHANGHAI, BERLIN, LORD_HOWE], ids=str)
def test_agents_are_counted_in_sql_as_in_python(
    days: tuple[Store, Days], zone: ZoneInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, made = days
    monkeypatch.setattr(agents, "Period", partial(Period, zone=zone))
    with store.read() as session:
        found = as_mapping(agent_counts(session, FIRST, LAST, NOW))
    assert found.keys() == by_agent_in_python(made, zone).keys()
    assert differences(found, by_agent_in_python(made, zone)) == {}


# the figures


def test_the_page_says_how_the_figures_are_made() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reports.md").read_text(encoding="utf-8")
    assert with_definitions(page) == page, "python -m tests.app.figures_page docs/reports.md"
    for figure in FIGURES:
        assert figure.formula in page


ANY = st.builds(
    Counts,
    **{name: st.integers(0, 9) for name in NAMES if name != "answered_within"},
    answered_within=st.just(0),
)


@given(first=ANY, second=ANY, within=st.integers(0, 9))
def test_figures_keep_their_bounds_and_sums_add_up(first: Counts, second: Counts, within: int) -> None:
    first = replace(first, answered_within=min(within, first.answered))
    both = total((first, second))
    for figure in FIGURES:
        value, of_both = figure.of(first), figure.of(both)
        assert value is None or value >= 0
        if figure.unit is Unit.SHARE:
            assert value is None or value <= 1
        elif figure.id in NAMES or figure.id in ("offered", "arrived", "signed_in_s"):
            parts = (value, figure.of(second))
            assert of_both == (max(parts) if figure.id == "longest_wait_s" else sum(parts))
    assert first + second == second + first
    assert BY_ID["service_level"].of(NONE) is BY_ID["asa"].of(NONE) is BY_ID["occupancy"].of(NONE) is None


@pytest.mark.parametrize(
    ("unit", "value", "text"),
    [
        (Unit.SHARE, 5 / 6, "83.3 %"),
        (Unit.SHARE, 0.9995, "100.0 %"),
        (Unit.SECONDS, 18.5, "0:19"),
        (Unit.SECONDS, 3723.0, "1:02:03"),
        (Unit.COUNT, 12670, "12,670"),
        (Unit.COUNT, None, "–"),
    ],
)
def test_a_value_is_written_as_people_read_it(unit: Unit, value: float | None, text: str) -> None:
    assert as_text(unit, value) == text


def test_a_period_is_bounded() -> None:
    with pytest.raises(NotFound):
        Period(LAST, FIRST)
    with pytest.raises(NotFound):
        Period(FIRST, FIRST + 400 * DAY)
