"""Reads and writes work that was done, its guarantees, and the next trip that it leaves to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import bindparam, insert, select, update

from clinicdesk.domain.guarantees import Guarantee
from clinicdesk.domain.treatments import NextTrip, Treatment
from clinicdesk.storage import tables as t
from clinicdesk.storage.cases import guarantee_of, next_trip_of, treatment_of
from clinicdesk.storage.work import Work

_SET_RETURN = (
    update(t.treatment)
    .where(t.treatment.c.id == bindparam("row"))
    .values(ideal_return_on=bindparam("on"), overridden=bindparam("by_hand"))
)


def set_return(work: Work, treatment_id: int, on: date | None, *, overridden: bool) -> None:
    """Store when the patient ideally returns, and whether a person said so."""
    work.execute(_SET_RETURN, {"row": treatment_id, "on": on, "by_hand": int(overridden)})


def add(work: Work, treatment: Treatment, *, import_id: int | None = None) -> int:
    """Store one piece of work, tagged with the import that brought it, and return its id."""
    made = work.execute(
        insert(t.treatment)
        .values(
            patient_id=treatment.patient_id,
            import_id=import_id,
            lead_id=treatment.lead_id,
            plan_id=treatment.plan_id,
            code=treatment.code,
            kind=treatment.kind,
            title=treatment.title,
            teeth=" ".join(str(tooth) for tooth in treatment.teeth),
            dentist_id=treatment.dentist_id,
            dentist_name=treatment.dentist_name,
            material=treatment.material,
            done_on=treatment.done_on,
            cadence=treatment.cadence,
            cadence_months=treatment.cadence_months,
            ideal_return_on=treatment.ideal_return_on,
            overridden=int(treatment.overridden),
            note=treatment.note,
        )
        .returning(t.treatment.c.id)
    )
    return int(made.scalar_one())


def get(work: Work, treatment_id: int) -> Treatment | None:
    """Return one piece of work that stands; None where there is none of that id."""
    row = work.execute(
        select(t.treatment).where(t.treatment.c.id == treatment_id, t.treatment.c.retracted_at.is_(None))
    ).one_or_none()
    return treatment_of(row) if row is not None else None


def of_patient(work: Work, patient_id: int) -> tuple[Treatment, ...]:
    """Return the patient's work that stands, newest first."""
    rows = work.execute(
        select(t.treatment)
        .where(t.treatment.c.patient_id == patient_id, t.treatment.c.retracted_at.is_(None))
        .order_by(t.treatment.c.done_on.desc(), t.treatment.c.id.desc())
    )
    return tuple(treatment_of(row) for row in rows)


def guarantees_of(work: Work, patient_id: int) -> tuple[Guarantee, ...]:
    """Return the guarantees on the patient's work that stands."""
    rows = work.execute(
        select(t.guarantee)
        .join(t.treatment, t.treatment.c.id == t.guarantee.c.treatment_id)
        .where(t.guarantee.c.patient_id == patient_id, t.treatment.c.retracted_at.is_(None))
        .order_by(t.guarantee.c.until_on)
    )
    return tuple(guarantee_of(row) for row in rows)


def next_trips_of(work: Work, patient_id: int) -> tuple[NextTrip, ...]:
    """Return the next trips that were planned and not taken back, oldest first."""
    rows = work.execute(
        select(t.next_trip)
        .where(t.next_trip.c.patient_id == patient_id, t.next_trip.c.retracted_at.is_(None))
        .order_by(t.next_trip.c.id)
    )
    return tuple(next_trip_of(row) for row in rows)


def add_guarantee(work: Work, guarantee: Guarantee) -> int:
    """Store one guarantee and return its id."""
    made = work.execute(
        insert(t.guarantee)
        .values(
            treatment_id=guarantee.treatment_id,
            patient_id=guarantee.patient_id,
            until_on=guarantee.until_on,
            condition=guarantee.condition,
            check_months=guarantee.check_months,
        )
        .returning(t.guarantee.c.id)
    )
    return int(made.scalar_one())


def add_next_trip(work: Work, trip: NextTrip) -> int:
    """Store the provisional window of a next trip and return its id."""
    made = work.execute(
        insert(t.next_trip)
        .values(
            patient_id=trip.patient_id,
            lead_id=trip.lead_id,
            plan_id=trip.plan_id,
            title=trip.title,
            opens_on=trip.opens_on,
            closes_on=trip.closes_on,
            days=trip.days,
            recorded_at=work.at,
        )
        .returning(t.next_trip.c.id)
    )
    return int(made.scalar_one())


def set_retracted(work: Work, treatment_ids: Sequence[int], at: datetime | None) -> None:
    """Take pieces of work back (``at``), or let them stand again (None)."""
    work.execute(update(t.treatment).where(t.treatment.c.id.in_(treatment_ids)).values(retracted_at=at))


def set_trip_retracted(work: Work, next_trip_id: int, at: datetime | None) -> None:
    """Take a planned next trip back (``at``), or let it stand again (None)."""
    work.execute(update(t.next_trip).where(t.next_trip.c.id == next_trip_id).values(retracted_at=at))
