"""What the invented clinic does each working day: most of its due list; now and then a patient returns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from clinicdesk.demo.clinic import CLINIC
from clinicdesk.demo.stage import Stage
from clinicdesk.domain.board import LookState
from clinicdesk.domain.due import DueRow
from clinicdesk.domain.errors import ClinicError
from clinicdesk.domain.followups import FollowupKind
from clinicdesk.domain.leads import Origin

DILIGENCE: Mapping[FollowupKind, float] = {
    FollowupKind.PLAN_FOLLOW_UP: 0.7,
    FollowupKind.DEPOSIT_CHASE: 0.7,
    FollowupKind.CONFIRMATION: 0.9,
    FollowupKind.LOGISTICS: 0.8,
    FollowupKind.TREATMENT_DAYS: 0.85,
    FollowupKind.CHECK_IN: 0.85,
    FollowupKind.THIRTY_DAY: 0.75,
    FollowupKind.NINETY_DAY: 0.5,
    FollowupKind.RECALL: 0.12,
    FollowupKind.RECALL_REMINDER: 0.4,
    FollowupKind.PHASE_TWO: 0.2,
    FollowupKind.YEARLY_GREETING: 0.4,
    FollowupKind.PLAN_EXPIRING: 0.6,
}
"""How likely a line is done on a day that it stands on the list; the rest of it waits or is missed."""

RETURNS: Mapping[FollowupKind, tuple[Origin, float]] = {
    FollowupKind.RECALL: (Origin.RECALL, 0.3),
    FollowupKind.RECALL_REMINDER: (Origin.RECALL, 0.18),
    FollowupKind.PHASE_TWO: (Origin.PHASE_TWO, 0.6),
}


COMPOSED_LAST = timedelta(days=30)
"""Messages of the last weeks are composed as the program does it; older ones are told in a line."""

EARLIER: Mapping[FollowupKind, str] = {
    FollowupKind.PLAN_FOLLOW_UP: "Asked whether the plan raises any question.",
    FollowupKind.DEPOSIT_CHASE: "Asked whether the payment link works.",
    FollowupKind.CONFIRMATION: "Confirmed the date and sent the itinerary.",
    FollowupKind.LOGISTICS: "Asked for flight and hotel, offered the airport pick-up.",
    FollowupKind.TREATMENT_DAYS: "Wrote what to bring and how long each visit takes.",
    FollowupKind.CHECK_IN: "Asked whether everything is ready for the journey.",
    FollowupKind.THIRTY_DAY: "Asked how it is healing and whether the bite feels right.",
    FollowupKind.NINETY_DAY: "Asked for a review and reminded of home care.",
    FollowupKind.RECALL: "Invited to the yearly check that keeps the guarantee valid.",
    FollowupKind.RECALL_REMINDER: "Reminded of the yearly check.",
    FollowupKind.PHASE_TWO: "Proposed dates for the second trip.",
    FollowupKind.YEARLY_GREETING: "Wrote a greeting a year after the visit.",
    FollowupKind.PLAN_EXPIRING: "Wrote that the prices of the plan are valid five more days.",
}


def work_through(stage: Stage) -> list[tuple[int, Origin]]:
    """Do most of what is due now; return (patient, origin) of those whom a message brings back."""
    returning: list[tuple[int, Origin]] = []
    for row in stage.services.followups.due_list().rows:
        share = DILIGENCE.get(row.kind)
        if share is None or row.state is LookState.BLOCKED or not stage.chance(share):
            continue
        if _sent(stage, row) and row.kind in RETURNS:
            origin, comes = RETURNS[row.kind]
            if stage.chance(comes):
                returning.append((row.patient_id, origin))
    return returning


def _language(stage: Stage, row: DueRow) -> str:
    """Return the patient's language where the message has a wording in it, else the clinic's."""
    spoken = stage.services.patients.get(row.patient_id).language
    return spoken if spoken in stage.services.messages.languages(row.kind.value) else CLINIC.language


def _sent(stage: Stage, row: DueRow) -> bool:
    """Write to the patient of ``row`` as its owner; a line that cannot be sent is left on the list."""
    me = stage.acting(row.owner_id) if row.owner_id else stage.services
    try:
        if stage.ends_at - stage.clock.now() < COMPOSED_LAST:
            composed = me.messages.compose(row.id, language=_language(stage, row))
            me.messages.mark_sent(
                row.id,
                channel=composed.channel,
                body=composed.body,
                subject=composed.subject,
                language=composed.language,
            )
        else:
            me.messages.mark_sent(row.id, channel=row.channel or "email", body=EARLIER[row.kind])
    except ClinicError:
        return False
    stage.clock.move(timedelta(minutes=2))
    return True
