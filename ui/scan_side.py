"""Where a scan goes: into the field for a serial number that is there, else to the search."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QLineEdit

from app.config import Settings
from app.scans import ScanKind, read_scan
from ui.frame.window import MainWindow
from ui.scanner import ScanWatch
from ui.search.presenter import SearchPresenter

TAKES, SERIAL = "takes", "serial"


class ScanSide(QObject):
    """Take what is scanned at this desk."""

    def __init__(
        self,
        app: QApplication,
        window: MainWindow,
        search: SearchPresenter,
        settings: Settings,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._window, self._search, self._settings = window, search, settings
        self._watch = ScanWatch(app, self)
        self._watch.scanned.connect(self.take)

    @Slot(str)
    def take(self, burst: str) -> None:
        """Put a serial number where it belongs; of anything else say what it is."""
        value = self._settings.value
        scan = read_scan(burst, value("scanner_prefix"), value("scanner_suffix"))
        field = self._field() if scan.kind is ScanKind.SERIAL and not self._search.is_open else None
        if field is not None:
            field.setText(scan.text)
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        words = {
            ScanKind.SERIAL: "",
            ScanKind.PRODUCT: self.tr(
                "This is the code of a product, not of a unit. Scan its serial number."
            ),
            ScanKind.LINK: self.tr("This label has no serial number, only a page. Scan the other one."),
        }[scan.kind]
        self._search.look_for("" if words else scan.text, words)

    def _field(self) -> QLineEdit | None:
        """Return a field on screen that takes a serial number: the one with the focus, or an empty one."""
        fields = [one for one in self._window.findChildren(QLineEdit) if one.property(TAKES) == SERIAL]
        usable = [one for one in fields if one.isVisible() and one.isEnabled() and not one.isReadOnly()]
        focused = next((one for one in usable if one.hasFocus()), None)
        return focused or next((one for one in usable if not one.text()), None)
