"""Messages: composed from facts when they are opened, recorded as sent together with what that means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.consent import Permission, Purpose, Refusal
from clinicdesk.domain.errors import ClinicError, Conflict, InvalidInput, NotFound
from clinicdesk.domain.followups import DONE_BY_FACTS, Followup, FollowupKind, FollowupState
from clinicdesk.domain.leads import OPEN_STAGES, Fact, FactKind, Lead
from clinicdesk.domain.messages import Channel, Composed
from clinicdesk.domain.people import Patient, address_of
from clinicdesk.domain.text import marked
from clinicdesk.messaging import composing, templates
from clinicdesk.services.context import Context
from clinicdesk.services.lead_facts import Said, found_lead, record_fact, set_message_counts
from clinicdesk.services.message_facts import Gathered, gather, worded
from clinicdesk.services.people import found_patient, past
from clinicdesk.services.permissions import EVERYBODY, permitted
from clinicdesk.services.reconcile import reconcile
from clinicdesk.storage import consent as consents
from clinicdesk.storage import followups, leads, messages, plans
from clinicdesk.storage.work import Work

READ_BY_PEOPLE = frozenset({"en"})
"""Languages whose shipped wordings a person has read; the others may be sent and warn."""
_CHANGED = Changes.MESSAGES | Changes.FOLLOWUPS | Changes.LEADS | Changes.PATIENTS
_NOT_SENT = frozenset({FollowupKind.ARRIVAL, FollowupKind.RECORD_TREATMENT, FollowupKind.TASK})
_FACTS: Mapping[str, FactKind] = {
    "first_reply": FactKind.REPLIED,
    "plan_sent": FactKind.PLAN_SENT,
    "confirmation": FactKind.ITINERARY_SENT,
}
"""Messages that are a step of the lead: sending one records its fact."""
_REFUSED: Mapping[Refusal, str] = {
    Refusal.OPTED_OUT: marked("{name} does not want to be written to. Nothing was recorded as sent."),
    Refusal.REFUSED: marked("{name} said no to messages of this kind. Nothing was recorded as sent."),
    Refusal.NOT_ASKED: marked(
        "{name} has not been asked for messages of this kind. Record the answer first."
    ),
}


class Messages:
    """Texts for patients, in their language and beside it in the clinic's."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @permitted(EVERYBODY)
    def languages(self, kind: str) -> tuple[str, ...]:
        """Return the languages that have a wording of this kind."""
        return tuple(code for code in templates.shipped_languages() if templates.shipped(kind, code))

    @permitted(EVERYBODY)
    def compose(
        self,
        followup_id: int | None = None,
        *,
        lead_id: int | None = None,
        patient_id: int | None = None,
        kind: str = "",
        language: str | None = None,
        channel: str | None = None,
    ) -> Composed:
        """Return the message of a follow-up, or of a ``kind`` for a lead or a patient, from today's facts.

        ``language`` is the patient's unless given, ``channel`` the one the patient likes. Raises NotFound,
        and Conflict where the kind sends nothing or has no wording in the language: none is put in its place.
        """
        with self.context.reading() as work:
            row = _followup(work, followup_id)
            kind, whose = _asked(work, row, lead_id, patient_id, kind)
            known = gather(work, self.context, whose, row.lead_id if row else lead_id, row)
            if known is None:
                raise NotFound(marked("This record is not in the clinic's file."))
            return _composed(work, known, kind, language, channel)

    @permitted(EVERYBODY)
    def may_contact(self, patient_id: int, *, channel: str, purpose: Purpose) -> Permission:
        """Return whether a message of ``purpose`` may go to the patient by ``channel``, and why not."""
        with self.context.reading() as work:
            patient = found_patient(work, patient_id)
            newest = next(iter(leads.of_patient(work, patient_id)), None)
            return permission(work, patient, newest, Purpose(purpose), channel)

    @permitted(EVERYBODY)
    def mark_sent(
        self,
        followup_id: int | None = None,
        *,
        channel: str,
        body: str,
        subject: str = "",
        language: str = "",
        lead_id: int | None = None,
        patient_id: int | None = None,
        kind: str = "",
        plan_id: int | None = None,
        at: datetime | None = None,
        operation: UUID | None = None,
    ) -> Done[int]:
        """Record "I sent it" and return the message's id: the message, the step it is and the line it ends.

        A first reply, a plan and a confirmation are facts of the lead; every other kind ends its follow-up.
        Whether the patient may be contacted is asked again here, in the same transaction. Raises Conflict
        where not, or where this message was recorded already.
        """
        with self.context.writing() as work:
            earlier = work.once(operation, "message.sent")
            if earlier is not None:
                return self._sent(work, earlier["message_id"], None)
            row = _followup(work, followup_id)
            kind, whose = _asked(work, row, lead_id, patient_id, kind, sending=True)
            lead = _lead(work, row.lead_id if row else lead_id)
            patient, purpose = found_patient(work, whose), templates.PURPOSES[kind]
            must_be_allowed(permission(work, patient, lead, purpose, channel), patient)
            key = _key(row)
            if key and messages.has_key(work, key):
                raise Conflict(marked("This message is on the record already."))
            words = language or patient.language
            said = Said(messages.OUT, channel, body, kind, followup_id, purpose, words, subject, key)
            message_id = self._record(work, patient, lead, kind, said, past(work, at), plan_id)
            ended = _end(work, row, past(work, at))
            reconcile(work, self.context, patient.id)
            work.audit("message.sent", "message", message_id, {"kind": kind, "channel": channel})
            work.remember(operation, {"message_id": message_id})
            return self._sent(work, message_id, ended)

    def _record(
        self,
        work: Work,
        patient: Patient,
        lead: Lead | None,
        kind: str,
        said: Said,
        at: datetime,
        plan_id: int | None,
    ) -> int:
        fact_kind = _FACTS.get(kind)
        if fact_kind is None or lead is None:
            return said.store(work, patient.id, lead.id if lead else None, at)
        detail: dict[str, Any] = {"channel": said.channel}
        if fact_kind is FactKind.PLAN_SENT:
            detail |= _issued(work, lead, plan_id)
        fact: Fact = record_fact(work, self.context, lead.id, fact_kind, at=at, detail=detail, said=said)
        return int(fact.detail["message_id"])

    def _sent(self, work: Work, message_id: int, ended: Followup | None) -> Done[int]:
        patient_id = messages.patient_of(work, message_id)
        name = found_patient(work, patient_id).name if patient_id else ""
        undo: Callable[[], Done[Any]] = partial(self.take_back, message_id, before=ended)
        return Done(
            message_id, _CHANGED, marked("Sent to {name}; it is on the record."), {"name": name}, undo
        )

    @permitted(EVERYBODY)
    def take_back(self, message_id: int, *, before: Followup | None = None) -> Done[int]:
        """Take back "I sent it": the message, its fact and the end of its follow-up, which was ``before``."""
        return self._set(message_id, before, counts=False)

    @permitted(EVERYBODY)
    def restore(self, message_id: int, *, before: Followup | None = None) -> Done[int]:
        """Let "I sent it" count again; ``before`` is the follow-up as it was when it ended."""
        return self._set(message_id, before, counts=True)

    def _set(self, message_id: int, row: Followup | None, *, counts: bool) -> Done[int]:
        with self.context.writing() as work:
            patient_id = messages.patient_of(work, message_id)
            if patient_id is None:
                raise NotFound(marked("This message is not on the record."))
            now = followups.get(work, row.id) if row else None
            set_message_counts(work, message_id, counts=counts)
            if row is not None:
                followups.restore(work, (row,))
            reconcile(work, self.context, patient_id)
            work.audit("message.restore" if counts else "message.retract", "message", message_id)
            name = found_patient(work, patient_id).name
        again = self.take_back if counts else self.restore
        return Done(
            message_id,
            _CHANGED,
            marked("The message to {name} counts again.")
            if counts
            else marked("The message to {name} was taken back."),
            {"name": name},
            partial(again, message_id, before=now),
        )


