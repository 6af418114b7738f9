"""Draw every part of the kit in both schemes and both languages: ``python -m tests.ui.gallery DIR``."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ui.charts.clock import PromiseClock
from ui.charts.figures import Clock
from ui.frame.call_block import CallLine
from ui.frame.rail import PageInfo
from ui.frame.window import MainWindow
from ui.i18n import install
from ui.theme import SEMIBOLD, Scheme, Theme
from ui.widgets.avatar import Avatar
from ui.widgets.box import SentenceBox
from ui.widgets.button import KeyButton
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.empty import EmptyState
from ui.widgets.fact import Fact
from ui.widgets.fields import ChoiceField, CodeField, Field
from ui.widgets.filters import Filter, FilterRow
from ui.widgets.half_days import HalfDay, HalfDayGrid, Room
from ui.widgets.keycap import KeyCap
from ui.widgets.labels import label
from ui.widgets.painting import RIGHT, WHOLE
from ui.widgets.rows import CELL_ROLE, Cell
from ui.widgets.table import RowTable
from ui.widgets.track import Step, StepState, Track

WORDS = {
    "en": {
        "done": "Done, next call",
        "dispatch": "Dispatch",
        "delete": "Delete draft",
        "quiet": "Thresholds",
        "chase": "Chase",
        "say": "Ms Tian, the drain pump reaches Chengdu tonight; Mr Zhou comes tomorrow between"
        " 9 and 12 and rings you half an hour before.",
        "steps": ["Taken", "Sent", "Visit 1", "Part", "Visit 2"],
        "why": "Why she probably calls",
        "units": "Units at home",
        "covered": "Covered",
        "partly": "Partly",
        "ended": "Ended",
        "ring": "Ring before the visit",
        "own": "Own mobile",
        "gold": "Gold",
        "name": "Ms Tian",
        "washer": "Washing machine 10 kg",
        "until": "to 2027-03-01 · 101 days",
        "free": "“Visit, labour, parts free.”",
        "empty": "No more calls for today",
        "hint": "17 tomorrow from 9:00. Start early?",
        "tomorrow": "See tomorrow",
        "fresh": "Fresh from centre",
        "waiting": "Waiting to be sent",
        "wrong": "2 digits short; may be kept",
        "phone": "Phone",
        "notes": "Notes",
        "asks": "Asks when the pump comes.",
        "all": "All",
        "calls": "Calls",
    },
    "zh": {
        "done": "完成，接下一个",
        "dispatch": "派工",
        "delete": "删除草稿",
        "quiet": "阈值",
        "chase": "催办",
        "say": "田老师，排水泵今晚到成都，周师傅明天上午 9 到 12 点上门，到前半小时给您打电话。",
        "steps": ["受理", "派工", "首次上门", "待备件", "再次上门"],
        "why": "她可能为此来电",
        "units": "家里的机器",
        "covered": "在保",
        "partly": "部分在保",
        "ended": "过保",
        "ring": "上门前先打电话",
        "own": "本人手机",
        "gold": "金卡",
        "name": "田女士",
        "washer": "滚筒洗衣机 10 kg",
        "until": "到 2027-03-01，剩 101 天",
        "free": "“上门、人工、配件都免费。”",
        "empty": "今天没有要回访的客户了",
        "hint": "明天 9:00 有 17 个。想先打？",
        "tomorrow": "看明天的",
        "fresh": "最新 · 中央库",
        "waiting": "待发送",
        "wrong": "手机号少 2 位；可先存",
        "phone": "电话",
        "notes": "备注",
        "asks": "问排水泵什么时候到。",
        "all": "全部",
        "calls": "来电",
    },
}

PAGES = (
    ("calls", "headset"),
    ("notes", "list-checks"),
    ("phone", "phone-call"),
    ("dispatch", "clipboard-text"),
    ("own", "users"),
)


class Units(QAbstractTableModel):
    """Three units as cells."""

    def __init__(self, words: dict, parent: QWidget) -> None:
        super().__init__(parent)
        tones = (("good", "shield-check", "covered", 0.9), ("attn", "shield-warning", "partly", 0.5),
                 ("broken", "shield-slash", "ended", 1.0))  # fmt: skip
        icons = ("washing-machine", "fridge", "wind")
        self._rows = [
            (
                Cell(text=words["washer"], second="XQG100-B14 · SN 24030118762", icon=icon, weight=SEMIBOLD),
                Cell(chip=words[word], chip_tone=tone, chip_icon=shield),
                Cell(text=words["until"], bar=share, bar_tone=tone, elide=WHOLE),
                Cell(text=words["free"], second="2024-03-02", elide=WHOLE),
                Cell(text="02:47", second="12", align=RIGHT),
            )
            for icon, (tone, shield, word, share) in zip(icons, tones, strict=True)
        ]

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 5

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell = self._rows[index.row()][index.column()]
        if role == CELL_ROLE:
            return cell
        return cell.spoken() if role == Qt.ItemDataRole.AccessibleTextRole else None


class Gallery(QWidget):
    """All parts on one page."""

    def __init__(self, words: dict) -> None:
        super().__init__()
        self.words = words
        self.lay_out()

    def lay_out(self) -> None:
        self.resize(1366, 900)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(self._head())
        first = QHBoxLayout()
        first.addWidget(self._buttons(), 1)
        first.addWidget(self._fields(), 1)
        layout.addLayout(first)
        layout.addWidget(self._why())
        layout.addWidget(self._units(), 1)
        last = QHBoxLayout()
        last.addWidget(self._empty())
        last.addWidget(self._half_days(), 2)
        layout.addLayout(last)

    def _head(self) -> QWidget:
        row, words = Row(), self.words
        avatar = Avatar()
        avatar.set_name(words["name"])
        row.add(
            avatar,
            label(words["name"], "name"),
            label("田淑华", "second"),
            Chip(words["gold"], "attn", "star"),
        )
        row.add(Chip(words["own"], "neutral", "check"), Chip(words["covered"], "good", "shield-check"))
        row.add(Chip(words["ended"], "broken", "shield-slash"), Chip(words["ring"], "info", "info"))
        row.add(Chip("261119-07-014", "accent"), Chip("12", compact=True), KeyCap("F2"), KeyCap("Ctrl Enter"))
        row.add(Fact(words["fresh"], "cloud-check", "good"), Fact(words["waiting"], "cloud-arrow-up", "info"))
        row.layout().addStretch()
        return row

    def _buttons(self) -> QWidget:
        card, words = Card(), self.words
        card.set_title(words["dispatch"], 7)
        for enabled in (True, False):
            row = Row()
            row.add(KeyButton(words["done"], "Ctrl Enter", "check", "primary"))
            row.add(
                KeyButton(words["dispatch"], "Ctrl D", "truck"),
                KeyButton(words["quiet"], "", "keyboard", "quiet"),
            )
            row.add(KeyButton(words["chase"], "Ctrl G", "bell-ringing", small=True))
            row.add(KeyButton(words["delete"], "", "prohibit", "danger"))
            row.layout().addStretch()
            row.setEnabled(enabled)
            card.body.addWidget(row)
        self.wide = KeyButton(words["dispatch"], "Ctrl D")
        card.body.addWidget(self.wide)
        card.body.addWidget(KeyButton(words["done"], "Ctrl Enter", "check", "primary"))
        card.body.addWidget(label("261120-07-031", "number"))
        return card

    def _fields(self) -> QWidget:
        card, words = Card(self.words["phone"]), self.words
        wrong = Field(words["phone"], CodeField(), "Alt P")
        wrong.editor.setText("138 0013 80")
        wrong.set_wrong(words["wrong"])
        choice = ChoiceField()
        choice.addItems([words["chase"], words["dispatch"]])
        disabled = QLineEdit(words["quiet"])
        disabled.setEnabled(False)
        notes = QPlainTextEdit(words["asks"])
        notes.setFixedHeight(56)
        row = Row()
        row.add(wrong, Field(words["why"], choice, "Alt R"), Field(words["quiet"], disabled))
        card.body.addWidget(row)
        card.body.addWidget(Field(words["notes"], notes, "Alt N"))
        return card

    def _why(self) -> QWidget:
        card, words = Card(self.words["why"]), self.words
        card.set_edge("accent_t")
        card.add_left(Chip(words["chase"], "attn", "clock"))
        card.add_left(label("261119-07-014", "link"))
        card.add_right(KeyButton(words["chase"], "Ctrl G", "bell-ringing", small=True))
        track, ring = Track(), PromiseClock()
        states = [StepState.DONE] * 3 + [StepState.CURRENT, StepState.COMING]
        track.set([Step(n, "11-19", s) for n, s in zip(words["steps"], states, strict=True)])
        ring.show_clock(Clock(0.62, "17 h", "18 min"))
        left = QVBoxLayout()
        left.addWidget(track)
        left.addWidget(SentenceBox(words["say"]))
        row = QHBoxLayout()
        row.addLayout(left, 1)
        row.addWidget(ring)
        card.body.addLayout(row)
        return card

    def _units(self) -> QWidget:
        card, words = Card(self.words["units"], flush=True), self.words
        card.set_title(words["units"], 3)
        filters = FilterRow(
            words["units"], [Filter("all", words["all"], 18), Filter("calls", words["calls"], 7)]
        )
        card.add_left(filters)
        table = RowTable(words["units"])
        table.horizontalHeader().hide()
        table.setModel(Units(words, table))
        table.set_widths({0: 260, 1: 110, 2: 220, 4: 80}, stretched=3)
        table.selectRow(0)
        table.rows.hovered_row = 2
        card.body.addWidget(table)
        return card

    def _empty(self) -> QWidget:
        card = Card()
        act = KeyButton(self.words["tomorrow"], "→", small=True)
        card.body.addWidget(EmptyState("calendar-check", self.words["empty"], self.words["hint"], act))
        return card

    def _half_days(self) -> QWidget:
        today = date(2026, 11, 20)
        rooms = [Room.PAST, Room.HELD, Room.FREE, Room.FULL, Room.CLOSED, Room.FREE, Room.FREE]
        cells = [
            HalfDay(today + timedelta(days=d), half, room, 1 + d % 5 if half == "pm" else 1 + d % 2)
            for d, room in enumerate(rooms * 2)
            for half in ("am", "pm")
        ]
        grid = HalfDayGrid()
        grid.set(cells, today, ("9–12", "14–18"))
        return grid


class Row(QWidget):
    """Widgets side by side."""

    def __init__(self) -> None:
        super().__init__()
        QHBoxLayout(self).setContentsMargins(0, 0, 0, 0)

    def add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self.layout().addWidget(widget)


class DeskPage(Gallery):
    """What a page in a call looks like, at the size it has there."""

    def lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(self._why())
        layout.addWidget(self._units(), 1)
        layout.addWidget(self._half_days())


def frame(words: dict) -> MainWindow:
    """Return the window in a call."""
    pages = [PageInfo(f"page{at}", words[key], icon) for at, (key, icon) in enumerate(PAGES)]
    window = MainWindow([*pages, PageInfo("attention", words["ended"], "warning-circle", at_foot=True)])
    window.resize(1366, 768)
    side = QWidget()
    column = QVBoxLayout(side)
    column.addWidget(Field(words["notes"], QPlainTextEdit(words["asks"]), "Alt N"))
    column.addWidget(KeyButton(words["done"], "Ctrl Enter", "check", "primary"))
    window.add_page("page0", DeskPage(words), side)
    for name in ("dispatch", "follow_up", "done", "reason", "notes"):
        window.bind_page("page0", name, window.update)
    window.set_state(words["covered"], "good")
    window.set_state_clock(167)
    call = CallLine(
        number="+86 138 0013 8000", who=words["name"] + " · 成都", route="400-811-1666 · VIP", wait="0:11"
    )
    window.set_call(call, ("hold", "end"))
    window.set_call_clock(167)
    window.set_badge("page1", 6)
    window.set_badge("page2", 23)
    window.set_badge("page3", 4, "attn")
    window.set_badge("attention", 2, "broken")
    window.status.set_store(words["fresh"])
    window.status.set_line(words["phone"])
    window.status.set_person("李娜 6012")
    window.toggle_keys()
    return window


def main() -> None:
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    theme = Theme(app)
    for language, words in WORDS.items():
        install(app, {"zh": "zh_CN"}.get(language, language))
        window = frame(words)
        window.show()
        gallery = Gallery(words)
        gallery.show()
        gallery.activateWindow()
        gallery.wide.setFocus()
        app.processEvents()  # the focus comes with the next event
        for scheme in Scheme:
            theme.set_scheme(scheme)
            gallery.grab().save(str(out / f"parts-{language}-{scheme}.png"))
            window.grab().save(str(out / f"frame-{language}-{scheme}.png"))


if __name__ == "__main__":
    main()
