"""The form for a caller nobody knows: asked in the order of the trade, saved by key or button."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.customers import Title
from ui.desk.code_picker import Choice, CodePicker
from ui.desk.duplicates import Duplicates
from ui.desk.intake_fields import WishFields, WishForm
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.fact import Fact
from ui.widgets.fields import CodeField, Field
from ui.widgets.labels import label

LONGEST_NAME, LONGEST_STREET = 80, 200


@dataclass(frozen=True, slots=True)
class IntakeForm:
    """What was asked: nothing of it is stored before it is saved."""

    phone: str
    name: str
    title: Title
    region_code: str
    address_line: str
    wish: WishForm


class IntakeView(QWidget):
    """Number, name, title, place, street, unit, purchase, fault, wanted time; who that may be already.

    Signals: ``typed(str, str)`` a field and its text; ``place_typed(str)`` for the list of places;
    ``told(str, str, str, str)`` number, region, street and serial, whenever one of them changes;
    ``saved(object)`` an `IntakeForm`.
    """

    typed = Signal(str, str)
    place_typed = Signal(str)
    told = Signal(str, str, str, str)
    saved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("intake")
        self._phone = CodeField(self.tr("number withheld"))
        self._phone.setObjectName("intake_phone")
        self.name = QLineEdit()
        self.name.setObjectName("intake_name")
        self._title = CodePicker(self.tr("Addressed as"), self.tr("a digit"))
        self._title.field.setObjectName("intake_title")
        self._place = CodePicker(self.tr("Place"), self.tr("first characters of county or town"), 8)
        self._place.field.setObjectName("intake_place")
        self._street = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self._street.setMaxLength(LONGEST_STREET)
        self._street.setObjectName("intake_street")
        self._save = KeyButton(self.tr("Save the customer"), "Ctrl S", "user-plus", "primary")
        self.wish, self.duplicates = WishFields(), Duplicates()
        self._guess = Fact()
        self._name_field = Field(self.tr("Name"), self.name)
        self._title.set_choices(self._titles())
        self._lay_out()
        self._connect()

    def start(self, phone: str, guess: str) -> None:
        """Begin for a caller; ``guess`` says what the number suggests."""
        self._phone.setText(phone)
        for field in (self.name, self._street):
            field.clear()
        self._title.set_code("")
        self._place.set_code("")
        self._guess.set(guess, "map-pin")
        self._guess.setVisible(bool(guess))
        self.wish.restore({})
        self.duplicates.show_rows(())
        self._name_field.set_wrong("")

    def restore(self, texts: dict[str, str]) -> None:
        """Put back what was typed before."""
        self._phone.setText(texts.get("intake.phone", self._phone.text()))
        self.name.setText(texts.get("intake.name", ""))
        self._street.setText(texts.get("intake.street", ""))
        self._title.set_code(texts.get("intake.title", ""))
        code, _, words = texts.get("intake.place", "").partition(" ")
        self._place.set_choices([Choice(code, words, "")] if code else [])
        self._place.set_code(code)
        if not code:
            self._place.field.setText(words)
        self.wish.restore(texts)
        self._tell()

    def place_words(self) -> str:
        return self._place.field.text()

    def show_places(self, places: list[Choice]) -> None:
        self._place.set_choices(places)
        self._place.narrow()

    def form(self) -> IntakeForm | None:
        """Return what was told; None, said at the field, where something cannot be read."""
        wish = self.wish.form()
        if wish is None:
            return None
        return IntakeForm(
            phone=self._phone.text(),
            name=self.name.text().strip(),
            title=Title(self._title.code() or Title.UNKNOWN),
            region_code=self._place.code(),
            address_line=self._street.text().strip(),
            wish=wish,
        )

    @Slot()
    def save(self) -> None:
        """Ask to save what is on screen; the name alone is needed."""
        if not self.isVisible():
            return
        form = self.form()
        if form is None:
            return
        self._name_field.set_wrong("" if form.name else self.tr("Without a name it cannot be saved."))
        if form.name:
            self.saved.emit(form)
        else:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _titles(self) -> list[Choice]:
        return [
            Choice(Title.MR, self.tr("Mr"), "xs"),
            Choice(Title.MS, self.tr("Ms"), "ns"),
            Choice(Title.TEACHER, self.tr("Teacher"), "ls"),
            Choice(Title.ORGANISATION, self.tr("Organisation"), "dw"),
        ]

    def _connect(self) -> None:
        for name, editor in (("phone", self._phone), ("name", self.name), ("street", self._street)):
            editor.textEdited.connect(partial(self._on_edited, f"intake.{name}"))
        self._title.picked.connect(partial(self.typed.emit, "intake.title"))
        self._place.picked.connect(self._on_place)
        self._place.field.textEdited.connect(self._on_place_typed)
        self._save.clicked.connect(self.save)
        self.wish.typed.connect(self.typed)
        self.wish.serial.textEdited.connect(self._tell)

    def _on_edited(self, field: str, text: str) -> None:
        self._name_field.set_wrong("")
        self.typed.emit(field, text)
        self._tell()

    @Slot()
    def _tell(self) -> None:
        self.told.emit(self._phone.text(), self._place.code(), self._street.text(), self.wish.serial.text())

    @Slot(str)
    def _on_place(self, code: str) -> None:
        self.typed.emit("intake.place", f"{code} {self._place.field.text()}" if code else "")
        self._tell()

    @Slot(str)
    def _on_place_typed(self, text: str) -> None:
        """Keep also what is half typed, after the picker has taken back the code."""
        self.typed.emit("intake.place", f" {text}" if text else "")
        self.place_typed.emit(text)

    def _lay_out(self) -> None:
        card = Card(self.tr("New caller"))
        card.add_left(label(self.tr("nothing is stored before you save"), "muted"))
        first = QHBoxLayout()
        first.setSpacing(16)
        first.addWidget(Field(self.tr("Number"), self._phone), 1)
        first.addWidget(self._name_field, 1)
        first.addWidget(Field(self.tr("Addressed as"), self._title), 1)
        second = QHBoxLayout()
        second.setSpacing(16)
        second.addWidget(Field(self.tr("Place"), self._place), 1, Qt.AlignmentFlag.AlignTop)
        second.addWidget(Field(self.tr("Street, house, door"), self._street), 2, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self._save)
        for row in (first, self._guess, second, self.wish, foot):
            card.body.addWidget(row) if isinstance(row, QWidget) else card.body.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(card)
        layout.addWidget(self.duplicates)
        layout.addStretch()
