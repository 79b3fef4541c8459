"""Cadences: which follow-ups a fact creates and when, as rules that the owner can edit."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from clinicdesk.domain.clinic import Promises
from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.hours import OpeningHours
from clinicdesk.domain.text import marked

MOST_REMINDERS = 3
MERGE_MONTHS = 3
QUIET_DAYS = 14
YEARLY_GREETINGS = 3
RECALL_CYCLES = 3


def add_months(day: date, months: int) -> date:
    """Return the day ``months`` later (or earlier), clamped to the month's end.

    31 August and 6 months is 28 February. Every later date is counted from its own first day, never
    from a clamped one, so nothing drifts (safety rule 10).
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class RuleGroup(StrEnum):
    """Where a rule counts from: the work done, the last day of a trip, or the way to it."""

    RECALL = "recall"
    TRIP = "trip"
    JOURNEY = "journey"


@dataclass(frozen=True)
class Rule:
    """One cadence. ``steps`` say when: months for recalls and the greeting, days for the rest.

    A recall's window opens ``opens`` months before the ideal return date and is late from ``late``
    months before it. For the others ``opens`` is how many days before the due day the line is listed,
    and ``late`` how many days after it the line is late. Negative steps count back from the arrival or
    from the end of a plan's validity. ``reminders`` follow an unanswered recall every ``reminder_days``.
    """

    key: str
    group: RuleGroup
    steps: tuple[int, ...]
    opens: int = 0
    late: int = 1
    reminders: int = 0
    reminder_days: int = 21
    enabled: bool = True


def _recall(key: str, months: int, *, reminders: int = 2, days: int = 21, enabled: bool = True) -> Rule:
    return Rule(key, RuleGroup.RECALL, (months,), 4, 2, reminders, days, enabled)


DEFAULTS: tuple[Rule, ...] = (
    _recall("implant", 12),
    _recall("full_arch", 12, reminders=3),
    _recall("crown", 12),
    _recall("veneer", 18),
    _recall("root_canal", 12, reminders=1, days=42),
    _recall("hygiene", 12),
    _recall("general", 12),
    _recall("filling", 12, enabled=False),
    Rule("thirty_day", RuleGroup.TRIP, (30,), opens=2, late=7),
    Rule("ninety_day", RuleGroup.TRIP, (90,), opens=7, late=14),
    Rule("yearly_greeting", RuleGroup.TRIP, (12,), opens=0, late=7),
    Rule("phase_two", RuleGroup.TRIP, (0,), opens=4, late=2, reminders=2),
    Rule("plan_follow_up", RuleGroup.JOURNEY, (2, 5, 10)),
    Rule("close_or_park", RuleGroup.JOURNEY, (14,)),
    Rule("deposit_request", RuleGroup.JOURNEY, (1,), opens=1),
    Rule("deposit_chase", RuleGroup.JOURNEY, (2,), opens=1),
    Rule("logistics", RuleGroup.JOURNEY, (-21,), opens=2, late=7),
    Rule("treatment_days", RuleGroup.JOURNEY, (-7,), opens=2),
    Rule("check_in", RuleGroup.JOURNEY, (-3,), opens=2),
    Rule("plan_expiring", RuleGroup.JOURNEY, (-5,)),
)
"""Defaults of product.md, Follow-ups, with the windows of the settings picture."""


@dataclass(frozen=True)
class Cadences:
    """All rules of the clinic by key; what is not changed is the default."""

    rules: Mapping[str, Rule] = field(default_factory=lambda: {rule.key: rule for rule in DEFAULTS})

    def rule(self, key: str) -> Rule:
        """Return the rule ``key``; the keys of DEFAULTS are always there."""
        return self.rules[key]

    def recall(self, key: str) -> Rule | None:
        """Return the recall rule that a treatment names; None where it names none or it is switched off."""
        rule = self.rules.get(key)
        if rule is None or rule.group is not RuleGroup.RECALL or not rule.enabled:
            return None
        return rule

    def changed(self, rules: Iterable[Rule]) -> "Cadences":
        """Return the cadences with ``rules`` replaced or added, each checked."""
        return Cadences({**self.rules, **{rule.key: checked(rule) for rule in rules}})


@dataclass(frozen=True)
class Rules:
    """Everything the owner set that decides when something is due."""

    hours: OpeningHours
    cadences: Cadences = field(default_factory=Cadences)
    promises: Promises = field(default_factory=Promises)


def checked(rule: Rule) -> Rule:
    """Return ``rule``, or raise InvalidInput with the field that cannot be as it is."""
    if not rule.steps or any(abs(step) > 1200 for step in rule.steps):
        raise InvalidInput(marked("Say when this is due, in months or days."), field="steps")
    if rule.group is RuleGroup.RECALL and rule.steps[0] < 1:
        raise InvalidInput(marked("A recall comes at least one month after the treatment."), field="steps")
    if list(rule.steps) != sorted(set(rule.steps)):
        raise InvalidInput(marked("Each step comes later than the one before it."), field="steps")
    if rule.opens < 0 or rule.late < 0:
        raise InvalidInput(marked("A window is counted in whole months or days from 0."), field="opens")
    if rule.group is RuleGroup.RECALL and rule.late > rule.opens:
        raise InvalidInput(marked("A recall cannot be late before its window opens."), field="late")
    if not 0 <= rule.reminders <= MOST_REMINDERS:
        raise InvalidInput(
            marked("There are at most {most} reminders."), field="reminders", most=MOST_REMINDERS
        )
    if rule.reminders and rule.reminder_days < 1:
        raise InvalidInput(marked("Reminders are at least a day apart."), field="reminder_days")
    return rule
