"""Records the work that was done, what is guaranteed and when the patient ideally returns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from functools import partial
from typing import Any, TypedDict, Unpack
from uuid import UUID
from zoneinfo import ZoneInfo

from clinicdesk.domain.cadence import Rules, add_months
from clinicdesk.domain.cases import Case
from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.errors import Conflict, InvalidInput, NotFound
from clinicdesk.domain.followups import Followup, FollowupKind
from clinicdesk.domain.guarantees import Guarantee
from clinicdesk.domain.leads import Fact, FactKind
from clinicdesk.domain.projection import project
from clinicdesk.domain.recalls import ideal_return, rule_of
from clinicdesk.domain.text import marked, within_line, within_paragraph
from clinicdesk.domain.treatments import NextTrip, Treatment, TreatmentLine, completed
from clinicdesk.services.clinic import settings_of
from clinicdesk.services.context import Context
from clinicdesk.services.due_rows import blocked
from clinicdesk.services.offers import offer_of
from clinicdesk.services.permissions import EVERYBODY, permitted
from clinicdesk.services.reconcile import reconcile, rules_of
from clinicdesk.storage import cases, consent, leads, plans, treatments
from clinicdesk.storage.work import Work

AFTER_TREATMENT = frozenset(
    {
        FollowupKind.THIRTY_DAY,
        FollowupKind.NINETY_DAY,
        FollowupKind.RECALL,
        FollowupKind.PHASE_TWO,
        FollowupKind.YEARLY_GREETING,
    }
)
_CHANGES = Changes.TREATMENTS | Changes.LEADS | Changes.FOLLOWUPS | Changes.PATIENTS


class RecordFields(TypedDict, total=False):
    """What is recorded besides the lines; everything may be left out.

    ``ideal_return_on`` counts only with ``overridden``: a date that a person sets for good. ``next_trip``
    is the provisional window of phase two. ``left`` says per planned line that was not done, why.
    """

    ideal_return_on: date | None
    overridden: bool
    next_trip: NextTrip | None
    guarantee_condition: str
    feels: str
    note: str
    left: Mapping[str, str]


@dataclass(frozen=True)
class Follows:
    """One line of what follows by itself; ``blocked`` where the consent it needs is missing."""

    followup: Followup
    blocked: bool


@dataclass(frozen=True)
class Preview:
    """What recording would lead to: the ideal return with the rule it follows, and what follows by itself."""

    ideal_return_on: date | None
    rule: str
    months: int
    rows: tuple[Follows, ...]

    @property
    def blocked(self) -> int:
        """Return how many of the rows need a consent that was not given."""
        return sum(row.blocked for row in self.rows)


@dataclass(frozen=True)
class Recorded:
    """What was recorded in one step; its undo takes exactly this back."""

    patient_id: int
    lead_id: int
    fact_id: int
    treatment_ids: tuple[int, ...]
    next_trip_id: int | None = None


@dataclass(frozen=True)
class _Work:
    """The rows that a record asks for, not stored yet: negative ids join them."""

    treatments: tuple[Treatment, ...]
    guarantees: tuple[Guarantee, ...]
    next_trip: NextTrip | None
    detail: Mapping[str, Any] = field(default_factory=dict)


class Treatments:
    """Records treatments; recalls, check-ins and guarantees follow from them."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @permitted(EVERYBODY)
    def record(
        self,
        lead_id: int,
        *,
        lines: Iterable[TreatmentLine],
        last_day: date,
        operation: UUID | None = None,
        **fields: Unpack[RecordFields],
    ) -> Done[Recorded]:
        """Record what was done on the trip of a lead; the lead is treated since ``last_day``.

        Raises InvalidInput with the field, NotFound for a lead that is gone, Conflict for one that has
        been recorded already. The undo takes everything back at once.
        """
        with self.context.writing() as work:
            earlier = work.once(operation, "treatment.record")
            if earlier is not None:
                earlier["treatment_ids"] = tuple(earlier["treatment_ids"])
                return Done(Recorded(**earlier), Changes.NONE, marked("Recorded already."))
            rules = rules_of(work, self.context)
            asked = self._asked(work, rules, lead_id, tuple(lines), last_day, fields)
            made = _stored(work, lead_id, asked, _fact_at(work, rules.hours.zone, last_day))
            work.audit("treatment.record", "lead", lead_id, {"treatments": list(made.treatment_ids)})
            reconcile(work, self.context, made.patient_id)
            work.remember(
                operation,
                {
                    "patient_id": made.patient_id,
                    "lead_id": lead_id,
                    "fact_id": made.fact_id,
                    "treatment_ids": list(made.treatment_ids),
                    "next_trip_id": made.next_trip_id,
                },
            )
        return Done(
            made,
            _CHANGES,
            marked("Recorded: {count} treatments."),
            {"count": len(made.treatment_ids)},
            partial(self._count, made, False),
        )

    @permitted(EVERYBODY)
    def preview(
        self, lead_id: int, *, lines: Iterable[TreatmentLine], last_day: date, **fields: Unpack[RecordFields]
    ) -> Preview:
        """Return what would follow by itself: the same rule on the case as it would be, nothing stored."""
        with self.context.reading() as work:
            rules = rules_of(work, self.context)
            asked = self._asked(work, rules, lead_id, tuple(lines), last_day, fields)
            patient_id = asked.treatments[0].patient_id
            case, _ = cases.read(work, [patient_id])[patient_id]
            treated = Fact(FactKind.TREATED, _fact_at(work, rules.hours.zone, last_day), work.by)
            answers = consent.answers(work, [patient_id]).get(patient_id, [])
            rows = [
                row
                for row in project(_as_if(case, lead_id, asked, treated), rules)
                if row.kind in AFTER_TREATMENT and row.opens_on >= last_day and row.n == 1
            ]
        rows.sort(key=lambda row: (row.opens_on, row.due_on))
        first = min(
            (done for done in asked.treatments if done.ideal_return_on),
            key=lambda done: done.ideal_return_on or date.max,
            default=None,
        )
        rule = rule_of(first, rules.cadences) if first else None
        return Preview(
            first.ideal_return_on if first else None,
            rule.key if rule else "",
            rule.steps[0] if rule else 0,
            tuple(Follows(row, blocked(row, answers)) for row in rows),
        )

    @permitted(EVERYBODY)
    def override_return(self, treatment_id: int, *, on: date | None) -> Done[Treatment]:
        """Set when the patient ideally returns, for good; None lets the date follow its rule again."""
        with self.context.writing() as work:
            before = _treatment(work, treatment_id)
            if on is not None and on <= before.done_on:
                raise InvalidInput(marked("The return comes after the treatment."), field="ideal_return_on")
            moved = replace(before, ideal_return_on=on, overridden=on is not None)
            rules = rules_of(work, self.context)
            on = ideal_return(moved, rules.cadences)
            treatments.set_return(work, treatment_id, on, overridden=moved.overridden)
            work.audit("treatment.return", "treatment", treatment_id)
            reconcile(work, self.context, before.patient_id)
        undo = partial(
            self.override_return, treatment_id, on=before.ideal_return_on if before.overridden else None
        )
        return Done(
            replace(moved, ideal_return_on=on), _CHANGES, marked("The return date was set."), undo=undo
        )

    @permitted(EVERYBODY)
    def for_patient(self, patient_id: int) -> tuple[Treatment, ...]:
        """Return the patient's treatments, newest first."""
        with self.context.reading() as work:
            return treatments.of_patient(work, patient_id)

    @permitted(EVERYBODY)
    def guarantees(self, patient_id: int) -> tuple[Guarantee, ...]:
        """Return the guarantees on the patient's treatments, the one that ends first first."""
        with self.context.reading() as work:
            return treatments.guarantees_of(work, patient_id)

    @permitted(EVERYBODY)
    def next_trips(self, patient_id: int) -> tuple[NextTrip, ...]:
        """Return the next trips that were planned for the patient, oldest first."""
        with self.context.reading() as work:
            return treatments.next_trips_of(work, patient_id)

    def _asked(
        self,
        work: Work,
        rules: Rules,
        lead_id: int,
        lines: tuple[TreatmentLine, ...],
        last_day: date,
        fields: RecordFields,
    ) -> _Work:
        lead = leads.get(work, lead_id)
        if lead is None:
            raise NotFound(marked("This lead is not in the file any more."))
        if any(fact.kind is FactKind.TREATED for fact in leads.facts(work, lead_id)):
            raise Conflict(marked("The treatment of this trip has been recorded already. Undo that first."))
        if not lines:
            raise InvalidInput(marked("Add at least one treatment that was done."), field="lines")
        if last_day > clinic_date(work.at, rules.hours.zone):
            raise InvalidInput(marked("The last day of the trip is still to come."), field="last_day")
        offer, language = offer_of(work, self.context), settings_of(work, self.context).clinic.language
        known = offer.procedures
        plan_id = next((row.id for row in plans.rows(work, lead_id=lead_id)), None)
        made: list[Treatment] = []
        promised: list[Guarantee] = []
        for number, line in enumerate(lines, start=1):
            if line.code in known and not line.title:
                line = replace(line, title=offer.name(line.code, language))  # noqa: PLW2901
            full = completed(line, known.get(line.code))
            if fields.get("guarantee_condition") and full.guarantee_months:
                full = completed(
                    replace(line, guarantee_condition=fields["guarantee_condition"]), known.get(line.code)
                )
            done = _treatment_of(full, -number, lead.patient_id, lead_id, plan_id, last_day)
            made.append(done)
            promised += _guarantee_of(full, done)
        dated = _with_returns(made, rules, fields)
        return _Work(dated, tuple(promised), _next_trip(lead_id, made, fields), _detail(fields))

    def _count(self, made: Recorded, stands: bool) -> Done[Recorded]:
        """Take a record back, or let it stand again."""
        with self.context.writing() as work:
            at = None if stands else work.at
            treatments.set_retracted(work, made.treatment_ids, at)
            if made.next_trip_id is not None:
                treatments.set_trip_retracted(work, made.next_trip_id, at)
            (leads.restore_fact if stands else leads.retract_fact)(work, made.fact_id)
            work.audit("treatment.restore" if stands else "treatment.retract", "lead", made.lead_id)
            reconcile(work, self.context, made.patient_id)
        return Done(made, _CHANGES, marked("Undone."), undo=partial(self._count, made, not stands))


