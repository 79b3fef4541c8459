"""Every document with every field that people type, to be filled with anything."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from clinicdesk.documents.deposit import deposit_pdf
from clinicdesk.documents.itinerary import itinerary_pdf
from clinicdesk.documents.plan import plan_pdf
from clinicdesk.documents.press import Press
from clinicdesk.documents.receipt import receipt_pdf
from clinicdesk.documents.statement import statement_pdf
from clinicdesk.domain.papers import Said
from tests.documents.itineraries import itinerary
from tests.documents.options import options_plan
from tests.documents.papers import plan, receipt
from tests.documents.test_statement import statement

OURS = frozenset(
    (
        *("code", "codes", "unit", "area", "kind", "language", "second_language", "currency", "country"),
        *("zone", "patient_zone", "number", "check_code", "way", "ways", "notation", "letter", "uid"),
        *("map_link", "pay_link", "airport_code", "plan_number", "replaces", "cites", "option", "languages"),
        *("price_list", "website", "iban", "vietqr_bank", "vietqr_account", "promptpay", "legal_name"),
    )
)
"""Fields that the program fills, or that no paper prints; everything else can be typed by people."""


@dataclass(frozen=True)
class Paper:
    """A document and how it becomes a PDF."""

    name: str
    document: Any
    print: Callable[[Any, Press], bytes]


PAPERS = (
    Paper("plan", plan(), plan_pdf),
    Paper("plan in Arabic", plan(language="ar"), plan_pdf),
    Paper("options", options_plan(2), plan_pdf),
    Paper("deposit request", plan(language="th", second_language="en"), deposit_pdf),
    Paper("deposit receipt", receipt(), receipt_pdf),
    Paper("refund receipt", receipt(kind="refund", refund_percent=50), receipt_pdf),
    Paper("void receipt", receipt(kind="void", replaces="BN-2026-00186"), receipt_pdf),
    Paper("statement", statement(), statement_pdf),
    Paper("itinerary", itinerary(), itinerary_pdf),
)


def filled(document: Any, word: Callable[[], str]) -> Any:
    """The document with the next ``word`` in every field that people type."""
    if isinstance(document, Said):
        second = word() if document.second else ""
        return Said(word() if document.text else "", second)
    if isinstance(document, tuple):
        return tuple(filled(one, word) for one in document)
    if isinstance(document, str):
        return word()
    if not is_dataclass(document):
        return document
    changes = {
        field.name: filled(getattr(document, field.name), word)
        for field in fields(document)
        if field.name not in OURS and not _is_kept(getattr(document, field.name))
    }
    return replace(document, **changes)


def _is_kept(value: Any) -> bool:
    """Numbers, dates, pictures; and tuples of words that are codes."""
    return not (isinstance(value, (str, tuple, Said)) or is_dataclass(value))


def numbered() -> Iterator[str]:
    """Words that nobody else says: qzaaa, qzaab, ..."""
    letters = "abcdefghij"
    for number in range(10_000):
        yield "qz" + "".join(letters[int(digit)] for digit in f"{number:04}")
