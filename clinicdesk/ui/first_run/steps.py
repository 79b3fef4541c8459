"""The pages of the first run: each shows its part of the answers and gives them back as changed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from clinicdesk.domain.clinic import Promises
from clinicdesk.domain.errors import ClinicError, InvalidInput
from clinicdesk.domain.people import Role, StaffMember
from clinicdesk.domain.text import marked
from clinicdesk.i18n.catalog import Translator
from clinicdesk.i18n.countries import currency_of
from clinicdesk.ui.first_run.answers import SetUp, with_country
from clinicdesk.ui.first_run.example import ReplyExample
from clinicdesk.ui.look import Look
from clinicdesk.ui.theme import Role as TextRole
from clinicdesk.ui.widgets.choices import SpinBox
from clinicdesk.ui.widgets.clinic_form import ClinicForm
from clinicdesk.ui.widgets.field import Field, FieldGroup
from clinicdesk.ui.widgets.fields import ChoiceField, LineField
from clinicdesk.ui.widgets.hours_form import HoursForm
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.money_form import DepositForm
from clinicdesk.ui.widgets.planes import column, row

COLOURS = ("petrol", "violet", "green", "brown")
MEMBERS = 6


class Step(QWidget):
    """One page: its title, the sentence under it, and its part of the answers."""

    edited = Signal()

    def __init__(self, look: Look, t: Translator, title: str, text: str) -> None:
        super().__init__()
        self.look, self.t = look, t
        self.title, self.text = title, text
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(16)

    def show_answers(self, answers: SetUp) -> None:
        """Show this page's part of ``answers``."""
        raise NotImplementedError

    def read(self, answers: SetUp) -> SetUp:
        """Return ``answers`` with what stands on the page; raises ClinicError, shown beside its field."""
        raise NotImplementedError

    def show_error(self, error: ClinicError) -> bool:
        """Show ``error`` beside its field; return False where it belongs to no field of this page."""
        return False

    def first(self) -> QWidget:
        """Return what gets the focus when the page is shown."""
        return self


class LetterheadStep(Step):
    """Who the clinic is; its country proposes the rest."""

    def __init__(self, look: Look, t: Translator, answers: SetUp) -> None:
        super().__init__(
            look,
            t,
            t("What is your clinic called?"),
            t("The name, country and time zone are needed. The rest is printed on letterheads and can wait."),
        )
        self._answers = answers
        self._form = ClinicForm(look, t, answers.clinic)
        self._form.country_chosen.connect(self._propose)
        self._form.edited.connect(self.edited)
        self.column.addWidget(self._form)
        self.column.addStretch(1)

    def show_answers(self, answers: SetUp) -> None:
        """Keep the answers; the form holds what was typed."""
        self._answers = answers

    def read(self, answers: SetUp) -> SetUp:
        """Return the answers with the letterhead; a changed country brought its own proposals."""
        if not self._form.check():
            raise InvalidInput(marked("Something on this page is missing."))
        typed = self._form.clinic()
        if not typed.name:
            raise InvalidInput(marked("Write the clinic's name."), field="name")
        if typed.country != answers.clinic.country:
            answers = with_country(answers, typed.country, currency_of(typed.country), typed.zone)
        kept = answers.clinic
        return replace(
            answers,
            clinic=replace(
                typed, currency=kept.currency, currencies=kept.currencies, languages=kept.languages,
                promises=kept.promises, deposit=kept.deposit, public_holidays=kept.public_holidays,
            ),
        )  # fmt: skip

    def show_error(self, error: ClinicError) -> bool:
        """Show the sentence under its field."""
        return self._form.group.show_error(error)

    def first(self) -> QWidget:
        """The clinic's name."""
        return self._form.name

    def _propose(self, country: str) -> None:
        from clinicdesk.services.zones import zone_of

        self._form.zone.set_value(zone_of(country))


