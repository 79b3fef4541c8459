"""Codes, read back by another decoder from the printed page."""

import pytest
import segno.helpers

from clinicdesk.documents.page import Foot, Head, compose
from clinicdesk.documents.qr import MILLIMETRE, QrCode, epc_text
from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.money import Money
from tests.documents.reading import codes

PARTS = {"name": "Song Han Dental", "iban": "DE89 3704 0044 0532 0130 00", "reference": "P-2026-0398"}


def printed(press, content):
    code = QrCode(content, press.theme.colours["t1"])
    foot = Foot("", lambda number, count: f"{number}/{count}")
    return compose([code], press.typesetter("en"), Head("A"), foot, title="t")


@pytest.mark.parametrize(
    "content", ["https://pay.example/P-2026-0398?a=1", "Nguyễn Thị Hà 7.525.000 ₫", "0" * 200, "A"]
)
def test_what_is_printed_is_what_is_read(press, content):
    assert codes(printed(press, content)) == [content]


def test_a_code_is_at_least_28_millimetres_wide(press):
    assert QrCode("x", press.theme.colours["t1"]).wrap(500, 500) == pytest.approx((28 * MILLIMETRE,) * 2)


def test_the_sepa_text_is_the_one_of_the_standard(press):
    content = epc_text(amount=Money(25_050, "EUR"), **PARTS)
    assert content.split("\n") == [
        "BCD",
        "002",
        "1",
        "SCT",
        "",
        "Song Han Dental",
        "DE89370400440532013000",
        "EUR250.50",
        "",
        "",
        "P-2026-0398",
    ]
    theirs = segno.helpers.make_epc_qr(
        name="Song Han Dental", iban="DE89370400440532013000", amount="250.55", text="P-2026-0398", encoding=1
    )
    ours = segno.make(
        epc_text(amount=Money(25_055, "EUR"), **PARTS), error="m", boost_error=False, micro=False
    )
    assert ours.matrix == theirs.matrix
    assert codes(printed(press, content)) == [content]


@pytest.mark.parametrize(
    "change",
    [
        {"amount": Money(100, "USD")},
        {"amount": Money(0, "EUR")},
        {"name": "x" * 71},
        {"iban": "DE"},
        {"bic": "AB"},
    ],
)
def test_what_does_not_fit_the_standard_is_refused(change):
    with pytest.raises(InvalidInput):
        epc_text(**{"amount": Money(25_000, "EUR"), **PARTS, **change})
