"""The balance statement on paper."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from clinicdesk.documents.statement import statement_pdf
from clinicdesk.domain.money import Money
from clinicdesk.domain.papers import PaperPatient, PaperStaff, Said
from clinicdesk.domain.pay_codes import PayCode, PayWay
from clinicdesk.domain.statements import (
    StatementDocument,
    StatementEntry,
    StatementPlan,
    StatementTrip,
    wrong_statement_sums,
)
from tests.documents.papers import LETTERHEAD, usd
from tests.documents.reading import codes, seen, text, texts

ENTRIES = (
    StatementEntry("BN-2026-00187", "deposit", date(2026, 11, 17), usd(300), Money(27_750, "EUR"), "bank",
                   Decimal("1.081081"), date(2026, 11, 17)),
    StatementEntry("BN-2026-00190", "balance", date(2026, 11, 20), usd(1000), usd(1000), "card"),
    StatementEntry("BN-2026-00191", "void", date(2026, 11, 20), usd(-1000), usd(-1000), "card",
                   cites="BN-2026-00190"),
    StatementEntry("BN-2026-00199", "balance", date(2027, 1, 12), usd(2000), usd(2000), "cash"),
    StatementEntry("BN-2026-00204", "refund", date(2027, 1, 14), usd(-150), usd(-150), "bank",
                   cites="BN-2026-00199"),
)  # fmt: skip


def statement(**changes):
    trips = (
        StatementTrip(1, 6, usd(3025), usd(2150), usd(875), date(2027, 1, 12), estimate=True),
        StatementTrip(2, 8, usd(2640), usd(0), usd(2640), date(2027, 5, 10)),
    )
    plan = StatementPlan(
        usd(5665), usd(2150), usd(3515), "P-2026-0398", 2, Said("Two implants, four veneers"), trips, ENTRIES
    )
    document = StatementDocument(
        language="en",
        letterhead=LETTERHEAD,
        patient=PaperPatient("Marama Ngata", "", "Wellington", "NZ", date(1971, 3, 4)),
        made_at=datetime(2027, 1, 14, 3, 42, tzinfo=UTC),
        plans=(plan,),
        dentist=PaperStaff("Dr. Phạm Gia Minh", "Implant dentist"),
        coordinator=PaperStaff("Linh Trần", "", "+84 905 550 117", ("en", "vi")),
        next_due=usd(875),
        ways=("bank", "link"),
        codes=(PayCode(PayWay.LINK, "https://pay.example/P-2026-0398"),),
        reference="P-2026-0398",
    )
    return replace(document, **changes).sealed()


def test_it_says_what_was_agreed_paid_and_is_due(press):
    assert wrong_statement_sums(statement()) == ()
    (page,) = texts(statement_pdf(statement(), press))
    for words in (
        "Balance statement",
        "As of 14 January 2027, 10:42",
        "Marama Ngata",
        "Two implants, four veneers",
        "Balance due 3,515.00 USD",
        "To be paid next 875.00 USD Due on trip 1, January 2027",
        "Plan P-2026-0398, revision 2 Total, USD Paid, USD Due, USD",
        "Trip 1, January 2027, 6 days 3,025.00* 2,150.00 875.00*",
        "Trip 2, May 2027, 8 days 2,640.00 0.00 2,640.00",
        "In all 5,665.00 2,150.00 3,515.00",
        "BN-2026-00187 Deposit, Bank transfer",
        "277.50 EUR · 1 EUR = 1.081081 USD",
        "BN-2026-00190 Payment, Card 1,000.00",
        "Cancelled payment, Card of receipt BN-2026-00190 −1,000.00",
        "Refund, Bank transfer of receipt BN-2026-00199 −150.00",
        "Paid in all 2,150.00",
        "How to pay 875 USD",
        "Account 0071 0055 5142, SWIFT EXAMVNVX, reference P-2026-0398",
        "not a receipt and not a tax invoice",
        f"check code {statement().check_code}",
    ):
        assert words in page, words


def test_its_code_leads_to_the_payment_page(press):
    assert codes(statement_pdf(statement(), press)) == ["https://pay.example/P-2026-0398"]


def test_an_open_deposit_is_due_until_its_date_is_no_longer_held(press):
    plan = replace(
        statement().plans[0], deposit_due=usd(100), deposit_until=datetime(2026, 11, 20, 10, tzinfo=UTC)
    )
    words = text(statement_pdf(statement(plans=(plan,), next_due=usd(100)), press))
    assert "Deposit, pay until 20 November 2026, 17:00" in words


def test_a_credit_is_said_as_one_and_asks_for_nothing(press):
    plan = StatementPlan(usd(100), usd(150), usd(-50), "P-2026-0398", 1)
    words = text(statement_pdf(statement(plans=(plan,), next_due=None, codes=()), press))
    assert "Credit in your favour 50.00 USD" in words
    assert "How to pay" not in words


def test_several_plans_have_an_account_each(press):
    other = replace(statement().plans[0], number="P-2026-0401")
    words = text(statement_pdf(statement(plans=(statement().plans[0], other)), press))
    assert "Plan P-2026-0398" in words
    assert "Plan P-2026-0401" in words
    assert "Balance due 7,030.00 USD" in words


def test_a_long_ledger_runs_over_pages_under_its_heads(press):
    many = tuple(replace(ENTRIES[1], receipt=f"BN-{n:05}", amount=usd(1), paid=usd(1)) for n in range(90))
    plan = replace(statement().plans[0], entries=many)
    pages = texts(statement_pdf(statement(plans=(plan,)), press))
    assert len(pages) > 2
    assert all(f"BN-{n:05}" in " ".join(pages) for n in range(90))
    assert "Date Receipt" in pages[1]


@pytest.mark.parametrize("language", ["vi", "ar", "he", "ja", "th", "de"])
def test_bilingual_and_right_to_left_statements_keep_their_figures(press, language):
    words = seen(statement_pdf(statement(language=language, second_language="en"), press))
    for expected in ("BN-2026-00191", "P-2026-0398", "Balancestatement", "Paidinall"):
        assert expected in words, expected


def test_the_same_statement_gives_the_same_bytes(press):
    assert statement_pdf(statement(), press) == statement_pdf(statement(), press)


@pytest.mark.parametrize("hostile", ["<b>A</b> & <img src='x'>", "{name} %s", "e" + "\u0301" * 30])
def test_what_people_typed_is_printed_as_it_was(press, hostile):
    plan = replace(statement().plans[0], title=Said(hostile))
    words = text(statement_pdf(statement(plans=(plan,), patient=PaperPatient(hostile)), press))
    if hostile.isascii():
        assert words.count(hostile) == 2


def test_wrong_sums_are_named():
    plan = statement().plans[0]
    trips = (replace(plan.trips[0], due=usd(1)), plan.trips[1])
    bad = statement(plans=(replace(plan, trips=trips, paid=usd(3), entries=ENTRIES[:2]),))
    assert set(wrong_statement_sums(bad)) == {"P-2026-0398 paid", "P-2026-0398 left", "P-2026-0398 due"}
