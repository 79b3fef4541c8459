"""Builders of cases for the rules of the due list: the clinic of examples.md and one patient."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from clinicdesk.domain.cadence import Cadences, Rule, Rules
from clinicdesk.domain.cases import Act, Case, LeadCase
from clinicdesk.domain.followups import Followup, FollowupKind, FollowupState, merge
from clinicdesk.domain.hours import OpeningHours
from clinicdesk.domain.leads import Fact, FactKind, Origin
from clinicdesk.domain.projection import project
from clinicdesk.domain.treatments import Treatment

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
WEEK = {**dict.fromkeys(range(5), ((540, 1020),)), 5: ((540, 720),)}
HOURS = OpeningHours(ZONE, WEEK, frozenset({date(2026, 9, 2)}))
RULES = Rules(HOURS)
PATIENT = 7


def at(text: str) -> datetime:
    """Return the instant of clinic time written as "2026-08-17 10:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


def facts(*told: tuple[FactKind, str] | tuple[FactKind, str, dict[str, Any]]) -> tuple[Fact, ...]:
    """Return facts in order from kind, clinic time and detail."""
    numbers = count(1)
    made = (Fact(one[0], at(one[1]), None, one[2] if len(one) > 2 else {}, next(numbers)) for one in told)
    return tuple(sorted(made, key=lambda fact: (fact.at, fact.id)))


def lead(
    *told: Any, number: int = 1, received: str = "2026-08-17 10:00", origin: Origin = Origin.NEW
) -> LeadCase:
    return LeadCase(number, origin, at(received), None, facts(*told))


def case(**parts: Any) -> Case:
    return replace(Case(PATIENT), **parts)


def work(number: int, done_on: date, cadence: str, **more: Any) -> Treatment:
    return Treatment(number, PATIENT, more.pop("kind", cadence), done_on, cadence=cadence, **more)


def with_rule(rule: Rule) -> Rules:
    return Rules(HOURS, Cadences().changed([rule]))


def rows(found: Case, kind: FollowupKind, rules: Rules = RULES) -> list[Followup]:
    """Return the projected rows of one kind by due day."""
    return sorted(
        (row for row in project(found, rules) if row.kind is kind), key=lambda row: (row.due_on, row.n)
    )


def one(found: Case, kind: FollowupKind, rules: Rules = RULES) -> Followup:
    (row,) = rows(found, kind, rules)
    return row


def kinds(found: Case, *, state: FollowupState = FollowupState.OPEN) -> set[str]:
    return {row.kind.value for row in project(found, RULES) if row.state is state}


def acted(found: Case, row: Followup, state: FollowupState, when: str) -> Case:
    """Return the case after somebody did ``row`` or set it aside."""
    return replace(found, acts={**found.acts, row.identity[1:]: Act(state, at(when))})


def stored(projected: Iterable[Followup], before: Iterable[Followup] = ()) -> tuple[Followup, ...]:
    """Return what the file holds after a merge with what it held before."""
    diff = merge(projected, before)
    kept = {row.identity: row for row in before}
    fresh = {row.identity: replace(row, id=len(kept) + n) for n, row in enumerate(diff.insert, start=1)}
    changed = {row.identity: row for row in (*diff.update, *diff.retire)}
    return tuple({**kept, **fresh, **changed}.values())
