"""The recording of a call on a customer's timeline: seen when its line is chosen, heard for a reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.command import Actor
from app.errors import DomainError, RecordingGone
from app.recordings import Hearers, KeptRecording, OpenRecording, RecordingKind, call_recordings
from app.reference import Reference
from app.rights import Role
from app.timeline import Entry, EntryKind, TimelineCounts
from app.workers import Workers
from tests.rows import NOW, actor, uid
from tests.ui.led import Keys
from tests.ui.test_dispatch import PAGE
from ui.bridge import Bridge
from ui.context import Context
from ui.desk.entry_words import EntryWords
from ui.desk.timeline_model import TimelineModel
from ui.desk.timeline_presenter import TimelinePresenter
from ui.search.customer_view import CustomerView

pytestmark = pytest.mark.usefixtures("theme")
PLAIN, SOUGHT, ORDER, PAIR, OTHERS = (uid(number) for number in range(40, 45))


def an_entry(entry_id: UUID, kind: EntryKind = EntryKind.CALL) -> Entry:
    return Entry(
        NOW, entry_id, kind, "done" if kind is EntryKind.ORDER else "x", "said", None, None, 60, None
    )


def a_sound(number: int, **values: Any) -> KeptRecording:
    end, mine = NOW + timedelta(seconds=90), Hearers((), (actor().person_id,))
    made = KeptRecording(uid(number), RecordingKind.TALK, NOW, end, 30, True, mine)
    return replace(made, **values)


ENTRIES = (
    an_entry(PLAIN),
    an_entry(SOUGHT),
    an_entry(ORDER, EntryKind.ORDER),
    an_entry(PAIR),
    an_entry(OTHERS),
)


@dataclass
class FakeDesk:
    """Knows which calls were recorded, and where their sound is."""

    found: dict[UUID, list[KeptRecording]] = field(default_factory=dict)
    asked: list[UUID] = field(default_factory=list)
    done: list[OpenRecording] = field(default_factory=list)
    refusal: DomainError | None = None
    actor: Actor = field(default_factory=actor)

    def ask(self, query: object, entry_id: UUID) -> list[KeptRecording]:
        assert query is call_recordings
        self.asked.append(entry_id)
        return self.found.get(entry_id, [])

    def execute(self, command: OpenRecording) -> None:
        self.done.append(command)

    def fetch_sound(self, access_id: UUID, folder: Path, _now: datetime) -> Path:
        assert access_id == self.done[-1].id
        if self.refusal is not None:
            raise self.refusal
        path = folder / f"{access_id}.wav"
        path.write_bytes(b"RIFF")
        return path


class Seen(Keys):
    """A customer's page, led by keys."""

    def __init__(self, qtbot: QtBot, workers: Workers) -> None:
        self.qtbot, self.desk = qtbot, FakeDesk()
        reference = Reference({}, (), ())
        words, self.owner = EntryWords(reference), QWidget()
        qtbot.addWidget(self.owner)
        self.view = CustomerView(TimelineModel(lambda: words, self.owner))
        super().__init__(qtbot, Bridge(workers))
        context = Context(self.desk, self.bridge, reference, lambda: NOW)  # type: ignore[arg-type]
        self.sound = TimelinePresenter(context, self.view.pop).sound
        self.played: list[Path] = []
        self.sound.hearing.play = lambda url: not self.played.append(Path(url.toLocalFile()))
        self.page = replace(PAGE, timeline=ENTRIES, counts=TimelineCounts({EntryKind.CALL: len(ENTRIES)}))
        self.view.show_page(self.page)
        self.show(self.view)
        self.view.focus_first()

    def choose(self, row: int) -> None:
        self.view.pop.timeline.setCurrentIndex(self.view.pop.timeline_model.index(row, 0))

    def hear(self, reason: str) -> None:
        self.key(Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
        assert self.view.pop.sound.is_asking()
        self.qtbot.keyClicks(self.view.pop.sound.reason, reason)
        self.key(Qt.Key.Key_Return)


@pytest.fixture
def seen(qtbot: QtBot) -> Iterator[Seen]:
    workers = Workers()
    made = Seen(qtbot, workers)
    made.desk.found = {
        SOUGHT: [a_sound(1)],
        PAIR: [a_sound(2), a_sound(3, is_kept=False)],
        OTHERS: [a_sound(4, hearers=Hearers((Role.SUPERVISOR,), (uid(99),)))],
    }
    yield made
    made.sound.hearing.stop()
    made.bridge.stop()
    workers.stop()


def test_a_recorded_call_is_heard_by_a_key_for_a_reason(seen: Seen) -> None:
    row = seen.view.pop.sound
    assert seen.desk.asked == []  # the page itself asks for none
    seen.choose(0)
    seen.choose(1)
    seen.qtbot.waitUntil(row.isVisible)
    assert seen.desk.asked == [SOUGHT]  # the line that was passed was not asked for
    seen.key(Qt.Key.Key_Return)  # on its line
    assert row.is_asking()
    seen.key(Qt.Key.Key_Return)
    assert seen.desk.done == []  # no reason, no sound
    seen.view.show_page(seen.page)  # something came from the hub: what is typed stays
    seen.choose(1)
    seen.qtbot.waitUntil(lambda: not seen.sound._rest.isActive())
    assert row.is_asking()
    seen.key(Qt.Key.Key_Escape)
    assert not row.is_asking()
    assert seen.view.pop.timeline.hasFocus()
    seen.hear("complaint 17")
    [asked] = seen.desk.done
    assert (asked.recording_id, asked.reason) == (uid(1), "complaint 17")
    assert [path.read_bytes() for path in seen.played] == [b"RIFF"]
    assert seen.view.pop.timeline.hasFocus()


def test_what_cannot_be_heard_is_told(seen: Seen) -> None:
    row = seen.view.pop.sound
    seen.key(Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
    assert row.isVisible()  # nothing is chosen
    assert not row.is_asking()
    seen.choose(2)
    seen.key(Qt.Key.Key_Return)
    assert not row.is_asking()  # an order
    seen.choose(3)
    seen.desk.refusal = RecordingGone(name="1.wav")
    seen.hear("complaint 17")
    assert "not there any more" in row.message()
    assert seen.played == []
    seen.desk.refusal = None
    seen.hear("complaint 17")
    assert len(seen.played) == 1
    seen.key(Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)  # the second of this call is gone
    assert not row.is_asking()
    assert row.message()
    seen.choose(0)
    seen.qtbot.waitUntil(row.isHidden)


def test_nobody_sees_of_a_recording_who_may_not_hear_it(seen: Seen) -> None:
    seen.choose(4)
    seen.qtbot.waitUntil(lambda: seen.desk.asked == [OTHERS])
    seen.key(Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
    assert not seen.view.pop.sound.is_asking()
    assert seen.view.pop.sound._chip.isHidden()
