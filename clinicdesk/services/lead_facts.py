"""Records one fact of a lead inside a transaction, with the message that it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from clinicdesk.domain.consent import Purpose
from clinicdesk.domain.errors import Conflict, InvalidInput, NotFound
from clinicdesk.domain.leads import Fact, FactKind, Lead, Stage
from clinicdesk.domain.text import marked, within_line, within_paragraph
from clinicdesk.services.context import Context
from clinicdesk.services.people import past
from clinicdesk.services.reconcile import reconcile
from clinicdesk.storage import leads as repository
from clinicdesk.storage import messages
from clinicdesk.storage.work import Work


@dataclass(frozen=True)
class Said:
    """Words that go with a fact: they are kept as a message on the patient's timeline.

    Making one checks them; raises InvalidInput with the field.
    """

    direction: str
    channel: str
    text: str
    kind: str
    followup_id: int | None = None
    purpose: Purpose = Purpose.CARE
    language: str = ""
    subject: str = ""
    key: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "channel", within_line(self.channel, "channel", 40))
        object.__setattr__(self, "text", within_paragraph(self.text, "text"))
        object.__setattr__(self, "subject", within_line(self.subject, "subject", 400))

    def store(self, work: Work, patient_id: int, lead_id: int | None, at: datetime) -> int:
        """Store the words as a message that was sent or received at ``at`` and return its id."""
        return messages.add(
            work,
            patient_id,
            direction=self.direction,
            kind=self.kind,
            at=at,
            lead_id=lead_id,
            followup_id=self.followup_id,
            purpose=self.purpose.value if self.direction == messages.OUT else "",
            channel=self.channel,
            language=self.language,
            subject=self.subject,
            body=self.text,
            key=self.key,
        )


def record_fact(
    work: Work,
    context: Context,
    lead_id: int,
    kind: FactKind,
    *,
    at: datetime | None = None,
    detail: Mapping[str, Any] | None = None,
    said: Said | None = None,
) -> Fact:
    """Record one fact inside ``work`` with its message, restage the lead and reconcile.

    Raises InvalidInput for a time still to come or before the inquiry, Conflict where the fact does not
    fit the lead.
    """
    lead = found_lead(work, lead_id)
    when = past(work, at)
    if when < lead.received_at:
        raise InvalidInput(marked("This time is before the inquiry came in."), field="at")
    given = dict(detail or {})
    _fits(work, lead, kind, given)
    if said is not None:
        given["message_id"] = said.store(work, lead.patient_id, lead_id, when)
    fact = repository.add_fact(work, lead_id, kind, at=when, detail=given)
    reconcile(work, context, lead.patient_id)
    work.audit(f"lead.{kind.value}", "lead", lead_id, {"fact": fact.id})
    return fact


def _fits(work: Work, lead: Lead, kind: FactKind, detail: Mapping[str, Any]) -> None:
    if kind is FactKind.REOPENED and lead.stage is not Stage.LOST:
        raise Conflict(marked("This inquiry is open already."))
    if kind is FactKind.LOST and lead.stage is Stage.LOST:
        raise Conflict(marked("This inquiry is lost already."))
    plan_id = detail.get("plan_id")
    if plan_id is None:
        return
    issued = repository.issued_revision(work, plan_id, lead.patient_id)
    if issued is None:
        raise NotFound(marked("This plan is not on the patient's record."))
    if issued == 0 or detail.get("revision", 1) not in range(1, issued + 1):
        raise Conflict(marked("This plan has not been issued. Issue it first."), plan=plan_id)


def found_lead(work: Work, lead_id: int) -> Lead:
    """Return one lead; raises NotFound."""
    lead = repository.get(work, lead_id)
    if lead is None:
        raise NotFound(marked("This inquiry is not in the clinic's file."))
    return lead


def found_fact(work: Work, fact_id: int) -> tuple[int, Fact, bool]:
    """Return the lead's id, the fact and whether it counts; raises NotFound."""
    found = repository.fact(work, fact_id)
    if found is None:
        raise NotFound(marked("This step is not on the record."))
    return found


def set_message_counts(work: Work, message_id: int, *, counts: bool) -> None:
    """Let a message and the facts it stands for count, or not."""
    change = messages.restore if counts else messages.retract
    change(work, message_id)
    for fact_id in repository.facts_of_message(work, message_id):
        (repository.restore_fact if counts else repository.retract_fact)(work, fact_id)
