"""The texts of payment codes: SEPA (EPC069-12), VietQR and PromptPay (EMVCo), and the clinic's pay link."""

import re
from binascii import crc_hqx
from dataclasses import dataclass
from enum import StrEnum

from clinicdesk.domain.clinic import BankAccount
from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.money import Money
from clinicdesk.domain.text import marked, searchable

VIETQR_BANKS = {
    "970405": "Agribank", "970425": "ABBANK", "970416": "ACB", "970409": "BacABank", "970418": "BIDV",
    "970431": "Eximbank", "970437": "HDBank", "970452": "KienlongBank", "970449": "LPBank", "970422": "MB",
    "970426": "MSB", "970428": "Nam A Bank", "970419": "NCB", "970448": "OCB", "970412": "PVcomBank",
    "970403": "Sacombank", "970429": "SCB", "970440": "SeABank", "970443": "SHB", "970424": "Shinhan Bank",
    "970407": "Techcombank", "970423": "TPBank", "970441": "VIB", "970436": "Vietcombank",
    "970433": "VietBank", "970415": "VietinBank", "970432": "VPBank",
}  # fmt: skip
"""Banks that take VietQR transfers, by their NAPAS number; another bank's number can be typed."""

EPC_LEAST, EPC_MOST = 1, 99_999_999_999
EPC_NAME, EPC_TEXT = 70, 140
REFERENCE = 25
VIETQR_ACCOUNT = 19
_CRC_START = 0xFFFF
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_IBAN_REMAINDER, _IBAN_MODULUS = 1, 97
_PROMPTPAY_KINDS = {9: "01", 13: "02", 15: "03"}


class PayWay(StrEnum):
    """How a deposit can be paid; the codes of banks are for one currency each."""

    LINK = "link"
    BANK = "bank"
    EPC = "epc"
    VIETQR = "vietqr"
    PROMPTPAY = "promptpay"


CURRENCY_OF = {PayWay.EPC: "EUR", PayWay.VIETQR: "VND", PayWay.PROMPTPAY: "THB"}


@dataclass(frozen=True)
class PayCode:
    """One code to print: the ``way`` of paying it is for, and the text in it."""

    way: PayWay
    text: str


def pay_link(template: str, number: str, amount: Money | None = None) -> str:
    """Return the clinic's link for one plan: {number}, {amount} and {currency} filled in.

    A link without places gets the number at its end. The amount is written with a point: 250.50.
    """
    if not template:
        return ""
    if "{" not in template:
        return template + number
    plain = f"{amount.decimal():f}" if amount else ""
    filled = template.replace("{number}", number).replace("{amount}", plain)
    return filled.replace("{currency}", amount.currency if amount else "")


def ways(bank: BankAccount, link: str, currency: str) -> tuple[PayWay, ...]:
    """Return the ways that the clinic offers for an amount in ``currency``, the ones with a code first."""
    given = {
        PayWay.EPC: bank.iban,
        PayWay.VIETQR: bank.vietqr_bank and bank.vietqr_account,
        PayWay.PROMPTPAY: bank.promptpay,
        PayWay.LINK: link,
        PayWay.BANK: bank.account or bank.iban,
    }
    return tuple(way for way, facts in given.items() if facts and CURRENCY_OF.get(way, currency) == currency)


def codes(
    chosen: tuple[PayWay, ...], bank: BankAccount, *, holder: str, link: str, amount: Money, reference: str
) -> tuple[PayCode, ...]:
    """Return the codes of the ``chosen`` ways for one amount, those of banks before the link.

    A way that the clinic cannot offer for this amount has none: another currency, nothing to pay.
    """
    found = []
    for way in ways(bank, link, amount.currency):
        if way not in chosen or way is PayWay.BANK or amount.minor <= 0:
            continue
        if way is PayWay.LINK:
            text = link
        elif way is PayWay.EPC:
            name = holder[:EPC_NAME]
            text = epc_text(name=name, iban=bank.iban, amount=amount, reference=reference, bic=bank.swift)
        elif way is PayWay.VIETQR:
            text = vietqr_text(
                bank=bank.vietqr_bank, account=bank.vietqr_account, amount=amount, reference=reference
            )
        else:
            text = promptpay_text(payee=bank.promptpay, amount=amount)
        found.append(PayCode(way, text))
    return tuple(found)


def epc_text(*, name: str, iban: str, amount: Money, reference: str, bic: str = "") -> str:
    """The text of a SEPA transfer's code (EPC069-12, version 002, UTF-8); a BIC of another form is left out.

    Raises InvalidInput if the amount is not in euro or a part does not fit the standard.
    """
    account = "".join(iban.split()).upper()
    fits = (
        amount.currency == "EUR"
        and EPC_LEAST <= amount.minor <= EPC_MOST
        and 0 < len(name) <= EPC_NAME
        and is_iban(account)
        and 0 < len(reference) <= EPC_TEXT
    )
    if not fits:
        raise InvalidInput(marked("The bank details do not make a SEPA payment code."))
    bic = "".join(bic.split()).upper()
    euros, cents = divmod(amount.minor, 100)
    lines = (
        *("BCD", "002", "1", "SCT", bic if len(bic) in {8, 11} else ""),
        *(name, account, f"EUR{euros}.{cents:02}", "", "", reference),
    )
    return "\n".join(lines)


