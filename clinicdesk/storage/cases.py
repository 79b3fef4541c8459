"""Builds the case of one patient, or of many at once, in a dozen plain reads."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Row, Select, bindparam, select

from clinicdesk.domain.cases import Act, Case, DepositAsked, IssuedPlan, LaterTrip, LeadCase, OwnTask
from clinicdesk.domain.followups import DONE_BY_FACTS, Followup, FollowupState
from clinicdesk.domain.guarantees import Guarantee
from clinicdesk.domain.leads import Fact, FactKind, Origin
from clinicdesk.domain.money import Money
from clinicdesk.domain.treatments import NextTrip, Treatment
from clinicdesk.domain.visits import Appointment, AppointmentState, Travel
from clinicdesk.storage import followups
from clinicdesk.storage import tables as t
from clinicdesk.storage.work import Work

Rows = Mapping[int, list[Row[Any]]]

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_CONTACTS = frozenset({FactKind.REPLIED, FactKind.ANSWERED, FactKind.PLAN_SENT, FactKind.ITINERARY_SENT})


def _of(table: Any, *columns: Any) -> Select[Any]:
    """Return the read of ``columns`` of the rows that belong to the patients asked for, oldest first."""
    return select(table.c.patient_id, *columns).where(table.c.patient_id.in_(_IDS)).order_by(table.c.id)


_PATIENTS = select(t.patient.c.id, t.patient.c.owner_id, t.patient.c.created_at).where(
    t.patient.c.id.in_(_IDS)
)
_LEADS = _of(t.lead, t.lead.c.id, t.lead.c.origin, t.lead.c.received_at, t.lead.c.owner_id)
_FACTS = (
    select(
        t.lead_fact.c.lead_id,
        t.lead_fact.c.id,
        t.lead_fact.c.kind,
        t.lead_fact.c.at,
        t.lead_fact.c.by,
        t.lead_fact.c.detail,
    )
    .where(t.lead_fact.c.lead_id.in_(_IDS), t.lead_fact.c.retracted_at.is_(None))
    .order_by(t.lead_fact.c.at, t.lead_fact.c.id)
)
_PLANS = (
    select(
        t.plan.c.patient_id,
        t.plan.c.id,
        t.plan.c.number,
        t.plan.c.lead_id,
        t.plan.c.closed_at,
        t.plan.c.chosen_option,
        t.plan_revision.c.revision,
        t.plan_revision.c.issued_at,
        t.plan_revision.c.valid_until,
        t.plan_revision.c.total_minor,
        t.plan_revision.c.currency,
    )
    .join(
        t.plan_revision,
        (t.plan_revision.c.plan_id == t.plan.c.id) & (t.plan_revision.c.revision == t.plan.c.revision),
    )
    .where(t.plan.c.patient_id.in_(_IDS))
    .order_by(t.plan.c.id)
)
_TRIPS = (
    select(
        t.plan_trip.c.plan_id,
        t.plan_trip.c.option,
        t.plan_trip.c.title,
        t.plan_trip.c.days,
        t.plan_trip.c.healing_months,
    )
    .where(t.plan_trip.c.plan_id.in_(_IDS))
    .order_by(t.plan_trip.c.plan_id, t.plan_trip.c.position)
)
_DEPOSITS = (
    select(
        t.deposit_request.c.lead_id,
        t.deposit_request.c.id,
        t.deposit_request.c.plan_id,
        t.deposit_request.c.minor,
        t.deposit_request.c.currency,
        t.deposit_request.c.requested_at,
        t.deposit_request.c.appointment_id,
        t.deposit_request.c.hold_ends_at,
    )
    .where(t.deposit_request.c.lead_id.in_(_IDS), t.deposit_request.c.withdrawn_at.is_(None))
    .order_by(t.deposit_request.c.id)
)
_VISITS = _of(
    t.appointment,
    t.appointment.c.id,
    t.appointment.c.starts_at,
    t.appointment.c.state,
    t.appointment.c.minutes,
    t.appointment.c.lead_id,
    t.appointment.c.plan_id,
    t.appointment.c.trip,
    t.appointment.c.title,
    t.appointment.c.chair,
    t.appointment.c.dentist_id,
    t.appointment.c.held_until,
    t.appointment.c.changed_at,
)
_TRAVELS = select(t.travel).where(t.travel.c.lead_id.in_(_IDS)).order_by(t.travel.c.id)
_TREATMENTS = _of(t.treatment, *(c for c in t.treatment.c if c.name != "patient_id")).where(
    t.treatment.c.retracted_at.is_(None)
)
_GUARANTEES = _of(
    t.guarantee,
    t.guarantee.c.id,
    t.guarantee.c.treatment_id,
    t.guarantee.c.until_on,
    t.guarantee.c.condition,
    t.guarantee.c.check_months,
)
_NEXT_TRIPS = _of(
    t.next_trip,
    t.next_trip.c.id,
    t.next_trip.c.lead_id,
    t.next_trip.c.plan_id,
    t.next_trip.c.title,
    t.next_trip.c.opens_on,
    t.next_trip.c.closes_on,
    t.next_trip.c.days,
).where(t.next_trip.c.retracted_at.is_(None))
_TASKS = _of(t.task, t.task.c.id, t.task.c.title, t.task.c.due_on, t.task.c.owner_id, t.task.c.lead_id).where(
    t.task.c.retracted_at.is_(None)
)
_MESSAGES = _of(t.message, t.message.c.at, t.message.c.direction).where(
    t.message.c.retracted_at.is_(None), t.message.c.direction.in_(("in", "out"))
)


def read(work: Work, patient_ids: Sequence[int]) -> dict[int, tuple[Case, tuple[Followup, ...]]]:
    """Return the case and the stored follow-ups of each of ``patient_ids`` (at most a few hundred).

    Reads that depend on leads, plans or treatments are left out where there are none.
    """
    patients = {row.id: row for row in work.execute(_PATIENTS, {"ids": list(patient_ids)})}
    ids = list(patients)
    leads = _rows(work, _LEADS, ids)
    lead_ids = [row.id for rows in leads.values() for row in rows]
    plans = _rows(work, _PLANS, ids)
    plan_ids = [row.id for rows in plans.values() for row in rows]
    treatments = _rows(work, _TREATMENTS, ids)
    parts = _Parts(
        leads=leads,
        facts=_rows(work, _FACTS, lead_ids),
        plans=plans,
        trips=_rows(work, _TRIPS, plan_ids),
        deposits=_rows(work, _DEPOSITS, lead_ids if plan_ids else []),
        visits=_rows(work, _VISITS, ids),
        travels=_rows(work, _TRAVELS, lead_ids),
        treatments=treatments,
        guarantees=_rows(work, _GUARANTEES, list(treatments)),
        next_trips=_rows(work, _NEXT_TRIPS, ids),
        tasks=_rows(work, _TASKS, ids),
        messages=_rows(work, _MESSAGES, ids),
    )
    stored = followups.of_patients(work, ids)
    return {
        patient_id: (parts.case(row, own := stored.get(patient_id, ())), own)
        for patient_id, row in patients.items()
    }


def _rows(work: Work, statement: Select[Any], ids: Sequence[int]) -> Rows:
    """Return the rows by their first column, which names whose they are."""
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    if ids:
        for row in work.execute(statement, {"ids": list(ids)}):
            found[row[0]].append(row)
    return found


class _Parts:
    """The rows of several patients, each kind by its owner, from which single cases are put together."""

    def __init__(self, **rows: Rows) -> None:
        self.rows = rows

    def of(self, kind: str, owner: int) -> list[Row[Any]]:
        return self.rows[kind].get(owner, [])

    def case(self, patient: Row[Any], stored: Sequence[Followup]) -> Case:
        patient_id: int = patient.id
        leads = tuple(self._lead(row) for row in self.of("leads", patient_id))
        messages = self.of("messages", patient_id)
        facts = [fact for lead in leads for fact in lead.facts]
        answers = {row.at for row in messages if row.direction == "in"}
        answers |= {fact.at for fact in facts if fact.kind is FactKind.ANSWERED}
        contacts = {row.at for row in messages} | {fact.at for fact in facts if fact.kind in _CONTACTS}
        return Case(
            patient_id,
            patient.owner_id,
            leads,
            tuple(self._plan(row) for row in self.of("plans", patient_id)),
            tuple(_deposit(row) for lead in leads for row in self.of("deposits", lead.id)),
            tuple(visit_of(row) for row in self.of("visits", patient_id)),
            tuple(travel_of(row) for lead in leads for row in self.rows["travels"].get(lead.id, ())),
            tuple(treatment_of(row) for row in self.of("treatments", patient_id)),
            tuple(guarantee_of(row) for row in self._guarantees(patient_id)),
            tuple(next_trip_of(row) for row in self.of("next_trips", patient_id)),
            tuple(
                OwnTask(row.id, row.title, row.due_on, row.owner_id, row.lead_id)
                for row in self.of("tasks", patient_id)
            ),
            tuple(sorted(contacts)),
            tuple(sorted(answers)),
            _acts(stored),
            patient.created_at,
        )

    def _lead(self, row: Row[Any]) -> LeadCase:
        facts = tuple(
            Fact(FactKind(fact.kind), fact.at, fact.by, fact.detail, fact.id)
            for fact in self.of("facts", row.id)
        )
        return LeadCase(row.id, Origin(row.origin), row.received_at, row.owner_id, facts)

    def _plan(self, row: Row[Any]) -> IssuedPlan:
        trips = [trip for trip in self.of("trips", row.id) if trip.option == row.chosen_option]
        return IssuedPlan(
            row.id,
            row.number,
            row.revision,
            row.issued_at,
            row.valid_until,
            Money(row.total_minor, row.currency),
            row.lead_id,
            row.closed_at is not None,
            tuple(
                LaterTrip(number, trip.title, trip.days, trip.healing_months)
                for number, trip in enumerate(trips[1:], start=2)
            ),
        )

    def _guarantees(self, patient_id: int) -> list[Row[Any]]:
        """Return the guarantees of work that stands."""
        done = {row.id for row in self.of("treatments", patient_id)}
        return [row for row in self.of("guarantees", patient_id) if row.treatment_id in done]


def _acts(stored: Sequence[Followup]) -> dict[tuple[str, str, int], Act]:
    return {
        row.identity[1:]: Act(row.state, row.state_at)
        for row in stored
        if row.state is not FollowupState.OPEN and row.state_at and row.kind not in DONE_BY_FACTS
    }


def _deposit(row: Row[Any]) -> DepositAsked:
    return DepositAsked(
        row.id,
        row.lead_id,
        row.plan_id,
        Money(row.minor, row.currency),
        row.requested_at,
        row.appointment_id,
        row.hold_ends_at,
    )


def visit_of(row: Row[Any]) -> Appointment:
    """Return the appointment of a row that has its main columns."""
    return Appointment(
        row.id,
        row.patient_id,
        row.starts_at,
        AppointmentState(row.state),
        row.minutes,
        row.lead_id,
        row.plan_id,
        row.trip,
        row.title,
        row.chair,
        row.dentist_id,
        held_until=row.held_until,
        changed_at=row.changed_at,
    )


def travel_of(row: Row[Any]) -> Travel:
    """Return the travel facts of a row."""
    return Travel(
        row.lead_id,
        row.lands_at,
        row.leaves_at,
        row.flight,
        row.hotel,
        row.transfer,
        row.companion,
        row.note,
    )


def treatment_of(row: Row[Any]) -> Treatment:
    """Return the treatment of a row of its table."""
    return Treatment(
        row.id,
        row.patient_id,
        row.kind,
        row.done_on,
        row.code,
        row.title,
        teeth_of(row.teeth),
        row.lead_id,
        row.plan_id,
        row.dentist_id,
        row.dentist_name,
        row.material,
        row.cadence,
        row.cadence_months,
        row.ideal_return_on,
        bool(row.overridden),
        row.note,
    )


def teeth_of(text: str) -> tuple[int, ...]:
    """Return the FDI numbers of a stored list of teeth."""
    return tuple(int(number) for number in re.findall(r"\d+", text))


def guarantee_of(row: Row[Any]) -> Guarantee:
    """Return the guarantee of a row of its table."""
    return Guarantee(row.id, row.treatment_id, row.patient_id, row.until_on, row.condition, row.check_months)


def next_trip_of(row: Row[Any]) -> NextTrip:
    """Return the next trip of a row of its table."""
    return NextTrip(
        row.id,
        row.patient_id,
        row.opens_on,
        row.closes_on,
        row.lead_id,
        row.plan_id,
        row.title,
        row.days,
    )
