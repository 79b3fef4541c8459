"""Month arithmetic, and the rules that the owner edits."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.domain.cadence import DEFAULTS, Cadences, Rule, RuleGroup, add_months
from clinicdesk.domain.errors import InvalidInput


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 3, 10), 12, date(2027, 3, 10)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 2, 28), -4, date(2026, 10, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 1, 31), -1, date(2025, 12, 31)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_months_are_clamped_to_the_end_of_the_month(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(-600, 600))
def test_months_never_overflow_and_keep_the_day_where_it_exists(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day
    if later.day < day.day:
        assert add_months(later, 0).day in {28, 29, 30}


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(1, 60), st.integers(0, 60))
def test_later_dates_come_later(day: date, months: int, more: int) -> None:
    assert add_months(day, months) > day
    assert add_months(day, months + more) >= add_months(day, months)


def test_defaults_follow_the_field() -> None:
    cadences = Cadences()
    for key in ("implant", "full_arch", "crown", "veneer", "hygiene", "general"):
        rule = cadences.recall(key)
        assert rule is not None
        assert 12 <= rule.steps[0] <= 24
        assert (rule.opens, rule.late) == (4, 2)
    assert cadences.recall("filling") is None
    assert cadences.recall("unknown") is None
    assert cadences.recall("plan_follow_up") is None
    assert cadences.rule("plan_follow_up").steps == (2, 5, 10)


def test_every_default_can_be_saved_as_it_is() -> None:
    assert Cadences().changed(DEFAULTS) == Cadences()


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        (Rule("x", RuleGroup.RECALL, ()), "steps"),
        (Rule("x", RuleGroup.RECALL, (0,), 4, 2), "steps"),
        (Rule("x", RuleGroup.JOURNEY, (5, 2)), "steps"),
        (Rule("x", RuleGroup.RECALL, (12,), 2, 4), "late"),
        (Rule("x", RuleGroup.RECALL, (12,), 4, 2, 4), "reminders"),
        (Rule("x", RuleGroup.RECALL, (12,), 4, 2, 2, 0), "reminder_days"),
        (Rule("x", RuleGroup.JOURNEY, (2,), -1), "opens"),
    ],
)
def test_a_rule_that_cannot_be_names_its_field(rule: Rule, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        Cadences().changed([rule])
    assert caught.value.field == field
