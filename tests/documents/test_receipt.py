"""Receipts and the request for a deposit on paper."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from clinicdesk.documents.deposit import deposit_pdf
from clinicdesk.documents.receipt import receipt_pdf
from clinicdesk.domain.money import Money
from tests.documents.papers import plan, receipt
from tests.documents.reading import codes, text, texts


def test_the_receipt_of_the_picture_says_everything_on_one_page(press):
    pages = texts(receipt_pdf(receipt(), press))
    assert len(pages) == 1
    for words in (
        "Biên nhận đặt cọc",
        "Deposit receipt",
        "BN-2026-00187",
        "17/11/2026, 10:26 (UTC+7), Đà Nẵng",
        "17 November 2026, 10:26",
        "7.525.000 ₫",
        "Bảy triệu năm trăm hai mươi lăm nghìn đồng",
        "Seven million five hundred and twenty-five thousand Vietnamese dong",
        "Lê Minh Châu",
        "Thomas Lê-Richter",
        "Chuyển khoản · Bank transfer",
        "261117-5581-0027",
        "250,00 EUR",
        "1 EUR = 30.100 VND, 17/11/2026",
        "P-2026-0407, bản 2 · revision 2",
        "Thứ Ba 23/02/2027, 09:00",
        "Tuesday 23 February 2027, 09:00, Dr. Phạm Gia Minh",
        "125.400.000",
        "−7.525.000",
        "117.875.000",
        "3.916,11",
        "100 %",
        "Mai Vũ",
        "MST 0401 555 142",
        "bản gốc, original",
        "Trang, page 1/1",
    ):
        assert words in pages[0], words


def test_a_second_print_says_that_it_is_a_copy(press):
    words = text(receipt_pdf(receipt(), press, copy=True))
    assert "bản sao, copy" in words
    assert "original" not in words.split("bản sao")[1]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("balance", "Payment receipt"),
        ("refund", "Refund receipt"),
        ("void", "Cancellation of a receipt"),
    ],
)
def test_each_kind_has_its_title(press, kind, expected):
    document = receipt(language="en", second_language="", kind=kind, replaces="BN-2026-00180")
    words = text(receipt_pdf(document, press))
    assert expected in words
    assert ("BN-2026-00180" in words) is (kind in {"refund", "void"})


def test_the_owners_title_and_note_are_printed(press):
    words = text(receipt_pdf(receipt(title="Quittung", note="Danke & bis bald <3"), press))
    assert "Quittung" in words
    assert "Danke & bis bald <3" in words


def test_a_refund_says_how_much_of_the_deposit_it_is(press):
    document = receipt(language="en", second_language="", kind="refund", refund_percent=50)
    assert "50 % of the deposit, by the refund rule." in text(receipt_pdf(document, press))


def test_a_payment_in_the_ledgers_own_currency_shows_its_day(press):
    document = receipt(
        language="en", second_language="", rate=None, rate_on=None, paid=Money(7_525_000, "VND")
    )
    words = text(receipt_pdf(document, press))
    assert "Received on" in words
    assert "Original amount" not in words


@pytest.mark.parametrize(
    ("rate", "printed"),
    [
        ("1.158", "1 EUR = 1.158 VND"),
        ("30100", "1 EUR = 30,100 VND"),
        ("0.0000393700787402", "1 VND = 25,400 EUR"),
        ("0.273822562979", "1 VND = 3.652 EUR"),
    ],
)
def test_a_small_rate_is_printed_the_other_way_round(press, rate, printed):
    document = receipt(language="en", second_language="", rate=Decimal(rate))
    assert f"Rate {printed}" in text(receipt_pdf(document, press)).replace("\u2066", "").replace("\u2069", "")


def test_the_smallest_receipt_prints(press):
    bare = replace(
        receipt(language="en", second_language=""),
        balance=(),
        payer="",
        way="",
        plan_number="",
        appointment_at=None,
        ladder=(),
        received_by="",
        received_on=date(2026, 1, 2),
        issued_at=datetime(2026, 1, 2, tzinfo=UTC),
    )
    assert "7,525,000 VND" in text(receipt_pdf(bare, press))


def test_the_same_receipt_gives_the_same_bytes(press):
    assert receipt_pdf(receipt(), press) == receipt_pdf(receipt(), press)


def test_the_request_for_a_deposit_says_what_to_pay_and_how(press):
    data = deposit_pdf(plan(title="Implants and veneers"), press)
    words = text(data)
    for expected in (
        "Deposit request",
        "Pay until 20 November 2026, 17:00",
        "300 USD",
        "Three hundred US dollars",
        "Tuesday 12 January 2027, 09:00",
        "Implants and veneers",
        "Account 0071 0055 5142",
        "5,365",
        "14 to 29 days before",
        "not a receipt",
    ):
        assert expected in words, expected
    assert codes(data) == ["https://pay.example/P-2026-0398"]
    assert len(texts(data)) == 1


def test_a_request_without_a_code_gives_the_account(press):
    document = plan()
    words = text(deposit_pdf(replace(document, deposit=replace(document.deposit, codes=())), press))
    assert "Bank transfer to Song Han Dental" in words
    assert "Scan the code" not in words


def test_a_request_in_two_languages_is_one_page(press):
    pages = texts(deposit_pdf(plan(language="vi", second_language="en"), press))
    assert len(pages) == 1
    assert "Đề nghị đặt cọc" in pages[0]
    assert "Deposit request" in pages[0]


def test_a_copy_is_marked_beside_its_title_and_in_its_footer(press):
    original, copy = (
        text(receipt_pdf(receipt(language="en"), press)),
        text(receipt_pdf(receipt(language="en", second_language=""), press, copy=True)),
    )
    assert "Copy" not in original
    assert "Copy" in copy
    assert "· copy ·" in copy


def test_what_goes_back_cites_the_receipt_it_came_in_with(press):
    facts = {"language": "en", "second_language": "", "replaces": "BN-2026-00180", "appointment_at": None}
    refund = text(receipt_pdf(receipt(kind="refund", **facts), press))
    assert "Gives back money of receipt BN-2026-00180" in refund
    same = {**facts, "paid": receipt().amount, "rate": None}
    assert "Given back on 17 November 2026" in text(receipt_pdf(receipt(kind="refund", **same), press))
    assert "Taken back on 17 November 2026" in text(receipt_pdf(receipt(kind="void", **same), press))
    void = text(receipt_pdf(receipt(kind="void", **facts), press))
    assert "Takes back receipt BN-2026-00180" in void
    assert "This document takes receipt BN-2026-00180 back" in void
    assert "BN-2026-00180" not in text(receipt_pdf(receipt(), press))
