"""Follow-ups of somebody who was treated: check-ins, recalls with their reminders, phase two, greetings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from clinicdesk.domain.cadence import (
    MERGE_MONTHS,
    MOST_REMINDERS,
    QUIET_DAYS,
    YEARLY_GREETINGS,
    Rule,
    Rules,
    add_months,
)
from clinicdesk.domain.cases import Case
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.consent import Purpose
from clinicdesk.domain.followups import Followup, FollowupKind, FollowupState
from clinicdesk.domain.leads import FactKind, Origin
from clinicdesk.domain.recalls import Reason, Seen, reasons
from clinicdesk.domain.treatments import Trip, trips

TOUCH_DAYS = 30
"""How long after its day a check-in, a review or a greeting still makes sense."""
_SOFT = frozenset({FollowupKind.NINETY_DAY, FollowupKind.YEARLY_GREETING})


def completed_trips(case: Case, rules: Rules) -> tuple[Trip, ...]:
    """Return the patient's completed trips: of the work recorded, or of leads only marked as treated."""
    found = list(trips(case.treatments))
    known = {trip.lead_id for trip in found}
    for lead in case.leads:
        treated = [fact for fact in lead.facts if fact.kind is FactKind.TREATED]
        if treated and lead.id not in known:
            day = clinic_date(treated[-1].at, rules.hours.zone)
            found.append(Trip(f"lead:{lead.id}", day, day, lead.id))
    return tuple(sorted(found, key=lambda trip: (trip.last_on, trip.key)))


def aftercare(case: Case, rules: Rules) -> Iterator[Followup]:
    """Yield what follows the patient's trips by itself.

    With an open lead or a booking only the 30-day check-in stays: it asks about healing, and nobody is
    called back who is already coming.
    """
    done_trips = completed_trips(case, rules)
    if not done_trips:
        return
    for index, trip in enumerate(done_trips):
        following = done_trips[index + 1] if index + 1 < len(done_trips) else None
        yield from _touches(case, rules, trip, following)
    if case.busy:
        return
    second = _phase_two(case, rules, done_trips)
    groups = reasons(case, rules.cadences, _seen(case, rules, done_trips))
    skipped = second is not None and _skipped(case, second.row)
    joined = [group for group in groups if second is not None and not skipped and second.takes(group)]
    for group in groups:
        if group not in joined:
            recall = _recall(case, group)
            yield recall
            yield from _reminders(case, rules, recall, group[0].rule, done_trips)
    if second is not None:
        row = _joined(second.row, joined)
        yield row
        yield from _reminders(case, rules, row, rules.cadences.rule("phase_two"), done_trips)


def _known_on(case: Case, rules: Rules) -> date:
    return clinic_date(case.known_at, rules.hours.zone) if case.known_at else date.min


def _seen(case: Case, rules: Rules, done_trips: tuple[Trip, ...]) -> Seen:
    recalls = {FollowupKind.RECALL.value, FollowupKind.PHASE_TWO.value}
    acted_at = max((act.at for (kind, _, _), act in case.acts.items() if kind in recalls), default=None)
    acted_on = clinic_date(acted_at, rules.hours.zone) if acted_at else None
    return Seen(done_trips, _known_on(case, rules), acted_on)


def _row(case: Case, kind: FollowupKind, anchor: str, due_on: date, **more: Any) -> Followup:
    more.setdefault("owner_id", case.owner_id)
    return Followup(case.patient_id, kind, anchor, due_on, **more)


