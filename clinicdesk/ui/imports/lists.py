"""The cards of rows who are already here and of rows that are rejected, each from the judged rows."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from clinicdesk.ui.desk import Desk
from clinicdesk.ui.imports.row_tables import RowTable
from clinicdesk.ui.imports.words import additions, agreement, reason, short_reason
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import small
from clinicdesk.ui.widgets.chips import Chip
from clinicdesk.ui.widgets.labels import ElidedLabel, label
from clinicdesk.ui.widgets.planes import Plane, row, rule

if TYPE_CHECKING:
    from clinicdesk.domain.imports import Match, Rejected
    from clinicdesk.services.import_plan import ImportPlan

KINDS_SHOWN = 5


class MatchesCard(Plane):
    """Whom rows belong to, what agrees, and what they add; rows that add something come first."""

    def __init__(self, desk: Desk) -> None:
        """Make an empty card."""
        super().__init__("panel", (1, 1, 1, 1))
        self._desk = desk
        t, look = desk.t, desk.look
        self.updates, self.skips = Chip(look, ""), Chip(look, "")
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 12, 8)
        head.addLayout(row(label(t("Already here"), Role.SECTION), self.updates, self.skips, None, spacing=8))
        titles = (t("Row"), t("In the sheet"), t("Already here"), t("What agrees, what it adds"))
        self.table = RowTable(desk, t("Rows of people who are already here"), titles, (58, 128, 128))
        self.table.opened.connect(self._open)
        self._matches: list[Match] = []
        self.column.addLayout(head)
        self.add(rule(), self.table)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the matches of a plan; the card hides itself where there are none."""
        t, counts = self._desk.t, plan.counts
        number = t.formats.number
        self._matches = sorted(plan.matches, key=lambda match: not match.adds)
        self.updates.show_as(t("{count} update", count=number(counts.updated)), "accent")
        self.skips.show_as(t("{count} skip", count=number(counts.skipped)))
        self.table.rows.show_rows(len(self._matches), self._cells)
        self.setVisible(bool(self._matches))

    def _cells(self, place: int) -> tuple[str, ...]:
        t, match = self._desk.t, self._matches[place]
        says = "; ".join(part for part in (additions(t, match), agreement(t, match)) if part)
        return (t.formats.number(match.row), match.name, match.known_name, says)

    def _open(self, place: int) -> None:
        match = self._matches[place]
        if match.patient_id > 0 and self._desk.navigator.can_open("patient"):
            self._desk.open_patient(match.patient_id)


class RejectedCard(Plane):
    """Rows that are not taken, each with its reason; ``saving`` asks to write them into a file."""

    saving = Signal()

    def __init__(self, desk: Desk) -> None:
        """Make an empty card."""
        super().__init__("panel", (1, 1, 1, 1))
        self._desk = desk
        t, look = desk.t, desk.look
        self.count = Chip(look, "", "red")
        self.save = small(look, t("Save as CSV"), icon="download")
        self.save.clicked.connect(self.saving)
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 12, 8)
        head.addLayout(row(label(t("Rejected"), Role.SECTION), self.count, None, self.save, spacing=8))
        self.table = RowTable(desk, t("Rejected rows"), (t("Row"), t("Name"), t("Why")), (60, 150))
        self.reasons = ElidedLabel(look, "", Role.CAPTION, "t2")
        foot = Plane("foot", (15, 8, 15, 8))
        foot.add(self.reasons)
        self._rejected: tuple[Rejected, ...] = ()
        self.column.addLayout(head)
        self.add(rule(), self.table, foot)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show the rejected rows of a plan; the card hides itself where there are none."""
        t = self._desk.t
        self._rejected = plan.rejected
        self.count.show_as(t.n("{count} row", "{count} rows", len(plan.rejected)), "red")
        self.table.rows.show_rows(len(plan.rejected), self._cells)
        self.reasons.set_text(self._most_common())
        self.setVisible(bool(plan.rejected))

    def _cells(self, place: int) -> tuple[str, ...]:
        t, rejected = self._desk.t, self._rejected[place]
        return (t.formats.number(rejected.row), rejected.name or t("(empty)"), reason(t, rejected))

    def _most_common(self) -> str:
        """Return the most common kinds of reasons with how often they come."""
        t = self._desk.t
        kinds = Counter(short_reason(t, row) for row in self._rejected)
        return " · ".join(
            f"{t.formats.number(count)} {kind}" for kind, count in kinds.most_common(KINDS_SHOWN)
        )
