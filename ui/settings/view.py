"""The page about this PC: five tabs under one head."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.actions import ACTIONS
from ui.dispatch.panel import Panel
from ui.settings.backup_form import BackupForm
from ui.settings.choices import Choices
from ui.settings.health import Health
from ui.settings.kept_reports import KeptReports
from ui.settings.news import News
from ui.widgets.button import KeyButton
from ui.widgets.labels import label

SETTINGS, HEALTH, REPORTS, NEWS, BACKUP = "settings", "health", "reports", "news", "backup"
OPENED_BY = {
    SETTINGS: "tab_settings",
    HEALTH: "tab_health",
    REPORTS: "tab_reports",
    NEWS: "tab_news",
    BACKUP: "tab_backup",
}


class SettingsView(Panel):
    """Hold the tabs. Signals: ``opened(str)`` a tab; ``back()``."""

    opened = Signal(str)
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings")
        self.choices, self.health, self.reports = Choices(), Health(), KeptReports()
        self.news, self.backup = News(), BackupForm()
        self._tabs = {
            SETTINGS: (self.tr("Settings"), self.choices),
            HEALTH: (self.tr("Doctor"), self.health),
            REPORTS: (self.tr("Reports"), self.reports),
            NEWS: (self.tr("What is new"), self.news),
            BACKUP: (self.tr("Backup"), self.backup),
        }
        self._stack = QStackedWidget()
        self._group = QButtonGroup(self)
        self._buttons: dict[str, KeyButton] = {}
        self._lay_out()
        self.answer("back", self.back.emit)
        self.answer("look_again", self._look_again)
        self.answer("try_phone", self._try_phone)
        self.answer("copy_for_it", self._copy)
        self.answer("confirm", self._confirm)
        self.open_tab(SETTINGS)

    def open_tab(self, tab: str) -> None:
        """Show a tab, its first field under the hand."""
        self._buttons[tab].setChecked(True)
        self._stack.setCurrentWidget(self._tabs[tab][1])
        self.opened.emit(tab)
        self._tabs[tab][1].to_first()

    def current(self) -> str:
        return next(tab for tab, button in self._buttons.items() if button.isChecked())

    def _look_again(self) -> None:
        self.open_tab(HEALTH)
        self.health.look()

    def _try_phone(self) -> None:
        self._buttons[HEALTH].setChecked(True)
        self._stack.setCurrentWidget(self.health)
        self.health.try_phone()

    def _copy(self) -> None:
        if self.current() == REPORTS:
            self.reports.copy_report()
        elif self.current() == HEALTH:
            self.health.copy_lines()

    def _confirm(self) -> None:
        if self.current() == BACKUP:
            self.backup.ask()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(label(self.tr("This PC"), "name"))
        head.addSpacing(14)
        for tab, (words, page) in self._tabs.items():
            button = KeyButton(words, ACTIONS[OPENED_BY[tab]].key, kind="tab")
            button.setCheckable(True)
            button.clicked.connect(partial(self.open_tab, tab))
            self.answer(OPENED_BY[tab], partial(self.open_tab, tab))
            self._group.addButton(button)
            self._buttons[tab] = button
            self._stack.addWidget(page)
            head.addWidget(button)
        head.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
