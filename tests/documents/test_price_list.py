"""The price list as a workbook: text stays text, prices are numbers, the head is frozen."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

from python_calamine import CalamineWorkbook

from clinicdesk.documents.price_list import price_list_xlsx
from clinicdesk.domain.price_lists import PriceList, PriceListRow
from clinicdesk.domain.procedures import Wording

AT = datetime(2026, 11, 17, 3, 42, tzinfo=UTC)
ROW = PriceListRow(
    "IMP-01",
    "=Implants",
    "per implant",
    {"USD": 105050, "VND": 26700000, "KWD": 323123},
    {"en": Wording("=HYPERLINK(1)", "+1", True), "ar": Wording("زرعة")},
)
LIST = PriceList("Sông Hàn", "2026-11", ("USD", "VND", "KWD", "EUR"), ("en", "ar", "th"), (ROW,))


def test_every_cell_is_what_it_says() -> None:
    content = price_list_xlsx(LIST, printed_at=AT)
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    line = dict(zip(rows[0], rows[1], strict=True))
    assert line["Code"] == "IMP-01"
    assert line["Category"] == "=Implants"
    assert (line["USD"], line["VND"], line["KWD"], line["EUR"]) == (1050.5, 26700000, 323.123, "")
    assert (line["Name en"], line["Description en"]) == ("=HYPERLINK(1)", "+1")
    assert (line["Name ar"], line["Name th"]) == ("زرعة", "")


def test_nothing_runs_and_the_head_stays_in_view() -> None:
    content = price_list_xlsx(LIST, printed_at=AT)
    with ZipFile(BytesIO(content)) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
        styles = packed.read("xl/styles.xml").decode()
    assert "<f>" not in sheet
    assert 'state="frozen"' in sheet
    assert "#,##0.000" in styles
    assert content == price_list_xlsx(LIST, printed_at=AT)