def _touches(case: Case, rules: Rules, trip: Trip, following: Trip | None) -> Iterator[Followup]:
    """Yield check-in, review and greetings, as far as no later trip replaces them."""
    wanted = [
        (FollowupKind.THIRTY_DAY, "thirty_day", 1, Purpose.CARE),
        (FollowupKind.NINETY_DAY, "ninety_day", 1, Purpose.MARKETING),
    ]
    known_on = _known_on(case, rules)
    if following is None:
        missed = max(0, known_on.year - trip.last_on.year - 1)
        years = range(missed + 1, missed + YEARLY_GREETINGS + 1)
        wanted += [(FollowupKind.YEARLY_GREETING, "yearly_greeting", n, Purpose.MARKETING) for n in years]
    for kind, key, n, purpose in wanted:
        rule = rules.cadences.rule(key)
        if not rule.enabled or (case.busy and kind in _SOFT):
            continue
        if kind is FollowupKind.YEARLY_GREETING:
            due_on = add_months(trip.last_on, rule.steps[0] * n)
        else:
            due_on = trip.last_on + timedelta(days=rule.steps[0])
        if following is not None and following.first_on <= due_on:
            continue
        if due_on + timedelta(days=TOUCH_DAYS) < known_on:
            continue
        if kind in _SOFT:
            due_on = pushed(case, rules, (kind.value, trip.key, n), due_on)
        yield _row(
            case,
            kind,
            trip.key,
            due_on,
            n=n,
            purpose=purpose,
            lead_id=trip.lead_id,
            opens_on=due_on - timedelta(days=rule.opens),
            closes_on=due_on + timedelta(days=TOUCH_DAYS),
            detail={
                "trip_ended_on": trip.last_on.isoformat(),
                "late_on": (due_on + timedelta(days=rule.late)).isoformat(),
                "work": _work(case, trip),
            },
        )


def _work(case: Case, trip: Trip) -> list[str]:
    """Return what was done on the trip, each kind of work once."""
    own = [done for done in case.treatments if done.lead_id == trip.lead_id]
    inside = [done for done in own if trip.first_on <= done.done_on <= trip.last_on]
    return list(dict.fromkeys(done.title or done.kind for done in inside))


def pushed(case: Case, rules: Rules, identity: tuple[str, str, int], due_on: date) -> date:
    """Return the day of a soft touch, pushed back to 14 days after a contact that came shortly before it.

    A contact after the touch was done, and the touch itself, push nothing (complaints.md, 13).
    """
    act = case.acts.get(identity)
    last_on = due_on + timedelta(days=TOUCH_DAYS)
    for at in sorted(case.contacts):
        spoke_on = clinic_date(at, rules.hours.zone)
        if (act is not None and at >= act.at) or spoke_on > last_on:
            break
        quiet_until = spoke_on + timedelta(days=QUIET_DAYS)
        due_on = max(due_on, quiet_until)
    return due_on


def _recall(case: Case, group: tuple[Reason, ...]) -> Followup:
    """Return one recall with all its reasons; its dates are those of the earliest."""
    first = group[0]
    name = min(reason.anchor for reason in group)
    return _row(
        case,
        FollowupKind.RECALL,
        f"{'guarantee' if name[1] else 'treatment'}:{name[0]}",
        first.late_on,
        n=name[2],
        opens_on=first.opens_on,
        closes_on=first.ideal_on,
        detail={
            "ideal_on": first.ideal_on.isoformat(),
            "late_on": first.late_on.isoformat(),
            "reasons": [reason.detail for reason in group],
        },
    )


@dataclass(frozen=True)
class _Second:
    """The follow-up for a next trip, and the window it is planned in."""

    row: Followup
    from_on: date
    to_on: date

    def takes(self, group: tuple[Reason, ...]) -> bool:
        """Return whether a recall falls due so near that one message is enough."""
        ideal_on = group[0].ideal_on
        return add_months(self.from_on, -MERGE_MONTHS) <= ideal_on <= add_months(self.to_on, MERGE_MONTHS)


def _phase_two(case: Case, rules: Rules, done_trips: tuple[Trip, ...]) -> _Second | None:
    """Return the second phase's line: of a recorded next trip, else of the plan's own later trip."""
    rule, last = rules.cadences.rule("phase_two"), done_trips[-1]
    planned = _planned(case, done_trips) if rule.enabled else None
    if planned is None:
        return None
    anchor, from_on, to_on, detail = planned
    opens_on = max(last.last_on, add_months(from_on, -rule.opens))
    late_on = max(opens_on, add_months(from_on, -rule.late))
    window = {"from_on": from_on.isoformat(), "to_on": to_on.isoformat(), "late_on": late_on.isoformat()}
    row = _row(
        case,
        FollowupKind.PHASE_TWO,
        anchor,
        late_on,
        opens_on=opens_on,
        closes_on=to_on,
        lead_id=last.lead_id,
        detail={**detail, **window, "reasons": []},
    )
    return _Second(row, from_on, to_on)


