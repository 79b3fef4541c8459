"""The due list's one rule: which follow-ups should exist for a patient, from the facts and the cadences."""

from clinicdesk.domain.aftercare import aftercare
from clinicdesk.domain.cadence import Rules
from clinicdesk.domain.cases import Case
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.followups import Followup, FollowupKind
from clinicdesk.domain.journey import journey
from clinicdesk.domain.visits import AppointmentState


def project(case: Case, rules: Rules) -> tuple[Followup, ...]:
    """Return every follow-up that the facts ask for, sorted by identity (product.md, Follow-ups).

    Nothing here knows the present: windows, snoozes and "today" act when the list is read, so the same
    facts always give the same lines, in whatever order the facts were recorded.
    """
    rows: list[Followup] = []
    for lead in case.leads:
        rows += journey(case, lead, rules)
    rows += aftercare(case, rules)
    rows += _visits_without_lead(case, rules)
    rows += _tasks(case)
    return tuple(sorted(rows, key=lambda row: row.identity))


def _visits_without_lead(case: Case, rules: Rules) -> list[Followup]:
    booked = {AppointmentState.HELD, AppointmentState.CONFIRMED}
    rows = []
    for visit in case.appointments:
        if visit.lead_id is None and visit.state in booked:
            day = clinic_date(visit.starts_at, rules.hours.zone)
            detail = {
                "appointment_id": visit.id,
                "visit_on": day.isoformat(),
                "arrival_on": day.isoformat(),
                "starts_at": visit.starts_at.isoformat(),
                "missing": [],
            }
            anchor = f"appointment:{visit.id}:{day.isoformat()}"
            rows.append(
                Followup(
                    case.patient_id,
                    FollowupKind.ARRIVAL,
                    anchor,
                    day,
                    day,
                    owner_id=case.owner_id,
                    detail=detail,
                )
            )
    return rows


def _tasks(case: Case) -> list[Followup]:
    return [
        Followup(
            case.patient_id,
            FollowupKind.TASK,
            f"task:{task.id}",
            task.due_on,
            task.due_on,
            lead_id=task.lead_id,
            owner_id=task.owner_id or case.owner_id,
            detail={"title": task.title},
        )
        for task in case.tasks
    ]
