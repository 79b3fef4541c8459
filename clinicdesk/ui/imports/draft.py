"""What the person has chosen so far: the file, what its rows are, corrected columns and answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from clinicdesk.domain.import_dates import DateOrder
from clinicdesk.domain.imports import ImportField, ImportKind, Sheet

if TYPE_CHECKING:
    from clinicdesk.services.import_plan import ImportPlan


@dataclass(frozen=True)
class Draft:
    """One file on its way in; ``plan`` is what would become of each row with these choices."""

    path: Path
    kind: ImportKind
    sheet: Sheet | None = None
    mapping: Mapping[int, ImportField | None] = field(default_factory=dict)
    orders: Mapping[int, DateOrder] = field(default_factory=dict)
    plan: ImportPlan | None = None
    operation: UUID = field(default_factory=uuid4)

    @property
    def rows(self) -> int:
        """How many rows the import would write."""
        return self.plan.counts.created + self.plan.counts.updated if self.plan else 0
