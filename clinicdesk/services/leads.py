"""Leads: an inquiry comes in, facts move it across the pipeline, and every step can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any, Unpack
from uuid import UUID

from clinicdesk.domain.board import Board, BoardQuery, Card
from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.errors import Conflict, InvalidInput
from clinicdesk.domain.leads import Fact, FactKind, Lead, LostReason
from clinicdesk.domain.money import Money
from clinicdesk.domain.text import marked, within_paragraph
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.intake import (
    CHANGED,
    Intake,
    LeadFields,
    active_member,
    checked_lead,
    with_details,
)
from clinicdesk.services.lead_facts import Said, found_fact, found_lead, record_fact, set_message_counts
from clinicdesk.services.people import clinic_today, found_patient, past
from clinicdesk.services.permissions import EVERYBODY, permitted
from clinicdesk.services.reconcile import reconcile
from clinicdesk.storage import board as boards
from clinicdesk.storage import leads as repository
from clinicdesk.storage import messages
from clinicdesk.storage.work import Work

TAKEN_BACK_HERE = frozenset(
    {
        FactKind.ACKNOWLEDGED,
        FactKind.REPLIED,
        FactKind.ANSWERED,
        FactKind.PLAN_SENT,
        FactKind.PLAN_ACCEPTED,
        FactKind.ITINERARY_SENT,
        FactKind.LOST,
        FactKind.REOPENED,
        FactKind.PARKED,
    }
)


class Leads(Intake):
    """Every inquiry on its way; the stage follows from what is recorded here and is never typed."""

    @permitted(EVERYBODY)
    def edit(self, lead_id: int, **fields: Unpack[LeadFields]) -> Done[Lead]:
        """Change the given fields of a lead; the undo puts the earlier ones back."""
        with self.context.writing() as work:
            before = found_lead(work, lead_id)
            after = checked_lead(with_details(before, fields))
            past(work, after.received_at, "received_at")
            self._write(work, after, "lead.edit", {"fields": sorted(fields)})
            after = found_lead(work, lead_id)
        earlier: Any = {name: getattr(before, name) for name in fields}
        return Done(
            after,
            CHANGED,
            marked("The inquiry was changed."),
            undo=partial(self.edit, lead_id, **earlier),
        )

    @permitted(EVERYBODY)
    def assign(self, lead_id: int, *, staff_id: int | None) -> Done[Lead]:
        """Give the lead to one coordinator, or to nobody; the undo gives it back."""
        with self.context.writing() as work:
            before = found_lead(work, lead_id)
            after = replace(before, owner_id=active_member(work, staff_id))
            self._write(work, after, "lead.assign", {"staff": staff_id})
        return Done(
            after,
            CHANGED,
            marked("The inquiry has a new owner.") if staff_id else marked("Nobody owns the inquiry now."),
            undo=partial(self.assign, lead_id, staff_id=before.owner_id),
        )

    @permitted(EVERYBODY)
    def set_value(self, lead_id: int, *, value: Money | None) -> Done[Lead]:
        """Say what the lead may be worth; the undo says what was said before."""
        with self.context.writing() as work:
            before = found_lead(work, lead_id)
            after = checked_lead(replace(before, value=value))
            self._write(work, after, "lead.value", {})
        return Done(
            after,
            CHANGED,
            marked("The value of the inquiry was changed."),
            undo=partial(self.set_value, lead_id, value=before.value),
        )

    def _write(self, work: Work, lead: Lead, action: str, detail: Mapping[str, Any]) -> None:
        repository.write(work, lead)
        reconcile(work, self.context, lead.patient_id)
        work.audit(action, "lead", lead.id, detail)

    @permitted(EVERYBODY)
    def record_acknowledged(
        self, lead_id: int, *, channel: str, at: datetime | None = None, operation: UUID | None = None
    ) -> Done[Fact]:
        """Record that an automatic answer went out; it is no reply and stops no clock."""
        return self._record(
            lead_id,
            FactKind.ACKNOWLEDGED,
            marked("The automatic answer to {name} is on the record."),
            at=at,
            detail={"channel": channel},
            operation=operation,
        )

    @permitted(EVERYBODY)
    def record_reply(
        self,
        lead_id: int,
        *,
        channel: str,
        at: datetime | None = None,
        text: str = "",
        followup_id: int | None = None,
        operation: UUID | None = None,
    ) -> Done[Fact]:
        """Record a real reply at the time it happened: a sent message, or a call with an outcome."""
        return self._record(
            lead_id,
            FactKind.REPLIED,
            marked("The reply to {name} is on the record."),
            at=at,
            detail={"channel": channel},
            said=Said(messages.OUT, channel, text, "first_reply", followup_id),
            operation=operation,
        )

    @permitted(EVERYBODY)
    def record_answer(
        self,
        lead_id: int,
        *,
        channel: str,
        at: datetime | None = None,
        text: str = "",
        operation: UUID | None = None,
    ) -> Done[Fact]:
        """Record that the patient wrote or called back; a lost lead is open again."""
        return self._record(
            lead_id,
            FactKind.ANSWERED,
            marked("The answer of {name} is on the record."),
            at=at,
            detail={"channel": channel},
            said=Said(messages.IN, channel, text, "answer"),
            operation=operation,
        )

    @permitted(EVERYBODY)
    def record_plan_sent(
        self,
        lead_id: int,
        *,
        plan_id: int,
        revision: int,
        channel: str,
        at: datetime | None = None,
        text: str = "",
        followup_id: int | None = None,
        operation: UUID | None = None,
    ) -> Done[Fact]:
        """Record that an issued revision was sent, and how; without an earlier reply it is the reply too."""
        return self._record(
            lead_id,
            FactKind.PLAN_SENT,
            marked("The plan sent to {name} is on the record."),
            at=at,
            detail={"plan_id": plan_id, "revision": revision, "channel": channel},
            said=Said(messages.OUT, channel, text, "send_plan", followup_id),
            operation=operation,
        )

    @permitted(EVERYBODY)
    def accept_plan(
        self,
        lead_id: int,
        *,
        plan_id: int,
        option: int = 0,
        at: datetime | None = None,
        operation: UUID | None = None,
    ) -> Done[Fact]:
        """Record that the patient accepted a plan; ``option`` counts the plan's options from 0."""
        return self._record(
            lead_id,
            FactKind.PLAN_ACCEPTED,
            marked("{name} accepted the plan."),
            at=at,
            detail={"plan_id": plan_id, "option": option},
            operation=operation,
        )

    @permitted(EVERYBODY)
    def record_itinerary_sent(
        self,
        lead_id: int,
        *,
        channel: str,
        at: datetime | None = None,
        text: str = "",
        followup_id: int | None = None,
        operation: UUID | None = None,
    ) -> Done[Fact]:
        """Record that the confirmation with the itinerary was sent."""
        return self._record(
            lead_id,
            FactKind.ITINERARY_SENT,
            marked("The itinerary sent to {name} is on the record."),
            at=at,
            detail={"channel": channel},
            said=Said(messages.OUT, channel, text, "confirmation", followup_id),
            operation=operation,
        )

    @permitted(EVERYBODY)
    def lose(
        self, lead_id: int, *, reason: LostReason, note: str = "", operation: UUID | None = None
    ) -> Done[Fact]:
        """Record that the lead is lost, and why; the undo takes that back."""
        return self._record(
            lead_id,
            FactKind.LOST,
            marked("{name} is lost for now; the reason is on the record."),
            detail={"reason": LostReason(reason).value, "note": within_paragraph(note, "note", 2000)},
            operation=operation,
        )

    @permitted(EVERYBODY)
    def reopen(self, lead_id: int, *, operation: UUID | None = None) -> Done[Fact]:
        """Open a lost lead again, at the stage its facts say; raises Conflict where it is not lost."""
        return self._record(
            lead_id, FactKind.REOPENED, marked("{name} is back on the board."), operation=operation
        )

    @permitted(EVERYBODY)
    def park(self, lead_id: int, *, until: date, operation: UUID | None = None) -> Done[Fact]:
        """Leave the lead in peace until a day; raises InvalidInput for a day that has come."""
        with self.context.reading() as work:
            today = clinic_today(work, self.context)
        if until <= today:
            raise InvalidInput(marked("Choose a day after today."), field="until")
        return self._record(
            lead_id,
            FactKind.PARKED,
            marked("{name} is parked until then."),
            detail={"until": until.isoformat()},
            operation=operation,
        )

    def _record(
        self,
        lead_id: int,
        kind: FactKind,
        summary: str,
        *,
        at: datetime | None = None,
        detail: Mapping[str, Any] | None = None,
        said: Said | None = None,
        operation: UUID | None = None,
    ) -> Done[Fact]:
        with self.context.writing() as work:
            earlier = work.once(operation, f"lead.{kind.value}")
            if earlier is not None:
                return self._recorded(work, earlier["fact_id"], summary)
            fact = record_fact(work, self.context, lead_id, kind, at=at, detail=detail, said=said)
            work.remember(operation, {"fact_id": fact.id})
            return self._recorded(work, fact.id, summary)

    def _recorded(self, work: Work, fact_id: int, summary: str) -> Done[Fact]:
        lead_id, fact, _ = found_fact(work, fact_id)
        name = found_patient(work, found_lead(work, lead_id).patient_id).name
        undo = partial(self.retract_fact, fact_id)
        return Done(fact, CHANGED | Changes.MESSAGES, summary, {"name": name}, undo)

    @permitted(EVERYBODY)
    def retract_fact(self, fact_id: int) -> Done[Fact]:
        """Take a fact back with the message it stands for; the undo lets it count again.

        Raises Conflict for a fact of a payment, a visit or a treatment: those have their own undo.
        """
        return self._set_counts(fact_id, counts=False)

    @permitted(EVERYBODY)
    def restore_fact(self, fact_id: int) -> Done[Fact]:
        """Let a fact that was taken back count again."""
        return self._set_counts(fact_id, counts=True)

    @permitted(EVERYBODY)
    def retract_facts(self, lead_id: int, *, fact_ids: Iterable[int]) -> Done[Lead]:
        """Take several steps of one lead back at once; the undo lets them all count again."""
        return self._set_all(lead_id, tuple(fact_ids), counts=False)

    @permitted(EVERYBODY)
    def restore_facts(self, lead_id: int, *, fact_ids: Iterable[int]) -> Done[Lead]:
        """Let several steps that were taken back count again."""
        return self._set_all(lead_id, tuple(fact_ids), counts=True)

    def _set_all(self, lead_id: int, fact_ids: tuple[int, ...], *, counts: bool) -> Done[Lead]:
        with self.context.writing() as work:
            patient_id = found_lead(work, lead_id).patient_id
            changed = tuple(fact_id for fact_id in fact_ids if _set_one(work, fact_id, counts=counts))
            reconcile(work, self.context, patient_id)
            lead, name = found_lead(work, lead_id), found_patient(work, patient_id).name
        return Done(
            lead,
            CHANGED | Changes.MESSAGES,
            marked("The steps of {name} count again.") if counts else marked("{name} is a step back."),
            {"name": name},
            partial(self.retract_facts if counts else self.restore_facts, lead_id, fact_ids=changed),
        )

    def _set_counts(self, fact_id: int, *, counts: bool) -> Done[Fact]:
        with self.context.writing() as work:
            lead_id, fact, _ = found_fact(work, fact_id)
            _set_one(work, fact_id, counts=counts)
            lead = found_lead(work, lead_id)
            reconcile(work, self.context, lead.patient_id)
            name = found_patient(work, lead.patient_id).name
        return Done(
            fact,
            CHANGED | Changes.MESSAGES,
            marked("The step of {name} counts again.")
            if counts
            else marked("The step of {name} was undone."),
            {"name": name},
            partial(self.retract_fact if counts else self.restore_fact, fact_id),
        )

    @permitted(EVERYBODY)
    def get(self, lead_id: int) -> Lead:
        """Return one lead; raises NotFound."""
        with self.context.reading() as work:
            return found_lead(work, lead_id)

    @permitted(EVERYBODY)
    def facts(self, lead_id: int) -> tuple[Fact, ...]:
        """Return the facts of one lead that count, in the order they happened."""
        with self.context.reading() as work:
            found_lead(work, lead_id)
            return repository.facts(work, lead_id)

    @permitted(EVERYBODY)
    def board(self, query: BoardQuery = BoardQuery()) -> Board:  # noqa: B008 (frozen)
        """Return the pipeline's columns with their cards, money per currency, and how many are lost."""
        with self.context.reading() as work:
            return boards.read(work, query, settings_of(work, self.context).clinic)

    @permitted(EVERYBODY)
    def lost(self, query: BoardQuery = BoardQuery(), *, limit: int = 200) -> tuple[Card, ...]:  # noqa: B008
        """Return the cards of lost leads, the newest first."""
        with self.context.reading() as work:
            return boards.lost(work, query, settings_of(work, self.context).clinic, limit)

    @permitted(EVERYBODY)
    def channels(self) -> tuple[str, ...]:
        """Return the channels that leads came in by, for the filters."""
        with self.context.reading() as work:
            return repository.channels(work)


def _set_one(work: Work, fact_id: int, *, counts: bool) -> bool:
    """Let one fact count, or not, with its message; return whether that was a change."""
    _, fact, counted = found_fact(work, fact_id)
    if fact.kind not in TAKEN_BACK_HERE:
        raise Conflict(marked("This belongs to a payment, a visit or a treatment. Undo it there."))
    if counted is counts:
        return False
    message_id = fact.detail.get("message_id")
    if message_id is not None:
        set_message_counts(work, message_id, counts=counts)
    else:
        (repository.restore_fact if counts else repository.retract_fact)(work, fact_id)
    work.audit("fact.restore" if counts else "fact.retract", "lead_fact", fact_id)
    return True