def _composed(work: Work, known: Gathered, kind: str, language: str | None, channel: str | None) -> Composed:
    patient = known.view.patient
    chosen = language or patient.language or known.clinic.language
    via = channel or preferred(patient, known.lead)
    text, own = _text(kind, chosen, known), _own(kind, known)
    purpose = templates.PURPOSES[kind]
    return Composed(
        patient_id=patient.id,
        kind=kind,
        purpose=purpose,
        channel=via,
        address=address_of(patient, via),
        language=chosen,
        subject=text.subject,
        body=text.body,
        own_language=known.clinic.language,
        own_subject=own.subject,
        own_body=own.body,
        permission=permission(work, patient, known.lead, purpose, via),
        missing=text.missing,
        checked=chosen in READ_BY_PEOPLE,
        lead_id=known.lead.id if known.lead else None,
        followup_id=known.followup.id if known.followup else None,
        plan_id=known.plan.id if known.plan else None,
        revision=known.plan.revision if known.plan else 0,
    )


def permission(work: Work, patient: Patient, lead: Lead | None, purpose: Purpose, channel: str) -> Permission:
    """Return whether a message may go out; an open inquiry may be answered although nobody asked.

    Who writes to the clinic wants an answer about their own case; a no, or an opt-out, stays a no.
    """
    found = consents.permission(work, patient, purpose, channel)
    answerable = lead is not None and lead.stage in OPEN_STAGES and purpose is Purpose.CARE
    return Permission() if found.refusal is Refusal.NOT_ASKED and answerable else found


