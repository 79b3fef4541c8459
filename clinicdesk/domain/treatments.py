"""Work that was done: it starts recalls and guarantees, and says when the patient ideally returns."""

from dataclasses import dataclass
from datetime import date


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
