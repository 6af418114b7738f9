"""The page about this PC in the window, the quiet line that leads to it, and what settings change at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.config import policy_file
from app.doctor.finding import Finding, State, examine
from app.doctor.probes import probes_of
from app.logs import LOG_NAME
from app.sync.state import SyncKind, SyncState
from ui.actions import bind
from ui.context import Context
from ui.frame.window import MainWindow
from ui.idle import IdleWatch
from ui.settings.backup_presenter import BackupPresenter
from ui.settings.news import is_newer, our_version
from ui.settings.screen_probe import look_at_screen
from ui.settings.view import BACKUP, HEALTH, NEWS, REPORTS, SettingsView
from ui.this_pc import ThisPc

PAGE = "settings"
SEEN_NEWS, SEEN_REPORT = "seen_news", "seen_report"


class SettingsSide(QObject):
    """Join the page to the window."""

    def __init__(self, context: Context, window: MainWindow, pc: ThisPc, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._window, self._pc = context, window, pc
        self._news: dict[str, str] = {}
        self._sync: SyncState | None = None
        self.view = SettingsView()
        window.add_page(PAGE, self.view)
        self.backup = BackupPresenter(context, self.view.backup, pc)
        self._idle = IdleWatch(pc.settings.value("sign_out_after_min"), self)
        self._connect()

    def start(self) -> None:
        """Say quietly what wants a look: a fault of the last start, news, a backup that is due."""
        self._show_settings()
        self._note_version()
        reports = self._pc.reports.reports() if self._pc.reports is not None else []
        if reports and reports[0].name > self._pc.settings.noted(SEEN_REPORT):
            self._news[REPORTS] = self.tr("A fault was reported")
        if self._pc.settings.wrong:
            self._news[HEALTH] = self.tr("A setting is wrong")
        self._tell_news()
        self.backup.remind()

    def open(self) -> None:
        """Show the page, at what wants a look first."""
        self._show_settings()
        self._window.show_page(PAGE)
        self.view.open_tab(next(iter(self._news), self.view.current()))

    @Slot()
    def on_rang(self) -> None:
        if self._pc.settings.value("ring_sound"):
            QApplication.beep()

    @Slot()
    def on_report(self) -> None:
        """There is one report more."""
        self._news[REPORTS] = self.tr("A fault was reported")
        self._tell_news()

    # settings

    def _show_settings(self) -> None:
        self.view.choices.show_settings(self._pc.settings, keeps=self._pc.folder is not None)

    @Slot(str, object)
    def _on_chosen(self, key: str, value: object) -> None:
        said = ""
        try:
            self._pc.settings.put(key, value)  # type: ignore[arg-type]
        except OSError as error:
            said = self.tr("This counts until the desk is closed, but could not be kept: {0}").format(
                error.strerror
            )
        self.view.choices.say(said)
        self._show_settings()
        self._pc.apply(key)
        if key == "sign_out_after_min":
            self._idle.set_minutes(self._pc.settings.value(key))

    @Slot()
    def _on_idle(self) -> None:
        """Ask as a person would; an open contact keeps them signed in."""
        if self._context.hub is not None:
            self._window.status.person_act.emit("sign_out")

    # the doctor

    @Slot()
    def _look(self) -> None:
        self.view.health.show_busy()
        here = [*look_at_screen(), *self._of_sync()]
        folder = self._pc.folder
        if folder is None:
            self.view.health.show_findings(here)
            return
        probes = probes_of(folder, self._pc.settings, self._context.now())
        self._context.bridge.read(
            self.view, lambda: [*here, *examine(probes)], self.view.health.show_findings
        )

    def _of_sync(self) -> list[Finding]:
        if self._sync is None:
            return []
        is_behind = self._sync.kind not in (SyncKind.IN_STEP, SyncKind.SENDING, SyncKind.POLLING)
        state, code = (State.LOOK, "sync_behind") if is_behind else (State.OK, "sync_in_step")
        return [Finding("hub", state, code, {"unsent": str(self._sync.unsent)})]

    @Slot(object)
    def _on_state(self, state: SyncState) -> None:
        self._sync = state

    @Slot(str)
    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    # reports and news

    @Slot(str)
    def _on_opened(self, tab: str) -> None:
        self._news.pop(tab, None)
        self._tell_news()
        if tab == HEALTH and not self.view.health.lines():
            self.view.health.look()
        elif tab == REPORTS:
            self._show_reports()
        elif tab == NEWS:
            self._pc.settings.note(SEEN_NEWS, our_version())
        elif tab == BACKUP:
            self.backup.show()

    def _show_reports(self) -> None:
        found = self._pc.reports.reports() if self._pc.reports is not None else []
        self.view.reports.show_reports(found)
        if found:
            self._pc.settings.note(SEEN_REPORT, found[0].name)

    @Slot()
    def _remove_reports(self) -> None:
        if self._pc.reports is not None:
            self._pc.reports.remove_all()
        self._show_reports()

    def _note_version(self) -> None:
        seen = self._pc.settings.noted(SEEN_NEWS)
        if is_newer(our_version(), seen):
            self._news[NEWS] = self.tr("What is new in {0}").format(our_version())
        elif not seen and self._pc.folder is not None:
            self._pc.settings.note(SEEN_NEWS, our_version())

    @Slot()
    def _on_backup_due(self) -> None:
        self._news[BACKUP] = self.tr("A backup is due")
        self._tell_news()

    def stop(self) -> None:
        """Give a backup up that is being made."""
        self.backup.stop()

    def _tell_news(self) -> None:
        self._window.status.set_news(next(iter(self._news.values()), ""))

    def _connect(self) -> None:
        view, status = self.view, self._window.status
        view.back.connect(partial(self._window.page_requested.emit, "desk"))
        view.opened.connect(self._on_opened)
        view.choices.chosen.connect(self._on_chosen)
        view.health.wanted.connect(self._look)
        for part in (view.health.copied, view.reports.copied):
            part.connect(self._copy)
        view.reports.removed.connect(self._remove_reports)
        self.backup.due.connect(self._on_backup_due)
        self._idle.idle.connect(self._on_idle)
        self._context.bridge.sync_state.connect(self._on_state)
        bind(self._window, PAGE, partial(self._window.page_requested.emit, PAGE), whole_window=True)
        status.news_requested.connect(partial(self._window.page_requested.emit, PAGE))
        view.choices.show_places(self._places())

    def _places(self) -> list[tuple[str, str]]:
        folder = self._pc.folder
        kept = self.tr("Nothing of this is kept.")
        places = [
            (self.tr("Version"), our_version()),
            (self.tr("Folder of this desk"), str(folder) if folder else kept),
            (self.tr("Log"), str(folder / LOG_NAME) if folder else kept),
            (self.tr("What IT sets"), str(policy_file())),
        ]
        if folder is not None and not self._pc.is_alone:
            from app.doctor.hub import place_of

            place = place_of(folder)
            places.append((self.tr("Hub"), place.url if place is not None else ""))
        return places