def preferred(patient: Patient, lead: Lead | None) -> str:
    """Return the channel to write by: the patient's own, the inquiry's, else one there is an address for."""
    known = [channel.value for channel in Channel]
    asked = [patient.preferred_channel, lead.channel if lead else ""]
    reachable = [channel for channel in (*asked, *known) if channel in known and address_of(patient, channel)]
    return next(iter((*reachable, *(channel for channel in asked if channel in known))), Channel.EMAIL.value)


def _followup(work: Work, followup_id: int | None) -> Followup | None:
    if followup_id is None:
        return None
    row = followups.get(work, followup_id)
    if row is None:
        raise NotFound(marked("This line is not on the list any more."))
    return row


def _lead(work: Work, lead_id: int | None) -> Lead | None:
    return found_lead(work, lead_id) if lead_id is not None else None


def _asked(
    work: Work,
    row: Followup | None,
    lead_id: int | None,
    patient_id: int | None,
    kind: str,
    *,
    sending: bool = False,
) -> tuple[str, int]:
    """Return the kind of message that is meant, and whose it is."""
    if row is not None:
        kind = kind or templates.template_kind(row.kind.value, row.n)
        if not kind or row.kind in _NOT_SENT:
            raise Conflict(marked("This line sends no message. Record what happened."))
        if row.kind in DONE_BY_FACTS and kind not in _FACTS and sending:
            raise Conflict(marked("Request the deposit first: that fixes amount, date and rule."))
    kind = templates.template_kind(kind) if kind not in templates.PURPOSES else kind
    if kind not in templates.PURPOSES:
        raise InvalidInput(marked("Choose what the message is about."), field="kind")
    lead = _lead(work, lead_id)
    whose = row.patient_id if row else (lead.patient_id if lead else patient_id)
    if whose is None:
        raise InvalidInput(marked("Choose whom the message is for."), field="patient")
    return kind, whose


def _text(kind: str, language: str, known: Gathered) -> composing.Text:
    template = templates.shipped(kind, language)
    if template is None:
        raise Conflict(
            marked("This message has no wording in this language yet. Choose another language."),
            field="language",
            language=language,
        )
    return composing.compose(template, worded(known, language))


def _own(kind: str, known: Gathered) -> composing.Text:
    """Return the text as the staff read it; empty where the clinic's language has no wording of its own."""
    try:
        return _text(kind, known.clinic.language, known)
    except ClinicError:
        return composing.Text("", "")


def _key(row: Followup | None) -> str | None:
    return ":".join(str(part) for part in row.identity) if row else None


def must_be_allowed(found: Permission, patient: Patient) -> None:
    """Raise Conflict where the patient may not be written to."""
    if found.refusal is not None:
        raise Conflict(_REFUSED[found.refusal], name=patient.name)


def _issued(work: Work, lead: Lead, plan_id: int | None) -> dict[str, int]:
    """Return which revision was sent: of the plan named, else of the lead's newest issued plan."""
    rows = [row for row in plans.rows(work, patient_id=lead.patient_id) if row.revision]
    named = [row for row in rows if row.id == plan_id]
    own = [row for row in rows if row.lead_id == lead.id]
    plan = next(iter(named if plan_id is not None else own), None)
    if plan is None:
        raise Conflict(marked("There is no issued plan to send. Issue it first."))
    return {"plan_id": plan.id, "revision": plan.revision}


def _end(work: Work, row: Followup | None, at: datetime) -> Followup | None:
    """Mark the follow-up of a message as done, unless its fact does that; return it as it was before."""
    if row is None or templates.template_kind(row.kind.value, row.n) in _FACTS:
        return None
    followups.act(work, row.id, state=FollowupState.DONE, at=at)
    return row
