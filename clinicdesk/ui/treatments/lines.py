"""The lines of what was done as plain data: compared with the plan, and turned into what is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.money import Money
from clinicdesk.domain.plan_papers import PlanPaperItem
from clinicdesk.domain.teeth import compact
from clinicdesk.domain.text import marked
from clinicdesk.domain.treatments import TreatmentLine
from clinicdesk.ui.treatments.trip import Marks, TripCase, add_mark


class Against(StrEnum):
    """How a line compares with the plan."""

    PLANNED = "planned"
    PARTLY = "partly"
    MOVED = "moved"
    ADDED = "added"


@dataclass(frozen=True)
class DoneLine:
    """One line of the trip. ``planned`` is the plan's line, None for one that was added.

    ``reason`` says why teeth of the plan, or all of it, were left; ``price`` is that of an added line.
    """

    code: str
    title: str
    teeth: tuple[int, ...] = ()
    done: bool = True
    planned: PlanPaperItem | None = None
    dentist_id: int | None = None
    guarantee_months: int = 0
    material: str = ""
    reason: str = ""
    price: Money | None = None

    @property
    def left(self) -> tuple[int, ...]:
        """The planned teeth that were not treated."""
        if self.planned is None:
            return ()
        return tuple(tooth for tooth in self.planned.teeth if not self.done or tooth not in self.teeth)

    @property
    def against(self) -> Against:
        """How the line compares with the plan."""
        if self.planned is None:
            return Against.ADDED
        if not self.done:
            return Against.MOVED
        return Against.PARTLY if set(self.teeth) != set(self.planned.teeth) else Against.PLANNED

    @property
    def needs_reason(self) -> bool:
        """Whether something planned was left, so that the record says why."""
        return bool(self.left) or (not self.done and self.planned is not None)


def planned_lines(case: TripCase) -> list[DoneLine]:
    """Return a line for each line of the plan's trip, as if all of it had been done."""
    dentist = case.dentist_id()
    return [
        DoneLine(
            code=item.code,
            title=item.name.text,
            teeth=item.teeth,
            planned=item,
            dentist_id=dentist,
            guarantee_months=item.guarantee_months,
            material=item.material.text,
        )
        for item in case.items()
    ]


def marks_of(case: TripCase, lines: Iterable[DoneLine], *, planned: bool = False) -> Marks:
    """Return the chart of ``lines`` over what was there before: as planned, or as it was done."""
    marks = case.before()
    for line in lines:
        teeth = line.planned.teeth if planned and line.planned else line.teeth if line.done else ()
        if planned and line.planned is None:
            continue
        mark = case.mark_of(line.code)
        if mark is not None:
            for tooth in teeth:
                add_mark(marks, tooth, mark)
    return marks


def differing(one: Marks, other: Marks) -> tuple[int, ...]:
    """Return the teeth on which two charts show different things."""
    return tuple(
        tooth for tooth in sorted({*one, *other}) if set(one.get(tooth, ())) != set(other.get(tooth, ()))
    )


def recorded(lines: Iterable[DoneLine]) -> tuple[TreatmentLine, ...]:
    """Return the lines that were done, as ``treatments.record`` takes them."""
    return tuple(
        TreatmentLine(
            code=line.code,
            title=line.title,
            teeth=line.teeth,
            dentist_id=line.dentist_id,
            material=line.material,
            guarantee_months=line.guarantee_months,
        )
        for line in lines
        if line.done
    )


def left_undone(lines: Iterable[DoneLine]) -> dict[str, str]:
    """Return what was planned and not done, each with why. Raises InvalidInput without a reason."""
    found: dict[str, str] = {}
    for line in lines:
        if not line.needs_reason:
            continue
        if not line.reason.strip():
            raise InvalidInput(marked("Say why it was not done as planned."), field="left")
        name = f"{line.title} {compact(line.left)}".strip()
        found[name] = line.reason.strip()
    return found
