"""The clinic's own settings: letterhead, opening hours with holidays, closed days, promises, cadences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from clinicdesk.domain.cadence import DEFAULTS, Cadences, Rule, RuleGroup
from clinicdesk.domain.changes import Changes, Done
from clinicdesk.domain.clinic import BankAccount, Clinic
from clinicdesk.domain.errors import Conflict, InvalidInput, NotFound
from clinicdesk.domain.hours import DAY_MINUTES, ClosedDay, Interval, OpeningHours
from clinicdesk.domain.languages import check_document_language
from clinicdesk.domain.pay_codes import check_account
from clinicdesk.domain.people import Role, StaffMember
from clinicdesk.domain.text import marked, within_line, within_paragraph
from clinicdesk.services.context import Context
from clinicdesk.services.permissions import EVERYBODY, OWNERS, permitted
from clinicdesk.services.public_holidays import holidays_of, keep_holidays, worked_out
from clinicdesk.services.staff import checked_member
from clinicdesk.storage import clinic as repository
from clinicdesk.storage import patients as patient_repository
from clinicdesk.storage import staff as staff_repository
from clinicdesk.storage.work import Work

__all__ = ["ClinicSettings", "Settings", "settings_of"]

BATCH = 100
DEFAULT_WEEK: Mapping[int, tuple[Interval, ...]] = {
    **dict.fromkeys(range(5), ((9 * 60, 17 * 60),)),
    5: ((9 * 60, 12 * 60),),
}
Progress = Callable[[int, int], None]
_LINES = (
    "name",
    "second_name",
    "legal_name",
    "address",
    "city",
    "phone",
    "email",
    "website",
    "licence",
    "tax_number",
    "pay_link",
    "plan_series",
    "receipt_series",
    "receipt_title",
)


@dataclass(frozen=True)
class Settings:
    """What rules need of the clinic, read once and kept until it changes."""

    clinic: Clinic
    hours: OpeningHours
    cadences: Cadences


_READ = "settings"


def settings_of(work: Work, context: Context) -> Settings:
    """Return the clinic and its opening hours; read from the file only after they changed.

    Raises NotFound in a file whose clinic has not been set up.
    """
    found: Settings | None = context.storage.memory.get(_READ)
    if found is None:
        found = _fresh(work)
        context.storage.memory[_READ] = found
    return found


def _fresh(work: Work) -> Settings:
    clinic = repository.read(work)
    if clinic is None:
        raise NotFound(marked("The clinic has not been set up yet."))
    days = repository.closed_days(work)
    closed = {day.on for day in days if not day.open_anyway}
    closed |= set(holidays_of(work, clinic)) - {day.on for day in days if day.open_anyway}
    hours = OpeningHours(clinic.tz, repository.week(work), frozenset(closed))
    return Settings(clinic, hours, _cadences(repository.cadence_rows(work)))


class ClinicSettings:
    """What the owner sets; everybody reads it, only owners change it."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @permitted(EVERYBODY)
    def get(self) -> Clinic:
        """Return the clinic; raises NotFound before it is set up."""
        with self.context.reading() as work:
            return settings_of(work, self.context).clinic

    @permitted(EVERYBODY)
    def hours(self) -> OpeningHours:
        """Return the opening hours with public holidays and own closed days."""
        with self.context.reading() as work:
            return settings_of(work, self.context).hours

    @permitted(EVERYBODY)
    def closed_days(self) -> tuple[ClosedDay, ...]:
        """Return the clinic's own closed days and the holidays on which it opens anyway."""
        with self.context.reading() as work:
            return repository.closed_days(work)

    @permitted(EVERYBODY)
    def holidays(self, year: int) -> Mapping[date, str]:
        """Return the public holidays of the clinic's country in ``year`` with their names."""
        return worked_out(self.get().country, range(year, year + 1))

    @permitted(EVERYBODY)
    def cadences(self) -> Cadences:
        """Return the rules that say which follow-ups a fact creates and when."""
        with self.context.reading() as work:
            return settings_of(work, self.context).cadences

    @permitted(OWNERS)
    def set_up(
        self,
        clinic: Clinic,
        hours: Mapping[int, tuple[Interval, ...]] = DEFAULT_WEEK,
        staff: Iterable[StaffMember] = (),
    ) -> Done[Clinic]:
        """Make the clinic in a new file: its facts, its hours, its team and its catalogue. Final."""
        from clinicdesk.services.catalogue import Catalogue

        clinic, hours = checked_clinic(clinic), checked_week(hours)
        team = [checked_member(member) for member in staff]
        if not any(member.role is Role.OWNER for member in team):
            raise InvalidInput(marked("Somebody has to be the owner. Add yourself first."), field="staff")
        with self._changing() as work:
            if repository.read(work) is not None:
                raise Conflict(marked("This clinic has been set up already."))
            repository.write(work, clinic)
            repository.write_week(work, hours)
            for member in team:
                staff_repository.add(work, member)
            keep_holidays(work, clinic)
            Catalogue(self.context).seed(work)
            work.audit("clinic.set_up", "clinic", 1)
        return Done(clinic, Changes.EVERYTHING, marked("{name} is ready."), {"name": clinic.name})

    @permitted(OWNERS)
    def edit(self, clinic: Clinic, *, progress: Progress | None = None) -> Done[Clinic]:
        """Store the clinic's facts as changed; due dates follow where its zone or its promises moved."""
        clinic = checked_clinic(clinic)
        with self._changing() as work:
            before = settings_of(work, self.context).clinic
            repository.write(work, clinic)
            work.audit("clinic.edit", "clinic", 1)
        if _due_dates_move(before, clinic):
            reconcile_all(self.context, progress)
        return Done(
            clinic,
            Changes.CLINIC | Changes.FOLLOWUPS,
            marked("The clinic's details were changed."),
            undo=partial(self.edit, before),
        )

    @permitted(OWNERS)
    def set_hours(
        self, hours: Mapping[int, tuple[Interval, ...]], *, progress: Progress | None = None
    ) -> Done[Mapping[int, tuple[Interval, ...]]]:
        """Replace the opening hours (minutes after midnight per weekday); the clocks follow."""
        hours = checked_week(hours)
        with self._changing() as work:
            before = repository.week(work)
            repository.write_week(work, hours)
            work.audit("clinic.hours", "clinic", 1)
        reconcile_all(self.context, progress)
        return Done(
            hours,
            Changes.CLINIC | Changes.FOLLOWUPS,
            marked("The opening hours were changed."),
            undo=partial(self.set_hours, before),
        )

    @permitted(OWNERS)
    def set_closed_days(
        self, days: Iterable[ClosedDay], *, progress: Progress | None = None
    ) -> Done[tuple[ClosedDay, ...]]:
        """Replace the own closed days and exceptions; the clocks follow."""
        kept = {day.on: replace(day, name=within_line(day.name, "name")) for day in days}
        with self._changing() as work:
            before = repository.closed_days(work)
            repository.write_closed_days(work, kept.values())
            work.audit("clinic.closed_days", "clinic", 1)
        reconcile_all(self.context, progress)
        return Done(
            tuple(kept.values()),
            Changes.CLINIC | Changes.FOLLOWUPS,
            marked("The closed days were changed."),
            undo=partial(self.set_closed_days, before),
        )

    @permitted(OWNERS)
    def set_cadences(self, rules: Iterable[Rule], *, progress: Progress | None = None) -> Done[Cadences]:
        """Replace the given rules; the follow-ups of everybody follow. Raises InvalidInput with the field."""
        changed = tuple(rules)
        with self._changing() as work:
            before = _fresh(work).cadences
            cadences = before.changed(changed)
            repository.write_cadence_rows(work, _stored(cadences))
            work.audit("clinic.cadences", "clinic", 1, {"rules": sorted(rule.key for rule in changed)})
        reconcile_all(self.context, progress)
        return Done(
            cadences,
            Changes.CLINIC | Changes.FOLLOWUPS,
            marked("The cadences were changed."),
            undo=partial(self.set_cadences, tuple(before.rules.values())),
        )

    @contextmanager
    def _changing(self) -> Iterator[Work]:
        """Write settings and forget what was read of them, whether or not the write succeeds."""
        try:
            with self.context.writing() as work:
                yield work
        finally:
            self.context.storage.memory.pop(_READ, None)


