"""Verifies a clinic's file whole: the file's own checks, and the projections against their pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from clinicdesk.domain.backups import Report
from clinicdesk.domain.followups import merge
from clinicdesk.domain.leads import stage
from clinicdesk.domain.people import search_text
from clinicdesk.domain.projection import project
from clinicdesk.domain.recalls import ideal_return
from clinicdesk.domain.text import marked
from clinicdesk.services.context import Context
from clinicdesk.services.reconcile import rules_of
from clinicdesk.storage import cases, clinic, leads, patients, projections
from clinicdesk.storage.verify import CHECKS, Check, run
from clinicdesk.storage.work import Work

BATCH = 400
QUICK = (
    "file",
    "references",
    "triggers",
    "receipt numbers",
    "plan numbers",
    "payments have receipts",
    "revisions",
)
Finding = tuple[str, Mapping[str, object]]
T = TypeVar("T")


def verify(context: Context, *, quick: bool = False) -> Report:
    """Run every check in one reading transaction (safety rule 9), or only the ``QUICK`` ones."""
    own: dict[str, Check] = {
        "stages": _stages,
        "search": _search,
        "follow-ups": lambda work: _followups(work, context),
        "deposits": _deposits,
    }
    checks = {**CHECKS, **own}
    with context.reading() as work:
        return run(work, {name: checks[name] for name in (QUICK if quick else checks)})


def _batches(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def _stages(work: Work) -> Iterator[Finding]:
    """A lead's stored stage is the one its facts say."""
    for rows in _batches(projections.stages(work)):
        found = leads.several_facts(work, [row.lead_id for row in rows])
        for row in rows:
            right = stage(row.received_at, found.get(row.lead_id, ()))
            if (right[0].value, right[1]) != (row.stage, row.stage_at):
                yield (
                    marked("Lead {lead} is stored as {stored}, but its facts say {right}."),
                    {"lead": row.lead_id, "stored": row.stage, "right": right[0].value},
                )


def _search(work: Work) -> Iterator[Finding]:
    """What a patient is found by is what the record says."""
    for ids in _batches(projections.patient_ids(work)):
        people = patients.several(work, ids)
        for patient_id, stored in projections.searches(work, ids).items():
            if stored != search_text(people[patient_id]):
                yield (
                    marked("Patient {patient} is found by other words than the record's."),
                    {"patient": patient_id},
                )


def _followups(work: Work, context: Context) -> Iterator[Finding]:
    """Stored follow-ups and calculated return dates are those that the facts ask for now."""
    if clinic.read(work) is None:
        return
    rules = rules_of(work, context)
    for ids in _batches(projections.patient_ids(work)):
        for patient_id, (case, stored) in cases.read(work, ids).items():
            diff = merge(project(case, rules), stored)
            for row in (*diff.insert, *diff.update, *diff.retire):
                yield (
                    marked("Follow-up {kind} of patient {patient} is not what the facts ask for."),
                    {"kind": row.kind.value, "patient": patient_id},
                )
            for done in case.treatments:
                if ideal_return(done, rules.cadences) != done.ideal_return_on:
                    yield (
                        marked("The return date of treatment {treatment} does not follow its rule."),
                        {"treatment": done.id},
                    )


def _deposits(work: Work) -> Iterator[Finding]:
    """A deposit that was paid for a lead, and not voided, is a fact of that lead."""
    for payment_id, lead_id in projections.deposits_without_fact(work):
        yield (
            marked("The deposit of payment {payment} is not a fact of lead {lead}."),
            {"payment": payment_id, "lead": lead_id},
        )
