"""How figures are said: periods, shares, changes, and what is painted in orange."""

import pytest

from clinicdesk.domain.numbers import Share
from clinicdesk.domain.periods import parse
from clinicdesk.domain.summary import change_of_amount, change_of_share
from clinicdesk.i18n.catalog import Translator
from clinicdesk.ui.numbers.words import (
    change_words,
    is_far_below,
    money_words,
    percent_words,
    period_in_full,
    short_period,
)


def test_periods_in_words(t: Translator) -> None:
    assert period_in_full(t, parse("2026Q3")) == "Q3 2026, 1 July to 30 September 2026"
    assert period_in_full(t, parse("2026-08")) == "August 2026"
    assert (short_period(t, parse("2026Q3")), short_period(t, parse("2026-08"))) == ("Q3 26", "08/26")


def test_nothing_to_count_is_a_dash_and_cents_are_left_out(t: Translator) -> None:
    assert percent_words(t, None) == "–"
    assert money_words(t, None, "USD") == "–"
    assert money_words(t, 194_050, "USD", bare=True) == "1,941"


def test_a_cost_that_falls_is_better(t: Translator) -> None:
    fallen = change_words(t, change_of_amount(900, 1000, less_is_better=True))
    assert (fallen.words, fallen.icon, fallen.token) == ("10\N{NO-BREAK SPACE}%", "arrow-down-right", "green")
    risen = change_words(t, change_of_share(Share(51, 100), Share(50, 100)))
    assert (risen.words, risen.icon, risen.token) == ("1 point", "arrow-up-right", "green")
    assert change_words(t, None).words == ""


@pytest.mark.parametrize(("part", "far"), [(41, False), (40, True), (55, False)])
def test_orange_begins_ten_points_under_the_baseline(part: int, far: bool) -> None:
    assert is_far_below(Share(part, 100), Share(50, 100)) is far
    assert not is_far_below(Share(part, 100), Share(0, 0))
