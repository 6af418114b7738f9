"""A newcomer is led through a call at a real window: by hints that follow, and a report that is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.calls import CallOutcome
from app.demo.callers import Ringer
from app.demo.planned import PlannedCall
from app.demo.scenarios import DemoScenario, Seen, load_scenarios
from app.demo.store import Demo
from app.demo.world import World
from db.models.customers import Title
from tests.rows import CUSTOMER, NOW, actor, uid
from tests.whole.at_work import ALT, KNOWN, AtWork
from ui.practice.acts import ActCounter
from ui.practice.coach import Coach
from ui.practice.room import PracticeRoom, page

ME = Ringer(KNOWN, CUSTOMER, "田雨", Title.MS)
OTHER = Ringer("13900000009")


class Led:
    """A person who is led, looked at as often as the test says."""

    def __init__(self, at_work: AtWork, *plan: PlannedCall) -> None:
        self.at_work = at_work
        world = World(1, uid(1), uid(2), (uid(3), uid(4)), None)
        self.acts = ActCounter(QApplication.instance())
        demo = Demo(at_work.store, actor(), world, 0, NOW)
        self.coach = Coach(at_work.seat, at_work.line, demo, plan, self.acts, pause_ms=0)
        self.room = PracticeRoom(at_work.seat, self.coach, len(plan))
        self.coach.start()

    def look(self) -> tuple[str, str, str]:
        """Let the coach look; return what the caller says, what is due, and its keys."""
        for _ in range(2):
            self.coach.look()
            self.at_work.pass_(0)
        return self.room.strip.words()

    def begin(self, wait_s: float = 2) -> None:
        self.look()
        self.at_work.pass_(wait_s)


def scenario(name: str, **expect: object) -> DemoScenario:
    """Return a scenario with codes that the small store has."""
    found = next(each for each in load_scenarios() if each.id == name)
    return found.model_copy(update={"expect": found.expect.model_copy(update=expect)})


@pytest.fixture
def led(start_seat: Callable[..., AtWork]) -> Iterator[Callable[..., Led]]:
    made: list[Led] = []

    def lead(*plan: PlannedCall) -> Led:
        made.append(Led(start_seat(pages=[page()]), *plan))
        return made[-1]

    yield lead
    for each in made:
        each.acts.stop()


def test_the_hints_follow_what_is_done_and_the_report_says_how(led: Callable[..., Led]) -> None:
    asked = scenario("warranty_question", reason="chase.not_come", disposition="solved.advice")
    person = led(PlannedCall(1, asked, (ME,)))
    desk = person.at_work
    person.begin()
    assert person.look()[1:] == ("The caller's page is open. Answer", "Keys: F2")
    focus = desk.focus
    desk.answer()
    says, due, _ = person.look()
    assert says.startswith("“Hello, Ms Tian here.")
    assert due.startswith("The caret is in the notes")
    assert (focus, desk.focus) == ("", "notes")  # it was answered, not the hints, that moved it
    desk.type("until when")
    assert person.look()[2] == "Keys: Alt S"
    desk.key(Qt.Key.Key_S, ALT)
    assert person.look()[2] == "Keys: Alt R"
    desk.hang_up()
    desk.choose_outcome()
    desk.finish()
    person.look()
    assert desk.seat.window.current_page() == "report"
    told = person.room.report.sentences()
    assert told[:3] == [
        "Answered after 0 s; 20 s is the limit",
        "Bound to the right customer",
        "Notes written: 10 characters",
    ]
    assert told[3].startswith("Reason: none was chosen;")
    assert "Said to the customer, by your own word: 1 of 1" in told
    assert told[-1].startswith("Keys and clicks: 6;")  # F2, Alt+S, F8, Alt+O, 1, Ctrl+Enter


def test_the_second_caller_rings_when_the_first_was_noted(led: Callable[..., Led]) -> None:
    person = led(PlannedCall(1, scenario("two_in_a_row"), (ME, OTHER)))
    desk = person.at_work
    person.begin(1)
    desk.answer()
    person.look()
    assert desk.seat.phone.state != "ringing"
    desk.type("how to connect")
    person.look()
    assert desk.seat.phone.state == "ringing"
    assert person.look()[1].startswith("Answer the second call")
    assert desk.focus == "notes"


def test_what_is_only_said_is_passed_over_by_who_goes_on(led: Callable[..., Led]) -> None:
    person = led(PlannedCall(1, scenario("warranty_question"), (ME,)))
    person.begin()
    person.at_work.answer()
    person.at_work.type("until when")
    person.at_work.hang_up()
    assert person.look()[1].startswith("Choose the reason")
    assert [cue.until for cue in scenario("warranty_question").lesson.cues][2:4] == [Seen.SAID, Seen.REASON]


def test_a_call_that_gave_up_is_over_and_the_hints_can_be_put_away(led: Callable[..., Led]) -> None:
    person = led(PlannedCall(1, scenario("hangs_up_ringing"), (ME,)))
    person.begin()
    assert person.look()[1].startswith("Leave this one")
    strip, focus = person.room.strip, person.at_work.focus
    person.at_work.key(Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert (strip.isHidden(), person.at_work.focus) == (True, focus)
    person.at_work.key(Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert (strip.isHidden(), person.at_work.focus) == (False, focus)
    person.at_work.pass_(8)
    person.look()
    assert person.room.report.sentences() == ["Left to ring, as this caller wanted"]
    assert scenario("hangs_up_ringing").expect.call is CallOutcome.ABANDONED_RINGING
