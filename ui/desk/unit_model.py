"""The units of a customer with what the warranty covers, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from app.entitlement import Entitlement, Light
from app.pop import UnitLine
from app.reference import ProductLine
from ui.warranty_words import is_provisional, repair_words, right_to, short_words, start_words, why_words
from ui.widgets.painting import WHOLE
from ui.widgets.rows import CELL_ROLE, Cell
from ui.wording import named

WHAT, LIGHT, UNTIL, SAY = range(4)
MOST_REASONS = 2  # that fit beside the start; the tip has all
Index = QModelIndex | QPersistentModelIndex
ICONS = {
    ProductLine.TV: "television",
    ProductLine.FRIDGE: "fridge",
    ProductLine.WASHER: "washing-machine",
    ProductLine.AC: "wind",
    ProductLine.SMALL: "oven",
}
LIGHTS = {
    Light.COVERED: ("good", "shield-check"),
    Light.PARTLY: ("attn", "shield-warning"),
    Light.ENDED: ("broken", "shield-slash"),
    Light.UNKNOWN: ("neutral", "shield-warning"),
}


class UnitModel(QAbstractTableModel):
    """What, the light, until when, and the sentence to say; the id as ``UserRole``."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._units: tuple[UnitLine, ...] = ()
        self._cells: list[list[Cell]] = []  # made once: each is measured and painted
        self._today = date.min

    def start(self, units: Sequence[UnitLine], today: date) -> None:
        self.beginResetModel()
        self._units, self._today = tuple(units), today
        self._cells = [[self._cell(unit, column) for column in range(SAY + 1)] for unit in units]
        self.endResetModel()

    def unit(self, row: int) -> UnitLine | None:
        return self._units[row] if 0 <= row < len(self._units) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._units)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else SAY + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.UserRole:
            return self._units[index.row()].unit_id
        if role not in (CELL_ROLE, Qt.ItemDataRole.DisplayRole):
            return None
        cell = self._cells[index.row()][index.column()]
        return cell if role == CELL_ROLE else cell.spoken()

    def _cell(self, unit: UnitLine, column: int) -> Cell:
        match column:
            case 0:
                return Cell(
                    text=named(unit.name_zh, unit.name_en),
                    second=self._label(unit),
                    icon=ICONS[unit.line],
                    weight=600,
                )
            case 1:
                tone, icon = LIGHTS[unit.entitlement.light]
                return Cell(chip=self.light_word(unit.entitlement.light), chip_tone=tone, chip_icon=icon)
            case 2:
                return self._until(unit.entitlement)
            case _:
                return Cell(
                    text=self.sentence(unit), second=self._why(unit), tip=self.reason(unit), elide=WHOLE
                )

    def _label(self, unit: UnitLine) -> str:
        serial = f"SN {unit.serial}" if unit.serial else self.tr("serial number missing")
        return f"{unit.model_code} · {serial}"

    def light_word(self, light: Light) -> str:
        return {
            Light.COVERED: self.tr("Covered"),
            Light.PARTLY: self.tr("Partly"),
            Light.ENDED: self.tr("Ended"),
            Light.UNKNOWN: self.tr("Not known"),
        }[light]

    def _until(self, found: Entitlement) -> Cell:
        tone = LIGHTS[found.light][0]
        match found.light:
            case Light.COVERED:
                until, words = found.whole_until, self.tr("to {0} · {1} days left")
            case Light.PARTLY:
                until, words = found.parts_until, self.tr("main parts to {0}")
            case Light.ENDED:
                until, words = found.parts_until, self.tr("ended {0}")
            case _:
                return Cell(text=self.tr("no date known"), color="muted")
        if until is None or found.starts_on is None:
            return Cell()
        left = (until - self._today).days
        share = 1.0 if found.light is Light.ENDED else left / max(1, (until - found.starts_on).days)
        return Cell(text=words.format(until.isoformat(), left), bar=share, bar_tone=tone, elide=WHOLE)

    def sentence(self, unit: UnitLine) -> str:
        """Return what to tell the customer about the cost, in quotes."""
        decided = right_to(unit.entitlement, None)
        words = short_words(decided) or self._by_light(unit.entitlement)
        return f"“{words}”"

    def _by_light(self, found: Entitlement) -> str:
        if found.light is Light.PARTLY and found.rule is not None and found.rule.part_visit_free:
            return self.tr("Main parts and their visit are free.")
        return {
            Light.COVERED: self.tr("Visit, labour and parts are free."),
            Light.PARTLY: self.tr("Main parts are free; the visit costs ¥50."),
            Light.ENDED: self.tr("Out of warranty: visit ¥50, quoted first."),
            Light.UNKNOWN: self.tr("Please have the invoice or the label ready."),
        }[found.light]

    def reason(self, unit: UnitLine) -> str:
        """Return on which date, rule and paragraph it rests."""
        return why_words(unit.entitlement, right_to(unit.entitlement, None))

    def _why(self, unit: UnitLine) -> str:
        found, decided = unit.entitlement, right_to(unit.entitlement, None)
        more = [repair_words(found)] if found.repair_days else []
        if is_provisional(found, decided):
            more.append(self.tr("provisional"))
        if unit.invoice_seen and len(more) < MOST_REASONS:
            more.insert(0, self.tr("invoice seen"))
        return " · ".join((start_words(found), *more))
