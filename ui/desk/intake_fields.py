"""What the form for a stranger asks about the unit and the wish: after who it is and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.reference import ModelRow
from ui.desk.code_picker import Choice, CodePicker
from ui.widgets.fields import ChoiceField, CodeField, Field
from ui.wording import named

LONGEST_WISH = 200


@dataclass(frozen=True, slots=True)
class WishForm:
    """The unit and what is wrong with it. ``sold_on`` is None where no day was told."""

    model_code: str = ""
    serial: str = ""
    sold_on: date | None = None
    invoice_seen: bool = False
    fault: str = ""
    wanted: str = ""


class WishFields(QWidget):
    """Product, serial number, day of purchase with its proof, fault, wanted time.

    Signals: ``typed(str, str)`` a field and its text.
    """

    typed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = CodePicker(self.tr("Product"), self.tr("model, or its name"), 6)
        self.serial, self._sold = CodeField(), CodeField("2026-03-10")
        self.serial.setProperty("takes", "serial")
        self._proof = ChoiceField()
        self._proof.setObjectName("intake_proof")
        self._proof.addItems([self.tr("no invoice seen"), self.tr("invoice seen")])
        self._fault, self._wanted = QLineEdit(), QLineEdit()
        self._sold_field = Field(self.tr("Bought on"), self._sold)
        names = ("serial", "sold", "fault", "wanted")
        for name, editor in zip(names, (self.serial, self._sold, self._fault, self._wanted), strict=True):
            editor.setObjectName(f"intake_{name}")
            editor.setMaxLength(LONGEST_WISH)
            editor.textEdited.connect(partial(self.typed.emit, f"intake.{name}"))
        self._sold.textEdited.connect(partial(self._say_wrong, wrong=False))
        self._model.field.setObjectName("intake_product")
        self._model.picked.connect(partial(self.typed.emit, "intake.product"))
        self._proof.activated.connect(lambda seen: self.typed.emit("intake.invoice", "yes" if seen else ""))
        self._lay_out()

    def set_models(self, models: tuple[ModelRow, ...]) -> None:
        """Offer these products."""
        self._model.set_choices(
            [
                Choice(one.code, f"{one.code} {named(one.name_zh, one.name_en)}", one.code.lower())
                for one in models
                if not one.retired
            ]
        )

    def restore(self, texts: dict[str, str]) -> None:
        """Put back what was typed before."""
        self._model.set_code(texts.get("intake.product", ""))
        self.serial.setText(texts.get("intake.serial", ""))
        self._sold.setText(texts.get("intake.sold", ""))
        self._proof.setCurrentIndex(1 if texts.get("intake.invoice") else 0)
        self._fault.setText(texts.get("intake.fault", ""))
        self._wanted.setText(texts.get("intake.wanted", ""))
        self._say_wrong(wrong=False)

    def form(self) -> WishForm | None:
        """Return what was told; None, said at the field, where a day cannot be read."""
        sold_on = _day(self._sold.text())
        is_wrong = sold_on is None and bool(self._sold.text().strip())
        self._say_wrong(wrong=is_wrong)
        if is_wrong:
            self._sold.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        return WishForm(
            self._model.code(),
            "".join(self.serial.text().split()).upper(),
            sold_on,
            self._proof.currentIndex() == 1,
            self._fault.text().strip(),
            self._wanted.text().strip(),
        )

    def _say_wrong(self, _text: str = "", *, wrong: bool) -> None:
        self._sold_field.set_wrong(self.tr("Write a day as 2026-03-10.") if wrong else "")

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for row in self._rows():
            line = QHBoxLayout()
            line.setSpacing(16)
            for part, stretch in row:
                line.addWidget(part, stretch, Qt.AlignmentFlag.AlignTop)
            layout.addLayout(line)

    def _rows(self) -> Iterator[list[tuple[QWidget, int]]]:
        yield [
            (Field(self.tr("Product"), self._model), 1),
            (Field(self.tr("Serial number"), self.serial), 1),
            (self._sold_field, 1),
            (Field(self.tr("Proof"), self._proof), 1),
        ]
        yield [
            (Field(self.tr("What is wrong"), self._fault), 2),
            (Field(self.tr("Wanted time"), self._wanted), 1),
        ]


def _day(text: str) -> date | None:
    parts = text.strip().replace("/", "-").replace(".", "-").split("-")
    try:
        year, month, day = map(int, parts)
        return date(year, month, day)
    except ValueError:
        return None
