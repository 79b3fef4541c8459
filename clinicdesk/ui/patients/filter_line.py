"""The line over the list of patients: search, filters, and how many are found."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from clinicdesk.domain.people import PatientQuery
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.patients.words import month
from clinicdesk.ui.theme import Role
from clinicdesk.ui.treatment_words import FILTERED, kind_words
from clinicdesk.ui.widgets.controls import SearchField
from clinicdesk.ui.widgets.filter_button import FilterButton
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Plane, row
from clinicdesk.ui.wording import upper_first

HEIGHT, TYPING_MS = 50, 120
SINCE_DAYS = (183, 365, 730, 1826)
"""How far back "treated since" reaches: half a year, one, two and five."""


class PatientSearch(SearchField):
    """The search field of the list; Down and Enter go on to the list, Esc empties it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave for the list, or empty the field."""
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class FilterLine(Plane):
    """Search and filters; ``filtered`` tells that other people are wanted."""

    filtered = Signal()
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        """Make the line with every filter open."""
        super().__init__("head", (16, 0, 16, 0))
        self._desk = desk
        t, look = desk.t, desk.look
        # The filters break into a second line rather than keep the window wide.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.words = PatientSearch(look, t("Find in this list"), width=212)
        self.words.setProperty("small", True)
        self.words.setClearButtonEnabled(True)
        self.market = FilterButton(look, t("Any market"))
        self.treatment = FilterButton(look, t("Any treatment"))
        self.since = FilterButton(look, t("Treated any time"))
        self.owner = FilterButton(look, t("Any owner"))
        self.consent = FilterButton(look, t("Any consent"))
        self.found = label("", Role.BODY, tabular=True)
        self._filters = (self.market, self.treatment, self.since, self.owner, self.consent)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self.filtered)
        self.words.textChanged.connect(lambda _: self._typing.start())
        self.words.left.connect(self.left)
        for one in self._filters:
            one.chosen.connect(self.filtered)
        self._first, self._second = row(spacing=8), row(spacing=8)
        self._one_line = False
        self.column.addLayout(row(self.words, self._first, None, self.found, spacing=8))
        self.column.addLayout(self._second)
        self._offer_fixed()
        self._arrange(one_line=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the line where it does not fit."""
        super().resizeEvent(event)
        needed = sum(part.sizeHint().width() + 8 for part in (self.words, *self._filters, self.found)) + 48
        self._arrange(one_line=needed <= event.size().width())

    def _arrange(self, *, one_line: bool) -> None:
        if one_line == self._one_line:
            return
        self._one_line = one_line
        target = self._first if one_line else self._second
        for place, one in enumerate(self._filters):
            target.insertWidget(place, one)
        if not one_line:
            self._second.addStretch(1)
        px = self._desk.look.theme.px
        self.setFixedHeight(px(HEIGHT if one_line else 2 * HEIGHT - 14))

    def query(self) -> PatientQuery:
        """Return which people are wanted."""
        since = date.fromisoformat(self.since.value) if self.since.value else None
        return PatientQuery(
            text=self.words.text().strip(),
            market=self.market.value,
            treatment=self.treatment.value,
            owner_id=int(self.owner.value) if self.owner.value else None,
            consent=self.consent.value,
            treated_since=since,
        )

    def is_filtered(self) -> bool:
        """Whether anything here holds people back."""
        return bool(self.words.text().strip()) or any(one.value for one in self._filters)

    def clear(self) -> None:
        """Open every filter and tell it."""
        for one in self._filters:
            one.clear()
        self.words.clear()
        self._typing.stop()
        self.filtered.emit()

    def offer(self) -> None:
        """Offer the markets and the owners that the clinic has now."""
        services, t = self._desk.services, self._desk.t
        self.market.offer((code, t.formats.country(code)) for code in services.patients.markets() if code)
        self.owner.offer((str(member.id), member.name) for member in services.staff.all())

    def show_found(self, found: int, total: int) -> None:
        """Show how many are found, of how many."""
        t = self._desk.t
        number = t.formats.number
        said = t("{found} of {total}", found=number(found), total=number(total))
        self.found.setText(said if found != total else t.n("{count} person", "{count} people", found))

    def _offer_fixed(self) -> None:
        t, today = self._desk.t, self._desk.today()
        self.treatment.offer((kind, upper_first(kind_words(t, kind))) for kind in FILTERED)
        days = ((today - timedelta(days=days)).replace(day=1) for days in SINCE_DAYS)
        self.since.offer(
            ((on.isoformat(), t("Treated since {month}", month=month(self._desk, on))) for on in days),
            ordered=True,
        )
        self.consent.offer(
            (
                ("care", t("Care allowed")),
                ("marketing", t("Marketing allowed")),
                ("none", t("No messages allowed")),
            ),
            ordered=True,
        )
