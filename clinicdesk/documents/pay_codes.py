"""How a deposit is paid, on paper: codes with their captions, and the lines of the bank account."""

from clinicdesk.documents.flow import Flowable
from clinicdesk.documents.paragraph import Span
from clinicdesk.documents.qr import MILLIMETRE, QrCode
from clinicdesk.documents.speech import Both, Speech
from clinicdesk.documents.theme import SMALL, Align
from clinicdesk.domain.papers import Letterhead, Said
from clinicdesk.domain.pay_codes import PayCode, PayWay
from clinicdesk.domain.plan_papers import PlanDocument

CODE_NAMES = {PayWay.EPC: "SEPA", PayWay.VIETQR: "VietQR", PayWay.PROMPTPAY: "PromptPay"}
"""What bank apps call their codes; the same in every language."""

SMALL_CODE = 28 * MILLIMETRE
"""The side of a code beside text: the least that is printed."""


def scan_words(code: PayCode, t: Both) -> Said:
    """What to do with the code: a bank app reads those of banks, any phone the link."""
    if code.way is PayWay.LINK:
        return t("Scan the code with your phone")
    return t("Open your bank’s app and scan the code")


def code_block(code: PayCode, speech: Speech) -> list[Flowable]:
    """A code with its caption under it."""
    t = speech.t
    if code.way is PayWay.LINK:
        words = t("Scan to pay by card")
    else:
        words = t("Scan to pay with {app}", app=CODE_NAMES[code.way])
    qr = QrCode(code.text, speech.press.theme.colours["t1"], SMALL_CODE)
    return [qr, speech.under(words, SMALL, Align.CENTER)]


def bank_lines(plan: PlanDocument, speech: Speech) -> list[Flowable]:
    """The clinic's account for the deposit of a plan."""
    return account_lines(plan.letterhead, plan.currency, plan.deposit.reference, speech)


def account_lines(letterhead: Letterhead, currency: str, reference: str, speech: Speech) -> list[Flowable]:
    """The clinic's account with the reference to name; nothing where no account is known."""
    bank, t = letterhead.bank, speech.t.first
    isolated = speech.typesetter.isolated
    number = bank.iban if bank.iban and currency == "EUR" else bank.account or bank.iban
    if not number:
        return []
    title = [Span(t("Bank transfer"), bold=True), Span(" " + t("to {name}", name=letterhead.payee))]
    parts = [t("Account {number}", number=isolated(number)), bank.bank]
    if bank.swift:
        parts.append(t("SWIFT {code}", code=isolated(bank.swift)))
    if reference:
        parts.append(t("reference {number}", number=isolated(reference)))
    return [
        speech.typesetter.text(title, SMALL),
        speech.text(speech.listed(parts), SMALL),
    ]
