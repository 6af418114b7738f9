"""The page about this PC in the window, and the quiet line that leads to it."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.backup import is_due, last_backup
from app.sync.state import SyncState
from ui.actions import bind
from ui.context import Context
from ui.frame.window import MainWindow
from ui.idle import IdleWatch
from ui.pop_hook import KEY as HOOK
from ui.settings.news import is_newer, our_version
from ui.settings.presenter import SEEN_NEWS, SEEN_REPORT, SettingsPresenter
from ui.settings.view import BACKUP, HEALTH, NEWS, REPORTS, SettingsView
from ui.this_pc import ThisPc

PAGE = "settings"
log = logging.getLogger(__name__)


class SettingsSide(QObject):
    """Join the page to the window. It is made when it is wanted first: a start does not wait for it."""

    def __init__(self, context: Context, window: MainWindow, pc: ThisPc, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._window, self._pc = context, window, pc
        self._news: dict[str, str] = {}
        self._sync: SyncState | None = None
        self._place = QWidget()
        self._view: SettingsView | None = None
        self._presenter: SettingsPresenter | None = None
        self._idle = IdleWatch(pc.settings.value("sign_out_after_min"), self)
        window.add_page(PAGE, self._place)
        self._connect()

    @property
    def view(self) -> SettingsView:
        """Return the page, and make it the first time."""
        if self._view is None:
            self._view = SettingsView()
            layout = QVBoxLayout(self._place)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.addWidget(self._view)
            self._presenter = SettingsPresenter(self._context, self._view, self._pc, self._sync)
            self._presenter.seen.connect(self._on_seen)
            self._presenter.changed.connect(self._on_changed)
            self._view.back.connect(partial(self._window.page_requested.emit, "desk"))
        return self._view

    def start(self) -> None:
        """Say quietly what wants a look: a fault of the last start, news, a backup that is due."""
        settings = self._pc.settings
        reports = self._pc.reports.reports() if self._pc.reports is not None else []
        if reports and reports[0].name > settings.noted(SEEN_REPORT):
            self._news[REPORTS] = self.tr("A fault was reported")
        if settings.wrong:
            self._news[HEALTH] = self.tr("A setting is wrong")
        self._note_version()
        self._tell_news()
        self._remind_of_backup()

    def open(self) -> None:
        """Show the page, at what wants a look first."""
        view = self.view
        assert self._presenter is not None
        self._presenter.show_settings()
        self._window.show_page(PAGE)
        view.open_tab(next(iter(self._news), view.current()))

    def stop(self) -> None:
        """Give a backup up that is being made."""
        if self._presenter is not None:
            self._presenter.backup.stop()

    @Slot()
    def on_rang(self) -> None:
        if self._pc.settings.value("ring_sound"):
            QApplication.beep()

    @Slot()
    def on_report(self) -> None:
        """There is one report more."""
        self._news[REPORTS] = self.tr("A fault was reported")
        self._tell_news()

    def _note_version(self) -> None:
        seen = self._pc.settings.noted(SEEN_NEWS)
        if is_newer(our_version(), seen):
            self._news[NEWS] = self.tr("What is new in {0}").format(our_version())
        elif not seen and self._pc.folder is not None:
            self._pc.settings.note(SEEN_NEWS, our_version())

    def _remind_of_backup(self) -> None:
        folder = self._pc.folder
        if folder is not None and self._pc.is_alone and self._pc.settings.value("backup_reminder_days"):
            self._context.bridge.read(self, lambda: last_backup(folder), self._on_age, self._on_no_age)

    def _on_age(self, age: tuple[datetime | None, datetime]) -> None:
        days = timedelta(days=self._pc.settings.value("backup_reminder_days"))
        if is_due(*age, self._context.now(), days):
            self._news[BACKUP] = self.tr("A backup is due")
            self._tell_news()

    def _on_no_age(self, error: Exception) -> None:
        """The tab and the doctor say why; a reminder is nothing to disturb anybody for."""
        log.warning("how old the backup is cannot be read: %s", error)

    @Slot(str)
    def _on_seen(self, tab: str) -> None:
        self._news.pop(tab, None)
        self._tell_news()

    def _tell_news(self) -> None:
        self._window.status.set_news(next(iter(self._news.values()), ""))

    @Slot(str)
    def _on_changed(self, key: str) -> None:
        if key == "sign_out_after_min":
            self._idle.set_minutes(self._pc.settings.value(key))
        elif key == HOOK and self._pc.hook is not None:
            self._pc.hook.start()

    @Slot()
    def _on_idle(self) -> None:
        """Ask as a person would; an open contact keeps them signed in."""
        if self._context.hub is not None:
            self._window.status.person_act.emit("sign_out")

    @Slot(object)
    def _on_state(self, state: SyncState) -> None:
        self._sync = state

    def _connect(self) -> None:
        self._idle.idle.connect(self._on_idle)
        self._context.bridge.sync_state.connect(self._on_state)
        wanted = partial(self._window.page_requested.emit, PAGE)
        bind(self._window, PAGE, wanted, whole_window=True)
        self._window.status.news_requested.connect(wanted)
