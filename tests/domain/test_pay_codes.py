"""Payment codes against the vectors of the standards (facts of the field, section 7)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinicdesk.domain.clinic import BankAccount
from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.money import Money
from clinicdesk.domain.pay_codes import (
    PayWay,
    check_account,
    codes,
    epc_text,
    is_iban,
    pay_link,
    promptpay_text,
    vietqr_text,
    ways,
)

IBAN = "DE89 3704 0044 0532 0130 00"
BANK = BankAccount("Song Han Dental", "", "0071", "COBADEFF", IBAN, "970415", "0011001932418", "080-111-1111")
EPC = {"name": "Song Han Dental", "iban": IBAN, "reference": "P-2026-0398"}
LINK = "https://pay.example/p/P-1"


def fields(text):
    found = {}
    while text:
        length = int(text[2:4])
        found[text[:2]], text = text[4 : 4 + length], text[4 + length :]
    return found


def test_vietqr_is_the_vector_of_its_standard():
    text = vietqr_text(
        bank="970415", account="0011001932418", amount=Money(120_000, "VND"), reference="ung ho lu lut"
    )
    assert text == (
        "00020101021238570010A0000007270127000697041501130011001932418"
        "0208QRIBFTTA530370454061200005802VN62170813ung ho lu lut6304C15C"
    )


def test_promptpay_is_the_vector_of_its_standard():
    assert promptpay_text(payee="080-111-1111", amount=Money(2_015, "THB")) == (
        "00020101021229370016A0000006770101110113006680111111153037645802TH540520.15630442BE"
    )


@pytest.mark.parametrize(
    ("payee", "kind", "number"),
    [
        ("+66 80 111 1111", "01", "0066801111111"),
        ("0066801111111", "01", "0066801111111"),
        ("1-2345-67890-12-3", "02", "1234567890123"),
        ("123456789012345", "03", "123456789012345"),
    ],
)
def test_promptpay_takes_every_way_of_writing_a_number(payee, kind, number):
    merchant = fields(promptpay_text(payee=payee, amount=Money(100, "THB")))["29"]
    assert fields(merchant)[kind] == number


def test_the_sepa_text_is_the_one_of_the_standard():
    content = epc_text(amount=Money(25_050, "EUR"), bic="COBADEFF", **EPC)
    assert content.split("\n") == [
        *("BCD", "002", "1", "SCT", "COBADEFF", "Song Han Dental"),
        *("DE89370400440532013000", "EUR250.50", "", "", "P-2026-0398"),
    ]


def test_a_bank_code_of_another_form_is_left_out():
    assert epc_text(amount=Money(100, "EUR"), bic="EXAMVNVX1", **EPC).split("\n")[4] == ""


@pytest.mark.parametrize(
    "change",
    [
        {"amount": Money(100, "USD")},
        {"amount": Money(0, "EUR")},
        {"name": "x" * 71},
        {"iban": "DE"},
        {"iban": "DE88370400440532013000"},
        {"reference": ""},
    ],
)
def test_what_does_not_fit_the_sepa_standard_is_refused(change):
    with pytest.raises(InvalidInput):
        epc_text(**{"amount": Money(25_000, "EUR"), **EPC, **change})


@pytest.mark.parametrize("change", [{"bank": "97041"}, {"account": "12-34"}, {"amount": Money(1, "USD")}])
def test_what_makes_no_vietqr_is_refused(change):
    good = {"bank": "970415", "account": "1", "amount": Money(1, "VND"), "reference": ""}
    with pytest.raises(InvalidInput):
        vietqr_text(**good | change)


@pytest.mark.parametrize("payee", ["", "12345", "๐๘๐๑๑๑๑๑๑๑", "not a number"])
def test_what_makes_no_promptpay_is_refused(payee):
    with pytest.raises(InvalidInput):
        promptpay_text(payee=payee, amount=Money(100, "THB"))


def test_an_iban_is_known_by_its_check_digits():
    assert is_iban(IBAN)
    assert is_iban("gb82west12345698765432")
    assert not is_iban("DE89 3704 0044 0532 0130 01")
    assert not is_iban("0071 0055 5142")


@given(st.text(max_size=60), st.integers(1, 10**12))
def test_a_reference_in_any_script_leaves_a_code_that_reads_back(reference, minor):
    text = vietqr_text(bank="970436", account="A1", amount=Money(minor, "VND"), reference=reference)
    found = fields(text)
    assert found["54"] == str(minor)
    assert len(fields(found.get("62", "")).get("08", "")) <= 25
    assert text.isascii()


@pytest.mark.parametrize(
    ("currency", "offered"),
    [
        ("EUR", ["epc", "link", "bank"]),
        ("VND", ["vietqr", "link", "bank"]),
        ("THB", ["promptpay", "link", "bank"]),
        ("USD", ["link", "bank"]),
    ],
)
def test_the_currency_decides_what_is_offered(currency, offered):
    assert [*ways(BANK, LINK, currency)] == offered


def test_the_link_names_the_plan_and_the_amount():
    assert pay_link("", "P-1") == ""
    assert pay_link("https://pay.example/p/", "P-1") == LINK
    filled = pay_link("https://p.example/{number}?a={amount}&c={currency}", "P-1", Money(25_050, "EUR"))
    assert filled == "https://p.example/P-1?a=250.50&c=EUR"
    assert pay_link("https://p.example/{number}?a={amount}", "P-1", Money(7_000, "VND")).endswith("a=7000")


def test_codes_are_those_of_the_chosen_ways():
    facts = {"holder": "A", "link": LINK, "amount": Money(100, "EUR"), "reference": "P-1"}
    assert [code.way for code in codes((PayWay.LINK, PayWay.EPC), BANK, **facts)] == ["epc", "link"]
    assert [code.text for code in codes((PayWay.LINK,), BANK, **facts)] == [LINK]
    assert codes((PayWay.BANK,), BANK, **facts) == ()
    assert codes(tuple(PayWay), BANK, **facts | {"amount": Money(0, "EUR")}) == ()


@pytest.mark.parametrize(
    "change",
    [
        {"iban": "DE00"},
        {"vietqr_bank": "9704"},
        {"vietqr_account": ""},
        {"vietqr_account": "1-2"},
        {"vietqr_bank": ""},
        {"promptpay": "1"},
    ],
)
def test_an_account_with_a_wrong_part_is_refused_beside_its_field(change):
    check_account(BANK)
    check_account(BankAccount())
    with pytest.raises(InvalidInput) as refused:
        check_account(replace(BANK, **change))
    assert refused.value.field in {"iban", "vietqr_bank", "vietqr_account", "promptpay"}
