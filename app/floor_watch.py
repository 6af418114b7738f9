"""Looking at the floor each second: which limits are passed, and what is to be decided of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from app.alerts import EndAlert, RaiseAlert, TellAlert
from app.command import Command
from app.commands import decide
from app.hub_person import HUB, be_a_person
from app.thresholds import Reading, Rule, Subject, named, readings
from app.wallboard import FloorAlert, FloorBoard
from db.models.people import Role
from db.store import Store

Present = Mapping[UUID, Collection[Role]]
Key = tuple[UUID, Subject]
Transact = Callable[[Store, Callable[[Session], None]], object]


class FloorWatch:
    """Remembers since when each limit is passed. For one thread at a time.

    Nothing that matters is only here: what was told stands in the store, and a watch that begins anew
    neither tells it twice nor forgets to end it.
    """

    def __init__(self) -> None:
        self._passed: dict[Key, datetime] = {}

    def look(
        self,
        rules: Sequence[Rule],
        board: FloorBoard,
        alerts: Sequence[FloorAlert],
        present: Present,
        now: datetime,
        on_shift: Collection[UUID] = (),
    ) -> list[Command]:
        """Return what is to be decided at an aware instant.

        ``alerts`` are those of the board, and those that were over lately; ``present`` who is signed in,
        ``on_shift`` who should be by the roster.
        """
        beyond = dict(_beyond(rules, board, now))
        self._passed = {
            key: reading.passed_at() or self._passed.get(key, now) for key, (_rule, reading) in beyond.items()
        }
        open_ones = {_key_of(alert): alert for alert in alerts if alert.over_at is None}
        over = {_key_of(alert): alert.over_at for alert in alerts if alert.over_at is not None}
        found: list[Command] = [
            EndAlert(at=now, alert_id=alert.id) for key, alert in open_ones.items() if key not in beyond
        ]
        for key, (rule, reading) in beyond.items():
            if key in open_ones:
                found += _told_anew(rule, open_ones[key], present, on_shift, now)
            elif self._is_due(key, rule, over.get(key), now):
                since = max(self._passed[key], over.get(key) or self._passed[key])
                found += _raised(rule, reading, since, named(rule, present, on_shift), now)
        return found

    def _is_due(self, key: Key, rule: Rule, over_at: datetime | None, now: datetime) -> bool:
        """Tell whether a limit has been passed for long enough, and its quiet time is over."""
        held = now - self._passed[key] >= timedelta(seconds=rule.held_s)
        return held and (over_at is None or now - over_at >= timedelta(seconds=rule.quiet_s))


def _beyond(
    rules: Sequence[Rule], board: FloorBoard, now: datetime
) -> Iterator[tuple[Key, tuple[Rule, Reading]]]:
    for rule in rules:
        for reading in readings(rule, board, now):
            if reading.is_beyond(rule.measure):
                yield (rule.id, reading.subject), (rule, reading)


def _key_of(alert: FloorAlert) -> Key:
    return alert.threshold_id, Subject(alert.queue, alert.person_id)


def _raised(
    rule: Rule, reading: Reading, since: datetime, tells: tuple[UUID, ...], now: datetime
) -> Iterator[Command]:
    """Yield an alert, if there is anybody to be told."""
    if tells:
        subject = reading.subject
        yield RaiseAlert(
            at=now,
            threshold_id=rule.id,
            queue=subject.queue,
            person_id=subject.person_id,
            since=since,
            value=reading.value,
            bound=reading.bound,
            tells=tells,
        )


def _told_anew(
    rule: Rule, alert: FloorAlert, present: Present, on_shift: Collection[UUID], now: datetime
) -> Iterator[Command]:
    """Yield who is told besides, when nobody has taken it and all who were told have gone."""
    if alert.taken_by or any(person_id in present for person_id in alert.told_ids):
        return
    tells = named(rule, present, on_shift)
    if tells:
        yield TellAlert(at=now, alert_id=alert.id, tells=tells)


def decide_as_house(store: Store, commands: Iterable[Command], transact: Transact) -> None:
    """Decide each as the house itself, in a transaction of its own. Raises what a store raises."""
    for command in commands:

        def work(session: Session, it: Command = command) -> None:
            be_a_person(session)
            decide(session, it, HUB)

        transact(store, work)
