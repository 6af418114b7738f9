"""The practice in the window: hints at the foot, a page with the report, and the keys of both."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Slot

from app.demo.planned import PlannedCall
from app.demo.scenarios import Seen
from ui.actions import ACTIONS, bind
from ui.frame.rail import PageInfo
from ui.practice.coach import Coach
from ui.practice.lesson import LessonRun, Result
from ui.practice.report import ReportView
from ui.practice.strip import HintStrip
from ui.practice.words import due, keys_of, spoken, title
from ui.seat import Seat

PAGE = "report"
translate = QCoreApplication.translate


def page() -> PageInfo:
    """Return the report as a page of the rail."""
    return PageInfo(PAGE, translate("Practice", "Report"), "graduation-cap", at_foot=True)


class PracticeRoom(QObject):
    """Show what the coach tells. The window keeps the keyboard to itself."""

    def __init__(self, seat: Seat, coach: Coach, lessons: int) -> None:
        super().__init__(seat)
        self._seat, self._window, self._coach, self._lessons = seat, seat.window, coach, lessons
        self._results: list[Result] = []
        self.strip, self.report = HintStrip(), ReportView(seat.context.reference)
        self._window.add_strip(self.strip)
        self._window.add_page(PAGE, self.report)
        self._bind()
        for signal, slot in (
            (coach.next_comes, self._on_next),
            (coach.shown, self._on_shown),
            (coach.judged, self._on_judged),
            (coach.finished, self._on_finished),
            (self.strip.said, coach.say),
            (self.strip.put_away, self.toggle_hints),
            (self.strip.report, self.open_report),
            (self.report.closed, self._close_report),
        ):
            signal.connect(slot)

    @Slot()
    def toggle_hints(self) -> None:
        """Put the hints away, or bring them back; the keyboard stays where it is."""
        self.strip.setVisible(self.strip.isHidden())

    @Slot()
    def open_report(self) -> None:
        self._window.show_page(PAGE)
        self.report.setFocus()

    @Slot()
    def _close_report(self) -> None:
        self._window.page_requested.emit("desk")

    def _bind(self) -> None:
        acts = {"hints": self.toggle_hints, "said": self._coach.say, "report": self.open_report}
        for action, act in acts.items():
            bind(self._window, action, act, whole_window=True)

    def _where(self, planned: PlannedCall) -> str:
        return f"{planned.number}/{self._lessons} · {title(planned.scenario)}"

    @Slot(object)
    def _on_next(self, planned: PlannedCall) -> None:
        self.strip.show_lesson(self._where(planned), spoken(planned.scenario.lesson.about))
        words = self.tr("The next call comes by itself as soon as you are ready; F10 makes a pause.")
        self._show("", words, [ACTIONS["ready_now"].key])

    @Slot(object)
    def _on_shown(self, run: LessonRun) -> None:
        lesson, cue, says = run.planned.scenario.lesson, run.cue(), run.says()
        about = lesson.today if lesson.today and run.is_answered else lesson.about
        self.strip.show_lesson(self._where(run.planned), spoken(about))
        said = spoken(*says) if says else ""
        if not run.has_rung:
            self._show("", self.tr("A call is coming."), [])
        elif cue is None:
            self._show(said, self.tr("That was all: wrap the call up."), [])
        else:
            self._show(said, due(cue), keys_of(cue), says_it=cue.until is Seen.SAID)

    def _show(self, says: str, words: str, keys: list[str], *, says_it: bool = False) -> None:
        self.strip.show_cue(says, words, self.tr("Keys: {0}").format(", ".join(keys)), keys, says_it=says_it)

    @Slot(object)
    def _on_judged(self, result: Result) -> None:
        self._results.append(result)
        self.report.show_results(self._results)
        to_mend = sum(each.good < len(each.findings) for each in self._results)
        self._window.set_badge(PAGE, to_mend, "attn")

    @Slot()
    def _on_finished(self) -> None:
        self.strip.show_lesson(self.tr("The practice is over"), self.tr("The report says what went well."))
        self._show("", self.tr("Close the window, or start again for another round."), [])
        self.open_report()
