"""The five numbers that add up: rows read, and what becomes of them."""

from PySide6.QtWidgets import QLabel

from clinicdesk.domain.imports import Counts
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.theme import Role
from clinicdesk.ui.widgets.labels import IconLabel, label, set_tone
from clinicdesk.ui.widgets.planes import Plane, column, row, rule


class Sums(Plane):
    """Rows read = created + updated + skipped + rejected; a sentence at the end says what holds."""

    def __init__(self, desk: Desk, icon: str, title: str, text: str) -> None:
        """Show ``title`` and ``text`` after the numbers, with ``icon`` before them."""
        super().__init__("panel", (20, 12, 20, 12))
        self._desk = desk
        t, look = desk.t, desk.look
        self.numbers: dict[str, QLabel] = {}
        parts = (
            ("read", "", "table", t("rows read")),
            ("created", "=", "user-plus", t("created")),
            ("updated", "+", "refresh", t("updated")),
            ("skipped", "+", "copy", t("skipped, same as here")),
            ("rejected", "+", "file-alert", t("rejected")),
        )
        line = row(spacing=14)
        for key, sign, shape, words in parts:
            if sign:
                line.addWidget(label(sign, Role.PANE_TITLE, tone="t3"))
            number = self.numbers[key] = label("0", Role.PAGE_TITLE, tabular=True)
            caption = row(
                IconLabel(look, shape, size=14), label(words, Role.BODY, tone="t2"), None, spacing=6
            )
            line.addLayout(column(number, caption, spacing=2), 1)
        line.addWidget(rule(vertical=True))
        title_label = label(title, Role.NAME)
        sentence = label(text, Role.CAPTION, tone="t2", wrap=True)
        sentence.setFixedWidth(look.theme.px(190))
        line.addLayout(
            row(IconLabel(look, icon, size=17, token="green"), column(title_label, sentence), spacing=9)
        )
        self.column.addLayout(line)
        self.show_counts(Counts())

    def show_counts(self, counts: Counts) -> None:
        """Show other numbers."""
        formats = self._desk.t.formats
        for key, shown in self.numbers.items():
            shown.setText(formats.number(getattr(counts, key)))
        set_tone(self.numbers["rejected"], "red" if counts.rejected else "t1")
        self.setAccessibleName(
            self._desk.t(
                "{read} rows: {created} created, {updated} updated, {skipped} skipped, {rejected} rejected",
                **vars(counts),
            )
        )
