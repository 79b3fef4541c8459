"""The summary as a spreadsheet with native charts, and as one CSV; text is typed as text, never a formula."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import xlsxwriter

from clinicdesk.documents.channel_names import channel_name
from clinicdesk.domain.money import Money
from clinicdesk.domain.numbers import LeadFigures, Share
from clinicdesk.domain.summary import Summary
from clinicdesk.i18n.catalog import Translator

Cell = str | int | Decimal | None
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A text cell that begins like this would run as a formula in a spreadsheet program (safety rule 17)."""
PETROL, SKY, VIOLET = "#0B5C7D", "#9CC5D6", "#67509C"


@dataclass(frozen=True)
class Line:
    """One figure: its name, its unit, its value, what it is a part of, and the baseline's value."""

    name: str
    unit: str
    value: Cell
    part: Cell = None
    whole: Cell = None
    baseline: Cell = None


@dataclass(frozen=True)
class Sheets:
    """The rows of the three tables, as every export shows them."""

    title: str
    figures: tuple[Line, ...]
    channel_head: tuple[str, ...]
    channels: tuple[tuple[Cell, ...], ...]
    trend_head: tuple[str, ...]
    trend: tuple[tuple[Cell, ...], ...]


def sheets(summary: Summary, language: str, translations: Path | None = None) -> Sheets:
    """Return the tables of ``summary`` in ``language``; amounts are exact major units."""
    t = Translator("documents", language, translations)
    return Sheets(
        t("Summary {period}", period=str(summary.period)),
        (*_lead_lines(summary, t), *_returning_lines(summary, t)),
        (
            t("Channel"),
            t("Inquiries"),
            t("First reply, median, business minutes"),
            t("First reply, 90th percentile, business minutes"),
            t("Replied in time, %"),
            t("Plan sent, of inquiries, %"),
            t("Plan within 24 hours of the reply, %"),
            t("Deposit paid, of inquiries, %"),
            t("Deposit paid, of plans, %"),
            t("Arrived, of deposits, %"),
        ),
        (
            *(_channel(one, _name(one, summary, t)) for one in summary.groups),
            _channel(summary.total, t("All")),
        ),
        (
            t("Period"),
            t("New patients, {currency}", currency=summary.currency),
            t("Returning patients, {currency}", currency=summary.currency),
            t("Revenue share of repeat trips"),
            t("Contacted on schedule"),
        ),
        tuple(
            (
                str(quarter.period),
                _major(quarter.new_revenue, summary),
                _major(quarter.returning.repeat_revenue, summary),
                quarter.returning.repeat_share.percent,
                quarter.returning.contacted.percent,
            )
            for quarter in summary.trend
        ),
    )


def _name(one: LeadFigures, summary: Summary, t: Translator) -> str:
    return summary.group_names.get(one.group) or channel_name(one.group, t)


def _channel(one: LeadFigures, name: str) -> tuple[Cell, ...]:
    shares = (one.in_time, one.plan, one.plan_in_time, one.deposit, one.deposit_of_plans, one.arrival)
    return (name, one.inquiries, one.reply_median, one.reply_90, *(share.percent for share in shares))


def _major(minor: int | None, summary: Summary) -> Decimal | None:
    return None if minor is None else Money(minor, summary.currency).decimal()


Asked = tuple[str, str, str]
"""Which attribute of the figures, its name in words, its unit; a Share is in percent whatever its unit."""


def _lead_lines(summary: Summary, t: Translator, group: LeadFigures | None = None) -> tuple[Line, ...]:
    """The lead figures of one group beside the same group of the baseline, or of all."""
    minutes = t("business minutes")
    asked: tuple[Asked, ...] = (
        ("inquiries", t("Inquiries"), ""),
        ("reply_median", t("First reply, median"), minutes),
        ("reply_90", t("First reply, 90th percentile"), minutes),
        ("in_time", t("Replied in time"), ""),
        ("plan", t("Plan sent, of inquiries"), ""),
        ("plan_in_time", t("Plan within 24 hours of the reply"), ""),
        ("deposit", t("Deposit paid, of inquiries"), ""),
        ("deposit_of_plans", t("Deposit paid, of plans"), ""),
        ("arrival", t("Arrived, of deposits"), ""),
        ("walk_ins", t("Arrived without a deposit"), ""),
        ("cancelled", t("Cancelled with a refund"), ""),
    )
    base = summary.baseline
    if group is None:
        return tuple(_line(summary, one, summary.total, base.total if base else None) for one in asked)
    before = next((old for old in base.groups if old.group == group.group), None) if base else None
    return tuple(_line(summary, one, group, before) for one in asked)


def _returning_lines(summary: Summary, t: Translator) -> tuple[Line, ...]:
    money = summary.currency
    asked: tuple[Asked, ...] = (
        ("contacted", t("Contacted on schedule"), ""),
        ("not_contactable", t("Could not be contacted"), ""),
        ("recall_booked", t("Recall message to booking"), ""),
        ("revenue", t("Revenue"), money),
        ("repeat_revenue", t("Revenue of returning patients"), money),
        ("returning_patients", t("Returning patients"), ""),
        ("per_returning", t("Revenue per returning patient"), money),
        ("repeat_share", t("Revenue share of repeat trips"), money),
        ("reactivation", t("Past patients who booked"), ""),
        ("new_patients", t("New patients booked"), ""),
        ("recall_spend", t("Spent on recalls"), money),
        ("per_reactivation", t("Cost per reactivation"), money),
        ("acquisition_spend", t("Spent on new patients"), money),
        ("per_new_patient", t("Cost per new patient"), money),
    )
    base = summary.baseline
    lines = [_line(summary, one, summary.returning, base.returning if base else None) for one in asked]
    elsewhere = t("Revenue in another currency")
    others = (Line(elsewhere, other.currency, other.decimal()) for other in summary.returning.elsewhere)
    return (*lines, *others)


