"""Checks of the frozen papers: each is what was issued, and its sums are those of its own lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from clinicdesk.domain.freezing import check_code
from clinicdesk.domain.paper_sums import wrong_plan_sums, wrong_receipt_sums
from clinicdesk.domain.plan_papers import PlanDocument
from clinicdesk.domain.receipts import ReceiptDocument
from clinicdesk.domain.text import marked
from clinicdesk.storage.tables import payment, plan, plan_revision, receipt
from clinicdesk.storage.work import Work

Finding = tuple[str, Mapping[str, object]]

_SUM = marked("{paper}: {part} is not the sum of its lines.")
_ROW = marked("{paper}: {part} differs between the file and the paper.")
_CODE = marked("{paper}: its text is not the one that its check code was made of.")
_PDF = marked("{paper}: its PDF is not the one that was issued.")


def plans(work: Work) -> Iterator[Finding]:
    """Each issued revision: sums, check code, PDF, and the totals that lists show."""
    revision = plan_revision.c
    rows = work.execute(
        select(
            plan.c.number, revision.revision, revision.document, revision.total_minor, revision.deposit_minor,
            revision.currency, revision.check_code, revision.pdf, revision.pdf_sha256,
        ).join(plan)
    )  # fmt: skip
    for row in rows:
        paper = {"paper": f"{row.number} r{row.revision}"}
        document = PlanDocument.from_json(row.document)
        for part in wrong_plan_sums(document):
            yield _SUM, paper | {"part": part}
        if row.total_minor not in {option.total.minor for option in document.options}:
            yield _ROW, paper | {"part": "total"}
        if (row.deposit_minor, row.currency) != (document.deposit.amount.minor, document.currency):
            yield _ROW, paper | {"part": "deposit"}
        if (document.number, document.revision) != (row.number, row.revision):
            yield _ROW, paper | {"part": "number"}
        yield from _sealed(paper, row)


def receipts(work: Work) -> Iterator[Finding]:
    """Each receipt: its payment's amounts, its sums, check code and PDF."""
    rows = work.execute(
        select(
            receipt.c.number, receipt.c.document, receipt.c.check_code, receipt.c.pdf, receipt.c.pdf_sha256,
            payment.c.minor, payment.c.currency, payment.c.paid_minor, payment.c.paid_currency,
        ).join(payment)
    )  # fmt: skip
    for row in rows:
        paper = {"paper": row.number}
        document = ReceiptDocument.from_json(row.document)
        for part in wrong_receipt_sums(document):
            yield _SUM, paper | {"part": part}
        printed = (
            document.amount.minor,
            document.amount.currency,
            document.paid.minor,
            document.paid.currency,
        )
        if printed != (abs(row.minor), row.currency, abs(row.paid_minor), row.paid_currency):
            yield _ROW, paper | {"part": "amount"}
        if document.number != row.number:
            yield _ROW, paper | {"part": "number"}
        yield from _sealed(paper, row)


def _sealed(paper: Mapping[str, object], row: Any) -> Iterator[Finding]:
    """The stored data are judged as they are: a later version's papers may hold more fields."""
    if not row.check_code == row.document["check_code"] == check_code({**row.document, "check_code": ""}):
        yield _CODE, paper
    if sha256(row.pdf).hexdigest() != row.pdf_sha256:
        yield _PDF, paper