def reconcile_all(context: Context, progress: Progress | None = None) -> int:
    """Recompute the follow-ups of everybody who has an open case; return how many patients changed.

    In batches of one transaction each, so that others can work meanwhile; ``progress`` gets how many of
    how many are done. What a batch did stays if the next one fails: the start-up check does the rest.
    """
    from clinicdesk.services.reconcile import reconcile_several

    with context.writing() as work:
        keep_holidays(work, settings_of(work, context).clinic)
        ids = patient_repository.with_open_cases(work)
    changed = 0
    for start in range(0, len(ids), BATCH):
        with context.writing() as work:
            changed += reconcile_several(work, context, ids[start : start + BATCH])
        if progress is not None:
            progress(min(start + BATCH, len(ids)), len(ids))
    return changed


def _cadences(rows: Mapping[str, tuple[bool, Mapping[str, Any]]]) -> Cadences:
    return Cadences().changed(
        Rule(
            key,
            RuleGroup(values["group"]),
            tuple(values["steps"]),
            values["opens"],
            values["late"],
            values["reminders"],
            values["reminder_days"],
            enabled,
        )
        for key, (enabled, values) in rows.items()
    )


def _stored(cadences: Cadences) -> dict[str, tuple[bool, dict[str, Any]]]:
    standard = {rule.key: rule for rule in DEFAULTS}
    return {
        rule.key: (
            rule.enabled,
            {
                "group": rule.group.value,
                "steps": list(rule.steps),
                "opens": rule.opens,
                "late": rule.late,
                "reminders": rule.reminders,
                "reminder_days": rule.reminder_days,
            },
        )
        for rule in cadences.rules.values()
        if standard.get(rule.key) != rule
    }