def _line(summary: Summary, asked: Asked, now: object, before: object | None) -> Line:
    attribute, name, unit = asked
    value = getattr(now, attribute)
    old = getattr(before, attribute) if before is not None else None
    money = unit == summary.currency
    if isinstance(value, Share):
        part, whole = (_major(n, summary) if money else n for n in (value.part, value.whole))
        return Line(name, "%", value.percent, part, whole, old.percent if old else None)
    if money:
        return Line(name, unit, _major(value, summary), baseline=_major(old, summary))
    return Line(name, unit, value, baseline=old)


def summary_csv(summary: Summary, *, language: str, translations: Path | None = None) -> bytes:
    """One figure a row, of all and of each channel: UTF-8 with a mark, numbers with a point, text as text."""
    t = Translator("documents", language, translations)
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    heads = (
        t("Period"), t("Channel"), t("Figure"), t("Unit"), t("Value"), t("Part"), t("Whole"), t("Baseline"),
    )  # fmt: skip
    writer.writerow([as_text(head) for head in heads])
    rows = [(t("All"), line) for line in sheets(summary, language, translations).figures]
    for group in summary.groups:
        name = _name(group, summary, t)
        rows += [(name, line) for line in _lead_lines(summary, t, group)]
    for name, line in rows:
        cells = (
            str(summary.period), name, line.name, line.unit, line.value, line.part, line.whole, line.baseline,
        )  # fmt: skip
        writer.writerow([_csv_cell(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def as_text(text: str) -> str:
    """Return ``text`` so that a spreadsheet program reads it as text: an apostrophe before a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    return as_text(cell) if isinstance(cell, str) else str(cell)


def summary_xlsx(
    summary: Summary, *, language: str, printed_at: datetime, translations: Path | None = None
) -> bytes:
    """The three tables as a workbook with two native charts; the same summary gives the same bytes."""
    found = sheets(summary, language, translations)
    t = Translator("documents", language, translations)
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties(
            {"title": found.title, "author": summary.clinic, "created": printed_at.replace(tzinfo=None)}
        )
        _figures_sheet(book, found, t)
        _channels_sheet(book, found, t)
        if found.trend:
            _trend_sheet(book, found, summary, t)
    return target.getvalue()


def _table(book: Any, name: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Any:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"num_format": "#,##0.###"})
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, bold)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, column, cell)
            elif cell is not None:
                sheet.write_number(number, column, cell, plain)
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, max(1, len(heads) - 1), 16)
    return sheet


def _figures_sheet(book: Any, found: Sheets, t: Translator) -> None:
    heads = (t("Figure"), t("Unit"), t("Value"), t("Part"), t("Whole"), t("Baseline"))
    rows = [(one.name, one.unit, one.value, one.part, one.whole, one.baseline) for one in found.figures]
    _table(book, _sheet_name(t("Figures")), heads, rows)


def _channels_sheet(book: Any, found: Sheets, t: Translator) -> None:
    name = _sheet_name(t("Channels"))
    sheet = _table(book, name, found.channel_head, found.channels)
    chart = book.add_chart({"type": "bar"})
    for column, colour in ((5, SKY), (8, PETROL), (9, VIOLET)):
        chart.add_series(
            {
                "name": [name, 0, column],
                "categories": [name, 1, 0, len(found.channels), 0],
                "values": [name, 1, column, len(found.channels), column],
                "fill": {"color": colour},
            }
        )
    chart.set_title({"name": t("From inquiry to arrival, by channel")})
    chart.set_x_axis({"min": 0, "max": 100})
    chart.set_y_axis({"reverse": True})
    chart.set_size({"width": 760, "height": 120 + 44 * len(found.channels)})
    sheet.insert_chart(len(found.channels) + 3, 0, chart)


def _trend_sheet(book: Any, found: Sheets, summary: Summary, t: Translator) -> None:
    name = _sheet_name(t("Revenue"))
    sheet = _table(book, name, found.trend_head, found.trend)
    chart = book.add_chart({"type": "column", "subtype": "stacked"})
    for column, colour in ((1, SKY), (2, VIOLET)):
        chart.add_series(
            {
                "name": [name, 0, column],
                "categories": [name, 1, 0, len(found.trend), 0],
                "values": [name, 1, column, len(found.trend), column],
                "fill": {"color": colour},
                "gap": 60,
            }
        )
    chart.set_title({"name": t("Revenue, {currency}", currency=summary.currency)})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 760, "height": 360})
    sheet.insert_chart(len(found.trend) + 3, 0, chart)


def _sheet_name(words: str) -> str:
    """Return ``words`` as a sheet's name: at most 31 letters, none of those that spreadsheets refuse."""
    return "".join(" " if letter in r"[]:*?/\'" else letter for letter in words)[:31].strip() or "Sheet"
