"""Reasons to come back: ideal returns, guarantee check-ups, and how several become one recall."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from typing import Any

from clinicdesk.domain.cadence import (
    DEFAULTS,
    MERGE_MONTHS,
    RECALL_CYCLES,
    Cadences,
    Rule,
    RuleGroup,
    add_months,
)
from clinicdesk.domain.cases import Case
from clinicdesk.domain.guarantees import Guarantee
from clinicdesk.domain.treatments import Treatment, Trip

_DEFAULT_MONTHS = {rule.key: rule.steps[0] for rule in DEFAULTS if rule.group is RuleGroup.RECALL}
_LONGEST = 40
"""Returns are counted at most this often from one treatment."""


@dataclass(frozen=True)
class Reason:
    """Why a patient should come back: one cycle of one treatment or of its guarantee.

    The window opens on ``opens_on``, is late from ``late_on`` and closes on ``ideal_on``.
    """

    kind: str
    treatment_id: int
    n: int
    ideal_on: date
    opens_on: date
    late_on: date
    rule: Rule
    detail: dict[str, Any] = field(default_factory=dict)

    @property
    def order(self) -> tuple[date, int, str, int]:
        """Return what reasons are sorted by: the earlier date first."""
        return (self.ideal_on, self.treatment_id, self.kind, self.n)

    @property
    def anchor(self) -> tuple[int, int, int]:
        """Return what names a recall: of its reasons the one with the oldest treatment."""
        return (self.treatment_id, 0 if self.kind == "treatment" else 1, self.n)


def rule_of(treatment: Treatment, cadences: Cadences) -> Rule | None:
    """Return the recall rule of a treatment: the clinic's rule of that name, else its own months.

    Months of its own that are not the rule's default (hygiene of a child every 6 instead of 12) stay,
    with the rule's window; others follow the rule when the owner changes it.
    """
    months = treatment.cadence_months
    if treatment.cadence in cadences.rules:
        rule = cadences.recall(treatment.cadence)
        own = months > 0 and months != _DEFAULT_MONTHS.get(treatment.cadence)
        return replace(rule, steps=(months,)) if rule and own else rule
    if months > 0:
        return Rule(treatment.cadence, RuleGroup.RECALL, (months,), 4, 2, 2)
    return None


def ideal_return(treatment: Treatment, cadences: Cadences) -> date | None:
    """Return when the patient ideally returns: what a person set for good, else what the rule says."""
    if treatment.overridden:
        return treatment.ideal_return_on
    rule = rule_of(treatment, cadences)
    return add_months(treatment.done_on, rule.steps[0]) if rule else None


def superseded(treatment: Treatment, treatments: Iterable[Treatment]) -> bool:
    """Return whether newer work of the same cadence stands in for this one: the same teeth, or no teeth."""
    if treatment.overridden:
        return False
    return any(
        later.cadence == treatment.cadence
        and later.done_on > treatment.done_on
        and set(treatment.teeth) <= set(later.teeth)
        for later in treatments
    )


@dataclass(frozen=True)
class Seen:
    """What bounds the cycles that are foreseen, as clinic dates.

    ``known_on`` is when the record was made, ``acted_on`` when somebody last sent or set aside a recall.
    """

    trips: tuple[Trip, ...] = ()
    known_on: date | None = None
    acted_on: date | None = None


def reasons(case: Case, cadences: Cadences, seen: Seen) -> tuple[tuple[Reason, ...], ...]:
    """Return the recalls of a patient: each a group of reasons, the earliest first.

    Reasons within three months of the first of their group join it (examples.md, Recall). A cycle whose
    window a later trip reached, or that closed before the record was made, is over. Three cycles are
    foreseen, and again three after each recall that somebody acted on.
    """
    pool: list[Reason] = []
    riders: dict[tuple[int, int], list[Reason]] = {}
    for treatment in case.treatments:
        trip = _trip_of(treatment, seen.trips)
        own = [] if superseded(treatment, case.treatments) else list(_returns(treatment, cadences))
        own = _ahead(own, trip, seen)
        pool += own
        for guarantee in case.guarantees:
            if guarantee.treatment_id != treatment.id or guarantee.check_months < 1:
                continue
            for check in _ahead(list(_checks(guarantee, treatment)), trip, seen):
                host = next((reason for reason in own if _near(reason.ideal_on, check.ideal_on)), None)
                if host is None:
                    pool.append(check)
                else:
                    riders.setdefault((host.treatment_id, host.n), []).append(check)
    return tuple(_with_riders(group, riders) for group in _grouped(pool))


def _returns(treatment: Treatment, cadences: Cadences) -> Iterator[Reason]:
    rule = rule_of(treatment, cadences)
    first = ideal_return(treatment, cadences)
    if first is None:
        return
    # A date set by hand is the base of the ones after it; a calculated one is counted from the work.
    base, skip = (first, 1) if treatment.overridden else (treatment.done_on, 0)
    used = rule or Rule(treatment.cadence, RuleGroup.RECALL, (12,), 4, 2, 2)
    cycles = range(1, _LONGEST + 1) if rule else (1,)
    for n in cycles:
        ideal_on = add_months(base, used.steps[0] * (n - skip))
        yield _reason("treatment", treatment, n, ideal_on, used, {})


def _checks(guarantee: Guarantee, treatment: Treatment) -> Iterator[Reason]:
    rule = Rule("guarantee", RuleGroup.RECALL, (guarantee.check_months,), 4, 2, 2)
    for n in count(1):
        ideal_on = add_months(treatment.done_on, guarantee.check_months * n)
        if ideal_on > guarantee.until_on or n > _LONGEST:
            return
        until = {"until_on": guarantee.until_on.isoformat(), "condition": guarantee.condition}
        yield _reason("guarantee", treatment, n, ideal_on, rule, until)


def _reason(
    kind: str, treatment: Treatment, n: int, ideal_on: date, rule: Rule, more: dict[str, Any]
) -> Reason:
    detail = {
        "kind": kind,
        "treatment_id": treatment.id,
        "title": treatment.title or treatment.kind,
        "code": treatment.code,
        "cadence": treatment.cadence,
        "teeth": list(treatment.teeth),
        "done_on": treatment.done_on.isoformat(),
        "dentist": treatment.dentist_name,
        "ideal_on": ideal_on.isoformat(),
        **more,
    }
    opens_on = max(treatment.done_on, add_months(ideal_on, -rule.opens))
    late_on = max(opens_on, add_months(ideal_on, -rule.late))
    return Reason(kind, treatment.id, n, ideal_on, opens_on, late_on, rule, detail)


def _ahead(cycles: list[Reason], own: Trip | None, seen: Seen) -> list[Reason]:
    """Return the cycles that lie ahead: as many as somebody acted on, and three more."""
    later = [trip.last_on for trip in seen.trips if own is None or trip.last_on > own.last_on]
    since = max(later, default=None)
    ahead = [
        reason
        for reason in cycles
        if (since is None or reason.opens_on > since)
        and (seen.known_on is None or reason.ideal_on >= seen.known_on)
    ]
    acted = sum(seen.acted_on is not None and reason.opens_on <= seen.acted_on for reason in ahead)
    return ahead[: acted + RECALL_CYCLES]


def _trip_of(treatment: Treatment, trips: tuple[Trip, ...]) -> Trip | None:
    if treatment.lead_id is not None:
        return next((trip for trip in trips if trip.lead_id == treatment.lead_id), None)
    loose = (trip for trip in trips if trip.lead_id is None)
    return next((trip for trip in loose if trip.first_on <= treatment.done_on <= trip.last_on), None)


def _near(one: date, other: date) -> bool:
    first, last = min(one, other), max(one, other)
    return last <= add_months(first, MERGE_MONTHS)


def _grouped(pool: list[Reason]) -> list[list[Reason]]:
    groups: list[list[Reason]] = []
    for reason in sorted(pool, key=lambda reason: reason.order):
        if groups and reason.ideal_on <= add_months(groups[-1][0].ideal_on, MERGE_MONTHS):
            groups[-1].append(reason)
        else:
            groups.append([reason])
    return groups


def _with_riders(group: list[Reason], riders: dict[tuple[int, int], list[Reason]]) -> tuple[Reason, ...]:
    full: list[Reason] = []
    for reason in group:
        full.append(reason)
        if reason.kind == "treatment":
            full += riders.get((reason.treatment_id, reason.n), [])
    return tuple(full)