def _due_dates_move(before: Clinic, after: Clinic) -> bool:
    return any(
        getattr(before, name) != getattr(after, name)
        for name in ("zone", "country", "public_holidays", "promises")
    )


def checked_week(hours: Mapping[int, tuple[Interval, ...]]) -> dict[int, tuple[Interval, ...]]:
    """Return the week with its intervals in order.

    Raises InvalidInput where one ends before it begins, two overlap, or the clinic never opens.
    """
    week = {weekday: tuple(sorted(spans)) for weekday, spans in hours.items() if spans}
    if not week:
        raise InvalidInput(marked("The clinic has no opening hours. Set at least one day."), field="hours")
    for weekday, spans in week.items():
        ends = 0
        for opens, closes in spans:
            if not (0 <= weekday <= 6 and 0 <= opens < closes <= DAY_MINUTES):
                raise InvalidInput(
                    marked("A day's hours begin before they end, inside the day."), field="hours", day=weekday
                )
            if opens < ends:
                raise InvalidInput(
                    marked("Two spans of one day overlap. Join them."), field="hours", day=weekday
                )
            ends = closes
    return week


def checked_clinic(clinic: Clinic) -> Clinic:
    """Return ``clinic`` with clean texts; raise InvalidInput for the field that cannot be used."""
    lines: dict[str, Any] = {name: within_line(getattr(clinic, name), name) for name in _LINES}
    if not lines["name"]:
        raise InvalidInput(marked("Write the clinic's name."), field="name")
    if len(clinic.country) != 2 or not clinic.country.isascii() or not clinic.country.isupper():
        raise InvalidInput(marked("Choose the clinic's country."), field="country")
    for code in (clinic.currency, *clinic.currencies):
        if len(code) != 3 or not code.isascii() or not code.isupper():
            raise InvalidInput(
                marked("{code} is not a currency code of three letters."), field="currency", code=code
            )
    try:
        ZoneInfo(clinic.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidInput(marked("Choose the clinic's time zone."), field="zone") from error
    for name in ("plan_series", "receipt_series"):
        if not lines[name].isalnum():
            raise InvalidInput(marked("Use letters and digits before the number."), field=name)
    if clinic.promises.first_reply_minutes < 1 or clinic.promises.plan_hours < 1:
        raise InvalidInput(marked("A promise is at least a minute long."), field="promises")
    bank = BankAccount(*(within_line(part, name) for name, part in asdict(clinic.bank).items()))
    check_account(bank)
    for language in clinic.names:
        check_document_language(language, "names")
    names = {language: within_line(name, "names") for language, name in clinic.names.items()}
    languages = tuple(dict.fromkeys(clinic.languages)) or (clinic.language,)
    currencies = tuple(dict.fromkeys((clinic.currency, *clinic.currencies)))
    return replace(
        clinic,
        **lines,
        bank=bank,
        names={language: name for language, name in names.items() if name},
        receipt_note=within_paragraph(clinic.receipt_note, "receipt_note", 2000),
        languages=languages,
        currencies=currencies,
    )
