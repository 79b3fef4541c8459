"""A lead on its way, seen from its facts: what still stands, and how its follow-ups are made."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from clinicdesk.domain.cadence import Rules
from clinicdesk.domain.cases import Case, LeadCase
from clinicdesk.domain.clock import clinic_date
from clinicdesk.domain.followups import Followup, FollowupKind, FollowupState
from clinicdesk.domain.leads import Fact, FactKind

_UNDONE_BY_REFUND = frozenset(
    {FactKind.PLAN_ACCEPTED, FactKind.DEPOSIT_REQUESTED, FactKind.DEPOSIT_PAID, FactKind.ITINERARY_SENT}
)


@dataclass(frozen=True)
class Way:
    """One lead on its way: the patient's case, the lead, the rules, and the facts that still stand."""

    case: Case
    lead: LeadCase
    rules: Rules
    standing: tuple[Fact, ...]

    def first(self, kind: FactKind) -> Fact | None:
        """Return the first standing fact of ``kind``."""
        return next((fact for fact in self.standing if fact.kind is kind), None)

    def last(self, kind: FactKind) -> Fact | None:
        """Return the last standing fact of ``kind``."""
        return next((fact for fact in reversed(self.standing) if fact.kind is kind), None)

    def has(self, *kinds: FactKind) -> bool:
        """Return whether a fact of one of ``kinds`` stands."""
        return any(fact.kind in kinds for fact in self.standing)

    def on(self, at: datetime) -> date:
        """Return the clinic's date of ``at``."""
        return clinic_date(at, self.rules.hours.zone)

    def row(self, kind: FollowupKind, anchor: str, due_on: date, **more: Any) -> Followup:
        """Return one open follow-up of this lead, listed from its due day on unless said otherwise."""
        more.setdefault("opens_on", due_on)
        return Followup(
            self.case.patient_id,
            kind,
            anchor,
            due_on,
            lead_id=self.lead.id,
            owner_id=self.lead.owner_id or self.case.owner_id,
            **more,
        )


def done(row: Followup, at: datetime) -> Followup:
    """Return ``row`` as done at ``at`` by the fact that it asks for."""
    return replace(row, state=FollowupState.DONE, state_at=at)


def standing(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return the facts that still count: a full refund takes the booking back (examples.md, Stage)."""
    kept: list[Fact] = []
    for fact in facts:
        if fact.kind is FactKind.DEPOSIT_REFUNDED:
            kept = [old for old in kept if old.kind not in _UNDONE_BY_REFUND]
        elif fact.kind in {FactKind.NO_SHOW, FactKind.BOOKING_CANCELLED}:
            kept = [old for old in kept if old.kind is not FactKind.ITINERARY_SENT]
        kept.append(fact)
    return tuple(kept)
