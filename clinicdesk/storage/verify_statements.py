"""Checks of the balance statements that were given out: each is as it was, and its sums are its lines'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256

from sqlalchemy import select

from clinicdesk.domain.freezing import check_code
from clinicdesk.domain.statements import StatementDocument, wrong_statement_sums
from clinicdesk.domain.text import marked
from clinicdesk.storage.tables import statement
from clinicdesk.storage.work import Work

Finding = tuple[str, Mapping[str, object]]


def statements(work: Work) -> Iterator[Finding]:
    """Each statement: sums, check code and PDF; the stored data are judged as they are."""
    for row in work.execute(select(statement)):
        paper = {"paper": f"{row.document['check_code']} ({row.given_at:%Y-%m-%d})"}
        for part in wrong_statement_sums(StatementDocument.from_json(row.document)):
            yield marked("{paper}: {part} is not the sum of its lines."), paper | {"part": part}
        if not row.check_code == row.document["check_code"] == check_code({**row.document, "check_code": ""}):
            yield marked("{paper}: its text is not the one that its check code was made of."), paper
        if sha256(row.pdf).hexdigest() != row.pdf_sha256:
            yield marked("{paper}: its PDF is not the one that was issued."), paper
