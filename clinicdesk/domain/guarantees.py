"""What the clinic guarantees, until when, and the check-up that keeps it valid."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Guarantee:
    """A guarantee of one treatment; ``check_months`` of 0 means that no check-up is needed."""

    id: int
    treatment_id: int
    patient_id: int
    until_on: date
    condition: str = ""
    check_months: int = 0
