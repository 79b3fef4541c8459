"""The summary as a spreadsheet and as CSV: exact numbers, native charts, and text that never runs."""

import csv
from dataclasses import replace
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from clinicdesk.documents.spreadsheet import as_text, summary_csv, summary_xlsx
from clinicdesk.domain.money import Money
from clinicdesk.domain.summary import Summary
from tests.documents import summaries


def read_csv(made: Summary) -> list[list[str]]:
    content = summary_csv(made, language="en")
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def book(made: Summary) -> bytes:
    return summary_xlsx(made, language="en", printed_at=summaries.PRINTED)


def test_every_row_of_the_csv_has_the_same_columns() -> None:
    rows = read_csv(summaries.summary())
    assert rows[0] == ["Period", "Channel", "Figure", "Unit", "Value", "Part", "Whole", "Baseline"]
    assert {len(row) for row in rows} == {8}
    assert ["2026Q3", "All", "Deposit paid, of plans", "%", "42", "79", "186", "47"] in rows
    assert ["2026Q3", "All", "Revenue", "USD", "227400.00", "", "", "185000.00"] in rows
    assert [row[4] for row in rows if row[1:3] == ["SmileJet", "Inquiries"]] == ["96"]


def test_amounts_are_exact_in_every_exponent() -> None:
    one = summaries.summary()
    dong = replace(
        one,
        currency="VND",
        returning=replace(one.returning, currency="VND", revenue=28_500_005),
        baseline=None,
    )
    values = {row[2]: row[4] for row in read_csv(dong) if row[1] == "All"}
    assert values["Revenue"] == "28500005"
    other = replace(one, returning=replace(one.returning, elsewhere=(Money(1_234, "KWD"),)))
    assert [row[4] for row in read_csv(other) if row[2] == "Revenue in another currency"] == ["1.234"]


@pytest.mark.parametrize("name", ["=1+2", "+1", "-1", "@cmd", "\tx", '=HYPERLINK("http://x")'])
def test_a_name_never_runs_as_a_formula(name: str) -> None:
    one = summaries.summary()
    odd = replace(one, groups=(replace(one.groups[0], group=name),))
    assert any(row[1] == f"'{name}" for row in read_csv(odd))
    content = book(odd)
    with ZipFile(BytesIO(content)) as packed:
        sheets = [packed.read(entry).decode() for entry in packed.namelist() if "worksheets/sheet" in entry]
    assert not any("<f>" in sheet for sheet in sheets)
    channels = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name("Channels").to_python()
    assert str(channels[1][0]).strip() == name.strip()


def test_plain_words_stay_as_they_are() -> None:
    assert as_text("Sông Hàn = Dental") == "Sông Hàn = Dental"


def test_the_workbook_has_three_sheets_with_numbers_and_two_native_charts() -> None:
    content = book(summaries.summary())
    found = CalamineWorkbook.from_filelike(BytesIO(content))
    assert found.sheet_names == ["Figures", "Channels", "Revenue"]
    figures = {row[0]: row[2] for row in found.get_sheet_by_name("Figures").to_python()}
    assert figures["Revenue"] == float(Decimal(227400))
    assert figures["Inquiries"] == 261
    revenue = found.get_sheet_by_name("Revenue").to_python()
    assert [row[0] for row in revenue[1:7]] == ["2025Q2", "2025Q3", "2025Q4", "2026Q1", "2026Q2", "2026Q3"]
    with ZipFile(BytesIO(content)) as packed:
        charts = [entry for entry in packed.namelist() if entry.startswith("xl/charts/chart")]
    assert len(charts) == 2


def test_the_same_summary_gives_the_same_bytes() -> None:
    assert book(summaries.summary()) == book(summaries.summary())
    assert summary_csv(summaries.summary(), language="vi") == summary_csv(summaries.summary(), language="vi")
