"""Months and quarters as people type them, and their bounds in the clinic's zone."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.periods import Period, PeriodKind, containing, parse
from tests.cases import ZONE, at


@pytest.mark.parametrize("text", ["2026Q3", "2026-Q3", "2026 q3", " 2026Q3 "])
def test_a_quarter_is_read_as_people_type_it(text: str) -> None:
    assert parse(text) == Period(2026, 3)
    assert str(parse(text)) == "2026Q3"


def test_a_month_is_read_and_written() -> None:
    assert parse("2026-8") == Period(2026, 8, PeriodKind.MONTH)
    assert str(parse("2026-08")) == "2026-08"


@pytest.mark.parametrize(
    "text", ["", "2026", "2026Q5", "2026-13", "2026-00", "Q3", "0000Q1", "2026Q3x", "٢٠٢٦Q3"]
)
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse(text)
    assert caught.value.field == "period"
    assert "2026Q3" in caught.value.message


def test_bounds_are_midnights_of_the_clinic() -> None:
    assert parse("2026Q3").bounds(ZONE) == (at("2026-07-01 00:00"), at("2026-10-01 00:00"))
    start, end = parse("2026-03").bounds(ZoneInfo("Europe/Berlin"))
    assert (end - start).total_seconds() == (31 * 24 - 1) * 3600


def test_neighbours() -> None:
    assert parse("2026Q1").earlier(1) == parse("2025Q4")
    assert parse("2026-01").earlier(-1) == parse("2026-02")
    assert parse("2026Q3").a_year_earlier() == parse("2025Q3")
    assert [day.month for day in parse("2026Q4").months] == [10, 11, 12]


@given(st.dates(date(1971, 1, 1), date(2199, 12, 31)), st.sampled_from(PeriodKind), st.integers(-40, 40))
def test_periods_cover_every_day_without_gap_or_overlap(day: date, kind: PeriodKind, count: int) -> None:
    period = containing(day, kind)
    assert period.first_on <= day <= period.last_on
    assert parse(str(period)) == period
    assert (period.earlier(-1).first_on - period.last_on).days == 1
    assert period.earlier(count).earlier(-count) == period
