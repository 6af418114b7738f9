"""Joins the panel in which a case is taken to the desk."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from app.cases import AUTHORITIES, CaseChannel, CaseKind, OpenCase
from app.command import new_id
from app.pop import PopPage
from app.reference import CodeList
from ui.context import Context
from ui.desk.code_picker import Choice
from ui.error_text import error_text
from ui.orders.case_view import CasePanel
from ui.orders.words import channel_options, kind_options, severity_options
from ui.wording import greeting, named

SEVERITY, GRAVE = "3", "2"  # of an ordinary complaint, and of one that an authority sends
SUMMARY_LENGTH = 2_000


class CasePresenter(QObject):
    """Takes what the customer wants, with the fields that belong to it.

    Signals: ``closed()`` when the case is open or the person goes back.
    """

    closed = Signal()

    def __init__(self, context: Context, view: CasePanel) -> None:
        super().__init__(view)
        self._context, self._view = context, view
        self._page: PopPage | None = None
        self._call_id: UUID | None = None
        self._unit_id: UUID | None = None
        self._case_id = new_id()
        self._busy = False
        view.kind_chosen.connect(self._on_chosen)
        view.severity_chosen.connect(self._on_chosen)
        view.channel_chosen.connect(self._on_channel)
        view.edited.connect(self._show_ready)
        view.confirmed.connect(self._on_confirmed)
        view.back.connect(self.closed)

    def open(self, page: PopPage, call_id: UUID | None, notes: str, unit_id: UUID | None) -> None:
        """Begin to take a case of this customer; what is noted of the call is what it is about."""
        self._page, self._call_id, self._unit_id = page, call_id, unit_id
        self._case_id, self._busy = new_id(), False
        remedies = [named(row.name_zh, row.name_en) for row in self._remedies()]
        who = greeting(page.head.name, page.head.title)
        view = self._view
        view.begin(who, kind_options(), severity_options(), channel_options(), self._categories(), remedies)
        view.kind.choose(CaseKind.COMPLAINT)
        view.severity.choose(SEVERITY)
        view.channel.choose(CaseChannel.HOTLINE)
        view.summary.setPlainText(notes)
        self._on_chosen("")

    @Slot(str)
    def _on_chosen(self, _option: str) -> None:
        view = self._view
        is_complaint = view.kind.current() == CaseKind.COMPLAINT
        is_of_authority = view.channel.current() in AUTHORITIES
        view.show_fields(is_complaint=is_complaint, is_of_authority=is_of_authority)
        self._show_ready()

    @Slot(str)
    def _on_channel(self, channel: str) -> None:
        """What an authority sends is grave at least."""
        if channel in AUTHORITIES and self._view.severity.current() > GRAVE:
            self._view.severity.choose(GRAVE)
        self._on_chosen(channel)

    @Slot()
    def _show_ready(self) -> None:
        words = self._view.words()
        self._view.set_ready(bool(words) and len(words) <= SUMMARY_LENGTH)
        if not words:
            self._view.set_until(self.tr("Write what happened."))
        elif len(words) > SUMMARY_LENGTH:
            self._view.set_until(self.tr("That is too long; shorten it."))
        else:
            self._view.set_until(self.tr("It is yours until you hand it over."))

    @Slot()
    def _on_confirmed(self) -> None:
        if self._page is None or self._busy:
            return
        try:
            command = self._command(self._page)
        except ValueError:  # only what is typed can be too long
            self._view.show_message(self.tr("That is too long; shorten it."))
            return
        self._busy = True
        decide = partial(self._context.desk.execute, command)
        self._context.bridge.write(self._view, decide, self._on_opened, self._on_refused)

    def _command(self, page: PopPage) -> OpenCase:
        return OpenCase(
            at=self._context.now(),
            case_id=self._case_id,
            customer_id=page.head.customer_id,
            kind=CaseKind(self._view.kind.current()),
            unit_id=self._unit_id,
            call_id=self._call_id,
            summary=self._view.words(),
            **self._of_complaint(),
        )

    def _of_complaint(self) -> dict[str, Any]:
        view = self._view
        if view.kind.current() != CaseKind.COMPLAINT:
            return {}
        remedies, at = self._remedies(), view.remedy.currentIndex()
        channel = CaseChannel(view.channel.current())
        found: dict[str, Any] = {
            "severity": int(view.severity.current()),
            "category_code": view.category.code(),
            "remedy_code": remedies[at].code if 0 <= at < len(remedies) else "",
            "channel": channel,
        }
        if channel in AUTHORITIES:
            found["external_no"] = view.external_no.text().strip()
            found["authority"] = view.authority.text().strip()
        return found

    def _on_opened(self, _nothing: None) -> None:
        self._busy = False
        self.closed.emit()

    def _on_refused(self, error: Exception) -> None:
        self._busy = False
        self._view.show_message(error_text(error))

    def _remedies(self) -> list[Any]:
        return [row for row in self._context.reference.codes.get(CodeList.REMEDY, ()) if not row.retired]

    def _categories(self) -> list[Choice]:
        rows = self._context.reference.codes.get(CodeList.REASON, ())
        return [
            Choice(row.code, named(row.name_zh, row.name_en), row.initials)
            for row in rows
            if row.parent_code == CaseKind.COMPLAINT and not row.retired
        ]