def _planned(case: Case, done_trips: tuple[Trip, ...]) -> tuple[str, date, date, dict[str, Any]] | None:
    """Return the next trip that still lies ahead: recorded by a person, else foreseen by the plan."""
    for trip in reversed(case.next_trips):
        if trip.closes_on <= done_trips[-1].last_on:
            continue
        own = next((done for done in done_trips if done.lead_id == trip.lead_id), done_trips[0])
        if not _happened(case, own, trip.opens_on, done_trips):
            detail = {"title": trip.title, "days": trip.days, "plan": _number(case, trip.plan_id)}
            return f"next_trip:{trip.id}", trip.opens_on, trip.closes_on, detail
    noted = {trip.lead_id for trip in case.next_trips}
    for plan in reversed(case.plans):
        done = next((trip for trip in done_trips if trip.lead_id and trip.lead_id == plan.lead_id), None)
        if done is None or not plan.later_trips or plan.lead_id in noted:
            continue
        later = plan.later_trips[0]
        from_on = add_months(done.last_on, max(1, later.healing_months))
        if not _happened(case, done, from_on, done_trips):
            detail = {"title": later.title, "days": later.days, "plan": plan.number}
            return f"plan:{plan.id}:trip:{later.number}", from_on, add_months(from_on, 2), detail
    return None


def _happened(case: Case, own: Trip, from_on: date, done_trips: tuple[Trip, ...]) -> bool:
    """Return whether a trip after ``own`` was the planned one: in its window, or a lead for phase two."""
    second = {lead.id for lead in case.leads if lead.origin is Origin.PHASE_TWO}
    later = (trip for trip in done_trips if trip.last_on > own.last_on)
    return any(trip.last_on >= from_on or trip.lead_id in second for trip in later)


def _number(case: Case, plan_id: int | None) -> str:
    return next((plan.number for plan in case.plans if plan.id == plan_id), "")


def _joined(row: Followup, groups: list[tuple[Reason, ...]]) -> Followup:
    """Return the second phase's line with the recalls it takes along; its dates are the earlier ones."""
    if not groups:
        return row
    first = [group[0] for group in groups]
    found = [reason.detail for group in groups for reason in group]
    due_on = min([row.due_on, *(reason.late_on for reason in first)])
    return Followup(
        row.patient_id,
        row.kind,
        row.anchor,
        due_on,
        opens_on=min([row.opens_on, *(reason.opens_on for reason in first)]),
        closes_on=row.closes_on,
        lead_id=row.lead_id,
        owner_id=row.owner_id,
        detail={**row.detail, "late_on": due_on.isoformat(), "reasons": found},
    )


def _skipped(case: Case, row: Followup) -> bool:
    act = case.acts.get(row.identity[1:])
    return act is not None and act.state is FollowupState.SKIPPED


def _reminders(
    case: Case, rules: Rules, recall: Followup, rule: Rule, done_trips: tuple[Trip, ...]
) -> Iterator[Followup]:
    """Yield what follows a recall that was sent and not answered: every 21 days, at most three times."""
    act = case.acts.get(recall.identity[1:])
    if act is None or act.state is not FollowupState.DONE:
        return
    answered = any(at > act.at for at in case.answers) or any(
        lead.received_at >= act.at for lead in case.leads
    )
    sent_on = clinic_date(act.at, rules.hours.zone)
    if answered or done_trips[-1].last_on > sent_on:
        return
    several = min(rule.reminders, MOST_REMINDERS)
    shown = {key: value for key, value in recall.detail.items() if key != "late_on"}
    for n in range(1, several + 1):
        due_on = sent_on + timedelta(days=rule.reminder_days * n)
        yield _row(
            case,
            FollowupKind.RECALL_REMINDER,
            f"{recall.kind}:{recall.anchor}:{recall.n}",
            due_on,
            n=n,
            lead_id=recall.lead_id,
            opens_on=due_on,
            closes_on=due_on + timedelta(days=rule.reminder_days - 1),
            detail={**shown, "sent_on": sent_on.isoformat(), "of": several},
        )
