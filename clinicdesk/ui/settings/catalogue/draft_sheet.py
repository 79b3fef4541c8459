"""The sheet of drafts that hold older prices: line by line, with what each choice does to the sums."""

from uuid import uuid4

from PySide6.QtWidgets import QWidget

from clinicdesk.domain.draft_prices import DraftPrices, OlderPrice, Place
from clinicdesk.domain.money import Money
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.settings.catalogue.rows_table import RowsTable
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Plane, row
from clinicdesk.ui.widgets.sheet import Sheet

WIDTHS = (130, 150, 0, 90, 100, 80, 200, 200)


class DraftSheet(Sheet):
    """A box for each line; prices typed by hand are listed and not ticked."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        """List every draft with an older price."""
        t, look = desk.t, desk.look
        super().__init__(look, t, window, t("Update drafts to the new prices"), width=1180, height=700)
        self._desk = desk
        self._operation = uuid4()
        self._drafts: dict[int, DraftPrices] = {
            one.plan_id: one for one in desk.services.draft_prices.drafts()
        }
        self._lines: list[tuple[int, OlderPrice]] = [
            (plan_id, line) for plan_id, draft in self._drafts.items() for line in draft.lines
        ]
        self._ticks = [not line.typed for _, line in self._lines]
        self.table = RowsTable(desk, t("Drafts with older prices"))
        self.table.rows.ticks_changed.connect(self._ticked)
        self.all_button = Button(look, t("All but those typed by hand"), small=True)
        self.none_button = Button(look, t("None"), small=True)
        self.update_button = Button(look, "", kind="primary", keys=("Ctrl", "Enter"))
        cancel = Button(look, t("Cancel"))
        why = t("Issued plans keep their prices. A price typed by hand in a draft stays unless you tick it.")
        body = Plane("surface", (20, 14, 20, 10), 10)
        body.add(label(why, Role.BODY, tone="t2", wrap=True))
        body.column.addLayout(row(self.all_button, self.none_button, None))
        body.column.addWidget(self.table, 1)
        self.body.addWidget(body)
        self.foot_row.addStretch(1)
        self.foot_row.addWidget(cancel)
        self.add_primary(self.update_button)
        cancel.clicked.connect(self.leave)
        self.all_button.clicked.connect(lambda: self._tick([not line.typed for _, line in self._lines]))
        self.none_button.clicked.connect(lambda: self._tick([False] * len(self._lines)))
        self.update_button.clicked.connect(self._update)
        self._show()

    def chosen(self) -> dict[int, list[Place]]:
        """Return the ticked lines by plan."""
        found: dict[int, list[Place]] = {}
        for on, (plan_id, line) in zip(self._ticks, self._lines, strict=True):
            if on:
                found.setdefault(plan_id, []).append(line.place)
        return found

    def _ticked(self) -> None:
        on = set(self.table.rows.ticked())
        self._tick([place in on for place in range(len(self._lines))])

    def _tick(self, ticks: list[bool]) -> None:
        before, self._ticks = self._ticks, ticks
        changed = {
            plan_id for (plan_id, _), old, new in zip(self._lines, before, ticks, strict=True) if old != new
        }
        chosen = self.chosen()
        for plan_id in changed:
            effect = self._desk.services.draft_prices.effect(plan_id, chosen.get(plan_id, []))
            if effect is not None:
                self._drafts[plan_id] = effect
        self._show()

    def _show(self) -> None:
        t = self._desk.t
        heads = (
            t("Plan"),
            t("Patient"),
            t("Line"),
            t("Was"),
            t("Becomes"),
            t("Typed"),
            t("Total"),
            t("Deposit"),
        )
        here = self.table.currentIndex()
        rows, last = [], 0
        for plan_id, line in self._lines:
            rows.append(self._row(self._drafts[plan_id], line, first=plan_id != last))
            last = plan_id
        self.table.rows.show_rows(heads, rows, ticks=self._ticks, numbers=(3, 4))
        self.table.fit(WIDTHS)
        if here.isValid():
            self.table.setCurrentIndex(self.table.rows.index(here.row(), here.column()))
        plans = len(self.chosen())
        self.update_button.set_look(text=t.n("Update {count} draft", "Update {count} drafts", plans))
        self.update_button.setEnabled(bool(plans))

    def _row(self, draft: DraftPrices, line: OlderPrice, *, first: bool) -> tuple[str, ...]:
        t = self._desk.t
        return (
            draft.number,
            draft.patient,
            line.name,
            t.formats.money(line.before, bare=True) if line.before is not None else t("none"),
            t.formats.money(line.after),
            t("by hand") if line.typed else "",
            self._change(draft.total, draft.new_total) if first else "",
            self._change(draft.deposit, draft.new_deposit) if first else "",
        )

    def _change(self, before: Money, after: Money) -> str:
        formats = self._desk.t.formats
        if before == after:
            return formats.money(before)
        old, new = formats.money(before, bare=True), formats.money(after)
        return self._desk.t("{before} becomes {after}", before=old, after=new)

    def _update(self) -> None:
        done = self._desk.commands.do(
            self._desk.services.draft_prices.update, self.chosen(), operation=self._operation
        )
        if done is not None:
            self.finish()
