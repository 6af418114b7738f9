"""What editors write, as flat texts by field: so it is typed, kept as a draft, and published."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from app.command import Command, new_id
from app.knowledge import LinkKind
from app.knowledge_edit import EditedArticle, Link, PublishArticle, RetireArticle
from app.notices import EndNotice, NoticeText, PublishNotice
from app.script_steps import steps_json
from app.scripts import PublishScript, RetireScript, ScriptText
from app.service_time import ZONE, service_day

Texts = dict[str, str]
_LEAST, _DAY = timedelta(microseconds=1), timedelta(days=1)


class Kind(StrEnum):
    ARTICLE = "article"
    NOTICE = "notice"
    SCRIPT = "script"


# The fields of a kind beside title, sentence and body, which are in both languages.
FIELDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.ARTICLE: ("code", "words", "faults", "models", "reasons", "lines", "is_safety"),
    Kind.NOTICE: (
        "severity",
        "line",
        "model",
        "serial_from",
        "serial_to",
        "fault",
        "case",
        "valid_from",
        "valid_to",
    ),
    Kind.SCRIPT: ("code", "line", "reason"),
}
_LINKS = {
    "faults": LinkKind.FAULT,
    "models": LinkKind.MODEL,
    "reasons": LinkKind.REASON,
    "lines": LinkKind.LINE,
}


@dataclass(frozen=True, slots=True)
class Document:
    """One article, notice or script. ``version`` is the one seen, 0 for what is new."""

    id: UUID
    kind: Kind
    version: int = 0
    texts: Texts = field(default_factory=dict)
    is_over: bool = False  # retired, or ended
    figures: tuple[int, int] = (0, 0)  # of an article: used, settled; of a notice: told

    def title(self, texts: Texts | None = None) -> tuple[str, str]:
        found = texts or self.texts
        return found.get("title_zh", ""), found.get("title_en", "")


def of_article(found: EditedArticle) -> Document:
    links = {
        name: " ".join(one.ref for one in found.links if one.kind is kind) for name, kind in _LINKS.items()
    }
    texts = {
        "code": found.code,
        "words": found.words,
        "is_safety": "1" if found.is_safety else "",
        **links,
        **_said(found),
    }
    over = found.retired_at is not None
    return Document(found.article_id, Kind.ARTICLE, found.version, texts, over, (found.used, found.settled))


def of_notice(found: NoticeText, now: datetime) -> Document:
    texts = {
        "severity": found.severity.value,
        "line": found.line.value if found.line else "",
        "model": found.model_code or "",
        "serial_from": found.serial_from,
        "serial_to": found.serial_to,
        "fault": found.fault_code or "",
        "case": found.case_kind.value if found.case_kind else "",
        "valid_from": service_day(found.valid_from).isoformat(),
        "valid_to": service_day(found.valid_to - _LEAST).isoformat() if found.valid_to else "",
        **_said(found),
    }
    over = found.valid_to is not None and found.valid_to <= now
    return Document(found.notice_id, Kind.NOTICE, 1, texts, over, (found.told, 0))


def of_script(found: ScriptText) -> Document:
    steps = json.dumps(steps_json(found.steps), ensure_ascii=False, indent=1)
    texts = {
        "code": found.code,
        "reason": found.reason_code,
        "line": found.line.value if found.line else "",
        "title_zh": found.title_zh,
        "title_en": found.title_en,
        "body_zh": steps,
    }
    return Document(found.script_id, Kind.SCRIPT, found.version, texts, found.retired)


def _said(found: Any) -> Texts:
    names = ("title_zh", "title_en", "body_zh", "body_en", "say_zh", "say_en")
    return {name: getattr(found, name) for name in names}


def publishing(document: Document, texts: Texts, now: datetime) -> list[Command]:
    """Return what publishes a document as it stands in the form. Raises ValueError for what cannot be."""
    make = {Kind.ARTICLE: _article, Kind.NOTICE: _notice, Kind.SCRIPT: _script}[document.kind]
    return make(document, texts, now)


def _article(document: Document, texts: Texts, now: datetime) -> list[Command]:
    links = [Link(kind=kind, ref=ref) for name, kind in _LINKS.items() for ref in texts.get(name, "").split()]
    said = {name: texts.get(name, "") for name in ("code", "words", *_SAID)}
    return [
        PublishArticle(
            at=now,
            article_id=document.id,
            seen_version=document.version,
            is_safety=texts.get("is_safety", "") not in ("", "0"),
            valid_from=now,
            links=tuple(links),
            **said,
        )
    ]


_SAID = ("title_zh", "title_en", "body_zh", "body_en", "say_zh", "say_en")


def _notice(document: Document, texts: Texts, now: datetime) -> list[Command]:
    """A notice is never rewritten: the one that was ends, and another begins. Its last day is one of it."""
    last_day = _instant(texts.get("valid_to", ""))
    named: dict[str, Any] = {
        "line": texts.get("line") or None,
        "model_code": texts.get("model") or None,
        "fault_code": texts.get("fault") or None,
        "case_kind": texts.get("case") or None,
        "valid_from": _instant(texts.get("valid_from", "")) or now,
        "valid_to": last_day + _DAY if last_day else None,
    }
    plain = {name: texts.get(name, "") for name in ("severity", "serial_from", "serial_to", *_SAID)}
    notice_id = new_id() if document.version else document.id
    made: list[Command] = [PublishNotice(at=now, notice_id=notice_id, **plain, **named)]
    return [*made, EndNotice(at=now, notice_id=document.id)] if document.version else made


def _instant(text: str) -> datetime | None:
    """Return the beginning of a day by the service's clock. Raises ValueError."""
    if not text.strip():
        return None
    return datetime.combine(datetime.fromisoformat(text.strip()).date(), time(), ZONE)


def _script(document: Document, texts: Texts, now: datetime) -> list[Command]:
    return [
        PublishScript(
            at=now,
            script_id=document.id,
            seen_version=document.version,
            code=texts.get("code", ""),
            title_zh=texts.get("title_zh", ""),
            title_en=texts.get("title_en", ""),
            reason_code=texts.get("reason", ""),
            line=texts.get("line") or None,
            steps=tuple(json.loads(texts.get("body_zh") or "[]")),
        )
    ]


def ending(document: Document, now: datetime) -> Command:
    """Return what takes a document out of use."""
    match document.kind:
        case Kind.ARTICLE:
            return RetireArticle(at=now, article_id=document.id)
        case Kind.NOTICE:
            return EndNotice(at=now, notice_id=document.id)
        case _:
            return RetireScript(at=now, script_id=document.id)


def outline(steps: Sequence[Mapping[str, Any]], language: str) -> str:
    """Return the steps of a script as Markdown to read."""
    lines = []
    for step in steps:
        lines.append(f"**{step.get('id', '')}** · {step.get(language, '')}\n")
        for option in step.get("options", ()):
            words = option.get(language) or option.get("code", "")
            lines.append(f"- {words} → {option.get('next', '')}")
        if step.get("next"):
            lines.append(f"- → {step['next']}")
        lines.append("")
    return "\n".join(lines)