class HoursStep(Step):
    """When the clinic is open and how fast it promises to be, with an example that follows."""

    def __init__(self, look: Look, t: Translator, answers: SetUp) -> None:
        super().__init__(
            look,
            t,
            t("When are you open, and how fast do you promise to answer?"),
            t("The due list counts business hours only. Patients compare clinics within hours, so these "
              "promises decide what comes first each morning."),
        )  # fmt: skip
        self._hours = HoursForm(look, t, answers.hours)
        self._holidays = QCheckBox()
        self._reply = _spin(look, 1, 48, t("hours"))
        self._plan = _spin(look, 1, 168, t("hours"))
        self._hold = _spin(look, 1, 60, t("days"))
        self._example = ReplyExample(look, t)
        self._zone = answers.clinic.zone
        promises = QGridLayout()
        promises.setVerticalSpacing(14)
        rows = (
            (t("First reply"), t("a real answer, not an automatic one"), self._reply),
            (t("Written plan"), t("after the first reply"), self._plan),
            (t("A held date lapses"), t("if no deposit arrives"), self._hold),
        )
        for place, (name, note, spin) in enumerate(rows):
            spin.setAccessibleName(name)
            texts = column(label(name, TextRole.NAME), label(note, TextRole.CAPTION, tone="t3"))
            promises.addLayout(texts, place, 0)
            promises.addWidget(spin, place, 1)
            spin.valueChanged.connect(self._changed)
        left = column(label(t("Opening hours"), TextRole.SECTION), 8, self._hours, 8, self._holidays)
        right = column(label(t("Promises"), TextRole.SECTION), 8, promises, None)
        across = row(left, 40, right)
        across.setStretch(0, 3)
        across.setStretch(2, 2)
        self.column.addLayout(across)
        self.column.addWidget(self._example)
        self.column.addStretch(1)
        self._hours.edited.connect(self._changed)
        self._holidays.toggled.connect(self._changed)

    def show_answers(self, answers: SetUp) -> None:
        """Show hours and promises."""
        self.blockSignals(True)
        self._hours.show_week(answers.hours)
        clinic = answers.clinic
        self._holidays.setChecked(clinic.public_holidays)
        country = self.t.formats.country(clinic.country)
        self._holidays.setText(self.t("Skip public holidays of {country}", country=country))
        self._reply.setValue(clinic.promises.first_reply_minutes // 60)
        self._plan.setValue(clinic.promises.plan_hours)
        self._hold.setValue(clinic.promises.hold_days)
        self._zone = clinic.zone
        self.blockSignals(False)
        self._changed()

    def read(self, answers: SetUp) -> SetUp:
        """Return the answers with hours and promises."""
        week = {day: spans for day, spans in self._hours.week().items() if spans}
        if not week:
            raise InvalidInput(
                marked("The clinic has no opening hours. Set at least one day."), field="hours"
            )
        promises = Promises(self._reply.value() * 60, self._plan.value(), self._hold.value())
        clinic = replace(answers.clinic, promises=promises, public_holidays=self._holidays.isChecked())
        return replace(answers, clinic=clinic, hours=week)

    def show_error(self, error: ClinicError) -> bool:
        """Show the sentence under the days."""
        if error.field != "hours":
            return False
        self._hours.show_error(self.t.error(error))
        return True

    def first(self) -> QWidget:
        """The week."""
        return self._hours

    def _changed(self) -> None:
        try:
            week = self._hours.week()
        except ClinicError:
            week = {}
        self._example.show_hours(week, self._zone, self._reply.value() * 60)
        self.edited.emit()


class MoneyStep(Step):
    """The currencies of plans, the deposit and its refund ladder."""

    def __init__(self, look: Look, t: Translator, answers: SetUp) -> None:
        super().__init__(
            look,
            t,
            t("Which currencies do you quote in, and how does the deposit work?"),
            t("A small deposit with a fair refund rule is paid sooner. Both are printed on every plan."),
        )
        self._form = DepositForm(look, t, answers.clinic)
        self._form.edited.connect(self.edited)
        self.column.addWidget(self._form)
        self.column.addStretch(1)

    def show_answers(self, answers: SetUp) -> None:
        """Show currencies and deposit."""
        self._form.show_clinic(answers.clinic)

    def read(self, answers: SetUp) -> SetUp:
        """Return the answers with currencies and deposit."""
        return replace(answers, clinic=self._form.clinic(answers.clinic))

    def show_error(self, error: ClinicError) -> bool:
        """Show the sentence under its field."""
        return self._form.group.show_error(error)

    def first(self) -> QWidget:
        """The main currency."""
        return self._form.first()


class TeamStep(Step):
    """Who works here: one owner at least, coordinators, front desk and dentists."""

    def __init__(self, look: Look, t: Translator, answers: SetUp) -> None:
        super().__init__(
            look,
            t,
            t("Who works with patients?"),
            t("Write yourself first. Each inquiry has one owner, and plans name the dentist."),
        )
        roles = [
            (Role.OWNER, t("Owner")),
            (Role.COORDINATOR, t("Coordinator")),
            (Role.FRONT_DESK, t("Front desk")),
        ]
        self._rows: list[tuple[LineField, ChoiceField[Role], QCheckBox]] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for place in range(MEMBERS):
            first = place == 0
            name = LineField(look, t, t("Name") if first else "", limit=120)
            role = ChoiceField(
                look, t, t("Role") if first else "", roles, chosen=Role.OWNER if first else Role.COORDINATOR
            )
            dentist = QCheckBox(t("Dentist"))
            for widget, named in ((name, t("Name")), (role, t("Role"))):
                widget.set_name(named)
            grid.addWidget(name, place, 0)
            grid.addWidget(role, place, 1)
            grid.addWidget(dentist, place, 2)
            name.edited.connect(self.edited)
            self._rows.append((name, role, dentist))
        fields: dict[str, Field] = {"staff": self._rows[0][0]}
        self._group = FieldGroup(t, **fields)
        self.column.addLayout(grid)
        self.column.addStretch(1)

    def show_answers(self, answers: SetUp) -> None:
        """Keep what was typed: the rows are their own memory."""

    def read(self, answers: SetUp) -> SetUp:
        """Return the answers with everybody who has a name."""
        staff = tuple(
            StaffMember(
                0,
                name.value(),
                role.value(),
                dentist=dentist.isChecked(),
                title="dentist" if dentist.isChecked() else "",
                colour=COLOURS[place % len(COLOURS)],
            )
            for place, (name, role, dentist) in enumerate(self._rows)
            if name.value()
        )
        if not any(member.role is Role.OWNER for member in staff):
            raise InvalidInput(marked("Somebody has to be the owner. Write your name first."), field="staff")
        return replace(answers, staff=staff)

    def show_error(self, error: ClinicError) -> bool:
        """Show the sentence under the first name."""
        return self._group.show_error(error)

    def first(self) -> QWidget:
        """The first name."""
        return self._rows[0][0]


def _spin(look: Look, least: int, most: int, unit: str) -> SpinBox:
    spin = SpinBox()
    spin.setRange(least, most)
    spin.setSuffix(f" {unit}")
    spin.setFixedWidth(look.theme.px(118))
    return spin
