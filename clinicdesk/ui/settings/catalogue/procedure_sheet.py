"""The sheet of one procedure: what it brings along into a plan, and for a new one its words and prices."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinicdesk.domain.odontogram import Mark
from clinicdesk.domain.procedures import Procedure, Scope, Unit, Wording
from clinicdesk.domain.text import marked
from clinicdesk.i18n.parsing import parse_money
from clinicdesk.ui.desk import Desk
from clinicdesk.ui.settings.catalogue.matrix_words import spoken
from clinicdesk.ui.settings.catalogue.visit_rows import VisitRows
from clinicdesk.ui.theme import Role
from clinicdesk.ui.treatment_words import kind_words
from clinicdesk.ui.widgets.buttons import Button
from clinicdesk.ui.widgets.choices import check_box
from clinicdesk.ui.widgets.field import FieldGroup
from clinicdesk.ui.widgets.fields import AreaField, ChoiceField, LineField, MoneyField, NumberField
from clinicdesk.ui.widgets.labels import label
from clinicdesk.ui.widgets.planes import Scroll, column, row
from clinicdesk.ui.widgets.sheet import Sheet
from clinicdesk.ui.wording import upper_first

SCOPES = {
    Scope.TEETH: marked("teeth"),
    Scope.AREA: marked("a jaw or a quarter"),
    Scope.NONE: marked("neither"),
}
CADENCES = ("implant", "full_arch", "crown", "veneer", "root_canal", "filling", "hygiene", "general")
MOST_LANGUAGES = 3
LONGEST_GUARANTEE, LONGEST_STAY, LONGEST_WAIT = 600, 60, 60


class ProcedureSheet(Sheet):
    """Adds a procedure of the clinic's own, or changes one; ``kept`` carries its code."""

    kept = Signal(str)

    def __init__(self, desk: Desk, window: QWidget, code: str = "") -> None:
        """Show a procedure by its ``code``, or an empty form for a new one. Raises NotFound."""
        t, look = desk.t, desk.look
        self._desk, self._code = desk, code
        catalogue = desk.services.catalogue
        blank = Procedure("", "aftercare", Unit.TOOTH, Scope.TEETH)
        self._procedure: Procedure = catalogue.get(code) if code else blank
        self._name = catalogue.offer().name(code, t.language) if code else ""
        title = t("Change “{name}”", name=self._name) if code else t("Add a procedure of your own")
        super().__init__(look, t, window, title, width=980, height=720)
        self.caption.set_text(code)
        self._make_fields()
        self._arrange()
        self.names: dict[str, LineField] = {}
        self.texts: dict[str, LineField] = {}
        self.prices: dict[str, MoneyField[int]] = {}
        if not code:
            self._make_words()
            self._make_prices()
        self.save_button = Button(
            look, t("Save") if code else t("Add it"), kind="primary", keys=("Ctrl", "Enter")
        )
        self.retire_button = Button(look, self._retire_words(), kind="ghost")
        self.retire_button.clicked.connect(self._retire)
        cancel = Button(look, t("Cancel"))
        cancel.clicked.connect(self.leave)
        if code:
            self.foot_row.addWidget(self.retire_button)
        self.foot_row.addStretch(1)
        self.foot_row.addWidget(cancel)
        self.add_primary(self.save_button)
        self.save_button.clicked.connect(self._save)

    @property
    def first(self) -> QWidget:
        """Where the focus starts."""
        return next(iter(self.names.values())).editor if self.names else self.guarantee.editor

    def procedure(self) -> Procedure:
        """Return the procedure as the fields say."""
        words = self._words("materials")
        lines = (line.strip() for line in self.materials.text().splitlines())
        return replace(
            self._procedure,
            category=self.category.value(),
            unit=Unit(self.unit.value()),
            scope=Scope(self.scope.value()),
            mark=self.mark.value(),
            estimate=self.estimate.isChecked(),
            guarantee_months=self.guarantee.value(),
            guarantee_condition=self.condition.value(),
            cadence=self.cadence.value(),
            cadence_months=self.cadence_months.value() if self.cadence.value() else 0,
            days=self.days.value(),
            trips=self.trips.value(),
            healing_months=self.healing.value(),
            materials=tuple(words.get(line, line) for line in lines if line),
            visits=self.visits.visits(),
        )

    def _make_fields(self) -> None:
        look, t, found = self.look, self.t, self._procedure
        choices = self._choices
        self.category = ChoiceField(look, t, t("Category"), choices("categories"), chosen=found.category)
        units = choices("units")
        self.unit = ChoiceField(look, t, t("Price is"), units, chosen=found.unit.value)
        scopes = [(scope.value, t(words)) for scope, words in SCOPES.items()]
        self.scope = ChoiceField(look, t, t("A line names"), scopes, chosen=found.scope.value)
        marks = [("", t("nothing")), *((mark.value, kind_words(t, mark.value)) for mark in _drawn())]
        self.mark = ChoiceField(look, t, t("The tooth chart shows"), marks, chosen=found.mark)
        self.estimate = check_box(t("Marked as an estimate until the examination"), on=found.estimate)
        months = t("months")
        self.guarantee = NumberField(
            look, t, t("Guarantee"), number=found.guarantee_months, most=LONGEST_GUARANTEE, unit=months
        )
        conditions = [("", t("no condition")), *choices("guarantees")]
        if found.guarantee_condition and found.guarantee_condition not in dict(conditions):
            conditions.append((found.guarantee_condition, found.guarantee_condition))
        self.condition = ChoiceField(
            look, t, t("On condition of"), conditions, chosen=found.guarantee_condition
        )
        self._make_stay()
        self.group = FieldGroup(
            t,
            category=self.category,
            guarantee=self.guarantee,
            guarantee_condition=self.condition,
            days=self.days,
            materials=self.materials,
        )

    def _make_stay(self) -> None:
        """Make the fields of recall, days, materials and visits."""
        look, t, found, months = self.look, self.t, self._procedure, self.t("months")
        cadences = [("", t("no recall")), *((key, upper_first(kind_words(t, key))) for key in CADENCES)]
        self.cadence = ChoiceField(look, t, t("Recall"), cadences, chosen=found.cadence)
        self.cadence_months = NumberField(
            look, t, t("Recall after"), number=found.cadence_months, most=LONGEST_WAIT, unit=months
        )
        self.days = NumberField(
            look, t, t("Days in the country"), number=found.days, least=1, most=LONGEST_STAY, unit=t("days")
        )
        self.trips = NumberField(look, t, t("Trips"), number=found.trips, least=1, most=9)
        self.healing = NumberField(
            look, t, t("Healing before the next trip"), number=found.healing_months, most=LONGEST_WAIT,
            unit=months,
        )  # fmt: skip
        said = {key: words for words, key in self._words("materials").items()}
        materials = "\n".join(said.get(key, key) for key in found.materials)
        self.materials = AreaField(
            look,
            t,
            t("Brands and materials, one in each line; the first is proposed"),
            text=materials,
            lines=4,
        )
        self.visits = VisitRows(self._desk, dict(self._choices("visits")))
        self.visits.show_visits(found.visits)

    def _choices(self, part: str) -> list[tuple[str, str]]:
        found: dict[str, str] = self._desk.services.catalogue.choices(part, self.t.language)
        return list(found.items())

    def _words(self, part: str) -> dict[str, str]:
        """Return the keys of a part by their words."""
        return {words: key for key, words in self._choices(part)}

    def _arrange(self) -> None:
        t = self.t
        scroll = Scroll("surface", (20, 16, 20, 16), 12)
        self._top: QVBoxLayout = column(spacing=8)
        left = column(
            label(t("In a plan"), Role.SECTION),
            row(self.category, self.unit, spacing=10),
            row(self.scope, self.mark, spacing=10),
            self.estimate,
            row(self.guarantee, self.cadence, self.cadence_months, spacing=10),
            self.condition,
            self.materials,
            None,
            spacing=8,
        )
        right = column(
            label(t("Typical visits and days"), Role.SECTION),
            row(self.days, self.trips, spacing=10),
            self.healing,
            self.visits,
            None,
            spacing=8,
        )
        whole = row(left, right, spacing=24)
        whole.setStretch(0, 1)
        whole.setStretch(1, 1)
        scroll.body.column.addLayout(self._top)
        scroll.body.column.addLayout(whole)
        scroll.body.column.addStretch(1)
        self.body.addWidget(scroll)

    def _make_words(self) -> None:
        t, clinic = self.t, self._desk.services.clinic.get()
        languages = tuple(dict.fromkeys((clinic.language, *clinic.languages)))[:MOST_LANGUAGES]
        self._top.addWidget(label(t("What the patient reads"), Role.SECTION))
        for place, language in enumerate(languages):
            said = spoken(t, language)
            name = LineField(self.look, t, t("{language}, name", language=said), limit=200)
            text_name = t("{language}, description for the patient", language=said)
            text = LineField(self.look, t, text_name, limit=300)
            line = row(name, text, spacing=10)
            line.setStretch(0, 2)
            line.setStretch(1, 3)
            self._top.addLayout(line)
            self.names[language], self.texts[language] = name, text
            if place == 0:
                self.group.add("name", name)
                self.group.add("description", text)

    def _make_prices(self) -> None:
        t, clinic = self.t, self._desk.services.clinic.get()
        self._top.addWidget(label(t("Prices"), Role.SECTION))
        line = row(spacing=10)
        for currency in dict.fromkeys((clinic.currency, *clinic.currencies)):
            field: MoneyField[int] = MoneyField(
                self.look, t, "", currency, partial(_read_price, currency, t.language)
            )
            field.set_name(t("Price in {currency}", currency=currency))
            self.prices[currency] = field
            self.group.add(f"price-{currency}", field)
            line.addWidget(field)
        self._top.addLayout(line)

    def _typed_prices(self) -> dict[str, int] | None:
        """Return the prices that were typed, None where one cannot be read and says so."""
        found: dict[str, int] = {}
        readable = True
        for currency, field in self.prices.items():
            if field.text().strip():
                readable = field.check() and readable
                if readable:
                    found[currency] = field.value()
        return found if readable else None

    def _save(self) -> None:
        catalogue, commands = self._desk.services.catalogue, self._desk.commands
        if self._code:
            done = commands.do(catalogue.edit, self.procedure(), form=self.group)
        else:
            prices = self._typed_prices()
            if prices is None:
                return
            (language, name), *others = self.names.items()
            more = {
                one: Wording(field.value(), self.texts[one].value(), checked=True)
                for one, field in others
                if field.value()
            }
            done = commands.do(
                catalogue.add_own,
                replace(self.procedure(), prices=prices),
                name=name.value(),
                language=language,
                description=self.texts[language].value(),
                others=more,
                form=self.group,
            )
        if done is not None:
            self.kept.emit(done.value.code)
            self.finish()

    def _retire_words(self) -> str:
        return self.t("Offer it no longer") if self._procedure.active else self.t("Offer it again")

    def _retire(self) -> None:
        catalogue = self._desk.services.catalogue
        act = catalogue.retire if self._procedure.active else catalogue.bring_back
        if self._desk.commands.do(act, self._code) is not None:
            self.kept.emit(self._code)
            self.finish()


def _read_price(currency: str, language: str, text: str) -> int:
    return parse_money(text, currency, language).minor


def _drawn() -> tuple[Mark, ...]:
    """Return the marks that a procedure may leave on a tooth."""
    return tuple(mark for mark in Mark if mark is not Mark.MISSING)
