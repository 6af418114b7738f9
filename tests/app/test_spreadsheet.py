"""Tables to a spreadsheet and back: nothing is lost, nothing becomes a formula."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.spreadsheet import from_spreadsheet, to_spreadsheet

CELLS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t\"'=+-@0123"), max_size=20
)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=4))
def test_what_is_copied_is_pasted_as_it_was(rows: list[list[str]]) -> None:
    plain = [[cell.strip() for cell in row] for row in rows]
    kept = [row for row in plain if any(row)]
    again = from_spreadsheet(to_spreadsheet(rows))
    without = [[cell.removeprefix("'") for cell in row] for row in again]
    assert without == [[cell.removeprefix("'") for cell in row] for row in kept]


@pytest.mark.parametrize(
    "evil", ["=1+1", "+cmd|'/C calc'!A0", "-2+3", "@SUM(A1)", "＝1+1", "  =1", "-", "+86 138"]
)
def test_a_formula_is_a_text(evil: str) -> None:
    [[first, cell]] = [line.split("\t") for line in to_spreadsheet([["a", evil]]).splitlines()]
    assert cell.startswith("'")
    assert from_spreadsheet(f"{first}\t{cell}") == [["a", evil.strip()]]


def test_amounts_stay_numbers_and_codes_stay_codes() -> None:
    table = to_spreadsheet([["-5", "12,5", "00123", "24030118762000011122", "13800138000", "12E34", "E2"]])
    assert table == "-5\t12,5\t'00123\t'24030118762000011122\t13800138000\t'12E34\tE2\n"


def test_a_copy_of_excel_is_read_with_its_tabs_lines_and_quotes() -> None:
    pasted = '\ufeff编码\t名称\r\nA1\t"两行\n""引""\t号"\r\n\r\n B2 \t5" hose\r\n'
    assert from_spreadsheet(pasted) == [["编码", "名称"], ["A1", '两行\n"引"\t号'], ["B2", '5" hose']]
    assert to_spreadsheet([["a\tb", 'c\r\nd"']]) == '"a\tb"\t"c\nd"""\n'


def test_what_is_no_table_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="field"):
        from_spreadsheet('"' + "x" * 200_000)
