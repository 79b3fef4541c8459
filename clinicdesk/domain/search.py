"""What the one search box finds: a kind, a record to open, and the lines that show why."""

from dataclasses import dataclass
from enum import StrEnum


class HitKind(StrEnum):
    """What a hit opens."""

    PATIENT = "patient"
    LEAD = "lead"
    PLAN = "plan"
    RECEIPT = "receipt"
    NOTE = "note"


@dataclass(frozen=True)
class Hit:
    """One line of the result; ``id`` is of its own kind, ``patient_id`` whose record it belongs to.

    ``title`` is a name or a number, ``subtitle`` the native name or the patient, ``detail`` a country
    code (patient), a treatment (lead), a title (plan), a kind of payment (receipt) or the words (note).
    """

    kind: HitKind
    id: int
    patient_id: int
    title: str
    subtitle: str = ""
    detail: str = ""
