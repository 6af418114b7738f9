"""What a report's file says when it is read back, as a spreadsheet reads it."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest

from app.metrics.counts import Counts
from app.metrics.figures import BY_ID
from app.metrics.lines import Line
from app.reports.files import GivenUp, write_file
from app.reports.table import Table, Words, make_rows

FIGURES = ("offered", "service_level", "asa", "longest_wait_s")
NS = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
LINES = [
    Line(
        "=cmd|' /C calc'!A0",
        "09:30",
        Counts(answered=3, answered_within=2, abandoned=1, wait_s=50, longest_wait_s=40),
    ),
    Line("热线", "09:30", Counts(answered=1, answered_within=1, wait_s=10, longest_wait_s=90_061)),
    Line("热线", "10:00", Counts(short_abandoned=1, longest_wait_s=3)),
]


def a_table(lines: list[Line] = LINES) -> Table:
    rows, whole = make_rows(lines, FIGURES, lambda group: group, lambda part: part, "合计")
    words = {one: Words(BY_ID[one].words, BY_ID[one].formula, BY_ID[one].caution) for one in FIGURES}
    figures = tuple(BY_ID[one] for one in FIGURES)
    return Table("Queues by half-hour", ("+8 hours", "all queues"), "Queue", figures, words, rows, whole)


def go_on(_done: int, _count: int) -> bool:
    return True


def cells_of(path: Path, sheet: int) -> dict[str, tuple[str, str, str]]:
    """Return of each cell its kind, its value and the format that its number is shown by."""
    with zipfile.ZipFile(path) as packed:
        shared = ["".join(one.itertext()) for one in ET.fromstring(packed.read("xl/sharedStrings.xml"))]
        styles = ET.fromstring(packed.read("xl/styles.xml"))
        tree = ET.fromstring(packed.read(f"xl/worksheets/sheet{sheet}.xml"))
    codes = {one.get("numFmtId"): one.get("formatCode") for one in styles.iterfind(".//x:numFmt", NS)}
    shown = [codes.get(one.get("numFmtId"), "") for one in styles.find("x:cellXfs", NS)]
    found = {}
    for cell in tree.iterfind(".//x:c", NS):
        assert cell.find("x:f", NS) is None  # nothing is a formula
        value, is_text = cell.findtext("x:v", "", NS), cell.get("t") == "s"
        words = shared[int(value)] if is_text else value
        found[cell.get("r")] = ("text" if is_text else "number", words, shown[int(cell.get("s", 0))])
    return found


def test_a_workbook_has_numbers_times_and_definitions(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    write_file(path, a_table(), "How it is counted", go_on)
    cells = cells_of(path, 1)
    assert [cells[at][1] for at in ("A1", "A2", "A3", "A5", "C5")] == [
        "Queues by half-hour",
        "+8 hours",
        "all queues",
        "Queue",
        "Service level",
    ]
    assert cells["A6"] == ("text", "=cmd|' /C calc'!A0", "")
    assert cells["B6"][:2] == ("number", "4")  # 3 answered + 1 abandoned
    assert cells["C6"] == ("number", "0.5", "0.0%")  # 2 of 4
    assert float(cells["D6"][1]) * 86_400 == pytest.approx(50 / 3)
    assert cells["D6"][2] == "[h]:mm:ss"
    assert float(cells["E8"][1]) * 86_400 == pytest.approx(90_061)  # 25:01:01, of the group
    assert cells["C10"][:2] == ("number", "")  # no call was offered: nothing to divide by
    assert [cells[f"{column}11"][1] for column in "ABC"] == ["合计", "5", "0.6"]  # 3 of 5
    assert float(cells["E11"][1]) * 86_400 == pytest.approx(90_061)  # the longest, not the sum
    told = cells_of(path, 2)
    assert [told[f"A{row}"][1] for row in range(1, 5)] == [BY_ID[one].words for one in FIGURES]
    assert told["B2"][1] == BY_ID["service_level"].formula
    assert told["C2"][1] == BY_ID["service_level"].caution


def test_a_csv_opens_in_excel_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    write_file(path, a_table(), "How it is counted", go_on)
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(raw.decode("utf-8-sig").splitlines()))
    assert rows[:3] == [["Queues by half-hour"], ["'+8 hours"], ["all queues"]]
    assert rows[4] == ["Queue", "Offered", "Service level", "Speed of answer (ASA)", "Longest wait"]
    assert rows[5] == ["'=cmd|' /C calc'!A0", "4", "50.0%", "0:00:17", "0:00:40"]
    assert rows[6] == ["  09:30", "4", "50.0%", "0:00:17", "0:00:40"]
    assert rows[9] == ["  10:00", "0", "", "", "0:00:03"]
    assert rows[10] == ["合计", "5", "60.0%", "0:00:15", "25:01:01"]
    assert rows[12] == ["How it is counted"]
    assert rows[14][:2] == ["Service level", BY_ID["service_level"].formula]


@pytest.mark.parametrize("name", ["report.xlsx", "report.csv"])
def test_what_is_given_up_leaves_the_old_file_and_nothing_else(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"the old one")
    lines = [Line("hotline", f"{number}", Counts(answered=1)) for number in range(200)]
    told: list[tuple[int, int]] = []

    def until_100(done: int, count: int) -> bool:
        told.append((done, count))
        return done < 100

    with pytest.raises(GivenUp):
        write_file(path, a_table(lines), "How it is counted", until_100)
    assert told == [(0, 202), (50, 202), (100, 202)]
    assert [one.name for one in tmp_path.iterdir()] == [name]
    assert path.read_bytes() == b"the old one"
