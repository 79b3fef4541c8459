from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.hours import (
    OpeningHours,
    add_business_minutes,
    business_minutes_between,
    first_reply_due,
    is_open,
    next_opening,
    plan_due,
)

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
NINE_TO_FIVE = ((9 * 60, 17 * 60),)
WEEK = {**dict.fromkeys(range(5), NINE_TO_FIVE), 5: ((9 * 60, 12 * 60),)}
CLINIC = OpeningHours(SAIGON, WEEK, frozenset({date(2026, 9, 2)}))

START = datetime(2024, 1, 1, tzinfo=UTC)
ZONES = (
    "Asia/Ho_Chi_Minh",
    "Europe/Budapest",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
)


def wall(text: str, zone: ZoneInfo = SAIGON) -> datetime:
    return datetime.strptime(f"2026 {text}", "%Y %d %b %H:%M").replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("17 Aug 10:00", "17 Aug 14:00"),
        ("17 Aug 16:00", "18 Aug 12:00"),
        ("17 Aug 07:30", "17 Aug 12:00"),
        ("17 Aug 03:00", "17 Aug 12:00"),
        ("21 Aug 16:30", "22 Aug 12:00"),
        ("22 Aug 11:00", "24 Aug 12:00"),
        ("23 Aug 20:00", "24 Aug 12:00"),
        ("1 Sep 16:00", "3 Sep 12:00"),
    ],
)
def test_first_reply_is_due_as_in_the_worked_examples(received: str, due: str) -> None:
    assert first_reply_due(wall(received), CLINIC) == wall(due)


@pytest.mark.parametrize(
    ("replied", "due"),
    [
        ("17 Aug 14:00", "18 Aug 14:00"),
        ("21 Aug 16:00", "24 Aug 10:00"),
        ("20 Aug 18:20", "22 Aug 10:00"),
        ("22 Aug 11:30", "24 Aug 10:00"),
    ],
)
def test_plan_is_due_as_in_the_worked_examples(replied: str, due: str) -> None:
    assert plan_due(wall(replied), CLINIC) == wall(due)


def test_a_clinic_that_opens_in_the_afternoon_replies_an_hour_after_opening() -> None:
    late = OpeningHours(SAIGON, dict.fromkeys(range(7), ((14 * 60, 22 * 60),)))
    assert first_reply_due(wall("17 Aug 08:00"), late) == wall("17 Aug 15:00")


def test_a_break_at_midday_is_not_an_opening() -> None:
    split = OpeningHours(SAIGON, dict.fromkeys(range(7), ((540, 720), (810, 1020))))
    assert first_reply_due(wall("17 Aug 10:00"), split) == wall("17 Aug 15:30")
    assert first_reply_due(wall("17 Aug 12:15"), split) == wall("18 Aug 09:30")


def test_another_promise_moves_the_reply() -> None:
    assert first_reply_due(wall("17 Aug 10:00"), CLINIC, 60) == wall("17 Aug 11:00")


def test_business_minutes_leave_out_the_closed_day() -> None:
    assert business_minutes_between(wall("1 Sep 16:00"), wall("3 Sep 12:00"), CLINIC) == 240
    assert business_minutes_between(wall("3 Sep 12:00"), wall("1 Sep 16:00"), CLINIC) == -240
    assert business_minutes_between(wall("2 Sep 08:00"), wall("2 Sep 18:00"), CLINIC) == 0


def test_business_time_ends_at_the_close_and_not_at_the_next_opening() -> None:
    assert add_business_minutes(wall("17 Aug 13:00"), 240, CLINIC) == wall("17 Aug 17:00")
    assert add_business_minutes(wall("17 Aug 13:00"), 241, CLINIC) == wall("18 Aug 09:01")


def test_an_interval_until_midnight_ends_at_midnight() -> None:
    night = OpeningHours(SAIGON, {0: ((20 * 60, 24 * 60),)})
    assert business_minutes_between(wall("17 Aug 12:00"), wall("18 Aug 12:00"), night) == 240


