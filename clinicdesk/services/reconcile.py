"""Brings the stored follow-ups of patients in line with their facts, in the transaction that changed them."""

from __future__ import annotations

from collections.abc import Sequence

from clinicdesk.domain.cadence import Cadences, Rules
from clinicdesk.domain.cases import Case
from clinicdesk.domain.followups import merge
from clinicdesk.domain.projection import project
from clinicdesk.domain.recalls import ideal_return
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.storage import cases, followups, treatments
from clinicdesk.storage.work import Work


def rules_of(work: Work, context: Context) -> Rules:
    """Return what the owner set that decides when something is due."""
    settings = settings_of(work, context)
    return Rules(settings.hours, settings.cadences, settings.clinic.promises)


def reconcile(work: Work, context: Context, patient_id: int) -> bool:
    """Store the follow-ups that the patient's facts ask for now; return whether anything changed.

    Called at the end of every write that records a fact, in its transaction. Calculated ideal return
    dates follow their rule here too. Running it again changes nothing.
    """
    return reconcile_several(work, context, (patient_id,)) > 0


def reconcile_several(work: Work, context: Context, patient_ids: Sequence[int]) -> int:
    """Do the same for several patients (a few hundred at most); return how many changed."""
    rules = rules_of(work, context)
    changed = 0
    for case, stored in cases.read(work, patient_ids).values():
        moved = _move_returns(work, case, rules.cadences)
        diff = merge(project(case, rules), stored)
        followups.apply(work, diff)
        changed += bool(diff) or moved
    return changed


def stale(work: Work, context: Context, patient_ids: Sequence[int]) -> tuple[int, ...]:
    """Return which of several patients have follow-ups or return dates that are not what the facts ask for.

    It only reads: the start-up check compares thousands of patients and keeps nobody from writing.
    """
    rules = rules_of(work, context)
    return tuple(
        patient_id
        for patient_id, (case, stored) in cases.read(work, patient_ids).items()
        if merge(project(case, rules), stored)
        or any(ideal_return(done, rules.cadences) != done.ideal_return_on for done in case.treatments)
    )


def _move_returns(work: Work, case: Case, cadences: Cadences) -> bool:
    """Store calculated ideal return dates that moved with their rule; return whether any did."""
    moved = False
    for done in case.treatments:
        ideal_on = ideal_return(done, cadences)
        if ideal_on != done.ideal_return_on:
            treatments.set_return(work, done.id, ideal_on, overridden=done.overridden)
            moved = True
    return moved
