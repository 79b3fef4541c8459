"""Work that was done: it starts recalls and guarantees, and says when the patient ideally returns."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from clinicdesk.domain.procedures import Procedure


@dataclass(frozen=True)
class Treatment:
    """One kind of work done on one day; ``ideal_return_on`` moves by itself unless ``overridden``.

    ``kind`` is the chart mark or the procedure's category; ``cadence`` names the recall rule.
    """

    id: int
    patient_id: int
    kind: str
    done_on: date
    code: str = ""
    title: str = ""
    teeth: tuple[int, ...] = ()
    lead_id: int | None = None
    plan_id: int | None = None
    dentist_id: int | None = None
    dentist_name: str = ""
    material: str = ""
    cadence: str = ""
    cadence_months: int = 0
    ideal_return_on: date | None = None
    overridden: bool = False
    note: str = ""


@dataclass(frozen=True)
class NextTrip:
    """The provisional window of the patient's next trip (phase two)."""

    id: int
    patient_id: int
    opens_on: date
    closes_on: date
    lead_id: int | None = None
    plan_id: int | None = None
    title: str = ""
    days: int = 1


@dataclass(frozen=True)
class Trip:
    """One completed stay, known by the work done in it; ``key`` is stable while that work stands."""

    key: str
    first_on: date
    last_on: date
    lead_id: int | None = None


SAME_TRIP_DAYS = 30
"""Work without a lead (from an import) within this many days of other such work is one trip."""


def trips(treatments: Iterable[Treatment]) -> tuple[Trip, ...]:
    """Return the trips that ``treatments`` were done in, in the order they ended."""
    by_lead: dict[int, list[Treatment]] = {}
    loose: list[list[Treatment]] = []
    for done in sorted(treatments, key=lambda treatment: (treatment.done_on, treatment.id)):
        if done.lead_id is not None:
            by_lead.setdefault(done.lead_id, []).append(done)
        elif loose and done.done_on - loose[-1][-1].done_on <= timedelta(days=SAME_TRIP_DAYS):
            loose[-1].append(done)
        else:
            loose.append([done])
    found = [Trip(f"lead:{key}", own[0].done_on, own[-1].done_on, key) for key, own in by_lead.items()]
    found += [Trip(f"treatment:{own[0].id}", own[0].done_on, own[-1].done_on) for own in loose]
    return tuple(sorted(found, key=lambda trip: (trip.last_on, trip.key)))


@dataclass(frozen=True)
class TreatmentLine:
    """One line of what was done, as it is recorded.

    What is left empty is taken from the procedure ``code`` of the catalogue: kind, cadence, guarantee.
    ``guarantee_months`` of 0 gives no guarantee; ``check_months`` is the check-up that keeps it valid.
    """

    code: str = ""
    kind: str = ""
    title: str = ""
    teeth: tuple[int, ...] = ()
    dentist_id: int | None = None
    dentist_name: str = ""
    material: str = ""
    cadence: str = ""
    cadence_months: int = 0
    guarantee_months: int | None = None
    guarantee_condition: str = ""
    check_months: int | None = None
    done_on: date | None = None
    note: str = ""


CHECKED_EVERY = {"yearly_check": 12, "half_yearly_check": 6}
"""Guarantee conditions that ask for a check-up, and how many months apart (facts.md, 3)."""


def completed(line: TreatmentLine, procedure: Procedure | None) -> TreatmentLine:
    """Return ``line`` with what it leaves empty taken from its procedure."""
    if procedure is None:
        condition = line.guarantee_condition
        months = line.guarantee_months or 0
        filled = line
    else:
        condition = line.guarantee_condition or procedure.guarantee_condition
        months = procedure.guarantee_months if line.guarantee_months is None else line.guarantee_months
        filled = replace(
            line,
            kind=line.kind or procedure.mark or procedure.category,
            cadence=line.cadence or procedure.cadence,
            cadence_months=line.cadence_months or (0 if line.cadence else procedure.cadence_months),
        )
    every = CHECKED_EVERY.get(condition, 0) if line.check_months is None else line.check_months
    return replace(
        filled,
        guarantee_condition=condition if months else "",
        guarantee_months=months,
        check_months=every if months else 0,
    )