def test_summer_time_counts_the_hours_that_passed() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    always = OpeningHours(berlin, dict.fromkeys(range(7), ((0, 24 * 60),)))
    spring = datetime(2026, 3, 29, tzinfo=berlin), datetime(2026, 3, 30, tzinfo=berlin)
    autumn = datetime(2026, 10, 25, tzinfo=berlin), datetime(2026, 10, 26, tzinfo=berlin)
    assert business_minutes_between(*spring, always) == 23 * 60
    assert business_minutes_between(*autumn, always) == 25 * 60
    assert plan_due(datetime(2026, 3, 28, 12, tzinfo=berlin), always) == datetime(
        2026, 3, 29, 13, tzinfo=berlin
    )


def test_a_clinic_without_hours_gets_a_sentence() -> None:
    for never in (OpeningHours(SAIGON, {}), OpeningHours(SAIGON, {0: ()})):
        with pytest.raises(InvalidInput, match="no opening hours"):
            first_reply_due(wall("17 Aug 10:00"), never)
        with pytest.raises(InvalidInput, match="no opening hours"):
            next_opening(wall("17 Aug 10:00"), never)


instants = st.integers(0, 5 * 365 * 24 * 3600).map(lambda n: START + timedelta(seconds=n))
minutes = st.integers(0, 5000)


@st.composite
def clinics(draw: st.DrawFn) -> OpeningHours:
    def day() -> tuple[tuple[int, int], ...]:
        marks = sorted(draw(st.sets(st.integers(0, 1440), min_size=0, max_size=4)))
        return tuple((a, b) for a, b in zip(marks[::2], marks[1::2], strict=False))

    week = {weekday: day() for weekday in range(7)}
    week[draw(st.integers(0, 6))] = ((540, 1020),)
    closed = draw(st.frozensets(st.dates(date(2024, 1, 1), date(2028, 12, 31)), max_size=10))
    return OpeningHours(ZoneInfo(draw(st.sampled_from(ZONES))), week, closed)


@given(clinics(), instants, minutes)
def test_adding_ends_inside_opening_hours_and_counts_back(hours: OpeningHours, at: datetime, n: int) -> None:
    end = add_business_minutes(at, n, hours)
    assert end >= at
    assert is_open(end, hours)
    assert business_minutes_between(at, end, hours) == n


@given(clinics(), instants, instants, minutes)
def test_adding_is_monotone(hours: OpeningHours, one: datetime, other: datetime, n: int) -> None:
    early, late = sorted((one, other))
    assert add_business_minutes(early, n, hours) <= add_business_minutes(late, n, hours)
    assert add_business_minutes(early, n, hours) <= add_business_minutes(early, n + 1, hours)


@given(clinics(), st.lists(instants, min_size=3, max_size=3))
def test_business_time_adds_up(hours: OpeningHours, at: list[datetime]) -> None:
    a, b, c = (moment.replace(second=0) for moment in sorted(at))
    parts = business_minutes_between(a, b, hours) + business_minutes_between(b, c, hours)
    assert parts == business_minutes_between(a, c, hours)


@given(clinics(), instants)
def test_the_first_reply_is_never_later_than_promised_or_than_the_next_noon(
    hours: OpeningHours, at: datetime
) -> None:
    due = first_reply_due(at, hours)
    assert at <= due <= add_business_minutes(at, 240, hours)
    opening = next_opening(at, hours)
    if not any(hours.on((at.astimezone(hours.zone)).date())):
        noon = datetime.combine(opening.astimezone(hours.zone).date(), time(12), tzinfo=hours.zone)
        assert due <= max(noon, opening + timedelta(hours=1))


@given(clinics(), instants)
def test_the_plan_is_never_due_before_its_hours_and_falls_after_an_opening(
    hours: OpeningHours, at: datetime
) -> None:
    due = plan_due(at, hours)
    assert due >= at + timedelta(hours=24)
    assert is_open(due, hours) or is_open(due - timedelta(hours=1), hours)