def vietqr_text(*, bank: str, account: str, amount: Money, reference: str) -> str:
    """The text of a VietQR transfer to an account (EMVCo MPM with NAPAS's field 38); dong have no decimals.

    ``bank`` is the NAPAS number of six digits; the reference is written without accents, 25 letters at most.
    Raises InvalidInput if a part does not fit.
    """
    account = "".join(account.split())
    fits = re.fullmatch(r"\d{6}", bank) and re.fullmatch(rf"[A-Za-z0-9]{{1,{VIETQR_ACCOUNT}}}", account)
    if amount.currency != "VND" or amount.minor <= 0 or not fits:
        raise InvalidInput(marked("The bank details do not make a VietQR payment code."))
    receiver = _field("00", bank) + _field("01", account)
    merchant = _field("00", "A000000727") + _field("01", receiver) + _field("02", "QRIBFTTA")
    parts = [
        _field("00", "01"),
        _field("01", "12"),
        _field("38", merchant),
        _field("53", "704"),
        _field("54", str(amount.minor)),
        _field("58", "VN"),
    ]
    words = _plain(reference)
    if words:
        parts.append(_field("62", _field("08", words)))
    return _sealed(parts)


def promptpay_text(*, payee: str, amount: Money) -> str:
    """The text of a PromptPay transfer (EMVCo MPM, field 29) to a Thai mobile number, tax number or wallet.

    Raises InvalidInput if a part does not fit.
    """
    kind, number = _promptpay(payee)
    if amount.currency != "THB" or amount.minor <= 0 or not kind:
        raise InvalidInput(marked("The PromptPay number does not make a payment code."))
    baht, satang = divmod(amount.minor, 100)
    return _sealed(
        [
            _field("00", "01"),
            _field("01", "12"),
            _field("29", _field("00", "A000000677010111") + _field(kind, number)),
            _field("53", "764"),
            _field("58", "TH"),
            _field("54", f"{baht}.{satang:02}"),
        ]
    )


def is_iban(text: str) -> bool:
    """Whether ``text``, spaces aside, is an IBAN whose check digits agree (ISO 13616, ISO 7064 MOD 97-10)."""
    account = "".join(text.split()).upper()
    if not _IBAN.fullmatch(account):
        return False
    turned = account[4:] + account[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % _IBAN_MODULUS == _IBAN_REMAINDER


def check_account(bank: BankAccount) -> None:
    """Refuse payment details that make no code (InvalidInput with the field's name)."""
    if bank.iban and not is_iban(bank.iban):
        message = marked(
            "This is not an IBAN: its check digits do not agree. Compare it with the bank’s paper."
        )
        raise InvalidInput(message, field="iban")
    if bank.vietqr_bank and not re.fullmatch(r"\d{6}", bank.vietqr_bank):
        raise InvalidInput(marked("A bank’s VietQR number has six digits."), field="vietqr_bank")
    account = "".join(bank.vietqr_account.split())
    if account and not re.fullmatch(rf"[A-Za-z0-9]{{1,{VIETQR_ACCOUNT}}}", account):
        raise InvalidInput(
            marked("A VietQR account has up to 19 letters and digits."), field="vietqr_account"
        )
    if bool(bank.vietqr_bank) != bool(account):
        message = marked("VietQR needs the bank and the account.")
        raise InvalidInput(message, field="vietqr_account" if bank.vietqr_bank else "vietqr_bank")
    if bank.promptpay and not _promptpay(bank.promptpay)[0]:
        message = marked("PromptPay takes a Thai mobile number, a tax number of 13 digits or a wallet of 15.")
        raise InvalidInput(message, field="promptpay")


def _promptpay(payee: str) -> tuple[str, str]:
    """Return the kind of the number and its digits as the code wants them; empty where it is none."""
    digits = re.sub(r"[\s()-]", "", payee).removeprefix("+")
    if not digits.isascii() or not digits.isdigit():
        return "", ""
    local = digits.removeprefix("0066").removeprefix("66") if len(digits) in {11, 13} else digits
    if len(local) == 10 and local.startswith("0"):
        local = local[1:]
    kind = _PROMPTPAY_KINDS.get(len(local), "")
    return kind, f"0066{local}" if kind == "01" else local


def _plain(text: str) -> str:
    """Return ``text`` in the letters that every bank's system takes."""
    kept = re.sub(r"[^A-Za-z0-9 -]", "", text if text.isascii() else searchable(text))
    return kept[:REFERENCE].strip()


def _field(tag: str, value: str) -> str:
    return f"{tag}{len(value):02}{value}"


def _sealed(parts: list[str]) -> str:
    """Return the fields with their CRC-16/CCITT-FALSE (polynomial 0x1021, start 0xFFFF) behind them."""
    text = "".join(parts) + "6304"
    return f"{text}{crc_hqx(text.encode('ascii'), _CRC_START):04X}"
