"""The price list as a workbook: text typed as text, prices as numbers with their currency's decimals."""

from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from clinicdesk.domain.money import Money, exponent
from clinicdesk.domain.price_lists import CATEGORY, CODE, UNIT, PriceList, description_head, name_head

NARROW, WIDE = 12, 34
FROZEN_COLUMNS = 1


def price_list_xlsx(prices: PriceList, *, printed_at: datetime) -> bytes:
    """One row per procedure under a frozen head; the same list gives the same bytes.

    The heads are not translated: they are what the program reads back.
    """
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties(
            {"title": prices.month, "author": prices.clinic, "created": printed_at.replace(tzinfo=None)}
        )
        sheet = book.add_worksheet("Prices")
        _write_head(book, sheet, prices)
        _write_rows(book, sheet, prices)
        sheet.freeze_panes(1, FROZEN_COLUMNS)
    return target.getvalue()


def _heads(prices: PriceList) -> list[tuple[str, int]]:
    """Every head with the width of its column."""
    heads = [(CODE, NARROW), (CATEGORY, 24), (UNIT, 16)]
    heads += [(currency, NARROW) for currency in prices.currencies]
    for language in prices.languages:
        heads += [(name_head(language), WIDE), (description_head(language), WIDE)]
    return heads


def _write_head(book: Any, sheet: Any, prices: PriceList) -> None:
    bold = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    for column, (head, width) in enumerate(_heads(prices)):
        sheet.write_string(0, column, head, bold)
        sheet.set_column(column, column, width)


def _write_rows(book: Any, sheet: Any, prices: PriceList) -> None:
    text = book.add_format({"num_format": "@"})
    formats = {
        currency: book.add_format({"num_format": _pattern(currency)}) for currency in prices.currencies
    }
    for number, row in enumerate(prices.rows, start=1):
        column = 0
        for words in (row.code, row.category, row.unit):
            sheet.write_string(number, column, words, text)
            column += 1
        for currency in prices.currencies:
            minor = row.prices.get(currency)
            if minor is not None:
                sheet.write_number(number, column, Money(minor, currency).decimal(), formats[currency])
            column += 1
        for language in prices.languages:
            wording = row.wordings.get(language)
            for words in (wording.name, wording.description) if wording else ("", ""):
                if words:
                    sheet.write_string(number, column, words, text)
                column += 1


def _pattern(currency: str) -> str:
    decimals = exponent(currency)
    return "#,##0." + "0" * decimals if decimals else "#,##0"
