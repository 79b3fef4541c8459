"""The clinic's catalogue: procedures under the clinic's own codes, with what each brings along."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Unit(StrEnum):
    """What one unit of a price buys (facts of the field, section 2)."""

    TOOTH = "tooth"
    UNIT = "unit"
    IMPLANT = "implant"
    QUADRANT = "quadrant"
    ARCH = "arch"
    SIDE = "side"
    SESSION = "session"
    HALF_HOUR = "half_hour"
    GRAM = "gram"
    PACKAGE = "package"
    VISIT = "visit"


class Scope(StrEnum):
    """Whether a line needs teeth, an area of the mouth, or neither."""

    TEETH = "teeth"
    AREA = "area"
    NONE = "none"


@dataclass(frozen=True)
class VisitStep:
    """One typical appointment of a procedure: its wording key, day of the trip and length in minutes."""

    key: str
    day: int
    minutes: int = 60


@dataclass(frozen=True)
class Procedure:
    """One line the clinic can offer; prices are minor units per currency, words live in catalogues."""

    code: str
    category: str
    unit: Unit
    scope: Scope
    mark: str = ""
    visits: tuple[VisitStep, ...] = ()
    days: int = 1
    trips: int = 1
    healing_months: int = 0
    materials: tuple[str, ...] = ()
    guarantee_months: int = 0
    guarantee_condition: str = ""
    cadence: str = ""
    cadence_months: int = 0
    estimate: bool = False
    own: bool = False
    active: bool = True
    position: int = 0
    prices: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Wording:
    """A procedure's name and plain description in one language; unchecked ones may be sent but warn."""

    name: str
    description: str = ""
    checked: bool = False
