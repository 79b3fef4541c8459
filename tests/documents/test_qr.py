"""Codes, read back by another decoder from the printed page."""

import pytest
import segno.helpers

from clinicdesk.documents.page import Foot, Head, compose
from clinicdesk.documents.qr import MILLIMETRE, QrCode
from clinicdesk.domain.money import Money
from clinicdesk.domain.pay_codes import epc_text, promptpay_text, vietqr_text
from tests.documents.reading import codes


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


CODES = [
    epc_text(
        name="Song Han Dental",
        iban="DE89 3704 0044 0532 0130 00",
        amount=Money(25_055, "EUR"),
        reference="P-2026-0398",
    ),
    vietqr_text(
        bank="970415", account="0011001932418", amount=Money(7_525_000, "VND"), reference="P-2026-0398"
    ),
    promptpay_text(payee="080-111-1111", amount=Money(1_089_000, "THB")),
]


@pytest.mark.parametrize("content", CODES)
def test_payment_codes_are_read_back_as_they_were_written(press, content):
    assert codes(printed(press, content)) == [content]


def test_the_sepa_code_is_the_one_of_another_maker():
    theirs = segno.helpers.make_epc_qr(
        name="Song Han Dental", iban="DE89370400440532013000", amount="250.55", text="P-2026-0398", encoding=1
    )
    assert segno.make(CODES[0], error="m", boost_error=False, micro=False).matrix == theirs.matrix
