"""When the patient ideally returns, by rule or set by the dentist, and the window of a next trip."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal

from clinicdesk.domain.cadence import add_months
from clinicdesk.domain.errors import InvalidInput
from clinicdesk.domain.text import marked
from clinicdesk.domain.treatments import NextTrip
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.theme import Role
from clinicdesk.ui.treatments.trip import TripCase
from clinicdesk.ui.widgets.chips import Chip
from clinicdesk.ui.widgets.choices import NumberField, check_box
from clinicdesk.ui.widgets.date_field import DateField
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Plane, row

RULES = {
    "implant": marked("Implants"),
    "full_arch": marked("Full arch"),
    "crown": marked("Crowns"),
    "veneer": marked("Veneers"),
    "root_canal": marked("Root canal"),
    "hygiene": marked("Hygiene"),
    "general": marked("General check-up"),
    "filling": marked("Fillings"),
}
"""How the recall rules are called; the keys are those of domain/cadence.DEFAULTS."""

WINDOW_WEEKS = 6


class IdealReturn(Plane):
    """The date and where it comes from: once typed or ticked it is the dentist's and never moves."""

    edited = Signal()

    def __init__(self, desk: Desk) -> None:
        """Wait for the rule to be told."""
        super().__init__("panel", (14, 10, 14, 12), 8)
        self._desk = desk
        t, look = desk.t, desk.look
        self._calculated: date | None = None
        self.chip = Chip(look, t("calculated"), "accent")
        self.column.addLayout(row(label(t("Ideal return"), Role.SECTION), None, self.chip))
        today = desk.today()
        self.day = DateField(look, t, "", today=today, earliest=today + timedelta(days=1))
        self.day.set_name(t("Ideal return"))
        self.day.editor.setPlaceholderText("")
        self.day.setFixedWidth(look.theme.px(176))
        self.words = label("", Role.CAPTION, tone="t2", wrap=True)
        line = row(self.day, self.words, spacing=12)
        line.setStretch(1, 1)
        self.column.addLayout(line)
        self.set_by_hand = check_box(t("Set by the dentist, do not move it"))
        self.add(self.set_by_hand)
        self.day.edited.connect(self._typed)
        self.set_by_hand.clicked.connect(self._ticked)

    @property
    def overridden(self) -> bool:
        """Whether a person set the date."""
        return self.set_by_hand.isChecked()

    def show_rule(self, on: date | None, rule: str, months: int) -> None:
        """Show what the rule says; a date that a person set stays."""
        t = self._desk.t
        if not self.overridden:
            self._calculated = on
            self.day.set_day(on)
        if on is None and not self.overridden:
            self.words.setText(t("No rule asks for a return after this."))
        elif not self.overridden:
            name = t(RULES[rule]) if rule in RULES else rule
            after = t.n("{count} month after it", "{count} months after it", months)
            self.words.setText(
                t("{after}, rule “{rule}”. Follows the rule until you type a date.", after=after, rule=name)
            )

    def value(self) -> date | None:
        """Return the date that a person set, None while it follows the rule. Raises InvalidInput."""
        if not self.overridden:
            return None
        day = self.day.day_or_none()
        if day is None:
            raise InvalidInput(marked("Type the day of the return, or let it follow the rule."))
        return day

    def check(self) -> bool:
        """Show what is wrong beside the date."""
        if not self.overridden:
            return True
        if not self.day.text().strip():
            self.day.show_error(self._desk.t("Type the day of the return, or let it follow the rule."))
            return False
        return self.day.check()

    def _typed(self) -> None:
        self.set_by_hand.setChecked(True)
        self._ticked()

    def _ticked(self) -> None:
        t = self._desk.t
        if self.overridden:
            self.chip.show_as(t("by dentist"), "violet")
            self.words.setText(t("Set by hand: no rule moves it any more."))
        else:
            self.chip.show_as(t("calculated"), "accent")
            self.day.set_day(self._calculated)
        self.edited.emit()


class NextTripCard(Plane):
    """The provisional window of the next trip; off unless the plan has one or a person asks for it."""

    edited = Signal()

    def __init__(self, desk: Desk, case: TripCase) -> None:
        """Propose the plan's next trip after its healing."""
        super().__init__("panel", (14, 10, 14, 12), 8)
        self._desk, self._case = desk, case
        self._typed = False
        t, look, today = desk.t, desk.look, desk.today()
        self.wanted = check_box(t("A next trip is planned"), on=bool(case.later))
        self.chip = Chip(look, t("phase two"), "violet", icon="arrows-split-2")
        self.column.addLayout(row(label(t("Next trip, provisional"), Role.SECTION), None, self.chip))
        self.add(self.wanted)
        first = today + timedelta(days=1)
        self.opens = DateField(look, t, t("From"), today=today, earliest=first)
        self.closes = DateField(look, t, t("To"), today=today, earliest=first)
        for field in (self.opens, self.closes):
            field.open_button.hide()
            field.edited.connect(self._edit)
        days = case.later[0].days if case.later else 1
        self.days = NumberField(look, t, t("Stay"), number=days, least=1, most=365, unit=t("days"))
        self.days.edited.connect(self.edited)
        line = row(self.opens, self.closes, self.days, spacing=10)
        for place, share in enumerate((4, 4, 3)):
            line.setStretch(place, share)
        self.column.addLayout(line)
        self.note = label("", Role.CAPTION, tone="t2", wrap=True)
        self.add(self.note)
        self.wanted.clicked.connect(self._toggled)
        self._toggled(told=False)

    def propose(self, last_day: date) -> None:
        """Move the proposed window along with the last day, until a person typed one."""
        if self._typed:
            return
        months = self._case.later[0].healing_months if self._case.later else 0
        opens = add_months(last_day, months) if months else last_day + timedelta(days=1)
        opens = max(opens, self._desk.today() + timedelta(days=1))
        self.opens.set_day(opens)
        self.closes.set_day(opens + timedelta(weeks=WINDOW_WEEKS))
        t = self._desk.t
        if months:
            healed = t.n("Healing takes {count} month.", "Healing takes {count} months.", months)
            self.note.setText(f"{self._title()}. {healed}" if self._title() else healed)
        else:
            self.note.setText(self._title())

    def value(self) -> NextTrip | None:
        """Return the window, None where none is planned. Raises InvalidInput."""
        if not self.wanted.isChecked():
            return None
        return NextTrip(
            0,
            self._case.patient.id,
            self.opens.value(),
            self.closes.value(),
            lead_id=self._case.lead.id,
            plan_id=self._case.plan.id if self._case.plan else None,
            title=self._title(),
            days=self.days.value(),
        )

    def check(self) -> bool:
        """Show what is wrong beside the dates."""
        if not self.wanted.isChecked():
            return True
        first, last = self.opens.check(), self.closes.check()
        if first and last and self.closes.value() < self.opens.value():
            self.closes.show_error(self._desk.t("The window ends after it begins."))
            return False
        return first and last

    def _title(self) -> str:
        if not self._case.later:
            return ""
        trip = self._case.later[0]
        return trip.title or ", ".join(dict.fromkeys(item.name.text for item in trip.items))[:200]

    def _edit(self) -> None:
        self._typed = True
        self.edited.emit()

    def _toggled(self, *, told: bool = True) -> None:
        on = self.wanted.isChecked()
        for widget in (self.opens, self.closes, self.days, self.note, self.chip):
            widget.setVisible(on)
        if told:
            self.edited.emit()
