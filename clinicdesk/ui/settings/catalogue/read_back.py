"""The sheet of a price list that was read: its counts, what differs, what cannot be taken; then Apply."""

from pathlib import Path
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from clinicdesk.domain.money import Money
from clinicdesk.domain.price_lists import Difference, ReadBack
from clinicdesk.domain.text import marked
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.prompts import FileKind
from clinicdesk.ui.settings.catalogue.matrix_words import spoken
from clinicdesk.ui.settings.catalogue.rows_table import RowsTable
from clinicdesk.ui.tasks import Progress
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.buttons import Button
from clinicdesk.ui.widgets.controls import Segmented
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Plane, row
from clinicdesk.ui.widgets.sheet import Sheet

PARTS = {
    "price": marked("Price"),
    "name": marked("Name"),
    "description": marked("Description"),
    "category": marked("Category"),
    "unit": marked("Unit"),
}


def take_out(desk: Desk) -> None:
    """Ask for a place and write the price list there, beside the window's own work."""
    t = desk.t
    month = desk.services.catalogue.offer().price_list
    name = t("Price list {month}", month=month)
    path = desk.prompts.save_file(
        t("Save the price list"), f"{name}.xlsx", [FileKind(t("Spreadsheets"), ("*.xlsx",))]
    )
    if path is not None:

        def written(file: Path) -> None:
            desk.notices.say(t("The price list is saved as {file}.", file=str(file)))

        desk.runner.run(lambda _: desk.services.price_lists.export(path), written, desk.commands.tell)


def read_back(desk: Desk, window: QWidget) -> None:
    """Ask for a list, read it beside the window's own work, and show what it would change."""
    t = desk.t
    kinds = [FileKind(t("Spreadsheets"), ("*.xlsx", "*.xls", "*.ods", "*.csv"))]
    path = desk.prompts.open_file(t("Read a price list back"), kinds)
    if path is None:
        return

    def job(progress: Progress) -> ReadBack:
        found: ReadBack = desk.services.price_lists.read(path, progress=progress.report)
        return found

    def read(found: ReadBack) -> None:
        sheet = ReadBackSheet(desk, window, found)
        sheet.open_with(sheet.lists)

    desk.runner.run(job, read, desk.commands.tell)


class ReadBackSheet(Sheet):
    """Nothing is written before Apply; afterwards one Undo takes all of it back."""

    def __init__(self, desk: Desk, window: QWidget, found: ReadBack) -> None:
        """Show what ``found`` would change."""
        t, look = desk.t, desk.look
        super().__init__(look, t, window, t("Read a price list back"), width=1080, height=720)
        self._desk, self._found = desk, found
        self._operation = uuid4()
        self.caption.set_text(found.name)
        self.sums = label(self._said(), Role.BODY, wrap=True)
        choices = [
            ("differences", t("Differences {count}", count=len(found.differences))),
            ("new", t("New {count}", count=len(found.new))),
            ("rejected", t("Not taken {count}", count=len(found.rejected))),
        ]
        self.lists = Segmented(look, t("What is shown"), choices)
        self.table = RowsTable(desk, t("What the list would change"))
        self.apply_button = Button(look, self._verb(), kind="primary", keys=("Ctrl", "Enter"))
        self.apply_button.setEnabled(bool(found.wanted))
        cancel = Button(look, t("Cancel"))
        cancel.clicked.connect(self.leave)
        body = Plane("surface", (20, 14, 20, 10), 10)
        body.add(self.sums)
        if found.ignored:
            names = t.formats.items(found.ignored)
            words = t("These columns are not read: {names}.", names=names)
            body.add(label(words, Role.CAPTION, tone="t3", wrap=True))
        body.column.addLayout(row(self.lists, None))
        body.column.addWidget(self.table, 1)
        why = t("Empty cells change nothing. Changed words are drafts until a speaker reads them.")
        body.add(label(why, Role.CAPTION, tone="t3"))
        self.body.addWidget(body)
        self.foot_row.addStretch(1)
        self.foot_row.addWidget(cancel)
        self.add_primary(self.apply_button)
        self.lists.chosen.connect(self._show)
        self.apply_button.clicked.connect(self._apply)
        first = "differences" if found.differences else "new" if found.new else "rejected"
        self.lists.choose(first)
        self._show(first)

    def _said(self) -> str:
        found, t = self._found, self._desk.t
        return t(
            "{read} rows read: {changed} changed, {unchanged} unchanged, {new} new, {rejected} not taken.",
            read=found.read,
            changed=found.changed,
            unchanged=found.unchanged,
            new=len(found.new),
            rejected=len(found.rejected),
        )

    def _verb(self) -> str:
        count = len(self._found.wanted)
        return self._desk.t.n("Apply {count} row", "Apply {count} rows", count)

    def _show(self, key: str) -> None:
        t, found, rows = self._desk.t, self._found, self.table.rows
        heads: tuple[str, ...]
        if key == "differences":
            heads = (t("Row"), t("Code"), t("Procedure"), t("What"), t("Was"), t("Becomes"))
            rows.show_rows(heads, [self._difference(one) for one in found.differences])
            self.table.fit((56, 84, 200, 190, 0, 0))
        elif key == "new":
            heads = (t("Row"), t("Procedure"), t("Category"), t("Prices"))
            rows.show_rows(heads, [self._new(place) for place in range(len(found.new))])
            self.table.fit((56, 0, 200, 0))
        else:
            heads = (t("Row"), t("Begins with"), t("Column"), t("Why"))
            rejected = [
                (str(one.row), one.name, one.column, t(one.reason, **one.data)) for one in found.rejected
            ]
            rows.show_rows(heads, rejected)
            self.table.fit((56, 180, 140, 0))

    def _difference(self, one: Difference) -> tuple[str, ...]:
        t = self._desk.t
        of = one.of if one.part == "price" or not one.of else spoken(t, one.of)
        what = f"{t(PARTS[one.part])} {of}".strip()
        return (str(one.row), one.code, one.name, what, self._value(one.before), self._value(one.after))

    def _value(self, value: Money | str | None) -> str:
        if value is None:
            return self._desk.t("nothing")
        return self._desk.t.formats.money(value) if isinstance(value, Money) else value

    def _new(self, place: int) -> tuple[str, ...]:
        t, one = self._desk.t, self._found.new[place]
        names = [wording.name for wording in one.wordings.values()]
        category = self._desk.services.catalogue.text("categories", one.procedure.category, t.language)
        prices = [t.formats.money(Money(minor, currency)) for currency, minor in one.prices.items()]
        return (str(one.row), names[0], category, t.formats.items(prices))

    def _apply(self) -> None:
        done = self._desk.commands.do(
            self._desk.services.price_lists.apply, self._found, operation=self._operation
        )
        if done is not None:
            self.finish()