def _treatment_of(
    line: TreatmentLine, number: int, patient_id: int, lead_id: int, plan_id: int | None, last_day: date
) -> Treatment:
    done_on = line.done_on or last_day
    if done_on > last_day:
        raise InvalidInput(marked("Nothing was done after the last day of the trip."), field="done_on")
    if not line.kind and not line.title:
        raise InvalidInput(marked("Say what was done."), field="lines")
    return Treatment(
        number,
        patient_id,
        within_line(line.kind or "other", "kind"),
        done_on,
        line.code,
        within_line(line.title, "title"),
        line.teeth,
        lead_id,
        plan_id,
        line.dentist_id,
        within_line(line.dentist_name, "dentist_name"),
        within_line(line.material, "material"),
        line.cadence,
        line.cadence_months,
        note=within_paragraph(line.note, "note"),
    )


def _with_returns(made: list[Treatment], rules: Rules, fields: RecordFields) -> tuple[Treatment, ...]:
    """Return the treatments with their ideal returns: calculated, or set by hand for the whole trip.

    A date set by hand counts for all that have a cadence; where none has, for the first.
    """
    if not fields.get("overridden"):
        return tuple(replace(done, ideal_return_on=ideal_return(done, rules.cadences)) for done in made)
    on = fields.get("ideal_return_on")
    if on is None or on <= max(done.done_on for done in made):
        raise InvalidInput(marked("The return comes after the treatment."), field="ideal_return_on")
    moved = {done.id for done in made if rule_of(done, rules.cadences)} or {made[0].id}
    return tuple(
        replace(done, ideal_return_on=on, overridden=True) if done.id in moved else done for done in made
    )


