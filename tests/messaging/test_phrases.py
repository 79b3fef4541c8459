from datetime import date

import pytest

from clinicdesk.domain.clinic import RefundStep
from clinicdesk.i18n.catalog import Translator
from clinicdesk.messaging import phrases

ENGLISH, VIETNAMESE, UNWORDED = (Translator("messages", language) for language in ("en", "vi", "sw"))
LADDER = (RefundStep(30, 100), RefundStep(14, 50), RefundStep(0, 0))


def test_a_stay_is_counted_in_days_per_trip() -> None:
    assert phrases.stay(ENGLISH, [6]) == "6 days"
    assert phrases.stay(ENGLISH, [1, 8]) == "2 trips (1 day and 8 days)"
    assert phrases.stay(VIETNAMESE, [6, 8]) == "2 chuyến (6 ngày và 8 ngày)"
    assert phrases.stay(ENGLISH, []) == ""


def test_a_refund_ladder_is_one_sentence() -> None:
    assert phrases.refund_rule(ENGLISH, LADDER) == (
        "100\u00a0% back until 30 days before your visit, 50\u00a0% back until 14 days before your visit, "
        "nothing after that."
    )
    assert phrases.refund_rule(ENGLISH, [RefundStep(0, 100)]) == "100\u00a0% back at any time."
    assert phrases.refund_rule(ENGLISH, [RefundStep(0, 0)]) == ""
    assert phrases.refund_rule(VIETNAMESE, LADDER).count("%") == 2


def test_work_names_its_teeth() -> None:
    assert phrases.work("crowns", (14, 15)) == "crowns (14, 15)"
    assert phrases.work("whitening", ()) == "whitening"


@pytest.mark.parametrize("days", [[3], [3, 4]])
def test_a_language_without_words_gets_none_of_another(days: list[int]) -> None:
    assert phrases.stay(UNWORDED, days) == ""
    assert phrases.refund_rule(UNWORDED, LADDER) == ""
    assert phrases.guarantee_reason(UNWORDED, date(2027, 7, 9)) == ""
    assert phrases.guarantee_reason(ENGLISH, date(2027, 7, 9)).endswith("until 9 July 2027.")
