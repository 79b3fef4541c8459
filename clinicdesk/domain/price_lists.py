"""The price list as a spreadsheet: what goes out, and what comes back as differences before it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from clinicdesk.domain.money import Money
from clinicdesk.domain.procedures import Procedure, Wording

CODE, CATEGORY, UNIT = "Code", "Category", "Unit"
"""Heads that are read back; prices stand under their currency's code."""


def name_head(language: str) -> str:
    """Return the head over the names of a language."""
    return f"Name {language}"


def description_head(language: str) -> str:
    """Return the head over the descriptions of a language."""
    return f"Description {language}"


@dataclass(frozen=True)
class PriceListRow:
    """One procedure: ``category`` and ``unit`` in words, prices in minor units, wordings by language."""

    code: str
    category: str
    unit: str
    prices: Mapping[str, int]
    wordings: Mapping[str, Wording]


@dataclass(frozen=True)
class PriceList:
    """All procedures that are offered, with the columns of currencies and languages in their order."""

    clinic: str
    month: str
    currencies: tuple[str, ...]
    languages: tuple[str, ...]
    rows: tuple[PriceListRow, ...]


@dataclass(frozen=True)
class Difference:
    """One cell that says something else than the catalogue; ``part`` is price, name, description ...

    ``of`` is the currency or the language; money stands as Money, words as text, nothing as None.
    """

    row: int
    code: str
    name: str
    part: str
    of: str
    before: Money | str | None
    after: Money | str


@dataclass(frozen=True)
class RejectedRow:
    """A row that cannot be taken: its number in the file, how it begins, and why (marked, with data)."""

    row: int
    name: str
    reason: str
    data: Mapping[str, object] = field(default_factory=dict)
    column: str = ""


@dataclass(frozen=True)
class Wanted:
    """What a row asks for: a procedure without a code is new, else only what differs stands here."""

    row: int
    procedure: Procedure
    prices: Mapping[str, int]
    wordings: Mapping[str, Wording]
    new: bool = False


@dataclass(frozen=True)
class ReadBack:
    """A price list that was read and not kept: rows read = changed + unchanged + new + rejected."""

    name: str
    unchanged: int
    wanted: tuple[Wanted, ...]
    differences: tuple[Difference, ...]
    rejected: tuple[RejectedRow, ...]
    ignored: tuple[str, ...] = ()

    @property
    def changed(self) -> int:
        """How many rows differ from the catalogue."""
        return sum(not one.new for one in self.wanted)

    @property
    def new(self) -> tuple[Wanted, ...]:
        """Return the rows that add a procedure."""
        return tuple(one for one in self.wanted if one.new)

    @property
    def read(self) -> int:
        """How many rows were read."""
        return len(self.wanted) + self.unchanged + len(self.rejected)
