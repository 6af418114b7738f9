"""What is small or rare: menus, dialogs, what a person is told anywhere, the hints of a practice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtWidgets import QApplication, QDialog

from app.command import new_id
from app.demo.floor import an_alert
from app.demo.planned import PlannedCall, plan_practice
from app.demo.scenarios import load_scenarios
from ui.admin.password import PasswordDialog
from ui.free_extension import FreeExtension
from ui.practice.lesson import LessonRun
from ui.practice.report import ReportView
from ui.practice.strip import HintStrip
from ui.practice.words import due, keys_of, spoken, title
from ui.settings.hook_card import HookCard
from ui.shots.stage import BEGUN_AT, Stage
from ui.shots.stop import Stop

KEYS_OF_A_CALL = 40


def menus(stage: Stage) -> Iterator[Stop]:
    for name, key in (("states", "F10"), ("sign-in-menu", "Shift+F6")):
        stage.press(key)
        menu = QApplication.activePopupWidget()
        assert menu is not None, name
        yield Stop(name, menu)
        menu.close()
        stage.to_front()


def dialogs(stage: Stage) -> Iterator[Stop]:
    """What asks in a window of its own: an extension to be freed, a password."""
    bridge, window = stage.seat.bridge, stage.seat.window
    person = new_id(), stage.demo.actor.name
    made: dict[str, Callable[[], QDialog]] = {
        "free-extension": lambda: FreeExtension(bridge, lambda _extension: None, window),
        "password": lambda: PasswordDialog(bridge, lambda *_password: None, person, window),
    }
    for name, make in made.items():
        dialog = make()
        dialog.show()
        stage.until(dialog.isActiveWindow)
        yield Stop(name, dialog)
        stage.press("Esc")
        stage.to_front()


def alerts(stage: Stage) -> Iterator[Stop]:
    """What a person is told on whatever page they are."""
    stage.hub.alerts = [an_alert(n, stage.now()) for n in (1, 2)]
    stage.seat.alerts.refresh()
    stage.settle()
    yield Stop("alert", stage.seat.window)
    stage.hub.alerts = []
    stage.seat.alerts.refresh()
    stage.settle()


def hook(stage: Stage) -> Iterator[Stop]:
    """The settings of a PC whose softphone tells of calls, with the token that is shown once."""
    window = stage.seat.window
    stage.press("Ctrl+,", "Alt+1")
    card = window.findChild(HookCard)
    card.show_state("http://127.0.0.1:47600", "")
    card.show_line("http://127.0.0.1:47600/pop?token=one-that-is-shown-once&caller={caller}")
    card.show()
    card.renew.setFocus()
    stage.settle()
    yield Stop("hook", window)
    card.hide()
    stage.press("Esc")


def practice(stage: Stage) -> Iterator[Stop]:
    """The hints of each lesson at their longest, and the report at the end."""
    with stage.demo.store.read() as session:
        plan = plan_practice(session, load_scenarios(), BEGUN_AT, person_id=stage.demo.actor.person_id)
    strip = HintStrip()
    strip.resize(1280, strip.height())
    strip.show()
    for planned in plan:
        _hint(strip, planned, len(plan))
        yield Stop(f"hints-{planned.scenario.id}", strip, is_one_of_many=planned is not plan[0])
    strip.close()
    strip.deleteLater()
    yield from _report(stage, plan)


def _hint(strip: HintStrip, planned: PlannedCall, lessons: int) -> None:
    lesson = planned.scenario.lesson
    cue = max(lesson.cues, key=lambda one: len(due(one)))
    said = [spoken(one.says, planned.ringer(one.call)) for one in lesson.cues if one.says]
    says = max(said, key=len, default="")
    strip.show_lesson(f"{planned.number}/{lessons} · {title(planned.scenario)}", spoken(lesson.about))
    strip.show_cue(says, due(cue), "", keys_of(cue), says_it=False)


def _report(stage: Stage, plan: Sequence[PlannedCall]) -> Iterator[Stop]:
    report = ReportView(stage.seat.context.reference)
    report.resize(1280, 684)
    report.show_results([LessonRun(planned).result(KEYS_OF_A_CALL) for planned in plan])
    report.show()
    yield Stop("practice-report", report)
    report.close()
    report.deleteLater()
    stage.to_front()
