"""What a seat knows of the PC that it stands on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.config import Settings
from app.crash_reports import ReportBox
from ui.pop_hook import PcHook


@dataclass(frozen=True, slots=True)
class ThisPc:
    """Without a ``folder`` nothing is kept: a demo, a practice. ``is_alone``: there is a store to back up.

    ``apply`` makes a setting true that needs no new start. ``hook`` is that of softphones, if any.
    """

    folder: Path | None = None
    settings: Settings = field(default_factory=Settings)
    reports: ReportBox | None = None
    is_alone: bool = False
    apply: Callable[[str], None] = lambda _key: None
    hook: PcHook | None = None
