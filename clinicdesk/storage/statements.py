"""Reads and writes the balance statements that were given out, which never change."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select

from clinicdesk.domain.statements import StatementDocument, StatementRow
from clinicdesk.storage import tables
from clinicdesk.storage.sealed import sealed
from clinicdesk.storage.work import Work

_t = tables.statement


def add(
    work: Work, patient_id: int, plan_id: int | None, document: StatementDocument, pdf: bytes, sha256: str
) -> int:
    """Freeze one statement with its PDF and return its id."""
    made = work.execute(
        insert(_t)
        .values(
            patient_id=patient_id,
            plan_id=plan_id,
            given_at=work.at,
            given_by=work.by,
            **sealed(document, pdf, sha256),
        )
        .returning(_t.c.id)
    )
    return int(made.scalar_one())


def rows(work: Work, patient_id: int) -> tuple[StatementRow, ...]:
    """Return what was given out to a patient, the newest first."""
    query = _rows().where(_t.c.patient_id == patient_id).order_by(_t.c.id.desc())
    return tuple(_row(row) for row in work.execute(query))


def row(work: Work, statement_id: int) -> StatementRow | None:
    """Return one statement as lists show it; None where there is none of that id."""
    found = work.execute(_rows().where(_t.c.id == statement_id)).one_or_none()
    return _row(found) if found else None


def alike(work: Work, patient_id: int, check_code: str) -> int | None:
    """Return the id of the same statement, given out before; None where there is none."""
    query = select(_t.c.id).where(_t.c.patient_id == patient_id, _t.c.check_code == check_code)
    found: int | None = work.execute(query).scalar()
    return found


def pdf(work: Work, statement_id: int) -> bytes | None:
    """Return the PDF of a statement as it was given out; None where there is none of that id."""
    found: bytes | None = work.execute(select(_t.c.pdf).where(_t.c.id == statement_id)).scalar()
    return found


def document(work: Work, statement_id: int) -> StatementDocument | None:
    """Return the frozen paper of a statement; None where there is none of that id."""
    found = work.execute(select(_t.c.document).where(_t.c.id == statement_id)).scalar()
    return StatementDocument.from_json(found) if found else None


def _rows() -> Any:
    return select(_t.c.id, _t.c.patient_id, _t.c.plan_id, _t.c.given_at, _t.c.language, _t.c.check_code)


def _row(row: Any) -> StatementRow:
    return StatementRow(row.id, row.patient_id, row.plan_id, row.given_at, row.language, row.check_code)