def _guarantee_of(line: TreatmentLine, done: Treatment) -> tuple[Guarantee, ...]:
    if not line.guarantee_months:
        return ()
    until = add_months(done.done_on, line.guarantee_months)
    condition = within_line(line.guarantee_condition, "guarantee_condition")
    return (Guarantee(done.id, done.id, done.patient_id, until, condition, line.check_months or 0),)


def _next_trip(lead_id: int, made: list[Treatment], fields: RecordFields) -> NextTrip | None:
    trip = fields.get("next_trip")
    if trip is None:
        return None
    if trip.closes_on < trip.opens_on or trip.opens_on <= max(done.done_on for done in made):
        raise InvalidInput(marked("The next trip begins after this one and ends later."), field="next_trip")
    title = within_line(trip.title, "next_trip")
    return replace(trip, patient_id=made[0].patient_id, lead_id=lead_id, plan_id=made[0].plan_id, title=title)


def _detail(fields: RecordFields) -> dict[str, Any]:
    told = {
        "feels": within_line(fields.get("feels", ""), "feels"),
        "note": within_paragraph(fields.get("note", ""), "note"),
        "left": {what: within_line(why, "left") for what, why in fields.get("left", {}).items()},
    }
    return {key: value for key, value in told.items() if value}


def _fact_at(work: Work, zone: ZoneInfo, last_day: date) -> datetime:
    """Return when the trip ended: now on its last day, else noon of that day."""
    if last_day == clinic_date(work.at, zone):
        return work.at
    return datetime.combine(last_day, time(12), tzinfo=zone).astimezone(UTC)


def _stored(work: Work, lead_id: int, asked: _Work, at: datetime) -> Recorded:
    ids = {done.id: treatments.add(work, done) for done in asked.treatments}
    for guarantee in asked.guarantees:
        treatments.add_guarantee(work, replace(guarantee, treatment_id=ids[guarantee.treatment_id]))
    trip_id = treatments.add_next_trip(work, asked.next_trip) if asked.next_trip else None
    fact = leads.add_fact(work, lead_id, FactKind.TREATED, at=at, detail=asked.detail)
    return Recorded(asked.treatments[0].patient_id, lead_id, fact.id, tuple(ids.values()), trip_id)


def _as_if(case: Case, lead_id: int, asked: _Work, treated: Fact) -> Case:
    """Return the case as it would be after the record."""
    return replace(
        case,
        leads=tuple(
            replace(lead, facts=(*lead.facts, treated)) if lead.id == lead_id else lead for lead in case.leads
        ),
        treatments=(*case.treatments, *asked.treatments),
        guarantees=(*case.guarantees, *asked.guarantees),
        next_trips=(*case.next_trips, *((asked.next_trip,) if asked.next_trip else ())),
    )


def _treatment(work: Work, treatment_id: int) -> Treatment:
    found = treatments.get(work, treatment_id)
    if found is None:
        raise NotFound(marked("This treatment is not in the file any more."))
    return found
