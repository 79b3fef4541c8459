"""Leads: an inquiry comes in, facts move it across the pipeline, and every step can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any, TypedDict, Unpack
from uuid import UUID

from clinicdesk.domain.board import Board, BoardQuery, Card
from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.consent import Consent, Purpose
from clinicdesk.domain.errors import Conflict, InvalidInput, NotFound
from clinicdesk.domain.leads import Fact, FactKind, Lead, LostReason, Origin, Stage
from clinicdesk.domain.money import Money
from clinicdesk.domain.people import Patient
from clinicdesk.domain.text import marked, within_line, within_paragraph
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.patients import (
    add_patient,
    clinic_today,
    found_patient,
    past,
    set_message_counts,
)
from clinicdesk.services.people import PatientFields, checked_patient, filled
from clinicdesk.services.permissions import EVERYBODY, permitted
from clinicdesk.services.reconcile import reconcile
from clinicdesk.storage import board as boards
from clinicdesk.storage import consent as consents
from clinicdesk.storage import leads as repository
from clinicdesk.storage import messages, staff
from clinicdesk.storage import patients as patient_repository
from clinicdesk.storage.work import Work

MOST_QUESTIONS = 50
WROTE_FIRST = "inquiry"
"""The source of the yes to care messages that somebody gives by writing to the clinic."""
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
_CHANGED = Changes.LEADS | Changes.FOLLOWUPS | Changes.PATIENTS


class LeadFields(TypedDict, total=False):
    """What can be changed of a lead; its owner, its value and its facts have their own steps."""

    channel: str
    origin: Origin
    request: str
    treatment: str
    reference: str
    questions: Iterable[str]
    received_at: datetime
    travel_from: date | None
    travel_to: date | None
    travel_note: str


class Leads:
    """Every inquiry on its way; the stage follows from what is recorded here and is never typed."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @permitted(EVERYBODY)
    def receive(
        self,
        *,
        channel: str,
        patient_id: int | None = None,
        origin: Origin = Origin.NEW,
        request: str = "",
        treatment: str = "",
        received_at: datetime | None = None,
        lead_owner_id: int | None = None,
        value: Money | None = None,
        travel_from: date | None = None,
        travel_to: date | None = None,
        travel_note: str = "",
        questions: Iterable[str] = (),
        reference: str = "",
        operation: UUID | None = None,
        **patient: Unpack[PatientFields],
    ) -> Done[Lead]:
        """Take an inquiry in, of a known patient (``patient_id``) or of a new one (the patient's fields).

        A known patient's record gains the addresses and facts it lacks, nothing in it is overwritten.
        ``owner_id`` owns both, ``lead_owner_id`` the lead where it is somebody else's. The first clock
        runs from ``received_at``. Whoever writes first agrees to care messages unless they ever said no.
        Raises InvalidInput with the field that cannot be used; the undo takes the inquiry out again.
        """
        with self.context.writing() as work:
            earlier = work.once(operation, "lead.receive")
            if earlier is not None:
                return self._received(work, earlier["lead_id"], earlier["made"])
            made = patient_id is None
            person, before = self._person(work, patient_id, patient)
            owner = lead_owner_id or patient.get("owner_id") or person.owner_id
            lead = Lead(
                id=0,
                patient_id=person.id,
                channel=channel,
                origin=Origin(origin),
                received_at=past(work, received_at, "received_at"),
                request=request,
                treatment=treatment,
                reference=reference,
                questions=tuple(questions),
                owner_id=_member(work, owner),
                value=value,
                travel_from=travel_from,
                travel_to=travel_to,
                travel_note=travel_note,
            )
            lead_id = repository.add(work, checked_lead(lead))
            _agree_to_care(work, person.id, lead.received_at)
            reconcile(work, self.context, person.id)
            work.audit("lead.receive", "lead", lead_id, {"origin": lead.origin.value})
            work.remember(operation, {"lead_id": lead_id, "made": made})
            return self._received(work, lead_id, made, before)

    def _person(
        self, work: Work, patient_id: int | None, fields: PatientFields
    ) -> tuple[Patient, Patient | None]:
        """Return who asks, and the record as it was where the inquiry added facts to it."""
        if patient_id is None:
            return add_patient(work, self.context, fields), None
        before = found_patient(work, patient_id)
        after = checked_patient(filled(before, fields), clinic_today(work, self.context))
        if after == before:
            return before, None
        patient_repository.write(work, after)
        work.audit("patient.edit", "patient", patient_id, {"by": "inquiry"})
        return after, before

    def _received(self, work: Work, lead_id: int, made: bool, before: Patient | None = None) -> Done[Lead]:
        lead = found_lead(work, lead_id)
        return Done(
            lead,
            _CHANGED,
            marked("The inquiry of {name} is on the board."),
            {"name": found_patient(work, lead.patient_id).name},
            partial(self.withdraw, lead_id, with_patient=made, before=before),
        )

    @permitted(EVERYBODY)
    def withdraw(
        self, lead_id: int, *, with_patient: bool = False, before: Patient | None = None
    ) -> Done[int]:
        """Take out an inquiry that was entered by mistake, and the record made with it.

        ``before`` is the patient's record as it was before the inquiry added facts to it.
        Raises Conflict where it has a history: then it is lost, not gone.
        """
        with self.context.writing() as work:
            lead = found_lead(work, lead_id)
            if repository.has_history(work, lead_id):
                raise Conflict(marked("This inquiry has a history now. Mark it as lost instead."))
            repository.remove(work, lead_id)
            if with_patient and not patient_repository.has_history(work, lead.patient_id):
                patient_repository.remove(work, lead.patient_id)
            else:
                if before is not None:
                    patient_repository.write(work, before)
                reconcile(work, self.context, lead.patient_id)
            work.audit("lead.withdraw", "lead", lead_id)
        return Done(lead_id, _CHANGED, marked("The inquiry was taken out."))

    @permitted(EVERYBODY)
    def edit(self, lead_id: int, **fields: Unpack[LeadFields]) -> Done[Lead]:
        """Change the given fields of a lead; the undo puts the earlier ones back."""
        with self.context.writing() as work:
            before = found_lead(work, lead_id)
            values: dict[str, Any] = dict(fields)
            if "questions" in values:
                values["questions"] = tuple(values["questions"])
            after = checked_lead(replace(before, **values))
            past(work, after.received_at, "received_at")
            self._write(work, after, "lead.edit", {"fields": sorted(fields)})
            after = found_lead(work, lead_id)
        earlier: Any = {name: getattr(before, name) for name in fields}
        return Done(
            after,
            _CHANGED,
            marked("The inquiry was changed."),
            undo=partial(self.edit, lead_id, **earlier),
        )

    @permitted(EVERYBODY)
    def assign(self, lead_id: int, *, staff_id: int | None) -> Done[Lead]:
        """Give the lead to one coordinator, or to nobody; the undo gives it back."""
        with self.context.writing() as work:
            before = found_lead(work, lead_id)
            after = replace(before, owner_id=_member(work, staff_id))
            self._write(work, after, "lead.assign", {"staff": staff_id})
        return Done(
            after,
            _CHANGED,
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
            _CHANGED,
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
            today = clinic_date(work.at, settings_of(work, self.context).clinic.tz)
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
        return Done(fact, _CHANGED | Changes.MESSAGES, summary, {"name": name}, undo)

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

    def _set_counts(self, fact_id: int, *, counts: bool) -> Done[Fact]:
        with self.context.writing() as work:
            lead_id, fact, counted = found_fact(work, fact_id)
            if fact.kind not in TAKEN_BACK_HERE:
                raise Conflict(marked("This belongs to a payment, a visit or a treatment. Undo it there."))
            if counted is not counts:
                message_id = fact.detail.get("message_id")
                if message_id is not None:
                    set_message_counts(work, message_id, counts=counts)
                else:
                    (repository.restore_fact if counts else repository.retract_fact)(work, fact_id)
            lead = found_lead(work, lead_id)
            reconcile(work, self.context, lead.patient_id)
            work.audit("fact.restore" if counts else "fact.retract", "lead_fact", fact_id)
            name = found_patient(work, lead.patient_id).name
        return Done(
            fact,
            _CHANGED | Changes.MESSAGES,
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


class Said:
    """Words that go with a fact: they are kept as a message on the patient's timeline."""

    def __init__(
        self,
        direction: str,
        channel: str,
        text: str,
        kind: str,
        followup_id: int | None = None,
        *,
        purpose: Purpose = Purpose.CARE,
        language: str = "",
        subject: str = "",
        key: str | None = None,
    ) -> None:
        self.direction = direction
        self.channel = within_line(channel, "channel", 40)
        self.text = within_paragraph(text, "text")
        self.kind = kind
        self.followup_id = followup_id
        self.purpose = purpose
        self.language = language
        self.subject = within_line(subject, "subject", 400)
        self.key = key

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


def checked_lead(lead: Lead) -> Lead:
    """Return ``lead`` with clean texts; raises InvalidInput with the field that cannot be used."""
    channel = within_line(lead.channel, "channel", 60)
    if not channel:
        raise InvalidInput(marked("Say how the inquiry came in."), field="channel")
    if lead.value is not None and lead.value.minor < 0:
        raise InvalidInput(marked("A value is not below zero."), field="value")
    if lead.travel_from and lead.travel_to and lead.travel_to < lead.travel_from:
        raise InvalidInput(marked("The last day of the trip is before the first."), field="travel_to")
    questions = tuple(q for q in (within_line(q, "questions", 500) for q in lead.questions) if q)
    if len(questions) > MOST_QUESTIONS:
        raise InvalidInput(marked("{most} questions are the most."), field="questions", most=MOST_QUESTIONS)
    return replace(
        lead,
        channel=channel,
        request=within_paragraph(lead.request, "request"),
        treatment=within_line(lead.treatment, "treatment"),
        reference=within_line(lead.reference, "reference"),
        travel_note=within_line(lead.travel_note, "travel_note"),
        questions=questions,
    )


def _member(work: Work, staff_id: int | None) -> int | None:
    if staff_id is None:
        return None
    member = staff.get(work, staff_id)
    if member is None or not member.active:
        raise InvalidInput(marked("Choose somebody who works here."), field="owner_id")
    return staff_id


def _agree_to_care(work: Work, patient_id: int, at: datetime) -> None:
    answers = consents.answers(work, [patient_id]).get(patient_id, [])
    if not any(answer.purpose is Purpose.CARE for answer in answers):
        consents.add(work, patient_id, Consent(Purpose.CARE, True, at, source=WROTE_FIRST))
