from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.domain.consent import Consent, Purpose, Refusal, address_hash, last_answer, may_contact

START = datetime(2026, 11, 16, tzinfo=UTC)
CARE, MARKETING = Purpose.CARE, Purpose.MARKETING


def answer(purpose: Purpose, given: bool, day: int = 0, channel: str = "") -> Consent:
    return Consent(purpose, given, START + timedelta(days=day), channel)


def test_nobody_is_contacted_without_an_answer() -> None:
    assert may_contact([], False, CARE, "email").refusal is Refusal.NOT_ASKED
    assert may_contact([answer(CARE, True)], False, MARKETING, "email").refusal is Refusal.NOT_ASKED


def test_the_newest_answer_counts_and_the_stricter_of_two_at_once() -> None:
    yes, no = answer(CARE, True), answer(CARE, False, 1)
    assert may_contact([yes], False, CARE, "email")
    assert may_contact([no, yes], False, CARE, "email").refusal is Refusal.REFUSED
    assert not may_contact([yes, answer(CARE, False)], False, CARE, "email")
    assert may_contact([no, answer(CARE, True, 2)], False, CARE, "email").answer == answer(CARE, True, 2)


def test_a_yes_for_one_channel_is_no_yes_for_another() -> None:
    only = [answer(CARE, True), answer(MARKETING, True, 1, "whatsapp")]
    assert may_contact(only, False, MARKETING, "whatsapp")
    assert not may_contact(only, False, MARKETING, "email")
    assert may_contact(only, False, MARKETING)


def test_a_later_no_to_everything_ends_the_yes_of_one_channel() -> None:
    answers = [answer(MARKETING, True, 1, "whatsapp"), answer(MARKETING, False, 2)]
    assert not may_contact(answers, False, MARKETING, "whatsapp")


def test_who_refused_care_gets_no_marketing() -> None:
    answers = [answer(MARKETING, True, 5), answer(CARE, False, 1)]
    assert may_contact(answers, False, MARKETING, "email").refusal is Refusal.REFUSED


purposes = st.sampled_from([CARE, MARKETING])
channels = st.sampled_from(["", "email", "whatsapp"])
answers = st.lists(st.builds(answer, purposes, st.booleans(), st.integers(0, 9), channels), max_size=6)


@given(answers, purposes, channels)
def test_an_opt_out_of_the_address_is_absolute(found: list[Consent], purpose: Purpose, channel: str) -> None:
    assert may_contact(found, True, purpose, channel).refusal is Refusal.OPTED_OUT


@given(answers, purposes, st.sampled_from(["email", "whatsapp"]))
def test_a_permission_rests_on_a_yes_that_nothing_newer_takes_back(
    found: list[Consent], purpose: Purpose, channel: str
) -> None:
    permission = may_contact(found, False, purpose, channel)
    if permission:
        assert permission.answer is not None
        assert permission.answer == last_answer(found, purpose, channel)
        assert permission.answer.given


def test_an_address_has_one_fingerprint() -> None:
    assert address_hash("84901234567") == address_hash("84901234567")
    assert address_hash("84901234567") != address_hash("84901234568")
    assert "84901234567" not in address_hash("84901234567")
