"""How one line of a timeline reads."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.calls import CallOutcome
from app.orders import OrderEventKind
from app.reference import CodeList, Reference
from app.timeline import Entry, EntryKind
from ui.message_words import MessageWords
from ui.times import clock_text
from ui.widgets.painting import RIGHT, WHOLE
from ui.widgets.rows import Cell
from ui.wording import day_time, named

translate = QCoreApplication.translate

ICONS = {
    EntryKind.CALL: "phone-incoming",
    EntryKind.ORDER: "clipboard-text",
    EntryKind.VISIT: "wrench",
    EntryKind.FOLLOW_UP: "star",
    EntryKind.COMPLAINT: "warning-circle",
    EntryKind.MESSAGE: "chat-text",
    EntryKind.ADVICE: "question",
}


class EntryWords:
    """Makes the cells of a timeline; built once a language."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._kinds = {
            EntryKind.CALL: translate("Timeline", "Call"),
            EntryKind.ORDER: translate("Timeline", "Order"),
            EntryKind.VISIT: translate("Timeline", "Visit"),
            EntryKind.FOLLOW_UP: translate("Timeline", "Follow-up"),
            EntryKind.COMPLAINT: translate("Timeline", "Complaint"),
            EntryKind.MESSAGE: translate("Timeline", "Message"),
            EntryKind.ADVICE: translate("Timeline", "Advice"),
        }
        self._events = {
            OrderEventKind.TAKEN: (translate("Timeline", "Taken"), "neutral"),
            OrderEventKind.DISPATCHED: (translate("Timeline", "Dispatched"), "good"),
            OrderEventKind.ACCEPTED: (translate("Timeline", "Accepted"), "good"),
            OrderEventKind.VISITED: (translate("Timeline", "Visited"), "neutral"),
            OrderEventKind.PART_MISSING: (translate("Timeline", "Part missing"), "attn"),
            OrderEventKind.PART_ARRIVED: (translate("Timeline", "Part is here"), "good"),
            OrderEventKind.URGED: (translate("Timeline", "Chased"), "attn"),
            OrderEventKind.DONE: (translate("Timeline", "Done"), "good"),
            OrderEventKind.CANCELLED: (translate("Timeline", "Cancelled"), "neutral"),
            OrderEventKind.REFUSED: (translate("Timeline", "Refused"), "attn"),
            OrderEventKind.NO_ANSWER: (translate("Timeline", "No answer in time"), "attn"),
            OrderEventKind.MOVED: (translate("Timeline", "Moved"), "neutral"),
            OrderEventKind.FIRST_CONTACT: (translate("Timeline", "Rung by provider"), "good"),
            OrderEventKind.NOBODY_HOME: (translate("Timeline", "Nobody home"), "attn"),
            OrderEventKind.REOPENED: (translate("Timeline", "Opened again"), "attn"),
            OrderEventKind.CONTACTED: (translate("Timeline", "Customer told"), "good"),
            OrderEventKind.PAUSED: (translate("Timeline", "Paused"), "neutral"),
            OrderEventKind.RESUMED: (translate("Timeline", "Goes on"), "neutral"),
            OrderEventKind.ESCALATED: (translate("Timeline", "Escalated"), "broken"),
            OrderEventKind.HANDED_OVER: (translate("Timeline", "Handed over"), "neutral"),
        }
        self._outcomes = {
            CallOutcome.ABANDONED_WAITING: translate("Timeline", "Gave up waiting"),
            CallOutcome.ABANDONED_RINGING: translate("Timeline", "Gave up ringing"),
            CallOutcome.TIMED_OUT: translate("Timeline", "Timed out"),
            CallOutcome.REFUSED: translate("Timeline", "Turned away"),
            CallOutcome.WITHDRAWN: translate("Timeline", "Taken from the queue"),
            CallOutcome.UNKNOWN: translate("Timeline", "End not heard"),
            CallOutcome.NOT_REACHED: translate("Timeline", "Not reached"),
        }
        self._attempts = {
            "reached": translate("Timeline", "Reached"),
            "no_answer": translate("Timeline", "No answer"),
            "busy": translate("Timeline", "Busy"),
            "wrong_number": translate("Timeline", "Wrong number"),
            "later": translate("Timeline", "Later"),
        }
        self._cases = {
            "open": (translate("Timeline", "Open"), "broken"),
            "done": (translate("Timeline", "Closed"), "neutral"),
            "cancelled": (translate("Timeline", "Cancelled"), "neutral"),
        }

        self._advice = {
            "article": (translate("Timeline", "Article used"), "good"),
            "notice": (translate("Timeline", "Notice told"), "info"),
            "script": (translate("Timeline", "Questions asked"), "neutral"),
        }
        self._messages = MessageWords(reference.has_gateway)

    def kind(self, kind: EntryKind) -> str:
        return self._kinds[kind]

    def cell(self, entry: Entry, column: int) -> Cell:
        """Return when, kind, what, who or outcome of an entry: columns 0 to 4."""
        match column:
            case 0:
                return Cell(text=day_time(entry.at), color="text2", elide=WHOLE)
            case 1:
                return Cell(text=self._kinds[entry.kind], icon=ICONS[entry.kind], color="text2", elide=WHOLE)
            case 2:
                return Cell(text=self._text(entry))
            case 3:
                return Cell(text=self._who(entry), color="muted", size="label")
            case _:
                word, tone = self._tag(entry)
                return Cell(chip=word, chip_tone=tone, align=RIGHT) if word else Cell()

    def _text(self, entry: Entry) -> str:
        text = entry.text.replace("\n", " ")
        if entry.kind is EntryKind.ADVICE:  # a title in both languages
            zh, _, en = entry.text.partition("\n")
            return named(zh, en)
        return f"{entry.ref} · {text}" if entry.ref and text else entry.ref or text

    def _who(self, entry: Entry) -> str:
        return " · ".join(
            part for part in (entry.who, clock_text(entry.seconds) if entry.seconds else None) if part
        )

    def _tag(self, entry: Entry) -> tuple[str, str]:
        tag = entry.tag
        if tag is None:
            return translate("Timeline", "Not wrapped up"), "attn"
        if entry.kind in (EntryKind.ORDER, EntryKind.VISIT):
            return self._events[OrderEventKind(tag)]
        if entry.kind is EntryKind.COMPLAINT:
            return self._cases[tag]
        if entry.kind is EntryKind.FOLLOW_UP:
            return self._follow_up_tag(entry, tag)
        if entry.kind is EntryKind.MESSAGE:
            return self._messages.tag(*tag.split(":", 1))
        if entry.kind is EntryKind.ADVICE:
            return self._advice[tag]
        return self._call_tag(tag)

    def _follow_up_tag(self, entry: Entry, tag: str) -> tuple[str, str]:
        if entry.score is None:
            return self._attempts[tag], "neutral"
        points = translate("Timeline", "{0} of 5").format(entry.score)
        return points, "good" if entry.score == 5 else "attn" if entry.score > 2 else "broken"

    def _call_tag(self, tag: str) -> tuple[str, str]:
        if tag in self._outcomes:
            return self._outcomes[CallOutcome(tag)], "attn"
        code = self._reference.code(CodeList.DISPOSITION, tag)
        parent = code and code.parent_code and self._reference.code(CodeList.DISPOSITION, code.parent_code)
        shown = parent or code
        return (named(shown.name_zh, shown.name_en), "neutral") if shown else (tag, "neutral")
