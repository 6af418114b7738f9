"""What the page about this PC shows, and what is chosen there."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from app.config import policy_file
from app.doctor.finding import Finding, State, examine
from app.doctor.probes import probes_of
from app.logs import LOG_NAME
from app.sync.state import SyncKind, SyncState
from ui.context import Context
from ui.settings.backup_presenter import BackupPresenter
from ui.settings.hook_presenter import HookPresenter
from ui.settings.news import our_version
from ui.settings.phone_doctor import PhoneDoctor
from ui.settings.screen_probe import look_at_screen
from ui.settings.view import BACKUP, HEALTH, NEWS, REPORTS, SettingsView
from ui.this_pc import ThisPc

SEEN_NEWS, SEEN_REPORT = "seen_news", "seen_report"


class SettingsPresenter(QObject):
    """Join the page to this PC.

    Signals: ``seen(str)`` a tab was opened; ``changed(str)`` a setting.
    """

    seen = Signal(str)
    changed = Signal(str)

    def __init__(self, context: Context, view: SettingsView, pc: ThisPc, state: SyncState | None) -> None:
        super().__init__(view)
        self._context, self._view, self._pc, self._sync = context, view, pc, state
        self.backup = BackupPresenter(context, view.backup, pc)
        HookPresenter(view.choices.hook, pc.hook)
        view.choices.hook.copied.connect(self._copy)
        view.opened.connect(self._on_opened)
        view.choices.chosen.connect(self._on_chosen)
        view.health.wanted.connect(self._look)
        PhoneDoctor(context, view.health)
        for part in (view.health.copied, view.reports.copied):
            part.connect(self._copy)
        view.reports.removed.connect(self._remove_reports)
        context.bridge.sync_state.connect(self._on_state)
        view.choices.show_places(self._places())
        self.show_settings()

    def show_settings(self) -> None:
        self._view.choices.show_settings(self._pc.settings, keeps=self._pc.folder is not None)

    @Slot(str, object)
    def _on_chosen(self, key: str, value: object) -> None:
        said = ""
        try:
            self._pc.settings.put(key, value)  # type: ignore[arg-type]
        except OSError as error:
            why = self.tr("This counts until the desk is closed, but could not be kept: {0}")
            said = why.format(error.strerror)
        self._view.choices.say(said)
        self.show_settings()
        self._pc.apply(key)
        self.changed.emit(key)

    @Slot()
    def _look(self) -> None:
        health, folder = self._view.health, self._pc.folder
        here = [*look_at_screen(), *self._of_sync()]
        if folder is None:
            health.show_findings(here)
            return
        health.show_busy()
        probes = probes_of(folder, self._pc.settings, self._context.now())
        self._context.bridge.read(health, lambda: [*here, *examine(probes)], health.show_findings)

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

    @Slot(str)
    def _on_opened(self, tab: str) -> None:
        if tab == HEALTH and not self._view.health.lines():
            self._view.health.look()
        elif tab == REPORTS:
            self._show_reports()
        elif tab == NEWS:
            self._pc.settings.note(SEEN_NEWS, our_version())
        elif tab == BACKUP:
            self.backup.show()
        self.seen.emit(tab)

    def _show_reports(self) -> None:
        found = self._pc.reports.reports() if self._pc.reports is not None else []
        self._view.reports.show_reports(found)
        if found:
            self._pc.settings.note(SEEN_REPORT, found[0].name)

    @Slot()
    def _remove_reports(self) -> None:
        if self._pc.reports is not None:
            self._pc.reports.remove_all()
        self._show_reports()

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
            from app.doctor.hub import place_of  # what speaks HTTP is loaded for who has a hub

            place = place_of(folder)
            places.append((self.tr("Hub"), place.url if place is not None else ""))
        return places
