"""A limit that is passed is told to a named person, once, and is over by itself: with a clock of the test."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from app.alerts import EndAlert, RaiseAlert, TakeAlert, TellAlert, my_alerts
from app.command import Command
from app.floor_watch import FloorWatch
from app.hub_person import HUB, be_a_person
from app.metrics.counts import NONE, Counts
from app.thresholds import Rule, rules_in_force
from app.wallboard import AgentLine, FloorAlert, FloorBoard, QueueLine
from app.wallboard_reading import alerts_of, day_begins, floor_board
from db.models.floor import AgentState, StateCause
from db.models.people import Role
from db.models.wallboard import Measure
from db.store import Store
from tests.rows import NOW, PERSONS, a_threshold, actor, put, run, uid

SUPERVISOR, ANALYST, ADMIN, AGENT = (
    PERSONS[role] for role in (Role.SUPERVISOR, Role.ANALYST, Role.ADMIN, Role.AGENT)
)
FIRST, SECOND = uid(0x31), uid(0x32)
BOTH = {SUPERVISOR: {Role.SUPERVISOR}, ANALYST: {Role.ANALYST}}


def at(seconds: int) -> datetime:
    return NOW + timedelta(seconds=seconds)


def a_queue(name: str = "600", **values: Any) -> QueueLine:
    row = {"waiting": 0, "waits_since": None, "agents": 5, "ready": 2, "busy": 3, "wrap_up": 0}
    counts = {"last_15": NONE, "last_30": NONE, "today": NONE, "trend": (), "before": ()}
    return QueueLine(name, name, name, 20, 80, **(row | counts | values))


def an_agent(state: AgentState, since: datetime, **values: Any) -> AgentLine:
    row = dict.fromkeys(AgentLine._fields, None) | {"queue": "600", "calls": 0, "away_s": 0}
    row |= {
        "person_id": AGENT,
        "name": "agent one",
        "state": state,
        "since": since,
        "cause": StateCause.AGENT,
    }
    return AgentLine(**(row | values))


def a_board(now: datetime, queues: Any = (), agents: Any = (), alerts: Any = ()) -> FloorBoard:
    return FloorBoard(now, 16, tuple(queues), tuple(agents), tuple(alerts), 0, 1, ())


def a_rule(**values: Any) -> Rule:
    row = a_threshold(**values)
    return Rule(**{name: getattr(row, name) for name in Rule.__dataclass_fields__})


def an_alert(rule: Rule, **values: Any) -> FloorAlert:
    row = {
        "id": uid(0x41),
        "threshold_id": rule.id,
        "measure": rule.measure,
        "queue": "600",
        "person_id": None,
        "person": "",
        "bound": rule.bound,
        "is_grave": False,
        "since": NOW,
        "at": NOW,
        "value": 5,
        "told": ("supervisor one",),
        "told_ids": (SUPERVISOR,),
        "told_at": NOW,
        "taken_by": "",
        "over_at": None,
    }
    return FloorAlert(**(row | values))


def look(watch: FloorWatch, rule: Rule, second: int, waiting: int, *alerts: FloorAlert) -> list[Command]:
    board = a_board(at(second), [a_queue(waiting=waiting)])
    return watch.look([rule], board, alerts, BOTH, at(second))


def test_what_passes_for_a_moment_is_not_told() -> None:
    rule, watch = a_rule(bound=3, held_s=10), FloorWatch()
    assert look(watch, rule, 0, 4) == look(watch, rule, 9, 4) == []
    assert look(watch, rule, 10, 3) == []  # it is kept again: the time begins anew
    assert look(watch, rule, 11, 4) == look(watch, rule, 20, 4) == []
    [raised] = look(watch, rule, 21, 4)
    assert isinstance(raised, RaiseAlert)
    assert (raised.since, raised.at, raised.value, raised.tells) == (at(11), at(21), 4, (SUPERVISOR,))


def test_what_is_told_is_told_once_and_ends_by_itself() -> None:
    rule, watch = a_rule(bound=3), FloorWatch()
    assert look(watch, rule, 0, 4, an_alert(rule)) == []
    [ended] = look(watch, rule, 1, 3, an_alert(rule))
    assert isinstance(ended, EndAlert)


def test_after_it_was_over_it_is_quiet_for_a_while() -> None:
    rule, watch = a_rule(bound=3, quiet_s=60), FloorWatch()
    over = an_alert(rule, over_at=at(0))
    assert look(watch, rule, 59, 4, over) == []
    assert len(look(watch, rule, 60, 4, over)) == 1


def test_who_is_named() -> None:
    """The first who is signed in; else the role; else the supervisors; else nobody until somebody comes."""
    rule = a_rule(bound=3, tells_id=FIRST, then_id=SECOND, role=Role.ADMIN)
    signed_in = {
        FIRST: {Role.ANALYST},
        SECOND: {Role.ADMIN},
        SUPERVISOR: {Role.SUPERVISOR},
        ADMIN: {Role.ADMIN},
    }
    told = []
    while True:
        board = a_board(at(0), [a_queue(waiting=4)])
        found = FloorWatch().look([rule], board, [], signed_in, at(0))
        if not found:
            break
        assert isinstance(found[0], RaiseAlert)
        told.append(found[0].tells)
        signed_in = {one: roles for one, roles in signed_in.items() if one not in found[0].tells}
    assert told == [(FIRST,), (SECOND,), (ADMIN,), (SUPERVISOR,)]


def test_who_is_on_shift_is_told_before_who_only_has_a_desk_open() -> None:
    board = a_board(at(0), [a_queue(waiting=4)])
    signed_in = {FIRST: {Role.SUPERVISOR}, SECOND: {Role.SUPERVISOR}}
    named_ones, told = a_rule(bound=3, tells_id=FIRST, then_id=SECOND), []
    for rule in (named_ones, a_rule(bound=3, tells_id=None)):
        for on_shift in ({SECOND}, {ADMIN}):
            [raised] = FloorWatch().look([rule], board, [], signed_in, at(0), on_shift)
            assert isinstance(raised, RaiseAlert)
            told.append(raised.tells)
    assert told == [(SECOND,), (FIRST,), (SECOND,), (FIRST, SECOND)]


def test_who_was_told_and_has_gone_is_not_the_only_one() -> None:
    rule, watch = a_rule(bound=3, tells_id=FIRST), FloorWatch()
    gone, taken = an_alert(rule, told_ids=(FIRST,)), an_alert(rule, told_ids=(FIRST,), taken_by="one")
    [told] = look(watch, rule, 1, 4, gone)
    assert isinstance(told, TellAlert)
    assert told.tells == (SUPERVISOR,)
    assert look(watch, rule, 2, 4, taken) == []


def test_each_measure_is_read() -> None:
    lately = Counts(answered=10, answered_within=7, abandoned=2)
    queue = a_queue(waiting=4, waits_since=at(-61), ready=1, last_30=lately)
    talking = an_agent(AgentState.HOLD, at(-5), answered_at=at(-601))
    wrapping = an_agent(AgentState.WRAP_UP, at(-121), person_id=uid(0x51))
    away = an_agent(AgentState.NOT_READY, at(-901), person_id=uid(0x52), away_s=900)
    meal = an_agent(AgentState.NOT_READY, at(-901), person_id=uid(0x53), away_s=2700)
    board = a_board(at(0), [queue, a_queue("601")], [talking, wrapping, away, meal])
    bounds = {
        Measure.WAITING: (3, 4),
        Measure.LONGEST_WAIT: (60, 61),
        Measure.SERVICE_LEVEL: (80, 58),
        Measure.ABANDON_RATE: (17, 17),
        Measure.READY: (2, 1),
        Measure.CALL_TIME: (600, 601),
        Measure.WRAP_UP_TIME: (120, 121),
        Measure.AWAY_TIME: (60, 901),
    }
    found = {}
    for measure, (bound, _value) in bounds.items():
        rules = [a_rule(measure=measure, bound=bound)]
        found[measure] = FloorWatch().look(rules, board, [], BOTH, at(0))
    assert found.pop(Measure.ABANDON_RATE) == []  # 16.7 % is 17 %, which is not above 17
    for measure, commands in found.items():
        [raised] = commands
        assert isinstance(raised, RaiseAlert)
        assert raised.value == bounds[measure][1], measure
    [raised] = found[Measure.AWAY_TIME]
    assert isinstance(raised, RaiseAlert)
    assert (raised.person_id, raised.bound, raised.since) == (uid(0x52), 900, at(-1))


def test_a_share_is_held_against_its_goal_as_the_wallboard_does_it() -> None:
    rules = [a_rule(measure=Measure.SERVICE_LEVEL, bound=80)]
    for within, told in ((796, 0), (794, 1)):
        board = a_board(at(0), [a_queue(last_30=Counts(answered=1000, answered_within=within))], [])
        assert len(list(FloorWatch().look(rules, board, [], BOTH, at(0)))) == told, within


def test_the_store_keeps_what_was_told_taken_and_over(store: Store) -> None:
    """From the second in which it passes to the one in which it is over, as the house decides it."""
    put(store, a_threshold(id=uid(0x61), bound=3, tells_id=None))
    with store.write() as session:
        be_a_person(session)
    watch = FloorWatch()

    def second(n: int, waiting: int) -> list[Command]:
        with store.read() as session:
            rules = [rule for rule in rules_in_force(session) if rule.id == uid(0x61)]
            alerts = alerts_of(session.connection(), day_begins(NOW))
        commands = watch.look(rules, a_board(at(n), [a_queue(waiting=waiting)]), alerts, BOTH, at(n))
        assert run(store, *commands, by=HUB) == ["done"] * len(commands)
        return commands

    assert [len(second(n, 4)) for n in range(3)] == [1, 0, 0]
    alert = alerts_now(store)[0]
    assert (alert.told, alert.value, alert.taken_by) == (("supervisor one",), 4, "")
    take = [TakeAlert(at=at(3), alert_id=alert.id) for _ in range(3)]
    assert run(store, take[0], by=actor(Role.SUPERVISOR)) == ["done"]
    assert run(store, take[1], by=actor(Role.ADMIN)) == ["move_not_allowed"]
    assert run(store, take[2], by=actor(Role.AGENT)) == ["not_allowed"]
    assert alerts_now(store)[0].taken_by == "supervisor one"
    assert len(second(4, 1)) == 1
    assert alerts_now(store) == []
    with store.read() as session:
        assert my_alerts(session, SUPERVISOR, at(5)) == []
        assert floor_board(session, at(5)).closed == 1
    late = TakeAlert(at=at(6), alert_id=alert.id)
    assert run(store, late, by=actor(Role.SUPERVISOR)) == ["move_not_allowed"]
    rule = {"threshold_id": uid(0x61), "queue": "", "bound": 900, "value": 901, "tells": (SUPERVISOR,)}
    run(store, RaiseAlert(at=at(7), person_id=AGENT, since=at(6), **rule), by=HUB)
    assert [alert.person for alert in alerts_now(store)] == ["agent one"]
    assert [len(alerts_now(store, timedelta(days=days))) for days in (29, 31)] == [1, 0]


def alerts_now(store: Store, later: timedelta = timedelta()) -> list[FloorAlert]:
    with store.read() as session:
        return my_alerts(session, SUPERVISOR, NOW + later)
