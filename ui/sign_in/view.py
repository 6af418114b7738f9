"""The window in which a person signs in at the hub, or opens the desk without it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.composing import commit_composition
from ui.frame.own_window_keys import offer_keys
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.fact import Fact
from ui.widgets.fields import CodeField, Field
from ui.widgets.labels import label

SIZE, CARD_WIDTH = (520, 640), 400


class SignInView(QWidget):
    """Take person, password and extension; it decides nothing.

    Signals: ``sign_in_wanted()``, ``offline_wanted()``, ``afresh_wanted()``, ``edited()``.
    """

    sign_in_wanted = Signal()
    offline_wanted = Signal()
    afresh_wanted = Signal()
    edited = Signal()

    def __init__(self, hub: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Ringside")
        self.login, self.password = CodeField(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.extension = CodeField(self.tr("without a phone leave it empty"))
        self.former = QLineEdit()
        self.former.setEchoMode(QLineEdit.EchoMode.Password)
        self._former = Field(self.tr("Password before the change"), self.former)
        self._afresh = KeyButton(self.tr("I do not know it: begin with an empty copy"), "Alt B")
        self._hub = Fact(hub, "hard-drives", "muted")
        self._message = Fact("", "warning-circle", "broken")
        self._sentence = label("", "body")
        self._sign_in = KeyButton(self.tr("Sign in"), "Enter", "sign-in", "primary")
        self._offline = KeyButton(self.tr("Work without the hub"), "Alt O", "cloud-slash")
        self._is_busy = self._offers_offline = False
        self._lay_out()
        self._connect()
        self.say("")
        self.offer_offline(False)
        self.ask_former(False)

    def show_remembered(self, login: str, extension: str) -> None:
        """Fill in who sat here last; the focus goes to what is missing."""
        self.login.setText(login)
        self.extension.setText(extension)
        self.focus_first()

    def focus_first(self) -> None:
        first = self.password if self.login.text() else self.login
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentence: str, tone: str = "broken") -> None:
        """Say why nobody is signed in yet; an empty sentence takes it away."""
        icon = "cloud-slash" if tone == "attn" else "warning-circle"
        self._message.set("", icon, tone)
        self._sentence.setText(sentence)
        self._said.setVisible(bool(sentence))
        self._said.setAccessibleName(sentence)

    def said(self) -> str:
        return self._sentence.text()

    def offer_offline(self, is_offered: bool) -> None:
        """Let the desk be opened without the hub."""
        self._offers_offline = is_offered
        self._offline.setVisible(is_offered)
        if is_offered:
            self._offline.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_former(self, is_asked: bool) -> None:
        """Ask for the password that opens the copy on this PC."""
        self._former.setVisible(is_asked)
        self._afresh.setVisible(is_asked)
        if is_asked:
            self.former.setFocus(Qt.FocusReason.OtherFocusReason)
            self.former.selectAll()
        else:
            self.former.clear()

    def asks_former(self) -> bool:
        return not self._former.isHidden()

    def set_busy(self, is_busy: bool) -> None:
        """Say that the answer is awaited; what was typed stays."""
        self._is_busy = is_busy
        for field in (self.login, self.password, self.extension, self.former):
            field.setReadOnly(is_busy)
        self._sign_in.set_words(self.tr("Signing in…") if is_busy else self.tr("Sign in"))
        self._check()

    def act(self) -> str:
        return self._sign_in.words()

    def offers_offline(self) -> bool:
        return self._offers_offline

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not plain:
            self._on_enter()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_enter(self) -> None:
        commit_composition()
        if self._offers_offline and self._offline.hasFocus():
            self._on_offline()
        elif self._afresh.hasFocus():
            self._on_afresh()
        elif self._sign_in.isEnabled():
            self.sign_in_wanted.emit()
        else:
            self._to_missing()

    @Slot()
    def _on_offline(self) -> None:
        if self._offers_offline and self._offline.isEnabled():
            self.offline_wanted.emit()

    @Slot()
    def _on_afresh(self) -> None:
        if self.asks_former() and not self._is_busy:
            self.afresh_wanted.emit()

    def _to_missing(self) -> None:
        missing = next((field for field in (self.login, self.password) if not field.text()), None)
        if missing is not None:
            missing.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _on_edited(self) -> None:
        self._check()
        self.edited.emit()

    @Slot()
    def _check(self) -> None:
        whole = bool(self.login.text().strip() and self.password.text()) and not self._is_busy
        self._sign_in.setEnabled(whole)
        self._offline.setEnabled(whole)

    def _connect(self) -> None:
        for field in (self.login, self.password, self.extension):
            field.textEdited.connect(self._on_edited)
        self._sign_in.clicked.connect(self._on_enter)
        self._offline.clicked.connect(self._on_offline)
        self._afresh.clicked.connect(self._on_afresh)
        offer_keys(self)
        QShortcut(QKeySequence("Alt+O"), self, self._on_offline)
        QShortcut(QKeySequence("Alt+B"), self, self._on_afresh)
        self._check()

    def _lay_out(self) -> None:
        card = Card(self.tr("Sign in"))
        card.setFixedWidth(CARD_WIDTH)
        card.body.setSpacing(12)
        card.body.addWidget(Field(self.tr("Person"), self.login))
        card.body.addWidget(Field(self.tr("Password"), self.password))
        card.body.addWidget(Field(self.tr("Extension of your phone"), self.extension))
        self._said = QWidget()
        row = QHBoxLayout(self._said)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._message.setFixedWidth(20)
        row.addWidget(self._message, 0, Qt.AlignmentFlag.AlignTop)
        self._sentence.setWordWrap(True)
        row.addWidget(self._sentence, 1)
        card.body.addWidget(self._said)
        for part in (self._former, self._sign_in, self._offline, self._afresh):
            card.body.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(60, 40, 60, 40)
        layout.setSpacing(12)
        layout.addStretch()
        layout.addWidget(label("Ringside", "name"), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._hub, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()
        self.setFixedSize(*SIZE)
