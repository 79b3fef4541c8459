"""The compared plan as data: every string as it is printed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
FONTS = ROOT / "resources" / "fonts"


@dataclass(frozen=True)
class Line:
    """A priced line, all of it as printed."""

    name: str
    description: str
    teeth: str
    quantity: str
    unit: str
    amount: str


@dataclass(frozen=True)
class Trip:
    """The lines of one trip under its bar, and what they come to."""

    name: str
    lines: tuple[Line, ...]
    subtotal: tuple[str, str]


@dataclass(frozen=True)
class PlainPlan:
    """A plan without drawings: no odontogram, no timeline of visits and no QR code, in any of the engines."""

    language: str
    number: str
    clinic: str
    phone: str
    title: str
    facts: tuple[tuple[str, str], ...]
    summary: tuple[str, str]
    columns: tuple[str, ...]
    trips: tuple[Trip, ...]
    sums: tuple[tuple[str, str], ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    acceptance: tuple[str, str]


def plan_from(data: dict[str, Any]) -> PlainPlan:
    """The plan of the object that its JSON holds."""
    trips = tuple(
        Trip(trip["name"], tuple(Line(**line) for line in trip["lines"]), tuple(trip["subtotal"]))
        for trip in data["trips"]
    )
    return PlainPlan(**{**data, "trips": trips})
